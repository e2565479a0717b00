//! The result of each category.

use rust_decimal::Decimal;

use super::{computation::Computation, range::FinalScoreRange};
use crate::{
    category::{ByCategory, Category},
    decimal::{Exact, is_shown_as, shown},
    practice::{
        CategoryInput, Practice,
        states::{CategoryState, Computed, PercentSource},
    },
    problem::{Code, Problem},
    score::scorecard::{CategoryScore, Status},
};

/// The result of each category, with its measures.
pub(super) fn of_all(
    states: &ByCategory<CategoryState>,
    range: &FinalScoreRange,
    computations: &mut ByCategory<Computation>,
) -> ByCategory<CategoryScore> {
    ByCategory::from_fn(|category| CategoryScore {
        measures: std::mem::take(&mut computations[category].measures),
        ..category_score(category, states[category], range)
    })
}

fn category_score(
    category: Category,
    state: CategoryState,
    range: &FinalScoreRange,
) -> CategoryScore {
    let FinalScoreRange { low, high, .. } = range;
    let weight = (low.weights[category] == high.weights[category]).then_some(low.weights[category]);
    let nothing = CategoryScore {
        weight,
        ..CategoryScore::unknown()
    };
    // What is not the same at both ends is not shown as one figure.
    let percent = (low.percents[category] == high.percents[category])
        .then_some(low.percents[category])
        .flatten();
    let scored = |source| CategoryScore {
        status: Status::Scored,
        source,
        percent: percent.map(Exact::decimal),
        points: percent
            .zip(weight)
            .map(|(percent, weight)| (percent * weight).hundredth().decimal()),
        ..nothing.clone()
    };
    let from_facility = [low, high].map(|end| end.from_facility.contains(category));
    if from_facility == [true, true] && percent.is_some() {
        return scored(Some(PercentSource::FacilityBased));
    }
    match state {
        CategoryState::Scored { source, .. } => {
            scored((from_facility == [false, false]).then_some(source))
        }
        CategoryState::NotSubmitted => CategoryScore {
            status: Status::NotSubmitted,
            ..scored(None)
        },
        CategoryState::Reweighted { reason, .. } => CategoryScore {
            status: Status::Reweighted,
            reason: Some(reason),
            weight: Some(Decimal::ZERO),
            points: Some(Decimal::ZERO),
            ..nothing
        },
        CategoryState::Unknown => nothing,
    }
}

/// Percents that stand beside measures and are not what the measures make.
pub(super) fn differences<'a>(
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
            Computed::Percent(percent) if is_shown_as(percent.decimal(), given) => return None,
            Computed::Percent(percent) => format!("{} percent", shown(percent.decimal())),
            Computed::NotScored => "no score".into(),
            Computed::Nothing | Computed::NotSubmitted => return None,
        };
        let path = format!("{}.percent", category.key());
        let message = format!("{given} is given, but the data make {found}, which is used");
        Some(Problem::new(Code::Differs, path, message))
    })
}
