//! Rules that do not hold together are refused, each with its path.

use mips::document::setting::Setting;

use super::*;

fn refused(year: u16, path: &str, value: &str) -> String {
    let setting = Setting::new(format!("rules.{path}"), value, "--set");
    let found = BOOK.year_with(year, &[setting]).err();
    found
        .unwrap_or_else(|| panic!("{path}={value} is taken in {year}"))
        .to_string()
}

#[test]
fn what_does_not_hold_together() {
    let points = "promoting_interoperability.method.measure_points";
    let base = "promoting_interoperability.method.base_performance_bonus";
    let cases = [
        (
            2026,
            format!("{points}.points.PI_PEA_1"),
            "20",
            "the measures make 95 points",
        ),
        (
            2026,
            format!("{points}.points.PI_PEA_1"),
            "-1",
            "is below 0",
        ),
        (
            2026,
            format!("{points}.exclusions.of.PI_LVPP_1"),
            "PI_EP_9",
            "`PI_EP_9` is not a measure",
        ),
        (
            2026,
            format!("{points}.redistribution.to.PI_HIE_1"),
            "",
            "go nowhere",
        ),
        (
            2026,
            format!("{points}.public_health.needed"),
            "3",
            "no more than there are",
        ),
        (
            2018,
            format!("{base}.exclusions.PI_LVPP_1"),
            "PI_EP_9",
            "`PI_EP_9` is not a measure",
        ),
        (2018, format!("{base}.base_points"), "0", "not above 0"),
        (
            2024,
            "improvement_activities.method.weighted_activities.medium".into(),
            "30",
            "the medium not above",
        ),
        (
            2026,
            "improvement_activities.special_credit.factor".into(),
            "0.5",
            "no less than ordinary",
        ),
        (
            2026,
            "improvement_activities.apm_participant.points".into(),
            "50",
            "more than the category",
        ),
        (
            2026,
            "cost.minimum_points".into(),
            "10",
            "the fewest below the most",
        ),
        (2026, "cost.improvement.maximum".into(), "0", "not above 0"),
        (
            2026,
            "improvement_activities.maximun".into(),
            "40",
            "did you mean `maximum`",
        ),
    ];
    for (year, path, value, expected) in cases {
        let found = refused(year, &path, value);
        assert!(found.contains(expected), "{path}={value}\n{found}");
    }
}
