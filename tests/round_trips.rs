//! Practices of every year and pathway, made at random, come back from the forms of others with the same score.

mod common;

use common::{BOOK, YEARS};
use mips::{
    Category, Document, Setting,
    exchange::{
        self, Options,
        export::{Form, export},
    },
    rules::{
        book::YearRules,
        collection_type::CollectionType,
        measures::{Inventory, MetricType, PiMetric, QualityMeasure},
        terms::{Participation, Pathway, Word},
    },
    score::scorecard::MeasureScore,
    trial,
};

/// A generator of numbers by Steele, Lea and Flood (SplitMix64): the same ones at every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).unwrap()
    }

    fn pick<'t, T>(&mut self, from: &'t [T]) -> Option<&'t T> {
        let chosen = self.below(from.len().max(1));
        from.get(chosen)
    }
}

/// Counts as an office has them: reported, excluded, excepted, and some of whom nothing is known.
fn counts(random: &mut Random, is_electronic: bool) -> String {
    let (met, not_met) = (random.below(200), random.below(200));
    let exceptions = random.below(20);
    // The excluded of other collection types are not among the eligible.
    let exclusions = if is_electronic { random.below(20) } else { 0 };
    let denominator = met + not_met;
    let eligible = denominator + exceptions + exclusions + random.below(30);
    format!(
        "numerator = {met}, denominator = {denominator}, eligible_population = {eligible}, \
         exclusions = {exclusions}, exceptions = {exceptions}"
    )
}

fn quality(
    random: &mut Random,
    id: &str,
    row: &QualityMeasure,
    kind: CollectionType,
) -> Option<String> {
    let is_electronic = matches!(kind, CollectionType::Ecqm | CollectionType::Qcdr);
    let value = match row.metric_type {
        MetricType::SinglePerformanceRate => counts(random, is_electronic),
        MetricType::MultiPerformanceRate => {
            let strata: Vec<String> = row
                .strata
                .iter()
                .map(|name| format!("\"{name}\" = {{ {} }}", counts(random, is_electronic)))
                .collect();
            format!("strata = {{ {} }}", strata.join(", "))
        }
        _ => return None,
    };
    Some(format!(
        "[quality.measures.{}.\"{id}\"]\n{}\n",
        kind.key(),
        value.replace(", ", "\n")
    ))
    .filter(|_| row.metric_type == MetricType::SinglePerformanceRate)
    .or_else(|| {
        Some(format!(
            "[quality.measures.{}]\n\"{id}\" = {{ {value} }}\n",
            kind.key()
        ))
    })
}

/// A practice of a year and pathway that reports something in each category that is reported.
fn practice(
    random: &mut Random,
    rules: &YearRules,
    inventory: &Inventory,
    pathway: Pathway,
) -> String {
    let year = rules.performance_year;
    let of_pathway = &rules.quality.pathways[&pathway];
    let mvp = inventory
        .mvps
        .iter()
        .nth(random.below(inventory.mvps.len().max(1)));
    let participation = rules.pathways[&pathway]
        .participation
        .iter()
        .copied()
        .find(|it| [Participation::Group, Participation::ApmEntity].contains(it))
        .unwrap_or(Participation::Group);
    let mut text = format!(
        "performance_year = {year}\n[practice]\nparticipation = \"{}\"\npathway = \"{}\"\n",
        participation.key(),
        pathway.key()
    );
    if let (Pathway::Mvp, Some((id, _))) = (pathway, mvp) {
        text.push_str(&format!("mvp = \"{id}\"\n"));
    }
    text.push_str("[cost]\nunknown = true\n");
    let is_offered = |id: &str, row: &QualityMeasure| match (pathway, mvp) {
        (Pathway::Mvp, Some((_, mvp))) => mvp.quality.iter().any(|it| it == id),
        _ => row.serves(&of_pathway.program),
    };
    let offered: Vec<(&String, &QualityMeasure)> = inventory
        .quality
        .iter()
        .filter(|(id, row)| is_offered(id, row))
        .collect();
    let kinds = [
        CollectionType::Ecqm,
        CollectionType::Cqm,
        CollectionType::Qcdr,
        CollectionType::MedicareCqm,
    ];
    let mut tables: Vec<String> = Vec::new();
    let mut known: Vec<&str> = Vec::new();
    for _ in 0..4 + random.below(4) {
        let Some((id, row)) = random.pick(&offered) else {
            break;
        };
        let kind = kinds
            .iter()
            .find(|kind| row.via.contains(kind) && of_pathway.collection_types.contains(kind));
        if let Some(kind) = kind.filter(|_| !known.contains(&id.as_str())) {
            known.push(id);
            tables.extend(quality(random, id, row, *kind));
        }
    }
    // One table for each collection type.
    let mut kinds_told: Vec<String> = Vec::new();
    for table in &tables {
        let (head, row) = table.split_once('\n').unwrap_or_default();
        if head.matches('.').count() > 2 || !kinds_told.contains(&head.to_owned()) {
            kinds_told.push(head.to_owned());
            text.push_str(&format!("{head}\n"));
        }
        text.push_str(row);
    }
    if tables.is_empty() {
        text.push_str("[quality]\nunknown = true\n");
    }
    let activities: Vec<&String> = inventory.improvement_activities.keys().collect();
    let some: Vec<String> = (0..random.below(4))
        .filter_map(|_| random.pick(&activities).map(|id| format!("\"{id}\"")))
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect();
    text.push_str(&match some.len() {
        0 => "[improvement_activities]\nunknown = true\n".to_owned(),
        _ => format!(
            "[improvement_activities]\nactivities = [{}]\n",
            some.join(", ")
        ),
    });
    // An APM Entity's answers come from its practices.
    let is_known = participation != Participation::ApmEntity && random.below(4) > 0;
    text.push_str(&if is_known {
        interoperability(random, inventory)
    } else {
        "[promoting_interoperability]\nunknown = true\n".to_owned()
    });
    text
}

/// Answers on most measures of promoting interoperability.
fn interoperability(random: &mut Random, inventory: &Inventory) -> String {
    let mut text = "[promoting_interoperability.measures]\n".to_owned();
    for (id, row) in &inventory.promoting_interoperability {
        let is_plain = row.measure_sets.is_empty() && row.substitutes.is_empty();
        let is_exclusion = inventory
            .promoting_interoperability
            .values()
            .any(|other| other.exclusions.contains(id));
        if !is_plain || is_exclusion || random.below(5) == 0 {
            continue;
        }
        match row.metric_type {
            PiMetric::Boolean => text.push_str(&format!("{id} = {}\n", random.below(4) > 0)),
            PiMetric::Proportion => {
                let met = 1 + random.below(90);
                let all = met + random.below(90);
                text.push_str(&format!(
                    "{id} = {{ numerator = {met}, denominator = {all} }}\n"
                ));
            }
            _ => {}
        }
    }
    text
}

/// What neither form says is laid over what comes back, as whoever reads it would.
fn card(document: &Document, settings: &[Setting]) -> String {
    let card = trial::run(&BOOK, document, settings)
        .unwrap_or_else(|problems| panic!("{problems}"))
        .scorecard;
    let mut lines = vec![format!(
        "{:?} {:?}",
        card.final_score_bounds, card.payment_adjustment
    )];
    for category in Category::ALL {
        let scored = &card.categories[category];
        lines.push(format!(
            "{} {:?} {:?} {:?} {:?}",
            category.key(),
            scored.status,
            scored.percent,
            scored.weight,
            scored.points
        ));
        // Of equally good measures the one that was written first counts, which the score does not show.
        let line = |it: &MeasureScore| {
            format!(
                "{} {:?} {:?} {:?} {:?} {}",
                it.id, it.collection_type, it.performance_rate, it.decile, it.points, it.available
            )
        };
        let mut measures: Vec<String> = scored.measures.iter().map(line).collect();
        measures.sort();
        lines.extend(measures);
    }
    lines.join("\n")
}

#[test]
fn practices_of_every_year_and_pathway_come_back_with_the_same_score() {
    let mut random = Random(2026);
    let mut scored: Vec<(u16, Pathway)> = Vec::new();
    for year in YEARS {
        let rules = BOOK.year(year).unwrap();
        let Some(inventory) = rules.inventory() else {
            continue;
        };
        for pathway in Pathway::ALL.iter().copied() {
            if !rules.quality.pathways.contains_key(&pathway) {
                continue;
            }
            for number in 0..12 {
                let text = practice(&mut random, &rules, inventory, pathway);
                let document = Document::read("practice.toml", text.as_bytes())
                    .unwrap_or_else(|problems| panic!("{text}\n{problems}"));
                let small = ["true", "false"][number % 2];
                let size = Setting::new("practice.small_practice", small, "test");
                // Where nothing is reported there is nothing to send.
                if !text.contains(".measures") && !text.contains("activities = ") {
                    continue;
                }
                // What the year does not admit is another test's matter.
                if trial::run(&BOOK, &document, std::slice::from_ref(&size)).is_err() {
                    continue;
                }
                scored.push((year, pathway));
                let admitted = trial::admit(&BOOK, &document, &[]).unwrap();
                let write = |form| export(&admitted.rules, &admitted.practice, form).text;
                let read = |text: String, year| {
                    let options = Options {
                        year,
                        ..Options::default()
                    };
                    let files = [("file".to_owned(), text.clone().into_bytes())];
                    exchange::read(&BOOK, &files, &options)
                        .unwrap_or_else(|problems| panic!("{text}\n{problems}"))
                        .document
                };
                let expected = card(&document, std::slice::from_ref(&size));
                // A submission of a practice has no program of its own for the APM scoring standard.
                let mut settings = vec![size.clone()];
                if pathway == Pathway::ApmScoringStandard {
                    settings.push(Setting::new("practice.pathway", pathway.key(), "test"));
                }
                let json = read(write(Form::QppJson), None);
                assert_eq!(card(&json, &settings), expected, "{text}");
                // A table says neither who takes part nor how.
                let mut settings = vec![size];
                for path in ["practice.participation", "practice.pathway", "practice.mvp"] {
                    if let Some(mips::document::Value::Text(word)) =
                        document.get(path).map(|it| &it.value)
                    {
                        settings.push(Setting::new(path, word.as_str(), "test"));
                    }
                }
                let csv = read(write(Form::MeasuresCsv), Some(year));
                assert_eq!(card(&csv, &settings), expected, "{text}");
            }
        }
    }
    for year in YEARS {
        let has_measures = BOOK.year(year).unwrap().inventory().is_some();
        let of_year = scored.iter().filter(|(of, _)| *of == year);
        assert!(!has_measures || of_year.count() >= 3, "{year}: {scored:?}");
    }
    for pathway in [
        Pathway::Traditional,
        Pathway::App,
        Pathway::AppPlus,
        Pathway::Mvp,
    ] {
        assert!(
            scored.iter().any(|(_, of)| *of == pathway),
            "{pathway:?}: {scored:?}"
        );
    }
}
