//! Whatever befalls the program or its files, a result is whole or not there at all, and the fault is told by its name.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Child, Stdio},
    thread::sleep,
    time::Duration,
};

use super::support::{example, folder, message, mips, names, shell};
use crate::program::program;

/// So many rows that a batch of them takes longer than a start.
const ROWS: usize = 4000;

fn rows(from: usize, to: usize) -> String {
    (from..to)
        .map(|n| format!("{n},{}.{:02},70,80,90\n", n % 100, n * 7 % 100))
        .collect()
}

const HEAD: &str = "id,quality.percent,cost.percent,improvement_activities.percent,promoting_interoperability.percent\n";

/// A folder with a practice, a table of rows, and what an earlier run left as results.
fn prepared(name: &str) -> std::path::PathBuf {
    let inside = folder(name);
    fs::copy(example("group-2025.toml"), inside.join("p.toml")).unwrap();
    fs::write(inside.join("in.csv"), HEAD.to_owned() + &rows(0, ROWS)).unwrap();
    fs::write(inside.join("out"), "old").unwrap();
    inside
}

fn started(inside: &Path, line: &str) -> Child {
    program()
        .args(line.split(' '))
        .current_dir(inside)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Killed at any moment, without a chance to tidy up, the program leaves the old result or the whole new one; the part
/// file that may be left is cleared by a later run.
#[test]
fn killed_at_any_moment() {
    for line in [
        "batch in.csv --year 2025 -o out",
        "sweep p.toml --vary cost.percent=0..100:0.5 -o out",
        "score p.toml --format json --explain -o out",
    ] {
        let inside = prepared("killed");
        let whole = folder("killed_whole");
        for name in ["in.csv", "p.toml"] {
            fs::copy(inside.join(name), whole.join(name)).unwrap();
        }
        assert_eq!(mips(&whole, line).status.code(), Some(0));
        let whole = fs::read(whole.join("out")).unwrap();
        // Moments that are spread as a golden section spreads them.
        for n in 0..8_u64 {
            let mut program = started(&inside, line);
            sleep(Duration::from_millis(n * 618 % 400));
            let _ = program.kill();
            program.wait().unwrap();
            let result = fs::read(inside.join("out")).unwrap();
            assert!(result == b"old" || result == whole, "{line}, moment {n}");
            for name in names(&inside) {
                let is_part = name.starts_with(".out.")
                    && Path::new(&name).extension().is_some_and(|it| it == "part");
                assert!(is_part || ["in.csv", "p.toml", "out"].contains(&name.as_str()));
                if is_part {
                    let file = fs::File::options()
                        .write(true)
                        .open(inside.join(name))
                        .unwrap();
                    let an_hour_ago = std::time::SystemTime::now() - Duration::from_hours(1);
                    file.set_modified(an_hour_ago).unwrap();
                }
            }
        }
        assert_eq!(mips(&inside, line).status.code(), Some(0));
        assert_eq!(fs::read(inside.join("out")).unwrap(), whole);
        assert_eq!(names(&inside), ["in.csv", "out", "p.toml"], "{line}");
    }
}

/// No file may be larger than a few blocks of the shell's; the signal that says so is passed over.
#[test]
fn a_full_disk() {
    let inside = prepared("full_disk");
    fs::write(
        inside.join("s.csv"),
        "final_score,practice.part_b_paid\n40,8\n90,8\n",
    )
    .unwrap();
    for line in [
        "batch in.csv --year 2025 -o out",
        "batch in.csv --year 2025 --sync -o out",
        "sweep p.toml --vary cost.percent=0..100:0.5 -o out",
        "score p.toml --format html -o out",
        "compare p.toml --scenario a:cost.percent=1 --format json -o out",
        "plan p.toml --format html -o out",
        "population s.csv --year 2025 --format json -o out",
        "rules show 2025 -o out",
        "schema practice -o out",
        "measures search diabetes --year 2025 --format json -o out",
    ] {
        let ended = shell(
            &inside,
            &format!("trap '' XFSZ; ulimit -f 1; exec $mips {line}"),
        );
        let said = message(&ended);
        assert_eq!(ended.status.code(), Some(2), "{line}: {said}");
        assert!(
            said.contains("error: out: cannot be written: "),
            "{line}: {said}"
        );
        assert_eq!(fs::read_to_string(inside.join("out")).unwrap(), "old");
        assert_eq!(
            names(&inside),
            ["in.csv", "out", "p.toml", "s.csv"],
            "{line}"
        );
    }
}

/// A device that is always full.
#[cfg(target_os = "linux")]
#[test]
fn a_standard_output_that_is_full() {
    let inside = prepared("full_output");
    for line in [
        "score p.toml",
        "batch in.csv --year 2025",
        "sweep p.toml --vary cost.percent=0..100:0.5",
        "rules list",
        "--version",
    ] {
        let ended = shell(&inside, &format!("exec $mips {line} >/dev/full"));
        let said = message(&ended);
        assert_eq!(ended.status.code(), Some(2), "{line}: {said}");
        let expected = "error: standard output cannot be written to: No space left on device";
        assert_eq!(said.trim_end(), expected, "{line}");
    }
}

#[test]
fn a_reader_that_leaves_ends_a_batch() {
    let inside = prepared("reader");
    let script = "{ $mips batch in.csv --year 2025; echo $? >&2; } | head -n 1";
    let ended = shell(&inside, script);
    assert_eq!(message(&ended), "0\n");
    let first = String::from_utf8(ended.stdout).unwrap();
    assert!(
        first.starts_with("id,performance_year,final_score,"),
        "{first}"
    );
}

/// A file that is taken away while it is read is read to its end.
#[test]
fn an_input_that_is_removed() {
    let inside = prepared("removed");
    let expected = mips(&inside, "batch in.csv --year 2025").stdout;
    assert!(shell(&inside, "mkfifo pipe").status.success());
    let program = started(&inside, "batch pipe --year 2025 -o out");
    // Opening waits until the program reads.
    let mut pipe = fs::OpenOptions::new()
        .write(true)
        .open(inside.join("pipe"))
        .unwrap();
    let (first, second) = (rows(0, ROWS / 2), rows(ROWS / 2, ROWS));
    pipe.write_all(HEAD.as_bytes()).unwrap();
    pipe.write_all(first.as_bytes()).unwrap();
    fs::remove_file(inside.join("pipe")).unwrap();
    pipe.write_all(second.as_bytes()).unwrap();
    drop(pipe);
    assert_eq!(program.wait_with_output().unwrap().status.code(), Some(0));
    assert_eq!(fs::read(inside.join("out")).unwrap(), expected);

    let ended = mips(&inside, "batch pipe --year 2025 -o out");
    assert_eq!(ended.status.code(), Some(2));
    assert_eq!(
        message(&ended),
        "error: pipe: cannot be read: No such file or directory\n"
    );
    assert_eq!(fs::read(inside.join("out")).unwrap(), expected);
}

/// Of a file that grows while it is read, what was there before is read as it is without.
#[test]
fn an_input_that_grows() {
    let inside = prepared("growing");
    let expected = mips(&inside, "batch in.csv --year 2025").stdout;
    let mut program = started(&inside, "batch in.csv --year 2025 -o out");
    let mut file = fs::OpenOptions::new()
        .append(true)
        .open(inside.join("in.csv"))
        .unwrap();
    let mut from = ROWS;
    while program.try_wait().unwrap().is_none() && from < 5 * ROWS {
        file.write_all(rows(from, from + 100).as_bytes()).unwrap();
        from += 100;
    }
    assert_eq!(program.wait().unwrap().code(), Some(0));
    let result = fs::read(inside.join("out")).unwrap();
    assert!(result.starts_with(&expected));
}

/// What is larger than its kind ever is is refused before it is read.
#[test]
fn an_input_of_ten_gigabytes() {
    let inside = prepared("large");
    fs::create_dir_all(inside.join("R/2025")).unwrap();
    let file = fs::File::create(inside.join("R/2025/rules.toml")).unwrap();
    // All of it is a hole: it takes no room on the disk.
    if file.set_len(10 << 30).is_err() {
        return;
    }
    let name = "R/2025/rules.toml";
    let table = "error: R/2025/rules.toml: a rule table has 4 MB at most; this file is larger\n";
    let cases = [
        ("rules check R".to_owned(), table),
        ("score p.toml --rules R".to_owned(), table),
        ("rules show 2025 --rules R".to_owned(), table),
        (
            format!("rules import --year 2025 --measures {name} --cite x --output ."),
            "error: R/2025/rules.toml: a file of CMS's measure data has 16 MB at most; this file is larger\n",
        ),
        (
            format!("score {name}"),
            "R/2025/rules.toml: error[E0001]: the file is larger than 2 MB; a practice file has a few kilobytes\n",
        ),
        (
            format!("import {name}"),
            "R/2025/rules.toml: error[E0001]: the file has more than 64 MB\n",
        ),
    ];
    for (line, expected) in cases {
        let ended = mips(&inside, &line);
        assert_eq!(ended.status.code(), Some(2), "{line}");
        assert_eq!(message(&ended), expected, "{line}");
    }
}
