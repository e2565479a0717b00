//! Where the categories of a practice stand, and which weights they have: 42 CFR 414.1380(c)(2).

use rust_decimal::Decimal;

use super::admitted::{CategoryInput, Practice};
use crate::{
    category::{ByCategory, Category, CategorySet},
    decimal::Exact,
    rules::{
        CircumstancesWhen, Rules, WeightTable,
        terms::{Participation, Reason},
    },
};

/// What became of a category once the law has moved what it moves by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CategoryState {
    /// It has a percent.
    Scored {
        /// The percent.
        percent: Exact,
        /// Where the percent comes from.
        source: PercentSource,
    },
    /// Nothing was submitted: 0 percent at full weight.
    NotSubmitted,
    /// Its weight went to the other categories.
    Reweighted {
        /// Why.
        reason: Reason,
        /// On what basis.
        basis: ReweightingBasis,
    },
    /// Not known yet.
    Unknown,
}

/// Where a category percent comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PercentSource {
    /// The practice file gives it.
    Given,
    /// It was computed from measures or activities.
    Computed,
    /// A hospital's score stands in for it.
    FacilityBased,
    /// CMS assigns it on the pathway.
    Assigned,
}

impl PercentSource {
    /// The word in JSON.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Computed => "computed",
            Self::FacilityBased => "facility_based",
            Self::Assigned => "assigned",
        }
    }
}

/// The basis on which a category's weight moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReweightingBasis {
    /// The practice file says that CMS granted it.
    Granted,
    /// The category carries no weight for anyone this year.
    NeverScored,
    /// The pathway's weights leave it out.
    Pathway,
    /// An APM Entity's reporting leaves it out.
    ApmEntity,
    /// A status, type or size exempts the practice, which submitted nothing.
    Automatic,
    /// Extreme and uncontrollable circumstances cover the clinician automatically.
    Circumstances,
    /// None of its measures could be scored.
    NothingScored,
}

/// What was computed of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Computed {
    /// Nothing: its state in the file is all there is.
    NotComputed,
    /// A percent.
    Percent(Exact),
    /// That none of its measures can be scored.
    NotScored,
    /// That nothing was submitted: nobody was eligible for what was reported.
    NotSubmitted,
}

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
        _ => Computed::NotComputed,
    })
}

/// Moves what the law moves by itself.
#[must_use]
pub fn settle(
    rules: &Rules,
    practice: &Practice,
    computed: &ByCategory<Computed>,
) -> ByCategory<CategoryState> {
    let (_, weight_table) = weight_table(rules, practice);
    let circumstances = Circumstances::of(rules, practice, computed);
    ByCategory::from_fn(|category| {
        let moved = |reason, basis| CategoryState::Reweighted { reason, basis };
        if let Some(never) = rules.never_scored.get(&category) {
            return moved(never.reason, ReweightingBasis::NeverScored);
        }
        if weight_table.without.contains(&category) {
            return moved(Reason::Pathway, ReweightingBasis::Pathway);
        }
        if apm_entity_without(rules, practice).contains(&category) {
            return moved(Reason::Pathway, ReweightingBasis::ApmEntity);
        }
        if category == Category::Cost
            && circumstances == Circumstances::FewerThanTwo
            && !matches!(practice.categories.cost, CategoryInput::Reweighted(_))
        {
            return moved(
                Reason::ExtremeAndUncontrollable,
                ReweightingBasis::Circumstances,
            );
        }
        match (practice.categories[category], computed[category]) {
            (_, Computed::Percent(percent)) => CategoryState::Scored {
                percent,
                source: PercentSource::Computed,
            },
            (_, Computed::NotScored) => moved(
                Reason::NoApplicableMeasures,
                ReweightingBasis::NothingScored,
            ),
            (
                CategoryInput::Percent(percent)
                | CategoryInput::Measures {
                    percent_given: Some(percent),
                },
                _,
            ) => CategoryState::Scored {
                percent: percent.into(),
                source: PercentSource::Given,
            },
            (CategoryInput::Reweighted(reason), _) => moved(reason, ReweightingBasis::Granted),
            (input, _) => {
                if let Some(percent) = assigned(rules, practice, category) {
                    return CategoryState::Scored {
                        percent: percent.into(),
                        source: PercentSource::Assigned,
                    };
                }
                if matches!(
                    input,
                    CategoryInput::Unknown
                        | CategoryInput::Measures {
                            percent_given: None
                        }
                ) && computed[category] != Computed::NotSubmitted
                {
                    return CategoryState::Unknown;
                }
                if is_exempt(rules, practice, category) {
                    return moved(Reason::SpecialStatus, ReweightingBasis::Automatic);
                }
                // Circumstances that nobody applied for do not move a weight that the table moves nowhere.
                let can_move =
                    category != Category::Cost && !weight_table.no_row.contains(&category);
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
        }
    })
}

/// The percent that CMS assigns on the practice's pathway.
fn assigned(rules: &Rules, practice: &Practice, category: Category) -> Option<Decimal> {
    let assigned = rules.pathways[&practice.pathway].assigned.as_ref()?;
    (category == Category::ImprovementActivities).then_some(assigned.improvement_activities)
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

/// How far automatic extreme and uncontrollable circumstances reach, whatever is unknown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Circumstances {
    None,
    EachNotSubmitted,
    FewerThanTwo,
}

impl Circumstances {
    fn of(rules: &Rules, practice: &Practice, computed: &ByCategory<Computed>) -> Self {
        match circumstances_when(rules, practice) {
            Some(CircumstancesWhen::CategoryNotSubmitted) => Self::EachNotSubmitted,
            Some(CircumstancesWhen::FewerThanTwoSubmitted) => {
                let is_open = |category| match practice.categories[category] {
                    CategoryInput::Unknown => true,
                    CategoryInput::Absent => !lacks_submission(rules, practice, category),
                    _ => false,
                };
                let can_be_submitted = SUBMITTED.into_iter().filter(|category| {
                    let is_assigned = assigned(rules, practice, *category).is_some();
                    computed[*category] != Computed::NotSubmitted
                        && (is_submitted(practice, *category)
                            || (is_open(*category) && !is_assigned))
                });
                if can_be_submitted.count() < ENOUGH_SUBMITTED {
                    Self::FewerThanTwo
                } else {
                    Self::None
                }
            }
            None => Self::None,
        }
    }
}

/// When automatic circumstances move a weight, for those who are covered by them.
pub(crate) fn circumstances_when(rules: &Rules, practice: &Practice) -> Option<CircumstancesWhen> {
    let automatic = rules.automatic_circumstances.as_ref()?;
    automatic
        .participation
        .contains(&practice.participation)
        .then_some(automatic.when)
}

/// The categories that are submitted at all; cost never is.
pub(crate) const SUBMITTED: [Category; 3] = [
    Category::Quality,
    Category::ImprovementActivities,
    Category::PromotingInteroperability,
];

/// So many submitted categories leave nothing to circumstances that cover those who submitted fewer.
pub(crate) const ENOUGH_SUBMITTED: usize = 2;

/// Whether the file says, or the law takes it to say, that nothing was submitted in the category.
///
/// Where circumstances cover what was not submitted, a category that the file does not mention is one of them; where they
/// cover only those who submitted fewer than two categories, it is when the file mentions no submission at all.
pub(crate) fn lacks_submission(rules: &Rules, practice: &Practice, category: Category) -> bool {
    match practice.categories[category] {
        CategoryInput::NotSubmitted => true,
        CategoryInput::Absent => match circumstances_when(rules, practice) {
            Some(CircumstancesWhen::CategoryNotSubmitted) => true,
            Some(CircumstancesWhen::FewerThanTwoSubmitted) => nothing_submitted(practice),
            None => false,
        },
        _ => false,
    }
}

/// Whether the file gives data or a percent of the category.
pub(crate) fn is_submitted(practice: &Practice, category: Category) -> bool {
    matches!(
        practice.categories[category],
        CategoryInput::Percent(_) | CategoryInput::Measures { .. }
    )
}

/// Whether nothing was submitted in any category that is submitted at all.
fn nothing_submitted(practice: &Practice) -> bool {
    SUBMITTED.into_iter().all(|category| {
        matches!(
            practice.categories[category],
            CategoryInput::Absent | CategoryInput::NotSubmitted | CategoryInput::Reweighted(_)
        )
    })
}
