//! What is typed to the sweep and the comparison costs no input.
#![cfg(unix)]

#[path = "common/program.rs"]
mod program;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

fn mips(folder: &Path, args: &[&str]) -> Output {
    program::program()
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// A folder with a copy of an example in it.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/group-2025.toml");
    fs::copy(example, path.join("mine.toml")).unwrap();
    path
}

const VARY: [&str; 3] = ["sweep", "--vary", "quality.percent=50..90:10"];

fn sweep(folder: &Path, more: &[&str]) -> Output {
    mips(folder, &[&VARY, more].concat())
}

#[test]
fn no_result_takes_the_place_of_an_input() {
    let folder = folder("keep-inputs");
    let before = fs::read(folder.join("mine.toml")).unwrap();
    std::os::unix::fs::symlink("mine.toml", folder.join("link.svg")).unwrap();
    for more in [
        &["mine.toml", "--plot=mine.toml"][..],
        &["mine.toml", "--plot=link.svg"],
        &["mine.toml", "--output", "mine.toml"],
        &["mine.toml", "--output", "./mine.toml"],
        &["mine.toml", "--output", "a.svg", "--plot=a.svg"],
    ] {
        let output = sweep(&folder, more);
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        assert!(output.stdout.is_empty(), "{more:?}");
    }
    let output = mips(
        &folder,
        &[
            "compare",
            "mine.toml",
            "--years",
            "2024,2025",
            "-o",
            "mine.toml",
        ],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("one of the input files"));
    assert_eq!(fs::read(folder.join("mine.toml")).unwrap(), before);
}

#[test]
fn a_plot_takes_a_name_with_an_equals_sign_alone() {
    let folder = folder("plot-names");
    let drawn = sweep(&folder, &["--plot", "mine.toml"]);
    assert_eq!(drawn.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&drawn.stdout).contains("final score by quality.percent"));
    let saved = sweep(
        &folder,
        &["mine.toml", "--plot=curve.svg", "--format", "csv"],
    );
    assert_eq!(saved.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&saved.stdout).lines().count(), 6);
    assert!(
        fs::read_to_string(folder.join("curve.svg"))
            .unwrap()
            .starts_with("<svg")
    );
    for form in ["csv", "json", "ndjson", "markdown"] {
        let output = sweep(&folder, &["mine.toml", "--plot", "--format", form]);
        assert_eq!(output.status.code(), Some(2), "{form}");
        assert!(output.stdout.is_empty(), "{form}");
    }
}

#[test]
fn practices_are_headed_by_their_names_or_their_files() {
    let folder = folder("compare-heads");
    for name in ["first-draft.toml", "second-draft.toml"] {
        fs::write(
            folder.join(name),
            format!(
                "performance_year = 2024\n[quality]\npercent = {}\n",
                name.len()
            ),
        )
        .unwrap();
    }
    let text = mips(
        &folder,
        &[
            "compare",
            "mine.toml",
            "./first-draft.toml",
            "second-draft.toml",
        ],
    );
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    assert!(
        text.contains(" first-draft") && text.contains(" second-draft"),
        "{text}"
    );
    assert!(text.contains("(best)") && !text.contains(".toml"), "{text}");
}

#[test]
fn a_key_that_a_year_lacks_can_be_taken_away() {
    let folder = folder("compare-years");
    let output = mips(&folder, &["compare", "mine.toml", "--years", "2025,2017"]);
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        message.contains("`--set complex_patient_bonus=`, with nothing after it"),
        "{message}"
    );
    for key in ["complex_patient_bonus=", "complex_patient_bonus.points="] {
        let output = mips(
            &folder,
            &["compare", "mine.toml", "--years", "2025,2017", "--set", key],
        );
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{key}: {message}");
    }
}
