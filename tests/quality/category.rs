//! The sums of the category.

use mips::score::{reason::MeasureReason, scorecard::Status};
use rust_decimal::Decimal;

use super::support::*;

const SIX: [&str; 6] = ["001", "112", "113", "134", "236", "309"];

/// Six eCQMs, two of them outcome measures, with the same points each.
fn six(each: &str) -> String {
    let entries: Vec<String> = SIX
        .iter()
        .map(|id| format!("{id} = {{ points = {each}, cases = 100, data_completeness = 100 }}"))
        .collect();
    format!("[quality.measures.ecqm]\n{}", entries.join("\n"))
}

/// All ten measures of the Web Interface with the same entry each.
fn web_interface(entry: &str) -> String {
    let ids = [
        "001", "112", "113", "134", "236", "318", "226", "110", "370", "438",
    ];
    let entries = ids.map(|id| format!("{id} = {entry}"));
    format!("[quality.measures.web_interface]\n{}", entries.join("\n"))
}

fn close(found: Decimal, wanted: &str) {
    assert!(
        (found - d(wanted)).abs() < d("0.00001"),
        "{found} is not {wanted}"
    );
}

#[test]
fn cms_scoring_engine_categories() {
    let card = score(
        2019,
        SMALL,
        "[quality.measures.cqm]\n236.points = 8.9585\n128.points = 3\n039.points = 3",
    );
    close(percent(&card), "34.930833");
    let card = score(
        2022,
        SMALL,
        "[quality.measures.cqm]\n047 = { rate = 76.92, cases = 100 }",
    );
    assert_eq!(percent(&card), d("18.946"));
    let card = score(
        2020,
        LARGE,
        "[quality.measures.cqm]\n047 = { numerator = 120, denominator = 156 }",
    );
    close(percent(&card), "9.788833");
    let card = score(
        2017,
        LARGE,
        "[quality.measures.cqm]
        317 = { rate = 90.03, cases = 100 }
        326 = { rate = 60.27, cases = 100 }
        107 = { rate = 50, cases = 100 }
        336 = { rate = 50, cases = 100 }
        374 = { rate = 50, cases = 100 }
        382 = { rate = 50, cases = 10 }",
    );
    close(percent(&card), "47.633333");
}

#[test]
fn improvement_follows_the_achievement_percent() {
    for (each, prior, wanted) in [
        ("5.4", 20, "62"),
        ("7.2", 60, "74"),
        ("7.5", 30, "85"),
        ("5", 60, "50"),
    ] {
        let quality = format!(
            "{}\n[prior_year]\nquality_achievement_percent = {prior}",
            six(each)
        );
        assert_eq!(
            percent(&score(2023, LARGE, &quality)),
            d(wanted),
            "{each} after {prior}"
        );
    }
    // An incomplete measure among the counted: no improvement.
    let quality = six("7.5").replacen("data_completeness = 100", "data_completeness = 10", 1);
    let quality = format!("{quality}\n[prior_year]\nquality_achievement_percent = 30");
    assert_eq!(percent(&score(2023, LARGE, &quality)), d("75"));
}

#[test]
fn bonuses_have_separate_limits() {
    // Six eCQMs are six end-to-end points; the second outcome and the high-priority ones add to 6 at most.
    let card = score(2019, LARGE, &six("5"));
    // 30 + 2 (one more outcome measure) + 6 over 60.
    close(percent(&card), "63.333333");
    let card = score(2022, LARGE, &six("5"));
    assert_eq!(percent(&card), d("50"));
    let card = score(2018, SMALL, &six("5"));
    close(percent(&card), "63.333333");
    let card = score(2023, SMALL, &six("5"));
    assert_eq!(percent(&card), d("60"));
    let card = score(2019, SMALL, &six("10"));
    assert_eq!(percent(&card), d("100"));
}

#[test]
fn suppressed_measures_leave_both_sums() {
    let five = "[quality.measures.cqm]
        404.points = 10
        047.points = 10
        130.points = 7
        226.points = 7
        128.points = 6";
    let card = score(
        2022,
        LARGE,
        &format!("{five}\n238 = {{ rate = 5, cases = 100 }}"),
    );
    assert_eq!(percent(&card), d("80"));
    assert_eq!(measure(&card, "cqm.238").available, Decimal::ZERO);
    // Without the suppressed one the sixth place is empty.
    close(percent(&score(2022, LARGE, five)), "66.666667");
    let all =
        "[quality.measures.cqm]\n238 = { rate = 5, cases = 100 }\n326 = { rate = 5, cases = 100 }";
    let card = score(2022, LARGE, all);
    assert_eq!(percent(&card), Decimal::ZERO);
}

#[test]
fn what_cannot_be_scored_at_all_is_not_zero() {
    let card = score(
        2019,
        "clinicians = 30",
        &web_interface("{ rate = 50, cases = 10 }"),
    );
    let quality = &card.categories.quality;
    assert_eq!(quality.status, Status::Reweighted);
    assert_eq!(quality.percent, None);
}

#[test]
fn eligible_measures_reduce_what_is_required() {
    let five = "[quality.measures.claims]
        249 = { points = 7.5, cases = 100 }
        250 = { points = 7.2, cases = 100 }
        395 = { points = 7.2, cases = 100 }
        396 = { points = 7, cases = 100 }
        397 = { points = 7.2, cases = 100 }";
    assert_eq!(percent(&score(2026, SMALL, five)), d("84.2"));
    // With one eCQM beside them, six are required.
    let with_ecqm = format!("{five}\n[quality.measures.ecqm]\n236.points = 0");
    close(percent(&score(2026, SMALL, &with_ecqm)), "70.166667");
}

#[test]
fn the_survey_is_one_measure() {
    let card = score(
        2025,
        LARGE,
        "[quality.measures.cahps]\nCAHPS_1.points = 8\nCAHPS_2.points = 5\nCAHPS_3.points = 6",
    );
    let survey = measure(&card, "cahps.321");
    close(survey.points.unwrap(), "6.333333");
    assert!(survey.counted);
    assert!(!measure(&card, "cahps.CAHPS_1").counted);
    // CAHPS_7 has no benchmark, and is no part of the mean.
    let card = score(
        2025,
        LARGE,
        "[quality.measures.cahps]\nCAHPS_1.points = 8\nCAHPS_7.rate = 80",
    );
    assert_eq!(points(&card, "cahps.321"), Some(d("8")));
    // Too few patients to sample: 10 points fewer are available.
    let short = "[quality.measures.cahps]\n321.cases = 0\n[quality.measures.ecqm]\n236.points = 5";
    assert_eq!(percent(&score(2025, LARGE, short)), d("10"));
}

#[test]
fn the_app_leaves_out_what_cannot_be_scored() {
    let set = "[quality.measures.ecqm]
        001 = { points = 8, cases = 100 }
        134 = { rate = 31.79, cases = 100 }
        236 = { rate = 70, cases = 18 }
        [quality.measures.cahps]
        CAHPS_1.points = 7
        [quality.measures.admin_claims]
        479 = { points = 7, cases = 300 }";
    // 8 + 5 + 7 + 7 over 40, and two electronic measures of an ACO with enough cases.
    let card = score(2026, ACO, set);
    close(percent(&card), "72.5");
    assert_eq!(measure(&card, "ecqm.236").available, Decimal::ZERO);
    // Without the survey: 0 of 10.
    let without = set.replace("[quality.measures.cahps]\n        CAHPS_1.points = 7\n", "");
    let card = score(2026, ACO, &without);
    assert!(has(&card, "cahps.321", MeasureReason::NotReported));
    close(percent(&card), "55");
    // The cap does not hold.
    let card = score(
        2026,
        ACO,
        "[quality.measures.cqm]\n134 = { rate = 100, cases = 100 }",
    );
    assert_eq!(points(&card, "cqm.134"), Some(d("10")));
}

#[test]
fn complex_organizations_earn_a_point_for_each_electronic_measure() {
    let aco = "participation = \"apm_entity\"\npathway = \"app_plus\"";
    let set = "[quality.measures.ecqm]
        001.points = 7
        112.points = 7
        113.points = 7
        134.points = 7
        236.points = 7
        [quality.measures.cahps]
        CAHPS_1.points = 7
        [quality.measures.admin_claims]
        479.points = 7
        484.points = 7";
    assert_eq!(percent(&score(2026, aco, set)), d("76.25"));
    // A measure reaches 10 at most.
    let full = set.replace("236.points = 7", "236.points = 9.5");
    assert_eq!(percent(&score(2026, aco, &full)), d("78.75"));
    // No eCQM, no adjustment.
    let cqm = set.replace("measures.ecqm", "measures.cqm");
    assert_eq!(percent(&score(2026, aco, &cqm)), d("70"));
}

#[test]
fn an_mvp_takes_four_and_a_population_health_measure() {
    let mvp = "clinicians = 20\npathway = \"mvp\"\nmvp = \"G0055\"";
    let card = score(
        2026,
        mvp,
        "[quality.measures.cqm]
        006.points = 6
        007.points = 6
        047.points = 6
        134.points = 9
        [quality.measures.ecqm]
        236.points = 8
        [quality.measures.admin_claims]
        479.points = 4
        484.points = 7",
    );
    let measures = &card.categories.quality.measures;
    let counted: Vec<&str> = measures
        .iter()
        .filter(|measure| measure.counted)
        .map(|measure| measure.id.as_str())
        .collect();
    assert!(
        counted.contains(&"484") && !counted.contains(&"479"),
        "{counted:?}"
    );
    assert_eq!(counted.len(), 5, "{measures:#?}");
    // An elected measure that cannot be scored is 0 points, and stays.
    let card = score(
        2026,
        mvp,
        "[quality.measures.cqm]\n006.points = 6\n007.points = 6\n047.points = 6
        [quality.measures.admin_claims]\n492 = { rate = 60, cases = 5 }",
    );
    assert!(has(
        &card,
        "admin_claims.492",
        MeasureReason::ElectedNotScored
    ));
    assert_eq!(percent(&card), d("45"));
}

#[test]
fn the_web_interface_is_compared_with_the_other_measures() {
    let web = web_interface("{ points = 6 }");
    let practice = "clinicians = 30";
    assert_eq!(percent(&score(2022, practice, &web)), d("60"));
    let both = format!("{web}\n{}", six("9"));
    assert_eq!(percent(&score(2022, practice, &both)), d("90"));
    let both = format!("{web}\n{}", six("4"));
    let card = score(2022, practice, &both);
    assert_eq!(percent(&card), d("60"));
    assert!(has(&card, "ecqm.112", MeasureReason::OtherSet));
    // A required measure that was not reported is 0 of 10.
    let nine = web.replace("438 = { points = 6 }", "");
    assert_eq!(percent(&score(2022, practice, &nine)), d("54"));
}

#[test]
fn mechanisms_are_scored_alone_before_they_were_pooled() {
    let two = "[quality.measures.claims]\n047.points = 8\n[quality.measures.cqm]\n236.points = 10\n128.points = 3";
    // The registry's set, 13 of 60; in 2019 all together, a point for the second high-priority measure, and 6 for a
    // small practice.
    close(percent(&score(2018, SMALL, two)), "21.666667");
    close(percent(&score(2019, SMALL, two)), "46.666667");
}

#[test]
fn what_the_year_lacks_is_an_error_with_help() {
    let error =
        |year, practice: &str, quality: &str| try_score(year, practice, quality).unwrap_err();
    let text = error(
        2026,
        LARGE,
        "[quality.measures.ecqm]\n1 = { rate = 20, cases = 100 }",
    );
    assert!(
        text.contains("E0104") && text.contains("did you mean `001`"),
        "{text}"
    );
    for typed in ["\"#001\"", "\"MIPS 1\"", "CMS122v14", "0001"] {
        let text = error(
            2026,
            LARGE,
            &format!("[quality.measures.ecqm]\n{typed} = {{ rate = 20, cases = 100 }}"),
        );
        assert!(text.contains("did you mean `001`"), "{text}");
    }
    let text = error(
        2026,
        LARGE,
        "[quality.measures.cqm]\n009 = { rate = 20, cases = 100 }",
    );
    assert!(text.contains("report it as ecqm"), "{text}");
    let text = error(
        2026,
        LARGE,
        "[quality.measures.cqm]\n204 = { rate = 20, cases = 100 }",
    );
    assert!(
        text.contains("performance years that have it: 2017"),
        "{text}"
    );
    let text = error(
        2026,
        LARGE,
        "[quality.measures.claims]\n047 = { rate = 20, cases = 100 }",
    );
    assert!(
        text.contains("E0108") && text.contains("small practice"),
        "{text}"
    );
    let text = error(
        2026,
        ACO,
        "[quality.measures.ecqm]\n112 = { rate = 20, cases = 100 }",
    );
    assert!(text.contains("app_plus"), "{text}");
    let text = error(
        2027,
        LARGE,
        "[quality.measures.ecqm]\n001 = { rate = 20, cases = 100 }",
    );
    assert!(text.contains("give the points"), "{text}");
    assert!(try_score(2027, LARGE, "[quality.measures.ecqm]\n001.points = 7").is_ok());
    let text = error(
        2026,
        "pathway = \"mvp\"\nmvp = \"G005\"",
        "[quality.measures.ecqm]\n236.points = 5",
    );
    assert!(text.contains("did you mean `G005"), "{text}");
}

#[test]
fn a_percent_beside_the_measures_is_compared_with_theirs() {
    let warned = |given: &str| {
        let card = score(
            2023,
            LARGE,
            &format!("quality.percent = {given}\n{}", six("5"))
                .replace("quality.percent", "[quality]\npercent"),
        );
        assert_eq!(percent(&card), d("50"));
        card.warnings
            .iter()
            .any(|warning| warning.to_string().contains("W0104"))
    };
    assert!(!warned("50"));
    assert!(!warned("50.00"));
    assert!(warned("50.1"));
}

#[test]
fn figures_that_contradict_each_other_are_errors() {
    for (entry, wanted) in [
        (
            "{ numerator = 9, denominator = 8 }",
            "above the denominator",
        ),
        ("{ numerator = 9 }", "denominator is missing"),
        ("{ rate = 20 }", "cases"),
        (
            "{ rate = 20, numerator = 1, denominator = 5, cases = 20 }",
            "cannot go together",
        ),
        ("{ rate = 101, cases = 20 }", "not a percentage"),
        ("{ cases = 20 }", "no figures to score"),
        (
            "{ numerator = 5, denominator = 50, eligible_population = 55, exclusions = 6 }",
            "more than the eligible",
        ),
    ] {
        let text = try_score(
            2026,
            LARGE,
            &format!("[quality.measures.ecqm]\n236 = {entry}"),
        )
        .unwrap_err();
        assert!(text.contains(wanted), "{entry}: {text}");
    }
    for (id, entry, wanted) in [
        ("236", "{ rate = 0.82, cases = 100 }", "W0101"),
        ("001", "{ rate = 100, cases = 100 }", "worst"),
        (
            "236",
            "{ numerator = 0, denominator = 0 }",
            "no patient was eligible",
        ),
    ] {
        let card = score(
            2026,
            LARGE,
            &format!("[quality.measures.ecqm]\n{id} = {entry}"),
        );
        let texts: Vec<String> = card.warnings.iter().map(ToString::to_string).collect();
        assert!(
            texts.iter().any(|text| text.contains(wanted)),
            "{entry}: {texts:?}"
        );
    }
}
