//! Numbers in cells as whole numbers of a small unit, read and written.

use rust_decimal::Decimal;

/// How many kinds of numbers change from row to row without changing anything else.
pub(super) const SLOTS: usize = 8;

/// Decimals of a percent, a bonus or a final score that is read this way; one with more goes the general way.
pub(super) const PLACES: u32 = 9;
/// Decimals of a paid amount.
pub(super) const PAID_PLACES: u32 = 4;
/// Decimals of a scaling factor.
pub(super) const FACTOR_PLACES: u32 = 13;

/// Digits before the point; with the most places they fit.
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

/// Reads digits, with a point and at most `places` decimals, from `at` on as a number of units of the last of these
/// places, and says where they end. `None` for everything else, which may still be a number.
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
    // TOML, whose numbers these are, has digits on both sides of the point.
    let (decimals, after) = digits(bytes, end + 1)?;
    let more = (places as usize).checked_sub(after - end - 1)?;
    Some((whole.checked_add(decimals * TENS[more])?, after))
}

/// Decimals of a measure's figure that is read this way.
const FIGURE_PLACES: usize = 6;

/// Reads digits, with a point and some decimals, as the decimal that they are, and says where they end.
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

/// The number that the digits at `at` make, and where they end; `None` without any, and for more than a number holds.
#[inline]
fn digits(bytes: &[u8], at: usize) -> Option<(i64, usize)> {
    const ZEROS: u64 = 0x3030_3030_3030_3030;
    const OVER_NINE: u64 = 0x7676_7676_7676_7676;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    if let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        // Eight bytes at a time: the lowest marked byte is the first that is no digit, and those below it are digits.
        let word = u64::from_le_bytes(*chunk) ^ ZEROS;
        let marks = (word.wrapping_add(OVER_NINE) | word) & HIGH;
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

/// The number of eight digits, the first in the lowest byte.
#[inline]
fn of_eight(digits: u64) -> i64 {
    const EVERY_FOURTH: u64 = 0x0000_00FF_0000_00FF;
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8);
    let low = (pairs & EVERY_FOURTH).wrapping_mul(100 + (1_000_000 << 32));
    let high = ((pairs >> 16) & EVERY_FOURTH).wrapping_mul(1 + (10_000 << 32));
    i64::from((low.wrapping_add(high) >> 32) as u32)
}

/// The pairs of digits from 00 to 99.
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

/// Appends hundredths as a decimal: `-12.05`.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "one digit is left")]
pub(super) fn write_hundredths(hundredths: i64, out: &mut Vec<u8>) {
    let mut text = [0_u8; 24];
    let mut at = text.len() - 3;
    let mut rest = hundredths.unsigned_abs();
    let pair = |rest: u64| PAIRS[(rest % 100) as usize];
    text[at..][0] = b'.';
    text[at + 1..].copy_from_slice(&pair(rest));
    rest /= 100;
    loop {
        if rest < 10 {
            at -= 1;
            text[at] = b'0' + rest as u8;
            break;
        }
        at -= 2;
        text[at..at + 2].copy_from_slice(&pair(rest));
        rest /= 100;
        if rest == 0 {
            break;
        }
    }
    if hundredths < 0 {
        at -= 1;
        text[at] = b'-';
    }
    out.extend_from_slice(&text[at..]);
}

/// Appends a number of units of `places` decimals without zeros that say nothing: `82.5`, `0`.
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
        // With nine places these digits would wrap around.
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
    fn hundredths_are_written_with_two_decimals() {
        for (hundredths, text) in [
            (0, "0.00"),
            (5, "0.05"),
            (-5, "-0.05"),
            (-120_345, "-1203.45"),
            (100, "1.00"),
            (1_000, "10.00"),
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
