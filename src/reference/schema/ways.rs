//! The schemas of what `mips eligibility`, `mips options`, `mips worth` and `mips calendar` print.

use serde_json::{Value, json};

use super::{
    parts::{dated, ends, list, number, printed_by, settings, text, truth},
    types::{about, count, keys, object, or_null, words},
};
use crate::rules::terms::{Participation, Pathway};

/// The verdicts in the order of the contract with programs.
fn verdict() -> Value {
    keys([
        "mips_eligible",
        "group_only",
        "opt_in_eligible",
        "exempt",
        "qp",
        "partial_qp",
        "unknown",
    ])
}

fn year() -> Value {
    json!({ "type": "integer" })
}

/// The schema of what `mips eligibility` prints. Keys are only added within a `schema_version`.
#[must_use]
pub fn eligibility() -> Value {
    let limit = object(json!({
        "name": text(),
        "level": text(),
        "segment": or_null(count()),
        "value": about(or_null(number()), "Null where it is not known"),
        "limit": number(),
        "exceeded": about(or_null(truth()), "Null where it is not known"),
    }));
    let decides = object(json!({ "path": text(), "message": text() }));
    let score = object(json!({
        "name": text(),
        "value": number(),
        "qp": number(),
        "partial_qp": number(),
    }));
    let file = object(json!({
        "file": text(),
        "performance_year": year(),
        "level": words::<Participation>(),
        "verdict": verdict(),
        "bound": about(or_null(truth()), "Whether it must take part, or has bound itself to; null where that is not known"),
        "decided_by": about(or_null(text()), "The test that decided"),
        "may": list(&keys(["opt_in", "voluntary", "nothing", "elect_mips"])),
        "missing": about(list(&text()), "The paths of what is not known and could decide"),
        "decides": list(&decides),
        "low_volume_reason": or_null(text()),
        "limits": list(&limit),
        "special_statuses": list(&text()),
        "qp": object(json!({ "status": or_null(text()), "by": or_null(text()), "scores": list(&score) })),
        "notes": list(&text()),
        "cite": or_null(text()),
        "cite_status": or_null(text()),
        "next": about(or_null(dated()), "The next date that matters"),
    }));
    printed_by("eligibility", object(json!({ "files": list(&file) })))
}

/// The schema of what `mips options` prints. Keys are only added within a `schema_version`.
#[must_use]
pub fn options() -> Value {
    let bounds = || or_null(ends(&number()));
    let alternative = object(json!({
        "file": text(),
        "level": words::<Participation>(),
        "pathway": words::<Pathway>(),
        "mvp": or_null(text()),
        "final_score": about(or_null(number()), "Null where it is a range or there is none"),
        "final_score_bounds": bounds(),
        "adjustment": about(or_null(number()), "Percent"),
        "allowed": about(or_null(truth()), "Null where a fact is missing"),
        "why_not": or_null(text()),
        "adjusts": or_null(truth()),
        "as_filed": truth(),
        "settings": settings(),
    }));
    let clinician = object(json!({
        "name": or_null(text()),
        "counts": about(or_null(json!({ "type": "integer", "minimum": 0 })), "Which of the alternatives counts, from 0"),
        "final_score": or_null(number()),
        "final_score_bounds": bounds(),
        "adjustment": about(or_null(number()), "Percent"),
        "newly_bound": about(or_null(truth()), "Whether reporting as a group binds a clinician who is not bound alone"),
        "note": or_null(text()),
    }));
    printed_by(
        "options",
        object(json!({
            "alternatives": list(&alternative),
            "clinicians": list(&clinician),
            "rule": text(),
            "cite": text(),
            "next": about(or_null(dated()), "The next date that matters"),
        })),
    )
}

/// The schema of what `mips worth` prints. Keys are only added within a `schema_version`.
#[must_use]
pub fn worth() -> Value {
    let money = || or_null(number());
    let bounds = || ends(&or_null(number()));
    let alternative = object(json!({
        "name": text(),
        "final_score": money(),
        "adjustment": about(money(), "Dollars; null where it is a range or not known"),
        "adjustment_bounds": bounds(),
        "adjustment_percent": bounds(),
        "of_score": bounds(),
        "of_scaling_factor": bounds(),
        "incentive": money(),
        "conversion_factor": money(),
        "shared_savings": money(),
        "mips_avoided": about(bounds(), "The MIPS adjustment that does not apply in this way; the net does not count it"),
        "cost": money(),
        "net": about(bounds(), "Dollars, both ends null where an amount is missing"),
        "available": about(or_null(truth()), "Whether the way is open; null where it is not known"),
    }));
    let break_even = object(json!({
        "part_b_paid": about(money(), "Dollars; null without a cost, and while the adjustment is not known"),
        "part_b_paid_bounds": about(bounds(), "The high end is null where no amount is enough"),
        "final_score": money(),
        "final_score_bounds": about(bounds(), "The high end is null where no score is enough"),
        "mips_percent": about(money(), "The adjustment that equals what a QP gains"),
        "mips_final_score": about(money(), "The final score at which MIPS leaves what a QP has; null where none does"),
    }));
    printed_by(
        "worth",
        object(json!({
            "file": text(),
            "payment_year": year(),
            "verdict": verdict(),
            "alternatives": list(&alternative),
            "best": or_null(text()),
            "best_is_open": truth(),
            "sentence": text(),
            "break_even": break_even,
            "assumptions": list(&text()),
            "next": about(or_null(dated()), "The next date that matters"),
        })),
    )
}

/// The schema of what `mips calendar` prints. Keys are only added within a `schema_version`.
#[must_use]
pub fn calendar() -> Value {
    printed_by(
        "calendar",
        object(json!({
            "payment_year": year(),
            "today": text(),
            "next": or_null(dated()),
            "dates": list(&dated()),
        })),
    )
}
