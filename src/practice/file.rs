//! A practice file as it is written, one struct for each of its tables.

use rust_decimal::Decimal;

use super::taking_part::TakingPart;
use crate::rules::collection_type::CollectionType;
use crate::rules::terms::{
    ApmKind, ClinicianType, Participation, Pathway, Reason, SpecialStatus, TinOfPaymentYear,
};

/// A practice file as it is written: typed, but not yet held against a year's rules.
#[derive(Clone, Debug, Default)]
pub struct PracticeFile {
    /// The performance year.
    pub performance_year: Option<u16>,
    /// The final score, where it is known already: CMS has said it.
    pub final_score: Option<Decimal>,
    /// The practice itself.
    pub practice: PracticeFacts,
    /// The quality table.
    pub quality: Option<CategoryTable<Vec<QualityMeasure>>>,
    /// The cost table.
    pub cost: Option<CategoryTable<Vec<CostMeasure>>>,
    /// The improvement activities table: ids of activities.
    pub improvement_activities: Option<CategoryTable<Vec<String>>>,
    /// The promoting interoperability table.
    pub promoting_interoperability: Option<CategoryTable<PromotingInteroperabilityData>>,
    /// The complex patient bonus table.
    pub complex_patient_bonus: Option<ComplexPatientTable>,
    /// Figures of the year before.
    pub prior_year: PriorYear,
    /// Facility-based scores.
    pub facility_based: Option<FacilityScores>,
    /// Replacements of the year's scaling factors.
    pub payment: PaymentFacts,
    /// Eligibility, the Advanced APM track and the cost of taking part; absent where the file says nothing of them.
    pub taking_part: Option<Box<TakingPart>>,
}

/// The `[practice]` table.
#[derive(Clone, Debug, Default)]
pub struct PracticeFacts {
    /// Its name, only printed.
    pub name: Option<String>,
    /// How it takes part.
    pub participation: Option<Participation>,
    /// How it reports.
    pub pathway: Option<Pathway>,
    /// The MIPS Value Pathway's id.
    pub mvp: Option<String>,
    /// Eligible clinicians in the practice.
    pub clinicians: Option<u32>,
    /// CMS's own designation of practice size.
    pub small_practice: Option<bool>,
    /// Special statuses.
    pub special_statuses: Vec<SpecialStatus>,
    /// An APM participant that does not report as an APM Entity.
    pub apm_participant: Option<bool>,
    /// The kind of APM under the APM scoring standard.
    pub apm_kind: Option<ApmKind>,
    /// The individual's type.
    pub clinician_type: Option<ClinicianType>,
    /// Dollars that Medicare pays for covered professional services in the payment year, 42 CFR 414.1405(e).
    pub part_b_paid: Option<Decimal>,
    /// Whether all clinicians of the group share one specialty or clinical focus.
    pub single_specialty: Option<bool>,
    /// The practice (TIN) that bills in the payment year.
    pub tin_of_payment_year: Option<TinOfPaymentYear>,
}

/// A category's table as it is written.
#[derive(Clone, Debug, Default)]
pub struct CategoryTable<T> {
    /// The category percent, when it is known.
    pub percent: Option<Decimal>,
    /// What the category is computed from.
    pub data: Option<T>,
    /// Nothing was submitted.
    pub not_submitted: bool,
    /// CMS moved the weight away.
    pub reweighted: Option<Reason>,
    /// Not known yet.
    pub unknown: bool,
}

/// One quality measure as it is written. Counts may have decimals: some measures count other things than patients.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QualityMeasure {
    /// The collection type.
    pub collection_type: Option<CollectionType>,
    /// CMS's measure id.
    pub id: String,
    /// Performance met.
    pub numerator: Option<Decimal>,
    /// Performance met and not met.
    pub denominator: Option<Decimal>,
    /// The performance rate, in percent or in the measure's own unit.
    pub rate: Option<Decimal>,
    /// The number of cases.
    pub cases: Option<Decimal>,
    /// All who are eligible for the measure.
    pub eligible_population: Option<Decimal>,
    /// Denominator exclusions.
    pub exclusions: Option<Decimal>,
    /// Denominator exceptions.
    pub exceptions: Option<Decimal>,
    /// Data completeness in percent.
    pub data_completeness: Option<Decimal>,
    /// Measure achievement points, when CMS has said them.
    pub points: Option<Decimal>,
    /// Eligible patients who are still to come this year; the score ignores them.
    pub remaining: Option<Decimal>,
    /// Reported end to end by electronic means.
    pub end_to_end: Option<bool>,
    /// The strata of a multi-rate measure.
    pub strata: Vec<Stratum>,
}

impl QualityMeasure {
    /// Its dotted path in a practice file.
    #[must_use]
    pub fn path(&self) -> String {
        let kind = self.collection_type.map_or("", CollectionType::key);
        let id = &self.id;
        if id.contains('.') {
            format!("quality.measures.{kind}.\"{id}\"")
        } else {
            format!("quality.measures.{kind}.{id}")
        }
    }
}

/// One stratum of a multi-rate measure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stratum {
    /// Its name.
    pub name: String,
    /// Performance met.
    pub numerator: Option<Decimal>,
    /// Performance met and not met.
    pub denominator: Option<Decimal>,
    /// All who are eligible.
    pub eligible_population: Option<Decimal>,
    /// Denominator exclusions.
    pub exclusions: Option<Decimal>,
    /// Denominator exceptions.
    pub exceptions: Option<Decimal>,
}

/// One cost measure as it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CostMeasure {
    /// CMS's measure id.
    pub id: String,
    /// Risk-adjusted dollars per episode or beneficiary.
    pub cost: Option<Decimal>,
    /// Episodes or beneficiaries.
    pub cases: Option<Decimal>,
    /// Measure achievement points, when CMS has said them.
    pub points: Option<Decimal>,
}

impl CostMeasure {
    /// Its dotted path in a practice file.
    #[must_use]
    pub fn path(&self) -> String {
        format!("cost.measures.{}", self.id)
    }
}

/// What promoting interoperability is computed from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PromotingInteroperabilityData {
    /// Measures, attestations and exclusions by id.
    pub measures: Vec<(String, Answer)>,
    /// Days of the performance period.
    pub days: Option<u32>,
    /// The CEHRT id.
    pub cehrt_id: Option<String>,
}

/// What a promoting interoperability entry says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// Yes or no.
    Attested(bool),
    /// A proportion.
    Proportion {
        /// Of so many.
        numerator: Decimal,
        /// In so many.
        denominator: Decimal,
    },
}

/// The `[complex_patient_bonus]` table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ComplexPatientTable {
    /// The bonus, when CMS has said it.
    pub points: Option<Decimal>,
    /// Not known yet.
    pub unknown: bool,
    /// It is said that it is not unknown, and nothing else.
    pub denied: bool,
    /// The raw inputs.
    pub inputs: ComplexPatientInputs,
}

/// The raw inputs of the complex patient bonus; which are needed depends on the year's formula.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ComplexPatientInputs {
    /// Average HCC risk score of the patients seen.
    pub average_hcc: Option<Decimal>,
    /// Ratio of dually eligible patients, 0 to 1.
    pub dual_ratio: Option<Decimal>,
    /// Mean HCC score over all clinicians.
    pub hcc_mean: Option<Decimal>,
    /// Its standard deviation.
    pub hcc_sd: Option<Decimal>,
    /// Its median.
    pub hcc_median: Option<Decimal>,
    /// Mean dual ratio over all clinicians.
    pub dual_mean: Option<Decimal>,
    /// Its standard deviation.
    pub dual_sd: Option<Decimal>,
    /// Its median.
    pub dual_median: Option<Decimal>,
}

impl ComplexPatientInputs {
    /// Each input with its key, to be changed.
    pub(crate) fn named_mut(&mut self) -> [(&'static str, &mut Option<Decimal>); 8] {
        [
            ("average_hcc", &mut self.average_hcc),
            ("dual_ratio", &mut self.dual_ratio),
            ("hcc_mean", &mut self.hcc_mean),
            ("hcc_sd", &mut self.hcc_sd),
            ("hcc_median", &mut self.hcc_median),
            ("dual_mean", &mut self.dual_mean),
            ("dual_sd", &mut self.dual_sd),
            ("dual_median", &mut self.dual_median),
        ]
    }

    /// Each input with its key.
    #[must_use]
    pub fn named(&self) -> [(&'static str, Option<Decimal>); 8] {
        [
            ("average_hcc", self.average_hcc),
            ("dual_ratio", self.dual_ratio),
            ("hcc_mean", self.hcc_mean),
            ("hcc_sd", self.hcc_sd),
            ("hcc_median", self.hcc_median),
            ("dual_mean", self.dual_mean),
            ("dual_sd", self.dual_sd),
            ("dual_median", self.dual_median),
        ]
    }
}

/// The `[prior_year]` table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PriorYear {
    /// Quality achievement percent of the year before, without bonuses and improvement.
    pub quality_achievement_percent: Option<Decimal>,
    /// Cost percent of the year before.
    pub cost_percent: Option<Decimal>,
}

/// The `[facility_based]` table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FacilityScores {
    /// Quality percent by the hospital's percentile.
    pub quality_percent: Decimal,
    /// Cost percent by the hospital's percentile.
    pub cost_percent: Decimal,
}

/// The `[payment]` table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PaymentFacts {
    /// In place of the year's scaling factor.
    pub scaling_factor: Option<Decimal>,
    /// In place of the year's additional scaling factor.
    pub additional_scaling_factor: Option<Decimal>,
}
