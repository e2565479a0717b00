//! A practice in one performance year: as a file says it, and as a year's rules admit it.

mod admit;
mod admitted;
pub(crate) mod fields;
mod file;
mod read;
mod reversed;
pub(crate) mod states;
pub mod taking_part;

pub use admit::admit;
pub(crate) use admit::figures::{CostRecord, Record, check_data, check_figures};
pub(crate) use admit::{
    CLINICIAN_STEPS, MOST_CLINICIANS, MOST_PAID, Told, admit_formed, check_form, spans,
};
pub use admitted::*;
pub use file::*;
pub use read::read;
pub(crate) use reversed::seems_reversed;
pub use states::{PercentSource, ReweightingBasis};
