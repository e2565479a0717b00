//! Holds quality measures against the year: which exist, where they may be reported, and by whom.

use super::{Admission, spans};
use crate::{
    practice::{
        Practice, QualityMeasure,
        words::{Participation, Pathway},
    },
    problem::{Code, Part, closest},
    rules::{
        collection_type::CollectionType,
        measures::{self, Inventory, RegistrationType},
        quality::{PathwayMethod, PathwayQuality},
    },
};

impl Admission<'_> {
    /// Every quality measure must exist in the year, on the pathway, for this participant; its figures must make sense.
    pub(super) fn check_quality(&mut self, practice: &Practice) {
        self.check_mvp(practice);
        self.check_prior(practice);
        let rules = self.rules;
        let measures = &practice.data.quality;
        if measures.is_empty() {
            return;
        }
        let Some(inventory) = rules.inventory() else {
            let year = rules.performance_year;
            let message = format!("the measures of performance year {year} are not published yet");
            self.error(Code::NotInYear, "quality.measures", message)
                .help = Some("give quality.percent".into());
            return;
        };
        let Some(pathway) = rules.quality.pathways.get(&practice.pathway) else {
            return;
        };
        for entry in measures {
            let Some(collection_type) = entry.collection_type else {
                continue;
            };
            let path = path_of(entry, collection_type);
            if let Some(row) = self.find(inventory, collection_type, entry, &path) {
                let admitted =
                    self.check_place(practice, pathway, collection_type, entry, row, &path);
                if admitted {
                    self.check_figures(collection_type, entry, row, &path);
                }
            }
        }
        self.check_survey(practice);
    }

    fn check_mvp(&mut self, practice: &Practice) {
        let (Pathway::Mvp, Some(id), Some(inventory)) =
            (practice.pathway, &practice.mvp, self.rules.inventory())
        else {
            return;
        };
        if inventory.mvps.contains_key(id) {
            return;
        }
        let year = self.rules.performance_year;
        let upper = id.to_uppercase();
        let near = inventory
            .mvps
            .get_key_value(&upper)
            .map(|(known, _)| known.as_str())
            .or_else(|| closest(id, inventory.mvps.keys().map(String::as_str)));
        let elsewhere = self.years_with(|inventory| inventory.mvps.contains_key(id));
        let help = match (near, spans(&elsewhere)) {
            (_, Some(years)) => format!("performance years that have it: {years}"),
            (Some(near), None) => {
                format!("did you mean `{near}` ({})?", inventory.mvps[near].title)
            }
            (None, None) => {
                let known: Vec<&str> = inventory.mvps.keys().map(String::as_str).collect();
                format!("the MVPs of the year are {}", known.join(", "))
            }
        };
        let message = format!("there is no MVP `{id}` in performance year {year}");
        self.error(Code::UnknownId, "practice.mvp", message).help = Some(help);
    }

    fn check_prior(&mut self, practice: &Practice) {
        let given = practice.prior_year.quality_achievement_percent.is_some();
        if given && self.rules.quality.improvement.is_none() {
            let year = self.rules.performance_year;
            let message = format!("performance year {year} scores no improvement in quality");
            let path = "prior_year.quality_achievement_percent";
            self.error(Code::NoEffect, path, message);
        }
    }

    /// The record of a measure; a measure that the year lacks is an error that names what is near.
    fn find<'i>(
        &mut self,
        inventory: &'i Inventory,
        collection_type: CollectionType,
        entry: &QualityMeasure,
        path: &str,
    ) -> Option<&'i measures::QualityMeasure> {
        let year = self.rules.performance_year;
        let id = &entry.id;
        match inventory.quality.get(id) {
            Some(row) if row.via.contains(&collection_type) => Some(row),
            Some(row) => {
                let kinds: Vec<&str> = row.via.iter().map(|kind| kind.key()).collect();
                let message = format!(
                    "measure `{id}` cannot be reported as {collection_type} in performance year {year}"
                );
                let problem = self.error(Code::UnknownId, path, message);
                problem.part = Part::Key;
                problem.help = Some(format!("it can be reported as {}", kinds.join(", ")));
                None
            }
            None => {
                let help = self.help_for(inventory, collection_type, id);
                let message = format!("no measure `{id}` in {year} under {collection_type}");
                let problem = self.error(Code::UnknownId, path, message);
                problem.part = Part::Key;
                problem.help = help;
                None
            }
        }
    }

    fn help_for(
        &self,
        inventory: &Inventory,
        collection_type: CollectionType,
        id: &str,
    ) -> Option<String> {
        if let Some(known) = meant(inventory, id) {
            return Some(format!(
                "did you mean `{known}` ({})?",
                inventory.quality[known].title
            ));
        }
        if inventory.cost.contains_key(id) {
            return Some("it is a cost measure: it belongs under cost.measures".into());
        }
        let elsewhere = self.years_with(|inventory| inventory.quality.contains_key(id));
        if let Some(years) = spans(&elsewhere) {
            return Some(format!("performance years that have it: {years}"));
        }
        let of_type = inventory
            .quality
            .iter()
            .filter(|(_, row)| row.via.contains(&collection_type))
            .map(|(known, _)| known.as_str());
        closest(id, of_type)
            .or_else(|| closest(id, inventory.quality.keys().map(String::as_str)))
            .map(|near| format!("did you mean `{near}` ({})?", inventory.quality[near].title))
    }

    fn years_with(&self, has: impl Fn(&Inventory) -> bool) -> Vec<u16> {
        self.book
            .years()
            .filter(|year| {
                self.book
                    .year(*year)
                    .is_ok_and(|rules| rules.inventory().is_some_and(&has))
            })
            .collect()
    }

    /// Whether the pathway and the participant may use the measure in this collection type.
    fn check_place(
        &mut self,
        practice: &Practice,
        pathway: &PathwayQuality,
        collection_type: CollectionType,
        entry: &QualityMeasure,
        row: &measures::QualityMeasure,
        path: &str,
    ) -> bool {
        let rules = self.rules;
        let year = rules.performance_year;
        let id = &entry.id;
        let web_interface = rules.quality.web_interface.as_ref();
        let cahps = &rules.quality.cahps;
        let participation = practice.participation;
        let open_to = match collection_type {
            CollectionType::WebInterface => web_interface.map(|rules| &rules.participation),
            CollectionType::Cahps => Some(&cahps.participation),
            _ => None,
        };
        let by_pathway = pathway.collection_types.contains(&collection_type)
            && (collection_type != CollectionType::WebInterface
                || web_interface.is_some_and(|rules| rules.pathways.contains(&practice.pathway)));
        let (message, help) = if !by_pathway {
            let kinds: Vec<&str> = pathway
                .collection_types
                .iter()
                .map(|kind| kind.key())
                .collect();
            (
                format!(
                    "the pathway `{}` takes no {collection_type} measures in performance year {year}",
                    practice.pathway.key()
                ),
                format!("it takes {}", kinds.join(", ")),
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
                    "a small practice has at most {} clinicians: see practice.clinicians and practice.small_practice",
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
        } else if !self.serves(pathway, id, row) {
            (
                format!(
                    "measure `{id}` is not on the pathway `{}` in performance year {year}",
                    practice.pathway.key()
                ),
                self.where_it_is(id, row),
            )
        } else {
            return true;
        };
        let problem = self.error(Code::NotInYear, path, message);
        problem.part = Part::Key;
        problem.help = Some(help);
        false
    }

    fn serves(&self, pathway: &PathwayQuality, id: &str, row: &measures::QualityMeasure) -> bool {
        let by_mvp = matches!(pathway.method, PathwayMethod::BestOfMvp { .. });
        let in_some_mvp = || {
            self.rules.inventory().is_some_and(|inventory| {
                inventory
                    .mvps
                    .values()
                    .any(|mvp| mvp.quality.iter().any(|one| one == id))
            })
        };
        row.serves(&pathway.program) || (by_mvp && in_some_mvp())
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
            "no pathway of the year has it".into()
        } else {
            format!("pathways and MVPs that have it: {}", places.join(", "))
        }
    }

    /// The survey is given as a whole or by its survey measures, not as both.
    fn check_survey(&mut self, practice: &Practice) {
        let cahps = &self.rules.quality.cahps;
        let of_survey = |whole: bool| {
            practice.data.quality.iter().find(|entry| {
                entry.collection_type == Some(CollectionType::Cahps)
                    && cahps.is_whole(&entry.id) == whole
            })
        };
        if let (Some(whole), Some(_)) = (of_survey(true), of_survey(false)) {
            let path = path_of(whole, CollectionType::Cahps);
            let message = "the survey as a whole stands beside its survey measures";
            let problem = self.error(Code::Contradiction, &path, message);
            problem.part = Part::Key;
            problem.help = Some("give the one or the other: the whole is their mean".into());
        }
    }
}

fn path_of(entry: &QualityMeasure, collection_type: CollectionType) -> String {
    let kind = collection_type.key();
    let id = &entry.id;
    if id.contains('.') {
        format!("quality.measures.{kind}.\"{id}\"")
    } else {
        format!("quality.measures.{kind}.{id}")
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
        .map(|kind| kind.key())
        .collect();
    format!("it is open to {}", open.join(", "))
}

/// The measure that another spelling means: `1`, `#001`, `MIPS 1`, `QPP001`, or an eCQM's own id.
fn meant<'i>(inventory: &'i Inventory, id: &str) -> Option<&'i str> {
    let text = id.trim().to_uppercase();
    let (known, _) = inventory
        .quality
        .iter()
        .find(|(known, row)| {
            let own = row.cms_id.as_deref().unwrap_or_default().to_uppercase();
            let number = own.split('V').next().unwrap_or_default();
            known.to_uppercase() == text
                || (!own.is_empty()
                    && (own == text || number == text.split('V').next().unwrap_or_default()))
        })
        .or_else(|| {
            let bare = ["MIPS", "QPP", "PQRS", "QUALITY", "ID"]
                .iter()
                .fold(text.as_str(), |rest, prefix| {
                    rest.strip_prefix(prefix).unwrap_or(rest).trim_start()
                })
                .trim_start_matches(['#', ' ', ':', '-', '_'])
                .trim_start_matches('0');
            let is_number = !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit());
            is_number
                .then(|| inventory.quality.get_key_value(&format!("{bare:0>3}")))
                .flatten()
        })?;
    Some(known)
}
