//! The payment adjustment of a year.

use rust_decimal::Decimal;

use super::findings::Findings;
use crate::{
    decimal::HUNDRED,
    rules::{adjustment::ScalingFactor, year::Rules},
};

pub(super) fn check_adjustment(rules: &Rules, found: &mut Findings) {
    let adjustment = &rules.adjustment;
    let threshold = adjustment.performance_threshold;
    let maximum = rules.final_score.maximum;
    if !(Decimal::ZERO < threshold && threshold < maximum) {
        found.say(
            "adjustment.performance_threshold",
            format!("the threshold lies between 0 and {maximum}"),
        );
    }
    if !(Decimal::ZERO < adjustment.maximum_percent && adjustment.maximum_percent <= HUNDRED) {
        found.say(
            "adjustment.maximum_percent",
            "the percent lies between 0 and 100",
        );
    }
    for (path, factor) in [
        (
            "adjustment.maximum_scaling_factor",
            Some(adjustment.maximum_scaling_factor),
        ),
        (
            "adjustment.additional.maximum_scaling_factor",
            adjustment
                .additional
                .as_ref()
                .map(|additional| additional.maximum_scaling_factor),
        ),
    ] {
        if factor.is_some_and(|factor| !(Decimal::ZERO < factor && factor <= HUNDRED)) {
            found.say(path, "the factor lies between 0 and 100");
        }
    }
    check_factor(
        &adjustment.scaling_factor,
        "adjustment.scaling_factor",
        adjustment.maximum_scaling_factor,
        found,
    );
    if let Some(additional) = &adjustment.additional {
        let path = "adjustment.additional";
        if !(threshold < additional.performance_threshold
            && additional.performance_threshold < maximum)
        {
            found.say(
                format_args!("{path}.performance_threshold"),
                "the additional threshold lies above the performance threshold and below the highest score",
            );
        }
        if HUNDRED < additional.last_percent {
            found.say(
                format_args!("{path}.last_percent"),
                "the percent lies between 0 and 100",
            );
        }
        if additional.last_percent < additional.first_percent {
            found.say(
                format_args!("{path}.first_percent"),
                "the first percent lies between 0 and the last",
            );
        }
        let limit = additional.maximum_scaling_factor;
        check_factor(
            &additional.scaling_factor,
            &format!("{path}.scaling_factor"),
            limit,
            found,
        );
    }
}

pub(super) fn check_factor(
    factor: &ScalingFactor,
    path: &str,
    maximum: Decimal,
    found: &mut Findings,
) {
    let ordered = factor.low <= factor.value && factor.value <= factor.high;
    if !ordered || maximum < factor.high {
        found.say(
            path,
            format!("0 <= low <= value <= high <= {maximum} does not hold"),
        );
    }
}
