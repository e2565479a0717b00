//! The outcome of fixtures as text, JSON and `JUnit`.

use super::{Difference, Verdict};
use crate::{
    problem::Problems,
    report::{annotation, markup::escaped, tree::Tree},
};

/// A fixture by name, and what became of it.
pub type Fixture = (String, Result<Verdict, Problems>);

/// Whether everything is as it is expected to be.
#[must_use]
pub fn holds(fixture: &Fixture) -> bool {
    fixture
        .1
        .as_ref()
        .is_ok_and(|verdict| verdict.differences.is_empty())
}

/// One line a fixture, every difference, and a count.
#[must_use]
pub fn text(fixtures: &[Fixture], quiet: bool) -> String {
    let mut text = String::new();
    for fixture @ (name, outcome) in fixtures {
        if holds(fixture) {
            if !quiet {
                text.push_str(&format!("ok       {name}\n"));
            }
            continue;
        }
        match outcome {
            Ok(verdict) => {
                text.push_str(&format!("DIFFERS  {name}\n"));
                for difference in &verdict.differences {
                    text.push_str(&format!("           {}\n", sentence(difference)));
                }
                if let Some(source) = &verdict.source {
                    text.push_str(&format!("           source: {source}\n"));
                }
            }
            Err(problems) => {
                text.push_str(&format!("ERROR    {name}\n"));
                for line in problems.to_string().lines() {
                    text.push_str(&format!("           {line}\n"));
                }
            }
        }
    }
    let held = fixtures.iter().filter(|fixture| holds(fixture)).count();
    text.push_str(&format!("{held} of {} fixtures hold\n", fixtures.len()));
    text
}

fn sentence(difference: &Difference) -> String {
    let found = difference.found.as_deref().unwrap_or("no such figure");
    format!(
        "{}: expected {}, found {found}",
        difference.path, difference.expected
    )
}

/// One object: the counts, and each fixture with its differences.
#[must_use]
pub fn json(fixtures: &[Fixture]) -> String {
    let number = |value: usize| Tree::Number(value.to_string());
    let held = fixtures.iter().filter(|fixture| holds(fixture)).count();
    Tree::Object(vec![
        ("fixtures", number(fixtures.len())),
        ("hold", number(held)),
        ("results", Tree::List(fixtures.iter().map(tree).collect())),
    ])
    .pretty()
        + "\n"
}

/// One object a fixture and line.
#[must_use]
pub fn ndjson(fixtures: &[Fixture]) -> String {
    let lines = fixtures.iter().map(|fixture| tree(fixture).compact());
    lines.map(|line| line + "\n").collect()
}

/// An annotation of a GitHub workflow for every difference and every problem.
#[must_use]
pub fn github(fixtures: &[Fixture]) -> String {
    let mut text = String::new();
    for (name, outcome) in fixtures {
        match outcome {
            Ok(verdict) => {
                text.extend(verdict.differences.iter().map(|it| {
                    annotation::annotation("error", name, Some(&it.place), &sentence(it))
                }))
            }
            Err(problems) => {
                text.extend(problems.0.iter().map(|it| annotation::problem(name, it)));
            }
        }
    }
    text
}

fn tree(fixture: &Fixture) -> Tree {
    let (name, outcome) = fixture;
    let (status, source, differences, problems) = match outcome {
        Ok(verdict) => {
            let differences = verdict.differences.iter().map(|it| {
                Tree::Object(vec![
                    ("path", it.path.as_str().into()),
                    ("expected", it.expected.as_str().into()),
                    ("found", it.found.clone().into()),
                ])
            });
            let status = if holds(fixture) { "ok" } else { "differs" };
            (
                status,
                verdict.source.clone(),
                differences.collect(),
                Vec::new(),
            )
        }
        Err(problems) => (
            "error",
            None,
            Vec::new(),
            problems.0.iter().map(|it| it.to_string().into()).collect(),
        ),
    };
    Tree::Object(vec![
        ("fixture", name.as_str().into()),
        ("status", status.into()),
        ("source", source.into()),
        ("differences", Tree::List(differences)),
        ("problems", Tree::List(problems)),
    ])
}

/// `JUnit` XML, as continuous integration reads it.
#[must_use]
pub fn junit(fixtures: &[Fixture]) -> String {
    let errors = fixtures
        .iter()
        .filter(|(_, outcome)| outcome.is_err())
        .count();
    let failures = fixtures.iter().filter(|fixture| !holds(fixture)).count() - errors;
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"mips verify\" tests=\"{}\" failures=\"{failures}\" \
         errors=\"{errors}\">\n",
        fixtures.len()
    );
    for fixture @ (name, outcome) in fixtures {
        let open = format!("  <testcase classname=\"mips\" name=\"{}\"", escaped(name));
        if holds(fixture) {
            text.push_str(&format!("{open}/>\n"));
            continue;
        }
        let (element, message, body) = match outcome {
            Ok(verdict) => {
                let lines: Vec<String> = verdict.differences.iter().map(sentence).collect();
                (
                    "failure",
                    format!("{} differences", lines.len()),
                    lines.join("\n"),
                )
            }
            Err(problems) => ("error", "cannot be scored".to_owned(), problems.to_string()),
        };
        text.push_str(&format!(
            "{open}>\n    <{element} message=\"{message}\">{}</{element}>\n  </testcase>\n",
            escaped(&body)
        ));
    }
    text.push_str("</testsuite>\n");
    text
}
