//! What holds for whatever a practice reports, in every year and on every pathway.

use std::fmt::Write as _;

use mips::rules::measures::MetricType;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::support::*;

/// A reported measure: which of the year's, in which of its collection types, and what is said of it.
type Entry = (prop::sample::Index, prop::sample::Index, u8, u16, u16);

fn practices() -> impl Strategy<Value = String> {
    let participation = prop::sample::select(vec![
        "individual",
        "group",
        "subgroup",
        "virtual_group",
        "apm_entity",
    ]);
    let pathway = prop::sample::select(vec![
        "traditional",
        "mvp",
        "app",
        "app_plus",
        "apm_scoring_standard",
    ]);
    (participation, pathway, 1_u16..60).prop_map(|(participation, pathway, clinicians)| {
        let mvp = if pathway == "mvp" { "mvp = \"G0055\"" } else { "" };
        format!("participation = \"{participation}\"\npathway = \"{pathway}\"\nclinicians = {clinicians}\n{mvp}")
    })
}

/// The quality tables of some of the year's measures; what is not admitted is dropped by the caller.
fn tables(year: u16, entries: &[Entry]) -> Vec<(String, String)> {
    let rules = BOOK.year(year).unwrap();
    let inventory = rules.inventory().unwrap();
    let rows: Vec<_> = inventory.quality.iter().collect();
    entries
        .iter()
        .map(|(measure, kind, form, a, b)| {
            let (id, row) = measure.get(&rows);
            let kind = kind.get(&row.via).key();
            let (low, high) = (a.min(b), a.max(b));
            let is_percent = matches!(
                row.metric_type,
                MetricType::SinglePerformanceRate | MetricType::MultiPerformanceRate
            );
            let entry = match form % 4 {
                0 if is_percent => format!("{{ numerator = {low}, denominator = {high} }}"),
                1 => format!("{{ points = {} }}", Decimal::new(i64::from(*a % 101), 1)),
                2 => format!(
                    "{{ rate = {}, cases = {b}, data_completeness = 50 }}",
                    a % 101
                ),
                _ => format!("{{ rate = {}, cases = {} }}", a % 101, u64::from(*b) + 1),
            };
            (
                format!("quality.measures.{kind}"),
                format!("\"{id}\" = {entry}"),
            )
        })
        .collect()
}

fn text(tables: &[(String, String)]) -> String {
    let mut text = String::new();
    let mut names: Vec<&String> = tables.iter().map(|(name, _)| name).collect();
    names.sort();
    names.dedup();
    for name in names {
        let _ = writeln!(text, "[{name}]");
        let mut ids: Vec<&str> = Vec::new();
        for (_, entry) in tables.iter().filter(|(own, _)| own == name) {
            let id = entry.split(' ').next().unwrap();
            if !ids.contains(&id) {
                ids.push(id);
                let _ = writeln!(text, "{entry}");
            }
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn the_category_lies_between_0_and_100(
        year in 2017_u16..=2026,
        practice in practices(),
        prior in prop::option::of(0_u8..=100),
        entries in prop::collection::vec(any::<Entry>(), 1..14),
    ) {
        let prior = prior.map_or(String::new(), |percent| {
            format!("[prior_year]\nquality_achievement_percent = {percent}\n")
        });
        // What this participant cannot report on this pathway is left out, one entry at a time.
        let admitted: Vec<_> = tables(year, &entries)
            .into_iter()
            .filter(|table| try_score(year, &practice, &text(std::slice::from_ref(table))).is_ok())
            .collect();
        if !admitted.is_empty() {
            // Only the survey, given in two ways, is refused as a whole.
            if let Ok(card) = try_score(year, &practice, &format!("{prior}{}", text(&admitted))) {
                let quality = &card.categories.quality;
                if let Some(percent) = quality.percent {
                    prop_assert!(Decimal::ZERO <= percent && percent <= Decimal::ONE_HUNDRED);
                }
                for measure in &quality.measures {
                    let points = measure.points.unwrap_or_default();
                    prop_assert!(Decimal::ZERO <= points && points <= Decimal::TEN, "{measure:?}");
                    prop_assert!(measure.points.is_some() || !measure.counted, "{measure:?}");
                    prop_assert!(measure.counted || !measure.reasons.is_empty(), "{measure:?}");
                }
            }
        }
    }
}
