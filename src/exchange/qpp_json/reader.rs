//! The headers, sets and measurements of submissions.

use super::{fields::reason, values};
use crate::{
    category::Category,
    exchange::{
        json::{Json, Object},
        notes::LeftOuts,
        source::{Sited, shown},
        submission::{Header, MOST_HEADERS, Measurement, MeasurementSet, Submission},
    },
    problem::{Code, Problem},
};

/// Fields that say whose data these are.
pub(super) const IDENTITY: [(&str, &str); 3] = [
    ("taxpayerIdentificationNumber", "TIN"),
    ("nationalProviderIdentifier", "NPI"),
    ("entityId", "entity id"),
];

/// A submission on its way.
pub(super) struct Reader<'r> {
    pub(super) submission: Submission,
    pub(super) left_out: &'r mut LeftOuts,
}

impl Reader<'_> {
    /// The header of a submission; one that is of the same practice as an earlier one is that one.
    pub(super) fn header(&mut self, object: &Object<'_>) {
        let identity = IDENTITY.iter().filter_map(|(key, name)| {
            let number = object.word(key)?.value;
            (!number.is_empty()).then_some((*name, number))
        });
        let header = Header {
            identity: identity.collect(),
            year: object.word("performanceYear"),
            entity: object.text("entityType"),
            program: object.text("programName"),
        };
        for (name, _) in &header.identity {
            self.left_out.add(
                *name,
                "it says whose data these are: --keep-identifiers keeps it",
            );
        }
        let headers = &mut self.submission.headers;
        if let Some(known) = headers.iter().position(|known| known.is_of_same(&header)) {
            let one = &mut headers[known];
            one.year = one.year.take().or(header.year);
            one.entity = one.entity.take().or(header.entity);
            one.program = one.program.take().or(header.program);
            for number in header.identity {
                if !one.identity.contains(&number) {
                    one.identity.push(number);
                }
            }
            return;
        }
        if headers.len() < MOST_HEADERS {
            headers.push(header);
        }
    }

    /// A set of measurements.
    pub(super) fn set(&mut self, object: &Object<'_>) {
        let source = object.source;
        let Some(category) = category(object) else {
            return;
        };
        let cehrt_id = object.text("cehrtId");
        let mut set = MeasurementSet {
            category,
            program: object.text("programName"),
            method: object.text("submissionMethod"),
            start: object.text("performanceStart"),
            end: object.text("performanceEnd"),
            // CMS's converter wrote `cehrt` before 2020.
            cehrt_id: cehrt_id.or_else(|| object.text("cehrt")),
            measurements: Vec::new(),
            span: object.span.clone(),
        };
        match object.list("measurements") {
            Some(items) => {
                for (number, item) in items.into_iter().enumerate() {
                    if source.is_hopeless() || !source.takes_measurement(&item.span()) {
                        return;
                    }
                    let path = format!("{}[{number}]", object.path_of("measurements"));
                    let measurement = self.measurement(category, item, &path);
                    set.measurements.extend(measurement);
                }
            }
            None if !object.has("measurements") => {
                let message = "the set has no measurements".to_owned();
                let path = object.path_of("measurements");
                let start = object.span.start;
                source.error(Code::MissingKey, &path, message, &(start..start + 1));
            }
            None => {}
        }
        let _ = object.get("submission");
        self.leave_out("measurementSet", object);
        self.submission.sets.push(set);
    }

    fn measurement(
        &mut self,
        category: Category,
        item: Json<'_>,
        path: &str,
    ) -> Option<Measurement> {
        let source = item.source;
        let Some(object) = item.object(path) else {
            let message = format!("expected an object, not {}", item.kind());
            source.error(Code::WrongType, path, message, &item.span());
            return None;
        };
        let Some(id) = object.word("measureId") else {
            if !object.has("measureId") {
                let message = "the measurement does not say of which measure it is".to_owned();
                let path = object.path_of("measureId");
                let start = object.span.start;
                source.error(Code::MissingKey, &path, message, &(start..start + 1));
            }
            return None;
        };
        let id = id.map(|id| id.trim().to_owned());
        let (value, span) = values::read(self.left_out, category, &id, &object)?;
        self.leave_out("measurement", &object);
        Some(Measurement {
            id,
            value,
            path: path.to_owned(),
            span,
        })
    }

    /// Names the fields that have no place.
    pub(super) fn leave_out(&mut self, of: &str, object: &Object<'_>) {
        for (key, _) in object.rest() {
            let reason = reason(&key);
            self.left_out.add(format!("{of}.{}", shown(&key)), reason);
        }
    }
}

/// The category of a set, which CMS's older files call otherwise.
pub(super) fn category(object: &Object<'_>) -> Option<Category> {
    let Some(Sited { value, span }) = object.text("category") else {
        if !object.has("category") {
            let start = object.span.start;
            let message = "the set does not say its category".to_owned();
            let path = object.path_of("category");
            object
                .source
                .error(Code::MissingKey, &path, message, &(start..start + 1));
        }
        return None;
    };
    match value.to_ascii_lowercase().as_str() {
        "quality" => Some(Category::Quality),
        "ia" => Some(Category::ImprovementActivities),
        "pi" | "aci" => Some(Category::PromotingInteroperability),
        _ => {
            let message = format!(
                "`{}` is not a category that is submitted; they are quality, ia, pi (aci in the first year)",
                shown(&value)
            );
            let problem = Problem::new(Code::UnknownWord, object.path_of("category"), message);
            object.source.note(problem, &span);
            None
        }
    }
}
