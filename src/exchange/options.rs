//! What a file cannot say, and the reader must be told.

use super::measures_csv::denominator::Denominator;
use crate::rules::collection_type::CollectionType;

/// What a file cannot say, and the reader must be told.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The performance year, in place of the file's.
    pub year: Option<u16>,
    /// The program of a submission to several: `mips`, `app1`, `appPlus`, an MVP's id.
    pub program: Option<String>,
    /// The organization of an eligibility record, by its number from 1 or a part of its name.
    pub organization: Option<String>,
    /// The level of an eligibility record to read: a value of `practice.participation`.
    pub level: Option<String>,
    /// What is in the denominators of a table of measures.
    pub denominator: Option<Denominator>,
    /// The collection type of a table of measures that does not say it.
    pub collection_type: Option<CollectionType>,
    /// The file is all that was submitted: a category that it does not have was not submitted.
    pub complete: bool,
    /// Keep the numbers and names that say whose data these are, as comments.
    pub keep_identifiers: bool,
}
