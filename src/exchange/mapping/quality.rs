//! Quality measurements -> the entries of their collection types.

mod counts;

use super::{
    Mapper,
    entries::{Entry, Taken},
};
use crate::{
    decimal::{HUNDRED, to_places},
    document::{Table, Value},
    exchange::{
        date,
        source::shown,
        submission::{Measurement, MeasurementSet, Value as Submitted},
    },
    problem::{Code, Problem},
    rules::collection_type::CollectionType,
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
                "`{}` is not a submission method of quality measures; they are {}",
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
