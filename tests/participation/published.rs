//! Every published case about taking part, as `published.toml` has them: asked through the library, read in the JSON that
//! the commands print.

use mips::{
    Document, RuleBook, Setting,
    date::Date,
    participation::{
        self, calendar, eligibility_report::Answer, options, options_report, worth, worth_report,
    },
};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Published {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    source: String,
    year: u16,
    ask: Ask,
    #[serde(default)]
    files: Vec<String>,
    expect: toml::Table,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Ask {
    Eligibility,
    Options,
    Worth,
    Calendar,
    Rules,
}

fn asked(book: &RuleBook, case: &Case) -> Value {
    let today: Date = "2026-11-24".parse().unwrap();
    let none: [Setting; 0] = [];
    let files: Vec<(String, Document)> = case
        .files
        .iter()
        .map(|text| {
            let text = format!("performance_year = {}\n{text}", case.year);
            let document = Document::read("practice.toml", text.as_bytes());
            ("practice.toml".to_owned(), document.unwrap())
        })
        .collect();
    let rules = book.year(case.year).unwrap();
    let tree = match case.ask {
        Ask::Eligibility => {
            let admitted = participation::admit(book, &files[0].1, &none);
            let admitted = admitted.unwrap_or_else(|problems| panic!("{}\n{problems}", case.name));
            let answer = Answer::new("practice.toml", admitted, today);
            participation::eligibility_report::of_file(&answer)
        }
        Ask::Options => {
            let found = options(book, &files, &none);
            let found = found.unwrap_or_else(|problems| panic!("{}\n{problems}", case.name));
            options_report::tree(&found, None, false)
        }
        Ask::Worth => {
            let found = worth(book, &files[0], &none, None);
            let found = found.unwrap_or_else(|problems| panic!("{}\n{problems}", case.name));
            worth_report::tree(&found, None, false)
        }
        Ask::Calendar => calendar::tree(&rules, today),
        Ask::Rules => return serde_json::to_value(&rules.rules).unwrap(),
    };
    serde_json::from_str(&tree.compact()).unwrap()
}

/// What stands at a dotted path; an entry of a list is found by its name, or by its place.
fn at<'v>(value: &'v Value, path: &str) -> &'v Value {
    path.split('.').fold(value, |value, key| match value {
        Value::Array(items) => {
            if let Ok(place) = key.parse::<usize>() {
                &items[place]
            } else {
                let named = items.iter().find(|it| it["name"] == key);
                named.unwrap_or_else(|| panic!("{path}: no `{key}`"))
            }
        }
        _ => &value[key],
    })
}

/// Figures are compared as figures: `75` is `75.00`. A null is written `"null"`.
fn same(found: &Value, expected: &toml::Value) -> bool {
    match (found, expected) {
        (Value::Null, toml::Value::String(text)) => text == "null",
        (Value::Array(found), toml::Value::Array(expected)) => {
            found.len() == expected.len() && found.iter().zip(expected).all(|(it, to)| same(it, to))
        }
        (Value::Bool(found), toml::Value::Boolean(expected)) => found == expected,
        (Value::String(found), toml::Value::String(expected)) => {
            let figure = |text: &str| mips::decimal::parse(text);
            found == expected || (figure(found).is_some() && figure(found) == figure(expected))
        }
        (Value::Number(_), toml::Value::String(expected)) => {
            mips::decimal::parse(&found.to_string()) == mips::decimal::parse(expected)
        }
        _ => false,
    }
}

#[test]
fn every_published_case_comes_out() {
    let book = RuleBook::built_in();
    let published: Published = toml::from_str(include_str!("published.toml")).unwrap();
    assert!(published.case.len() > 80, "{}", published.case.len());
    let mut wrong = Vec::new();
    for case in &published.case {
        assert!(
            !case.source.is_empty() && !case.expect.is_empty(),
            "{}",
            case.name
        );
        let found = asked(&book, case);
        for (path, expected) in &case.expect {
            let value = at(&found, path);
            if !same(value, expected) {
                wrong.push(format!(
                    "{} {}: {path} is {value}, not {expected}",
                    case.year, case.name
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
