//! What rows share whose cells of one category have the same form: its measures but for their figures, and what the year
//! says of them.

use std::{collections::HashMap, hash::BuildHasherDefault, sync::Arc};

use super::{
    figures::{Field, Figure, Measure},
    hash::Fold,
    measures::{set_cost, set_quality},
};
use crate::{
    category::Category,
    practice::{
        self, Answer, CostMeasure, Practice, PromotingInteroperabilityData, QualityMeasure, Record,
    },
    problem::{Code, Problems},
    rules::book::{RuleBook, YearRules},
    score::{
        preparation,
        prepared::{Activities, Terms},
    },
};
use rust_decimal::Decimal;

/// Kinds of warnings.
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
    pub paths: Vec<String>,
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

/// What is odd about a category's data whatever their figures are; `None` where something is wrong.
fn odd(book: &RuleBook, practice: &Practice, category: Category) -> Option<Kinds> {
    let found = practice::check_data(book, practice, category);
    (!found.any_error()).then(|| kinds(found))
}

/// The kinds of warnings.
pub(super) fn kinds(Problems(found): Problems) -> Kinds {
    found.into_iter().map(|it| (it.code, it.path)).collect()
}

/// What the rows of one form share of a category.
pub(super) trait Part: Sized {
    /// What an admitted row shows of its form, in which these figures are numbers; `None` where rows like it are taken
    /// another way.
    fn of(book: &RuleBook, practice: &Practice, numbers: &[&Figure]) -> Option<Self>;
    /// Puts it into a practice.
    fn put(&self, practice: &mut Practice);
    /// Puts a row's numbers into a practice that has it, in their order.
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
            paths: measures.iter().map(CostMeasure::path).collect(),
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

/// The forms of a category that rows of a plan have had.
pub(super) struct Forms<T> {
    known: HashMap<Box<[u64]>, Arc<T>, BuildHasherDefault<Fold>>,
    /// The form of the row that was read, and its numbers.
    pub key: Vec<u64>,
    pub numbers: Vec<Decimal>,
    /// The form of the practice that rows are put into, and what it has.
    at: Vec<u64>,
    pub part: Option<Arc<T>>,
}

impl<T> Default for Forms<T> {
    fn default() -> Self {
        Self {
            known: HashMap::default(),
            key: Vec::new(),
            numbers: Vec::new(),
            at: Vec::new(),
            part: None,
        }
    }
}

/// How the practice stands to the form of the row that was read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Turned {
    /// It had it already.
    Already,
    /// It has it now.
    Now,
    /// The form is new.
    New,
}

impl<T: Part> Forms<T> {
    /// Forgets the row that was read.
    pub(super) fn clear(&mut self) {
        self.key.clear();
        self.numbers.clear();
    }

    /// Turns the practice to the form of the row that was read.
    pub(super) fn turn(&mut self, practice: &mut Practice) -> Turned {
        if self.part.is_some() && self.at == self.key {
            return Turned::Already;
        }
        let Some(part) = self.known.get(&self.key[..]) else {
            return Turned::New;
        };
        part.put(practice);
        self.part = Some(Arc::clone(part));
        self.at.clone_from(&self.key);
        Turned::Now
    }

    /// Puts the row's numbers into the practice.
    pub(super) fn number(&self, practice: &mut Practice) {
        if let Some(part) = &self.part {
            part.number(practice, &self.numbers);
        }
    }

    /// Whether the form of the row that was read is known.
    pub(super) fn knows(&self) -> bool {
        self.known.contains_key(&self.key[..])
    }

    /// Remembers the form of the row that was read, and says how many are known.
    pub(super) fn learn(&mut self, part: T) -> usize {
        self.known.insert(self.key[..].into(), Arc::new(part));
        self.known.len()
    }
}
