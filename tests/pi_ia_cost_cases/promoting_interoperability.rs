//! Promoting interoperability from single measures: all or nothing, then points for performance.

use super::*;

/// CMS, scoring engine output: 49/115 of 10 is 4, 1123/1951 of 20 is 12, 923/951 of 20 is 19, 861/1809 of 40 is 19.
#[test]
fn the_engine_of_2019_rounds_each_measure() {
    for year in [2019, 2020, 2021] {
        let card = pi(
            year,
            &(attested(year).to_owned()
                + &rate("PI_EP_1", 49, 115)
                + &rate("PI_HIE_1", 1123, 1951)
                + &rate("PI_HIE_4", 923, 951)
                + &rate("PI_PEA_1", 861, 1809)
                + &yes(&["PI_PHCDRR_1", "PI_PHCDRR_1_MULTI"])),
        );
        let category = &card.categories.promoting_interoperability;
        for (id, expected) in [
            ("PI_EP_1", 4),
            ("PI_HIE_1", 12),
            ("PI_HIE_4", 19),
            ("PI_PEA_1", 19),
        ] {
            assert_eq!(points(category, id), Decimal::from(expected), "{year} {id}");
        }
        assert_eq!(category.percent, Some(Decimal::from(64)), "{year}");
    }
}

/// E-prescribing and receive excluded: send can earn 20 + 5 + 20 + 5 = 50. 36 + 28 + 10.
#[test]
fn two_exclusions_of_2020_chain() {
    let answers = attested(2020).to_owned()
        + &rate("PI_HIE_1", 135, 185)
        + &rate("PI_PEA_1", 350, 500)
        + &yes(&["PI_LVPP_1", "PI_LVITC_2", "PI_PHCDRR_1", "PI_PHCDRR_2"]);
    let card = pi(2020, &answers);
    let category = &card.categories.promoting_interoperability;
    assert_eq!(points(category, "PI_HIE_1"), Decimal::from(36));
    assert_eq!(points(category, "PI_PEA_1"), Decimal::from(28));
    assert_eq!(category.percent, Some(Decimal::from(74)));
}

/// 9 + 40 + 37.5 rounded half up + 0 + 10.
#[test]
fn public_health_excluded_in_2021() {
    let answers = attested(2021).to_owned()
        + &rate("PI_EP_1", 180, 200)
        + &rate("PI_PEA_1", 450, 600)
        + &yes(&[
            "PI_HIE_5",
            "PI_EP_2",
            "PI_PHCDRR_1_EX_1",
            "PI_PHCDRR_3_EX_1",
        ]);
    assert_eq!(pi_percent(2021, &answers), "97");
}

/// CMS public use file, PY2022: 40 + 39 + 10 + 5 + 5 and a bonus of 5 make 104, capped.
#[test]
fn the_public_row_of_2022() {
    let answers = attested(2022).to_owned()
        + &rate("PI_EP_1", 100, 100)
        + &rate("PI_PEA_1", 975, 1000)
        + &yes(&["PI_HIE_5", "PI_PHCDRR_1", "PI_PHCDRR_3", "PI_PHCDRR_4"]);
    let card = pi(2022, &answers);
    let category = &card.categories.promoting_interoperability;
    for (id, expected) in [
        ("PI_HIE_5", 40),
        ("PI_PEA_1", 39),
        ("PI_EP_1", 10),
        ("PI_PHCDRR_1", 5),
        ("PI_PHCDRR_4", 5),
    ] {
        assert_eq!(points(category, id), Decimal::from(expected), "{id}");
    }
    assert_eq!(category.percent, Some(Decimal::from(100)));
}

/// CMS public use file, PY2023: the halves of public health are 12.5 each, not 12.
#[test]
fn the_public_row_of_2023() {
    let answers = attested(2023).to_owned()
        + &rate("PI_EP_1", 100, 100)
        + &rate("PI_PEA_1", 100, 100)
        + &yes(&["PI_EP_2", "PI_HIE_5", "PI_PHCDRR_1", "PI_PHCDRR_3"]);
    assert_eq!(pi_percent(2023, &answers), "100");
}

#[test]
fn exclusions_of_2023_and_2024() {
    let health = yes(&["PI_PHCDRR_1", "PI_PHCDRR_3"]);
    let patients = rate("PI_PEA_1", 700, 1000);
    let exchange = rate("PI_HIE_1", 60, 150) + &rate("PI_HIE_4", 80, 100);
    let both = yes(&["PI_LVPP_1", "PI_EP_2_EX_1"]);
    // Send and receive can earn 25 each: 10 + 20 + 17.5 rounded up + 25.
    let answers = attested(2023).to_owned() + &both + &exchange + &patients + &health;
    assert_eq!(pi_percent(2023, &answers), "73");
    // The bidirectional exchange can earn 50: 50 + 18 + 25.
    let answers = attested(2024).to_owned() + &both + "PI_HIE_5 = true\n" + &patients + &health;
    assert_eq!(pi_percent(2024, &answers), "93");
    // The query's points go to e-prescribing: 7.5 rounded up + 6 + 12 + 18 + 25.
    let answers = attested(2024).to_owned()
        + &rate("PI_EP_1", 150, 400)
        + "PI_EP_2_EX_1 = true\n"
        + &exchange
        + &patients
        + &health;
    assert_eq!(pi_percent(2024, &answers), "69");
    // Everything that can be excluded is: patient access can earn 100.
    let answers = attested(2024).to_owned()
        + &both
        + &yes(&[
            "PI_LVOTC_1",
            "PI_LVITC_2",
            "PI_PHCDRR_1_EX_1",
            "PI_PHCDRR_3_EX_1",
        ])
        + &rate("PI_PEA_1", 861, 1809);
    assert_eq!(pi_percent(2024, &answers), "48");
}

fn least(receive: u32) -> String {
    attested(2024).to_owned()
        + &rate("PI_EP_1", 1, 1000)
        + &rate("PI_HIE_1", 1, 1000)
        + &rate("PI_HIE_4", receive, 1000)
        + &rate("PI_PEA_1", 1, 1000)
        + &yes(&["PI_EP_2", "PI_PHCDRR_1", "PI_PHCDRR_3"])
}

/// One point at least for a numerator of at least one; nothing at all without.
#[test]
fn the_least_that_a_measure_earns() {
    assert_eq!(pi_percent(2024, &least(1)), "39");
    let card = pi(2024, &least(0));
    let category = &card.categories.promoting_interoperability;
    assert_eq!(category.percent, Some(Decimal::ZERO));
    assert_eq!(points(category, "PI_EP_2"), Decimal::TEN);
}

/// The SAFER guides may be answered with no until 2023, and must be answered.
#[test]
fn the_safer_guides() {
    let rest = rate("PI_EP_1", 1, 2)
        + &rate("PI_PEA_1", 1, 2)
        + &yes(&[
            "PI_PPHI_1",
            "PI_INFBLO_1",
            "PI_ONCDIR_1",
            "PI_HIE_5",
            "PI_PHCDRR_1",
            "PI_PHCDRR_3",
        ]);
    let query = "PI_EP_2 = true\n";
    for (year, query, no, silence) in [
        (2022, "", "75", "0"),
        (2023, query, "83", "0"),
        (2024, query, "0", "0"),
        (2026, query, "0", "0"),
    ] {
        let with = |guides: &str| pi_percent(year, &format!("{rest}{query}{guides}"));
        assert_eq!(with("PI_PPHI_2 = false\n"), no, "{year}");
        assert_eq!(with(""), silence, "{year}");
    }
}

fn full(year: u16, case_reporting: &str) -> String {
    attested(year).to_owned()
        + &rate("PI_EP_1", 380, 400)
        + &rate("PI_PEA_1", 990, 1000)
        + &yes(&["PI_EP_2", "PI_HIE_5", "PI_PHCDRR_1"])
        + case_reporting
}

/// CMS suppressed electronic case reporting in 2025: every answer earns full credit, and one must be given.
#[test]
fn case_reporting_of_2025() {
    for (year, answer, expected) in [
        (2024, "PI_PHCDRR_3 = false\n", "0"),
        (2025, "PI_PHCDRR_3 = false\n", "100"),
        (2025, "PI_PHCDRR_3 = true\n", "100"),
        (2025, "PI_PHCDRR_3_EX_1 = true\n", "100"),
        (2025, "", "0"),
        (2026, "PI_PHCDRR_3 = false\n", "0"),
        (2026, "PI_PHCDRR_3_EX_1 = true\n", "100"),
    ] {
        assert_eq!(
            pi_percent(year, &full(year, answer)),
            expected,
            "{year} {answer}"
        );
    }
}

/// Both public health measures excluded in 2025: the points stay; in other years they move to patient access.
#[test]
fn both_public_health_measures_excluded() {
    let answers = |year| {
        attested(year).to_owned()
            + &rate("PI_EP_1", 400, 400)
            + &rate("PI_PEA_1", 10, 100)
            + &yes(&[
                "PI_EP_2",
                "PI_HIE_5",
                "PI_PHCDRR_1_EX_1",
                "PI_PHCDRR_3_EX_1",
            ])
    };
    // 10 + 10 + 30 + 2.5 rounded up + 25.
    assert_eq!(pi_percent(2025, &answers(2025)), "78");
    // 10 + 10 + 30 + 10 % of 50.
    assert_eq!(pi_percent(2026, &answers(2026)), "55");
}

/// Five bonus points however many registries: 10 + 10 + 30 + 22.5 rounded up + 25 + 5, capped.
#[test]
fn the_bonus_of_2026_is_given_once() {
    let answers = |numerator| {
        attested(2026).to_owned()
            + &rate("PI_EP_1", 380, 400)
            + &rate("PI_PEA_1", numerator, 1000)
            + &yes(&[
                "PI_EP_2",
                "PI_HIE_6",
                "PI_PHCDRR_1",
                "PI_PHCDRR_3",
                "PI_PHCDRR_5",
                "PI_PHCDRR_6",
            ])
    };
    assert_eq!(pi_percent(2026, &answers(900)), "100");
    assert_eq!(pi_percent(2026, &answers(500)), "93");
}

/// A bonus survives the exclusion of both required public health measures.
#[test]
fn the_bonus_beside_excluded_measures() {
    let answers = attested(2024).to_owned()
        + &rate("PI_EP_1", 1, 1)
        + &rate("PI_PEA_1", 1, 2)
        + &yes(&[
            "PI_EP_2",
            "PI_HIE_5",
            "PI_PHCDRR_1_EX_1",
            "PI_PHCDRR_3_EX_1",
            "PI_PHCDRR_2",
        ]);
    // 10 + 10 + 30 + 25 of 50 + 5.
    assert_eq!(pi_percent(2024, &answers), "80");
}

/// Two bonuses in 2019, for the query and the treatment agreement.
#[test]
fn the_bonuses_of_2019() {
    let answers = attested(2019).to_owned()
        + &rate("PI_EP_1", 1, 2)
        + &rate("PI_EP_3", 1, 50)
        + &rate("PI_HIE_1", 1, 2)
        + &rate("PI_PEA_1", 1, 2)
        + &yes(&["PI_EP_2", "PI_CUITC_1", "PI_PHCDRR_4", "PI_PHCDRR_5_EX_2"]);
    // 5 + 20 of 40 + 20 of 40 + 10 + 5 + 5.
    assert_eq!(pi_percent(2019, &answers), "65");
}

/// A period below the minimum, or a CEHRT id of an edition that is not taken.
#[test]
fn short_periods_and_old_technology() {
    let with = |year, days: u32, cehrt: &str| {
        let answers = if year == 2017 {
            attested(2017).to_owned()
                + &rate("ACI_PEA_1", 1, 1)
                + &yes(&["ACI_LVPP_1", "ACI_LVOTC_1", "ACI_LVITC_1"])
        } else {
            full(year, "PI_PHCDRR_3 = true\n")
                .replace(if year < 2023 { "PI_EP_2 = true\n" } else { "-" }, "")
        };
        let text = format!(
            "[practice]\nclinicians = 20\n[promoting_interoperability]\ndays = {days}\ncehrt_id = \"{cehrt}\"\n\
             [promoting_interoperability.measures]\n{answers}"
        );
        percent(&scored(year, &text), Category::PromotingInteroperability).unwrap()
    };
    let (new, old) = ("0015EABCDEFGHIJ", "0014EABCDEFGHIJ");
    for (year, days, cehrt, expected) in [
        (2017, 89, new, "0"),
        (2017, 90, old, "60"),
        (2023, 89, new, "0"),
        (2023, 90, new, "100"),
        (2023, 90, old, "0"),
        (2024, 150, new, "0"),
        (2024, 180, new, "100"),
        (2026, 180, "0015ABCDEFGHIJK", "100"),
        (2027, 179, new, "0"),
        (2027, 180, new, "100"),
    ] {
        assert_eq!(with(year, days, cehrt), expected, "{year} {days} {cehrt}");
    }
}

#[test]
fn what_does_not_go_together_is_an_error() {
    let wrong = |year, answers: &str| {
        problems(
            year,
            &format!(
                "[promoting_interoperability.measures]\n{}{answers}",
                attested(year)
            ),
        )
    };
    let exclusion = rate("PI_EP_1", 1, 2) + "PI_LVPP_1 = true\n";
    for (year, answers, expected) in [
        (2026, exclusion.as_str(), "error[E0109]"),
        (
            2026,
            "PI_HIE_5 = true\nPI_HIE_6 = true\n",
            "exchange is reported in one way",
        ),
        (2026, "PI_EP_1 = true\n", "`PI_EP_1` takes a numerator"),
        (
            2026,
            "PI_EP_2 = { numerator = 1, denominator = 2 }\n",
            "takes yes or no",
        ),
        (
            2026,
            "PI_EP_1 = { numerator = 3, denominator = 2 }\n",
            "3, is above the denominator, 2",
        ),
        (
            2026,
            "PI_EP_1 = { numerator = 0, denominator = 0 }\n",
            "claim the measure's exclusion",
        ),
        (
            2026,
            "PI_EP_1 = { numerator = 1, denominator = 9999999999999999999999999999 }\n",
            "is too large",
        ),
        (
            2026,
            "PI_EP_3 = true\n",
            "performance years that have it: 2019",
        ),
        (2026, "PI_HIE_7 = true\n", "did you mean `PI_HIE_1`"),
        (
            2018,
            "ACI_EP_1 = true\n",
            "performance years that have it: 2017",
        ),
    ] {
        let found = wrong(year, answers);
        assert!(found.contains(expected), "{year} {answers}\n{found}");
    }
}

/// CMS, promoting interoperability measure specifications 2019-2021: two registries, and a second one only for a measure
/// whose first is reported.
#[test]
fn a_second_registry_needs_its_first() {
    let base = |year| attested(year).to_owned() + &everything_but_registries();
    for year in [2019, 2020, 2021] {
        for registries in [
            &["PI_PHCDRR_1_MULTI", "PI_PHCDRR_2_MULTI"][..],
            &["PI_PHCDRR_1_EX_1", "PI_PHCDRR_1_MULTI"],
            &["PI_PHCDRR_2", "PI_PHCDRR_1_MULTI"],
        ] {
            let answers = base(year) + &yes(registries);
            assert_eq!(pi_percent(year, &answers), "0", "{year} {registries:?}");
        }
        let answers = base(year) + &yes(&["PI_PHCDRR_1", "PI_PHCDRR_1_MULTI"]);
        assert_eq!(pi_percent(year, &answers), "100", "{year}");
    }
}

fn everything_but_registries() -> String {
    ["PI_EP_1", "PI_HIE_1", "PI_HIE_4", "PI_PEA_1"]
        .map(|id| rate(id, 100, 100))
        .concat()
}

/// CMS, promoting interoperability measure specifications: an exclusion is claimed in place of the measure, whatever
/// would be answered to it.
#[test]
fn a_measure_answered_and_excluded_is_an_error() {
    for (measure, exclusion) in [
        (rate("PI_EP_1", 0, 100), "PI_LVPP_1"),
        ("PI_PHCDRR_1 = false\n".to_owned(), "PI_PHCDRR_1_EX_1"),
    ] {
        let text = format!(
            "[practice]\nclinicians = 20\n[promoting_interoperability]\ndays = 180\n\
             [promoting_interoperability.measures]\n{}{measure}{}",
            attested(2024),
            yes(&[exclusion])
        );
        let found = problems(2024, &text);
        assert!(found.contains("E0109"), "{found}");
        assert!(found.contains("claims its exclusion"), "{found}");
    }
}
