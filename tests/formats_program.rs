//! The forms in which the program hands its results to other programs, each to the letter.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
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
    Command::new(env!("CARGO_BIN_EXE_mips"))
        .args(line.split(' '))
        .env_remove("MIPS_RULES")
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
        "ok       f.toml\n1 of 1 fixtures hold\n"
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
        "ok       p.toml\n1 of 1 fixtures hold\n"
    );
}
