//! The id of certified electronic health record technology.

/// Whether the third to fifth characters of a CEHRT id name one of these editions.
pub(super) fn is_of_edition(cehrt_id: &str, editions: &[String]) -> bool {
    cehrt_id.get(2..5).is_some_and(|named| {
        editions
            .iter()
            .any(|edition| edition.eq_ignore_ascii_case(named))
    })
}
