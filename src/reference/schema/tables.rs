//! The schemas of what is printed of many at once: fixtures, populations, comparisons, sweeps, rows, years of rules.

use serde_json::{Value, json};

use super::{
    parts::{list, number, of_no_year, printed_by, problem, text, truth},
    types::{DRAFT, about, between, count, keys, object, or_null},
};
use crate::{category::Category, rules::FactorBasis, score::adjustment::Class};

fn year() -> Value {
    json!({ "type": "integer" })
}

/// A figure of whatever kind.
fn figure() -> Value {
    json!({ "type": ["number", "string", "boolean", "null"] })
}

fn class() -> Value {
    keys(
        [
            Class::MaximumPenalty,
            Class::Penalty,
            Class::Neutral,
            Class::Positive,
            Class::Exceptional,
        ]
        .map(Class::key),
    )
}

/// The schema of what `mips verify` prints. Keys are only added within a `schema_version`.
#[must_use]
pub fn verify() -> Value {
    let difference = object(json!({
        "path": text(),
        "expected": text(),
        "found": about(or_null(text()), "Null where the result has no such figure"),
    }));
    let fixture = object(json!({
        "fixture": text(),
        "status": keys(["ok", "differs", "error"]),
        "source": about(or_null(text()), "Where the expected figures are from"),
        "differences": list(&difference),
        "problems": about(list(&text()), "What keeps it from being scored"),
    }));
    of_no_year(
        "verify",
        object(json!({
            "fixtures": about(count(), "How many"),
            "hold": about(count(), "How many of them hold"),
            "results": list(&fixture),
        })),
    )
}

/// The schema of what `mips population` prints. Keys are only added within a `schema_version`.
#[must_use]
pub fn population() -> Value {
    let factor = || {
        object(json!({
            "value": count(),
            "balance": about(text(), "How increases and decreases meet"),
        }))
    };
    let of_class = object(json!({
        "class": class(),
        "count": count(),
        "paid": count(),
        "adjustment": number(),
        "printed_adjustment": about(number(), "With percents as they are printed"),
    }));
    let group = object(json!({
        "value": text(),
        "count": count(),
        "without_paid": count(),
        "paid": count(),
        "losses": number(),
        "gains": number(),
        "mean_percent": or_null(number()),
        "classes": list(&of_class),
    }));
    let by = object(json!({ "column": text(), "values": list(&group) }));
    printed_by(
        "population",
        object(json!({
            "payment_year": year(),
            "count": count(),
            "without_paid": about(count(), "Rows without a paid amount"),
            "performance_threshold": between(0, 100),
            "additional_performance_threshold": or_null(between(0, 100)),
            "scaling_factor": factor(),
            "additional_scaling_factor": or_null(factor()),
            "classes": list(&of_class),
            "adjustments": list(&object(json!({ "final_score": between(0, 100), "percent": number() }))),
            "histogram": list(&object(json!({ "from": between(0, 100), "count": count() }))),
            "by": about(or_null(by), "With --by"),
        })),
    )
}

/// The schema of what `mips compare` prints. Keys are only added within a `schema_version`.
#[must_use]
pub fn compare() -> Value {
    let compared = object(json!({
        "path": text(),
        "title": text(),
        "values": about(list(&figure()), "One a scenario"),
        "differences": about(list(&or_null(number())), "From the first"),
    }));
    let change = object(json!({
        "path": text(),
        "before": or_null(text()),
        "after": or_null(text()),
        "cite_before": or_null(text()),
        "cite_after": or_null(text()),
    }));
    let between_years = object(json!({ "from": year(), "to": year(), "changes": list(&change) }));
    of_no_year(
        "compare",
        object(json!({
            "scenarios": list(&text()),
            "best": about(list(&text()), "Those with the highest final score"),
            "figures": list(&compared),
            "notes": list(&text()),
            "rule_changes": list(&between_years),
        })),
    )
}

/// The schema of what `mips sweep` prints. Keys are only added within a `schema_version`.
#[must_use]
pub fn sweep() -> Value {
    let figure = || or_null(number());
    let point = object(json!({
        "final_score": figure(),
        "final_score_low": figure(),
        "final_score_high": figure(),
        "payment_adjustment_percent": figure(),
        "payment_adjustment_dollars": figure(),
        "class": or_null(class()),
        "payment_adjustment_percent_low": figure(),
        "payment_adjustment_percent_high": figure(),
        "payment_adjustment_dollars_low": figure(),
        "payment_adjustment_dollars_high": figure(),
        "error": or_null(text()),
    }));
    of_no_year(
        "sweep",
        object(json!({
            "vary": about(list(&text()), "The paths, which each point has as keys too"),
            "points": list(&point),
        })),
    )
}

/// The schema of a row that `mips batch --format ndjson` prints; `--columns`, `--range` and `--keep` add keys.
#[must_use]
pub fn batch() -> Value {
    let figure = || or_null(number());
    let mut schema = object(json!({
        "id": about(json!({ "type": ["string", "number", "null"] }), "The row's own id, else its number"),
        "performance_year": or_null(year()),
        "final_score": figure(),
        "payment_adjustment_percent": figure(),
        "payment_adjustment_dollars": figure(),
        "error": or_null(text()),
    }));
    schema["$schema"] = DRAFT.into();
    schema["title"] = "A row of mips batch, as NDJSON".into();
    schema
}

/// The schema of what `mips measures search` prints. Keys are only added within a `schema_version`.
#[must_use]
pub fn search() -> Value {
    let benchmark = object(json!({
        "collection_type": text(),
        "has_benchmark": truth(),
        "cap": or_null(count()),
    }));
    let hit = object(json!({
        "performance_year": year(),
        "kind": text(),
        "id": text(),
        "title": text(),
        "collection_types": list(&text()),
        "benchmarks": list(&benchmark),
        "inverse": or_null(truth()),
        "outcome": or_null(truth()),
        "high_priority": or_null(truth()),
    }));
    of_no_year("measures search", object(json!({ "hits": list(&hit) })))
}

/// The schema of what `mips measures show` prints. Keys are only added within a `schema_version`.
#[must_use]
pub fn measure() -> Value {
    let named = || list(&object(json!({ "id": text(), "title": text() })));
    let benchmark = object(json!({
        "source": text(),
        "inverse": truth(),
        "topped_out": truth(),
        "cap": or_null(count()),
        "floor": number(),
        "highest_points": count(),
        "median": or_null(number()),
        "deciles": list(&object(json!({ "decile": between(1, 10), "from": number() }))),
    }));
    let step = object(json!({ "points": number(), "patients": number(), "rate": number() }));
    let target = object(json!({
        "numerator": count(),
        "denominator": count(),
        "rate": number(),
        "points": number(),
        "next_point": or_null(step.clone()),
        "steps": list(&step),
    }));
    let offer = object(json!({
        "collection_type": text(),
        "benchmark": or_null(benchmark),
        "remarks": list(&text()),
        "target": about(or_null(target), "With --numerator and --denominator"),
    }));
    let mut schema = object(json!({
        "kind": text(),
        "id": text(),
        "title": text(),
        "facts": list(&text()),
        "first_year": or_null(year()),
        "pathways": list(&text()),
        "mvps": named(),
        "collection_types": list(&offer),
        "compared_with": or_null(year()),
        "changes": list(&text()),
    }));
    schema["properties"]["parts"] = about(
        json!({ "type": "object", "additionalProperties": named() }),
        "What an MVP is made of",
    );
    printed_by("measures show", schema)
}

/// The schema of what `mips measures specialties` prints. Keys are only added within a `schema_version`.
#[must_use]
pub fn specialties() -> Value {
    let specialty = object(json!({
        "specialty": text(),
        "measures": list(&text()),
        "mvps": list(&text()),
    }));
    printed_by(
        "measures specialties",
        object(json!({ "specialties": list(&specialty) })),
    )
}

/// The schema of what `mips measures mvps` prints. Keys are only added within a `schema_version`.
#[must_use]
pub fn mvps() -> Value {
    let mvp = object(json!({
        "id": text(),
        "title": text(),
        "quality": list(&text()),
        "improvement_activities": list(&text()),
        "cost": list(&text()),
    }));
    printed_by("measures mvps", object(json!({ "mvps": list(&mvp) })))
}

/// The schema of what `mips rules list` prints. Keys are only added within a `schema_version`.
#[must_use]
pub fn rules() -> Value {
    let mut of_year = json!({
        "performance_year": year(),
        "payment_year": year(),
        "status": keys(["final", "provisional"]),
        "performance_threshold": between(0, 100),
        "additional_performance_threshold": or_null(between(0, 100)),
        "maximum_percent": count(),
        "scaling_factor": count(),
        "scaling_factor_basis": keys([FactorBasis::Implied, FactorBasis::Assumed, FactorBasis::User].map(FactorBasis::key)),
        "measures": about(truth(), "Whether the year has its list of measures"),
    });
    for category in Category::ALL {
        of_year[format!("{}_weight", category.key())] = or_null(between(0, 100));
    }
    let years = list(&object(of_year));
    of_no_year("rules list", object(json!({ "years": years })))
}

/// The schema of what `mips rules diff` prints. Keys are only added within a `schema_version`.
#[must_use]
pub fn rules_diff() -> Value {
    let figure = object(json!({
        "path": text(),
        "words": text(),
        "before": or_null(text()),
        "after": or_null(text()),
        "cite_before": or_null(text()),
        "cite_after": or_null(text()),
        "status_before": or_null(text()),
        "status_after": or_null(text()),
    }));
    let table = object(json!({
        "path": text(),
        "words": text(),
        "before": text(),
        "after": text(),
        "added": list(&text()),
        "removed": list(&text()),
        "changed": list(&text()),
    }));
    let changes = json!({ "type": "array", "items": { "anyOf": [figure, table] } });
    of_no_year("rules diff", object(json!({ "changes": changes })))
}

/// The schema of what `mips rules check` prints. Keys are only added within a `schema_version`.
#[must_use]
pub fn rules_check() -> Value {
    let of_year = object(json!({
        "performance_year": year(),
        "valid": truth(),
        "problems": list(&problem()),
    }));
    of_no_year("rules check", object(json!({ "years": list(&of_year) })))
}
