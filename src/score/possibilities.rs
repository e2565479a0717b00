//! What is unknown takes each of its ends in turn: every way in which a score can come out.

use rust_decimal::Decimal;

use super::{
    final_score,
    weights::{self, CategoryState, PercentSource, ReweightingBasis},
};
use crate::{
    category::{ByCategory, Category, CategorySet},
    decimal::HUNDRED,
    practice::{CategoryInput, Practice},
    rules::{Rules, collection_type::CollectionType, terms::Reason},
};

/// One way in which the categories can have come out: nothing in it is unknown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Possibility {
    /// Each category's percent; absent when it is not scored.
    pub percents: ByCategory<Option<Decimal>>,
    /// The categories for which the practice submitted data.
    pub submitted: CategorySet,
    /// The categories for which a hospital's scores may stand in.
    pub replaceable: CategorySet,
    /// The complex patient bonus, if it is due.
    pub complex_patient: Decimal,
}

impl Possibility {
    /// The categories that are not scored.
    pub(super) fn not_scored(&self) -> CategorySet {
        Category::ALL
            .into_iter()
            .filter(|category| self.percents[*category].is_none())
            .collect()
    }
}

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
    let (_, table) = weights::table(rules, practice);
    let replaceable = Category::ALL
        .into_iter()
        .filter(|category| is_replaceable(states[*category]))
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
        let stands_in =
            final_score::usable_facility(rules, practice, &of_bonus(&bonuses[0])).is_some();
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
fn submitted(
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

/// Whether a hospital's score may stand in for the category: not where CMS took its weight away, unless that was for want
/// of measures of its own.
fn is_replaceable(state: CategoryState) -> bool {
    match state {
        CategoryState::Reweighted { reason, basis } => {
            reason == Reason::NoApplicableMeasures
                && matches!(
                    basis,
                    ReweightingBasis::Granted | ReweightingBasis::NothingScored
                )
        }
        CategoryState::Scored { .. } | CategoryState::NotSubmitted | CategoryState::Unknown => true,
    }
}
