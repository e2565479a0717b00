//! Input in blocks of whole rows, however long the input is.

use std::io::{self, Read};

use memchr::{memchr, memrchr};

use super::records::{Dialect, Record, Records};

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

/// The input, cut into blocks.
pub(super) struct Blocks<'a, R> {
    input: R,
    records: &'a Records,
    carry: Vec<u8>,
    number: u64,
    read: u64,
    ended: bool,
}

impl<'a, R: Read> Blocks<'a, R> {
    /// Blocks of the rest of `input`, of which `carry` has been read already.
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

    /// Where the last row or lost line of a full block ends.
    fn last_end(&self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        loop {
            match self.records.first(&bytes[at..], false) {
                Record::Whole(length) | Record::Unclosed { length, .. } => at += length,
                Record::Open if at > 0 => return Some(at),
                // No row is longer than a block, so one with a line end in it is held open by a quote.
                Record::Open => at = memchr(self.records.dialect.terminator, bytes)? + 1,
            }
        }
    }

    /// Passes over the rest of a line; what follows it is carried.
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
