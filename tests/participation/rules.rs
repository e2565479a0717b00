//! What must hold of the year's tables of taking part, and how `rules diff` words them.

use mips::{
    Problems, RuleBook,
    rules::{
        book::TableName,
        check_dates,
        diff::{diff, words},
    },
};

/// The year's rules with one text in place of another.
fn changed(year: u16, was: &str, is: &str) -> Result<Vec<String>, Problems> {
    let mut book = RuleBook::built_in();
    let text = book.text(year, TableName::Rules).unwrap();
    assert_eq!(text.matches(was).count(), 1, "{year} {was}");
    book.replace(year, TableName::Rules, "rules.toml", text.replace(was, is));
    let rules = book.year(year)?;
    let odd = check_dates(&rules);
    assert!(odd.iter().all(|it| !it.is_error()));
    Ok(odd.into_iter().map(|it| it.path).collect())
}

#[test]
fn the_dates_of_every_year_lie_where_such_dates_lie() {
    let book = RuleBook::built_in();
    for year in book.years() {
        let odd = check_dates(&book.year(year).unwrap());
        assert!(odd.is_empty(), "{year}: {odd:?}");
    }
}

/// A date in a wrong year, or before one that it follows, is looked at; the year can still be used.
#[test]
fn a_date_in_the_wrong_place_is_told() {
    for (was, is, path) in [
        (
            "to = \"2025-03-31\"\n\n[calendar.partial",
            "to = \"2026-03-31\"\n\n[calendar.partial",
            "calendar.submission.to",
        ),
        (
            "to = \"2024-12-02\"",
            "to = \"2025-12-02\"",
            "calendar.mvp_registration.to",
        ),
        (
            "to = \"2025-11-14\"",
            "to = \"2025-08-14\"",
            "calendar.targeted_review.to",
        ),
        (
            "base_year = 2025",
            "base_year = 2024",
            "advanced_apm.incentive.base_year",
        ),
        (
            "from = \"2023-10-01\"\nto = \"2024-09-30\"",
            "from = \"2023-10-02\"\nto = \"2024-09-30\"",
            "eligibility.segment_2.from",
        ),
        (
            "to = \"2024-06-30\"",
            "to = \"2024-03-30\"",
            "calendar.qp_snapshot_2.to",
        ),
    ] {
        let odd = changed(2024, was, is).unwrap_or_else(|problems| panic!("{is}\n{problems}"));
        assert!(odd.iter().any(|it| it == path), "{is}: {odd:?}");
    }
}

/// A limit of nothing, a limit with the wrong side or without one, a Partial QP above a QP, and a span that ends before it
/// begins: the year is refused.
#[test]
fn tables_that_cannot_be_are_refused() {
    for (was, is, path) in [
        (
            "beneficiaries = { exceeds = 200 }",
            "beneficiaries = { exceeds = 0 }",
            "eligibility.low_volume.limits.beneficiaries",
        ),
        (
            "beneficiaries = { exceeds = 200 }",
            "beneficiaries = { at_most = 200 }",
            "eligibility.low_volume.limits.beneficiaries",
        ),
        (
            "beneficiaries = { exceeds = 200 }",
            "beneficiaries = 200",
            "eligibility.low_volume.limits.beneficiaries",
        ),
        (
            "practices = { at_least = 2 }",
            "practices = { at_least = 0 }",
            "virtual_groups.practices",
        ),
        (
            "from = \"2024-04-01\"\nto = \"2024-12-02\"",
            "from = \"2024-12-03\"\nto = \"2024-12-02\"",
            "calendar.mvp_registration",
        ),
        (
            "small_primary_care = 18466",
            "small_primary_care = 0",
            "participation_costs.per_physician.small_primary_care",
        ),
        (
            "first = [\"virtual_group\"]",
            "first = []",
            "score_hierarchy",
        ),
        (
            "[advanced_apm.all_payer]\ncite = \"42 CFR 414.1430\"\nqp_payment = { at_least = 50 }",
            "[advanced_apm.all_payer]\ncite = \"42 CFR 414.1430\"\nqp_payment = { at_least = 40 }",
            "advanced_apm.all_payer.partial_qp_payment",
        ),
        (
            "[advanced_apm.all_payer]\ncite = \"42 CFR 414.1430\"\nqp_payment = { at_least = 50 }",
            "[advanced_apm.all_payer]\ncite = \"42 CFR 414.1430\"\nqp_payment = { at_most = 50 }",
            "advanced_apm.all_payer.qp_payment",
        ),
    ] {
        let Err(problems) = changed(2024, was, is) else {
            panic!("{is} passes");
        };
        let at = problems
            .0
            .iter()
            .any(|it| it.path.starts_with(path) || it.message.contains(path));
        assert!(at, "{is}: {problems}");
    }
}

/// Every figure of taking part that changes from one year to the next has words of its own, not its path spelled out.
#[test]
fn each_change_is_told_in_words() {
    let book = RuleBook::built_in();
    let years: Vec<u16> = book.years().collect();
    let tables = [
        "eligibility.",
        "special_status_thresholds.",
        "virtual_groups",
        "score_hierarchy.",
        "advanced_apm.",
        "participation_costs.",
        "calendar.",
    ];
    let mut told = 0;
    for pair in years.windows(2) {
        let [before, after] = [pair[0], pair[1]].map(|year| book.year(year).unwrap());
        for change in diff(&before, &after) {
            if tables.iter().any(|table| change.path.starts_with(table)) {
                if change.path == "virtual_groups" {
                    continue;
                }
                let spelled = change.path.split('.').map(|key| key.replace('_', " "));
                let spelled: Vec<String> = spelled.collect();
                assert_ne!(
                    change.words.to_lowercase(),
                    spelled.join(": "),
                    "{}",
                    change.path
                );
                told += 1;
            }
        }
    }
    assert!(told > 150, "{told}");
    assert_eq!(
        words("calendar.submission.to"),
        "Submission of data: last day"
    );
    assert_eq!(
        words("calendar.qp_snapshot_1.to"),
        "QP determination, first snapshot: last day"
    );
}
