//! Other people's files: what becomes of each field, what is refused and why, and what is never shown.

mod common;

use std::{fs, path::Path};

use common::BOOK;
use mips::{
    Problems,
    exchange::{self, Imported, Options},
    report::tree::Tree,
    trial,
};

fn text_of(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/exchange")
        .join(name);
    fs::read_to_string(path).unwrap()
}

fn import(text: &str) -> Result<Imported, Problems> {
    import_with(text, &Options::default())
}

fn import_with(text: &str, options: &Options) -> Result<Imported, Problems> {
    exchange::read(&BOOK, &[("a.json".into(), text.into())], options)
}

fn at(imported: &Imported, path: &str) -> String {
    let tree = imported.tree();
    let found = tree.get(&format!("practice.{path}"));
    found.map_or_else(|| "absent".into(), Tree::compact)
}

fn refusal(text: &str) -> String {
    match import(text) {
        Ok(imported) => panic!("it was read as {}", imported.read_as),
        Err(problems) => problems.to_string(),
    }
}

#[test]
fn each_field_of_a_submission_has_its_place_or_is_named() {
    let imported = import(&text_of("group-app-2021.json")).unwrap();
    for (path, value) in [
        ("performance_year", "2021"),
        ("practice.participation", "\"group\""),
        ("practice.pathway", "\"app\""),
        ("quality.measures.cqm.001.numerator", "30"),
        // Met and not met, not the eligible population.
        ("quality.measures.cqm.001.denominator", "150"),
        ("quality.measures.cqm.001.eligible_population", "160"),
        ("quality.measures.cqm.001.exceptions", "4"),
        ("quality.measures.cqm.001.exclusions", "absent"),
        ("quality.measures.cqm.236.denominator", "70"),
        ("improvement_activities.activities", "[\"IA_AHE_1\"]"),
        // From March 1 to May 29, both included.
        ("promoting_interoperability.days", "90"),
        ("promoting_interoperability.cehrt_id", "\"0015EABCDEFGHIJ\""),
        ("promoting_interoperability.measures.PI_ONCDIR_1", "false"),
        (
            "promoting_interoperability.measures.PI_EP_1.numerator",
            "120",
        ),
        ("cost.unknown", "true"),
    ] {
        assert_eq!(at(&imported, path), value, "{path}");
    }
    assert_eq!(imported.unknown, ["cost"]);
    let left_out: Vec<&str> = imported
        .left_out
        .iter()
        .map(|it| it.path.as_str())
        .collect();
    assert_eq!(
        left_out,
        [
            "TIN",
            "value.performanceRate",
            "improvement_activities.IA_AHE_7"
        ]
    );
    let warnings: Vec<String> = trial::run(&BOOK, &imported.document, &[])
        .unwrap()
        .scorecard
        .warnings
        .iter()
        .filter_map(|it| Some(format!("{}: {}", it.place.as_ref()?.line, it.message)))
        .collect();
    assert!(
        warnings
            .contains(&"21: `001`: 30 of 150 is 20 percent, and performanceRate says 25".into()),
        "{warnings:#?}"
    );
    assert!(
        warnings.contains(&"25: `236`: performanceNotMet is not given, and taken as 0".into()),
        "{warnings:#?}"
    );
}

#[test]
fn the_practice_file_scores_as_the_submission_does() {
    let imported = import(&text_of("group-app-2021.json")).unwrap();
    let read_again = mips::Document::read("practice.toml", imported.toml().as_bytes()).unwrap();
    let [first, second] = [&imported.document, &read_again].map(|document| {
        let card = trial::run(&BOOK, document, &[]).unwrap().scorecard;
        (card.final_score_bounds, card.payment_adjustment)
    });
    assert_eq!(first, second);
}

#[test]
fn what_is_not_mips_is_refused_by_name() {
    let text = text_of("group-app-2021.json");
    let refused = refusal(&text.replace("app1", "pcf"));
    assert!(refused.contains("pcf: that is not MIPS"), "{refused}");
    let refused = refusal(&text.replace("2021", "2016"));
    assert!(
        refused.contains("no rules for performance year 2016"),
        "{refused}"
    );
    let refused = refusal(&text.replacen("app1", "mips", 1));
    assert!(
        refused.contains("several programs: mips, app1"),
        "{refused}"
    );
}

#[test]
fn numbers_that_say_whose_data_these_are_are_never_written() {
    let text = text_of("group-app-2021.json");
    let imported = import(&text).unwrap();
    for written in [imported.toml(), imported.tree().pretty()] {
        assert!(!written.contains("000200200"), "{written}");
    }
    let options = Options {
        keep_identifiers: true,
        ..Options::default()
    };
    let kept = import_with(&text, &options).unwrap();
    assert!(kept.toml().contains("# TIN: 000200200\n"));
    // On one line the whole file would be the excerpt.
    let line = text
        .replace('\n', " ")
        .replace("\"IA_AHE_1\"", "\"IA_NONE_1\"");
    let told = match import(&line) {
        Ok(imported) => trial::run(&BOOK, &imported.document, &[]).err().unwrap(),
        Err(problems) => problems,
    };
    assert!(!told.to_string().contains("000200200"), "{told}");
}
