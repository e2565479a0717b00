//! Reads the input in blocks of whole rows, in constant memory.

use std::io::{self, Read};

use memchr::{memchr, memrchr};

use super::records::{Dialect, Record, Records};

/// Size of a block in bytes. A longer row is an error.
pub(super) const BLOCK_BYTES: usize = 256 * 1024;

/// Whole rows, or the first part of a row that is longer than a block.
#[derive(Default)]
pub(super) struct Block {
    /// Number of the block, from 0.
    pub number: u64,
    /// The bytes. They end with an end of row, except perhaps at the end of the input.
    pub bytes: Vec<u8>,
    /// Whether any cell is quoted.
    pub has_quotes: bool,
    /// Whether the row was longer than a block; the rest of it was skipped.
    pub is_cut: bool,
    /// Bytes of the input read up to the end of this block.
    pub end: u64,
}

/// Cuts the input into blocks.
pub(super) struct Blocks<'a, R> {
    input: R,
    records: &'a Records,
    carry: Vec<u8>,
    number: u64,
    read: u64,
    ended: bool,
}

impl<'a, R: Read> Blocks<'a, R> {
    /// `carry` holds bytes already read from the input; `input` has the rest.
    pub(super) fn new(input: R, records: &'a Records, carry: Vec<u8>) -> Self {
        Self {
            input,
            records,
            read: carry.len() as u64,
            carry,
            number: 0,
            ended: false,
        }
    }

    /// Fills `block` with the next rows. False when there are none.
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
        let Dialect {
            terminator, quotes, ..
        } = self.records.dialect;
        block.has_quotes = quotes && memchr(b'"', &block.bytes).is_some();
        if !self.ended {
            let end = if block.has_quotes {
                self.last_end(&block.bytes)
            } else {
                memrchr(terminator, &block.bytes).map(|end| end + 1)
            };
            if let Some(end) = end {
                self.carry.extend_from_slice(&block.bytes[end..]);
                block.bytes.truncate(end);
            } else {
                block.is_cut = true;
                self.pass_over()?;
            }
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

    /// Where the last whole row of a full block ends.
    fn last_end(&self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        loop {
            match self.records.first(&bytes[at..], false) {
                Record::Whole(length) | Record::Unclosed { length, .. } => at += length,
                Record::Open if at > 0 => return Some(at),
                // The row is too long only because a quote was never closed: end it at its first line end.
                Record::Open => at = memchr(self.records.dialect.terminator, bytes)? + 1,
            }
        }
    }

    /// Skips the rest of a line; keeps what follows it for the next block.
    fn pass_over(&mut self) -> io::Result<()> {
        let mut more = Vec::new();
        while !self.ended {
            more.clear();
            self.fill(&mut more)?;
            if let Some(end) = memchr(self.records.dialect.terminator, &more) {
                self.carry.extend_from_slice(&more[end + 1..]);
                break;
            }
        }
        Ok(())
    }
}
