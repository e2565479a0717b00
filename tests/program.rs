//! The program from outside: exit statuses, streams, options, the whole of what it prints.

#[path = "common/program.rs"]
mod program;

use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

const GOOD: &str = "examples/small-practice-2026.toml";

fn mips(args: &[&str]) -> Command {
    let mut command = crate::program::program();
    command.args(args).stdin(Stdio::null());
    command
}

fn run(args: &[&str]) -> Output {
    mips(args).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn status(args: &[&str]) -> i32 {
    run(args).status.code().unwrap()
}

fn with_input(args: &[&str], input: &[u8]) -> Output {
    let mut child = mips(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

/// A folder of its own for each test, empty at its start.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn the_exit_status_says_what_happened() {
    let folder = folder("exit-status");
    let bad = write(
        &folder,
        "bad.toml",
        "performance_year = 2026\nquality.percent = 101\n",
    );
    let penalty = write(
        &folder,
        "penalty.toml",
        "performance_year = 2026\nquality.percent = 10\ncost.percent = 10\n\
        improvement_activities.percent = 10\npromoting_interoperability.percent = 10\n",
    );
    for (args, wanted) in [
        (vec!["score", GOOD], 0),
        (vec!["score", &penalty], 0),
        (vec!["check", GOOD], 0),
        (vec!["check", &bad], 1),
        (vec!["score", &bad], 2),
        (vec!["score", "no-such-file.toml"], 2),
        (vec!["check", "no-such-file.toml"], 2),
        (vec!["score", "examples"], 0),
        (vec!["score", "src"], 2),
        (vec!["score"], 2),
        (vec!["scor", GOOD], 2),
        (vec!["score", GOOD, "--set", "quality.percent"], 2),
        (vec!["score", GOOD, "--year", "1999"], 2),
        (vec!["score", GOOD, "--year", "soon"], 2),
        (vec!["score", GOOD, "--fail-under", "many"], 2),
        (vec!["score", GOOD, "--rules", "no-such-folder"], 2),
        (vec!["score", GOOD, "--rules", "examples"], 2),
        (vec!["score", GOOD, "--fail-under", "10"], 0),
        (vec!["score", GOOD, "--fail-under", "99.5"], 1),
        (vec!["score", GOOD, "--fail-on", "penalty"], 0),
        (vec!["score", &penalty, "--fail-on", "penalty"], 1),
        (vec!["score", &penalty, &bad, "--fail-on", "penalty"], 2),
        (vec!["--version"], 0),
        (vec!["--help"], 0),
    ] {
        assert_eq!(status(&args), wanted, "{args:?}");
    }
}

#[test]
fn results_go_to_standard_output_and_messages_to_standard_error() {
    let output = run(&["score", GOOD]);
    assert!(stdout(&output).contains(" points, ") && stderr(&output).is_empty());
    let output = run(&["score", "no-such-file.toml"]);
    assert!(stdout(&output).is_empty());
    assert!(
        stderr(&output).starts_with("error: no-such-file.toml: cannot be read"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn standard_input_is_a_file_called_minus() {
    let text = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(GOOD)).unwrap();
    let output = with_input(&["score", "-"], &text);
    assert_eq!(stdout(&output), stdout(&run(&["score", GOOD])));
    let output = with_input(
        &["score", "-"],
        b"performance_year = 2026\nqualty.percent = 3\n",
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).starts_with("standard input:2:1: error[E0101]: qualty: "),
        "{}",
        stderr(&output)
    );
}

#[test]
fn one_bad_file_does_not_hide_the_rest() {
    let folder = folder("several");
    let bad = write(
        &folder,
        "bad.toml",
        "performance_year = 2026\nquality.percent = 101\n",
    );
    let output = run(&["score", GOOD, &bad, "examples/group-2025.toml"]);
    assert_eq!(output.status.code(), Some(2));
    let text = stdout(&output);
    assert!(
        text.contains(&format!("{GOOD}\n")) && text.contains("examples/group-2025.toml\n"),
        "{text}"
    );
    assert!(
        stderr(&output).contains("bad.toml:2:19: error[E0105]: quality.percent: "),
        "{}",
        stderr(&output)
    );

    let output = run(&[
        "score",
        GOOD,
        &bad,
        "examples/group-2025.toml",
        "--format",
        "json",
    ]);
    let results: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    let results = results.as_array().unwrap();
    let files: Vec<&str> = results
        .iter()
        .map(|it| it["file"].as_str().unwrap())
        .collect();
    assert_eq!(files, [GOOD, bad.as_str(), "examples/group-2025.toml"]);
    assert_eq!(results[1]["errors"][0]["code"], "E0105");

    // Without any result nothing is written, and no file made.
    let nowhere = folder.join("nowhere.json").display().to_string();
    let output = run(&["score", &bad, &bad, "--format", "json", "-o", &nowhere]);
    assert_eq!(
        (output.status.code(), stdout(&output)),
        (Some(2), String::new())
    );
    assert!(!std::path::Path::new(&nowhere).exists());
}

#[test]
fn settings_take_the_place_of_what_the_file_says() {
    let score = |args: &[&str]| {
        let mut all = vec!["score", GOOD, "--format", "json"];
        all.extend(args);
        let output = run(&all);
        assert!(output.status.success(), "{}", stderr(&output));
        serde_json::from_str::<serde_json::Value>(&stdout(&output)).unwrap()
    };
    assert_eq!(score(&[])["performance_year"], 2026);
    assert_eq!(score(&["--year", "2024"])["performance_year"], 2024);
    let varied = score(&["--set", "quality.percent=50", "--set", "cost.unknown=true"]);
    assert_eq!(varied["categories"]["quality"]["percent"], 50);
    assert_eq!(varied["categories"]["cost"]["status"], "unknown");
    assert!(varied["final_score"].is_null());
    // An empty value takes the key away.
    let without = score(&["--set", "complex_patient_bonus.points="]);
    assert_eq!(without["bonuses"]["complex_patient"], 0);
    let ruled = score(&["--set", "rules.adjustment.performance_threshold=60"]);
    assert_eq!(ruled["performance_threshold"], 60);
    assert_eq!(
        ruled["rules"]["overrides"][0],
        "rules.adjustment.performance_threshold=60"
    );
}

#[test]
fn quiet_prints_the_verdict_alone() {
    let whole = stdout(&run(&["score", GOOD]));
    let quiet = stdout(&run(&["score", GOOD, "-q"]));
    assert_eq!(quiet.lines().count(), 1);
    assert_eq!(quiet.lines().next(), whole.lines().next());
    let quiet = stdout(&run(&["score", GOOD, "examples/group-2025.toml", "-q"]));
    assert_eq!(quiet.lines().count(), 2);
    assert!(quiet.starts_with(&format!("{GOOD}: ")), "{quiet}");
    assert!(stdout(&run(&["check", GOOD, "-q"])).is_empty());
}

#[test]
fn color_is_asked_for_or_not() {
    let colored = |args: &[&str], environment: &[(&str, &str)]| {
        let mut all = vec!["score", GOOD];
        all.extend(args);
        let output = mips(&all)
            .envs(environment.iter().copied())
            .output()
            .unwrap();
        stdout(&output).contains('\u{1b}')
    };
    assert!(!colored(&[], &[]), "not on a pipe");
    assert!(colored(&["--color", "always"], &[]));
    assert!(
        colored(&["--color", "always"], &[("NO_COLOR", "1")]),
        "what is typed wins"
    );
    assert!(colored(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&[], &[("CLICOLOR_FORCE", "0")]));
    assert!(!colored(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(
        colored(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")]),
        "an empty NO_COLOR is unset"
    );
    assert!(!colored(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn a_result_file_is_written_whole_or_not_at_all() {
    let folder = folder("output");
    let path = folder.join("result.json");
    let name = path.to_str().unwrap();
    let output = run(&["score", GOOD, "--format", "json", "--output", name]);
    assert!(output.status.success() && output.stdout.is_empty());
    let written = fs::read_to_string(&path).unwrap();
    assert_eq!(written, stdout(&run(&["score", GOOD, "--format", "json"])));
    assert_eq!(
        fs::read_dir(&folder).unwrap().count(),
        1,
        "nothing is left beside it"
    );

    let nowhere = folder.join("no-such-folder/result.json");
    let output = run(&["score", GOOD, "--output", nowhere.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("cannot be written"),
        "{}",
        stderr(&output)
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), written);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let files = vec![GOOD; 400];
    let mut args = vec!["score", "--explain"];
    args.extend(files);
    let mut child = mips(&args)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", stderr(&output));
}

/// The practice that the description of the JSON output shows, figure by figure.
#[test]
fn json_has_the_figures_of_its_description() {
    let practice = b"performance_year = 2026
[practice]
clinicians = 20
part_b_paid = 412350.00
[quality]
percent = 80
[cost]
reweighted = \"no_applicable_measures\"
[improvement_activities]
percent = 100
[promoting_interoperability]
percent = 70
[complex_patient_bonus]
points = 3.2
";
    let output = with_input(&["score", "-", "--format", "json", "--explain"], practice);
    let text = stdout(&output);
    // Figures are printed with their exact decimal text.
    for written in [
        "\"final_score\": 83.20,",
        "\"low\": 83.20,",
        "\"complex_patient\": 3.2,",
        "\"percent\": 0.34,",
        "\"dollars\": 1401.99,",
        "\"scaling_factor\": 0.1167,",
    ] {
        assert!(text.contains(written), "{written}\n{text}");
    }
    let result: serde_json::Value = serde_json::from_str(&text).unwrap();
    let expected: serde_json::Value = serde_json::json!({
        "schema_version": 1,
        "performance_year": 2026,
        "payment_year": 2028,
        "rules": { "status": "final", "overrides": [] },
        "final_score": 83.20,
        "final_score_bounds": { "low": 83.20, "high": 83.20 },
        "performance_threshold": 75,
        "additional_performance_threshold": null,
        "bonuses": { "complex_patient": 3.2, "small_practice": 0 },
    });
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(&result[key], value, "{key}");
    }
    assert_eq!(result["tool"]["name"], "mips");
    assert_eq!(result["practice"]["participation"], "group");
    assert_eq!(result["practice"]["pathway"], "traditional");
    assert_eq!(result["practice"]["small_practice"], false);
    for (category, status, reason, percent, weight, points) in [
        ("quality", "scored", None, Some(80), 55, 44),
        (
            "cost",
            "reweighted",
            Some("no_applicable_measures"),
            None,
            0,
            0,
        ),
        ("improvement_activities", "scored", None, Some(100), 15, 15),
        (
            "promoting_interoperability",
            "scored",
            None,
            Some(70),
            30,
            21,
        ),
    ] {
        let found = &result["categories"][category];
        let expected = serde_json::json!({
            "status": status, "reason": reason, "percent": percent, "weight": weight, "points": points,
        });
        for (key, value) in expected.as_object().unwrap() {
            assert_eq!(&found[key], value, "{category}.{key}");
        }
    }
    let payment = serde_json::json!({
        "percent": 0.34, "base_percent": 0.34, "additional_percent": 0.00, "class": "positive",
        "scaling_factor": 0.1167, "scaling_factor_basis": "assumed",
        "bounds": { "low": 0.34, "high": 0.71 },
        "dollars": 1401.99, "dollars_bounds": { "low": 1401.99, "high": 2927.69 },
    });
    for (key, value) in payment.as_object().unwrap() {
        assert_eq!(&result["payment_adjustment"][key], value, "{key}");
    }
    for line in result["lines"].as_array().unwrap() {
        assert!(
            line["exact"].is_string() && line["value"].is_number(),
            "{line}"
        );
        assert!(!line["cite"].as_str().unwrap().is_empty(), "{line}");
    }
    assert!(stdout(&with_input(&["score", "-", "--format", "json"], practice)).len() < text.len());
}

/// Every example and fixture, whatever it says, is printed within 80 columns.
#[test]
fn every_report_keeps_to_eighty_columns() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<PathBuf> = Vec::new();
    let mut folders = vec![root.join("examples"), root.join("tests/cases")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "toml")
            {
                files.push(path.strip_prefix(root).unwrap().to_owned());
            }
        }
    }
    files.sort();
    assert!(files.len() > 150);
    let mut args = vec!["score", "--explain"];
    args.extend(files.iter().map(|path| path.to_str().unwrap()));
    let output = run(&args);
    for line in stdout(&output)
        .lines()
        .filter(|line| !line.starts_with("tests/cases/"))
    {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

/// The same practice in every year: each prints a report of at most 80 columns, or says what the year lacks.
#[test]
fn every_year_prints_within_eighty_columns() {
    for year in 2017..=2027 {
        for example in [
            "examples/group-2025.toml",
            "examples/cost-unknown-2026.toml",
            GOOD,
        ] {
            let year = year.to_string();
            let output = run(&["score", example, "--explain", "--year", &year]);
            match output.status.code() {
                Some(0) => {
                    let text = stdout(&output);
                    assert!(text.contains(&format!("performance year {year}")), "{text}");
                    for line in text.lines() {
                        assert!(line.chars().count() <= 80, "{line}");
                    }
                }
                other => {
                    assert_eq!(other, Some(2));
                    assert!(stderr(&output).contains("error[E01"), "{}", stderr(&output));
                }
            }
        }
    }
}
