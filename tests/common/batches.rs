//! Batches that are run in memory, and their lines compared.

use mips::batch::{self, Form, Job, Summary};

/// The lines of a result without its heading, and what the batch says at its end.
pub fn ran(job: &Job<'_>, text: &str) -> (Vec<String>, Summary) {
    let mut out = Vec::new();
    let summary =
        batch::run(job, text.as_bytes(), &mut out, &|_| {}).expect("the heading is right");
    let text = String::from_utf8(out).expect("results are text");
    let skipped = usize::from(job.form == Form::Csv);
    let lines = text.lines().skip(skipped).map(str::to_owned);
    (lines.collect(), summary)
}

/// The result without the number that the row has in its file.
pub fn unnumbered(line: &str) -> String {
    let Some((before, after)) = line.split_once("row ") else {
        return line.to_owned();
    };
    let rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
    format!("{before}row {rest}")
}
