//! Specialties: CMS's sets of measures, found by the names that people use.

use super::row::Row;
use crate::{
    problem::{Code, Problem},
    rules::measures::Inventory,
};

/// A specialty's set of measures.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Specialty {
    /// CMS's name of the set, `mental_behavioral_health`.
    pub key: String,
    /// The ids of its quality measures, in order.
    pub measures: Vec<String>,
    /// The MVPs most of whose measures are in the set.
    pub mvps: Vec<String>,
}

impl Specialty {
    /// The name for reading, `mental behavioral health`.
    #[must_use]
    pub fn title(&self) -> String {
        self.key.replace('_', " ")
    }
}

/// What people say, and the words of the set's name that it goes by.
const EVERYDAY: [(&str, &str); 24] = [
    ("psychiatry", "mental_behavioral_health"),
    ("psychiatric", "mental_behavioral_health"),
    ("psychology", "mental_behavioral_health"),
    ("mental", "mental_behavioral_health"),
    ("radiology", "diagnostic_radiology"),
    ("imaging", "diagnostic_radiology"),
    ("orthopaedics", "orthopedic_surgery"),
    ("orthopaedic", "orthopedic_surgery"),
    ("orthopedics", "orthopedic_surgery"),
    ("orthopedic", "orthopedic_surgery"),
    ("ent", "otolaryngology"),
    ("gynecology", "obstetrics_gynecology"),
    ("obstetrics", "obstetrics_gynecology"),
    ("ob_gyn", "obstetrics_gynecology"),
    ("neurosurgery", "neurosurgical"),
    ("physiotherapy", "physical_therapy_occupational_therapy"),
    ("physical_therapy", "physical_therapy_occupational_therapy"),
    (
        "occupational_therapy",
        "physical_therapy_occupational_therapy",
    ),
    ("physiatry", "physical_medicine"),
    ("primary_care", "family_medicine"),
    ("family_practice", "family_medicine"),
    ("hospitalist", "hospitalists"),
    ("chiropractic", "chiropractic_medicine"),
    ("vascular", "vascular_surgery"),
];

/// Every specialty of a year, by name.
#[must_use]
pub fn specialties(inventory: &Inventory) -> Vec<Specialty> {
    let mut found: Vec<Specialty> = Vec::new();
    for (id, row) in &inventory.quality {
        for key in &row.sets {
            match found.iter_mut().find(|known| known.key == *key) {
                Some(known) => known.measures.push(id.clone()),
                None => found.push(Specialty {
                    key: key.clone(),
                    measures: vec![id.clone()],
                    mvps: Vec::new(),
                }),
            }
        }
    }
    found.sort_by(|a, b| a.key.cmp(&b.key));
    for specialty in &mut found {
        specialty.mvps = mvps_of(inventory, &specialty.key);
    }
    found
}

/// The MVPs most of whose measures are in the set, of the measures that are in any.
fn mvps_of(inventory: &Inventory, set: &str) -> Vec<String> {
    let sets = |id: &String| inventory.quality.get(id).map_or(&[][..], |row| &row.sets);
    let is_mostly = |ids: &[String]| {
        let in_any = ids.iter().filter(|id| !sets(id).is_empty()).count();
        let in_this = ids.iter().filter(|id| sets(id).iter().any(|it| it == set));
        let in_this = in_this.count();
        in_this * 3 >= in_any * 2 && in_this > 0
    };
    let mvps = inventory.mvps.iter();
    mvps.filter(|(_, mvp)| is_mostly(&mvp.quality))
        .map(|(id, _)| id.clone())
        .collect()
}

/// The name of the set that a word or several stand for in everyday speech, where it is another.
pub(super) fn everyday(words: &str) -> Option<&'static str> {
    let words = normal(words);
    let known = EVERYDAY.iter().find(|(said, _)| *said == words);
    known.map(|(_, set)| *set)
}

/// The words of a name in the form of a set's key, of CMS's own form (`diagnosticRadiology`) too.
fn normal(name: &str) -> String {
    let mut spaced = String::new();
    let mut after_small = false;
    for letter in name.chars() {
        if after_small && letter.is_uppercase() {
            spaced.push(' ');
        }
        after_small = letter.is_lowercase();
        spaced.push(letter);
    }
    let lower = spaced.to_lowercase();
    let parts: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty() && *part != "and")
        .collect();
    parts.join("_")
}

/// The specialty of a name, in CMS's words or in everyday ones.
///
/// # Errors
///
/// A name that no set of the year goes by, or that more than one does.
pub fn specialty(inventory: &Inventory, name: &str) -> Result<Specialty, Problem> {
    let all = specialties(inventory);
    let wanted = normal(name);
    let exact = |key: &str| all.iter().find(|known| known.key == key).cloned();
    if let Some(found) = exact(&wanted).or_else(|| exact(everyday(name)?)) {
        return Ok(found);
    }
    let part: Vec<&Specialty> = all
        .iter()
        .filter(|known| !wanted.is_empty() && known.key.contains(&wanted))
        .collect();
    if let [one] = part[..] {
        return Ok(one.clone());
    }
    let message = format!(
        "there is no specialty `{name}` in performance year {}",
        inventory.performance_year
    );
    let problem = Problem::new(Code::UnknownWord, "--specialty", message);
    if part.is_empty() {
        let near = problem.nearest(&wanted, all.iter().map(|known| known.key.as_str()));
        return Err(match near.help {
            Some(_) => near,
            None => near.help("`mips measures specialties` lists them"),
        });
    }
    let keys: Vec<&str> = part.iter().map(|known| known.key.as_str()).collect();
    Err(problem.help(format!("it may be {}", keys.join(", "))))
}

/// The id and title of an MVP.
///
/// # Errors
///
/// An id that is no MVP of the year; where it is a specialty or a word of titles, with the MVPs that are meant.
pub fn mvp<'r>(inventory: &'r Inventory, id: &str) -> Result<(&'r str, &'r str), Problem> {
    if let Some((id, Row::Mvp(mvp))) = Row::find(inventory, id) {
        Ok((id, &mvp.title))
    } else {
        let message = format!(
            "there is no MVP `{id}` in performance year {}",
            inventory.performance_year
        );
        let problem = Problem::new(Code::UnknownId, "--mvp", message);
        let meant = meant(inventory, id);
        if !meant.is_empty() {
            return Err(problem.help(format!("it may be {}", meant.join(", "))));
        }
        let near = problem.nearest(id, inventory.mvps.keys().map(String::as_str));
        Err(match near.help {
            Some(_) => near,
            None => near.help("`mips measures mvps` lists them"),
        })
    }
}

/// The MVPs of a specialty, or with a word in their title.
fn meant(inventory: &Inventory, name: &str) -> Vec<String> {
    let of_specialty = specialty(inventory, name).map_or_else(|_| Vec::new(), |it| it.mvps);
    let word = name.trim().to_lowercase();
    inventory
        .mvps
        .iter()
        .filter(|(id, mvp)| {
            of_specialty.contains(id)
                || (word.len() > 3 && mvp.title.to_lowercase().contains(&word))
        })
        .map(|(id, mvp)| format!("{id} ({})", mvp.title))
        .collect()
}
