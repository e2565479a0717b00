//! Which measure an identifier means.

use std::sync::Arc;

use crate::{
    exchange::{
        qrda::reader::Reader,
        source::{Sited, shown},
    },
    problem::{Code, Problem},
    rules::{
        book::YearRules,
        measures::{ElectronicMeasure, Inventory},
    },
};

/// A measure and the year whose identifiers the report uses.
pub(super) struct Found {
    pub(super) id: String,
    pub(super) rules: Arc<YearRules>,
}

impl Found {
    pub(super) fn inventory(&self) -> Option<&Inventory> {
        self.rules.inventory()
    }

    pub(super) fn table(&self) -> Option<&ElectronicMeasure> {
        self.inventory()?.electronic.get(&self.id)
    }
}

impl Reader<'_> {
    /// The measure of an identifier: the year's, else another year's, which is told; else by its CMS number.
    pub(super) fn find(
        &self,
        uuid: &Sited<String>,
        title: &str,
        year: Option<u16>,
        path: &str,
    ) -> Option<Found> {
        let wanted = uuid.value.to_lowercase();
        let mut years: Vec<u16> = self.book.years().collect();
        let of = year.unwrap_or_default();
        // The nearest year first, and of two equally near ones the later.
        years.sort_by_key(|other| (other.abs_diff(of), std::cmp::Reverse(*other)));
        for other in years {
            let Ok(rules) = self.book.year(other) else {
                continue;
            };
            let id = rules.inventory().and_then(|inventory| {
                let mut measures = inventory.electronic.iter();
                measures
                    .find(|(_, measure)| measure.uuid == wanted)
                    .map(|(id, _)| id.clone())
            });
            let Some(id) = id else { continue };
            if year.is_some_and(|year| year != other) {
                let message = format!(
                    "the identifier of measure `{id}` is that of performance year {other}; it is taken for {of}"
                );
                self.source
                    .note(Problem::new(Code::Unlikely, path, message), &uuid.span);
            }
            return Some(Found { id, rules });
        }
        if let Some(found) = self.by_number(title, year) {
            let message = format!(
                "the identifier is of no known year; the CMS number in its title makes it measure `{}`",
                found.id
            );
            self.source
                .note(Problem::new(Code::Unlikely, path, message), &uuid.span);
            return Some(found);
        }
        let what = if title.is_empty() {
            String::new()
        } else {
            format!(" ({})", shown(title))
        };
        let message = format!(
            "no electronic measure of any year has the identifier `{}`{what}",
            shown(&uuid.value)
        );
        self.source
            .error(Code::UnknownId, path, message, &uuid.span);
        None
    }

    /// The measure whose CMS number, such as CMS122, the title names.
    fn by_number(&self, title: &str, year: Option<u16>) -> Option<Found> {
        let rules = self.book.year(year?).ok()?;
        let start = title.find("CMS")?;
        let digits: String = title[start + 3..]
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        if digits.is_empty() {
            return None;
        }
        let number = format!("CMS{digits}v");
        let id = rules.inventory()?.quality.iter().find_map(|(id, row)| {
            let is_it = row
                .cms_id
                .as_ref()
                .is_some_and(|it| it.starts_with(&number));
            is_it.then(|| id.clone())
        })?;
        Some(Found { id, rules })
    }
}
