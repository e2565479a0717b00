//! Cost: 42 CFR 414.1380(b)(2) and 414.1350. Points by deciles with unrounded parts, 1 to 10; the percent is their mean, and from
//! 2023 up to one point more for a better year than the last.

use std::fmt::Write;

use mips::rules::{
    collection_type::CollectionType::AdminClaims,
    measures::{CostKind, CostMeasure},
};

use crate::{
    Draw,
    common::{
        BOOK,
        rational::{Rational, decimal, ratio, text, whole},
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

/// The fewest cases that are scored: 414.1350(c).
fn least_cases(id: &str, row: &CostMeasure) -> usize {
    match row.kind {
        _ if id.starts_with("MSPB") => 35,
        _ if id.starts_with("COST_CRR") => 20,
        CostKind::Procedural => 10,
        _ => 20,
    }
}

#[test]
fn cost_of_random_practices() {
    let mut draw = Draw(0x0c05_7202_6a11);
    for year in [2018, 2019, 2022, 2023, 2024, 2025, 2026] {
        let rules = BOOK.year(year).unwrap();
        let table = rules.benchmarks().unwrap().of(AdminClaims);
        let inventory = rules.inventory().unwrap();
        let known: Vec<(&String, &CostMeasure)> = inventory
            .cost
            .iter()
            .filter(|(id, _)| table.contains_key(id.as_str()))
            .collect();
        let mvps: Vec<_> = inventory.mvps.iter().collect();
        for _ in 0..90 {
            let mut file = format!(
                "performance_year = {year}\nquality.percent = 50\nimprovement_activities.percent = 50\n\
                 promoting_interoperability.percent = 50\npractice.clinicians = 40\n"
            );
            let mvp = (!mvps.is_empty() && draw.one_in(3)).then(|| mvps[draw.below(mvps.len())]);
            if let Some((name, _)) = mvp {
                writeln!(
                    file,
                    "practice.pathway = \"mvp\"\npractice.mvp = \"{name}\""
                )
                .unwrap();
            }
            let prior = draw
                .one_in(3)
                .then(|| ratio(1_000 + i64::try_from(draw.below(9_001)).unwrap(), 100));
            if let Some(prior) = &prior {
                writeln!(file, "prior_year.cost_percent = {}", text(prior, 2)).unwrap();
            }
            file += "[cost.measures]\n";
            let (mut sum, mut count) = (whole(0), 0);
            for (id, row) in &known {
                if !draw.one_in(3) {
                    continue;
                }
                let benchmark = table[id.as_str()];
                let bounds: Vec<String> =
                    benchmark.bounds.iter().map(ToString::to_string).collect();
                let low = decimal(bounds.last().unwrap());
                let high = decimal(&bounds[0]);
                // From below the best bound to above the worst, to the cent; at times a bound itself.
                let cost = if draw.one_in(8) {
                    decimal(&bounds[draw.below(bounds.len())])
                } else {
                    let share = ratio(i64::try_from(draw.below(1_300)).unwrap() - 150, 1_000);
                    ((&low + (high - &low) * share) * whole(100)).floor() / whole(100)
                };
                if cost <= whole(0) {
                    continue;
                }
                let cases = draw.below(60);
                let shown = text(&cost, 3);
                writeln!(file, "{id} = {{ cost = {shown}, cases = {cases} }}").unwrap();
                // An MVP takes its own measures alone: 414.1365(d)(3)(ii).
                let counts = mvp.is_none_or(|(_, mvp)| mvp.cost.contains(id));
                if counts && cases >= least_cases(id, row) {
                    sum += points(&bounds, i64::from(benchmark.first), &cost);
                    count += 1;
                }
            }
            if file.ends_with("[cost.measures]\n") {
                continue;
            }
            let expected = (count > 0).then(|| {
                let achieved = sum * whole(10) / whole(count);
                let improved = match prior {
                    Some(prior) if year >= 2023 => {
                        ((&achieved - &prior) / prior).max(whole(0)).min(whole(1))
                    }
                    _ => whole(0),
                };
                (achieved + improved).min(whole(100))
            });
            let card = scored(&file).scorecard;
            assert_eq!(
                card.categories.cost.percent.map(printed),
                expected.as_ref().map(in_four_places),
                "{file}"
            );
        }
    }
}

/// Cost carried no weight in 2017, and CMS took it away for everybody in 2020 and 2021, whatever it was.
#[test]
fn cost_of_years_without_weight() {
    for year in [2017, 2020, 2021] {
        for cost in [
            "percent = 100",
            "not_submitted = true",
            "measures.TPCC_1 = { cost = 9000, cases = 90 }",
            "measures.MSPB_1 = { points = 10 }",
        ] {
            let card = scored(&format!(
                "performance_year = {year}\nquality.percent = 50\nimprovement_activities.percent = 50\n\
                 promoting_interoperability.percent = 50\npractice.clinicians = 40\ncost.{cost}\n"
            ))
            .scorecard;
            assert_eq!(card.categories.cost.percent, None, "{year} {cost}");
            assert_eq!(
                card.final_score.unwrap().to_string(),
                "50.00",
                "{year} {cost}"
            );
        }
    }
}
