//! One thread's work: the rows of a block, each on the short way where it has a plan, on the general way otherwise.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use memchr::memchr;

use super::{
    blocks::Block,
    columns::Kind,
    figures::{Figure, Given},
    heading::Heading,
    job::{Form, Job},
    lane::Lane,
    lines::{Layout, Layouts},
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

/// One thread's state.
pub(super) struct Worker<'a, T: Taking> {
    pub common: &'a Common<'a, T>,
    pub job: &'a Job<'a>,
    pub taking: &'a T,
    pub heading: &'a Heading,
    pub lane: Lane<'a>,
    pub shapes: Shapes,
    pub standings: Standings,
    pub layouts: Vec<Arc<Layout>>,
    pub paths: Paths,
    /// Output of the last block.
    pub out: Out,
    /// Sums over all blocks.
    pub sum: T::Sum,
}

/// How far the short way came with a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Met {
    /// Its cells were not read this way.
    Unread,
    /// Its shape is new.
    New,
    /// Its shape was met before, and the row takes the general way.
    Known,
    /// To its end.
    Done,
}

/// What a row that panics is told by; the others go on.
pub(super) const INTERNAL: &str = "internal error, please report";

/// What `work` gives; nothing where it panics, which ends the row and not the run.
pub(super) fn caught<R>(work: impl FnOnce() -> R) -> Option<R> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// The figures of the row that was read, each with what it is.
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
            shapes: Shapes::default(),
            standings: Standings::default(),
            layouts: Vec::new(),
            paths: Paths::default(),
            out: Out::default(),
            sum: T::Sum::default(),
        }
    }

    /// Takes all rows of a block.
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

    /// Lines of NDJSON.
    fn lines(&mut self, bytes: &[u8]) {
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            let line = line.strip_suffix(b"\n").unwrap_or(line);
            self.out.rows += 1;
            let layout = self.laid_out(line);
            if layout.is_none() && is_blank(line, self.heading.dialect) {
                continue;
            }
            self.row(line, layout);
        }
    }

    /// The number of the layout that a line has, once its members were read.
    fn laid_out(&mut self, line: &[u8]) -> Option<usize> {
        for n in 0..self.layouts.len() {
            let (cells, layout) = (&mut self.lane, &self.layouts[n]);
            if caught(|| cells.json(layout, line)).flatten().is_some() {
                let number = self.layouts[n].number;
                // The next line is most likely alike.
                self.layouts[..=n].rotate_right(1);
                return Some(number);
            }
        }
        None
    }

    /// Rows of CSV.
    fn rows(&mut self, block: &Block) {
        let bytes = &block.bytes;
        let heading = self.heading;
        let terminator = heading.dialect.terminator;
        let mut at = 0;
        // Where the next quote stands, as far as that was looked for.
        let mut quote = 0;
        while at < bytes.len() {
            self.out.rows += 1;
            if block.has_quotes && quote <= at {
                quote = memchr(b'"', &bytes[at..]).map_or(bytes.len(), |n| at + n);
            }
            if !block.has_quotes {
                let rest = &bytes[at..];
                let cells = &mut self.lane;
                if let Some(end) = caught(|| cells.csv(heading, rest)).flatten() {
                    self.row(&rest[..end], Some(0));
                    at += end + 1;
                    continue;
                }
            }
            let line = memchr(terminator, &bytes[at..]).map_or(bytes.len(), |end| at + end + 1);
            let (length, unclosed) = if block.has_quotes && quote < line {
                match heading.records.first(&bytes[at..], true) {
                    Record::Whole(length) => (length, None),
                    Record::Unclosed { length, column } => (length, Some(column)),
                    Record::Open => (bytes.len() - at, None),
                }
            } else {
                (line - at, None)
            };
            let row = &bytes[at..at + length];
            let row = row.strip_suffix(&[terminator]).unwrap_or(row);
            at += length;
            if let Some(column) = unclosed {
                self.unclosed(row, column);
                continue;
            }
            let read = if block.has_quotes {
                let cells = &mut self.lane;
                caught(|| cells.csv(heading, row)).flatten()
            } else {
                None
            };
            match read {
                Some(end) if end >= row.len() => self.row(row, Some(0)),
                _ if is_blank(row, heading.dialect) => {}
                _ => self.row(row, None),
            }
        }
    }

    /// Takes a row, once in each scenario. `layout` is there when the short way has read it.
    #[inline]
    fn row(&mut self, row: &[u8], layout: Option<usize>) {
        let scenarios = self.job.scenarios.len();
        for n in 0..scenarios.max(1) {
            self.out.taken += 1;
            let scenario = (scenarios > 0).then_some(n);
            let met = match layout {
                Some(layout) => {
                    let start = self.out.bytes.len();
                    // What goes wrong on the short way is tried, and told, on the long one.
                    caught(|| self.short(row, layout, scenario)).unwrap_or_else(|| {
                        self.out.cut(start);
                        Met::Known
                    })
                }
                None => Met::Unread,
            };
            if met != Met::Done {
                self.general(row, scenario, met);
            }
        }
    }
}
