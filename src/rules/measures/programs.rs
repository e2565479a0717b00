//! The programs that a row of an inventory is for.

/// The programs of a row that names none.
pub(super) fn mips_alone() -> Vec<String> {
    vec!["mips".into()]
}
