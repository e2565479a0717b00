//! The dotted path of a measure, made when something is wrong there: of most measures nothing is.

use std::{cell::OnceCell, fmt, ops::Deref};

use crate::practice::QualityMeasure;

/// The path of a quality measure, or of something within it.
pub(super) struct MeasurePath<'a> {
    measure: Option<&'a QualityMeasure>,
    text: OnceCell<String>,
}

impl<'a> MeasurePath<'a> {
    /// Of a measure.
    pub(super) fn of(measure: &'a QualityMeasure) -> Self {
        Self {
            measure: Some(measure),
            text: OnceCell::new(),
        }
    }
}

impl From<String> for MeasurePath<'_> {
    fn from(path: String) -> Self {
        Self {
            measure: None,
            text: OnceCell::from(path),
        }
    }
}

impl Deref for MeasurePath<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        let path = || self.measure.map_or_else(String::new, QualityMeasure::path);
        self.text.get_or_init(path)
    }
}

impl fmt::Display for MeasurePath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}
