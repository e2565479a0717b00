//! Scenarios side by side say what each of them scores.

use mips::{
    Document, RuleBook, Setting,
    compare::{Comparison, Scenario, Scored, compare},
    rules::diff::diff,
};

const PRACTICE: &[u8] = b"performance_year = 2025\n[practice]\npart_b_paid = 100000\n[quality]\npercent = 80\n[cost]\npercent = 60\n\
    [improvement_activities]\npercent = 100\n[promoting_interoperability]\npercent = 50\n";

fn compared(scenarios: &[Scenario]) -> Comparison {
    let book = RuleBook::built_in();
    let document = Document::read("practice.toml", PRACTICE).unwrap();
    let scored: Vec<Scored> = scenarios
        .iter()
        .map(|scenario| {
            Scored::run(&book, &document, &[], scenario)
                .map_err(|it| it.to_string())
                .unwrap()
        })
        .collect();
    compare(&scored)
}

fn base() -> Scenario {
    Scenario {
        name: "base".into(),
        settings: Vec::new(),
    }
}

/// Performance year 2027 has no benchmarks yet: its measures take those of 2026, and earn there what they earn in 2026.
#[test]
fn a_year_without_benchmarks_takes_those_of_the_last_year() {
    let book = RuleBook::built_in();
    assert!(book.year(2027).unwrap().benchmarks().is_none());
    assert!(book.with_benchmarks_carried_forward(2026).is_none());
    let (of, carried) = book.with_benchmarks_carried_forward(2027).unwrap();
    assert_eq!(of, 2026);
    let text = b"performance_year = 2026\npractice.clinicians = 30\ncost.percent = 60\nimprovement_activities.percent = 100\n\
        promoting_interoperability.percent = 50\nquality.measures.ecqm.236 = { numerator = 131, denominator = 184 }\n";
    let document = Document::read("practice.toml", text).unwrap();
    let in_year = |year: &str| {
        let setting = Setting::new("performance_year", year, "--years");
        let card = mips::trial::run(&carried, &document, &[setting])
            .unwrap_or_else(|it| panic!("{it}"))
            .scorecard;
        (card.categories.quality.measures[0].points, card.overrides)
    };
    let (points, overrides) = in_year("2027");
    assert_eq!(points, in_year("2026").0);
    assert_eq!(overrides, ["the benchmarks of 2026"]);
}

#[test]
fn differences_are_shown_and_the_best_is_marked() {
    let hardship =
        Scenario::parse("hardship granted: promoting_interoperability.reweighted=hardship")
            .unwrap();
    let worse = Scenario::parse("worse: cost.percent=40, quality.percent=\"70\"").unwrap();
    let found = compared(&[base(), hardship, worse]);
    assert_eq!(found.best, [1]);
    let figure = |path: &str| found.figures.iter().find(|it| it.path == path);
    let score = figure("final_score").unwrap();
    let values: Vec<String> = score
        .values
        .iter()
        .map(mips::report::tree::Tree::cell)
        .collect();
    // 24 + 18 + 15 + 12.5; 55 and 30 and 15 percent; 21 + 12 + 15 + 12.5.
    assert_eq!(values, ["69.50", "77.00", "60.50"]);
    assert_eq!(score.differences()[1].unwrap().to_string(), "7.50");
    assert!(figure("categories.improvement_activities.percent").is_none());
    assert!(figure("payment_adjustment.dollars").is_some());
    let text = found.text(80);
    assert!(
        text.contains("hardship granted (best)") && text.contains("77.00 (+7.50)"),
        "{text}"
    );
    assert!(
        found
            .markdown()
            .contains("| final score | 69.50 | 77.00 (+7.50) | 60.50 (-9.00) |")
    );
    assert!(
        found
            .csv()
            .contains("final_score,69.50,77.00,60.50,7.50,-9.00"),
        "{}",
        found.csv()
    );
    let json: serde_json::Value = serde_json::from_str(&found.json().pretty()).unwrap();
    assert_eq!(json["best"][0], "hardship granted");
}

#[test]
fn scenarios_are_typed_or_read() {
    let typed = Scenario::parse(
        "two: practice.name=\"A, B\", practice.special_statuses=[\"rural\", \"hpsa\"]",
    )
    .unwrap();
    assert_eq!(typed.settings.len(), 2);
    assert_eq!(typed.settings[0].value, "A, B");
    for text in ["cost.percent=4", "name only:", ": a=1", "x: a", "x: a=\"1"] {
        assert!(Scenario::parse(text).is_err(), "{text}");
    }
    let file = |text: &str| Scenario::read(&Document::read("s.toml", text.as_bytes()).unwrap());
    let read = file("name = \"cost at 40\"\n[settings]\n\"cost.percent\" = 40\n[settings.practice]\nsmall_practice = true\n").unwrap();
    assert_eq!(read.name, "cost at 40");
    let settings: Vec<(&str, &str)> = read
        .settings
        .iter()
        .map(|it| (it.path.as_str(), it.value.as_str()))
        .collect();
    assert_eq!(
        settings,
        [("cost.percent", "40"), ("practice.small_practice", "true")]
    );
    assert!(file("name = \"x\"\n").is_err());
    assert!(file("[settings]\na = 1\n[other]\nb = 2\n").is_err());
}

#[test]
fn years_name_the_rules_behind_the_difference() {
    let year = |year: &str| Scenario {
        name: year.into(),
        settings: vec![Setting::new("performance_year", year, "--years")],
    };
    let found = compared(&[year("2021"), year("2022")]);
    let (from, to, changes) = &found.changes[0];
    assert_eq!((*from, *to), (2021, 2022));
    let threshold = changes
        .iter()
        .find(|it| it.path == "adjustment.performance_threshold")
        .unwrap();
    assert_eq!(
        (threshold.before.as_deref(), threshold.after.as_deref()),
        (Some("60"), Some("75"))
    );
    assert!(
        threshold
            .cite_after
            .as_ref()
            .is_some_and(|cite| cite.cite.contains("414.1405"))
    );
    assert!(
        changes
            .iter()
            .any(|it| it.path == "weights.traditional.rows.none")
    );
    assert!(found.text(80).contains("Performance threshold: 60 -> 75"));
}

#[test]
fn a_year_does_not_differ_from_itself() {
    let book = RuleBook::built_in();
    for year in book.years() {
        let rules = book.year(year).unwrap();
        assert_eq!(diff(&rules, &rules), []);
    }
    let (a, b) = (book.year(2022).unwrap(), book.year(2023).unwrap());
    let gone = diff(&a, &b);
    let gone = gone
        .iter()
        .find(|it| it.path.starts_with("adjustment.additional"))
        .unwrap();
    assert!(gone.after.is_none() && gone.before.is_some());
}

fn assert_fits(text: &str) {
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
}

#[test]
fn scenarios_stand_side_by_side_where_they_fit() {
    let hardship =
        Scenario::parse("hardship granted: promoting_interoperability.reweighted=hardship");
    let cost = Scenario::parse("cost at 40: cost.percent=40");
    let found = compared(&[base(), hardship.unwrap(), cost.unwrap()]);
    let text = found.text(80);
    assert_fits(&text);
    let heads = text.lines().next().unwrap();
    assert!(
        heads.contains("hardship granted (best)") && heads.contains("cost at 40"),
        "{text}"
    );
    assert!(text.contains("PI reason"), "{text}");
    assert_eq!(text.matches("final score").count(), 1);
    // On a wide terminal nothing is shortened; on a narrow one lines have 80 columns all the same.
    assert!(
        found
            .text(120)
            .contains("promoting interoperability reason")
    );
    assert_eq!(found.text(60), text);
}

#[test]
fn blocks_keep_to_the_width_and_to_what_differs_in_them() {
    let scenario = |n: u32| {
        let name = "a name that many of these scenarios begin with, number ";
        Scenario::parse(&format!("{name}{n}: cost.percent={}", n * 10)).unwrap()
    };
    let circumstances = Scenario::parse("storm: cost.reweighted=extreme_and_uncontrollable");
    let mut all = vec![base(), circumstances.unwrap()];
    all.extend((1..9).map(scenario));
    let text = compared(&all).text(80);
    assert_fits(&text);
    assert_eq!(text.matches("(best)").count(), 1, "{text}");
    for n in 1..9 {
        assert!(
            text.contains(&format!("number {n}")) || text.contains(&format!("r {n}")),
            "{text}"
        );
    }
    let last = text
        .split("\n\n")
        .filter(|it| it.contains("final score"))
        .last()
        .unwrap();
    assert!(
        last.contains("cost percent") && !last.contains("cost reason"),
        "{text}"
    );
}

#[test]
fn a_gain_stands_with_its_scaling_factor() {
    let year = |year: &str| Scenario {
        name: year.into(),
        settings: vec![
            Setting::new("performance_year", year, "--years"),
            Setting::new("quality.percent", "100", "--set"),
        ],
    };
    let better = Scenario::parse("better: quality.percent=100").unwrap();
    let found = compared(&[base(), better.clone()]);
    assert_eq!(found.footing.len(), 1);
    assert!(
        found.footing[0].starts_with("Scaling factor ")
            && found.footing[0].contains("; better over its range "),
        "{:?}",
        found.footing
    );
    for text in [found.text(80), found.markdown()] {
        assert!(text.contains("\n\nScaling factor "), "{text}");
    }
    let years = compared(&[year("2019"), year("2022")]);
    assert!(
        years.footing[0].starts_with(
            "2019: Scaling factor 0 (implied), so the only gain is the additional adjustment"
        ),
        "{:?}",
        years.footing
    );
    let worse = Scenario::parse("worse: quality.percent=0").unwrap();
    let least = Scenario::parse("worst: quality.percent=0, cost.percent=0").unwrap();
    assert!(compared(&[worse, least]).footing.is_empty());
}

#[test]
fn years_with_the_same_rules_print_no_empty_table() {
    let mut found = compared(&[base(), Scenario::parse("a: cost.percent=1").unwrap()]);
    found.changes = vec![(2025, 2026, Vec::new())];
    assert!(!found.markdown().contains("Rules that differ"));
}

/// A rate of 0 earns the floor of 1 of 60 points, half a point at a weight of 30, or nothing: told of every scenario that it
/// moves, and of no other.
#[test]
fn readings_that_move_a_scenario_are_told() {
    let book = RuleBook::built_in();
    let text =
        b"performance_year = 2024\ncost.percent = 50\nimprovement_activities.percent = 100\n\
        promoting_interoperability.percent = 80\npractice.clinicians = 40\n\
        quality.measures.cqm.226 = { numerator = 0, denominator = 40 }\n";
    let document = Document::read("practice.toml", text).unwrap();
    let names = [
        "none: practice.clinicians=40",
        "some: quality.measures.cqm.226.numerator=30",
        "less: cost.percent=40",
    ];
    let scored: Vec<Scored> = names
        .iter()
        .map(|it| Scored::run(&book, &document, &[], &Scenario::parse(it).unwrap()))
        .map(|it| it.map_err(|it| it.to_string()).unwrap())
        .collect();
    let found = compare(&scored);
    assert_eq!(
        found.open,
        [
            "Open: a rate of 0 earns the points of the law; under the other reading, CMS's engine gives it none: \
             none 50.00, less 47.00"
        ]
    );
    assert!(found.text(80).contains("none 50.00, less 47.00"));
    assert!(found.markdown().contains("none 50.00, less 47.00"));
    assert!(found.page(&scored).contains("none 50.00, less 47.00"));
    let json: serde_json::Value = serde_json::from_str(&found.json().pretty()).unwrap();
    assert_eq!(json["readings"][0][0]["name"], "rate_of_zero");
    assert_eq!(json["readings"][0][0]["final_score"], 50.0);
    assert_eq!(json["readings"][1], serde_json::json!([]));
    assert_eq!(json["readings"][2][0]["final_score"], 47.0);
}
