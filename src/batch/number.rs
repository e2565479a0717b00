//! Numbers in cells as whole numbers of a small unit, read and written.

/// Decimals of every number that is read this way; one with more of them goes the general way.
pub(super) const PLACES: u32 = 4;

/// Digits before the point; with [`PLACES`] they fit.
const MOST_DIGITS: usize = 12;

/// Reads digits, with a point and at most [`PLACES`] decimals, from `at` on as a number of units of the last of these
/// places, and says where they end. `None` for everything else, which is not to say that it is no number.
#[inline]
pub(super) fn read(bytes: &[u8], at: usize) -> Option<(i64, usize)> {
    const MULTIPLES: [i64; PLACES as usize + 1] = [10_000, 1000, 100, 10, 1];
    let mut value: i64 = 0;
    let whole = digits(bytes, at, &mut value);
    if whole == at || whole - at > MOST_DIGITS {
        return None;
    }
    if bytes.get(whole) != Some(&b'.') {
        return Some((value * MULTIPLES[0], whole));
    }
    // TOML, whose numbers these are, has digits on both sides of the point.
    let end = digits(bytes, whole + 1, &mut value);
    let decimals = end - whole - 1;
    match MULTIPLES.get(decimals) {
        Some(multiple) if decimals > 0 => Some((value * multiple, end)),
        _ => None,
    }
}

/// Adds digits to `value` as long as there are any, and says where they end. What is too long wraps around, and is
/// found by its length.
#[inline]
fn digits(bytes: &[u8], mut at: usize, value: &mut i64) -> usize {
    while let Some(byte) = bytes.get(at) {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        *value = value.wrapping_mul(10).wrapping_add(i64::from(digit));
        at += 1;
    }
    at
}

/// Appends hundredths as a decimal: `-12.05`.
#[inline]
pub(super) fn write_hundredths(hundredths: i64, out: &mut Vec<u8>) {
    let mut text = [0_u8; 24];
    let mut at = text.len();
    let mut rest = hundredths.unsigned_abs();
    let mut digits = 0;
    while rest > 0 || digits < 3 {
        if digits == 2 {
            at -= 1;
            text[at] = b'.';
        }
        at -= 1;
        text[at] = b'0' + u8::try_from(rest % 10).unwrap_or_default();
        rest /= 10;
        digits += 1;
    }
    if hundredths < 0 {
        at -= 1;
        text[at] = b'-';
    }
    out.extend_from_slice(&text[at..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_numbers_are_read() {
        assert_eq!(read(b"82.5,7", 0), Some((825_000, 4)));
        assert_eq!(read(b"82.5,7", 5), Some((70_000, 6)));
        assert_eq!(read(b"0", 0), Some((0, 1)));
        assert_eq!(read(b"9173412.0001", 0), Some((91_734_120_001, 12)));
        for other in [
            "",
            ".5",
            "5.",
            "-1",
            "+1",
            "0.00001",
            " 1",
            "12345678901234",
        ] {
            assert_eq!(read(other.as_bytes(), 0), None, "{other}");
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
        ] {
            let mut out = Vec::new();
            write_hundredths(hundredths, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), text);
        }
    }
}
