//! What each way is worth. Every dollar is computed here a second time from printed figures.

use mips::{
    Document, RuleBook, Setting,
    participation::{Worths, worth},
};
use rust_decimal::Decimal;

fn asked(year: u16, practice: &str, tables: &str) -> Worths {
    let text = format!(
        "performance_year = {year}\n{practice}\n[practice]\nparticipation = \"individual\"\n{tables}"
    );
    let document = Document::read("practice.toml", text.as_bytes()).unwrap();
    let settings: [Setting; 0] = [];
    worth(
        &RuleBook::built_in(),
        &("practice.toml".into(), document),
        &settings,
        None,
    )
    .unwrap_or_else(|problems| panic!("{text}\n{problems}"))
}

fn net(worths: &Worths, name: &str) -> String {
    let it = worths
        .alternatives
        .iter()
        .find(|it| it.name == name)
        .unwrap();
    it.net.and_then(|it| it.point()).unwrap().to_string()
}

const ELIGIBLE: &str = "[eligibility]\nmips_status = \"eligible\"\n";

/// HFMA on Khullar et al. 2021 with 42 CFR 414.1405: 12,811 / 0.09, reporting to a neutral score in place of -9 percent.
#[test]
fn reporting_to_neutral_pays_from_the_published_cost() {
    for (class, cost, paid) in [
        ("mean", "12811", "142344.44"),
        ("small_primary_care", "18466", "205177.78"),
        ("medium_primary_care", "13631", "151455.56"),
        ("small_general_surgery", "16017", "177966.67"),
        ("medium_general_surgery", "9690", "107666.67"),
        ("large_multispecialty", "4107", "45633.33"),
    ] {
        let tables = format!(
            "part_b_paid = 100000\n{ELIGIBLE}[cost_of_participation]\nclass = \"{class}\"\nphysicians = 1\n"
        );
        let found = asked(2026, "final_score = 75", &tables);
        assert_eq!(found.break_even_paid.unwrap().to_string(), paid, "{class}");
        let planned = found
            .alternatives
            .iter()
            .find(|it| it.name == "as_planned")
            .unwrap();
        assert_eq!(planned.cost.unwrap().normalize().to_string(), cost);
        assert_eq!(net(&found, "do_nothing"), "-9000.00");
        assert!(found.assumptions.iter().any(|it| it.contains("Khullar")));
    }
}

/// Performance year 2024: lump sum 1.88 percent; factors 33.5675 and 33.4009 (90 FR 49266). CMS's published maximum
/// adjustment of the year is 1.05 percent.
#[test]
fn both_tracks_of_2024_in_dollars() {
    let tables = format!(
        "part_b_paid = 250000\n{ELIGIBLE}[apm]\nqp_status = \"none\"\npaid_base_year = 250000\nallowed_payment_year = 312500\n"
    );
    let found = asked(
        2024,
        "final_score = 100\npayment.scaling_factor = 0.1167",
        &tables,
    );
    let qp = found
        .alternatives
        .iter()
        .find(|it| it.name == "qp")
        .unwrap();
    assert_eq!(qp.incentive.unwrap().to_string(), "4700.00");
    // 312,500 x 0.1666 / 33.4009 = 1,558.72.
    assert_eq!(qp.conversion_factor.unwrap().to_string(), "1558.72");
    assert_eq!(net(&found, "qp"), "6258.72");
    assert_eq!(net(&found, "as_planned"), "2625.00");
    assert_eq!(qp.available, Some(false));
}

/// Lump sums by performance year, 42 CFR 414.1450 and the statutes since: 5, 5, 5, 5, 5, 5, 3.5, 1.88, 0, 3.1, 0 percent.
#[test]
fn each_year_has_its_lump_sum_and_base() {
    for (year, dollars) in [
        (2017, "15000.00"),
        (2018, "15000.00"),
        (2019, "15000.00"),
        (2020, "15000.00"),
        (2021, "15000.00"),
        (2022, "15000.00"),
        (2023, "10500.00"),
        (2024, "5640.00"),
        (2025, "0.00"),
        (2026, "9300.00"),
        (2027, "0.00"),
    ] {
        let tables = "part_b_paid = 1000\n[apm]\nqp_status = \"qp\"\npaid_base_year = 300000\nallowed_payment_year = 0\n";
        let found = asked(year, "final_score = 80", tables);
        let qp = found
            .alternatives
            .iter()
            .find(|it| it.name == "qp")
            .unwrap();
        assert_eq!(qp.incentive.unwrap().to_string(), dollars, "{year}");
        assert_eq!(found.rules.advanced_apm.incentive.base_year, year + 1);
        assert_eq!(qp.conversion_factor.is_some(), year >= 2024, "{year}");
    }
}

/// The factors since: published, proposed, then 0.75 against 0.25 percent compounding. 0.4988, 1.0000, 1.5037, 2.0100.
#[test]
fn the_conversion_factors_grow_apart() {
    for (year, dollars) in [
        (2024, "4987.89"),
        (2025, "9999.73"),
        (2026, "15037.34"),
        (2027, "20099.87"),
    ] {
        let tables = "part_b_paid = 1000\n[apm]\nqp_status = \"qp\"\npaid_base_year = 0\nallowed_payment_year = 1000000\n";
        let found = asked(year, "final_score = 80", tables);
        assert_eq!(net(&found, "qp"), dollars, "{year}");
    }
}

/// notpace/macra-choice, the calculator of 2016: $75,000, shared savings of 1 percent of $1,200,000, 30 percent shared.
#[test]
fn shared_savings_and_losses_are_the_users_own() {
    for (savings, expected) in [("3600", "7350.00"), ("-3600", "150.00")] {
        let tables = format!(
            "part_b_paid = 75000\n[apm]\nqp_status = \"qp\"\npaid_base_year = 75000\nshared_savings = {savings}.00\n"
        );
        assert_eq!(
            net(&asked(2017, "final_score = 80", &tables), "qp"),
            expected
        );
    }
}

/// No lump sum for payment year 2027, a factor 1 percent higher, and MIPS at 1.05 percent: 5,000 against 4,200.
#[test]
fn the_tracks_of_2025() {
    let tables = "part_b_paid = 400000\n[apm]\nqp_status = \"qp\"\npaid_base_year = 400000\nallowed_payment_year = 500000\nconversion_factor_qp = 10.1\nconversion_factor = 10\n";
    let found = asked(
        2025,
        "final_score = 100\npayment.scaling_factor = 0.1167",
        tables,
    );
    assert_eq!(net(&found, "qp"), "5000.00");
    assert_eq!(net(&found, "as_planned"), "4200.00");
    assert_eq!(found.best, Some("qp"));
}

/// A score that is not known, and a factor that is not: each with its own range.
#[test]
fn score_and_factor_keep_their_ranges_apart() {
    let known = asked(
        2026,
        "final_score = 90",
        &format!("part_b_paid = 100000\n{ELIGIBLE}"),
    );
    let planned = known
        .alternatives
        .iter()
        .find(|it| it.name == "as_planned")
        .unwrap();
    assert!(planned.of_score.unwrap().is_point());
    assert!(!planned.of_factor.unwrap().is_point());
    let unknown = asked(
        2026,
        "quality.percent = 80\ncost.unknown = true\nimprovement_activities.percent = 100\npromoting_interoperability.percent = 90",
        &format!("part_b_paid = 100000\n{ELIGIBLE}"),
    );
    let planned = unknown
        .alternatives
        .iter()
        .find(|it| it.name == "as_planned")
        .unwrap();
    assert!(!planned.of_score.unwrap().is_point());
    assert!(unknown.break_even_paid.is_none());
}

/// The least score that beats doing nothing is the first whose dollars reach it, to the hundredth.
#[test]
fn the_break_even_score_is_the_least() {
    let tables = format!("part_b_paid = 100000\n{ELIGIBLE}[cost_of_participation]\ntotal = 4500\n");
    let found = asked(2024, "final_score = 80", &tables);
    // -9 percent of 100,000 with 4,500 more is -4.50 percent: half of the threshold of 75. The percent is rounded to
    // hundredths, half away from zero, so that 37.46 still gives -4.50 and 37.45 gives -4.51.
    assert_eq!(found.break_even_score, Some(Decimal::new(3746, 2)));
}

/// Nobody who is free loses anything by doing nothing; opting in is compared with that.
#[test]
fn doing_nothing_is_free_for_the_free() {
    let tables = "part_b_paid = 100000\n[eligibility]\nmips_status = \"opt_in_eligible\"\n";
    let found = asked(2024, "final_score = 60", tables);
    assert_eq!(net(&found, "do_nothing"), "0.00");
    assert_eq!(net(&found, "opt_in"), "-1800.00");
    assert_eq!(found.best, Some("do_nothing"));
}
