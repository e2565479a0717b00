//! A performance year's rules: the shape of `rules/<year>/rules.toml`, one struct for each table.
//!
//! No number of law has a default: a missing key is an error with its name, and so is an unknown one.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    category::{ByCategory, Category, CategorySet},
    decimal::Rounding,
    rules::terms::{ClinicianType, Participation, Pathway, Reason, SpecialStatus},
};

pub mod advanced_apm;
pub mod benchmarks;
pub mod book;
pub mod calendar;
mod check;
pub mod collection_type;
pub mod cost;
pub mod deferred;
pub mod diff;
pub mod eligibility;
pub mod import;
pub mod improvement_activities;
pub mod limit;
pub mod measures;
pub mod overview;
pub mod participation_costs;
pub mod promoting_interoperability;
pub mod quality;
pub mod score_hierarchy;
pub mod status;
pub mod terms;

use advanced_apm::AdvancedApm;
use calendar::CalendarEntry;
pub use check::check;
use cost::Cost;
use deferred::Deferred;
use eligibility::{EligibilityRules, SpecialStatusThreshold, VirtualGroups};
use improvement_activities::ImprovementActivities;
use participation_costs::ParticipationCosts;
use promoting_interoperability::PromotingInteroperability;
use quality::QualityRules;
use score_hierarchy::ScoreHierarchy;
use status::Status;

/// How settled a year or a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YearStatus {
    /// The year's final rule is in the tables.
    Final,
    /// Figures of the year before are carried forward, or the rule is only proposed.
    Provisional,
}

/// Everything that `rules.toml` says of one performance year.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The performance year.
    pub performance_year: u16,
    /// The year whose payments the score moves: two years later (42 CFR 414.1305, MIPS payment year).
    pub payment_year: u16,
    /// Whether the year's rule is final.
    pub status: YearStatus,
    /// The rule that the tables hold.
    pub cite: String,
    /// Sentences that belong to every result of the year.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Who may take part.
    pub participation: Kinds<Participation>,
    /// What makes a small practice.
    pub small_practice: SmallPractice,
    /// The special statuses of the year.
    pub special_statuses: Kinds<SpecialStatus>,
    /// The types of MIPS eligible clinicians.
    pub clinician_types: Kinds<ClinicianType>,
    /// The reporting pathways of the year.
    pub pathways: BTreeMap<Pathway, PathwayRules>,
    /// What changes for an APM Entity that reports on a MIPS pathway; absent before there was such reporting.
    #[serde(default)]
    pub apm_entity: Option<ApmEntity>,
    /// Tables of category weights, by name.
    pub weights: BTreeMap<String, WeightTable>,
    /// Categories that carry no weight for anyone this year.
    #[serde(default)]
    pub never_scored: BTreeMap<Category, NeverScored>,
    /// Whose weight moves away without an application.
    #[serde(default)]
    pub automatic_reweighting: BTreeMap<Category, AutomaticReweighting>,
    /// Clinicians whom extreme and uncontrollable circumstances cover automatically.
    #[serde(default)]
    pub automatic_circumstances: Option<AutomaticCircumstances>,
    /// The reasons that a practice file may give, and where each is the law's.
    pub reweighting_reasons: BTreeMap<Reason, ReweightingReason>,
    /// How the quality category is scored.
    pub quality: Deferred<QualityRules>,
    /// How the final score is put together.
    pub final_score: FinalScoreRules,
    /// The complex patient bonus; absent in years without one.
    #[serde(default)]
    pub complex_patient_bonus: Option<ComplexPatientBonus>,
    /// The small practice bonus where it is added to the final score; absent in years without one.
    #[serde(default)]
    pub small_practice_bonus: Option<SmallPracticeBonus>,
    /// Facility-based scoring; absent in years without it.
    #[serde(default)]
    pub facility_based: Option<FacilityBased>,
    /// How promoting interoperability is scored.
    pub promoting_interoperability: Deferred<PromotingInteroperability>,
    /// How improvement activities are scored.
    pub improvement_activities: Deferred<ImprovementActivities>,
    /// How cost is scored.
    pub cost: Deferred<Cost>,
    /// The payment adjustment.
    pub adjustment: Adjustment,
    /// Who is in MIPS.
    pub eligibility: Deferred<EligibilityRules>,
    /// What makes each special status.
    pub special_status_thresholds: Deferred<BTreeMap<SpecialStatus, SpecialStatusThreshold>>,
    /// Virtual groups; absent in years without them.
    #[serde(default)]
    pub virtual_groups: Option<Deferred<VirtualGroups>>,
    /// Which final score counts.
    pub score_hierarchy: Deferred<ScoreHierarchy>,
    /// The Advanced APM track.
    pub advanced_apm: Deferred<AdvancedApm>,
    /// What taking part costs, as studies publish it.
    pub participation_costs: Deferred<ParticipationCosts>,
    /// The year's dates, by name.
    pub calendar: Deferred<BTreeMap<String, CalendarEntry>>,
}

/// A list of what exists in the year.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kinds<T> {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// What exists.
    pub kinds: Vec<T>,
}

/// What makes a small practice.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmallPractice {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The most eligible clinicians that a small practice has.
    pub maximum_clinicians: u32,
}

/// A reporting pathway.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PathwayRules {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Who may report on it.
    pub participation: Vec<Participation>,
    /// Its table of weights.
    pub weights: String,
    /// Its table of weights for small practices.
    pub small_practice_weights: String,
    /// Its tables of weights by kind of APM, where they differ.
    #[serde(default)]
    pub apm_kinds: BTreeMap<String, String>,
    /// Whether quality cannot be reweighted for lack of applicable measures.
    #[serde(default)]
    pub quality_always_applicable: bool,
    /// Category percents that CMS assigns on this pathway.
    #[serde(default)]
    pub assigned: Option<Assigned>,
}

/// Category percents that CMS assigns.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assigned {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The improvement activities percent.
    pub improvement_activities: Decimal,
}

/// An APM Entity on a MIPS pathway.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApmEntity {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Categories without weight.
    pub without: Vec<Category>,
}

/// A table of category weights.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeightTable {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Categories that never carry weight in this table.
    #[serde(default)]
    pub without: Vec<Category>,
    /// Categories whose weight the law moves nowhere.
    #[serde(default)]
    pub no_row: Vec<Category>,
    /// The weights, in percent, by the set of categories that are not scored ([`CategorySet::name`]).
    pub rows: WeightRows,
}

/// Rows of weights, by the set of categories that are not scored.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(
    try_from = "BTreeMap<String, ByCategory<Decimal>>",
    into = "BTreeMap<String, ByCategory<Decimal>>"
)]
pub struct WeightRows([Option<ByCategory<Decimal>>; CategorySet::COUNT]);

impl WeightRows {
    /// The row for when these categories are not scored.
    #[must_use]
    pub fn get(&self, not_scored: CategorySet) -> Option<&ByCategory<Decimal>> {
        self.0[not_scored.index()].as_ref()
    }
}

impl TryFrom<BTreeMap<String, ByCategory<Decimal>>> for WeightRows {
    type Error = String;

    fn try_from(named: BTreeMap<String, ByCategory<Decimal>>) -> Result<Self, String> {
        let mut rows = Self::default();
        for (name, row) in named {
            let set = CategorySet::from_name(&name).ok_or_else(|| {
                format!("row `{name}`: a row is named `none`, or by categories joined with `+` in their usual order")
            })?;
            rows.0[set.index()] = Some(row);
        }
        Ok(rows)
    }
}

impl From<WeightRows> for BTreeMap<String, ByCategory<Decimal>> {
    fn from(rows: WeightRows) -> Self {
        CategorySet::every()
            .filter_map(|set| Some((set.name(), *rows.get(set)?)))
            .collect()
    }
}

/// A category that carries no weight for anyone.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeverScored {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The reason, as results name it.
    pub reason: Reason,
    /// The same in a sentence.
    pub note: String,
}

/// Whose weight of a category moves away without an application.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AutomaticReweighting {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Holders of one of these statuses.
    pub special_statuses: Vec<SpecialStatus>,
    /// Small practices.
    pub small_practice: bool,
    /// Individual clinicians of one of these types.
    pub clinician_types: Vec<ClinicianType>,
    /// Statuses that a group holds only when every clinician in it does.
    #[serde(default)]
    pub statuses_without_group_definition: Vec<SpecialStatus>,
}

/// Extreme and uncontrollable circumstances that cover clinicians automatically.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AutomaticCircumstances {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Whom.
    pub participation: Vec<Participation>,
    /// When.
    pub when: CircumstancesWhen,
    /// The same in a sentence.
    pub note: String,
}

/// When automatic circumstances move a category's weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CircumstancesWhen {
    /// When nothing was submitted in the category.
    CategoryNotSubmitted,
    /// When nothing was submitted in any category.
    NothingSubmitted,
}

/// Where a reweighting reason is the law's.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReweightingReason {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// In these categories.
    pub categories: Vec<Category>,
    /// Also in every category, when all four carry it.
    #[serde(default)]
    pub together: bool,
    /// Whether an APM Entity has it in all four categories or in none.
    #[serde(default)]
    pub apm_entity_together: bool,
}

/// How the final score is put together.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FinalScoreRules {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The most points there are.
    pub maximum: Decimal,
    /// Scored categories that it takes; with fewer the final score is the performance threshold.
    pub minimum_categories: usize,
    /// How it is rounded.
    pub rounding: Rounding,
}

/// The complex patient bonus.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComplexPatientBonus {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The most points it gives.
    pub maximum: Decimal,
    /// Whether facility-based scoring counts as data for a category, which the bonus requires.
    pub facility_based_counts_as_data: bool,
    /// How it is computed from its raw inputs.
    pub method: ComplexPatientMethod,
}

/// How the complex patient bonus is computed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ComplexPatientMethod {
    /// multiplier x (hcc x average HCC risk score + `dual_ratio` x ratio of dually eligible patients).
    HccAndDual {
        /// Points for one unit of the average HCC risk score.
        hcc: Decimal,
        /// Points for a dual ratio of one.
        dual_ratio: Decimal,
        /// What the sum is multiplied with.
        multiplier: Decimal,
    },
    /// Two components, each base + slope x (indicator - mean) / standard deviation, summed, not below zero.
    Standardized {
        /// Points of a component at the mean.
        base: Decimal,
        /// Points of a component for each standard deviation.
        slope: Decimal,
        /// Who gets the bonus at all.
        median_gate: MedianGate,
    },
}

/// Who gets the standardized bonus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MedianGate {
    /// Whoever has at least one indicator at or above its median; both components count.
    EitherIndicator,
    /// Each component counts only when its own indicator is at or above its median.
    EachIndicator,
}

/// The small practice bonus on the final score.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmallPracticeBonus {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Points.
    pub points: Decimal,
}

/// Facility-based quality and cost scores.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FacilityBased {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Who may be scored so.
    pub participation: Vec<Participation>,
    /// On which pathways.
    pub pathways: Vec<Pathway>,
    /// What of the practice's own must be higher to be used instead.
    pub replaced_by_higher: FacilityComparison,
    /// A group takes part only when it submits one of these.
    pub group_submits_one_of: Vec<Category>,
}

/// What is compared between facility-based and own scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FacilityComparison {
    /// The weighted quality and cost scores together.
    QualityAndCostCombined,
    /// The final score.
    FinalScore,
}

/// The payment adjustment.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adjustment {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The final score without an adjustment.
    pub performance_threshold: Decimal,
    /// The year's applicable percent: the largest loss, and the largest gain before scaling.
    pub maximum_percent: Decimal,
    /// The most that the statute lets the scaling factor be.
    pub maximum_scaling_factor: Decimal,
    /// The factor that makes gains equal losses over all clinicians.
    pub scaling_factor: ScalingFactor,
    /// The additional adjustment for exceptional performance; absent from performance year 2023 on.
    #[serde(default)]
    pub additional: Option<AdditionalAdjustment>,
    /// How the percent is rounded.
    pub rounding: Rounding,
    /// How the dollars are rounded.
    pub dollars_rounding: Rounding,
}

/// A scaling factor and how well it is known.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScalingFactor {
    /// Where it comes from.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Whether it follows from published results.
    pub basis: FactorBasis,
    /// The factor.
    pub value: Decimal,
    /// The lowest it may be.
    pub low: Decimal,
    /// The highest it may be.
    pub high: Decimal,
}

/// What a scaling factor rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactorBasis {
    /// CMS's published results imply it.
    Implied,
    /// No result is published yet.
    Assumed,
    /// The user gave it.
    User,
}

impl FactorBasis {
    /// The word in JSON and text.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Implied => "implied",
            Self::Assumed => "assumed",
            Self::User => "user",
        }
    }
}

/// The additional adjustment for exceptional performance, 42 CFR 414.1405(d).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdditionalAdjustment {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The final score at which it begins.
    pub performance_threshold: Decimal,
    /// Percent at that score, before scaling.
    pub first_percent: Decimal,
    /// Percent at the highest score, before scaling.
    pub last_percent: Decimal,
    /// The most that its scaling factor can be.
    pub maximum_scaling_factor: Decimal,
    /// The most that is paid nationally in a year.
    pub national_limit_dollars: Decimal,
    /// Its scaling factor.
    pub scaling_factor: ScalingFactor,
}
