//! Nothing that is read is written over, and no gate passes because its reader went away.

use std::{fs, path::Path, process::Stdio};

use super::support::{example, folder, message, mips, names};
use crate::program::program;

const FIXTURE: &str = "performance_year = 2025\n[expect]\nfinal_score = 1\n";

#[test]
fn no_result_takes_the_place_of_an_input() {
    let inside = folder("inputs");
    fs::copy(example("group-2025.toml"), inside.join("p.toml")).unwrap();
    fs::hard_link(inside.join("p.toml"), inside.join("p.svg")).unwrap();
    fs::write(inside.join("fx.toml"), FIXTURE).unwrap();
    fs::write(inside.join("s.csv"), "final_score\n40\n90\n").unwrap();
    fs::hard_link(inside.join("p.toml"), inside.join("same.toml")).unwrap();
    let rules = inside.join("R/2025");
    fs::create_dir_all(&rules).unwrap();
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/2025/rules.toml");
    fs::copy(table, rules.join("rules.toml")).unwrap();
    fs::write(inside.join("measures.toml"), "[]").unwrap();

    for (line, output) in [
        ("score p.toml -o p.toml", "p.toml"),
        ("score p.toml -o ./same.toml", "./same.toml"),
        (
            "score p.toml --rules R -o R/2025/rules.toml",
            "R/2025/rules.toml",
        ),
        ("check p.toml -o p.toml", "p.toml"),
        ("verify fx.toml -o fx.toml", "fx.toml"),
        ("verify . -o fx.toml", "fx.toml"),
        (
            "compare p.toml --scenario a:cost.percent=1 -o p.toml",
            "p.toml",
        ),
        ("batch s.csv -o s.csv", "s.csv"),
        ("population s.csv --year 2025 -o s.csv", "s.csv"),
        ("population s.csv --year 2025 --plot s.csv", "s.csv"),
        ("sweep p.toml --vary cost.percent=1..2 -o p.toml", "p.toml"),
        (
            "sweep p.toml --vary cost.percent=1..2 --plot=p.svg",
            "p.svg",
        ),
        (
            "rules diff 2024 2025 --rules R -o R/2025/rules.toml",
            "R/2025/rules.toml",
        ),
        (
            "rules show 2025 --rules R -o R/2025/rules.toml",
            "R/2025/rules.toml",
        ),
        ("rules check R -o R/2025/rules.toml", "R/2025/rules.toml"),
        (
            "measures show 001 --year 2025 --rules R -o R/2025/rules.toml",
            "R/2025/rules.toml",
        ),
        (
            "init --year 2025 --rules R -o R/2025/rules.toml",
            "R/2025/rules.toml",
        ),
    ] {
        let before = fs::read(inside.join(output)).unwrap();
        let ended = mips(&inside, line);
        assert_eq!(ended.status.code(), Some(2), "{line}");
        assert_eq!(
            message(&ended),
            format!(
                "error: {output}: this is one of the input files; give the result another name\n"
            ),
            "{line}"
        );
        assert_eq!(fs::read(inside.join(output)).unwrap(), before, "{line}");
    }
}

#[test]
fn an_import_does_not_write_over_its_source() {
    let inside = folder("import");
    let excerpts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import/2026");
    fs::create_dir_all(inside.join("2026")).unwrap();
    let source = inside.join("2026/measures.toml");
    fs::copy(excerpts.join("measures-data.json"), &source).unwrap();
    let before = fs::read(&source).unwrap();
    let ended = mips(
        &inside,
        "rules import --year 2026 --measures 2026/measures.toml --cite x --output .",
    );
    assert_eq!(ended.status.code(), Some(2));
    assert_eq!(
        message(&ended),
        "error: ./2026/measures.toml: this is one of the input files; give the result another name\n"
    );
    assert_eq!(fs::read(&source).unwrap(), before);
}

#[test]
fn two_results_need_a_file_each() {
    let inside = folder("outputs");
    fs::copy(example("group-2025.toml"), inside.join("p.toml")).unwrap();
    fs::write(
        inside.join("s.csv"),
        "final_score,practice.part_b_paid\n40,8\n90,8\n",
    )
    .unwrap();
    for line in [
        "sweep p.toml --vary cost.percent=1..2 -o x.svg --plot=x.svg",
        "sweep p.toml --vary cost.percent=1..2 -o x.svg --plot=./x.svg",
        "population s.csv --year 2025 -o x --plot x",
    ] {
        let ended = mips(&inside, line);
        assert_eq!(ended.status.code(), Some(2), "{line}");
        let named = line.rsplit(['=', ' ']).next().unwrap();
        assert_eq!(
            message(&ended),
            format!(
                "error: {named}: two results cannot go into one file; give one of them another name\n"
            )
        );
        assert_eq!(names(&inside), ["p.toml", "s.csv"], "{line}");
    }
}

/// Runs the program with a standard output whose reader is gone before it starts.
fn without_a_reader(inside: &Path, line: &str) -> Option<i32> {
    let mut reader = program()
        .arg("--version")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let pipe = reader.stdin.take().unwrap();
    reader.wait().unwrap();
    let mut program = program();
    program
        .args(line.split(' '))
        .current_dir(inside)
        .stdout(pipe)
        .stderr(Stdio::null());
    program.status().unwrap().code()
}

#[test]
fn a_gate_fails_whoever_reads_the_result() {
    let inside = folder("gates");
    fs::copy(example("group-2025.toml"), inside.join("p.toml")).unwrap();
    let failing = fs::read_to_string(example("group-2025.toml")).unwrap()
        + "\n[expect]\nsource = \"a figure that is not so\"\nfinal_score = 1\n";
    fs::write(inside.join("fx.toml"), failing).unwrap();
    fs::write(inside.join("bad.toml"), "performance_year = 2025\nx = 1\n").unwrap();
    for (line, status) in [
        ("score p.toml", 0),
        ("score p.toml --fail-under 99", 1),
        ("score p.toml --fail-under 99 --format json", 1),
        ("verify fx.toml", 1),
        ("verify fx.toml --format junit", 1),
        ("check bad.toml", 1),
        ("rules list", 0),
    ] {
        assert_eq!(without_a_reader(&inside, line), Some(status), "{line}");
    }
}
