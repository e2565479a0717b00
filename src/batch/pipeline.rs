//! Blocks in, results out in the same order, with several threads between.

use std::{
    io::{self, Read, Write},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

use super::{
    Failure, Job, Summary,
    blocks::{Block, Blocks},
    heading::open,
    plan::{Numbers, Plan, Table},
    shared,
    worker::Worker,
};
use crate::{rules::book::YearRules, trial::Trial};

/// What is made of the results of rows.
pub(super) trait Taking: Sync {
    /// What is added up beside the output.
    type Sum: Default + Send;
    /// Whether a column of final scores stands for scoring the rows.
    const TAKES_FINAL_SCORES: bool;

    /// Writes what comes before the first row.
    fn heading(&self, job: &Job<'_>, out: &mut Vec<u8>);
    /// Takes a row that has a plan. Says whether it could.
    fn planned(&self, row: &mut Planned<'_>, out: &mut Out, sum: &mut Self::Sum) -> bool;
    /// Takes a row that was scored the general way, or says why it cannot.
    fn scored(
        &self,
        job: &Job<'_>,
        id: &[u8],
        trial: &Trial,
        out: &mut Out,
        sum: &mut Self::Sum,
    ) -> Result<(), String>;
    /// Takes a row whose final score (in units of an exact one) and paid amount are known already.
    fn given(&self, year: &YearRules, exact: i64, paid: Option<i64>, sum: &mut Self::Sum);
    /// Takes a row that has no result.
    fn failed(&self, job: &Job<'_>, id: &[u8], why: &str, out: &mut Out);
    /// Joins the sums of two workers.
    fn merge(&self, into: &mut Self::Sum, from: &Self::Sum);
}

/// A row with its plan.
pub(super) struct Planned<'a> {
    pub id: &'a [u8],
    pub plan: &'a Plan,
    pub table: &'a mut Table,
    pub numbers: Numbers,
    pub mask: u8,
}

/// Output of one block. The numbers of its rows are known only when its turn to be written comes.
#[derive(Default)]
pub(super) struct Out {
    pub bytes: Vec<u8>,
    /// Where the number of a row belongs, and which row of the block it is.
    numbers: Vec<(usize, u64)>,
    /// The first failures, and which rows of the block they are.
    failures: Vec<(u64, String)>,
    /// The first warning, and which row of the block it is of.
    pub first_warning: Option<(u64, String)>,
    /// Rows, empty ones among them.
    pub rows: u64,
    /// Rows that are not empty.
    pub taken: u64,
    /// Rows without a result.
    pub failed: u64,
    /// Rows whose result has warnings.
    pub warned: u64,
}

/// Failures that are told one by one.
const MOST_TOLD: usize = 10;

impl Out {
    /// Makes ready for the next block.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.numbers.clear();
        self.failures.clear();
        self.first_warning = None;
        self.rows = 0;
        self.taken = 0;
        self.failed = 0;
        self.warned = 0;
    }

    /// Counts the row that is being taken as one without a result.
    pub(super) fn fail(&mut self, why: String) {
        self.failed += 1;
        if self.failures.len() < MOST_TOLD {
            self.failures.push((self.rows, why));
        }
    }

    /// Leaves a place for the number of the row that is being taken.
    pub(super) fn row_number(&mut self) {
        self.numbers.push((self.bytes.len(), self.rows));
    }

    fn write(&self, before: u64, output: &mut impl Write) -> io::Result<()> {
        let mut at = 0;
        for (place, row) in &self.numbers {
            output.write_all(&self.bytes[at..*place])?;
            output.write_all((before + row).to_string().as_bytes())?;
            at = *place;
        }
        output.write_all(&self.bytes[at..])
    }
}

/// Whose turn it is to write, and what was written.
struct Turn<W, S> {
    block: u64,
    /// Rows that came before, the heading's among them.
    rows: u64,
    output: W,
    summary: Summary,
    sum: S,
    failure: Option<Failure>,
}

/// Scores every row of `input`.
pub(super) fn run<T: Taking>(
    job: &Job<'_>,
    taking: &T,
    mut input: impl Read + Send,
    mut output: impl Write + Send,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<(Summary, T::Sum), Failure> {
    shared::check(job)?;
    let opened = open(job, &mut input, T::TAKES_FINAL_SCORES)?;
    let heading = &opened.heading;
    let mut head = Vec::new();
    taking.heading(job, &mut head);
    output.write_all(&head).map_err(Failure::Write)?;
    let blocks = Mutex::new(Blocks::new(input, &heading.records, opened.rest));
    let turn = Mutex::new(Turn {
        block: 0,
        rows: opened.rows,
        output,
        summary: Summary::default(),
        sum: T::Sum::default(),
        failure: None,
    });
    let turned = Condvar::new();
    let work = || {
        let mut worker = Worker::new(job, taking, heading);
        let mut block = Block::default();
        loop {
            match locked(&blocks).next(&mut block) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    locked(&turn).failure.get_or_insert(Failure::Read(error));
                    turned.notify_all();
                    break;
                }
            }
            worker.block(&block);
            let mut turn = locked(&turn);
            while turn.block != block.number && turn.failure.is_none() {
                turn = turned.wait(turn).unwrap_or_else(PoisonError::into_inner);
            }
            if turn.failure.is_some() {
                break;
            }
            turn.take(&worker.out);
            turned.notify_all();
            if turn.failure.is_some() {
                break;
            }
            drop(turn);
            progress(block.end);
        }
        let mut turn = locked(&turn);
        taking.merge(&mut turn.sum, &worker.sum);
    };
    std::thread::scope(|scope| {
        for _ in 1..job.threads.max(1) {
            scope.spawn(work);
        }
        work();
    });
    let Turn {
        mut output,
        summary,
        sum,
        failure,
        ..
    } = turn.into_inner().unwrap_or_else(PoisonError::into_inner);
    match failure {
        Some(failure) => Err(failure),
        None => output
            .flush()
            .map(|()| (summary, sum))
            .map_err(Failure::Write),
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<W: Write, S> Turn<W, S> {
    fn take(&mut self, out: &Out) {
        if let Err(error) = out.write(self.rows, &mut self.output) {
            self.failure = Some(Failure::Write(error));
        }
        let summary = &mut self.summary;
        let told = |(row, why): &(u64, String)| format!("row {}: {why}", self.rows + row);
        let more = MOST_TOLD - summary.failures.len();
        summary
            .failures
            .extend(out.failures.iter().take(more).map(told));
        if summary.first_failure.is_none() {
            summary.first_failure = summary.failures.first().cloned();
        }
        if summary.first_warning.is_none() {
            summary.first_warning = out.first_warning.as_ref().map(told);
        }
        summary.warned += out.warned;
        self.block += 1;
        self.rows += out.rows;
        self.summary.failed += out.failed;
        self.summary.rows += out.taken;
    }
}
