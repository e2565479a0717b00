//! What an import has to say: problems that stop it, notes that do not.

use std::{cell::RefCell, collections::BTreeMap, fmt};

/// Something in a published file that cannot be turned into a rule table.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct ImportProblem {
    /// The name of the file, as the caller gave it.
    pub file: String,
    /// The place in the file, `[12].submissionMethod`; empty for the file itself.
    pub path: String,
    /// What was expected, and what was found.
    pub message: String,
}

impl fmt::Display for ImportProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            path,
            message,
        } = self;
        if path.is_empty() {
            write!(f, "{file}: {message}")
        } else {
            write!(f, "{file}: {path}: {message}")
        }
    }
}

impl std::error::Error for ImportProblem {}

/// Collects what went wrong, and what the reader should know.
#[derive(Default)]
pub(super) struct Log {
    problems: RefCell<Vec<ImportProblem>>,
    notes: RefCell<Vec<String>>,
    unknown: RefCell<BTreeMap<(String, String), usize>>,
}

impl Log {
    pub(super) fn problem(&self, file: &str, path: &str, message: impl Into<String>) {
        let problem = ImportProblem {
            file: file.into(),
            path: path.into(),
            message: message.into(),
        };
        self.problems.borrow_mut().push(problem);
    }

    pub(super) fn note(&self, message: String) {
        self.notes.borrow_mut().push(message);
    }

    /// Counts a field that nothing is known of.
    pub(super) fn unknown(&self, file: &str, field: &str) {
        *self
            .unknown
            .borrow_mut()
            .entry((file.into(), field.into()))
            .or_default() += 1;
    }

    /// All notes, or all problems.
    pub(super) fn close(self) -> Result<Vec<String>, Vec<ImportProblem>> {
        let problems = self.problems.into_inner();
        if !problems.is_empty() {
            return Err(problems);
        }
        let left_out = self
            .unknown
            .into_inner()
            .into_iter()
            .map(|((file, field), count)| {
                format!(
                    "{file}: the field `{field}` is not known and was left out ({count} records)"
                )
            });
        Ok(self
            .notes
            .into_inner()
            .into_iter()
            .chain(left_out)
            .collect())
    }
}
