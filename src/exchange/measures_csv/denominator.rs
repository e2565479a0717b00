//! Whether a table's denominators are before or after exclusions and exceptions: no heading says it, the rates may.

use rust_decimal::Decimal;

use crate::decimal::{HUNDRED, is_shown_as};

/// What is in a denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Denominator {
    /// Exclusions and exceptions are still in it.
    Before,
    /// They are taken off: performance met and not met.
    After,
}

/// One row's figures.
#[derive(Clone, Copy)]
pub struct Figures {
    pub numerator: Decimal,
    pub denominator: Decimal,
    pub taken_off: Decimal,
    /// The rate in percent.
    pub rate: Option<Decimal>,
}

/// What the rows point to.
#[non_exhaustive]
pub enum Verdict {
    /// All rows that tell it agree, or it makes no difference.
    Is(Denominator),
    /// Some rows say before, others after.
    Divided,
    /// No row tells it.
    Open,
}

/// Decides by the rates: met of the denominator, or met of what is left of it.
pub fn decide(rows: &[Figures]) -> Verdict {
    let mut before = false;
    let mut after = false;
    let mut matters = false;
    for row in rows.iter().filter(|row| !row.taken_off.is_zero()) {
        matters = true;
        let Some(rate) = row.rate else { continue };
        let fits = |denominator: Decimal| {
            denominator > Decimal::ZERO && is_shown_as(row.numerator * HUNDRED / denominator, rate)
        };
        match (fits(row.denominator - row.taken_off), fits(row.denominator)) {
            (true, false) => before = true,
            (false, true) => after = true,
            _ => {}
        }
    }
    match (matters, before, after) {
        (false, ..) | (_, false, true) => Verdict::Is(Denominator::After),
        (_, true, false) => Verdict::Is(Denominator::Before),
        (_, true, true) => Verdict::Divided,
        (_, false, false) => Verdict::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(numerator: i64, denominator: i64, taken_off: i64, rate: Option<i64>) -> Figures {
        Figures {
            numerator: numerator.into(),
            denominator: denominator.into(),
            taken_off: taken_off.into(),
            rate: rate.map(Decimal::from),
        }
    }

    #[test]
    fn the_rates_tell_what_is_in_the_denominator() {
        let is = |rows: &[Figures], wanted| matches!(decide(rows), Verdict::Is(it) if it == wanted);
        // 45 of 100 - 10 is 50 percent, 45 of 90 too.
        assert!(is(&[row(45, 100, 10, Some(50))], Denominator::Before));
        assert!(is(&[row(45, 90, 10, Some(50))], Denominator::After));
        assert!(is(&[row(45, 90, 0, None)], Denominator::After));
        assert!(matches!(decide(&[row(45, 90, 10, None)]), Verdict::Open));
        let divided = [row(45, 100, 10, Some(50)), row(45, 90, 10, Some(50))];
        assert!(matches!(decide(&divided), Verdict::Divided));
    }
}
