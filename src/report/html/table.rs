//! Tables with a caption and headers, as screen readers and paper want them.

use std::fmt::Write;

use crate::report::markup::{Markup, escaped};

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words, to the left.
    Words(String),
    /// A figure, to the right.
    Figure(String),
    /// Anything else, to the left.
    Markup(Markup),
}

/// A table. The first cell of each row names the row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    caption: String,
    heads: Vec<(String, bool)>,
    rows: Vec<Row>,
    is_wide: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    cells: Vec<Cell>,
    /// What comes below the cells, across all columns.
    below: Markup,
}

impl Table {
    /// An empty table; `heads` are its columns, each with whether it holds figures.
    #[must_use]
    pub fn new(caption: &str, heads: &[(&str, bool)]) -> Self {
        Self {
            caption: caption.to_owned(),
            heads: heads
                .iter()
                .map(|(head, is_figure)| ((*head).to_owned(), *is_figure))
                .collect(),
            ..Self::default()
        }
    }

    /// The table with its own room to move sideways in, for more columns than a phone has room for.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.is_wide = true;
        self
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl Into<Vec<Cell>>) {
        self.row_with(cells, Markup::default());
    }

    /// Adds a row with more below it, across all columns.
    pub fn row_with(&mut self, cells: impl Into<Vec<Cell>>, below: Markup) {
        self.rows.push(Row {
            cells: cells.into(),
            below,
        });
    }

    /// The table as markup; nothing without rows.
    #[must_use]
    pub fn markup(&self) -> Markup {
        if self.rows.is_empty() {
            return Markup::default();
        }
        let is_shown: Vec<bool> = (0..self.heads.len()).map(|n| self.is_shown(n)).collect();
        let caption = escaped(&self.caption);
        let mut html = String::new();
        if self.is_wide {
            let _ = writeln!(
                html,
                "<section class=\"wide\" tabindex=\"0\" aria-label=\"{caption}\">"
            );
        }
        let _ = write!(html, "<table>\n<caption>{caption}</caption>\n<thead>\n<tr>");
        for ((head, is_figure), _) in self.heads.iter().zip(&is_shown).filter(|(_, it)| **it) {
            let class = figure_class(*is_figure);
            let head = escaped(head);
            let _ = if head.is_empty() {
                write!(html, "<td{class}></td>")
            } else {
                write!(html, "<th scope=\"col\"{class}>{head}</th>")
            };
        }
        html.push_str("</tr>\n</thead>\n<tbody>\n");
        for row in &self.rows {
            row.write(&mut html, &is_shown);
        }
        html.push_str("</tbody>\n</table>\n");
        if self.is_wide {
            html.push_str("</section>\n");
        }
        Markup::trusted(html)
    }

    /// Whether a column has anything to say: the first, and those with something in a cell.
    fn is_shown(&self, column: usize) -> bool {
        let is_empty = |row: &Row| match row.cells.get(column) {
            Some(Cell::Words(text) | Cell::Figure(text)) => text.is_empty(),
            Some(Cell::Markup(markup)) => markup.is_empty(),
            None => true,
        };
        column == 0 || !self.rows.iter().all(is_empty)
    }
}

impl Row {
    fn write(&self, html: &mut String, is_shown: &[bool]) {
        let class = if self.below.is_empty() {
            ""
        } else {
            " class=\"goes-on\""
        };
        let _ = write!(html, "<tr{class}>");
        for (n, cell) in self.cells.iter().enumerate() {
            if !is_shown[n] {
                continue;
            }
            let class = figure_class(matches!(cell, Cell::Figure(_)));
            let content = match cell {
                Cell::Words(text) | Cell::Figure(text) => escaped(text),
                Cell::Markup(markup) => markup.as_str().to_owned(),
            };
            let _ = if n == 0 {
                write!(html, "<th scope=\"row\"{class}>{content}</th>")
            } else {
                write!(html, "<td{class}>{content}</td>")
            };
        }
        html.push_str("</tr>\n");
        if !self.below.is_empty() {
            let below = self.below.as_str();
            let columns = is_shown.iter().filter(|it| **it).count();
            let _ = writeln!(html, "<tr><td colspan=\"{columns}\">{below}</td></tr>");
        }
    }
}

fn figure_class(is_figure: bool) -> &'static str {
    if is_figure { " class=\"figure\"" } else { "" }
}
