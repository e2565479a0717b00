//! The populations of a measure with their counts.

use rust_decimal::Decimal;

use crate::{
    exchange::{
        qrda::{element::Element, reader::Reader},
        source::{Sited, shown},
    },
    problem::Code,
};

/// The templates of a population.
pub(super) const POPULATION: [&str; 2] = [
    "2.16.840.1.113883.10.20.27.3.16",
    "2.16.840.1.113883.10.20.27.3.5",
];

/// A population with its count.
pub(super) struct Population {
    pub(super) code: &'static str,
    pub(super) uuid: Option<Sited<String>>,
    pub(super) count: Sited<Decimal>,
    pub(super) path: String,
}

/// The codes of populations; the first two are one.
pub(super) const CODES: [(&str, &str); 7] = [
    ("IPOP", "IPOP"),
    ("IPP", "IPOP"),
    ("DENOM", "DENOM"),
    ("DENEX", "DENEX"),
    ("DENEXCEP", "DENEXCEP"),
    ("NUMER", "NUMER"),
    ("NUMEX", "NUMEX"),
];

impl Reader<'_> {
    /// Every population of a measure with its count.
    pub(super) fn populations(
        &self,
        organizer: Element<'_, '_>,
        id: &str,
    ) -> Option<Vec<Population>> {
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
                let message = format!(
                    "`{}` is not a population of a measure",
                    shown(&written.value)
                );
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
                let message = format!("{code} of measure `{id}` appears twice");
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
}
