//! What each figure of the rules can be: the last value on either side that is taken, and the first that is refused. A
//! percent or a category's points have 100 at most, a threshold lies between none and all points, a limit is above 0, and
//! what is part of something is no more than it.

mod common;

use common::BOOK;
use mips::{
    Setting,
    rules::{book::TableName, check_dates},
};

/// What is wrong with a year's rules with some settings, by their paths and messages.
fn refused(year: u16, settings: &[(&str, &str)]) -> Vec<String> {
    let settings: Vec<Setting> = settings
        .iter()
        .map(|(path, value)| Setting::new(format!("rules.{path}"), *value, "--set"))
        .collect();
    match BOOK.year_with(year, &settings) {
        Ok(_) => Vec::new(),
        Err(problems) => problems
            .0
            .iter()
            .map(|it| format!("{}: {}", it.path, it.message))
            .collect(),
    }
}

/// One figure: the values that it can have, and those beside them that it cannot.
type Figure = (
    u16,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const PERCENT: (&[&str], &[&str]) = (&["0.01", "100"], &["0", "100.01"]);

const FIGURES: &[Figure] = &[
    (2026, "payment_year", &["2027"], &["2026", "2025"]),
    (
        2026,
        "final_score.maximum",
        &["75.01", "100"],
        &["0", "100.01"],
    ),
    (2026, "final_score.rounding.places", &["0", "8"], &["9"]),
    (2026, "adjustment.rounding.places", &["0", "8"], &["9"]),
    (
        2026,
        "adjustment.dollars_rounding.places",
        &["0", "8"],
        &["9"],
    ),
    (
        2026,
        "adjustment.performance_threshold",
        &["0.01", "99.99"],
        &["0", "100"],
    ),
    (2026, "adjustment.maximum_percent", PERCENT.0, PERCENT.1),
    (
        2026,
        "adjustment.maximum_scaling_factor",
        &["1", "100"],
        &["0", "0.01", "100.01"],
    ),
    (
        2018,
        "adjustment.performance_threshold",
        &["69.99"],
        &["70"],
    ),
    (
        2018,
        "adjustment.additional.performance_threshold",
        &["15.01", "99.99"],
        &["15", "100"],
    ),
    (
        2018,
        "adjustment.additional.first_percent",
        &["0", "10"],
        &["10.01"],
    ),
    (
        2018,
        "adjustment.additional.last_percent",
        &["0.5", "100"],
        &["0.49", "100.01"],
    ),
    (
        2018,
        "adjustment.additional.maximum_scaling_factor",
        &["1", "100"],
        &["0", "100.01"],
    ),
    (2018, "complex_patient_bonus.maximum", PERCENT.0, PERCENT.1),
    (
        2018,
        "complex_patient_bonus.method.hcc_and_dual.hcc",
        &["0", "100"],
        &["100.01"],
    ),
    (
        2018,
        "complex_patient_bonus.method.hcc_and_dual.dual_ratio",
        &["0", "100"],
        &["100.01"],
    ),
    (
        2018,
        "complex_patient_bonus.method.hcc_and_dual.multiplier",
        &["0", "100"],
        &["100.01"],
    ),
    (
        2026,
        "complex_patient_bonus.method.standardized.base",
        &["0", "100"],
        &["100.01"],
    ),
    (
        2026,
        "complex_patient_bonus.method.standardized.slope",
        &["0", "100"],
        &["100.01"],
    ),
    (2018, "small_practice_bonus.points", PERCENT.0, PERCENT.1),
    (2026, "cost.minimum_points", &["0.01", "9.99"], &["0", "10"]),
    (
        2026,
        "cost.maximum_points",
        &["1.01", "100"],
        &["1", "100.01"],
    ),
    (2026, "cost.improvement.maximum", PERCENT.0, PERCENT.1),
    (
        2026,
        "improvement_activities.maximum",
        &["40", "100"],
        &["0", "100.01"],
    ),
    (
        2026,
        "improvement_activities.special_credit.factor",
        &["1", "100"],
        &["0.99", "100.01"],
    ),
    (
        2026,
        "improvement_activities.method.activity_count.points",
        PERCENT.0,
        PERCENT.1,
    ),
    (
        2018,
        "improvement_activities.method.weighted_activities.medium",
        &["0.01", "20"],
        &["0", "20.01"],
    ),
    (
        2018,
        "improvement_activities.method.weighted_activities.high",
        &["10", "100"],
        &["9.99", "100.01"],
    ),
    (
        2018,
        "improvement_activities.apm_participant.points",
        &["0", "40"],
        &["40.01"],
    ),
    (
        2018,
        "promoting_interoperability.method.base_performance_bonus.base_points",
        PERCENT.0,
        PERCENT.1,
    ),
    (
        2018,
        "promoting_interoperability.method.base_performance_bonus.performance.maximum",
        PERCENT.0,
        PERCENT.1,
    ),
    (
        2018,
        "promoting_interoperability.method.base_performance_bonus.registry.points",
        PERCENT.0,
        PERCENT.1,
    ),
    (
        2018,
        "promoting_interoperability.method.base_performance_bonus.technology_bonus.points",
        PERCENT.0,
        PERCENT.1,
    ),
    (
        2018,
        "promoting_interoperability.method.base_performance_bonus.bonuses.improvement_activities.points",
        PERCENT.0,
        PERCENT.1,
    ),
    (
        2026,
        "promoting_interoperability.method.measure_points.minimum_points",
        PERCENT.0,
        PERCENT.1,
    ),
    (
        2026,
        "promoting_interoperability.method.measure_points.public_health.needed",
        &["1", "2"],
        &["0", "9"],
    ),
    (
        2026,
        "eligibility.subgroup.segment",
        &["1", "2"],
        &["0", "3"],
    ),
    (
        2026,
        "eligibility.low_volume.limits.beneficiaries.exceeds",
        &["1"],
        &["0"],
    ),
    (
        2026,
        "advanced_apm.incentive.percent",
        &["0", "100"],
        &["100.01"],
    ),
    (
        2026,
        "advanced_apm.paid_share.percent",
        PERCENT.0,
        PERCENT.1,
    ),
    (
        2026,
        "advanced_apm.conversion_factor.method.compounded.years",
        &["0", "50"],
        &["51"],
    ),
    (
        2026,
        "advanced_apm.conversion_factor.method.compounded.qualifying_percent",
        &["0.25", "100"],
        &["0.24", "100.01"],
    ),
    (
        2026,
        "advanced_apm.conversion_factor.method.compounded.nonqualifying_percent",
        &["0", "0.75"],
        &["0.76", "100.01"],
    ),
    (
        2026,
        "participation_costs.physician_hours",
        &["0", "201.7"],
        &["201.71"],
    ),
    (
        2026,
        "participation_costs.per_physician.small_primary_care",
        &["0.01"],
        &["0"],
    ),
];

#[test]
fn each_figure_has_its_bounds() {
    let mut wrong = Vec::new();
    for (year, path, taken, not_taken) in FIGURES {
        for value in *taken {
            let found = refused(*year, &[(path, value)]);
            if !found.is_empty() {
                wrong.push(format!("{year} {path}={value} is refused: {found:?}"));
            }
        }
        for value in *not_taken {
            let found = refused(*year, &[(path, value)]);
            // Of a pair that has to be in order either is named; of a method, the whole.
            let room = path.split('.').next().unwrap();
            let names = |it: &String| it.starts_with(&format!("rules.{room}"));
            if !found.iter().any(names) {
                wrong.push(format!("{year} {path}={value}: {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// 0 <= low <= value <= high <= the largest factor that the law allows, at equality too.
#[test]
fn a_scaling_factor_lies_within_its_range() {
    let factor = |low: &str, value: &str, high: &str, most: &str| {
        let path = "adjustment.scaling_factor";
        let message = refused(
            2026,
            &[
                (&format!("{path}.low"), low),
                (&format!("{path}.value"), value),
                (&format!("{path}.high"), high),
                ("adjustment.maximum_scaling_factor", most),
            ],
        );
        assert!(message.len() <= 1, "{message:?}");
        message.into_iter().next()
    };
    let refusal = |most: &str| {
        Some(format!(
            "rules.adjustment.scaling_factor: 0 <= low <= value <= high <= {most} does not hold"
        ))
    };
    for (low, value, high) in [("0", "0.5", "1"), ("0.5", "0.5", "0.5"), ("0", "0", "1")] {
        assert_eq!(factor(low, value, high, "1"), None, "{low} {value} {high}");
    }
    for (low, value, high) in [
        ("0.6", "0.5", "1"),
        ("0", "0.5", "0.4"),
        ("0", "0.5", "1.01"),
        ("1.02", "1.02", "1.02"),
    ] {
        assert_eq!(
            factor(low, value, high, "1"),
            refusal("1"),
            "{low} {value} {high}"
        );
    }
}

/// The rules of 2024 with one piece of their text replaced.
fn changed(was: &str, is: &str) -> Vec<String> {
    let mut book = mips::RuleBook::built_in();
    let text = book.text(2024, TableName::Rules).unwrap();
    assert!(text.contains(was), "{was}");
    let text = text.replacen(was, is, 1);
    book.replace(2024, TableName::Rules, "rules.toml", text.into_bytes());
    match book.year(2024) {
        Ok(_) => Vec::new(),
        Err(problems) => problems
            .0
            .iter()
            .map(|it| format!("{}: {}", it.path, it.message))
            .collect(),
    }
}

/// A row of weights that a practice can come to need, a table and a level that a pathway names, and a source that says
/// nothing.
#[test]
fn what_is_named_is_there() {
    let text = BOOK.text(2024, TableName::Rules).unwrap();
    for (table, row) in [
        ("traditional", "none"),
        ("traditional", "quality"),
        ("app", "cost"),
        ("app", "\"cost+promoting_interoperability\""),
    ] {
        let rows = format!("[weights.{table}.rows]");
        let from = text.split(&rows).nth(1).unwrap();
        let line = from.lines().find(|line| {
            let name = line.split(" = ").next().unwrap_or_default();
            name.trim_end() == row
        });
        let before = &from[..from.find(line.unwrap()).unwrap()];
        let was = format!("{rows}{before}{}", line.unwrap());
        let name = row.trim_matches('"');
        assert_eq!(
            changed(&was, &format!("{rows}{before}")),
            [format!("weights.{table}.rows.{name}: the row is missing")]
        );
    }
    assert_eq!(
        refused(2024, &[("pathways.traditional.weights", "nothing")]),
        ["rules.pathways.traditional: there is no table `weights.nothing`"]
    );
    assert_eq!(
        refused(
            2024,
            &[("pathways.traditional.small_practice_weights", "none")]
        ),
        ["rules.pathways.traditional: there is no table `weights.none`"]
    );
    let levels = changed(", \"subgroup\"", "");
    assert!(
        levels
            .iter()
            .any(|it| it.contains("`subgroup` is not among `participation.kinds`")),
        "{levels:?}"
    );
    for cite in ["adjustment.cite", "cite", "quality.achievement.cite"] {
        assert_eq!(
            refused(2024, &[(cite, " ")]),
            [format!("rules.{cite}: the citation is empty")]
        );
    }
}

/// Points of excluded measures that would go in a circle, and an update that no decimal holds when it is compounded.
#[test]
fn what_can_never_end_is_refused() {
    for (was, is, path) in [
        (
            "PI_HIE_1 = [\"PI_PEA_1\"]",
            "PI_HIE_1 = [\"PI_HIE_1\"]",
            vec!["PI_HIE_1"],
        ),
        (
            "PI_HIE_1 = [\"PI_PEA_1\"]",
            "PI_HIE_1 = [\"PI_HIE_4\"]",
            vec!["PI_HIE_1", "PI_HIE_4"],
        ),
        (
            "PI_HIE_1 = [\"PI_PEA_1\"]",
            "PI_HIE_1 = [\"PI_PEA_1\", \"PI_EP_1\"]",
            vec!["PI_EP_1", "PI_HIE_1", "PI_HIE_4"],
        ),
    ] {
        let table = "promoting_interoperability.method.measure_points.redistribution.to";
        let found = changed(was, is);
        let right = path
            .iter()
            .map(|id| format!("{table}.{id}: the points come back to where they were"));
        assert_eq!(found, right.collect::<Vec<_>>(), "{is}");
    }
    let method = "advanced_apm.conversion_factor.method.compounded";
    for (key, value) in [("qualifying_percent", "100.01"), ("years", "51")] {
        assert_eq!(
            refused(2026, &[(&format!("{method}.{key}"), value)]),
            [
                "rules.advanced_apm.conversion_factor: updates are of 100 percent at most, for 50 years at most"
            ]
        );
    }
}

/// Each date of the calendar lies in the year before the performance year, in it, or in those up to the payment year, as
/// its event does: 42 CFR 414.1315(b), 414.1320, 414.1325, 414.1365, 414.1385 and 414.1425. A date beside them is told.
#[test]
fn each_date_lies_in_its_years() {
    let odd = |path: &str, day: &str| -> Vec<String> {
        let settings = [Setting::new(format!("rules.{path}"), day, "--set")];
        let rules = BOOK.year_with(2024, &settings).unwrap();
        let odd = check_dates(&rules).into_iter();
        let odd = odd.map(|it| format!("{}: {}", it.path, it.message));
        odd.filter(|it| it.contains("does not lie")).collect()
    };
    for (name, first, last) in [
        ("virtual_group_election", 2023, 2023),
        ("performance_period", 2024, 2024),
        ("mvp_registration", 2024, 2024),
        ("cahps_registration", 2024, 2024),
        ("qp_snapshot_1", 2024, 2024),
        ("qp_snapshot_4", 2024, 2024),
        ("exception_application", 2024, 2025),
        ("submission", 2025, 2025),
        ("partial_qp_election", 2025, 2025),
        ("performance_feedback", 2025, 2025),
        ("targeted_review", 2025, 2025),
        ("payment_year", 2026, 2026),
        // An event that no rule names: from the year before to the payment year.
        ("open_door", 2023, 2026),
    ] {
        let wanted = if first == last {
            format!("{first}")
        } else {
            format!("{first} or {last}")
        };
        for (year, lies) in [
            (first - 1, false),
            (first, true),
            (last, true),
            (last + 1, false),
        ] {
            let day = format!("{year}-06-30");
            let entry = format!("calendar.{name}");
            let whole = format!("{{ cite = \"none\", to = \"{day}\" }}");
            let told = odd(&entry, &whole);
            let right = format!("{entry}.to: {day} does not lie in {wanted}");
            let right: Vec<String> = (!lies).then_some(right).into_iter().collect();
            assert_eq!(told, right, "{name} {year}");
        }
    }
    for (path, from, to) in [
        ("eligibility.segment_1", 2022, 2023),
        ("eligibility.segment_2", 2023, 2024),
        ("score_hierarchy.joined_late", 2024, 2024),
    ] {
        for (end, year) in [("from", from), ("to", to)] {
            for wrong in [year - 1, year + 1] {
                let day = format!("{wrong}-10-01");
                let rules = format!("rules.{path}.{end}");
                let Ok(rules) =
                    BOOK.year_with(2024, &[Setting::new(rules, format!("\"{day}\""), "--set")])
                else {
                    // A span that ends before it begins is no span.
                    continue;
                };
                let odd = check_dates(&rules);
                let right = format!("{day} does not lie in {year}");
                let told = odd
                    .iter()
                    .any(|it| it.path == format!("{path}.{end}") && it.message == right);
                assert!(told, "{path}.{end} {day}: {odd:?}");
            }
        }
    }
}
