//! What must hold within a year's quality rules.

use rust_decimal::Decimal;

use super::{PathwayMethod, QualityRules};
use crate::{decimal::HUNDRED, rules::Rules};

/// Says of every figure that does not hold together its path and what is wrong.
pub fn check(rules: &Rules, say: &mut dyn FnMut(&str, String)) {
    let quality = &rules.quality;
    check_points(quality, say);
    check_percents(quality, say);
    for (pathway, of_pathway) in &quality.pathways {
        let path = format!("quality.pathways.{}", pathway.key());
        if !rules.pathways.contains_key(pathway) {
            say(&path, "there is no such pathway in `pathways`".into());
        }
        let nothing = match &of_pathway.method {
            PathwayMethod::BestSubmitted { required }
            | PathwayMethod::BestOfMvp { required, .. } => *required == 0,
            PathwayMethod::FixedSet(set) => set.measures.is_empty(),
        };
        if nothing {
            say(
                &format!("{path}.method"),
                "at least one measure is required".into(),
            );
        }
    }
    for pathway in rules.pathways.keys() {
        if !quality.pathways.contains_key(pathway) {
            let message = format!("the table `{}` is missing", pathway.key());
            say("quality.pathways", message);
        }
    }
}

fn check_points(quality: &QualityRules, say: &mut dyn FnMut(&str, String)) {
    let maximum = quality.achievement.maximum;
    if maximum <= Decimal::ZERO {
        say(
            "quality.achievement.maximum",
            "a measure has points to earn".into(),
        );
    }
    let mut within = |path: &str, points: Decimal| {
        if points < Decimal::ZERO || maximum < points {
            say(path, format!("the points lie between 0 and {maximum}"));
        }
    };
    within("quality.achievement.floor", quality.achievement.floor);
    for (path, by_size) in [
        ("quality.without_benchmark", &quality.without_benchmark),
        ("quality.incomplete", &quality.incomplete),
    ] {
        within(&format!("{path}.points"), by_size.points);
        within(
            &format!("{path}.small_practice_points"),
            by_size.small_practice_points,
        );
    }
    for floor in quality.new_measures.iter().flat_map(|new| &new.floors) {
        within("quality.new_measures.floors", *floor);
    }
    if let Some(web_interface) = &quality.web_interface {
        within(
            "quality.web_interface.incomplete_points",
            web_interface.incomplete_points,
        );
    }
}

fn check_percents(quality: &QualityRules, say: &mut dyn FnMut(&str, String)) {
    let mut within = |path: &str, percent: Decimal| {
        if percent <= Decimal::ZERO || HUNDRED < percent {
            say(path, "the percent lies between 0 and 100".into());
        }
    };
    within("quality.maximum_percent", quality.maximum_percent);
    for percent in quality.data_completeness.percent.values() {
        within("quality.data_completeness.percent", *percent);
    }
    if let Some(bonus) = &quality.high_priority_bonus {
        within(
            "quality.high_priority_bonus.maximum_percent",
            bonus.maximum_percent,
        );
    }
    if let Some(bonus) = &quality.end_to_end_bonus {
        within(
            "quality.end_to_end_bonus.maximum_percent",
            bonus.maximum_percent,
        );
    }
    if let Some(adjustment) = &quality.complex_organization {
        within(
            "quality.complex_organization.maximum_percent",
            adjustment.maximum_percent,
        );
    }
    if let Some(improvement) = &quality.improvement {
        // The year before is divided by it.
        within("quality.improvement.prior_floor", improvement.prior_floor);
    }
}
