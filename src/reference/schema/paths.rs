//! The dotted paths that a practice file can have.

use serde_json::Value;

use super::practice::practice;

/// The dotted paths of the keys of a practice file, in order, without what is expected of it and without measures, whose ids
/// are many.
#[must_use]
pub fn paths() -> Vec<String> {
    let mut found = Vec::new();
    walk(&practice(), "", &mut found);
    found.retain(|path| path.split('.').next() != Some("expect"));
    found.sort();
    found
}

fn walk(schema: &Value, path: &str, found: &mut Vec<String>) {
    let properties = schema["properties"].as_object();
    for (key, inner) in properties.into_iter().flatten() {
        let path = if path.is_empty() {
            key.clone()
        } else {
            format!("{path}.{key}")
        };
        let has_keys = inner["properties"].is_object();
        let is_of_ids =
            inner["additionalProperties"].is_object() || inner["patternProperties"].is_object();
        if has_keys {
            walk(inner, &path, found);
        } else if !is_of_ids && inner["type"] != "object" {
            found.push(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_keys() {
        let paths = paths();
        for path in [
            "performance_year",
            "final_score",
            "quality.percent",
            "practice.part_b_paid",
            "promoting_interoperability.reweighted",
            "payment.scaling_factor",
        ] {
            assert!(paths.iter().any(|it| it == path), "{path}: {paths:?}");
        }
        for table in ["quality", "quality.measures", "expect.source"] {
            assert!(!paths.iter().any(|it| it == table), "{table}");
        }
    }
}
