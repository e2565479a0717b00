//! The program's long-file commands: exit status, closed pipes, and output that is whole or not there.

use std::{
    fmt::Write as _,
    fs,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

fn mips(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mips"));
    command.args(arguments);
    command
}

fn output(arguments: &[&str]) -> (Output, String, String) {
    let output = mips(arguments).stdin(Stdio::null()).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    (output, out, err)
}

/// A folder of the test's own.
fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn rows(count: usize) -> String {
    let mut text = String::from(
        "id,performance_year,quality.percent,cost.percent,improvement_activities.percent,promoting_interoperability.percent,\
         practice.part_b_paid\n",
    );
    for n in 0..count {
        let _ = writeln!(text, "{n},2024,{}.25,60,100,{},1000.50", n % 100, n % 90);
    }
    text
}

#[test]
fn a_bad_row_makes_status_one_and_a_bad_heading_two() {
    let folder = folder("batch-status");
    let (good, bad, head) = (
        folder.join("good.csv"),
        folder.join("bad.csv"),
        folder.join("head.csv"),
    );
    fs::write(&good, rows(3)).unwrap();
    fs::write(&bad, rows(3) + "x,2024,a,1,1,1,1\n").unwrap();
    fs::write(&head, "id,qualty.percent\n1,2\n").unwrap();
    let (done, out, err) = output(&["batch", good.to_str().unwrap()]);
    assert_eq!(
        (done.status.code(), out.lines().count(), err.as_str()),
        (Some(0), 4, "")
    );
    let (done, out, err) = output(&["batch", bad.to_str().unwrap()]);
    assert_eq!((done.status.code(), out.lines().count()), (Some(1), 5));
    assert!(
        err.contains("1 of 4 rows have no result; the first: row 5: quality.percent"),
        "{err}"
    );
    let result = folder.join("result.csv");
    fs::write(&result, "as it was").unwrap();
    let (done, out, err) = output(&[
        "batch",
        head.to_str().unwrap(),
        "-o",
        result.to_str().unwrap(),
    ]);
    assert_eq!((done.status.code(), out.as_str()), (Some(2), ""));
    assert!(err.contains("qualty"), "{err}");
    assert_eq!(fs::read_to_string(&result).unwrap(), "as it was");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 4);
}

#[test]
fn a_killed_run_leaves_what_was_there() {
    let folder = folder("batch-killed");
    let result = folder.join("result.csv");
    fs::write(&result, "as it was").unwrap();
    let mut child = mips(&["batch", "-", "-o", result.to_str().unwrap()])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    // It waits for more rows than come.
    std::io::Write::write_all(child.stdin.as_mut().unwrap(), rows(50_000).as_bytes()).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(fs::read_to_string(&result).unwrap(), "as it was");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = folder("batch-pipe");
    let file = folder.join("rows.csv");
    fs::write(&file, rows(100_000)).unwrap();
    for arguments in [
        vec!["batch", file.to_str().unwrap()],
        vec!["batch", file.to_str().unwrap(), "--threads", "1"],
    ] {
        let mut child = mips(&arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let done = child.wait_with_output().unwrap();
        assert_eq!((done.status.code(), done.stderr.len()), (Some(0), 0));
    }
}

#[test]
fn population_sweep_and_compare_run() {
    let folder = folder("batch-others");
    let (file, practice, svg) = (
        folder.join("rows.csv"),
        folder.join("practice.toml"),
        folder.join("curve.svg"),
    );
    fs::write(&file, rows(500)).unwrap();
    fs::write(&practice, "performance_year = 2024\nquality.percent = 80\ncost.percent = 60\nimprovement_activities.percent = 100\npromoting_interoperability.percent = 90\n").unwrap();
    let (done, out, _) = output(&[
        "population",
        file.to_str().unwrap(),
        "--json",
        "--plot",
        svg.to_str().unwrap(),
    ]);
    assert_eq!(done.status.code(), Some(0));
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["count"], 500);
    assert!(fs::read_to_string(&svg).unwrap().starts_with("<svg"));
    let practice = practice.to_str().unwrap();
    let (done, out, _) = output(&[
        "sweep",
        practice,
        "--vary",
        "cost.percent=10..90:40",
        "--plot",
        svg.to_str().unwrap(),
    ]);
    assert_eq!((done.status.code(), out.lines().count()), (Some(0), 4));
    assert!(fs::read_to_string(&svg).unwrap().contains("polyline"));
    let (done, out, _) = output(&["compare", practice, "--scenario", "low: cost.percent=10"]);
    assert_eq!(done.status.code(), Some(0));
    assert!(out.contains("64.50 (-15.00)"), "{out}");
    let (done, _, err) = output(&["compare", practice]);
    assert_eq!(done.status.code(), Some(2));
    assert!(err.contains("--scenario"), "{err}");
}
