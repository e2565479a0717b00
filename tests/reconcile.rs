//! `mips reconcile` with rows of public files: what agrees, the first figure that differs, and its kind.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;

fn mips(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mips"))
        .args(args)
        .output()
        .expect("the program starts")
}

fn written(name: &str, text: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

fn reconciled(ours: &str, theirs: &str, more: &[&str]) -> (Option<i32>, Value) {
    let output = mips(&[&["reconcile", ours, theirs, "--format", "json"][..], more].concat());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{said}"));
    (output.status.code(), value)
}

fn paths(value: &Value) -> Vec<&str> {
    let rows = value["rows"].as_array().unwrap().iter();
    rows.map(|row| row["path"].as_str().unwrap()).collect()
}

/// A group of 2017 as Care Compare's first file prints it: 60% of 94.7, 15% of all and 25% of 88 are 93.82. Activities
/// stand as points of 40, and the printed quality percent has one decimal, cut off.
#[test]
fn a_row_of_care_compare_agrees_with_the_score() {
    let ours = written(
        "care-compare.toml",
        "performance_year = 2017\n[quality]\npercent = 94.75\n[improvement_activities]\npercent = 100\n\
         [promoting_interoperability]\npercent = 88\n",
    );
    let head = "Org_PAC_ID, Quality_category_score, ACI_category_score, IA_category_score, final_MIPS_score\n";
    let row = |row: &str| written("care-compare.csv", &format!("{head}1234,{row}\n"));
    // 56.85 + 22 + 15 = 93.85.
    let (status, value) = reconciled(&ours, &row("94.7,88,40,93.85"), &[]);
    assert_eq!(
        (status, &value["agrees"]),
        (Some(0), &Value::Bool(true)),
        "{value}"
    );
    assert_eq!(
        paths(&value),
        [
            "categories.quality.percent",
            "categories.improvement_activities.percent",
            "categories.promoting_interoperability.percent",
            "final_score"
        ]
    );
    // Another percent of a category is the first difference, and the score follows from it.
    let (status, value) = reconciled(&ours, &row("94.7,48,40,83.85"), &[]);
    assert_eq!(status, Some(1));
    let first = &value["first"];
    assert_eq!(
        first["path"],
        "categories.promoting_interoperability.percent"
    );
    assert_eq!((&first["ours"], &first["theirs"]), (&88.into(), &48.into()));
    let last = value["rows"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["path"], &last["follows"]),
        (&"final_score".into(), &Value::Bool(true))
    );
    // N/A says nothing.
    let (status, _) = reconciled(&ours, &row("94.7,N/A,40,93.85"), &[]);
    assert_eq!(status, Some(0));
}

/// The public use file of 2023 prints weights, and the points of measures in numbered columns.
#[test]
fn a_row_of_the_public_use_file_is_compared_to_the_measure() {
    let head = "provider key,npi,final score,payment adjustment percentage,complex patient bonus,quality category score,\
                quality category weight,cost category weight,quality measure id 1,quality measure collection type 1,\
                quality measure score 1";
    let ours = written(
        "experience.toml",
        "performance_year = 2023\n[practice]\nsmall_practice = false\n[complex_patient_bonus]\npoints = 2\n\
         [quality.measures.cqm]\n047 = { numerator = 100, denominator = 100 }\n[cost]\npercent = 50\n\
         [improvement_activities]\npercent = 100\n[promoting_interoperability]\npercent = 90\n",
    );
    let score = mips(&["score", &ours, "--format", "json"]).stdout;
    let score: Value = serde_json::from_slice(&score).unwrap();
    let quality = &score["categories"]["quality"];
    let points = &quality["measures"][0]["points"];
    let row = |weight: u32, points: &str| {
        let text = format!(
            "{head}\nAAA,1999999984,{},{},2,{},{weight},30,047,mips cqm,{points}\nBBB,1999999992,1,1,1,1,1,1,1,1,1\n",
            score["final_score"], score["payment_adjustment"]["percent"], quality["percent"],
        );
        written(&format!("experience-{weight}-{points}.csv"), &text)
    };
    let agreeing = row(30, &points.to_string());
    let (status, value) = reconciled(&ours, &agreeing, &["--row", "1"]);
    assert_eq!(status, Some(0), "{value}");
    assert!(
        paths(&value).contains(&"categories.quality.measures.047.points"),
        "{value}"
    );
    assert!(paths(&value).contains(&"categories.cost.weight"), "{value}");
    for (theirs, path, kind) in [
        (
            row(30, "3"),
            "categories.quality.measures.047.points",
            "points",
        ),
        (
            row(55, &points.to_string()),
            "categories.quality.weight",
            "weight",
        ),
    ] {
        let (status, value) = reconciled(&ours, &theirs, &["--row", "1"]);
        assert_eq!(status, Some(1));
        assert_eq!(
            (&value["first"]["path"], &value["first"]["kind"]),
            (&path.into(), &kind.into())
        );
    }
    // Which of several rows is meant is asked for, and a row that is not there is told.
    let file = row(30, "7");
    for (more, why) in [
        (&[][..], "the table has 2 rows"),
        (&["--row", "3"], "no such row"),
    ] {
        let output = mips(&[&["reconcile", &ours, &file][..], more].concat());
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(why), "{said}");
        assert!(!said.contains("1999999984"), "{said}");
    }
}
