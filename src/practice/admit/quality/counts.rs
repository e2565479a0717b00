//! Holds the figures of a quality measure against each other and against its record.

use rust_decimal::Decimal;

use super::path::MeasurePath;
use crate::{
    decimal::{HUNDRED, compare, shown},
    practice::{QualityMeasure, Stratum, admit::Admission, seems_reversed},
    problem::{Code, Part},
    rules::{
        collection_type::CollectionType,
        measures::{self, Algorithm, MetricType},
    },
};

/// The counts of an entry or a stratum, with their keys.
struct Counts {
    numerator: Option<Decimal>,
    denominator: Option<Decimal>,
    eligible_population: Option<Decimal>,
    exclusions: Option<Decimal>,
    exceptions: Option<Decimal>,
}

impl Admission<'_> {
    /// What a measure's entry says must be enough to score it, and must not contradict itself.
    pub(super) fn check_entry(
        &mut self,
        collection_type: CollectionType,
        entry: &QualityMeasure,
        row: &measures::QualityMeasure,
        path: &MeasurePath<'_>,
    ) {
        let is_survey = collection_type == CollectionType::Cahps;
        let is_whole_survey = is_survey && self.rules.quality.cahps.is_whole(&entry.id);
        let has_counts = entry.numerator.is_some() || entry.denominator.is_some();
        let has_strata = !entry.strata.is_empty();
        let ways = [
            ("rate", entry.rate.is_some()),
            ("numerator and denominator", has_counts),
            ("strata", has_strata),
        ];
        let count = ways.iter().filter(|(_, given)| *given).count();
        // A registry gives the rate of its own measures, which is what is scored, beside the counts.
        let is_registry_rate = collection_type == CollectionType::Qcdr
            && entry.rate.is_some()
            && !(has_counts && has_strata);
        if count > 1 && !is_registry_rate {
            let given = ways.iter().filter(|(_, given)| *given);
            let given: Vec<&str> = given.map(|(way, _)| *way).collect();
            let message = format!("{} cannot go together", given.join(" and "));
            self.error(Code::Contradiction, path, message).part = Part::Key;
            return;
        }
        if is_whole_survey {
            self.check_whole_survey(entry, path);
        } else if count == 0 && entry.points.is_none() {
            let problem = self.error(Code::MissingKey, path, "the entry has no figures to score");
            problem.part = Part::Key;
            problem.help = Some(
                "give numerator and denominator, or rate and cases, or points if CMS has reported them".into(),
            );
        } else if has_counts {
            self.check_counts(path, &Counts::of_entry(entry), row, true);
        } else if has_strata {
            self.check_strata(path, entry, row);
        }
        if let Some(rate) = entry.rate {
            self.check_rate(rate, row, collection_type, path);
            let knows_cases = entry.cases.is_some()
                || entry.eligible_population.is_some()
                || has_counts
                || has_strata;
            if !knows_cases && !is_survey && entry.points.is_none() {
                let message = "a rate needs the number of cases: CMS does not benchmark a measure with too few";
                self.error(Code::MissingKey, &format!("{path}.cases"), message);
            }
        }
        let left_out =
            || entry.exclusions.unwrap_or_default() + entry.exceptions.unwrap_or_default();
        if entry.rate.is_some()
            && let Some(eligible) = entry.eligible_population.filter(|all| *all < left_out())
        {
            let left_out = left_out();
            let message = format!(
                "exclusions and exceptions are {left_out}, more than the eligible {eligible}"
            );
            let path = format!("{path}.eligible_population");
            self.error(Code::Contradiction, &path, message);
        }
        if entry.cases.is_some_and(|cases| cases.is_zero()) && entry.rate.is_some() {
            let message = "a rate needs at least 1 case, not 0";
            self.error(Code::Contradiction, &format!("{path}.cases"), message);
        }
        self.check_direction(entry, row, path);
        self.check_end_to_end(entry, collection_type, path);
    }

    fn check_whole_survey(&mut self, entry: &QualityMeasure, path: &MeasurePath<'_>) {
        let fell_short = entry.cases.is_some_and(|cases| cases.is_zero());
        if entry.points.is_none() && !fell_short {
            let message = "the survey as a whole has no benchmark of its own";
            let problem = self.error(Code::MissingKey, path, message);
            problem.part = Part::Key;
            problem.help = Some(
                "give its survey measures (CAHPS_1 = { rate = ... }), or points; write cases = 0 if there were too few patients to sample"
                    .into(),
            );
        }
    }

    fn check_counts(
        &mut self,
        path: &MeasurePath<'_>,
        counts: &Counts,
        row: &measures::QualityMeasure,
        of_entry: bool,
    ) {
        if matches!(
            row.metric_type,
            MetricType::NonProportion | MetricType::Cahps | MetricType::CostScore
        ) {
            let message = "the measure is not a percentage: its rate has its own unit";
            let problem = self.error(Code::Contradiction, &format!("{path}.numerator"), message);
            problem.help = Some("give rate, in the measure's own unit, and cases".into());
            return;
        }
        let (Some(numerator), Some(denominator)) = (counts.numerator, counts.denominator) else {
            let missing = if counts.numerator.is_none() {
                "numerator"
            } else {
                "denominator"
            };
            let problem = self.error(Code::MissingKey, path, format!("the {missing} is missing"));
            problem.part = Part::Key;
            return;
        };
        if compare(numerator, denominator).is_gt() {
            let message =
                format!("the numerator, {numerator}, is above the denominator, {denominator}");
            let problem = self.error(Code::Contradiction, &format!("{path}.numerator"), message);
            problem.help = Some(
                "denominator is performance met and not met, without exclusions and exceptions"
                    .into(),
            );
        }
        if of_entry && denominator.is_zero() && numerator.is_zero() {
            let message = "no patient was eligible, so the measure counts as not reported";
            self.error(Code::Unlikely, &format!("{path}.denominator"), message);
        }
        if let Some(eligible) = counts.eligible_population {
            let exclusions = counts.exclusions.unwrap_or_default();
            let exceptions = counts.exceptions.unwrap_or_default();
            let reported = denominator + exclusions + exceptions;
            if reported > eligible {
                let message = format!(
                    "denominator, exclusions and exceptions are {reported}, more than the eligible {eligible}"
                );
                self.error(
                    Code::Contradiction,
                    &format!("{path}.eligible_population"),
                    message,
                );
            }
        }
        let is_all = || compare(numerator, denominator).is_eq() && !denominator.is_zero();
        let perfect = row.inverse && is_all();
        if perfect && of_entry {
            self.warn_worst(path);
        }
    }

    fn check_strata(
        &mut self,
        path: &MeasurePath<'_>,
        entry: &QualityMeasure,
        row: &measures::QualityMeasure,
    ) {
        let Some(algorithm) = row.algorithm else {
            let message = "the measure has no strata";
            let problem = self.error(Code::NoEffect, &format!("{path}.strata"), message);
            problem.code = Code::Contradiction;
            problem.help = Some("give numerator and denominator".into());
            return;
        };
        for stratum in &entry.strata {
            let path = MeasurePath::from(format!("{path}.strata.{}", stratum.name));
            if !row.strata.contains(&stratum.name) {
                let message = format!("the measure has no stratum `{}`", stratum.name);
                let problem = self.error(Code::UnknownWord, &path, message);
                problem.part = Part::Key;
                problem.help = Some(format!("its strata are {}", row.strata.join(", ")));
                continue;
            }
            self.check_counts(&path, &Counts::of_stratum(stratum), row, false);
        }
        self.check_sums(path, entry, algorithm);
        let needed: Vec<&str> = match algorithm {
            Algorithm::OverallStratumOnly => vec!["overall"],
            Algorithm::Split => vec!["performance"],
            Algorithm::SimpleAverage | Algorithm::WeightedAverage | Algorithm::SumNumerators => {
                row.strata.iter().map(String::as_str).collect()
            }
        };
        for name in needed {
            if !entry.strata.iter().any(|stratum| stratum.name == name) {
                let message = format!("the measure's rate needs the stratum `{name}`");
                let problem = self.error(Code::MissingKey, &format!("{path}.strata"), message);
                problem.help = Some(format!("its strata are {}", row.strata.join(", ")));
            }
        }
    }

    /// What the strata come to: somebody eligible, and no rate above 100 percent.
    fn check_sums(&mut self, path: &MeasurePath<'_>, entry: &QualityMeasure, algorithm: Algorithm) {
        let path = format!("{path}.strata");
        let denominators = || {
            let each = entry.strata.iter();
            each.filter_map(|stratum| stratum.denominator)
        };
        if denominators().count() == entry.strata.len() && denominators().all(|all| all.is_zero()) {
            let message = "no patient was eligible, so the measure counts as not reported";
            self.error(Code::Unlikely, &path, message);
        }
        let numerators: Decimal = entry
            .strata
            .iter()
            .filter_map(|stratum| stratum.numerator)
            .sum();
        let largest = denominators().max().unwrap_or_default();
        if matches!(algorithm, Algorithm::SumNumerators) && numerators > largest {
            let message = format!(
                "the numerators of the strata are {numerators} together, above their denominator, {largest}"
            );
            self.error(Code::Unlikely, &path, message).help =
                Some("each patient counts in one stratum at most".into());
        }
    }

    fn check_rate(
        &mut self,
        rate: Decimal,
        row: &measures::QualityMeasure,
        collection_type: CollectionType,
        path: &MeasurePath<'_>,
    ) {
        let is_percent = matches!(
            row.metric_type,
            MetricType::SinglePerformanceRate | MetricType::MultiPerformanceRate
        ) && collection_type != CollectionType::AdminClaims;
        if !is_percent {
            return;
        }
        let path_of_rate = || format!("{path}.rate");
        if compare(rate, Decimal::ZERO).is_lt() || compare(HUNDRED, rate).is_lt() {
            let message = format!("{rate} is not a percentage");
            self.error(Code::OutOfRange, &path_of_rate(), message);
        } else if compare(rate, Decimal::ONE).is_lt() && !rate.is_zero() {
            let message = format!("we read {rate} as {rate} percent");
            self.error(Code::LooksLikeFraction, &path_of_rate(), message)
                .help = Some(format!(
                "for a fraction of 1, write {}",
                (rate * HUNDRED).normalize()
            ));
        } else if row.inverse && rate == HUNDRED {
            self.warn_worst(path);
        }
    }

    fn warn_worst(&mut self, path: &MeasurePath<'_>) {
        let message = "lower is better for this measure: 100 percent is the worst rate";
        self.error(Code::Unlikely, path, message).part = Part::Key;
    }

    /// A high rate of a measure of which less is better may be that of the patients who did well.
    fn check_direction(
        &mut self,
        entry: &QualityMeasure,
        row: &measures::QualityMeasure,
        path: &MeasurePath<'_>,
    ) {
        if let Some(rate) = seems_reversed(self.rules, entry, row).filter(|rate| *rate != HUNDRED) {
            let message = format!("{} percent: lower is better for this measure", shown(rate));
            let problem = self.error(Code::Unlikely, path, message);
            problem.part = Part::Key;
            problem.help = Some(
                "here the numerator counts the patients who did badly: they are the ones who meet the measure"
                    .into(),
            );
        }
    }

    fn check_end_to_end(
        &mut self,
        entry: &QualityMeasure,
        collection_type: CollectionType,
        path: &MeasurePath<'_>,
    ) {
        if entry.end_to_end.is_none() {
            return;
        }
        let path = format!("{path}.end_to_end");
        match &self.rules.quality.end_to_end_bonus {
            None => {
                let year = self.rules.performance_year;
                let message = format!(
                    "performance year {year} has no bonus for end-to-end electronic reporting"
                );
                self.error(Code::NoEffect, &path, message);
            }
            Some(bonus) if !bonus.collection_types.contains(&collection_type) => {
                let message =
                    format!("{collection_type} measures earn no bonus for end-to-end reporting");
                self.error(Code::NoEffect, &path, message);
            }
            Some(_) => {}
        }
    }
}

impl Counts {
    fn of_entry(entry: &QualityMeasure) -> Self {
        Self {
            numerator: entry.numerator,
            denominator: entry.denominator,
            eligible_population: entry.eligible_population,
            exclusions: entry.exclusions,
            exceptions: entry.exceptions,
        }
    }

    fn of_stratum(stratum: &Stratum) -> Self {
        Self {
            numerator: stratum.numerator,
            denominator: stratum.denominator,
            eligible_population: stratum.eligible_population,
            exclusions: stratum.exclusions,
            exceptions: stratum.exceptions,
        }
    }
}
