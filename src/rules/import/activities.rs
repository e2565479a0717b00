//! Improvement activities of `measures-data.json`.

use super::{
    record::{Record, snake_case},
    shared::{CrossReferences, no_last_year, open_to_all},
    write::Row,
};
use crate::rules::measures::ActivityWeight;

/// Id and row of an improvement activity.
pub(super) fn read(record: &Record<'_>, found: &mut CrossReferences) -> (String, String) {
    let id = record.required_text("measureId");
    let programs = found.programs(record, &id);
    let subcategory = record.text("subcategoryId").map(|code| snake_case(&code));
    let weight: Option<ActivityWeight> = record.code("weight");
    no_last_year(record);
    open_to_all(record);
    if record.required_text("metricType") != "boolean" {
        record.problem("metricType", "an activity is answered with yes or no");
    }
    let row = Row::default()
        .text("title", &record.title())
        .some_text("subcategory", subcategory.as_deref())
        .name("weight", weight.unwrap_or(ActivityWeight::None))
        .flag("cehrt_bonus", record.is("cehrtEligible"))
        .number("first_year", record.year("firstPerformanceYear"))
        .optional_list("programs", programs.as_deref())
        .finish();
    record.finish(&["description"]);
    (id, row)
}
