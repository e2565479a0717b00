//! Whatever bytes come in, the readers end in a value or in problems with their places, and no digit of a number is lost.

mod common;

use common::{BOOK, rational};
use mips::{
    Document, Setting, decimal,
    document::{Value, setting},
    practice, trial,
};
use proptest::{collection::vec, prelude::*, sample::select};

/// Everything that happens to a text on its way to a score.
fn read_all(bytes: &[u8]) {
    let document = match Document::read("practice.toml", bytes) {
        Ok(document) => document,
        Err(problems) => {
            assert!(!problems.is_empty() && !problems.to_string().is_empty());
            return;
        }
    };
    let (file, mut problems) = practice::read(&document);
    document.locate(&mut problems);
    let _ = problems.to_string();
    let rules = BOOK.year(file.performance_year.unwrap_or(2026));
    if let Ok(rules) = rules {
        let _ = practice::admit(&BOOK, &rules, file);
    }
    match trial::run(&BOOK, &document, &[]) {
        Ok(trial) => {
            let _ = mips::report::text::report(&trial, "", true, 80);
        }
        Err(problems) => assert!(!problems.to_string().is_empty()),
    }
}

/// Pieces that practice files are made of, and pieces that break them.
fn fragment() -> impl Strategy<Value = String> {
    let pieces = select(vec![
        "performance_year = 2026\n",
        "performance_year = 2018\n",
        "performance_year=99999999999999999999\n",
        "[practice]\n",
        "[quality]\n",
        "[cost]\n",
        "[improvement_activities]\n",
        "[promoting_interoperability]\n",
        "[complex_patient_bonus]\n",
        "[facility_based]\n",
        "[payment]\n",
        "[prior_year]\n",
        "[expect]\n",
        "[quality.measures.ecqm]\n",
        "[cost.measures]\n",
        "[promoting_interoperability.measures]\n",
        "percent = 82.5\n",
        "percent = -1\n",
        "percent = 1e400\n",
        "percent = nan\n",
        "percent = 0x1F\n",
        "percent = 1_000.5\n",
        "percent = \"80\"\n",
        "unknown = true\n",
        "not_submitted = true\n",
        "reweighted = \"hardship\"\n",
        "reweighted = 3\n",
        "pathway = \"mvp\"\n",
        "pathway = \"app\"\n",
        "participation = \"individual\"\n",
        "clinicians = 6\n",
        "clinicians = 6.5\n",
        "special_statuses = [\"rural\", 3]\n",
        "part_b_paid = 412350.00\n",
        "part_b_paid = -3\n",
        "average_hcc = 1.6\ndual_ratio = 0.3\n",
        "hcc_mean = 79228162514264337593543950335\n",
        "hcc_sd = 0.0000000000000000000000000001\n",
        "hcc_median = 1\n",
        "dual_mean = 0.2\ndual_sd = 0.1\n",
        "dual_median = 0.1\n",
        "points = 3.2\n",
        "scaling_factor = 0.5\n",
        "001 = { numerator = 31, denominator = 180 }\n",
        "134 = { rate = 99999999999999999999999999 }\n",
        "226 = { strata = { a = { numerator = 1, denominator = 0 } } }\n",
        "PI_EP_1 = true\n",
        "activities = [\"IA_EPA_2\"]\n",
        "quality.percent = 80\n",
        "a.b.c.d = 1\n",
        "\"x.y\" = 2\n",
        "# note\n",
        "\t",
        "\r\n",
        "\u{feff}",
        "é = 3\n",
        "= 3\n",
        "[[practice]]\n",
        "when = 2026-01-01\n",
        "{",
        "}",
        "\"",
        "\\u{0}",
    ]);
    prop_oneof![8 => pieces.prop_map(str::to_owned), 1 => "\\PC{0,12}"]
}

fn toml_like() -> impl Strategy<Value = String> {
    vec(fragment(), 0..14).prop_map(|pieces| pieces.concat())
}

fn json_like() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        "-?[0-9]{1,30}(\\.[0-9]{1,9})?([eE][+-]?[0-9]{1,3})?",
        "\"[a-z_\\\\]{0,6}\"",
    ];
    let key = select(vec![
        "performance_year",
        "practice",
        "quality",
        "cost",
        "percent",
        "measures",
        "ecqm",
        "001",
        "unknown",
        "é",
        "",
    ]);
    leaf.prop_recursive(5, 40, 5, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(", "))),
            vec((key.clone(), inner), 0..5).prop_map(|members| {
                let members: Vec<String> = members
                    .iter()
                    .map(|(key, value)| format!("\"{key}\": {value}"))
                    .collect();
                format!("{{{}}}", members.join(",\n"))
            }),
        ]
    })
    .prop_map(|value| format!("{{\"performance_year\": 2026, \"quality\": {value}}}"))
}

/// A decimal as people write one, of at most 28 digits.
fn number() -> impl Strategy<Value = String> {
    ("-?", "[1-9][0-9]{0,13}|0", "(\\.[0-9]{1,14})?")
        .prop_map(|(sign, whole, decimals)| format!("{sign}{whole}{decimals}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes(bytes in vec(any::<u8>(), 0..200)) {
        read_all(&bytes);
    }

    #[test]
    fn text_that_looks_like_toml(text in toml_like()) {
        read_all(text.as_bytes());
        read_all(format!("performance_year = 2023\n{text}").as_bytes());
    }

    #[test]
    fn text_that_looks_like_json(text in json_like()) {
        read_all(text.as_bytes());
    }

    #[test]
    fn text_cut_short(text in toml_like(), at in any::<prop::sample::Index>()) {
        read_all(&text.as_bytes()[..at.index(text.len() + 1)]);
    }

    #[test]
    fn settings(text in "\\PC{0,24}", path in "[a-z_.\"]{0,24}", value in "[-+0-9a-z.\"\\[\\]{}=, ]{0,16}") {
        let _ = Setting::parse(&text, "--set");
        let _ = setting::segments(&text);
        if let Ok(setting) = Setting::parse(&format!("{path}={value}"), "--set") {
            let mut document = Document::read("practice.toml", b"performance_year = 2026\nquality.percent = 80\n").unwrap();
            let _ = document.lay(std::slice::from_ref(&setting));
            let _ = trial::run(&BOOK, &document, &[setting]);
        }
    }

    #[test]
    fn rule_settings(path in "(adjustment|weights|final_score|pathways)(\\.[a-z_]{1,12}){0,3}", value in "[-0-9.a-z\"]{1,8}") {
        let document = Document::read("practice.toml", b"performance_year = 2026\nquality.percent = 80\n").unwrap();
        let _ = trial::run(&BOOK, &document, &[Setting::new(format!("rules.{path}"), value, "--set")]);
    }

    #[test]
    fn any_text_as_a_decimal(text in "\\PC{0,40}") {
        let _ = decimal::parse(&text);
    }

    /// What is read is what is written, or nothing.
    #[test]
    fn text_like_a_number_is_exact_or_refused(text in "[-+]?[0-9]{0,20}\\.?[0-9]{0,20}") {
        if let Some(read) = decimal::parse(&text) {
            let written = text.trim_start_matches('+').trim_end_matches('.');
            let written = if written.starts_with('.') || written.starts_with("-.") { written.replacen('.', "0.", 1) } else { written.to_owned() };
            prop_assert_eq!(rational::decimal(&read.to_string()), rational::decimal(&written));
        }
    }

    /// Powers of ten are moved into the digits, exactly or not at all.
    #[test]
    fn exponents_are_exact_or_refused(digits in "[1-9][0-9]{0,20}", exponent in -40_i32..40) {
        if let Some(read) = decimal::parse(&format!("{digits}e{exponent}")) {
            let power = num_traits::pow(rational::whole(10), exponent.unsigned_abs() as usize);
            let base = rational::decimal(&digits);
            let written = if exponent < 0 { base / power } else { base * power };
            prop_assert_eq!(rational::decimal(&read.to_string()), written);
        }
    }

    /// Through TOML, JSON and settings a number keeps its text and its value.
    #[test]
    fn no_digit_is_lost(number in number()) {
        let exact = rational::decimal(&number);
        let same = |document: &Document| {
            let Value::Number(text) = &document.get("cost.percent").unwrap().value else {
                panic!("{number} is no number")
            };
            assert_eq!(text, &number);
            assert_eq!(rational::decimal(&decimal::parse(text).unwrap().to_string()), exact);
        };
        same(&Document::read("a.toml", format!("cost.percent = {number}").as_bytes()).unwrap());
        same(&Document::read("a.json", format!("{{\"cost\": {{\"percent\": {number}}}}}").as_bytes()).unwrap());
        let mut document = Document::read("a.toml", b"cost.percent = 1").unwrap();
        document.lay(&[Setting::parse(&format!("cost.percent={number}"), "--set").unwrap()]).unwrap();
        same(&document);
    }

    /// Any percent within 0 to 100 comes back from a score digit by digit.
    #[test]
    fn a_percent_comes_back_as_it_was_given(percent in "[1-9]?[0-9](\\.[0-9]{0,10}[1-9])?") {
        let text = format!("performance_year = 2026\nquality.percent = {percent}\n");
        let document = Document::read("practice.toml", text.as_bytes()).unwrap();
        let card = trial::run(&BOOK, &document, &[]).unwrap().scorecard;
        prop_assert_eq!(card.categories.quality.percent.unwrap().to_string(), percent);
    }
}

/// Nothing nests so deeply that the program falls over.
#[test]
fn deep_nesting_is_refused() {
    let deep = 200_000;
    for text in [
        format!("a = {}{}", "[".repeat(deep), "]".repeat(deep)),
        format!("a = {}1{}", "{a = ".repeat(deep), "}".repeat(deep)),
        format!("{}a = 1", "a.".repeat(deep)),
        format!("[{}a]\nb = 1", "a.".repeat(deep)),
        format!("{{\"a\": {}{}}}", "[".repeat(deep), "]".repeat(deep)),
        format!(
            "{{\"a\": {}1{}}}",
            "{\"a\": ".repeat(deep),
            "}".repeat(deep)
        ),
    ] {
        assert!(
            Document::read("practice.toml", text.as_bytes()).is_err(),
            "{}",
            &text[..20]
        );
    }
    assert!(Setting::parse(&format!("{}a=1", "a.".repeat(deep)), "--set").is_err());
}

/// Figures at the ends of what is taken do not leave the range of decimals on the way to a score.
#[test]
fn extreme_figures_score_or_are_refused() {
    let inputs = "average_hcc = 100\ndual_ratio = 1\nhcc_mean = 0\nhcc_median = 0\ndual_mean = 0\ndual_median = 0";
    for sd in [
        "0.0000000000000000000000000001",
        "0.000001",
        "100",
        "79228162514264337593543950335",
    ] {
        for year in [2019, 2026] {
            read_all(format!("performance_year = {year}\nquality.percent = 99.99999999999999999999999999\n[complex_patient_bonus]\n{inputs}\nhcc_sd = {sd}\ndual_sd = {sd}\n").as_bytes());
        }
    }
    for figure in [
        "0.0000000000000000000000000001",
        "1000000000000",
        "79228162514264337593543950335",
    ] {
        read_all(format!(
            "performance_year = 2026\npractice.part_b_paid = {figure}\npractice.clinicians = {figure}\n\
             payment.scaling_factor = {figure}\n[quality.measures.cqm]\n226 = {{ numerator = 1, denominator = {figure} }}\n\
             236 = {{ numerator = {figure}, denominator = 3 }}\n134 = {{ rate = {figure}, cases = {figure} }}\n\
             [cost.measures]\nTPCC_1 = {{ cost = {figure}, cases = 412 }}\n\
             [promoting_interoperability.measures]\nPI_EP_1 = {{ numerator = {figure}, denominator = 1 }}\n"
        ).as_bytes());
    }
}
