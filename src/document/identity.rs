//! What of a text says whose data it holds: messages never show it.

/// What marks a line that says whose data these are. Such a line is never shown.
const IDENTIFYING: [&str; 19] = [
    "taxpayeridentification",
    "nationalprovider",
    "npi\"",
    "tin\"",
    "name\"",
    "entityid",
    "submitterid",
    "practiceid",
    "groupidentifier",
    "addressline",
    "<name",
    "<given",
    "<family",
    "<prefix",
    "<suffix",
    "<street",
    "<telecom",
    "113883.4.2\"",
    "113883.4.6\"",
];

/// Whether a text says whose data these are by a name for it, as files of other programs do.
pub(crate) fn names_somebody(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    IDENTIFYING.iter().any(|mark| lower.contains(mark))
}

/// The same, and by a number of nine digits or more, as those of taxpayers and providers.
pub(crate) fn tells_who(text: &str) -> bool {
    let has_number = || {
        text.split(|letter: char| !letter.is_ascii_digit())
            .any(|digits| digits.len() >= 9)
    };
    names_somebody(text) || has_number()
}
