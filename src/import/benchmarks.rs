//! `<year>.json`: benchmarks, whatever their layout, as bounds from worst to best.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{
    Source, Used,
    facts::{Layout, Subject, YearFacts},
    measures::{Measures, Rows},
    pair,
    record::{Log, Record, records},
    write::{Page, Row},
};
use crate::rules::{
    benchmarks::Shape,
    collection_type::CollectionType,
    status::{Provenance, Status},
};

/// The keys of CMS's percentiles. The bound of decile K is the one before the next ten.
const PERCENTILES: [&str; 11] = ["1", "10", "20", "30", "40", "50", "60", "70", "80", "90", "99"];

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
pub(super) fn page(source: &Source, cite: &str, measures: &Measures, facts: &YearFacts<'_>, log: &Log) -> String {
    let year = facts.year;
    let mut used = Used::new();
    let mut readings: Vec<Reading> = Vec::new();
    for record in records(source, log) {
        let Some(reading) = read(&record, measures, facts, &mut used) else { continue };
        if readings.iter().any(|other| other.id == reading.id && other.kind == reading.kind) {
            record.problem("measureId", format!("the pair of `{}` and `{}` is there twice", reading.id, reading.kind.key()));
        }
        readings.push(reading);
    }

    let benchmark_year = commonest(readings.iter().map(|reading| reading.from).filter(|from| *from != year));
    let benchmark_year = benchmark_year.unwrap_or(year);
    let first = commonest(readings.iter().map(|reading| reading.first)).unwrap_or(1);
    let mut sections: BTreeMap<CollectionType, Rows> = BTreeMap::new();
    for reading in &readings {
        let row = reading.row(benchmark_year, first, facts);
        sections.entry(reading.kind).or_default().push((reading.id.clone(), row));
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
    page.additions(&used);
    for (kind, rows) in sections {
        page.section(kind.key(), rows);
    }
    page.finish()
}

fn read(record: &Record<'_>, measures: &Measures, facts: &YearFacts<'_>, used: &mut Used) -> Option<Reading> {
    let (id, kind) = pair(record, &measures.quality);
    let kind = kind?;
    if record.year("performanceYear") != facts.year {
        record.problem("performanceYear", format!("expected {}", facts.year));
    }
    let from = record.year("benchmarkYear");
    let known = measures.quality.get(&id);
    let cost = measures.cost.contains(&id);
    let subject = Subject { via: Some(kind), cost, ..Subject::measure(&id) };
    let topped_out = record.is("isToppedOut");

    let listed_inverse = known.map(|known| known.inverse).or(cost.then_some(true));
    let values = record.numbers("deciles");
    let percentiles = record.numbers_by_name("percentiles");
    let stated = record.flag("isInverse").or(listed_inverse);
    let inverse = stated.or_else(|| Some(descends(values.as_deref()?))).unwrap_or_default();
    let (first, bounds) = match (values, percentiles) {
        (Some(values), None) => {
            let layout = facts.find(subject, |fact| fact.layout);
            let historical = from != facts.year;
            if let Some((name, fact, layout)) = layout
                && (values.len() == 10 || layout == Layout::Deciles2To10)
            {
                used.insert(name.into(), fact.provenance());
            }
            deciles(record, &values, layout.map(|(_, _, layout)| layout), historical)?
        }
        (None, Some(percentiles)) => (1, from_percentiles(record, &percentiles, inverse)?),
        _ => {
            record.problem("", "expected either `deciles` or `percentiles`");
            return None;
        }
    };

    let mut reading = Reading {
        id: id.clone(),
        kind,
        from,
        topped_out,
        capped: record.is("isToppedOutByProgram") || (known.is_some_and(|known| known.capped) && topped_out),
        inverse,
        unlisted: known.map_or(!cost || kind != CollectionType::AdminClaims, |known| !known.via.contains(&kind)),
        placeholder: false,
        first,
        below_first: None,
        shape: shape(&bounds, first, inverse, facts),
        bounds,
        status: None,
    };
    reading.apply(record, subject, facts, used);
    if reading.shape == Shape::DefinedToppedOut
        && !known.is_some_and(|known| known.cap_removed.contains(&kind))
    {
        record.remark("the ladder of topped-out measures, but the measure's cap is not removed");
    }
    if !reading.ordered() {
        record.remark(format_args!("the bounds of `{}` are out of order, and were kept", reading.id));
    }
    if reading.unlisted {
        record.remark(format_args!("no measure record of the year offers `{}` as {}", reading.id, kind));
    }
    record.finish(&["averagePerformanceRate", "isHighPriority", "metricType"]);
    Some(reading)
}

impl Reading {
    /// What the facts say beyond the record.
    fn apply(&mut self, record: &Record<'_>, subject: Subject<'_>, facts: &YearFacts<'_>, used: &mut Used) {
        let own = self.from == facts.year;
        if let Some((name, fact, ())) = facts.find(subject, |fact| (own && fact.placeholder).then_some(())) {
            used.insert(name.into(), fact.provenance());
            self.placeholder = true;
            self.status = fact.status;
        }
        if let Some((name, fact, ())) = facts.find(subject, |fact| fact.sd_based.then_some(())) {
            used.insert(name.into(), fact.provenance());
            self.shape = Shape::SdBased;
            if !spaced_by_sd(&self.bounds) {
                record.remark("expected bounds at fixed multiples of the standard deviation");
            }
        }
        if let Some((name, fact, Layout::Quantiles)) = facts.find(subject, |fact| fact.layout) {
            used.insert(name.into(), fact.provenance());
            self.shape = Shape::Quantiles;
        }
        if let Some((name, fact, first)) = facts.find(subject, |fact| fact.first) {
            let worst = Decimal::from(if self.inverse { 100 } else { 0 });
            if self.first + 1 == first && self.bounds.first() == Some(&worst) {
                used.insert(name.into(), fact.provenance());
                self.first = first;
                self.below_first = fact.status;
                self.bounds.remove(0);
            }
        }
        if self.capped {
            let cap = &facts.all.topped_out_cap;
            used.insert("topped_out_cap".into(), Provenance { cite: cap.cite.clone(), status: cap.status });
        }
        if self.shape == Shape::DefinedToppedOut {
            let ladder = &facts.all.defined_topped_out;
            used.insert("defined_topped_out".into(), Provenance { cite: ladder.cite.clone(), status: ladder.status });
        }
    }

    fn ordered(&self) -> bool {
        self.bounds.windows(2).all(|pair| if self.inverse { pair[0] >= pair[1] } else { pair[0] <= pair[1] })
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
            .some_number("cap", self.capped.then_some(facts.all.topped_out_cap.points))
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

/// An array of deciles: its first decile and its bounds.
fn deciles(record: &Record<'_>, values: &[Decimal], layout: Option<Layout>, historical: bool) -> Option<(u8, Vec<Decimal>)> {
    match (values.len(), layout) {
        (9, Some(Layout::Deciles2To10)) => Some((2, values.to_vec())),
        (9, _) if historical => {
            // CMS publishes the historical bounds of deciles 3 to 10; its file then begins at the worst possible rate.
            if !values[0].is_zero() && values[0] != Decimal::ONE_HUNDRED {
                record.remark(format_args!("decile 2 begins at {}, which was taken for a filler and left out", values[0]));
            }
            Some((3, values[1..].to_vec()))
        }
        (9, _) => Some((2, values.to_vec())),
        (10, Some(Layout::Deciles1To10 | Layout::Quantiles)) => Some((1, values.to_vec())),
        (10, Some(Layout::Deciles2To10Best)) => Some((2, values[..9].to_vec())),
        (10, None) => {
            record.problem("deciles", "ten values, and no fact says how they are laid out");
            None
        }
        (count, _) => {
            record.problem("deciles", format!("expected nine values (deciles 2 to 10), or ten, found {count}"));
            None
        }
    }
}

/// CMS's percentiles ascend whatever is better: an inverse measure's deciles begin at the other end.
fn from_percentiles(record: &Record<'_>, named: &BTreeMap<String, Decimal>, inverse: bool) -> Option<Vec<Decimal>> {
    let values: Option<Vec<Decimal>> = PERCENTILES.iter().map(|key| named.get(*key).copied()).collect();
    let Some(mut values) = values.filter(|_| named.len() == PERCENTILES.len()) else {
        record.problem("percentiles", format!("expected the percentiles {}", PERCENTILES.join(", ")));
        return None;
    };
    if inverse {
        values.reverse();
    }
    values.pop();
    Some(values)
}

fn descends(values: &[Decimal]) -> bool {
    matches!((values.first(), values.last()), (Some(first), Some(last)) if first > last)
}

/// What the values themselves tell of how they were made.
fn shape(bounds: &[Decimal], first: u8, inverse: bool, facts: &YearFacts<'_>) -> Shape {
    let from = |decile: u8| bounds.get(usize::from(decile.saturating_sub(first))..).unwrap_or_default();
    let turned = |value: Decimal| if inverse { Decimal::ONE_HUNDRED - value } else { value };
    let ladder = &facts.all.defined_topped_out;
    if facts.year >= ladder.from && first == 1 && ladder.direct.iter().copied().map(turned).eq(bounds.iter().copied()) {
        return Shape::DefinedToppedOut;
    }
    // The lowest deciles differ: they hold the floor of the Web Interface, or the end of the percentages.
    let flat = (3..10).map(|tens| turned(Decimal::from(tens * 10)));
    if flat.eq(from(4).iter().copied()) { Shape::Flat } else { Shape::Empirical }
}

/// Whether the bounds lie at median + 2.75, 2.5, 2.25, 2, 1.5, 1, 0.5, -0.5, -1 and -1.5 standard deviations, as far as
/// the rounding of the bounds allows.
fn spaced_by_sd(bounds: &[Decimal]) -> bool {
    const QUARTERS: [i64; 10] = [11, 10, 9, 8, 6, 4, 2, -2, -4, -6];
    let [.., d7, d8, _, _] = bounds else { return false };
    let (median, quarter) = ((d7 + d8) / Decimal::TWO, (d7 - d8) / Decimal::from(4));
    // Half a unit of the last place, times as many quarters as the outermost bound is away.
    let scale = bounds.iter().map(Decimal::scale).max().unwrap_or_default();
    let tolerance = Decimal::new(5, scale);
    let fits = |(bound, quarters): (&Decimal, &i64)| (*bound - median - quarter * Decimal::from(*quarters)).abs() <= tolerance;
    bounds.len() == QUARTERS.len() && bounds.iter().zip(&QUARTERS).all(fits)
}

/// The commonest value, the greatest of several.
fn commonest<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(value, _)| value)
}
