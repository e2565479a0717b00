//! Input in blocks of whole rows, however long the input is.

use std::io::{self, Read};

use memchr::{memchr, memrchr};

/// Bytes of a block. No row can be longer.
pub(super) const BLOCK_BYTES: usize = 256 * 1024;

/// Whole rows, or the beginning of one row that is too long to be one.
#[derive(Default)]
pub(super) struct Block {
    /// The number of the block, from 0.
    pub number: u64,
    /// The bytes; with an end of row at the end, or at the end of the input without one.
    pub bytes: Vec<u8>,
    /// Whether a quoted cell is in it.
    pub has_quotes: bool,
    /// Whether the row was longer than a block; the rest of it was passed over.
    pub is_cut: bool,
    /// Bytes of the input that went by up to its end.
    pub end: u64,
}

/// How cells and rows are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    /// Between two cells.
    pub delimiter: u8,
    /// At the end of a row: a line feed (a carriage return before it is dropped), or a carriage return alone.
    pub terminator: u8,
    /// Whether a cell may be quoted, and a row end or delimiter be in it.
    pub quotes: bool,
}

/// The input, cut into blocks.
pub(super) struct Blocks<R> {
    input: R,
    dialect: Dialect,
    carry: Vec<u8>,
    number: u64,
    read: u64,
    ended: bool,
}

impl<R: Read> Blocks<R> {
    /// Blocks of the rest of `input`, of which `carry` has been read already.
    pub(super) fn new(input: R, dialect: Dialect, carry: Vec<u8>) -> Self {
        Self {
            input,
            dialect,
            read: carry.len() as u64,
            carry,
            number: 0,
            ended: false,
        }
    }

    /// Fills `block` with the next rows. Says whether there were any.
    pub(super) fn next(&mut self, block: &mut Block) -> io::Result<bool> {
        block.bytes.clear();
        block.bytes.append(&mut self.carry);
        self.fill(&mut block.bytes)?;
        if block.bytes.is_empty() {
            return Ok(false);
        }
        block.number = self.number;
        self.number += 1;
        block.is_cut = false;
        block.has_quotes = self.dialect.quotes && memchr(b'"', &block.bytes).is_some();
        if !self.ended {
            let mut rows = RowEnds::new(self.dialect);
            let end = if block.has_quotes {
                rows.last(&block.bytes)
            } else {
                memrchr(self.dialect.terminator, &block.bytes)
            };
            if let Some(end) = end {
                self.carry.extend_from_slice(&block.bytes[end + 1..]);
            } else {
                block.is_cut = true;
                if !block.has_quotes {
                    // Where within a cell the block broke off matters to what follows.
                    rows.last(&block.bytes);
                }
                self.pass_over(rows)?;
            }
            let kept = end.map_or(block.bytes.len(), |end| end + 1);
            block.bytes.truncate(kept);
        }
        block.end = self.read - self.carry.len() as u64;
        Ok(true)
    }

    fn fill(&mut self, bytes: &mut Vec<u8>) -> io::Result<()> {
        while !self.ended && bytes.len() < BLOCK_BYTES {
            let missing = (BLOCK_BYTES - bytes.len()) as u64;
            match self.input.by_ref().take(missing).read_to_end(bytes) {
                Ok(0) => self.ended = true,
                Ok(count) => self.read += count as u64,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Passes over the rest of a row; what follows it is carried.
    fn pass_over(&mut self, mut rows: RowEnds) -> io::Result<()> {
        let mut more = Vec::new();
        while !self.ended {
            more.clear();
            self.fill(&mut more)?;
            if let Some(end) = rows.first(&more) {
                self.carry.extend_from_slice(&more[end + 1..]);
                break;
            }
        }
        Ok(())
    }
}

/// Where rows end when cells may be quoted: a quote opens a cell only at its beginning, as the parser of cells has it.
#[derive(Clone, Copy)]
pub(super) struct RowEnds {
    dialect: Dialect,
    state: Within,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    CellStart,
    Plain,
    Quoted,
    QuoteInQuoted,
}

impl RowEnds {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            state: Within::CellStart,
        }
    }

    /// Takes a byte. Says whether a row ends with it.
    fn step(&mut self, byte: u8) -> bool {
        let is_quote = byte == b'"' && self.dialect.quotes;
        self.state = match (self.state, is_quote) {
            (Within::CellStart | Within::QuoteInQuoted, true) | (Within::Quoted, false) => {
                Within::Quoted
            }
            (Within::Quoted, true) => Within::QuoteInQuoted,
            _ if byte == self.dialect.terminator => {
                self.state = Within::CellStart;
                return true;
            }
            _ if byte == self.dialect.delimiter => Within::CellStart,
            _ => Within::Plain,
        };
        false
    }

    /// The first end of a row.
    pub(super) fn first(&mut self, bytes: &[u8]) -> Option<usize> {
        bytes.iter().position(|byte| self.step(*byte))
    }

    fn last(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut last = None;
        for (n, byte) in bytes.iter().enumerate() {
            if self.step(*byte) {
                last = Some(n);
            }
        }
        last
    }
}
