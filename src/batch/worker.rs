//! One thread's work: the rows of a block, each on the short way where it has a plan, on the general way otherwise.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use memchr::memchr;

use super::{
    blocks::{BLOCK_BYTES, Block},
    cells,
    columns::{FACTOR, Kind, numeric_paths},
    figures::{self, Figure, Given, Measures},
    heading::Heading,
    job::{Form, Job},
    lane::Lane,
    lines::{Layout, Layouts},
    measured::Measured,
    out::Out,
    plan::Plan,
    records::Record,
    rows::{self, Paths, Row},
    shapes::{Found, Shapes, Shared},
    taking::{Named, Planned, Taking},
};
use crate::{
    document::setting::Setting,
    problem::{Code, Problem},
    score::score,
    trial::{self, Admitted, Trial},
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
    common: &'a Common<'a, T>,
    job: &'a Job<'a>,
    taking: &'a T,
    heading: &'a Heading,
    lane: Lane<'a>,
    shapes: Shapes,
    layouts: Vec<Arc<Layout>>,
    paths: Paths,
    /// Output of the last block.
    pub out: Out,
    /// Sums over all blocks.
    pub sum: T::Sum,
}

/// How far the short way came with a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Met {
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
fn caught<R>(work: impl FnOnce() -> R) -> Option<R> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// The figures of the row that was read, each with what it is.
fn figures<'l>(
    lane: &'l Lane<'_>,
    row: &'l [u8],
    heading: &'l Heading,
    layout: Option<&'l Layout>,
) -> impl Iterator<Item = (&'l Figure, Given<&'l str>)> {
    lane.figures.iter().filter_map(move |(n, given)| {
        let column = match layout {
            Some(layout) => &layout.members.get(*n)?.column,
            None => heading.columns.get(*n)?,
        };
        match &column.kind {
            Kind::Figure(figure) => Some((figure, given.within(row)?)),
            _ => None,
        }
    })
}

/// One warning of each kind, without those of kinds that are known to be there.
fn kinds(warnings: Vec<Problem>, known: &[(Code, String)]) -> Vec<Problem> {
    let mut kinds: Vec<Problem> = Vec::new();
    for warning in warnings {
        let is_known = known
            .iter()
            .any(|(code, path)| *code == warning.code && *path == warning.path);
        let is_same = |it: &Problem| it.code == warning.code && it.path == warning.path;
        if !is_known && !kinds.iter().any(is_same) {
            kinds.push(warning);
        }
    }
    kinds
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
            if layout.is_none() && rows::is_blank(line, self.heading.dialect) {
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
                _ if rows::is_blank(row, heading.dialect) => {}
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

    /// Takes a row that was read, if its shape has a plan and nothing is to be put in words.
    #[inline]
    fn short(&mut self, row: &[u8], layout: usize, scenario: Option<usize>) -> Met {
        let mask = self.lane.mask;
        self.lane.shape[0] = u64::from(mask)
            | (scenario.map_or(0, |n| n as u64 + 1) << 16)
            | ((layout as u64) << 40);
        let plan = match self.shapes.get(&self.lane.shape, &self.common.shared) {
            Found::New => return Met::New,
            Found::General => return Met::Known,
            Found::Plan(plan) => plan,
        };
        let numbers = &self.lane.numbers;
        if !plan.fits(numbers, mask) {
            return Met::Known;
        }
        let has_odd = Plan::odd(numbers, mask).next().is_some();
        let (range, own) = match plan.measured() {
            None => (plan.range(numbers, mask), Vec::new()),
            Some(_) if has_odd => return Met::Known,
            Some(measured) => {
                let members = self.layouts.first();
                let figures = figures(&self.lane, row, self.heading, members.map(|it| &**it));
                let row = Measures::of(figures).and_then(|measures| {
                    let rules = (self.job, &plan.rules);
                    measured.row(rules, numbers, self.lane.clinicians, measures)
                });
                let row = row.map(|row| (row.range, kinds(row.warnings, &plan.warnings)));
                row.map_or((None, Vec::new()), |(range, own)| (Some(range), own))
            }
        };
        let Some(range) = range else {
            return Met::Known;
        };
        let warns = has_odd || !plan.warnings.is_empty() || !own.is_empty();
        if warns {
            let constant = plan
                .warnings
                .iter()
                .map(|(code, path)| (*code, path.as_str()));
            let odd = Plan::odd(numbers, mask).map(|(code, slot)| (code, numeric_paths()[slot]));
            let own = own.iter().map(|it| (it.code, it.path.as_str()));
            if !constant
                .chain(odd)
                .chain(own)
                .all(|(code, path)| self.out.knows(code, path))
            {
                // It is to be put in words.
                return Met::Known;
            }
        }
        let own_table =
            (mask & 1 << FACTOR != 0).then(|| plan.own_table(numbers, &self.common.shared.tables));
        let planned = Planned {
            named: Named {
                id: self.lane.id(row),
                kept: self.lane.kept(row),
                scenario: scenario.map(|n| self.job.scenarios[n].name.as_str()),
            },
            plan,
            table: own_table.as_deref().unwrap_or_else(|| plan.table()),
            numbers,
            mask,
            range,
        };
        if !self.taking.planned(&planned, &mut self.out, &mut self.sum) {
            return Met::Known;
        }
        if warns {
            self.out.warned += 1;
            for (code, path) in &plan.warnings {
                self.out.warn(*code, path, String::new);
            }
            for (code, slot) in Plan::odd(numbers, mask) {
                self.out.warn(code, numeric_paths()[slot], String::new);
            }
            for warning in &own {
                self.out.warn(warning.code, &warning.path, String::new);
            }
        }
        Met::Done
    }

    fn general(&mut self, row: &[u8], scenario: Option<usize>, met: Met) {
        let job = self.job;
        let parsed = caught(|| match job.form {
            Form::Csv => rows::of_cells(job, self.heading, row),
            Form::Ndjson => rows::of_json(job, row, &mut self.paths),
        });
        let Row { id, kept, settings } = parsed.unwrap_or_else(|| Row {
            settings: Err(INTERNAL.into()),
            ..Row::default()
        });
        let named = Named {
            id: &id,
            kept: kept.iter().map(Vec::as_slice).collect(),
            scenario: scenario.map(|n| job.scenarios[n].name.as_str()),
        };
        let start = self.out.bytes.len();
        let outcome = settings.and_then(|settings| {
            let scored = caught(|| self.scored(&named, &settings, row, scenario, met));
            scored.unwrap_or_else(|| Err(INTERNAL.into()))
        });
        if let Err(why) = outcome {
            self.out.cut(start);
            self.fail(&named, why);
        }
    }

    /// Scores a row the general way, and remembers what it shows of rows like it.
    fn scored(
        &mut self,
        named: &Named<'_>,
        settings: &[Setting],
        row: &[u8],
        scenario: Option<usize>,
        met: Met,
    ) -> Result<(), String> {
        let job = self.job;
        let admitted = rows::admit(job, settings, scenario)
            .map_err(|problems| rows::describe_with(problems, settings))?;
        match met {
            Met::New => self.learn(row, settings, scenario, &admitted),
            Met::Unread if job.form == Form::Ndjson => {
                self.common.layouts.learn(job, row);
                self.layouts = self.common.layouts.all();
            }
            _ => {}
        }
        let Admitted { rules, practice } = admitted;
        let scorecard = score(&practice);
        let trial = Trial {
            rules,
            practice,
            scorecard,
            readings: Vec::new(),
        };
        self.taking
            .scored(job, named, &trial, &mut self.out, &mut self.sum)?;
        let warnings = &trial.scorecard.warnings;
        self.out.warned += u64::from(!warnings.is_empty());
        for (n, warning) in warnings.iter().enumerate() {
            let is_same = |it: &Problem| it.code == warning.code && it.path == warning.path;
            if !warnings[..n].iter().any(is_same) {
                self.out
                    .warn(warning.code, &warning.path, || rows::in_words(warning));
            }
        }
        Ok(())
    }

    /// Remembers what an admitted row says of its shape.
    fn learn(&self, line: &[u8], settings: &[Setting], scenario: Option<usize>, row: &Admitted) {
        let Lane { shape, mask, .. } = &self.lane;
        let shared = &self.common.shared;
        if mask & figures::ANY == 0 {
            return shared.learn(self.job, shape, *mask, row);
        }
        let members = self.layouts.first();
        let found = figures(&self.lane, line, self.heading, members.map(|it| &**it));
        let document = rows::laid(self.job, settings, scenario)
            .and_then(|(document, above)| trial::varied(&document, &above));
        let (Some(measures), Ok((document, _))) = (Measures::of(found), document) else {
            return;
        };
        let is_whole = self.job.columns.is_empty() && !figures::has(self.job.base, *mask);
        let made = if is_whole {
            Measured::of(&document, row, *mask, measures)
        } else {
            Some(None)
        };
        if let Some(made) = made {
            shared.learn_measured(shape, row, made);
        }
    }

    /// A row of which only the beginning was read.
    fn too_long(&mut self, beginning: &[u8]) {
        self.out.taken += 1;
        let id = self.id_before(beginning, usize::MAX);
        let most = BLOCK_BYTES / 1024;
        let named = Named {
            id: &id,
            ..Named::default()
        };
        self.fail(&named, format!("the row is longer than {most} KB"));
    }

    /// A line that opens a quote which nobody closes.
    fn unclosed(&mut self, line: &[u8], column: usize) {
        self.out.taken += 1;
        let id = self.id_before(line, column);
        let heading = self.heading.columns.get(column);
        let name = match heading.filter(|it| !it.heading.is_empty()) {
            Some(heading) => heading.heading.clone(),
            None => (column + 1).to_string(),
        };
        let why = format!("a quote opened in this row, column {name}, is never closed");
        let named = Named {
            id: &id,
            ..Named::default()
        };
        self.fail(&named, why);
    }

    /// The name of a row of which only the cells before a column, and not the last of them, can be relied on.
    fn id_before(&self, beginning: &[u8], column: usize) -> Vec<u8> {
        if self.job.form != Form::Csv {
            return Vec::new();
        }
        let cells = cells::split(beginning, self.heading.dialect);
        let known = column.min(cells.len().saturating_sub(1));
        match self.heading.column(&Kind::Id).filter(|n| *n < known) {
            Some(n) => String::from_utf8_lossy(&cells[n]).into_owned().into_bytes(),
            None => Vec::new(),
        }
    }

    fn fail(&mut self, named: &Named<'_>, why: String) {
        self.taking.failed(self.job, named, &why, &mut self.out);
        self.out.fail(why);
    }
}
