//! Whether a measure may be used on a pathway, in a collection type, by a participant.

use super::path::MeasurePath;
use crate::{
    practice::{Practice, QualityMeasure, admit::Admission},
    problem::{Code, Part},
    rules::{
        collection_type::CollectionType,
        measures::{self, RegistrationType},
        quality::{PathwayMethod, PathwayQuality},
        terms::{Participation, Pathway},
    },
};

impl Admission<'_> {
    /// Whether the pathway and the participant may use the measure in this collection type.
    pub(super) fn check_place(
        &mut self,
        practice: &Practice,
        pathway: &PathwayQuality,
        collection_type: CollectionType,
        entry: &QualityMeasure,
        row: &measures::QualityMeasure,
        path: &MeasurePath<'_>,
    ) -> bool {
        let closed = self.why_closed(practice, pathway, collection_type, &entry.id, row);
        let Some((message, help)) = closed else {
            return true;
        };
        let problem = self.error(Code::NotInYear, path, message);
        problem.part = Part::Key;
        problem.help = Some(help);
        false
    }

    /// Why the measure cannot be used so, and what can be done.
    fn why_closed(
        &self,
        practice: &Practice,
        pathway: &PathwayQuality,
        collection_type: CollectionType,
        id: &str,
        row: &measures::QualityMeasure,
    ) -> Option<(String, String)> {
        let rules = self.rules;
        let year = rules.performance_year;
        let web_interface = rules.quality.web_interface.as_ref();
        let cahps = &rules.quality.cahps;
        let participation = practice.participation;
        let open_to = match collection_type {
            CollectionType::WebInterface => {
                web_interface.map(|rules| rules.open_to(practice.pathway))
            }
            CollectionType::Cahps => Some(&cahps.participation),
            _ => None,
        };
        let by_pathway = pathway.collection_types.contains(&collection_type)
            && (collection_type != CollectionType::WebInterface
                || web_interface.is_some_and(|rules| rules.pathways.contains(&practice.pathway)));
        Some(if !by_pathway {
            let kinds: Vec<&str> = pathway
                .collection_types
                .iter()
                .map(|kind| kind.key())
                .collect();
            (
                format!(
                    "the pathway `{}` does not take {collection_type} measures in performance year {year}",
                    practice.pathway.key()
                ),
                self.what_is_taken(&kinds, collection_type),
            )
        } else if rules
            .quality
            .collection_types
            .small_practice_only
            .contains(&collection_type)
            && !practice.small_practice
        {
            (
                format!(
                    "only small practices report {collection_type} measures in performance year {year}"
                ),
                format!(
                    "a small practice has at most {} clinicians (practice.clinicians or practice.small_practice)",
                    rules.small_practice.maximum_clinicians
                ),
            )
        } else if open_to.is_some_and(|open| !open.contains(&participation))
            || !row.open_to(registration(participation))
        {
            (
                format!(
                    "`{}` cannot use measure `{id}` as {collection_type} in performance year {year}",
                    participation.key()
                ),
                who_may(open_to, row),
            )
        } else if !self.serves(pathway, collection_type, id, row) {
            (
                format!(
                    "measure `{id}` is not on the pathway `{}` in performance year {year}",
                    practice.pathway.key()
                ),
                self.where_it_is(id, row),
            )
        } else {
            return None;
        })
    }

    /// What the pathway takes, and which pathways take the collection type.
    fn what_is_taken(&self, kinds: &[&str], collection_type: CollectionType) -> String {
        let quality = &self.rules.quality;
        let web_interface = quality.web_interface.as_ref();
        let others: Vec<String> = quality
            .pathways
            .iter()
            .filter(|(pathway, rules)| {
                rules.collection_types.contains(&collection_type)
                    && (collection_type != CollectionType::WebInterface
                        || web_interface.is_some_and(|rules| rules.pathways.contains(pathway)))
            })
            .map(|(pathway, _)| format!("`{}`", pathway.key()))
            .collect();
        let taken = format!("this pathway takes {}", kinds.join(", "));
        if others.is_empty() {
            taken
        } else {
            format!(
                "{taken}; {collection_type} measures belong to {}",
                others.join(", ")
            )
        }
    }

    /// Groups below a size could not register for the Web Interface.
    pub(super) fn check_web_interface_size(
        &mut self,
        practice: &Practice,
        id: &str,
        path: &MeasurePath<'_>,
    ) {
        let is_group = matches!(
            practice.participation,
            Participation::Group | Participation::VirtualGroup
        );
        let web_interface = self.rules.quality.web_interface.as_ref();
        let least = web_interface.and_then(|rules| rules.minimum_clinicians);
        let Some((least, clinicians)) = least.zip(practice.clinicians).filter(|_| is_group) else {
            return;
        };
        let is_first = practice
            .data
            .quality
            .iter()
            .find(|entry| entry.collection_type == Some(CollectionType::WebInterface))
            .is_some_and(|entry| entry.id == id);
        if is_first && clinicians < least {
            let message = format!(
                "the Web Interface is for groups of at least {least} clinicians, and this one has {clinicians}"
            );
            self.error(Code::Unlikely, path, message).part = Part::Key;
        }
    }

    /// Whether the measure is one of the pathway's; the Web Interface is a set of its own, on whichever pathway it is used.
    fn serves(
        &self,
        pathway: &PathwayQuality,
        collection_type: CollectionType,
        id: &str,
        row: &measures::QualityMeasure,
    ) -> bool {
        let in_web_interface = collection_type == CollectionType::WebInterface
            && self
                .rules
                .quality
                .web_interface
                .as_ref()
                .is_some_and(|rules| rules.measures.iter().any(|one| one == id));
        let by_mvp = matches!(pathway.method, PathwayMethod::BestOfMvp { .. });
        let in_some_mvp = || {
            self.rules.inventory().is_some_and(|inventory| {
                inventory
                    .mvps
                    .values()
                    .any(|mvp| mvp.quality.iter().any(|one| one == id))
            })
        };
        in_web_interface || row.serves(&pathway.program) || (by_mvp && in_some_mvp())
    }

    /// The pathways and MVPs that have a measure.
    fn where_it_is(&self, id: &str, row: &measures::QualityMeasure) -> String {
        let mut places: Vec<String> = self
            .rules
            .quality
            .pathways
            .iter()
            .filter(|(pathway, rules)| **pathway != Pathway::Mvp && row.serves(&rules.program))
            .map(|(pathway, _)| pathway.key().to_owned())
            .collect();
        if let Some(inventory) = self.rules.inventory() {
            places.extend(
                inventory
                    .mvps
                    .iter()
                    .filter(|(_, mvp)| mvp.quality.iter().any(|one| one == id))
                    .map(|(mvp, _)| mvp.clone()),
            );
        }
        if places.is_empty() {
            "no pathway of this year has it".into()
        } else {
            format!("pathways and MVPs that have it: {}", places.join(", "))
        }
    }
}

fn registration(participation: Participation) -> RegistrationType {
    match participation {
        Participation::Individual => RegistrationType::Individual,
        Participation::Group | Participation::VirtualGroup => RegistrationType::Group,
        Participation::Subgroup => RegistrationType::Subgroup,
        Participation::ApmEntity => RegistrationType::ApmEntity,
    }
}

fn who_may(open_to: Option<&Vec<Participation>>, row: &measures::QualityMeasure) -> String {
    let all = [
        Participation::Individual,
        Participation::Group,
        Participation::Subgroup,
        Participation::VirtualGroup,
        Participation::ApmEntity,
    ];
    let open: Vec<&str> = all
        .into_iter()
        .filter(|kind| {
            open_to.is_none_or(|open| open.contains(kind)) && row.open_to(registration(*kind))
        })
        .map(Participation::key)
        .collect();
    format!("it is open to {}", open.join(", "))
}
