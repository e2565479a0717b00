//! What columns are called.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Category,
    CollectionType,
    Id,
    CmsId,
    Stratum,
    Numerator,
    Denominator,
    NotMet,
    EligiblePopulation,
    Exclusions,
    Exceptions,
    Rate,
    Cases,
    DataCompleteness,
    Answer,
    Ignored,
}

/// What each heading stands for: in small letters, without anything but letters and digits.
pub(super) const NAMES: [(Column, &[&str]); 16] = [
    (Column::Category, &["category", "performancecategory"]),
    (
        Column::CollectionType,
        &[
            "collectiontype",
            "submissionmethod",
            "source",
            "submissiontype",
            "collectionmethod",
        ],
    ),
    (
        Column::Id,
        &[
            "id",
            "measureid",
            "qualityid",
            "quality",
            "qualitynumber",
            "qualitymeasureid",
            "mipsid",
            "mipsmeasureid",
            "mipsqualityid",
            "measurenumber",
            "measure",
            "measureno",
            "qpp",
            "qppid",
            "benchmarkid",
            "activityid",
        ],
    ),
    (
        Column::CmsId,
        &[
            "cmsid",
            "ecqmid",
            "cmsmeasureid",
            "ecqm",
            "cmsemeasureid",
            "emeasureid",
            "cmsnumber",
            "cms",
        ],
    ),
    (
        Column::Stratum,
        &["stratum", "strata", "population", "submeasure"],
    ),
    (
        Column::Numerator,
        &[
            "numerator",
            "num",
            "met",
            "performancemet",
            "performancenumerator",
            "passed",
            "passedpatients",
            "nummet",
            "numeratormet",
        ],
    ),
    (
        Column::Denominator,
        &[
            "denominator",
            "den",
            "denom",
            "performancedenominator",
            "eligible",
            "applicablepatients",
        ],
    ),
    (
        Column::NotMet,
        &[
            "performancenotmet",
            "notmet",
            "failed",
            "failedpatients",
            "numeratornotmet",
        ],
    ),
    (
        Column::EligiblePopulation,
        &[
            "eligiblepopulation",
            "reportingdenominator",
            "eligiblecases",
        ],
    ),
    (
        Column::Exclusions,
        &[
            "exclusions",
            "exclusion",
            "exclude",
            "excluded",
            "denominatorexclusions",
            "denominatorexclusion",
            "excludedpatients",
            "denex",
        ],
    ),
    (
        Column::Exceptions,
        &[
            "exceptions",
            "exception",
            "denominatorexceptions",
            "denominatorexception",
            "denexcep",
            "excep",
        ],
    ),
    (
        Column::Rate,
        &[
            "rate",
            "performancerate",
            "performance",
            "perfrate",
            "measurerate",
            "performancepercent",
            "percent",
        ],
    ),
    (Column::Cases, &["cases", "casecount", "casevolume"]),
    (
        Column::DataCompleteness,
        &["datacompleteness", "reportingrate", "completeness"],
    ),
    (
        Column::Answer,
        &[
            "answer",
            "attestation",
            "response",
            "attested",
            "performed",
            "yesno",
        ],
    ),
    (
        Column::Ignored,
        &[
            "decile",
            "points",
            "score",
            "benchmark",
            "goal",
            "tonextdecile",
            "measurename",
            "measuretitle",
            "title",
            "name",
            "description",
            "nqf",
            "nqfid",
        ],
    ),
];

/// Why a column that is known is not read.
pub(super) const COMPUTED: &str = "points and benchmarks are worked out here, and titles are known";

/// Why a column that is not known is not read.
pub(super) const UNKNOWN: &str = "no heading that is known";

/// Why populations before the denominator are not read.
pub(super) const POPULATION: &str =
    "CMS carries no initial population: only who is eligible counts";
