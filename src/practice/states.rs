//! The state of each category of a practice, and the weights that they have: 42 CFR 414.1380(c)(2).

mod circumstances;
mod kinds;

use super::admitted::{CategoryInput, Practice};
use crate::{
    category::{ByCategory, Category, CategorySet},
    decimal::Exact,
    rules::{
        Rules, WeightTable,
        terms::{Participation, Reason},
    },
};
use circumstances::Circumstances;

pub(crate) use circumstances::{
    ENOUGH_SUBMITTED, SUBMITTED, circumstances_when, is_submitted, lacks_submission,
};
pub use kinds::{CategoryState, Computed, PercentSource, ReweightingBasis};

/// The table of weights that serves the practice, with its name.
///
/// # Panics
///
/// For a practice that was not admitted to these rules.
#[must_use]
pub fn weight_table<'r>(rules: &'r Rules, practice: &Practice) -> (&'r str, &'r WeightTable) {
    let pathway = &rules.pathways[&practice.pathway];
    let of_entity = rules
        .apm_entity
        .as_ref()
        .filter(|_| practice.participation == Participation::ApmEntity)
        .and_then(|entity| entity.weights.as_ref());
    if let Some(name) = of_entity
        && let Some(table) = rules.weights.get(name)
    {
        return (name, table);
    }
    let name =
        pathway
            .apm_kinds
            .get(practice.apm_kind.key())
            .unwrap_or(if practice.small_practice {
                &pathway.small_practice_weights
            } else {
                &pathway.weights
            });
    (name, &rules.weights[name])
}

/// The categories that carry no weight for this practice whatever it does.
#[must_use]
pub fn without_weight(rules: &Rules, practice: &Practice) -> CategorySet {
    let mut set: CategorySet = weight_table(rules, practice)
        .1
        .without
        .iter()
        .copied()
        .collect();
    for category in rules.never_scored.keys() {
        set = set.with(*category);
    }
    for category in apm_entity_without(rules, practice) {
        set = set.with(*category);
    }
    set
}

fn apm_entity_without<'r>(rules: &'r Rules, practice: &Practice) -> &'r [Category] {
    match &rules.apm_entity {
        Some(entity) if practice.participation == Participation::ApmEntity => &entity.without,
        _ => &[],
    }
}

/// What the practice file alone says, before anything is computed. Data stand for some percent.
#[must_use]
pub fn given_only(practice: &Practice) -> ByCategory<Computed> {
    ByCategory::from_fn(|category| match practice.categories[category] {
        CategoryInput::Measures { .. } => Computed::Percent(Exact::ZERO),
        _ => Computed::Nothing,
    })
}

/// Moves what the law moves by itself.
#[must_use]
pub fn settle(
    rules: &Rules,
    practice: &Practice,
    computed: &ByCategory<Computed>,
) -> ByCategory<CategoryState> {
    let circumstances = Circumstances::of(rules, practice, computed);
    ByCategory::from_fn(|category| {
        moved_by_law(rules, practice, circumstances, category)
            .or_else(|| as_reported(practice.categories[category], computed[category]))
            .unwrap_or_else(|| {
                without_data(rules, practice, circumstances, category, computed[category])
            })
    })
}

const fn moved(reason: Reason, basis: ReweightingBasis) -> CategoryState {
    CategoryState::Reweighted { reason, basis }
}

/// A category without weight whatever is reported in it: not scored that year, on that pathway, or for that APM Entity, and cost
/// where circumstances left fewer than two other categories.
fn moved_by_law(
    rules: &Rules,
    practice: &Practice,
    circumstances: Circumstances,
    category: Category,
) -> Option<CategoryState> {
    if let Some(never) = rules.never_scored.get(&category) {
        return Some(moved(never.reason, ReweightingBasis::NeverScored));
    }
    let (_, weight_table) = weight_table(rules, practice);
    if weight_table.without.contains(&category) {
        return Some(moved(Reason::Pathway, ReweightingBasis::Pathway));
    }
    if apm_entity_without(rules, practice).contains(&category) {
        return Some(moved(Reason::Pathway, ReweightingBasis::ApmEntity));
    }
    let is_hit = category == Category::Cost
        && circumstances == Circumstances::FewerThanTwo
        && !matches!(practice.categories.cost, CategoryInput::Reweighted(_));
    is_hit.then_some(moved(
        Reason::ExtremeAndUncontrollable,
        ReweightingBasis::Circumstances,
    ))
}

/// What the data, the percent or the reweighting that the file gives make of a category; none where it gives neither.
fn as_reported(input: CategoryInput, computed: Computed) -> Option<CategoryState> {
    match (input, computed) {
        (_, Computed::Percent(percent)) => Some(CategoryState::Scored {
            percent,
            source: PercentSource::Computed,
        }),
        (_, Computed::NotScored) => Some(moved(
            Reason::NoApplicableMeasures,
            ReweightingBasis::NothingScored,
        )),
        (
            CategoryInput::Percent(percent)
            | CategoryInput::Measures {
                percent_given: Some(percent),
            },
            _,
        ) => Some(CategoryState::Scored {
            percent: percent.into(),
            source: PercentSource::Given,
        }),
        (CategoryInput::Reweighted(reason), _) => Some(moved(reason, ReweightingBasis::Granted)),
        _ => None,
    }
}

/// A category without data: a percent that the pathway assigns, a weight that moves by itself, nothing submitted, or unknown.
fn without_data(
    rules: &Rules,
    practice: &Practice,
    circumstances: Circumstances,
    category: Category,
    computed: Computed,
) -> CategoryState {
    let input = practice.categories[category];
    if let Some(percent) = rules.pathways[&practice.pathway].assigned_percent(category) {
        return CategoryState::Scored {
            percent: percent.into(),
            source: PercentSource::Assigned,
        };
    }
    let is_open = matches!(
        input,
        CategoryInput::Unknown
            | CategoryInput::Measures {
                percent_given: None
            }
    );
    if is_open && computed != Computed::NotSubmitted {
        return CategoryState::Unknown;
    }
    if is_exempt(rules, practice, category) {
        return moved(Reason::SpecialStatus, ReweightingBasis::Automatic);
    }
    // Circumstances that nobody applied for do not move a weight that the table moves nowhere.
    let can_move =
        category != Category::Cost && !weight_table(rules, practice).1.no_row.contains(&category);
    let is_covered = match circumstances {
        Circumstances::EachNotSubmitted => true,
        Circumstances::FewerThanTwo => lacks_submission(rules, practice, category),
        Circumstances::None => false,
    };
    if is_covered && can_move {
        return moved(
            Reason::ExtremeAndUncontrollable,
            ReweightingBasis::Circumstances,
        );
    }
    if input == CategoryInput::Absent {
        CategoryState::Unknown
    } else {
        CategoryState::NotSubmitted
    }
}

/// Whether the practice's status, type or size moves the category's weight when nothing is submitted in it.
#[must_use]
pub fn is_exempt(rules: &Rules, practice: &Practice, category: Category) -> bool {
    let Some(automatic) = rules.automatic_reweighting.get(&category) else {
        return false;
    };
    let by_status = practice
        .special_statuses
        .iter()
        .any(|status| automatic.special_statuses.contains(status));
    let by_size = automatic.small_practice && practice.small_practice;
    let by_type = practice.participation == Participation::Individual
        && practice
            .clinician_type
            .is_some_and(|kind| automatic.clinician_types.contains(&kind));
    by_status || by_size || by_type
}
