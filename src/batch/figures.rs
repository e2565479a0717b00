//! Columns of measures and activities: which figure of which measure a cell is, and what a row's cells make together.

use std::ops::Range;

use rust_decimal::Decimal;

use super::number::SLOTS;
use crate::{
    document::{Document, setting::segments},
    practice::{Answer, CostMeasure, QualityMeasure, fields},
    rules::collection_type::CollectionType,
};

/// A figure of a measure, an answer, or the list of activities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    measure: Measure,
    field: Field,
}

/// Whose figure it is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Measure {
    Quality(CollectionType, String),
    Cost(String),
    Interoperability(String),
    Activities,
}

/// Which figure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Numerator,
    Denominator,
    Rate,
    Cases,
    EligiblePopulation,
    Exclusions,
    Exceptions,
    DataCompleteness,
    Points,
    Remaining,
    Cost,
    Answer,
    List,
}

/// What a cell gives.
#[derive(Clone, Debug)]
pub(super) enum Given<T> {
    Number(Decimal),
    Answer(bool),
    /// A list as one text.
    List(T),
}

/// Whether a document has measures of its own in one of the categories of a mask: rows that do not give them have them.
pub(super) fn has(document: &Document, mask: u16) -> bool {
    [
        (QUALITY, "quality.measures"),
        (COST, "cost.measures"),
        (INTEROPERABILITY, "promoting_interoperability.measures"),
    ]
    .into_iter()
    .any(|(bit, path)| mask & bit != 0 && document.get(path).is_some())
}

impl Given<Range<usize>> {
    /// The same with the text of a row in place of where it stands.
    pub(super) fn within<'r>(&self, row: &'r [u8]) -> Option<Given<&'r str>> {
        Some(match self {
            Self::Number(number) => Given::Number(*number),
            Self::Answer(yes) => Given::Answer(*yes),
            Self::List(place) => Given::List(std::str::from_utf8(row.get(place.clone())?).ok()?),
        })
    }
}

/// The categories whose figures are in a row: bits of its mask beside those of its numbers.
pub(super) const QUALITY: u16 = 1 << SLOTS;
pub(super) const COST: u16 = QUALITY << 1;
pub(super) const INTEROPERABILITY: u16 = QUALITY << 2;
pub(super) const ACTIVITIES: u16 = QUALITY << 3;
/// Any of them.
pub(super) const ANY: u16 = QUALITY | COST | INTEROPERABILITY | ACTIVITIES;

impl Figure {
    /// The figure at a path of a practice file, where there is one.
    pub(super) fn at(path: &str) -> Option<Self> {
        let keys = segments(path)?;
        let whole = |measure, field| Some(Self { measure, field });
        match keys[..] {
            ["improvement_activities", "activities"] => {
                return whole(Measure::Activities, Field::List);
            }
            ["promoting_interoperability", "measures", id] => {
                return whole(Measure::Interoperability(id.to_owned()), Field::Answer);
            }
            _ => {}
        }
        let (measure, key) = match keys[..] {
            ["quality", "measures", kind, id, key] => {
                (Measure::Quality(kind.parse().ok()?, id.to_owned()), key)
            }
            ["cost", "measures", id, key] => (Measure::Cost(id.to_owned()), key),
            ["promoting_interoperability", "measures", id, key] => {
                (Measure::Interoperability(id.to_owned()), key)
            }
            _ => return None,
        };
        let field = match (&measure, key) {
            (Measure::Quality(..) | Measure::Interoperability(_), "numerator") => Field::Numerator,
            (Measure::Quality(..) | Measure::Interoperability(_), "denominator") => {
                Field::Denominator
            }
            (Measure::Quality(..), "rate") => Field::Rate,
            (Measure::Quality(..) | Measure::Cost(_), "cases") => Field::Cases,
            (Measure::Quality(..), "eligible_population") => Field::EligiblePopulation,
            (Measure::Quality(..), "exclusions") => Field::Exclusions,
            (Measure::Quality(..), "exceptions") => Field::Exceptions,
            (Measure::Quality(..), "data_completeness") => Field::DataCompleteness,
            (Measure::Quality(..) | Measure::Cost(_), "points") => Field::Points,
            (Measure::Quality(..), "remaining") => Field::Remaining,
            (Measure::Cost(_), "cost") => Field::Cost,
            _ => return None,
        };
        Some(Self { measure, field })
    }

    /// The bit of its category.
    #[inline]
    pub(super) fn bit(&self) -> u16 {
        match self.measure {
            Measure::Quality(..) => QUALITY,
            Measure::Cost(_) => COST,
            Measure::Interoperability(_) => INTEROPERABILITY,
            Measure::Activities => ACTIVITIES,
        }
    }

    /// Whether it is a number.
    #[inline]
    pub(super) fn is_number(&self) -> bool {
        !matches!(self.field, Field::Answer | Field::List)
    }

    /// What a cell gives for an answer or a list, where it is spelled plainly.
    pub(super) fn given(&self, cell: &[u8], place: &Range<usize>) -> Option<Given<Range<usize>>> {
        let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"_|;, ".contains(byte);
        match self.field {
            Field::Answer => match cell {
                b"true" => Some(Given::Answer(true)),
                b"false" => Some(Given::Answer(false)),
                _ => None,
            },
            Field::List => {
                let is_list = cell.starts_with(b"IA_") && cell.iter().all(is_plain);
                is_list.then(|| Given::List(place.clone()))
            }
            _ => None,
        }
    }
}

/// The measures that the figures of one row make, in the order in which a document would hold them.
#[derive(Default)]
pub(super) struct Measures {
    pub quality: Vec<QualityMeasure>,
    pub cost: Vec<CostMeasure>,
    pub interoperability: Vec<(String, Answer)>,
    pub activities: Vec<String>,
}

impl Measures {
    /// The measures of these figures; `None` where one of them lacks or has something that the reader of a document
    /// would tell.
    pub(super) fn of<'f>(
        figures: impl Iterator<Item = (&'f Figure, Given<&'f str>)>,
    ) -> Option<Self> {
        let mut measures = Self::default();
        let mut halves: Vec<(&str, Option<Decimal>, Option<Decimal>)> = Vec::new();
        for (figure, given) in figures {
            let number = match (given, &figure.measure) {
                (Given::Number(number), _) => number,
                (Given::Answer(yes), Measure::Interoperability(id)) => {
                    let answer = (id.clone(), Answer::Attested(yes));
                    measures.interoperability.push(answer);
                    continue;
                }
                (Given::List(text), _) => {
                    measures.activities = fields::list(text);
                    continue;
                }
                (Given::Answer(_), _) => return None,
            };
            match &figure.measure {
                Measure::Activities => return None,
                Measure::Quality(kind, id) => {
                    // A percent of 1 or less may be meant as a fraction.
                    if figure.field == Field::DataCompleteness && number <= Decimal::ONE {
                        return None;
                    }
                    let measure = measures.quality_measure(*kind, id);
                    set_quality(measure, figure.field, number);
                }
                Measure::Cost(id) => set_cost(measures.cost_measure(id), figure.field, number),
                Measure::Interoperability(id) => {
                    let half = if let Some(half) = halves.iter_mut().rfind(|(of, ..)| of == id) {
                        half
                    } else {
                        halves.push((id, None, None));
                        halves.last_mut()?
                    };
                    if figure.field == Field::Numerator {
                        half.1 = Some(number);
                    } else {
                        half.2 = Some(number);
                    }
                }
            }
        }
        for (id, numerator, denominator) in halves {
            // A measure is answered in one way.
            if measures.interoperability.iter().any(|(of, _)| of == id) {
                return None;
            }
            let answer = Answer::Proportion {
                numerator: numerator?,
                denominator: denominator?,
            };
            measures.interoperability.push((id.to_owned(), answer));
        }
        measures.group();
        Some(measures)
    }

    fn quality_measure(&mut self, kind: CollectionType, id: &str) -> &mut QualityMeasure {
        let is_it = |it: &QualityMeasure| it.collection_type == Some(kind) && it.id == id;
        let n = if let Some(n) = self.quality.iter().rposition(is_it) {
            n
        } else {
            self.quality.push(QualityMeasure {
                collection_type: Some(kind),
                id: id.to_owned(),
                ..QualityMeasure::default()
            });
            self.quality.len() - 1
        };
        &mut self.quality[n]
    }

    fn cost_measure(&mut self, id: &str) -> &mut CostMeasure {
        let n = if let Some(n) = self.cost.iter().rposition(|it| it.id == id) {
            n
        } else {
            self.cost.push(CostMeasure {
                id: id.to_owned(),
                ..CostMeasure::default()
            });
            self.cost.len() - 1
        };
        &mut self.cost[n]
    }

    /// A document holds the measures of one collection type together, where the first of them stands.
    fn group(&mut self) {
        let kinds: Vec<CollectionType> = self
            .quality
            .iter()
            .filter_map(|it| it.collection_type)
            .collect();
        let first = |of: &QualityMeasure| {
            let mut kinds = kinds.iter();
            kinds.position(|kind| Some(*kind) == of.collection_type)
        };
        self.quality.sort_by_key(first);
    }
}

fn set_quality(measure: &mut QualityMeasure, field: Field, number: Decimal) {
    let place = match field {
        Field::Numerator => &mut measure.numerator,
        Field::Denominator => &mut measure.denominator,
        Field::Rate => &mut measure.rate,
        Field::Cases => &mut measure.cases,
        Field::EligiblePopulation => &mut measure.eligible_population,
        Field::Exclusions => &mut measure.exclusions,
        Field::Exceptions => &mut measure.exceptions,
        Field::DataCompleteness => &mut measure.data_completeness,
        Field::Points => &mut measure.points,
        Field::Remaining => &mut measure.remaining,
        // No quality measure has one.
        Field::Cost | Field::Answer | Field::List => return,
    };
    *place = Some(number);
}

fn set_cost(measure: &mut CostMeasure, field: Field, number: Decimal) {
    let place = match field {
        Field::Cost => &mut measure.cost,
        Field::Cases => &mut measure.cases,
        Field::Points => &mut measure.points,
        // No cost measure has another.
        _ => return,
    };
    *place = Some(number);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_stand_as_a_document_holds_them() {
        let paths = [
            "quality.measures.ecqm.001.numerator",
            "quality.measures.cqm.226.rate",
            "quality.measures.ecqm.134.rate",
            "quality.measures.ecqm.001.denominator",
            "promoting_interoperability.measures.PI_EP_1.denominator",
            "promoting_interoperability.measures.PI_EP_1.numerator",
        ];
        let figures: Vec<Figure> = paths.map(|path| Figure::at(path).unwrap()).into();
        let numbers = (1..).map(|n: u32| Given::Number(Decimal::from(n + 1)));
        let measures = Measures::of(figures.iter().zip(numbers)).unwrap();
        let ids: Vec<&str> = measures.quality.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(ids, ["001", "134", "226"]);
        assert_eq!(measures.quality[0].denominator, Some(Decimal::from(5)));
        let answer = Answer::Proportion {
            numerator: Decimal::from(7),
            denominator: Decimal::from(6),
        };
        assert_eq!(measures.interoperability, [("PI_EP_1".to_owned(), answer)]);
    }

    #[test]
    fn what_is_no_figure_of_a_measure_is_none() {
        for path in [
            "quality.percent",
            "quality.measures.ecqm.001",
            "quality.measures.ecqm.001.end_to_end",
            "quality.measures.ecqm.001.strata.overall.numerator",
            "quality.measures.fax.001.rate",
            "cost.measures.TPCC_1.rate",
            "improvement_activities.percent",
        ] {
            assert_eq!(Figure::at(path), None, "{path}");
        }
    }
}
