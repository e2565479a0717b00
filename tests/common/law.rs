//! The law's figures by year, written down a second time and apart from the rule tables: 42 CFR 414.1405(b)(4)-(10) for
//! the threshold, (c) for the largest percent, (d)(3)-(7) for the additional threshold. PY2026-2027 thresholds rest on
//! CMS's fact sheet of the CY2026 rule.

use super::rational::{Rational, decimal, whole};

/// The figures of one performance year.
pub struct YearLaw {
    pub year: u16,
    pub threshold: i64,
    pub maximum_percent: i64,
    pub additional_threshold: Option<i64>,
    /// Bounds of the scaling factor that published outcomes, or an assumption, allow.
    pub factor: [&'static str; 2],
    /// The same of the additional adjustment's factor.
    pub additional_factor: [&'static str; 2],
}

const fn year(
    year: u16,
    threshold: i64,
    maximum_percent: i64,
    additional_threshold: Option<i64>,
    factor: [&'static str; 2],
    additional_factor: [&'static str; 2],
) -> YearLaw {
    YearLaw {
        year,
        threshold,
        maximum_percent,
        additional_threshold,
        factor,
        additional_factor,
    }
}

const NONE: [&str; 2] = ["0", "0"];

/// Every year.
pub const LAW: [YearLaw; 11] = [
    year(
        2017,
        3,
        4,
        Some(70),
        ["0.0707", "0.0751"],
        ["0.1575", "0.1596"],
    ),
    year(
        2018,
        15,
        5,
        Some(70),
        ["0.0621", "0.0630"],
        ["0.1360", "0.1375"],
    ),
    year(2019, 30, 7, Some(75), ["0", "0"], ["0.1781", "0.1795"]),
    year(2020, 45, 9, Some(85), ["0", "0.0003"], ["0.1860", "0.1870"]),
    year(
        2021,
        60,
        9,
        Some(85),
        ["0.0125", "0.0144"],
        ["0.2205", "0.2229"],
    ),
    year(
        2022,
        75,
        9,
        Some(89),
        ["0.2460", "0.2491"],
        ["0.6013", "0.6051"],
    ),
    year(2023, 75, 9, None, ["0.2389", "0.2394"], NONE),
    year(2024, 75, 9, None, ["0.1161", "0.1172"], NONE),
    year(2025, 75, 9, None, ["0.1161", "0.2394"], NONE),
    year(2026, 75, 9, None, ["0.1161", "0.2394"], NONE),
    year(2027, 75, 9, None, ["0.1161", "0.2394"], NONE),
];

/// What an exact final score earns.
pub struct Expected {
    pub class: &'static str,
    pub base: Rational,
    pub additional: Rational,
}

impl YearLaw {
    /// 42 CFR 414.1405(b), (d): the bracket by the final score in hundredths (halves up), the line by the exact one.
    pub fn adjustment(
        &self,
        exact: &Rational,
        factor: &Rational,
        additional: &Rational,
    ) -> Expected {
        let threshold = whole(self.threshold);
        let maximum = whole(self.maximum_percent);
        let score = super::rational::half_away(exact, 2);
        let nothing = || whole(0);
        let above = |additional_percent: Rational, class| Expected {
            class,
            base: factor * &maximum * (exact.max(&threshold) - &threshold)
                / (whole(100) - &threshold),
            additional: additional_percent,
        };
        if let Some(first) = self.additional_threshold.map(whole)
            && score >= first
        {
            let along = (exact.max(&first) - &first) / (whole(100) - &first);
            let percent = additional * (decimal("0.5") + decimal("9.5") * along);
            return above(percent, "exceptional");
        }
        if score > threshold {
            return above(nothing(), "positive");
        }
        let (class, base) = if score == threshold {
            ("neutral", nothing())
        } else if score * whole(4) <= threshold {
            ("maximum_penalty", -maximum)
        } else {
            let short = &threshold - exact;
            ("penalty", -maximum * short / threshold)
        };
        Expected {
            class,
            base,
            additional: nothing(),
        }
    }
}
