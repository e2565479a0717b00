//! How much was reported of a measure: its cases (42 CFR 414.1380(b)(1)(iii)) and its data completeness (414.1340).

use rust_decimal::Decimal;

use crate::{
    decimal::HUNDRED,
    practice::{QualityMeasure, Stratum},
    rules::{collection_type::CollectionType, measures::Algorithm},
};

/// How much was reported of a measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReportedPatients {
    /// The number of cases, where it is known.
    pub cases: Option<Decimal>,
    /// Data completeness in percent; not known when the file says nothing of it, and then taken as complete.
    pub completeness: Option<Decimal>,
    /// The counts behind both, where they were counted.
    pub counts: Option<PatientCounts>,
}

/// The patients of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PatientCounts {
    /// Performance met and not met.
    pub denominator: Decimal,
    /// Denominator exclusions.
    pub exclusions: Decimal,
    /// Denominator exceptions.
    pub exceptions: Decimal,
    /// All who are eligible, where the file says it.
    pub eligible_population: Option<Decimal>,
}

impl PatientCounts {
    /// All of whom something was reported.
    pub fn reported(&self) -> Decimal {
        self.denominator + self.exclusions + self.exceptions
    }

    fn completeness(&self) -> Option<Decimal> {
        let eligible = self.eligible_population?;
        Some(if eligible.is_zero() {
            HUNDRED
        } else {
            self.reported() * HUNDRED / eligible
        })
    }

    fn cases(&self, collection_type: CollectionType) -> Decimal {
        let eligible = self.eligible_population.unwrap_or_else(|| self.reported());
        cases_of(eligible, self.exclusions, collection_type)
    }
}

/// All who are eligible; from eCQMs and QCDR measures the exclusions are taken off.
fn cases_of(eligible: Decimal, exclusions: Decimal, collection_type: CollectionType) -> Decimal {
    if excludes(collection_type) {
        eligible - exclusions
    } else {
        eligible
    }
}

/// Whether exclusions are no cases in a collection type.
pub fn excludes(collection_type: CollectionType) -> bool {
    matches!(collection_type, CollectionType::Ecqm | CollectionType::Qcdr)
}

/// How much was reported of a measure.
pub fn of(
    entry: &QualityMeasure,
    collection_type: CollectionType,
    algorithm: Option<Algorithm>,
) -> ReportedPatients {
    let whole = entry.denominator.map(|denominator| PatientCounts {
        denominator,
        exclusions: entry.exclusions.unwrap_or_default(),
        exceptions: entry.exceptions.unwrap_or_default(),
        eligible_population: entry.eligible_population,
    });
    let of_strata = || parts_of_strata(&entry.strata, algorithm);
    let of_population = || {
        let eligible = entry.eligible_population?;
        Some(cases_of(
            eligible,
            entry.exclusions.unwrap_or_default(),
            collection_type,
        ))
    };
    let for_cases = whole.or_else(|| of_strata().map(|(cases, _)| cases));
    let for_completeness = whole.or_else(|| of_strata().map(|(_, completeness)| completeness));
    ReportedPatients {
        cases: entry
            .cases
            .or_else(|| for_cases.map(|counts| counts.cases(collection_type)))
            .or_else(of_population),
        completeness: entry
            .data_completeness
            .or_else(|| for_completeness.and_then(|counts| counts.completeness())),
        counts: whole,
    }
}

/// Of a multi-rate measure: what counts its cases, and what its completeness.
fn parts_of_strata(
    strata: &[Stratum],
    algorithm: Option<Algorithm>,
) -> Option<(PatientCounts, PatientCounts)> {
    let each: Vec<(&str, PatientCounts)> = strata
        .iter()
        .filter_map(|stratum| Some((stratum.name.as_str(), parts_of(stratum)?)))
        .collect();
    let sum = || {
        each.iter()
            .map(|(_, counts)| *counts)
            .reduce(|sum, counts| PatientCounts {
                denominator: sum.denominator + counts.denominator,
                exclusions: sum.exclusions + counts.exclusions,
                exceptions: sum.exceptions + counts.exceptions,
                eligible_population: sum
                    .eligible_population
                    .zip(counts.eligible_population)
                    .map(|(sum, more)| sum + more),
            })
    };
    let largest = || {
        each.iter().map(|(_, counts)| *counts).max_by_key(|counts| {
            counts
                .eligible_population
                .unwrap_or_else(|| counts.reported())
        })
    };
    let named = |name: &str| {
        each.iter()
            .find(|(stratum, _)| *stratum == name)
            .map(|(_, counts)| *counts)
    };
    match algorithm? {
        Algorithm::SimpleAverage => Some((largest()?, sum()?)),
        Algorithm::WeightedAverage => Some((sum()?, sum()?)),
        Algorithm::OverallStratumOnly => Some((named("overall")?, named("overall")?)),
        Algorithm::SumNumerators => Some((largest()?, largest()?)),
        Algorithm::Split => {
            let reporting = named("reporting").or_else(|| named("performance"))?;
            Some((reporting, reporting))
        }
    }
}

fn parts_of(stratum: &Stratum) -> Option<PatientCounts> {
    Some(PatientCounts {
        denominator: stratum.denominator?,
        exclusions: stratum.exclusions.unwrap_or_default(),
        exceptions: stratum.exceptions.unwrap_or_default(),
        eligible_population: stratum.eligible_population,
    })
}
