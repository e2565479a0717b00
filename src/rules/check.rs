//! What must hold within a year's rules.

mod adjustment;
mod categories;
mod dates;
mod findings;
mod interoperability;
mod taking_part;

use rust_decimal::Decimal;

pub use dates::check_dates;

use super::{final_score::ComplexPatientMethod, weights::WeightTable, year::Rules};
use crate::{
    category::{Category, CategorySet},
    decimal::HUNDRED,
    problem::Problem,
};
use adjustment::check_adjustment;
use findings::Findings;

/// Decimal places beyond which no rule rounds.
const MOST_PLACES: u32 = 8;

/// A part of what is checked, with the tables that it looks at.
struct Part(&'static [&'static str], fn(&Rules, &mut Findings));

const PARTS: [Part; 10] = [
    Part(&["weights", "final_score", "never_scored"], check_weights),
    Part(&["pathways", "weights", "participation"], check_pathways),
    Part(&["final_score", "adjustment"], check_final_score),
    Part(&["quality", "pathways"], |rules, found| {
        super::quality::check::check(rules, &mut |path, message| found.say(path, message));
    }),
    Part(
        &["complex_patient_bonus", "small_practice_bonus"],
        check_bonuses,
    ),
    Part(&["promoting_interoperability"], interoperability::check),
    Part(&["cost", "improvement_activities"], categories::check),
    Part(&["adjustment", "final_score"], check_adjustment),
    Part(&["final_score", "adjustment"], check_roundings),
    Part(
        &[
            "participation",
            "eligibility",
            "virtual_groups",
            "special_status_thresholds",
            "score_hierarchy",
            "advanced_apm",
            "participation_costs",
            "calendar",
        ],
        taking_part::check,
    ),
];

/// Whether rules hold together of which one table was replaced, when they did before. The table's own citations are not
/// looked at.
pub(super) fn holds_with(rules: &Rules, replaced: &str) -> bool {
    let mut found = Findings::default();
    for Part(tables, check) in &PARTS {
        if tables.contains(&replaced) {
            check(rules, &mut found);
        }
    }
    found.0.is_empty()
}

/// Everything in the rules that does not hold together, each with its dotted path.
#[must_use]
pub fn check(rules: &Rules) -> Vec<Problem> {
    let mut found = Findings::default();
    if rules.payment_year <= rules.performance_year {
        found.say(
            "payment_year",
            "the payment year comes after the performance year",
        );
    }
    for Part(_, check) in &PARTS {
        check(rules, &mut found);
    }
    for (path, cite) in citations(rules) {
        if cite.trim().is_empty() {
            found.say(&path, "the citation is empty");
        }
    }
    found.0
}

fn check_weights(rules: &Rules, found: &mut Findings) {
    for (name, table) in &rules.weights {
        for not_scored in CategorySet::every() {
            let path = || format!("weights.{name}.rows.{}", not_scored.name());
            match table.rows.get(not_scored) {
                Some(row) => {
                    let total: Decimal = row.iter().map(|(_, weight)| *weight).sum();
                    if total != HUNDRED {
                        found.say(path(), format!("the weights total {total}, not 100"));
                    }
                    for (category, weight) in row.iter() {
                        if not_scored.contains(category) && !weight.is_zero() {
                            found.say(
                                path(),
                                format!("{} is not scored but weighs {weight}", category.key()),
                            );
                        }
                    }
                }
                None if needs_row(rules, table, not_scored) => {
                    found.say(path(), "the row is missing");
                }
                None => {}
            }
        }
    }
}

/// Whether a practice can come to need this row: at least two categories are left, and none that cannot be.
fn needs_row(rules: &Rules, table: &WeightTable, not_scored: CategorySet) -> bool {
    let left = Category::ALL.len() - not_scored.len();
    left >= rules.final_score.minimum_categories
        && table
            .without
            .iter()
            .all(|category| not_scored.contains(*category))
        && table
            .no_row
            .iter()
            .all(|category| !not_scored.contains(*category))
        && rules
            .never_scored
            .keys()
            .all(|category| not_scored.contains(*category))
}

fn check_pathways(rules: &Rules, found: &mut Findings) {
    for (pathway, pathway_rules) in &rules.pathways {
        let path = format!("pathways.{}", pathway.key());
        let tables = [
            &pathway_rules.weights,
            &pathway_rules.small_practice_weights,
        ];
        for table in tables.into_iter().chain(pathway_rules.apm_kinds.values()) {
            if !rules.weights.contains_key(table) {
                found.say(&path, format!("there is no table `weights.{table}`"));
            }
        }
        for kind in &pathway_rules.participation {
            if !rules.participation.kinds.contains(kind) {
                found.say(
                    &path,
                    format!("`{}` is not among `participation.kinds`", kind.key()),
                );
            }
        }
    }
}

fn check_final_score(rules: &Rules, found: &mut Findings) {
    let final_score = &rules.final_score;
    if !(Decimal::ZERO < final_score.maximum && final_score.maximum <= HUNDRED) {
        found.say(
            "final_score.maximum",
            "the highest final score lies between 0 and 100",
        );
    }
}

fn check_bonuses(rules: &Rules, found: &mut Findings) {
    if let Some(bonus) = &rules.complex_patient_bonus
        && (bonus.maximum <= Decimal::ZERO || HUNDRED < bonus.maximum)
    {
        found.say(
            "complex_patient_bonus.maximum",
            "the bonus is between 0 and 100 points",
        );
    }
    if let Some(bonus) = &rules.complex_patient_bonus {
        let (method, figures) = match bonus.method {
            ComplexPatientMethod::HccAndDual {
                hcc,
                dual_ratio,
                multiplier,
            } => (
                "hcc_and_dual",
                vec![
                    ("hcc", hcc),
                    ("dual_ratio", dual_ratio),
                    ("multiplier", multiplier),
                ],
            ),
            ComplexPatientMethod::Standardized { base, slope, .. } => {
                ("standardized", vec![("base", base), ("slope", slope)])
            }
        };
        for (key, figure) in figures {
            if HUNDRED < figure {
                let path = format!("complex_patient_bonus.method.{method}.{key}");
                found.say(&path, "the figure lies between 0 and 100");
            }
        }
    }
    if let Some(bonus) = &rules.small_practice_bonus
        && (bonus.points <= Decimal::ZERO || HUNDRED < bonus.points)
    {
        found.say(
            "small_practice_bonus.points",
            "the bonus is between 0 and 100 points",
        );
    }
}

fn check_roundings(rules: &Rules, found: &mut Findings) {
    let adjustment = &rules.adjustment;
    for (path, rounding) in [
        ("final_score.rounding", &rules.final_score.rounding),
        ("adjustment.rounding", &adjustment.rounding),
        ("adjustment.dollars_rounding", &adjustment.dollars_rounding),
    ] {
        if rounding.places > MOST_PLACES {
            found.say(
                format_args!("{path}.places"),
                format!("at most {MOST_PLACES} places are kept"),
            );
        }
    }
}

/// Every citation with its path: that each table has one is the type's work, that it says something is this one's.
fn citations(rules: &Rules) -> Vec<(String, String)> {
    fn walk(value: &serde_json::Value, path: &str, found: &mut Vec<(String, String)>) {
        let Some(table) = value.as_object() else {
            return;
        };
        for (key, inner) in table {
            let path = if path.is_empty() {
                key.clone()
            } else {
                format!("{path}.{key}")
            };
            match inner.as_str() {
                Some(cite) if key == "cite" => found.push((path, cite.to_owned())),
                _ => walk(inner, &path, found),
            }
        }
    }
    let mut found = Vec::new();
    let value = serde_json::to_value(rules).expect("rules are plain data");
    walk(&value, "", &mut found);
    found
}
