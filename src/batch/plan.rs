//! What rows of one shape share, so that only their numbers are left to compute with.
//!
//! Rows have the same shape when all their cells but the numbers are the same, and the same numbers are there. The first
//! row of a shape is scored the general way; what that settled (weights, bonuses that are due, whether the threshold
//! takes the score's place) is the plan for the others. The arithmetic is that of [`FinalScoreFormula`], on whole numbers of a small
//! unit; percents are those of [`adjustment::percents`], each computed once.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{
    heading::{BONUS, PAID, SLOTS, numeric_paths},
    number::{PLACES, write_hundredths},
};
use crate::{
    category::{ByCategory, Category},
    decimal::{HUNDRED, Rounding, scaled},
    practice::ComplexPatientInput,
    problem::Problem,
    rules::book::YearRules,
    score::{
        adjustment::{self, Factors},
        formula::{FinalScoreFormula, FormulaInputs},
    },
    trial::Admitted,
};

/// Decimals of a final score that is not rounded yet: those of a percent, two of a weight, and two for the hundredth
/// that a percent is.
pub(super) const EXACT_PLACES: u32 = PLACES + 4;
/// A hundredth, in units of an exact score.
pub(super) const HUNDREDTH: i64 = 10_i64.pow(EXACT_PLACES - 2);
/// What makes units of an exact score out of units of a number.
pub(super) const EXACT_PER_NUMBER: i64 = 10_i64.pow(EXACT_PLACES - PLACES);
/// A cent, in units of a paid amount times hundredths of a percent, over a hundred.
const CENT: i64 = 10_i64.pow(PLACES + 4 - 2);
/// Decimals of everything that is printed.
const PRINTED_PLACES: u32 = 2;

/// One percent, in units of a number.
const ONE: i64 = 10_i64.pow(PLACES);
/// The slot of cost.
const COST: usize = 1;

/// Whether a warning is of a percent that differs from row to row.
fn is_of_number(warning: &Problem, mask: u8) -> bool {
    let slots = numeric_paths().into_iter().take(BONUS).enumerate();
    let mut slots = slots.filter(|(slot, _)| mask & 1 << slot != 0);
    slots.any(|(_, path)| warning.path == path)
}

/// What rows of one shape share.
pub(super) struct Plan {
    formula: FinalScoreFormula<i64>,
    /// The numbers that the base document or the law gives where the row has none.
    given: [i64; SLOTS],
    most: [i64; SLOTS],
    has_paid: bool,
    /// Whether something beside the numbers of the rows makes them warn.
    warns: bool,
    rounding: Rounding,
    /// The performance year.
    pub performance_year: u16,
    /// Which table of adjustments.
    pub table: usize,
}

/// Numbers of one row, in units of [`PLACES`] decimals, by slot.
pub(super) type Numbers = [i64; SLOTS];

impl Plan {
    /// The plan of an admitted row whose cells have the numbers of `mask`. `None` when it takes more than numbers.
    pub(super) fn of(row: &Admitted, mask: u8, table: usize) -> Option<Self> {
        let Admitted { rules, practice } = row;
        let fixed = FormulaInputs::of(rules, practice)?;
        let printed = [
            &rules.final_score.rounding,
            &rules.adjustment.rounding,
            &rules.adjustment.dollars_rounding,
        ];
        if printed.iter().any(|it| it.places != PRINTED_PLACES) {
            return None;
        }
        let mut given = [0; SLOTS];
        let mut most = [scaled(HUNDRED, PLACES)?; SLOTS];
        for (slot, category) in Category::ALL.into_iter().enumerate() {
            let varies = mask & 1 << slot != 0;
            if varies && !fixed.given[category] {
                return None;
            }
            given[slot] = scaled(fixed.percents[category], PLACES)?;
        }
        given[BONUS] = scaled(fixed.complex_patient, PLACES)?;
        most[BONUS] = match &rules.complex_patient_bonus {
            Some(bonus) => scaled(bonus.maximum, PLACES)?,
            None => 0,
        };
        let bonus_varies = mask & 1 << BONUS != 0;
        let is_points = matches!(
            practice.complex_patient_bonus,
            ComplexPatientInput::Points(_)
        );
        if bonus_varies && !is_points {
            return None;
        }
        given[PAID] = scaled(practice.part_b_paid.unwrap_or_default(), PLACES)?;
        most[PAID] = scaled(crate::practice::MOST_PAID, PLACES)?;
        let exact = |value: Decimal| scaled(value, EXACT_PLACES);
        let weights = fixed.formula.weights;
        let weight = |category: Category| scaled(weights[category], 2);
        let formula = FinalScoreFormula {
            weights: ByCategory {
                quality: weight(Category::Quality)?,
                cost: weight(Category::Cost)?,
                improvement_activities: weight(Category::ImprovementActivities)?,
                promoting_interoperability: weight(Category::PromotingInteroperability)?,
            },
            small_practice: exact(fixed.formula.small_practice)?,
            complex_patient_is_due: fixed.formula.complex_patient_is_due,
            replacement: match fixed.formula.replacement {
                Some(threshold) => Some(exact(threshold)?),
                None => None,
            },
            maximum: exact(fixed.formula.maximum)?,
        };
        Some(Self {
            formula,
            given,
            most,
            has_paid: practice.part_b_paid.is_some(),
            warns: practice.warnings.iter().any(|it| !is_of_number(it, mask)),
            rounding: rules.final_score.rounding.clone(),
            performance_year: rules.performance_year,
            table,
        })
    }

    /// The numbers of a row, with what is given beside it; `None` when one is out of its range.
    #[inline]
    pub(super) fn numbers(&self, cells: &Numbers, mask: u8) -> Option<Numbers> {
        let mut numbers = self.given;
        for slot in 0..SLOTS {
            if mask & 1 << slot != 0 {
                numbers[slot] = cells[slot];
            }
        }
        let fits = numbers
            .iter()
            .zip(&self.most)
            .all(|(number, most)| number <= most);
        fits.then_some(numbers)
    }

    /// Whether the result of such a row has warnings, as reading and admitting it would find: a percent that looks like
    /// a fraction, and a cost of nothing.
    #[inline]
    pub(super) fn warns(&self, numbers: &Numbers, mask: u8) -> bool {
        let is_odd = |slot: usize| {
            let number = numbers[slot];
            let is_fraction = 0 < number && number <= ONE;
            mask & 1 << slot != 0 && (is_fraction || slot == COST && number == 0)
        };
        self.warns || (0..BONUS).any(is_odd)
    }

    /// The final score before rounding, in units of [`EXACT_PLACES`] decimals, and rounded, in hundredths.
    #[inline]
    pub(super) fn score(&self, numbers: &Numbers) -> (i64, i64) {
        let percents = ByCategory {
            quality: numbers[0],
            cost: numbers[1],
            improvement_activities: numbers[2],
            promoting_interoperability: numbers[3],
        };
        let bonus = self.formula.due(numbers[BONUS] * EXACT_PER_NUMBER);
        let total = self.formula.total(percents, bonus, |sum| sum);
        let exact = self.formula.exact(total);
        (exact, self.rounding.whole(exact, HUNDREDTH))
    }

    /// The paid amount, if there is one, in units of [`PLACES`] decimals.
    #[inline]
    pub(super) fn paid(&self, numbers: &Numbers, mask: u8) -> Option<i64> {
        (self.has_paid || mask & 1 << PAID != 0).then_some(numbers[PAID])
    }
}

/// The adjustment at every final score of one year with its factors, each found when it is first asked for.
pub(super) struct Table {
    rules: Arc<YearRules>,
    factors: Factors,
    entries: Vec<Entry>,
}

/// The adjustment at one final score.
#[derive(Clone, Copy, Default)]
struct Entry {
    /// In hundredths of a percent.
    percent: i16,
    /// The exact score from which on it is a hundredth more; see [`State::Cut`].
    cut: i64,
    state: State,
    /// The cells of year, score and percent, with a comma after each.
    text: [u8; 22],
    length: u8,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    /// Nobody asked yet.
    #[default]
    Empty,
    /// Every exact score that rounds to this one earns the same percent.
    Same,
    /// Those below the cut earn the percent, those from it on a hundredth more.
    Cut,
    /// There is more to it.
    Differs,
}

impl Table {
    pub(super) fn new(rules: &Arc<YearRules>, factors: Factors) -> Option<Self> {
        let hundredths = scaled(rules.final_score.maximum, PRINTED_PLACES)?;
        let count = usize::try_from(hundredths).ok()? + 1;
        Some(Self {
            rules: Arc::clone(rules),
            factors,
            entries: vec![Entry::default(); count],
        })
    }

    /// Whether this is the table for these rules and factors.
    pub(super) fn is_for(&self, rules: &YearRules, factors: Factors) -> bool {
        self.factors == factors
            && self.rules.performance_year == rules.performance_year
            && self.rules.overrides == rules.overrides
    }

    fn percents(&self, exact: Decimal, score: i64) -> adjustment::Percents {
        let rules = &self.rules;
        let score = Decimal::new(score, PRINTED_PLACES);
        adjustment::percents(
            &rules.adjustment,
            rules.final_score.maximum,
            exact,
            score,
            self.factors,
        )
    }

    #[inline]
    fn entry(&mut self, score: i64) -> Option<Entry> {
        let index = usize::try_from(score).ok()?;
        let entry = *self.entries.get(index)?;
        if entry.state != State::Empty {
            return Some(entry);
        }
        self.fill(index, score)
    }

    /// The percent of an exact score, in hundredths.
    fn percent(&self, exact: i64, score: i64) -> Option<i64> {
        let total = self
            .percents(Decimal::new(exact, EXACT_PLACES), score)
            .total;
        scaled(total, PRINTED_PLACES)
    }

    fn fill(&mut self, index: usize, score: i64) -> Option<Entry> {
        let maximum = scaled(self.rules.final_score.maximum, EXACT_PLACES)?;
        // What rounds to this score, with a neighbor above whichever way a half goes.
        let mut low = (score * HUNDREDTH - HUNDREDTH / 2).max(0);
        let mut high = (score * HUNDREDTH + HUNDREDTH / 2).min(maximum);
        let (percent, above) = (self.percent(low, score)?, self.percent(high, score)?);
        // The percent rises with the exact score, so equal ends make it the same in between.
        let state = match above - percent {
            0 => State::Same,
            1 => State::Cut,
            _ => State::Differs,
        };
        while state == State::Cut && low + 1 < high {
            let middle = low.midpoint(high);
            if self.percent(middle, score)? == percent {
                low = middle;
            } else {
                high = middle;
            }
        }
        let mut text = Vec::with_capacity(32);
        text.extend_from_slice(self.rules.performance_year.to_string().as_bytes());
        text.push(b',');
        write_hundredths(score, &mut text);
        text.push(b',');
        if state == State::Same {
            write_hundredths(percent, &mut text);
            text.push(b',');
        }
        let mut entry = Entry {
            percent: i16::try_from(percent).ok()?,
            cut: high,
            state,
            length: u8::try_from(text.len()).ok()?,
            ..Entry::default()
        };
        entry.text.get_mut(..text.len())?.copy_from_slice(&text);
        self.entries[index] = entry;
        Some(entry)
    }

    /// Appends the cells of year, score, percent and dollars. Says whether it could.
    #[inline]
    pub(super) fn write(
        &mut self,
        exact: i64,
        score: i64,
        paid: Option<i64>,
        out: &mut Vec<u8>,
    ) -> bool {
        let Some(entry) = self.entry(score) else {
            return false;
        };
        let mut percent = i64::from(entry.percent);
        match entry.state {
            State::Cut => percent += i64::from(entry.cut <= exact),
            State::Differs => match self.percent(exact, score) {
                Some(of_exact) => percent = of_exact,
                None => return false,
            },
            State::Same | State::Empty => {}
        }
        out.extend_from_slice(&entry.text[..usize::from(entry.length)]);
        if entry.state != State::Same {
            write_hundredths(percent, out);
            out.push(b',');
        }
        if let Some(paid) = paid {
            let dollars = &self.rules.adjustment.dollars_rounding;
            write_hundredths(dollars.whole(paid * percent, CENT), out);
        }
        true
    }
}
