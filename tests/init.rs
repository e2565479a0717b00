//! `mips init`: every starter of every year scores as it is.

#[path = "common/program.rs"]
mod program;

use std::process::Output;

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
    program::program()
        .args(args)
        .output()
        .expect("the program starts")
}

/// Every starter there is, with what it is for.
fn starters() -> Vec<(u16, Wish<'static>, String)> {
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
                        specialty: None,
                        mvp: None,
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
fn every_starter_scores_and_invents_no_figure() {
    let book = RuleBook::built_in();
    for (year, wish, text) in starters() {
        let document = Document::read("starter", text.as_bytes())
            .unwrap_or_else(|problems| panic!("{year} {wish:?}: {problems}\n{text}"));
        let trial = trial::run(&book, &document, &[])
            .unwrap_or_else(|problems| panic!("{year} {wish:?}: {problems}\n{text}"));
        let card = &trial.scorecard;
        assert_eq!(card.warnings, [], "{year} {wish:?}\n{text}");
        for (category, score) in card.categories.iter() {
            let is_given =
                score.percent.is_some() && score.source.is_some_and(|it| it.key() != "assigned");
            assert!(!is_given, "{year} {wish:?} {category:?}\n{text}");
        }
        let written: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        for key in [
            "percent",
            "points",
            "numerator",
            "part_b_paid",
            "clinicians",
        ] {
            assert!(
                !written.iter().any(|line| line.starts_with(key)),
                "{year} {wish:?} {key}"
            );
        }
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
                ["percent =", "not_submitted =", "reweighted ="]
                    .iter()
                    .any(|key| line.starts_with(key))
            }) else {
                continue;
            };
            let mut lines: Vec<&str> = text.lines().collect();
            lines[n] = offer;
            let given = (0..n)
                .rev()
                .find(|above| lines[*above].starts_with("unknown ="))
                .expect("an offer stands below what it replaces");
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

/// The lines with their marks taken off from `from` on, up to an empty line, in place of what is unknown.
fn without_marks(text: &str, from: &str) -> String {
    let at = text.find(from).unwrap_or_else(|| panic!("{from}\n{text}"));
    let end = at + text[at..].find("\n\n").unwrap_or(text.len() - at);
    let start = text[..at].rfind("unknown = true").unwrap();
    let lines: Vec<&str> = text[at..end]
        .lines()
        .map(|line| line.strip_prefix("# ").unwrap_or(line))
        .filter(|line| !line.starts_with("While"))
        .collect();
    let lines = lines.join("\n").replace(
        "numerator = 0, denominator = 0",
        "numerator = 10, denominator = 40",
    );
    format!("{}{lines}{}", &text[..start], &text[end..])
}

#[test]
fn what_is_listed_for_a_specialty_or_an_mvp_is_accepted_as_it_stands() {
    let book = RuleBook::built_in();
    let rules = book.year(2026).unwrap();
    for (pathway, specialty, mvp, holds) in [
        (Pathway::Traditional, Some("dermatology"), None, "410 ="),
        (Pathway::Traditional, Some("orthopaedics"), None, "376 ="),
        (Pathway::Mvp, None, Some("M1421"), "410 ="),
    ] {
        let wish = Wish {
            pathway,
            small_practice: true,
            measures: false,
            specialty,
            mvp,
        };
        let text = starter(&rules, wish).unwrap();
        assert!(text.contains(holds), "{text}");
        let text = without_marks(&text, "# [quality.measures.");
        let text = without_marks(&text, "# activities = [");
        let document = Document::read("starter", text.as_bytes())
            .unwrap_or_else(|problems| panic!("{problems}\n{text}"));
        trial::run(&book, &document, &[]).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
    }
}

#[test]
fn an_mvp_is_listed_with_its_title_direction_and_caps() {
    let output = mips(&["init", "--year", "2026", "--mvp", "m0005"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.starts_with("#:schema ./practice.schema.json\n"),
        "{text}"
    );
    assert!(text.contains("pathway = \"mvp\""), "{text}");
    assert!(
        text.contains("mvp = \"M0005\"                # Value in Primary Care\n"),
        "{text}"
    );
    for line in [
        "# 001 = { numerator = 0, denominator = 0 } # Diabetes: Glycemic Status ...; lower is better; outcome",
        "# 047 = { numerator = 0, denominator = 0 } # Advance Care Plan; at most 7",
    ] {
        assert!(text.lines().any(|it| it == line), "{line}\n{text}");
    }
    let refused = mips(&["init", "--mvp", "M0005", "--pathway", "app"]);
    assert_eq!(refused.status.code(), Some(2));
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
        .replace("payment_year = 2028", "payment_year = 2033")
        .replace("base_year = 2027", "base_year = 2032");
    // The dates of its calendar move with it.
    let text = (2024..=2028).rev().fold(text, |text, year| {
        text.replace(&format!("{year}-"), &format!("{}-", year + 5))
    });
    book.replace(2031, TableName::Rules, "rules.toml", text);
    let rules = book.year(2031).unwrap();
    let mut wish = Wish {
        pathway: Pathway::Traditional,
        small_practice: false,
        measures: true,
        specialty: None,
        mvp: None,
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
