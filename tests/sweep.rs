//! A sweep's points are scores, in decimal-exact steps.

use mips::{
    Document, RuleBook, Setting,
    report::plot::{curve, curve_svg},
    rules::book::TableName,
    sweep::{Drawing, Form, Shown, Sweep, Variation},
    trial,
};

const PRACTICE: &[u8] = b"performance_year = 2024\n[practice]\npart_b_paid = 100000\n[quality]\npercent = 80\n[cost]\npercent = 60\n\
    [improvement_activities]\npercent = 100\n[promoting_interoperability]\npercent = 90\n";

fn written(variations: &[&str], settings: &[Setting], form: Form) -> (String, u64) {
    let book = RuleBook::built_in();
    let document = Document::read("practice.toml", PRACTICE).unwrap();
    let variations: Vec<Variation> = variations
        .iter()
        .map(|it| Variation::parse(it).unwrap())
        .collect();
    let sweep = Sweep {
        book: &book,
        document: &document,
        settings,
        variations: &variations,
        columns: &[],
    };
    let mut out = Vec::new();
    let failed = sweep
        .write(sweep.points().unwrap(), form, &mut out)
        .unwrap();
    (String::from_utf8(out).unwrap(), failed)
}

#[test]
fn every_point_is_a_score() {
    let book = RuleBook::built_in();
    let document = Document::read("practice.toml", PRACTICE).unwrap();
    let (text, failed) = written(
        &["quality.percent=0..100:0.5", "cost.percent=30,45,60"],
        &[],
        Form::Csv,
    );
    assert_eq!((text.lines().count(), failed), (1 + 201 * 3, 0));
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let settings = [
            Setting::new("quality.percent", cells[0], "--set"),
            Setting::new("cost.percent", cells[1], "--set"),
        ];
        let card = trial::run(&book, &document, &settings)
            .map_err(|it| it.to_string())
            .unwrap()
            .scorecard;
        let payment = &card.payment_adjustment;
        assert_eq!(cells[2], card.final_score.unwrap().to_string());
        assert_eq!(cells[5], payment.percent.unwrap().to_string());
        assert_eq!(cells[6], payment.dollars.unwrap().to_string());
        assert_eq!(cells[7], payment.class.unwrap().key());
    }
}

#[test]
fn steps_are_exact_and_the_last_key_turns_fastest() {
    let (text, _) = written(
        &["quality.percent=0.1..0.5:0.1", "cost.percent=50,60"],
        &[],
        Form::Csv,
    );
    let keys: Vec<String> = text
        .lines()
        .skip(1)
        .map(|line| line.split(',').take(2).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(keys[..4], ["0.1 50", "0.1 60", "0.2 50", "0.2 60"]);
    assert_eq!(keys[9], "0.5 60");
    let (down, _) = written(&["quality.percent=100..50:-25"], &[], Form::Csv);
    let values: Vec<&str> = down
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next())
        .collect();
    assert_eq!(values, ["100", "75", "50"]);
    let (words, _) = written(
        &["cost.reweighted=no_applicable_measures"],
        &[],
        Form::Ndjson,
    );
    assert!(
        words.starts_with(r#"{"cost.reweighted":"no_applicable_measures","final_score":"#),
        "{words}"
    );
}

#[test]
fn rules_can_vary_too() {
    let (text, _) = written(
        &["rules.adjustment.performance_threshold=60,75"],
        &[],
        Form::Csv,
    );
    assert!(
        text.contains("60,79.50") && text.contains("75,79.50"),
        "{text}"
    );
    assert!(text.lines().nth(1).unwrap().contains(",0.5"), "{text}");
}

#[test]
fn every_form_has_every_point() {
    let vary = ["quality.percent=60,70,101"];
    let (json, failed) = written(&vary, &[], Form::Json);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(failed, 1);
    assert_eq!(json["points"].as_array().unwrap().len(), 3);
    assert!(
        json["points"][2]["error"]
            .as_str()
            .unwrap()
            .contains("101 is not between")
    );
    assert_eq!(written(&vary, &[], Form::Ndjson).0.lines().count(), 3);
    assert_eq!(written(&vary, &[], Form::Markdown).0.lines().count(), 7);
    assert_eq!(written(&vary, &[], Form::Text).0.lines().count(), 8);
}

#[test]
fn bad_variations_are_errors() {
    for text in [
        "quality.percent",
        "=1..2:1",
        "quality.percent=1..2",
        "quality.percent=1..2:0",
        "quality.percent=1..2:-1",
        "quality.percent=a..2:1",
        "quality.percent=1,,2",
        "quality.percent=",
    ] {
        assert!(Variation::parse(text).is_err(), "{text}");
    }
}

#[test]
fn long_grids_are_counted_not_held() {
    let variation = Variation::parse("quality.percent=0..100:0.0000001").unwrap();
    assert_eq!(variation.count(), 1_000_000_001);
}

#[test]
fn curves_are_drawn() {
    let book = RuleBook::built_in();
    let document = Document::read("practice.toml", PRACTICE).unwrap();
    let variations = [
        Variation::parse("quality.percent=0..100:5").unwrap(),
        Variation::parse("cost.percent=20,80").unwrap(),
    ];
    let sweep = Sweep {
        book: &book,
        document: &document,
        settings: &[],
        variations: &variations,
        columns: &[],
    };
    let mut drawing = Drawing::new(&variations, Shown::FinalScore).unwrap();
    sweep
        .points()
        .unwrap()
        .for_each(|point| drawing.add(&point));
    let text = curve(&drawing.curve());
    assert!(
        text.contains("--- threshold 75") && text.contains("o cost.percent=80"),
        "{text}"
    );
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    let svg = curve_svg(&drawing.curve());
    let svg = roxmltree::Document::parse(&svg).unwrap();
    let lines = svg
        .descendants()
        .filter(|it| it.has_tag_name("polyline"))
        .count();
    assert_eq!(lines, 2);
}

#[test]
fn gains_stand_with_their_scaling_factor() {
    let (text, _) = written(&["quality.percent=60,90"], &[], Form::Text);
    assert!(
        text.contains("\n\nScaling factor 0.1167 (implied); the highest gain over its range "),
        "{text}"
    );
    let year = [Setting::new("performance_year", "2019", "--set")];
    let (text, _) = written(&["quality.percent=60,90"], &year, Form::Markdown);
    assert!(
        text.contains("Scaling factor 0 (implied), so the only gain is the additional adjustment"),
        "{text}"
    );
    let (csv, _) = written(&["quality.percent=60,90"], &[], Form::Csv);
    assert_eq!(csv.lines().count(), 3);
}

#[test]
fn what_is_not_known_is_drawn_as_two_curves() {
    let book = RuleBook::built_in();
    let document = Document::read("practice.toml", PRACTICE).unwrap();
    let settings = [Setting::new("cost.unknown", "true", "--set")];
    let variations = [Variation::parse("quality.percent=0..100:10").unwrap()];
    let sweep = Sweep {
        book: &book,
        document: &document,
        settings: &settings,
        variations: &variations,
        columns: &[],
    };
    for shown in [Shown::FinalScore, Shown::Adjustment] {
        let mut drawing = Drawing::new(&variations, shown).unwrap();
        sweep
            .points()
            .unwrap()
            .for_each(|point| drawing.add(&point));
        let text = curve(&drawing.curve());
        assert!(
            text.contains("* lowest\n") && text.contains("o highest\n"),
            "{text}"
        );
        let svg = curve_svg(&drawing.curve());
        let svg = roxmltree::Document::parse(&svg).unwrap();
        let texts: Vec<&str> = svg.descendants().filter_map(|it| it.text()).collect();
        assert!(texts.contains(&"lowest") && texts.contains(&"highest"));
        for tick in ["0", "25", "50", "75", "100"] {
            assert!(texts.contains(&tick), "{tick}: {texts:?}");
        }
        let bands = svg.descendants().filter(|it| it.has_tag_name("polygon"));
        assert_eq!(bands.count(), 1);
        let is_captioned = texts
            .iter()
            .any(|it| it.starts_with("Scaling factor 0.1167"));
        assert_eq!(is_captioned, shown == Shown::Adjustment);
    }
}

#[test]
fn rules_that_return_are_the_same_rules() {
    let mut book = RuleBook::built_in();
    let threshold = |value: &str| {
        [Setting::new(
            "rules.adjustment.performance_threshold",
            value,
            "--vary",
        )]
    };
    let first = book.year_with(2024, &threshold("60")).unwrap();
    let other = book.year_with(2024, &threshold("70")).unwrap();
    let again = book.year_with(2024, &threshold("60")).unwrap();
    assert!(std::sync::Arc::ptr_eq(&first, &again));
    assert_ne!(
        first.adjustment.performance_threshold,
        other.adjustment.performance_threshold
    );
    // A table that is replaced leaves nothing of the old one.
    let text = book.text(2024, TableName::Rules).unwrap();
    let text = text.replace("maximum_percent = 9", "maximum_percent = 8");
    book.replace(2024, TableName::Rules, "mine", text);
    let replaced = book.year_with(2024, &threshold("60")).unwrap();
    assert_ne!(
        first.adjustment.maximum_percent,
        replaced.adjustment.maximum_percent
    );
    // More variations than are kept.
    let (text, failed) = written(
        &[
            "quality.percent=80,90",
            "rules.adjustment.performance_threshold=60..75:0.1",
        ],
        &[],
        Form::Csv,
    );
    assert_eq!((text.lines().count(), failed), (1 + 2 * 151, 0));
}

#[test]
fn a_what_if_may_add_a_table() {
    // 2017 has no small practice bonus; five points more, at the practice's size.
    let book = RuleBook::built_in();
    let text = b"performance_year = 2017\npractice.small_practice = true\nquality.percent = 50\n\
        improvement_activities.percent = 100\npromoting_interoperability.percent = 60\n";
    let document = Document::read("practice.toml", text).unwrap();
    let score = |settings: &[Setting]| {
        let trial = trial::run(&book, &document, settings).map_err(|it| it.to_string());
        trial.unwrap().scorecard.final_score.unwrap().to_string()
    };
    let bonus = Setting::new("rules.small_practice_bonus.points", "5", "--set");
    // Weights 60, 15 and 25.
    assert_eq!(
        (score(&[]), score(&[bonus])),
        ("60.00".into(), "65.00".into())
    );
}

#[test]
fn a_range_says_where_it_stops_short() {
    let short = |text: &str| Variation::parse(text).unwrap().stops_short();
    assert_eq!(
        short("quality.percent=50..95:20").as_deref(),
        Some("quality.percent: steps of 20 end at 90, short of 95")
    );
    assert_eq!(short("quality.percent=50..90:20"), None);
    assert_eq!(short("quality.percent=50,90"), None);
}

#[test]
fn more_columns_stand_behind_the_usual_ones() {
    let book = RuleBook::built_in();
    let document = Document::read("practice.toml", PRACTICE).unwrap();
    let variations = [Variation::parse("quality.percent=60,101").unwrap()];
    let columns = ["categories.quality.points", "practice.small_practice"].map(str::to_owned);
    let sweep = Sweep {
        book: &book,
        document: &document,
        settings: &[],
        variations: &variations,
        columns: &columns,
    };
    let written = |form| {
        let mut out = Vec::new();
        let points = sweep.points().unwrap();
        assert_eq!(sweep.write(points, form, &mut out).unwrap(), 1);
        String::from_utf8(out).unwrap()
    };
    // 60% of 30 points is 18; with 18, 15 and 22.5 that is 73.5, which lacks 1.5 of 75: -9% x 1.5 / 75.
    let csv = written(Form::Csv);
    let lines: Vec<&str> = csv.lines().collect();
    assert!(
        lines[0].ends_with(",error,categories.quality.points,practice.small_practice"),
        "{csv}"
    );
    assert_eq!(
        lines[1],
        "60,73.50,73.50,73.50,-0.18,-180.00,penalty,-0.18,-0.18,-180.00,-180.00,,18,false"
    );
    assert!(
        lines[2].starts_with("101,,,,,,,,,,,quality.percent: "),
        "{csv}"
    );
    assert!(lines[2].ends_with(",,"), "{csv}");
    let ndjson = written(Form::Ndjson);
    let lines: Vec<&str> = ndjson.lines().collect();
    let end = r#""error":null,"categories.quality.points":18,"practice.small_practice":false}"#;
    assert!(lines[0].ends_with(end), "{ndjson}");
    let end = r#","categories.quality.points":null,"practice.small_practice":null}"#;
    assert!(lines[1].ends_with(end), "{ndjson}");
    let json: serde_json::Value = serde_json::from_str(&written(Form::Json)).unwrap();
    assert_eq!(json["points"][0]["categories.quality.points"], 18);
    // For reading the error comes last.
    let text = written(Form::Text);
    let row = text
        .lines()
        .find(|line| line.trim_start().starts_with("60 "));
    let cells: Vec<&str> = row.unwrap().split_whitespace().collect();
    let read = [
        "60", "73.50", "73.50", "73.50", "-0.18", "-180.00", "penalty", "18", "false",
    ];
    assert_eq!(cells, read);
}

#[test]
fn a_column_that_no_result_has_is_refused() {
    let book = RuleBook::built_in();
    let document = Document::read("practice.toml", PRACTICE).unwrap();
    let variations = [Variation::parse("quality.percent=60").unwrap()];
    let columns = ["categories.quality.pionts".to_owned()];
    let sweep = Sweep {
        book: &book,
        document: &document,
        settings: &[],
        variations: &variations,
        columns: &columns,
    };
    let problems = sweep.points().err().unwrap().to_string();
    assert!(
        problems.contains("the results have no figure `categories.quality.pionts`"),
        "{problems}"
    );
    assert!(problems.contains("points"), "{problems}");
}
