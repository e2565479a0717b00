//! The rows of a table -> what was submitted.

mod values;

use super::{
    headings::{Headings, names::Column},
    ids::{Named, named},
    table::Row,
};
use crate::{
    category::Category,
    exchange::{
        draft::Draft,
        options::Options,
        source::{Sited, Source, shown},
        submission::{Measurement, MeasurementSet, Value},
    },
    problem::{Code, Problem},
    rules::{book::YearRules, collection_type::CollectionType},
};

/// What reads the rows.
pub struct Reading<'r> {
    pub rules: &'r YearRules,
    pub source: &'r Source<'r>,
    pub options: &'r Options,
    pub headings: &'r Headings,
}

/// Words for a collection type, in small letters without anything but letters.
const TYPES: [(&str, CollectionType); 19] = [
    ("ecqm", CollectionType::Ecqm),
    ("ecqms", CollectionType::Ecqm),
    ("ehr", CollectionType::Ecqm),
    ("electronichealthrecord", CollectionType::Ecqm),
    ("cqm", CollectionType::Cqm),
    ("mipscqm", CollectionType::Cqm),
    ("mipscqms", CollectionType::Cqm),
    ("registry", CollectionType::Cqm),
    ("qualifiedregistry", CollectionType::Cqm),
    ("qcdr", CollectionType::Qcdr),
    ("qcdrmeasure", CollectionType::Qcdr),
    ("claims", CollectionType::Claims),
    ("partbclaims", CollectionType::Claims),
    ("medicarepartbclaims", CollectionType::Claims),
    ("medicarecqm", CollectionType::MedicareCqm),
    ("webinterface", CollectionType::WebInterface),
    ("cmswebinterface", CollectionType::WebInterface),
    ("cahps", CollectionType::Cahps),
    ("adminclaims", CollectionType::AdminClaims),
];

impl Reading<'_> {
    /// The rows as sets of measurements, one for each category and collection type.
    pub fn sets(&self, rows: &[Row], draft: &mut Draft) -> Vec<MeasurementSet> {
        let scale = self.scale(rows);
        let Some(denominator) = self.denominator(rows, scale) else {
            return Vec::new();
        };
        let mut sets: Vec<MeasurementSet> = Vec::new();
        let mut completed = false;
        for row in rows {
            if self.source.is_hopeless() {
                break;
            }
            let Some((name, cell)) = self.id(row) else {
                continue;
            };
            completed |= name.id != cell.value;
            let category = category(&name.id);
            if category == Category::Cost {
                draft.left_out.add(
                    format!("cost.{}", shown(&name.id)),
                    "cost is not submitted: give it in the practice file",
                );
                continue;
            }
            let kind = match category {
                Category::Quality => match self.collection_type(row, &name) {
                    Some(kind) => Some(kind),
                    None => continue,
                },
                _ => None,
            };
            let Some(value) = self.value(row, category, kind, denominator, scale) else {
                continue;
            };
            let measurement = Measurement {
                path: format!("row {}", self.source.place(&row.span).line),
                span: cell.span.clone(),
                id: Sited {
                    value: name.id,
                    span: cell.span.clone(),
                },
                value,
            };
            self.add(&mut sets, category, kind, row, measurement);
        }
        if completed {
            draft
                .remarks
                .push("Ids were written as CMS writes them (1 is 001).".into());
        }
        sets
    }

    fn add(
        &self,
        sets: &mut Vec<MeasurementSet>,
        category: Category,
        kind: Option<CollectionType>,
        row: &Row,
        measurement: Measurement,
    ) {
        let method = kind.map(method);
        let same = sets.iter().position(|set| {
            set.category == category && set.method.as_ref().map(|it| it.value.as_str()) == method
        });
        let at = same.unwrap_or_else(|| {
            sets.push(MeasurementSet {
                category,
                program: None,
                method: method.map(|method| Sited {
                    value: method.to_owned(),
                    span: row.span.clone(),
                }),
                start: None,
                end: None,
                cehrt_id: None,
                measurements: Vec::new(),
                span: row.span.clone(),
            });
            sets.len() - 1
        });
        let set = &mut sets[at];
        // The strata of a measure are in rows of their own.
        let known = set
            .measurements
            .iter_mut()
            .find(|known| known.id.value == measurement.id.value);
        match (known.map(|known| &mut known.value), measurement.value) {
            (Some(Value::Strata(known, _)), Value::Strata(more, _)) => known.extend(more),
            (Some(_), _) => {
                let id = shown(&measurement.id.value);
                let message = format!("measure `{id}` appears twice");
                self.source.error(
                    Code::Contradiction,
                    &measurement.path,
                    message,
                    &measurement.span,
                );
            }
            (None, value) => set.measurements.push(Measurement {
                value,
                ..measurement
            }),
        }
    }

    fn id<'c>(&self, row: &'c Row) -> Option<(Named, &'c Sited<String>)> {
        let inventory = self.rules.inventory();
        let cell = row.get(Column::Id).or_else(|| row.get(Column::CmsId));
        let Some(cell) = cell else {
            // Totals at the end of a table name no measure.
            return None;
        };
        let Some(mut name) = named(inventory, &cell.value) else {
            let year = self.rules.performance_year;
            let message = format!(
                "`{}` is not an eCQM of performance year {year}",
                shown(&cell.value)
            );
            self.source
                .error(Code::UnknownId, "measure id", message, &cell.span);
            return None;
        };
        let by_number = row
            .get(Column::CmsId)
            .and_then(|it| named(inventory, &it.value));
        name.is_ecqm |= by_number.is_some_and(|it| it.is_ecqm && it.id == name.id)
            && row.get(Column::CollectionType).is_none();
        Some((name, cell))
    }

    /// The collection type: as the table says it, or as the measure leaves no other.
    fn collection_type(&self, row: &Row, name: &Named) -> Option<CollectionType> {
        if let Some(cell) = row.get(Column::CollectionType) {
            let plain: String = cell
                .value
                .chars()
                .filter(char::is_ascii_alphabetic)
                .map(|letter| letter.to_ascii_lowercase())
                .collect();
            let known = TYPES.iter().find(|(word, _)| *word == plain);
            if known.is_none() {
                let known: Vec<&str> = CollectionType::ALL.iter().map(|it| it.key()).collect();
                let message = format!(
                    "`{}` is not a collection type; they are {}",
                    shown(&cell.value),
                    known.join(", ")
                );
                self.source
                    .error(Code::UnknownWord, "collection type", message, &cell.span);
            }
            return known.map(|(_, kind)| *kind);
        }
        if name.is_ecqm {
            return Some(CollectionType::Ecqm);
        }
        if let Some(kind) = self.options.collection_type {
            return Some(kind);
        }
        let via = self
            .rules
            .inventory()
            .and_then(|inventory| inventory.quality.get(&name.id))
            .map_or(&[][..], |measure| &measure.via);
        if let [only] = via {
            return Some(*only);
        }
        let kinds: Vec<&str> = via.iter().map(|kind| kind.key()).collect();
        let message = format!(
            "nothing says how measure `{}` was collected{}",
            shown(&name.id),
            if kinds.is_empty() {
                String::new()
            } else {
                format!(": {}", kinds.join(", "))
            }
        );
        let problem = Problem::new(Code::MissingKey, "collection type", message)
            .help("add a column Collection Type, or give --collection-type for the whole table");
        self.source.note(problem, &row.span);
        None
    }
}

/// The category that an id belongs to.
fn category(id: &str) -> Category {
    if id.starts_with("IA_") {
        Category::ImprovementActivities
    } else if id.starts_with("PI_") || id.starts_with("ACI_") {
        Category::PromotingInteroperability
    } else if id.starts_with("COST_") || matches!(id, "TPCC_1" | "MSPB_1") {
        Category::Cost
    } else {
        Category::Quality
    }
}

/// How CMS's service calls the way of a collection type.
fn method(kind: CollectionType) -> &'static str {
    match kind {
        CollectionType::Ecqm => "electronicHealthRecord",
        CollectionType::Cqm | CollectionType::Qcdr | CollectionType::MedicareCqm => "registry",
        CollectionType::Claims => "claims",
        CollectionType::WebInterface => "cmsWebInterface",
        CollectionType::Cahps => "certifiedSurveyVendor",
        CollectionType::AdminClaims => "administrativeClaims",
    }
}
