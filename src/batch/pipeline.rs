//! Reads blocks, scores them on several threads, and writes the results in the order of the input.

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

/// Which block may be written next, and the output.
struct Turn<W, S> {
    block: u64,
    /// Rows of the blocks already written, the heading included.
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
    let work = || work(&common, &blocks, &turn, &turned, progress);
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

/// What each thread does: takes a block, scores it, and writes it when its turn has come.
fn work<T: Taking, R: Read, W: Write>(
    common: &Common<'_, T>,
    blocks: &Mutex<Blocks<R>>,
    turn: &Mutex<Turn<W, T::Sum>>,
    turned: &Condvar,
    progress: &(dyn Fn(u64) + Sync),
) {
    let mut worker = Worker::new(common);
    let mut block = Block::default();
    loop {
        match locked(blocks).next(&mut block) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                locked(turn).failure.get_or_insert(Failure::Read(error));
                turned.notify_all();
                break;
            }
        }
        // A thread that panics must not leave the others waiting for its turn.
        let is_whole = catch_unwind(AssertUnwindSafe(|| worker.block(&block))).is_ok();
        let mut turn = locked(turn);
        while turn.block != block.number && turn.failure.is_none() {
            turn = turned.wait(turn).unwrap_or_else(PoisonError::into_inner);
        }
        if !is_whole {
            let error = io::Error::other(INTERNAL);
            turn.failure.get_or_insert(Failure::Read(error));
        }
        if turn.failure.is_none() {
            turn.take(&worker.out);
        }
        turned.notify_all();
        if turn.failure.is_some() {
            break;
        }
        drop(turn);
        progress(block.end);
    }
    common.taking.merge(&mut locked(turn).sum, &worker.sum);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Document, RuleBook,
        batch::{
            Form,
            printing::Printing,
            taking::{Named, Planned},
        },
        trial::Trial,
    };

    /// Prints like a batch, but panics at rows called `bad`: on the fast path only, or on both paths.
    struct Fragile {
        printing: Printing,
        on_both: bool,
    }

    /// Panics while it writes a bad row.
    fn break_down(named: &Named<'_>, out: &mut Out) {
        if named.id.windows(3).any(|it| it == b"bad") {
            out.bytes.extend(b"half a row");
            out.row_number();
            panic!("a bad row");
        }
    }

    impl Taking for Fragile {
        type Sum = ();
        const PASSES_OVER_REMARKS: bool = Printing::PASSES_OVER_REMARKS;

        fn heading(&self, job: &Job<'_>, out: &mut Vec<u8>) {
            self.printing.heading(job, out);
        }

        fn planned(&self, row: &Planned<'_>, out: &mut Out, sum: &mut ()) -> bool {
            break_down(&row.named, out);
            self.printing.planned(row, out, sum)
        }

        fn scored(
            &self,
            job: &Job<'_>,
            named: &Named<'_>,
            trial: &Trial,
            out: &mut Out,
            sum: &mut (),
        ) -> Result<(), String> {
            if self.on_both {
                break_down(named, out);
            }
            self.printing.scored(job, named, trial, out, sum)
        }

        fn failed(&self, job: &Job<'_>, named: &Named<'_>, why: &str, out: &mut Out) {
            self.printing.failed(job, named, why, out);
        }

        fn merge(&self, (): &mut (), (): &()) {}
    }

    /// The results of five rows, of which the second and the last are bad.
    fn taken(form: Form, on_both: bool, threads: usize) -> (Vec<String>, Summary) {
        let book = RuleBook::built_in();
        let base = Document::read("base.toml", b"performance_year = 2025").unwrap();
        let job = Job {
            form,
            threads,
            ..Job::new(&book, &base)
        };
        let fragile = Fragile {
            printing: Printing::of(&job),
            on_both,
        };
        let ids = ["a", "bad", "b", "c", "bad"];
        let rows: String = match form {
            Form::Csv => ids.iter().map(|id| format!("{id},80\n")).collect(),
            Form::Ndjson => ids
                .iter()
                .map(|id| format!("{{\"id\":\"{id}\",\"final_score\":80}}\n"))
                .collect(),
        };
        let head = match form {
            Form::Csv => "id,final_score\n",
            Form::Ndjson => "",
        };
        let text = head.to_owned() + &rows;
        let mut out = Vec::new();
        let (summary, ()) = run(&job, &fragile, text.as_bytes(), &mut out, &|_| {}).unwrap();
        let out = String::from_utf8(out).unwrap();
        let rows = out.lines().skip(usize::from(form == Form::Csv));
        (rows.map(str::to_owned).collect(), summary)
    }

    /// A row that panics still has its line in the output, and the other rows are scored.
    #[test]
    fn a_row_that_panics_ends_alone() {
        for (form, threads) in [(Form::Csv, 1), (Form::Csv, 3), (Form::Ndjson, 1)] {
            let (good, _) = taken(form, false, threads);
            let (rows, summary) = taken(form, true, threads);
            assert_eq!(rows.len(), 5);
            for n in [0, 2, 3] {
                assert_eq!(rows[n], good[n]);
            }
            let row = |n: usize| match form {
                Form::Csv => n + 2,
                Form::Ndjson => n + 1,
            };
            for n in [1, 4] {
                let why = format!("row {}: internal error, please report", row(n));
                assert!(rows[n].contains(&why), "{}", rows[n]);
                assert!(!rows[n].contains("half"));
            }
            assert_eq!((summary.rows, summary.failed), (5, 2));
        }
    }

    /// A row that panics on the fast path only has its result from the full path.
    #[test]
    fn the_long_way_stands_in_for_the_short_one() {
        for form in [Form::Csv, Form::Ndjson] {
            let (rows, summary) = taken(form, false, 1);
            assert_eq!(summary.failed, 0);
            // The fifth row has the shape of the first, so it was on the fast path.
            assert_eq!(rows[4].replace("bad", "a"), rows[0]);
            assert!(rows[0].contains("80"));
        }
    }
}
