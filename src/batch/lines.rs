//! Finds the values in a line of NDJSON that is laid out like an earlier line.

use std::{
    ops::Range,
    sync::{Arc, PoisonError, RwLock},
};

use memchr::memchr;

use super::{
    columns::{Column, Kind},
    heading::calm,
    job::Job,
    members::path_of,
};

/// Most layouts that are remembered.
const MOST_LAYOUTS: usize = 64;
/// Most members of a line with a layout.
const MOST_MEMBERS: usize = 512;

/// A layout: all of a line except its values.
pub(super) struct Layout {
    /// Number of the layout, from 0.
    pub number: usize,
    pub members: Vec<Member>,
    /// The text after the last value.
    pub after: Vec<u8>,
    /// The members that are copied to the result, where the line has them.
    pub keeps: Vec<Option<usize>>,
}

/// A member: the text before its value, and the column it sets.
pub(super) struct Member {
    pub before: Vec<u8>,
    pub column: Column,
}

/// The layouts met so far, shared by all threads.
#[derive(Default)]
pub(super) struct Layouts(RwLock<Vec<Arc<Layout>>>);

impl Layouts {
    /// All layouts.
    pub(super) fn all(&self) -> Vec<Arc<Layout>> {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Learns the layout of a line that the full path read without an error.
    pub(super) fn learn(&self, job: &Job<'_>, line: &[u8]) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_LAYOUTS {
            return;
        }
        let mut drawing = Drawing::default();
        let Some(end) = drawing.object(line, blanks(line, 0), &mut Vec::new(), 0) else {
            return;
        };
        let Drawing { values, .. } = drawing;
        if values.len() > MOST_MEMBERS {
            return;
        }
        let mut at = 0;
        let mut members = Vec::new();
        let mut names = Vec::new();
        for (keys, value) in values {
            let before = line[at..value.start].to_vec();
            at = value.end;
            let Some(column) = column(job, &keys) else {
                return;
            };
            members.push(Member { before, column });
            names.push(keys.join("."));
        }
        debug_assert!(end <= line.len());
        let is_known = known.iter().any(|layout| {
            layout.after == line[at..]
                && layout.members.len() == members.len()
                && layout
                    .members
                    .iter()
                    .zip(&members)
                    .all(|(a, b)| a.before == b.before)
        });
        if is_known {
            return;
        }
        let mut columns: Vec<Column> = Vec::new();
        let mut befores = Vec::new();
        for member in members {
            columns.push(member.column);
            befores.push(member.before);
        }
        calm(&mut columns);
        let keeps = job
            .keep
            .iter()
            .map(|kept| names.iter().position(|name| name == kept));
        let layout = Layout {
            number: known.len() + 1,
            members: befores
                .into_iter()
                .zip(columns)
                .map(|(before, column)| Member { before, column })
                .collect(),
            after: line[at..].to_vec(),
            keeps: keeps.collect(),
        };
        known.push(Arc::new(layout));
    }
}

/// The column that a member sets; `None` if lines with it cannot have a layout.
fn column(job: &Job<'_>, keys: &[String]) -> Option<Column> {
    let name = keys.join(".");
    if name == "id" {
        return Some(Column::new(job, &name, "id", None));
    }
    let (path, mapped) = path_of(job, keys);
    if mapped.is_some_and(|mapped| mapped.superseded_by.is_some()) {
        return None;
    }
    let passes_over = job.ignore_unknown
        || job.map.is_some_and(super::map::Map::passes_over_others)
        || job.keep.contains(&name);
    if passes_over && mapped.is_none() && super::columns::unknown(job, &path).is_some() {
        return Some(Column::unused(&name));
    }
    let column = Column::new(job, &name, &path, mapped);
    (column.kind != Kind::Id).then_some(column)
}

/// The values found in a line.
#[derive(Default)]
struct Drawing {
    values: Vec<(Vec<String>, Range<usize>)>,
}

impl Drawing {
    /// Finds the values of the object that begins at `at`; returns where the object ends.
    fn object(
        &mut self,
        line: &[u8],
        at: usize,
        keys: &mut Vec<String>,
        depth: usize,
    ) -> Option<usize> {
        if line.get(at) != Some(&b'{') || depth > 8 {
            return None;
        }
        let mut at = blanks(line, at + 1);
        loop {
            let (quoted, key, after) = value(line, at)?;
            if quoted == key {
                return None;
            }
            keys.push(std::str::from_utf8(&line[key]).ok()?.to_owned());
            at = blanks(line, after);
            if line.get(at) != Some(&b':') {
                return None;
            }
            at = blanks(line, at + 1);
            if line.get(at) == Some(&b'{') {
                at = self.object(line, at, keys, depth + 1)?;
            } else {
                let (range, _, after) = value(line, at)?;
                self.values.push((keys.clone(), range));
                at = after;
            }
            keys.pop();
            at = blanks(line, at);
            match line.get(at)? {
                b',' => at = blanks(line, at + 1),
                b'}' => return Some(at + 1),
                _ => return None,
            }
        }
    }
}

fn blanks(line: &[u8], mut at: usize) -> usize {
    while line.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}

/// For each byte within a value: 1 if it ends a number or word, 2 if a text needs a closer look.
#[expect(clippy::cast_possible_truncation, reason = "n is below 256")]
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut n = 0;
    while n < 256 {
        kinds[n] = match n as u8 {
            b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n' => 1,
            _ => 0,
        };
        if n < 0x20 || n == b'\\' as usize || n >= 0x80 {
            kinds[n] |= 2;
        }
        n += 1;
    }
    kinds
};

/// The value that begins at `at`: its whole range, its content (a text without its quotes), and where it ends. `None` for an
/// object, for a list with anything but plain texts, and for invalid JSON.
#[inline]
pub(super) fn value(line: &[u8], at: usize) -> Option<(Range<usize>, Range<usize>, usize)> {
    match *line.get(at)? {
        b'"' => {
            let length = memchr(b'"', &line[at + 1..])?;
            let content = at + 1..at + 1 + length;
            let marks = line[content.clone()]
                .iter()
                .fold(0, |marks, byte| marks | KINDS[usize::from(*byte)]);
            if marks & 2 != 0 {
                let text = std::str::from_utf8(&line[content.clone()]).ok()?;
                if text.bytes().any(|byte| byte == b'\\' || byte < 0x20) {
                    return None;
                }
            }
            Some((at..content.end + 1, content.clone(), content.end + 1))
        }
        b'[' => {
            let mut end = blanks(line, at + 1);
            while line.get(end) == Some(&b'"') {
                let (_, _, after) = value(line, end)?;
                end = blanks(line, after);
                match line.get(end)? {
                    b',' if line.get(blanks(line, end + 1)) == Some(&b'"') => {
                        end = blanks(line, end + 1);
                    }
                    b']' => break,
                    _ => return None,
                }
            }
            (line.get(end) == Some(&b']')).then_some((at..end + 1, at..end + 1, end + 1))
        }
        b'{' => None,
        _ => {
            let rest = &line[at..];
            let length = rest
                .iter()
                .position(|byte| KINDS[usize::from(*byte)] & 1 != 0)
                .unwrap_or(rest.len());
            let bare = at..at + length;
            is_bare(&line[bare.clone()]).then_some((bare.clone(), bare.clone(), bare.end))
        }
    }
}

/// Whether a number or word is valid JSON, as far as the fast path reads it.
#[inline]
fn is_bare(value: &[u8]) -> bool {
    match value {
        b"null" | b"true" | b"false" => true,
        [b'0', rest @ ..] => rest.is_empty() || rest[0] == b'.' && are_digits(&rest[1..]),
        [b'1'..=b'9', rest @ ..] => {
            let whole = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            match &rest[whole..] {
                [] => true,
                [b'.', decimals @ ..] => are_digits(decimals),
                _ => false,
            }
        }
        _ => false,
    }
}

fn are_digits(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_digit)
}
