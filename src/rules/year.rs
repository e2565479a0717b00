//! The shape of `rules/<year>/rules.toml`: one field for each of its tables, and who may take part.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    adjustment::Adjustment,
    advanced_apm::AdvancedApm,
    calendar::CalendarEntry,
    cost::Cost,
    deferred::Deferred,
    eligibility::{EligibilityRules, SpecialStatusThreshold, VirtualGroups},
    final_score::{ComplexPatientBonus, FacilityBased, FinalScoreRules, SmallPracticeBonus},
    improvement_activities::ImprovementActivities,
    participation_costs::ParticipationCosts,
    promoting_interoperability::PromotingInteroperability,
    quality::QualityRules,
    reweighting::{AutomaticCircumstances, AutomaticReweighting, NeverScored, ReweightingReason},
    score_hierarchy::ScoreHierarchy,
    status::Status,
    terms::{ClinicianType, Participation, Pathway, Reason, SpecialStatus},
    weights::WeightTable,
};
use crate::category::Category;

/// How settled a year or a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum YearStatus {
    /// The year's final rule is in the tables.
    Final,
    /// Figures of the year before are carried forward, or the rule is only proposed.
    Provisional,
}

/// Everything that `rules.toml` says of one performance year.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
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
    pub pathways: BTreeMap<Pathway, Deferred<PathwayRules>>,
    /// What changes for an APM Entity that reports on a MIPS pathway; absent before there was such reporting.
    #[serde(default)]
    pub apm_entity: Option<ApmEntity>,
    /// Tables of category weights, by name.
    pub weights: BTreeMap<String, Deferred<WeightTable>>,
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
    pub reweighting_reasons: BTreeMap<Reason, Deferred<ReweightingReason>>,
    /// What the sources leave open, and how it could be read otherwise, by name.
    #[serde(default)]
    pub readings: Deferred<BTreeMap<String, OpenReading>>,
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

/// A question that the sources leave open: how these tables answer it, and the settings that answer it otherwise.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct OpenReading {
    /// What speaks for either answer.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// The answer of these tables, as a sentence.
    pub says: String,
    /// The other answer, as a sentence.
    pub otherwise: String,
    /// The settings of these tables that make the other answer, `path=value` without `rules.`.
    pub settings: Vec<String>,
    /// The categories that must be computed from measures or activities for the question to arise; any if there are none.
    #[serde(default)]
    pub computed: Vec<Category>,
    /// For whom the question arises; for everyone if it names nobody.
    #[serde(default)]
    pub participation: Vec<Participation>,
    /// The pathways on which it arises; all if it names none.
    #[serde(default)]
    pub pathways: Vec<Pathway>,
    /// Whether it arises for participants of an APM alone.
    #[serde(default)]
    pub apm_participants: bool,
    /// What a score says of a measure for which it arises: with none of these reasons it moves nothing. It may arise
    /// whatever a score says if it names none.
    #[serde(default)]
    pub reasons: Vec<String>,
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
#[non_exhaustive]
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
#[non_exhaustive]
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
    /// Sentences that belong to every result of the pathway.
    #[serde(default)]
    pub notes: Vec<String>,
}

impl PathwayRules {
    /// The percent that CMS assigns in a category on this pathway.
    #[must_use]
    pub fn assigned_percent(&self, category: Category) -> Option<Decimal> {
        let assigned = self.assigned.as_ref()?;
        (category == Category::ImprovementActivities).then_some(assigned.improvement_activities)
    }
}

/// Category percents that CMS assigns.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
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
#[non_exhaustive]
pub struct ApmEntity {
    /// Source in the law.
    pub cite: String,
    /// How sure the source is.
    #[serde(default)]
    pub status: Option<Status>,
    /// Categories without weight.
    pub without: Vec<Category>,
    /// The table of weights that serves it instead of its pathway's, where another does.
    #[serde(default)]
    pub weights: Option<String>,
}
