//! What must hold of the sources: the years are data, arithmetic is decimal, rounding has one place, the library reads no
//! files; and what must hold of the rule tables, with the checks that would find them broken.

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
};

use common::{BOOK, YEARS};
use mips::{
    RuleBook,
    rules::{self, book::TableName},
};

fn sources(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let name = path.strip_prefix(root).unwrap().display().to_string();
                found.push((name.replace('\\', "/"), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The lines of code: no comments, no documentation, no tests.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.split("#[cfg(test)]").next().unwrap();
    text.lines()
        .enumerate()
        .map(|(n, line)| (n + 1, line.split("//").next().unwrap()))
        .filter(|(_, line)| !line.trim_start().starts_with("#[doc"))
}

fn library() -> Vec<(String, String)> {
    let mut all = sources("src");
    all.retain(|(name, _)| !name.starts_with("src/bin/") && !name.starts_with("src/build"));
    assert!(all.len() > 20);
    all
}

fn assert_none(files: &[(String, String)], what: &str, is_it: impl Fn(&str) -> bool) {
    let found: Vec<String> = files
        .iter()
        .flat_map(|(name, text)| code(text).map(move |(n, line)| (name, n, line)))
        .filter(|(_, _, line)| is_it(line))
        .map(|(name, n, line)| format!("{name}:{n}: {}", line.trim()))
        .collect();
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

/// Whether the line has the word, not as part of a longer one.
fn has_word(line: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        !line[..at].ends_with(is_part) && !line[at + word.len()..].starts_with(is_part)
    })
}

fn has_year(line: &str) -> bool {
    line.split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4 && digits.starts_with("20"))
}

#[test]
fn there_is_no_year_in_the_scoring_code() {
    let mut files = library();
    files.retain(|(name, _)| {
        [
            "src/score",
            "src/rules",
            "src/practice",
            "src/category",
            "src/trial",
        ]
        .iter()
        .any(|part| name.starts_with(part))
    });
    assert!(files.len() > 10);
    // A message may show a year as an example, and an edition of certified technology is named for one.
    assert_none(&files, "a year", |line| {
        has_year(&line.replace("2015 Edition", ""))
            && !line.contains("for example performance_year")
    });
}

#[test]
fn arithmetic_is_decimal() {
    assert_none(&library(), "a binary float", |line| {
        has_word(line, "f64") || has_word(line, "f32")
    });
}

#[test]
fn the_library_reads_no_files_and_prints_nothing() {
    for forbidden in [
        "println!",
        "eprintln!",
        "print!(",
        "std::fs",
        "std::env::",
        "std::process",
        "std::time",
        "std::net",
        "SystemTime",
    ] {
        assert_none(&library(), forbidden, |line| line.contains(forbidden));
    }
}

#[test]
fn rounding_has_one_place() {
    let mut files = sources("src");
    files.retain(|(name, _)| {
        !matches!(
            name.as_str(),
            "src/decimal/rounding.rs" | "src/report/layout.rs"
        )
    });
    for forbidden in [
        "round_dp",
        ".round()",
        "RoundingStrategy",
        ".trunc()",
        ".ceil()",
        ".floor()",
        "rescale(",
    ] {
        assert_none(&files, forbidden, |line| line.contains(forbidden));
    }
}

#[test]
fn no_path_of_a_machine_is_in_the_sources() {
    for folder in ["src", "tests"] {
        for (name, text) in sources(folder) {
            for (n, line) in text.lines().enumerate() {
                for root in ["home", "work", "Users", "root"] {
                    assert!(!line.contains(&format!("\"/{root}/")), "{name}:{}", n + 1);
                }
            }
        }
    }
}

#[test]
fn every_built_in_year_loads_and_holds_together() {
    assert_eq!(BOOK.years().collect::<Vec<_>>(), YEARS.collect::<Vec<_>>());
    for year in YEARS {
        let loaded = BOOK
            .year(year)
            .unwrap_or_else(|problems| panic!("{year}\n{problems}"));
        let found = rules::check(&loaded.rules);
        assert!(found.is_empty(), "{year}: {found:?}");
        assert_eq!(loaded.payment_year, year + 2);
    }
}

/// The built-in tables as a user's own: the TOML reader finds nothing that the build let pass.
#[test]
fn every_built_in_table_passes_as_a_users_own() {
    for year in YEARS {
        let mut book = RuleBook::built_in();
        book.replace(
            year,
            TableName::Rules,
            "rules.toml",
            BOOK.text(year, TableName::Rules).unwrap(),
        );
        let loaded = book
            .year(year)
            .unwrap_or_else(|problems| panic!("{problems}"));
        let built_in = serde_json::to_value(&BOOK.year(year).unwrap().rules).unwrap();
        assert_eq!(
            serde_json::to_value(&loaded.rules).unwrap(),
            built_in,
            "{year}"
        );
    }
}

/// What the loader says of a table in which `from` is replaced by `to`: code and path of each problem.
fn found_in(year: u16, from: &str, to: &str) -> Vec<String> {
    let text = BOOK.text(year, TableName::Rules).unwrap();
    assert!(text.contains(from), "{year} has no `{from}`");
    let mut book = RuleBook::built_in();
    book.replace(
        year,
        TableName::Rules,
        "rules.toml",
        text.replacen(from, to, 1),
    );
    let problems = book
        .year(year)
        .err()
        .unwrap_or_else(|| panic!("{year}: `{to}` passes"));
    problems
        .0
        .iter()
        .map(|problem| {
            let place = problem.place.as_ref().expect("a place");
            assert_eq!(place.name, "rules.toml");
            format!("{} {}", problem.code.as_str(), problem.path)
        })
        .collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of ways to break the rules")]
fn a_broken_rule_table_is_told_by_its_path() {
    let row = "\"quality+cost\"                                      = ";
    for (year, from, to, expected) in [
        (
            2024,
            "maximum_percent = 9",
            "maximum_percent = 900",
            vec!["E0301 adjustment.maximum_percent"],
        ),
        (
            2024,
            "quality = 30, cost = 30,",
            "quality = 31, cost = 30,",
            vec!["E0301 weights.traditional.rows.none"],
        ),
        (
            2024,
            "quality = 55, cost = 0,",
            "quality = 45, cost = 10,",
            vec!["E0301 weights.traditional.rows.cost"],
        ),
        (
            2024,
            row,
            "# ",
            vec!["E0301 weights.traditional.rows.quality+cost"],
        ),
        (
            2021,
            "performance_threshold = 60",
            "performance_threshold = 86",
            vec!["E0301 adjustment.additional.performance_threshold"],
        ),
        (
            2021,
            "performance_threshold = 85",
            "performance_threshold = 100",
            vec!["E0301 adjustment.additional.performance_threshold"],
        ),
        (
            2024,
            "performance_threshold = 75",
            "performance_threshold = 0",
            vec!["E0301 adjustment.performance_threshold"],
        ),
        (
            2024,
            "performance_threshold = 75",
            "performance_threshhold = 75",
            vec![
                "E0102 adjustment.performance_threshold",
                "E0101 adjustment.performance_threshhold",
            ],
        ),
        (
            2024,
            "performance_threshold = 75\n",
            "",
            vec!["E0102 adjustment.performance_threshold"],
        ),
        (
            2024,
            "performance_threshold = 75",
            "performance_threshold = \"many\"",
            vec!["E0301 adjustment.performance_threshold"],
        ),
        (
            2024,
            "payment_year = 2026",
            "payment_year = 2024",
            vec!["E0301 payment_year"],
        ),
        (
            2024,
            "basis = \"implied\"",
            "basis = \"guessed\"",
            vec!["E0106 adjustment.scaling_factor.basis"],
        ),
        (
            2024,
            "maximum_clinicians = 15\n",
            "maximum_clinicians = 15\nminimum_clinicians = 1\n",
            vec!["E0101 small_practice.minimum_clinicians"],
        ),
        (
            2024,
            "weights = \"traditional\"",
            "weights = \"traditionl\"",
            vec!["E0301 pathways.traditional"],
        ),
        (
            2024,
            "minimum_categories = 2\n",
            "",
            vec!["E0102 final_score.minimum_categories"],
        ),
        (
            2024,
            "cite = \"42 CFR 414.1305 (small practice)\"",
            "cite = \" \"",
            vec!["E0301 small_practice.cite"],
        ),
        (
            2024,
            "cite = \"42 CFR 414.1305 (small practice)\"\n",
            "",
            vec!["E0102 small_practice.cite"],
        ),
        (
            2024,
            "performance_year = 2024",
            "performance_year = 2023",
            vec!["E0301 performance_year"],
        ),
    ] {
        let found = found_in(year, from, to);
        assert_eq!(found, expected, "{year}: `{from}` made `{to}`");
    }
}

/// Each single weight of each row of each year, made one too many, is found at its row.
#[test]
fn every_weight_is_watched_over() {
    for year in YEARS {
        let rules = &BOOK.year(year).unwrap().rules;
        for (name, table) in &rules.weights {
            for not_scored in mips::category::CategorySet::every() {
                if table.rows.get(not_scored).is_none() {
                    continue;
                }
                for category in mips::Category::ALL {
                    let mut tree = serde_json::to_value(rules).unwrap();
                    tree["weights"][name]["rows"][not_scored.name()][category.key()] = 1.into();
                    let broken: mips::rules::Rules = serde_json::from_value(tree).unwrap();
                    let path = format!("weights.{name}.rows.{}", not_scored.name());
                    let found = rules::check(&broken);
                    assert!(
                        found.iter().any(|problem| problem.path == path),
                        "{year} {path}"
                    );
                }
            }
        }
    }
}
