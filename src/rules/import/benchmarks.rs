//! `<year>.json`: benchmarks, whatever their layout, as bounds from worst to best.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{
    bounds::{deciles, descends, from_percentiles, shape, spaced_by_sd},
    facts::{Fact, Layout, Subject, Used, YearFacts},
    log::Log,
    measures::Measures,
    quality::BenchmarkedMeasure,
    record::{Record, records},
    shared::Rows,
    sources::Source,
    submission::pair,
    write::{Page, Row},
};
use crate::rules::{benchmarks::Shape, collection_type::CollectionType, status::Status};

/// One benchmark, read.
struct Reading {
    id: String,
    kind: CollectionType,
    from: u16,
    topped_out: bool,
    capped: bool,
    inverse: bool,
    unlisted: bool,
    placeholder: bool,
    first: u8,
    below_first: Option<Status>,
    bounds: Vec<Decimal>,
    shape: Shape,
    status: Option<Status>,
}

/// `benchmarks.toml`.
pub(super) fn page(
    source: &Source,
    cite: &str,
    measures: &Measures,
    facts: &YearFacts<'_>,
    log: &Log,
) -> String {
    let year = facts.year;
    let mut used = Used::default();
    let mut readings: Vec<Reading> = Vec::new();
    for record in records(source, log) {
        let Some(reading) = read(&record, measures, facts, &mut used) else {
            continue;
        };
        if readings
            .iter()
            .any(|other| other.id == reading.id && other.kind == reading.kind)
        {
            record.problem(
                "measureId",
                format!(
                    "the pair of `{}` and `{}` appears twice",
                    reading.id,
                    reading.kind.key()
                ),
            );
        }
        readings.push(reading);
    }

    // What most rows share is written once, at the top; later rows of the same year must not change it.
    let before: Vec<&Reading> = readings
        .iter()
        .filter(|reading| reading.from != year)
        .collect();
    let benchmark_year = commonest(before.iter().map(|reading| reading.from)).unwrap_or(year);
    let first = commonest(before.iter().map(|reading| reading.first)).unwrap_or(1);
    let mut sections: BTreeMap<CollectionType, Rows> = BTreeMap::new();
    for reading in &readings {
        let row = reading.row(benchmark_year, first, facts);
        sections
            .entry(reading.kind)
            .or_default()
            .push((reading.id.clone(), row));
    }

    let mut page = Page::new(&format!(
        "Performance year {year}: benchmarks. Made by `mips rules import`.\n\n\
         `d` lists where the deciles `first` to 10 begin, worst to best. A rate is in the highest decile that it reaches;\n\
         one that reaches none is below the scale. `from` is the year of the data where it is not `benchmark_year`.\n\
         `additions` are facts that CMS's file does not state."
    ));
    page.blank();
    page.key("performance_year", &year.to_string());
    page.key("benchmark_year", &benchmark_year.to_string());
    page.key("first", &first.to_string());
    page.text("cite", cite);
    page.additions(&used.0);
    for (kind, rows) in sections {
        page.section(kind.key(), rows);
    }
    page.finish()
}

fn read(
    record: &Record<'_>,
    measures: &Measures,
    facts: &YearFacts<'_>,
    used: &mut Used,
) -> Option<Reading> {
    let (id, kind) = pair(record, &measures.quality);
    let kind = kind?;
    if record.year("performanceYear") != facts.year {
        record.problem("performanceYear", format!("expected {}", facts.year));
    }
    let from = record.year("benchmarkYear");
    let known = measures.quality.get(&id);
    let cost = measures.cost.contains(&id);
    let subject = Subject {
        via: Some(kind),
        cost,
        ..Subject::measure(&id)
    };

    let values = record.numbers("deciles");
    let percentiles = record.numbers_by_name("percentiles");
    // Up to 2022 the measure's record tells the direction; where there is none, the values do.
    let listed = known.map(|known| known.inverse).or(cost.then_some(true));
    let told = || Some(descends(values.as_deref()?));
    let inverse = record
        .flag("isInverse")
        .or(listed)
        .or_else(told)
        .unwrap_or_default();
    let (first, bounds) = match (values, percentiles) {
        (Some(values), None) => {
            let nine = values.len() == 9;
            let says = |fact: &Fact| {
                fact.layout
                    .filter(|layout| (*layout == Layout::Deciles2To10) == nine)
            };
            let layout = used.find(facts, subject, says).map(|(layout, _)| layout);
            deciles(record, &values, layout, from != facts.year)?
        }
        (None, Some(percentiles)) => (1, from_percentiles(record, &percentiles, inverse)?),
        _ => {
            record.problem("", "expected either `deciles` or `percentiles`");
            return None;
        }
    };

    let topped_out = record.is("isToppedOut");
    let capped = record.is("isToppedOutByProgram")
        || (topped_out && known.is_some_and(|known| known.capped));
    let offered = known.map_or(cost && kind == CollectionType::AdminClaims, |known| {
        known.via.contains(&kind)
    });
    let mut reading = Reading {
        shape: shape(&bounds, first, inverse, facts),
        id: id.clone(),
        kind,
        from,
        topped_out,
        capped,
        inverse,
        unlisted: !offered,
        placeholder: false,
        first,
        below_first: None,
        bounds,
        status: None,
    };
    reading.apply(record, subject, facts, used);
    reading.note(record, known);
    record.finish(&["averagePerformanceRate", "isHighPriority", "metricType"]);
    Some(reading)
}

impl Reading {
    /// What the facts say beyond the record.
    fn apply(
        &mut self,
        record: &Record<'_>,
        subject: Subject<'_>,
        facts: &YearFacts<'_>,
        used: &mut Used,
    ) {
        let own = self.from == facts.year;
        if let Some(((), status)) = used.find(facts, subject, |fact| {
            (own && fact.placeholder).then_some(())
        }) {
            self.placeholder = true;
            self.status = status;
        }
        if used
            .find(facts, subject, |fact| fact.sd_based.then_some(()))
            .is_some()
        {
            self.shape = Shape::SdBased;
            if !spaced_by_sd(&self.bounds) {
                record.note("expected bounds at fixed multiples of the standard deviation");
            }
        }
        if used
            .find(facts, subject, |fact| {
                fact.layout.filter(|layout| *layout == Layout::Quantiles)
            })
            .is_some()
        {
            self.shape = Shape::Quantiles;
        }
        let worst = Decimal::from(if self.inverse { 100 } else { 0 });
        let open = (self.bounds.first() == Some(&worst)).then_some(self.first + 1);
        if let Some((first, status)) = used.find(facts, subject, |fact| {
            fact.first.filter(|first| open == Some(*first))
        }) {
            self.first = first;
            self.below_first = status;
            self.bounds.remove(0);
        }
        if self.capped {
            let cap = &facts.all.topped_out_cap;
            used.note("topped_out_cap", &cap.cite, cap.status);
        }
        if self.shape == Shape::DefinedToppedOut {
            let ladder = &facts.all.defined_topped_out;
            used.note("defined_topped_out", &ladder.cite, ladder.status);
        }
    }

    /// What is odd about it.
    fn note(&self, record: &Record<'_>, known: Option<&BenchmarkedMeasure>) {
        let (id, kind) = (&self.id, self.kind);
        let cap_removed = known.is_some_and(|known| known.cap_removed.contains(&kind));
        if cap_removed != (self.shape == Shape::DefinedToppedOut) {
            record.note(format_args!(
                "`{id}` as {kind}: the defined topped-out ladder and a removed cap go together"
            ));
        }
        if !self.ordered() {
            record.note(format_args!(
                "the bounds of `{id}` are out of order, and were kept"
            ));
        }
        if self.unlisted {
            record.note(format_args!(
                "no measure record of the year offers `{id}` as {kind}"
            ));
        }
    }

    fn ordered(&self) -> bool {
        self.bounds.windows(2).all(|pair| {
            if self.inverse {
                pair[0] >= pair[1]
            } else {
                pair[0] <= pair[1]
            }
        })
    }

    fn row(&self, benchmark_year: u16, first: u8, facts: &YearFacts<'_>) -> String {
        let shape = match self.shape {
            Shape::Empirical => None,
            Shape::Flat => Some("flat"),
            Shape::DefinedToppedOut => Some("defined_topped_out"),
            Shape::SdBased => Some("sd_based"),
            Shape::Quantiles => Some("quantiles"),
        };
        Row::default()
            .some_number("from", (self.from != benchmark_year).then_some(self.from))
            .flag("placeholder", self.placeholder)
            .flag("inverse", self.inverse)
            .flag("topped_out", self.topped_out)
            .some_number(
                "cap",
                self.capped.then_some(facts.all.topped_out_cap.points),
            )
            .some_text("shape", shape)
            .flag("unordered", !self.ordered())
            .flag("unlisted", self.unlisted)
            .some_number("first", (self.first != first).then_some(self.first))
            .some_name("below_first", self.below_first)
            .some_name("status", self.status)
            .numbers("d", &self.bounds)
            .finish()
    }
}

/// The commonest value, the greatest of several.
fn commonest<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(value, _)| value)
}
