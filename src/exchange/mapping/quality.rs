//! Quality measurements -> the entries of their collection types.

use rust_decimal::Decimal;

use super::{
    super::{
        date,
        source::{Sited, shown},
        submission::{Counts, Measurement, MeasurementSet, Ratio, Value as Submitted},
    },
    Mapper,
    entries::{Entry, Taken},
};
use crate::{
    decimal::{HUNDRED, is_shown_as, to_places},
    document::{Table, Value},
    problem::{Code, Problem},
    rules::{collection_type::CollectionType, measures},
};

/// Decimals of a data completeness that is worked out here; with them the count behind it can be found again.
const COMPLETENESS_PLACES: u32 = 9;

/// How CMS's service calls the ways to send quality measures. What a registry sends depends on the measure.
const METHODS: [(&str, CollectionType); 6] = [
    ("electronicHealthRecord", CollectionType::Ecqm),
    ("registry", CollectionType::Cqm),
    ("claims", CollectionType::Claims),
    ("cmsWebInterface", CollectionType::WebInterface),
    ("certifiedSurveyVendor", CollectionType::Cahps),
    ("administrativeClaims", CollectionType::AdminClaims),
];

impl Mapper<'_> {
    pub(super) fn quality(&mut self, set: &MeasurementSet) {
        let place = self.place(&(set.span.start..set.span.start + 1));
        let none = Value::Table(Table::default());
        self.draft.put(&["quality", "measures"], none, &place);
        self.check_period(set);
        if set.cehrt_id.is_some() {
            let reason = "the CEHRT id is a key of promoting interoperability alone";
            self.draft.left_out.add("quality.cehrtId", reason);
        }
        let Some(method) = self.method(set) else {
            return;
        };
        for measurement in &set.measurements {
            self.measure(measurement, method);
            if self.source.is_hopeless() {
                return;
            }
        }
    }

    fn method(&self, set: &MeasurementSet) -> Option<CollectionType> {
        let start = set.span.start;
        let Some(method) = &set.method else {
            let message = "the set does not say how it was sent, which tells the collection type";
            self.source.error(
                Code::MissingKey,
                "submissionMethod",
                message.into(),
                &(start..start + 1),
            );
            return None;
        };
        let known = METHODS
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(&method.value));
        if known.is_none() {
            let names: Vec<&str> = METHODS.iter().map(|(name, _)| *name).collect();
            let message = format!(
                "`{}` is no submission method of quality measures; they are {}",
                shown(&method.value),
                names.join(", ")
            );
            self.source
                .error(Code::UnknownWord, "submissionMethod", message, &method.span);
        }
        known.map(|(_, kind)| *kind)
    }

    /// Quality is measured over the whole year.
    fn check_period(&self, set: &MeasurementSet) {
        let (Some(start), Some(end)) = (&set.start, &set.end) else {
            return;
        };
        let (Some(first), Some(last)) = (date::day(&start.value), date::day(&end.value)) else {
            return;
        };
        let year = self.rules.performance_year;
        let whole = (
            date::day(&format!("{year}-01-01")),
            date::day(&format!("{year}-12-31")),
        );
        if (Some(first), Some(last)) != whole {
            let message = format!(
                "the quality period is {} to {}, not the whole of {year}",
                shown(&start.value),
                shown(&end.value)
            );
            let problem = Problem::new(Code::Unlikely, "performanceStart", message);
            self.source.note(problem, &start.span);
        }
    }

    fn measure(&mut self, measurement: &Measurement, method: CollectionType) {
        let rules = self.rules;
        let row = rules
            .inventory()
            .and_then(|inventory| inventory.quality.get(&measurement.id.value));
        let kind = match (method, row) {
            (CollectionType::Cqm, Some(row)) if row.is_qcdr() => CollectionType::Qcdr,
            (CollectionType::Cqm, Some(row))
                if row.via.contains(&CollectionType::MedicareCqm)
                    && !row.via.contains(&CollectionType::Cqm) =>
            {
                CollectionType::MedicareCqm
            }
            (method, _) => method,
        };
        let place = self.place(&measurement.span);
        let mut entry = Entry::new(&place);
        let done = match &measurement.value {
            Submitted::Counts(counts) => self.counts(measurement, counts, kind, &mut entry),
            Submitted::Strata(strata, whole) => {
                self.strata(measurement, strata, whole, kind, row, &mut entry)
            }
            Submitted::Ratio(ratio) => self.ratio(measurement, ratio, kind, &mut entry),
            Submitted::Survey(Some(score)) => {
                entry.number("rate", score.value, self.place(&score.span));
                Some(())
            }
            Submitted::Survey(None) => {
                let path = format!(
                    "quality.measures.{}.{}",
                    kind.key(),
                    shown(&measurement.id.value)
                );
                self.draft
                    .left_out
                    .add(path, "CMS hides the score of too few answers");
                None
            }
            Submitted::Answer(_) => {
                self.wrong_kind(
                    measurement,
                    "a quality measure is reported with counts, not with yes or no",
                );
                None
            }
        };
        if done.is_none() {
            return;
        }
        // A key points at the measure's id, which is what is wrong where the year has no such measure.
        let keys = ["quality", "measures", kind.key(), &measurement.id.value];
        let at = self.place(&measurement.id.span);
        self.draft.put(&keys, entry.finish(), &at);
    }

    /// One rate. In a registry's own measures the rate that it gives is what is scored.
    fn counts(
        &mut self,
        measurement: &Measurement,
        counts: &Counts,
        kind: CollectionType,
        entry: &mut Entry,
    ) -> Option<()> {
        if let Some(rate) = &counts.rate
            && (kind == CollectionType::Qcdr || counts.met.is_none())
        {
            entry.number("rate", rate.value, self.place(&rate.span));
            if counts.met.is_none() {
                return self.cases_of_rate(measurement, counts, entry);
            }
            let taken = self.add_counts(measurement, counts, entry)?;
            add_extent(&taken, entry);
        } else {
            let taken = self.add_counts(measurement, counts, entry)?;
            self.compare_rate(measurement, counts, &taken);
            if let (None, Some(given)) = (taken.eligible, &counts.completeness) {
                entry.number("data_completeness", given.value, self.place(&given.span));
            }
        }
        self.end_to_end(counts.end_to_end.as_ref(), kind, entry);
        Some(())
    }

    /// A rate without its counts needs the eligible population at least.
    fn cases_of_rate(
        &mut self,
        measurement: &Measurement,
        counts: &Counts,
        entry: &mut Entry,
    ) -> Option<()> {
        if let Some(given) = &counts.completeness {
            entry.number("data_completeness", given.value, self.place(&given.span));
        }
        if let Some(cases) = &counts.cases {
            entry.number("cases", cases.value, self.place(&cases.span));
            return Some(());
        }
        let Some(eligible) = &counts.eligible else {
            self.missing(measurement, "eligiblePopulation");
            return None;
        };
        let all = self.count(measurement, "eligiblePopulation", Some(eligible))?;
        let out = match &counts.exclusions {
            Some(number) => self.count(measurement, "eligiblePopulationExclusion", Some(number))?,
            None => Decimal::ZERO,
        };
        entry.number("cases", all - out, self.place(&eligible.span));
        Some(())
    }

    /// A rate that stands beside the counts is compared, and not used.
    fn compare_rate(&mut self, measurement: &Measurement, counts: &Counts, taken: &Taken) {
        let Some(given) = &counts.rate else { return };
        let reason = "CMS computes it from the counts";
        self.draft.left_out.add("value.performanceRate", reason);
        if taken.denominator.is_zero() {
            return;
        }
        let rate = taken.numerator * HUNDRED / taken.denominator;
        if !is_shown_as(rate, given.value) && !is_shown_as(rate, given.value.normalize()) {
            let message = format!(
                "`{}`: {} of {} is {} percent, and performanceRate says {}",
                shown(&measurement.id.value),
                taken.numerator,
                taken.denominator,
                to_places(rate, 2).normalize(),
                given.value
            );
            let path = format!("{}.value.performanceRate", measurement.path);
            let problem = Problem::new(Code::Differs, path, message)
                .help("the counts are taken, as CMS computes the rate from them");
            self.source.note(problem, &given.span);
        }
    }

    /// Several rates, by the names that the year gives them.
    fn strata(
        &mut self,
        measurement: &Measurement,
        strata: &[(Sited<String>, Counts)],
        whole: &Counts,
        kind: CollectionType,
        row: Option<&measures::QualityMeasure>,
        entry: &mut Entry,
    ) -> Option<()> {
        // What is one rate in the year may still be sent as the one stratum of a list.
        let is_single = row.is_some_and(|row| row.algorithm.is_none());
        if let (true, [(_, counts)]) = (is_single, strata) {
            return self.counts(measurement, counts, kind, entry);
        }
        if strata.is_empty() {
            self.missing(measurement, "strata");
            return None;
        }
        if let (CollectionType::Qcdr, Some(rate)) = (kind, &whole.rate) {
            entry.number("rate", rate.value, self.place(&rate.span));
        } else if whole.rate.is_some() {
            let reason = "CMS computes it from the counts";
            self.draft.left_out.add("value.performanceRate", reason);
        }
        let mut table = Table::default();
        let mut is_whole = true;
        for (name, counts) in strata {
            let Some(named) = self.stratum_name(measurement, name, row) else {
                is_whole = false;
                continue;
            };
            let place = self.place(&name.span);
            let mut inner = Entry::new(&place);
            let Some(taken) = self.add_counts(measurement, counts, &mut inner) else {
                is_whole = false;
                continue;
            };
            self.compare_rate(measurement, counts, &taken);
            if table.get(&named).is_some() {
                let message = format!("the stratum `{}` is there twice", shown(&named));
                let path = format!("{}.value.strata", measurement.path);
                self.source
                    .error(Code::Contradiction, &path, message, &name.span);
                is_whole = false;
                continue;
            }
            let node = crate::document::Node::elsewhere(inner.finish(), place);
            table.entries.push((named, node));
        }
        entry.value("strata", Value::Table(table));
        self.end_to_end(whole.end_to_end.as_ref(), kind, entry);
        is_whole.then_some(())
    }

    /// The year's own name of a stratum: exact, then whatever its capitals.
    fn stratum_name(
        &self,
        measurement: &Measurement,
        name: &Sited<String>,
        row: Option<&measures::QualityMeasure>,
    ) -> Option<String> {
        let Some(names) = row.map(|row| &row.strata).filter(|names| !names.is_empty()) else {
            return Some(name.value.clone());
        };
        if names.contains(&name.value) {
            return Some(name.value.clone());
        }
        let year = self.rules.performance_year;
        let path = format!("{}.value.strata", measurement.path);
        let id = shown(&measurement.id.value);
        let near = names
            .iter()
            .find(|known| known.eq_ignore_ascii_case(&name.value));
        if let Some(near) = near {
            let message = format!(
                "`{}` is `{near}` in performance year {year}",
                shown(&name.value)
            );
            self.source
                .note(Problem::new(Code::Unlikely, path, message), &name.span);
            return Some(near.clone());
        }
        let message = format!(
            "measure `{id}` has no stratum `{}` in performance year {year}",
            shown(&name.value)
        );
        let problem = Problem::new(Code::UnknownWord, path, message)
            .help(format!("its strata of the year are {}", names.join(", ")));
        self.source.note(problem, &name.span);
        None
    }

    /// A measure in its own unit: the numerator is the performance, whatever the denominator.
    fn ratio(
        &mut self,
        measurement: &Measurement,
        ratio: &Ratio,
        kind: CollectionType,
        entry: &mut Entry,
    ) -> Option<()> {
        let (Some(numerator), Some(denominator)) = (&ratio.numerator, &ratio.denominator) else {
            let key = if ratio.numerator.is_none() {
                "numerator"
            } else {
                "denominator"
            };
            self.missing(measurement, key);
            return None;
        };
        entry.number("rate", numerator.value, self.place(&numerator.span));
        entry.number("cases", denominator.value, self.place(&denominator.span));
        let none = Decimal::ZERO;
        let out = ratio
            .numerator_exclusions
            .as_ref()
            .map_or(none, |it| it.value);
        let exceptions = ratio.exceptions.as_ref().map_or(none, |it| it.value);
        if !out.is_zero() {
            entry.computed("exclusions", out);
        }
        if !exceptions.is_zero() {
            entry.computed("exceptions", exceptions);
        }
        if let Some(observed) = &ratio.observations {
            if denominator.value.is_zero() {
                entry.computed("data_completeness", HUNDRED);
            } else {
                let reported = observed.value + exceptions + out;
                let percent = reported * HUNDRED / denominator.value;
                let percent = to_places(percent, COMPLETENESS_PLACES);
                entry.number("data_completeness", percent, self.place(&observed.span));
            }
        } else if let Some(given) = &ratio.completeness {
            entry.number("data_completeness", given.value, self.place(&given.span));
        }
        self.end_to_end(ratio.end_to_end.as_ref(), kind, entry);
        Some(())
    }

    /// End-to-end electronic reporting is written where it can earn something and is not taken for granted.
    fn end_to_end(&mut self, said: Option<&Sited<bool>>, kind: CollectionType, entry: &mut Entry) {
        let Some(said) = said else { return };
        let bonus = self.rules.quality.end_to_end_bonus.as_ref();
        if let Some(bonus) = bonus.filter(|bonus| bonus.collection_types.contains(&kind)) {
            let granted = bonus.electronic_by_nature.contains(&kind);
            if said.value != granted {
                entry.value("end_to_end", Value::Boolean(said.value));
            }
        } else {
            let year = self.rules.performance_year;
            let reason = format!("it earns nothing in performance year {year}");
            self.draft.left_out.add("value.isEndToEndReported", reason);
        }
    }
}

/// The cases and the data completeness behind a rate that is given.
fn add_extent(taken: &Taken, entry: &mut Entry) {
    let Some(eligible) = taken.eligible else {
        return;
    };
    entry.computed("cases", eligible - taken.exclusions);
    let reported = taken.denominator + taken.exclusions + taken.exceptions;
    let percent = if eligible.is_zero() {
        HUNDRED
    } else {
        to_places(reported * HUNDRED / eligible, COMPLETENESS_PLACES)
    };
    entry.computed("data_completeness", percent);
}
