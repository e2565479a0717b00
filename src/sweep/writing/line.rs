//! The cells of one point.

use super::form::Form;

/// The cells of a point as its form writes them: its values, then its figures.
pub struct Line {
    pub(super) text: Vec<u8>,
    ends: Vec<usize>,
    /// Whether a comma comes after each.
    is_csv: bool,
}

impl Line {
    pub fn new(form: Form) -> Self {
        Self {
            text: Vec::new(),
            ends: Vec::new(),
            is_csv: form == Form::Csv,
        }
    }

    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// Adds a cell that `write` appends; one that stays empty says nothing.
    #[inline]
    pub fn cell(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        write(&mut self.text);
        self.ends.push(self.text.len());
        if self.is_csv {
            self.text.push(b',');
        }
    }

    /// The cells, where nothing comes between them.
    pub(super) fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(&0).chain(&self.ends);
        let places = starts.zip(&self.ends);
        places.map(|(start, end)| &self.text[*start..*end])
    }
}
