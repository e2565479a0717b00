//! However many threads write a grid, and whichever way its points take, it says what each point says as a score.

use mips::{
    Document, RuleBook, Setting,
    sweep::{Form, Sweep, Variation},
};

const FORMS: [Form; 5] = [
    Form::Text,
    Form::Csv,
    Form::Json,
    Form::Ndjson,
    Form::Markdown,
];

/// Holds a whole run, on one thread and on several, against its points scored one after the other.
fn assert_same(text: &str, settings: &[&str], vary: &[&str], columns: &[&str]) -> u64 {
    let book = RuleBook::built_in();
    let document = Document::read("practice.toml", text.as_bytes()).unwrap();
    let settings: Vec<Setting> = settings
        .iter()
        .map(|it| Setting::parse(it, "--set").unwrap())
        .collect();
    let variations: Vec<Variation> = vary
        .iter()
        .map(|it| Variation::parse(it).unwrap())
        .collect();
    let columns: Vec<String> = columns.iter().map(|it| (*it).to_owned()).collect();
    let sweep = Sweep {
        book: &book,
        document: &document,
        settings: &settings,
        variations: &variations,
        columns: &columns,
    };
    let mut failures = 0;
    for form in FORMS {
        let mut each = Vec::new();
        let mut first = None;
        let points = sweep.points().unwrap().inspect(|point| {
            if let (None, Err(problems)) = (&first, &point.result) {
                first = Some(problems.to_string());
            }
        });
        let failed = sweep.write(points, form, &mut each).unwrap();
        for threads in [1, 3] {
            let mut whole = Vec::new();
            let swept = sweep.run(form, threads, &mut whole).unwrap();
            assert_eq!(
                String::from_utf8_lossy(&whole),
                String::from_utf8_lossy(&each),
                "{vary:?} {form:?}"
            );
            let first_problems = swept.first_problems.map(|it| it.to_string());
            assert_eq!((swept.failed, &first_problems), (failed, &first));
        }
        failures = failed;
    }
    failures
}

fn percents(year: u16, more: &str) -> String {
    format!(
        "performance_year = {year}\nquality.percent = 80\ncost.percent = 60\nimprovement_activities.percent = 100\n\
         promoting_interoperability.percent = 90\n{more}"
    )
}

#[test]
fn numbers_of_every_key_in_every_year() {
    let book = RuleBook::built_in();
    for year in book.years() {
        let text = percents(year, "practice.part_b_paid = 12345.67\n");
        assert_same(
            &text,
            &[],
            &["quality.percent=0..101:7.3", "cost.percent=100..-4:-13"],
            &[],
        );
        assert_same(
            &text,
            &[],
            &[
                "promoting_interoperability.percent=0,50.50,1e2,99.999999999",
                "improvement_activities.percent=0..100:33.3333333",
                "practice.part_b_paid=0,1000,99999.995",
            ],
            &[],
        );
        assert_same(
            &text,
            &[],
            &["final_score=0..101:4.995", "practice.part_b_paid=0..9:3"],
            &[],
        );
    }
}

#[test]
fn words_and_numbers_together() {
    let text = percents(2024, "");
    for vary in [
        [
            "quality.percent=0..100:5",
            "cost.reweighted=no_applicable_measures,special_status",
        ],
        [
            "practice.small_practice=true,false",
            "quality.percent=0..100:5",
        ],
        ["quality.percent=0..100:5", "practice.name=A,\"B\",=C"],
        [
            "complex_patient_bonus.points=0..11:0.5",
            "cost.percent=40,60",
        ],
        [
            "payment.scaling_factor=0..1.1:0.1",
            "quality.percent=60..100:5",
        ],
        [
            "performance_year=2017,2020,2024,2030",
            "quality.percent=0..100:5",
        ],
        [
            "rules.adjustment.performance_threshold=60,75,82.5",
            "quality.percent=0..100:5",
        ],
        [
            "rules.adjustment.rounding.places=1,2,3",
            "quality.percent=0..100:5",
        ],
    ] {
        assert_same(&text, &[], &vary, &[]);
        assert_same(&text, &["cost.unknown=true"], &vary, &[]);
    }
    assert_same(
        &text,
        &["rules.adjustment.performance_threshold=60"],
        &["quality.percent=0..100:5"],
        &["categories.quality.points", "practice.small_practice"],
    );
}

#[test]
fn more_points_than_a_thread_takes_at_a_time() {
    let text = percents(2026, "practice.part_b_paid = 250000\n");
    let failed = assert_same(
        &text,
        &[],
        &["quality.percent=99..101:0.04", "cost.percent=0..100:1.5"],
        &[],
    );
    // 25 values of quality above 100, and 67 of cost.
    assert_eq!(failed, 25 * 67);
}
