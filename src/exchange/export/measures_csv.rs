//! A practice as a table of measures: a measure, a stratum, an answer or an activity a row.

use rust_decimal::Decimal;

use super::super::notes::LeftOuts;
use crate::{
    category::Category,
    decimal::plain,
    practice::{Answer, Practice, QualityMeasure},
    report::table,
    rules::collection_type::CollectionType,
};

/// The headings; denominators are after exclusions and exceptions.
const HEADINGS: [&str; 13] = [
    "category",
    "collection_type",
    "id",
    "stratum",
    "numerator",
    "denominator",
    "eligible_population",
    "exclusions",
    "exceptions",
    "rate",
    "cases",
    "data_completeness",
    "answer",
];

/// One row, by heading.
#[derive(Default)]
struct Row(Vec<(&'static str, String)>);

impl Row {
    fn of(category: &str, id: &str) -> Self {
        Self(vec![("category", category.into()), ("id", id.into())])
    }

    fn number(&mut self, heading: &'static str, value: Option<Decimal>) {
        if let Some(value) = value {
            self.0.push((heading, plain(value)));
        }
    }

    fn cells(self) -> Vec<String> {
        let cell = |heading: &str| {
            let found = self.0.iter().find(|(name, _)| *name == heading);
            found.map_or_else(String::new, |(_, cell)| cell.clone())
        };
        HEADINGS.iter().map(|heading| cell(heading)).collect()
    }
}

pub fn write(practice: &Practice, left_out: &mut LeftOuts) -> String {
    let mut rows: Vec<Vec<String>> = Vec::new();
    if practice.has_measures(Category::Quality) {
        for measure in &practice.data.quality {
            quality(measure, &mut rows, left_out);
        }
    }
    if practice.has_measures(Category::ImprovementActivities) {
        for id in &practice.data.improvement_activities {
            let mut row = Row::of("improvement_activities", id);
            row.0.push(("answer", "yes".into()));
            rows.push(row.cells());
        }
    }
    if practice.has_measures(Category::PromotingInteroperability) {
        let data = &practice.data.promoting_interoperability;
        for (id, answer) in &data.measures {
            let mut row = Row::of("promoting_interoperability", id);
            match answer {
                Answer::Attested(yes) => {
                    row.0
                        .push(("answer", if *yes { "yes" } else { "no" }.into()));
                }
                Answer::Proportion {
                    numerator,
                    denominator,
                } => {
                    row.number("numerator", Some(*numerator));
                    row.number("denominator", Some(*denominator));
                }
            }
            rows.push(row.cells());
        }
        if data.days.is_some() {
            left_out.add(
                "promoting_interoperability.days",
                "the table has no column for it",
            );
        }
        if data.cehrt_id.is_some() {
            left_out.add(
                "promoting_interoperability.cehrt_id",
                "the table has no column for it",
            );
        }
    }
    left_out.add(
        "performance_year, practice",
        "a table of measures says neither year nor practice",
    );
    table::csv(&HEADINGS, &rows)
}

fn quality(measure: &QualityMeasure, rows: &mut Vec<Vec<String>>, left_out: &mut LeftOuts) {
    let kind = measure.collection_type.map_or("", CollectionType::key);
    let path = format!("quality.measures.{kind}.{}", measure.id);
    if measure.points.is_some() {
        left_out.add(format!("{path}.points"), "the table has no column for it");
    }
    if measure.end_to_end.is_some() {
        left_out.add(
            format!("{path}.end_to_end"),
            "the table has no column for it",
        );
    }
    let begin = || {
        let mut row = Row::of("quality", &measure.id);
        row.0.push(("collection_type", kind.into()));
        row
    };
    for stratum in &measure.strata {
        let mut row = begin();
        row.0.push(("stratum", stratum.name.clone()));
        row.number("numerator", stratum.numerator);
        row.number("denominator", stratum.denominator);
        row.number("eligible_population", stratum.eligible_population);
        row.number("exclusions", stratum.exclusions);
        row.number("exceptions", stratum.exceptions);
        rows.push(row.cells());
    }
    if !measure.strata.is_empty() {
        if measure.rate.is_some() {
            left_out.add(
                format!("{path}.rate"),
                "the rows of strata hold counts alone",
            );
        }
        return;
    }
    let mut row = begin();
    row.number("numerator", measure.numerator);
    row.number("denominator", measure.denominator);
    row.number("eligible_population", measure.eligible_population);
    row.number("exclusions", measure.exclusions);
    row.number("exceptions", measure.exceptions);
    row.number("rate", measure.rate);
    row.number("cases", measure.cases);
    row.number("data_completeness", measure.data_completeness);
    if measure.numerator.is_none() && measure.rate.is_none() {
        left_out.add(path, "there are neither counts nor a rate of it");
        return;
    }
    rows.push(row.cells());
}
