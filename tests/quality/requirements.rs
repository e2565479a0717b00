//! What was submitted, held against what a pathway requires: cases, places, and what leaves the sums.

use mips::score::{
    reason::MeasureReason,
    scorecard::{Note, Scorecard},
};

use super::support::*;

const FIFTY: &str = "clinicians = 50";
const FIVE: &str = "clinicians = 5";

/// Tables of complete measures with enough cases, from `ecqm 236,134=95; 238=1`.
fn complete(kind: &str, rates: &[(&str, &str)]) -> String {
    let mut text = format!("[quality.measures.{kind}]\n");
    for (ids, rate) in rates {
        for id in ids.split(',') {
            text += &format!("{id} = {{ rate = {rate}, cases = 400, data_completeness = 100 }}\n");
        }
    }
    text
}

fn assert_percent(card: &Scorecard, expected: &str) {
    assert_eq!(percent(card).round_dp(4), d(expected));
}

fn says(card: &Scorecard, words: &str) -> bool {
    card.notes.iter().any(|note| match note {
        Note::Quality(note) => note.text().contains(words),
        _ => false,
    })
}

/// 42 CFR 414.1367(c)(1); CMS, APP scoring guides 2021-2024: 001, 134 and 236, or the ten measures of the Web Interface.
/// In 2021 134 is suppressed, and the survey earns the bonus that the Web Interface alone is excepted from: 82 / 100.
#[test]
fn an_aco_reports_the_app_by_the_web_interface() {
    let ids = "001,110,112,113,134,226,236,318,370,438";
    for year in 2021..=2024 {
        let given: Vec<String> = ids
            .split(',')
            .map(|id| id.to_owned() + " = { points = 8, cases = 248 }\n")
            .collect();
        let given = given.concat();
        let survey = "[quality.measures.cahps]\n321 = { points = 8 }\n";
        let card = score(
            year,
            ACO,
            &format!("[quality.measures.web_interface]\n{given}{survey}"),
        );
        let expected = if year == 2021 { "82" } else { "80" };
        assert_eq!(percent(&card), d(expected), "{year}");
    }
    let text = complete("web_interface", &[("001", "10"), ("110", "95")]);
    assert!(try_score(2025, ACO, &text).is_err());
}

/// 42 CFR 414.1380(b)(1)(iii): 20 cases. CMS, submissions documentation: the cases are the eligible population, from
/// eCQMs less the exclusions; below the minimum 0 points, 3 before 2023.
#[test]
fn the_cases_of_a_rate_are_its_eligible_population() {
    for (year, kind, id, figures, expected) in [
        (
            2024,
            "ecqm",
            "236",
            "rate = 80, eligible_population = 10",
            "0",
        ),
        (
            2019,
            "cqm",
            "226",
            "rate = 90, eligible_population = 5",
            "3",
        ),
        (
            2023,
            "ecqm",
            "236",
            "rate = 80, eligible_population = 100, exclusions = 95",
            "0",
        ),
    ] {
        let text = format!("[quality.measures.{kind}]\n{id} = {{ {figures} }}\n");
        let card = score(year, FIFTY, &text);
        let name = format!("{kind}.{id}");
        assert_eq!(points(&card, &name), Some(d(expected)), "{year} {name}");
        assert!(
            has(&card, &name, MeasureReason::TooFewCases),
            "{year} {name}"
        );
    }
}

/// CMS's engine counted a complete measure ahead of an incomplete one with the same points: with six complete measures
/// the improvement of 42 CFR 414.1380(b)(1)(vi) is kept, whatever else was submitted and in whichever order.
#[test]
fn of_equal_points_the_complete_measure_counts() {
    let prior = "[prior_year]\nquality_achievement_percent = 30\n";
    let six = complete(
        "ecqm",
        &[
            ("236,134", "95"),
            ("238", "1"),
            ("305", "90"),
            ("130", "99"),
        ],
    );
    let few = "117 = { rate = 50, cases = 10, data_completeness = 100 }\n";
    let incomplete = "009 = { rate = 50, cases = 400, data_completeness = 30 }\n";
    let ecqm = "[quality.measures.ecqm]\n";
    let rest = six.strip_prefix(ecqm).expect("its table");
    for text in [
        format!("{six}{few}"),
        format!("{six}{few}{incomplete}"),
        format!("{ecqm}{incomplete}{few}{rest}"),
    ] {
        assert_percent(&score(2024, FIFTY, &format!("{prior}{text}")), "81.25");
    }
}

/// CMS, EMA and Denominator Reduction User Guide: the three measures of the topic are 30 points, and a second collection
/// type of one of them takes nothing from that. 1 + 1.742 + 2.5423, with the better result of 397 6 more.
#[test]
fn a_topic_reported_twice_is_reported() {
    let claims: String = [("249", 97), ("395", 97), ("397", 50)]
        .map(|(id, rate)| {
            format!("{id} = {{ rate = {rate}, cases = 40, data_completeness = 100 }}\n")
        })
        .concat();
    let claims = format!("[quality.measures.claims]\n{claims}");
    assert_percent(&score(2024, FIVE, &claims), "32.4733");
    let both = claims + &complete("cqm", &[("397", "99")]);
    assert_percent(&score(2024, FIVE, &both), "37.6143");
}

/// 42 CFR 414.1365(c)(1): a small practice that reports all three claims measures of the MVP has reported enough;
/// (1 + 2.8223 + 4.8883 + 6) / 30.
#[test]
fn the_claims_measures_of_an_mvp_reported_twice_are_reported() {
    let practice = "clinicians = 5\npathway = \"mvp\"\nmvp = \"G0055\"";
    let text = complete("claims", &[("047,128,134", "90")]) + &complete("cqm", &[("134", "99")]);
    assert_percent(&score(2024, practice, &text), "49.0353");
}

/// 42 CFR 414.1380(b)(1)(vii)(A): a suppressed measure is 10 available points less; 238 is the high-priority measure
/// where no outcome was submitted, so that no place stays empty: 34.8151 / 50.
#[test]
fn a_suppressed_high_priority_measure_is_not_missing() {
    let text = complete("cqm", &[("238", "50"), ("226,128,110,111,134", "90")]);
    let card = score(2022, FIFTY, &text);
    assert_percent(&card, "69.6302");
    assert!(!says(&card, "no other high-priority"));
}

/// 42 CFR 414.1380(b)(1)(v): the six points of a small practice are for at least one submitted measure; what CMS
/// computes from claims is none. 10 / 40.
#[test]
fn an_elected_claims_measure_is_no_submission() {
    let practice = "clinicians = 5\npathway = \"mvp\"\nmvp = \"G0055\"";
    let text = "[quality.measures.admin_claims]\n492 = { rate = 30, cases = 400 }\n";
    assert_percent(&score(2024, practice, text), "25");
}

/// 42 CFR 414.1380(b)(1)(vii)(B): the survey's place is not required, so that nothing is missing, and the improvement
/// counts: 58.86564 and (58.86564 - 40) / 40 * 10.
#[test]
fn a_survey_without_a_sample_is_not_missing() {
    let text = "[prior_year]\nquality_achievement_percent = 40\n".to_owned()
        + &complete("ecqm", &[("236,134,226,318,130", "70")])
        + "[quality.measures.cahps]\n321 = { cases = 0 }\n";
    let card = score(2024, FIFTY, &text);
    assert_percent(&card, "63.582");
    assert!(!says(&card, "not reported"));
    let three = "[prior_year]\nquality_achievement_percent = 40\n".to_owned()
        + &complete("ecqm", &[("236,134,226", "70")])
        + "[quality.measures.cahps]\n321 = { cases = 0 }\n";
    assert!(says(
        &score(2024, FIFTY, &three),
        "2 of the 5 required measures are missing"
    ));
}

/// What is asked for in the wrong place is told where it belongs.
#[test]
fn an_error_names_where_a_measure_belongs() {
    let entity = "clinicians = 50\nparticipation = \"apm_entity\"";
    for (practice, kind, id, words) in [
        (
            entity,
            "medicare_cqm",
            "001SSP",
            "Medicare CQM measures belong to `app_plus`",
        ),
        (
            FIFTY,
            "web_interface",
            "001",
            "as CMS Web Interface: 2017 to 2024",
        ),
        (
            FIFTY,
            "web_interface",
            "001",
            "report it as claims, ecqm, cqm",
        ),
        (
            FIFTY,
            "cqm",
            "46",
            "did you mean `046`? performance years that have it: 2017 to 2019",
        ),
    ] {
        let found = try_score(2026, practice, &complete(kind, &[(id, "10")]));
        let found = found.expect_err("an error");
        assert!(found.contains(words), "{found}");
    }
    let text = "[cost.measures]\nCOST_TPCC = { cost = 10, cases = 40 }\n";
    let found = try_score(2026, FIFTY, text).expect_err("an error");
    assert!(found.contains("did you mean `TPCC_1`"), "{found}");
}

fn warns(card: &Scorecard, words: &str) -> bool {
    card.warnings
        .iter()
        .any(|warning| warning.message.contains(words))
}

/// 42 CFR 414.1305, collection type: the Web Interface is for groups of 25 and more.
#[test]
fn a_group_too_small_for_the_web_interface_is_warned() {
    let text = complete("web_interface", &[("001", "10"), ("110", "90")]);
    let words = "at least 25 clinicians";
    assert!(warns(&score(2022, "clinicians = 24", &text), words));
    assert!(!warns(&score(2022, "clinicians = 25", &text), words));
    let entity = "clinicians = 24\nparticipation = \"apm_entity\"\npathway = \"app\"";
    assert!(!warns(&score(2022, entity, &text), words));
}

/// CMS, submissions documentation: a stratum without patients leaves the mean; a measure without any is not reported;
/// with summed numerators each patient is counted in one stratum.
#[test]
fn strata_are_held_together_before_they_are_doubted() {
    let one = |first: &str, second: &str| {
        format!(
            "[quality.measures.ecqm.305.strata]\n\"14Days\" = {{ {first} }}\n\"34Days\" = {{ {second} }}\n"
        )
    };
    let nobody = "numerator = 0, denominator = 0";
    let somebody = "numerator = 30, denominator = 40";
    let words = "no patient was eligible";
    assert!(!warns(&score(2024, FIFTY, &one(somebody, nobody)), words));
    assert!(warns(&score(2024, FIFTY, &one(nobody, nobody)), words));
    let sums = |second: u8| {
        let strata: String = [
            ("antithrombotic", 30),
            ("antithrombotic2", second),
            ("LDL", 0),
        ]
        .map(|(name, met)| format!("{name} = {{ numerator = {met}, denominator = 40 }}\n"))
        .concat();
        format!("[quality.measures.qcdr.ARCO13.strata]\n{strata}")
    };
    let words = "the numerators of the strata are 41 together";
    assert!(warns(&score(2018, FIFTY, &sums(11)), words));
    assert!(!warns(
        &score(2018, FIFTY, &sums(10)),
        "numerators of the strata"
    ));
}

/// A survey with too few patients to sample is no submission: 249 and 397 by claims are all of a topic, (4 + 4 + 6) / 20.
#[test]
fn a_survey_without_enough_patients_leaves_a_complete_topic_complete() {
    let card = score(
        2026,
        SMALL,
        "[quality.measures.claims]\n249 = { points = 4 }\n397 = { points = 4 }\n\
         [quality.measures.cahps]\n321 = { cases = 0 }\n",
    );
    assert_eq!(percent(&card), d("70"));
}
