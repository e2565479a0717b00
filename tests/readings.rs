//! What the sources leave open, and what a file leaves out: said where it moves the score, with the other result.

mod common;

use common::{BOOK, YEARS, scored};
use mips::{
    Document,
    document::setting::Setting,
    report::{self, notes::notes, text},
    score::reason::MeasureReason,
    trial::{self, Trial},
};

fn with_readings(text: &str) -> Trial {
    let document = Document::read("practice.toml", text.as_bytes()).unwrap();
    trial::run_with_readings(&BOOK, &document, &[]).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The name of each reading with the final score under the other answer.
fn others(text: &str) -> Vec<(String, String)> {
    with_readings(text)
        .readings
        .iter()
        .map(|reading| {
            let bounds = reading.final_score_bounds;
            let score = bounds.point().expect("everything is known").to_string();
            (reading.name.clone(), score)
        })
        .collect()
}

fn named(name: &str, score: &str) -> Vec<(String, String)> {
    vec![(name.into(), score.into())]
}

fn messages(trial: &Trial) -> String {
    notes(&trial.rules, &trial.scorecard)
        .into_iter()
        .map(|note| note.message + "\n")
        .collect()
}

const ZERO: &str = "performance_year = 2024\ncost.percent = 50\nimprovement_activities.percent = 100\n\
    promoting_interoperability.percent = 80\npractice.clinicians = 40\n\
    [quality.measures.cqm]\n226 = { numerator = 0, denominator = 40 }\n";

/// Of 60 points the rate of 0 earns the floor of 1, or none: 0.5 points of the final score.
#[test]
fn a_rate_of_zero_is_read_both_ways() {
    assert_eq!(others(ZERO), named("rate_of_zero", "50.00"));
    let trial = with_readings(ZERO);
    assert_eq!(trial.scorecard.final_score.unwrap().to_string(), "50.50");
    let json: serde_json::Value =
        serde_json::from_str(&report::result(&trial, false).pretty()).unwrap();
    let reading = &json["readings"][0];
    assert_eq!(
        reading["settings"][0],
        "rules.quality.rate_of_zero.points=none"
    );
    assert_eq!(reading["final_score"], 50.0);
}

/// In 2017 CMS's engine gave such a rate its floor, and a rate above 0 asks nothing.
#[test]
fn nothing_is_said_where_nothing_moves() {
    let first = ZERO
        .replace("2024", "2017")
        .replace("cost.percent = 50\n", "");
    assert_eq!(others(&first), []);
    assert_eq!(others(&ZERO.replace("numerator = 0", "numerator = 39")), []);
}

/// 249 and 397 by claims are a clinical topic, 317 belongs to none: (12 + 6) of 30 points, or of 60.
#[test]
fn measures_outside_a_topic_are_read_both_ways() {
    let text = "performance_year = 2026\ncost.percent = 50\nimprovement_activities.percent = 100\n\
        practice.clinicians = 4\n[quality.measures.claims]\n249 = { points = 4 }\n397 = { points = 4 }\n\
        [quality.measures.cqm]\n317 = { points = 4 }\n";
    // 60 x 0.4 + 15 + 30, and 30 x 0.4 + 15 + 30.
    assert_eq!(others(text), named("measures_outside_topics", "57.00"));
    assert!(messages(&with_readings(text)).contains("317 belongs to no clinical topic"));
}

/// 001 and 236 are high-priority measures: 27 of 30 points with the bonus, 25 without.
#[test]
fn the_high_priority_bonus_of_the_app_is_read_both_ways() {
    let text = "performance_year = 2021\npromoting_interoperability.percent = 100\n\
        improvement_activities.percent = 100\n[practice]\nparticipation = \"individual\"\nclinicians = 20\npathway = \"app\"\n[quality.measures.ecqm]\n\
        001 = { points = 8 }\n134 = { points = 7 }\n236 = { points = 7 }\n";
    // 45 + 20 + 30, and 41.6667 + 20 + 30.
    assert_eq!(others(text), named("app_high_priority_bonus", "91.67"));
}

/// Without cost 80 x 0.55 + 15 + 24 = 83; with the weights of the APP 40 + 20 + 24.
#[test]
fn the_weights_of_an_apm_entity_are_read_both_ways() {
    let text = "performance_year = 2022\nquality.percent = 80\nimprovement_activities.percent = 100\n\
        promoting_interoperability.percent = 80\npractice.participation = \"apm_entity\"\npractice.clinicians = 40\n";
    assert_eq!(others(text), named("apm_entity_weights", "84.00"));
}

/// 36 + 7.5 + 15 with promoting interoperability at 0; without its weight 56 + 7.5 + 15.
#[test]
fn a_missing_category_of_2019_is_read_both_ways() {
    let text = "performance_year = 2019\nquality.percent = 80\ncost.percent = 50\nimprovement_activities.percent = 100\n\
        promoting_interoperability.not_submitted = true\n[practice]\nparticipation = \"individual\"\nclinicians = 40\n";
    assert_eq!(others(text), named("partial_submission", "78.50"));
}

/// E-prescribing excluded: 5 points each to send and receive, or 10 to send. 0.9 x 25 is 22.5, a half.
#[test]
fn points_of_promoting_interoperability_are_read_both_ways() {
    let text = "performance_year = 2019\nquality.percent = 80\ncost.percent = 50\nimprovement_activities.percent = 100\n\
        practice.clinicians = 40\n[promoting_interoperability.measures]\nPI_PPHI_1 = true\nPI_INFBLO_1 = true\n\
        PI_ONCDIR_1 = true\nPI_LVPP_1 = true\nPI_HIE_1 = { numerator = 90, denominator = 100 }\n\
        PI_HIE_4 = { numerator = 10, denominator = 100 }\nPI_PEA_1 = { numerator = 50, denominator = 100 }\n\
        PI_PHCDRR_1 = true\nPI_PHCDRR_2 = true\n";
    // 23 + 3 + 20 + 10 = 56 of 100; halves down 22 + 2 + 20 + 10 = 54; all to the first 27 + 2 + 20 + 10 = 59.
    assert_eq!(
        others(text),
        [
            ("halves_of_measure_points".into(), "72.00".into()),
            ("split_of_excluded_points".into(), "73.25".into()),
        ]
    );
}

/// Claims measure 014 of 2017 is 100 in all deciles: 84.1 percent earn 3 of 60 points, or 10.
#[test]
fn a_rate_below_a_benchmark_of_one_bound_is_read_both_ways() {
    let text = "performance_year = 2017\nimprovement_activities.percent = 100\npractice.clinicians = 4\n\
        promoting_interoperability.percent = 80\n[quality.measures.claims]\n014 = { numerator = 37, denominator = 44 }\n";
    // 0.6 x 5 + 15 + 20, and 0.6 x 16.6667 + 15 + 20.
    let trial = with_readings(text);
    assert_eq!(trial.scorecard.final_score.unwrap().to_string(), "38.00");
    assert_eq!(others(text), named("below_one_bound", "45.00"));
    let above = text.replace("numerator = 37", "numerator = 44");
    assert_eq!(others(&above), []);
}

/// 80 x 0.5 + 20 + 80 x 0.3, or with half of improvement activities 10 less. A percent that the file gives is kept.
#[test]
fn assigned_activities_are_read_both_ways() {
    for (year, pathway, participation) in [
        (2017, "apm_scoring_standard", "apm_entity"),
        (2020, "apm_scoring_standard", "group"),
        (2021, "app", "group"),
        (2026, "app_plus", "apm_entity"),
    ] {
        let text = format!(
            "performance_year = {year}\nquality.percent = 80\npromoting_interoperability.percent = 80\n[practice]\n\
             clinicians = 40\npathway = \"{pathway}\"\nparticipation = \"{participation}\"\n"
        );
        assert_eq!(
            others(&text),
            named("assigned_activities", "74.00"),
            "{year}"
        );
        let given = format!("{text}[improvement_activities]\npercent = 100\n");
        assert_eq!(others(&given), [], "{year}");
    }
}

/// 15 percent is half way from the worst rate to the 30th percentile: 3.5 points instead of 3, of 100.
#[test]
fn a_web_interface_rate_below_the_30th_percentile_is_read_both_ways() {
    let ids = [
        "001", "112", "113", "134", "226", "236", "318", "370", "438",
    ];
    let rest: String = ids.map(|id| format!("{id} = {{ points = 8 }}\n")).concat();
    let text = format!(
        "performance_year = 2019\ncost.percent = 50\nimprovement_activities.percent = 100\n\
         promoting_interoperability.percent = 100\npractice.clinicians = 40\n\
         [quality.measures.web_interface]\n{rest}112 = {{ rate = 15, cases = 248 }}\n"
    )
    .replacen("112 = { points = 8 }\n", "", 1);
    let names: Vec<String> = others(&text).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["web_interface_below_30th_percentile"]);
}

/// A medium-weighted activity of an APM participant: the floor of 20, or 10 more.
#[test]
fn the_credit_of_an_apm_participant_is_read_both_ways() {
    let text = "performance_year = 2021\nquality.percent = 80\npromoting_interoperability.percent = 100\n[practice]\n\
        clinicians = 40\napm_participant = true\n[improvement_activities]\nactivities = [\"IA_BE_4\"]\n";
    // 44 + 7.5 + 30, and 44 + 11.25 + 30.
    assert_eq!(others(text), named("apm_credit", "85.25"));
}

/// Every other answer leaves rules that hold together.
#[test]
fn every_reading_of_every_year_can_be_set() {
    for year in YEARS {
        for (name, reading) in BOOK.year(year).unwrap().readings.iter() {
            assert!(
                !reading.says.is_empty() && !reading.otherwise.is_empty(),
                "{year} {name}"
            );
            let settings: Vec<Setting> = reading
                .settings
                .iter()
                .map(|text| Setting::parse(&format!("rules.{text}"), "reading").unwrap())
                .collect();
            let varied = BOOK.year_with(year, &settings);
            assert!(varied.is_ok(), "{year} {name}: {}", varied.err().unwrap());
        }
    }
}

/// 42 CFR 414.1380(c)(2)(i)(C)(9): the size moves the weights. 80 percent everywhere but 0 in promoting interoperability.
#[test]
fn the_size_that_is_assumed_is_said_with_the_other_result() {
    let text = "performance_year = 2026\nquality.percent = 80\ncost.percent = 60\nimprovement_activities.percent = 100\n\
        promoting_interoperability.not_submitted = true\n";
    // 24 + 18 + 15, and 32 + 18 + 30.
    let trial = with_readings(text);
    assert_eq!(trial.scorecard.final_score.unwrap().to_string(), "57.00");
    assert!(messages(&trial).contains("as a small practice: 80.00"));
    let same = text.replace("not_submitted = true", "percent = 80");
    assert!(!messages(&with_readings(&same)).contains("clinicians"));
}

/// Three doctors in an ACO are no small practice: the Entity's clinicians count.
#[test]
fn the_clinicians_of_an_apm_entity_are_all_of_its_clinicians() {
    let text = "performance_year = 2024\n[practice]\nparticipation = \"apm_entity\"\npathway = \"app\"\nclinicians = 3\n\
        [promoting_interoperability]\npercent = 100\n[quality.measures.cqm]\n001 = { points = 6 }\n134 = { points = 6 }\n\
        236 = { points = 6 }\n[quality.measures.cahps]\n321 = { points = 6 }\n";
    // (24 + 6) / 40 x 50 + 20 + 30, and without the points of small practices 24 / 40.
    let trial = with_readings(text);
    assert_eq!(trial.scorecard.final_score.unwrap().to_string(), "87.50");
    assert!(messages(&trial).contains("as one that is not small: 80.00"));
    // A size that a setting states is no assumption.
    let document = Document::read("practice.toml", text.as_bytes()).unwrap();
    let stated = Setting::new("practice.small_practice", "true", "--set");
    let trial = trial::run_with_readings(&BOOK, &document, &[stated]).unwrap();
    assert!(!messages(&trial).contains("as one that is not small"));
}

/// What is unknown in the score and what is unknown in the factor are told apart: 9 x 15.22 / 25 is 5.4792, times each factor.
#[test]
fn a_range_says_which_factor_is_at_which_end() {
    let trial = scored(
        "performance_year = 2026\nquality.percent = 77.4\ncost.unknown = true\nimprovement_activities.percent = 100\n\
         promoting_interoperability.percent = 88\npractice.clinicians = 40\n",
    );
    let payment = &trial.scorecard.payment_adjustment;
    let ends =
        |bounds: &mips::score::scorecard::Bounds| (bounds.low.to_string(), bounds.high.to_string());
    assert_eq!(ends(&payment.bounds), ("-1.77".into(), "1.31".into()));
    assert_eq!(
        ends(&payment.bounds_at_factor),
        ("-1.77".into(), "0.64".into())
    );
    assert_eq!(
        ends(&payment.scaling_factor_bounds),
        ("0.1161".into(), "0.2394".into())
    );
    let report = text::report(&trial, "", false, 80);
    assert!(
        report.contains("0.1161 at the low end, 0.2394 at the high end"),
        "{report}"
    );
}

/// Placeholder benchmarks of cost make the score an estimate, and the verdict says so.
#[test]
fn the_verdict_says_that_it_is_an_estimate() {
    let measured = "performance_year = 2026\nquality.percent = 80\nimprovement_activities.percent = 100\n\
        promoting_interoperability.percent = 80\npractice.clinicians = 40\n\
        [cost.measures]\nTPCC_1 = { cost = 1123.12, cases = 412 }\n";
    let given = "performance_year = 2026\nquality.percent = 80\nimprovement_activities.percent = 100\n\
        promoting_interoperability.percent = 80\ncost.percent = 70\npractice.clinicians = 40\n";
    assert!(text::verdict(&scored(measured).scorecard).contains("points (estimate)"));
    assert!(!text::verdict(&scored(given).scorecard).contains("estimate"));
}

/// Notes do not contradict the table.
#[test]
fn notes_say_what_the_table_says() {
    let facility = "facility_based = { quality_percent = 80, cost_percent = 60 }\n";
    let group = format!(
        "performance_year = 2019\nquality.reweighted = \"no_applicable_measures\"\ncost.percent = 50\n\
         improvement_activities.percent = 100\npromoting_interoperability.percent = 100\n{facility}\
         [practice]\nclinicians = 40\nspecial_statuses = [\"facility_based\"]\n"
    );
    let said = messages(&scored(&group));
    assert!(!said.contains("Quality carries no weight"), "{said}");
    let individual = format!(
        "performance_year = 2019\n{facility}[practice]\nparticipation = \"individual\"\nclinicians = 40\n\
         special_statuses = [\"facility_based\"]\n"
    );
    let said = messages(&scored(&individual));
    assert!(!said.contains("a group takes part"), "{said}");
    assert!(
        said.contains("facility's scores are not used: quality carries no weight"),
        "{said}"
    );
    let stated = "performance_year = 2019\nquality.reweighted = \"extreme_and_uncontrollable\"\n\
        improvement_activities.reweighted = \"extreme_and_uncontrollable\"\n\
        promoting_interoperability.reweighted = \"extreme_and_uncontrollable\"\n\
        [practice]\nparticipation = \"individual\"\nclinicians = 40\n";
    let said = messages(&scored(stated));
    assert!(
        said.contains("CMS granted extreme and uncontrollable circumstances"),
        "{said}"
    );
    assert!(
        !said.contains("Quality carries no weight: the file gives nothing submitted"),
        "{said}"
    );
    let app = "performance_year = 2024\nquality.percent = 80\nimprovement_activities.unknown = true\n\
        promoting_interoperability.reweighted = \"hardship\"\n[practice]\nclinicians = 40\npathway = \"app\"\n";
    let said = messages(&scored(app));
    assert!(!said.contains("not being scored at all"), "{said}");
}

/// What eligible measure applicability lacks is named, with what it would give: (1.9382 + 6) of 10 points.
#[test]
fn what_a_topic_lacks_is_named_with_what_it_would_give() {
    let text = |more: &str| {
        format!(
            "performance_year = 2026\ncost.percent = 60\nimprovement_activities.percent = 100\npractice.clinicians = 4\n\
             [quality.measures.cqm]\n191 = {{ numerator = 51, denominator = 54 }}\n{more}"
        )
    };
    let empty = "145 = { numerator = 0, denominator = 0 }\n";
    for more in ["", empty] {
        let said = messages(&scored(&text(more)));
        let words = "of the measures of cataract care, 303, 304 and 389 are missing";
        assert!(said.contains(words), "{said}");
        assert!(
            said.contains("1 measure would be enough and quality would be 79.382 percent"),
            "{said}"
        );
    }
    let others: String = ["303", "304", "389"]
        .map(|id| format!("{id} = {{ numerator = 0, denominator = 0 }}\n"))
        .concat();
    let said = messages(&scored(&text(&others)));
    assert!(
        said.contains("1 measure is enough, because all measures of cataract care were reported"),
        "{said}"
    );
    // A measure of no topic asks nothing.
    let alone = text("").replace("191", "317");
    assert!(!messages(&scored(&alone)).contains("enough"));
}

/// Practices of every year and shape: the fixtures and the examples.
fn practices() -> Vec<(String, Document)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("examples"), root.join("tests/cases")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "toml") {
                let name = path.display().to_string();
                let document = Document::read(&name, &std::fs::read(&path).unwrap()).unwrap();
                found.push((name, document));
            }
        }
    }
    found
}

/// Whichever reading is passed over as one that cannot arise, and however little of a score is looked at: what is told of a
/// file is what a whole score with the reading's settings makes of it.
#[test]
fn what_is_told_of_a_reading_is_what_its_settings_make() {
    let (mut moved, mut kept) = (0, 0);
    for (name, document) in practices() {
        let trial = trial::run_with_readings(&BOOK, &document, &[])
            .unwrap_or_else(|problems| panic!("{problems}"));
        let ends = |trial: &Trial| {
            let card = &trial.scorecard;
            (card.final_score_bounds, card.payment_adjustment.bounds)
        };
        for (reading, open) in trial.rules.readings.iter() {
            let settings = open.settings.iter();
            let settings: Vec<Setting> = settings
                .map(|text| Setting::parse(&format!("rules.{text}"), "--set").unwrap())
                .collect();
            let otherwise = trial::run(&BOOK, &document, &settings)
                .unwrap_or_else(|problems| panic!("{problems}"));
            let told = trial.readings.iter().find(|told| told.name == *reading);
            if ends(&otherwise) == ends(&trial) {
                kept += 1;
                assert!(told.is_none(), "{name} {reading}");
            } else {
                moved += 1;
                let told = told.map(|told| (told.final_score_bounds, told.adjustment_bounds));
                assert_eq!(told, Some(ends(&otherwise)), "{name} {reading}");
            }
        }
    }
    assert!(moved > 5 && kept > 1000, "{moved} {kept}");
}

/// What a reading says of the measures for which it arises is said in words that a score has.
#[test]
fn the_reasons_of_readings_are_those_of_measures() {
    let known: Vec<&str> = MeasureReason::ALL
        .iter()
        .map(|reason| reason.key())
        .collect();
    let mut named = 0;
    for year in YEARS {
        for (name, reading) in BOOK.year(year).unwrap().readings.iter() {
            for reason in &reading.reasons {
                named += 1;
                assert!(known.contains(&reason.as_str()), "{year} {name}: {reason}");
            }
        }
    }
    assert_eq!(named, 17);
}
