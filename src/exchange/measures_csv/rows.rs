//! The rows of a table -> what was submitted.

use rust_decimal::Decimal;

use super::{
    denominator::{Denominator, Figures, Verdict, decide},
    headings::{Column, Headings},
    ids::{Named, named},
    table::Row,
};
use crate::{
    category::Category,
    decimal::{self, HUNDRED},
    exchange::{
        draft::Draft,
        options::Options,
        source::{Sited, Source, shown},
        submission::{Counts, Measurement, MeasurementSet, Ratio, Value},
    },
    problem::{Code, Problem},
    rules::{book::YearRules, collection_type::CollectionType, measures::MetricType},
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
        // The strata of a measure stand in rows of their own.
        let known = set
            .measurements
            .iter_mut()
            .find(|known| known.id.value == measurement.id.value);
        match (known.map(|known| &mut known.value), measurement.value) {
            (Some(Value::Strata(known, _)), Value::Strata(more, _)) => known.extend(more),
            (Some(_), _) => {
                let id = shown(&measurement.id.value);
                let message = format!("measure `{id}` is there twice");
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
                "`{}` is no eCQM of performance year {year}",
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
                    "`{}` is no collection type; they are {}",
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

    fn value(
        &self,
        row: &Row,
        category: Category,
        kind: Option<CollectionType>,
        denominator: Denominator,
        scale: Decimal,
    ) -> Option<Value> {
        if category != Category::Quality {
            return self.answer(row, category);
        }
        let counts = self.counts(row, kind, denominator, scale)?;
        if let Some(stratum) = row.get(Column::Stratum) {
            return Some(Value::Strata(
                vec![(stratum.clone(), counts)],
                Box::default(),
            ));
        }
        let id = self.id(row)?.0.id;
        let inventory = self.rules.inventory();
        let measure = inventory.and_then(|inventory| inventory.quality.get(&id));
        let in_own_unit = measure.is_some_and(|it| it.metric_type == MetricType::NonProportion);
        if kind == Some(CollectionType::Cahps) {
            return Some(Value::Survey(counts.rate));
        }
        if in_own_unit && counts.rate.is_none() {
            return Some(Value::Ratio(Box::new(Ratio {
                numerator: counts.met,
                denominator: self.number(row, Column::Denominator),
                ..Ratio::default()
            })));
        }
        Some(Value::Counts(Box::new(counts)))
    }

    fn answer(&self, row: &Row, category: Category) -> Option<Value> {
        let numerator = self.number(row, Column::Numerator);
        let denominator = self.number(row, Column::Denominator);
        if numerator.is_some() && denominator.is_some() {
            return Some(Value::Ratio(Box::new(Ratio {
                numerator,
                denominator,
                ..Ratio::default()
            })));
        }
        let Some(cell) = row.get(Column::Answer) else {
            if category == Category::ImprovementActivities {
                return Some(Value::Answer(true));
            }
            let message = "there is neither an answer nor a numerator and denominator".to_owned();
            self.source
                .error(Code::MissingKey, "answer", message, &row.span);
            return None;
        };
        match cell.value.to_ascii_lowercase().as_str() {
            "yes" | "y" | "true" | "1" | "attested" => Some(Value::Answer(true)),
            "no" | "n" | "false" | "0" => Some(Value::Answer(false)),
            _ => {
                let message = format!("`{}` is neither yes nor no", shown(&cell.value));
                self.source
                    .error(Code::WrongType, "answer", message, &cell.span);
                None
            }
        }
    }

    /// A figure as offices write it: `1,234`, `93.5%`.
    fn number(&self, row: &Row, column: Column) -> Option<Sited<Decimal>> {
        let cell = row.get(column)?;
        let text: String = cell
            .value
            .chars()
            .filter(|letter| !matches!(letter, ',' | '%' | ' '))
            .collect();
        let number = decimal::parse(&text);
        if number.is_none() {
            let message = format!("`{}` is no number", shown(&cell.value));
            self.source.error(
                Code::WrongType,
                &format!("{column:?}").to_lowercase(),
                message,
                &cell.span,
            );
        }
        Some(Sited {
            value: number?,
            span: cell.span.clone(),
        })
    }

    fn counts(
        &self,
        row: &Row,
        kind: Option<CollectionType>,
        denominator: Denominator,
        scale: Decimal,
    ) -> Option<Counts> {
        let met = self.number(row, Column::Numerator);
        let stated = self.number(row, Column::Denominator);
        let exclusions = self.number(row, Column::Exclusions);
        let exceptions = self.number(row, Column::Exceptions);
        let rate = self
            .number(row, Column::Rate)
            .map(|it| it.map(|rate| (rate * scale).normalize()));
        let mut eligible = self.number(row, Column::EligiblePopulation);
        let of =
            |number: &Option<Sited<Decimal>>| number.as_ref().map_or(Decimal::ZERO, |it| it.value);
        let mut not_met = self.number(row, Column::NotMet);
        if let (None, Some(met), Some(stated)) = (&not_met, &met, &stated) {
            let after = match denominator {
                Denominator::After => stated.value,
                Denominator::Before => stated.value - of(&exclusions) - of(&exceptions),
            };
            if after < met.value {
                let message = format!(
                    "the numerator, {}, is above the denominator, {after}, exclusions and exceptions taken off",
                    met.value
                );
                self.source
                    .error(Code::Contradiction, "denominator", message, &stated.span);
                return None;
            }
            not_met = Some(stated.clone().map(|_| after - met.value));
        }
        if eligible.is_none()
            && denominator == Denominator::Before
            && kind != Some(CollectionType::Cqm)
        {
            eligible.clone_from(&stated);
        }
        let is_qcdr = kind == Some(CollectionType::Qcdr);
        let has_counts = met.is_some() && not_met.is_some();
        let cases = self.number(row, Column::Cases).or_else(|| {
            // A rate with a denominator alone: the denominator is its cases.
            stated.clone().filter(|_| !has_counts)
        });
        if !has_counts && rate.is_none() {
            let message = "there are neither a numerator and a denominator nor a rate".to_owned();
            self.source
                .error(Code::MissingKey, "numerator", message, &row.span);
            return None;
        }
        Some(Counts {
            met: met.filter(|_| has_counts),
            not_met: not_met.filter(|_| has_counts),
            eligible,
            exclusions,
            exceptions,
            numerator_exclusions: None,
            rate: rate.filter(|_| !has_counts || is_qcdr || !self.headings.are_own),
            cases,
            completeness: self.number(row, Column::DataCompleteness),
            end_to_end: None,
        })
    }

    /// What a rate is multiplied by: a table writes fractions of one, or percents, and one of them throughout.
    fn scale(&self, rows: &[Row]) -> Decimal {
        let cells: Vec<&Sited<String>> = rows
            .iter()
            .filter_map(|row| row.get(Column::Rate))
            .collect();
        let is_percent = cells.iter().any(|cell| cell.value.contains('%')) || self.headings.are_own;
        let rates: Vec<Decimal> = cells
            .iter()
            .filter_map(|cell| decimal::parse(&cell.value))
            .collect();
        let are_fractions = !is_percent
            && rates.iter().all(|rate| *rate <= Decimal::ONE)
            && rates
                .iter()
                .any(|rate| Decimal::ZERO < *rate && *rate < Decimal::ONE);
        if !are_fractions {
            return Decimal::ONE;
        }
        if let Some(cell) = cells.first() {
            let message =
                "the rates of the table are taken as fractions of one, so that 0.93 is 93 percent";
            self.source.note(
                Problem::new(Code::LooksLikeFraction, "rate", message),
                &cell.span,
            );
        }
        HUNDRED
    }

    /// Whether denominators are before or after exclusions and exceptions; it must be known where it matters.
    fn denominator(&self, rows: &[Row], scale: Decimal) -> Option<Denominator> {
        if let Some(asked) = self.options.denominator {
            return Some(asked);
        }
        if self.headings.are_own || self.headings.has(Column::NotMet) {
            return Some(Denominator::After);
        }
        let figures = |row: &Row| {
            let read = |column: Column| {
                let cell = row.get(column)?;
                let text: String = cell
                    .value
                    .chars()
                    .filter(|letter| !matches!(letter, ',' | '%' | ' '))
                    .collect();
                decimal::parse(&text)
            };
            Some(Figures {
                numerator: read(Column::Numerator)?,
                denominator: read(Column::Denominator)?,
                taken_off: read(Column::Exclusions).unwrap_or_default()
                    + read(Column::Exceptions).unwrap_or_default(),
                rate: read(Column::Rate).map(|rate| (rate * scale).normalize()),
            })
        };
        let figures: Vec<Figures> = rows.iter().filter_map(figures).collect();
        let (message, at) = match decide(&figures) {
            Verdict::Is(denominator) => return Some(denominator),
            Verdict::Divided => (
                "the rates of some rows take exclusions and exceptions off the denominator, those of others do not",
                rows.first(),
            ),
            Verdict::Open => (
                "nothing says whether the denominator is before or after exclusions and exceptions",
                rows.iter().find(|row| {
                    row.get(Column::Exclusions).is_some() || row.get(Column::Exceptions).is_some()
                }),
            ),
        };
        let problem = Problem::new(Code::MissingKey, "denominator", message)
            .help("say it: --denominator before, or --denominator after");
        let at = at.and_then(|row| row.get(Column::Denominator));
        self.source
            .note(problem, &at.map_or(0..0, |cell| cell.span.clone()));
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
