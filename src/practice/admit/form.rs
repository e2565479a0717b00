//! What must hold of a practice file in any year: the range of every figure, and what cannot go together.
//!
//! A document's reader says the same with the place in its text, and leaves out what it refuses. A file that is built in
//! code meets these checks here.

mod contradictions;

use std::fmt::{self, Display};

use rust_decimal::Decimal;

use super::Admission;
use crate::{
    decimal::{HUNDRED, LARGEST_FIGURE},
    practice::{
        file::{
            Answer, CategoryTable, ComplexPatientTable, CostMeasure, PracticeFile, QualityMeasure,
            Stratum,
        },
        read::{MOST_CLINICIANS, MOST_PAID},
    },
    problem::Code,
};

/// Decimals of a count or an amount.
const MOST_DECIMALS: u32 = 9;

/// No list of a practice file is longer.
const MOST_ITEMS: usize = 1000;

/// Days of a leap year.
const MOST_DAYS: u32 = 366;

/// The least standard deviation: nearly nothing would make any bonus of any difference.
const LEAST_DEVIATION: Decimal = Decimal::from_parts(1, 0, 0, false, 4);

impl Admission<'_> {
    /// Whether every figure is within its range, so that computing with it is safe.
    pub(super) fn check_ranges(&mut self, file: &PracticeFile) -> bool {
        let before = self.problems.0.len();
        self.check_facts(file);
        self.percent_of("quality", file.quality.as_ref());
        self.percent_of("cost", file.cost.as_ref());
        self.percent_of(
            "improvement_activities",
            file.improvement_activities.as_ref(),
        );
        self.percent_of(
            "promoting_interoperability",
            file.promoting_interoperability.as_ref(),
        );
        for measure in data(file.quality.as_ref()) {
            self.check_quality_ranges(measure);
        }
        for measure in data(file.cost.as_ref()) {
            self.check_cost_ranges(measure);
        }
        self.check_interoperability_ranges(file);
        if let Some(bonus) = &file.complex_patient_bonus {
            self.check_bonus_ranges(bonus);
        }
        let prior = &file.prior_year;
        self.within(
            &"prior_year",
            "quality_achievement_percent",
            prior.quality_achievement_percent,
            Decimal::ZERO,
            HUNDRED,
        );
        self.within(
            &"prior_year",
            "cost_percent",
            prior.cost_percent,
            Decimal::ZERO,
            HUNDRED,
        );
        if let Some(facility) = &file.facility_based {
            self.within(
                &"facility_based",
                "quality_percent",
                Some(facility.quality_percent),
                Decimal::ZERO,
                HUNDRED,
            );
            self.within(
                &"facility_based",
                "cost_percent",
                Some(facility.cost_percent),
                Decimal::ZERO,
                HUNDRED,
            );
        }
        self.problems.0[before..]
            .iter()
            .all(|problem| !problem.is_error())
    }

    fn check_facts(&mut self, file: &PracticeFile) {
        let year = self.rules.performance_year;
        match file.performance_year {
            Some(own) if own == year => {}
            Some(own) => {
                let message = format!(
                    "the file is for performance year {own}, and the rules are those of {year}"
                );
                self.error(Code::Contradiction, "performance_year", message);
            }
            None => {
                self.error(
                    Code::MissingKey,
                    "performance_year",
                    "the performance year is missing",
                );
            }
        }
        self.within(
            &"",
            "final_score",
            file.final_score,
            Decimal::ZERO,
            LARGEST_FIGURE,
        );
        self.within(
            &"practice",
            "part_b_paid",
            file.practice.part_b_paid,
            Decimal::ZERO,
            MOST_PAID,
        );
        let clinicians = file.practice.clinicians.map(Decimal::from);
        self.within(
            &"practice",
            "clinicians",
            clinicians,
            Decimal::ZERO,
            MOST_CLINICIANS.into(),
        );
    }

    fn percent_of<T>(&mut self, category: &str, table: Option<&CategoryTable<T>>) {
        let percent = table.and_then(|table| table.percent);
        self.within(&category, "percent", percent, Decimal::ZERO, HUNDRED);
    }

    fn check_quality_ranges(&mut self, measure: &QualityMeasure) {
        let path = ShownPath(measure);
        self.check_id(&"quality.measures", &measure.id);
        if measure.collection_type.is_none() {
            let path = measure.path();
            self.error(
                Code::MissingKey,
                &path,
                "the measure has no collection type",
            );
        }
        self.within(&path, "rate", measure.rate, -LARGEST_FIGURE, LARGEST_FIGURE);
        self.within(
            &path,
            "data_completeness",
            measure.data_completeness,
            Decimal::ZERO,
            HUNDRED,
        );
        self.within(&path, "points", measure.points, Decimal::ZERO, Decimal::TEN);
        for (key, value) in [
            ("numerator", measure.numerator),
            ("denominator", measure.denominator),
            ("cases", measure.cases),
            ("eligible_population", measure.eligible_population),
            ("exclusions", measure.exclusions),
            ("exceptions", measure.exceptions),
            ("remaining", measure.remaining),
        ] {
            self.amount(&path, key, value);
        }
        for stratum in &measure.strata {
            self.check_stratum(&format_args!("{path}.strata.{}", stratum.name), stratum);
        }
    }

    fn check_stratum(&mut self, path: &dyn Display, stratum: &Stratum) {
        for (key, value) in [
            ("numerator", stratum.numerator),
            ("denominator", stratum.denominator),
            ("eligible_population", stratum.eligible_population),
            ("exclusions", stratum.exclusions),
            ("exceptions", stratum.exceptions),
        ] {
            self.amount(path, key, value);
        }
    }

    fn check_cost_ranges(&mut self, measure: &CostMeasure) {
        let path = format_args!("cost.measures.{}", measure.id);
        self.check_id(&"cost.measures", &measure.id);
        self.within(&path, "points", measure.points, Decimal::ONE, Decimal::TEN);
        self.amount(&path, "cost", measure.cost);
        self.amount(&path, "cases", measure.cases);
    }

    fn check_interoperability_ranges(&mut self, file: &PracticeFile) {
        let path = "promoting_interoperability";
        let table = file.promoting_interoperability.as_ref();
        let Some(data) = table.and_then(|table| table.data.as_ref()) else {
            return;
        };
        let days = data.days.map(Decimal::from);
        self.within(&path, "days", days, Decimal::ZERO, MOST_DAYS.into());
        for (id, answer) in &data.measures {
            self.check_id(&format_args!("{path}.measures"), id);
            if let Answer::Proportion {
                numerator,
                denominator,
            } = *answer
            {
                let path = format_args!("{path}.measures.{id}");
                self.amount(&path, "numerator", Some(numerator));
                self.amount(&path, "denominator", Some(denominator));
            }
        }
    }

    fn check_bonus_ranges(&mut self, bonus: &ComplexPatientTable) {
        let path = "complex_patient_bonus";
        self.within(
            &path,
            "points",
            bonus.points,
            -LARGEST_FIGURE,
            LARGEST_FIGURE,
        );
        for (key, value) in bonus.inputs.named() {
            let least = if key.ends_with("_sd") {
                LEAST_DEVIATION
            } else {
                Decimal::ZERO
            };
            let most = if key.starts_with("dual") {
                Decimal::ONE
            } else {
                HUNDRED
            };
            self.within(&path, key, value, least, most);
        }
    }

    fn check_id(&mut self, path: &dyn Display, id: &str) {
        if id.trim().is_empty() {
            self.error(Code::UnknownId, &path.to_string(), "an id is empty");
        }
    }

    /// A count or an amount: not negative, and so small that no figure made of it leaves the range of decimals.
    fn amount(&mut self, table: &dyn Display, key: &str, value: Option<Decimal>) {
        self.within(table, key, value, Decimal::ZERO, LARGEST_FIGURE);
        let too_fine = |value: &Decimal| {
            value.scale() > MOST_DECIMALS && value.normalize().scale() > MOST_DECIMALS
        };
        if let Some(value) = value.filter(too_fine) {
            let message = format!("{value} has more than {MOST_DECIMALS} decimals");
            self.error(Code::OutOfRange, &format!("{table}.{key}"), message);
        }
    }

    fn within(
        &mut self,
        table: &dyn Display,
        key: &str,
        value: Option<Decimal>,
        low: Decimal,
        high: Decimal,
    ) {
        if let Some(value) = value.filter(|value| *value < low || high < *value) {
            let message = format!("{value} is not between {low} and {high}");
            let path = match table.to_string() {
                table if table.is_empty() => key.to_owned(),
                table => format!("{table}.{key}"),
            };
            self.error(Code::OutOfRange, &path, message);
        }
    }
}

/// A quality measure's path, made where it is shown.
struct ShownPath<'a>(&'a QualityMeasure);

impl Display for ShownPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.path())
    }
}

fn data<T>(table: Option<&CategoryTable<Vec<T>>>) -> &[T] {
    table
        .and_then(|table| table.data.as_deref())
        .unwrap_or_default()
}
