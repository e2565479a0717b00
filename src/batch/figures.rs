//! Columns of measures and activities: which figure of which measure a cell gives, and the measures that a row's cells give
//! together.

use std::ops::Range;

use rust_decimal::Decimal;

use super::number::SLOTS;
use crate::{
    category::Category,
    document::{Document, setting::segments},
    rules::collection_type::CollectionType,
};

/// A figure of a measure, a yes/no answer, or the list of activities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    pub measure: Measure,
    pub field: Field,
}

/// The measure that the figure belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    Quality(CollectionType, String),
    Cost(String),
    Interoperability(String),
    Activities,
}

/// Which of the measure's figures it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
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

/// The value of a cell.
#[derive(Clone, Debug)]
pub(super) enum Given<T> {
    Number(Decimal),
    Answer(bool),
    /// A list, as one text.
    List(T),
}

/// Whether the base document itself has measures in one of the categories of `mask`. A row without such cells then has those.
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
    /// The same value as a text of the row instead of a range of bytes.
    pub(super) fn within<'r>(&self, row: &'r [u8]) -> Option<Given<&'r str>> {
        Some(match self {
            Self::Number(number) => Given::Number(*number),
            Self::Answer(yes) => Given::Answer(*yes),
            Self::List(place) => Given::List(std::str::from_utf8(row.get(place.clone())?).ok()?),
        })
    }
}

/// A bit of the mask for each category with figures, above the bits of the slots.
pub(super) const QUALITY: u16 = 1 << SLOTS;
pub(super) const COST: u16 = QUALITY << 1;
pub(super) const INTEROPERABILITY: u16 = QUALITY << 2;
pub(super) const ACTIVITIES: u16 = QUALITY << 3;
/// Each bit with its category.
pub(super) const CATEGORIES: [(u16, Category); 4] = [
    (QUALITY, Category::Quality),
    (COST, Category::Cost),
    (INTEROPERABILITY, Category::PromotingInteroperability),
    (ACTIVITIES, Category::ImprovementActivities),
];
/// All four bits.
pub(super) const ANY: u16 = QUALITY | COST | INTEROPERABILITY | ACTIVITIES;

impl Figure {
    /// The figure at a path of the practice file, if the path is one of a measure's.
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

    /// Whether its value is a number.
    #[inline]
    pub(super) fn is_number(&self) -> bool {
        !matches!(self.field, Field::Answer | Field::List)
    }

    /// The value of an answer or a list written in the plain way; `None` otherwise.
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

#[cfg(test)]
mod tests {
    use super::*;

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
