//! The text of another program's file, its places, and what of it may be shown.

use std::{
    cell::{Cell, RefCell},
    ops::Range,
    sync::Arc,
};

use crate::{
    document::tells_who,
    escape,
    problem::{Code, Place, Problem, Problems},
};

/// The most characters of a line that a message shows.
const LONGEST_EXCERPT: usize = 160;

/// The most measurements, or rows, that a practice's file may have; who submits everything there is has a few hundred.
const MOST_MEASUREMENTS: usize = 10_000;

/// The bytes of a block whose characters are counted once.
const BLOCK: usize = 1024;

/// How many characters begin in some bytes.
fn begun(bytes: &[u8]) -> usize {
    let is_inside = |byte: &&u8| **byte & 0b1100_0000 == 0b1000_0000;
    bytes.len() - bytes.iter().filter(is_inside).count()
}

/// A value with the bytes of the text that it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sited<T> {
    /// The value.
    pub value: T,
    /// Where it is.
    pub span: Range<usize>,
}

impl<T> Sited<T> {
    /// The same place with what `change` makes of the value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Sited<U> {
        Sited {
            value: change(self.value),
            span: self.span,
        }
    }
}

/// A named text, and what is wrong with it so far.
pub struct Source<'t> {
    /// The text's name, usually a file's.
    pub name: String,
    /// The text.
    pub text: &'t str,
    lines: Vec<usize>,
    /// How many characters come before each block of bytes: a file may be one line of many megabytes.
    characters: Vec<usize>,
    shows_lines: bool,
    problems: RefCell<Problems>,
    measurements: Cell<usize>,
}

impl<'t> Source<'t> {
    /// A text whose lines may be shown in messages, where they do not say whose data these are.
    pub fn new(name: &str, text: &'t str) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        let mut before = 0;
        let characters = text.as_bytes().chunks(BLOCK).map(|block| {
            let start = before;
            before += begun(block);
            start
        });
        Self {
            name: name.into(),
            text,
            characters: characters.collect(),
            shows_lines: true,
            lines: std::iter::once(0).chain(ends).collect(),
            problems: RefCell::default(),
            measurements: Cell::new(0),
        }
    }

    /// A table, of whose lines no more is shown than the cell in question.
    pub fn of_cells(name: &str, text: &'t str) -> Self {
        Self {
            shows_lines: false,
            ..Self::new(name, text)
        }
    }

    /// The place of some bytes of the text.
    pub fn place(&self, span: &Range<usize>) -> Arc<Place> {
        let boundary = |at: usize| {
            let at = at.min(self.text.len());
            (0..=at)
                .rev()
                .find(|n| self.text.is_char_boundary(*n))
                .unwrap_or(0)
        };
        let (start, end) = (boundary(span.start), boundary(span.end.max(span.start)));
        let line = self.lines.partition_point(|from| *from <= start);
        let from = self.lines[line - 1];
        let to = self
            .lines
            .get(line)
            .map_or(self.text.len(), |next| next - 1);
        let whole = self.text[from..to.max(start)].trim_end_matches('\r');
        let column = self.characters_before(start) - self.characters_before(from);
        let value = self.text[start..end.clamp(start, to.max(start))].trim_end_matches('\r');
        let short = whole.len() <= LONGEST_EXCERPT;
        let (excerpt, first) = if self.shows_lines && short && !tells_who(whole) {
            (whole, 0)
        } else if value.len() <= LONGEST_EXCERPT && !tells_who(value) {
            (value, column)
        } else {
            (value.get(..1).unwrap_or_default(), column)
        };
        let excerpt = escape::aligned(excerpt).into_owned();
        let width = value.chars().count();
        Arc::new(Place {
            name: self.name.clone(),
            line,
            column: column + 1,
            width: width.min((first + excerpt.chars().count()).saturating_sub(column)),
            excerpt,
            excerpt_column: first + 1,
        })
    }

    /// The place of a break in the text's syntax: of the line nothing is shown, since it cannot be told what is there.
    pub fn place_of_break(&self, at: usize) -> Place {
        let mut place = Place::clone(&self.place(&(at..at)));
        place.excerpt = String::new();
        place.excerpt_column = place.column;
        place.width = 0;
        place
    }

    fn characters_before(&self, at: usize) -> usize {
        let Some(known) = self.characters.get(at / BLOCK).or(self.characters.last()) else {
            return 0;
        };
        let block = (at / BLOCK).min(self.characters.len() - 1) * BLOCK;
        known + begun(&self.text.as_bytes()[block..at])
    }

    /// Notes a problem with some bytes of the text.
    pub fn note(&self, mut problem: Problem, span: &Range<usize>) {
        // A problem that is counted alone needs no place.
        if !self.problems.borrow().is_full() {
            problem.place = Some(Place::clone(&self.place(span)));
        }
        self.problems.borrow_mut().push(problem);
    }

    /// Notes an error.
    pub fn error(&self, code: Code, path: &str, message: String, span: &Range<usize>) {
        self.note(Problem::new(code, path, message), span);
    }

    /// Notes an error whose words are only made where they are shown.
    pub fn error_of(
        &self,
        code: Code,
        path: &str,
        span: &Range<usize>,
        message: impl FnOnce() -> String,
    ) {
        let is_shown = !self.problems.borrow().is_full();
        let message = if is_shown { message() } else { String::new() };
        self.error(code, path, message, span);
    }

    /// Counts one more measurement or row, and says whether it may be read: with too many the file is not one practice's.
    pub fn takes_measurement(&self, span: &Range<usize>) -> bool {
        let before = self.measurements.get();
        self.measurements.set(before + 1);
        if before == MOST_MEASUREMENTS {
            let message = format!(
                "the file has more than {MOST_MEASUREMENTS} measurements; one practice submits a few hundred at most"
            );
            self.error(Code::OutOfRange, "", message, span);
        }
        before < MOST_MEASUREMENTS
    }

    /// Whether there are too many measurements for one practice, so that reading on makes no sense.
    pub fn is_hopeless(&self) -> bool {
        self.measurements.get() > MOST_MEASUREMENTS
    }

    /// What is wrong or odd, in the order of the text.
    pub fn take_problems(&self) -> Problems {
        let mut problems = self.problems.take();
        problems.sort();
        problems
    }
}

/// A foreign text as a message shows it: short, and without a number that could be somebody's.
pub fn shown(text: &str) -> String {
    let mut out = String::new();
    let mut digits = String::new();
    let flush = |digits: &mut String, out: &mut String| {
        if digits.len() >= 9 {
            out.push_str("[number]");
        } else {
            out.push_str(digits);
        }
        digits.clear();
    };
    for letter in text.chars().take(60) {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        flush(&mut digits, &mut out);
        out.push(if letter.is_control() { ' ' } else { letter });
    }
    flush(&mut digits, &mut out);
    if text.chars().nth(60).is_some() {
        out.push_str("...");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_says_whose_data_these_are_is_not_shown() {
        let text =
            "{\"nationalProviderIdentifier\": \"0123456789\", \"value\": 3}\n  \"value\": 4\n";
        let source = Source::new("a.json", text);
        let at = text.find('3').unwrap();
        let number = text.find(": 3").unwrap() + 2;
        assert!(at < number);
        let place = source.place(&(number..number + 1));
        assert_eq!((place.line, place.column), (1, number + 1));
        assert_eq!((place.excerpt.as_str(), place.width), ("3", 1));
        let four = text.find('4').map(|_| text.rfind('4').unwrap()).unwrap();
        let place = source.place(&(four..four + 1));
        assert_eq!((place.line, place.column), (2, 12));
        assert_eq!(place.excerpt, "  \"value\": 4");
        assert_eq!(shown("TIN 000456789"), "TIN [number]");
    }
}
