//! More patients on a measure that is reported: to its next point, and to each point after it.

use rust_decimal::Decimal;

use super::step::{Draft, Effort};
use crate::{
    category::Category,
    decimal::{HUNDRED, plain, round_down, round_up, shown},
    document::setting::Setting,
    plan::{footing::Footing, mends::mend::set},
    practice::{Answer, PromotingInteroperabilityData, QualityMeasure},
    rules::{
        benchmarks::Benchmark, collection_type::CollectionType::Cahps, measures::MetricType,
        promoting_interoperability::InteroperabilityMethod,
    },
    trial::Trial,
};

/// The ladders of all measures.
pub fn of(footing: &Footing<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for entry in &footing.trial.practice.data.quality {
        drafts.extend(quality(footing, entry).unwrap_or_default());
    }
    let answers = &footing.trial.practice.data.promoting_interoperability;
    drafts.extend(interoperability(footing, answers));
    drafts
}

/// Counts of a measure: so many of so many.
struct Counts {
    numerator: Decimal,
    denominator: Decimal,
    inverse: bool,
}

impl Counts {
    /// The fewest patients more (fewer, where less is better) with which the rate is at a bound, or one short of it where
    /// rounding may reach it.
    fn short_of(&self, bound: Decimal) -> Decimal {
        let exact = bound * self.denominator / HUNDRED;
        let patients = if self.inverse {
            self.numerator - exact
        } else {
            exact - self.numerator
        };
        round_up(patients, 0) - Decimal::ONE
    }

    /// The numerator after so many; none where there are not so many. A rate may stand for a part of a patient.
    fn after(&self, patients: Decimal) -> Option<Decimal> {
        let room = if self.inverse {
            self.numerator
        } else {
            self.denominator - self.numerator
        };
        let patients = (patients < room + Decimal::ONE).then(|| patients.min(room))?;
        Some(if self.inverse {
            self.numerator - patients
        } else {
            self.numerator + patients
        })
    }
}

/// The ladder of a quality measure that is scored on a benchmark in percent.
fn quality(footing: &Footing<'_>, entry: &QualityMeasure) -> Option<Vec<Draft>> {
    let kind = entry.collection_type?;
    let row = footing.trial.rules.inventory()?.quality.get(&entry.id)?;
    let benchmark: &Benchmark = footing.trial.rules.benchmarks()?.get(kind, &entry.id)?;
    let is_percent = matches!(
        row.metric_type,
        MetricType::SinglePerformanceRate | MetricType::MultiPerformanceRate
    );
    if !is_percent || kind.is_computed_by_cms() || kind == Cahps || entry.points.is_some() {
        return None;
    }
    let counts = counts(entry, row.inverse)?;
    let mut best = points(footing.trial, entry)?;
    let mut drafts = Vec::new();
    for bound in &benchmark.bounds {
        let short = counts.short_of(*bound);
        for patients in [short, short + Decimal::ONE] {
            let Some(settings) = settings(entry, &counts, patients) else {
                continue;
            };
            let Some(after) = footing.with(&settings) else {
                continue;
            };
            let Some(reached) = points(&after, entry).filter(|points| {
                // The bound of a decile is a whole point; one patient short of it is no rung.
                *points > best && is_at(&after, entry, *bound, row.inverse)
            }) else {
                continue;
            };
            best = reached;
            drafts.push(draft(entry, &counts, patients, reached, settings));
            break;
        }
    }
    Some(drafts)
}

fn counts(entry: &QualityMeasure, inverse: bool) -> Option<Counts> {
    let (numerator, denominator) =
        if let (Some(numerator), Some(denominator)) = (entry.numerator, entry.denominator) {
            (numerator, denominator)
        } else {
            let cases = entry.cases?;
            (entry.rate? * cases / HUNDRED, cases)
        };
    (!denominator.is_zero()).then_some(Counts {
        numerator,
        denominator,
        inverse,
    })
}

fn points(trial: &Trial, entry: &QualityMeasure) -> Option<Decimal> {
    score_of(trial, entry)?.0
}

/// The points and the rate of a measure.
fn score_of(trial: &Trial, entry: &QualityMeasure) -> Option<(Option<Decimal>, Option<Decimal>)> {
    let measures = &trial.scorecard.categories[Category::Quality].measures;
    let found = measures.iter().find(|measure| {
        measure.id == entry.id && measure.collection_type == entry.collection_type
    })?;
    Some((found.points, found.performance_rate))
}

fn is_at(trial: &Trial, entry: &QualityMeasure, bound: Decimal, inverse: bool) -> bool {
    let rate = score_of(trial, entry).and_then(|(_, rate)| rate);
    rate.is_some_and(|rate| {
        if inverse {
            rate <= bound
        } else {
            rate >= bound
        }
    })
}

/// The settings of so many patients more; none where there are not so many.
fn settings(entry: &QualityMeasure, counts: &Counts, patients: Decimal) -> Option<Vec<Setting>> {
    if patients <= Decimal::ZERO {
        return None;
    }
    let numerator = counts.after(patients)?;
    let path = entry.path();
    if entry.numerator.is_some() {
        return Some(vec![set(format!("{path}.numerator"), plain(numerator))]);
    }
    // A rate that is given has decimals enough that no patient is lost on the way.
    let exact = numerator * HUNDRED / counts.denominator;
    let rate = if counts.inverse {
        round_down(exact, RATE_PLACES)
    } else {
        round_up(exact, RATE_PLACES)
    };
    Some(vec![set(format!("{path}.rate"), plain(rate.min(HUNDRED)))])
}

/// Decimals of a rate that is made of patients.
const RATE_PLACES: u32 = 4;

fn draft(
    entry: &QualityMeasure,
    counts: &Counts,
    patients: Decimal,
    reached: Decimal,
    settings: Vec<Setting>,
) -> Draft {
    let kind = entry.collection_type.map(|kind| format!(" ({kind})"));
    let name = format!("{}{}", entry.id, kind.unwrap_or_default());
    let word = if patients == Decimal::ONE {
        "patient"
    } else {
        "patients"
    };
    let how = if counts.inverse {
        format!("{} {word} fewer in the numerator", plain(patients))
    } else {
        format!("{} {word} more in the numerator", plain(patients))
    };
    Draft {
        description: format!("{name}: {how}, for {} points", plain(shown(reached))),
        settings,
        effort: Effort {
            patients: u64::try_from(patients).unwrap_or(u64::MAX),
            ..Effort::default()
        },
        ladder: Some(entry.path()),
    }
}

/// Proportions of promoting interoperability that are reported: to the next point, and to all that can be earned.
pub fn interoperability(
    footing: &Footing<'_>,
    reported: &PromotingInteroperabilityData,
) -> Vec<Draft> {
    let trial = footing.trial;
    let InteroperabilityMethod::MeasurePoints(method) =
        &trial.rules.promoting_interoperability.method
    else {
        return Vec::new();
    };
    let measures = &trial.scorecard.categories[Category::PromotingInteroperability].measures;
    let mut drafts = Vec::new();
    for (id, answer) in &reported.measures {
        let Answer::Proportion {
            numerator,
            denominator,
        } = *answer
        else {
            continue;
        };
        let Some(score) = measures.iter().find(|measure| measure.id == *id) else {
            continue;
        };
        let (Some(points), most) = (score.points, score.available) else {
            continue;
        };
        let room = denominator - numerator;
        let half = method.rounding.half_place();
        let mut goals = vec![points + Decimal::ONE, most];
        goals.dedup();
        for goal in goals {
            let exact = (goal - half) * denominator / most.max(Decimal::ONE);
            let patients = (round_up(exact, 0) - numerator).min(room);
            if goal > most || patients <= Decimal::ZERO {
                continue;
            }
            let path = format!("promoting_interoperability.measures.{id}");
            drafts.push(Draft {
                description: format!(
                    "{id}: {} more in the numerator, for {} points",
                    plain(patients),
                    plain(goal)
                ),
                settings: vec![set(
                    format!("{path}.numerator"),
                    plain(numerator + patients),
                )],
                effort: Effort {
                    patients: u64::try_from(patients).unwrap_or(u64::MAX),
                    ..Effort::default()
                },
                ladder: Some(path),
            });
        }
    }
    drafts
}
