//! CMS's codes, as the tables spell them.

use super::record::{Record, known, snake_case};
use crate::rules::{
    collection_type::CollectionType,
    measures::{MetricType, RegistrationType},
};

/// The registry's forms of the metric types say nothing that the collection type does not.
pub(super) fn metric_type(record: &Record<'_>) -> Option<MetricType> {
    let text = record.required_text("metricType");
    let plain = match text.as_str() {
        "registrySinglePerformanceRate" => "singlePerformanceRate",
        "registryMultiPerformanceRate" => "multiPerformanceRate",
        other => other,
    };
    let metric = known(&snake_case(plain));
    if metric.is_none() {
        record.problem(
            "metricType",
            format!("the metric type `{text}` is not known"),
        );
    }
    metric
}

/// Collection types by CMS's names, for a measure that calls `registry` by this type.
pub(super) fn types(
    record: &Record<'_>,
    key: &str,
    methods: Vec<String>,
    registry: CollectionType,
) -> Vec<CollectionType> {
    let mut types: Vec<CollectionType> = methods
        .into_iter()
        .filter_map(|method| {
            let kind = collection_type(&method, registry);
            if kind.is_none() {
                record.problem(
                    key,
                    format!("the submission method `{method}` is not known"),
                );
            }
            kind
        })
        .collect();
    types.sort_unstable();
    types.dedup();
    types
}

/// Who may use the measure, when not everyone may.
pub(super) fn registration_types(record: &Record<'_>) -> Option<Vec<RegistrationType>> {
    const EVERYONE: [RegistrationType; 4] = [
        RegistrationType::Individual,
        RegistrationType::Group,
        RegistrationType::Subgroup,
        RegistrationType::ApmEntity,
    ];
    let listed = record.list("allowedRegistrationTypes")?;
    for name in &listed {
        if !["individual", "group", "subgroup", "apm"].contains(&name.as_str()) {
            record.problem(
                "allowedRegistrationTypes",
                format!("the registration type `{name}` is not known"),
            );
        }
    }
    let has = |kind: &RegistrationType| {
        let name = match kind {
            RegistrationType::Individual => "individual",
            RegistrationType::Group => "group",
            RegistrationType::Subgroup => "subgroup",
            RegistrationType::ApmEntity => "apm",
        };
        listed.iter().any(|one| one == name)
    };
    let types: Vec<_> = EVERYONE.into_iter().filter(has).collect();
    (types.len() < EVERYONE.len()).then_some(types)
}

/// The programs of MIPS that use the measure, and the MVPs, which the MVP table holds.
///
/// No list of programs, as in the files up to 2020, and the list `mips` alone say the same.
pub(super) fn programs(record: &Record<'_>) -> (Option<Vec<String>>, Vec<String>) {
    const GENERAL: [&str; 4] = ["mips", "app1", "appPlus", "ssp"];
    // Other models of CMS, which score by their own rules.
    const OTHER: [&str; 2] = ["cpcPlus", "pcf"];
    let Some(mut listed) = record.list("allowedPrograms") else {
        return (None, Vec::new());
    };
    listed.retain(|code| !OTHER.contains(&code.as_str()));
    let (mvps, mut general): (Vec<_>, Vec<_>) = listed.into_iter().partition(|code| is_mvp(code));
    general.sort_unstable_by_key(|code| {
        (
            GENERAL
                .iter()
                .position(|one| one == code)
                .unwrap_or(GENERAL.len()),
            code.clone(),
        )
    });
    general.dedup();
    let name = |code: String| {
        if code == "app1" {
            "app".into()
        } else {
            snake_case(&code)
        }
    };
    let names: Vec<String> = general.into_iter().map(name).collect();
    ((names != ["mips"]).then_some(names), mvps)
}

/// MVP ids are a letter and four digits.
fn is_mvp(code: &str) -> bool {
    let digits = code.strip_prefix(['G', 'M']).unwrap_or_default();
    digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// CMS's name of a collection type, its submission method, for a measure that calls `registry` by this type.
pub(super) fn collection_type(method: &str, registry: CollectionType) -> Option<CollectionType> {
    Some(match method {
        "claims" => CollectionType::Claims,
        "electronicHealthRecord" => CollectionType::Ecqm,
        "registry" => registry,
        "cmsWebInterface" => CollectionType::WebInterface,
        "certifiedSurveyVendor" => CollectionType::Cahps,
        "administrativeClaims" => CollectionType::AdminClaims,
        _ => return None,
    })
}
