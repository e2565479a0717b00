//! One benchmark, and where a rate lies on its scale.

use rust_decimal::Decimal;

use super::{bounds::Bounds, shape::Shape};
use crate::rules::status::Status;

/// The bounds of one measure in one collection type.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Benchmark {
    /// The year whose data made it.
    pub from: u16,
    /// How `from` relates to the performance year.
    pub basis: Basis,
    /// Lower rates (costs, times) are better, so the bounds descend.
    pub inverse: bool,
    /// CMS calls the pair topped out: there is little room left to improve.
    pub topped_out: bool,
    /// The most points that the pair can earn, 7 where CMS caps it; see 42 CFR 414.1380(b)(1)(iv).
    pub cap: Option<Decimal>,
    /// How the bounds were made.
    pub shape: Shape,
    /// The decile that begins at `bounds[0]`, 1 to 10.
    pub first: u8,
    /// Where the deciles `first` to 10 begin, worst to best, in the measure's own unit: percent, dollars, minutes, ...
    pub bounds: Bounds,
    /// Set where it is a reading, not CMS's word, that rates short of `bounds[0]` earn the floor: CMS's file begins the
    /// decile before `first` at the worst possible rate.
    pub below_first: Option<Status>,
    /// CMS printed the bounds out of order, or in the other direction; they are kept as printed.
    pub unordered: bool,
    /// No measure record of the year offers this measure in this collection type.
    pub unlisted: bool,
    /// Absent when the figures are final.
    pub status: Option<Status>,
}

/// Which year's data a benchmark was made of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Basis {
    /// An earlier year: known before the performance year begins.
    Historical,
    /// The performance year itself: known after it ends.
    Performance,
    /// Stands in for a performance-period benchmark that CMS has not published yet.
    Placeholder,
}

/// Where a rate lies on a benchmark's scale.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Place {
    /// Short of the first bound.
    Below,
    /// In a decile that ends where the next one begins; `from` and `to` always differ.
    Within {
        /// The decile, 1 to 9.
        decile: u8,
        /// The bound where it begins, reached by the rate.
        from: Decimal,
        /// The bound where the next decile begins, not reached.
        to: Decimal,
    },
    /// At or past the bound of decile 10.
    Top,
}

impl Place {
    /// The decile, 1 to 10; none below the scale.
    #[must_use]
    pub fn decile(self) -> Option<u8> {
        match self {
            Self::Below => None,
            Self::Within { decile, .. } => Some(decile),
            Self::Top => Some(10),
        }
    }
}

impl Benchmark {
    /// Where a rate, in the measure's own unit, lies on this scale.
    ///
    /// The highest bound reached decides, also where the published bounds are out of order.
    #[must_use]
    pub fn place(&self, rate: Decimal) -> Place {
        let Some(index) = self.bounds.last_reached(rate, self.inverse) else {
            return Place::Below;
        };
        match self.bounds.get(index + 1) {
            None => Place::Top,
            Some(&to) => Place::Within {
                decile: self
                    .first
                    .saturating_add(u8::try_from(index).unwrap_or(u8::MAX)),
                from: self.bounds[index],
                to,
            },
        }
    }

    /// The decile that a rate lies in, 1 to 10; none below the scale.
    #[must_use]
    pub fn decile(&self, rate: Decimal) -> Option<u8> {
        self.place(rate).decile()
    }

    /// Where decile `decile` begins, when the scale has it.
    #[must_use]
    pub fn bound(&self, decile: u8) -> Option<Decimal> {
        self.bounds
            .get(usize::from(decile.checked_sub(self.first)?))
            .copied()
    }
}
