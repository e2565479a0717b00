//! Values that are written as words.

/// An enumeration whose values are written as words, the same in files, settings and JSON.
pub trait Word: Copy + Sized + 'static {
    /// All values.
    const ALL: &'static [Self];
    /// The word.
    fn key(self) -> &'static str;
    /// The value of a word.
    fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.key() == key)
    }
}
