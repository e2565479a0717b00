//! How the year may end: the patients who are still to come, at today's rate, if all of them are met, and if none is.

use rust_decimal::Decimal;

use super::{
    footing::{Footing, final_score},
    mends::mend::set,
};
use crate::{
    decimal::{HUNDRED, plain, to_places},
    document::setting::Setting,
    practice::QualityMeasure,
    rules::measures::QualityMeasure as Row,
};

/// The final score at the year's end, three ways; of a range the low end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct YearEnd {
    /// At today's rates.
    pub as_it_runs: Decimal,
    /// If every patient still to come is met (where less is better: none is).
    pub all_met: Decimal,
    /// If none is (where less is better: every one).
    pub none_met: Decimal,
}

/// How those who are still to come fare.
#[derive(Clone, Copy)]
enum Course {
    AsItRuns,
    AllMet,
    NoneMet,
}

/// How the year may end; none where no measure says how many patients are still to come.
pub fn of(footing: &Footing<'_>) -> Option<YearEnd> {
    let practice = &footing.trial.practice;
    let is_given = |entry: &QualityMeasure| entry.remaining.is_some();
    if !practice.data.quality.iter().any(is_given) {
        return None;
    }
    let inventory = footing.trial.rules.inventory()?;
    let under = |course: Course| {
        let settings: Vec<Setting> = practice
            .data
            .quality
            .iter()
            .filter_map(|entry| after(entry, inventory.quality.get(&entry.id)?, course))
            .flatten()
            .collect();
        Some(final_score(&footing.with(&settings)?.scorecard))
    };
    Some(YearEnd {
        as_it_runs: under(Course::AsItRuns)?,
        all_met: under(Course::AllMet)?,
        none_met: under(Course::NoneMet)?,
    })
}

/// Decimals of counts and rates at the year's end: a rate that stays the same must stay so to more than is looked up.
const PLACES: u32 = 6;

/// A measure at the year's end.
fn after(entry: &QualityMeasure, row: &Row, course: Course) -> Option<Vec<Setting>> {
    let remaining = entry.remaining?;
    let path = entry.path();
    // A measure of which less is better is met by those who are not in its numerator.
    let all = match course {
        Course::AsItRuns => None,
        Course::AllMet => Some(!row.inverse),
        Course::NoneMet => Some(row.inverse),
    };
    let counted = |numerator: Decimal, denominator: Decimal| match all {
        Some(true) => numerator + remaining,
        Some(false) => numerator,
        None => {
            let more = (numerator * remaining).checked_div(denominator);
            to_places(numerator + more.unwrap_or_default(), PLACES)
        }
    };
    let mut settings = Vec::new();
    if let (Some(numerator), Some(denominator)) = (entry.numerator, entry.denominator) {
        let total = denominator + remaining;
        let numerator = counted(numerator, denominator);
        settings.push(set(format!("{path}.numerator"), plain(numerator)));
        settings.push(set(format!("{path}.denominator"), plain(total)));
    } else if let (Some(rate), Some(cases)) = (entry.rate, entry.cases) {
        let total = cases + remaining;
        let numerator = counted(rate * cases / HUNDRED, cases);
        let rate = match all {
            None => rate,
            Some(_) => to_places(numerator * HUNDRED / total, PLACES),
        };
        settings.push(set(format!("{path}.rate"), plain(rate)));
    }
    if let Some(cases) = entry.cases {
        settings.push(set(format!("{path}.cases"), plain(cases + remaining)));
    }
    if let Some(eligible) = entry.eligible_population {
        let all = plain(eligible + remaining);
        settings.push(set(format!("{path}.eligible_population"), all));
    }
    Some(settings)
}
