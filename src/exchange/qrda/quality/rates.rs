//! The counts of a measure, and of each of its rates.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{identifier::Found, populations::Population};
use crate::{
    exchange::{
        qrda::reader::Reader,
        source::Sited,
        submission::{Counts, Value},
    },
    problem::Code,
    rules::measures::ElectronicRate,
};

/// The sum of one population over its sets, at the place of the first.
fn summed(populations: &[&Population], code: &str) -> Option<Sited<Decimal>> {
    let mut of_code = populations.iter().filter(|it| it.code == code);
    let first = of_code.next()?;
    let total = of_code.fold(first.count.value, |sum, it| sum + it.count.value);
    Some(Sited {
        value: total,
        span: first.count.span.clone(),
    })
}

/// Which populations cannot be together, and where.
fn contradiction(
    id: &str,
    populations: &[&Population],
    numerator: &Sited<Decimal>,
    denominator: &Sited<Decimal>,
) -> Option<(String, Range<usize>)> {
    let of = |code: &str| summed(populations, code).map_or(Decimal::ZERO, |it| it.value);
    let (met, all) = (numerator.value, denominator.value);
    if met > all {
        let message =
            format!("measure `{id}`: the numerator, {met}, is above the denominator, {all}");
        return Some((message, numerator.span.clone()));
    }
    let (exclusions, exceptions) = (of("DENEX"), of("DENEXCEP"));
    if met + exclusions + exceptions > all {
        let message = format!(
            "measure `{id}`: numerator {met}, exclusions {exclusions} and exceptions {exceptions} are more than the denominator, {all}"
        );
        return Some((message, denominator.span.clone()));
    }
    let initial = summed(populations, "IPOP").filter(|initial| initial.value < all)?;
    let message = format!(
        "measure `{id}`: the denominator, {all}, is above the initial population, {}",
        initial.value
    );
    Some((message, denominator.span.clone()))
}

impl Reader<'_> {
    /// The counts of one rate; a measure with one rate and several sets of populations has their sums.
    pub(super) fn rate(
        &mut self,
        id: &str,
        populations: &[&Population],
        path: &str,
        at: &Sited<String>,
    ) -> Option<Counts> {
        let sum = |code: &str| summed(populations, code);
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
        if let Some((message, span)) = contradiction(id, populations, &numerator, &denominator) {
            self.source.error(Code::Contradiction, path, message, &span);
            return None;
        }
        if of("NUMEX") > Decimal::ZERO {
            let reason =
                "CMS's converter does not read numerator exclusions: they count as not met";
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
    pub(super) fn strata(
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
        // In the order of the report, as CMS's converter has them.
        let mut order: Vec<&ElectronicRate> = Vec::new();
        for it in populations {
            let rate = table.rates.iter().find(|rate| named(rate, it))?;
            if !order.iter().any(|known| std::ptr::eq(*known, rate)) {
                order.push(rate);
            }
        }
        let mut strata = Vec::new();
        for rate in order {
            let of_rate: Vec<&Population> =
                populations.iter().filter(|it| named(rate, it)).collect();
            let counts = self.rate(id, &of_rate, path, at)?;
            let name = rate.stratum.clone().unwrap_or_default();
            strata.push((at.clone().map(|_| name), counts));
        }
        // One set of populations may stand for several strata: the others have nobody.
        let names = found
            .inventory()
            .and_then(|inventory| inventory.quality.get(id))
            .map_or(&[][..], |row| &row.strata);
        let has_rate = |name: &String| {
            let mut of_rates = table.rates.iter().map(|rate| rate.stratum.as_ref());
            of_rates.any(|stratum| stratum == Some(name))
        };
        let without_rate = names.iter().filter(|name| !has_rate(name));
        strata.extend(without_rate.map(|name| (at.clone().map(|_| name.clone()), nobody(at))));
        let whole = Counts {
            end_to_end: Some(at.clone().map(|_| true)),
            ..Counts::default()
        };
        Some(Value::Strata(strata, Box::new(whole)))
    }
}

/// Whether a population is the rate's, by the identifier of its kind.
fn named(rate: &ElectronicRate, it: &Population) -> bool {
    let of_rate = match it.code {
        "IPOP" => &rate.initial_population,
        "DENOM" => &rate.denominator,
        "DENEX" => &rate.exclusions,
        "DENEXCEP" => &rate.exceptions,
        "NUMER" => &rate.numerator,
        _ => &rate.numerator_exclusions,
    };
    of_rate.is_some() && *of_rate == it.uuid.as_ref().map(|uuid| uuid.value.clone())
}

/// The counts of a stratum without patients.
fn nobody(at: &Sited<String>) -> Counts {
    let none = || Some(at.clone().map(|_| Decimal::ZERO));
    Counts {
        met: none(),
        not_met: none(),
        eligible: none(),
        ..Counts::default()
    }
}
