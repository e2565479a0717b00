//! What an office types, in a file and in a setting, is what it means: the same score as the plain spelling.

mod common;

use common::{BOOK, scored};
use mips::{Document, Setting, report, trial};

const PLAIN: &str = r#"
performance_year = 2026
[practice]
name = "Elm Street"
clinicians = 6120
part_b_paid = 412350.00
apm_participant = false
[quality.measures.cqm]
226 = { rate = 98.2, cases = 1240, data_completeness = 88.5 }
[cost.measures]
TPCC_1 = { cost = 1823.12, cases = 412 }
[improvement_activities]
percent = 82.5
[promoting_interoperability]
not_submitted = true
"#;

const TYPED: &str = r#"
performance_year = "2026"
[practice]
name = "Elm Street"
clinicians = "6,120"
part_b_paid = "$412,350.00"
apm_participant = "No"
[quality.measures.cqm]
226 = { rate = "98.2%", cases = "1,240", data_completeness = "88.5 %" }
[cost.measures]
TPCC_1 = { cost = "$1,823.12", cases = "412" }
[improvement_activities]
percent = "82.5%"
[promoting_interoperability]
not_submitted = "yes"
"#;

fn figures(trial: &trial::Trial) -> String {
    report::figures(&trial.rules, &trial.scorecard).pretty()
}

#[test]
fn figures_in_quotes_score_as_plain_ones() {
    assert_eq!(figures(&scored(TYPED)), figures(&scored(PLAIN)));
}

#[test]
fn settings_are_typed_the_same_way() {
    let document = Document::read("practice.toml", PLAIN.as_bytes()).unwrap();
    let run = |settings: &[(&str, &str)]| {
        let settings: Vec<Setting> = settings
            .iter()
            .map(|(path, value)| Setting::new(*path, *value, "--set"))
            .collect();
        figures(&trial::run(&BOOK, &document, &settings).unwrap())
    };
    assert_eq!(
        run(&[
            ("improvement_activities.percent", "71.5%"),
            ("practice.part_b_paid", "$1,000,000"),
            ("practice.small_practice", "Yes"),
        ]),
        run(&[
            ("improvement_activities.percent", "71.5"),
            ("practice.part_b_paid", "1000000"),
            ("practice.small_practice", "true"),
        ])
    );
}

#[test]
fn answers_of_promoting_interoperability_may_be_yes() {
    let text = |yes: &str| {
        format!(
            "performance_year = 2026\n[practice]\nclinicians = 40\n[promoting_interoperability]\ndays = 180\n\
             [promoting_interoperability.measures]\nPI_PPHI_1 = {yes}\nPI_INFBLO_1 = {yes}\n"
        )
    };
    assert_eq!(
        figures(&scored(&text("\"Yes\""))),
        figures(&scored(&text("true")))
    );
}

#[test]
fn a_file_in_utf16_scores_and_says_so() {
    let bytes: Vec<u8> = PLAIN.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let document = Document::read("practice.toml", &bytes).unwrap();
    let trial = trial::run(&BOOK, &document, &[]).unwrap();
    let said: Vec<&str> = trial
        .scorecard
        .warnings
        .iter()
        .filter(|it| it.code == mips::Code::ReadAs)
        .map(|it| it.message.as_str())
        .collect();
    assert_eq!(
        said,
        ["the file is UTF-16, as Windows writes it; it was read as such"]
    );
    assert_eq!(
        trial.scorecard.final_score_bounds,
        scored(PLAIN).scorecard.final_score_bounds
    );
}
