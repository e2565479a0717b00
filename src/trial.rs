//! One practice, some settings, its year: everything that scores goes through here.

mod reading;
mod readings;
mod run;

pub(crate) use self::run::{Laid, ends, varied};
pub use self::{
    reading::Reading,
    readings::run_with_readings,
    run::{Admitted, Trial, admit, run},
};
