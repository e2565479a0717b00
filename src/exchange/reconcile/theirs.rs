//! The figures of a fixture's expectations, and of another practice's score.

use rust_decimal::Decimal;

use super::claim::{Claim, Ours, Stage};
use crate::{
    category::Category,
    document::{Document, Table, Value},
    report::{result, tree::Tree},
    trial::Trial,
};

impl Claim {
    /// A claim on a figure of the result.
    pub(super) fn of(path: &str, theirs: Option<Tree>) -> Self {
        let keys: Vec<&str> = path.split('.').collect();
        let category = Category::ALL.into_iter().map(Category::key).find(|key| {
            keys.get(..2)
                .is_some_and(|start| start == ["categories", key])
        });
        let is_measure = category.is_some() && keys.get(2) == Some(&"measures");
        let measure = is_measure
            .then(|| keys[3..keys.len().saturating_sub(1).max(3)].last().copied())
            .flatten();
        let last = keys.last().copied().unwrap_or_default();
        let stage = match (is_measure, last) {
            (true, "performance_rate") => Stage::Input,
            (true, "decile") => Stage::Benchmark,
            (true, "counted" | "available") => Stage::Selection,
            (true, _) => Stage::Points,
            (false, "percent" | "status" | "reason") if category.is_some() => Stage::Percent,
            (false, "weight") if category.is_some() => Stage::Weight,
            (false, _) if category.is_some() => Stage::CategoryPoints,
            _ if keys[0] == "bonuses" => Stage::Bonus,
            _ if keys[0] == "payment_adjustment" => Stage::Payment,
            _ => Stage::Score,
        };
        Self {
            path: path.to_owned(),
            ours: Ours::Figure,
            theirs,
            stage,
            category,
            measure: measure.map(str::to_owned),
            slack: (Decimal::ZERO, Decimal::ZERO),
        }
    }

    /// A claim on a line of the worksheet.
    pub(super) fn line(
        path: String,
        name: &'static str,
        stage: Stage,
        (category, measure): (&'static str, Option<&str>),
        theirs: Option<Tree>,
    ) -> Self {
        Self {
            path,
            ours: Ours::Line(name),
            theirs,
            stage,
            category: Some(category),
            measure: measure.map(str::to_owned),
            slack: (Decimal::ZERO, Decimal::ZERO),
        }
    }
}

/// What a fixture expects.
pub(super) fn of_expectations(document: &Document) -> Vec<Claim> {
    let mut claims = Vec::new();
    let Some(Value::Table(expect)) = document.root().get("expect").map(|node| &node.value) else {
        return claims;
    };
    let tolerance = match expect.get("tolerance").map(|node| &node.value) {
        Some(Value::Number(text)) => crate::decimal::parse(text),
        _ => None,
    };
    flatten("", expect, &mut claims);
    claims.retain(|claim| !matches!(claim.path.as_str(), "source" | "tolerance"));
    if let Some(tolerance) = tolerance {
        // The upper end counts too: a step of the smallest decimal beyond it does not.
        let least = Decimal::new(1, 20);
        for claim in &mut claims {
            claim.slack = (tolerance, tolerance + least);
        }
    }
    claims
}

fn flatten(path: &str, table: &Table, claims: &mut Vec<Claim>) {
    for (key, node) in &table.entries {
        let path = if path.is_empty() {
            key.clone()
        } else {
            format!("{path}.{key}")
        };
        let theirs = match &node.value {
            Value::Table(inner) => {
                flatten(&path, inner, claims);
                continue;
            }
            Value::Number(text) => Tree::Number(text.clone()),
            Value::Text(text) if text.is_empty() || text == "null" => Tree::Null,
            Value::Text(text) => Tree::Text(text.clone()),
            Value::Boolean(yes) => Tree::Boolean(*yes),
            Value::Array(_) | Value::Moment(_) => continue,
        };
        claims.push(Claim::of(&path, Some(theirs)));
    }
}

/// The figures of another score; what it does not know it does not say.
pub(super) fn of_score(trial: &Trial) -> Vec<Claim> {
    let tree = result(trial, true);
    let mut claims = Vec::new();
    for category in Category::ALL {
        let key = category.key();
        let measures = match tree.get(&format!("categories.{key}.measures")) {
            Some(Tree::List(items)) => &items[..],
            _ => &[],
        };
        for measure in measures {
            let text = |name: &str| match measure.get(name) {
                Some(Tree::Text(text)) => Some(text.clone()),
                _ => None,
            };
            let Some(id) = text("id") else { continue };
            let kind = text("collection_type").map_or(String::new(), |kind| format!("{kind}."));
            let path = format!("categories.{key}.measures.{kind}{id}");
            for name in ["numerator", "denominator"] {
                let line = Claim::line(
                    format!("{path}.{name}"),
                    name,
                    Stage::Input,
                    (key, Some(&id)),
                    None,
                );
                let theirs = line.found_in(&tree, name);
                if theirs.is_some() {
                    claims.push(Claim { theirs, ..line });
                }
            }
            for name in ["performance_rate", "decile", "points", "counted"] {
                claims.push(Claim::of(
                    &format!("{path}.{name}"),
                    measure.get(name).cloned(),
                ));
            }
        }
        for name in ["percent", "weight", "points"] {
            let path = format!("categories.{key}.{name}");
            claims.extend(known(&tree, &path));
        }
    }
    for path in [
        "bonuses.complex_patient",
        "bonuses.small_practice",
        "final_score",
        "payment_adjustment.percent",
    ] {
        claims.extend(known(&tree, path));
    }
    claims
}

fn known(tree: &Tree, path: &str) -> Option<Claim> {
    let theirs = tree.get(path).filter(|it| **it != Tree::Null)?;
    Some(Claim::of(path, Some(theirs.clone())))
}
