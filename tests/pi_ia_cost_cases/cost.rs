//! Cost: points between bounds, case minimums, improvement, and what is not scored.

use super::*;

fn cost(year: u16, measures: &str) -> Option<String> {
    let text = format!("[practice]\nclinicians = 20\n[cost.measures]\n{measures}");
    percent(&scored(year, &text), Category::Cost)
}

fn case(id: &str, cost: &str) -> String {
    format!("{id} = {{ cost = {cost}, cases = 100 }}\n")
}

fn rounded(percent: Option<String>, places: u32) -> String {
    let percent: Decimal = percent.unwrap().parse().unwrap();
    percent.round_dp(places).to_string()
}

/// 42 CFR 414.1380(b)(2) on CMS's published bounds.
#[test]
fn points_between_bounds() {
    // 5 + 447.8 / 735.6.
    assert_eq!(rounded(cost(2018, &case("TPCC_1", "13000")), 3), "56.088");
    // 6 + 460.95 / 542.85.
    assert_eq!(rounded(cost(2022, &case("MSPB_1", "24000")), 3), "68.491");
    // The median earns a tenth of the threshold.
    assert_eq!(rounded(cost(2024, &case("MSPB_1", "24457.85")), 4), "75");
    let two = case("MSPB_1", "24000") + &case("TPCC_1", "1900");
    assert_eq!(rounded(cost(2024, &two), 4), "66.3226");
    for (dollars, expected) in [
        ("20861.63", "100"),
        ("21500", "94.675"),
        ("30700", "15.855"),
        ("33000", "10"),
    ] {
        assert_eq!(
            rounded(cost(2024, &case("MSPB_1", dollars)), 3),
            expected,
            "{dollars}"
        );
    }
}

/// 42 CFR 414.1380(b)(2)(iv)(C)-(E): 57.6377 + 7.6377 / 50; nothing for a fall; nothing before PY2023.
#[test]
fn improvement() {
    for (year, points, prior, expected) in [
        (2023, "5.76377", "50", "57.790454"),
        (2023, "5.5", "60", "55"),
        (2025, "9", "30", "91"),
        (2025, "9", "0.0000000000000000000000000001", "91"),
        (2022, "5.76377", "50", "57.6377"),
    ] {
        let text = format!(
            "[practice]\nclinicians = 20\n[cost.measures]\nTPCC_1 = {{ points = {points} }}\n\
             [prior_year]\ncost_percent = {prior}\n"
        );
        let card = scored(year, &text);
        assert_eq!(
            percent(&card, Category::Cost).as_deref(),
            Some(expected),
            "{year} {prior}"
        );
    }
}

/// No scored measure is no score, which is not 0.
#[test]
fn what_is_not_scored() {
    let below = "COST_CRR_1 = { cost = 25000, cases = 15 }\nMSPB_1 = { cost = 24000, cases = 34 }\n\
                 TPCC_1 = { cost = 1300, cases = 19 }\n";
    assert_eq!(cost(2022, below), None);
    assert_eq!(cost(2025, &case("COST_AKID_1", "20000")), None);
    for year in [2020, 2021] {
        assert_eq!(cost(year, &case("TPCC_1", "1300")), None);
    }
    let individual = "[practice]\nparticipation = \"individual\"\n[cost.measures]\nCOST_LGH_1 = { cost = 9000, cases = 40 }\n";
    assert_eq!(percent(&scored(2024, individual), Category::Cost), None);
}

/// At the case minimum a measure counts: 10 for procedures, 20 for the resection, 35 for MSPB, 20 for TPCC.
#[test]
fn case_minimums() {
    for (id, cases) in [
        ("COST_KA_1", 10),
        ("COST_CRR_1", 20),
        ("MSPB_1", 35),
        ("TPCC_1", 20),
        ("COST_S_1", 20),
        ("COST_D_1", 20),
    ] {
        let at = |cases: u32| cost(2024, &format!("{id} = {{ cost = 10, cases = {cases} }}\n"));
        assert_eq!(at(cases).as_deref(), Some("100"), "{id}");
        assert_eq!(at(cases - 1), None, "{id}");
    }
}

/// In an MVP only its own cost measures count.
#[test]
fn the_measures_of_an_mvp() {
    let text = "[practice]\nclinicians = 20\npathway = \"mvp\"\nmvp = \"M0005\"\n[cost.measures]\n\
                TPCC_1 = { points = 6 }\nCOST_KA_1 = { points = 10 }\n";
    let card = scored(2024, text);
    assert_eq!(percent(&card, Category::Cost).as_deref(), Some("60"));
    assert!(card.notes.iter().any(|note| matches!(note, Note::Cost(_))));
}

#[test]
fn what_is_missing_is_an_error() {
    let cases = [
        (
            2026,
            "TPCC_1 = { cost = 1300 }\n",
            "cost.measures.TPCC_1.cases",
        ),
        (
            2027,
            "TPCC_1 = { cost = 1300, cases = 40 }\n",
            "no cost benchmarks for performance year 2027",
        ),
        (
            2026,
            "COST_SPH_1 = { cost = 1300, cases = 40 }\n",
            "performance years that have it: 2019 to 2023",
        ),
        (
            2026,
            "TPCC_2 = { cost = 1300, cases = 40 }\n",
            "did you mean `TPCC_1`",
        ),
    ];
    for (year, measures, expected) in cases {
        let found = problems(year, &format!("[cost.measures]\n{measures}"));
        assert!(found.contains(expected), "{found}");
    }
    assert_eq!(
        cost(2027, "TPCC_1 = { points = 6 }\n").as_deref(),
        Some("60")
    );
}
