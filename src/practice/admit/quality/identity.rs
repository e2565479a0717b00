//! Which measure an id means, and where one exists that the year lacks.

use super::path::MeasurePath;
use crate::{
    practice::{
        QualityMeasure,
        admit::{Admission, spans},
    },
    problem::{Code, Part, closest},
    rules::{
        collection_type::CollectionType,
        measures::{self, Inventory},
    },
};

impl Admission<'_> {
    /// The record of a measure; a measure that the year lacks is an error that names what is near.
    pub(super) fn find<'i>(
        &mut self,
        inventory: &'i Inventory,
        collection_type: CollectionType,
        entry: &QualityMeasure,
        path: &MeasurePath<'_>,
    ) -> Option<&'i measures::QualityMeasure> {
        let year = self.rules.performance_year;
        let id = &entry.id;
        match inventory.quality.get(id) {
            Some(row) if row.via.contains(&collection_type) => Some(row),
            Some(_) if self.problems.is_full() => {
                self.error(Code::UnknownId, path, "");
                None
            }
            Some(row) => {
                let kinds: Vec<&str> = row.via.iter().map(|kind| kind.key()).collect();
                let elsewhere = self.years_with(|inventory| {
                    let row = inventory.quality.get(id);
                    row.is_some_and(|row| row.via.contains(&collection_type))
                });
                let mut help = format!("report it as {}", kinds.join(", "));
                let has_it = |id: &&String| {
                    let row = inventory.quality.get(id.as_str());
                    row.is_some_and(|row| row.via.contains(&collection_type))
                };
                if let Some(known) = row.companions.iter().find(has_it) {
                    help = format!("as {collection_type} it is called `{known}`; or {help}");
                }
                if let Some(years) = spans(&elsewhere) {
                    help = format!(
                        "{help}; performance years that have it as {collection_type}: {years}"
                    );
                }
                let message = format!(
                    "measure `{id}` cannot be reported as {collection_type} in performance year {year}"
                );
                let problem = self.error(Code::UnknownId, path, message);
                problem.part = Part::Key;
                problem.help = Some(help);
                None
            }
            None => {
                let is_counted_alone = self.problems.is_full();
                let help = (!is_counted_alone)
                    .then(|| self.help_for(inventory, collection_type, id))
                    .flatten();
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
            return Some("this is a cost measure: put it under cost.measures".into());
        }
        let elsewhere = self.years_with(|inventory| inventory.quality.contains_key(id));
        if let Some(years) = spans(&elsewhere) {
            return Some(format!("performance years that have it: {years}"));
        }
        if let Some((known, years)) = self.meant_elsewhere(id) {
            return Some(format!(
                "did you mean `{known}`? performance years that have it: {years}"
            ));
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

    /// The measure of other years that another spelling means, and those years.
    fn meant_elsewhere(&self, id: &str) -> Option<(String, String)> {
        let known = self.book.years().find_map(|year| {
            let rules = self.book.year(year).ok()?;
            meant(rules.inventory()?, id).map(str::to_owned)
        })?;
        let years = self.years_with(|inventory| inventory.quality.contains_key(&known));
        Some((known, spans(&years)?))
    }

    /// The years whose inventory has something.
    pub(in crate::practice::admit) fn years_with(
        &self,
        has: impl Fn(&Inventory) -> bool,
    ) -> Vec<u16> {
        self.book
            .years()
            .filter(|year| {
                self.book
                    .year(*year)
                    .is_ok_and(|rules| rules.inventory().is_some_and(&has))
            })
            .collect()
    }
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
