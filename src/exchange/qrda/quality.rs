//! Electronic measures: which one it is, and its populations, by the identifiers of the year's table.

mod identifier;
mod populations;
mod rates;

use super::{element::Element, reader::Reader, section::Section};
use crate::{
    exchange::{
        source::Sited,
        submission::{Measurement, Value},
    },
    problem::Code,
};

/// The template of a measure: CMS's, and that of every report of this category.
const MEASURE: [&str; 2] = [
    "2.16.840.1.113883.10.20.27.3.17",
    "2.16.840.1.113883.10.20.27.3.1",
];

/// The kind of identifier that a measure is named by.
const IDENTIFIER: &str = "2.16.840.1.113883.4.738";

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
                let message = format!("measure `{}` appears twice", id.value);
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
}
