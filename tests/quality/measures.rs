//! What one measure earns.

use mips::score::reason::MeasureReason;

use super::support::*;

/// One measure alone: year, practice, collection type and id, entry, points.
type Case = (u16, &'static str, &'static str, &'static str, &'static str);

fn check(cases: &[Case]) {
    for (year, practice, name, entry, wanted) in cases {
        let (kind, id) = name.split_once('.').unwrap();
        let card = score(
            *year,
            practice,
            &format!("[quality.measures.{kind}]\n{id} = {entry}"),
        );
        assert_eq!(
            points(&card, name),
            Some(d(wanted)),
            "{year} {name} {entry}: {:?}",
            measure(&card, name)
        );
    }
}

#[test]
fn cms_scoring_engine_outputs() {
    check(&[
        // Releases 0.29.0, 0.36.3 and 0.40.0.
        (2017, LARGE, "ecqm.191", "{ rate = 100, cases = 100 }", "10"),
        (2017, LARGE, "ecqm.192", "{ rate = 0, cases = 100 }", "10"),
        (2017, LARGE, "ecqm.005", "{ rate = 100, cases = 100 }", "10"),
        (
            2017,
            LARGE,
            "cqm.317",
            "{ rate = 90.03, cases = 100 }",
            "9.12",
        ),
        (
            2017,
            LARGE,
            "cqm.326",
            "{ rate = 60.27, cases = 100 }",
            "5.46",
        ),
        (
            2017,
            LARGE,
            "ecqm.110",
            "{ rate = 54.46, cases = 100 }",
            "8.54",
        ),
        // Release 0.75.0; the boundaries are those of 2018.
        (
            2018,
            LARGE,
            "cqm.110",
            "{ rate = 82.31, cases = 100 }",
            "8.9585",
        ),
        (2018, LARGE, "cqm.046", "{ rate = 82.31, cases = 100 }", "3"),
        // Releases 13.3.0 and 18.6.0.
        (
            2020,
            LARGE,
            "cqm.047",
            "{ numerator = 120, denominator = 156 }",
            "5.8733",
        ),
        (
            2022,
            LARGE,
            "cqm.047",
            "{ rate = 76.92, cases = 100 }",
            "5.3676",
        ),
    ]);
}

#[test]
fn places_on_the_ecqm_benchmarks_of_2026() {
    check(&[
        (
            2026,
            LARGE,
            "ecqm.236",
            "{ rate = 70, cases = 100 }",
            "6.3377",
        ),
        (
            2026,
            LARGE,
            "ecqm.001",
            "{ rate = 22, cases = 100 }",
            "7.7143",
        ),
        (
            2026,
            LARGE,
            "ecqm.001",
            "{ numerator = 31, denominator = 180 }",
            "8.9891",
        ),
        (2026, LARGE, "ecqm.236", "{ rate = 3, cases = 100 }", "1"),
        (
            2026,
            LARGE,
            "ecqm.236",
            "{ rate = 25, cases = 100 }",
            "1.4995",
        ),
        (
            2026,
            LARGE,
            "ecqm.236",
            "{ rate = 50, cases = 100 }",
            "2.4591",
        ),
        (
            2026,
            LARGE,
            "ecqm.236",
            "{ rate = 84.04, cases = 100 }",
            "10",
        ),
        (
            2026,
            LARGE,
            "ecqm.236",
            "{ rate = 84.03, cases = 100 }",
            "9.9981",
        ),
        (2026, LARGE, "ecqm.317", "{ rate = 60, cases = 100 }", "10"),
    ]);
}

#[test]
fn caps_and_ladders_of_2026() {
    check(&[
        (2026, LARGE, "cqm.134", "{ rate = 100, cases = 100 }", "7"),
        (
            2026,
            LARGE,
            "cqm.134",
            "{ rate = 99.95, cases = 100 }",
            "6.7222",
        ),
        (2026, LARGE, "cqm.226", "{ rate = 100, cases = 100 }", "7"),
        (
            2026,
            LARGE,
            "cqm.226",
            "{ rate = 99.9, cases = 100 }",
            "5.9259",
        ),
        (
            2026,
            LARGE,
            "cqm.236",
            "{ rate = 67.5, cases = 100 }",
            "7.75",
        ),
        (
            2026,
            LARGE,
            "cqm.001",
            "{ rate = 12.5, cases = 100 }",
            "9.75",
        ),
        (2026, LARGE, "cqm.249", "{ rate = 97, cases = 100 }", "7.5"),
        (
            2026,
            LARGE,
            "cqm.249",
            "{ rate = 99.5, cases = 100 }",
            "9.5",
        ),
        (2026, LARGE, "cqm.406", "{ rate = 3, cases = 100 }", "7.5"),
        (
            2026,
            SMALL,
            "claims.317",
            "{ rate = 60, cases = 100 }",
            "2.457",
        ),
        (
            2026,
            LARGE,
            "cqm.317",
            "{ rate = 60, cases = 100 }",
            "4.2018",
        ),
    ]);
}

#[test]
fn places_on_the_benchmarks_of_other_years() {
    check(&[
        (
            2023,
            LARGE,
            "cqm.322",
            "{ rate = 5, cases = 100 }",
            "1.8978",
        ),
        (2023, LARGE, "cqm.322", "{ rate = 0, cases = 100 }", "10"),
        (2021, LARGE, "ecqm.236", "{ rate = 50, cases = 100 }", "3"),
        (
            2021,
            LARGE,
            "cqm.236",
            "{ rate = 67.5, cases = 100 }",
            "7.75",
        ),
        (
            2025,
            LARGE,
            "qcdr.ACRAD15",
            "{ rate = 1.2, cases = 100 }",
            "7.5143",
        ),
        (
            2021,
            LARGE,
            "qcdr.ACEP50",
            "{ rate = 100, cases = 100 }",
            "6.7217",
        ),
        (
            2025,
            LARGE,
            "admin_claims.479",
            "{ rate = 0.1542, cases = 300 }",
            "7.5038",
        ),
        (
            2022,
            LARGE,
            "admin_claims.479",
            "{ rate = 0.148, cases = 300 }",
            "6.5429",
        ),
        (2023, LARGE, "cqm.487", "{ rate = 5, cases = 100 }", "7"),
        (2024, LARGE, "cqm.487", "{ rate = 5, cases = 100 }", "5"),
    ]);
}

#[test]
fn classes_by_year_and_size() {
    let too_few = "{ rate = 95, cases = 18 }";
    let partial = "{ rate = 99, cases = 100, data_completeness = 40 }";
    for (year, few, few_small, incomplete, incomplete_small) in [
        (2017, "3", "3", "3", "3"),
        (2018, "3", "3", "1", "3"),
        (2019, "3", "3", "1", "3"),
        (2020, "3", "3", "0", "3"),
        (2021, "3", "3", "0", "3"),
        (2022, "3", "3", "0", "3"),
        (2023, "0", "3", "0", "3"),
        (2024, "0", "3", "0", "3"),
        (2025, "0", "3", "0", "3"),
        (2026, "0", "3", "0", "3"),
    ] {
        check(&[
            (year, LARGE, "cqm.047", too_few, few),
            (year, SMALL, "cqm.047", too_few, few_small),
            (year, LARGE, "cqm.047", partial, incomplete),
            (year, SMALL, "cqm.047", partial, incomplete_small),
            // Too few cases and incomplete: the data are not complete.
            (
                year,
                LARGE,
                "cqm.047",
                "{ rate = 99, cases = 18, data_completeness = 40 }",
                incomplete,
            ),
        ]);
    }
    check(&[
        (2021, LARGE, "cqm.205", "{ rate = 80, cases = 100 }", "3"),
        (2024, LARGE, "cqm.205", "{ rate = 80, cases = 100 }", "0"),
        (2024, SMALL, "cqm.205", "{ rate = 80, cases = 100 }", "3"),
        (2024, LARGE, "cqm.501", "{ rate = 80, cases = 100 }", "7"),
        (2024, SMALL, "cqm.501", "{ rate = 80, cases = 100 }", "7"),
    ]);
}

#[test]
fn the_completeness_requirement_is_met_at_its_percent() {
    for (year, percent) in [(2017, 50), (2019, 60), (2023, 70), (2024, 75), (2026, 75)] {
        for (given, incomplete) in [(percent, false), (percent - 1, true)] {
            let card = score(
                year,
                LARGE,
                &format!(
                    "[quality.measures.cqm]\n047 = {{ rate = 99, cases = 100, data_completeness = {given} }}"
                ),
            );
            let found = has(&card, "cqm.047", MeasureReason::Incomplete);
            assert_eq!(found, incomplete, "{year} {given}");
        }
    }
}

#[test]
fn cases_and_completeness_are_counted_from_the_patients() {
    // 15 met or not met, 4 exclusions, 1 exception of 20: 20 cases of a MIPS CQM, 16 of an eCQM.
    let entry = "{ numerator = 12, denominator = 15, eligible_population = 20, exclusions = 4, exceptions = 1 }";
    let cqm = score(
        2026,
        LARGE,
        &format!("[quality.measures.cqm]\n236 = {entry}"),
    );
    assert!(!has(&cqm, "cqm.236", MeasureReason::TooFewCases));
    let ecqm = score(
        2026,
        LARGE,
        &format!("[quality.measures.ecqm]\n236 = {entry}"),
    );
    assert!(has(&ecqm, "ecqm.236", MeasureReason::TooFewCases));
    // 14 of 20 were reported: 70 percent of the 75 required.
    let entry = "{ numerator = 12, denominator = 14, eligible_population = 20 }";
    let card = score(
        2026,
        LARGE,
        &format!("[quality.measures.cqm]\n236 = {entry}"),
    );
    assert!(has(&card, "cqm.236", MeasureReason::Incomplete));
}

#[test]
fn strata_become_one_rate() {
    let rate = |year, name: &str, strata: &str| {
        let (kind, id) = name.split_once('.').unwrap();
        let card = score(
            year,
            LARGE,
            &format!("[quality.measures.{kind}.{id}.strata]\n{strata}"),
        );
        measure(&card, name).performance_rate
    };
    // The mean of 50 and 80 percent, though the second stratum is larger.
    let mean = "84Days = { numerator = 20, denominator = 40 }\n180Days = { numerator = 80, denominator = 100 }";
    assert_eq!(rate(2026, "ecqm.009", mean), Some(d("65")));
    let weighted = "adolescents = { numerator = 20, denominator = 40 }\nadults = { numerator = 80, denominator = 100 }";
    assert_eq!(rate(2026, "cqm.370", weighted), Some(d("71.43")));
    let overall = "30Days = { numerator = 1, denominator = 40 }\noverall = { numerator = 30, denominator = 40 }";
    assert_eq!(rate(2026, "ecqm.366", overall), Some(d("75")));
    let split = "reporting = { numerator = 50, denominator = 100 }\nperformance = { numerator = 30, denominator = 40 }";
    assert_eq!(rate(2026, "cqm.226", split), Some(d("75")));
}

#[test]
fn administrative_claims_have_minimums() {
    let entry = "[quality.measures.admin_claims]\n479 = { rate = 0.1542, cases = 300 }";
    let scored = |practice| points(&score(2025, practice, entry), "admin_claims.479");
    assert_eq!(scored("clinicians = 16"), Some(d("7.5038")));
    assert_eq!(scored("clinicians = 15"), None);
    assert_eq!(scored("participation = \"individual\""), None);
    let few = "[quality.measures.admin_claims]\n479 = { rate = 0.1542, cases = 199 }";
    assert_eq!(points(&score(2025, LARGE, few), "admin_claims.479"), None);
}

#[test]
fn open_readings_say_so() {
    let group = "clinicians = 30";
    let card = score(
        2019,
        group,
        "[quality.measures.web_interface]\n112 = { rate = 29.9, cases = 248 }",
    );
    assert_eq!(points(&card, "web_interface.112"), Some(d("3")));
    assert!(has(
        &card,
        "web_interface.112",
        MeasureReason::BelowScaleOpen
    ));
    let card = score(
        2017,
        LARGE,
        "[quality.measures.claims]\n014 = { rate = 82.31, cases = 100 }",
    );
    assert_eq!(points(&card, "claims.014"), Some(d("3")));
    assert!(has(&card, "claims.014", MeasureReason::OneBoundOpen));
    let card = score(
        2026,
        LARGE,
        "[quality.measures.admin_claims]\n479 = { rate = 0.15, cases = 300 }",
    );
    assert!(has(
        &card,
        "admin_claims.479",
        MeasureReason::PlaceholderBenchmark
    ));
}
