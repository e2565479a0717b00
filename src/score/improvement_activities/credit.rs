//! What an APM participant earns without, or beside, its own activities: 42 CFR 414.1380(b)(3)(i).

use rust_decimal::Decimal;

use crate::{
    category::{Category, CategorySet},
    decimal::{Exact, HUNDRED},
    practice::{CategoryInput, Practice},
    rules::{
        Rules,
        improvement_activities::{CreditKind, CreditWhen},
        terms::Participation,
    },
};

/// Whether the practice is one of those that the credit is for.
pub(in crate::score) fn participates(rules: &Rules, practice: &Practice) -> bool {
    let credit = &rules.improvement_activities.apm_participant;
    let is_participant =
        practice.apm_participant || practice.participation == Participation::ApmEntity;
    let is_taken_away = Category::ALL.into_iter().any(|category| {
        matches!(practice.categories[category], CategoryInput::Reweighted(reason)
            if credit.not_with.contains(&reason))
    });
    is_participant && !is_taken_away && credit.pathways.contains(&practice.pathway)
}

/// Whether the credit is due, when an activity that counts was `attested` or not, and data were submitted in these
/// categories.
pub(in crate::score) fn is_due(
    rules: &Rules,
    practice: &Practice,
    attested: bool,
    submitted: CategorySet,
) -> bool {
    let by_data = submitted.contains(Category::Quality)
        && submitted.contains(Category::PromotingInteroperability);
    let is_met = match rules.improvement_activities.apm_participant.when {
        CreditWhen::Always => true,
        CreditWhen::ActivityAttested => attested,
        CreditWhen::ActivityOrQualityAndInteroperability => attested || by_data,
    };
    is_met && participates(rules, practice)
}

/// The points with the credit.
pub(in crate::score) fn points(rules: &Rules, earned: Decimal) -> Decimal {
    let credit = &rules.improvement_activities.apm_participant;
    match credit.credit {
        CreditKind::Floor => earned.max(credit.points),
        CreditKind::Added => earned + credit.points,
    }
}

/// The percent of the category that the credit alone makes.
pub(in crate::score) fn percent(rules: &Rules) -> Exact {
    let year = &rules.improvement_activities;
    of_maximum(points(rules, Decimal::ZERO).min(year.maximum), year.maximum)
}

/// Points in percent of the most there are.
pub(in crate::score) fn of_maximum(points: Decimal, maximum: Decimal) -> Exact {
    (Exact::from(points) * HUNDRED)
        .checked_div(maximum)
        .unwrap_or_default()
}
