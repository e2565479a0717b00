//! The whole calculation, in the order of the regulation: categories, weights, bonuses, final score, adjustment.

use rust_decimal::Decimal;

pub mod adjustment;
mod bonuses;
mod categories;
pub mod cost;
mod final_score;
pub(crate) mod formula;
pub mod improvement_activities;
mod known;
pub mod measure_points;
mod notes;
mod payment;
mod possibilities;
pub mod promoting_interoperability;
pub mod quality;
pub mod reason;
pub mod scorecard;
pub mod weights;
pub mod worksheet;

use final_score::FinalScore;
use payment::YearFactors;
use possibilities::Possibility;
use weights::{CategoryState, Computed, PercentSource};

use crate::{
    category::{ByCategory, Category},
    decimal::{HUNDRED, is_shown_as, round_up, shown},
    practice::{CategoryInput, ComplexPatientInput, Practice},
    problem::{Code, Problem},
    rules::{Rules, book::YearRules},
    score::{
        scorecard::{Bounds, BreakEven, CategoryScore, Identity, Scorecard, Status},
        worksheet::{LineName, Subject, Worksheet},
    },
};

/// Scores a practice that was admitted to these rules. It cannot fail.
///
/// # Panics
///
/// For a practice that was admitted to other rules than these: there may be no row of weights for it.
#[must_use]
pub fn score(rules: &YearRules, practice: &Practice) -> Scorecard {
    if let Some(given) = practice.final_score {
        return known::score(rules, practice, given);
    }
    let mut sheet = Worksheet::with_capacity(48);
    let mut computations = categories::compute(rules, practice, &mut sheet);
    let computed = ByCategory::from_fn(|category| computations[category].computed);
    let states = weights::settle(rules, practice, &computed);
    let bonus = bonuses::complex_patient(rules, practice, &mut sheet);

    // What is unknown takes each of its ends in turn; without an unknown there is one possibility, and both ends are it.
    let possibilities =
        possibilities::possibilities(rules, practice, &states, [bonus.low, bonus.high]);
    let final_scores: Vec<FinalScore> = possibilities
        .iter()
        .map(|possibility| final_score::evaluate(rules, practice, possibility))
        .collect();
    let first = final_scores[0];
    let (low, high) = final_scores[1..]
        .iter()
        .fold((first, first), |(low, high), final_score| {
            (
                if final_score.exact < low.exact {
                    *final_score
                } else {
                    low
                },
                if high.exact < final_score.exact {
                    *final_score
                } else {
                    high
                },
            )
        });
    // Where a hospital's scores stand in for all that is unknown, nothing is.
    let stands_in = final_scores
        .iter()
        .all(|final_score| final_score.facility_based)
        && low.exact == high.exact;
    let is_known = final_scores.len() == 1 || stands_in;

    let factors = YearFactors::of(rules, practice);
    if is_known {
        final_score::write_lines(rules, practice, &low, &mut sheet);
    } else {
        for (subject, end) in [("low", &low), ("high", &high)] {
            sheet.about(Some(Subject::Borrowed(subject)));
            final_score::write_lines(rules, practice, end, &mut sheet);
        }
    }
    let payment = payment::adjust(rules, practice, &factors, &low, &high, is_known, &mut sheet);
    sheet.about(None);
    let break_even = break_even(rules, practice, &states, &possibilities, &mut sheet);

    Scorecard {
        performance_year: rules.performance_year,
        payment_year: rules.payment_year,
        rules_status: rules.status,
        overrides: rules.overrides.clone(),
        practice: Identity::of(practice),
        categories: ByCategory::from_fn(|category| CategoryScore {
            measures: std::mem::take(&mut computations[category].measures),
            ..category_score(category, &states, &low, &high, is_known)
        }),
        complex_patient_bonus: final_scores
            .iter()
            .all(|final_score| final_score.complex_patient == low.complex_patient)
            .then_some(low.complex_patient),
        small_practice_bonus: Some(low.small_practice),
        final_score: is_known.then_some(low.rounded),
        final_score_bounds: Bounds {
            low: low.rounded,
            high: high.rounded,
        },
        final_score_is_given: false,
        replaced_by_threshold: is_known && low.replaced,
        performance_threshold: rules.adjustment.performance_threshold,
        additional_performance_threshold: rules
            .adjustment
            .additional
            .as_ref()
            .map(|additional| additional.performance_threshold),
        break_even,
        payment_adjustment: payment,
        notes: {
            let of_categories = computations
                .iter()
                .flat_map(|(_, computation)| computation.notes.iter().cloned());
            let mut notes = notes::notes(
                rules,
                practice,
                &states,
                &possibilities,
                &final_scores,
                &factors,
            );
            notes.extend(of_categories);
            notes
        },
        warnings: {
            let mut warnings = practice.warnings.clone();
            warnings.extend(differences(practice, &computed));
            warnings
        },
        sheet,
    }
}

/// Percents that stand beside measures and are not what the measures make.
fn differences<'a>(
    practice: &'a Practice,
    computed: &'a ByCategory<Computed>,
) -> impl Iterator<Item = Problem> + 'a {
    Category::ALL.into_iter().filter_map(|category| {
        let CategoryInput::Measures {
            percent_given: Some(given),
        } = practice.categories[category]
        else {
            return None;
        };
        let found = match computed[category] {
            Computed::Percent(percent) if is_shown_as(percent, given) => return None,
            Computed::Percent(percent) => format!("{} percent", shown(percent)),
            Computed::NotScored => "no score".into(),
            Computed::NotComputed => return None,
        };
        let path = format!("{}.percent", category.key());
        let message = format!("{given} is given, but the data make {found}, which is used");
        Some(Problem::new(Code::Differs, path, message))
    })
}

/// The percent of the one unknown category at which the threshold is met, when all else is known.
fn break_even(
    rules: &Rules,
    practice: &Practice,
    states: &ByCategory<CategoryState>,
    possibilities: &[Possibility],
    sheet: &mut Worksheet,
) -> Option<BreakEven> {
    let mut unknown = Category::ALL
        .into_iter()
        .filter(|category| states[*category] == CategoryState::Unknown);
    let category = unknown.next()?;
    let bonus_is_known = practice.complex_patient_bonus != ComplexPatientInput::Unknown;
    if unknown.next().is_some() || !bonus_is_known || practice.facility_based.is_some() {
        return None;
    }
    let at_full = possibilities
        .iter()
        .find(|possibility| possibility.percents[category] == Some(HUNDRED))?;
    let final_score = final_score::evaluate(rules, practice, at_full);
    let weight = final_score.weights[category];
    if weight.is_zero() || final_score.replaced {
        return None;
    }
    let without = sheet.line(LineName::PointsWithout, final_score.total - weight);
    let (name, _) = weights::table(rules, practice);
    sheet.put(
        LineName::UnknownWeight,
        None,
        Some(format!("weights.{name}").into()),
        weight,
        weight,
    );
    // The bracket is decided by the rounded score: a little less than the threshold is enough.
    let half_place = sheet.line(LineName::HalfPlace, rules.final_score.rounding.half_place());
    let neutral = sheet.line(
        LineName::LowestNeutral,
        rules.adjustment.performance_threshold - half_place,
    );
    let exact = (neutral - without) * HUNDRED / weight;
    let percent = round_up(exact, 2);
    sheet.rounded(LineName::BreakEven, percent, exact);
    Some(BreakEven { category, percent })
}

fn category_score(
    category: Category,
    states: &ByCategory<CategoryState>,
    low: &FinalScore,
    high: &FinalScore,
    is_known: bool,
) -> CategoryScore {
    let from_facility = is_known
        && low.facility_based
        && matches!(category, Category::Quality | Category::Cost)
        && low.percents[category].is_some();
    let weight = (low.weights[category] == high.weights[category]).then_some(low.weights[category]);
    let scored = |percent: Decimal, source| CategoryScore {
        status: Status::Scored,
        reason: None,
        source: Some(source),
        percent: Some(percent),
        weight,
        points: weight.map(|weight| percent * weight / HUNDRED),
        measures: Vec::new(),
    };
    if from_facility {
        return scored(
            low.percents[category].unwrap_or_default(),
            PercentSource::FacilityBased,
        );
    }
    match states[category] {
        CategoryState::Scored { percent, source } => scored(percent, source),
        CategoryState::NotSubmitted => CategoryScore {
            status: Status::NotSubmitted,
            reason: None,
            source: None,
            percent: Some(Decimal::ZERO),
            weight,
            points: Some(Decimal::ZERO),
            measures: Vec::new(),
        },
        CategoryState::Reweighted { reason, .. } => CategoryScore {
            status: Status::Reweighted,
            reason: Some(reason),
            source: None,
            percent: None,
            weight: Some(Decimal::ZERO),
            points: Some(Decimal::ZERO),
            measures: Vec::new(),
        },
        CategoryState::Unknown => CategoryScore {
            status: Status::Unknown,
            reason: None,
            source: None,
            percent: None,
            weight,
            points: None,
            measures: Vec::new(),
        },
    }
}
