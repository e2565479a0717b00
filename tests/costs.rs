//! What costs a practice points. The oracle of a loss is the file without the fault: a complete file from which something
//! is taken away must be told to be short of exactly what the complete one scores more.

mod common;

use std::fs;

use common::BOOK;
use mips::{
    Document, Setting,
    plan::{self, Cost},
    reference::starter::{Wish, starter},
    trial,
};
use rust_decimal::Decimal;

const COMPLETE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/examples/family-medicine-2026.toml"
);

fn document(text: &str) -> Document {
    Document::read("practice.toml", text.as_bytes()).unwrap_or_else(|problems| panic!("{problems}"))
}

fn costs_of(text: &str) -> Vec<Cost> {
    let document = document(text);
    let trial =
        trial::run(&BOOK, &document, &[]).unwrap_or_else(|problems| panic!("{text}\n{problems}"));
    let costs = plan::costs(&BOOK, &document, &[], &trial);
    for cost in &costs {
        prove(&document, cost);
    }
    costs
}

/// A cost's settings, laid over the file as they are printed, score what the cost says.
fn prove(document: &Document, cost: &Cost) {
    let Some(points) = cost.points else {
        assert!(
            cost.settings.is_empty() && cost.final_score.is_none(),
            "{cost:?}"
        );
        return;
    };
    let typed: Vec<Setting> = cost
        .settings
        .iter()
        .map(|setting| {
            let text = format!("{}={}", setting.path, setting.value);
            Setting::parse(&text, "--set").unwrap()
        })
        .collect();
    assert_eq!(cost.path, typed[0].path);
    let score = |settings: &[Setting]| {
        let trial = trial::run(&BOOK, document, settings).unwrap();
        let payment = trial.scorecard.payment_adjustment;
        (trial.scorecard.final_score_bounds.low, payment.dollars)
    };
    let ((before, paid), (after, more)) = (score(&[]), score(&typed));
    assert_eq!(cost.final_score, Some(after));
    assert_eq!(after - before, points);
    assert!(points > Decimal::ZERO);
    if let (Some(paid), Some(more)) = (paid, more) {
        assert_eq!(cost.dollars, Some(more - paid));
    }
}

fn complete() -> String {
    fs::read_to_string(COMPLETE).unwrap()
}

/// The complete file without the lines that contain one of these.
fn without(parts: &[&str]) -> String {
    let text = complete();
    let kept = text
        .lines()
        .filter(|line| !parts.iter().any(|part| line.contains(part)));
    kept.map(|line| format!("{line}\n")).collect()
}

fn final_score(text: &str) -> Decimal {
    common::scored(text).scorecard.final_score.unwrap()
}

#[test]
fn a_complete_file_costs_nothing() {
    assert_eq!(costs_of(&complete()), []);
}

/// 42 CFR 414.1375(b)(2): what is required and missing makes the category 0; with the answer it is what it was.
#[test]
fn an_attestation_that_is_missing_costs_the_category() {
    for missing in [
        "PI_PPHI_1",
        "PI_PPHI_2",
        "PI_INFBLO_1",
        "PI_ONCDIR_1",
        "PI_PHCDRR_3 ",
    ] {
        let costs = costs_of(&without(&[missing]));
        let [cost] = &costs[..] else {
            panic!("{missing}: {costs:?}");
        };
        let id = missing.trim();
        assert_eq!(
            cost.path,
            format!("promoting_interoperability.measures.{id}")
        );
        assert!(cost.message.contains(id), "{}", cost.message);
        assert_eq!(
            cost.final_score,
            Some(final_score(&complete())),
            "{missing}"
        );
    }
}

#[test]
fn several_that_are_missing_are_one_cost_since_one_alone_mends_nothing() {
    let costs = costs_of(&without(&["PI_PPHI_1", "PI_PHCDRR_3 "]));
    let [cost] = &costs[..] else {
        panic!("{costs:?}");
    };
    assert_eq!(cost.settings.len(), 2);
    assert_eq!(cost.final_score, Some(final_score(&complete())));
}

/// The least that electronic prescribing earns is 1 point for one patient in the numerator.
#[test]
fn a_proportion_that_is_missing_is_counted_with_the_least_it_can_earn() {
    let costs = costs_of(&without(&["PI_EP_1 "]));
    let least = complete().replace(
        "numerator = 249, denominator = 285",
        "numerator = 1, denominator = 100",
    );
    assert_eq!(costs[0].final_score, Some(final_score(&least)));
    assert!(costs[0].mend.contains("PI_LVPP_1"), "{}", costs[0].mend);
}

#[test]
fn a_period_that_is_too_short_costs_the_category() {
    let costs = costs_of(&complete().replace("days = 180", "days = 90"));
    assert_eq!(costs[0].path, "promoting_interoperability.days");
    assert_eq!(costs[0].settings[0].value, "180");
    assert_eq!(costs[0].final_score, Some(final_score(&complete())));
}

/// Two activities are needed from practice year 2025 on, one in a small practice (42 CFR 414.1380(b)(3)): 20 of 40 points.
#[test]
fn an_activity_that_is_still_required_is_counted() {
    let text = "performance_year = 2026\npractice.clinicians = 40\nquality.percent = 60\ncost.percent = 60\n\
                promoting_interoperability.percent = 60\nimprovement_activities.activities = [\"IA_EPA_2\"]\n";
    let [cost] = &costs_of(text)[..] else {
        panic!("{:?}", costs_of(text));
    };
    assert!(
        cost.message
            .contains("20 of 40 points: 1 more activity is required"),
        "{}",
        cost.message
    );
    // Half of a weight of 15.
    assert_eq!(cost.points, Some(Decimal::new(750, 2)));
}

#[test]
fn an_activity_outside_the_mvp_costs_what_one_inside_earns() {
    let inside = "performance_year = 2025\npractice = { clinicians = 40, pathway = \"mvp\", mvp = \"M0005\" }\n\
                  quality.percent = 60\ncost.percent = 60\npromoting_interoperability.percent = 60\n\
                  improvement_activities.activities = [\"IA_BE_4\"]\n";
    assert_eq!(costs_of(inside), []);
    let outside = inside.replace("IA_BE_4", "IA_AHE_1");
    let costs = costs_of(&outside);
    assert!(
        costs[0]
            .message
            .contains("IA_AHE_1 does not belong to M0005"),
        "{}",
        costs[0].message
    );
    assert_eq!(costs[0].final_score, Some(final_score(inside)));
}

#[test]
fn measures_that_are_missing_are_told_by_number_and_by_kind() {
    let costs = costs_of(&without(&["226 =", "326 ="]));
    assert!(
        costs[0]
            .message
            .contains("2 of the 6 required measures are not reported"),
        "{costs:?}"
    );
    assert_eq!(costs[0].settings.len(), 6);
    // 001 and 236 are the outcome measures of the file; without them 134 and 326 are no high-priority ones either.
    let costs = costs_of(&without(&["001 =", "236 =", "047 ="]));
    assert!(
        costs.iter().any(|cost| cost
            .message
            .contains("an outcome measure, or else a high-priority one, is required")),
        "{costs:?}"
    );
}

#[test]
fn app_plus_with_three_of_six_measures_names_the_missing() {
    let text = "performance_year = 2026\n[practice]\nclinicians = 40\npathway = \"app_plus\"\n\
                [promoting_interoperability]\npercent = 90\n[quality.measures.ecqm]\n\
                001 = { rate = 20, cases = 100, data_completeness = 100 }\n\
                134 = { rate = 80, cases = 100, data_completeness = 100 }\n\
                236 = { rate = 80, cases = 100, data_completeness = 100 }\n";
    let costs = costs_of(text);
    let messages: Vec<&str> = costs.iter().map(|cost| cost.message.as_str()).collect();
    assert!(
        messages
            .iter()
            .any(|it| it.contains("112 and 113 are required")),
        "{messages:?}"
    );
    assert!(
        messages.iter().any(|it| it.contains("the survey (321)")),
        "{messages:?}"
    );
}

#[test]
fn a_fraction_for_data_completeness_is_told_and_mended() {
    let text = complete().replace("data_completeness = 88.5", "data_completeness = 0.885");
    let costs = costs_of(&text);
    assert_eq!(costs[0].settings[0].value, "88.5");
    assert_eq!(costs[0].final_score, Some(final_score(&complete())));
    let warnings = common::scored(&text).scorecard.warnings;
    assert_eq!(warnings[0].code.as_str(), "W0101");
}

#[test]
fn data_that_are_not_complete_cost_what_the_minimum_would_earn() {
    let costs = costs_of(&complete().replace("data_completeness = 88.5", "data_completeness = 60"));
    assert_eq!(costs[0].settings[0].value, "75");
    assert_eq!(costs[0].final_score, Some(final_score(&complete())));
}

#[test]
fn too_few_cases_cost_what_enough_would_earn() {
    let costs = costs_of(&complete().replace("cases = 62", "cases = 12"));
    assert_eq!(costs[0].path, "quality.measures.cqm.326.cases");
    assert_eq!(costs[0].final_score, Some(final_score(&complete())));
}

#[test]
fn a_high_rate_of_an_inverse_measure_is_told_and_mended() {
    let base = "performance_year = 2026\npractice.clinicians = 40\n[quality.measures.cqm]\n";
    for (given, path, meant) in [
        (
            "406 = { numerator = 90, denominator = 94 }",
            "quality.measures.cqm.406.numerator",
            "4",
        ),
        (
            "238 = { numerator = 897, denominator = 900 }",
            "quality.measures.cqm.238.numerator",
            "3",
        ),
        (
            "238 = { rate = 99.67, cases = 900 }",
            "quality.measures.cqm.238.rate",
            "0.33",
        ),
    ] {
        let text = format!("{base}{given}\n");
        let costs = costs_of(&text);
        let cost = costs
            .iter()
            .find(|cost| cost.path == path)
            .unwrap_or_else(|| panic!("{costs:?}"));
        assert_eq!(cost.settings[0].value, meant);
        let warnings = common::scored(&text).scorecard.warnings;
        assert!(
            warnings
                .iter()
                .any(|it| it.message.contains("lower is better")),
            "{warnings:?}"
        );
    }
    // What is low is what is wanted.
    let text = format!("{base}238 = {{ numerator = 3, denominator = 900 }}\n");
    assert!(common::scored(&text).scorecard.warnings.is_empty());
}

#[test]
fn size_and_facility_that_are_not_given_are_told_where_they_matter() {
    let text = "performance_year = 2026\nquality.percent = 60\ncost.percent = 60\n\
                improvement_activities.percent = 100\npromoting_interoperability.not_submitted = true\n\
                practice.special_statuses = [\"facility_based\"]\n";
    let costs = costs_of(text);
    let small = final_score(&text.replace(
        "performance_year = 2026",
        "performance_year = 2026\npractice.clinicians = 3",
    ));
    let size = costs
        .iter()
        .find(|cost| cost.path == "practice.small_practice")
        .unwrap();
    assert_eq!(size.final_score, Some(small));
    assert!(
        size.message
            .contains(&format!("as a small practice: {small}")),
        "{}",
        size.message
    );
    let last = costs.last().unwrap();
    assert_eq!((last.path.as_str(), last.points), ("facility_based", None));
    // An APP's weights are the same for all.
    let app = "performance_year = 2026\npractice.pathway = \"app\"\nquality.percent = 60\n\
               promoting_interoperability.percent = 60\n";
    assert_eq!(costs_of(app), []);
}

#[test]
fn what_the_law_moves_or_nobody_knows_costs_nothing() {
    for text in [
        // A small practice that submits no promoting interoperability; an unknown cost; a bonus that is not given.
        "performance_year = 2026\npractice.clinicians = 3\nquality.percent = 60\nimprovement_activities.percent = 100\n",
        "performance_year = 2026\npractice.clinicians = 30\nquality.unknown = true\ncost.percent = 40\n\
         improvement_activities.percent = 100\npromoting_interoperability.reweighted = \"hardship\"\n",
    ] {
        assert_eq!(costs_of(text), [], "{text}");
    }
}

/// Every fixture and example with its text.
fn files() -> Vec<(String, String)> {
    let mut files: Vec<std::path::PathBuf> = Vec::new();
    for folder in ["examples", "tests/cases"] {
        let mut open = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else if path.extension().is_some_and(|it| it == "toml") {
                    files.push(path);
                }
            }
        }
    }
    assert!(files.len() > 250);
    let with_text = files.iter().map(|file| {
        let text = fs::read_to_string(file).unwrap();
        (file.display().to_string(), text)
    });
    with_text.collect()
}

/// Every cost of every fixture and example is what scoring the mended file finds.
#[test]
fn every_cost_of_every_fixture_is_true() {
    for (_, text) in files() {
        costs_of(&text);
    }
}

/// What stands in the examples was written by hand, and nothing that they lack was overlooked.
#[test]
fn an_example_is_told_of_no_loss_that_it_does_not_have() {
    for (file, text) in files() {
        if !file.contains("examples") {
            continue;
        }
        let costs = costs_of(&text);
        let messages: Vec<&str> = costs.iter().map(|cost| cost.message.as_str()).collect();
        // The example of 2017 submits one measure alone, as its first line says.
        let expected: &[&str] = if file.contains("first-year-2017") {
            &[
                "improvement_activities 0 of 40 points: 1 more high-weighted activity is required",
                "promoting_interoperability is 0, because nothing was submitted",
            ]
        } else {
            &[]
        };
        assert_eq!(messages, expected, "{file}");
    }
}

fn left_of_the_starter(text: &str) -> Option<String> {
    let document = document(text);
    let trial = trial::run(&BOOK, &document, &[]).unwrap();
    plan::untouched(&document, &trial.practice, &trial.rules).map(|problem| problem.message)
}

/// Round percents are no sign of the starter; its lines with their remarks are.
#[test]
fn only_what_the_starter_wrote_is_taken_for_its_own() {
    for (file, text) in files() {
        assert_eq!(left_of_the_starter(&text), None, "{file}");
    }
    let round = "performance_year = 2026\npractice.clinicians = 40\nquality.percent = 80\ncost.percent = 60\n\
                 improvement_activities.percent = 100\npromoting_interoperability.percent = 90\n";
    assert_eq!(left_of_the_starter(round), None);

    let wish = Wish {
        pathway: mips::rules::terms::Pathway::Traditional,
        small_practice: false,
        measures: false,
        specialty: None,
        mvp: None,
    };
    let fresh = starter(&BOOK.year(2026).unwrap(), wish).unwrap();
    assert_eq!(
        left_of_the_starter(&fresh).as_deref(),
        Some("the starter's name stands in the file")
    );
    let filled = fresh
        .replace("Our practice", "Elm Street")
        .replace(
            "unknown = true               # not known yet: the result is a range\n",
            "",
        )
        .replace("# percent =", "percent =");
    assert_eq!(
        left_of_the_starter(&filled).as_deref(),
        Some(
            "4 figures are the starter's: quality.percent, cost.percent, improvement_activities.percent, \
             promoting_interoperability.percent"
        )
    );
}

/// CMS gives the exclusions of a measure one title; the office must see which of them holds.
#[test]
fn an_exclusion_says_what_it_is_for() {
    let costs = costs_of(&without(&["PI_PHCDRR_3 "]));
    assert_eq!(
        costs[0].mend,
        "PI_PHCDRR_3 = true, or one of PI_PHCDRR_3_EX_1 (no reportable disease), PI_PHCDRR_3_EX_2 (no agency of the \
         jurisdiction can receive the data), PI_PHCDRR_3_EX_3 (no agency of the jurisdiction has declared itself ready)"
    );
    for year in common::YEARS {
        let rules = BOOK.year(year).unwrap();
        let Some(inventory) = rules.inventory() else {
            continue;
        };
        let rows = &inventory.promoting_interoperability;
        for (id, row) in rows {
            let mut titles: Vec<&str> = row
                .exclusions
                .iter()
                .map(|exclusion| rows[exclusion].title.as_str())
                .collect();
            titles.sort_unstable();
            titles.dedup();
            assert_eq!(titles.len(), row.exclusions.len(), "{year} {id}");
        }
    }
}
