//! CMS's record of a clinician's eligibility, as its eligibility service answers (version 6): size, statuses, what CMS
//! moved the weight of away, and where the clinician is in MIPS and in APMs.

mod clinician;
mod scenario;

use std::{ops::Range, sync::Arc};

use super::{
    draft::Draft,
    json::{self, Json, Object},
    options::Options,
    source::{Sited, Source, shown},
};
use crate::{
    document::Value,
    problem::{Code, Place, Problem, Problems},
    rules::terms::{Participation, Word},
};

/// Why names, numbers and addresses have no place.
const IDENTIFYING: &str = "it says whose data these are";

/// What of the record says whose data these are.
const OWN: [&str; 5] = [
    "firstName",
    "middleName",
    "lastName",
    "npi",
    "nationalProviderIdentifierType",
];
const OF_ORGANIZATION: [&str; 8] = [
    "TIN",
    "prvdrOrgName",
    "addressLineOne",
    "addressLineTwo",
    "city",
    "zip",
    "state",
    "hospitalVbpName",
];

/// A record being read.
struct Record<'r> {
    source: &'r Source<'r>,
    /// Whether the year has opting in; where it has none, CMS's flags of it say nothing.
    has_opt_in: bool,
    draft: &'r mut Draft,
}

/// Reads one organization of a record, at one level.
///
/// # Errors
///
/// A text that is not JSON, several clinicians, an organization or level that is not there.
pub fn read(
    source: &Source<'_>,
    options: &Options,
    participation: Option<Participation>,
    has_opt_in: bool,
    draft: &mut Draft,
) -> Result<(), Problems> {
    let mut record = Record {
        source,
        has_opt_in,
        draft,
    };
    let values = json::values(source)?;
    let clinician = record.clinician(values)?;
    let level = record.level(&clinician, options, participation)?;
    let number = record.organization(&clinician, options)?;
    let organizations = clinician.list("organizations").unwrap_or_default();
    let path = format!("organizations[{number}]");
    let Some(organization) = organizations.get(number).and_then(|it| it.object(&path)) else {
        return Err(record.refuse(
            "organizations",
            "an organization is an object",
            &clinician.span,
        ));
    };
    record.facts(&clinician, level);
    record.of_organization(&organization, level)
}

impl Record<'_> {
    /// The one clinician of the record.
    fn clinician<'t>(&self, values: Vec<Json<'t>>) -> Result<Object<'t>, Problems> {
        let mut found = Vec::new();
        for value in values {
            open(value, 4, &mut found);
        }
        match found.len() {
            1 => Ok(found.swap_remove(0)),
            0 => Err(self.refuse("", "it has no clinician", &(0..1))),
            many => {
                let message = format!("the record has {many} clinicians; it must have one");
                Err(self.refuse("", &message, &found[1].span))
            }
        }
    }

    fn refuse(&self, path: &str, message: &str, span: &Range<usize>) -> Problems {
        refusal(self.source, path, message, span)
    }

    /// The level to read: as asked for, or as the other files have it; else that of the clinician alone.
    fn level(
        &mut self,
        clinician: &Object<'_>,
        options: &Options,
        participation: Option<Participation>,
    ) -> Result<Participation, Problems> {
        if let Some(word) = &options.level {
            let word = word.replace('-', "_").to_lowercase();
            return Participation::from_key(&word).ok_or_else(|| {
                let known: Vec<&str> = Participation::ALL.iter().map(|it| it.key()).collect();
                let message = format!(
                    "`{}` is not a level; they are {}",
                    shown(&word),
                    known.join(", ")
                );
                self.refuse("", &message, &clinician.span)
            });
        }
        Ok(participation.unwrap_or_else(|| {
            let remark = "The record is read for the clinician as an individual; --level group reads the group's.";
            self.draft.remarks.push(remark.into());
            Participation::Individual
        }))
    }

    /// The organization to read, by its number from 1 or a part of its name.
    fn organization(
        &mut self,
        clinician: &Object<'_>,
        options: &Options,
    ) -> Result<usize, Problems> {
        let organizations = clinician.list("organizations").unwrap_or_default();
        let many = organizations.len();
        let ways = format!("choose one with --org 1 to {many}, or by its name");
        match &options.organization {
            None if many == 1 => Ok(0),
            None if many == 0 => {
                Err(self.refuse("organizations", "it has no organization", &clinician.span))
            }
            None => {
                let message = format!("the clinician has {many} organizations: {ways}");
                Err(self.refuse("organizations", &message, &clinician.span))
            }
            Some(wanted) => {
                if let Some(number) = wanted
                    .parse::<usize>()
                    .ok()
                    .filter(|it| (1..=many).contains(it))
                {
                    return Ok(number - 1);
                }
                let lower = wanted.to_lowercase();
                let named: Vec<usize> = organizations
                    .iter()
                    .enumerate()
                    .filter(|(_, it)| {
                        let name = it.object("").and_then(|it| it.text("prvdrOrgName"));
                        name.is_some_and(|name| name.value.to_lowercase().contains(&lower))
                    })
                    .map(|(number, _)| number)
                    .collect();
                if let [number] = named[..] {
                    return Ok(number);
                }
                let message = format!(
                    "{} organizations of the clinician are meant: {ways}",
                    named.len()
                );
                Err(self.refuse("organizations", &message, &clinician.span))
            }
        }
    }

    fn of_organization(
        &mut self,
        organization: &Object<'_>,
        level: Participation,
    ) -> Result<(), Problems> {
        for key in OF_ORGANIZATION {
            if organization.get(key).is_some() {
                self.draft
                    .left_out
                    .add(format!("organization.{key}"), IDENTIFYING);
            }
        }
        if let Some(tin) = organization.word("TIN") {
            self.draft.identity.push(("TIN".into(), tin.value));
        }
        let _ = organization.get("isFacilityBased");
        let individual = organization.object("individualScenario");
        let group = organization.object("groupScenario");
        let source = self.source;
        let missing = |what: &str| {
            let message = format!("the organization has no {what}: another --level may be there");
            let path = organization.path_of(what);
            Err(refusal(source, &path, &message, &organization.span))
        };
        match level {
            Participation::Individual => match &individual {
                Some(scenario) => self.scenario(scenario, level),
                None => return missing("individualScenario"),
            },
            Participation::Group | Participation::Subgroup => match &group {
                Some(scenario) => self.scenario(scenario, level),
                None => return missing("groupScenario"),
            },
            Participation::VirtualGroup => match self.first(organization, "virtualGroups") {
                Some(group) => self.virtual_group(&group),
                None => return missing("virtualGroups"),
            },
            Participation::ApmEntity => match self.first(organization, "apms") {
                Some(entity) => self.apm_entity(&entity),
                None => return missing("apms"),
            },
        }
        if level == Participation::Individual
            && let Some(group) = &group
        {
            self.volume(group, &["eligibility", "group"]);
        }
        if level != Participation::ApmEntity {
            self.apms(organization);
        }
        for (key, _) in organization.rest() {
            let reason = "another level of the record, or nothing that is scored";
            self.draft
                .left_out
                .add(format!("organization.{}", shown(&key)), reason);
        }
        Ok(())
    }

    /// The first object of a list; that there are more is told.
    fn first<'t>(&mut self, organization: &Object<'t>, key: &'static str) -> Option<Object<'t>> {
        let items = organization.list(key)?;
        if items.len() > 1 {
            let remark = format!(
                "The record has {} {key}; the first of them was read.",
                items.len()
            );
            self.draft.remarks.push(remark);
        }
        items
            .first()?
            .object(&format!("{}[0]", organization.path_of(key)))
    }

    fn put<T>(&mut self, keys: &[&str], value: Value, at: &Sited<T>) {
        let place: Arc<Place> = self.source.place(&at.span);
        self.draft.put(keys, value, &place);
    }
}

fn refusal(source: &Source<'_>, path: &str, message: &str, span: &Range<usize>) -> Problems {
    let mut problem = Problem::new(Code::MissingKey, path, message);
    let span = span.start..span.start + 1;
    problem.place = Some(Place::clone(&source.place(&span)));
    problem.into()
}

/// The clinicians that an answer wraps.
fn open<'t>(value: Json<'t>, depth: usize, found: &mut Vec<Object<'t>>) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    if let Some(items) = value.items() {
        for item in items {
            open(item, depth, found);
        }
    } else if let Some(object) = value.object("") {
        if object.has("organizations") {
            found.push(object);
        } else if let Some(data) = object.get("data") {
            open(data, depth, found);
        }
    }
}
