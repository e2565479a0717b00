//! The library from another program: what would another quality percent be worth?
//!
//! `cargo run --example embed`

use mips::{Document, Problems, RuleBook, Setting, trial};

const PRACTICE: &str = include_str!("small-practice-2026.toml");

fn main() -> Result<(), Problems> {
    let book = RuleBook::built_in();
    let document = Document::read("small-practice-2026.toml", PRACTICE.as_bytes())?;
    for percent in ["70", "80", "90", "100"] {
        let setting = Setting::new("quality.percent", percent, "this program");
        let card = trial::run(&book, &document, &[setting])?.scorecard;
        let score = card.final_score.unwrap_or_default();
        let dollars = card.payment_adjustment.dollars.unwrap_or_default();
        #[expect(clippy::print_stdout, reason = "it is a program")]
        {
            println!("quality {percent}%: final score {score}, {dollars} dollars");
        }
    }
    Ok(())
}
