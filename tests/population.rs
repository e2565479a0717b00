//! The factors of a population balance it, and what cannot be balanced is said.

use mips::{
    Document, RuleBook, Setting,
    batch::{self, Job, tally},
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

/// Rows beside a final score, with their sums on one thread and on three.
fn tallied(text: &str) -> (batch::Summary, batch::Tally) {
    let book = RuleBook::built_in();
    let base = Document::empty("row");
    let one = Job::new(&book, &base);
    let three = Job {
        threads: 3,
        ..one.clone()
    };
    let found = tally(&one, text.as_bytes(), &|_| {}).unwrap();
    assert_eq!(tally(&three, text.as_bytes(), &|_| {}).unwrap(), found);
    found
}

#[test]
fn a_name_with_a_comma_is_a_name() {
    let head = "id,performance_year,final_score,practice.part_b_paid\n";
    let rows = "\"Smith, John\",2026,40,80000\nJones,2026,90,80000\n";
    let (summary, sums) = tallied(&format!("{head}{rows}"));
    assert_eq!((summary.rows, summary.failed), (2, 0));
    assert_eq!(
        (sums.brackets[4000].count, sums.brackets[9000].count),
        (1, 1)
    );
}

#[test]
fn rows_of_two_years_are_no_population() {
    let head = "id,performance_year,final_score,practice.part_b_paid\n";
    let rows = "a,2026,101,1\n\"b,c\",2025,40,1\nd,2026,90,1\ne,2026,91,1\n";
    let (summary, sums) = tallied(&format!("{head}{rows}"));
    assert_eq!((summary.failed, sums.has_other_years), (1, true));
    let book = RuleBook::built_in();
    let problem = solve(&book, &sums, &[]).unwrap_err().to_string();
    assert!(
        problem.contains("more than one performance year"),
        "{problem}"
    );
}

#[test]
fn no_number_wraps_around_and_no_limit_depends_on_the_rows_before() {
    let head = "performance_year,final_score,practice.part_b_paid\n";
    let (summary, _) = tallied(&format!("{head}2024,184467440827.0955,1\n2024,80,1\n"));
    assert_eq!(summary.failed, 1);
    let many = "2024,90,20000000000\n".repeat(3000);
    let (summary, sums) = tallied(&format!("{head}{many}2024,40,80000\n{many}"));
    assert_eq!((summary.rows, summary.failed), (6001, 6000));
    let counted: u64 = sums.brackets.iter().map(|bracket| bracket.count).sum();
    assert_eq!(counted, 1);
}

#[test]
fn sums_of_a_nation_are_exact_and_those_of_no_nation_are_refused() {
    // A hundred thousand million dollars lost 9% and as many at 100 gain 9% times the factor: it is 1.
    let huge = "10000000000";
    let rows = [("10", huge), ("100", huge)];
    let found = population(&scores(2024, &[&rows[..]; 10].concat()), &[]).unwrap();
    assert_eq!(
        (found.base.value, found.base.balance),
        (Decimal::ONE, Balance::Met)
    );
    let lost = &found.classes[0];
    assert_eq!(lost.adjustment, number("-9000000000.00"));
    let book = RuleBook::built_in();
    let (_, mut sums) = tallied(&scores(2024, &rows));
    sums.brackets[1000].paid *= 1_000_000;
    let problem = solve(&book, &sums, &[]).unwrap_err().to_string();
    assert!(problem.contains("more than Medicare pays"), "{problem}");
}
