//! What must hold of the rules that score improvement activities and cost.

use rust_decimal::Decimal;

use super::findings::Findings;
use crate::{
    decimal::HUNDRED,
    rules::{Rules, improvement_activities::ActivityMethod},
};

pub(super) fn check(rules: &Rules, found: &mut Findings) {
    check_activities(rules, found);
    let cost = &rules.cost;
    if !(Decimal::ZERO < cost.minimum_points && cost.minimum_points < cost.maximum_points) {
        found.say(
            "cost.minimum_points",
            "the points lie above 0, the fewest below the most",
        );
    }
    found.percent("cost.maximum_points", cost.maximum_points);
    if let Some(improvement) = &cost.improvement {
        found.percent("cost.improvement.maximum", improvement.maximum);
    }
}

fn check_activities(rules: &Rules, found: &mut Findings) {
    let activities = &rules.improvement_activities;
    let path = "improvement_activities";
    found.percent(format_args!("{path}.maximum"), activities.maximum);
    let factor = activities.special_credit.factor;
    if factor < Decimal::ONE || HUNDRED < factor {
        found.say(
            format_args!("{path}.special_credit.factor"),
            "special credit is no less than ordinary credit, and at most a hundred times as much",
        );
    }
    let methods = [
        Some((format!("{path}.method"), &activities.method)),
        activities
            .mvp
            .as_ref()
            .map(|mvp| (format!("{path}.mvp.method"), &mvp.method)),
    ];
    for (path, method) in methods.into_iter().flatten() {
        let fits = match method {
            ActivityMethod::WeightedActivities(weighted) => {
                Decimal::ZERO < weighted.medium
                    && weighted.medium <= weighted.high
                    && weighted.high <= HUNDRED
            }
            ActivityMethod::ActivityCount(count) => {
                Decimal::ZERO < count.points && count.points <= HUNDRED
            }
        };
        if !fits {
            found.say(
                &path,
                "an activity's points lie above 0 and up to 100, the medium not above the high",
            );
        }
    }
    if activities.apm_participant.points > activities.maximum {
        found.say(
            format_args!("{path}.apm_participant.points"),
            "the credit is more than the category has",
        );
    }
}
