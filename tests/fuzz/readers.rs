//! Other people's files: a practice file, or problems that say what is wrong; and what is written reads as what it was.

use mips::{
    RuleBook, Setting, exchange,
    exchange::{
        Options,
        export::{Form, export},
        reconcile::reconcile,
    },
    rules::{
        book::TableName,
        import::{Facts, Source, Sources, import},
    },
    trial,
};
use serde_json::Value;

use super::{
    common::BOOK,
    making::{markup, mutated, table, texts, tree},
    practices::assert_sound,
    running::{Random, fuzz},
};

/// Reads a file of another form, scores it, and writes it in every form.
fn check(name: &str, bytes: &[u8]) {
    if !exchange::is_foreign(bytes) {
        return;
    }
    let files = [(name.to_owned(), bytes.to_vec())];
    let options = Options {
        year: bytes.len().is_multiple_of(3).then_some(2024),
        complete: bytes.len().is_multiple_of(2),
        ..Options::default()
    };
    let imported = match exchange::read(&BOOK, &files, &options) {
        Ok(imported) => imported,
        Err(problems) => {
            assert!(problems.any_error() && !problems.to_string().is_empty());
            return;
        }
    };
    let text = imported.toml();
    let document = mips::Document::read("p.toml", text.as_bytes()).unwrap();
    match trial::run(&BOOK, &imported.document, &[]) {
        Err(problems) => {
            assert!(problems.any_error());
            assert!(trial::run(&BOOK, &document, &[]).is_err());
        }
        Ok(trial) => {
            assert_sound(&trial);
            // The text that is written scores as what was read.
            let written = trial::run(&BOOK, &document, &[]).unwrap();
            assert_eq!(written.scorecard.sheet, trial.scorecard.sheet);
            comes_back(&trial);
            let other = (name, bytes);
            let found = reconcile(&BOOK, &imported.document, &[], other, &options, None);
            assert!(found.is_ok_and(|it| it.agrees()));
        }
    }
}

fn set(key: &str, value: &str) -> Setting {
    Setting::new(format!("practice.{key}"), value, "--set")
}

/// What is exported reads as what it was: written again, it is the same.
fn comes_back(trial: &trial::Trial) {
    for (form, name) in [(Form::QppJson, "s.json"), (Form::MeasuresCsv, "m.csv")] {
        let first = export(&trial.rules, &trial.practice, form).text;
        let files = [(name.to_owned(), first.clone().into_bytes())];
        let options = Options {
            year: Some(trial.rules.performance_year),
            ..Options::default()
        };
        // Without a measure there is nothing to read.
        let Ok(again) = exchange::read(&BOOK, &files, &options) else {
            continue;
        };
        // Neither form says all of what decides what a practice may report.
        let practice = &trial.scorecard.practice;
        let mut settings = vec![
            set("small_practice", &practice.small_practice.to_string()),
            set("participation", practice.participation.key()),
            set("pathway", practice.pathway.key()),
        ];
        settings.extend(practice.mvp.iter().map(|id| set("mvp", id)));
        let again = trial::run(&BOOK, &again.document, &settings).unwrap();
        let second = export(&again.rules, &again.practice, form).text;
        assert_eq!(first, second, "{name}");
    }
}

#[test]
fn submissions_and_records() {
    let texts: Vec<Value> = texts("tests/exchange", "json")
        .iter()
        .map(|text| serde_json::from_str(text).unwrap())
        .collect();
    assert!(!texts.is_empty());
    for text in self::texts("tests/data/broke", "json") {
        check("other.json", text.as_bytes());
    }
    let make = |random: &mut Random| {
        let value = &texts[random.below(texts.len())];
        tree(random, value)
    };
    fuzz("submissions", 600, make, |bytes| {
        check("other.json", bytes);
        0
    });
}

#[test]
fn electronic_reports() {
    let texts = texts("tests/exchange", "xml");
    assert!(!texts.is_empty());
    let make = |random: &mut Random| markup(random, &texts[0]);
    fuzz("electronic_reports", 300, make, |bytes| {
        check("report.xml", bytes);
        0
    });
}

/// Tables of measures as offices keep them, and as this program writes them.
const TABLES: [&str; 3] = [
    "Measure ID,Collection Type,Numerator,Denominator,Exclusions,Exceptions,Rate\n\
     1,eCQM,30,120,0,0,25%\n236,eCQM,90,120,3,2,78.26%\n134,CQM,60,80,4,1,80.00%\nIA_EPA_1,,,,,,\n",
    "CMS ID;Performance Met;Performance Not Met;Eligible\nCMS165v12;90;30;123\nCMS122v12;30;90;120\n",
    "measure\tsubmission method\tmet\tnot met\tdata completeness\n047\tregistry\t90\t30\t100\n",
];

#[test]
fn tables_of_measures() {
    let make = |random: &mut Random| {
        let text = *random.one_of(&TABLES);
        table(random, text)
    };
    fuzz("tables_of_measures", 400, make, |bytes| {
        check("measures.csv", bytes);
        0
    });
}

/// Any practice that has a score comes back from every form that it is written in.
#[test]
fn exports() {
    let mut texts_of_all = texts("examples", "toml");
    texts_of_all.extend(texts("tests/cases", "toml"));
    fuzz(
        "exports",
        200,
        |random| mutated(random, &texts_of_all),
        |bytes| {
            if let Ok(document) = mips::Document::read("p.toml", bytes)
                && let Ok(trial) = trial::run(&BOOK, &document, &[])
            {
                comes_back(&trial);
            }
            0
        },
    );
}

/// CMS's files -> tables that load, or problems.
#[test]
fn imports_of_rules() {
    let facts = Facts::built_in().unwrap();
    let read = |year: u16, name: &str| {
        let path = format!(
            "{}/tests/data/import/{year}/{name}.json",
            env!("CARGO_MANIFEST_DIR")
        );
        let text = std::fs::read_to_string(path).ok()?;
        Some(serde_json::from_str::<Value>(&text).unwrap())
    };
    let names = [
        "measures-data",
        "benchmarks",
        "mvp",
        "clinical-clusters",
        "benchmark-exclusion-reasons",
    ];
    let years: Vec<(u16, Vec<Option<Value>>)> = [2018, 2021, 2026]
        .map(|year| (year, names.map(|name| read(year, name)).to_vec()))
        .to_vec();
    let make = |random: &mut Random| {
        let (year, files) = random.one_of(&years);
        let mut which = random.below(names.len());
        while files[which].is_none() {
            which = random.below(names.len());
        }
        let file = files[which].as_ref().unwrap();
        let mut bytes = format!("{year} {which}\n").into_bytes();
        bytes.extend(tree(random, file));
        bytes
    };
    fuzz("imports_of_rules", 60, make, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let (head, changed) = text.split_once('\n').unwrap();
        let (year, which) = head.split_once(' ').unwrap();
        let year: u16 = year.parse().unwrap();
        let which: usize = which.parse().unwrap();
        let (_, files) = years.iter().find(|(of, _)| *of == year).unwrap();
        let source = |n: usize| {
            let text = if n == which {
                changed.to_owned()
            } else {
                files[n].as_ref()?.to_string()
            };
            let name = format!("{}.json", names[n]);
            Some(Source { name, text })
        };
        let sources = Sources {
            cite: "an excerpt".into(),
            measures: source(0).unwrap(),
            benchmarks: source(1),
            mvps: source(2),
            clusters: source(3),
            exclusions: source(4),
        };
        match import(year, &sources, &facts) {
            Err(problems) => assert!(!problems.is_empty()),
            Ok(imported) => {
                let mut book = RuleBook::built_in();
                let measures = imported.measures_toml.into_bytes();
                book.replace(year, TableName::Measures, "measures.toml", measures);
                if let Some(benchmarks) = imported.benchmarks_toml {
                    let benchmarks = benchmarks.into_bytes();
                    book.replace(year, TableName::Benchmarks, "benchmarks.toml", benchmarks);
                }
                let practice = format!(
                    "performance_year = {year}\nquality.measures.cqm.001 = {{ rate = 50, cases = 30 }}\n"
                );
                let document = mips::Document::read("p.toml", practice.as_bytes()).unwrap();
                match trial::run(&book, &document, &[]) {
                    Err(problems) => assert!(problems.any_error()),
                    Ok(trial) => assert_sound(&trial),
                }
            }
        }
        0
    });
}
