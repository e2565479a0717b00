//! Tables of category weights: 42 CFR 414.1380(c)(1) and (2).

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::status::Status;
use crate::category::{ByCategory, Category, CategorySet};

/// A table of category weights.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct WeightTable {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Categories that never carry weight in this table.
    #[serde(default)]
    pub without: Vec<Category>,
    /// Categories whose weight the law moves nowhere.
    #[serde(default)]
    pub no_row: Vec<Category>,
    /// The weights, in percent, by the set of categories that are not scored ([`CategorySet::name`]).
    pub rows: WeightRows,
}

/// Rows of weights, by the set of categories that are not scored.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(
    try_from = "BTreeMap<String, ByCategory<Decimal>>",
    into = "BTreeMap<String, ByCategory<Decimal>>"
)]
pub struct WeightRows([Option<ByCategory<Decimal>>; CategorySet::COUNT]);

impl WeightRows {
    /// The row for when these categories are not scored.
    #[must_use]
    pub fn get(&self, not_scored: CategorySet) -> Option<&ByCategory<Decimal>> {
        self.0[not_scored.index()].as_ref()
    }
}

impl TryFrom<BTreeMap<String, ByCategory<Decimal>>> for WeightRows {
    type Error = String;

    fn try_from(named: BTreeMap<String, ByCategory<Decimal>>) -> Result<Self, String> {
        let mut rows = Self::default();
        for (name, row) in named {
            let set = CategorySet::from_name(&name).ok_or_else(|| {
                format!("row `{name}`: a row is named `none`, or by categories joined with `+` in their usual order")
            })?;
            rows.0[set.index()] = Some(row);
        }
        Ok(rows)
    }
}

impl From<WeightRows> for BTreeMap<String, ByCategory<Decimal>> {
    fn from(rows: WeightRows) -> Self {
        CategorySet::every()
            .filter_map(|set| Some((set.name(), *rows.get(set)?)))
            .collect()
    }
}
