//! Cells of a table of categories.

use rust_decimal::Decimal;

use crate::{
    decimal::{self, plain},
    score::scorecard::{CategoryScore, Status},
};

/// A category's percent, or why it has none.
pub(super) fn percent_cell(category: &CategoryScore) -> String {
    match category.status {
        Status::Reweighted => "not scored".into(),
        Status::NotSubmitted => "not submitted".into(),
        Status::Unknown => "unknown".into(),
        Status::Scored => shown(category.percent),
    }
}

/// A figure, where it is the same whatever is unknown.
pub(super) fn shown(value: Option<Decimal>) -> String {
    value.map_or_else(|| "varies".into(), |value| plain(decimal::shown(value)))
}
