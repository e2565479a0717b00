//! The forms in which the program hands its results to other programs, each to the letter.

#[path = "common/program.rs"]
mod program;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

/// A folder of a test's own, empty.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("formats_program")
        .join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn mips(inside: &Path, line: &str) -> Output {
    program::program()
        .args(line.split(' '))
        .current_dir(inside)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// 30 + 30 + 15 + 25 points: every category in full, 42 CFR 414.1380(c).
const FULL: &str = "performance_year = 2025\nquality.percent = 100\ncost.percent = 100\n\
                    improvement_activities.percent = 100\npromoting_interoperability.percent = 100\n\
                    practice.small_practice = false\n";

#[test]
fn an_update_rewrites_the_figures_that_differ_and_nothing_else() {
    let inside = folder("update");
    let expect = |score: &str, points: &str, class: &str| {
        format!(
            "{FULL}\n[expect] # by hand\nsource = \"42 CFR 414.1380(c)\"\nfinal_score = {score} # points\n\
             \"categories.cost.points\" = {points}\n[expect.payment_adjustment]\nclass = {class}\nnothing = 1\n"
        )
    };
    fs::write(
        inside.join("f.toml"),
        expect("99", "30.0", "\"penalty\"").replace("nothing = 1\n", ""),
    )
    .unwrap();
    let output = mips(&inside, "verify f.toml --update");
    assert_eq!(
        text(&output.stdout),
        "ok       f.toml\n1 of 1 fixture holds\n"
    );
    assert_eq!(text(&output.stderr), "f.toml: updated\n");
    assert_eq!(output.status.code(), Some(0));
    let mended = expect("100.00", "30.0", "\"positive\"");
    assert_eq!(
        fs::read_to_string(inside.join("f.toml")).unwrap(),
        mended.replace("nothing = 1\n", "")
    );

    // A figure that the output does not have stays a difference.
    fs::write(inside.join("f.toml"), &mended).unwrap();
    let output = mips(&inside, "verify f.toml --update");
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read_to_string(inside.join("f.toml")).unwrap(), mended);
    // What settings vary is not the file's own.
    let output = mips(&inside, "verify f.toml --update --set cost.percent=0");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_score_becomes_a_fixture() {
    let inside = folder("expect");
    fs::write(inside.join("p.toml"), FULL).unwrap();
    let output = mips(&inside, "score p.toml --expect");
    let version = env!("CARGO_PKG_VERSION");
    let expected = format!("[expect]\nsource = \"mips {version}\"\nfinal_score = 100.00\n");
    let printed = text(&output.stdout);
    assert!(printed.starts_with(&expected), "{printed}");
    fs::write(inside.join("p.toml"), format!("{FULL}{printed}")).unwrap();
    let output = mips(&inside, "verify p.toml");
    assert_eq!(
        text(&output.stdout),
        "ok       p.toml\n1 of 1 fixture holds\n"
    );
}

#[test]
fn annotations_stand_where_the_workflow_shows_them() {
    let inside = folder("github");
    fs::write(
        inside.join("50%,b.toml"),
        format!("{FULL}[expect]\nfinal_score = 99\n"),
    )
    .unwrap();
    let output = mips(&inside, "verify 50%,b.toml --format github");
    assert_eq!(
        text(&output.stdout),
        "::error file=50%25%2Cb.toml,line=8,col=15::final_score: expected 99, found 100.00\n"
    );
    assert_eq!(output.status.code(), Some(1));
    fs::write(
        inside.join("c.toml"),
        FULL.replace("cost.percent = 100", "cost.percent = \"5%%\""),
    )
    .unwrap();
    let output = mips(&inside, "check c.toml --format github");
    assert_eq!(
        text(&output.stdout),
        "::error file=c.toml,line=3,col=16::E0103: cost.percent: expected a number, not text\n"
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn one_object_stands_on_each_line() {
    let inside = folder("ndjson");
    fs::write(
        inside.join("a.toml"),
        format!("{FULL}[expect]\nfinal_score = 100\n"),
    )
    .unwrap();
    let output = mips(&inside, "verify a.toml a.toml --format ndjson");
    let line = "{\"fixture\":\"a.toml\",\"status\":\"ok\",\"source\":null,\"differences\":[],\"problems\":[]}\n";
    assert_eq!(text(&output.stdout), line.repeat(2));
    let output = mips(&inside, "check a.toml a.toml --format ndjson");
    let printed = text(&output.stdout);
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0], lines[1]);
    assert!(lines[0].contains("\"performance_year\":2025,\"files\":[{\"file\":\"a.toml\""));
}

#[test]
fn a_folder_stands_for_the_practice_files_in_it() {
    let inside = folder("folders");
    fs::create_dir_all(inside.join("d/e")).unwrap();
    fs::create_dir_all(inside.join("none")).unwrap();
    fs::write(inside.join("d/b.toml"), FULL).unwrap();
    fs::write(inside.join("d/e/a.toml"), FULL).unwrap();
    fs::write(inside.join("d/notes.txt"), "not a practice").unwrap();
    for command in ["score", "check", "plan", "compare"] {
        let of_folder = mips(&inside, &format!("{command} d --format json"));
        let of_files = mips(
            &inside,
            &format!("{command} d/b.toml d/e/a.toml --format json"),
        );
        assert_eq!(
            of_files.status.code(),
            Some(0),
            "{}",
            text(&of_files.stderr)
        );
        assert_eq!(text(&of_folder.stdout), text(&of_files.stdout));
        assert!(!of_folder.stdout.is_empty(), "{command}");
        let output = mips(&inside, &format!("{command} none"));
        assert_eq!(
            text(&output.stderr),
            "error: none: the folder has no practice file (*.toml)\n"
        );
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn the_version_says_what_the_data_is_of() {
    let output = mips(&folder("version"), "--version");
    let cite =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/2027/measures.toml"))
            .unwrap();
    let cite = cite
        .lines()
        .find(|line| line.starts_with("cite = "))
        .unwrap();
    assert!(cite.contains("qpp-measures-data v"), "{cite}");
    assert_eq!(
        text(&output.stdout),
        format!(
            "mips {}\nnewest performance year: 2027, provisional\nmeasure data: {}\n",
            env!("CARGO_PKG_VERSION"),
            cite.trim_start_matches("cite = ").trim_matches('"')
        )
    );
}

#[test]
fn a_year_is_compared_with_ones_own_tables_of_it() {
    let inside = folder("diff");
    fs::create_dir_all(inside.join("R/2025")).unwrap();
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/2025/rules.toml");
    let table = fs::read_to_string(table).unwrap();
    // The performance threshold of 2025 is 75 points, 42 CFR 414.1405(b).
    let mine = table.replacen(
        "performance_threshold = 75",
        "performance_threshold = 80",
        1,
    );
    assert_ne!(mine, table);
    fs::write(inside.join("R/2025/rules.toml"), &table).unwrap();
    let output = mips(&inside, "rules diff 2025 --rules R");
    assert_eq!(
        text(&output.stdout),
        "Performance year 2025, the built-in rules and yours: nothing changes\n"
    );
    fs::write(inside.join("R/2025/rules.toml"), &mine).unwrap();
    let output = mips(&inside, "rules diff 2025 --rules R --format csv");
    let printed = text(&output.stdout);
    let rows: Vec<&str> = printed.lines().skip(1).collect();
    assert_eq!(rows.len(), 1, "{printed}");
    assert!(rows[0].contains(",75,80,"), "{printed}");
    assert_eq!(mips(&inside, "rules diff 2025").status.code(), Some(2));
}

#[test]
fn junit_has_a_suite_for_each_folder() {
    let inside = folder("junit");
    fs::create_dir_all(inside.join("d")).unwrap();
    let fixture = |score| format!("{FULL}[expect]\nfinal_score = {score}\n");
    fs::write(inside.join("a.toml"), fixture("100")).unwrap();
    fs::write(inside.join("d/b.toml"), fixture("99")).unwrap();
    fs::write(inside.join("d/c.toml"), FULL).unwrap();
    let output = mips(&inside, "verify a.toml d/b.toml d/c.toml --format junit");
    // What a run takes is nobody's to foretell: each time stands as T here.
    let printed = text(&output.stdout);
    let mut parts = printed.split(" time=\"");
    let mut shown = parts.next().unwrap().to_owned();
    for part in parts {
        let (time, rest) = part.split_once('"').unwrap();
        let (whole, fraction) = time.split_once('.').unwrap();
        assert!(
            whole.parse::<u64>().is_ok() && fraction.len() == 6,
            "{time}"
        );
        shown.push_str(" T");
        shown.push_str(rest);
    }
    assert_eq!(
        shown,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"mips verify\" tests=\"3\" failures=\"1\" errors=\"1\" T>\n  \
         <testsuite name=\".\" tests=\"1\" failures=\"0\" errors=\"0\" T>\n    \
         <testcase classname=\".\" name=\"a.toml\" T/>\n  \
         </testsuite>\n  \
         <testsuite name=\"d\" tests=\"2\" failures=\"1\" errors=\"1\" T>\n    \
         <testcase classname=\"d\" name=\"d/b.toml\" T>\n      \
         <failure type=\"difference\" message=\"1 difference\">final_score: expected 99, found 100.00</failure>\n    \
         </testcase>\n    \
         <testcase classname=\"d\" name=\"d/c.toml\" T>\n      \
         <error type=\"E0102\" message=\"cannot be scored\">error[E0102]: expect: no [expect] table, so there is nothing to \
         verify</error>\n    \
         </testcase>\n  \
         </testsuite>\n\
         </testsuites>\n"
    );
    assert_eq!(output.status.code(), Some(1));
}
