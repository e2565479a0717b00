//! The arithmetic of exact fractions, and every rounding, against fractions without bound: `num-rational` says what is
//! right. Figures are small and as large as they can be, and stand around every half.

mod common;

use std::cmp::Ordering;

use common::rational::{Rational, decimal, half_away, ratio, whole};
use mips::decimal::{Exact, Rounding, RoundingMode, plain, round_up, scaled, shown, to_places};
use num_bigint::BigInt;
use num_traits::{Signed, Zero, pow};
use rust_decimal::Decimal;

const MODES: [RoundingMode; 4] = [
    RoundingMode::HalfUp,
    RoundingMode::HalfDown,
    RoundingMode::HalfAwayFromZero,
    RoundingMode::HalfEven,
];

/// Numbers that look random, the same at every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % end
    }

    /// A whole number of at most so many digits.
    fn digits(&mut self, most: u64) -> i128 {
        let count = self.below(most) + 1;
        (0..count).fold(0, |number, _| number * 10 + i128::from(self.below(10)))
    }

    /// A fraction twice: as the library has it, and without bound. Its terms have at most so many digits.
    fn fraction(&mut self, digits: u64) -> (Exact, Rational) {
        let sign = if self.below(3) == 0 { -1 } else { 1 };
        let (numerator, mut denominator) = (sign * self.digits(digits), self.digits(digits).max(1));
        if self.below(3) == 0 {
            denominator = 10_i128.pow(u32::try_from(self.below(digits)).unwrap());
        }
        (
            exact(numerator, denominator),
            fraction(numerator, denominator),
        )
    }
}

fn exact(numerator: i128, denominator: i128) -> Exact {
    let whole = |n: i128| Exact::from(Decimal::from_i128_with_scale(n, 0));
    whole(numerator).checked_div(whole(denominator)).unwrap()
}

fn fraction(numerator: i128, denominator: i128) -> Rational {
    Rational::new(numerator.into(), denominator.into())
}

fn of(value: Decimal) -> Rational {
    decimal(&value.to_string())
}

fn rounding(mode: RoundingMode, places: u32) -> Rounding {
    Rounding {
        cite: String::new(),
        status: None,
        places,
        mode,
    }
}

/// Rounded to so many places, a half as the mode says.
fn rounded(value: &Rational, places: usize, mode: RoundingMode) -> Rational {
    let scale = Rational::from_integer(pow(BigInt::from(10), places));
    let below = (value * &scale).floor();
    let rest = value * &scale - &below;
    let up = match rest.cmp(&ratio(1, 2)) {
        Ordering::Less => false,
        Ordering::Greater => true,
        Ordering::Equal => match mode {
            RoundingMode::HalfUp => true,
            RoundingMode::HalfDown => false,
            RoundingMode::HalfAwayFromZero => !value.is_negative(),
            RoundingMode::HalfEven => !(&below / whole(2)).is_integer(),
        },
    };
    (below + if up { whole(1) } else { whole(0) }) / scale
}

/// The library's value is the fraction: it is rounded as the fraction is, to any number of places and in any mode.
fn assert_is(value: Exact, right: &Rational, what: &str) {
    assert_eq!(value.is_zero(), right.is_zero(), "{what}");
    for places in [0, 2, 6] {
        for mode in MODES {
            let of_value = rounding(mode, places).apply_exact(value);
            assert_eq!(of_value.scale(), places, "{what}");
            assert_eq!(
                of(of_value),
                rounded(right, places as usize, mode),
                "{what}: {mode:?} to {places} places"
            );
        }
        let units = half_away(right, places as usize) * whole(10_i64.pow(places));
        assert_eq!(
            value.units(places),
            i64::try_from(units.to_integer()).ok(),
            "{what}: units of {places} places"
        );
    }
    let (decimal, places) = (value.decimal(), value.decimal().scale() as usize);
    assert_eq!(of(decimal), half_away(right, places), "{what}: {decimal}");
    let is_whole = of(decimal) == *right;
    assert!(is_whole || decimal.mantissa().abs() >= 10_i128.pow(27) || places == 28);
}

#[test]
fn sums_products_and_quotients_are_exact() {
    let mut dice = Dice(17);
    for _ in 0..500 {
        let ((a, right_a), (b, right_b)) = (dice.fraction(9), dice.fraction(9));
        assert_is(a, &right_a, "itself");
        let what = format!("{right_a} and {right_b}");
        assert_is(a + b, &(&right_a + &right_b), &format!("sum of {what}"));
        assert_is(a - b, &(&right_a - &right_b), &format!("rest of {what}"));
        assert_is(-a, &-&right_a, &format!("negative of {what}"));
        assert_is(a * b, &(&right_a * &right_b), &format!("product of {what}"));
        assert_is(a.hundredth(), &(&right_a / whole(100)), &what);
        match a.checked_div(b) {
            Some(quotient) => assert_is(quotient, &(&right_a / &right_b), &what),
            None => assert!(right_b.is_zero()),
        }
        assert_eq!(a.cmp(&b), right_a.cmp(&right_b), "{what}");
        assert_eq!(a.partial_cmp(&b), Some(right_a.cmp(&right_b)), "{what}");
        assert_eq!(a == b, right_a == right_b, "{what}");
        assert_eq!((a + b) - b, a, "{what}");
    }
}

/// Terms that leave no room: the sum of two has to be reduced, or has more digits than a fraction holds. Either way it is
/// rounded as it should be, and what cancels leaves room again.
#[test]
fn fractions_of_many_digits_stay_exact_while_they_fit() {
    let mut dice = Dice(23);
    let assert_rounds = |value: Exact, right: &Rational, what: &str| {
        for mode in MODES {
            let rounded = rounded(right, 6, mode);
            assert_eq!(of(rounding(mode, 6).apply_exact(value)), rounded, "{what}");
        }
    };
    for _ in 0..1_000 {
        let common = dice.digits(9).max(1);
        let denominators = [dice.digits(9).max(1), dice.digits(9).max(1)];
        let numerators = [dice.digits(14), -dice.digits(14)];
        let [a, b] = [0, 1].map(|n| {
            let below = denominators[n] * common;
            (exact(numerators[n], below), fraction(numerators[n], below))
        });
        let what = format!("{} and {}", a.1, b.1);
        assert_rounds(a.0 + b.0, &(&a.1 + &b.1), &what);
        assert_rounds(a.0 - b.0, &(&a.1 - &b.1), &what);
        assert_eq!(a.0.cmp(&b.0), a.1.cmp(&b.1), "{what}");
        let (times, right) = (exact(common, 1), Rational::from_integer(common.into()));
        assert_rounds(a.0 * times, &(&a.1 * &right), &what);
        assert_eq!((a.0 * times).checked_div(times), Some(a.0), "{what}");
    }
}

/// A cut value keeps the half that the whole fraction has, and is compared by what is sure of it.
#[test]
fn a_value_that_was_cut_is_decided_by_sixteen_decimals() {
    let primes = [
        999_983, 999_979, 999_961, 999_959, 999_953, 999_931, 999_917,
    ];
    let ones: Vec<Exact> = primes.iter().map(|prime| exact(1, *prime)).collect();
    let rests = ones.iter().map(|one| exact(1, 1) - *one);
    // Seven, by a way on which the fraction does not fit.
    let seven: Exact = ones.iter().copied().chain(rests).sum();
    assert_eq!(seven, exact(7, 1));
    assert_eq!(seven.cmp(&exact(7, 1)), Ordering::Equal);
    assert_eq!(exact(7, 1).cmp(&seven), Ordering::Equal);
    let least = exact(1, 10_i128.pow(16));
    assert_eq!(seven.cmp(&(exact(7, 1) + least)), Ordering::Less);
    assert_eq!((exact(7, 1) + least).cmp(&seven), Ordering::Greater);
    // Below the sixteenth decimal nothing counts, on whichever side it stands.
    let nothing = exact(4, 10_i128.pow(17));
    assert_eq!(seven, exact(7, 1) + nothing);
    assert_eq!(seven * exact(1, 1), exact(7, 1));
    for (half, mode, right) in [
        (exact(5, 1000), RoundingMode::HalfUp, "7.01"),
        (exact(5, 1000), RoundingMode::HalfDown, "7.00"),
        (exact(15, 1000), RoundingMode::HalfEven, "7.02"),
        (exact(25, 1000), RoundingMode::HalfEven, "7.02"),
    ] {
        let rounded = rounding(mode, 2).apply_exact(seven + half);
        assert_eq!(rounded.to_string(), right, "{mode:?}");
        let rounded = rounding(mode, 2).apply_exact((seven + half) * exact(1, 1));
        assert_eq!(rounded.to_string(), right, "{mode:?}");
    }
}

#[test]
fn decimals_are_rounded_as_fractions_are() {
    let mut dice = Dice(31);
    for n in 0..8_000_i64 {
        // Every multiple of a thousandth, and figures of any length.
        let value = if n < 4_000 {
            Decimal::new(n - 2_000, 3)
        } else {
            let scale = u32::try_from(dice.below(12)).unwrap();
            Decimal::from_i128_with_scale(dice.digits(17) - dice.digits(17), scale)
        };
        let right = of(value);
        for places in [0, 2, 4] {
            for mode in MODES {
                let result = rounding(mode, places).apply(value);
                assert_eq!(
                    of(result),
                    rounded(&right, places as usize, mode),
                    "{value}"
                );
                assert_eq!(result.scale(), places);
                assert!(!(result.is_zero() && result.is_sign_negative()), "{value}");
                assert_eq!(
                    rounding(mode, places).apply_exact(Exact::from(value)),
                    result
                );
            }
            assert_eq!(
                of(to_places(value, places)),
                half_away(&right, places as usize)
            );
            assert_eq!(
                of(round_up(value, places)),
                common::rational::up(&right, places as usize)
            );
            let units = &right * whole(10_i64.pow(places));
            let fits = units.is_integer() && i64::try_from(units.to_integer()).is_ok();
            let units = fits.then(|| i64::try_from(units.to_integer()).unwrap());
            assert_eq!(scaled(value, places), units, "{value} in {places} places");
        }
        assert_eq!(of(shown(value)), half_away(&right, 4));
        assert_eq!(shown(value).to_string(), plain(to_places(value, 4)));
    }
    assert_eq!(plain(Decimal::new(8_320_000, 5)), "83.2");
    assert_eq!(
        rounding(RoundingMode::HalfUp, 2).half_place(),
        Decimal::new(5, 3)
    );
}

/// What a decimal of 28 digits no longer shows: a fraction next to a half, terms that only cancel across, the last decimal
/// that fits, and a difference of nothing.
#[test]
fn a_fraction_knows_more_than_its_decimals() {
    let half = exact(74_995, 1000);
    // A third of 10 to the minus 30.
    let least = exact(1, 3 * 10_i128.pow(15)) * exact(1, 10_i128.pow(15));
    for (value, up, down) in [
        (half - least, "74.99", "74.99"),
        (half, "75.00", "74.99"),
        (half + least, "75.00", "75.00"),
    ] {
        let rounded = |mode| rounding(mode, 2).apply_exact(value).to_string();
        assert_eq!(rounded(RoundingMode::HalfUp), up);
        assert_eq!(rounded(RoundingMode::HalfDown), down);
        let least_digits = value.decimal().to_string();
        assert!(least_digits.starts_with("74.995"), "{least_digits}");
    }
    let (p, q) = (10_i128.pow(28) - 1, 7_777_777_777_777_777_777_777_777_771);
    assert_eq!(exact(p, q) * exact(q, p), exact(1, 1));
    assert_eq!(exact(p, q) * exact(q, 3), exact(p, 3));
    assert_eq!(exact(q, 3) * exact(p, q), exact(p, 3));
    assert_eq!(exact(1, q).cmp(&exact(1, p)), Ordering::Greater);
    // 7922816251426433759354395033 2/3: one digit more would leave what a decimal holds.
    let most = exact(7_922_816_251_426_433_759_354_395_033, 1) + exact(2, 3);
    assert_eq!(most.decimal().to_string(), "7922816251426433759354395034");
    let fits = exact(7_922_816_251_426_433_759_354_395_032, 1) + exact(2, 3);
    assert_eq!(fits.decimal().to_string(), "7922816251426433759354395032.7");
    let nothing = exact(1, 3) - exact(1, 3);
    assert_eq!(nothing.decimal().to_string(), "0");
    assert_eq!((-nothing).decimal().to_string(), "0");
    // Less than a decimal shows is nothing, without a fraction that no longer fits.
    let tiny = exact(1, 9_999_999_999_999_999_999) * exact(1, 9_999_999_999_999_999_989);
    assert!(tiny.decimal().is_zero());
    assert_eq!(tiny, exact(0, 1));
}
