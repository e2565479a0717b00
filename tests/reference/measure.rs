//! What one measure earns: the classes of 42 CFR 414.1380(b)(1)(i), written apart from the rule tables.

use mips::rules::{
    benchmarks::Benchmark,
    book::YearRules,
    collection_type::CollectionType::{self, AdminClaims, Cahps, Ecqm},
    measures::{MeasureType, QualityMeasure},
};

use crate::common::rational::{Rational, decimal, half_away, ratio, whole};

/// What the law says of a year, written down apart from the rule tables.
pub struct Law {
    pub year: u16,
    pub small: bool,
    /// Under the APP nothing is capped, and a complete measure without benchmark or cases leaves both sums: 414.1367(c)(1).
    pub is_app: bool,
}

impl Law {
    fn by_size(&self, large: i64, small: i64) -> Rational {
        whole(if self.small { small } else { large })
    }

    fn floor(&self) -> Rational {
        whole(if self.year >= 2023 { 1 } else { 3 })
    }

    fn completeness(&self) -> i64 {
        match self.year {
            2017 => 50,
            2018..=2019 => 60,
            2020..=2023 => 70,
            _ => 75,
        }
    }

    fn incomplete(&self) -> Rational {
        match self.year {
            2017 => whole(3),
            2018..=2019 => self.by_size(1, 3),
            _ => self.by_size(0, 3),
        }
    }

    fn without_benchmark(&self) -> Rational {
        if self.year >= 2023 {
            self.by_size(0, 3)
        } else {
            whole(3)
        }
    }

    /// Floors of measures in their first and second year.
    fn with_floor_of_new(&self, row: &QualityMeasure, points: Rational) -> Rational {
        match self.year.checked_sub(row.first_year) {
            Some(0) if self.year >= 2022 => points.max(whole(7)),
            Some(1) if self.year >= 2022 => points.max(whole(5)),
            _ => points,
        }
    }

    pub fn has_bonuses(&self) -> bool {
        self.year <= 2021
    }
}

/// One line of a practice file.
pub struct Line<'a> {
    pub kind: CollectionType,
    pub id: &'a str,
    pub row: &'a QualityMeasure,
    pub numerator: i64,
    pub denominator: i64,
    pub eligible: i64,
}

impl Line<'_> {
    /// As a practice file has it.
    pub fn text(&self) -> String {
        format!(
            "quality.measures.{}.{} = {{ numerator = {}, denominator = {}, eligible_population = {} }}\n",
            self.kind.key(),
            self.id,
            self.numerator,
            self.denominator,
            self.eligible
        )
    }
}

/// What a line comes to: points where it is scored, nothing where it is suppressed or has nobody in it.
#[derive(Clone)]
pub struct Scored<'a> {
    pub kind: CollectionType,
    pub id: &'a str,
    pub row: &'a QualityMeasure,
    pub points: Option<Rational>,
    pub suppressed: bool,
    pub reported: bool,
    pub complete: bool,
    pub has_cases: bool,
    pub high_priority: i64,
    pub end_to_end: i64,
}

impl Scored<'_> {
    pub fn is_outcome(&self) -> bool {
        use MeasureType::{
            IntermediateOutcome, IntermediateOutcomeAndProcess, Outcome, PatientReportedOutcome,
        };
        matches!(
            self.row.measure_type,
            Outcome | IntermediateOutcome | PatientReportedOutcome | IntermediateOutcomeAndProcess
        )
    }

    pub fn is_priority(&self) -> bool {
        self.row.high_priority
            || self.is_outcome()
            || self.row.measure_type == MeasureType::PatientEngagementExperience
    }
}

/// A rate on a benchmark: 414.1380(b)(1)(i), decile and part of a point.
pub fn on_scale(law: &Law, benchmark: &Benchmark, rate: &Rational) -> Rational {
    let bounds: Vec<Rational> = benchmark
        .bounds
        .iter()
        .map(|bound| decimal(&bound.to_string()))
        .collect();
    let reached = |bound: &Rational| {
        if benchmark.inverse {
            rate <= bound
        } else {
            rate >= bound
        }
    };
    let points = match bounds.iter().rposition(reached) {
        None => law.floor(),
        Some(index) => match bounds.get(index + 1) {
            None => whole(10),
            Some(next) => {
                let places = if law.year == 2017 { 2 } else { 4 };
                let part = (rate - &bounds[index]) / (next - &bounds[index]);
                whole(i64::from(benchmark.first) + i64::try_from(index).unwrap())
                    + half_away(&part, places)
            }
        },
    };
    points.max(law.floor()).min(whole(10))
}

/// What a submitted line earns.
pub fn score<'a>(law: &Law, rules: &YearRules, line: &Line<'a>) -> Scored<'a> {
    let complete = line.denominator * 100 >= law.completeness() * line.eligible;
    let has_cases = line.eligible >= 20;
    let suppressed = law.year >= 2019 && line.row.suppressed.contains(&line.kind);
    let mut scored = Scored {
        kind: line.kind,
        id: line.id,
        row: line.row,
        points: None,
        suppressed: suppressed && line.denominator > 0,
        reported: line.denominator > 0,
        complete,
        has_cases,
        high_priority: 0,
        end_to_end: 0,
    };
    if line.denominator == 0 {
        return scored;
    }
    let places = if law.year == 2020 { 4 } else { 2 };
    let rate = half_away(&ratio(line.numerator * 100, line.denominator), places);
    let performs = if line.row.inverse {
        rate < whole(100)
    } else {
        rate > whole(0)
    };
    if scored.is_priority() && complete && has_cases && performs {
        let is_two = scored.is_outcome()
            || line.row.measure_type == MeasureType::PatientEngagementExperience;
        scored.high_priority = if is_two { 2 } else { 1 };
    }
    let counts = !suppressed || (complete && has_cases);
    scored.end_to_end = i64::from(line.kind == Ecqm && counts);
    if suppressed {
        return scored;
    }
    let benchmark = rules
        .benchmarks()
        .and_then(|table| table.get(line.kind, line.id));
    scored.points = match benchmark {
        _ if !complete => Some(law.incomplete()),
        Some(benchmark) if has_cases => {
            let points = law.with_floor_of_new(line.row, on_scale(law, benchmark, &rate));
            match benchmark.cap {
                Some(cap) if !law.is_app => Some(points.min(decimal(&cap.to_string()))),
                _ => Some(points),
            }
        }
        _ if law.is_app => {
            // A measure that leaves both sums keeps its bonus only with its cases.
            scored.end_to_end *= i64::from(has_cases);
            None
        }
        _ => Some(law.with_floor_of_new(line.row, law.without_benchmark())),
    };
    scored
}

/// One survey measure of the CAHPS for MIPS survey.
pub struct SurveyLine<'a> {
    pub id: &'a str,
    pub rate: Rational,
    pub cases: i64,
}

/// The survey as one measure: the mean of the points of its measures that have a benchmark and enough answers, not rounded.
pub fn survey<'a>(law: &Law, rules: &'a YearRules, lines: &[SurveyLine<'_>]) -> Option<Scored<'a>> {
    let points: Vec<Rational> = lines
        .iter()
        .filter(|line| line.cases >= 20)
        .filter_map(|line| {
            let benchmark = rules.benchmarks()?.get(Cahps, line.id)?;
            Some(on_scale(law, benchmark, &line.rate))
        })
        .collect();
    let count = i64::try_from(points.len()).unwrap();
    let (id, row) = rules.inventory()?.quality.get_key_value("321")?;
    (count > 0).then(|| Scored {
        kind: Cahps,
        id,
        row,
        points: Some(points.into_iter().sum::<Rational>() / whole(count)),
        suppressed: false,
        reported: true,
        complete: true,
        has_cases: true,
        high_priority: 2,
        end_to_end: 0,
    })
}

/// The points of a measure that CMS computes from claims, where it has a benchmark and enough cases and clinicians:
/// quality.md 2.2. Floors of new measures are for submitted ones.
pub fn from_claims(
    law: &Law,
    rules: &YearRules,
    id: &str,
    rate: &Rational,
    cases: i64,
) -> Option<Rational> {
    let (least, of_large_groups) = match id {
        "458" | "479" => (200, true),
        "480" => (25, false),
        "484" => (18, true),
        "492" => (21, false),
        _ => (20, false),
    };
    let benchmark = rules.benchmarks()?.get(AdminClaims, id)?;
    (cases >= least && !(of_large_groups && law.small) && law.year != 2020)
        .then(|| on_scale(law, benchmark, rate))
}
