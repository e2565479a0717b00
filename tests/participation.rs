//! Taking part: eligibility, options, worth, calendar.

mod common;

#[path = "participation/answers.rs"]
mod answers;
#[path = "participation/calendar.rs"]
mod calendar;
#[path = "participation/dollars.rs"]
mod dollars;
#[path = "participation/eligibility.rs"]
mod eligibility;
#[path = "participation/options.rs"]
mod options;
#[path = "participation/program.rs"]
mod program;
#[path = "participation/published.rs"]
mod published;
#[path = "participation/rows.rs"]
mod rows;
#[path = "participation/rules.rs"]
mod rules;
#[path = "participation/support.rs"]
mod support;
#[path = "participation/worth.rs"]
mod worth;
