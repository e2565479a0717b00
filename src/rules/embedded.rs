//! The rule tables that the build embedded.

use super::flat::Flat;

/// One table of one year.
pub(super) struct EmbeddedTable {
    /// As it was written.
    pub toml: &'static str,
    /// Where it begins in the flat text of all of them.
    pub place: usize,
}

/// One year's tables.
pub(super) struct EmbeddedYear {
    pub year: u16,
    pub rules: Option<EmbeddedTable>,
    pub benchmarks: Option<EmbeddedTable>,
    pub measures: Option<EmbeddedTable>,
}

// The years, where the wording of worksheet lines begins, and the flat text of all tables.
include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The value at a place of the flat text.
pub(super) fn value(place: usize) -> Flat<'static> {
    Flat::at(FLAT, place)
}

/// The wording of worksheet lines, `rules/lines.toml`.
pub(crate) fn lines<T: serde::de::DeserializeOwned>() -> T {
    super::flat::typed(value(LINES))
}
