//! `mips schema`: every practice file and every result fits; what the program refuses does not.
//! And what else helps in using the program: completions, man pages, error codes.

#[path = "common/program.rs"]
mod program;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use jsonschema::Validator;
use mips::{Code, Document, RuleBook, participation::Verdict, reference::schema, report, trial};
use serde_json::{Value, json};

fn mips(args: &[&str]) -> Output {
    program::program()
        .args(args)
        .output()
        .expect("the program starts")
}

fn printed(args: &[&str]) -> String {
    let output = mips(args);
    assert!(output.status.success(), "{args:?}");
    String::from_utf8(output.stdout).expect("results are text")
}

fn validator(schema: &Value) -> Validator {
    jsonschema::draft7::new(schema).expect("the schema is one")
}

/// The practice files below a folder of the project.
fn files(folder: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "toml")
            {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
        &mut found,
    );
    assert!(!found.is_empty(), "{folder}");
    found.sort();
    found
}

fn json_of(text: &str) -> Value {
    let table: toml::Table = toml::from_str(text).expect("it is TOML");
    serde_json::to_value(table).expect("TOML of text keys")
}

fn complaints(validator: &Validator, value: &Value) -> Vec<String> {
    validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn the_schemas_keep_to_their_draft() {
    for (name, schema) in schema::ALL {
        let schema = schema();
        assert!(jsonschema::draft7::meta::is_valid(&schema), "{name}");
        let text = schema.to_string();
        for later in [
            "$defs",
            "unevaluatedProperties",
            "prefixItems",
            "dependentRequired",
        ] {
            assert!(!text.contains(later), "{later}");
        }
    }
}

#[test]
fn every_example_and_fixture_fits_the_practice_schema() {
    let validator = validator(&schema::practice());
    for path in files("examples").into_iter().chain(files("tests/cases")) {
        let value = json_of(&fs::read_to_string(&path).unwrap());
        let found = complaints(&validator, &value);
        assert!(found.is_empty(), "{}: {found:#?}", path.display());
    }
}

/// Whatever scores, its output fits: examples and fixtures alike, with every line.
#[test]
fn every_result_fits_the_output_schema() {
    let validator = validator(&schema::output());
    let book = RuleBook::built_in();
    let mut scored = 0;
    for path in files("examples").into_iter().chain(files("tests/cases")) {
        let document = Document::read("file", &fs::read(&path).unwrap()).unwrap();
        let Ok(trial) = trial::run(&book, &document, &[]) else {
            continue;
        };
        let text = report::result(&trial, true).compact();
        let value: Value = serde_json::from_str(&text).expect("a result is JSON");
        let found = complaints(&validator, &value);
        assert!(found.is_empty(), "{}: {found:#?}", path.display());
        scored += 1;
    }
    assert!(scored > 200, "{scored}");
}

#[test]
fn several_results_fit_as_a_list() {
    let validator = validator(&schema::output());
    let text = printed(&[
        "score",
        "examples/small-practice-2026.toml",
        "examples/cost-unknown-2026.toml",
        "--format",
        "json",
    ]);
    let value: Value = serde_json::from_str(&text).unwrap();
    assert!(value.is_array());
    assert_eq!(complaints(&validator, &value), Vec::<String>::new());
}

/// What the reader of practice files refuses, the schema refuses; what it takes, the schema takes.
#[test]
fn schema_and_reader_agree() {
    let validator = validator(&schema::practice());
    let book = RuleBook::built_in();
    let cases = [
        ("quality.percent = 80", true),
        ("quality.percnt = 80", false),
        ("quality.percent = 101", false),
        ("quality.percent = \"80\"", true),
        ("quality.percent = \"82.5%\"", true),
        ("quality.percent = \"eighty\"", false),
        ("quality.not_submitted = \"Yes\"", true),
        ("quality.not_submitted = \"perhaps\"", false),
        ("practice.part_b_paid = \"$412,350.00\"", true),
        ("quality = { percent = 80, unknown = true }", false),
        ("quality = { percent = 80, unknown = false }", true),
        (
            "quality = { percent = 80, reweighted = \"data_issue\" }",
            false,
        ),
        ("quality = { not_submitted = true, unknown = true }", false),
        ("quality = {}", false),
        ("quality.reweighted = \"data_issue\"", true),
        ("quality.reweighted = \"bad_luck\"", false),
        ("practice.participation = \"groups\"", false),
        ("practice.special_statuses = [\"rural\", \"hpsa\"]", true),
        ("practice.special_statuses = [\"urban\"]", false),
        ("practice.clinicians = 2.5", false),
        ("practice.clinicians = 0", false),
        ("practice.part_b_paid = -1", false),
        ("promoting_interoperability.days = 400", false),
        ("complex_patient_bonus.dual_ratio = 2", false),
        ("facility_based.quality_percent = 50", false),
        ("prior_year.cost_percent = 50", true),
        ("payment.scaling_factor = 0.5", true),
        ("payment.scaling = 0.5", false),
        ("eligibility.election = \"opt_in\"", true),
        ("eligibility.election = \"maybe\"", false),
        ("eligibility.medicare_enrolled = 2015-03-01", true),
        ("eligibility.clinician_type = \"other\"", true),
        ("eligibility.clinician_type = \"pharmacist\"", false),
        (
            "[[eligibility.segment]]\nnumber = 1\nallowed_charges = 84000.00\nbeneficiaries = 240",
            true,
        ),
        ("[[eligibility.segment]]\nnumber = 3", false),
        ("[[eligibility.segment]]\nallowed_charges = -1", false),
        ("eligibility.segment.2.covered_services = 900", true),
        ("eligibility.group.beneficiaries = 20.5", false),
        (
            "eligibility.virtual_group = { members = 12, practices = 3 }",
            true,
        ),
        ("eligibility.statuses.hospital_share = 101", false),
        ("apm = { advanced = true, payment_score = 48.2 }", true),
        ("apm.payment_score = 148", false),
        ("apm.qp_status = \"partial\"", false),
        ("apm.shared_savings = -5000", true),
        ("cost_of_participation.total = 25000", true),
        ("cost_of_participation.physicians = 1.5", false),
        ("surprise = true", false),
        ("expect.final_score = 80", true),
    ];
    for (text, fits) in cases {
        let text = format!("performance_year = 2026\n{text}\n");
        let value = json_of(&text);
        assert_eq!(validator.is_valid(&value), fits, "schema: {text}");
        let document = Document::read("file", text.as_bytes()).unwrap();
        let accepted = trial::admit(&book, &document, &[]);
        assert_eq!(accepted.is_ok(), fits, "program: {text}");
    }
}

#[test]
fn measures_are_typed_entry_by_entry() {
    let validator = validator(&schema::practice());
    let fits = |text: &str| validator.is_valid(&json_of(text));
    assert!(fits(
        "[quality.measures.ecqm]\n001 = { numerator = 31, denominator = 180 }"
    ));
    assert!(fits(
        "[quality.measures.cqm]\n226 = { rate = 98.2, cases = 240 }"
    ));
    assert!(fits(
        "[quality.measures.cqm.226.strata]\nfirst = { numerator = 1, denominator = 2 }"
    ));
    assert!(!fits(
        "[quality.measures.fax]\n001 = { numerator = 31, denominator = 180 }"
    ));
    assert!(!fits("[quality.measures.ecqm]\n001 = { numerators = 31 }"));
    assert!(fits(
        "[promoting_interoperability.measures]\nPI_PPHI_1 = true"
    ));
    assert!(!fits(
        "[promoting_interoperability.measures]\nPI_EP_1 = { numerator = 1 }"
    ));
    assert!(fits(
        "[cost.measures]\nTPCC_1 = { cost = 1123.12, cases = 412 }"
    ));
    assert!(!fits("[cost.measures]\nTPCC_1 = { cost = 1123.12 }"));
    assert!(fits(
        "[improvement_activities]\nactivities = [\"IA_EPA_2\"]"
    ));
}

#[test]
fn the_program_prints_the_schemas() {
    let print = |args: &[&str]| -> Value { serde_json::from_str(&printed(args)).unwrap() };
    let all = print(&["schema"]);
    assert_eq!(all.as_object().unwrap().len(), schema::ALL.len());
    for (name, schema) in schema::ALL {
        assert_eq!(print(&["schema", name]), schema(), "{name}");
        assert_eq!(all[name], schema(), "{name}");
    }
    assert_eq!(mips(&["schema", "input"]).status.code(), Some(2));
}

#[test]
fn every_code_is_explained() {
    let list = printed(&["explain"]);
    for code in Code::ALL {
        assert!(list.contains(code.as_str()));
        let text = printed(&["explain", code.as_str()]);
        assert!(
            text.starts_with(code.as_str()) && text.lines().count() > 1,
            "{text}"
        );
        assert!(
            text.lines().all(|line| line.chars().count() <= 80),
            "{text}"
        );
    }
    assert!(printed(&["explain", "w0101"]).contains("fraction"));
    let output = mips(&["explain", "E9999"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("E0101"));
}

#[test]
fn completions_and_man_pages_know_the_subcommands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(
            printed(&["completions", shell]).contains("score"),
            "{shell}"
        );
    }
    for shell in ["bash", "zsh", "fish"] {
        let script = printed(&["completions", shell]);
        // A year, a path, a pathway, an MVP, a specialty, a map.
        let of_options = [
            "2026",
            "practice.part_b_paid",
            "app_plus",
            "M0005",
            "dermatology",
            "care-compare",
        ];
        // Of what stands without an option fish is told nothing: a measure, an activity, an error.
        let others = ["PI_PPHI_1", "IA_EPA_2", "E0104"];
        let others = others.iter().filter(|_| shell != "fish");
        for word in of_options.iter().chain(others) {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(mips(&["completions", "dos"]).status.code(), Some(2));
    assert!(printed(&["man"]).contains(".TH MIPS 1"));
    assert!(printed(&["man", "score"]).contains("fail\\-under"));
    assert!(printed(&["man", "rules", "diff"]).contains(".TH MIPS-RULES-DIFF 1"));
    let output = mips(&["man", "scores"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("score, check"));
}

#[test]
fn all_man_pages_are_written() {
    let folder = std::env::temp_dir().join(format!("mips-man-{}", std::process::id()));
    printed(&["man", "--output-dir", folder.to_str().unwrap()]);
    for name in [
        "mips",
        "mips-score",
        "mips-check",
        "mips-rules",
        "mips-rules-diff",
        "mips-init",
    ] {
        let text = fs::read_to_string(folder.join(format!("{name}.1"))).unwrap_or_default();
        assert!(text.contains(".SH SYNOPSIS"), "{name}");
    }
    fs::remove_dir_all(folder).unwrap();
}

/// What check and plan print of every example and fixture's kind fits its schema.
#[test]
fn what_check_and_plan_print_fits_their_schemas() {
    let examples: Vec<String> = files("examples")
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let names: Vec<&str> = examples.iter().map(String::as_str).collect();
    let check = validator(&schema::check());
    let all = [&["check", "--format", "json"][..], &names].concat();
    let value: Value = serde_json::from_str(&printed(&all)).unwrap();
    assert!(check.is_valid(&value), "{value}");
    assert_eq!(value["files"].as_array().unwrap().len(), names.len());
    let plan = validator(&schema::plan());
    for name in &names {
        let value: Value =
            serde_json::from_str(&printed(&["plan", name, "--format", "json"])).unwrap();
        assert!(plan.is_valid(&value), "{name}");
    }
    assert!(!plan.is_valid(&json!({ "file": "x" })));
}

/// What a command prints as JSON, whatever its status.
fn result_of(args: &[&str]) -> Value {
    let output = mips(args);
    let text = String::from_utf8(output.stdout).expect("results are text");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{args:?}: {error}"))
}

fn assert_fits(schema: &Value, args: &[&str]) {
    let args = [args, &["--format", "json"]].concat();
    let found = complaints(&validator(schema), &result_of(&args));
    assert!(found.is_empty(), "{args:?}: {found:#?}");
}

#[test]
fn what_the_commands_on_taking_part_print_fits_their_schemas() {
    let today = ["--today", "2026-11-24"];
    for path in files("examples") {
        let name = path.display().to_string();
        for (command, schema) in [
            ("eligibility", schema::eligibility()),
            ("options", schema::options()),
        ] {
            assert_fits(&schema, &[&[command, &name][..], &today].concat());
        }
        assert_fits(&schema::worth(), &["worth", &name]);
    }
    let book = RuleBook::built_in();
    for year in book.years() {
        let year = year.to_string();
        let args = [&["calendar", "--year", &year][..], &today].concat();
        assert_fits(&schema::calendar(), &args);
    }
}

/// The words of the schemas are those of the code, each and no other.
#[test]
fn verdicts_of_the_schemas_are_those_of_the_program() {
    let keys: Vec<&str> = Verdict::ALL.iter().map(|it| it.key()).collect();
    let file = &schema::eligibility()["properties"]["files"]["items"];
    assert_eq!(file["properties"]["verdict"]["enum"], json!(keys));
    let worth = schema::worth();
    assert_eq!(worth["properties"]["verdict"]["enum"], json!(keys));
}

#[test]
fn what_import_reconcile_and_rank_print_fits_their_schemas() {
    for name in ["one-measure-2022.json", "group-app-2021.json"] {
        let file = format!("tests/exchange/{name}");
        assert_fits(&schema::import(), &["import", &file]);
    }
    let practice = validator(&schema::practice());
    let imported = result_of(&[
        "import",
        "tests/exchange/one-measure-2022.json",
        "--format",
        "json",
    ]);
    let found = complaints(&practice, &imported["practice"]);
    assert!(found.is_empty(), "{found:#?}");
    let ours = "tests/exchange/one-measure-2022.json";
    let theirs = "tests/exchange/score-2022.json";
    assert_fits(&schema::reconcile(), &["reconcile", ours, theirs]);
    assert_fits(&schema::rank(), &["measures", "rank", "--year", "2026"]);
    for (_, schema) in &schema::ALL[2..] {
        assert!(!validator(&schema()).is_valid(&json!({ "surprise": 1 })));
    }
}

/// Every command that prints JSON prints its version, and what its schema has.
#[test]
#[expect(clippy::too_many_lines, reason = "a list of commands")]
fn what_the_other_commands_print_fits_their_schemas() {
    let group = "examples/group-2025.toml";
    let folder = std::env::temp_dir().join(format!("mips-schema-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let written = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let scores = written(
        "scores.csv",
        "final_score,practice.part_b_paid,practice.participation\n40,80000,group\n75,,group\n96,150000,individual\n",
    );
    let wrong = written(
        "wrong.toml",
        "performance_year = 2025\n[quality]\nprecent = 1\n[expect]\nfinal_score = 1\n",
    );
    let differs = written(
        "differs.toml",
        "performance_year = 2017\nfinal_score = 50\n[expect]\nfinal_score = 51\n",
    );
    let rules = folder.join("rules/2031");
    fs::create_dir_all(&rules).unwrap();
    fs::write(rules.join("rules.toml"), "performance_year = 2031\n").unwrap();
    let rules = folder.join("rules").display().to_string();
    for (name, args) in [
        (
            "verify",
            &["verify", "tests/cases/2017", &wrong, &differs][..],
        ),
        (
            "population",
            &[
                "population",
                &scores,
                "--year",
                "2018",
                "--by",
                "practice.participation",
            ],
        ),
        ("population", &["population", &scores, "--year", "2026"]),
        ("compare", &["compare", group, "--years", "2021..2025"]),
        (
            "compare",
            &[
                "compare",
                group,
                "--scenario",
                "b: cost.unknown=true, cost.percent=",
            ],
        ),
        (
            "sweep",
            &[
                "sweep",
                group,
                "--vary",
                "quality.percent=50,180",
                "--columns",
                "categories.cost.points",
            ],
        ),
        ("search", &["measures", "search", "care"]),
        (
            "measure",
            &[
                "measures",
                "show",
                "236",
                "--numerator",
                "130",
                "--denominator",
                "200",
            ],
        ),
        ("measure", &["measures", "show", "TPCC_1"]),
        ("measure", &["measures", "show", "IA_EPA_2"]),
        ("measure", &["measures", "show", "PI_EP_1"]),
        ("measure", &["measures", "show", "M0005"]),
        ("specialties", &["measures", "specialties"]),
        ("mvps", &["measures", "mvps"]),
        ("rules", &["rules", "list"]),
        ("rules-diff", &["rules", "diff", "2021", "2022"]),
        ("rules-diff", &["rules", "diff", "2024", "2025"]),
        ("rules-check", &["rules", "check", &rules]),
        ("output", &["score", group, &wrong]),
    ] {
        let schema = schema::ALL.iter().find(|(known, _)| *known == name);
        let (_, schema) = schema.unwrap_or_else(|| panic!("{name}"));
        let args = [args, &["--format", "json"]].concat();
        let value = result_of(&args);
        let found = complaints(&validator(&schema()), &value);
        assert!(found.is_empty(), "{args:?}: {found:#?}");
        let first = value.get(0).unwrap_or(&value);
        assert_eq!(first["schema_version"], report::SCHEMA_VERSION, "{args:?}");
    }
    let batch = validator(&schema::batch());
    let rows = written(
        "rows.ndjson",
        "{\"id\": \"a\", \"performance_year\": 2026, \"final_score\": 80}\n{\"performance_year\": 2026}\n{\"performance_year\": 1}\n",
    );
    let output = mips(&["batch", &rows, "--range"]);
    let lines = String::from_utf8(output.stdout).unwrap();
    assert_eq!(lines.lines().count(), 3);
    for line in lines.lines() {
        let value: Value = serde_json::from_str(line).unwrap();
        let found = complaints(&batch, &value);
        assert!(found.is_empty(), "{line}: {found:#?}");
    }
    fs::remove_dir_all(folder).unwrap();
}

/// The dates are those of the calendar in `rules/2026/rules.toml`; the one for applications is unverified there.
#[test]
fn a_plan_and_the_options_name_the_next_date() {
    let file = "examples/small-practice-2026.toml";
    for (command, today, date) in [
        ("plan", "2026-12-05", json!("exception_application")),
        ("plan", "2027-01-15", json!("submission")),
        ("plan", "2027-12-31", Value::Null),
        ("options", "2026-11-24", json!("mvp_registration")),
        ("options", "2026-12-05", json!("submission")),
    ] {
        let value = result_of(&[command, file, "--today", today, "--format", "json"]);
        let found = value["next"].get("name").cloned().unwrap_or_default();
        assert_eq!(found, date, "{command} on {today}");
    }
    let text = printed(&["plan", file, "--today", "2026-12-05"]);
    assert!(
        text.ends_with(
            "\n\nNext date: Application for an exception, December 31, 2026 (unverified)\n"
        ),
        "{text}"
    );
}
