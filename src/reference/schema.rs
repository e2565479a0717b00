//! JSON Schemas of what is read and what is printed, in draft 7 with the features that editors know. Words come from the
//! code's own lists, so that a schema never lags behind.

mod advice;
mod foreign;
mod output;
mod parts;
mod paths;
mod practice;
mod tables;
mod taking_part;
mod types;
mod ways;

use serde_json::Value;

pub use self::{
    advice::{check, plan},
    foreign::{import, rank, reconcile},
    output::output,
    paths::paths,
    practice::practice,
    tables::{
        batch, compare, measure, mvps, population, rules, rules_check, rules_diff, search,
        specialties, sweep, verify,
    },
    ways::{calendar, eligibility, options, worth},
};

/// The name of a schema, and how it is built.
pub type Named = (&'static str, fn() -> Value);

/// Every schema by its name: what is read, then what the commands print.
pub const ALL: [Named; 23] = [
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
    ("verify", verify),
    ("compare", compare),
    ("sweep", sweep),
    ("batch", batch),
    ("population", population),
    ("search", search),
    ("measure", measure),
    ("specialties", specialties),
    ("mvps", mvps),
    ("rules", rules),
    ("rules-diff", rules_diff),
    ("rules-check", rules_check),
];
