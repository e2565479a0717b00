//! The four commands as they are run: every form, files of other forms, many rows from standard input, and nobody's
//! identifiers.

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

fn mips(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_mips"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("MIPS_RULES")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

fn printed(args: &[&str]) -> String {
    let output = mips(args, "");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{args:?}\n{said}");
    String::from_utf8(output.stdout).unwrap()
}

const RECORD: &str = "tests/exchange/eligibility.json";

/// CMS's eligibility record is read by all three, in every form; whose it is stands in none of them.
#[test]
fn an_eligibility_record_is_read_and_names_nobody() {
    let record = std::fs::read_to_string(RECORD).unwrap();
    let record: serde_json::Value = serde_json::from_str(&record).unwrap();
    let mut secrets = Vec::new();
    secrets_of(&record, &mut secrets);
    assert!(secrets.len() >= 4, "{secrets:?}");
    for (command, formats) in [
        (
            "eligibility",
            &["text", "json", "csv", "ndjson", "markdown"][..],
        ),
        (
            "options",
            &["text", "json", "csv", "ndjson", "markdown", "html"],
        ),
        (
            "worth",
            &["text", "json", "csv", "ndjson", "markdown", "html"],
        ),
    ] {
        for format in formats {
            let text = printed(&[
                command,
                RECORD,
                "--year",
                "2022",
                "--today",
                "2026-11-24",
                "--format",
                format,
            ]);
            assert!(!text.is_empty());
            for secret in &secrets {
                assert!(
                    !text.contains(secret.as_str()),
                    "{command} {format}: {secret}"
                );
            }
        }
    }
}

/// Names, numbers and addresses of the record.
fn secrets_of(value: &serde_json::Value, secrets: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(members) => {
            for (key, inner) in members {
                let is_secret = [
                    "npi",
                    "TIN",
                    "firstName",
                    "lastName",
                    "prvdrOrgName",
                    "addressLineOne",
                    "zip",
                ]
                .contains(&key.as_str());
                match inner.as_str() {
                    Some(text) if is_secret && text.len() > 2 => secrets.push(text.to_owned()),
                    _ => secrets_of(inner, secrets),
                }
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|it| secrets_of(it, secrets)),
        _ => {}
    }
}

/// A page to hand over shows no number of a taxpayer or provider, not that of a file's name either.
#[test]
fn pages_show_no_number_of_a_file_or_clinician() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("1234567893.toml");
    let text = "performance_year = 2024\nfinal_score = 80\n[practice]\nname = \"987654321\"\nparticipation = \"individual\"\npart_b_paid = 1000\n";
    std::fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap();
    for command in ["options", "worth"] {
        let page = printed(&[command, path, "--format", "html"]);
        assert!(
            !page.contains("1234567893") && !page.contains("987654321"),
            "{command}"
        );
    }
}

/// Many rows are taken from standard input, and told from a practice file by their content.
#[test]
fn rows_come_from_standard_input() {
    let table = "id,clinician_type,allowed_charges,beneficiaries,covered_services\na,physician,95000,240,900\nb,other,1,1,1\n";
    let output = mips(&["eligibility", "-", "--year", "2026"], table);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(
        text.contains("\na,2026,mips_eligible,true,low_volume,"),
        "{text}"
    );
    assert!(
        text.contains("\nb,2026,exempt,false,clinician_type,"),
        "{text}"
    );
    let one = "performance_year = 2026\n[practice]\nparticipation = \"individual\"\n[eligibility]\nmips_status = \"exempt\"\n";
    let output = mips(&["eligibility", "-", "--quiet"], one);
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "standard input: exempt\n"
    );
}

/// The calendar in every form, and the next date of all four on the day that is given.
#[test]
fn the_day_is_the_one_that_is_given() {
    let day = |today: &str, args: &[&str]| printed(&[args, &["--today", today]].concat());
    let file = "examples/eligibility-2026.toml";
    for command in ["eligibility", "options", "worth"] {
        let before = day("2026-11-24", &[command, file]);
        assert!(before.contains("November"), "{command}: {before}");
        let after = day("2026-12-01", &[command, file]);
        assert!(
            after.contains("Submission of data, March 31, 2027"),
            "{command}: {after}"
        );
        let past = day("2027-04-01", &[command, file]);
        assert!(!past.contains("Next date"), "{command}: {past}");
    }
    let calendar = |format: &str| {
        day(
            "2026-11-24",
            &["calendar", "--year", "2026", "--format", format],
        )
    };
    let lines = calendar("ndjson");
    for line in lines.lines() {
        let date: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(
            date["name"].is_string() && date["source"].is_string(),
            "{line}"
        );
    }
    assert_eq!(lines.lines().count(), calendar("csv").lines().count() - 1);
    assert!(calendar("markdown").starts_with("| performance_year |"));
    // A first day that is not confirmed is not shown as settled.
    let text = calendar("text")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(
        text.contains("April 1, 2026 (unverified) to November 30, 2026"),
        "{text}"
    );
}
