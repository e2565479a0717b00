//! The schema of a result.

use serde_json::{Value, json};

use super::{
    parts::problem,
    types::{DRAFT, about, between, count, keys, object, or_null, words},
};
use crate::{
    category::Category,
    practice::states::PercentSource,
    report::SCHEMA_VERSION,
    rules::{
        FactorBasis,
        collection_type::CollectionType,
        terms::{Participation, Pathway, Reason},
    },
    score::{adjustment::Class, reason::MeasureReason, scorecard::Status},
};

/// The schema of a result: an object for one file, a list for several. Keys are only added within a `schema_version`,
/// so others than these may be there.
#[must_use]
pub fn output() -> Value {
    json!({
        "$schema": DRAFT,
        "title": "A score, as printed by mips score --format json",
        "oneOf": [
            { "$ref": "#/definitions/result" },
            { "type": "array", "items": { "anyOf": [
                { "$ref": "#/definitions/result" },
                { "$ref": "#/definitions/refused" },
            ] } },
        ],
        "definitions": {
            "result": result(),
            "refused": refused(),
            "category": category(),
            "measure": measure(),
            "bounds": object(json!({ "low": { "type": "number" }, "high": { "type": "number" } })),
            "remark": object(json!({
                "code": { "type": "string" },
                "path": about(json!({ "type": "string" }), "Dotted path that it is about; empty for the whole"),
                "message": { "type": "string" },
            })),
            "line": line(),
        },
    })
}

/// One of several files that could not be scored.
fn refused() -> Value {
    object(json!({
        "file": { "type": "string" },
        "schema_version": { "const": SCHEMA_VERSION },
        "tool": object(json!({ "name": { "const": "mips" }, "version": { "type": "string" } })),
        "errors": { "type": "array", "items": problem(), "minItems": 1 },
    }))
}

fn bounds() -> Value {
    json!({ "$ref": "#/definitions/bounds" })
}

fn result() -> Value {
    let categories: serde_json::Map<String, Value> = Category::ALL
        .into_iter()
        .map(|category| {
            let schema = json!({ "$ref": "#/definitions/category" });
            (category.key().to_owned(), schema)
        })
        .collect();
    let remarks = json!({ "type": "array", "items": { "$ref": "#/definitions/remark" } });
    let break_even = object(json!({
        "category": keys(Category::ALL.map(Category::key)),
        "percent": { "type": "number" },
    }));
    let mut result = object(json!({
        "schema_version": { "const": SCHEMA_VERSION },
        "tool": object(json!({ "name": { "const": "mips" }, "version": { "type": "string" } })),
        "performance_year": { "type": "integer" },
        "payment_year": { "type": "integer" },
        "rules": object(json!({
            "status": keys(["final", "provisional"]),
            "overrides": { "type": "array", "items": { "type": "string" } },
        })),
        "practice": object(json!({
            "name": { "type": ["string", "null"] },
            "participation": words::<Participation>(),
            "pathway": words::<Pathway>(),
            "mvp": { "type": ["string", "null"] },
            "small_practice": { "type": "boolean" },
        })),
        "categories": object(Value::Object(categories)),
        "bonuses": object(json!({
            "complex_patient": or_null(count()),
            "small_practice": about(or_null(count()), "On the final score"),
        })),
        "quality_small_practice_points": about(count(), "Of the quality score, in measure achievement points"),
        "final_score": about(or_null(between(0, 100)), "Null while a category is unknown"),
        "final_score_bounds": bounds(),
        "replaced_by_threshold": { "type": "boolean" },
        "performance_threshold": between(0, 100),
        "additional_performance_threshold": or_null(between(0, 100)),
        "break_even": or_null(break_even),
        "payment_adjustment": payment(),
        "notes": remarks.clone(),
        "warnings": remarks,
    }));
    // The program names the file of each result; the library knows none.
    result["properties"]["file"] = json!({ "type": "string" });
    result["properties"]["readings"] = about(
        json!({ "type": "array", "items": reading() }),
        "Open questions of the law that move this score",
    );
    result["properties"]["lines"] = about(
        json!({ "type": "array", "items": { "$ref": "#/definitions/line" } }),
        "Every figure with its arithmetic and source; with --explain",
    );
    result
}

fn reading() -> Value {
    object(json!({
        "name": { "type": "string" },
        "message": { "type": "string" },
        "settings": about(
            json!({ "type": "array", "items": { "type": "string" } }),
            "What answers the question otherwise, as --set takes it",
        ),
        "final_score": about(or_null(between(0, 100)), "Under the other answer; null while a category is unknown"),
        "final_score_bounds": bounds(),
        "payment_adjustment_bounds": bounds(),
    }))
}

fn category() -> Value {
    let mut category = object(json!({
        "status": keys(
            [Status::Scored, Status::NotSubmitted, Status::Reweighted, Status::Unknown].map(Status::key)
        ),
        "reason": or_null(words::<Reason>()),
        "source": or_null(keys(
            [PercentSource::Given, PercentSource::Computed, PercentSource::FacilityBased, PercentSource::Assigned].map(PercentSource::key)
        )),
        "percent": or_null(between(0, 100)),
        "weight": about(or_null(between(0, 100)), "In percent"),
        "points": about(or_null(between(0, 100)), "What the category adds to the final score"),
    }));
    category["properties"]["measures"] =
        json!({ "type": "array", "items": { "$ref": "#/definitions/measure" } });
    category
}

fn measure() -> Value {
    object(json!({
        "id": { "type": "string" },
        "collection_type": or_null(keys(CollectionType::ALL.map(CollectionType::key))),
        "title": { "type": "string" },
        "performance_rate": about(json!({ "type": ["number", "null"] }), "In percent or in the measure's own unit"),
        "decile": or_null(json!({ "type": "integer", "minimum": 1, "maximum": 10 })),
        "points": { "type": ["number", "null"] },
        "available": about(json!({ "type": "number" }), "The most points it could earn"),
        "counted": { "type": "boolean" },
        "reasons": { "type": "array", "items": keys(MeasureReason::ALL.iter().map(|reason| reason.key())) },
    }))
}

fn payment() -> Value {
    let percent = || json!({ "type": ["number", "null"] });
    object(json!({
        "percent": about(percent(), "Null while a category is unknown"),
        "base_percent": percent(),
        "additional_percent": percent(),
        "class": or_null(keys(
            [Class::MaximumPenalty, Class::Penalty, Class::Neutral, Class::Positive, Class::Exceptional]
                .map(Class::key)
        )),
        "scaling_factor": count(),
        "scaling_factor_basis": keys(
            [FactorBasis::Implied, FactorBasis::Assumed, FactorBasis::User].map(FactorBasis::key)
        ),
        "additional_scaling_factor": or_null(count()),
        "bounds": bounds(),
        "scaling_factor_bounds": about(bounds(), "The scaling factor at each end of the bounds"),
        "bounds_at_factor": about(bounds(), "What is unknown in the score alone, with the scaling factor used"),
        "dollars": percent(),
        "dollars_bounds": { "anyOf": [bounds(), { "type": "null" }] },
        "publicized": bounds(),
    }))
}

fn line() -> Value {
    object(json!({
        "name": { "type": "string" },
        "subject": { "type": ["string", "null"] },
        "title": { "type": "string" },
        "value": about(json!({ "type": "number" }), "As it is used and printed"),
        "exact": about(json!({ "type": ["string", "null"] }), "Unrounded, as text"),
        "formula": { "type": ["string", "null"] },
        "cite": { "type": "string" },
        "status": { "type": ["string", "null"] },
    }))
}
