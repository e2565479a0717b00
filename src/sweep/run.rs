//! A whole grid written by several threads, in the order of its points.

use std::{
    io::{self, Write},
    sync::{
        Condvar, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use super::{
    grid::{Base, Sweep},
    short::{Keys, Short},
    writing::{Form, Line, Writer},
};
use crate::{batch::points::Tables, problem::Problems, report::factor::Footing};

/// Points that a thread takes at a time.
const POINTS: u64 = 1024;

/// What a grid came to.
#[derive(Debug, Default)]
pub struct Swept {
    /// How many points could not be scored.
    pub failed: u64,
    /// What is wrong with the first of them.
    pub first_problems: Option<Problems>,
}

/// What ends a whole sweep.
#[derive(Debug)]
pub enum Failure {
    /// What varies, or what is the same at every point, is wrong.
    Grid(Problems),
    /// The output cannot be written.
    Write(io::Error),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Grid(problems) => problems.fmt(f),
            Self::Write(error) => write!(f, "the output cannot be written: {error}"),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Grid(problems) => Some(problems),
            Self::Write(error) => Some(error),
        }
    }
}

/// Whose turn it is to write, and what was written.
struct Turn<'o, W> {
    chunk: u64,
    output: &'o mut W,
    swept: Swept,
    footing: Footing,
    failure: Option<io::Error>,
}

/// A thread's part of the grid.
#[derive(Default)]
struct Part {
    text: Vec<u8>,
    swept: Swept,
    footing: Footing,
}

impl Sweep<'_> {
    /// Scores all points on so many threads and writes them in order: what [`Sweep::write`] writes of all
    /// [`Sweep::points`]. Points that differ in numbers alone share what is the same of them.
    ///
    /// # Errors
    ///
    /// As [`Sweep::points`], and what writing meets.
    pub fn run(
        &self,
        form: Form,
        threads: usize,
        output: &mut (impl Write + Send),
    ) -> Result<Swept, Failure> {
        let base = self.base().map_err(Failure::Grid)?;
        let writer = Writer::of(self, form);
        let keys = Keys::of(self, &writer);
        let tables = Tables::default();
        output.write_all(&writer.head()).map_err(Failure::Write)?;
        let next = AtomicU64::new(0);
        let chunks = base.count.div_ceil(POINTS);
        let turn = Mutex::new(Turn {
            chunk: 0,
            output,
            swept: Swept::default(),
            footing: Footing::default(),
            failure: None,
        });
        let turned = Condvar::new();
        let work = || {
            let mut short = Short::new(self, &keys, &base.document, &tables);
            loop {
                let chunk = next.fetch_add(1, Ordering::Relaxed);
                if chunk >= chunks {
                    break;
                }
                let part = self.part(&base, (&writer, form), &mut short, chunk);
                let mut turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
                while turn.chunk != chunk && turn.failure.is_none() {
                    turn = turned.wait(turn).unwrap_or_else(PoisonError::into_inner);
                }
                if turn.failure.is_none() {
                    turn.take(part);
                }
                turned.notify_all();
                if turn.failure.is_some() {
                    break;
                }
            }
        };
        std::thread::scope(|scope| {
            let others = usize::try_from(chunks).unwrap_or(usize::MAX).min(threads);
            for _ in 1..others.max(1) {
                scope.spawn(work);
            }
            work();
        });
        let Turn {
            output,
            swept,
            footing,
            failure,
            ..
        } = turn.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(error) = failure {
            return Err(Failure::Write(error));
        }
        let mut text = Vec::new();
        writer.end(&footing, &mut text);
        let ended = output.write_all(&text).and_then(|()| output.flush());
        ended.map_err(Failure::Write)?;
        Ok(swept)
    }

    /// The lines of one thread's next points.
    fn part(
        &self,
        base: &Base,
        (writer, form): (&Writer<'_>, Form),
        short: &mut Short<'_>,
        chunk: u64,
    ) -> Part {
        let mut part = Part::default();
        let mut line = Line::new(form);
        let first = chunk * POINTS;
        for n in first..base.count.min(first.saturating_add(POINTS)) {
            short.turn(n);
            let footing = writer.has_footing().then_some(&mut part.footing);
            if short.line(writer, &mut line, footing) {
                writer.line(n, &line, None, &[], &mut part.text);
                continue;
            }
            let point = self.reached(base, n);
            writer.point(n, &point, &mut line, &mut part.text);
            match point.result {
                Ok((ends, admitted)) => {
                    part.footing.add(&ends.payment);
                    if let Some(row) = admitted {
                        short.learn(&row, &ends.payment);
                    }
                }
                Err(problems) => {
                    part.swept.failed += 1;
                    part.swept.first_problems.get_or_insert(problems);
                }
            }
        }
        part
    }
}

impl<W: Write> Turn<'_, W> {
    fn take(&mut self, part: Part) {
        if let Err(error) = self.output.write_all(&part.text) {
            self.failure = Some(error);
        }
        self.footing.merge(part.footing);
        self.swept.failed += part.swept.failed;
        if self.swept.first_problems.is_none() {
            self.swept.first_problems = part.swept.first_problems;
        }
        self.chunk += 1;
    }
}
