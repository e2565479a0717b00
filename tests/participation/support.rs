//! Questions about taking part, asked of practice files written in the tests.

use mips::{
    Document, Problems, RuleBook,
    date::Date,
    participation::{self, Eligibility},
    trial::Admitted,
};

pub fn admitted(year: u16, text: &str) -> Result<Admitted, Problems> {
    let text = format!("performance_year = {year}\n{text}");
    let document = Document::read("practice.toml", text.as_bytes()).unwrap();
    participation::admit(&RuleBook::built_in(), &document, &[])
}

pub fn asked(year: u16, text: &str) -> Eligibility {
    let admitted = admitted(year, text).unwrap_or_else(|problems| panic!("{text}\n{problems}"));
    participation::eligibility(&admitted.rules, &admitted.practice)
}

pub fn verdict(year: u16, text: &str) -> &'static str {
    asked(year, text).verdict.key()
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// An individual with one set of figures.
pub fn individual(charges: &str, beneficiaries: u32, services: Option<u32>) -> String {
    let services = services
        .map(|it| format!("covered_services = {it}\n"))
        .unwrap_or_default();
    format!(
        "[practice]\nparticipation = \"individual\"\n[eligibility]\nclinician_type = \"physician\"\nmedicare_enrolled = 2010-01-01\n\
         allowed_charges = {charges}\nbeneficiaries = {beneficiaries}\n{services}"
    )
}
