//! The forms and columns of a sweep.

/// The forms that a sweep is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// Columns for reading.
    Text,
    /// Comma-separated values, one row a point.
    Csv,
    /// One JSON object with all points.
    Json,
    /// One JSON object a point and line.
    Ndjson,
    /// A table to paste.
    Markdown,
}

/// The figures of a point, after its values: headings and output paths.
pub const FIGURES: [&str; 10] = [
    "final_score",
    "final_score_low",
    "final_score_high",
    "payment_adjustment_percent",
    "payment_adjustment_dollars",
    "class",
    "payment_adjustment_percent_low",
    "payment_adjustment_percent_high",
    "payment_adjustment_dollars_low",
    "payment_adjustment_dollars_high",
];

/// How many of them are in columns for reading: both ends of the adjustment are left to programs.
pub(super) const READ: usize = 6;

/// Which of them is the class.
pub(super) const CLASS: usize = 5;
