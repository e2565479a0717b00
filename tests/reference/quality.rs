//! Quality in traditional MIPS: 42 CFR 414.1380(b)(1), from numerators and denominators to the category percent.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use mips::rules::{
    benchmarks::Benchmark,
    book::YearRules,
    collection_type::CollectionType::{self, Claims, Cqm, Ecqm},
    measures::{MeasureSet, MeasureType, MetricType, QualityMeasure},
};

use crate::{
    Draw,
    common::{
        BOOK, YEARS,
        rational::{Rational, decimal, half_away, ratio, whole},
        scored,
    },
    in_four_places, printed,
};

/// What the law says of a year, written down apart from the rule tables.
struct Law {
    year: u16,
    small: bool,
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

    fn has_bonuses(&self) -> bool {
        self.year <= 2021
    }
}

/// One line of a practice file.
struct Line<'a> {
    kind: CollectionType,
    id: &'a str,
    row: &'a QualityMeasure,
    numerator: i64,
    denominator: i64,
    eligible: i64,
}

/// What a line comes to: points where it is scored, nothing where it is suppressed or has nobody in it.
struct Scored<'a> {
    line: &'a Line<'a>,
    points: Option<Rational>,
    suppressed: bool,
    complete: bool,
    high_priority: i64,
    end_to_end: i64,
}

impl Scored<'_> {
    fn reported(&self) -> bool {
        self.line.denominator > 0
    }

    fn is_outcome(&self) -> bool {
        use MeasureType::{
            IntermediateOutcome, IntermediateOutcomeAndProcess, Outcome, PatientReportedOutcome,
        };
        matches!(
            self.line.row.measure_type,
            Outcome | IntermediateOutcome | PatientReportedOutcome | IntermediateOutcomeAndProcess
        )
    }

    fn is_priority(&self) -> bool {
        self.line.row.high_priority
            || self.is_outcome()
            || self.line.row.measure_type == MeasureType::PatientEngagementExperience
    }
}

fn on_scale(law: &Law, benchmark: &Benchmark, rate: &Rational) -> Rational {
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

fn score<'a>(law: &Law, rules: &YearRules, line: &'a Line<'a>) -> Scored<'a> {
    let complete = line.denominator * 100 >= law.completeness() * line.eligible;
    let has_cases = line.eligible >= 20;
    let suppressed = law.year >= 2019 && line.row.suppressed.contains(&line.kind);
    let mut scored = Scored {
        line,
        points: None,
        suppressed: suppressed && line.denominator > 0,
        complete,
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
    scored.points = Some(match benchmark {
        _ if !complete => law.incomplete(),
        Some(benchmark) if has_cases => {
            let points = law.with_floor_of_new(line.row, on_scale(law, benchmark, &rate));
            match benchmark.cap {
                Some(cap) => points.min(decimal(&cap.to_string())),
                None => points,
            }
        }
        _ => law.with_floor_of_new(line.row, law.without_benchmark()),
    });
    scored
}

/// The number of measures that are enough by eligible measure applicability.
fn enough(rules: &YearRules, all: &[&Scored<'_>]) -> Option<usize> {
    if !all.iter().all(|one| matches!(one.line.kind, Claims | Cqm)) {
        return None;
    }
    let with_cases: BTreeSet<&str> = all
        .iter()
        .filter(|one| one.reported())
        .map(|one| one.line.id)
        .collect();
    let has_required = all.iter().any(|one| one.reported() && one.is_priority());
    if with_cases.is_empty() || (with_cases.len() >= 6 && has_required) {
        return None;
    }
    let listed = |set: &MeasureSet, id: &str| {
        let own = if set.listed_for.is_empty() {
            &set.measures
        } else {
            &set.listed_for
        };
        own.iter().any(|one| one == id)
    };
    let is_line = |kind, id: &str, cases: bool| {
        all.iter()
            .any(|one| one.line.kind == kind && one.line.id == id && (!cases || one.reported()))
    };
    let inventory = rules.inventory().unwrap();
    let (mut some_complete, mut in_complete, mut in_any) =
        (false, BTreeSet::new(), BTreeSet::new());
    for (kind, topics) in &*inventory.clusters {
        for variants in topics.values() {
            let opens = |set: &&MeasureSet| {
                with_cases
                    .iter()
                    .any(|id| listed(set, id) && is_line(*kind, id, true))
            };
            let all_there = variants
                .iter()
                .filter(opens)
                .any(|set| set.measures.iter().all(|id| is_line(*kind, id, false)));
            some_complete |= all_there;
            for id in &with_cases {
                if is_line(*kind, id, true) && variants.iter().any(|set| listed(set, id)) {
                    in_any.insert(*id);
                    if all_there {
                        in_complete.insert(*id);
                    }
                }
            }
        }
    }
    let by_topics = some_complete && in_any == in_complete;
    let by_specialty = inventory.specialty_sets.iter().any(|(kind, sets)| {
        sets.values().flatten().any(|set| {
            with_cases
                .iter()
                .all(|id| set.measures.iter().any(|one| one == id))
                && set.measures.iter().all(|id| is_line(*kind, id, false))
        })
    });
    (by_topics || by_specialty).then(|| with_cases.len().min(6))
}

/// The category percent of measures that are scored together; none without available points.
fn percent(law: &Law, rules: &YearRules, all: &[&Scored<'_>]) -> Option<Rational> {
    let enough = enough(rules, all);
    let mut one_each: BTreeMap<&str, &Scored<'_>> = BTreeMap::new();
    let rank = |one: &Scored<'_>| {
        let bonus = if law.has_bonuses() {
            one.high_priority + one.end_to_end
        } else {
            0
        };
        (one.points.clone(), one.reported(), one.complete, bonus)
    };
    for one in all {
        let kept = one_each.entry(one.line.id).or_insert(one);
        if rank(one) > rank(kept) {
            *kept = one;
        }
    }
    let pool: Vec<&Scored<'_>> = one_each.into_values().collect();
    let suppressed: Vec<&&Scored<'_>> = pool.iter().filter(|one| one.suppressed).collect();
    let places = enough.unwrap_or(6).saturating_sub(suppressed.len());
    let mut rest: Vec<&Scored<'_>> = pool
        .iter()
        .copied()
        .filter(|one| one.points.is_some())
        .collect();
    rest.sort_by_key(|one| (Reverse(one.points.clone()), Reverse(one.complete)));
    let has_outcome = rest.iter().any(|one| one.is_outcome());
    let fits = |one: &Scored<'_>| one.is_outcome() || (!has_outcome && one.is_priority());
    let any_fits = rest.iter().any(|one| fits(one));
    let excused = !has_outcome
        && (suppressed.iter().any(|one| one.is_outcome())
            || (!any_fits && suppressed.iter().any(|one| one.is_priority())));
    let needs = enough.is_none() && !excused;
    let mut counted: Vec<&Scored<'_>> = Vec::new();
    if needs && places > 0 {
        // Of equally good ones that whose bonus is smallest is the required one.
        let best = rest.iter().position(|one| fits(one));
        let best = best.map(|first| {
            let key = |one: &Scored<'_>| (one.points.clone(), one.complete);
            (first..rest.len())
                .filter(|index| fits(rest[*index]) && key(rest[*index]) == key(rest[first]))
                .min_by_key(|index| rest[*index].high_priority)
                .unwrap()
        });
        if let Some(index) = best {
            counted.push(rest.remove(index));
        }
    }
    let free = places - usize::from(needs && places > 0);
    counted.extend(rest.iter().take(free));
    let available = whole(10 * i64::try_from(places).unwrap());
    if places == 0 {
        return None;
    }
    let mut points: Rational = counted.iter().filter_map(|one| one.points.clone()).sum();
    if law.has_bonuses() {
        let most = &available / whole(10);
        // The required measure is one that counts, of the most points that fit, with the smallest bonus.
        let top = pool
            .iter()
            .filter(|one| one.points.is_some() && fits(one))
            .map(|one| one.points.clone())
            .max();
        let required = pool
            .iter()
            .filter(|one| one.points.is_some() && fits(one) && Some(&one.points) == top.as_ref())
            .min_by_key(|one| {
                (
                    !counted.iter().any(|it| it.line.id == one.line.id),
                    one.high_priority,
                )
            })
            .map(|one| one.line.id);
        let high: i64 = pool
            .iter()
            .filter(|one| Some(one.line.id) != required)
            .map(|one| one.high_priority)
            .sum();
        let electronic: i64 = pool.iter().map(|one| one.end_to_end).sum();
        points += whole(high).min(most.clone()) + whole(electronic).min(most);
    }
    if law.year >= 2019 && law.small && all.iter().any(|one| one.reported()) {
        points += whole(6);
    }
    Some((points * whole(100) / available).min(whole(100)))
}

/// The category percent of a practice: to 2018 each mechanism by itself, the best one counts.
fn category(law: &Law, rules: &YearRules, lines: &[Line<'_>]) -> Option<Rational> {
    let all: Vec<Scored<'_>> = lines.iter().map(|line| score(law, rules, line)).collect();
    if !all.iter().any(Scored::reported) {
        return Some(whole(0));
    }
    if law.year >= 2019 {
        return percent(law, rules, &all.iter().collect::<Vec<_>>());
    }
    [Claims, Ecqm, Cqm]
        .into_iter()
        .map(|kind| {
            all.iter()
                .filter(|one| one.line.kind == kind)
                .collect::<Vec<_>>()
        })
        .filter(|set| !set.is_empty())
        .filter_map(|set| percent(law, rules, &set))
        .max()
}

/// The measures that a random practice draws from: those with one rate that anyone may report.
fn usable<'r>(
    rules: &'r YearRules,
    kinds: &[CollectionType],
) -> Vec<(CollectionType, &'r str, &'r QualityMeasure)> {
    let inventory = rules.inventory().unwrap();
    inventory
        .quality
        .iter()
        .filter(|(_, row)| {
            row.metric_type == MetricType::SinglePerformanceRate
                && row.serves("mips")
                && row.registration_types.is_empty()
                && row.case_minimum.is_none()
                && row.algorithm.is_none()
        })
        .flat_map(|(id, row)| {
            kinds
                .iter()
                .filter(|kind| row.via.contains(kind))
                .map(move |kind| (*kind, id.as_str(), row))
        })
        .collect()
}

/// A few measures of one topic, so that eligible measure applicability arises, or any.
fn drawn<'r>(
    draw: &mut Draw,
    rules: &'r YearRules,
    from: &[(CollectionType, &'r str, &'r QualityMeasure)],
) -> Vec<(CollectionType, &'r str, &'r QualityMeasure)> {
    let topics: Vec<(&CollectionType, &Vec<MeasureSet>)> = rules
        .inventory()
        .unwrap()
        .clusters
        .iter()
        .flat_map(|(kind, names)| names.values().map(move |sets| (kind, sets)))
        .collect();
    let mut chosen: Vec<_> = if draw.one_in(2) && !topics.is_empty() {
        let (kind, sets) = topics[draw.below(topics.len())];
        let set = &sets[draw.below(sets.len())];
        from.iter()
            .filter(|(of, id, _)| of == kind && set.measures.iter().any(|one| one == id))
            .filter(|_| !draw.one_in(6))
            .copied()
            .collect()
    } else {
        (0..=draw.below(8))
            .map(|_| from[draw.below(from.len())])
            .collect()
    };
    if draw.one_in(3) {
        chosen.push(from[draw.below(from.len())]);
    }
    chosen.sort_by_key(|(kind, id, _)| (*kind as usize, *id));
    chosen.dedup_by_key(|(kind, id, _)| (*kind as usize, *id));
    chosen
}

#[test]
fn quality_of_random_practices_of_every_year() {
    let mut draw = Draw(0x7175_616c_6974);
    for year in YEARS.filter(|year| *year != 2027) {
        let rules = BOOK.year(year).unwrap();
        for _ in 0..150 {
            let law = Law {
                year,
                small: draw.one_in(2),
            };
            let kinds: &[CollectionType] = match (law.small || year <= 2018, draw.one_in(3)) {
                (true, false) => &[Claims, Cqm],
                (true, true) => &[Claims, Cqm, Ecqm],
                (false, false) => &[Cqm],
                (false, true) => &[Cqm, Ecqm],
            };
            let from = usable(&rules, kinds);
            let lines: Vec<Line<'_>> = drawn(&mut draw, &rules, &from)
                .into_iter()
                .map(|(kind, id, row)| {
                    let denominator = match draw.below(6) {
                        0 => 0,
                        1 => draw.below(25),
                        _ => 20 + draw.below(400),
                    };
                    let numerator = match draw.below(4) {
                        0 if row.inverse => 0,
                        0 => denominator,
                        _ => draw.below(denominator + 1),
                    };
                    let more = if draw.one_in(3) {
                        draw.below(denominator + 1)
                    } else {
                        0
                    };
                    let [numerator, denominator, more] =
                        [numerator, denominator, more].map(|count| i64::try_from(count).unwrap());
                    Line {
                        kind,
                        id,
                        row,
                        numerator,
                        denominator,
                        eligible: denominator + more,
                    }
                })
                .collect();
            if lines.is_empty() {
                continue;
            }
            let mut file = format!(
                "performance_year = {year}\ncost.percent = 50\nimprovement_activities.percent = 50\n\
                 promoting_interoperability.percent = 50\npractice.clinicians = {}\n",
                if law.small { 8 } else { 40 }
            );
            for line in &lines {
                writeln!(
                    file,
                    "quality.measures.{}.{} = {{ numerator = {}, denominator = {}, eligible_population = {} }}",
                    line.kind.key(), line.id, line.numerator, line.denominator, line.eligible
                )
                .unwrap();
            }
            let expected = category(&law, &rules, &lines);
            let card = scored(&file).scorecard;
            assert_eq!(
                card.categories.quality.percent.map(printed),
                expected.as_ref().map(in_four_places),
                "{file}"
            );
        }
    }
}
