//! What is wrong, or odd, with an input: all of it at once, each with its place.

use std::fmt;

/// Where in a named text a problem stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The text's name, usually a file's.
    pub name: String,
    /// Line, counted from 1; 0 when the problem is with the text as a whole.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// The line itself, or what of a long one stands around the column.
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
    /// The word is none of those that the key takes.
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

/// What of an entry a problem is about: what the caret points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The key.
    Key,
    /// The value.
    Value,
    /// One item of the value, a list, counted from 0.
    Item(usize),
}

/// One thing that is wrong or odd.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which kind of problem.
    pub code: Code,
    /// The dotted path that it is about; empty for the input as a whole.
    pub path: String,
    /// What of that entry it is about.
    pub part: Part,
    /// What is wrong, in one sentence without a final period.
    pub message: String,
    /// What would be right, or the nearest valid name.
    pub help: Option<String>,
    /// Where it stands, once that is known.
    pub place: Option<Place>,
    /// How many problems this one stands for that are not shown; 0 for a problem of its own.
    pub beyond: usize,
}

impl Problem {
    /// A problem with the value at `path`.
    pub fn new(code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            path: path.into(),
            part: Part::Value,
            message: message.into(),
            help: None,
            place: None,
            beyond: 0,
        }
    }

    /// The same, about the key.
    #[must_use]
    pub fn on_key(mut self) -> Self {
        self.part = Part::Key;
        self
    }

    /// The same, about one item of a list.
    #[must_use]
    pub fn on_item(mut self, number: usize) -> Self {
        self.part = Part::Item(number);
        self
    }

    /// The same, with a word of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, with the nearest of `known` names as help when one is near.
    #[must_use]
    pub fn nearest<'k>(self, word: &str, known: impl IntoIterator<Item = &'k str>) -> Self {
        match closest(word, known) {
            Some(near) => {
                let help = format!("did you mean `{near}`?");
                self.help(help)
            }
            None => self,
        }
    }

    /// Whether it keeps the input from being scored.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.code.severity() == Severity::Error
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{}:", place.name)?;
            if place.line > 0 && self.beyond == 0 {
                write!(f, "{}:{}:", place.line, place.column)?;
            }
            write!(f, " ")?;
        }
        let kind = if self.is_error() { "error" } else { "warning" };
        write!(f, "{kind}[{}]: ", self.code.as_str())?;
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{}", self.message)?;
        if self.beyond > 0 {
            return Ok(());
        }
        if let Some(place) = self.place.as_ref().filter(|place| place.line > 0) {
            let gutter = place.line.to_string().len().max(4);
            write!(f, "\n{:>gutter$} | {}", place.line, place.excerpt)?;
            let indent = place.column.saturating_sub(place.excerpt_column);
            write!(
                f,
                "\n{:>gutter$} | {:indent$}{}",
                "",
                "",
                "^".repeat(place.width.max(1))
            )?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  {help}")?;
        }
        Ok(())
    }
}

/// So many problems of one input are kept and shown; the others are counted. Who has more has another kind of file.
pub const MOST_PROBLEMS: usize = 100;

/// Several problems of one input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Adds a problem. From the hundredth on problems are counted alone: the last one says how many there are.
    pub fn push(&mut self, problem: Problem) {
        let counter = self.0.iter().rposition(|it| it.beyond > 0);
        if problem.beyond == 0 && !self.is_full() {
            self.0.insert(counter.unwrap_or(self.0.len()), problem);
            return;
        }
        let counter = counter.unwrap_or_else(|| {
            self.0.push(Problem::new(Code::MoreWarnings, "", ""));
            self.0.len() - 1
        });
        let last = &mut self.0[counter];
        if problem.is_error() {
            last.code = Code::MoreErrors;
        }
        last.beyond += problem.beyond.max(1);
        let (count, are) = match last.beyond {
            1 => ("1 more problem".to_owned(), "is"),
            more => (format!("{more} more problems"), "are"),
        };
        last.message = format!("{count} {are} not shown");
    }

    /// Adds all problems of `more`.
    pub fn append(&mut self, more: impl IntoIterator<Item = Problem>) {
        for problem in more {
            self.push(problem);
        }
    }

    /// Whether further problems are counted alone: their help need not be looked for.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.0.len() >= MOST_PROBLEMS
    }

    /// Whether one of them keeps the input from being scored.
    #[must_use]
    pub fn any_error(&self) -> bool {
        self.0.iter().any(Problem::is_error)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts them in the order in which they stand in the text.
    pub fn sort(&mut self) {
        self.0.sort_by_key(|problem| {
            let place = problem.place.as_ref();
            let place = place.map_or((0, 0), |place| (place.line, place.column));
            (problem.beyond > 0, place)
        });
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, problem) in self.0.iter().enumerate() {
            if n > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// A number with its noun, as grammar has it: `1 error`, `2 errors`.
#[must_use]
pub fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// The name nearest to `word` by typing errors, if one is near: one error in three letters at most, and never all.
#[must_use]
pub fn closest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word_letters: Vec<char> = word.to_lowercase().chars().take(64).collect();
    let allowed = (word_letters.len() / 3).max(1);
    known
        .into_iter()
        // As many letters as one name is longer than the other are missing: most names need no closer look.
        .filter(|name| name.chars().count().abs_diff(word_letters.len()) <= allowed)
        .map(|name| {
            (
                distance(
                    &word_letters,
                    &name.to_lowercase().chars().collect::<Vec<_>>(),
                ),
                name,
            )
        })
        .filter(|(errors, name)| *errors <= allowed && *errors < name.chars().count())
        // Of equally near names the one that begins alike for longer.
        .min_by_key(|(errors, name)| {
            let alike = name
                .chars()
                .zip(word.chars())
                .take_while(|(a, b)| a.eq_ignore_ascii_case(b))
                .count();
            (*errors, std::cmp::Reverse(alike))
        })
        .map(|(_, name)| name)
}

/// Insertions, deletions, replacements and swaps of neighbors between two words.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(x != y))
                .min(last[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_is_found_and_a_far_one_is_not() {
        let names = ["performance_threshold", "maximum_percent"];
        assert_eq!(
            closest("performance_treshold", names),
            Some("performance_threshold")
        );
        assert_eq!(closest("qauntity", ["quality"]), None);
        assert_eq!(closest("qaulity", ["quality"]), Some("quality"));
        assert_eq!(closest("0001", ["001", "134"]), Some("001"));
        assert_eq!(closest("x", ["y"]), None);
    }

    #[test]
    fn codes_are_unique() {
        let mut texts: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), Code::ALL.len());
    }
}
