//! What of a file has no place in a practice file: each kind of thing is named once.

/// Something that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOut {
    /// What it is: a field of the file, or a measure's id.
    pub path: String,
    /// Why it was left out.
    pub reason: String,
}

/// Everything that was left out, in the order in which it was met.
#[derive(Clone, Debug, Default)]
pub struct LeftOuts(Vec<LeftOut>);

/// More kinds than this are counted, not named: the file is of another kind.
const MOST: usize = 500;

impl LeftOuts {
    /// Names something; once is enough.
    pub fn add(&mut self, path: impl Into<String>, reason: impl Into<String>) {
        let (path, reason) = (path.into(), reason.into());
        if self.0.len() < MOST && !self.0.iter().any(|known| known.path == path) {
            self.0.push(LeftOut { path, reason });
        }
    }

    /// Adds what another file left out.
    pub fn append(&mut self, other: Self) {
        for LeftOut { path, reason } in other.0 {
            self.add(path, reason);
        }
    }

    /// All of it.
    pub fn all(&self) -> &[LeftOut] {
        &self.0
    }
}
