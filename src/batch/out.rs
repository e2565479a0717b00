//! Collects the output of a block: results, failures and warnings with their counts; and sums them over the whole run.

use std::io::{self, Write};

use crate::problem::Code;

/// Failures quoted in the summary.
const MOST_TOLD: usize = 10;
/// Row numbers quoted for each kind of warning.
const MOST_NAMED: usize = 3;

/// How many rows a batch scored, and what went wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// Rows read. With scenarios, each row counts once per scenario.
    pub rows: u64,
    /// Rows that could not be scored.
    pub failed: u64,
    /// The message of the first of them, with its row number.
    pub first_failure: Option<String>,
    /// The messages of the first ten of them.
    pub failures: Vec<String>,
    /// Rows whose result is a range because something in them is unknown.
    pub unknown: u64,
    /// Rows with warnings.
    pub warned: u64,
    /// The kinds of warnings, in the order in which they first appeared.
    pub warnings: Vec<Warned>,
}

/// One kind of warning: all warnings with the same code about the same key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Warned {
    /// The code.
    pub code: Code,
    /// The dotted path of the key.
    pub path: String,
    /// How many rows have this warning.
    pub count: u64,
    /// The numbers of the first three rows that have it.
    pub rows: Vec<u64>,
    /// The message of the first of them.
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

/// The output of one block. Row numbers are filled in when the block is written, because only then is it known how many rows
/// came before.
#[derive(Default)]
pub(super) struct Out {
    pub bytes: Vec<u8>,
    /// Where a row number is missing in the output, and which row of the block it is for.
    numbers: Vec<(usize, u64)>,
    /// The first failures, each with its row of the block.
    failures: Vec<(u64, String)>,
    warnings: Vec<Warned>,
    /// Rows, empty ones included.
    pub rows: u64,
    /// Rows that are not empty.
    pub taken: u64,
    /// Rows that could not be scored.
    pub failed: u64,
    /// Rows whose result is a range.
    pub unknown: u64,
    /// Rows with warnings.
    pub warned: u64,
}

impl Out {
    /// Empties it for the next block.
    pub(super) fn clear(&mut self) {
        let mut bytes = std::mem::take(&mut self.bytes);
        bytes.clear();
        *self = Self {
            bytes,
            ..Self::default()
        };
    }

    /// Counts the current row as one that could not be scored.
    pub(super) fn fail(&mut self, why: String) {
        self.failed += 1;
        if self.failures.len() < MOST_TOLD {
            self.failures.push((self.rows, why));
        }
    }

    /// Whether the block already has this kind of warning, so that no message is needed.
    pub(super) fn knows(&self, code: Code, path: &str) -> bool {
        self.warnings.iter().any(|kind| kind.is(code, path))
    }

    /// Counts a warning of the current row.
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

    /// Removes the output from `start` on.
    pub(super) fn cut(&mut self, start: usize) {
        self.bytes.truncate(start);
        self.numbers.retain(|(place, _)| *place < start);
    }

    /// Leaves room for the number of the current row.
    pub(super) fn row_number(&mut self) {
        self.numbers.push((self.bytes.len(), self.rows));
    }

    /// Writes the block's results; `before` is the number of rows read before the block.
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
    /// Adds a block to the summary; `before` is the number of rows read before the block.
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
