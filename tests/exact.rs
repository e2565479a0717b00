//! Scores from measures against fractions without bound: nothing is cut before its rounding point, in no year. Many of
//! the practices are made so that their total is exactly half a hundredth.

#[path = "common/dice.rs"]
mod dice;

mod common;

use common::{
    BOOK, YEARS,
    rational::{Rational, decimal, half_away, ratio, text, up, whole},
};
use dice::Dice;
use mips::{
    Category, Document, YearRules,
    rules::{collection_type::CollectionType, terms::Pathway},
    trial,
};
use num_traits::{Signed, Zero};

impl Dice {
    /// A figure of four decimals up to `most`.
    fn figure(&mut self, most: u64) -> String {
        let units = self.below(most * 10_000 + 1);
        format!("{}.{:04}", units / 10_000, units % 10_000)
    }
}

/// Six quality measures that earn no bonus: an outcome measure, which is the required one, and five others of low priority.
fn quality_measures(rules: &YearRules) -> Vec<String> {
    let rows = &rules.inventory().unwrap().quality;
    let of = |is_outcome: bool, count: usize| {
        let mut ids: Vec<String> = Vec::new();
        for (id, row) in rows {
            let fits = if is_outcome {
                row.measure_type.is_outcome()
            } else {
                !row.is_high_priority()
            };
            let is_plain = row.via.contains(&CollectionType::Cqm)
                && row.suppressed.is_empty()
                && row.serves("mips");
            if fits && is_plain && ids.len() < count {
                ids.push(id.clone());
            }
        }
        assert_eq!(ids.len(), count);
        ids
    };
    [of(true, 1), of(false, 5)].concat()
}

/// The same for every group: three cost measures, whatever they are.
fn cost_measures(rules: &YearRules) -> Vec<String> {
    let rows = &rules.inventory().unwrap().cost;
    rows.keys().take(3).cloned().collect()
}

fn sum(points: &[String]) -> Rational {
    points.iter().map(|points| decimal(points)).sum()
}

/// A fraction as a decimal's text, where it has one of so few places that a file would hold it.
fn written(value: &Rational) -> Option<String> {
    let places = (0..=12).find(|places| {
        let scale = num_traits::pow(whole(10), *places);
        (value * scale).is_integer()
    })?;
    Some(text(value, places))
}

#[test]
fn totals_from_measures_are_exact_in_every_year() {
    let mut dice = Dice(7);
    let mut halves = 0;
    for year in YEARS {
        let rules = BOOK.year(year).unwrap();
        if rules.inventory().is_none() {
            continue;
        }
        let (quality, cost) = (quality_measures(&rules), cost_measures(&rules));
        let has_cost = !rules.never_scored.contains_key(&Category::Cost) && cost.len() == 3;
        let table = &rules.weights[&rules.pathways[&Pathway::Traditional].weights];
        let not_scored = if has_cost {
            mips::category::CategorySet::default()
        } else {
            [Category::Cost].into_iter().collect()
        };
        let weights = table.rows.get(not_scored).unwrap();
        let weight = |category: Category| decimal(&weights[category].to_string());
        for _ in 0..150 {
            let points: Vec<String> = quality.iter().map(|_| dice.figure(10)).collect();
            let costs: Vec<String> = cost
                .iter()
                .map(|_| format!("{}", 1 + dice.below(9)))
                .collect();
            let activities = dice.figure(100);
            let mut total = sum(&points) * weight(Category::Quality) / whole(60)
                + decimal(&activities) * weight(Category::ImprovementActivities) / whole(100);
            if has_cost {
                total += sum(&costs) * weight(Category::Cost) / whole(30);
            }
            // A promoting interoperability that makes of it half a hundredth, where there is one.
            let share = weight(Category::PromotingInteroperability) / whole(100);
            let wanted =
                up(&(&total + whole(i64::try_from(dice.below(20)).unwrap())), 2) + ratio(1, 200);
            let needed = (&wanted - &total) / &share;
            let interoperability = written(&needed)
                .filter(|_| !needed.is_negative() && needed <= whole(100) && wanted < whole(100));
            halves += usize::from(interoperability.is_some());
            let interoperability = interoperability.unwrap_or_else(|| dice.figure(100));
            total += decimal(&interoperability) * share;
            if total > whole(100) {
                total = whole(100);
            }

            let mut file = format!("performance_year = {year}\npractice.clinicians = 40\n");
            if rules.complex_patient_bonus.is_some() {
                file.push_str("complex_patient_bonus.points = 0\n");
            }
            file.push_str(&format!(
                "improvement_activities.percent = {activities}\npromoting_interoperability.percent = {interoperability}\n"
            ));
            if has_cost {
                for (id, points) in cost.iter().zip(&costs) {
                    file.push_str(&format!("cost.measures.{id}.points = {points}\n"));
                }
            } else if !rules.never_scored.contains_key(&Category::Cost) {
                file.push_str("cost.reweighted = \"no_applicable_measures\"\n");
            }
            for (id, points) in quality.iter().zip(&points) {
                file.push_str(&format!("quality.measures.cqm.{id}.points = {points}\n"));
            }
            let document = Document::read("practice.toml", file.as_bytes()).unwrap();
            let scored =
                trial::run(&BOOK, &document, &[]).unwrap_or_else(|it| panic!("{file}\n{it}"));
            let card = &scored.scorecard;
            let score = half_away(&total, 2);
            assert_eq!(
                card.final_score.map(|it| it.to_string()),
                Some(text(&score, 2)),
                "{file}"
            );

            // The bracket by the rounded score, the line by the exact one.
            let adjustment = &rules.adjustment;
            let threshold = decimal(&adjustment.performance_threshold.to_string());
            let most = decimal(&adjustment.maximum_percent.to_string());
            let factor = decimal(&adjustment.scaling_factor.value.to_string());
            let base = if &score * whole(4) <= threshold {
                -most
            } else if score < threshold {
                let short = (&threshold - &total).max(Rational::zero());
                -(most * short / &threshold)
            } else if score == threshold {
                Rational::zero()
            } else {
                let above = (&total - &threshold).max(Rational::zero());
                most * factor * above / (whole(100) - &threshold)
            };
            assert_eq!(
                card.payment_adjustment
                    .base_percent
                    .map(|it| it.to_string()),
                Some(text(&half_away(&base, 2), 2)),
                "{file}"
            );
        }
    }
    assert!(halves > 500, "{halves} totals were half a hundredth");
}
