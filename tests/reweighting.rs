//! Every row of every table of weights, of every year, through the whole program: 42 CFR 414.1380(c)(2)(ii)(A)-(G) for
//! traditional MIPS and MVPs, 414.1367(d) for the APP, 414.1370(h) for the APM scoring standard, 414.1317(b)(2) for APM
//! Entities. The tables stand here a second time, as the regulation prints them.

mod common;

use common::{
    YEARS,
    law::LAW,
    rational::{Rational, half_away, text, whole},
    score, scored,
};
use mips::Category;
use rust_decimal::Decimal;

/// The letters of the rows: quality, cost, improvement activities, promoting interoperability.
const CATEGORIES: [(char, Category); 4] = [
    ('Q', Category::Quality),
    ('C', Category::Cost),
    ('A', Category::ImprovementActivities),
    ('P', Category::PromotingInteroperability),
];

/// Percents that no two sums confuse.
const PERCENTS: [i64; 4] = [61, 73, 87, 97];

/// What is not scored, and the weights of quality/cost/improvement activities/promoting interoperability then, in
/// PY2017, 2018, 2019, 2020, 2021, from 2022 on, and from 2022 on for small practices. `=` where fewer than two
/// categories are left: the final score is the threshold. In PY2017 cost weighs nothing for anyone (414.1350(d)).
const TRADITIONAL: [(&str, [&str; 7]); 16] = [
    (
        "",
        [
            "60/0/15/25",
            "50/10/15/25",
            "45/15/15/25",
            "45/15/15/25",
            "40/20/15/25",
            "30/30/15/25",
            "30/30/15/25",
        ],
    ),
    (
        "C",
        [
            "60/0/15/25",
            "60/0/15/25",
            "60/0/15/25",
            "55/0/15/30",
            "55/0/15/30",
            "55/0/15/30",
            "55/0/15/30",
        ],
    ),
    (
        "P",
        [
            "85/0/15/0",
            "75/10/15/0",
            "70/15/15/0",
            "70/15/15/0",
            "65/20/15/0",
            "55/30/15/0",
            "40/30/30/0",
        ],
    ),
    (
        "Q",
        [
            "0/0/50/50",
            "0/10/45/45",
            "0/15/40/45",
            "0/15/15/70",
            "0/20/15/65",
            "0/30/15/55",
            "0/30/15/55",
        ],
    ),
    (
        "A",
        [
            "75/0/0/25",
            "65/10/0/25",
            "60/15/0/25",
            "60/15/0/25",
            "55/20/0/25",
            "45/30/0/25",
            "45/30/0/25",
        ],
    ),
    (
        "CP",
        [
            "85/0/15/0",
            "85/0/15/0",
            "85/0/15/0",
            "85/0/15/0",
            "85/0/15/0",
            "85/0/15/0",
            "50/0/50/0",
        ],
    ),
    (
        "QC",
        [
            "0/0/50/50",
            "0/0/50/50",
            "0/0/50/50",
            "0/0/15/85",
            "0/0/15/85",
            "0/0/15/85",
            "0/0/15/85",
        ],
    ),
    (
        "CA",
        [
            "75/0/0/25",
            "75/0/0/25",
            "75/0/0/25",
            "70/0/0/30",
            "70/0/0/30",
            "70/0/0/30",
            "70/0/0/30",
        ],
    ),
    (
        "QP",
        [
            "=",
            "0/10/90/0",
            "0/15/85/0",
            "0/50/50/0",
            "0/50/50/0",
            "0/50/50/0",
            "0/50/50/0",
        ],
    ),
    (
        "AP",
        [
            "=",
            "90/10/0/0",
            "85/15/0/0",
            "85/15/0/0",
            "80/20/0/0",
            "70/30/0/0",
            "70/30/0/0",
        ],
    ),
    (
        "QA",
        [
            "=",
            "0/10/0/90",
            "0/15/0/85",
            "0/15/0/85",
            "0/20/0/80",
            "0/30/0/70",
            "0/30/0/70",
        ],
    ),
    ("QCA", ["="; 7]),
    ("QCP", ["="; 7]),
    ("CAP", ["="; 7]),
    ("QAP", ["="; 7]),
    ("QCAP", ["="; 7]),
];

/// CMS took cost out of every final score of PY2020 (May 2021) and PY2021 (25 April 2022).
fn cost_is_never_scored(year: u16) -> bool {
    matches!(year, 2017 | 2020 | 2021)
}

fn column(year: u16, small: bool) -> usize {
    match year {
        2017..=2021 => usize::from(year - 2017),
        _ if small => 6,
        _ => 5,
    }
}

fn traditional_row(year: u16, small: bool, missing: &str) -> &'static str {
    TRADITIONAL
        .iter()
        .find(|(row, _)| *row == missing)
        .map(|(_, columns)| columns[column(year, small)])
        .unwrap()
}

/// The letters of `missing` with those of `more`, in the order of the rows.
fn together(missing: &str, more: &str) -> String {
    CATEGORIES
        .iter()
        .map(|(letter, _)| *letter)
        .filter(|letter| missing.contains(*letter) || more.contains(*letter))
        .collect()
}

/// A practice file in which the categories of `missing` are reweighted for a reason that the year has.
fn file(year: u16, practice: &str, missing: &str, pathway_out: &str) -> String {
    let mut text = format!("performance_year = {year}\n{practice}\n");
    for ((letter, category), percent) in CATEGORIES.iter().zip(PERCENTS) {
        let key = category.key();
        let state = if !missing.contains(*letter) {
            format!("percent = {percent}")
        } else if pathway_out.contains(*letter) {
            // Nothing needs to be said: the law takes it out.
            continue;
        } else if *letter == 'C' {
            "reweighted = \"no_applicable_measures\"".into()
        } else if practice.contains("apm_entity") && year > 2017 {
            // An APM Entity has extreme and uncontrollable circumstances in all four categories or in none,
            // 414.1317(b)(4).
            "reweighted = \"data_issue\"".into()
        } else {
            "reweighted = \"extreme_and_uncontrollable\"".into()
        };
        text.push_str(&format!("[{key}]\n{state}\n"));
    }
    text
}

fn assert_row(year: u16, file: &str, row: &str) {
    let card = scored(file).scorecard;
    let threshold = whole(LAW.iter().find(|law| law.year == year).unwrap().threshold);
    if row == "=" {
        assert!(card.replaced_by_threshold, "{file}");
        assert_eq!(
            card.final_score.unwrap().to_string(),
            text(&threshold, 2),
            "{file}"
        );
        assert_eq!(
            card.payment_adjustment.percent,
            Some(Decimal::ZERO),
            "{file}"
        );
        assert_eq!(
            card.payment_adjustment.class.unwrap().key(),
            "neutral",
            "{file}"
        );
        return;
    }
    let weights: Vec<i64> = row
        .split('/')
        .map(|weight| weight.parse().unwrap())
        .collect();
    assert_eq!(weights.iter().sum::<i64>(), 100, "the test's own table");
    let mut total: Rational = whole(0);
    for (((_, category), weight), percent) in CATEGORIES.iter().zip(&weights).zip(PERCENTS) {
        let found = &card.categories[*category];
        assert_eq!(
            found.weight,
            Some(Decimal::from(*weight)),
            "{} of\n{file}",
            category.key()
        );
        assert_eq!(
            found.points,
            Some(Decimal::new(weight * percent, 2)),
            "{} of\n{file}",
            category.key()
        );
        total += common::rational::ratio(weight * percent, 100);
    }
    assert!(!card.replaced_by_threshold, "{file}");
    assert_eq!(
        card.final_score.unwrap().to_string(),
        text(&half_away(&total, 2), 2),
        "{file}"
    );
}

#[test]
fn every_row_of_traditional_mips() {
    for year in YEARS {
        for small in [false, true] {
            let practice = format!("practice.small_practice = {small}");
            let forced = if cost_is_never_scored(year) { "C" } else { "" };
            for (missing, _) in TRADITIONAL {
                let missing = together(missing, forced);
                let row = traditional_row(year, small, &missing);
                let file = file(year, &practice, &missing, forced);
                if year == 2018 && small && row != "=" {
                    // 5 points to a small practice, 414.1380(c)(4); the weights are the same.
                    let card = scored(&file).scorecard;
                    assert_eq!(card.small_practice_bonus, Some(Decimal::from(5)), "{file}");
                    let large = file.replace("small_practice = true", "small_practice = false");
                    assert_row(year, &large, row);
                    let alike = scored(&large).scorecard;
                    for (_, category) in CATEGORIES {
                        assert_eq!(
                            card.categories[category], alike.categories[category],
                            "{file}"
                        );
                    }
                } else {
                    assert_row(year, &file, row);
                }
            }
        }
    }
}

/// 414.1380(c)(2)(i)(C)(9): from PY2022 a small practice that submits no promoting interoperability data needs no
/// application, and its row is its own; one that submits keeps the ordinary row. Before, it is 0 percent or unknown.
#[test]
fn a_small_practice_without_promoting_interoperability() {
    for year in YEARS {
        let forced = if cost_is_never_scored(year) { "C" } else { "" };
        let practice = "practice.clinicians = 15";
        let missing = together("P", forced);
        for state in ["", "[promoting_interoperability]\nnot_submitted = true\n"] {
            let text = file(year, practice, &missing, &missing) + state;
            if year >= 2022 {
                assert_row(year, &text, traditional_row(year, true, &missing));
            } else {
                let found = scored(&text)
                    .scorecard
                    .categories
                    .promoting_interoperability;
                let status = if state.is_empty() {
                    "unknown"
                } else {
                    "not_submitted"
                };
                assert_eq!(found.status.key(), status, "{text}");
            }
        }
        // Sixteen clinicians are no small practice.
        let text = file(year, "practice.clinicians = 16", &missing, &missing);
        let found = scored(&text)
            .scorecard
            .categories
            .promoting_interoperability;
        assert_eq!(found.status.key(), "unknown", "{text}");
    }
}

/// 414.1365(e): an MVP's weights are those of traditional MIPS; quality cannot be reweighted for lack of measures.
#[test]
fn every_row_of_an_mvp() {
    for year in 2023..=2027 {
        for small in [false, true] {
            for participation in ["individual", "group", "subgroup"] {
                let practice = format!(
                    "practice.pathway = \"mvp\"\npractice.mvp = \"M0005\"\npractice.small_practice = {small}\n\
                     practice.participation = \"{participation}\""
                );
                for (missing, _) in TRADITIONAL {
                    let row = traditional_row(year, small, missing);
                    assert_row(year, &file(year, &practice, missing, ""), row);
                }
                let lacking = file(year, &practice, "Q", "")
                    .replace("extreme_and_uncontrollable", "no_applicable_measures");
                let problems = score(&lacking).err().expect(&lacking);
                assert_eq!(problems.0[0].code.as_str(), "E0108");
                assert_eq!(problems.0[0].path, "quality.reweighted");
            }
        }
    }
}

/// 414.1317(b)(2): cost weighs nothing for an APM Entity in traditional MIPS or an MVP, whatever is said of it.
#[test]
fn every_row_of_an_apm_entity() {
    for year in 2021..=2027 {
        for pathway in ["traditional", "mvp"] {
            if pathway == "mvp" && year < 2023 {
                continue;
            }
            for small in [false, true] {
                let mvp = if pathway == "mvp" {
                    "practice.mvp = \"M0005\""
                } else {
                    ""
                };
                let practice = format!(
                    "practice.participation = \"apm_entity\"\npractice.pathway = \"{pathway}\"\n\
                     practice.small_practice = {small}\n{mvp}"
                );
                for (missing, _) in TRADITIONAL {
                    let missing = together(missing, "C");
                    let row = traditional_row(year, small, &missing);
                    assert_row(year, &file(year, &practice, &missing, "C"), row);
                    if row != "=" {
                        // A cost percent that is given all the same has no effect.
                        let given = file(year, &practice, &missing, "C") + "[cost]\npercent = 73\n";
                        assert_row_of_given_cost(year, &given, row);
                    }
                }
            }
        }
    }
}

fn assert_row_of_given_cost(year: u16, file: &str, row: &str) {
    assert_row(year, file, row);
    let warnings = scored(file).scorecard.warnings;
    assert!(
        warnings
            .iter()
            .any(|warning| warning.code.as_str() == "W0103" && warning.path == "cost"),
        "{file}"
    );
}

/// The rows of 414.1367(d), and of 414.1370(h) in the last column: 80/20 where the APP has 75/25.
const APP: [(&str, &str); 4] = [
    ("C", "50/0/20/30"),
    ("QC", "0/0/25/75"),
    ("CP", "75/0/25/0"),
    ("QCP", "="),
];

#[test]
fn every_row_of_the_app() {
    for (pathway, first) in [("app", 2021), ("app_plus", 2025)] {
        for year in first..=2027 {
            for participation in ["individual", "group", "apm_entity"] {
                for small in [false, true] {
                    let practice = format!(
                        "practice.pathway = \"{pathway}\"\npractice.participation = \"{participation}\"\n\
                         practice.small_practice = {small}"
                    );
                    for (missing, row) in APP {
                        assert_row(year, &file(year, &practice, missing, "C"), row);
                    }
                    assert_no_row(&file(year, &practice, "CA", "C"));
                }
            }
        }
    }
}

/// No row of these tables moves the weight of improvement activities: an error says so.
fn assert_no_row(file: &str) {
    let problems = score(file).err().expect(file);
    assert_eq!(problems.0.len(), 1, "{problems}");
    assert_eq!(problems.0[0].code.as_str(), "E0110", "{problems}");
    assert_eq!(problems.0[0].path, "improvement_activities", "{problems}");
}

#[test]
fn every_row_of_the_apm_scoring_standard() {
    for year in 2017..=2020 {
        for kind in ["", "web_interface", "other"] {
            for participation in ["individual", "group", "apm_entity"] {
                let kind_key = if kind.is_empty() {
                    String::new()
                } else {
                    format!("practice.apm_kind = \"{kind}\"")
                };
                let practice = format!(
                    "practice.pathway = \"apm_scoring_standard\"\npractice.participation = \"{participation}\"\n{kind_key}\n\
                     practice.clinicians = 40"
                );
                if year == 2017 && kind == "other" {
                    // 414.1370(h)(5)(i)(A): no quality score in the first year.
                    assert_row(year, &file(year, &practice, "QC", "QC"), "0/0/25/75");
                    assert_row(year, &file(year, &practice, "QCP", "QC"), "=");
                    continue;
                }
                for (missing, row) in APP {
                    let row = if missing == "CP" && year > 2017 {
                        "80/0/20/0"
                    } else {
                        row
                    };
                    assert_row(year, &file(year, &practice, missing, "C"), row);
                }
                assert_no_row(&file(year, &practice, "CA", "C"));
            }
        }
    }
}
