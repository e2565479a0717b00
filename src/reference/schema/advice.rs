//! The schemas of what `mips check` and `mips plan` print.

use serde_json::{Value, json};

use super::{
    parts::{dated, head, list, number, problem, settings, text},
    types::{DRAFT, about, count, object, or_null},
};

/// The schema of what `mips check` prints. Keys are only added within a `schema_version`.
#[must_use]
pub fn check() -> Value {
    let cost = object(json!({
        "path": text(),
        "message": text(),
        "mend": text(),
        "points": about(or_null(number()), "Points of the final score that the mend adds"),
        "dollars": or_null(number()),
        "settings": settings(),
        "final_score": about(or_null(number()), "The final score with the mend"),
    }));
    let file = object(json!({
        "file": text(),
        "performance_year": or_null(json!({ "type": "integer" })),
        "valid": { "type": "boolean" },
        "errors": list(&problem()),
        "warnings": list(&problem()),
        "costs": list(&cost),
    }));
    let mut schema = head(object(json!({ "files": list(&file) })));
    schema["$schema"] = DRAFT.into();
    schema["title"] = "What mips check --format json prints".into();
    schema
}

/// The schema of what `mips plan` prints: an object for one file, a list for several.
#[must_use]
pub fn plan() -> Value {
    let effort = object(json!({
        "patients": count(),
        "answers": count(),
        "activities": count(),
        "measures": count(),
        "applications": count(),
    }));
    let step = object(json!({
        "description": text(),
        "settings": settings(),
        "points": number(),
        "dollars": or_null(number()),
        "final_score": number(),
        "effort": effort,
    }));
    let set = object(json!({
        "settings": settings(),
        "final_score": number(),
        "dollars": or_null(number()),
        "steps": about(count(), "How many steps"),
        "patients": count(),
        "proved_least": { "type": "boolean" },
    }));
    let year_end = object(json!({
        "as_it_runs": number(),
        "all_met": number(),
        "none_met": number(),
    }));
    let break_even = object(json!({
        "category": text(),
        "percent": about(or_null(number()), "With what is unknown at its low end; null where not even 100 does"),
        "percent_at_best": about(or_null(number()), "With what else is unknown at its high end"),
    }));
    let plan = head(object(json!({
        "file": text(),
        "final_score": number(),
        "target": number(),
        "reached": { "type": "boolean" },
        "highest": object(json!({
            "final_score": number(),
            "settings": settings(),
            "proved": about(json!({ "type": "boolean" }), "Whether no combination of the steps reaches more"),
        })),
        "steps": list(&step),
        "sets": list(&set),
        "break_even": about(list(&break_even), "What each category alone would have to come to"),
        "year_end": or_null(year_end),
        "next": about(or_null(dated()), "The next date that matters"),
    })));
    json!({
        "$schema": DRAFT,
        "title": "A plan, as printed by mips plan --format json",
        "oneOf": [
            { "$ref": "#/definitions/plan" },
            { "type": "array", "items": { "$ref": "#/definitions/plan" } },
        ],
        "definitions": { "plan": plan },
    })
}
