//! How improvement activities are scored: 42 CFR 414.1380(b)(3) and 414.1365(d)(3)(iii).

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::status::Status;
use crate::rules::terms::{Pathway, Reason, SpecialStatus};

/// How the category is scored.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ImprovementActivities {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Points that make 100 percent; more earn nothing.
    pub maximum: Decimal,
    /// Attestations that earn all of them: a patient-centered medical home.
    pub full_credit: Vec<String>,
    /// Activities that only participants of an MVP may attest, whichever the MVP.
    pub mvp_only: Vec<String>,
    /// What an activity earns.
    pub method: ActivityMethod,
    /// Who earns more for each activity.
    pub special_credit: SpecialCredit,
    /// What an activity earns in an MVP, instead of all else; absent before there were any.
    #[serde(default)]
    pub mvp: Option<MvpActivities>,
    /// What an APM participant earns at least.
    pub apm_participant: ApmCredit,
}

/// What an activity earns.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ActivityMethod {
    /// Points by the activity's weight.
    WeightedActivities(WeightedActivities),
    /// The same points for every activity.
    ActivityCount(ActivityCount),
}

/// Points by the activity's weight.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct WeightedActivities {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Points of a medium-weighted activity.
    pub medium: Decimal,
    /// Points of a high-weighted activity.
    pub high: Decimal,
}

/// The same points for every activity.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ActivityCount {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Points of an activity.
    pub points: Decimal,
}

/// Who earns more for each activity, once however many of the conditions hold.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SpecialCredit {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// How many times the points.
    pub factor: Decimal,
    /// Small practices.
    pub small_practice: bool,
    /// Holders of one of these statuses.
    pub special_statuses: Vec<SpecialStatus>,
}

/// What an activity earns in an MVP.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MvpActivities {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// What is taken instead of the ordinary method.
    pub method: ActivityMethod,
}

/// What an APM participant earns.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ApmCredit {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Points.
    pub points: Decimal,
    /// Whether they are a floor or come on top.
    pub credit: CreditKind,
    /// What it takes to get them.
    pub when: CreditWhen,
    /// On which pathways.
    pub pathways: Vec<Pathway>,
    /// The reasons that take the credit away where CMS granted one of them in any category.
    #[serde(default)]
    pub not_with: Vec<Reason>,
}

/// Whether a credit is a floor or comes on top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CreditKind {
    /// At least so many points.
    Floor,
    /// So many points more.
    Added,
}

/// What it takes to get the credit of an APM participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CreditWhen {
    /// An activity.
    ActivityAttested,
    /// An activity, or quality and promoting interoperability data.
    ActivityOrQualityAndInteroperability,
    /// Nothing but to take part in an APM.
    Always,
}
