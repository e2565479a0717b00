//! The year's dates, as their sources print them.

use mips::{
    RuleBook,
    participation::calendar::{calendar, next},
};

use super::support::day;

/// CMS, deadlines of performance year 2024; CMS bulletin on 2020 eligibility; Healthcentric Advisors on 2018; RTACPA,
/// reproducing CMS, on the virtual groups of 2025; CMS, Partial QP election form.
#[test]
fn dates_are_those_of_their_sources() {
    let book = RuleBook::built_in();
    for (year, name, from, to) in [
        (2024, "mvp_registration", Some("2024-04-01"), "2024-12-02"),
        (2024, "cahps_registration", Some("2024-04-01"), "2024-07-01"),
        (2024, "last_start_of_180_days", None, "2024-07-05"),
        (2020, "segment_1", Some("2018-10-01"), "2019-09-30"),
        (2020, "segment_2", Some("2019-10-01"), "2020-09-30"),
        (2018, "segment_1", Some("2016-09-01"), "2017-08-31"),
        (2018, "segment_2", Some("2017-09-01"), "2018-08-31"),
        (
            2025,
            "virtual_group_election",
            Some("2024-10-01"),
            "2024-12-31",
        ),
        (2022, "partial_qp_election", None, "2023-03-31"),
        (2023, "submission", Some("2024-01-02"), "2024-04-15"),
        (2026, "mvp_registration", Some("2026-04-01"), "2026-11-30"),
    ] {
        let dates = calendar(&book.year(year).unwrap());
        let found = dates.iter().find(|it| it.name == name).unwrap();
        assert_eq!(found.from, from.map(day), "{year} {name}");
        assert_eq!(found.to, Some(day(to)), "{year} {name}");
    }
}

#[test]
fn the_next_date_is_the_first_to_end() {
    let rules = RuleBook::built_in().year(2026).unwrap();
    let names = ["mvp_registration", "submission"];
    let next = |today: &str| next(&rules, day(today), &names).map(|it| it.name);
    assert_eq!(next("2026-11-30").as_deref(), Some("mvp_registration"));
    assert_eq!(next("2026-12-01").as_deref(), Some("submission"));
    assert_eq!(next("2027-03-31").as_deref(), Some("submission"));
    assert_eq!(next("2027-04-01"), None);
}

/// A date that is not confirmed or not known is never shown as if it were settled.
#[test]
fn what_is_not_known_says_so() {
    let book = RuleBook::built_in();
    for year in book.years() {
        for date in calendar(&book.year(year).unwrap()) {
            assert!(!date.source.is_empty());
            assert!(
                date.to.is_some() || date.standing() == Some("unverified"),
                "{year} {}",
                date.name
            );
            // A source that knows only one end of a span says so; one that knows neither has a standing.
            let is_unsure = ["memory", "not confirmed", "none found"]
                .iter()
                .any(|it| date.source.starts_with(it));
            assert!(
                !is_unsure || date.standing().is_some(),
                "{year} {}",
                date.name
            );
        }
    }
}
