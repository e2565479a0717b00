//! The gallery of errors, `tests/errors/`: each practice file there with the whole of what the program says of it.
//!
//! `NAME.toml` is scored, with the arguments of `NAME.args`, one a line, and `NAME.stderr` is what stands on standard
//! error; `warning-NAME.toml` is checked, and `NAME.stdout` is what stands on standard output. Files that no repository
//! should hold (not UTF-8, too large) and rule tables are made here. `UPDATE_EXPECTED=1` writes the expectations anew.

mod common;
#[path = "common/program.rs"]
mod program;

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use common::BOOK;
use mips::{Code, rules::book::TableName};

fn gallery() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors")
}

/// One case: a name, the folder that it runs in, and the arguments.
struct Case {
    name: String,
    folder: PathBuf,
    args: Vec<String>,
}

fn cases_in_files() -> Vec<Case> {
    let mut cases: Vec<Case> = fs::read_dir(gallery())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let mut args = vec![command(&name).to_owned(), format!("{name}.toml")];
            if let Ok(more) = fs::read_to_string(path.with_extension("args")) {
                args.extend(more.lines().map(str::to_owned));
            }
            Case {
                name,
                folder: gallery(),
                args,
            }
        })
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

/// What a case of this name is given to.
fn command(name: &str) -> &'static str {
    if name.starts_with("warning-") {
        "check"
    } else {
        "score"
    }
}

/// Files that are made rather than kept.
fn made_cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("errors");
    fs::create_dir_all(&folder).unwrap();
    let good = "performance_year = 2026\nquality.percent = 80\n";
    let files: [(&str, &str, Vec<u8>); 19] = [
        ("made-empty", "toml", Vec::new()),
        ("made-blank", "toml", b"\xef\xbb\xbf \r\n\t\n".to_vec()),
        ("made-not-utf8", "toml", b"performance_year = 2026\npractice.name = \"M\xfcller\"\n".to_vec()),
        ("made-utf16", "toml", "\u{feff}performance_year = 2026\r\n[quality]\r\npercent = 820\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("made-utf16-cut", "toml", b"\xff\xfeq\0u".to_vec()),
        ("warning-made-utf16", "toml", good.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        ("made-old-mac-line-ends", "toml", b"performance_year = 2026\r[quality]\rpercent = 820\r".to_vec()),
        ("made-workbook", "xlsx", b"PK\x03\x04 [Content_Types].xml xl/workbook.xml".to_vec()),
        ("made-rich-text", "rtf", b"{\\rtf1\\ansi performance_year = 2026}".to_vec()),
        ("made-table", "csv", b"id,performance_year,quality.percent\r\n1,2026,80\r\n".to_vec()),
        ("made-pdf", "pdf", b"%PDF-1.7\n".to_vec()),
        ("made-web-page", "html", b"<!DOCTYPE html>\n<html lang=\"en\">\n".to_vec()),
        ("made-too-large", "toml", good.bytes().chain(std::iter::repeat_n(b'#', 100 << 20)).collect()),
        ("made-byte-order-mark-and-crlf", "toml", b"\xef\xbb\xbfperformance_year = 2026\r\n[quality]\r\n\tpercent = 820\r\n".to_vec()),
        ("made-nested-deeply", "toml", format!("a = {}{}", "[".repeat(5000), "]".repeat(5000)).into_bytes()),
        ("made-json", "json", b"{\n  \"performance_year\": 2026,\n  \"quality\": { \"precent\": 80 },\n  \"cost\": { \"percent\": \"50\" }\n}\n".to_vec()),
        ("made-json-broken", "json", b"{\n  \"performance_year\": 2026,\n  \"quality\": { \"percent\": 80, }\n}\n".to_vec()),
        ("made-json-key-twice", "json", b"{\n  \"performance_year\": 2026,\n  \"quality\": { \"percent\": 80, \"percent\": 81 }\n}\n".to_vec()),
        ("made-json-nested-deeply", "json", format!("{{\"a\": {}{}}}", "[".repeat(5000), "]".repeat(5000)).into_bytes()),
    ];
    let mut cases: Vec<Case> = files
        .into_iter()
        .map(|(name, extension, bytes)| {
            let file = format!("{name}.{extension}");
            fs::write(folder.join(&file), bytes).unwrap();
            Case {
                name: name.into(),
                folder: folder.clone(),
                args: vec![command(name).into(), file],
            }
        })
        .collect();
    fs::write(folder.join("practice.toml"), good).unwrap();
    let rules = BOOK.text(2026, TableName::Rules).unwrap();
    for (name, from, to) in [
        (
            "made-rules-key-unknown",
            "maximum_percent = 9",
            "maximum_percent = 9\nmaximum_percnet = 9",
        ),
        ("made-rules-key-missing", "performance_threshold = 75\n", ""),
        (
            "made-rules-total",
            "quality = 30, cost = 30,",
            "quality = 35, cost = 30,",
        ),
        (
            "made-rules-word",
            "mode = \"half_up\"",
            "mode = \"half_sideways\"",
        ),
        (
            "made-rules-of-another-year",
            "performance_year = 2026",
            "performance_year = 2025",
        ),
        ("made-rules-no-toml", "[adjustment]", "[adjustment"),
    ] {
        let year = folder.join(name).join("2026");
        fs::create_dir_all(&year).unwrap();
        assert!(rules.contains(from), "{name}");
        fs::write(year.join("rules.toml"), rules.replacen(from, to, 1)).unwrap();
        cases.push(Case {
            name: name.into(),
            folder: folder.clone(),
            args: ["score", "practice.toml", "--rules", name]
                .map(str::to_owned)
                .to_vec(),
        });
    }
    cases
}

/// What the program says of a case, and the file that holds what it should say.
fn said(case: &Case) -> (String, PathBuf) {
    let output = program::program()
        .args(&case.args)
        .current_dir(&case.folder)
        .output()
        .unwrap();
    let expected = gallery().join(&case.name);
    let is_warning = case.args[0] == "check";
    let status = output.status.code();
    let (text, extension) = if is_warning {
        assert_eq!(status, Some(0), "{}", case.name);
        (output.stdout, "stdout")
    } else {
        let wanted = if case.name == "no-problem" { 0 } else { 2 };
        assert_eq!(status, Some(wanted), "{}", case.name);
        assert!(wanted == 0 || output.stdout.is_empty(), "{}", case.name);
        (output.stderr, "stderr")
    };
    (
        String::from_utf8(text).unwrap(),
        expected.with_extension(extension),
    )
}

#[test]
fn every_message_is_as_expected() {
    let update = env::var_os("UPDATE_EXPECTED").is_some();
    let mut different = Vec::new();
    let mut paths = Vec::new();
    for case in cases_in_files().into_iter().chain(made_cases()) {
        let (found, path) = said(&case);
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if found != expected {
            // What is written anew has not passed: the next run says whether it does.
            if update {
                fs::write(&path, &found).unwrap();
            }
            different.push(format!(
                "{}\n--- expected\n{expected}--- found\n{found}",
                case.name
            ));
        }
        paths.push(path);
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
    for path in expectations() {
        assert!(
            paths.contains(&path),
            "{} belongs to no case",
            path.display()
        );
    }
}

fn expectations() -> impl Iterator<Item = PathBuf> {
    fs::read_dir(gallery())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|it| it == "stderr" || it == "stdout")
        })
}

/// Each code that a practice file or a rule table can give is in the gallery, but for those that take a hundred problems:
/// `growth` has them.
#[test]
fn every_code_is_in_the_gallery() {
    let said: String = expectations()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let missing: Vec<&str> = Code::ALL
        .iter()
        .map(|code| code.as_str())
        .filter(|code| !code.ends_with("199") && !said.contains(&format!("[{code}]")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Under each excerpt the carets stand below the text that is meant.
#[test]
fn carets_stand_within_their_line() {
    for case in cases_in_files().into_iter().chain(made_cases()) {
        let (text, _) = said(&case);
        let lines: Vec<&str> = text.lines().collect();
        for pair in lines.windows(2) {
            if pair[1].trim_start().starts_with("| ") && pair[1].ends_with('^') {
                assert!(
                    pair[1].chars().count() <= pair[0].chars().count().max(8) + 1,
                    "{}\n{text}",
                    case.name
                );
                assert!(pair[0].chars().count() <= 180, "{}\n{text}", case.name);
            }
        }
    }
}
