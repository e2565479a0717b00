//! Numbers in cells as whole numbers of a small unit, read and written.

/// Decimals of every number that is read this way; one with more of them goes the general way.
pub(super) const PLACES: u32 = 4;

/// Digits before the point; with [`PLACES`] they fit.
const MOST_DIGITS: usize = 13;

/// Reads digits, with a point and at most [`PLACES`] decimals, as a number of units of the last of these places. `None`
/// for everything else, which is not to say that it is no number.
#[inline]
pub(super) fn read(cell: &[u8]) -> Option<i64> {
    let mut value: i64 = 0;
    let mut point = None;
    if cell.len() > MOST_DIGITS {
        return None;
    }
    for (n, byte) in cell.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            value = value * 10 + i64::from(digit);
        } else if *byte == b'.' && point.is_none() {
            point = Some(n);
        } else {
            return None;
        }
    }
    let decimals = match point {
        None => 0,
        // TOML, whose numbers these are, has digits on both sides of the point.
        Some(n) if n == 0 || n + 1 == cell.len() => return None,
        Some(n) => cell.len() - n - 1,
    };
    const MULTIPLES: [i64; PLACES as usize + 1] = [10_000, 1000, 100, 10, 1];
    MULTIPLES.get(decimals).map(|multiple| value * multiple)
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
        assert_eq!(read(b"82.5"), Some(825_000));
        assert_eq!(read(b"0"), Some(0));
        assert_eq!(read(b"9173412.0001"), Some(91_734_120_001));
        for other in [
            "",
            ".5",
            "5.",
            "1e2",
            "-1",
            "+1",
            "1_0",
            "0.00001",
            "1.2.3",
            " 1",
            "12345678901234",
        ] {
            assert_eq!(read(other.as_bytes()), None, "{other}");
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
