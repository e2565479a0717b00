//! Reports rows that could not be read to their end.

use super::{
    blocks::BLOCK_BYTES,
    cells,
    columns::Kind,
    job::Form,
    taking::{Named, Taking},
    worker::Worker,
};

impl<T: Taking> Worker<'_, T> {
    /// Reports a row that is too long; `beginning` is its first part.
    pub(super) fn too_long(&mut self, beginning: &[u8]) {
        self.out.taken += 1;
        let id = self.id_before(beginning, usize::MAX);
        let most = BLOCK_BYTES / 1024;
        let named = Named {
            id: &id,
            ..Named::default()
        };
        self.fail(&named, format!("the row is longer than {most} KB"));
    }

    /// Reports a line with a quote that is never closed.
    pub(super) fn unclosed(&mut self, line: &[u8], column: usize) {
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

    /// The name of a row, if its cell comes before this column, whose quote spoils the rest, and is not the last one read.
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

    pub(super) fn fail(&mut self, named: &Named<'_>, why: String) {
        self.taking.failed(self.job, named, &why, &mut self.out);
        self.out.fail(why);
    }
}
