//! All problems of one input.

use std::fmt;

use super::{code::Code, single::Problem};

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

    /// Puts them in the order in which they are in the text.
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
