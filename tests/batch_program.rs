//! The program's long-file commands: exit status, closed pipes, and output that is whole or not there.

#[path = "common/program.rs"]
mod program;

use std::{
    fmt::Write as _,
    fs,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

fn mips(arguments: &[&str]) -> Command {
    let mut command = program::program();
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
        let _ = writeln!(
            text,
            "{n},2024,{}.25,60,100,{},1000.50",
            n % 98 + 2,
            n % 90 + 2
        );
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
        err.contains("1 of 4 rows has no result; the first: row 5: quality.percent"),
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
        "--format",
        "csv",
        &format!("--plot={}", svg.display()),
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

#[test]
fn a_mistake_that_all_rows_share_is_told_once() {
    let folder = folder("batch-shared");
    let (file, base, rules) = (
        folder.join("rows.csv"),
        folder.join("base.toml"),
        folder.join("rules/2024"),
    );
    fs::write(&file, rows(3)).unwrap();
    fs::write(&base, "[quality]\nprecent = 80\n").unwrap();
    fs::create_dir_all(&rules).unwrap();
    fs::write(rules.join("rules.toml"), "performance_year = \"x\"\n").unwrap();
    let (base, rules) = (base.to_str().unwrap(), rules.parent().unwrap());
    for (arguments, says) in [
        (
            vec!["--columns", "categories.quality.pionts"],
            "did you mean `categories.quality.points`",
        ),
        (
            vec!["--columns", "quality.percent"],
            "did you mean `categories.quality.percent`",
        ),
        (
            vec!["--columns", "final_score.percent"],
            "--columns final_score.percent",
        ),
        (vec!["--columns", ""], "not a dotted path"),
        (vec!["--set", "quality.prcent=5"], "did you mean `percent`"),
        (
            vec!["--set", "quality.percent=820"],
            "820 is not between 0 and 100",
        ),
        (vec!["--set", "rules.no.such=1"], "rules.no"),
        (vec!["--base", base], "base.toml:2:1"),
        (vec!["--rules", rules.to_str().unwrap()], "rules.toml"),
    ] {
        let all = [&["batch", file.to_str().unwrap()], &arguments[..]].concat();
        let (done, out, err) = output(&all);
        assert_eq!(
            (done.status.code(), out.as_str()),
            (Some(2), ""),
            "{all:?}: {err}"
        );
        assert!(err.contains(says), "{all:?}: {err}");
    }
    let (done, out, _) = output(&[
        "batch",
        file.to_str().unwrap(),
        "--columns",
        "categories.quality.measures.ecqm.001.points,categories.quality.points,practice",
    ]);
    assert_eq!((done.status.code(), out.lines().count()), (Some(0), 4));
}

#[test]
fn warnings_are_counted_and_the_first_is_told() {
    let folder = folder("batch-warnings");
    let file = folder.join("rows.csv");
    let odd = "x,2024,0.82,60,100,90,1000\n";
    for (text, says) in [
        (rows(1) + odd, "warning[W0101] in row 3: "),
        (rows(1) + odd + odd, "warning[W0101] in 2 rows (3, 4): "),
    ] {
        let lines = text.lines().count();
        fs::write(&file, text).unwrap();
        let (done, out, err) = output(&["batch", file.to_str().unwrap()]);
        assert_eq!((done.status.code(), out.lines().count()), (Some(0), lines));
        let says = format!("{says}quality.percent: we read 0.82 as 0.82 percent");
        assert!(err.starts_with(&says), "{err}");
    }
    let (_, _, err) = output(&["batch", file.to_str().unwrap(), "--quiet"]);
    assert_eq!(err, "");
}

#[test]
fn a_population_names_its_bad_rows() {
    let folder = folder("population-bad");
    let file = folder.join("rows.csv");
    let bad = "2024,x,1\n".repeat(12);
    let text =
        format!("performance_year,final_score,practice.part_b_paid\n2024,80,10\n2024,20,10\n{bad}");
    fs::write(&file, text).unwrap();
    let (done, _, err) = output(&["population", file.to_str().unwrap()]);
    assert_eq!((done.status.code(), err.lines().count()), (Some(1), 11));
    assert!(
        err.starts_with("row 4: final_score: expected a number, not text: `x`"),
        "{err}"
    );
    assert!(
        err.ends_with("12 of 14 rows have no final score; the first 10 are listed above\n"),
        "{err}"
    );
}

#[test]
fn what_is_no_table_is_named() {
    let folder = folder("batch-foreign");
    let wide: Vec<u8> = "id,quality.percent\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (name, bytes, says) in [
        (
            "practice.toml",
            &b"# Ours\nperformance_year = 2024\n"[..],
            "practice file (TOML)",
        ),
        (
            "tables.toml",
            b"[quality]\npercent = 80\n",
            "practice file (TOML)",
        ),
        ("rows.xlsx", b"PK\x03\x04\x14\0\x06\0", "workbook"),
        ("rows.csv", &wide, "UTF-16"),
        ("rows.parquet", b"PAR1\x15\x04\x15", "Parquet"),
        (
            "practice.json",
            b"{\n  \"performance_year\": 2024\n}\n",
            "one object a line",
        ),
    ] {
        let file = folder.join(name);
        fs::write(&file, bytes).unwrap();
        for command in ["batch", "population"] {
            let (done, out, err) = output(&[command, file.to_str().unwrap()]);
            assert_eq!((done.status.code(), out.as_str()), (Some(2), ""), "{name}");
            assert!(err.contains(says), "{name}: {err}");
        }
    }
}

#[test]
fn json_lines_on_standard_input_are_seen() {
    let mut child = mips(&["batch", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let text = b"{\"id\": 1, \"performance_year\": 2024}\nperformance_year = 2024\n";
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), text).unwrap();
    let done = child.wait_with_output().unwrap();
    let out = String::from_utf8(done.stdout).unwrap();
    assert_eq!((done.status.code(), out.lines().count()), (Some(1), 2));
    assert!(out.starts_with("{\"id\":1,"), "{out}");
    assert!(
        out.contains("row 2: the line is not a JSON object: `performance_year = 2024`"),
        "{out}"
    );
}

#[test]
fn no_output_takes_an_inputs_place() {
    let folder = folder("batch-over");
    let file = folder.join("rows.csv");
    fs::write(&file, rows(2)).unwrap();
    let path = file.to_str().unwrap();
    for arguments in [
        vec!["batch", path, "-o", path],
        vec!["population", path, "-o", path],
        vec!["population", path, "--plot", path],
    ] {
        let (done, _, err) = output(&arguments);
        assert_eq!(done.status.code(), Some(2));
        assert!(err.contains("one of the input files"), "{err}");
        assert_eq!(fs::read_to_string(&file).unwrap(), rows(2));
    }
}

#[test]
fn a_population_says_what_each_row_is_worth() {
    let folder = folder("population-each");
    let (file, each) = (folder.join("scores.csv"), folder.join("each.csv"));
    // 9% of 40/75 of 80,000 is lost; the README has the same population.
    fs::write(
        &file,
        "id,final_score,practice.part_b_paid,remark\na,40,80000,x\nb,75,120000,\nc,81.5,300000,\nd,96,150000,\n",
    )
    .unwrap();
    let path = file.to_str().unwrap();
    let each_path = each.to_str().unwrap();
    let (done, _, err) = output(&["population", path, "--year", "2026", "--each", each_path]);
    assert_eq!(done.status.code(), Some(0), "{err}");
    assert_eq!(
        fs::read_to_string(&each).unwrap(),
        "id,performance_year,final_score,payment_adjustment_percent,payment_adjustment_dollars,error\n\
         a,2026,40.00,-4.20,-3360.00,\nb,2026,75.00,0.00,0.00,\nc,2026,81.50,0.43,1290.00,\nd,2026,96.00,1.38,2070.00,\n"
    );
    let (done, _, err) = output(&["population", path, "--set", "payment.scaling_factor=0.1"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(err.contains("take no setting"), "{err}");
}

#[test]
fn maps_and_scenarios_are_named() {
    let folder = folder("batch-maps");
    let (file, map) = (folder.join("rows.csv"), folder.join("map.toml"));
    fs::write(&file, "Group,Quality Score,IA\nElm,80,40\nOak,N/A,20\n").unwrap();
    fs::write(
        &map,
        "absent = [\"N/A\"]\n[columns]\nGroup = \"id\"\n\"quality score\" = \"quality.percent\"\n\
         IA = { path = \"improvement_activities.percent\", multiply = 2.5 }\n",
    )
    .unwrap();
    let (file, map) = (file.to_str().unwrap(), map.to_str().unwrap());
    let same = "--set=promoting_interoperability.percent=90";
    let (done, out, err) = output(&[
        "batch",
        file,
        "--map",
        map,
        "--year",
        "2024",
        same,
        "--scenario",
        "low: cost.percent=20",
        "--scenario",
        "high: cost.percent=80",
    ]);
    assert_eq!(done.status.code(), Some(0), "{err}");
    // Weights 30, 30, 15 and 25: 24 + 6 + 15 + 22.5, and 18 more.
    assert!(out.starts_with("id,scenario,performance_year,"), "{out}");
    assert!(
        out.contains("\nElm,low,2024,67.50,-0.90,,\nElm,high,2024,85.50,0.44,,\n"),
        "{out}"
    );
    assert!(out.contains("\nOak,low,2024,,,,\n"), "{out}");
    assert!(
        err.contains("2 of 4 rows have something unknown") && err.contains("--range"),
        "{err}"
    );
    let (done, _, err) = output(&["batch", file, "--map", "no-such"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(err.contains("qpp-experience and care-compare"), "{err}");
    let twice = [
        "--scenario",
        "a: cost.percent=1",
        "--scenario",
        "a: cost.percent=2",
    ];
    let (done, _, err) = output(&[&["batch", file, "--map", map][..], &twice].concat());
    assert_eq!(done.status.code(), Some(2));
    assert!(err.contains("two of this name"), "{err}");
}
