//! Days of the calendar. The library never asks what day it is: whoever calls it says.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Days of an era of 400 years, after which the calendar repeats.
const ERA_DAYS: i64 = 146_097;
/// Days from March 1 of year 0 to January 1 of 1970.
const EPOCH: i64 = 719_468;

impl Date {
    /// A day, if the calendar has it.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let is_leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            2 if is_leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            _ => return None,
        };
        ((1..=days).contains(&day) && year > 0).then_some(Self { year, month, day })
    }

    /// The day that is so many days after January 1, 1970.
    ///
    /// ```
    /// assert_eq!(mips::date::Date::from_days(0).unwrap().to_string(), "1970-01-01");
    /// assert_eq!(mips::date::Date::from_days(19_782).unwrap().to_string(), "2024-02-29");
    /// ```
    #[must_use]
    pub fn from_days(days: i64) -> Option<Self> {
        // Years that begin in March end with the leap day.
        let days = days.checked_add(EPOCH)?;
        let era = days.div_euclid(ERA_DAYS);
        let of_era = days.rem_euclid(ERA_DAYS);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = (month_from_march + 2) % 12 + 1;
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        Self::new(
            u16::try_from(year).ok()?,
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        )
    }

    /// Days since January 1, 1970.
    #[must_use]
    pub fn days(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let month_from_march = (i64::from(self.month) + 9) % 12;
        let of_year = (153 * month_from_march + 2) / 5 + i64::from(self.day) - 1;
        let of_era = year.rem_euclid(400);
        let in_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        year.div_euclid(400) * ERA_DAYS + in_era - EPOCH
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// As it is written in running text: `December 31, 2026`.
    #[must_use]
    pub fn in_words(self) -> String {
        let month = MONTHS[usize::from(self.month) - 1];
        format!("{month} {}, {}", self.day, self.year)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not a date such as 2015-03-01");
        let part = |range: std::ops::Range<usize>| {
            let digits = text.get(range)?;
            let are_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
            are_digits.then(|| digits.parse::<u16>().ok()).flatten()
        };
        let is_formed =
            text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
        if !is_formed {
            return Err(wrong());
        }
        let (year, month, day) = (part(0..4), part(5..7), part(8..10));
        let small = |number: Option<u16>| number.and_then(|it| u8::try_from(it).ok());
        match (year, small(month), small(day)) {
            (Some(year), Some(month), Some(day)) => Self::new(year, month, day)
                .ok_or_else(|| format!("`{text}` is a day that the calendar does not have")),
            _ => Err(wrong()),
        }
    }
}

impl TryFrom<String> for Date {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_follows_the_one_before() {
        let mut day = "1999-12-31".parse::<Date>().unwrap();
        let mut seen = 0;
        for days in day.days() + 1.. {
            let next = Date::from_days(days).unwrap();
            assert_eq!(next.days(), days);
            assert_eq!(next.to_string().parse(), Ok(next));
            let turns = next.day == 1 && (next.month == day.month + 1 || next.month == 1);
            assert!(
                next > day && (next.day == day.day + 1 || turns),
                "{day} {next}"
            );
            day = next;
            seen += 1;
            if next.year == 2101 {
                break;
            }
        }
        // A hundred years and the leap days of 2000 to 2096; 2100 has none. Then January 1, 2101.
        assert_eq!(seen, 101 * 365 + 25 + 1);
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "2023-02-29",
            "2100-02-29",
            "2024-13-01",
            "2024-00-10",
            "2024-04-31",
            "24-01-01",
            "2024/01/01",
            "2024-1-01",
            "+024-01-01",
            "2024-01-01T00:00:00Z",
            "",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
        assert_eq!(
            "2024-02-29".parse::<Date>().unwrap().in_words(),
            "February 29, 2024"
        );
    }
}
