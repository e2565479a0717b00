//! The figures of a row: counts, rates, answers.

use rust_decimal::Decimal;

use super::Reading;
use crate::{
    category::Category,
    decimal::{self, HUNDRED},
    exchange::{
        measures_csv::{
            denominator::{Denominator, Figures, Verdict, decide},
            headings::names::Column,
            table::Row,
        },
        source::{Sited, shown},
        submission::{Counts, Ratio, Value},
    },
    problem::{Code, Problem},
    rules::{collection_type::CollectionType, measures::MetricType},
};

impl Reading<'_> {
    pub(super) fn value(
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

    pub(super) fn answer(&self, row: &Row, category: Category) -> Option<Value> {
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
    pub(super) fn number(&self, row: &Row, column: Column) -> Option<Sited<Decimal>> {
        let cell = row.get(column)?;
        let text: String = cell
            .value
            .chars()
            .filter(|letter| !matches!(letter, ',' | '%' | ' '))
            .collect();
        let number = decimal::parse(&text);
        if number.is_none() {
            let message = format!("`{}` is not a number", shown(&cell.value));
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

    pub(super) fn counts(
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
    pub(super) fn scale(&self, rows: &[Row]) -> Decimal {
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
    pub(super) fn denominator(&self, rows: &[Row], scale: Decimal) -> Option<Denominator> {
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
