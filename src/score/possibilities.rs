//! What is unknown takes each of its ends in turn: every way in which a score can come out.

use rust_decimal::Decimal;

use super::{facility, possibility::Possibility};
use crate::{
    category::{ByCategory, Category, CategorySet},
    decimal::HUNDRED,
    practice::{
        CategoryInput, Practice,
        states::{self, CategoryState, PercentSource},
    },
    rules::{Rules, collection_type::CollectionType, terms::Reason},
};

/// Every possibility, one when nothing is unknown.
pub(super) fn possibilities(
    rules: &Rules,
    practice: &Practice,
    states: &ByCategory<CategoryState>,
    bonus: [Decimal; 2],
) -> Vec<Possibility> {
    let bonuses = if bonus[0] == bonus[1] {
        &bonus[..1]
    } else {
        &bonus[..]
    };
    let facility_is_data = practice.facility_based.is_some()
        && rules
            .complex_patient_bonus
            .as_ref()
            .is_some_and(|bonus| bonus.facility_based_counts_as_data);
    let (_, table) = states::weight_table(rules, practice);
    let replaceable = Category::ALL
        .into_iter()
        .filter(|category| facility::is_replaceable(states[*category]))
        .collect();
    let mut possibilities = Vec::with_capacity(1);
    for percents in combinations(&ByCategory::from_fn(|category| {
        options(rules, practice, category, states[category])
    })) {
        let not_scored: CategorySet = Category::ALL
            .into_iter()
            .filter(|category| percents[*category].is_none())
            .collect();
        let left = Category::ALL.len() - not_scored.len();
        if left >= rules.final_score.minimum_categories && table.rows.get(not_scored).is_none() {
            // The law has no row for this, so it cannot come out so.
            continue;
        }
        let submitted = submitted(practice, states, &percents);
        // A bonus that is not due leaves nothing open.
        let bonuses = if submitted.is_empty() && !facility_is_data {
            &bonuses[..1]
        } else {
            bonuses
        };
        let of_bonus = |bonus: &Decimal| Possibility {
            percents,
            submitted,
            replaceable,
            complex_patient: *bonus,
        };
        // A hospital's scores stand in for a quality and cost that the file does not mention: of what those could have
        // been, one possibility is enough.
        let stands_in = facility::usable(rules, practice, &of_bonus(&bonuses[0])).is_some();
        let is_another = |category| {
            practice.categories[category] == CategoryInput::Absent
                && states[category] == CategoryState::Unknown
                && percents[category] != Some(Decimal::ZERO)
        };
        if stands_in
            && [Category::Quality, Category::Cost]
                .into_iter()
                .any(is_another)
        {
            continue;
        }
        possibilities.extend(bonuses.iter().map(of_bonus));
    }
    possibilities
}

/// The percents that a category can come out with.
fn options(
    rules: &Rules,
    practice: &Practice,
    category: Category,
    state: CategoryState,
) -> Vec<Option<Decimal>> {
    match state {
        CategoryState::Scored { percent, .. } => vec![Some(percent)],
        CategoryState::NotSubmitted => vec![Some(Decimal::ZERO)],
        CategoryState::Reweighted { .. } => vec![None],
        CategoryState::Unknown if can_be_reweighted(rules, practice, category) => {
            vec![Some(Decimal::ZERO), Some(HUNDRED), None]
        }
        CategoryState::Unknown => vec![Some(Decimal::ZERO), Some(HUNDRED)],
    }
}

fn combinations(
    options: &ByCategory<Vec<Option<Decimal>>>,
) -> impl Iterator<Item = ByCategory<Option<Decimal>>> {
    let count: usize = Category::ALL
        .into_iter()
        .map(|category| options[category].len())
        .product();
    (0..count).map(|number| {
        let mut rest = number;
        ByCategory::from_fn(|category| {
            let of_category = &options[category];
            let option = of_category[rest % of_category.len()];
            rest /= of_category.len();
            option
        })
    })
}

/// Whether the law knows a reason for which an unknown category could still end up not scored.
fn can_be_reweighted(rules: &Rules, practice: &Practice, category: Category) -> bool {
    let applicable = rules.pathways[&practice.pathway].quality_always_applicable;
    rules.reweighting_reasons.iter().any(|(reason, known)| {
        known.categories.contains(&category)
            && !(applicable
                && category == Category::Quality
                && *reason == Reason::NoApplicableMeasures)
    })
}

/// The categories for which data were submitted. Cost never is, and neither is a percent that CMS assigns. An unknown
/// category that comes out at nothing may be one for which nothing was submitted.
pub(super) fn submitted(
    practice: &Practice,
    states: &ByCategory<CategoryState>,
    percents: &ByCategory<Option<Decimal>>,
) -> CategorySet {
    Category::ALL
        .into_iter()
        .filter(|category| *category != Category::Cost)
        .filter(|category| match states[*category] {
            // Measures that CMS computes from claims are no submission.
            CategoryState::Scored {
                source: PercentSource::Computed,
                ..
            } if *category == Category::Quality => practice
                .data
                .quality
                .iter()
                .any(|entry| entry.collection_type != Some(CollectionType::AdminClaims)),
            CategoryState::Scored { source, .. } => {
                matches!(source, PercentSource::Given | PercentSource::Computed)
            }
            CategoryState::Unknown => percents[*category] == Some(HUNDRED),
            CategoryState::NotSubmitted | CategoryState::Reweighted { .. } => false,
        })
        .collect()
}
