//! Reported quality measures that earn less than they would: data, cases, and figures that look mistaken.

use rust_decimal::Decimal;

use super::mend::{Kind, Mend, set};
use crate::{
    category::Category,
    decimal::{HUNDRED, plain, round_up, shown},
    practice::{QualityMeasure, seems_reversed},
    rules::measures::Inventory,
    score::{reason::MeasureReason, scorecard::MeasureScore},
    trial::Trial,
};

/// What may be mended in each reported measure.
pub fn of(trial: &Trial) -> Vec<Mend> {
    let Some(inventory) = trial.rules.inventory() else {
        return Vec::new();
    };
    let scores = &trial.scorecard.categories[Category::Quality].measures;
    let mut mends = Vec::new();
    for entry in &trial.practice.data.quality {
        let score = scores
            .iter()
            .find(|score| score.id == entry.id && score.collection_type == entry.collection_type);
        mends.extend(score.and_then(|score| completeness(trial, entry, score)));
        mends.extend(score.and_then(|score| cases(trial, inventory, entry, score)));
        mends.extend(reversed(trial, inventory, entry));
        if let Some(rate) = entry.rate {
            mends.extend(of_fraction(&format!("{}.rate", entry.path()), rate));
        }
    }
    mends
}

/// Data that are not complete.
fn completeness(trial: &Trial, entry: &QualityMeasure, score: &MeasureScore) -> Option<Mend> {
    if !score.reasons.contains(&MeasureReason::Incomplete) {
        return None;
    }
    let path = format!("{}.data_completeness", entry.path());
    if let Some(mend) = entry
        .data_completeness
        .and_then(|percent| of_fraction(&path, percent))
    {
        return Some(mend);
    }
    let kind = entry.collection_type?;
    let needed = *trial.rules.quality.data_completeness.percent.get(&kind)?;
    Some(Mend {
        kind: Kind::Patients(patients(entry, needed)),
        message: format!(
            "{} ({kind}) is reported for too few of its eligible patients: this pathway takes {} percent, and earns {} of {} \
             points",
            entry.id,
            plain(needed),
            plain(shown(score.points.unwrap_or_default())),
            plain(score.available),
        ),
        advice: format!(
            "report more of the patients of {} ({kind}); counted here at the same rate with {} percent",
            entry.id,
            plain(needed)
        ),
        settings: vec![set(path.clone(), plain(needed))],
        path,
        is_required: false,
    })
}

/// Patients that are to be reported besides for so much of the eligible; 0 where the file does not say how many there
/// are.
fn patients(entry: &QualityMeasure, needed: Decimal) -> u64 {
    let reported = entry.denominator.map(|denominator| {
        denominator + entry.exclusions.unwrap_or_default() + entry.exceptions.unwrap_or_default()
    });
    let given = entry.data_completeness;
    let all = match (entry.eligible_population, entry.cases, reported, given) {
        (Some(all), ..) | (None, Some(all), None, _) => Some(all),
        (None, _, Some(reported), Some(percent)) => (reported * HUNDRED).checked_div(percent),
        _ => None,
    };
    let known = reported.or_else(|| Some(all? * given? / HUNDRED));
    all.zip(known)
        .map(|(all, known)| round_up(all * needed / HUNDRED - known, 0))
        .and_then(|more| u64::try_from(more).ok())
        .unwrap_or_default()
}

/// Fewer cases than the minimum.
fn cases(
    trial: &Trial,
    inventory: &Inventory,
    entry: &QualityMeasure,
    score: &MeasureScore,
) -> Option<Mend> {
    let is_submitted = !entry
        .collection_type
        .is_some_and(crate::rules::collection_type::CollectionType::is_computed_by_cms);
    if !score.reasons.contains(&MeasureReason::TooFewCases) || !is_submitted {
        return None;
    }
    let general = trial.rules.quality.case_minimum.cases;
    let minimum = inventory
        .quality
        .get(&entry.id)
        .and_then(|row| row.case_minimum)
        .map_or(general, Decimal::from);
    let kind = entry.collection_type?;
    let path = format!("{}.cases", entry.path());
    Some(Mend {
        kind: Kind::Correction,
        message: format!(
            "{} ({kind}) has fewer cases than the {} that a benchmark takes",
            entry.id,
            plain(minimum)
        ),
        advice: format!(
            "report more cases, or another measure; the loss is counted at the same rate with {}",
            plain(minimum)
        ),
        settings: vec![set(path.clone(), plain(minimum))],
        path,
        is_required: false,
    })
}

/// A high rate of a measure of which less is better: perhaps the patients who did well were counted.
fn reversed(trial: &Trial, inventory: &Inventory, entry: &QualityMeasure) -> Option<Mend> {
    let row = inventory.quality.get(&entry.id)?;
    let rate = seems_reversed(&trial.rules, entry, row)?;
    let (key, value) = match (entry.rate, entry.numerator, entry.denominator) {
        (Some(rate), ..) => ("rate", HUNDRED - rate),
        (None, Some(numerator), Some(denominator)) => ("numerator", denominator - numerator),
        _ => return None,
    };
    let path = format!("{}.{key}", entry.path());
    Some(Mend {
        kind: Kind::Correction,
        message: format!(
            "{} at {} percent: lower is better for this measure",
            entry.path(),
            plain(shown(rate))
        ),
        advice: format!(
            "if those were counted who did well, {key} = {}",
            plain(value)
        ),
        settings: vec![set(path.clone(), plain(value))],
        path,
        is_required: false,
    })
}

/// A figure of at most one where a percent belongs.
pub fn of_fraction(path: &str, percent: Decimal) -> Option<Mend> {
    let is_fraction = Decimal::ZERO < percent && percent <= Decimal::ONE;
    is_fraction.then(|| {
        let meant = plain(percent * HUNDRED);
        Mend {
            kind: Kind::Correction,
            path: path.to_owned(),
            message: format!("{path} is {percent}, which is taken as {percent} percent"),
            advice: format!("for a fraction of 1, write {meant}"),
            settings: vec![set(path, meant)],
            is_required: false,
        }
    })
}
