//! Taking part: eligibility, options, worth, calendar.

#[path = "participation/calendar.rs"]
mod calendar;
#[path = "participation/eligibility.rs"]
mod eligibility;
#[path = "participation/support.rs"]
mod support;
