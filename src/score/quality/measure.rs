//! What one measure earns: the classes of 42 CFR 414.1380(b)(1)(i).

use rust_decimal::Decimal;

use super::{
    patients::{self, ReportedPatients},
    rate::{self, Rate},
    year::Year,
};
use crate::{
    decimal::{Exact, compare},
    practice::QualityMeasure,
    rules::{
        benchmarks::{Basis, Benchmark, Place, Shape},
        collection_type::CollectionType,
        measures::{self, MetricType},
        quality::{BelowOneBound, BelowScale, ZeroPoints},
    },
    score::{
        measure_points::{self, Placed, PointScale},
        reason::MeasureReason,
    },
};

/// One measure: reported, computed by CMS, or required and missing.
#[derive(Clone, Debug)]
pub struct Measure<'a> {
    /// CMS's id.
    pub id: &'a str,
    /// Its collection type; none for a required measure that was not reported in any.
    pub collection_type: Option<CollectionType>,
    /// Its record.
    pub row: &'a measures::QualityMeasure,
    /// What the practice file says of it; none when it was not reported.
    pub entry: Option<&'a QualityMeasure>,
    /// Its performance rate.
    pub rate: Option<Rate>,
    /// How much of it was reported.
    pub patients: ReportedPatients,
    /// Its place on its benchmark, where it is scored on one.
    pub placed: Option<Placed>,
    /// What it earns.
    pub result: MeasureResult,
    /// Its points as a fraction, where they are a mean that may not end.
    pub mean: Option<Exact>,
    /// Whether its data are complete.
    pub is_complete: bool,
    /// Whether it has enough cases.
    pub has_cases: bool,
    /// Why.
    pub reasons: Vec<MeasureReason>,
}

/// What a measure earns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureResult {
    /// Points.
    Points(Decimal),
    /// Nothing: it leaves both sums.
    Excluded,
    /// Nothing: CMS suppressed it, so that fewer measures count.
    Suppressed,
    /// Nothing: nobody was eligible, so that nothing was submitted.
    Absent,
}

impl<'a> Measure<'a> {
    /// A required measure that was not reported.
    pub fn missing(
        id: &'a str,
        row: &'a measures::QualityMeasure,
        collection_type: Option<CollectionType>,
    ) -> Self {
        Self {
            id,
            collection_type,
            row,
            entry: None,
            rate: None,
            patients: ReportedPatients::default(),
            placed: None,
            result: MeasureResult::Points(Decimal::ZERO),
            mean: None,
            is_complete: false,
            has_cases: false,
            reasons: vec![MeasureReason::NotReported],
        }
    }

    /// Its points, where it is scored.
    pub fn points(&self) -> Option<Decimal> {
        match self.result {
            MeasureResult::Points(points) => Some(points),
            MeasureResult::Excluded | MeasureResult::Suppressed | MeasureResult::Absent => None,
        }
    }

    /// The same without a cut.
    pub fn exact_points(&self) -> Option<Exact> {
        let points = self.points()?;
        Some(self.mean.unwrap_or_else(|| points.into()))
    }

    /// Whether something was reported for it.
    pub fn is_reported(&self) -> bool {
        self.entry.is_some() && self.result != MeasureResult::Absent
    }

    /// Whether it is in a collection type.
    pub fn is_in(&self, types: &[CollectionType]) -> bool {
        self.collection_type.is_some_and(|own| types.contains(&own))
    }

    /// Whether its performance is above zero, in the direction in which the measure counts.
    pub fn performs(&self) -> bool {
        let Some(rate) = self.rate else {
            return true;
        };
        match (self.row.inverse, self.row.metric_type) {
            (true, MetricType::NonProportion) => true,
            (true, _) => compare(rate.value, Decimal::ONE_HUNDRED).is_lt(),
            (false, _) => compare(rate.value, Decimal::ZERO).is_gt(),
        }
    }
}

/// What a reported measure earns, `unscored_leaves` the sums where it cannot be scored or not.
pub fn score<'a>(
    year: &Year<'a>,
    entry: &'a QualityMeasure,
    collection_type: CollectionType,
    (row, benchmark): (&'a measures::QualityMeasure, Option<&Benchmark>),
    unscored_leaves: bool,
) -> Measure<'a> {
    let rules = year.rules;
    let mut measure = Measure {
        id: &entry.id,
        collection_type: Some(collection_type),
        row,
        entry: Some(entry),
        rate: rate::of(entry, row, &rules.rate_rounding),
        patients: patients::of(entry, collection_type, row.algorithm),
        placed: None,
        result: MeasureResult::Excluded,
        mean: None,
        is_complete: true,
        has_cases: true,
        reasons: Vec::new(),
    };
    let needed = rules.data_completeness.percent.get(&collection_type);
    measure.is_complete = match (measure.patients.completeness, needed) {
        (Some(percent), Some(needed)) => compare(percent, *needed).is_ge(),
        _ => true,
    };
    let minimum = row
        .case_minimum
        .map_or(rules.case_minimum.cases, Decimal::from);
    measure.has_cases = measure
        .patients
        .cases
        .is_none_or(|cases| compare(cases, minimum).is_ge());
    if row.truncated.contains(&collection_type) {
        measure.reasons.push(MeasureReason::Truncated);
    }
    measure.result = result(
        year,
        &mut measure,
        (collection_type, benchmark),
        unscored_leaves,
    );
    measure
}

fn result(
    year: &Year<'_>,
    measure: &mut Measure<'_>,
    (collection_type, benchmark): (CollectionType, Option<&Benchmark>),
    unscored_leaves: bool,
) -> MeasureResult {
    let rules = year.rules;
    let given = measure.entry.and_then(|entry| entry.points);
    let no_case = measure.rate.is_none() || measure.patients.cases.is_some_and(|it| it.is_zero());
    if given.is_none() && no_case {
        measure.reasons.push(MeasureReason::NoCases);
        return MeasureResult::Absent;
    }
    if rules.suppression.is_some() && measure.row.suppressed.contains(&collection_type) {
        measure.reasons.push(MeasureReason::Suppressed);
        return MeasureResult::Suppressed;
    }
    if let Some(points) = given {
        measure.reasons.push(MeasureReason::PointsGiven);
        return MeasureResult::Points(points);
    }
    let Some(rate) = measure.rate else {
        return MeasureResult::Absent;
    };
    if !measure.is_complete {
        measure.reasons.push(MeasureReason::Incomplete);
        let web_interface = rules
            .web_interface
            .as_ref()
            .filter(|_| collection_type == CollectionType::WebInterface);
        return MeasureResult::Points(match web_interface {
            Some(web_interface) => web_interface.incomplete_points,
            None => rules.incomplete.of(year.practice.small_practice),
        });
    }
    if let Some(points) = of_rate_zero(year, measure, collection_type) {
        return MeasureResult::Points(points);
    }
    if let Some(benchmark) = benchmark.filter(|_| measure.has_cases) {
        let points = on_benchmark(year, measure, benchmark, rate.value, collection_type);
        return MeasureResult::Points(points);
    }
    measure.reasons.push(if measure.has_cases {
        MeasureReason::NoBenchmark
    } else {
        MeasureReason::TooFewCases
    });
    if unscored_leaves {
        measure.reasons.push(MeasureReason::NotScored);
        return MeasureResult::Excluded;
    }
    let points = rules.without_benchmark.of(year.practice.small_practice);
    MeasureResult::Points(with_floor(year, measure, points))
}

/// The points of a rate of 0 where it has points of its own. Where it has those of the law, the measure says that CMS's
/// engine gives it none.
fn of_rate_zero(
    year: &Year<'_>,
    measure: &mut Measure<'_>,
    collection_type: CollectionType,
) -> Option<Decimal> {
    let rules = year.rules.rate_of_zero.as_ref()?;
    let is_submitted = !matches!(
        collection_type,
        CollectionType::AdminClaims | CollectionType::Cahps
    );
    let is_rate = measure.row.metric_type != MetricType::NonProportion;
    if !is_submitted || !is_rate || measure.performs() {
        return None;
    }
    match rules.points {
        ZeroPoints::Floor => {
            measure.reasons.push(MeasureReason::RateOfZero);
            None
        }
        ZeroPoints::None => {
            measure.reasons.push(MeasureReason::RateOfZeroWithoutPoints);
            Some(Decimal::ZERO)
        }
    }
}

fn on_benchmark(
    year: &Year<'_>,
    measure: &mut Measure<'_>,
    benchmark: &Benchmark,
    rate: Decimal,
    collection_type: CollectionType,
) -> Decimal {
    let rules = year.rules;
    let scale = PointScale {
        floor: rules.achievement.floor,
        maximum: rules.achievement.maximum,
        partial: Some(&rules.partial_points_rounding),
    };
    let mut placed = measure_points::points(benchmark, rate, scale);
    if placed.place == Place::Below
        && benchmark.below_first.is_some()
        && rules
            .web_interface
            .as_ref()
            .is_some_and(|it| it.below_30th_percentile == BelowScale::Interpolated)
    {
        placed = measure_points::below_first(benchmark, rate, scale);
    }
    let of_one_bound = rules
        .achievement
        .below_one_bound
        .filter(|_| benchmark.bounds.windows(2).all(|pair| pair[0] == pair[1]));
    if placed.place == Place::Below && of_one_bound == Some(BelowOneBound::Maximum) {
        placed = measure_points::top(benchmark, scale);
    }
    measure.placed = Some(placed);
    if placed.place == Place::Below {
        measure.reasons.push(if benchmark.below_first.is_some() {
            MeasureReason::BelowScaleOpen
        } else if of_one_bound.is_some() {
            MeasureReason::OneBoundOpen
        } else {
            MeasureReason::BelowScale
        });
    }
    if benchmark.basis == Basis::Placeholder {
        measure.reasons.push(MeasureReason::PlaceholderBenchmark);
    }
    if benchmark.shape == Shape::Quantiles {
        measure.reasons.push(MeasureReason::QuantileBenchmark);
    }
    let points = if collection_type == CollectionType::AdminClaims {
        // The floors of new measures are for submitted ones.
        placed.points
    } else {
        with_floor(year, measure, placed.points)
    };
    let Some(cap) = benchmark.cap.filter(|cap| compare(*cap, points).is_lt()) else {
        return points;
    };
    if year.is_capped(collection_type) {
        measure.reasons.push(MeasureReason::ToppedOutCap);
        cap
    } else {
        measure.reasons.push(MeasureReason::CapNotApplied);
        points
    }
}

/// The floor of new measures, where it lifts the points.
fn with_floor(year: &Year<'_>, measure: &mut Measure<'_>, points: Decimal) -> Decimal {
    match year
        .floor_of_new(measure.row)
        .filter(|floor| compare(*floor, points).is_gt())
    {
        Some(floor) => {
            measure.reasons.push(MeasureReason::NewMeasureFloor);
            floor
        }
        None => points,
    }
}
