//! The dotted path of a measure, made when something is wrong there: of most measures nothing is.

use std::{borrow::Cow, cell::OnceCell, fmt, ops::Deref};

use crate::practice::QualityMeasure;

/// The path of a quality measure, or of something within it.
pub(in super::super) struct MeasurePath<'a> {
    measure: Option<&'a QualityMeasure>,
    text: OnceCell<Cow<'a, str>>,
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
            text: OnceCell::from(Cow::Owned(path)),
        }
    }
}

impl<'a> From<&'a str> for MeasurePath<'a> {
    fn from(path: &'a str) -> Self {
        Self {
            measure: None,
            text: OnceCell::from(Cow::Borrowed(path)),
        }
    }
}

impl Deref for MeasurePath<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        let path = || {
            let path = self.measure.map(QualityMeasure::path);
            Cow::Owned(path.unwrap_or_default())
        };
        self.text.get_or_init(path)
    }
}

impl fmt::Display for MeasurePath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}
