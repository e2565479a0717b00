//! The files of CMS that an import reads.

/// A published file: its name, for messages, and its text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Source {
    /// The name that messages call the file by.
    pub name: String,
    /// What it contains.
    pub text: String,
}

/// The published files of one performance year.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Sources {
    /// Where the files come from, release and date: the `cite` of both tables.
    pub cite: String,
    /// `measures-data.json`.
    pub measures: Source,
    /// `<year>.json`, the benchmarks.
    pub benchmarks: Option<Source>,
    /// `mvp-enriched.json` or `mvp.json`.
    pub mvps: Option<Source>,
    /// `clinical-clusters.json`.
    pub clusters: Option<Source>,
    /// `benchmark-exclusion-reasons.json`.
    pub exclusions: Option<Source>,
}
