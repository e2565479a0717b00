//! What must hold of the rules of taking part: limits above zero, Partial QP below QP, dates in their order.

use rust_decimal::Decimal;

use super::findings::Findings;
use crate::{
    date::Date,
    rules::{
        Rules,
        advanced_apm::{FactorMethod, QpThresholds},
        limit::Limit,
        participation_costs::ParticipationCosts,
        terms::Participation,
    },
};

pub(super) fn check(rules: &Rules, found: &mut Findings) {
    check_eligibility(rules, found);
    check_statuses(rules, found);
    check_hierarchy(rules, found);
    check_apm(rules, found);
    check_costs(&rules.participation_costs, found);
    check_calendar(rules, found);
}

fn positive(found: &mut Findings, path: &str, limit: Limit) {
    if limit.figure() <= Decimal::ZERO {
        found.say(path, format!("{}: a limit is above 0", limit.figure()));
    }
}

/// A limit that whoever is meant has to reach or to pass: `at_most` would ask for the other side.
fn from_below(found: &mut Findings, path: &str, limit: Limit) {
    if matches!(limit, Limit::AtMost(_)) {
        found.say(
            path,
            "the limit is one to pass or to reach: `exceeds` or `at_least`",
        );
    }
}

fn in_order(found: &mut Findings, path: &str, from: Option<Date>, to: Option<Date>) {
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        found.say(path, format!("{to} lies before {from}"));
    }
}

fn levels(rules: &Rules, found: &mut Findings, path: &str, levels: &[Participation]) {
    for level in levels {
        if !rules.participation.kinds.contains(level) {
            let message = format!("no participation `{}` in the year", level.key());
            found.say(path, message);
        }
    }
}

fn check_eligibility(rules: &Rules, found: &mut Findings) {
    let eligibility = &rules.eligibility;
    let path = "eligibility.low_volume";
    for (criterion, limit) in eligibility.low_volume.limits.named() {
        let path = format!("{path}.limits.{}", criterion.key());
        positive(found, &path, limit);
        from_below(found, &path, limit);
    }
    levels(
        rules,
        found,
        &format!("{path}.levels"),
        &eligibility.low_volume.levels,
    );
    let (first, second) = (&eligibility.segment_1, &eligibility.segment_2);
    in_order(
        found,
        "eligibility.segment_1",
        Some(first.from),
        Some(first.to),
    );
    in_order(
        found,
        "eligibility.segment_2",
        Some(second.from),
        Some(second.to),
    );
    if second.from <= first.to {
        found.say(
            "eligibility.segment_2.from",
            "the second segment begins after the first",
        );
    }
    if let Some(opt_in) = &eligibility.opt_in {
        levels(rules, found, "eligibility.opt_in.levels", &opt_in.levels);
    }
    if let Some(subgroup) = &eligibility.subgroup {
        positive(
            found,
            "eligibility.subgroup.clinicians",
            subgroup.clinicians,
        );
        if !(1..=2).contains(&subgroup.segment) {
            found.say(
                "eligibility.subgroup.segment",
                "there are two segments, 1 and 2",
            );
        }
    }
    if let Some(groups) = &rules.virtual_groups {
        positive(found, "virtual_groups.practices", groups.practices);
        let size = groups.clinicians_of_a_practice;
        positive(found, "virtual_groups.clinicians_of_a_practice", size);
    }
}

fn check_statuses(rules: &Rules, found: &mut Findings) {
    for (status, threshold) in rules.special_status_thresholds.iter() {
        let path = format!("special_status_thresholds.{}", status.key());
        if let Some(limit) = threshold.clinician {
            positive(found, &format!("{path}.clinician"), limit);
        }
        if let Some(limit) = threshold.group {
            found.percent(format_args!("{path}.group"), limit.figure());
            from_below(found, &format!("{path}.group"), limit);
        }
    }
}

fn check_hierarchy(rules: &Rules, found: &mut Findings) {
    let hierarchy = &rules.score_hierarchy;
    let all: Vec<Participation> = hierarchy
        .first
        .iter()
        .chain(&hierarchy.highest_of)
        .copied()
        .collect();
    levels(rules, found, "score_hierarchy", &all);
    for level in &rules.participation.kinds {
        let times = all.iter().filter(|it| *it == level).count();
        if times != 1 {
            let message = format!("`{}` stands in it {times} times, not once", level.key());
            found.say("score_hierarchy", message);
        }
    }
    if let Some(late) = &hierarchy.joined_late {
        in_order(
            found,
            "score_hierarchy.joined_late",
            Some(late.from),
            Some(late.to),
        );
    }
}

fn check_apm(rules: &Rules, found: &mut Findings) {
    let apm = &rules.advanced_apm;
    let path = "advanced_apm";
    check_thresholds(found, &format!("{path}.medicare"), &apm.medicare);
    if let Some(all_payer) = &apm.all_payer {
        check_thresholds(found, &format!("{path}.all_payer"), all_payer);
    }
    if let Some(minimum) = &apm.all_payer_medicare_minimum {
        check_thresholds(
            found,
            &format!("{path}.all_payer_medicare_minimum"),
            minimum,
        );
    }
    if apm.all_payer.is_some() != apm.all_payer_medicare_minimum.is_some() {
        found.say(
            path,
            "the All-Payer option and its Medicare minimum go together",
        );
    }
    let incentive = &apm.incentive;
    if incentive.percent > Decimal::ONE_HUNDRED {
        found.say(
            format_args!("{path}.incentive.percent"),
            "the percent lies between 0 and 100",
        );
    }
    if let Some(factor) = &apm.conversion_factor {
        let path_of_factor = format!("{path}.conversion_factor");
        if !is_within_bounds(&factor.method) {
            let message = "updates are of 100 percent at most, for 50 years at most";
            found.say(&path_of_factor, message);
            return;
        }
        let (qualifying, nonqualifying) = factor.method.factors();
        if !(Decimal::ZERO < nonqualifying && nonqualifying <= qualifying) {
            let message = "the factor of a QP is not below the other, and both are above 0";
            found.say(&path_of_factor, message);
        }
        if apm.paid_share.is_none() {
            let message = "a conversion factor works on allowed amounts: paid_share is missing";
            found.say(&path_of_factor, message);
        }
    }
    if let Some(share) = &apm.paid_share {
        found.percent(format_args!("{path}.paid_share.percent"), share.percent);
    }
}

/// Whether yearly updates can be compounded: beyond these bounds no decimal holds what they come to.
fn is_within_bounds(method: &FactorMethod) -> bool {
    match method {
        FactorMethod::Published { .. } => true,
        FactorMethod::Compounded {
            qualifying_percent,
            nonqualifying_percent,
            years,
        } => {
            let percents = [qualifying_percent, nonqualifying_percent];
            let are_percents = percents.iter().all(|it| **it <= Decimal::ONE_HUNDRED);
            are_percents && *years <= 50
        }
    }
}

fn check_thresholds(found: &mut Findings, path: &str, thresholds: &QpThresholds) {
    for (method, partial, full) in [
        (
            "payment",
            thresholds.partial_qp_payment,
            thresholds.qp_payment,
        ),
        (
            "patient",
            thresholds.partial_qp_patient,
            thresholds.qp_patient,
        ),
    ] {
        for (status, limit) in [("qp", full), ("partial_qp", partial)] {
            let path = format!("{path}.{status}_{method}");
            found.percent(&path, limit.figure());
            from_below(found, &path, limit);
        }
        if partial.figure() >= full.figure() {
            let message = "the threshold of a Partial QP lies below that of a QP";
            found.say(format_args!("{path}.partial_qp_{method}"), message);
        }
    }
}

fn check_costs(costs: &ParticipationCosts, found: &mut Findings) {
    if costs.physician_hours > costs.staff_hours {
        let message = "the physician's hours are part of those of all staff";
        found.say("participation_costs.physician_hours", message);
    }
    for (class, dollars) in &costs.per_physician {
        if *dollars <= Decimal::ZERO {
            let path = format!("participation_costs.per_physician.{class}");
            found.say(&path, "a cost is above 0");
        }
    }
}

fn check_calendar(rules: &Rules, found: &mut Findings) {
    for (name, entry) in rules.calendar.iter() {
        in_order(found, &format!("calendar.{name}"), entry.from, entry.to);
    }
}
