//! What a measurement holds: an answer, counts, strata, a ratio, a survey's score. Its shape tells which.

use std::ops::Range;

use super::fields::reason;
use crate::{
    category::Category,
    exchange::{
        json::{Json, Object},
        notes::LeftOuts,
        source::{Sited, shown},
        submission::{Counts, Ratio, Value},
    },
    problem::Code,
};

/// The value of a measurement, and where it is; what is wrong with it is noted.
pub fn read(
    left_out: &mut LeftOuts,
    category: Category,
    id: &Sited<String>,
    measurement: &Object<'_>,
) -> Option<(Value, Range<usize>)> {
    let path = measurement.path_of("value");
    let Some(value) = measurement.get("value") else {
        let message = format!(
            "nothing is said of `{}`: its value is missing",
            shown(&id.value)
        );
        measurement
            .source
            .error(Code::MissingKey, &path, message, &id.span);
        return None;
    };
    let span = value.span();
    let read = match value.kind() {
        "true or false" => measurement
            .boolean("value")
            .map(|it| Value::Answer(it.value)),
        "an object" => {
            let object = value.object(&path)?;
            of_object(left_out, category, &id.value, &object)
        }
        kind => {
            let message = format!("expected true, false or an object with counts, not {kind}");
            measurement
                .source
                .error(Code::WrongType, &path, message, &span);
            None
        }
    };
    Some((read?, span))
}

fn of_object(
    left_out: &mut LeftOuts,
    category: Category,
    id: &str,
    object: &Object<'_>,
) -> Option<Value> {
    let is_any = |keys: &[&str]| keys.iter().any(|key| object.has(key));
    let value = if object.has("strata") {
        strata(left_out, id, object)?
    } else if is_any(&["performanceMet", "performanceNotMet", "eligiblePopulation"]) {
        Value::Counts(Box::new(counts(object)))
    } else if is_any(&["numerator", "denominator"]) {
        Value::Ratio(Box::new(ratio(object)))
    } else if is_any(&["score", "mask", "isBelowMinimum"]) {
        survey(object)
    } else if object.has("performanceRate") {
        Value::Counts(Box::new(counts(object)))
    } else {
        let expected = match category {
            Category::Quality => {
                "performanceMet, numerator, strata or score is expected for a quality measure"
            }
            _ => "numerator and denominator are expected",
        };
        let message = format!("nothing is said of `{}`: {expected}", shown(id));
        let start = object.span.start;
        object
            .source
            .error(Code::MissingKey, &object.path, message, &(start..start + 1));
        return None;
    };
    for (key, _) in object.rest() {
        left_out.add(format!("value.{}", shown(&key)), reason(&key));
    }
    Some(value)
}

fn counts(object: &Object<'_>) -> Counts {
    Counts {
        met: object.number("performanceMet"),
        not_met: object.number("performanceNotMet"),
        eligible: object.number("eligiblePopulation"),
        exclusions: object.number("eligiblePopulationExclusion"),
        exceptions: object.number("eligiblePopulationException"),
        numerator_exclusions: object.number("numeratorExclusion"),
        rate: object.number("performanceRate"),
        cases: None,
        completeness: None,
        end_to_end: object.boolean("isEndToEndReported"),
    }
}

fn strata(left_out: &mut LeftOuts, id: &str, object: &Object<'_>) -> Option<Value> {
    let mut strata = Vec::new();
    for (number, item) in object.list("strata")?.into_iter().enumerate() {
        let path = format!("{}[{number}]", object.path_of("strata"));
        strata.extend(stratum(left_out, id, item, &path));
    }
    Some(Value::Strata(strata, Box::new(counts(object))))
}

fn stratum(
    left_out: &mut LeftOuts,
    id: &str,
    item: Json<'_>,
    path: &str,
) -> Option<(Sited<String>, Counts)> {
    let Some(object) = item.object(path) else {
        let message = format!("expected a stratum, not {}", item.kind());
        item.source
            .error(Code::WrongType, path, message, &item.span());
        return None;
    };
    let counts = counts(&object);
    let Some(name) = object.word("stratum") else {
        if !object.has("stratum") {
            let start = object.span.start;
            let message = format!("a stratum of `{}` has no name", shown(id));
            let path = object.path_of("stratum");
            object
                .source
                .error(Code::MissingKey, &path, message, &(start..start + 1));
        }
        return None;
    };
    for (key, _) in object.rest() {
        left_out.add(format!("stratum.{}", shown(&key)), reason(&key));
    }
    Some((name, counts))
}

fn ratio(object: &Object<'_>) -> Ratio {
    Ratio {
        numerator: object.number("numerator"),
        denominator: object.number("denominator"),
        numerator_exclusions: object.number("numeratorExclusion"),
        exceptions: object.number("denominatorException"),
        observations: object.number("observationInstances"),
        completeness: object.number("reportingRate"),
        end_to_end: object.boolean("isEndToEndReported"),
    }
}

fn survey(object: &Object<'_>) -> Value {
    let hidden = ["mask", "isBelowMinimum"]
        .into_iter()
        .any(|key| object.boolean(key).is_some_and(|it| it.value));
    let score = object.number("score");
    Value::Survey(score.filter(|_| !hidden))
}
