//! Reads and writes the numbers in cells as whole numbers of a small unit.

use std::io::Write as _;

use rust_decimal::Decimal;

/// How many numbers of a row change the score only by their size.
pub(super) const SLOTS: usize = 8;

/// Decimal places of a percent, a bonus or a final score on the fast path. A number with more takes the full path.
pub(super) const PLACES: u32 = 9;
/// Decimal places of a paid amount.
pub(super) const PAID_PLACES: u32 = 4;
/// Decimal places of a scaling factor.
pub(super) const FACTOR_PLACES: u32 = 13;

/// Most digits before the point: with all decimal places they still fit into 64 bits.
const MOST_DIGITS: usize = 12;

/// Powers of ten.
const TENS: [i64; 16] = {
    let mut tens = [1; 16];
    let mut n = 1;
    while n < tens.len() {
        tens[n] = tens[n - 1] * 10;
        n += 1;
    }
    tens
};

/// Reads a number that begins at `at`, with at most `places` decimals, in units of the last of these places; also returns where
/// it ends. `None` for anything else, which may still be a number written another way.
#[inline]
pub(super) fn read(bytes: &[u8], at: usize, places: u32) -> Option<(i64, usize)> {
    let (whole, end) = digits(bytes, at)?;
    if end - at > MOST_DIGITS {
        return None;
    }
    let whole = whole.checked_mul(TENS[places as usize])?;
    if bytes.get(end) != Some(&b'.') {
        return Some((whole, end));
    }
    // TOML numbers have digits on both sides of the point.
    let (decimals, after) = digits(bytes, end + 1)?;
    let more = (places as usize).checked_sub(after - end - 1)?;
    Some((whole.checked_add(decimals * TENS[more])?, after))
}

/// Reads hundredths from a cell of at most eight digits, a point and two decimals: nearly every percent and amount looks so.
/// Returns `false` with any other cell. Does the same steps whatever the cell holds.
#[inline]
#[expect(
    clippy::needless_bitwise_bool,
    reason = "no branch depends on what a cell holds"
)]
pub(super) fn hundredths(bytes: &[u8], start: usize, end: usize) -> (i64, bool) {
    // Eight bytes before the point, then the point and the decimals.
    const LONGEST: usize = 8 + 3;
    let chunk = end.checked_sub(LONGEST).and_then(|from| {
        let chunk = bytes.get(from..)?.first_chunk::<LONGEST>()?;
        Some((chunk.first_chunk::<8>()?, chunk))
    });
    let Some((eight, &[.., point, tenth, hundredth])) = chunk else {
        return (0, false);
    };
    let length = end - start;
    // Shifts the digits to the upper bytes of the word.
    let others = 8 * (LONGEST.wrapping_sub(length) & 7);
    let word = u64::from_le_bytes(*eight) ^ ZEROS;
    let digits = word >> others << others;
    let (tenth, hundredth) = (tenth.wrapping_sub(b'0'), hundredth.wrapping_sub(b'0'));
    let fits = (length.wrapping_sub(4) <= LONGEST - 4)
        & (point == b'.')
        & (tenth <= 9)
        & (hundredth <= 9)
        & (not_digits(digits) == 0);
    let whole = of_eight(digits);
    let number = 100 * whole + 10 * i64::from(tenth) + i64::from(hundredth);
    (number, fits)
}

/// The same for a cell of at most five digits, a point and two decimals.
#[inline]
pub(super) fn few_hundredths(bytes: &[u8], start: usize, end: usize) -> (i64, bool) {
    // The cell fills the upper bytes of the word; the point is the third last byte.
    const BEFORE_POINT: u64 = 0x0000_00FF_FFFF_FFFF;
    const POINT: u64 = 0x0000_FF00_0000_0000;
    const DECIMALS: u64 = 0xFFFF_0000_0000_0000;
    let chunk = end
        .checked_sub(8)
        .and_then(|from| bytes.get(from..)?.first_chunk::<8>());
    let Some(chunk) = chunk else {
        return (0, false);
    };
    let length = end - start;
    let others = 8 * (8_usize.wrapping_sub(length) & 7);
    let word = (u64::from_le_bytes(*chunk) ^ ZEROS) >> others << others;
    let digits = (word & BEFORE_POINT) << 8 | word & DECIMALS;
    let has_point = word & POINT == u64::from(b'.' ^ b'0') << 40;
    let fits = (length.wrapping_sub(4) <= 4) & has_point & (not_digits(digits) == 0);
    (of_eight(digits), fits)
}

/// Marks the bytes that are above nine. Only the lowest mark is certain.
#[inline]
fn not_digits(word: u64) -> u64 {
    const OVER_NINE: u64 = 0x7676_7676_7676_7676;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    (word.wrapping_add(OVER_NINE) | word) & HIGH
}

/// The text `00000000`.
const ZEROS: u64 = 0x3030_3030_3030_3030;

/// Most decimal places of a measure's figure on the fast path.
const FIGURE_PLACES: usize = 6;

/// Reads a decimal number, and where it ends.
#[inline]
pub(super) fn figure(bytes: &[u8], at: usize) -> Option<(Decimal, usize)> {
    let (whole, end) = digits(bytes, at)?;
    if end - at > MOST_DIGITS {
        return None;
    }
    if bytes.get(end) != Some(&b'.') {
        return Some((Decimal::new(whole, 0), end));
    }
    let (decimals, after) = digits(bytes, end + 1)?;
    let places = after - end - 1;
    if places > FIGURE_PLACES {
        return None;
    }
    let units = whole * TENS[places] + decimals;
    Some((Decimal::new(units, u32::try_from(places).ok()?), after))
}

/// The whole number that begins at `at`, and where it ends; `None` if there are no digits or too many.
#[inline]
fn digits(bytes: &[u8], at: usize) -> Option<(i64, usize)> {
    if let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        // Eight bytes at a time: the lowest mark is the first byte that is no digit.
        let word = u64::from_le_bytes(*chunk) ^ ZEROS;
        let marks = not_digits(word);
        if marks != 0 {
            let length = marks.trailing_zeros() / 8;
            if length == 0 {
                return None;
            }
            let aligned = word << (64 - 8 * length);
            return Some((of_eight(aligned), at + length as usize));
        }
    }
    let mut value: i64 = 0;
    let mut end = at;
    while let Some(byte) = bytes.get(end).filter(|byte| byte.is_ascii_digit()) {
        value = value.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
        end += 1;
    }
    (end > at).then_some((value, end))
}

/// The number that eight digits make, the first in the lowest byte.
#[inline]
fn of_eight(digits: u64) -> i64 {
    const EVERY_FOURTH: u64 = 0x0000_00FF_0000_00FF;
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8);
    let low = (pairs & EVERY_FOURTH).wrapping_mul(100 + (1_000_000 << 32));
    let high = ((pairs >> 16) & EVERY_FOURTH).wrapping_mul(1 + (10_000 << 32));
    i64::from((low.wrapping_add(high) >> 32) as u32)
}

/// The eight digits of a number below a hundred million, the first in the lowest byte.
#[inline]
fn to_eight(number: u64) -> u64 {
    const HUNDREDS: u64 = 0x0000_007F_0000_007F;
    const TENS: u64 = 0x000F_000F_000F_000F;
    // Splits into four digits twice, then two, then one; the factors are a hundredth and a tenth in binary.
    let halves = (number / 10_000) | ((number % 10_000) << 32);
    let upper = (halves.wrapping_mul(10_486) >> 20) & HUNDREDS;
    let quarters = upper | ((halves - 100 * upper) << 16);
    let tens = (quarters.wrapping_mul(103) >> 10) & TENS;
    tens | ((quarters - 10 * tens) << 8)
}

/// The digit pairs from 00 to 99.
#[expect(clippy::cast_possible_truncation, reason = "digits are below 10")]
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[b'0'; 2]; 100];
    let mut n = 0;
    while n < 100 {
        pairs[n] = [b'0' + (n / 10) as u8, b'0' + (n % 10) as u8];
        n += 1;
    }
    pairs
};

/// Appends the lowest `count` bytes of a word: writes eight and keeps `count`.
#[inline]
fn write_bytes(word: u64, count: usize, out: &mut Vec<u8>) {
    let end = out.len() + count;
    out.extend_from_slice(&word.to_le_bytes());
    out.truncate(end);
}

/// Appends hundredths as a decimal number: `-12.05`.
#[inline]
pub(super) fn write_hundredths(hundredths: i64, out: &mut Vec<u8>) {
    const BEFORE_POINT: u64 = 0x0000_FFFF_FFFF_FFFF;
    const DECIMALS: u32 = 48;
    const LAST_BEFORE_POINT: u32 = 40;
    if hundredths < 0 {
        out.push(b'-');
    }
    let amount = hundredths.unsigned_abs();
    if amount < 10_000 {
        let pair = |number: u64| PAIRS[(number % 100) as usize];
        let ([tens, ones], [tenth, hundredth]) = (pair(amount / 100), pair(amount));
        let text = u64::from_le_bytes([tens, ones, b'.', tenth, hundredth, 0, 0, 0]);
        let zeros = usize::from(amount < 1_000);
        write_bytes(text >> (8 * zeros), 5 - zeros, out);
    } else if amount < 100_000_000 {
        let digits = to_eight(amount);
        let zeros = (digits | 1 << LAST_BEFORE_POINT).trailing_zeros() / 8;
        let text = digits | ZEROS;
        let whole = (text & BEFORE_POINT) >> (8 * zeros);
        write_bytes(whole, 6 - zeros as usize, out);
        write_bytes(u64::from(b'.') | text >> DECIMALS << 8, 3, out);
    } else {
        let _ = write!(out, "{}.{:02}", amount / 100, amount % 100);
    }
}

/// Appends a number in units of `places` decimals, without trailing zeros: `82.5`, `0`.
pub(super) fn write_plain(units: i128, places: u32, out: &mut Vec<u8>) {
    let text = units.unsigned_abs().to_string();
    let places = places as usize;
    let padded = format!("{text:0>width$}", width = places + 1);
    let (whole, decimals) = padded.split_at(padded.len() - places);
    let decimals = decimals.trim_end_matches('0');
    if units < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(whole.as_bytes());
    if !decimals.is_empty() {
        out.push(b'.');
        out.extend_from_slice(decimals.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_numbers_are_read() {
        for (text, at, found) in [
            ("82.5,7", 0, (825_000, 4)),
            ("82.5,7", 5, (70_000, 6)),
            ("0", 0, (0, 1)),
            ("9173412.0001", 0, (91_734_120_001, 12)),
            ("123456789.25,and more", 0, (1_234_567_892_500, 12)),
            ("12345678.25,and more", 0, (123_456_782_500, 11)),
            ("7,12345678", 0, (70_000, 1)),
            ("184467440827.0955", 0, (1_844_674_408_270_955, 17)),
        ] {
            assert_eq!(
                read(text.as_bytes(), at, PAID_PLACES),
                Some(found),
                "{text}"
            );
        }
        assert_eq!(
            read(b"82.123456789,,,,,", 0, PLACES),
            Some((82_123_456_789, 12))
        );
        // With nine decimal places these digits do not fit into 64 bits.
        assert_eq!(read(b"184467440827.0955", 0, PLACES), None);
        for other in [
            "",
            ".5",
            "5.",
            "-1",
            "+1",
            "0.00001",
            " 1",
            "12345678901234",
            "99999999999999999999999999",
        ] {
            assert_eq!(read(other.as_bytes(), 0, PAID_PLACES), None, "{other}");
            let longer = format!("{other},00000000000");
            assert_eq!(read(longer.as_bytes(), 0, PAID_PLACES), None, "{other}");
        }
    }

    #[test]
    fn digits_are_read_eight_at_a_time_as_one_by_one() {
        for n in (0..100_000_000_u64).step_by(9_973) {
            let text = n.to_string();
            let number = i64::try_from(n).unwrap();
            let longer = format!("{text},1234567");
            assert_eq!(digits(text.as_bytes(), 0), Some((number, text.len())));
            assert_eq!(digits(longer.as_bytes(), 0), Some((number, text.len())));
        }
    }

    #[test]
    fn digits_are_written_eight_at_a_time_as_one_by_one() {
        for n in (0..100_000_000_u64).step_by(9_973).chain([99_999_999]) {
            let text = format!("{n:08}");
            assert_eq!((to_eight(n) | ZEROS).to_le_bytes(), text.as_bytes());
        }
    }

    #[test]
    fn hundredths_are_read_from_the_end_of_a_cell() {
        for (cell, number) in [
            ("82.50", Some(8_250)),
            ("100.00", Some(10_000)),
            ("7.05", Some(705)),
            ("36179.50", Some(3_617_950)),
            ("", None),
            (".50", None),
            ("82.5", None),
            ("8250", None),
            ("82.505", None),
            ("136179.50", Some(13_617_950)),
            ("12345678.50", Some(1_234_567_850)),
            ("123456789.50", None),
            ("-2.50", None),
            ("8 2.50", None),
            ("8x2.50", None),
            ("82.5O", None),
        ] {
            let row = format!("a,12345678,{cell},5.55");
            let (found, fits) = hundredths(row.as_bytes(), 11, 11 + cell.len());
            assert_eq!(fits.then_some(found), number, "{cell}");
            let (found, fits) = few_hundredths(row.as_bytes(), 11, 11 + cell.len());
            let few = number.filter(|_| cell.len() <= 8);
            assert_eq!(fits.then_some(found), few, "{cell}");
        }
        assert!(!hundredths(b"82.50", 0, 5).1);
        assert!(!few_hundredths(b"82.50", 0, 5).1);
    }

    #[test]
    fn hundredths_are_written_with_two_decimals() {
        for (hundredths, text) in [
            (0, "0.00"),
            (5, "0.05"),
            (-5, "-0.05"),
            (-120_345, "-1203.45"),
            (100, "1.00"),
            (1_000, "10.00"),
            (99_999_999, "999999.99"),
            (100_000_000, "1000000.00"),
            (i64::MAX, "92233720368547758.07"),
            (i64::MIN, "-92233720368547758.08"),
        ] {
            let mut out = Vec::new();
            write_hundredths(hundredths, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), text);
        }
    }

    #[test]
    fn plain_numbers_have_no_zeros_that_say_nothing() {
        for (units, text) in [
            (0, "0"),
            (825, "82.5"),
            (-5, "-0.5"),
            (1000, "100"),
            (7, "0.7"),
        ] {
            let mut out = Vec::new();
            write_plain(units, 1, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), text);
        }
    }
}
