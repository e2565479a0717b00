//! The factors of a population balance it, and what cannot be balanced is said.

use mips::{
    Document, RuleBook, Setting,
    batch::{self, Form, Job, tally},
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

/// A population by the values of a column, on so many threads.
fn by(text: &str, column: &str, form: Form, threads: usize) -> Result<Population, String> {
    let book = RuleBook::built_in();
    let base = Document::empty("row");
    let keep = [column.to_owned()];
    let job = Job {
        keep: &keep,
        form,
        threads,
        ..Job::new(&book, &base)
    };
    let (_, sums) = tally(&job, text.as_bytes(), &|_| {}).map_err(|failure| failure.to_string())?;
    solve(&book, &sums, &[]).map_err(|problems| problems.to_string())
}

/// The value, how many, what they lose and gain, and their mean percent.
fn shown(found: &Population) -> Vec<String> {
    let groups = found.by.iter().flat_map(|by| &by.values);
    groups
        .map(|it| {
            let mean = it.mean_percent().map_or("none".into(), |it| it.to_string());
            let (losses, gains) = (it.losses(), it.gains());
            format!("{}|{}|{losses}|{gains}|{mean}", it.value, it.count)
        })
        .collect()
}

#[test]
fn each_value_of_a_column_has_its_share() {
    // The factor is 0.2, as above: 18.75 loses 9% of 1000, 37.5 half of it of 2000, 85 gains 0.72% of 25,000.
    let csv = "performance_year,final_score,practice.part_b_paid,State\n2024,18.75,1000,TX\n2024,37.5,2000,NY\n\
        2024,75,500,\"TX\"\n2024,85,25000,NY\n2024,90,,\n";
    let wanted = [
        "|1|0.00|0.00|none",
        "NY|2|-90.00|180.00|0.33",
        "TX|2|-90.00|0.00|-6.00",
    ];
    for threads in [1, 3] {
        let found = by(csv, "State", Form::Csv, threads).unwrap();
        assert_eq!(found.base.value, number("0.2"));
        assert_eq!(shown(&found), wanted);
    }
    let ndjson: String = csv
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let paid = if cells[2].is_empty() { "null" } else { cells[2] };
            let state = cells[3].trim_matches('"');
            let state = if state.is_empty() { "null".into() } else { format!("\"{state}\"") };
            format!(
                "{{\"performance_year\":2024,\"final_score\":{},\"practice.part_b_paid\":{paid},\"State\":{state}}}\n",
                cells[1]
            )
        })
        .collect();
    let found = by(&ndjson, "State", Form::Ndjson, 1).unwrap();
    assert_eq!(shown(&found), wanted);
    // The classes of all values are those of the whole.
    let values = &found.by.as_ref().unwrap().values;
    for (n, total) in found.classes.iter().enumerate() {
        let count: u64 = values.iter().map(|it| it.classes[n].count).sum();
        let sum: Decimal = values.iter().map(|it| it.classes[n].adjustment).sum();
        assert_eq!((count, sum), (total.count, total.adjustment));
    }
    let table = text(&found);
    let row = table.lines().find(|line| line.starts_with("TX")).unwrap();
    let cells: Vec<&str> = row.split_whitespace().collect();
    assert_eq!(cells, ["TX", "2", "-$90.00", "$0.00", "-6.00%"]);
    let tree = json(&found).pretty();
    let tree: serde_json::Value = serde_json::from_str(&tree).unwrap();
    assert_eq!(tree["by"]["column"], "State");
    assert_eq!(tree["by"]["values"][1]["value"], "NY");
    assert_eq!(tree["by"]["values"][1]["paid"].as_f64(), Some(27000.0));
}

#[test]
fn a_key_can_be_the_column_and_scored_rows_have_values_too() {
    let rows = "performance_year,quality.percent,cost.percent,improvement_activities.percent,\
        promoting_interoperability.percent,practice.part_b_paid,practice.clinicians\n\
        2024,10,20,0,0,1000,5\n2024,99,80,100,100,90000,200\n2024,50,50,50,50,700,200\n";
    let found = by(rows, "practice.clinicians", Form::Csv, 1).unwrap();
    let counts: Vec<(String, u64)> = found
        .by
        .unwrap()
        .values
        .into_iter()
        .map(|it| (it.value, it.count))
        .collect();
    assert_eq!(counts, [("200".into(), 2), ("5".into(), 1)]);
}

#[test]
fn a_column_of_too_many_values_or_of_none_is_refused() {
    let rows = |count: usize| {
        let rows: Vec<String> = (0..count)
            .map(|n| format!("2024,{},1000,{n}\n", n % 100))
            .collect();
        format!(
            "performance_year,final_score,practice.part_b_paid,Group\n{}",
            rows.concat()
        )
    };
    for threads in [1, 3] {
        let found = by(&rows(200), "Group", Form::Csv, threads).unwrap();
        assert_eq!(found.by.unwrap().values.len(), 200);
        let problem = by(&rows(201), "Group", Form::Csv, threads).unwrap_err();
        assert!(
            problem.contains("the column `Group` has more than 200 values"),
            "{problem}"
        );
    }
    let problem = by(&rows(2), "Gruop", Form::Csv, 1).unwrap_err();
    assert!(
        problem.starts_with("--by: error[E0101]: there is no column `Gruop`"),
        "{problem}"
    );
    assert!(problem.contains("did you mean `Group`"), "{problem}");
    let line = "{\"performance_year\":2024,\"final_score\":80,\"practice.part_b_paid\":1}\n";
    let problem = by(line, "State", Form::Ndjson, 1).unwrap_err();
    assert!(
        problem.contains("the column `State` is empty in every row"),
        "{problem}"
    );
}
