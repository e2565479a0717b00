//! What must hold of a year's benchmarks.

use rust_decimal::Decimal;

use super::{Basis, Benchmark, BenchmarkTable};
use crate::rules::{collection_type::CollectionType, measures::Inventory, status::Status};

impl BenchmarkTable {
    /// What is wrong with the table, or with the table beside the year's inventory; a sentence for each row and rule.
    #[must_use]
    pub fn problems(&self, inventory: &Inventory) -> Vec<String> {
        let mut found = Vec::new();
        if self.performance_year != inventory.performance_year {
            found.push(format!(
                "the benchmarks are of {}, the measures of {}",
                self.performance_year, inventory.performance_year
            ));
        }
        for (kind, id, row) in self.iter() {
            let place = format!("{}.{id}", kind.key());
            found.extend(
                row.problems(self.performance_year)
                    .into_iter()
                    .map(|text| format!("{place}: {text}")),
            );
            found.extend(
                beside(inventory, kind, id, row)
                    .into_iter()
                    .map(|text| format!("{place}: {text}")),
            );
        }
        found
    }
}

impl Benchmark {
    fn problems(&self, year: u16) -> Vec<String> {
        let mut found = Vec::new();
        let mut rule = |holds: bool, text: String| {
            if !holds {
                found.push(text);
            }
        };
        rule(
            (1..=10).contains(&self.first),
            format!("`first` is {}, not a decile from 1 to 10", self.first),
        );
        let expected = 11_usize.saturating_sub(usize::from(self.first));
        rule(
            self.bounds.len() == expected,
            format!(
                "`d` has {} bounds, but deciles {} to 10 need {expected}",
                self.bounds.len(),
                self.first
            ),
        );
        let ordered = self.bounds.windows(2).all(|pair| {
            if self.inverse {
                pair[0] >= pair[1]
            } else {
                pair[0] <= pair[1]
            }
        });
        rule(
            ordered || self.unordered,
            format!(
                "`d` does not {}",
                if self.inverse { "descend" } else { "ascend" }
            ),
        );
        rule(
            !ordered || !self.unordered,
            "`d` is in order, but `unordered` says that it is not".into(),
        );
        let points = self.cap.unwrap_or(Decimal::ONE);
        rule(
            (Decimal::ONE..=Decimal::TEN).contains(&points),
            format!("`cap` is {points}, not 1 to 10 points"),
        );
        rule(
            self.cap.is_none() || self.topped_out,
            "has a `cap`, but is not `topped_out`".into(),
        );
        rule(
            self.from <= year,
            format!("`from` is {}, after the performance year", self.from),
        );
        let provisional = self.status == Some(Status::Provisional);
        rule(
            self.basis != Basis::Placeholder || (provisional && self.from == year),
            "is a `placeholder`, so it is provisional and `from` the performance year".into(),
        );
        found
    }
}

/// What is wrong with a row beside the measure that it is about.
fn beside(inventory: &Inventory, kind: CollectionType, id: &str, row: &Benchmark) -> Vec<String> {
    let mut found = Vec::new();
    match (inventory.offers(kind, id), row.unlisted) {
        (true, true) => found.push("is marked `unlisted`, but the year's measures offer it".into()),
        (false, false) => found.push(format!(
            "no measure `{id}` is offered as {kind} in {}",
            inventory.performance_year
        )),
        _ => {}
    }
    let inverse = inventory.quality.get(id).map(|measure| measure.inverse);
    if let Some(inverse) = inverse.or_else(|| inventory.cost.contains_key(id).then_some(true))
        && inverse != row.inverse
    {
        found.push(format!(
            "`inverse` is {}, but {inverse} in the measure table",
            row.inverse
        ));
    }
    let excluded = inventory.exclusion(kind, id);
    if !excluded.is_empty() {
        found.push(format!(
            "has a benchmark, and reasons why it has none: {}",
            excluded.join(", ")
        ));
    }
    found
}
