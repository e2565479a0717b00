//! One thread's work: the rows of a block, each on the short way where it has a plan, on the general way otherwise.

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

/// One thread's state.
pub(super) struct Worker<'a, T: Taking> {
    pub common: &'a Common<'a, T>,
    pub job: &'a Job<'a>,
    pub taking: &'a T,
    pub heading: &'a Heading,
    pub lane: Lane<'a>,
    marks: Marks,
    /// Bytes of output and rows before the row that is being taken.
    begun: (usize, u64),
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
            self.row((line, line), layout);
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
        let mut marks = std::mem::take(&mut self.marks);
        let dialect = self.heading.dialect;
        if marks.of_block(&block.bytes, dialect, block.has_quotes) {
            self.regular(&block.bytes, marks.ends());
        } else {
            self.irregular(&block.bytes, &mut marks);
        }
        self.marks = marks;
    }

    /// Rows of one line each, with the ends of all their cells after the place before the first.
    fn regular(&mut self, bytes: &[u8], ends: &[u32]) {
        let terminator = self.heading.dialect.terminator;
        let mut rest = ends;
        while rest.len() > 1 {
            // What goes wrong on the short way is tried, and told, on the long one.
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

    /// Takes rows for as long as they are to their end on the short way, and their ends from the front.
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

    /// Rows in which cells may go over several lines, or open quotes that nobody closes.
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

    /// Takes one row, whose cells have these ends.
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

    /// Takes a row, once in each scenario. `layout` is there when the short way has read it, in the bytes that come first.
    fn row(&mut self, (bytes, row): (&[u8], &[u8]), layout: Option<usize>) {
        let scenarios = self.job.scenarios.len();
        for n in 0..scenarios.max(1) {
            self.out.taken += 1;
            let scenario = (scenarios > 0).then_some(n);
            let met = match layout {
                Some(layout) => {
                    let start = self.out.bytes.len();
                    // What goes wrong on the short way is tried, and told, on the long one.
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
