//! The table of measures, each with what it rests on.

use rust_decimal::Decimal;

use crate::{
    category::Category,
    decimal::{self, plain},
    report::{
        html::{
            scale::scale,
            table::{Cell, Table},
        },
        layout::dollars,
        markup::Markup,
    },
    rules::{collection_type::CollectionType, measures::MetricType},
    score::scorecard::{MeasureScore, Status},
    trial::Trial,
};

/// The measures or activities of a category, each with its benchmark and the rate on it.
pub(super) fn measures(trial: &Trial, category: Category) -> Markup {
    let found = &trial.scorecard.categories[category];
    let what = match category {
        Category::ImprovementActivities => "Activity",
        Category::Cost | Category::Quality | Category::PromotingInteroperability => "Measure",
    };
    let rate = if category == Category::Cost {
        "Cost"
    } else {
        "Rate"
    };
    let heads = [(what, false), (rate, true), ("Points", true)];
    let caption = match found.status {
        Status::Scored => format!(
            "{} percent of {} points",
            found
                .percent
                .map_or_else(String::new, |it| plain(decimal::shown(it))),
            found.weight.map_or_else(|| "its".to_owned(), plain)
        ),
        Status::Reweighted => "Not scored: its weight moved to the other categories".into(),
        Status::NotSubmitted => "Not submitted".into(),
        Status::Unknown => "Not known yet".into(),
    };
    // Activities have no rate.
    let has_rate = |measure: &MeasureScore| measure.performance_rate.is_some();
    let have_rates = found.measures.iter().any(has_rate);
    let heads: Vec<(&str, bool)> = heads
        .into_iter()
        .filter(|(head, _)| have_rates || *head != rate)
        .collect();
    let mut table = Table::new(&caption, &heads);
    for measure in &found.measures {
        let unit = Unit::of(trial, category, measure);
        let points = match measure.points {
            Some(points) => format!(
                "{} of {}",
                plain(decimal::shown(points)),
                plain(measure.available)
            ),
            None if measure.available.is_zero() => "no points".into(),
            None => "not scored".into(),
        };
        let mut cells = vec![Cell::Markup(name(category, measure))];
        if have_rates {
            let rate = measure.performance_rate;
            let rate = rate.map(|rate| unit.write(decimal::shown(rate)));
            cells.push(Cell::Figure(rate.unwrap_or_default()));
        }
        cells.push(Cell::Figure(points));
        table.row_with(cells, details(trial, category, measure, unit));
    }
    table.markup()
}

pub(super) fn name(category: Category, measure: &MeasureScore) -> Markup {
    let kind = measure
        .collection_type
        .filter(|_| category == Category::Quality)
        .map_or_else(String::new, |kind| format!(" {kind}"));
    let counts = if measure.counted || measure.points.is_none() {
        ""
    } else {
        " (does not count)"
    };
    let mut name = Markup::strong(&measure.id);
    name.push(Markup::text(&format!("{kind}: {}{counts}", measure.title)));
    name
}

/// A measure's benchmark with the rate on it, and why it earned what it earned.
pub(super) fn details(
    trial: &Trial,
    category: Category,
    measure: &MeasureScore,
    unit: Unit,
) -> Markup {
    let mut all = Markup::default();
    let kind = match category {
        Category::Quality => measure.collection_type,
        Category::Cost => Some(CollectionType::AdminClaims),
        Category::ImprovementActivities | Category::PromotingInteroperability => None,
    };
    let benchmark = kind
        .filter(|_| measure.points.is_some())
        .and_then(|kind| trial.rules.benchmarks()?.get(kind, &measure.id));
    if let (Some(rate), Some(benchmark)) = (measure.performance_rate, benchmark) {
        all.push(scale(benchmark, rate, |figure| unit.write(figure)));
    }
    let sentences: Vec<String> = measure
        .reasons
        .iter()
        .map(|reason| {
            crate::report::reasons::sentence(&trial.rules, &trial.scorecard, measure, *reason)
        })
        .collect();
    let reasons = Markup::list(sentences.iter().map(String::as_str));
    if !reasons.is_empty() {
        all.push(Markup::of_class("div", "small", reasons));
    }
    all
}

/// What a measure's figures count.
#[derive(Clone, Copy)]
pub(super) enum Unit {
    Percent,
    Dollars,
    Own,
}

impl Unit {
    fn of(trial: &Trial, category: Category, measure: &MeasureScore) -> Self {
        match category {
            Category::Cost => Self::Dollars,
            Category::Quality => {
                let row = trial
                    .rules
                    .inventory()
                    .and_then(|inventory| inventory.quality.get(&measure.id));
                match row.map(|row| row.metric_type) {
                    Some(MetricType::SinglePerformanceRate | MetricType::MultiPerformanceRate) => {
                        Self::Percent
                    }
                    _ => Self::Own,
                }
            }
            Category::ImprovementActivities | Category::PromotingInteroperability => Self::Percent,
        }
    }

    fn write(self, figure: Decimal) -> String {
        match self {
            Self::Percent => format!("{}%", plain(figure)),
            Self::Dollars => dollars(figure),
            Self::Own => plain(figure),
        }
    }
}
