//! Laws that hold on every benchmark of every year.

use mips::{
    RuleBook,
    rules::benchmarks::{Benchmark, Place},
    score::measure_points::{PointScale, points},
};
use rust_decimal::Decimal;

fn every(mut check: impl FnMut(&str, &Benchmark, PointScale<'_>)) {
    let book = RuleBook::built_in();
    for year in book.years() {
        let rules = book.year(year).unwrap();
        let scale = PointScale {
            floor: rules.quality.achievement.floor,
            maximum: rules.quality.achievement.maximum,
            partial: Some(&rules.quality.partial_points_rounding),
        };
        let Some(benchmarks) = rules.benchmarks() else {
            continue;
        };
        for (kind, id, benchmark) in benchmarks.iter() {
            check(&format!("{year} {id}.{}", kind.key()), benchmark, scale);
        }
    }
}

/// Rates from beyond the worst bound to beyond the best one: the bounds, and what lies between them.
fn rates(benchmark: &Benchmark) -> Vec<Decimal> {
    let bounds = &benchmark.bounds;
    let step = if benchmark.inverse {
        -Decimal::ONE_HUNDRED
    } else {
        Decimal::ONE_HUNDRED
    };
    let mut rates = vec![bounds[0] - step];
    for pair in bounds.windows(2) {
        let width = pair[1] - pair[0];
        let inside = [0, 1, 333, 500, 999].map(|part| pair[0] + width * Decimal::new(part, 3));
        rates.extend(inside);
    }
    let best = bounds[bounds.len() - 1];
    rates.extend([best, best + step]);
    rates
}

#[test]
fn better_performance_never_earns_less() {
    every(|name, benchmark, scale| {
        if benchmark.unordered {
            return;
        }
        let earned: Vec<Decimal> = rates(benchmark)
            .into_iter()
            .map(|rate| points(benchmark, rate, scale).points)
            .collect();
        assert!(earned.is_sorted(), "{name}: {earned:?}");
    });
}

#[test]
fn a_bound_earns_exactly_its_decile() {
    every(|name, benchmark, scale| {
        for (index, bound) in benchmark.bounds.iter().enumerate() {
            let placed = points(benchmark, *bound, scale);
            let last = benchmark.bounds.iter().rposition(|other| {
                if benchmark.inverse {
                    bound <= other
                } else {
                    bound >= other
                }
            });
            let decile = u32::from(benchmark.first) + u32::try_from(last.unwrap()).unwrap();
            assert!(benchmark.unordered || last.unwrap() >= index, "{name}");
            assert_eq!(placed.decile.map(u32::from), Some(decile), "{name} {bound}");
            if !benchmark.unordered {
                let wanted = Decimal::from(decile).max(scale.floor);
                assert_eq!(placed.points, wanted, "{name} {bound}");
            }
        }
    });
}

#[test]
fn both_ends_are_defined() {
    every(|name, benchmark, scale| {
        let rates = rates(benchmark);
        let worst = points(benchmark, rates[0], scale);
        if !benchmark.unordered {
            assert_eq!(worst.place, Place::Below, "{name}");
            assert_eq!(worst.points, scale.floor, "{name}");
        }
        let best = points(benchmark, rates[rates.len() - 1], scale);
        assert_eq!(best.points, scale.maximum, "{name}");
        for rate in rates {
            let earned = points(benchmark, rate, scale).points;
            assert!(
                scale.floor <= earned && earned <= scale.maximum,
                "{name} {rate}"
            );
        }
    });
}
