//! Reads a line of NDJSON that has the layout of an earlier line.

use std::ops::Range;

use super::{Lane, trimmed};
use crate::batch::{
    columns::{Inert, Kind, SLOT_PLACES},
    lines::{self, Layout, Member},
    number,
    spelling::Holds,
};

impl Lane<'_> {
    /// Reads the members of a line by a layout; `None` if the line has another layout or anything is unusual.
    pub(in crate::batch) fn json(&mut self, layout: &Layout, line: &[u8]) -> Option<()> {
        self.clear();
        let mut at = 0;
        for (n, member) in layout.members.iter().enumerate() {
            let Member { before, column } = member;
            at += line
                .get(at..)?
                .starts_with(before)
                .then_some(before.len())?;
            let (value, content, after) = lines::value(line, at)?;
            at = after;
            let is_null = &line[value.clone()] == b"null";
            match column.kind {
                _ if is_null => self.nothing(column),
                Kind::Id => {
                    self.id = value.clone();
                    self.is_blank = false;
                }
                Kind::Number(slot)
                    if self.map.is_none() && number_at(line, &content, slot).is_some() =>
                {
                    let number = number_at(line, &content, slot)?;
                    self.number(slot, number);
                }
                // A text in place of a number or an answer is read like a cell.
                Kind::Number(_) | Kind::Figure(_) | Kind::Inert(Inert::Count(_)) => {
                    let content = trimmed(line, content);
                    if !self.given(n, column, line, &content) {
                        self.take(n, column, &line[content], b',')?;
                    }
                }
                Kind::Inert(Inert::Text) if value != content => self.is_blank = false,
                Kind::Inert(Inert::Text) => return None,
                Kind::Other if column.holds == Holds::Other || value == content => {
                    self.take(n, column, &line[value.clone()], b',')?;
                }
                Kind::Other => {
                    let content = trimmed(line, content);
                    self.take(n, column, &line[content], b',')?;
                }
                Kind::Unused => {}
            }
            for (kept, of_member) in layout.keeps.iter().enumerate() {
                if *of_member == Some(n) && !is_null {
                    self.kept[kept] = value.clone();
                }
            }
        }
        (line[at..] == layout.after && !self.is_blank).then_some(())
    }
}

/// The number that the whole value of a member is.
#[inline]
fn number_at(line: &[u8], value: &Range<usize>, slot: usize) -> Option<i64> {
    let (number, end) = number::read(line, value.start, SLOT_PLACES[slot])?;
    (end == value.end).then_some(number)
}
