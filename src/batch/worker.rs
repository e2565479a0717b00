//! One thread's work: scores the rows of a block, on the fast path if they have a plan, otherwise on the full path.

use std::{
    ops::Range,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use super::{
    blocks::Block,
    columns::Kind,
    figures::{Figure, Given},
    heading::Heading,
    job::{Form, Job},
    lane::Lane,
    lines::{Layout, Layouts},
    marks::Marks,
    members::Paths,
    out::Out,
    records::Record,
    rows::is_blank,
    shapes::{Shapes, Shared},
    standing::Standings,
    taking::Taking,
};

/// What all threads share.
pub(super) struct Common<'a, T> {
    pub job: &'a Job<'a>,
    pub taking: &'a T,
    pub heading: &'a Heading,
    pub shared: Shared,
    pub layouts: Layouts,
}

/// The state of one thread.
pub(super) struct Worker<'a, T: Taking> {
    pub common: &'a Common<'a, T>,
    pub job: &'a Job<'a>,
    pub taking: &'a T,
    pub heading: &'a Heading,
    pub lane: Lane<'a>,
    marks: Marks,
    /// Length of the output and number of rows before the current row.
    begun: (usize, u64),
    pub shapes: Shapes,
    pub standings: Standings,
    pub layouts: Vec<Arc<Layout>>,
    pub paths: Paths,
    /// The output of the current block.
    pub out: Out,
    /// The sums over all blocks of this thread.
    pub sum: T::Sum,
}

/// How far the fast path got with a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Met {
    /// Its cells could not be read.
    Unread,
    /// Its shape is new.
    New,
    /// Its shape is known, and the row needs the full path.
    Known,
    /// It was scored.
    Done,
}

/// The message for a row that made the program panic. The other rows are scored.
pub(super) const INTERNAL: &str = "internal error, please report";

/// Runs `work`; returns `None` if it panics, so that only this row fails.
pub(super) fn caught<R>(work: impl FnOnce() -> R) -> Option<R> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// The figures of the row just read, each with its column.
pub(super) fn figures<'l>(
    lane: &'l Lane<'_>,
    row: &'l [u8],
    heading: &'l Heading,
    layout: Option<&'l Layout>,
) -> impl Iterator<Item = (usize, &'l Figure, Given<&'l str>)> + Clone {
    lane.figures.iter().filter_map(move |(n, given)| {
        let column = match layout {
            Some(layout) => &layout.members.get(*n)?.column,
            None => heading.columns.get(*n)?,
        };
        match &column.kind {
            Kind::Figure(figure) => Some((*n, figure, given.within(row)?)),
            _ => None,
        }
    })
}

impl<'a, T: Taking> Worker<'a, T> {
    pub(super) fn new(common: &'a Common<'a, T>) -> Self {
        Self {
            common,
            job: common.job,
            taking: common.taking,
            heading: common.heading,
            lane: Lane::new(common.job),
            marks: Marks::default(),
            begun: (0, 0),
            shapes: Shapes::default(),
            standings: Standings::default(),
            layouts: Vec::new(),
            paths: Paths::default(),
            out: Out::default(),
            sum: T::Sum::default(),
        }
    }

    /// Scores all rows of a block.
    pub(super) fn block(&mut self, block: &Block) {
        self.out.clear();
        if block.is_cut {
            self.out.rows += 1;
            self.too_long(&block.bytes);
        } else if self.job.form == Form::Ndjson {
            self.lines(&block.bytes);
        } else {
            self.rows(block);
        }
    }

    /// Scores lines of NDJSON.
    fn lines(&mut self, bytes: &[u8]) {
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            let line = line.strip_suffix(b"\n").unwrap_or(line);
            self.out.rows += 1;
            let layout = self.laid_out(line);
            if layout.is_none() && is_blank(line, self.heading.dialect) {
                continue;
            }
            self.row((line, line), layout);
        }
    }

    /// Reads a line by one of the known layouts; returns the number of that layout.
    fn laid_out(&mut self, line: &[u8]) -> Option<usize> {
        for n in 0..self.layouts.len() {
            let (cells, layout) = (&mut self.lane, &self.layouts[n]);
            if caught(|| cells.json(layout, line)).flatten().is_some() {
                let number = self.layouts[n].number;
                // The next line probably has the same layout, so try it first.
                self.layouts[..=n].rotate_right(1);
                return Some(number);
            }
        }
        None
    }

    /// Scores rows of CSV.
    fn rows(&mut self, block: &Block) {
        let mut marks = std::mem::take(&mut self.marks);
        let dialect = self.heading.dialect;
        if marks.of_block(&block.bytes, dialect, block.has_quotes) {
            self.regular(&block.bytes, marks.ends());
        } else {
            self.irregular(&block.bytes, &mut marks);
        }
        self.marks = marks;
    }

    /// Scores rows of one line each. `ends` has the place before the first cell, then the ends of all cells.
    fn regular(&mut self, bytes: &[u8], ends: &[u32]) {
        let terminator = self.heading.dialect.terminator;
        let mut rest = ends;
        while rest.len() > 1 {
            // If the fast path panics, the full path scores the row and reports what is wrong.
            if self.job.scenarios.is_empty() && caught(|| self.run(bytes, &mut rest)).is_none() {
                self.out.cut(self.begun.0);
                self.out.rows = self.begun.1;
            }
            let ends_row = |end: &u32| bytes.get(*end as usize).is_none_or(|it| *it == terminator);
            let Some(last) = rest.iter().skip(1).position(ends_row).map(|n| n + 1) else {
                break;
            };
            let row = rest[0].wrapping_add(1) as usize..rest[last] as usize;
            self.one(bytes, row, &rest[..=last]);
            rest = &rest[last..];
        }
    }

    /// Scores rows until one needs the full path, and removes them and their ends from the front.
    fn run(&mut self, bytes: &[u8], ends: &mut &[u32]) {
        let heading = self.heading;
        while ends.len() > 1 {
            self.begun = (self.out.bytes.len(), self.out.rows);
            if self.lane.csv(heading, bytes, ends).is_none() {
                return;
            }
            self.out.rows += 1;
            if self.short(bytes, 0, None) != Met::Done {
                self.out.rows -= 1;
                return;
            }
            self.out.taken += 1;
            *ends = &ends[heading.columns.len()..];
        }
    }

    /// Scores rows whose cells may contain line ends, or quotes that are never closed.
    fn irregular(&mut self, bytes: &[u8], marks: &mut Marks) {
        let Heading {
            dialect, records, ..
        } = self.heading;
        let mut at = 0;
        while at < bytes.len() {
            let (length, unclosed) = match records.first(&bytes[at..], true) {
                Record::Whole(length) => (length, None),
                Record::Unclosed { length, column } => (length, Some(column)),
                Record::Open => (bytes.len() - at, None),
            };
            let row = &bytes[at..at + length];
            let row = row.strip_suffix(&[dialect.terminator]).unwrap_or(row);
            at += length;
            if let Some(column) = unclosed {
                self.out.rows += 1;
                self.unclosed(row, column);
            } else {
                marks.of_row(row, *dialect);
                self.one(row, 0..row.len(), marks.ends());
            }
        }
    }

    /// Scores one row whose cells have these ends.
    fn one(&mut self, bytes: &[u8], row: Range<usize>, ends: &[u32]) {
        self.out.rows += 1;
        let heading = self.heading;
        let is_whole = ends.len() == heading.columns.len() + 1;
        let cells = &mut self.lane;
        let read = caught(|| cells.csv(heading, bytes, ends)).flatten();
        let line = &bytes[row];
        if is_whole && read.is_some() {
            self.row((bytes, line), Some(0));
        } else if !is_blank(line, heading.dialect) {
            self.row((bytes, line), None);
        }
    }

    /// Scores a row, once per scenario. `layout` is set if the fast path has already read the row; its bytes then come first.
    fn row(&mut self, (bytes, row): (&[u8], &[u8]), layout: Option<usize>) {
        let scenarios = self.job.scenarios.len();
        for n in 0..scenarios.max(1) {
            self.out.taken += 1;
            let scenario = (scenarios > 0).then_some(n);
            let met = match layout {
                Some(layout) => {
                    let start = self.out.bytes.len();
                    // If the fast path panics, the full path scores the row and reports what is wrong.
                    caught(|| self.short(bytes, layout, scenario)).unwrap_or_else(|| {
                        self.out.cut(start);
                        Met::Known
                    })
                }
                None => Met::Unread,
            };
            if met != Met::Done {
                self.general((bytes, row), scenario, met);
            }
        }
    }
}
