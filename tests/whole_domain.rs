//! All 10,001 final scores of every performance year.

mod common;

use std::str::FromStr;

use common::{
    BOOK,
    law::{Expected, LAW, YearLaw},
    rational::{self, Rational, half_away, ratio, text, whole},
    scored,
};
use mips::{
    YearRules,
    score::adjustment::{Factors, Percents, percents},
};
use rust_decimal::Decimal;

fn in_hundredths(n: i64) -> Decimal {
    Decimal::new(n, 2)
}

fn as_rational(value: Decimal) -> Rational {
    rational::decimal(&value.to_string())
}

/// The factors that the built-in rules use.
fn factors(rules: &YearRules) -> Factors {
    Factors {
        base: rules.adjustment.scaling_factor.value,
        additional: rules
            .adjustment
            .additional
            .as_ref()
            .map_or(Decimal::ZERO, |additional| additional.scaling_factor.value),
    }
}

/// The program's adjustment for an exact score, and the law's.
fn both(
    law: &YearLaw,
    rules: &YearRules,
    factors: Factors,
    exact: Decimal,
) -> (Percents, Expected) {
    let score = rules.final_score.rounding.apply(exact);
    let found = percents(
        &rules.adjustment,
        rules.final_score.maximum,
        exact,
        score,
        factors,
    );
    let expected = law.adjustment(
        &as_rational(exact),
        &as_rational(factors.base),
        &as_rational(factors.additional),
    );
    (found, expected)
}

fn assert_same(law: &YearLaw, exact: Decimal, found: &Percents, expected: &Expected) {
    let total = half_away(&(&expected.base + &expected.additional), 2);
    assert_eq!(
        (found.class.key(), found.total.to_string()),
        (expected.class, text(&total, 2)),
        "{exact} points in {}",
        law.year
    );
}

#[test]
fn the_year_tables_hold_the_law() {
    for law in &LAW {
        let rules = BOOK.year(law.year).unwrap();
        let adjustment = &rules.adjustment;
        assert_eq!(
            adjustment.performance_threshold,
            Decimal::from(law.threshold)
        );
        assert_eq!(
            adjustment.maximum_percent,
            Decimal::from(law.maximum_percent)
        );
        let additional = adjustment.additional.as_ref();
        assert_eq!(
            additional.map(|it| it.performance_threshold),
            law.additional_threshold.map(Decimal::from),
            "{}",
            law.year
        );
        let within = |bounds: [&str; 2], value: Decimal| {
            let [low, high] = bounds.map(|bound| Decimal::from_str(bound).unwrap());
            assert!(low <= value && value <= high, "{value} in {}", law.year);
        };
        within(law.factor, adjustment.scaling_factor.value);
        within(law.factor, adjustment.scaling_factor.low);
        within(law.factor, adjustment.scaling_factor.high);
        if let Some(additional) = additional {
            within(law.additional_factor, additional.scaling_factor.value);
        }
    }
}

#[test]
fn every_final_score_of_every_year_earns_what_the_law_says() {
    for law in &LAW {
        let rules = BOOK.year(law.year).unwrap();
        let used = factors(&rules);
        let threshold = law.threshold * 100;
        let most = -Decimal::from(law.maximum_percent);
        let mut before: Option<Percents> = None;
        for n in 0..=10_000 {
            let exact = in_hundredths(n);
            let (found, expected) = both(law, &rules, used, exact);
            assert_same(law, exact, &found, &expected);

            // The properties of 414.1405(b), said apart from its formula.
            let total = found.total;
            assert!(most <= total, "{exact} points in {}", law.year);
            assert_eq!(total == most, 4 * n <= threshold, "{exact} in {}", law.year);
            assert!(
                n >= threshold || total <= Decimal::ZERO,
                "{exact} points in {}",
                law.year
            );
            assert!(
                n < threshold || total >= Decimal::ZERO,
                "{exact} points in {}",
                law.year
            );
            if n == threshold {
                assert_eq!((found.class.key(), total), ("neutral", Decimal::ZERO));
            }
            if let Some(before) = before {
                assert!(before.total <= total, "{exact} points in {}", law.year);
                assert!(
                    before.class <= found.class,
                    "{exact} points in {}",
                    law.year
                );
            }
            before = Some(found);
        }
    }
}

/// The line is drawn from (0 points, -maximum) and overridden up to a quarter of the threshold: there it jumps to three
/// quarters of the maximum, less what the next hundredth of a point brings.
#[test]
fn the_adjustment_steps_at_a_quarter_of_the_threshold() {
    for law in &LAW {
        let rules = BOOK.year(law.year).unwrap();
        let quarter = law.threshold * 25;
        let at = |n| both(law, &rules, factors(&rules), in_hundredths(n)).0;
        assert_eq!(at(quarter).class.key(), "maximum_penalty");
        assert_eq!(at(quarter).total, -Decimal::from(law.maximum_percent));
        let above = at(quarter + 1);
        assert_eq!(above.class.key(), "penalty");
        let points = ratio(quarter + 1, 100);
        let line =
            -whole(law.maximum_percent) * (whole(law.threshold) - points) / whole(law.threshold);
        assert_eq!(above.total.to_string(), text(&half_away(&line, 2), 2));
    }
}

/// No factor that the law allows takes the adjustment above what CMS publicized before the year: three times the maximum,
/// and ten percent more while there was an additional adjustment.
#[test]
fn no_factor_exceeds_the_publicized_range() {
    for law in &LAW {
        let rules = BOOK.year(law.year).unwrap();
        let highest = Factors {
            base: Decimal::from(3),
            additional: Decimal::ONE,
        };
        let additional = if law.additional_threshold.is_some() {
            10
        } else {
            0
        };
        let publicized = Decimal::from(3 * law.maximum_percent + additional);
        let at = |n| both(law, &rules, highest, in_hundredths(n)).0.total;
        assert_eq!(at(10_000), publicized, "{}", law.year);
        assert!((0..=10_000).all(|n| at(n) <= publicized), "{}", law.year);

        let card = scored(&all_at(law.year, "50")).scorecard;
        let range = card.payment_adjustment.publicized;
        assert_eq!(
            (range.low, range.high),
            (-Decimal::from(law.maximum_percent), publicized)
        );
    }
}

/// Around each bracket's end in thousandths: a half goes up, the bracket follows the hundredths, and the line, drawn from
/// the exact score, does not leave its bracket.
#[test]
fn rounding_decides_the_bracket_and_the_line_stays_within_it() {
    for law in &LAW {
        let rules = BOOK.year(law.year).unwrap();
        let ends = [law.threshold * 250, law.threshold * 1000]
            .into_iter()
            .chain(law.additional_threshold.map(|points| points * 1000));
        for end in ends {
            for thousandths in end - 25..=end + 25 {
                let exact = Decimal::new(thousandths, 3);
                let (found, expected) = both(law, &rules, factors(&rules), exact);
                assert_same(law, exact, &found, &expected);
            }
        }
    }
}

/// A practice whose every category has the same percent: its final score is that percent, since weights total 100.
fn all_at(year: u16, percent: &str) -> String {
    format!(
        "performance_year = {year}
quality.percent = {percent}
cost.percent = {percent}
improvement_activities.percent = {percent}
promoting_interoperability.percent = {percent}
practice.clinicians = 20
practice.part_b_paid = 100000
"
    )
}

fn assert_scored(law: &YearLaw, percent: &str) {
    let rules = BOOK.year(law.year).unwrap();
    let used = factors(&rules);
    let exact = rational::decimal(percent);
    let expected = law.adjustment(
        &exact,
        &as_rational(used.base),
        &as_rational(used.additional),
    );
    let total = half_away(&(&expected.base + &expected.additional), 2);
    let dollars = half_away(&(&total * whole(1000)), 2);
    let card = scored(&all_at(law.year, percent)).scorecard;
    let payment = &card.payment_adjustment;
    let found = [
        card.final_score.map(|score| score.to_string()),
        payment.class.map(|class| class.key().to_owned()),
        payment.percent.map(|percent| percent.to_string()),
        payment.dollars.map(|dollars| dollars.to_string()),
        payment.base_percent.map(|percent| percent.to_string()),
        payment
            .additional_percent
            .map(|percent| percent.to_string()),
    ];
    let wanted = [
        text(&half_away(&exact, 2), 2),
        expected.class.to_owned(),
        text(&total, 2),
        text(&dollars, 2),
        text(&half_away(&expected.base, 2), 2),
        text(&half_away(&expected.additional, 2), 2),
    ];
    assert_eq!(found, wanted.map(Some), "{percent} points in {}", law.year);
}

#[test]
fn the_whole_program_agrees_all_over_the_domain() {
    for law in &LAW {
        for n in (0..=10_000).step_by(7) {
            assert_scored(law, &in_hundredths(n).to_string());
        }
        for n in [law.threshold * 25, law.threshold * 100]
            .into_iter()
            .chain(law.additional_threshold.map(|points| points * 100))
            .chain([0, 10_000])
        {
            for n in (n - 1).max(0)..=(n + 1).min(10_000) {
                assert_scored(law, &in_hundredths(n).to_string());
            }
        }
    }
}

/// 74.995 and 74.996 round to the threshold of 75.00 and are neutral; 74.994 is not. The same at the other ends.
#[test]
fn brackets_reached_by_rounding_are_reached_by_the_whole_program() {
    for law in &LAW {
        let ends = [law.threshold * 250, law.threshold * 1000]
            .into_iter()
            .chain(law.additional_threshold.map(|points| points * 1000));
        for end in ends {
            for off in [-6, -5, -4, 4, 5, 6] {
                assert_scored(law, &Decimal::new(end + off, 3).to_string());
            }
        }
    }
}
