//! A practice file -> the forms of others: a QPP submission, a table of measures. What the form has no place for is named.

mod measures_csv;
mod qpp_json;

use super::notes::{LeftOut, LeftOuts};
use crate::{
    category::Category,
    practice::{CategoryInput, Practice},
    rules::book::YearRules,
};

/// The forms that a practice file can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// A submission as CMS's submissions service takes it.
    QppJson,
    /// A table of measures, a measure or answer a row.
    MeasuresCsv,
}

/// A practice in another form.
#[non_exhaustive]
pub struct Exported {
    /// The text.
    pub text: String,
    /// What the form has no place for.
    pub left_out: Vec<LeftOut>,
}

/// Writes a practice in another form. Reading it again gives the same counts, and the same score as far as the form can
/// say what the score is made of.
///
/// ```
/// use mips::{Document, RuleBook, exchange::export::{Form, export}, trial};
///
/// let text = "performance_year = 2025\n[quality.measures.ecqm]\n236 = { numerator = 131, denominator = 184 }\n";
/// let document = Document::read("practice.toml", text.as_bytes())?;
/// let trial = trial::run(&RuleBook::built_in(), &document, &[])?;
/// let exported = export(&trial.rules, &trial.practice, Form::QppJson);
/// assert!(exported.text.contains("\"236\""));
/// # Ok::<(), mips::Problems>(())
/// ```
#[must_use]
pub fn export(rules: &YearRules, practice: &Practice, form: Form) -> Exported {
    let mut left_out = LeftOuts::default();
    for category in Category::ALL {
        let reason = match practice.categories[category] {
            CategoryInput::Percent(_) => {
                "a category percent without its measures is not a submission"
            }
            CategoryInput::Reweighted(_) => "a submission does not say what CMS reweighted",
            CategoryInput::NotSubmitted => "a submission does not say what was not submitted",
            CategoryInput::Measures { .. } if category == Category::Cost => {
                "cost is never submitted"
            }
            CategoryInput::Measures { .. } | CategoryInput::Absent | CategoryInput::Unknown => {
                continue;
            }
        };
        left_out.add(category.key(), reason);
    }
    let text = match form {
        Form::QppJson => qpp_json::write(rules, practice, &mut left_out),
        Form::MeasuresCsv => measures_csv::write(practice, &mut left_out),
    };
    Exported {
        text,
        left_out: left_out.all().to_vec(),
    }
}
