//! Whether the dates of a year lie where such dates lie. They are looked at, not refused: a year that begins as a copy of
//! another scores before its dates are known.

use crate::{
    date::Date,
    problem::{Code, Problem},
    rules::Rules,
};

/// How many years after the performance year a date of the calendar may lie, at least and at most. A name stands for all
/// names that begin with it.
const YEARS: [(&str, i32, i32); 11] = [
    ("virtual_group_election", -1, -1),
    ("performance_period", 0, 0),
    ("mvp_registration", 0, 0),
    ("cahps_registration", 0, 0),
    ("qp_snapshot_", 0, 0),
    ("last_start_of_", 0, 0),
    ("exception_application", 0, 1),
    ("submission", 1, 1),
    ("partial_qp_election", 1, 1),
    ("performance_feedback", 1, 1),
    ("targeted_review", 1, 1),
];

/// Dates that come one after the other, by their last days.
const ORDER: [&[&str]; 3] = [
    &[
        "qp_snapshot_1",
        "qp_snapshot_2",
        "qp_snapshot_3",
        "qp_snapshot_4",
    ],
    &[
        "virtual_group_election",
        "mvp_registration",
        "submission",
        "performance_feedback",
        "targeted_review",
        "payment_year",
    ],
    &["virtual_group_election", "performance_period", "submission"],
];

/// Every date that lies in a year where it cannot, or after one that it comes before, as warnings.
#[must_use]
pub fn check_dates(rules: &Rules) -> Vec<Problem> {
    let mut found = Vec::new();
    for (name, entry) in rules.calendar.iter() {
        let path = format!("calendar.{name}");
        let (first, last) = years(rules, name);
        within(&mut found, &path, "from", entry.from, first, last);
        within(&mut found, &path, "to", entry.to, first, last);
    }
    let year = i32::from(rules.performance_year);
    for (path, period, last) in [
        (
            "eligibility.segment_1",
            &rules.eligibility.segment_1,
            year - 1,
        ),
        ("eligibility.segment_2", &rules.eligibility.segment_2, year),
    ] {
        within(
            &mut found,
            path,
            "from",
            Some(period.from),
            last - 1,
            last - 1,
        );
        within(&mut found, path, "to", Some(period.to), last, last);
    }
    let (first, second) = (&rules.eligibility.segment_1, &rules.eligibility.segment_2);
    if second.from.days() != first.to.days() + 1 {
        let message = format!(
            "{}: the second segment begins the day after {}",
            second.from, first.to
        );
        found.push(odd("eligibility.segment_2.from", message));
    }
    if let Some(late) = &rules.score_hierarchy.joined_late {
        let path = "score_hierarchy.joined_late";
        within(&mut found, path, "from", Some(late.from), year, year);
        within(&mut found, path, "to", Some(late.to), year, year);
    }
    let base = rules.advanced_apm.incentive.base_year;
    if i32::from(base) != year + 1 {
        let message =
            format!("{base}: the base of the lump sum is the year after the performance year");
        found.push(odd("advanced_apm.incentive.base_year", message));
    }
    for names in ORDER {
        in_order(rules, names, &mut found);
    }
    found
}

/// The first and the last year in which a date of this name may lie.
fn years(rules: &Rules, name: &str) -> (i32, i32) {
    let (year, payment) = (
        i32::from(rules.performance_year),
        i32::from(rules.payment_year),
    );
    let known = YEARS.iter().find(|(start, ..)| name.starts_with(start));
    match known {
        Some((_, first, last)) => (year + first, year + last),
        None if name == "payment_year" => (payment, payment),
        None => (year - 1, payment),
    }
}

fn odd(path: &str, message: String) -> Problem {
    Problem::new(Code::Unlikely, path, message)
}

fn within(
    found: &mut Vec<Problem>,
    path: &str,
    key: &str,
    day: Option<Date>,
    first: i32,
    last: i32,
) {
    let Some(day) = day.filter(|day| !(first..=last).contains(&i32::from(day.year()))) else {
        return;
    };
    let wanted = if first == last {
        first.to_string()
    } else {
        format!("{first} or {last}")
    };
    let message = format!("{day} does not lie in {wanted}");
    found.push(odd(&format!("{path}.{key}"), message));
}

fn in_order(rules: &Rules, names: &[&str], found: &mut Vec<Problem>) {
    let mut before: Option<(&str, Date)> = None;
    for name in names {
        let Some(day) = rules.calendar.get(*name).and_then(|it| it.to) else {
            continue;
        };
        if let Some((earlier, end)) = before.filter(|(_, end)| day <= *end) {
            let message = format!("{day}: it comes after calendar.{earlier}, {end}");
            found.push(odd(&format!("calendar.{name}.to"), message));
        }
        before = Some((name, day));
    }
}
