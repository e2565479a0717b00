//! Days of the calendar, as files write them.

/// The number of a day, counted from one fixed day; none for what is no date of the form `2025-03-31` or `20250331`.
pub fn day(text: &str) -> Option<i32> {
    let digits: String = text
        .chars()
        .take_while(|letter| *letter != 'T')
        .filter(|letter| *letter != '-')
        .collect();
    let digits = digits.get(..8)?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| digits[range].parse::<i32>().ok();
    let (year, month, day) = (number(0..4)?, number(4..6)?, number(6..8)?);
    let is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let february = if is_leap { 29 } else { 28 };
    let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let length = *lengths.get(usize::try_from(month).ok()?.checked_sub(1)?)?;
    if day < 1 || length < day {
        return None;
    }
    let before: i32 = lengths[..usize::try_from(month).ok()? - 1].iter().sum();
    let past = year - 1;
    Some(past * 365 + past / 4 - past / 100 + past / 400 + before + day)
}

/// The year of a date, as four digits at its beginning.
pub fn year(text: &str) -> Option<u16> {
    let digits = text.get(..4)?;
    let is_year = digits.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_the_leap_day() {
        assert_eq!(day("2024-12-31").unwrap() - day("20240101").unwrap(), 365);
        assert_eq!(day("2023-03-31").unwrap() - day("2023-01-01").unwrap(), 89);
        assert_eq!(
            day("2025-01-01T00:00:00Z").unwrap() - day("2024-12-31").unwrap(),
            1
        );
        for text in [
            "",
            "2024-02-30",
            "2023-02-29",
            "2023-13-01",
            "soon",
            "2023-00-10",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
