//! The plan of a shape: what its rows share, so that only the arithmetic on their numbers is left.
//!
//! Rows have the same shape if they have the same cells filled in and differ only in numbers. The first row of a shape is
//! admitted on the full path. Everything found there that does not depend on the numbers is the plan: the possibilities with
//! their weights and bonuses, and whether the performance threshold replaces the final score. The arithmetic is that of
//! [`FinalScoreFormula`], on whole numbers of a small unit; [`super::table`] has the adjustment percents.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{
    columns::{BONUS, FACTOR, FINAL_SCORE, Numbers, PAID, SLOT_PLACES, numeric_paths},
    job::Job,
    measured::Measured,
    number::{PAID_PLACES, PLACES, SLOTS},
    shown::Shown,
    table::{HUNDREDTH, PRINTED_PLACES, Point, Range, Table, Tables},
    way::{EXACT_PER_NUMBER, Way},
};
use crate::{
    category::Category,
    decimal::{HUNDRED, Rounding, scaled},
    practice::{CategoryInput, ComplexPatientInput, MOST_PAID, Practice},
    problem::{Code, Problem},
    rules::book::YearRules,
    score::{adjustment::Factors, formula::FormulaInputs},
    trial::Admitted,
};

/// One percent, in units of a percent's number.
const ONE: i64 = 10_i64.pow(PLACES);
/// Slot of the cost percent.
const COST: usize = 1;

/// The plan of a shape.
pub(super) struct Plan {
    outcomes: Outcomes,
    /// The highest number that each slot accepts.
    most: Numbers,
    /// The paid amount in the base document, if it has one.
    paid: Option<i64>,
    rounding: Rounding,
    /// The rule tables of the year.
    pub rules: Arc<YearRules>,
    /// The performance year as text.
    pub year: String,
    tables: Ends<Arc<Table>>,
    additional: Decimal,
    /// Warnings that the rows have whatever their numbers are.
    pub warnings: Vec<(Code, String)>,
    /// The figures for further columns.
    pub shown: Option<Vec<Shown>>,
}

/// How the final score of a row is found.
enum Outcomes {
    /// The row gives it.
    Given,
    /// From percents: every possibility, one if nothing is unknown.
    Computed(Vec<Way>),
    /// From measures, for each row on its own.
    Measured(Box<Measured>),
}

/// A value for the scaling factors that are used, and for the lowest and the highest that CMS may set.
struct Ends<T> {
    used: T,
    low: T,
    high: T,
}

/// Whether the warning is about a percent that varies from row to row.
fn is_of_number(warning: &Problem, mask: u16) -> bool {
    let slots = numeric_paths().into_iter().take(BONUS).enumerate();
    let mut slots = slots.filter(|(slot, _)| mask & 1 << slot != 0);
    slots.any(|(_, path)| warning.path == path)
}

impl Plan {
    /// The plan for an admitted row whose cells give the numbers of `mask`. `None` if more than numbers is needed.
    pub(super) fn of(job: &Job<'_>, row: &Admitted, mask: u16, tables: &Tables) -> Option<Self> {
        let Admitted { rules, practice } = row;
        if !takes(practice, mask) {
            return None;
        }
        let outcomes = if practice.final_score.is_some() {
            Outcomes::Given
        } else {
            let ways = FormulaInputs::every(rules, practice)?;
            Outcomes::Computed(ways.iter().map(Way::of).collect::<Option<_>>()?)
        };
        let has_one_way = match &outcomes {
            Outcomes::Given => true,
            Outcomes::Computed(ways) => ways.len() == 1,
            Outcomes::Measured(_) => false,
        };
        let is_constant = |warning: &&Problem| !is_of_number(warning, mask);
        let mut warnings: Vec<(Code, String)> = Vec::new();
        for warning in practice.warnings.iter().filter(is_constant) {
            let kind = (warning.code, warning.path.clone());
            if !warnings.contains(&kind) {
                warnings.push(kind);
            }
        }
        Some(Self {
            warnings,
            shown: Shown::all(job, row).filter(|_| has_one_way),
            ..Self::with(row, outcomes, tables)?
        })
    }

    /// The plan for rows that are scored from measures.
    pub(super) fn of_measures(row: &Admitted, measured: Measured, tables: &Tables) -> Option<Self> {
        let warnings = measured.warnings().to_vec();
        let plan = Self::with(row, Outcomes::Measured(Box::new(measured)), tables)?;
        Some(Self { warnings, ..plan })
    }

    /// What both kinds of plans have.
    fn with(row: &Admitted, outcomes: Outcomes, tables: &Tables) -> Option<Self> {
        let Admitted { rules, practice } = row;
        let printed = [
            &rules.final_score.rounding,
            &rules.adjustment.rounding,
            &rules.adjustment.dollars_rounding,
        ];
        if printed.iter().any(|it| it.places != PRINTED_PLACES) {
            return None;
        }
        let [low, high] = Factors::ends(rules, practice);
        let used = Factors::used(rules, practice);
        let paid = match practice.part_b_paid {
            Some(paid) => Some(scaled(paid, PAID_PLACES)?),
            None => None,
        };
        Some(Self {
            outcomes,
            most: most(rules)?,
            paid,
            rounding: rules.final_score.rounding.clone(),
            rules: Arc::clone(rules),
            year: rules.performance_year.to_string(),
            tables: Ends {
                used: tables.of(rules, used),
                low: tables.of(rules, low),
                high: tables.of(rules, high),
            },
            additional: used.additional,
            warnings: Vec::new(),
            shown: Some(Vec::new()),
        })
    }

    /// What the rows share if they are scored from measures.
    #[inline]
    pub(super) fn measured(&self) -> Option<&Measured> {
        match &self.outcomes {
            Outcomes::Measured(measured) => Some(measured),
            Outcomes::Given | Outcomes::Computed(_) => None,
        }
    }

    /// Whether every number of the row is within the limits of its key; a number that is not there is 0.
    #[inline]
    #[expect(
        clippy::needless_bitwise_bool,
        reason = "without a branch for each number"
    )]
    pub(super) fn fits(&self, numbers: &Numbers) -> bool {
        let most = numbers.iter().zip(&self.most);
        most.fold(true, |fits, (number, most)| fits & (number <= most))
    }

    /// Whether [`Self::odd`] has any.
    #[inline]
    #[expect(
        clippy::needless_bitwise_bool,
        reason = "without a branch for each number"
    )]
    pub(super) fn is_odd(numbers: &Numbers, mask: u16) -> bool {
        (0..BONUS).fold(false, |odd, slot| {
            let is_there = mask & 1 << slot != 0;
            let number = numbers[slot];
            odd | (is_there & (number <= ONE) & ((number > 0) | (slot == COST)))
        })
    }

    /// The warnings about the row's numbers that the full path would give: a percent that may be a fraction by mistake, and a
    /// cost percent of 0.
    #[inline]
    pub(super) fn odd(numbers: &Numbers, mask: u16) -> impl Iterator<Item = (Code, usize)> {
        let numbers = *numbers;
        (0..BONUS).filter_map(move |slot| {
            let number = numbers[slot];
            if mask & 1 << slot == 0 || number > ONE {
                None
            } else if number > 0 {
                Some((Code::LooksLikeFraction, slot))
            } else {
                (slot == COST).then_some((Code::Unlikely, slot))
            }
        })
    }

    /// The range of the final score, unless it comes from measures.
    #[inline]
    pub(super) fn range(&self, numbers: &Numbers, mask: u16) -> Option<Range> {
        let rounded = |exact| Point {
            exact,
            score: self.rounding.whole(exact, HUNDREDTH),
            fraction: None,
        };
        let one = |exact| {
            let point = rounded(exact);
            Some(Range {
                low: point,
                high: point,
                is_known: true,
            })
        };
        let ways = match &self.outcomes {
            Outcomes::Given => {
                return one(numbers[FINAL_SCORE] * EXACT_PER_NUMBER);
            }
            Outcomes::Computed(ways) => ways,
            Outcomes::Measured(_) => return None,
        };
        let (first, others) = ways.split_first().expect("there is some way to come out");
        let exact = first.exact(numbers, mask);
        if others.is_empty() {
            return one(exact);
        }
        let (low, high) = others
            .iter()
            .map(|way| way.exact(numbers, mask))
            .fold((exact, exact), |(low, high), it| {
                (low.min(it), high.max(it))
            });
        Some(Range {
            low: rounded(low),
            high: rounded(high),
            is_known: low == high,
        })
    }

    /// The adjustments for the scaling factor that the row itself gives.
    pub(super) fn own_table(&self, numbers: &Numbers, tables: &Tables) -> Arc<Table> {
        let base = Decimal::new(numbers[FACTOR], SLOT_PLACES[FACTOR]);
        let additional = self.additional;
        tables.of(&self.rules, Factors { base, additional })
    }

    /// The adjustments for the factors that are used.
    #[inline]
    pub(super) fn table(&self) -> &Table {
        &self.tables.used
    }

    /// The adjustments for the lowest and for the highest factors.
    pub(super) fn end_tables(&self) -> (&Table, &Table) {
        (&self.tables.low, &self.tables.high)
    }

    /// The paid amount in units of its decimal places, if there is one.
    #[inline]
    pub(super) fn paid(&self, numbers: &Numbers, mask: u16) -> Option<i64> {
        if mask & 1 << PAID != 0 {
            Some(numbers[PAID])
        } else {
            self.paid
        }
    }

    /// The percent and the weight of a category, in units of their decimal places.
    pub(super) fn category(&self, slot: usize, numbers: &Numbers, mask: u16) -> Option<(i64, i64)> {
        let Outcomes::Computed(ways) = &self.outcomes else {
            return None;
        };
        let way = ways.first()?;
        let weight = way.formula.weights[Category::ALL[slot]];
        Some((way.percents(numbers, mask)[slot], weight))
    }
}

/// Whether the practice uses every number of the mask unchanged.
fn takes(practice: &Practice, mask: u16) -> bool {
    let has = |slot: usize| mask & 1 << slot != 0;
    let of_categories = Category::ALL
        .into_iter()
        .enumerate()
        .all(|(slot, category)| {
            !has(slot) || matches!(practice.categories[category], CategoryInput::Percent(_))
        });
    let is_points = matches!(
        practice.complex_patient_bonus,
        ComplexPatientInput::Points(_)
    );
    of_categories
        && (!has(BONUS) || is_points)
        && has(FINAL_SCORE) == practice.final_score.is_some()
        && (!has(FACTOR) || practice.payment.scaling_factor.is_some())
}

/// The highest numbers that the year's rules accept.
fn most(rules: &YearRules) -> Option<Numbers> {
    let bonus = rules.complex_patient_bonus.as_ref();
    let mut most = [scaled(HUNDRED, PLACES)?; SLOTS];
    for (slot, highest) in [
        (BONUS, bonus.map_or(Decimal::ZERO, |bonus| bonus.maximum)),
        (PAID, MOST_PAID),
        (FINAL_SCORE, rules.final_score.maximum),
        (FACTOR, rules.adjustment.maximum_scaling_factor),
    ] {
        most[slot] = scaled(highest, SLOT_PLACES[slot])?;
    }
    Some(most)
}
