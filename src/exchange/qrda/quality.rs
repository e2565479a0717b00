//! Electronic measures: which one it is, and its populations, by the identifiers of the year's table.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{element::Element, reader::Reader, section::Section};
use crate::{
    exchange::{
        source::{Sited, shown},
        submission::{Counts, Measurement, Value},
    },
    problem::{Code, Problem},
    rules::{
        book::YearRules,
        measures::{ElectronicMeasure, ElectronicRate, Inventory},
    },
};

/// The template of a measure: CMS's, and that of every report of this category.
const MEASURE: [&str; 2] = [
    "2.16.840.1.113883.10.20.27.3.17",
    "2.16.840.1.113883.10.20.27.3.1",
];
/// The templates of a population.
const POPULATION: [&str; 2] = [
    "2.16.840.1.113883.10.20.27.3.16",
    "2.16.840.1.113883.10.20.27.3.5",
];
/// The kind of identifier that a measure is named by.
const IDENTIFIER: &str = "2.16.840.1.113883.4.738";

/// A population with its count.
struct Population {
    code: &'static str,
    uuid: Option<Sited<String>>,
    count: Sited<Decimal>,
    path: String,
}

/// The codes of populations; the first two are one.
const CODES: [(&str, &str); 7] = [
    ("IPOP", "IPOP"),
    ("IPP", "IPOP"),
    ("DENOM", "DENOM"),
    ("DENEX", "DENEX"),
    ("DENEXCEP", "DENEXCEP"),
    ("NUMER", "NUMER"),
    ("NUMEX", "NUMEX"),
];

/// A measure and the year whose identifiers the report uses.
struct Found {
    id: String,
    rules: Arc<YearRules>,
}

impl Found {
    fn inventory(&self) -> Option<&Inventory> {
        self.rules.inventory()
    }

    fn table(&self) -> Option<&ElectronicMeasure> {
        self.inventory()?.electronic.get(&self.id)
    }
}

impl Reader<'_> {
    /// The measures of the quality section.
    pub(super) fn quality(
        &mut self,
        section: &Section<'_, '_>,
        year: Option<u16>,
    ) -> Vec<Measurement> {
        let mut measurements: Vec<Measurement> = Vec::new();
        let mut is_empty = true;
        for organizer in section.element.at(&["entry", "organizer"]) {
            let source = self.source;
            if source.is_hopeless() || !source.takes_measurement(&organizer.name_span()) {
                break;
            }
            if !MEASURE.iter().any(|one| organizer.has_template(one)) {
                self.left_out.add(
                    "organizer of the quality section",
                    "it has the template of no measure",
                );
                continue;
            }
            is_empty = false;
            let Some(measurement) = self.measure(organizer, year) else {
                continue;
            };
            let id = &measurement.id;
            if measurements.iter().any(|other| other.id.value == id.value) {
                let message = format!("measure `{}` is there twice", id.value);
                self.source
                    .error(Code::Contradiction, &measurement.path, message, &id.span);
                continue;
            }
            measurements.push(measurement);
        }
        if is_empty {
            self.empty(section.element, "quality");
        }
        self.left_out.add(
            "performance rate",
            "CMS computes it from the counts of an electronic report",
        );
        measurements
    }

    fn measure(&mut self, organizer: Element<'_, '_>, year: Option<u16>) -> Option<Measurement> {
        let path = organizer.path();
        let external = organizer.at(&["reference", "externalDocument"]);
        let uuid = external
            .iter()
            .flat_map(|document| document.at(&["id"]))
            .filter(|id| {
                id.attribute("root")
                    .is_some_and(|root| root.value == IDENTIFIER)
            })
            .find_map(|id| id.attribute("extension"));
        let Some(uuid) = uuid else {
            let message = "it does not say which measure it is".to_owned();
            let path = format!("{path}/reference/externalDocument/id");
            self.source
                .error(Code::MissingKey, &path, message, &organizer.name_span());
            return None;
        };
        let title = external
            .iter()
            .find_map(|document| document.first(&["text"]))
            .map_or_else(String::new, Element::text);
        let found = self.find(&uuid, &title, year, &path)?;
        let populations = self.populations(organizer, &found.id)?;
        let row = found.inventory()?.quality.get(&found.id);
        let is_single = row.is_none_or(|row| row.algorithm.is_none());
        let value = if is_single {
            Value::Counts(Box::new(self.rate(
                &found.id,
                &populations.iter().collect::<Vec<_>>(),
                &path,
                &uuid,
            )?))
        } else {
            self.strata(&found, &populations, &path, &uuid)?
        };
        Some(Measurement {
            id: Sited {
                value: found.id,
                span: uuid.span,
            },
            value,
            span: organizer.name_span(),
            path,
        })
    }

    /// The measure of an identifier: the year's, else another year's, which is told; else by its CMS number.
    fn find(
        &self,
        uuid: &Sited<String>,
        title: &str,
        year: Option<u16>,
        path: &str,
    ) -> Option<Found> {
        let wanted = uuid.value.to_lowercase();
        let mut years: Vec<u16> = self.book.years().collect();
        let of = year.unwrap_or_default();
        // The nearest year first, and of two equally near ones the later.
        years.sort_by_key(|other| (other.abs_diff(of), std::cmp::Reverse(*other)));
        for other in years {
            let Ok(rules) = self.book.year(other) else {
                continue;
            };
            let id = rules.inventory().and_then(|inventory| {
                let mut measures = inventory.electronic.iter();
                measures
                    .find(|(_, measure)| measure.uuid == wanted)
                    .map(|(id, _)| id.clone())
            });
            let Some(id) = id else { continue };
            if year.is_some_and(|year| year != other) {
                let message = format!(
                    "the identifier of measure `{id}` is that of performance year {other}; it is taken for {of}"
                );
                self.source
                    .note(Problem::new(Code::Unlikely, path, message), &uuid.span);
            }
            return Some(Found { id, rules });
        }
        if let Some(found) = self.by_number(title, year) {
            let message = format!(
                "the identifier is of no known year; the CMS number in its title makes it measure `{}`",
                found.id
            );
            self.source
                .note(Problem::new(Code::Unlikely, path, message), &uuid.span);
            return Some(found);
        }
        let what = if title.is_empty() {
            String::new()
        } else {
            format!(" ({})", shown(title))
        };
        let message = format!(
            "no electronic measure of any year has the identifier `{}`{what}",
            shown(&uuid.value)
        );
        self.source
            .error(Code::UnknownId, path, message, &uuid.span);
        None
    }

    /// The measure whose CMS number, such as CMS122, the title names.
    fn by_number(&self, title: &str, year: Option<u16>) -> Option<Found> {
        let rules = self.book.year(year?).ok()?;
        let start = title.find("CMS")?;
        let digits: String = title[start + 3..]
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        if digits.is_empty() {
            return None;
        }
        let number = format!("CMS{digits}v");
        let id = rules.inventory()?.quality.iter().find_map(|(id, row)| {
            let is_it = row
                .cms_id
                .as_ref()
                .is_some_and(|it| it.starts_with(&number));
            is_it.then(|| id.clone())
        })?;
        Some(Found { id, rules })
    }

    /// Every population of a measure with its count.
    fn populations(&self, organizer: Element<'_, '_>, id: &str) -> Option<Vec<Population>> {
        let mut populations: Vec<Population> = Vec::new();
        let mut is_whole = true;
        for observation in organizer.at(&["component", "observation"]) {
            if !POPULATION.iter().any(|one| observation.has_template(one)) {
                continue;
            }
            let value = observation.first(&["value"]);
            let Some(written) = value.and_then(|value| value.attribute("code")) else {
                let message =
                    format!("a population of measure `{id}` does not say which one it is");
                let path = format!("{}/value", observation.path());
                self.source
                    .error(Code::MissingKey, &path, message, &observation.name_span());
                is_whole = false;
                continue;
            };
            let known = CODES
                .iter()
                .find(|(code, _)| code.eq_ignore_ascii_case(&written.value));
            let Some((_, code)) = known else {
                let message = format!("`{}` is no population of a measure", shown(&written.value));
                let path = format!("{}/value", observation.path());
                self.source
                    .error(Code::UnknownWord, &path, message, &written.span);
                is_whole = false;
                continue;
            };
            let uuid = observation
                .at(&["reference", "externalObservation", "id"])
                .into_iter()
                .find_map(|id| id.attribute("root"))
                .map(|uuid| uuid.map(|it| it.to_lowercase()));
            let is_twice = populations.iter().any(|other| {
                other.code == *code
                    && other.uuid.as_ref().map(|it| &it.value) == uuid.as_ref().map(|it| &it.value)
            });
            if is_twice {
                let message = format!("{code} of measure `{id}` is there twice");
                let path = observation.path();
                self.source.error(
                    Code::Contradiction,
                    &path,
                    message,
                    &observation.name_span(),
                );
                is_whole = false;
                continue;
            }
            match self.count(observation, &format!("{code} of measure `{id}`")) {
                Some(count) => populations.push(Population {
                    code,
                    uuid,
                    count,
                    path: observation.path(),
                }),
                None => is_whole = false,
            }
        }
        is_whole.then_some(populations)
    }

    /// The counts of one rate; a measure with one rate and several sets of populations has their sums.
    fn rate(
        &mut self,
        id: &str,
        populations: &[&Population],
        path: &str,
        at: &Sited<String>,
    ) -> Option<Counts> {
        let sum = |code: &str| -> Option<Sited<Decimal>> {
            let mut of_code = populations.iter().filter(|it| it.code == code);
            let first = of_code.next()?;
            let total = of_code.fold(first.count.value, |sum, it| sum + it.count.value);
            Some(Sited {
                value: total,
                span: first.count.span.clone(),
            })
        };
        let (Some(denominator), Some(numerator)) = (sum("DENOM"), sum("NUMER")) else {
            let missing = if sum("DENOM").is_none() {
                "DENOM"
            } else {
                "NUMER"
            };
            let message = format!("measure `{id}` has no {missing}");
            self.source.error(Code::MissingKey, path, message, &at.span);
            return None;
        };
        let of = |code: &str| sum(code).map_or(Decimal::ZERO, |it| it.value);
        let not_met = denominator.value - numerator.value - of("DENEX") - of("DENEXCEP");
        let wrong = |message: String, span: &std::ops::Range<usize>| {
            self.source.error(Code::Contradiction, path, message, span);
            None
        };
        if numerator.value > denominator.value {
            let message = format!(
                "measure `{id}`: the numerator, {}, is above the denominator, {}",
                numerator.value, denominator.value
            );
            return wrong(message, &numerator.span);
        }
        if not_met < Decimal::ZERO {
            let message = format!(
                "measure `{id}`: numerator {}, exclusions {} and exceptions {} are more than the denominator, {}",
                numerator.value,
                of("DENEX"),
                of("DENEXCEP"),
                denominator.value
            );
            return wrong(message, &denominator.span);
        }
        if let Some(initial) = sum("IPOP").filter(|initial| initial.value < denominator.value) {
            let message = format!(
                "measure `{id}`: the denominator, {}, is above the initial population, {}",
                denominator.value, initial.value
            );
            return wrong(message, &denominator.span);
        }
        if of("NUMEX") > Decimal::ZERO {
            let reason = "CMS's converter knows no numerator exclusions: they count as not met";
            self.left_out
                .add(format!("quality.measures.ecqm.{id} NUMEX"), reason);
        }
        let not_zero = |code: &str| sum(code).filter(|it| !it.value.is_zero());
        Some(Counts {
            met: Some(numerator),
            not_met: Some(Sited {
                value: not_met,
                span: denominator.span.clone(),
            }),
            eligible: Some(denominator),
            exclusions: not_zero("DENEX"),
            exceptions: not_zero("DENEXCEP"),
            end_to_end: Some(Sited {
                value: true,
                span: at.span.clone(),
            }),
            ..Counts::default()
        })
    }

    /// The rates of a multi-rate measure, told apart by the identifiers of their populations.
    fn strata(
        &mut self,
        found: &Found,
        populations: &[Population],
        path: &str,
        at: &Sited<String>,
    ) -> Option<Value> {
        let id = &found.id;
        let Some(table) = found.table() else {
            let message = format!(
                "measure `{id}` has several rates, and no identifiers of its populations are published for the year"
            );
            self.source.error(Code::UnknownId, path, message, &at.span);
            return None;
        };
        let named = |rate: &ElectronicRate, it: &Population| {
            let of_rate = match it.code {
                "IPOP" => &rate.initial_population,
                "DENOM" => &rate.denominator,
                "DENEX" => &rate.exclusions,
                "DENEXCEP" => &rate.exceptions,
                "NUMER" => &rate.numerator,
                _ => &rate.numerator_exclusions,
            };
            of_rate.is_some() && *of_rate == it.uuid.as_ref().map(|uuid| uuid.value.clone())
        };
        let unknown = populations
            .iter()
            .find(|it| !table.rates.iter().any(|rate| named(rate, it)));
        if let Some(unknown) = unknown {
            let message = format!(
                "{} of measure `{id}` has an identifier that none of its rates has",
                unknown.code
            );
            let span = unknown.uuid.as_ref().unwrap_or(at).span.clone();
            self.source
                .error(Code::UnknownId, &unknown.path, message, &span);
            return None;
        }
        let mut strata = Vec::new();
        // In the order of the report, as CMS's converter has them.
        let mut order: Vec<&ElectronicRate> = Vec::new();
        for it in populations {
            let rate = table.rates.iter().find(|rate| named(rate, it))?;
            if !order.iter().any(|known| std::ptr::eq(*known, rate)) {
                order.push(rate);
            }
        }
        for rate in order {
            let of_rate: Vec<&Population> =
                populations.iter().filter(|it| named(rate, it)).collect();
            let counts = self.rate(id, &of_rate, path, at)?;
            let name = rate.stratum.clone().unwrap_or_default();
            strata.push((at.clone().map(|_| name), counts));
        }
        // One set of populations may stand for several strata: the others have nobody.
        let strata_names = found
            .inventory()
            .and_then(|inventory| inventory.quality.get(id))
            .map_or(&[][..], |row| &row.strata);
        for name in strata_names {
            if !table
                .rates
                .iter()
                .any(|rate| rate.stratum.as_ref() == Some(name))
            {
                let none = || Some(at.clone().map(|_| Decimal::ZERO));
                let counts = Counts {
                    met: none(),
                    not_met: none(),
                    eligible: none(),
                    ..Counts::default()
                };
                strata.push((at.clone().map(|_| name.clone()), counts));
            }
        }
        let whole = Counts {
            end_to_end: Some(at.clone().map(|_| true)),
            ..Counts::default()
        };
        Some(Value::Strata(strata, Box::new(whole)))
    }
}
