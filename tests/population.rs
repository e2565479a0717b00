//! The factors of a population balance it, and what cannot be balanced is said.

use mips::{
    Document, RuleBook, Setting,
    batch::{Job, tally},
    decimal::parse,
    population::{Balance, Population, json, solve, svg, text},
};
use rust_decimal::Decimal;

fn population(text: &str, settings: &[Setting]) -> Result<Population, String> {
    let book = RuleBook::built_in();
    let base = Document::empty("row");
    let job = Job {
        settings,
        threads: 2,
        ..Job::new(&book, &base)
    };
    let (_, sums) = tally(&job, text.as_bytes(), &|_| {}).map_err(|failure| failure.to_string())?;
    solve(&book, &sums, settings).map_err(|problems| problems.to_string())
}

fn scores(year: u16, rows: &[(&str, &str)]) -> String {
    let rows: Vec<String> = rows
        .iter()
        .map(|(score, paid)| format!("{year},{score},{paid}\n"))
        .collect();
    format!(
        "performance_year,final_score,practice.part_b_paid\n{}",
        rows.concat()
    )
}

fn number(text: &str) -> Decimal {
    parse(text).unwrap()
}

#[test]
fn increases_equal_decreases() {
    // 9% of 1000 and 4.5% of 2000 are lost, 180 together; 9% x 10/25 of 25,000 is 900 to gain: a factor of 0.2.
    let rows = [
        ("18.75", "1000"),
        ("37.5", "2000"),
        ("75", "500"),
        ("85", "25000"),
    ];
    let found = population(&scores(2024, &rows), &[]).unwrap();
    assert_eq!(
        (found.base.value, found.base.balance),
        (number("0.2"), Balance::Met)
    );
    assert_eq!(found.additional, None);
    let adjustments: Vec<String> = found
        .classes
        .iter()
        .map(|it| it.adjustment.to_string())
        .collect();
    assert_eq!(adjustments, ["-90.00", "-90.00", "0.00", "180.00"]);
    assert_eq!(found.classes.iter().map(|it| it.count).sum::<u64>(), 4);
    let at = |score: &str| {
        found
            .adjustments
            .iter()
            .find(|(it, _)| *it == number(score))
            .unwrap()
            .1
    };
    assert_eq!(
        (at("85"), at("18.75"), at("75")),
        (number("0.72"), number("-9"), Decimal::ZERO)
    );
    assert_eq!(
        found.histogram.iter().map(|(_, count)| count).sum::<u64>(),
        4
    );
}

#[test]
fn scored_rows_and_their_final_scores_give_the_same() {
    let rows = "id,performance_year,quality.percent,cost.percent,improvement_activities.percent,\
        promoting_interoperability.percent,practice.part_b_paid\n\
        a,2024,10,20,0,0,1000\nb,2024,99,80,100,100,90000\nc,2024,50,50,50,50,700\n";
    let scored = population(rows, &[]).unwrap();
    let given = population(
        &scores(2024, &[("9", "1000"), ("93.7", "90000"), ("50", "700")]),
        &[],
    )
    .unwrap();
    assert_eq!(scored.base, given.base);
    assert_eq!(scored.classes, given.classes);
    // The factor scores the rows that it balances.
    let factor = Setting::new(
        "payment.scaling_factor",
        scored.base.value.to_string(),
        "--set",
    );
    assert_eq!(population(rows, &[factor]).unwrap().base, scored.base);
}

#[test]
fn the_exceptional_share_a_national_limit() {
    // PY2021: 85 and more are exceptional; at 85 the unscaled percent is 0.5, at 100 it is 10.
    let huge = "10000000000";
    let found = population(
        &scores(2021, &[("85", huge), ("100", "4000000000"), ("20", "1000")]),
        &[],
    )
    .unwrap();
    let additional = found.additional.unwrap();
    // 0.5% of 10 billion and 10% of 4 billion are 450 million: below the limit even at the highest factor.
    assert_eq!(
        (additional.value, additional.balance),
        (Decimal::ONE, Balance::Capped)
    );
    let found = population(
        &scores(2021, &[("85", huge), ("100", "9500000000"), ("20", "1000")]),
        &[],
    )
    .unwrap();
    let additional = found.additional.unwrap();
    assert_eq!(
        (additional.value, additional.balance),
        (number("0.5"), Balance::Met)
    );
    let nobody = population(&scores(2021, &[("70", huge), ("20", "1000")]), &[]).unwrap();
    assert_eq!(nobody.additional.unwrap().balance, Balance::NobodyAbove);
}

#[test]
fn what_cannot_be_balanced_is_defined() {
    let found = population(&scores(2024, &[("80", "100"), ("75", "100")]), &[]).unwrap();
    assert_eq!(
        (found.base.value, found.base.balance),
        (Decimal::ZERO, Balance::NobodyBelow)
    );
    let found = population(&scores(2024, &[("20", "100"), ("75", "100")]), &[]).unwrap();
    assert_eq!(
        (found.base.value, found.base.balance),
        (number("3"), Balance::NobodyAbove)
    );
    let found = population(&scores(2024, &[("10", "1000000"), ("76", "100")]), &[]).unwrap();
    assert_eq!(
        (found.base.value, found.base.balance),
        (number("3"), Balance::Capped)
    );
    for (text, says) in [
        (String::new(), "empty"),
        (scores(2024, &[]), "no row has a final score"),
        (
            scores(2024, &[("80", ""), ("20", "")]),
            "no row has a paid amount",
        ),
        (
            format!("{}2025,80,100\n", scores(2024, &[("80", "1")])),
            "more than one performance year",
        ),
    ] {
        let problem = population(&text, &[]).unwrap_err();
        assert!(problem.contains(says), "{problem}");
    }
}

#[test]
fn it_is_printed_for_people_programs_and_browsers() {
    let found = population(
        &scores(2024, &[("18.75", "1000"), ("85", "25000"), ("100", "")]),
        &[],
    )
    .unwrap();
    let text = text(&found);
    assert!(
        text.contains("Population of 3 in performance year 2024"),
        "{text}"
    );
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    assert!(text.contains("--set payment.scaling_factor=0.1"), "{text}");
    // A third is 33.3 percent; two thirds are 66.7.
    assert!(text.contains(" 33.3%") && text.contains(" 66.7%"), "{text}");
    assert!(text.contains("1 row has no paid amount"), "{text}");
    let json: serde_json::Value = serde_json::from_str(&json(&found).pretty()).unwrap();
    assert_eq!(json["scaling_factor"]["balance"], "met");
    assert_eq!(json["classes"][0]["class"], "maximum_penalty");
    roxmltree::Document::parse(&svg(&found)).unwrap();
}

#[test]
fn near_headings_are_named() {
    for (head, meant) in [
        ("performance_year,score,practice.part_b_paid", "final_score"),
        ("performance_year,final_score,paid", "practice.part_b_paid"),
        (
            "performance_year,quality.percent,part_b_paid",
            "practice.part_b_paid",
        ),
    ] {
        let problem = population(&format!("{head}\n2024,80,10\n"), &[]).unwrap_err();
        assert!(
            problem.contains(&format!("did you mean `{meant}`")),
            "{problem}"
        );
    }
}

#[test]
fn shares_are_rounded_half_up() {
    let rows = [("20", "1000"); 15];
    let found = population(&scores(2024, &[&rows[..], &[("85", "10")]].concat()), &[]).unwrap();
    // One of sixteen is 6.25 percent.
    assert!(text(&found).contains(" 6.3%"), "{}", text(&found));
}
