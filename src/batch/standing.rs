//! A practice kept from row to row: for rows with the same measures only the figures are replaced, checked and scored; what was
//! found about everything else is kept.

use std::{collections::HashMap, sync::Arc};

use rust_decimal::Decimal;

use super::{
    columns::Numbers,
    figures::{self, Figure, Given},
    forms::{Forms, Turned},
    job::Job,
    measured::{Measured, Row, range},
    measures::Measures,
    parts::{Cost, Interoperability, Kinds, List, Part, Quality, kinds, number},
    plan::Plan,
};
use crate::{
    decimal::compare,
    practice::{self, Practice},
    problem::Problems,
    score::{Outcome, prepared::Prepared},
};

/// Most plans for which a practice is kept.
const MOST_STANDINGS: usize = 32;
/// Most forms of one category that are remembered for a plan.
const MOST_FORMS: usize = 24;

/// The practices that a thread keeps, by plan.
#[derive(Default)]
pub(super) struct Standings(HashMap<usize, Standing>);

/// The practice kept for one plan.
struct Standing {
    /// The plan. Holding it keeps its address, by which it is found, from being used again.
    plan: Arc<Plan>,
    practice: Option<Practice>,
    /// How many rows it was used for.
    served: usize,
    /// Whether rows vary so much that keeping the practice saves no work.
    is_spent: bool,
    /// Warnings that every row has.
    odd: Kinds,
    /// The same with the warnings of the forms that the practice now has.
    all_odd: Kinds,
    quality: Forms<Quality>,
    cost: Forms<Cost>,
    interoperability: Forms<Interoperability>,
    activities: Forms<List>,
}

impl Standings {
    /// The result of a row; `None` if it needs the full path.
    pub(super) fn row<'f, F>(
        &mut self,
        (job, plan, shared): (&Job<'_>, &Arc<Plan>, &Measured),
        numbers: &Numbers,
        clinicians: Option<u32>,
        figures: F,
    ) -> Option<Row<'_>>
    where
        F: Iterator<Item = (usize, &'f Figure, Given<&'f str>)> + Clone,
    {
        let place = Arc::as_ptr(plan) as usize;
        if self.0.len() >= MOST_STANDINGS && !self.0.contains_key(&place) {
            self.0.clear();
        }
        let standing = self.0.entry(place).or_insert_with(|| Standing::of(plan));
        let mask = shared.mask;
        standing.read(figures.clone());
        if standing.turn(mask) {
            standing.served += 1;
            return standing.row(job, numbers, (mask, clinicians));
        }
        let measures = Measures::of(figures.clone().map(|(_, figure, given)| (figure, given)))?;
        let admitted = shared.admit((job, &plan.rules), numbers, clinicians, measures)?;
        if !standing.is_spent {
            standing.learn(job, mask, &admitted, figures);
        }
        let outcome = Outcome::of(&plan.rules, &admitted, Prepared::default());
        let mut own = admitted.warnings;
        own.extend(outcome.warnings);
        Some(Row {
            range: range((outcome.low, outcome.high))?,
            constant: &[],
            own,
        })
    }
}

/// The word for a figure in the form of its category: which figure it is, and for an answer its value.
fn word(n: usize, given: &Given<&str>, is_answer: bool) -> u64 {
    let mark = match given {
        Given::Answer(yes) => 1 + u64::from(*yes),
        // Scoring asks for at least one in the numerator, checking for any number.
        Given::Number(number) if is_answer && number.is_zero() => 3,
        Given::Number(number) if is_answer && compare(*number, Decimal::ONE).is_lt() => 4,
        Given::Number(_) | Given::List(_) => 0,
    };
    (n as u64) << 3 | mark
}

impl Standing {
    fn of(plan: &Arc<Plan>) -> Self {
        Self {
            plan: Arc::clone(plan),
            practice: None,
            served: 0,
            is_spent: false,
            odd: Vec::new(),
            all_odd: Vec::new(),
            quality: Forms::default(),
            cost: Forms::default(),
            interoperability: Forms::default(),
            activities: Forms::default(),
        }
    }

    /// Reads the form of each category and its numbers from the figures of a row.
    fn read<'f>(&mut self, figures: impl Iterator<Item = (usize, &'f Figure, Given<&'f str>)>) {
        self.quality.clear();
        self.cost.clear();
        self.interoperability.clear();
        self.activities.clear();
        for (n, figure, given) in figures {
            let (key, numbers) = match figure.bit() {
                figures::QUALITY => (&mut self.quality.key, &mut self.quality.numbers),
                figures::COST => (&mut self.cost.key, &mut self.cost.numbers),
                figures::ACTIVITIES => (&mut self.activities.key, &mut self.activities.numbers),
                _ => (
                    &mut self.interoperability.key,
                    &mut self.interoperability.numbers,
                ),
            };
            key.push(word(n, &given, figure.bit() == figures::INTEROPERABILITY));
            match given {
                Given::Number(number) => numbers.push(number),
                Given::Answer(_) => {}
                Given::List(text) => {
                    key.push(text.len() as u64);
                    key.extend(text.as_bytes().chunks(8).map(|chunk| {
                        let mut word = [0; 8];
                        word[..chunk.len()].copy_from_slice(chunk);
                        u64::from_le_bytes(word)
                    }));
                }
            }
        }
    }

    /// Gives the practice the forms of the row just read; returns whether all of them are known.
    fn turn(&mut self, mask: u16) -> bool {
        let Some(practice) = &mut self.practice else {
            return false;
        };
        let has = |bit: u16| mask & bit != 0;
        let turned = [
            has(figures::QUALITY).then(|| self.quality.turn(practice)),
            has(figures::COST).then(|| self.cost.turn(practice)),
            has(figures::INTEROPERABILITY).then(|| self.interoperability.turn(practice)),
            has(figures::ACTIVITIES).then(|| self.activities.turn(practice)),
        ];
        if turned.iter().flatten().any(|it| *it != Turned::Already) {
            self.all_odd.clear();
            let parts = [
                self.quality.part.as_ref().map(|part| &part.odd),
                self.cost.part.as_ref().map(|part| &part.odd),
                self.interoperability.part.as_ref().map(|part| &part.odd),
                self.activities.part.as_ref().map(|part| &part.odd),
            ];
            let known = &self.plan.warnings;
            for kind in self.odd.iter().chain(parts.into_iter().flatten().flatten()) {
                if !known.contains(kind) && !self.all_odd.contains(kind) {
                    self.all_odd.push(kind.clone());
                }
            }
        }
        !turned.contains(&Some(Turned::New))
    }

    /// The result of the row just read, from the practice with its forms.
    fn row(
        &mut self,
        job: &Job<'_>,
        numbers: &Numbers,
        (mask, clinicians): (u16, Option<u32>),
    ) -> Option<Row<'_>> {
        let practice = self.practice.as_mut()?;
        self.quality.number(practice);
        self.cost.number(practice);
        self.interoperability.number(practice);
        number(practice, numbers, mask);
        if clinicians.is_some() {
            practice.clinicians = clinicians;
        }
        let quality = self.quality.part.as_deref();
        let cost = self.cost.part.as_deref();
        let Problems(mut own) = practice::check_figures(
            job.book,
            practice,
            quality.map_or(&[], |part| &part.records),
            cost.map_or(&[], |part| &part.records),
        );
        if own.iter().any(crate::problem::Problem::is_error) {
            return None;
        }
        let interoperability = self.interoperability.part.as_deref();
        let activities = self.activities.part.as_deref();
        let prepared = Prepared {
            quality: quality.map(|part| &part.records[..]),
            cost: cost.map(|part| &part.records[..]),
            activities: activities.map(|part| &part.found),
            interoperability: interoperability.and_then(|part| part.terms.as_ref()),
        };
        let outcome = Outcome::of(&self.plan.rules, practice, prepared);
        own.extend(outcome.warnings);
        Some(Row {
            range: range((outcome.low, outcome.high))?,
            constant: &self.all_odd,
            own,
        })
    }

    /// Learns the forms of an admitted row.
    fn learn<'f, F>(&mut self, job: &Job<'_>, mask: u16, admitted: &Practice, figures: F)
    where
        F: Iterator<Item = (usize, &'f Figure, Given<&'f str>)> + Clone,
    {
        let of = |bit: u16| {
            let numbers = figures.clone().filter(move |(_, figure, given)| {
                figure.bit() == bit && matches!(given, Given::Number(_))
            });
            numbers.map(|(_, figure, _)| figure).collect::<Vec<_>>()
        };
        let has = |bit: u16| mask & bit != 0;
        let row = (job.book, admitted);
        let mut most = 0;
        if has(figures::QUALITY) {
            most = self.quality.learn(row, &of(figures::QUALITY)).max(most);
        }
        if has(figures::COST) {
            most = self.cost.learn(row, &of(figures::COST)).max(most);
        }
        if has(figures::INTEROPERABILITY) {
            let numbers = of(figures::INTEROPERABILITY);
            most = self.interoperability.learn(row, &numbers).max(most);
        }
        if has(figures::ACTIVITIES) {
            most = self.activities.learn(row, &[]).max(most);
        }
        if self.practice.is_none() {
            self.begin(job, mask, admitted);
        }
        if most > MOST_FORMS {
            *self = Self {
                is_spent: self.served < 2 * MOST_FORMS,
                ..Self::of(&self.plan)
            };
        }
    }

    /// Keeps the practice of an admitted row, and finds the warnings that all rows have.
    fn begin(&mut self, job: &Job<'_>, mask: u16, admitted: &Practice) {
        let mut practice = admitted.clone();
        let mut found: Kinds = Vec::new();
        for (bit, category) in figures::CATEGORIES {
            if mask & bit != 0 {
                found.extend(kinds(practice::check_data(job.book, admitted, category)));
            }
        }
        let records = if mask & figures::QUALITY == 0 {
            Vec::new()
        } else if let Some(part) = Quality::of(job.book, admitted, &[]) {
            part.records
        } else {
            return;
        };
        let of_figures = practice::check_figures(job.book, &mut practice, &records, &[]);
        found.extend(kinds(of_figures));
        let warnings = practice.warnings.iter();
        let all = warnings.map(|it| (it.code, it.path.clone()));
        self.odd = all.filter(|kind| !found.contains(kind)).collect();
        practice.warnings.clear();
        self.practice = Some(practice);
    }
}
