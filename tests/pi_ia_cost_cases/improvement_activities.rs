//! Improvement activities: weights, counts, special credit, MVPs and APM participants.

use super::*;

fn ia(year: u16, practice: &str, activities: &str) -> String {
    let card = scored(
        year,
        &format!("[practice]\n{practice}\n[improvement_activities]\nactivities = [{activities}]\n"),
    );
    percent(&card, Category::ImprovementActivities).unwrap()
}

/// 42 CFR 414.1380(b)(3), 414.1365(d)(3)(iii); the PY2022 and PY2023 rows are of the CMS public use file.
#[test]
fn worked_percents() {
    let large = "clinicians = 20";
    let small = "clinicians = 8";
    let rural = "clinicians = 20\nspecial_statuses = [\"rural\", \"hpsa\"]";
    let mvp = "clinicians = 20\npathway = \"mvp\"\nmvp = \"M0005\"";
    let small_mvp =
        "clinicians = 8\npathway = \"mvp\"\nmvp = \"M0005\"\nspecial_statuses = [\"rural\"]";
    let apm = "clinicians = 20\napm_participant = true";
    for (year, practice, activities, expected) in [
        (
            2017,
            large,
            r#""IA_AHE_1", "IA_BE_1", "IA_BE_3", "IA_BE_4""#,
            "100",
        ),
        // High and medium: 30 of 40.
        (2019, large, r#""IA_AHE_1", "IA_BE_4""#, "75"),
        (2022, small, r#""IA_AHE_1", "IA_BE_4""#, "100"),
        (2023, small, r#""IA_BE_4", "IA_EPA_3""#, "100"),
        (2023, large, r#""IA_BE_4", "IA_EPA_3""#, "50"),
        // Two statuses double once.
        (2023, rural, r#""IA_BE_4""#, "50"),
        // An MVP's points are not doubled again.
        (2023, mvp, r#""IA_BE_4""#, "50"),
        (2023, small_mvp, r#""IA_BE_4""#, "50"),
        (2024, large, r#""IA_PCMH""#, "100"),
        (2024, mvp, r#""IA_PCMH""#, "100"),
        // `IA_MVP` is high-weighted, for participants of an MVP alone.
        (2024, mvp, r#""IA_MVP""#, "100"),
        (2024, large, r#""IA_MVP""#, "0"),
        (2025, large, r#""IA_BE_4""#, "50"),
        (2025, rural, r#""IA_BE_4""#, "100"),
        (2025, mvp, r#""IA_BE_4""#, "100"),
        (2026, large, r#""IA_BE_4", "IA_BE_4""#, "50"),
        (2027, large, r#""IA_BE_4", "IA_EPA_7""#, "100"),
        // At least half for an APM participant.
        (2021, apm, r#""IA_BE_4""#, "50"),
        (2021, apm, r#""IA_AHE_1", "IA_BE_4""#, "75"),
        (2025, apm, r#""IA_BE_4""#, "50"),
        // CMS assigns the percent under the APP.
        (
            2025,
            "clinicians = 20\npathway = \"app\"",
            r#""IA_BE_4""#,
            "100",
        ),
    ] {
        assert_eq!(
            ia(year, practice, activities),
            expected,
            "{year} {practice} {activities}"
        );
    }
}

/// The weights of some activities changed between years.
#[test]
fn weights_are_those_of_the_year() {
    for (id, year, expected) in [
        ("IA_AHE_3", 2017, "25"),
        ("IA_AHE_3", 2018, "50"),
        ("IA_CC_4", 2017, "50"),
        ("IA_CC_4", 2018, "25"),
        ("IA_CC_14", 2021, "25"),
        ("IA_CC_14", 2022, "50"),
    ] {
        assert_eq!(
            ia(year, "clinicians = 20", &format!("\"{id}\"")),
            expected,
            "{id} {year}"
        );
    }
}

/// 42 CFR 414.1380(b)(3)(i): to 2023 an APM participant has half of the category without a condition; from 2024 it takes an
/// activity, or data of quality and promoting interoperability.
#[test]
fn an_apm_participant_without_activities() {
    let text = |quality: &str| {
        format!(
            "quality.{quality}\ncost.percent = 50\npromoting_interoperability.percent = 50\n\
             improvement_activities.not_submitted = true\n[practice]\nclinicians = 20\napm_participant = true\n"
        )
    };
    for (year, quality, expected) in [
        (2023, "percent = 50", "50"),
        (2023, "not_submitted = true", "50"),
        (2024, "percent = 50", "50"),
        (2024, "not_submitted = true", "0"),
    ] {
        let trial = scored(year, &text(quality));
        assert_eq!(
            percent(&trial, Category::ImprovementActivities).unwrap(),
            expected,
            "{year} {quality}"
        );
    }
}

/// The rules can say that the credit comes on top.
#[test]
fn the_credit_can_be_added() {
    let text = "performance_year = 2021\n[practice]\nclinicians = 20\napm_participant = true\n\
                [improvement_activities]\nactivities = [\"IA_BE_4\"]\n";
    let document = Document::read("case.toml", text.as_bytes()).unwrap();
    let added = Setting::new(
        "rules.improvement_activities.apm_participant.credit",
        "added",
        "--set",
    );
    let trial = trial::run(&BOOK, &document, &[added]).unwrap();
    assert_eq!(
        percent(&trial.scorecard, Category::ImprovementActivities).unwrap(),
        "75"
    );
}
