//! `mips measures`: what can be looked up agrees with what is scored.

#[path = "common/program.rs"]
mod program;

use std::process::Output;

use mips::{
    Document, RuleBook, Setting,
    decimal::parse,
    reference::measures::{
        Among, Counts, OFFER_COLUMNS, offer_rows, search, sheet, sheet_text, sheet_tree,
    },
    rules::collection_type::CollectionType,
    trial,
};
use rust_decimal::Decimal;
use serde_json::Value;

fn mips(args: &[&str]) -> Output {
    program::program()
        .args(args)
        .output()
        .expect("the program starts")
}

fn printed(args: &[&str]) -> String {
    let output = mips(args);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{args:?}: {errors}");
    String::from_utf8(output.stdout).expect("results are text")
}

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&printed(args)).expect("the result is JSON")
}

fn error(args: &[&str]) -> String {
    let output = mips(args);
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

/// Every id of every year has a sheet that fits a screen, a row a collection type, and JSON.
#[test]
fn everything_of_every_year_can_be_shown() {
    let book = RuleBook::built_in();
    for year in book.years() {
        let rules = book.year(year).unwrap();
        let Some(inventory) = rules.inventory() else {
            continue;
        };
        let ids = inventory
            .quality
            .keys()
            .chain(inventory.cost.keys())
            .chain(inventory.improvement_activities.keys())
            .chain(inventory.promoting_interoperability.keys())
            .chain(inventory.mvps.keys());
        for id in ids {
            let sheet = sheet(&book, &rules, id, None, None).unwrap();
            let text = sheet_text(&sheet);
            let wide = text.lines().find(|line| line.chars().count() > 80);
            // A single word longer than a line, such as a list without blanks, cannot be wrapped.
            assert!(
                wide.is_none_or(|line| !line.trim().contains(' ')),
                "{year} {id}\n{text}"
            );
            for row in offer_rows(&sheet) {
                assert_eq!(row.len(), OFFER_COLUMNS.len(), "{year} {id}");
            }
            let tree: Value = serde_json::from_str(&sheet_tree(&sheet).compact()).unwrap();
            assert_eq!(tree["id"], id.as_str());
            for offer in &sheet.offers {
                let Some(scale) = &offer.scale else { continue };
                assert!(
                    scale.floor <= scale.highest && scale.highest <= Decimal::TEN,
                    "{year} {id}"
                );
                assert!(
                    scale.cap.is_none_or(|cap| scale.highest <= cap),
                    "{year} {id}"
                );
            }
        }
    }
}

/// No step can be had for fewer patients, and each earns what is said of it.
#[test]
fn steps_are_as_cheap_as_they_can_be() {
    let book = RuleBook::built_in();
    let denominator = Decimal::from(37);
    for year in [2017, 2021, 2023, 2026] {
        let rules = book.year(year).unwrap();
        for id in ["001", "236", "134", "226", "317"] {
            let at = |numerator: Decimal| {
                let counts = Counts {
                    numerator,
                    denominator,
                };
                sheet(&book, &rules, id, None, Some(counts))
            };
            for met in [0, 13, 36] {
                let Ok(found) = at(Decimal::from(met)) else {
                    continue;
                };
                for (n, offer) in found.offers.iter().enumerate() {
                    let Some(target) = &offer.target else {
                        continue;
                    };
                    let points = |numerator| {
                        let sheet = at(numerator).unwrap();
                        sheet.offers[n].target.as_ref().unwrap().points
                    };
                    for step in &target.steps {
                        let numerator = target.counts.numerator + step.patients;
                        assert_eq!(points(numerator), step.points, "{year} {id} {met}");
                        let inward = if step.patients.is_sign_negative() {
                            Decimal::ONE
                        } else {
                            Decimal::NEGATIVE_ONE
                        };
                        assert!(
                            points(numerator + inward) < step.points,
                            "{year} {id} {met}"
                        );
                    }
                }
            }
        }
    }
}

/// The points that are promised are the points that are scored.
#[test]
fn the_next_point_is_what_the_score_says() {
    let shown = json(&[
        "measures",
        "show",
        "236",
        "--year",
        "2026",
        "--collection-type",
        "ecqm",
        "--numerator",
        "131",
        "--denominator",
        "184",
        "--format",
        "json",
    ]);
    let target = &shown["collection_types"][0]["target"];
    let next = &target["next_point"];
    assert_eq!(next["patients"], 7);
    let book = RuleBook::built_in();
    let text = std::fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/examples/family-medicine-2026.toml"
    ))
    .unwrap();
    let document = Document::read("file", &text).unwrap();
    let scored = |more: i64| {
        let path = "quality.measures.ecqm.236.numerator";
        let setting = Setting::new(path, (131 + more).to_string(), "test");
        let trial = trial::run(&book, &document, &[setting]).unwrap();
        let measures = &trial.scorecard.categories.quality.measures;
        measures
            .iter()
            .find(|it| it.id == "236")
            .unwrap()
            .points
            .unwrap()
    };
    let said = |value: &Value| parse(&value["points"].to_string()).unwrap();
    assert_eq!(scored(0), said(target));
    assert_eq!(scored(7), said(next));
    assert!(scored(6) < said(next));
}

#[test]
fn a_sheet_says_what_a_reader_asks() {
    let text = printed(&["measures", "show", "001", "--year", "2026"]);
    for part in [
        "Diabetes: Glycemic Status Assessment Greater Than 9%",
        "lower is better",
        "Pathways: traditional, mvp, app, app_plus",
        "median 29.525",
        "M0005",
        "Changed since 2025:",
        "since 2017",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let capped = printed(&[
        "measures",
        "show",
        "226",
        "--year",
        "2026",
        "--collection-type",
        "claims",
    ]);
    assert!(capped.contains("topped out; capped at 7"), "{capped}");
    assert!(capped.contains("Most points 7"), "{capped}");
    let placeholder = printed(&["measures", "show", "TPCC_1", "--year", "2026"]);
    assert!(placeholder.contains("placeholder"), "{placeholder}");
    let inverse = printed(&[
        "measures",
        "show",
        "001",
        "--year",
        "2026",
        "--collection-type",
        "ecqm",
        "--numerator",
        "31",
        "--denominator",
        "180",
    ]);
    assert!(inverse.contains("fewer patient"), "{inverse}");
}

#[test]
fn activities_measures_and_mvps_have_sheets_too() {
    assert!(printed(&["measures", "show", "IA_EPA_2"]).contains("telehealth"));
    assert!(printed(&["measures", "show", "ia_epa_2", "--year", "2019"]).contains("weight"));
    assert!(printed(&["measures", "show", "PI_HIE_5"]).contains("in place of PI_HIE_1"));
    let mvp = json(&[
        "measures", "show", "M0005", "--year", "2025", "--format", "json",
    ]);
    assert_eq!(mvp["kind"], "mvp");
    assert_eq!(mvp["parts"]["population_health"][0]["id"], "479");
    let csv = printed(&["measures", "show", "236", "--format", "csv"]);
    assert!(csv.starts_with(&OFFER_COLUMNS.join(",")), "{csv}");
    assert_eq!(csv.lines().count(), 4, "{csv}");
    assert!(printed(&["measures", "show", "236", "--format", "markdown"]).starts_with("| "));
}

#[test]
fn what_comes_back_after_a_year_is_not_new() {
    let text = printed(&["measures", "show", "IA_BE_27", "--year", "2026"]);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(!text.contains("new this year"), "{text}");
    assert!(text.contains("since 2019"), "{text}");
    assert!(
        text.contains("Changed since 2025: offered again, after 2025 did not have it"),
        "{text}"
    );
}

#[test]
fn words_find_measures() {
    let book = RuleBook::built_in();
    let rules = book.year(2026).unwrap();
    let inventory = rules.inventory().unwrap();
    let words = |text: &str| vec![text.to_owned()];
    let found = |text: &str| search(&rules, inventory, &words(text), Among::default());
    assert_eq!(found("Blood PRESSURE controlling")[0].id, "236");
    assert_eq!(found("CMS122v14")[0].id, "001");
    assert_eq!(found("001")[0].id, "001");
    assert_eq!(found("xyzzy"), []);
    let among = Among {
        collection_type: Some(CollectionType::Ecqm),
        ids: None,
    };
    for hit in search(&rules, inventory, &words("diabetes"), among) {
        let mut types = hit.collection_types.iter();
        assert!(types.any(|it| it.kind == CollectionType::Ecqm));
    }
    let text = printed(&["measures", "search", "care", "--year", "2024"]);
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    let found = json(&["measures", "search", "telehealth", "--format", "json"]);
    assert_eq!(found["hits"][0]["id"], "IA_EPA_2");
    let csv = printed(&["measures", "search", "eye", "exam", "--format", "csv"]);
    assert!(
        csv.starts_with(
            "performance_year,kind,id,title,collection_types,inverse,outcome,high_priority\n"
        ),
        "{csv}"
    );
    assert!(
        printed(&["measures", "search", "xyzzy"])
            .contains("No measure, activity or MVP of performance year 2026")
    );
}

#[test]
fn what_is_not_there_says_where_it_is() {
    assert!(error(&["measures", "show", "137", "--year", "2026"]).contains("2017 to 2024"));
    assert!(error(&["measures", "show", "IA_EPA_22"]).contains("did you mean `IA_EPA_2`?"));
    assert!(error(&["measures", "show", "001", "--year", "2016"]).contains("2017 to 2027"));
    assert!(
        error(&["measures", "show", "001", "--collection-type", "qcdr"])
            .contains("it has claims, ecqm, cqm")
    );
    assert!(
        error(&["measures", "search", "eye", "--collection-type", "ecmq"])
            .contains("did you mean `ecqm`?")
    );
    assert!(
        error(&[
            "measures",
            "show",
            "TPCC_1",
            "--numerator",
            "1",
            "--denominator",
            "2"
        ])
        .contains("is not a proportion")
    );
    for (numerator, denominator) in [("5", "0"), ("5", "4"), ("x", "4"), ("-1", "4")] {
        let numerator = format!("--numerator={numerator}");
        let denominator = format!("--denominator={denominator}");
        error(&["measures", "show", "236", &numerator, &denominator]);
    }
    error(&["measures", "show", "236", "--numerator", "5"]);
}
