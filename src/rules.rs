//! A performance year's rules: what `rules/<year>/` says, one struct for each table.
//!
//! No number of law has a default: a missing key is an error with its name, and so is an unknown one.

mod adjustment;
pub mod advanced_apm;
pub mod benchmarks;
pub mod book;
pub mod calendar;
mod check;
pub mod collection_type;
pub mod cost;
pub mod deferred;
pub mod diff;
pub mod eligibility;
#[expect(clippy::unreadable_literal, reason = "places that the build writes")]
pub(crate) mod embedded;
mod final_score;
mod flat;
pub mod import;
pub mod improvement_activities;
mod in_place;
pub mod limit;
pub mod measures;
pub mod participation_costs;
pub mod promoting_interoperability;
pub mod quality;
pub mod repeated;
mod reweighting;
pub mod rows;
pub mod score_hierarchy;
pub mod status;
pub mod terms;
mod weights;
mod year;

pub use self::{
    adjustment::*, check::check, check::check_dates, final_score::*, reweighting::*, weights::*,
    year::*,
};
