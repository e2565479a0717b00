//! What a practice file says of eligibility, the Advanced APM track and the cost of taking part.

use rust_decimal::Decimal;

use crate::{
    date::Date,
    rules::terms::{
        ClinicianType, Election, LowVolumeReason, MipsStatus, PartialQpElection, QpStatus,
    },
};

/// Everything beside the score: whether a clinician or practice is in MIPS, and what else it could do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TakingPart {
    /// `[eligibility]`.
    pub eligibility: Option<EligibilityFacts>,
    /// `[apm]`.
    pub apm: Option<ApmFacts>,
    /// `[cost_of_participation]`.
    pub cost: Option<ParticipationCost>,
}

/// `[eligibility]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EligibilityFacts {
    /// The clinician's type.
    pub clinician_type: Option<StatedType>,
    /// The day of the first enrollment in Medicare.
    pub medicare_enrolled: Option<Date>,
    /// The day on which a clinician joined the practice, where that was in the performance year.
    pub joined: Option<Date>,
    /// What was elected.
    pub election: Option<Election>,
    /// Takes part in the Medicare Advantage demonstration.
    pub maqi: Option<bool>,
    /// What is known of the volume at the file's own level.
    pub volume: Volume,
    /// What is known of the volume of the whole practice (TIN).
    pub group: Option<Volume>,
    /// From which special statuses follow.
    pub statuses: StatusFigures,
    /// The virtual group that CMS approved.
    pub virtual_group: Option<VirtualGroupFacts>,
}

/// A clinician's type, listed by some year or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StatedType {
    /// A type that MIPS knows.
    Listed(ClinicianType),
    /// Any other.
    Other,
}

/// What is known of a clinician's or practice's volume, against the low-volume threshold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Volume {
    /// CMS's own determination, which beats figures.
    pub mips_status: Option<MipsStatus>,
    /// CMS's code of what is not exceeded, in place of figures.
    pub low_volume_reason: Option<LowVolumeReason>,
    /// Figures by determination period; without a number, one set stands for both.
    pub segments: Vec<Segment>,
}

/// The figures of one determination period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// Which: 1 or 2; none where one set of figures is given beside no period.
    pub number: Option<u8>,
    /// Allowed charges for covered professional services, in dollars.
    pub allowed_charges: Option<Decimal>,
    /// Part B patients given covered professional services.
    pub beneficiaries: Option<Decimal>,
    /// Covered professional services.
    pub covered_services: Option<Decimal>,
}

/// `[eligibility.statuses]`: shares in percent; of services for a clinician, of clinicians for a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusFigures {
    /// Patient-facing encounters of a clinician.
    pub patient_facing_encounters: Option<Decimal>,
    /// Clinicians of a group who are non-patient facing.
    pub non_patient_facing_share: Option<Decimal>,
    /// In a hospital.
    pub hospital_share: Option<Decimal>,
    /// In an ambulatory surgical center.
    pub asc_share: Option<Decimal>,
    /// In a hospital, as facility-based scoring counts it.
    pub facility_share: Option<Decimal>,
    /// Clinicians of a group who practice in a rural area.
    pub rural_share: Option<Decimal>,
    /// Clinicians of a group who practice in a shortage area.
    pub hpsa_share: Option<Decimal>,
}

/// `[eligibility.virtual_group]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VirtualGroupFacts {
    /// Eligible clinicians of all its practices.
    pub members: Option<u32>,
    /// Its practices (TINs).
    pub practices: Option<u32>,
}

/// `[apm]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ApmFacts {
    /// Whether the APM is an Advanced APM.
    pub advanced: Option<bool>,
    /// APM Entities that the clinician takes part in.
    pub entities: Option<u32>,
    /// Whether the clinician is on the APM's participation (or affiliated practitioner) list.
    pub on_participation_list: Option<bool>,
    /// The Medicare scores of the clinician, or of whoever the file is about.
    pub scores: ThresholdScores,
    /// The Medicare scores of the APM Entity, where they differ.
    pub entity: ThresholdScores,
    /// The scores over all payers.
    pub all_payer: ThresholdScores,
    /// The status as CMS determined it, which beats the scores.
    pub qp_status: Option<QpStatus>,
    /// What a Partial QP elects.
    pub partial_qp_election: Option<PartialQpElection>,
    /// Paid amounts of the base year of the lump sum, in dollars.
    pub paid_base_year: Option<Decimal>,
    /// Allowed amounts of the payment year, in dollars.
    pub allowed_payment_year: Option<Decimal>,
    /// Share of savings; losses are negative.
    pub shared_savings: Option<Decimal>,
    /// The conversion factor of QPs, in place of the year's.
    pub conversion_factor_qp: Option<Decimal>,
    /// The conversion factor of everybody else, in place of the year's.
    pub conversion_factor: Option<Decimal>,
}

/// Threshold scores by the payment and the patient count method, in percent and not rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ThresholdScores {
    /// By payments.
    pub payment: Option<Decimal>,
    /// By patients.
    pub patient: Option<Decimal>,
}

/// `[cost_of_participation]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParticipationCost {
    /// A class of practices for which a figure is published.
    pub class: Option<String>,
    /// Dollars in all.
    pub total: Option<Decimal>,
    /// Dollars for each physician.
    pub per_physician: Option<Decimal>,
    /// Hours in all.
    pub hours: Option<Decimal>,
    /// Dollars an hour.
    pub hourly_cost: Option<Decimal>,
    /// Physicians.
    pub physicians: Option<u32>,
}
