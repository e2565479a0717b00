//! Blocks in, results out in the same order, with several threads between.

use std::{
    io::{self, Read, Write},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

use super::{
    blocks::{Block, Blocks},
    heading::open,
    job::{Failure, Job},
    lines::Layouts,
    out::{Out, Summary},
    shapes::Shared,
    shared,
    taking::Taking,
    worker::{Common, INTERNAL, Worker},
};

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
    let opened = open(job, &mut input, T::PASSES_OVER_REMARKS)?;
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
    let common = Common {
        job,
        taking,
        heading,
        shared: Shared::default(),
        layouts: Layouts::default(),
    };
    let work = || {
        let mut worker = Worker::new(&common);
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
            // No thread leaves the others waiting, whatever befalls it.
            let is_whole = catch_unwind(AssertUnwindSafe(|| worker.block(&block))).is_ok();
            let mut turn = locked(&turn);
            while turn.block != block.number && turn.failure.is_none() {
                turn = turned.wait(turn).unwrap_or_else(PoisonError::into_inner);
            }
            if !is_whole {
                let error = io::Error::other(INTERNAL);
                turn.failure.get_or_insert(Failure::Read(error));
                turned.notify_all();
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
        self.summary.add(self.rows, out);
        self.block += 1;
        self.rows += out.rows;
    }
}
