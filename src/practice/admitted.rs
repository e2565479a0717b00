//! A practice as a year's rules admit it.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{
    file::{
        ComplexPatientInputs, CostMeasure, FacilityScores, PaymentFacts, PriorYear,
        PromotingInteroperabilityData, QualityMeasure,
    },
    taking_part::TakingPart,
};
use crate::{
    category::{ByCategory, Category},
    problem::Problem,
    rules::{
        book::YearRules,
        terms::{
            ApmKind, ClinicianType, Participation, Pathway, Reason, SpecialStatus, TinOfPaymentYear,
        },
    },
};

/// A practice that fits a year's rules, which it carries: only [`admit`](super::admit()) makes one, and nothing outside changes it.
#[derive(Clone, Debug)]
pub struct Practice {
    /// The rules that it was admitted to.
    pub(crate) rules: Arc<YearRules>,
    /// Its name, only printed.
    pub(crate) name: Option<String>,
    /// How it takes part.
    pub(crate) participation: Participation,
    /// How it reports.
    pub(crate) pathway: Pathway,
    /// The MIPS Value Pathway's id.
    pub(crate) mvp: Option<String>,
    /// Eligible clinicians in the practice, where the file gives their number.
    pub(crate) clinicians: Option<u32>,
    /// Whether it is a small practice.
    #[expect(clippy::struct_field_names, reason = "the regulation's own term")]
    pub(crate) small_practice: bool,
    /// Whether the file said so, by count or by CMS's designation; otherwise it is an assumption.
    pub(crate) size_is_stated: bool,
    /// Its special statuses.
    pub(crate) special_statuses: Vec<SpecialStatus>,
    /// An APM participant that does not report as an APM Entity.
    pub(crate) apm_participant: bool,
    /// The kind of APM under the APM scoring standard.
    pub(crate) apm_kind: ApmKind,
    /// The individual's type.
    pub(crate) clinician_type: Option<ClinicianType>,
    /// Dollars that Medicare pays for covered professional services in the payment year.
    pub(crate) part_b_paid: Option<Decimal>,
    /// The final score, where it is known already: nothing is computed then but the adjustment.
    pub(crate) final_score: Option<Decimal>,
    /// What is known of each category.
    pub(crate) categories: ByCategory<CategoryInput>,
    /// What the categories are computed from, where they are.
    pub(crate) data: CategoryData,
    /// What is known of the complex patient bonus.
    pub(crate) complex_patient_bonus: ComplexPatientInput,
    /// Facility-based scores.
    pub(crate) facility_based: Option<FacilityScores>,
    /// Figures of the year before.
    pub(crate) prior_year: PriorYear,
    /// Replacements of the year's scaling factors.
    pub(crate) payment: PaymentFacts,
    /// Whether all clinicians of the group share one specialty or clinical focus.
    pub(crate) single_specialty: Option<bool>,
    /// The practice (TIN) that bills in the payment year.
    pub(crate) tin_of_payment_year: Option<TinOfPaymentYear>,
    /// Eligibility, the Advanced APM track and the cost of taking part; absent where the file says nothing of them.
    pub(crate) taking_part: Option<Box<TakingPart>>,
    /// What is valid but odd.
    pub(crate) warnings: Vec<Problem>,
}

impl Practice {
    /// The rules that it was admitted to, and is scored by.
    #[must_use]
    pub fn rules(&self) -> &Arc<YearRules> {
        &self.rules
    }

    /// How it takes part.
    #[must_use]
    pub fn participation(&self) -> Participation {
        self.participation
    }

    /// Its special statuses, stated or following from the figures of `[eligibility.statuses]`.
    #[must_use]
    pub fn special_statuses(&self) -> &[SpecialStatus] {
        &self.special_statuses
    }

    /// What is valid but odd.
    #[must_use]
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }
}

impl Practice {
    /// Whether the category is computed from measures or activities.
    #[must_use]
    pub fn has_measures(&self, category: Category) -> bool {
        matches!(self.categories[category], CategoryInput::Measures { .. })
    }
}

/// What is known of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CategoryInput {
    /// The file does not mention it.
    Absent,
    /// Its percent is known.
    Percent(Decimal),
    /// It is computed from the practice's own measures or activities.
    Measures {
        /// A percent given beside the measures, which is only compared.
        percent_given: Option<Decimal>,
    },
    /// Nothing was submitted.
    NotSubmitted,
    /// CMS moved its weight away.
    Reweighted(Reason),
    /// Not known yet.
    Unknown,
}

/// What categories are computed from.
#[derive(Clone, Debug, Default)]
pub struct CategoryData {
    /// Quality measures.
    pub quality: Vec<QualityMeasure>,
    /// Cost measures.
    pub cost: Vec<CostMeasure>,
    /// Improvement activities.
    pub improvement_activities: Vec<String>,
    /// Promoting interoperability.
    pub promoting_interoperability: PromotingInteroperabilityData,
}

/// What is known of the complex patient bonus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ComplexPatientInput {
    /// The year has none.
    None,
    /// The file does not mention it.
    NotGiven,
    /// CMS has said it.
    Points(Decimal),
    /// It is computed.
    Raw(ComplexPatientInputs),
    /// Not known yet.
    Unknown,
}
