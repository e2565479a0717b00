//! Days of the calendar, as other people's files write them.

use crate::date::Date;

/// The number of a day; none for a text that is not a date of the form `2025-03-31` or `20250331`, with or without a time.
pub fn day(text: &str) -> Option<i64> {
    let day = text.trim().split('T').next()?;
    if let Ok(date) = day.parse::<Date>() {
        return Some(date.days());
    }
    let digits = day.get(..8)?;
    let (year, month, day) = (digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?);
    let date: Date = format!("{year}-{month}-{day}").parse().ok()?;
    Some(date.days())
}

/// The year of a date, as four digits at its beginning.
pub fn year(text: &str) -> Option<u16> {
    let digits = text.trim().get(..4)?;
    let is_year = digits.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_whatever_the_form() {
        assert_eq!(day("2024-12-31").unwrap() - day("20240101").unwrap(), 365);
        assert_eq!(day("2023-03-31").unwrap() - day("2023-01-01").unwrap(), 89);
        assert_eq!(
            day("2025-01-01T00:00:00Z").unwrap() - day("20241231061231").unwrap(),
            1
        );
        for text in [
            "",
            "2024-02-30",
            "2023-13-01",
            "soon",
            "2023-00-10",
            "äöü12345",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
