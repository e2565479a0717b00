//! The choice of the measures that count, against every other choice the rules allow.

use std::fmt::Write as _;

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::support::*;

/// MIPS CQMs of 2023: outcome measures, other high-priority measures, and others.
const OUTCOME: [&str; 3] = ["001", "236", "404"];
const HIGH_PRIORITY: [&str; 3] = ["047", "130", "238"];
const OTHER: [&str; 4] = ["039", "128", "134", "226"];

fn ids() -> Vec<&'static str> {
    [&OUTCOME[..], &HIGH_PRIORITY[..], &OTHER[..]].concat()
}

/// Points in tenths of each measure of [`ids`]; none when it is not submitted.
fn submissions() -> impl Strategy<Value = Vec<Option<u16>>> {
    prop::collection::vec(prop::option::of(0_u16..=100), ids().len())
}

fn file(points: &[Option<u16>]) -> String {
    let mut text = String::from("[quality.measures.cqm]\n");
    for (id, points) in ids().iter().zip(points) {
        if let Some(points) = points {
            let points = Decimal::new(i64::from(*points), 1);
            let _ = writeln!(text, "{id} = {{ points = {points}, cases = 100 }}");
        }
    }
    text
}

/// The most points of any allowed set of six: with an outcome measure if one was submitted, else with a high-priority
/// measure; with neither, of five.
fn most(points: &[Option<u16>]) -> u32 {
    let given = |range: std::ops::Range<usize>| points[range].iter().any(Option::is_some);
    let outcomes = 0..OUTCOME.len();
    let priorities = OUTCOME.len()..OUTCOME.len() + HIGH_PRIORITY.len();
    let (needed, places) = if given(outcomes.clone()) {
        (Some(outcomes), 6)
    } else if given(priorities.clone()) {
        (Some(priorities), 6)
    } else {
        (None, 5)
    };
    (0_u32..1 << points.len())
        .filter(|set| set.count_ones() <= places)
        .filter(|set| {
            (0..points.len()).all(|index| set & (1 << index) == 0 || points[index].is_some())
        })
        .filter(|set| {
            needed
                .clone()
                .is_none_or(|mut range| range.any(|index| set & (1 << index) != 0))
        })
        .map(|set| {
            (0..points.len())
                .filter(|index| set & (1 << index) != 0)
                .filter_map(|index| points[index].map(u32::from))
                .sum()
        })
        .max()
        .unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_chosen_set_is_the_best_allowed_one(points in submissions()) {
        let card = score(2023, LARGE, &file(&points));
        let wanted = Decimal::new(i64::from(most(&points)), 1) * Decimal::ONE_HUNDRED / Decimal::from(60);
        prop_assert_eq!(percent(&card), wanted);
        let counted: Decimal = card
            .categories
            .quality
            .measures
            .iter()
            .filter(|measure| measure.counted)
            .filter_map(|measure| measure.points)
            .sum();
        prop_assert_eq!(counted, Decimal::new(i64::from(most(&points)), 1));
    }

    #[test]
    fn a_measure_without_points_never_raises_the_category(points in submissions(), index in 0_usize..10) {
        let mut without = points.clone();
        without[index] = None;
        let mut with = points;
        with[index] = Some(0);
        for year in [2019, 2023] {
            // Bonuses reward what was reported, whatever it earned; the achievement points alone do not.
            let counted = |points: &[Option<u16>]| -> Decimal {
                score(year, LARGE, &file(points))
                    .categories
                    .quality
                    .measures
                    .iter()
                    .filter(|measure| measure.counted)
                    .filter_map(|measure| measure.points)
                    .sum()
            };
            prop_assert!(counted(&with) <= counted(&without));
        }
    }
}

/// 303 and 413 are outcome measures with 3 points, 303 incomplete, so that it would earn no bonus. It stands for the required
/// one, and 413 earns 2, wherever 422, incomplete with 3 points as well, is listed: 4 x 5 + 3 + 3 + 2 of 60.
#[test]
fn the_order_of_measures_changes_nothing() {
    let claims =
        "[quality.measures.claims]\n422 = { points = 3, cases = 100, data_completeness = 50 }\n";
    let cqm = "[quality.measures.cqm]\n128 = { points = 5 }\n134 = { points = 5 }\n226 = { points = 5 }\n\
        317 = { points = 5 }\n413 = { points = 3, cases = 100 }\n\
        303 = { points = 3, cases = 100, data_completeness = 50 }\n";
    for quality in [format!("{claims}{cqm}"), format!("{cqm}{claims}")] {
        let card = score(2020, SMALL, &quality);
        // And 6 for a small practice.
        assert_eq!(percent(&card).round_dp(4), d("56.6667"), "{quality}");
    }
}

/// Of a measure in two collection types with the same points the one with the larger bonus counts under the APP too: 236 as
/// eCQM earns 1 for end-to-end reporting beside its 2. 8 + 7 + 3 + 3 of 40, the survey missing.
#[test]
fn equal_points_under_the_app_leave_the_larger_bonus() {
    let cqm = "[quality.measures.cqm]\n001 = { points = 8 }\n134 = { points = 7 }\n236 = { points = 3 }\n";
    let ecqm = "[quality.measures.ecqm]\n236 = { points = 3 }\n";
    for quality in [format!("{ecqm}{cqm}"), format!("{cqm}{ecqm}")] {
        let card = score(2021, "clinicians = 20\npathway = \"app\"", &quality);
        assert_eq!(percent(&card), d("52.5"), "{quality}");
    }
}
