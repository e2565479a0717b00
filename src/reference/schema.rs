//! JSON Schemas of what is read and what is printed, in draft 7 with the features that editors know. Words come from the
//! code's own lists, so that a schema never lags behind.

mod advice;
mod foreign;
mod output;
mod parts;
mod practice;
mod taking_part;
mod types;
mod ways;

use serde_json::Value;

pub use self::{
    advice::{check, plan},
    foreign::{import, rank, reconcile},
    output::output,
    practice::practice,
    ways::{calendar, eligibility, options, worth},
};

/// The name of a schema, and how it is built.
pub type Named = (&'static str, fn() -> Value);

/// Every schema by its name: what is read, then what the commands print.
pub const ALL: [Named; 11] = [
    ("practice", practice),
    ("output", output),
    ("check", check),
    ("plan", plan),
    ("eligibility", eligibility),
    ("options", options),
    ("worth", worth),
    ("calendar", calendar),
    ("import", import),
    ("reconcile", reconcile),
    ("rank", rank),
];
