//! `mips rules`: listing, showing, comparing, checking, importing.

#[path = "common/program.rs"]
mod program;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use mips::{
    RuleBook,
    rules::diff::{diff, diff_sources, words},
};
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

/// A folder that is there for one test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("mips-rules-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn table(year: u16, name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("rules/{year}/{name}.toml"));
    fs::read_to_string(path).unwrap()
}

#[test]
fn the_list_has_every_year_in_every_form() {
    let years = json(&["rules", "list", "--format", "json"]);
    let years = years["years"].as_array().unwrap();
    let book = RuleBook::built_in();
    assert_eq!(years.len(), book.years().count());
    for (listed, year) in years.iter().zip(book.years()) {
        let rules = book.year(year).unwrap();
        assert_eq!(listed["performance_year"], year);
        assert_eq!(listed["payment_year"], rules.payment_year);
        let weights = [
            "quality",
            "cost",
            "improvement_activities",
            "promoting_interoperability",
        ]
        .map(|key| listed[format!("{key}_weight")].as_u64().unwrap());
        assert_eq!(weights.iter().sum::<u64>(), 100, "{year}");
    }
    assert_eq!(years[0]["performance_threshold"], 3);
    assert_eq!(years[5]["additional_performance_threshold"], 89);
    assert!(years[6]["additional_performance_threshold"].is_null());
    assert_eq!(years[9]["scaling_factor_basis"], "assumed");

    let text = printed(&["rules", "list"]);
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    assert!(text.contains("2026 2028 final"));
    let csv = printed(&["rules", "list", "--format", "csv"]);
    assert!(csv.starts_with("performance_year,payment_year,status,performance_threshold,"));
    assert!(
        printed(&["rules", "list", "--format", "markdown"]).starts_with("| performance_year |")
    );
}

#[test]
fn a_table_is_shown_as_it_is_kept() {
    assert_eq!(printed(&["rules", "show", "2026"]), table(2026, "rules"));
    assert_eq!(
        printed(&["rules", "show", "2019", "--table", "benchmarks"]),
        table(2019, "benchmarks")
    );
    let rules = json(&["rules", "show", "2026", "--format", "json"]);
    assert_eq!(rules["adjustment"]["performance_threshold"], 75);
}

#[test]
fn what_cannot_be_shown_says_what_can() {
    let error = |args: &[&str]| {
        let output = mips(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(error(&["rules", "show", "2031"]).contains("the known years are 2017 to 2027"));
    assert!(error(&["rules", "diff", "2016", "2017"]).contains("2017 to 2027"));
    let text = error(&["rules", "show", "2027", "--table", "benchmarks"]);
    assert!(text.contains("2025, 2026"), "{text}");
    let text = error(&["rules", "show", "2026", "--format", "csv"]);
    assert!(text.contains("possible values: text, json"), "{text}");
}

#[test]
fn a_year_differs_from_itself_in_nothing() {
    let book = RuleBook::built_in();
    for year in book.years() {
        let rules = book.year(year).unwrap();
        assert_eq!(diff(&rules, &rules), []);
        assert_eq!(diff_sources(&rules, &rules), []);
    }
}

#[test]
fn each_change_has_words_a_value_and_a_source() {
    let book = RuleBook::built_in();
    let years: Vec<u16> = book.years().collect();
    for pair in years.windows(2) {
        let [before, after] = [pair[0], pair[1]].map(|year| book.year(year).unwrap());
        let there = diff(&before, &after);
        for change in there.iter().chain(&diff_sources(&before, &after)) {
            assert!(
                !change.words.is_empty() && !change.words.contains('{'),
                "{change:?}"
            );
            assert_ne!(change.before, change.after, "{change:?}");
            for (value, cite) in [
                (&change.before, &change.cite_before),
                (&change.after, &change.cite_after),
            ] {
                assert_eq!(value.is_some(), cite.is_some(), "{change:?}");
                assert!(cite.as_ref().is_none_or(|cite| !cite.cite.is_empty()));
            }
        }
        let back = diff(&after, &before);
        assert_eq!(there.len(), back.len());
        for (one, other) in there.iter().zip(&back) {
            assert_eq!((&one.path, &one.before), (&other.path, &other.after));
        }
    }
}

#[test]
fn the_changes_of_a_known_november_are_told() {
    let changes = json(&["rules", "diff", "2022", "2023", "--format", "json"]);
    let of = |path: &str| {
        let found = changes["changes"]
            .as_array()
            .unwrap()
            .iter()
            .find(|it| it["path"] == path);
        found.unwrap_or_else(|| panic!("{path}")).clone()
    };
    assert!(of("adjustment.additional")["after"].is_null());
    assert!(of("pathways.mvp")["before"].is_null());
    assert_eq!(
        of("complex_patient_bonus.facility_based_counts_as_data")["after"],
        "true"
    );

    let text = printed(&["rules", "diff", "2017", "2018"]);
    assert!(
        text.contains("\nPerformance threshold\n  2017  3\n"),
        "{text}"
    );
    assert!(
        text.contains("Weights (traditional), all categories scored"),
        "{text}"
    );
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    assert!(!text.contains("Source:"));
    assert!(printed(&["rules", "diff", "2017", "2018", "--all"]).contains("Source: "));
    let csv = printed(&["rules", "diff", "2017", "2018", "--format", "csv"]);
    assert!(csv.starts_with(
        "path,words,before,after,cite_before,cite_after,status_before,status_after\n"
    ));
}

#[test]
fn measures_and_benchmarks_that_come_go_and_change_are_told() {
    let changes = json(&["rules", "diff", "2024", "2025", "--format", "json"]);
    let of = |path: &str| {
        changes["changes"]
            .as_array()
            .unwrap()
            .iter()
            .find(|it| it["path"] == path)
    };
    let quality = of("quality").unwrap();
    let count = |key: &str| quality[key].as_str().unwrap().parse::<usize>().unwrap();
    let ids = |key: &str| quality[key].as_array().unwrap().len();
    assert_eq!(
        count("before") + ids("added") - ids("removed"),
        count("after")
    );
    assert!(ids("added") > 0 && ids("removed") > 0 && ids("changed") == 0);
    assert!(
        !of("benchmarks.ecqm").unwrap()["changed"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    assert!(of("adjustment.scaling_factor.low").is_none_or(|it| it.get("status_after").is_some()));
    let text = printed(&["rules", "diff", "2024", "2025"]);
    assert!(
        text.contains("\nQuality measures: ") && text.contains("  added "),
        "{text}"
    );
    assert!(text.contains("\nBenchmarks, eCQM"), "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    let csv = printed(&["rules", "diff", "2024", "2025", "--format", "csv"]);
    assert!(
        csv.contains("\nquality.added,Quality measures: added,,"),
        "{csv}"
    );
}

#[test]
fn a_path_without_wording_is_worded_by_its_keys() {
    assert_eq!(words("final_score.maximum"), "Highest final score");
    assert_eq!(
        words("weights.app.rows.quality+cost"),
        "Weights (app), not scored: quality and cost"
    );
    assert_eq!(words("some_table.new_figure"), "Some table: new figure");
}

fn exists(value: &toml::Value, keys: &[&str]) -> bool {
    let Some((key, rest)) = keys.split_first() else {
        return true;
    };
    let Some(table) = value.as_table() else {
        return false;
    };
    table
        .iter()
        .any(|(name, inner)| (*key == "*" || key == name) && exists(inner, rest))
}

#[test]
fn every_line_of_the_wording_is_used() {
    let wording: toml::Table = toml::from_str(
        &fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/words.toml"))
            .unwrap(),
    )
    .unwrap();
    let mut trees = Vec::new();
    for year in RuleBook::built_in().years() {
        trees.push(toml::from_str::<toml::Value>(&table(year, "rules")).unwrap());
    }
    for pattern in wording.keys() {
        let keys: Vec<&str> = pattern.split('.').collect();
        assert!(trees.iter().any(|tree| exists(tree, &keys)), "{pattern}");
    }
}

#[test]
fn built_in_tables_pass_the_check_that_users_run() {
    let folder = Folder::new("well");
    for year in [2017, 2026] {
        for name in ["rules", "benchmarks", "measures"] {
            folder.file(&format!("{year}/{name}.toml"), &table(year, name));
        }
    }
    assert_eq!(
        printed(&["rules", "check", folder.path()]),
        "2017: no errors found\n2026: no errors found\n"
    );
}

#[test]
fn all_that_is_wrong_is_said_with_its_place() {
    let folder = Folder::new("wrong");
    let rules = table(2026, "rules")
        .replace("performance_threshold = 75", "performance_treshold = 75")
        .replace(
            "maximum_percent = 9",
            "maximum_percent = 9\nmaximum_procent = 9",
        );
    folder.file("2026/rules.toml", &rules);
    let benchmarks = table(2026, "benchmarks").replacen("0.68, 32.35", "99, 32.35", 1);
    folder.file("2026/benchmarks.toml", &benchmarks);
    let light =
        table(2025, "rules").replacen("quality = 55, cost = 0", "quality = 54, cost = 0", 1);
    folder.file("2025/rules.toml", &light);
    let output = mips(&["rules", "check", folder.path()]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    for part in [
        "error[E0101]: adjustment.performance_treshold: unknown key",
        "did you mean `performance_threshold`?",
        "error[E0101]: adjustment.maximum_procent: unknown key",
        "error[E0301]: weights.traditional.rows.cost: the weights total 99, not 100",
        "claims.039",
        "2025: 1 error\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(text.contains("rules.toml:"), "{text}");
    let output = mips(&["rules", "check", folder.path(), "--format", "json"]);
    let value: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["years"][0]["valid"], false);
    assert!(value["years"][0]["problems"][0]["line"].as_u64().unwrap() > 10);
}

#[test]
fn every_unknown_key_is_found_within_lists_and_under_its_own_name() {
    let folder = Folder::new("unknown-keys");
    let measures = table(2026, "measures")
        .replacen(
            "computed_tomography = [{ measures",
            "computed_tomography = [{ least = 2, measures",
            1,
        )
        .replacen(
            "pathology = [{ measures",
            "pathology = [{ most = 2, measures",
            1,
        );
    folder.file("2026/measures.toml", &measures);
    let rules = table(2026, "rules").replace("[adjustment]", "[adjustment]\nadjustment = 1");
    folder.file("2026/rules.toml", &rules);
    let output = mips(&["rules", "check", folder.path()]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    for part in [
        "computed_tomography[0].least: unknown key",
        "pathology[0].most: unknown key",
        "error[E0101]: adjustment.adjustment: unknown key",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn what_cannot_be_read_ends_with_status_2() {
    assert_eq!(
        mips(&["rules", "check", "no-such-folder"]).status.code(),
        Some(2)
    );
    let empty = Folder::new("empty");
    let output = mips(&["rules", "check", empty.path()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("YEAR/rules.toml"));
}

#[test]
fn published_files_become_tables_that_load() {
    let folder = Folder::new("import");
    let excerpts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import/2026");
    let excerpt = |name: &str| excerpts.join(name).to_str().unwrap().to_owned();
    let output = mips(&[
        "rules",
        "import",
        "--year",
        "2026",
        "--measures",
        &excerpt("measures-data.json"),
        "--benchmarks",
        &excerpt("benchmarks.json"),
        "--mvps",
        &excerpt("mvp.json"),
        "--clusters",
        &excerpt("clinical-clusters.json"),
        "--exclusions",
        &excerpt("benchmark-exclusion-reasons.json"),
        "--cite",
        "CMS, excerpt of qpp-measures-data v11.1.0",
        "--output",
        folder.path(),
    ]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    for name in ["measures.toml", "benchmarks.toml"] {
        assert!(said.contains(&format!("{name}: written")), "{said}");
        let written = fs::read_to_string(folder.0.join("2026").join(name)).unwrap();
        let expected = fs::read_to_string(excerpt(name)).unwrap();
        assert_eq!(written, expected, "{name}");
    }
}

#[test]
fn a_published_file_that_does_not_fit_is_refused() {
    let folder = Folder::new("import-wrong");
    let measures = folder.file("measures-data.json", "[{ \"category\": \"quality\" }]");
    let output = mips(&[
        "rules",
        "import",
        "--year",
        "2026",
        "--measures",
        &measures,
        "--output",
        folder.path(),
    ]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("measures-data.json"));
    assert!(!folder.0.join("2026").exists());
}

#[test]
fn help_keeps_to_the_width_and_offers_what_is_taken() {
    for command in [
        &["init"][..],
        &["measures", "show"],
        &["rules", "show"],
        &["rules", "check"],
        &["sweep"],
        &["compare"],
    ] {
        let text = printed(&[command, &["--help"]].concat());
        let options = text.split("Examples:").next().unwrap();
        let options = options.split("Example:").next().unwrap();
        assert!(
            options.lines().all(|line| line.chars().count() <= 80),
            "{text}"
        );
        if command[0] != "sweep" && command[0] != "compare" {
            assert!(!options.contains('`'), "{text}");
        }
        if command[0] == "rules" {
            assert!(
                !options.contains("csv") && !options.contains("markdown"),
                "{text}"
            );
        }
    }
}
