//! The columns of text.

use super::form::FIGURES;

/// The widths of the columns of text, and their names in lines that fit: a name is cut behind its dots and underscores.
pub(super) struct Layout {
    widths: Vec<usize>,
    heads: Vec<Vec<String>>,
}

impl Layout {
    pub(super) fn of(paths: &[&str], columns: &[&str]) -> Self {
        let varied = paths.iter().map(|path| (*path, 6));
        let figures = FIGURES.iter().copied().zip([6, 6, 6, 7, 11, 15]);
        let mut layout = Self {
            widths: Vec::new(),
            heads: Vec::new(),
        };
        let columns = columns.iter().map(|path| (*path, 6));
        for (name, least) in varied.chain(figures).chain(columns) {
            let parts: Vec<&str> = name.split_inclusive(['.', '_']).collect();
            let longest = parts.iter().map(|part| part.len()).max().unwrap_or(0);
            let width = longest.max(least);
            let mut lines: Vec<String> = Vec::new();
            for part in parts {
                match lines.last_mut() {
                    Some(line) if line.len() + part.len() <= width => line.push_str(part),
                    _ => lines.push(part.to_owned()),
                }
            }
            layout.widths.push(width);
            layout.heads.push(lines);
        }
        layout
    }

    /// The names, each ending on the lowest line.
    pub(super) fn head(&self) -> String {
        let height = self.heads.iter().map(Vec::len).max().unwrap_or(0);
        let line = |n: usize| {
            let cells = self.heads.iter().map(|lines| {
                let blank = height - lines.len();
                n.checked_sub(blank)
                    .map_or_else(String::new, |n| lines[n].clone())
            });
            let cells: Vec<Vec<u8>> = cells.map(String::into_bytes).collect();
            let mut row = Vec::new();
            self.row(&cells, "", &mut row);
            String::from_utf8_lossy(&row).into_owned()
        };
        (0..height).map(line).collect()
    }

    /// Appends a row; the last column is set to the left, and what comes after it is an error.
    pub(super) fn row(&self, cells: &[Vec<u8>], error: &str, out: &mut Vec<u8>) {
        let last = self.widths.len() - 1;
        for (n, (cell, width)) in cells.iter().zip(&self.widths).enumerate() {
            if n > 0 {
                out.extend_from_slice(b"  ");
            }
            let length = String::from_utf8_lossy(cell).chars().count();
            let blanks = out.len() + width.saturating_sub(length);
            if n < last {
                out.resize(blanks, b' ');
            }
            out.extend_from_slice(cell);
            if n == last {
                out.resize(blanks + cell.len(), b' ');
            }
        }
        if !error.is_empty() {
            out.extend_from_slice(b"  ");
            out.extend_from_slice(error.as_bytes());
        }
        out.truncate(out.trim_ascii_end().len());
        out.push(b'\n');
    }
}
