//! What the program writes and reads as files: nothing that is read is written over, a result is whole or not there at
//! all, and no gate passes because its reader went away.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// A folder of a test's own, empty.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("files_program")
        .join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("examples")
        .join(name)
}

fn mips(inside: &Path, line: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mips"))
        .args(line.split(' '))
        .current_dir(inside)
        .output()
        .unwrap()
}

fn message(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What is in a folder besides what was put there.
fn names(inside: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(inside)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

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
    let mut reader = Command::new(env!("CARGO_BIN_EXE_mips"))
        .arg("--version")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let pipe = reader.stdin.take().unwrap();
    reader.wait().unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_mips"));
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

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_file_keeps_its_permissions() {
        let inside = folder("permissions");
        fs::copy(example("group-2025.toml"), inside.join("p.toml")).unwrap();
        for kept in [0o600, 0o640, 0o644, 0o666] {
            let path = inside.join("out.json");
            fs::write(&path, "old").unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(kept)).unwrap();
            let ended = mips(&inside, "score p.toml --format json -o out.json");
            assert_eq!(ended.status.code(), Some(0));
            assert_eq!(mode(&path), kept);
            assert!(fs::read_to_string(&path).unwrap().starts_with('{'));
        }
    }

    #[test]
    fn a_read_only_file_is_refused_even_for_root() {
        let inside = folder("read_only");
        fs::copy(example("group-2025.toml"), inside.join("p.toml")).unwrap();
        let path = inside.join("out.json");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        let ended = mips(&inside, "score p.toml --format json -o out.json");
        assert_eq!(ended.status.code(), Some(2));
        assert_eq!(
            message(&ended),
            "error: out.json: cannot be written: it is read-only\n"
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    }

    #[test]
    fn a_link_keeps_pointing_and_its_target_is_replaced() {
        let inside = folder("link");
        fs::copy(example("group-2025.toml"), inside.join("p.toml")).unwrap();
        fs::create_dir(inside.join("far")).unwrap();
        fs::write(inside.join("far/target"), "old").unwrap();
        symlink("far/target", inside.join("link")).unwrap();
        let ended = mips(&inside, "score p.toml --format csv -o link");
        assert_eq!(ended.status.code(), Some(0));
        assert!(
            fs::symlink_metadata(inside.join("link"))
                .unwrap()
                .is_symlink()
        );
        let written = fs::read_to_string(inside.join("far/target")).unwrap();
        assert!(written.starts_with("file,performance_year"), "{written}");
        assert_eq!(names(&inside.join("far")), ["target"]);
    }

    /// A link planted under the name that part files once had would have led the result into its target.
    #[test]
    fn no_name_of_a_part_file_can_be_foreseen() {
        let inside = folder("planted");
        fs::copy(example("group-2025.toml"), inside.join("p.toml")).unwrap();
        fs::write(inside.join("victim"), "mine").unwrap();
        let script = format!(
            "ln -s victim out.$$.part; ln -s victim .out.$$.part; exec '{}' score p.toml -o out",
            env!("CARGO_BIN_EXE_mips")
        );
        let ended = Command::new("sh")
            .args(["-c", &script])
            .current_dir(&inside)
            .output()
            .unwrap();
        assert_eq!(ended.status.code(), Some(0), "{}", message(&ended));
        assert_eq!(fs::read_to_string(inside.join("victim")).unwrap(), "mine");
    }

    /// A batch that waits for more rows, with its part file there.
    fn waiting(inside: &Path) -> std::process::Child {
        use std::io::Write as _;
        let mut program = Command::new(env!("CARGO_BIN_EXE_mips"))
            .args(["batch", "-", "--year", "2025", "-o", "out.csv"])
            .current_dir(inside)
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let input = program.stdin.as_mut().unwrap();
        input.write_all(b"final_score\n").unwrap();
        let part = || names(inside).iter().any(|name| name.contains(".part"));
        while !part() {
            std::thread::sleep(std::time::Duration::from_millis(5));
            assert!(program.try_wait().unwrap().is_none(), "it ended");
        }
        program
    }

    #[test]
    fn a_signal_takes_the_part_file_with_it() {
        for signal in ["INT", "TERM", "HUP"] {
            let inside = folder(&format!("signal_{signal}"));
            fs::write(inside.join("out.csv"), "old").unwrap();
            let mut program = waiting(&inside);
            let kill = Command::new("kill")
                .args([format!("-{signal}"), program.id().to_string()])
                .status();
            assert!(kill.unwrap().success());
            let ended = program.wait().unwrap();
            assert_eq!(ended.code(), Some(130), "{signal}");
            assert_eq!(names(&inside), ["out.csv"], "{signal}");
            assert_eq!(fs::read_to_string(inside.join("out.csv")).unwrap(), "old");
        }
    }

    #[test]
    fn the_next_run_clears_what_a_killed_one_left_and_nothing_else() {
        let inside = folder("stale");
        let mut killed = waiting(&inside);
        killed.kill().unwrap();
        killed.wait().unwrap();
        let left = names(&inside);
        assert_eq!(left.len(), 1, "{left:?}");
        let mut alive = waiting(&inside);
        // Both have been there for an hour.
        for name in names(&inside) {
            let file = fs::File::options()
                .write(true)
                .open(inside.join(name))
                .unwrap();
            let an_hour_ago = std::time::SystemTime::now() - std::time::Duration::from_hours(1);
            file.set_modified(an_hour_ago).unwrap();
        }
        fs::copy(example("group-2025.toml"), inside.join("p.toml")).unwrap();
        fs::write(inside.join(".out.csv.mine"), "mine").unwrap();
        let ended = mips(&inside, "score p.toml --format csv -o out.csv");
        assert_eq!(ended.status.code(), Some(0));
        let there = names(&inside);
        assert!(!there.contains(&left[0]), "{there:?}");
        assert_eq!(there.len(), 4, "{there:?}");
        alive.kill().unwrap();
        alive.wait().unwrap();
    }

    #[test]
    fn a_full_disk_is_said_with_the_name_of_the_file() {
        let inside = folder("full");
        fs::copy(example("group-2025.toml"), inside.join("p.toml")).unwrap();
        fs::write(inside.join("out.json"), "old").unwrap();
        // No file may be larger than one block of 512 bytes; the signal that says so is passed over.
        let script = format!(
            "trap '' XFSZ; ulimit -f 1; exec '{}' score p.toml --format json --explain -o out.json",
            env!("CARGO_BIN_EXE_mips")
        );
        let ended = Command::new("sh")
            .args(["-c", &script])
            .current_dir(&inside)
            .output()
            .unwrap();
        assert_eq!(ended.status.code(), Some(2));
        let said = message(&ended);
        assert!(
            said.starts_with("error: out.json: cannot be written: "),
            "{said}"
        );
        assert_eq!(names(&inside), ["out.json", "p.toml"]);
        assert_eq!(fs::read_to_string(inside.join("out.json")).unwrap(), "old");
    }

    #[test]
    fn a_device_and_a_pipe_are_written_to_as_they_are() {
        let inside = folder("device");
        fs::copy(example("group-2025.toml"), inside.join("p.toml")).unwrap();
        let ended = mips(&inside, "score p.toml -o /dev/null");
        assert_eq!(ended.status.code(), Some(0));
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
        assert_eq!(fs::metadata("/dev/null").unwrap().size(), 0);
    }
}
