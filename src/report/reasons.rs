//! Why a measure earned what it earned, in a sentence that knows the measure, its category and its year.

use rust_decimal::Decimal;

use crate::{
    decimal::plain,
    rules::book::YearRules,
    score::{
        promoting_interoperability::InteroperabilityNote,
        reason::MeasureReason,
        scorecard::{MeasureScore, Note, Scorecard},
    },
};

/// A reason of a measure as a sentence, with the figures of this score where they tell more than the general words of
/// [`MeasureReason::text`].
#[must_use]
pub fn sentence(
    rules: &YearRules,
    card: &Scorecard,
    measure: &MeasureScore,
    reason: MeasureReason,
) -> String {
    detailed(rules, card, measure, reason).unwrap_or_else(|| reason.text().to_owned())
}

fn detailed(
    rules: &YearRules,
    card: &Scorecard,
    measure: &MeasureScore,
    reason: MeasureReason,
) -> Option<String> {
    let recorded = |name| recorded(card, measure, name);
    Some(match reason {
        MeasureReason::BelowScale => {
            let direction = if is_inverse(rules, measure) {
                " (lower is better)"
            } else {
                ""
            };
            let earned = points(measure.points?);
            format!("Worse than the lowest benchmark{direction}: {earned}.")
        }
        MeasureReason::AboveScale => {
            let earned = points(measure.points?);
            format!("Costs more than the highest benchmark: {earned}.")
        }
        MeasureReason::NewMeasureFloor => {
            let floor = points(recorded("new_measure_floor")?);
            format!("New measure: at least {floor}.")
        }
        MeasureReason::ToppedOutCap => {
            let cap = points(recorded("measure_cap")?);
            format!("Topped out: at most {cap}.")
        }
        MeasureReason::Incomplete => {
            let percent = plain(crate::decimal::shown(recorded("data_completeness")?));
            format!("Too little of its data was reported: {percent}% (data completeness).")
        }
        MeasureReason::CategoryZero => format!("0, because {}.", shortfall(card)?),
        MeasureReason::HalfOfObjective => {
            let path = "promoting_interoperability.method.measure_points.public_health.points";
            let all = points(rules.figure(path)?);
            format!("Public health reporting: {all} together, or none.")
        }
        _ => return None,
    })
}

/// A figure that was recorded for the measure.
fn recorded(card: &Scorecard, measure: &MeasureScore, name: &str) -> Option<Decimal> {
    let subject = match measure.collection_type {
        Some(kind) => format!("{}.{}", kind.key(), measure.id),
        None => measure.id.clone(),
    };
    let mut lines = card.sheet.lines().iter();
    let line = lines
        .find(|line| line.name.key() == name && line.subject.as_deref() == Some(subject.as_str()));
    line.map(|line| line.value)
}

/// What makes promoting interoperability 0.
pub(super) fn shortfall(card: &Scorecard) -> Option<String> {
    card.notes.iter().find_map(|note| match note {
        Note::PromotingInteroperability(InteroperabilityNote::Zero(shortfall)) => {
            Some(shortfall.to_string())
        }
        _ => None,
    })
}

fn is_inverse(rules: &YearRules, measure: &MeasureScore) -> bool {
    rules
        .inventory()
        .and_then(|inventory| inventory.quality.get(&measure.id))
        .is_some_and(|row| row.inverse)
}

/// Points as they are spoken of: `1 point`, `2.5 points`.
fn points(value: Decimal) -> String {
    let noun = if value == Decimal::ONE {
        "point"
    } else {
        "points"
    };
    format!("{} {noun}", plain(crate::decimal::shown(value)))
}
