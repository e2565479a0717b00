//! Builds the measures that the figures of one row give.

use rust_decimal::Decimal;

use super::figures::{Field, Figure, Given, Measure};
use crate::{
    practice::{Answer, CostMeasure, QualityMeasure, fields},
    rules::collection_type::CollectionType,
};

/// The measures that the figures of one row give, in the order in which a document would have them.
#[derive(Default)]
pub(super) struct Measures {
    pub quality: Vec<QualityMeasure>,
    pub cost: Vec<CostMeasure>,
    pub interoperability: Vec<(String, Answer)>,
    pub activities: Vec<String>,
}

impl Measures {
    /// The measures that these figures give; `None` if reading them from a document would give an error or a warning.
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
                    // A percent of 1 or less may be a fraction by mistake: reading a document warns of it.
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
            // A measure has one answer.
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

    /// Groups the measures by collection type, as a document does, each group in the place of its first measure.
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

pub(super) fn set_quality(measure: &mut QualityMeasure, field: Field, number: Decimal) {
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
        // No quality measure has these.
        Field::Cost | Field::Answer | Field::List => return,
    };
    *place = Some(number);
}

pub(super) fn set_cost(measure: &mut CostMeasure, field: Field, number: Decimal) {
    let place = match field {
        Field::Cost => &mut measure.cost,
        Field::Cases => &mut measure.cases,
        Field::Points => &mut measure.points,
        // No cost measure has the others.
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
}
