//! A verdict as a row of a table, whatever is on either side of it.

use super::eligibility::Eligibility;
use crate::report::tree::Tree;

/// The columns of a verdict, between one that names the file or row and one that closes it.
pub(super) const fn columns(first: &'static str, last: &'static str) -> [&'static str; 9] {
    [
        first,
        "performance_year",
        "verdict",
        "bound",
        "decided_by",
        "low_volume_reason",
        "may",
        "missing",
        last,
    ]
}

/// The cells between the first and the last.
pub(super) fn cells(year: u16, it: &Eligibility) -> Vec<String> {
    let choices: Vec<&str> = it.may.iter().map(|it| it.key()).collect();
    let missing: Vec<&str> = it.missing.iter().map(|it| it.path.as_str()).collect();
    vec![
        year.to_string(),
        it.verdict.key().into(),
        Tree::from(it.bound).cell(),
        it.decided_by
            .map(|test| test.key().to_owned())
            .unwrap_or_default(),
        it.own
            .reason()
            .map(|it| it.key().to_owned())
            .unwrap_or_default(),
        choices.join("|"),
        missing.join("|"),
    ]
}
