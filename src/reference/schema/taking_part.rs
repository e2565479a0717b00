//! The schema of what a practice file says of eligibility, the Advanced APM track and the cost of taking part.

use serde_json::{Value, json};

use super::types::{about, between, count, keys, table, words};
use crate::rules::terms::{
    ClinicianType, Election, LowVolumeReason, MipsStatus, PartialQpElection, QpStatus, Word,
};

fn whole() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

/// The figures that are held against the low-volume threshold.
fn figures() -> Value {
    json!({
        "allowed_charges": about(count(), "Allowed charges for covered professional services, in dollars"),
        "beneficiaries": about(whole(), "Part B patients given covered professional services"),
        "covered_services": about(whole(), "Covered professional services"),
    })
}

/// The same by determination period, or CMS's own determination.
fn volume() -> Value {
    let mut segment = figures();
    segment["number"] = about(
        json!({ "type": "integer", "minimum": 1, "maximum": 2 }),
        "The determination period",
    );
    let segment = table(segment);
    let mut volume = figures();
    volume["segment"] = about(
        json!({ "type": ["array", "object"], "items": segment, "additionalProperties": segment }),
        "Figures by determination period; one alone stands for both",
    );
    volume["mips_status"] = about(
        words::<MipsStatus>(),
        "CMS's own determination; it beats figures",
    );
    volume["low_volume_reason"] = about(
        words::<LowVolumeReason>(),
        "CMS's code of what is not exceeded, in place of figures",
    );
    volume
}

pub(super) fn eligibility() -> Value {
    let mut properties = volume();
    let types = ClinicianType::ALL.iter().map(|it| it.key());
    properties["clinician_type"] = about(
        keys(types.chain(["other"])),
        "The clinician's type; `other` is one that MIPS does not know",
    );
    properties["medicare_enrolled"] = about(
        json!({ "type": ["string", "object"] }),
        "The day of the first enrollment in Medicare",
    );
    properties["joined"] = about(
        json!({ "type": ["string", "object"] }),
        "The day on which the clinician joined the practice, if during the performance year",
    );
    properties["election"] = about(words::<Election>(), "What was elected for the year");
    properties["maqi"] = about(
        json!({ "type": "boolean" }),
        "Takes part in the Medicare Advantage demonstration",
    );
    properties["group"] = about(
        table(volume()),
        "The same figures of the whole practice (TIN)",
    );
    properties["statuses"] = about(
        table(json!({
            "patient_facing_encounters": about(whole(), "Of a clinician"),
            "non_patient_facing_share": about(between(0, 100), "Percent of a group's clinicians"),
            "hospital_share": about(between(0, 100), "Percent of a clinician's services, or of a group's clinicians"),
            "asc_share": about(between(0, 100), "The same, in an ambulatory surgical center"),
            "facility_share": about(between(0, 100), "The same, for facility-based scoring"),
            "rural_share": about(between(0, 100), "Percent of a group's clinicians"),
            "hpsa_share": about(between(0, 100), "Percent of a group's clinicians"),
        })),
        "Figures from which special statuses follow; a stated status wins",
    );
    properties["virtual_group"] = about(
        table(json!({
            "members": about(whole(), "Eligible clinicians of all its practices"),
            "practices": about(whole(), "Its practices (TINs)"),
        })),
        "The virtual group that CMS approved",
    );
    about(
        table(properties),
        "Whether a clinician or practice is in MIPS; what is absent is unknown",
    )
}

pub(super) fn apm() -> Value {
    let percent = || between(0, 100);
    let factor = || between(1, 100);
    about(
        table(json!({
            "advanced": about(json!({ "type": "boolean" }), "Whether the APM is an Advanced APM"),
            "entities": about(json!({ "type": "integer", "minimum": 0, "maximum": 1000 }), "APM Entities that the clinician takes part in"),
            "on_participation_list": { "type": "boolean" },
            "payment_score": about(percent(), "Threshold score by payments, in percent"),
            "patient_score": about(percent(), "Threshold score by patients, in percent"),
            "attributed_payments": count(),
            "attribution_eligible_payments": count(),
            "attributed_patients": count(),
            "attribution_eligible_patients": count(),
            "entity_payment_score": about(percent(), "The APM Entity's, where the clinician has one of their own"),
            "entity_patient_score": percent(),
            "all_payer_payment_score": about(percent(), "Over all payers"),
            "all_payer_patient_score": percent(),
            "qp_status": about(words::<QpStatus>(), "As CMS determined it; it beats the scores"),
            "partial_qp_election": words::<PartialQpElection>(),
            "paid_base_year": about(count(), "Base of the lump sum: paid amounts of the year after the performance year"),
            "allowed_payment_year": about(count(), "Allowed amounts of the payment year, which the conversion factor raises"),
            "shared_savings": about(json!({ "type": "number" }), "The user's own figure; losses are negative"),
            "conversion_factor_qp": about(factor(), "In place of the year's"),
            "conversion_factor": about(factor(), "In place of the year's"),
        })),
        "The Advanced APM track",
    )
}

pub(super) fn cost() -> Value {
    about(
        table(json!({
            "class": about(json!({ "type": "string" }), "A class of practices for which a figure for each physician is published"),
            "total": about(count(), "Dollars in all"),
            "per_physician": about(count(), "Dollars for each physician"),
            "hours": about(count(), "Hours in all, with hourly_cost"),
            "hourly_cost": about(count(), "Dollars an hour, with hours"),
            "physicians": whole(),
        })),
        "What taking part costs: one of class, total, per_physician, or hours with hourly_cost",
    )
}
