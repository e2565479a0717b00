//! How inputs are made: by changing what is right a little, in the form that it has.

use std::{fs, path::Path};

use serde_json::Value;

use super::running::Random;

/// The texts of a folder's files with this extension, whatever they are.
pub fn texts(folder: &str, extension: &str) -> Vec<String> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

/// Figures at the edges of what figures can be, and things that are none.
pub const VALUES: [&str; 34] = [
    "0",
    "-0",
    "1",
    "-1",
    "0.5",
    "100",
    "100.0000000000000000000000001",
    "99.995",
    "1e400",
    "nan",
    "inf",
    "79228162514264337593543950335",
    "-79228162514264337593543950335",
    "0.0000000000000000000000000001",
    "0.3333333333333333333333333333",
    "9999999999.99",
    "1000000",
    "true",
    "false",
    "\"\"",
    "\"82.5%\"",
    "\"$412,350.00\"",
    "[]",
    "{}",
    "[1, 2]",
    "{ numerator = 1, denominator = 3 }",
    "{ numerator = 3, denominator = 0 }",
    "{ rate = 50.5, cases = 20 }",
    "{ points = 9.99999 }",
    "\"hardship\"",
    "\"M0005\"",
    "2026-01-01",
    "\"\u{202e}\u{1b}[31m\"",
    "\"é\"",
];

/// Lines that practice files are made of.
pub const LINES: [&str; 30] = [
    "performance_year = 2017",
    "performance_year = 2019",
    "performance_year = 2021",
    "performance_year = 2024",
    "performance_year = 2026",
    "performance_year = 2027",
    "[practice]",
    "participation = \"individual\"",
    "participation = \"apm_entity\"",
    "pathway = \"app\"",
    "pathway = \"mvp\"",
    "small_practice = true",
    "clinicians = 1",
    "apm_participant = true",
    "special_statuses = [\"facility_based\"]",
    "special_statuses = [\"hospital_based\"]",
    "[quality]",
    "[cost]",
    "[improvement_activities]",
    "[promoting_interoperability]",
    "not_submitted = true",
    "unknown = true",
    "reweighted = \"extreme_and_uncontrollable\"",
    "percent = 75",
    "[complex_patient_bonus]",
    "facility_based = { quality_percent = 70, cost_percent = 60 }",
    "[quality.measures.cqm]",
    "[quality.measures.ecqm]",
    "[payment]",
    "final_score = 75",
];

/// A text with a few changes: lines moved, doubled, taken away or from another text, values replaced, bytes changed.
pub fn mutated(random: &mut Random, texts: &[String]) -> Vec<u8> {
    let mut lines: Vec<String> = random.one_of(texts).lines().map(str::to_owned).collect();
    for _ in 0..=random.below(6) {
        let at = random.below(lines.len() + 1);
        match random.below(9) {
            0 if at < lines.len() => drop(lines.remove(at)),
            1 => lines.insert(at, (*random.one_of(&LINES)).to_owned()),
            2 => {
                let other: Vec<&str> = random.one_of(texts).lines().collect();
                if !other.is_empty() {
                    lines.insert(at, (*random.one_of(&other)).to_owned());
                }
            }
            3 if at < lines.len() => lines.insert(at, lines[at].clone()),
            4 if at < lines.len() => {
                let to = random.below(lines.len());
                lines.swap(at, to);
            }
            _ if at < lines.len() => {
                let value = *random.one_of(&VALUES);
                if let Some((key, _)) = lines[at].split_once('=') {
                    lines[at] = format!("{key}= {value}");
                } else if let Some((key, _)) = lines[at].split_once(": ") {
                    lines[at] = format!("{key}: {value},");
                }
            }
            _ => {}
        }
    }
    damaged(random, lines.join("\n").into_bytes())
}

/// Seldom a byte is changed, or something is cut off.
pub fn damaged(random: &mut Random, mut bytes: Vec<u8>) -> Vec<u8> {
    if random.below(8) == 0 && !bytes.is_empty() {
        match random.below(3) {
            0 => bytes.truncate(random.below(bytes.len())),
            1 => {
                let at = random.below(bytes.len());
                bytes[at] = u8::try_from(random.below(256)).unwrap();
            }
            _ => {
                let at = random.below(bytes.len());
                bytes.insert(at, u8::try_from(random.below(256)).unwrap());
            }
        }
    }
    bytes
}

/// A table of CSV in which a few cells are others'.
pub fn table(random: &mut Random, text: &str) -> Vec<u8> {
    let mut rows: Vec<Vec<String>> = text
        .lines()
        .map(|line| line.split(',').map(str::to_owned).collect())
        .collect();
    for _ in 0..=random.below(4) {
        let row = random.below(rows.len());
        let cell = random.below(rows[row].len());
        match random.below(10) {
            0 => drop(rows[row].remove(cell)),
            1 => rows[row].insert(cell, (*random.one_of(&CELLS)).to_owned()),
            2 => {
                let copy = rows[row].clone();
                rows.insert(row, copy);
            }
            3 => {
                let to = random.below(rows.len());
                rows.swap(row, to);
            }
            _ => (*random.one_of(&CELLS)).clone_into(&mut rows[row][cell]),
        }
        rows.retain(|row| !row.is_empty());
        if rows.is_empty() {
            return Vec::new();
        }
    }
    let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
    damaged(random, lines.join("\n").into_bytes())
}

/// A JSON value in which a few others stand, are there twice or are missing.
pub fn tree(random: &mut Random, value: &Value) -> Vec<u8> {
    let mut value = value.clone();
    for _ in 0..=random.below(4) {
        change(random, &mut value);
    }
    let text = if random.below(2) == 0 {
        value.to_string()
    } else {
        format!("{value:#}")
    };
    damaged(random, text.into_bytes())
}

/// A value of JSON in place of another.
fn other(random: &mut Random) -> Value {
    let text = *random.one_of(&VALUES);
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

/// Changes something in a value: the deeper the less likely.
fn change(random: &mut Random, value: &mut Value) {
    let stays = random.below(12) == 0;
    match value {
        Value::Object(members) if !members.is_empty() && !stays => {
            let at = random.below(members.len());
            let key = members.keys().nth(at).cloned().unwrap_or_default();
            match random.below(16) {
                0 => drop(members.remove(&key)),
                1 => {
                    let moved = members.remove(&key).unwrap_or_default();
                    let name = *random.one_of(&["id", "value", "year", "\u{e9}", "", "category"]);
                    members.insert(name.to_owned(), moved);
                }
                2 => {
                    let copy = members[&key].clone();
                    members.insert(format!("{key}s"), copy);
                }
                _ => change(random, &mut members[key.as_str()]),
            }
        }
        Value::Array(items) if !items.is_empty() && !stays => {
            let at = random.below(items.len());
            match random.below(12) {
                0 => drop(items.remove(at)),
                1 => items.insert(at, items[at].clone()),
                2 => {
                    let to = random.below(items.len());
                    items.swap(at, to);
                }
                _ => change(random, &mut items[at]),
            }
        }
        Value::Bool(yes) if !stays => *yes = !*yes,
        Value::Number(number) if !stays => {
            let more = number.as_i64().unwrap_or(7);
            *value = Value::from(more.saturating_add([-1, 1, 10, -100][random.below(4)]));
        }
        _ => *value = other(random),
    }
}

/// XML in which a few tags are missing, there twice, elsewhere, or have another value.
pub fn markup(random: &mut Random, text: &str) -> Vec<u8> {
    let mut tags: Vec<String> = text.split_inclusive('>').map(str::to_owned).collect();
    for _ in 0..=random.below(4) {
        let at = random.below(tags.len());
        match random.below(10) {
            0 => drop(tags.remove(at)),
            1 => tags.insert(at, tags[at].clone()),
            2 => {
                let to = random.below(tags.len());
                tags.swap(at, to);
            }
            3 => {
                // A few elements as a whole, from somewhere to somewhere.
                let end = (at + 1 + random.below(20)).min(tags.len());
                let some = tags[at..end].to_vec();
                let to = random.below(tags.len());
                tags.splice(to..to, some);
            }
            _ => {
                let parts: Vec<&str> = tags[at].split('"').collect();
                if parts.len() > 2 {
                    let mut parts: Vec<String> = parts.iter().map(|it| (*it).to_owned()).collect();
                    let value = random.below(parts.len() / 2) * 2 + 1;
                    parts[value] = random.one_of(&VALUES).trim_matches('"').replace('"', "'");
                    tags[at] = parts.join("\"");
                }
            }
        }
        if tags.is_empty() {
            break;
        }
    }
    damaged(random, tags.concat().into_bytes())
}

/// Cells as offices, spreadsheets and programs write them, and some that are none.
pub const CELLS: [&str; 36] = [
    "",
    "80",
    "82.5",
    "100",
    "0",
    "-1",
    "101",
    "82.123456",
    "0.82",
    "\"82.5%\"",
    "82.5%",
    "\"$36,179.50\"",
    "$500",
    "1e2",
    "1e400",
    "nan",
    "N/A",
    "-",
    " 80 ",
    "\"80\"",
    "\"8\"\"0\"",
    "\"a,b\"",
    "2026",
    "2017",
    "2025",
    "TRUE",
    "false",
    "yes",
    "true",
    "15000",
    "hardship",
    "10000000001",
    "184467440827.0955",
    "0.3333333333333333333333333333",
    "{numerator=1,denominator=3}",
    "\u{202e}\u{1b}[31m\u{e9}",
];

/// Headings of rows.
pub const HEADINGS: [&str; 16] = [
    "id",
    "performance_year",
    "quality.percent",
    "cost.percent",
    "improvement_activities.percent",
    "promoting_interoperability.percent",
    "practice.part_b_paid",
    "practice.clinicians",
    "practice.name",
    "practice.small_practice",
    "final_score",
    "payment.scaling_factor",
    "complex_patient_bonus.points",
    "promoting_interoperability.reweighted",
    "cost.unknown",
    "rules.adjustment.performance_threshold",
];
