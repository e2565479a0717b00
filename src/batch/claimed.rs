//! Reads the results that a row of somebody else's table already contains, by a map, so that `verify` can compare them with
//! ours.

use rust_decimal::Decimal;

use super::map::{Map, Mapped, alike};
use crate::{category::Category, decimal::parse};

/// Most measures of a category that a row can have.
const MOST_MEASURES: usize = 40;

impl Map {
    /// The row's own results, each with its dotted path: category scores, final score, adjustment, and points per measure.
    /// `cells` are headings with their cells. A cell that is not a number is skipped.
    #[must_use]
    pub fn figures(&self, cells: &[(&str, &str)]) -> Vec<(String, Decimal)> {
        let row: Vec<(String, &str)> = cells
            .iter()
            .map(|(heading, cell)| (alike(heading), cell.trim()))
            .collect();
        let cell = |heading: &str| {
            let found = row.iter().find(|(name, _)| name == heading);
            found.map(|(_, cell)| *cell)
        };
        let mut found = Vec::new();
        for (heading, text) in &row {
            let of_practice = self.columns.get(heading).and_then(|mapped| {
                let path = of_result(mapped)?;
                Some((mapped, path))
            });
            let of_result = self.figures.get(heading);
            let of_result = of_result.map(|mapped| (mapped, mapped.path.clone()));
            for (mapped, path) in of_practice.into_iter().chain(of_result) {
                let taken_off = mapped.minus.as_deref().map(|other| {
                    let other = cell(other).unwrap_or_default();
                    self.number(&Mapped::default(), other)
                });
                let number = match (self.number(mapped, text), taken_off) {
                    (Some(number), None) => number,
                    (Some(number), Some(Some(other))) => number - other,
                    _ => continue,
                };
                found.push((path, number));
            }
        }
        for (category, (id, points)) in &self.measures {
            for number in 1..=MOST_MEASURES {
                let Some(id) = cell(&format!("{id} {number}")).filter(|id| !id.is_empty()) else {
                    continue;
                };
                let points = cell(&format!("{points} {number}")).and_then(parse);
                let path = format!("categories.{category}.measures.{id}.points");
                found.extend(points.map(|points| (path, points)));
            }
        }
        found
    }

    fn number(&self, mapped: &Mapped, cell: &str) -> Option<Decimal> {
        if self.is_absent(cell) {
            return None;
        }
        parse(mapped.value(cell.trim_end_matches('%')).trim())
    }
}

/// The path in the result that matches a column of the practice file.
fn of_result(mapped: &Mapped) -> Option<String> {
    if mapped.instead_of.is_some() {
        return None;
    }
    if mapped.path == "complex_patient_bonus.points" {
        return Some("bonuses.complex_patient".into());
    }
    let category = mapped.path.strip_suffix(".percent")?;
    Category::from_key(category)?;
    Some(format!("categories.{}", mapped.path))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Activities are recorded as points out of 40, and the bonus as the difference of two columns.
    #[test]
    fn a_row_says_figures_of_the_result() {
        let map = Map::built_in("care-compare").unwrap();
        let cells = [
            (" Quality_category_score", "94.7"),
            ("IA_category_score", "40"),
            ("PI_category_score", "N/A"),
            ("final_MIPS_score_without_CPB", "90.25"),
            (" final_MIPS_score", "92.5"),
            ("NPI", "12"),
        ];
        let expected = [
            ("categories.quality.percent", "94.7"),
            ("categories.improvement_activities.percent", "100"),
            ("bonuses.complex_patient", "2.25"),
            ("final_score", "92.5"),
        ];
        let found: Vec<(String, String)> = map
            .figures(&cells)
            .into_iter()
            .map(|(path, number)| (path, number.to_string()))
            .collect();
        let expected = expected.map(|(path, number)| (path.to_owned(), number.to_owned()));
        assert_eq!(found, expected);
    }
}
