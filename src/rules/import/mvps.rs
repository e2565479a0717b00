//! `mvp-enriched.json` or `mvp.json`: MIPS Value Pathways.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    log::Log,
    record::{Record, records},
    shared::{Members, Rows},
    sources::Source,
    write::{Row, natural},
};

pub(super) fn read(
    source: &Source,
    interoperability: &BTreeSet<String>,
    log: &Log,
) -> (Rows, Members) {
    let mut rows: Rows = Vec::new();
    let mut all = BTreeMap::new();
    for record in records(source, log) {
        let id = record.required_text("mvpId");
        if rows.iter().any(|(other, _)| *other == id) {
            record.problem("mvpId", format!("the MVP `{id}` appears twice"));
        }
        let quality = ids(&record, "qualityMeasures", "qualityMeasureIds");
        let foundation = ids(
            &record,
            "foundationQualityMeasures",
            "foundationQualityMeasureIds",
        );
        let admin_claims = ids(
            &record,
            "administrativeClaimsMeasures",
            "administrativeClaimsMeasureIds",
        );
        let activities = ids(&record, "iaMeasures", "iaMeasureIds");
        let cost = ids(&record, "costMeasures", "costMeasureIds");
        let row = Row::default()
            .text("title", &record.title())
            .list("quality", &quality)
            .list("foundation", &foundation)
            .filled("admin_claims", &admin_claims)
            .list("activities", &activities)
            .filled("cost", &cost)
            .flag("has_cahps", record.required_flag("hasCahps"))
            .flag(
                "has_outcome_admin_claims",
                record.required_flag("hasOutcomeAdminClaims"),
            )
            .finish();
        let whole_table = ids(&record, "foundationPiMeasures", "foundationPiMeasureIds");
        if BTreeSet::from_iter(whole_table) != *interoperability {
            record.note("the promoting interoperability measures are not those of the year, and no table holds them");
        }
        record.finish(&[
            "clinicalTopic",
            "clinicalTopics",
            "description",
            "specialtiesMostApplicableTo",
        ]);
        let named = [quality, foundation, admin_claims, activities, cost].concat();
        all.insert(id.clone(), named.into_iter().collect());
        rows.push((id, row));
    }
    (rows, all)
}

/// The ids of a list of whole measures, as the enriched file has it, or of ids alone.
fn ids(record: &Record<'_>, measures: &'static str, ids: &'static str) -> Vec<String> {
    let mut found = match record.list(ids) {
        Some(found) => found,
        None if record.has(measures) => record
            .children(measures)
            .iter()
            .map(|measure| measure.required_text("measureId"))
            .collect(),
        None => {
            record.problem(
                measures,
                format!("expected this list of measures, or `{ids}`"),
            );
            Vec::new()
        }
    };
    found.sort_by(|a, b| natural(a, b));
    found.dedup();
    found
}
