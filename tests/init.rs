//! `mips init`: every starter of every year scores as it is.

use std::process::{Command, Output};

use mips::{
    Document, RuleBook,
    reference::starter::{Wish, starter},
    rules::{
        book::TableName,
        terms::{Pathway, Word},
    },
    trial,
};

fn mips(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mips"))
        .args(args)
        .output()
        .expect("the program starts")
}

/// Every starter there is, with what it is for.
fn starters() -> Vec<(u16, Wish, String)> {
    let book = RuleBook::built_in();
    let mut found = Vec::new();
    for year in book.years() {
        let rules = book.year(year).expect("built-in rules");
        for pathway in rules.pathways.keys().copied() {
            for small_practice in [false, true] {
                for measures in [false, true] {
                    let wish = Wish {
                        pathway,
                        small_practice,
                        measures,
                    };
                    match starter(&rules, wish) {
                        Ok(text) => found.push((year, wish, text)),
                        Err(problem) => assert!(
                            measures && rules.inventory().is_none(),
                            "{year} {wish:?}: {problem}"
                        ),
                    }
                }
            }
        }
    }
    found
}

#[test]
fn every_starter_scores_without_errors_warnings_or_unknowns() {
    let book = RuleBook::built_in();
    for (year, wish, text) in starters() {
        let document = Document::read("starter", text.as_bytes())
            .unwrap_or_else(|problems| panic!("{year} {wish:?}: {problems}\n{text}"));
        let trial = trial::run(&book, &document, &[])
            .unwrap_or_else(|problems| panic!("{year} {wish:?}: {problems}\n{text}"));
        let card = &trial.scorecard;
        assert!(card.final_score.is_some(), "{year} {wish:?}\n{text}");
        assert_eq!(card.warnings, [], "{year} {wish:?}\n{text}");
        assert_eq!(card.practice.small_practice, wish.small_practice);
        assert_eq!(card.practice.pathway, wish.pathway);
    }
}

/// Nothing that a starter offers in a remark is refused.
#[test]
fn what_a_starter_offers_is_accepted() {
    let book = RuleBook::built_in();
    for (year, wish, text) in starters().into_iter().filter(|(_, wish, _)| !wish.measures) {
        for (n, line) in text.lines().enumerate() {
            let Some(offer) = line.strip_prefix("# ").filter(|line| {
                ["not_submitted =", "unknown =", "reweighted ="]
                    .iter()
                    .any(|key| line.starts_with(key))
            }) else {
                continue;
            };
            let mut lines: Vec<&str> = text.lines().collect();
            lines[n] = offer;
            let given = (0..n)
                .rev()
                .find(|above| lines[*above].starts_with("percent ="))
                .expect("an offer follows a percent");
            lines[given] = "";
            let changed = lines.join("\n");
            let document = Document::read("starter", changed.as_bytes()).expect("it is TOML");
            if let Err(problems) = trial::run(&book, &document, &[]) {
                // Some pathways move the weight of a category nowhere, which the year's rules say.
                let no_weights = problems
                    .0
                    .iter()
                    .all(|problem| ["E0110", "E0108"].contains(&problem.code.as_str()));
                assert!(no_weights, "{year} {wish:?}: {offer}\n{problems}");
            }
        }
    }
}

#[test]
fn lines_keep_within_a_screen_and_years_are_named() {
    for (year, _, text) in starters() {
        assert!(text.contains(&format!("performance_year = {year}\n")));
        for line in text.lines().filter(|line| line.starts_with("# ")) {
            assert!(line.chars().count() <= 100, "{line}");
        }
    }
}

#[test]
fn the_program_prints_the_newest_final_year() {
    let output = mips(&["init"]);
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("performance_year = 2026\n"), "{text}");
    assert!(text.contains("pathway = \"traditional\""), "{text}");
}

#[test]
fn unknown_years_and_pathways_name_the_known_ones() {
    let error = |args: &[&str]| {
        let output = mips(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty());
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(error(&["init", "--year", "2016"]).contains("2017 to 2027"));
    let text = error(&["init", "--year", "2018", "--pathway", "mvp"]);
    assert!(
        text.contains("pathways of 2018: traditional, apm_scoring_standard"),
        "{text}"
    );
    let text = error(&["init", "--pathway", "mips"]);
    assert!(
        text.contains("`mips` is not a pathway") && text.contains("app_plus"),
        "{text}"
    );
}

#[test]
fn a_file_that_is_there_is_kept() {
    let path = std::env::temp_dir().join(format!("mips-init-{}.toml", std::process::id()));
    let name = path.to_str().unwrap();
    assert!(mips(&["init", "--output", name]).status.success());
    assert_eq!(mips(&["init", "--output", name]).status.code(), Some(2));
    assert!(
        mips(&["init", "--output", name, "--force"])
            .status
            .success()
    );
    assert!(mips(&["score", name]).status.success());
    std::fs::remove_file(path).unwrap();
}

#[test]
fn every_pathway_word_exists_in_some_year() {
    let years = starters();
    for pathway in Pathway::ALL {
        assert!(years.iter().any(|(_, wish, _)| wish.pathway == *pathway));
    }
}

#[test]
fn a_year_without_measures_says_so() {
    let mut book = RuleBook::built_in();
    let text = book
        .text(2026, TableName::Rules)
        .unwrap()
        .replace("performance_year = 2026", "performance_year = 2031")
        .replace("payment_year = 2028", "payment_year = 2033");
    book.replace(2031, TableName::Rules, "rules.toml", text);
    let rules = book.year(2031).unwrap();
    let mut wish = Wish {
        pathway: Pathway::Traditional,
        small_practice: false,
        measures: true,
    };
    let problem = starter(&rules, wish).unwrap_err();
    assert!(problem.to_string().contains("no measures are published"));
    wish.measures = false;
    assert!(
        starter(&rules, wish)
            .unwrap()
            .contains("performance_year = 2031")
    );
}
