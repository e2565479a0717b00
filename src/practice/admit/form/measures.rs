//! What categories are computed from: every figure in its range, every id there and given once.

use rust_decimal::Decimal;

use super::Form;
use crate::{
    decimal::LARGEST_FIGURE,
    practice::file::{
        Answer, CategoryTable, CostMeasure, PromotingInteroperabilityData, QualityMeasure,
    },
    problem::{Code, Problem},
};

/// Days of a leap year.
const MOST_DAYS: u32 = 366;

impl Form {
    pub(super) fn quality(&mut self, table: Option<&mut CategoryTable<Vec<QualityMeasure>>>) {
        let Some(measures) = table.and_then(|table| table.data.as_mut()) else {
            return;
        };
        for measure in measures.iter_mut() {
            self.quality_measure(measure);
        }
        self.no_twins(measures.iter().map(QualityMeasure::path).collect());
    }

    fn quality_measure(&mut self, measure: &mut QualityMeasure) {
        let path = &measure.path();
        self.id("quality.measures", &measure.id);
        if measure.collection_type.is_none() {
            self.note(Code::MissingKey, path, "the measure has no collection type");
        }
        self.quality_figures(path, measure);
    }

    /// The figures of a quality measure.
    pub(in super::super) fn quality_figures(&mut self, path: &str, measure: &mut QualityMeasure) {
        // A measure in its own unit may be negative.
        let (low, high) = (-LARGEST_FIGURE, LARGEST_FIGURE);
        self.within((path, "rate"), &mut measure.rate, low, high);
        self.likely_percent((path, "data_completeness"), &mut measure.data_completeness);
        self.within(
            (path, "points"),
            &mut measure.points,
            Decimal::ZERO,
            Decimal::TEN,
        );
        for (key, value) in [
            ("numerator", &mut measure.numerator),
            ("denominator", &mut measure.denominator),
            ("cases", &mut measure.cases),
            ("eligible_population", &mut measure.eligible_population),
            ("exclusions", &mut measure.exclusions),
            ("exceptions", &mut measure.exceptions),
            ("remaining", &mut measure.remaining),
        ] {
            self.count((path, key), value);
        }
        for stratum in &mut measure.strata {
            let path = &format!("{path}.strata.{}", stratum.name);
            for (key, value) in [
                ("numerator", &mut stratum.numerator),
                ("denominator", &mut stratum.denominator),
                ("eligible_population", &mut stratum.eligible_population),
                ("exclusions", &mut stratum.exclusions),
                ("exceptions", &mut stratum.exceptions),
            ] {
                self.count((path, key), value);
            }
        }
    }

    pub(super) fn cost(&mut self, table: Option<&mut CategoryTable<Vec<CostMeasure>>>) {
        let Some(measures) = table.and_then(|table| table.data.as_mut()) else {
            return;
        };
        for measure in measures.iter_mut() {
            let path = &measure.path();
            self.id("cost.measures", &measure.id);
            for (key, is_there) in [
                ("cost", measure.cost.is_some()),
                ("cases", measure.cases.is_some()),
            ] {
                if !is_there && measure.points.is_none() {
                    let path = format!("{path}.{key}");
                    let problem = Problem::new(Code::MissingKey, path, "the key is missing");
                    let help = "a cost measure has cost and cases, or points";
                    self.problems.push(problem.on_key().help(help));
                }
            }
            self.cost_figures(path, measure);
        }
        self.no_twins(measures.iter().map(CostMeasure::path).collect());
    }

    /// The figures of a cost measure.
    pub(in super::super) fn cost_figures(&mut self, path: &str, measure: &mut CostMeasure) {
        self.within(
            (path, "points"),
            &mut measure.points,
            Decimal::ONE,
            Decimal::TEN,
        );
        self.count((path, "cost"), &mut measure.cost);
        self.count((path, "cases"), &mut measure.cases);
    }

    pub(super) fn activities(&mut self, table: Option<&mut CategoryTable<Vec<String>>>) {
        let Some(ids) = table.and_then(|table| table.data.as_mut()) else {
            return;
        };
        let path = "improvement_activities.activities";
        self.list(path, ids);
        for id in ids {
            self.id(path, id);
        }
    }

    pub(super) fn interoperability(
        &mut self,
        table: Option<&mut CategoryTable<PromotingInteroperabilityData>>,
    ) {
        let Some(data) = table.and_then(|table| table.data.as_mut()) else {
            return;
        };
        let path = "promoting_interoperability";
        self.whole((path, "days"), &mut data.days, MOST_DAYS);
        data.measures.retain(|(id, answer)| {
            let path = format!("{path}.measures");
            self.id(&path, id);
            let Answer::Proportion {
                numerator,
                denominator,
            } = *answer
            else {
                return true;
            };
            self.proportion(&format!("{path}.{id}"), numerator, denominator)
        });
    }

    /// The figures of an answer; says whether they are in their range.
    pub(in super::super) fn proportion(
        &mut self,
        path: &str,
        numerator: Decimal,
        denominator: Decimal,
    ) -> bool {
        let (mut numerator, mut denominator) = (Some(numerator), Some(denominator));
        self.count((path, "numerator"), &mut numerator);
        self.count((path, "denominator"), &mut denominator);
        numerator.is_some() && denominator.is_some()
    }

    fn no_twins(&mut self, mut paths: Vec<String>) {
        paths.sort_unstable();
        for twin in paths.windows(2).filter(|twin| twin[0] == twin[1]) {
            self.note(Code::Contradiction, &twin[1], "the measure is given twice");
        }
    }

    fn id(&mut self, path: &str, id: &str) {
        if id.trim().is_empty() {
            self.note(Code::UnknownId, path, "an id is empty");
        }
    }
}
