//! Cost: 42 CFR 414.1380(b)(2). Points by deciles with unrounded parts, 1 to 10; the percent is their mean.

use std::fmt::Write;

use mips::rules::collection_type::CollectionType::AdminClaims;

use crate::{
    Draw,
    common::{
        BOOK,
        rational::{Rational, decimal, ratio, whole},
        scored,
    },
    in_four_places, printed,
};

/// The points of a cost on ascending deciles of cost: worst first.
fn points(bounds: &[String], first: i64, cost: &Rational) -> Rational {
    let bounds: Vec<Rational> = bounds.iter().map(|bound| decimal(bound)).collect();
    let Some(index) = bounds.iter().rposition(|bound| cost <= bound) else {
        return whole(1);
    };
    let decile = first + i64::try_from(index).unwrap();
    match bounds.get(index + 1) {
        None => whole(10),
        Some(next) => {
            (whole(decile) + (&bounds[index] - cost) / (&bounds[index] - next)).max(whole(1))
        }
    }
}

#[test]
fn cost_of_random_practices() {
    let mut draw = Draw(0x0c05_7202_6a11);
    for year in [2018, 2022, 2023, 2024, 2025] {
        let rules = BOOK.year(year).unwrap();
        let table = rules.benchmarks().unwrap().of(AdminClaims);
        let inventory = rules.inventory().unwrap();
        let known: Vec<(&String, u32)> = inventory
            .cost
            .iter()
            .filter(|(id, row)| {
                table.contains_key(id.as_str()) && row.registration_types.is_empty()
            })
            .map(|(id, row)| (id, row.case_minimum))
            .collect();
        for _ in 0..60 {
            let mut file = format!(
                "performance_year = {year}\nquality.percent = 50\nimprovement_activities.percent = 50\n\
                 promoting_interoperability.percent = 50\npractice.clinicians = 40\n[cost.measures]\n"
            );
            let (mut sum, mut count) = (whole(0), 0);
            for (id, minimum) in &known {
                if !draw.one_in(3) {
                    continue;
                }
                let benchmark = table[id.as_str()];
                let bounds: Vec<String> =
                    benchmark.bounds.iter().map(ToString::to_string).collect();
                let low = decimal(bounds.last().unwrap());
                let high = decimal(&bounds[0]);
                // From below the best bound to above the worst, to the cent.
                let share = ratio(i64::try_from(draw.below(1_300)).unwrap() - 150, 1_000);
                let cost = ((&low + (high - &low) * share) * whole(100)).floor() / whole(100);
                if cost <= whole(0) {
                    continue;
                }
                let cases = draw.below(60);
                let is_scored = cases >= usize::try_from(*minimum).unwrap();
                let shown = crate::common::rational::text(&cost, 2);
                writeln!(file, "{id} = {{ cost = {shown}, cases = {cases} }}").unwrap();
                if is_scored {
                    sum += points(&bounds, i64::from(benchmark.first), &cost);
                    count += 1;
                }
            }
            let expected = (count > 0).then(|| sum * whole(10) / whole(count));
            let card = scored(&file).scorecard;
            assert_eq!(
                card.categories.cost.percent.map(printed),
                expected.as_ref().map(in_four_places),
                "{file}"
            );
        }
    }
}
