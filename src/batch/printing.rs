//! Results as rows of CSV or lines of NDJSON.

use std::fmt::Write;

use super::{
    COLUMNS, Form, Job, cells,
    pipeline::{Out, Planned, Taking},
};
use crate::{
    report::{figures, tree::Tree},
    rules::book::YearRules,
    trial::Trial,
};

/// Prints each row's result.
pub(super) struct Printing {
    /// Whether there are columns beside the usual ones, which plans do not know.
    pub has_more_columns: bool,
}

impl Taking for Printing {
    type Sum = ();
    const TAKES_FINAL_SCORES: bool = false;

    fn heading(&self, job: &Job<'_>, out: &mut Vec<u8>) {
        if job.form == Form::Ndjson {
            return;
        }
        let columns = COLUMNS
            .into_iter()
            .chain(job.columns.iter().map(String::as_str));
        for (n, column) in columns.enumerate() {
            if n > 0 {
                out.push(b',');
            }
            cells::write(column.as_bytes(), out);
        }
        out.push(b'\n');
    }

    #[inline]
    fn planned(&self, row: &mut Planned<'_>, out: &mut Out, (): &mut ()) -> bool {
        if self.has_more_columns {
            return false;
        }
        let (exact, score) = row.plan.score(&row.numbers);
        let paid = row.plan.paid(&row.numbers, row.mask);
        let start = out.bytes.len();
        out.bytes.extend_from_slice(row.id);
        out.bytes.push(b',');
        let written = row.table.write(exact, score, paid, &mut out.bytes);
        if written {
            out.bytes.extend_from_slice(b",\n");
        } else {
            out.bytes.truncate(start);
        }
        written
    }

    fn scored(
        &self,
        job: &Job<'_>,
        id: &[u8],
        trial: &Trial,
        out: &mut Out,
        (): &mut (),
    ) -> Result<(), String> {
        let card = &trial.scorecard;
        let payment = &card.payment_adjustment;
        let mut results: Vec<(&str, Tree)> = vec![
            (COLUMNS[1], card.performance_year.into()),
            (COLUMNS[2], card.final_score.into()),
            (COLUMNS[3], payment.percent.into()),
            (COLUMNS[4], payment.dollars.into()),
            (COLUMNS[5], Tree::Null),
        ];
        if self.has_more_columns {
            let tree = figures(&trial.rules, card);
            results.extend(
                job.columns
                    .iter()
                    .map(|path| (path.as_str(), tree.get(path).cloned().unwrap_or(Tree::Null))),
            );
        }
        match job.form {
            Form::Csv => {
                cells::write(id, &mut out.bytes);
                for (_, value) in &results {
                    out.bytes.push(b',');
                    cells::write(value.cell().as_bytes(), &mut out.bytes);
                }
                out.bytes.push(b'\n');
            }
            Form::Ndjson => {
                let mut line = String::from("{\"id\":");
                line.push_str(json_id(id));
                for (name, value) in &results {
                    let name = serde_json::Value::from(*name);
                    let _ = write!(line, ",{name}:{}", value.compact());
                }
                line.push_str("}\n");
                out.bytes.extend_from_slice(line.as_bytes());
            }
        }
        Ok(())
    }

    fn given(&self, _: &YearRules, _: i64, _: Option<i64>, (): &mut ()) {}

    fn failed(&self, job: &Job<'_>, id: &[u8], why: &str, out: &mut Out) {
        let more = job.columns.len();
        match job.form {
            Form::Csv => {
                cells::write(id, &mut out.bytes);
                out.bytes.extend_from_slice(b",,,,,");
                let mut rest = Vec::new();
                cells::write(why.as_bytes(), &mut rest);
                let is_quoted = rest.first() == Some(&b'"');
                if is_quoted {
                    out.bytes.push(b'"');
                }
                out.bytes.extend_from_slice(b"row ");
                out.row_number();
                out.bytes.extend_from_slice(b": ");
                out.bytes.extend_from_slice(&rest[usize::from(is_quoted)..]);
                out.bytes.extend(std::iter::repeat_n(b',', more));
                out.bytes.push(b'\n');
            }
            Form::Ndjson => {
                let mut line = format!("{{\"id\":{}", json_id(id));
                for name in &COLUMNS[1..5] {
                    let _ = write!(line, ",\"{name}\":null");
                }
                line.push_str(",\"error\":\"row ");
                out.bytes.extend_from_slice(line.as_bytes());
                out.row_number();
                let quoted = serde_json::Value::from(format!(": {why}")).to_string();
                out.bytes.extend_from_slice(&quoted.as_bytes()[1..]);
                for name in job.columns {
                    let name = serde_json::Value::from(name.as_str());
                    out.bytes
                        .extend_from_slice(format!(",{name}:null").as_bytes());
                }
                out.bytes.extend_from_slice(b"}\n");
            }
        }
    }

    fn merge(&self, (): &mut (), (): &()) {}
}

fn json_id(id: &[u8]) -> &str {
    match std::str::from_utf8(id) {
        Ok(id) if !id.is_empty() => id,
        _ => "null",
    }
}
