//! The counts, rates and strata of a measure.

use rust_decimal::Decimal;

use super::{COMPLETENESS_PLACES, add_extent};
use crate::{
    decimal::{HUNDRED, is_shown_as, to_places},
    document::{Table, Value},
    exchange::{
        mapping::{
            Mapper,
            entries::{Entry, Taken},
        },
        source::{Sited, shown},
        submission::{Counts, Measurement, Ratio},
    },
    problem::{Code, Problem},
    rules::{collection_type::CollectionType, measures},
};

impl Mapper<'_> {
    /// One rate. In a registry's own measures the rate that it gives is what is scored.
    pub(super) fn counts(
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

    /// A rate that is beside the counts is compared, and not used.
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
    pub(super) fn strata(
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
                let message = format!("the stratum `{}` appears twice", shown(&named));
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
    pub(super) fn ratio(
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
    pub(super) fn end_to_end(
        &mut self,
        said: Option<&Sited<bool>>,
        kind: CollectionType,
        entry: &mut Entry,
    ) {
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
