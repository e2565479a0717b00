//! The kinds of problems, each with its code.

/// Whether a problem keeps the input from being scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It cannot be scored.
    Error,
    /// It is valid, but odd.
    Warning,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal,)+) => {
        /// The number of a kind of problem: stable, for scripts and for looking it up.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The code as it is printed: `E0101` for an error, `W0101` for a warning.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// What the code stands for, in a sentence or two.
            #[must_use]
            pub fn about(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),+),)+ }
            }
        }
    };
}

codes! {
    /// The text cannot be read at all: it is empty, too large, or not UTF-8.
    Unreadable = "E0001",
    /// The text is not TOML (or JSON).
    Syntax = "E0002",
    /// No such key exists at this place. A typing error would otherwise pass silently.
    UnknownKey = "E0101",
    /// A key that the score needs is missing.
    MissingKey = "E0102",
    /// The value is of another type than the key takes, for example text where a number belongs.
    WrongType = "E0103",
    /// No measure, activity or MVP of this name exists in the performance year.
    UnknownId = "E0104",
    /// The number is outside what the figure can be.
    OutOfRange = "E0105",
    /// The key does not take this word.
    UnknownWord = "E0106",
    /// There are no rules for this performance year.
    UnknownYear = "E0107",
    /// The pathway, status, reason or table did not exist, or does not apply, in this performance year.
    NotInYear = "E0108",
    /// Two statements exclude each other, for example a category that is both known and unknown.
    Contradiction = "E0109",
    /// The law has no row of weights for what is asked.
    NoWeights = "E0110",
    /// A setting is not of the form `path=value`, or its path leads nowhere.
    BadSetting = "E0201",
    /// There are more errors than are shown; the message counts them.
    MoreErrors = "E0199",
    /// A rule table does not hold together: a weight is missing, a total is not 100, a citation is absent.
    BadRules = "E0301",
    /// Valid, but odd: a figure that looks like a fraction where a percent belongs.
    LooksLikeFraction = "W0101",
    /// Valid, but odd: two statements that seldom go together.
    Unlikely = "W0102",
    /// A statement that has no effect here.
    NoEffect = "W0103",
    /// The figure given beside the measures differs from the one computed from them.
    Differs = "W0104",
    /// The file is not written as such files should be, and was read all the same.
    ReadAs = "W0105",
    /// There are more warnings than are shown; the message counts them.
    MoreWarnings = "W0199",
}

impl Code {
    /// Whether the code is an error's or a warning's.
    #[must_use]
    pub fn severity(self) -> Severity {
        if self.as_str().starts_with('E') {
            Severity::Error
        } else {
            Severity::Warning
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique() {
        let mut texts: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), Code::ALL.len());
    }
}
