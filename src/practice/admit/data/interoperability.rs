//! Promoting interoperability data, held against what exists in the year.

use std::fmt::Display;

use rust_decimal::Decimal;

use super::Admission;
use crate::{
    practice::{Answer, Practice, PromotingInteroperabilityData},
    problem::{Code, Problem},
    rules::{measures::PiMetric, promoting_interoperability::InteroperabilityMethod},
};

const CATEGORY: &str = "promoting_interoperability";

/// Characters of a CEHRT id.
const CEHRT_ID_LENGTH: usize = 15;

impl Admission<'_> {
    /// Measures, attestations and exclusions must exist in the year, be answered in their form, and go together.
    pub(in super::super) fn check_interoperability(&mut self, practice: &Practice) {
        let data = &practice.data.promoting_interoperability;
        self.check_period(data);
        for (id, answer) in &data.measures {
            let path = format_args!("{CATEGORY}.measures.{id}");
            let is_known = self.known(
                &path,
                "promoting interoperability measure",
                id,
                |inventory| &inventory.promoting_interoperability,
            );
            if is_known {
                self.check_answer(&path, id, *answer);
            }
        }
        self.check_exclusions(data);
        self.check_exchange(data);
        self.check_engagement(data);
    }

    fn check_period(&mut self, data: &PromotingInteroperabilityData) {
        if data.days.is_none() {
            let minimum = self.rules.promoting_interoperability.period.minimum_days;
            let message = format!(
                "the days of the performance period are not given; we assume the required {minimum}"
            );
            self.error(Code::Unlikely, CATEGORY, message).help = Some(format!(
                "give {CATEGORY}.days; with fewer days the category is 0"
            ));
        }
        match &data.cehrt_id {
            None => {
                let message = "the CEHRT id is not given; we assume a valid one";
                self.error(Code::Unlikely, CATEGORY, message).help = Some(format!(
                    "give {CATEGORY}.cehrt_id; without one CMS scores the category 0"
                ));
            }
            Some(id) => {
                let is_formed = id.chars().count() == CEHRT_ID_LENGTH
                    && id.chars().all(|letter| letter.is_ascii_alphanumeric());
                if !is_formed {
                    let message =
                        format!("`{id}`: a CEHRT id has {CEHRT_ID_LENGTH} letters and digits");
                    self.error(Code::Unlikely, &format!("{CATEGORY}.cehrt_id"), message);
                }
            }
        }
    }

    fn check_answer(&mut self, path: &dyn Display, id: &str, answer: Answer) {
        let metric = self
            .rules
            .inventory()
            .and_then(|inventory| inventory.promoting_interoperability.get(id))
            .map(|measure| measure.metric_type);
        match (metric, answer) {
            (Some(PiMetric::Proportion), Answer::Attested(_)) => {
                let message = format!("`{id}` takes a numerator and a denominator, not yes or no");
                self.error(Code::WrongType, &path.to_string(), message).help =
                    Some("write for example { numerator = 40, denominator = 50 }".into());
            }
            (Some(PiMetric::Boolean), Answer::Proportion { .. }) => {
                let message = format!("`{id}` takes yes or no, not a numerator and a denominator");
                self.error(Code::WrongType, &path.to_string(), message).help =
                    Some("write true or false".into());
            }
            (
                _,
                Answer::Proportion {
                    numerator,
                    denominator,
                },
            ) if !self.passes_over_figures => {
                self.check_proportion(path, numerator, denominator);
            }
            _ => {}
        }
    }

    /// The figures of an answer.
    pub(in super::super) fn check_proportion(
        &mut self,
        path: &dyn Display,
        numerator: Decimal,
        denominator: Decimal,
    ) {
        if denominator.is_zero() {
            let path = format!("{path}.denominator");
            self.error(Code::OutOfRange, &path, "the denominator is 0")
                .help = Some("claim the measure's exclusion, if it has one".into());
        } else if denominator < numerator {
            let message =
                format!("the numerator, {numerator}, is above the denominator, {denominator}");
            self.error(Code::OutOfRange, &format!("{path}.numerator"), message);
        }
    }

    /// The exclusions that the year knows, each with the measure it excuses.
    fn exclusions(&self) -> impl Iterator<Item = (&String, &String)> + use<'_> {
        match &self.rules.promoting_interoperability.method {
            InteroperabilityMethod::BasePerformanceBonus(method) => method.exclusions.iter(),
            InteroperabilityMethod::MeasurePoints(method) => method.exclusions.of.iter(),
        }
    }

    /// A measure is answered, whatever the answer, or excluded: not both.
    fn check_exclusions(&mut self, data: &PromotingInteroperabilityData) {
        let both: Vec<(String, String)> = self
            .exclusions()
            .filter(|(exclusion, of)| {
                has(data, exclusion) && data.measures.iter().any(|(id, _)| id == *of)
            })
            .map(|(exclusion, of)| (exclusion.clone(), of.clone()))
            .collect();
        for (exclusion, of) in both {
            let message = format!("`{of}` is reported, and `{exclusion}` claims its exclusion");
            let path = format!("{CATEGORY}.measures.{exclusion}");
            self.problems.push(
                Problem::new(Code::Contradiction, path, message)
                    .on_key()
                    .help("keep one of them"),
            );
        }
    }

    /// Exchange is reported in one way.
    fn check_exchange(&mut self, data: &PromotingInteroperabilityData) {
        let rules = self.rules;
        let InteroperabilityMethod::MeasurePoints(method) =
            &rules.promoting_interoperability.method
        else {
            return;
        };
        let reported: Vec<&String> = method
            .exchange
            .ways
            .iter()
            .filter_map(|way| way.iter().find(|id| has(data, id)))
            .collect();
        if let [first, second, ..] = reported[..] {
            let message = format!(
                "`{first}` and `{second}` cannot both be reported: health information exchange is reported in one way"
            );
            let path = format!("{CATEGORY}.measures.{second}");
            let ways: Vec<String> = method
                .exchange
                .ways
                .iter()
                .map(|way| way.join(" with "))
                .collect();
            self.problems.push(
                Problem::new(Code::Contradiction, path, message)
                    .on_key()
                    .help(format!("the ways are {}", ways.join(", or "))),
            );
        } else if let [only] = reported[..] {
            for (exclusion, of) in &method.exclusions.of {
                let of_other_way = method
                    .exchange
                    .ways
                    .iter()
                    .any(|way| way.contains(of) && !way.contains(only));
                if of_other_way && has(data, exclusion) {
                    let message = format!(
                        "`{only}` is reported in place of `{of}`, so its exclusion has no effect"
                    );
                    self.error(
                        Code::NoEffect,
                        &format!("{CATEGORY}.measures.{exclusion}"),
                        message,
                    );
                }
            }
        }
    }

    /// Each registry is reported with its level of active engagement, in years that ask for it.
    fn check_engagement(&mut self, data: &PromotingInteroperabilityData) {
        let Some(inventory) = self.rules.inventory() else {
            return;
        };
        let mut found = Vec::new();
        for (id, measure) in &inventory.promoting_interoperability {
            let levels = &measure.preprod;
            if levels.is_empty() {
                continue;
            }
            let given = levels.iter().filter(|level| has(data, level)).count();
            let path = || format!("{CATEGORY}.measures.{id}");
            if given == 0 && has(data, id) {
                let message = format!("`{id}` is reported without its level of active engagement");
                let help = format!("add {} = true", levels.join(" = true or "));
                found.push(Problem::new(Code::Unlikely, path(), message).help(help));
            } else if given > 1 {
                let message = format!("{} cannot go together", levels.join(" and "));
                found.push(Problem::new(Code::Unlikely, path(), message));
            }
        }
        self.problems.append(found);
        self.check_second_registries(data);
    }

    /// A second registry for a measure comes on top of the first.
    fn check_second_registries(&mut self, data: &PromotingInteroperabilityData) {
        let rules = self.rules;
        let pairs: Vec<(&String, &String)> = match &rules.promoting_interoperability.method {
            InteroperabilityMethod::BasePerformanceBonus(method) => method
                .bonuses
                .values()
                .flat_map(|bonus| &bonus.second_registry)
                .collect(),
            InteroperabilityMethod::MeasurePoints(method) => {
                method.public_health.second_registry.iter().collect()
            }
        };
        for (second, first) in pairs {
            if has(data, second) && !has(data, first) {
                let message =
                    format!("`{second}` is a second registry for `{first}`, which is not reported");
                self.error(
                    Code::Unlikely,
                    &format!("{CATEGORY}.measures.{second}"),
                    message,
                );
            }
        }
    }
}

/// Whether an id is answered with yes, or with a proportion that is not 0.
fn has(data: &PromotingInteroperabilityData, id: &str) -> bool {
    data.measures.iter().any(|(of, answer)| {
        of == id
            && match answer {
                Answer::Attested(yes) => *yes,
                Answer::Proportion { numerator, .. } => *numerator > Decimal::ZERO,
            }
    })
}
