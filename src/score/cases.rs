//! What is unknown takes each of its ends in turn: every way in which a score can come out.

use rust_decimal::Decimal;

use super::{
    final_score,
    weights::{self, Ground, Source, Standing},
};
use crate::{
    category::{ByCategory, Category, CategorySet},
    decimal::HUNDRED,
    practice::{CategoryInput, Practice},
    rules::{Rules, collection_type::CollectionType, terms::Reason},
};

/// One way in which the categories can have come out: nothing in it is unknown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Case {
    /// Each category's percent; absent when it is not scored.
    pub percents: ByCategory<Option<Decimal>>,
    /// The categories for which the practice submitted data.
    pub submitted: CategorySet,
    /// The categories for which a hospital's scores may stand in.
    pub replaceable: CategorySet,
    /// The complex patient bonus, if it is due.
    pub complex_patient: Decimal,
}

impl Case {
    /// The categories that are not scored.
    pub(super) fn not_scored(&self) -> CategorySet {
        Category::ALL
            .into_iter()
            .filter(|category| self.percents[*category].is_none())
            .collect()
    }
}

/// Every case, one when nothing is unknown.
pub(super) fn cases(
    rules: &Rules,
    practice: &Practice,
    standings: &ByCategory<Standing>,
    bonus: [Decimal; 2],
) -> Vec<Case> {
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
        .filter(|category| is_replaceable(standings[*category]))
        .collect();
    let mut cases = Vec::with_capacity(1);
    for percents in combinations(&ByCategory::from_fn(|category| {
        options(rules, practice, category, standings[category])
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
        let submitted = submitted(practice, standings, &percents);
        // A bonus that is not due leaves nothing open.
        let bonuses = if submitted.is_empty() && !facility_is_data {
            &bonuses[..1]
        } else {
            bonuses
        };
        let of_bonus = |bonus: &Decimal| Case {
            percents,
            submitted,
            replaceable,
            complex_patient: *bonus,
        };
        // A hospital's scores stand in for a quality and cost that the file does not mention: of what those could have
        // been, one case is enough.
        let stands_in =
            final_score::usable_facility(rules, practice, &of_bonus(&bonuses[0])).is_some();
        let is_another = |category| {
            practice.categories[category] == CategoryInput::Absent
                && standings[category] == Standing::Unknown
                && percents[category] != Some(Decimal::ZERO)
        };
        if stands_in
            && [Category::Quality, Category::Cost]
                .into_iter()
                .any(is_another)
        {
            continue;
        }
        cases.extend(bonuses.iter().map(of_bonus));
    }
    cases
}

/// The percents that a category can come out with.
fn options(
    rules: &Rules,
    practice: &Practice,
    category: Category,
    standing: Standing,
) -> Vec<Option<Decimal>> {
    match standing {
        Standing::Scored { percent, .. } => vec![Some(percent)],
        Standing::NotSubmitted => vec![Some(Decimal::ZERO)],
        Standing::Reweighted { .. } => vec![None],
        Standing::Unknown if can_be_reweighted(rules, practice, category) => {
            vec![Some(Decimal::ZERO), Some(HUNDRED), None]
        }
        Standing::Unknown => vec![Some(Decimal::ZERO), Some(HUNDRED)],
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
    standings: &ByCategory<Standing>,
    percents: &ByCategory<Option<Decimal>>,
) -> CategorySet {
    Category::ALL
        .into_iter()
        .filter(|category| *category != Category::Cost)
        .filter(|category| match standings[*category] {
            // Measures that CMS computes from claims are no submission.
            Standing::Scored {
                source: Source::Computed,
                ..
            } if *category == Category::Quality => practice
                .data
                .quality
                .iter()
                .any(|entry| entry.collection_type != Some(CollectionType::AdminClaims)),
            Standing::Scored { source, .. } => matches!(source, Source::Given | Source::Computed),
            Standing::Unknown => percents[*category] == Some(HUNDRED),
            Standing::NotSubmitted | Standing::Reweighted { .. } => false,
        })
        .collect()
}

/// Whether a hospital's score may stand in for the category: not where CMS took its weight away, unless that was for want
/// of measures of its own.
fn is_replaceable(standing: Standing) -> bool {
    match standing {
        Standing::Reweighted { reason, ground } => {
            reason == Reason::NoApplicableMeasures
                && matches!(ground, Ground::Granted | Ground::NothingScored)
        }
        Standing::Scored { .. } | Standing::NotSubmitted | Standing::Unknown => true,
    }
}
