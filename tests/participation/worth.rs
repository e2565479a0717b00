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
    of_text(&text)
}

fn of_text(text: &str) -> Worths {
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
        assert_eq!(found.break_even.paid.unwrap().to_string(), paid, "{class}");
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
    assert!(unknown.break_even.paid.is_none());
}

/// The least score at which reporting leaves what doing nothing does, to the hundredth.
#[test]
fn the_break_even_score_is_the_least() {
    let tables = format!("part_b_paid = 100000\n{ELIGIBLE}[cost_of_participation]\ntotal = 4500\n");
    let found = asked(2024, "final_score = 80", &tables);
    // -9 percent of 100,000 with 4,500 more is -4.50 percent: half of the threshold of 75. The percent is rounded to
    // hundredths, half away from zero, so that 37.46 still gives -4.50 and 37.45 gives -4.51.
    assert_eq!(found.break_even.score, Some(Decimal::new(3746, 2)));
}

/// 42 CFR 414.1405(b)(1)-(2), by year: up to a quarter of the threshold the loss is the year's largest, which doing nothing
/// costs too; the first hundredth above it loses less. A score of 0 never pays.
#[test]
fn without_a_cost_reporting_has_to_leave_more() {
    for (year, threshold, score) in [
        (2017, 3, "0.76"),
        (2018, 15, "3.76"),
        (2019, 30, "7.51"),
        (2020, 45, "11.26"),
        (2021, 60, "15.01"),
        (2022, 75, "18.76"),
        (2023, 75, "18.76"),
        (2024, 75, "18.76"),
        (2025, 75, "18.76"),
        (2026, 75, "18.76"),
        (2027, 75, "18.76"),
    ] {
        // A group, since individuals who submitted nothing in 2019-2021 were excused.
        let text = format!(
            "performance_year = {year}\nfinal_score = 100\n[practice]\nparticipation = \"group\"\npart_b_paid = 100000\n"
        );
        let found = of_text(&text);
        let shown = found.break_even.score.unwrap().to_string();
        assert_eq!(shown, score, "{year}, threshold {threshold}");
        let span = found.break_even.score_span.unwrap();
        assert_eq!(
            (Some(span.low), span.high),
            (found.break_even.score, found.break_even.score)
        );
    }
    // The example whose break-even was printed as 0.00: a large group of 2025.
    let example = include_str!("../../examples/group-2025.toml");
    let sentences = mips::participation::worth_report::text(&of_text(example), None, false);
    assert!(
        sentences.contains("reporting leaves more than doing nothing from a final score of 18.76"),
        "{sentences}"
    );
}

/// 42 CFR 414.1405 with CMS's published factors: whoever opts in gains the first hundredth of a percent where
/// 9 x 0.1167 x (score - 75) / 25 reaches half a hundredth, 0.12 points above the threshold.
#[test]
fn opting_in_pays_above_the_threshold_alone() {
    let tables = "part_b_paid = 100000\n[eligibility]\nmips_status = \"opt_in_eligible\"\n";
    let found = asked(2024, "final_score = 80", tables);
    assert_eq!(found.break_even.score, Some(Decimal::new(7512, 2)));
    assert_eq!(found.break_even.paid, None);
    // HFMA on Khullar et al. 2021: $12,811 at the largest adjustment of 2024, 1.05 percent, is covered from 1,220,095.
    for (class, paid) in [
        ("mean", "1220095.24"),
        ("small_primary_care", "1758666.67"),
        ("medium_primary_care", "1298190.48"),
        ("small_general_surgery", "1525428.57"),
        ("medium_general_surgery", "922857.14"),
        ("large_multispecialty", "391142.86"),
    ] {
        let tables =
            format!("{tables}[cost_of_participation]\nclass = \"{class}\"\nphysicians = 1\n");
        let found = asked(2024, "final_score = 100", &tables);
        assert_eq!(found.break_even.paid.unwrap().to_string(), paid, "{class}");
    }
}

/// The adjustment that equals a QP's gain where allowed amounts are paid ones over 80 percent, by year: 5 percent of lump
/// sum; 3.5; 1.88 and a factor 0.4988 percent higher; a factor alone; and so on. In 2022 alone MIPS pays more:
/// 9 x 0.2475 x (94.65 - 75) / 25 + 0.6032 x (0.5 + 9.5 x (94.65 - 89) / 11) is 4.9958, the first that rounds to 5.00.
#[test]
fn the_tracks_meet_where_the_law_says() {
    for (year, percent, score) in [
        (2017, "5.00", None),
        (2018, "5.00", None),
        (2019, "5.00", None),
        (2020, "5.00", None),
        (2021, "5.00", None),
        (2022, "5.00", Some("94.65")),
        (2023, "3.50", None),
        (2024, "2.50", None),
        (2025, "1.25", None),
        (2026, "4.98", None),
        (2027, "2.51", None),
    ] {
        let tables = format!("part_b_paid = 1000000\n{ELIGIBLE}[apm]\nqp_status = \"none\"\n");
        let found = asked(year, "final_score = 75", &tables);
        let it = &found.break_even;
        assert_eq!(format!("{:.2}", it.qp_percent.unwrap()), percent, "{year}");
        let shown = it.qp_score.map(|it| it.to_string());
        assert_eq!(shown.as_deref(), score, "{year}");
    }
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

/// CMS excused individuals who submitted nothing in 2019, 2020 and 2021 (COVID-19); groups it did not.
#[test]
fn doing_nothing_was_excused_where_cms_excused_it() {
    for year in 2017..=2027 {
        let found = asked(
            year,
            "final_score = 50",
            &format!("part_b_paid = 1000\n{ELIGIBLE}"),
        );
        let is_free = net(&found, "do_nothing") == "0.00";
        assert_eq!(is_free, (2019..=2021).contains(&year), "{year}");
        let is_said = found.assumptions.iter().any(|it| it.contains("excuses"));
        assert_eq!(is_said, is_free, "{year}");
    }
}

/// A track is open to whoever has the status, not to whoever might; and the adjustment that falls away is shown.
#[test]
fn a_track_is_open_to_whoever_has_the_status() {
    let open = |apm: &str| {
        let tables = format!("part_b_paid = 100000\n{ELIGIBLE}[apm]\nadvanced = true\n{apm}\n");
        let found = asked(2024, "final_score = 60", &tables);
        let way = |name: &str| {
            found
                .alternatives
                .iter()
                .find(|it| it.name == name)
                .cloned()
        };
        let qp = way("qp").unwrap();
        assert_eq!(
            qp.mips_avoided.unwrap().low.to_string(),
            "-1800.00",
            "{apm}"
        );
        (
            qp.available,
            way("partial_qp").unwrap().available,
            found.best,
        )
    };
    assert_eq!(
        open("qp_status = \"qp\""),
        (Some(true), Some(false), Some("qp"))
    );
    assert_eq!(
        open("qp_status = \"partial_qp\""),
        (Some(false), Some(true), Some("do_nothing"))
    );
    assert_eq!(
        open("payment_score = 10\npatient_score = 10"),
        (Some(false), Some(false), Some("avoid_penalty"))
    );
    assert_eq!(
        open("payment_score = 45"),
        (None, Some(true), Some("do_nothing"))
    );
    assert_eq!(open("").0, None);
}

/// A clinician of a type that the year does not have is out, and is answered all the same.
#[test]
fn a_type_that_the_year_does_not_have_is_no_error() {
    let tables = "clinician_type = \"physical_therapist\"\npart_b_paid = 50000\n";
    let found = asked(2018, "final_score = 60", tables);
    assert_eq!(found.eligibility.verdict.key(), "exempt");
    assert_eq!(found.best, Some("do_nothing"));
}
