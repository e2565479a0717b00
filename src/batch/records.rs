//! Finds where rows end when cells may be quoted, and quotes that are never closed.

use memchr::memchr;

/// What separates cells and rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    /// The byte between two cells.
    pub delimiter: u8,
    /// At the end of a row: a line feed (a carriage return before it is dropped), or a carriage return alone.
    pub terminator: u8,
    /// Whether a cell may be quoted, and so contain delimiters and line ends.
    pub quotes: bool,
}

/// Most line ends within the cells of a row.
const MOST_LINE_ENDS: usize = 256;

/// What separates rows: the dialect, and which columns hold numbers.
pub(super) struct Records {
    pub dialect: Dialect,
    /// For each column, whether it holds numbers, which contain no line ends. `None` while the heading is read.
    pub columns: Option<Vec<bool>>,
}

/// What the bytes begin with.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Record {
    /// A row of this many bytes, its line end included.
    Whole(usize),
    /// A line of this many bytes, its line end included, with a quote in this column that is never closed.
    Unclosed { length: usize, column: usize },
    /// The beginning of a row whose end has not been read yet.
    Open,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    CellStart,
    Plain,
    Quoted,
    QuoteInQuoted,
}

impl Records {
    /// What `bytes` begin with. Only a quote at the beginning of a cell opens it, as in the CSV parser. With `is_all` the bytes
    /// are the whole rest of the input; otherwise the answer holds whatever follows.
    pub(super) fn first(&self, bytes: &[u8], is_all: bool) -> Record {
        let Dialect {
            delimiter,
            terminator,
            quotes,
        } = self.dialect;
        let line = memchr(terminator, bytes);
        let length = line.map_or(bytes.len(), |end| end + 1);
        if !quotes || memchr(b'"', &bytes[..length]).is_none() {
            return if line.is_some() || is_all {
                Record::Whole(length)
            } else {
                Record::Open
            };
        }
        let mut state = Within::CellStart;
        let mut column = 0;
        // Columns up to the last that is not empty.
        let mut filled = 0;
        let mut line_ends = 0;
        // The column of the first cell that continues on the next line.
        let mut broken = None;
        for (n, &byte) in bytes.iter().enumerate() {
            let is_quote = byte == b'"';
            match state {
                Within::Quoted if is_quote => state = Within::QuoteInQuoted,
                Within::Quoted if byte == terminator => {
                    line_ends += 1;
                    let column = *broken.get_or_insert(column);
                    if line_ends > MOST_LINE_ENDS || self.holds_numbers(column) {
                        return Record::Unclosed { length, column };
                    }
                }
                Within::Quoted => {}
                Within::CellStart | Within::QuoteInQuoted if is_quote => state = Within::Quoted,
                _ if byte == terminator => {
                    return self.ended(n + 1, length, column + 1, filled, broken);
                }
                _ if byte == delimiter => {
                    column += 1;
                    state = Within::CellStart;
                }
                Within::QuoteInQuoted if !byte.is_ascii_whitespace() => {
                    // A quote that seems to close a cell opens one here: the quote before was never closed.
                    if let Some(column) = broken {
                        return Record::Unclosed { length, column };
                    }
                    state = Within::Plain;
                }
                _ => state = Within::Plain,
            }
            if byte != delimiter && !byte.is_ascii_whitespace() {
                filled = column + 1;
            }
        }
        if !is_all {
            return Record::Open;
        }
        if state == Within::Quoted {
            let column = broken.unwrap_or(column);
            return Record::Unclosed { length, column };
        }
        self.ended(bytes.len(), length, column + 1, filled, broken)
    }

    fn holds_numbers(&self, column: usize) -> bool {
        let columns = self.columns.as_deref().unwrap_or_default();
        columns.get(column).copied().unwrap_or(false)
    }

    /// Accepts a row of several lines only if it has as many cells as the heading.
    fn ended(
        &self,
        end: usize,
        length: usize,
        cells: usize,
        filled: usize,
        broken: Option<usize>,
    ) -> Record {
        let fits = |columns: &Vec<bool>| cells >= columns.len() && filled <= columns.len();
        match broken {
            Some(column) if !self.columns.as_ref().is_none_or(fits) => {
                Record::Unclosed { length, column }
            }
            _ => Record::Whole(end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records() -> Records {
        Records {
            dialect: Dialect {
                delimiter: b',',
                terminator: b'\n',
                quotes: true,
            },
            columns: Some(vec![false, true, false]),
        }
    }

    #[test]
    fn a_cell_may_go_over_lines_and_a_lost_quote_may_not() {
        let first = |text: &str| records().first(text.as_bytes(), true);
        let unclosed = |length, column| Record::Unclosed { length, column };
        for (text, found) in [
            ("a,1,x\nb", Record::Whole(6)),
            ("a,1,\"x\ny\"\nb", Record::Whole(10)),
            ("a,1,\"x\n\"\"y\"\" \" \nb", Record::Whole(16)),
            ("a,1,\"x\ny\"", Record::Whole(9)),
            ("a,1,\"x\nb,2,y\n", unclosed(7, 2)),
            ("a,1,\"x\nb,2,\"y\"\n", unclosed(7, 2)),
            ("\"a\nb\",2\nc,3,y\n", unclosed(3, 0)),
            ("\"a\nb\",2,y,z\n", unclosed(3, 0)),
            ("a,\"1,x\nb,2\",y\n", unclosed(7, 1)),
            ("a,1,\"x", unclosed(6, 2)),
        ] {
            assert_eq!(first(text), found, "{text}");
        }
        assert_eq!(records().first(b"a,1,\"x\nb", false), Record::Open);
        let long = format!("a,1,\"{}\"\n", "\n".repeat(MOST_LINE_ENDS + 1));
        assert_eq!(first(&long), unclosed(6, 2));
    }
}
