//! What the rows of a block come to: results, failures and warnings, counted; and the same of a whole run.

use std::io::{self, Write};

use crate::problem::Code;

/// Failures that are told one by one.
const MOST_TOLD: usize = 10;
/// Rows of one kind of warning that are named.
const MOST_NAMED: usize = 3;

/// What became of the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// Rows read; with scenarios, each as often as it was scored.
    pub rows: u64,
    /// Rows without a result.
    pub failed: u64,
    /// What was wrong with the first of them.
    pub first_failure: Option<String>,
    /// What was wrong with the first ten of them.
    pub failures: Vec<String>,
    /// Rows whose result is a range, since something in them is unknown.
    pub unknown: u64,
    /// Rows whose result has warnings.
    pub warned: u64,
    /// The warnings by kind, in the order in which they were first met.
    pub warnings: Vec<Warned>,
}

/// One kind of warning: of one code, about one key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Warned {
    /// The code.
    pub code: Code,
    /// The dotted path that it is about.
    pub path: String,
    /// How many rows have it.
    pub count: u64,
    /// The numbers of the first of them.
    pub rows: Vec<u64>,
    /// What the first of them is warned of.
    pub message: String,
}

impl Warned {
    fn is(&self, code: Code, path: &str) -> bool {
        self.code == code && self.path == path
    }

    fn count(&mut self, row: u64) {
        self.count += 1;
        if self.rows.len() < MOST_NAMED && self.rows.last() != Some(&row) {
            self.rows.push(row);
        }
    }
}

/// Output of one block. The numbers of its rows are known only when its turn to be written comes.
#[derive(Default)]
pub(super) struct Out {
    pub bytes: Vec<u8>,
    /// Where the number of a row belongs, and which row of the block it is.
    numbers: Vec<(usize, u64)>,
    /// The first failures, and which rows of the block they are.
    failures: Vec<(u64, String)>,
    warnings: Vec<Warned>,
    /// Rows, empty ones among them.
    pub rows: u64,
    /// Rows that are not empty.
    pub taken: u64,
    /// Rows without a result.
    pub failed: u64,
    /// Rows whose result is a range.
    pub unknown: u64,
    /// Rows whose result has warnings.
    pub warned: u64,
}

impl Out {
    /// Makes ready for the next block.
    pub(super) fn clear(&mut self) {
        let mut bytes = std::mem::take(&mut self.bytes);
        bytes.clear();
        *self = Self {
            bytes,
            ..Self::default()
        };
    }

    /// Counts the row that is being taken as one without a result.
    pub(super) fn fail(&mut self, why: String) {
        self.failed += 1;
        if self.failures.len() < MOST_TOLD {
            self.failures.push((self.rows, why));
        }
    }

    /// Whether the block has a kind of warning already, so that it needs no words.
    pub(super) fn knows(&self, code: Code, path: &str) -> bool {
        self.warnings.iter().any(|kind| kind.is(code, path))
    }

    /// Counts a warning of the row that is being taken.
    pub(super) fn warn(&mut self, code: Code, path: &str, message: impl FnOnce() -> String) {
        let row = self.rows;
        if let Some(kind) = self.warnings.iter_mut().find(|kind| kind.is(code, path)) {
            kind.count(row);
            return;
        }
        self.warnings.push(Warned {
            code,
            path: path.to_owned(),
            count: 1,
            rows: vec![row],
            message: message(),
        });
    }

    /// Takes back what was written from `start` on.
    pub(super) fn cut(&mut self, start: usize) {
        self.bytes.truncate(start);
        self.numbers.retain(|(place, _)| *place < start);
    }

    /// Leaves a place for the number of the row that is being taken.
    pub(super) fn row_number(&mut self) {
        self.numbers.push((self.bytes.len(), self.rows));
    }

    /// Writes the block's results; `before` rows went by before it.
    pub(super) fn write(&self, before: u64, output: &mut impl Write) -> io::Result<()> {
        let mut at = 0;
        for (place, row) in &self.numbers {
            output.write_all(&self.bytes[at..*place])?;
            output.write_all((before + row).to_string().as_bytes())?;
            at = *place;
        }
        output.write_all(&self.bytes[at..])
    }
}

impl Summary {
    /// Adds what a block came to; `before` rows went by before it.
    pub(super) fn add(&mut self, before: u64, out: &Out) {
        let told = |(row, why): &(u64, String)| format!("row {}: {why}", before + row);
        let more = MOST_TOLD - self.failures.len();
        self.failures
            .extend(out.failures.iter().take(more).map(told));
        if self.first_failure.is_none() {
            self.first_failure = self.failures.first().cloned();
        }
        for of_block in &out.warnings {
            let rows = of_block.rows.iter().map(|row| before + row);
            let is_it = |kind: &&mut Warned| kind.is(of_block.code, &of_block.path);
            if let Some(kind) = self.warnings.iter_mut().find(is_it) {
                kind.count += of_block.count;
                let more = MOST_NAMED - kind.rows.len();
                kind.rows.extend(rows.take(more));
            } else {
                self.warnings.push(Warned {
                    rows: rows.collect(),
                    ..of_block.clone()
                });
            }
        }
        self.warned += out.warned;
        self.unknown += out.unknown;
        self.failed += out.failed;
        self.rows += out.taken;
    }
}
