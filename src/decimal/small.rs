//! The order and the plain form of decimals of a few digits, as nearly all are, in whole numbers; of others as decimals.

use std::cmp::Ordering;

use rust_decimal::Decimal;

/// The powers of ten that a whole number holds.
const TENS: [i64; 19] = {
    let mut tens = [1; 19];
    let mut n = 1;
    while n < tens.len() {
        tens[n] = 10 * tens[n - 1];
        n += 1;
    }
    tens
};

/// Ten to the power of so many places; `None` for more than a whole number holds.
#[inline]
pub(super) fn tens(places: u32) -> Option<i64> {
    TENS.get(places as usize).copied()
}

/// A mantissa of a few digits.
#[inline]
fn small(value: Decimal) -> Option<i64> {
    i64::try_from(value.mantissa()).ok()
}

/// How two decimals stand to each other.
#[inline]
#[must_use]
pub(crate) fn compare(one: Decimal, other: Decimal) -> Ordering {
    let (Some(a), Some(b)) = (small(one), small(other)) else {
        return one.cmp(&other);
    };
    let (of_one, of_other) = (one.scale(), other.scale());
    if of_one == of_other {
        return a.cmp(&b);
    }
    let Some(tens) = tens(of_one.abs_diff(of_other)).map(i128::from) else {
        return one.cmp(&other);
    };
    if of_one < of_other {
        (i128::from(a) * tens).cmp(&i128::from(b))
    } else {
        i128::from(a).cmp(&(i128::from(b) * tens))
    }
}

/// The digits of a decimal without zeros at its end, and how many of them are decimals; `None` where they are many.
#[inline]
pub(super) fn trimmed(value: Decimal) -> Option<(i64, u32)> {
    let (mut digits, mut places) = (small(value)?, value.scale());
    while places > 0 && digits % 10 == 0 {
        digits /= 10;
        places -= 1;
    }
    Some((digits, places))
}

/// The same decimal without zeros at its end.
#[inline]
#[must_use]
pub(crate) fn normalized(value: Decimal) -> Decimal {
    match trimmed(value) {
        Some((digits, places)) => Decimal::new(digits, places),
        None => value.normalize(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_decimals_are_as_decimals_are() {
        let texts = [
            "0",
            "0.00",
            "-0.0",
            "1",
            "1.0",
            "-1",
            "0.1",
            "0.10",
            "12.5",
            "12.50",
            "12.49",
            "-12.5",
            "100",
            "100.0000",
            "99.99",
            "9223372036854775807",
            "922337203685477580.7",
            "9223372036854775808",
            "0.0000000000000000000000000001",
            "79228162514264337593543950335",
            "0.1234567890123456789",
            "0.123456789012345678",
        ];
        let all = texts.map(|text| crate::decimal::parse(text).unwrap());
        for one in all {
            let plain = normalized(one);
            assert_eq!(
                (plain, plain.scale()),
                (one.normalize(), one.normalize().scale())
            );
            for other in all {
                assert_eq!(compare(one, other), one.cmp(&other), "{one} {other}");
            }
        }
    }
}
