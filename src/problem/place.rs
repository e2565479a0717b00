//! Where in a named text a problem is.

/// Where in a named text a problem is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The text's name, usually a file's.
    pub name: String,
    /// Line, counted from 1; 0 when the problem is with the text as a whole.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// The line itself, or what of a long one is around the column.
    pub excerpt: String,
    /// How many characters are meant, from `column` on.
    pub width: usize,
    /// The column in which the excerpt begins, counted from 1: a long line is cut.
    pub excerpt_column: usize,
}

impl Place {
    /// A named text as a whole.
    #[must_use]
    pub fn of_whole(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            line: 0,
            column: 0,
            excerpt: String::new(),
            width: 0,
            excerpt_column: 0,
        }
    }
}
