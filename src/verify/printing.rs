//! The outcome of fixtures as text, JSON and `JUnit`.

use std::{path::Path, time::Duration};

use super::{Difference, Verdict};
use crate::{
    problem::{Problems, counted},
    report::{SCHEMA_VERSION, annotation, markup::escaped, tool, tree::Tree},
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
    let verb = if held == 1 { "holds" } else { "hold" };
    let of = counted(fixtures.len(), "fixture");
    text.push_str(&format!("{held} of {of} {verb}\n"));
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
        ("schema_version", SCHEMA_VERSION.into()),
        ("tool", tool()),
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
                }));
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

/// `JUnit` XML, as continuous integration reads it: a suite for each folder. `times` are what the fixtures took, in
/// their order.
#[must_use]
pub fn junit(fixtures: &[Fixture], times: &[Duration]) -> String {
    let mut folders: Vec<(String, Vec<(&Fixture, Duration)>)> = Vec::new();
    for (n, fixture) in fixtures.iter().enumerate() {
        let with_time = (fixture, times.get(n).copied().unwrap_or_default());
        let name = folder(&fixture.0);
        match folders.iter_mut().find(|(known, _)| *known == name) {
            Some((_, inside)) => inside.push(with_time),
            None => folders.push((name, vec![with_time])),
        }
    }
    let all: Vec<(&Fixture, Duration)> = folders.iter().flat_map(|it| it.1.clone()).collect();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"mips verify\" {}>\n",
        counts(&all)
    );
    for (folder, inside) in &folders {
        let name = escaped(folder);
        text.push_str(&format!(
            "  <testsuite name=\"{name}\" {}>\n",
            counts(inside)
        ));
        for (fixture, time) in inside {
            text.push_str(&test_case(&name, fixture, *time));
        }
        text.push_str("  </testsuite>\n");
    }
    text.push_str("</testsuites>\n");
    text
}

/// The folder of a fixture's name; a point for the one that the program runs in.
fn folder(name: &str) -> String {
    let folder = Path::new(name).parent().unwrap_or(Path::new(""));
    match folder.display().to_string() {
        here if here.is_empty() => ".".into(),
        folder => folder,
    }
}

fn counts(fixtures: &[(&Fixture, Duration)]) -> String {
    let errors = fixtures.iter().filter(|(it, _)| it.1.is_err()).count();
    let failures = fixtures.iter().filter(|(it, _)| !holds(it)).count() - errors;
    let time = fixtures.iter().map(|(_, time)| *time).sum();
    format!(
        "tests=\"{}\" failures=\"{failures}\" errors=\"{errors}\" time=\"{}\"",
        fixtures.len(),
        seconds(time)
    )
}

fn seconds(time: Duration) -> String {
    format!("{}.{:06}", time.as_secs(), time.subsec_micros())
}

fn test_case(class: &str, fixture: &Fixture, time: Duration) -> String {
    let (name, outcome) = fixture;
    let open = format!(
        "    <testcase classname=\"{class}\" name=\"{}\" time=\"{}\"",
        escaped(name),
        seconds(time)
    );
    let (element, kind, message, body) = match outcome {
        Ok(verdict) if verdict.differences.is_empty() => return format!("{open}/>\n"),
        Ok(verdict) => {
            let lines: Vec<String> = verdict.differences.iter().map(sentence).collect();
            let message = counted(lines.len(), "difference");
            ("failure", "difference", message, lines.join("\n"))
        }
        Err(problems) => {
            let code = problems.0.first().map_or("error", |it| it.code.as_str());
            let message = "cannot be scored".to_owned();
            ("error", code, message, problems.to_string())
        }
    };
    format!(
        "{open}>\n      <{element} type=\"{kind}\" message=\"{message}\">{}</{element}>\n    </testcase>\n",
        escaped(&body)
    )
}
