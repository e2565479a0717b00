//! What is unknown takes each of its ends in turn: every way in which a score can come out.

use super::{facility, improvement_activities::credit, possibility::Possibility};
use crate::{
    category::{ByCategory, Category, CategorySet},
    decimal::{Exact, HUNDRED},
    practice::{
        Practice,
        states::{self, CategoryState, PercentSource},
    },
    rules::{CircumstancesWhen, Rules, terms::Reason},
};

/// Every possibility, one when nothing is unknown.
pub(super) fn possibilities(
    rules: &Rules,
    practice: &Practice,
    states: &ByCategory<CategoryState>,
    submits: &ByCategory<bool>,
    bonus: [Exact; 2],
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
    let options =
        ByCategory::from_fn(|category| options(rules, practice, category, states[category]));
    for percents in combinations(&options) {
        let submitted = submitted(states, submits, &percents);
        let percents = settled(rules, practice, states, submitted, percents);
        let not_scored: CategorySet = Category::ALL
            .into_iter()
            .filter(|category| percents[*category].is_none())
            .collect();
        let left = Category::ALL.len() - not_scored.len();
        if left >= rules.final_score.minimum_categories && table.rows.get(not_scored).is_none() {
            // The law has no row for this, so it cannot come out so.
            continue;
        }
        // A bonus that is not due leaves nothing open.
        let bonuses = if submitted.is_empty() && !facility_is_data {
            &bonuses[..1]
        } else {
            bonuses
        };
        possibilities.extend(bonuses.iter().map(|bonus| Possibility {
            percents,
            submitted,
            replaceable,
            complex_patient: *bonus,
        }));
    }
    possibilities
}

/// What a possibility comes to once the law has done what depends on what was submitted: automatic circumstances cover those
/// who submitted little, and an APM participant has its improvement activities credit.
fn settled(
    rules: &Rules,
    practice: &Practice,
    states: &ByCategory<CategoryState>,
    submitted: CategorySet,
    mut percents: ByCategory<Option<Exact>>,
) -> ByCategory<Option<Exact>> {
    if states::circumstances_when(rules, practice) == Some(CircumstancesWhen::FewerThanTwoSubmitted)
    {
        // An unknown category that is scored here is one that was submitted.
        let count = states::SUBMITTED
            .into_iter()
            .filter(|category| {
                submitted.contains(*category)
                    || (states[*category] == CategoryState::Unknown
                        && percents[*category].is_some())
            })
            .count();
        if count < states::ENOUGH_SUBMITTED {
            percents.cost = None;
            for (category, state) in states.iter() {
                if *state == CategoryState::NotSubmitted {
                    percents[category] = None;
                }
            }
        }
    }
    let activities = Category::ImprovementActivities;
    let can_be_credited = match states[activities] {
        CategoryState::NotSubmitted | CategoryState::Unknown => true,
        CategoryState::Scored { source, .. } => source == PercentSource::Computed,
        CategoryState::Reweighted { .. } => false,
    };
    if can_be_credited
        && percents[activities] == Some(Exact::ZERO)
        && credit::is_due(rules, practice, false, submitted)
    {
        percents[activities] = Some(credit::percent(rules));
    }
    percents
}

/// The percents that a category can come out with: the first so many of these.
#[derive(Clone, Copy)]
struct Options(usize, [Option<Exact>; 3]);

fn options(
    rules: &Rules,
    practice: &Practice,
    category: Category,
    state: CategoryState,
) -> Options {
    let one = |percent| Options(1, [percent, None, None]);
    match state {
        CategoryState::Scored { percent, .. } => one(Some(percent)),
        CategoryState::NotSubmitted => one(Some(Exact::ZERO)),
        CategoryState::Reweighted { .. } => one(None),
        CategoryState::Unknown => {
            let most = if can_be_reweighted(rules, practice, category) {
                3
            } else {
                2
            };
            Options(most, [Some(Exact::ZERO), Some(HUNDRED.into()), None])
        }
    }
}

fn combinations(options: &ByCategory<Options>) -> impl Iterator<Item = ByCategory<Option<Exact>>> {
    let count: usize = Category::ALL
        .into_iter()
        .map(|category| options[category].0)
        .product();
    (0..count).map(move |number| {
        let mut rest = number;
        ByCategory::from_fn(|category| {
            let Options(count, percents) = options[category];
            let option = percents[rest % count];
            rest /= count;
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
    states: &ByCategory<CategoryState>,
    submits: &ByCategory<bool>,
    percents: &ByCategory<Option<Exact>>,
) -> CategorySet {
    states::SUBMITTED
        .into_iter()
        .filter(|category| match states[*category] {
            CategoryState::Scored { .. } => submits[*category],
            CategoryState::Unknown => percents[*category] == Some(HUNDRED.into()),
            CategoryState::NotSubmitted | CategoryState::Reweighted { .. } => false,
        })
        .collect()
}
