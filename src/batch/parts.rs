//! What rows of one form share in one category: its measures without their figures, and what the year's rules say about them.

use rust_decimal::Decimal;

use super::{
    columns::{BONUS, FACTOR, Numbers, PAID, SLOT_PLACES},
    figures::{Field, Figure, Measure},
    measures::{set_cost, set_quality},
};
use crate::{
    category::Category,
    practice::{
        self, Answer, CategoryInput, ComplexPatientInput, CostMeasure, CostRecord, Practice,
        PromotingInteroperabilityData, QualityMeasure, Record,
    },
    problem::{Code, Problems},
    rules::book::{RuleBook, YearRules},
    score::{
        preparation,
        prepared::{Activities, Terms},
    },
};
/// Kinds of warnings: code and dotted path.
pub(super) type Kinds = Vec<(Code, String)>;

/// Quality measures.
pub(super) struct Quality {
    measures: Vec<QualityMeasure>,
    pub records: Vec<Record>,
    places: Vec<(usize, Field)>,
    pub odd: Kinds,
}

/// Cost measures.
pub(super) struct Cost {
    measures: Vec<CostMeasure>,
    pub records: Vec<CostRecord>,
    places: Vec<(usize, Field)>,
    pub odd: Kinds,
}

/// Promoting interoperability.
pub(super) struct Interoperability {
    data: PromotingInteroperabilityData,
    pub terms: Option<Terms>,
    places: Vec<(usize, Field)>,
    pub odd: Kinds,
}

/// Improvement activities.
pub(super) struct List {
    ids: Vec<String>,
    pub found: Activities,
    pub odd: Kinds,
}

/// The warnings that a category's data have whatever the figures are; `None` if there are errors.
fn odd(book: &RuleBook, practice: &Practice, category: Category) -> Option<Kinds> {
    let found = practice::check_data(book, practice, category);
    (!found.any_error()).then(|| kinds(found))
}

/// The kinds of warnings.
pub(super) fn kinds(Problems(found): Problems) -> Kinds {
    found.into_iter().map(|it| (it.code, it.path)).collect()
}

/// What rows of one form share in one category.
pub(super) trait Part: Sized {
    /// Learns it from an admitted row, in which the `numbers` vary from row to row; `None` if rows like it cannot be scored
    /// this way.
    fn of(book: &RuleBook, practice: &Practice, numbers: &[&Figure]) -> Option<Self>;
    /// Puts it into the practice.
    fn put(&self, practice: &mut Practice);
    /// Puts a row's numbers, in their order, into a practice that already has this form.
    fn number(&self, practice: &mut Practice, numbers: &[Decimal]);
}

impl Part for Quality {
    fn of(book: &RuleBook, practice: &Practice, numbers: &[&Figure]) -> Option<Self> {
        let measures = practice.data.quality.clone();
        let rules: &YearRules = &practice.rules;
        let records = measures.iter().map(|entry| Record::of(rules, entry));
        let place = |figure: &&Figure| {
            let Measure::Quality(kind, id) = &figure.measure else {
                return None;
            };
            let is_it = |it: &QualityMeasure| it.collection_type == Some(*kind) && it.id == *id;
            Some((measures.iter().position(is_it)?, figure.field))
        };
        Some(Self {
            records: records.collect::<Option<_>>()?,
            places: numbers.iter().map(place).collect::<Option<_>>()?,
            odd: odd(book, practice, Category::Quality)?,
            measures,
        })
    }

    fn put(&self, practice: &mut Practice) {
        practice.data.quality.clone_from(&self.measures);
    }

    fn number(&self, practice: &mut Practice, numbers: &[Decimal]) {
        for ((place, field), number) in self.places.iter().zip(numbers) {
            set_quality(&mut practice.data.quality[*place], *field, *number);
        }
    }
}

impl Part for Cost {
    fn of(book: &RuleBook, practice: &Practice, numbers: &[&Figure]) -> Option<Self> {
        let measures = practice.data.cost.clone();
        let place = |figure: &&Figure| {
            let Measure::Cost(id) = &figure.measure else {
                return None;
            };
            let place = measures.iter().position(|it| it.id == *id)?;
            Some((place, figure.field))
        };
        Some(Self {
            records: measures
                .iter()
                .map(|entry| CostRecord::of(&practice.rules, entry))
                .collect(),
            places: numbers.iter().map(place).collect::<Option<_>>()?,
            odd: odd(book, practice, Category::Cost)?,
            measures,
        })
    }

    fn put(&self, practice: &mut Practice) {
        practice.data.cost.clone_from(&self.measures);
    }

    fn number(&self, practice: &mut Practice, numbers: &[Decimal]) {
        for ((place, field), number) in self.places.iter().zip(numbers) {
            set_cost(&mut practice.data.cost[*place], *field, *number);
        }
    }
}

impl Part for Interoperability {
    fn of(book: &RuleBook, practice: &Practice, numbers: &[&Figure]) -> Option<Self> {
        let data = practice.data.promoting_interoperability.clone();
        let place = |figure: &&Figure| {
            let Measure::Interoperability(id) = &figure.measure else {
                return None;
            };
            let place = data.measures.iter().position(|(of, _)| of == id)?;
            Some((place, figure.field))
        };
        Some(Self {
            places: numbers.iter().map(place).collect::<Option<_>>()?,
            terms: preparation::terms(&practice.rules, practice),
            odd: odd(book, practice, Category::PromotingInteroperability)?,
            data,
        })
    }

    fn put(&self, practice: &mut Practice) {
        let data = &mut practice.data.promoting_interoperability;
        data.clone_from(&self.data);
    }

    fn number(&self, practice: &mut Practice, numbers: &[Decimal]) {
        let answers = &mut practice.data.promoting_interoperability.measures;
        for ((place, field), number) in self.places.iter().zip(numbers) {
            if let (
                _,
                Answer::Proportion {
                    numerator,
                    denominator,
                },
            ) = &mut answers[*place]
            {
                *(if *field == Field::Numerator {
                    numerator
                } else {
                    denominator
                }) = *number;
            }
        }
    }
}

impl Part for List {
    fn of(book: &RuleBook, practice: &Practice, _: &[&Figure]) -> Option<Self> {
        Some(Self {
            ids: practice.data.improvement_activities.clone(),
            found: preparation::activities(&practice.rules, practice),
            odd: odd(book, practice, Category::ImprovementActivities)?,
        })
    }

    fn put(&self, practice: &mut Practice) {
        let ids = &mut practice.data.improvement_activities;
        ids.clone_from(&self.ids);
    }

    fn number(&self, _: &mut Practice, _: &[Decimal]) {}
}

/// Puts a row's numbers into a practice that already has numbers there.
pub(super) fn number(practice: &mut Practice, numbers: &Numbers, mask: u16) {
    let number = |slot: usize| {
        (mask & 1 << slot != 0).then(|| Decimal::new(numbers[slot], SLOT_PLACES[slot]))
    };
    for (slot, category) in Category::ALL.into_iter().enumerate() {
        let Some(number) = number(slot) else { continue };
        match &mut practice.categories[category] {
            CategoryInput::Percent(percent)
            | CategoryInput::Measures {
                percent_given: Some(percent),
            } => *percent = number,
            _ => {}
        }
    }
    if let (Some(number), ComplexPatientInput::Points(points)) =
        (number(BONUS), &mut practice.complex_patient_bonus)
    {
        *points = number;
    }
    if let Some(paid) = number(PAID) {
        practice.part_b_paid = Some(paid);
    }
    if let Some(factor) = number(FACTOR) {
        practice.payment.scaling_factor = Some(factor);
    }
}
