//! Activities, and the answers of promoting interoperability.

use std::sync::Arc;

use super::Mapper;
use crate::{
    document::{Node, Value},
    exchange::{
        date,
        source::shown,
        submission::{Measurement, MeasurementSet, Value as Submitted},
    },
    problem::{Code, Problem},
};

impl Mapper<'_> {
    /// Improvement activities: a list of those that were attested.
    pub(super) fn activities(&mut self, set: &MeasurementSet) {
        const KEYS: [&str; 2] = ["improvement_activities", "activities"];
        let place = self.place(&(set.span.start..set.span.start + 1));
        self.draft.put(&KEYS, Value::Array(Vec::new()), &place);
        for activity in &set.measurements {
            let place = self.place(&activity.id.span);
            let id = &activity.id.value;
            match activity.value {
                Submitted::Answer(true) => {
                    let item = Node::elsewhere(Value::Text(id.clone()), Arc::clone(&place));
                    self.draft.put(&KEYS, Value::Array(vec![item]), &place);
                }
                Submitted::Answer(false) => {
                    let path = format!("improvement_activities.{}", shown(id));
                    self.draft
                        .left_out
                        .add(path, "it was answered with no: nothing is earned by it");
                }
                _ => self.wrong_kind(
                    activity,
                    "an improvement activity is answered with true or false",
                ),
            }
        }
        if set.cehrt_id.is_some() {
            let reason = "the CEHRT id is a key of promoting interoperability alone";
            self.draft
                .left_out
                .add("improvement_activities.cehrtId", reason);
        }
    }

    pub(super) fn wrong_kind(&self, measurement: &Measurement, message: &str) {
        let path = format!("{}.value", measurement.path);
        let message = format!("`{}`: {message}", shown(&measurement.id.value));
        self.source
            .error(Code::WrongType, &path, message, &measurement.span);
    }

    /// Promoting interoperability: answers and proportions, the days of the period, the CEHRT id.
    pub(super) fn interoperability(&mut self, set: &MeasurementSet) {
        const CATEGORY: &str = "promoting_interoperability";
        let place = self.place(&(set.span.start..set.span.start + 1));
        self.draft.put(
            &[CATEGORY, "measures"],
            Value::Table(crate::document::Table::default()),
            &place,
        );
        self.days(set);
        if let Some(id) = &set.cehrt_id {
            let place = self.place(&id.span);
            self.draft.put(
                &[CATEGORY, "cehrt_id"],
                Value::Text(id.value.clone()),
                &place,
            );
        }
        for measurement in &set.measurements {
            let id = self.id_of_year(measurement);
            let place = self.place(&measurement.id.span);
            let value = match &measurement.value {
                Submitted::Answer(yes) => Some(Value::Boolean(*yes)),
                Submitted::Ratio(ratio) => self.proportion(measurement, ratio),
                _ => {
                    let wanted = "true, false, or numerator and denominator belong here";
                    self.wrong_kind(measurement, wanted);
                    None
                }
            };
            if let Some(value) = value {
                self.draft.put(&[CATEGORY, "measures", &id], value, &place);
            }
        }
    }

    /// The days of the period, both ends included.
    pub(super) fn days(&mut self, set: &MeasurementSet) {
        let (Some(start), Some(end)) = (&set.start, &set.end) else {
            return;
        };
        let (Some(first), Some(last)) = (date::day(&start.value), date::day(&end.value)) else {
            let unread = if date::day(&start.value).is_none() {
                start
            } else {
                end
            };
            let message = format!(
                "`{}` is not a date: the days are not known",
                shown(&unread.value)
            );
            let problem = Problem::new(Code::Unlikely, "performanceStart", message);
            self.source.note(problem, &unread.span);
            return;
        };
        if last < first {
            let message = "the period ends before it begins".to_owned();
            self.source
                .error(Code::Contradiction, "performanceEnd", message, &end.span);
            return;
        }
        let days = last - first + 1;
        let keys = ["promoting_interoperability", "days"];
        let place = self.place(&start.span);
        let known = self.draft.get(&keys).map(|node| node.value.clone());
        if let Some(Value::Number(known)) = known {
            let known: i64 = known.parse().unwrap_or(days);
            if known != days {
                let message = format!(
                    "a period of {days} days, and one of {known} before: the shorter one is taken"
                );
                let problem = Problem::new(Code::Unlikely, keys.join("."), message);
                self.source.note(problem, &start.span);
            }
            if known > days {
                self.draft.set(&keys, Value::Number(days.to_string()));
            }
            return;
        }
        self.draft
            .put(&keys, Value::Number(days.to_string()), &place);
    }
}
