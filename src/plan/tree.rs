//! Costs as the tree that JSON prints.

use super::Cost;
use crate::{document::setting::Setting, report::tree::Tree};

/// One cost.
#[must_use]
pub fn cost(cost: &Cost) -> Tree {
    Tree::Object(vec![
        ("path", cost.path.as_str().into()),
        ("message", cost.message.as_str().into()),
        ("mend", cost.mend.as_str().into()),
        ("points", cost.points.into()),
        ("dollars", cost.dollars.into()),
        ("settings", settings(&cost.settings)),
        ("final_score", cost.final_score.into()),
    ])
}

/// Settings as the texts that `--set` takes.
#[must_use]
pub fn settings(settings: &[Setting]) -> Tree {
    let texts = settings
        .iter()
        .map(|setting| Tree::from(format!("{}={}", setting.path, setting.value)));
    Tree::List(texts.collect())
}
