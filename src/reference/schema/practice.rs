//! The schema of a practice file.

use serde_json::{Value, json};

use super::{
    taking_part,
    types::{DRAFT, about, between, count, requiring, table, words},
};
use crate::rules::{
    collection_type::CollectionType,
    terms::{
        ApmKind, ClinicianType, Participation, Pathway, Reason, SpecialStatus, TinOfPaymentYear,
    },
};

/// The schema of a practice file, as TOML or as JSON.
#[must_use]
pub fn practice() -> Value {
    let mut schema = table(json!({
        "performance_year": about(json!({ "type": "integer", "minimum": 2017 }), "The performance year; payments move two years later"),
        "final_score": about(between(0, 100), "The final score, where CMS has said it; no category stands beside it"),
        "practice": facts(),
        "quality": quality(),
        "cost": cost(),
        "improvement_activities": activities(),
        "promoting_interoperability": interoperability(),
        "complex_patient_bonus": complex_patient(),
        "prior_year": about(
            table(json!({
                "quality_achievement_percent": between(0, 100),
                "cost_percent": between(0, 100),
            })),
            "Figures of the year before, for improvement scoring",
        ),
        "facility_based": about(
            requiring(
                table(json!({ "quality_percent": between(0, 100), "cost_percent": between(0, 100) })),
                &["quality_percent", "cost_percent"],
            ),
            "Scores of the hospital, for facility-based scoring",
        ),
        "payment": about(
            table(json!({ "scaling_factor": count(), "additional_scaling_factor": count() })),
            "In place of the year's scaling factors",
        ),
        "eligibility": taking_part::eligibility(),
        "apm": taking_part::apm(),
        "cost_of_participation": taking_part::cost(),
        "expect": about(
            json!({
                "type": "object",
                "properties": {
                    "source": { "type": "string" },
                    "tolerance": count(),
                },
            }),
            "What the result must be, by dotted path of the output: makes the file a fixture of `mips verify`",
        ),
    }));
    if let Some(tables) = schema["properties"].as_object_mut() {
        let ours = tables.iter_mut().filter(|(name, _)| *name != "expect");
        ours.for_each(|(_, schema)| also_as_text(schema));
    }
    schema["$schema"] = DRAFT.into();
    schema["title"] = "A practice in one performance year, for mips".into();
    schema
}

/// Numbers, and true and false, may also be in quotes as an office writes them.
fn also_as_text(schema: &mut Value) {
    let pattern = match schema["type"].as_str() {
        Some("number" | "integer") => Some("^ *-?\\$? *[0-9][0-9,]*(\\.[0-9]+)? *%? *$"),
        Some("boolean") => {
            Some("^ *([Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]) *$")
        }
        _ => None,
    };
    if let Some(pattern) = pattern {
        schema["type"] = json!([schema["type"].take(), "string"]);
        schema["pattern"] = pattern.into();
        return;
    }
    match schema {
        Value::Object(members) => members.values_mut().for_each(also_as_text),
        Value::Array(items) => items.iter_mut().for_each(also_as_text),
        _ => {}
    }
}

fn facts() -> Value {
    let statuses = words::<SpecialStatus>();
    about(
        table(json!({
            "name": about(json!({ "type": "string" }), "Only printed"),
            "participation": about(words::<Participation>(), "How the practice takes part; group when absent"),
            "pathway": about(words::<Pathway>(), "How it reports; traditional when absent"),
            "mvp": about(json!({ "type": "string" }), "The id of the MIPS Value Pathway, for pathway = \"mvp\""),
            "clinicians": about(json!({ "type": "integer", "minimum": 1, "maximum": 1_000_000 }), "Eligible clinicians; 15 or fewer make a small practice"),
            "small_practice": about(json!({ "type": "boolean" }), "CMS's own designation; overrides the count"),
            "special_statuses": about(
                json!({ "anyOf": [{ "type": "array", "items": statuses }, { "type": "string" }] }),
                "Special statuses of the practice",
            ),
            "apm_participant": about(json!({ "type": "boolean" }), "An APM participant that does not report as an APM Entity"),
            "apm_kind": about(words::<ApmKind>(), "The kind of APM under the APM scoring standard"),
            "clinician_type": about(words::<ClinicianType>(), "The type of an individual clinician"),
            "part_b_paid": about(count(), "Dollars that Medicare pays for covered professional services in the payment year"),
            "single_specialty": about(json!({ "type": "boolean" }), "All clinicians share one specialty or clinical focus"),
            "tin_of_payment_year": about(words::<TinOfPaymentYear>(), "The practice (TIN) that bills in the payment year"),
        })),
        "The practice itself",
    )
}

/// A category table: data, or one of the states that take the place of data.
fn category(title: &str, data: &str, mut properties: Value) -> Value {
    properties["percent"] = about(
        between(0, 100),
        "The category percent score, when it is known",
    );
    properties["not_submitted"] = about(
        json!({ "type": "boolean" }),
        "Nothing was submitted: 0 percent, full weight",
    );
    properties["reweighted"] = about(
        words::<Reason>(),
        "CMS moved the weight away, for this reason",
    );
    properties["unknown"] = about(
        json!({ "type": "boolean" }),
        "Not known yet: the result is a range",
    );
    let yes = |key: &str| json!({ "properties": { key: { "const": true } }, "required": [key] });
    let there = |key: &str| json!({ "required": [key] });
    let states = [
        json!({ "anyOf": [there("percent"), there(data)] }),
        yes("not_submitted"),
        there("reweighted"),
        yes("unknown"),
    ];
    let mut pairs = Vec::new();
    for (n, one) in states.iter().enumerate() {
        for other in &states[n + 1..] {
            pairs.push(json!({ "allOf": [one, other] }));
        }
    }
    let mut schema = about(table(properties), title);
    schema["minProperties"] = 1.into();
    schema["not"] = json!({ "anyOf": pairs });
    schema
}

fn quality() -> Value {
    let stratum = table(json!({
        "numerator": count(),
        "denominator": count(),
        "eligible_population": count(),
        "exclusions": count(),
        "exceptions": count(),
    }));
    let measure = table(json!({
        "numerator": about(count(), "Performance met"),
        "denominator": about(count(), "Performance met and not met"),
        "rate": about(json!({ "type": "number" }), "The performance rate, 0 to 100 or in the measure's own unit"),
        "cases": about(count(), "The number of cases, beside a rate"),
        "eligible_population": count(),
        "exclusions": count(),
        "exceptions": count(),
        "data_completeness": about(between(0, 100), "In percent"),
        "points": about(between(0, 10), "Measure achievement points, when CMS has said them"),
        "remaining": about(count(), "Eligible patients still to come this year; the score ignores them"),
        "end_to_end": about(json!({ "type": "boolean" }), "Reported end to end by electronic means"),
        "strata": about(
            json!({ "type": "object", "additionalProperties": stratum }),
            "The strata of a multi-rate measure, by name",
        ),
    }));
    let by_id = json!({ "type": "object", "additionalProperties": measure });
    let types: serde_json::Map<String, Value> = CollectionType::ALL
        .into_iter()
        .map(|kind| (kind.key().to_owned(), about(by_id.clone(), kind.title())))
        .collect();
    category(
        "Quality",
        "measures",
        json!({ "measures": about(table(Value::Object(types)), "By collection type, then CMS measure id") }),
    )
}

fn cost() -> Value {
    let mut measure = table(json!({
        "cost": about(count(), "Risk-adjusted dollars an episode or beneficiary"),
        "cases": about(count(), "Episodes or beneficiaries"),
        "points": about(between(1, 10), "Measure achievement points, when CMS has said them"),
    }));
    measure["anyOf"] = json!([{ "required": ["points"] }, { "required": ["cost", "cases"] }]);
    let measures = json!({ "type": "object", "additionalProperties": measure });
    category(
        "Cost",
        "measures",
        json!({ "measures": about(measures, "By CMS measure id") }),
    )
}

fn activities() -> Value {
    let ids = json!({ "anyOf": [{ "type": "array", "items": { "type": "string" } }, { "type": "string" }] });
    category(
        "Improvement activities",
        "activities",
        json!({ "activities": about(ids, "Ids of activities") }),
    )
}

fn interoperability() -> Value {
    let proportion = requiring(
        table(json!({ "numerator": count(), "denominator": count() })),
        &["numerator", "denominator"],
    );
    let measures = json!({
        "type": "object",
        "additionalProperties": { "anyOf": [{ "type": "boolean" }, proportion] },
    });
    category(
        "Promoting interoperability; advancing care information in 2017",
        "measures",
        json!({
            "days": about(json!({ "type": "integer", "minimum": 0, "maximum": 366 }), "Days in a row of the performance period"),
            "cehrt_id": about(json!({ "type": "string" }), "The CMS id of the certified technology"),
            "measures": about(measures, "Measures, attestations and exclusions by id"),
        }),
    )
}

fn complex_patient() -> Value {
    about(
        table(json!({
            "points": about(count(), "The bonus, when CMS has said it"),
            "unknown": about(json!({ "type": "boolean" }), "Not known yet"),
            "average_hcc": about(between(0, 100), "Average HCC risk score of the patients seen"),
            "dual_ratio": about(between(0, 1), "Ratio of dually eligible patients"),
            "hcc_mean": between(0, 100),
            "hcc_sd": { "type": "number", "minimum": 0.0001, "maximum": 100 },
            "hcc_median": between(0, 100),
            "dual_mean": between(0, 1),
            "dual_sd": { "type": "number", "minimum": 0.0001, "maximum": 1 },
            "dual_median": between(0, 1),
        })),
        "The complex patient bonus: points, or what the year's formula takes",
    )
}
