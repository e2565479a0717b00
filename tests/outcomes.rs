//! Real outcomes: what CMS published of groups' scores lies between the results for both ends of the printed quality
//! percent.

mod common;

use std::{fs, path::Path};

use common::BOOK;
use mips::{Document, document::setting::Setting, trial};
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[expect(clippy::struct_field_names, reason = "the key of the file")]
struct Outcomes {
    performance_year: u16,
    source: String,
    groups: usize,
    outcomes: BTreeMap<String, String>,
}

fn decimal(text: &str) -> Decimal {
    text.parse()
        .unwrap_or_else(|_| panic!("`{text}` is no decimal"))
}

/// One published outcome.
struct Outcome {
    quality: Decimal,
    interoperability: Decimal,
    activity_points: Decimal,
    final_score: Decimal,
}

fn published() -> (Outcomes, Vec<Outcome>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/outcomes/2017-groups.toml");
    let file: Outcomes = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut all = Vec::new();
    for (of, pairs) in &file.outcomes {
        let (interoperability, points) = of.split_once(' ').unwrap();
        for pair in pairs.split_whitespace() {
            let (quality, final_score) = pair.split_once(':').unwrap();
            all.push(Outcome {
                quality: decimal(quality),
                interoperability: decimal(interoperability),
                activity_points: decimal(points),
                final_score: decimal(final_score),
            });
        }
    }
    (file, all)
}

/// How a category can have been scored: the reweighting that CMS granted, which it does not print.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Granted {
    Nothing,
    Interoperability,
    Quality,
}

/// The final score with quality at this percent.
fn scored(year: u16, outcome: &Outcome, quality: Decimal, granted: Granted) -> Decimal {
    let activities = outcome.activity_points * Decimal::from(100) / Decimal::from(40);
    let document = Document::read(
        "group.toml",
        format!("performance_year = {year}\nimprovement_activities.percent = {activities}\n[practice]\nclinicians = 20\n")
            .as_bytes(),
    )
    .unwrap();
    let of_quality = match granted {
        Granted::Quality => ("quality.reweighted", "no_applicable_measures".to_owned()),
        _ => ("quality.percent", quality.to_string()),
    };
    let of_interoperability = match granted {
        Granted::Interoperability => (
            "promoting_interoperability.reweighted",
            "hardship".to_owned(),
        ),
        _ => (
            "promoting_interoperability.percent",
            outcome.interoperability.to_string(),
        ),
    };
    let settings =
        [of_quality, of_interoperability].map(|(path, value)| Setting::new(path, value, "test"));
    trial::run(&BOOK, &document, &settings)
        .unwrap_or_else(|problems| panic!("{problems}"))
        .scorecard
        .final_score
        .expect("everything is known")
}

/// CMS, Physician Compare, 2017 Group Public Reporting: 60/25/15, without advancing care information 85/0/15, without
/// quality 0/50/50 (42 CFR 414.1380(c)(2)). The final score comes from the quality percent before it was printed.
#[test]
fn published_scores_of_real_groups_lie_between_both_ends() {
    let (file, outcomes) = published();
    assert!(file.source.starts_with("CMS"), "{}", file.source);
    assert_eq!((file.groups, outcomes.len()), (11_329, 3_116));
    let mut counts = [0; 3];
    for outcome in &outcomes {
        let below = (outcome.quality - decimal("0.05")).max(Decimal::ZERO);
        let above = (outcome.quality + decimal("0.1")).min(Decimal::from(100));
        let ways = [
            Granted::Nothing,
            Granted::Interoperability,
            Granted::Quality,
        ];
        let way = ways.into_iter().position(|granted| {
            let [low, high] = [below, above]
                .map(|quality| scored(file.performance_year, outcome, quality, granted));
            low <= outcome.final_score && outcome.final_score <= high
        });
        let way = way.unwrap_or_else(|| {
            panic!(
                "quality {}, advancing care information {}, {} points of activities: {} was published",
                outcome.quality,
                outcome.interoperability,
                outcome.activity_points,
                outcome.final_score
            )
        });
        counts[way] += 1;
    }
    // Nothing granted; advancing care information reweighted; quality reweighted.
    assert_eq!(counts, [2_262, 853, 1]);
}
