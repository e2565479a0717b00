//! Promoting interoperability, improvement activities and cost from single answers, activities and costs, each with its
//! exact figure. Arithmetic is worked by hand on the cited text; the PY2018, PY2019, PY2022 and PY2023 figures are those
//! of CMS's own submission documentation (scoring engine outputs) and public use file.

mod base_and_performance;
mod cost;
mod every_id;
mod improvement_activities;
mod promoting_interoperability;
mod rules;

use std::sync::LazyLock;

use mips::{
    Category, Document, RuleBook,
    document::setting::Setting,
    score::scorecard::{CategoryScore, Note, Scorecard},
    trial,
};
use rust_decimal::Decimal;

static BOOK: LazyLock<RuleBook> = LazyLock::new(RuleBook::built_in);

/// Scores a practice whose other categories are unknown.
fn scored(year: u16, text: &str) -> Scorecard {
    let text = format!("performance_year = {year}\n{text}");
    let document = Document::read("case.toml", text.as_bytes()).unwrap();
    match trial::run(&BOOK, &document, &[]) {
        Ok(trial) => trial.scorecard,
        Err(problems) => panic!("{text}\n{problems}"),
    }
}

fn problems(year: u16, text: &str) -> String {
    let text = format!("performance_year = {year}\n{text}");
    let document = Document::read("case.toml", text.as_bytes()).unwrap();
    let run = trial::run(&BOOK, &document, &[]);
    run.err()
        .unwrap_or_else(|| panic!("no problem was found in\n{text}"))
        .to_string()
}

fn percent(card: &Scorecard, category: Category) -> Option<String> {
    card.categories[category]
        .percent
        .map(|percent| percent.normalize().to_string())
}

fn pi(year: u16, answers: &str) -> Scorecard {
    let days = if year < 2024 { 90 } else { 180 };
    scored(
        year,
        &format!(
            "[practice]\nclinicians = 20\n[promoting_interoperability]\ndays = {days}\n\
             cehrt_id = \"0015EABCDEFGHIJ\"\n[promoting_interoperability.measures]\n{answers}"
        ),
    )
}

fn pi_percent(year: u16, answers: &str) -> String {
    percent(&pi(year, answers), Category::PromotingInteroperability).unwrap()
}

fn points(score: &CategoryScore, id: &str) -> Decimal {
    let measure = score.measures.iter().find(|measure| measure.id == id);
    let points = measure.and_then(|measure| measure.points);
    points.unwrap_or_else(|| panic!("{id} has no points"))
}

/// What is attested for no points.
fn attested(year: u16) -> &'static str {
    match year {
        2017 => "ACI_PPHI_1 = true\nACI_INFBLO_1 = true\nACI_ONCDIR_1 = true\n",
        2018..=2021 => "PI_PPHI_1 = true\nPI_INFBLO_1 = true\nPI_ONCDIR_1 = true\n",
        _ => "PI_PPHI_1 = true\nPI_PPHI_2 = true\nPI_INFBLO_1 = true\nPI_ONCDIR_1 = true\n",
    }
}

fn rate(id: &str, numerator: u32, denominator: u32) -> String {
    format!("{id} = {{ numerator = {numerator}, denominator = {denominator} }}\n")
}

fn yes(ids: &[&str]) -> String {
    let lines: Vec<String> = ids.iter().map(|id| format!("{id} = true\n")).collect();
    lines.concat()
}
