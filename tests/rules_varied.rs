//! A setting over one table of the rules makes what the same setting makes where all tables are read again.

use mips::{
    RuleBook, Setting,
    document::{Document, Node, Value},
    rules::book::TableName,
    rust_decimal::Decimal,
};

/// A setting of another table that changes nothing: with it the rules are typed and checked as a whole.
fn as_a_whole(book: &RuleBook, year: u16) -> Setting {
    let rules = book.year(year).unwrap();
    let most = rules.small_practice.maximum_clinicians;
    Setting::new(
        "rules.small_practice.maximum_clinicians",
        most.to_string(),
        "--set",
    )
}

/// The paths of all figures and words.
fn leaves(path: &str, node: &Node, found: &mut Vec<(String, String)>) {
    match &node.value {
        Value::Table(table) => {
            for (key, inner) in &table.entries {
                leaves(&format!("{path}.{key}"), inner, found);
            }
        }
        Value::Number(text) | Value::Text(text) => found.push((path.to_owned(), text.clone())),
        _ => {}
    }
}

#[test]
fn every_figure_of_a_year_varied_alone() {
    let book = RuleBook::built_in();
    let (mut made, mut refused) = (0, 0);
    for year in [2018, 2026] {
        let text = book.text(year, TableName::Rules).unwrap();
        let document = Document::read("rules", text.as_bytes()).unwrap();
        let mut found = Vec::new();
        for (key, node) in &document.root().entries {
            leaves(&format!("rules.{key}"), node, &mut found);
        }
        let other = as_a_whole(&book, year);
        let values = ["0", "1.5", "101", "x", ""];
        for (n, (path, now)) in found.iter().enumerate() {
            if path.starts_with("rules.small_practice.") {
                continue;
            }
            // Each value of many figures, not many values of each.
            let value = values[n % values.len()];
            let is_word = path.ends_with("cite") || path.ends_with("says");
            let value = if is_word && n % 4 > 0 {
                now.as_str()
            } else {
                value
            };
            let alone = Setting::new(path, value, "--set");
            let quick = book.year_with(year, std::slice::from_ref(&alone));
            let whole = book.year_with(year, &[alone, other.clone()]);
            match (quick, whole) {
                (Ok(quick), Ok(whole)) => {
                    made += 1;
                    let text = |rules| serde_json::to_string(rules).unwrap();
                    assert_eq!(text(&quick.rules), text(&whole.rules), "{path}={value}");
                    assert_eq!(quick.overrides[..], whole.overrides[..1]);
                    let inner = path.strip_prefix("rules.").unwrap();
                    for path in [inner, "adjustment.performance_threshold", "cite"] {
                        assert_eq!(quick.figure(path), whole.figure(path));
                        assert_eq!(quick.citation(path), whole.citation(path), "{path}");
                    }
                }
                (Err(quick), Err(whole)) => {
                    refused += 1;
                    assert_eq!(quick.to_string(), whole.to_string());
                }
                (quick, whole) => panic!("{path}={value}: {:?} {:?}", quick.err(), whole.err()),
            }
        }
    }
    assert!(made > 100 && refused > 100, "{made} {refused}");
}

#[test]
fn rules_that_are_no_longer_kept_leave_nothing_behind() {
    let book = RuleBook::built_in();
    let threshold = |n: u32| {
        let value = format!("{}.5", 50 + n % 40);
        Setting::new("rules.adjustment.performance_threshold", value, "--vary")
    };
    let maximum = Setting::new("rules.adjustment.maximum_percent", "5", "--vary");
    let given = book.year(2026).unwrap();
    for n in 0..400 {
        // More of them than are kept, of two keys in turn.
        let first = Setting {
            value: format!("{}.{:03}", 50 + n % 40, n),
            ..threshold(n)
        };
        let settings = if n % 3 == 0 {
            vec![first.clone(), maximum.clone()]
        } else {
            vec![first.clone()]
        };
        let rules = book.year_with(2026, &settings).unwrap();
        let adjustment = &rules.adjustment;
        let threshold: Decimal = first.value.parse().unwrap();
        assert_eq!(adjustment.performance_threshold, threshold);
        let percent = if n % 3 == 0 { 5 } else { 9 };
        assert_eq!(adjustment.maximum_percent, Decimal::from(percent));
        assert_eq!(rules.overrides.len(), settings.len());
    }
    let text = serde_json::to_string(&given.rules).unwrap();
    let again = serde_json::to_string(&RuleBook::built_in().year(2026).unwrap().rules).unwrap();
    assert_eq!(text, again);
}

/// Numbers are read as they are in a file of rules, however they are written.
#[test]
fn a_number_in_any_form_varied_alone() {
    let book = RuleBook::built_in();
    let other = as_a_whole(&book, 2026);
    let paths = [
        "rules.adjustment.performance_threshold",
        "rules.quality.case_minimum.cases",
        "rules.quality.new_measures.floors",
        "rules.quality.cahps.measure",
        "rules.quality.small_practice_points.points",
        "rules.complex_patient_bonus.maximum",
        "rules.pathways.app.assigned.improvement_activities",
        "rules.apm_entity.weights",
    ];
    let values = [
        "7",
        "7.0",
        "7.50",
        "07",
        "7.",
        ".5",
        "+7",
        "-7",
        "7e0",
        "0.7e1",
        "1_0",
        "\"7\"",
        "7.0000000000000000001",
        "7.00000000000",
        "[7, 5]",
        "[7, 5, 3]",
        "{ a = 7 }",
        "true",
        "app",
    ];
    let mut made = 0;
    for path in paths {
        for value in values {
            let alone = Setting::new(path, value, "--set");
            let quick = book.year_with(2026, std::slice::from_ref(&alone));
            let whole = book.year_with(2026, &[alone, other.clone()]);
            match (quick, whole) {
                (Ok(quick), Ok(whole)) => {
                    made += 1;
                    let text = |rules| serde_json::to_string(rules).unwrap();
                    assert_eq!(text(&quick.rules), text(&whole.rules), "{path}={value}");
                    let inner = path.strip_prefix("rules.").unwrap();
                    assert_eq!(quick.figure(inner), whole.figure(inner), "{path}={value}");
                }
                (Err(quick), Err(whole)) => assert_eq!(quick.to_string(), whole.to_string()),
                (quick, whole) => panic!("{path}={value}: {:?} {:?}", quick.err(), whole.err()),
            }
        }
    }
    assert!(made > 20, "{made}");
}
