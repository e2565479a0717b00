//! Quality in traditional MIPS: 42 CFR 414.1380(b)(1), from numerators and denominators to the category percent.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use mips::rules::{
    book::YearRules,
    collection_type::CollectionType::{self, Claims, Cqm, Ecqm},
    measures::{MeasureSet, MetricType, QualityMeasure},
};

use crate::{
    Draw,
    common::{
        BOOK, YEARS,
        rational::{Rational, decimal, ratio, text, whole},
        scored,
    },
    in_four_places,
    measure::{self, Law, Line, Scored, SurveyLine, score},
    printed,
};

/// What there is beside the submitted measures.
#[derive(Default)]
pub struct Beside {
    /// Points of the measures that CMS computes, each on top of what is required.
    pub added: Vec<Rational>,
    /// The achievement percent of the year before.
    pub prior: Option<Rational>,
    /// The survey had too few patients to sample.
    pub fell_short: bool,
}

/// Percentage points for the rise over the year before, 414.1380(b)(1)(vi): only to those who report all that is required,
/// and completely.
pub fn improvement(law: &Law, beside: &Beside, current: &Rational, is_full: bool) -> Rational {
    let Some(prior) = beside.prior.clone().filter(|_| law.year >= 2018 && is_full) else {
        return whole(0);
    };
    let prior = prior.max(whole(30));
    ((current - &prior) / prior * whole(10))
        .max(whole(0))
        .min(whole(10))
}

/// The number of measures that are enough by eligible measure applicability.
fn enough(rules: &YearRules, all: &[&Scored<'_>]) -> Option<usize> {
    if !all.iter().all(|one| matches!(one.kind, Claims | Cqm)) {
        return None;
    }
    let with_cases: BTreeSet<&str> = all
        .iter()
        .filter(|one| one.reported)
        .map(|one| one.id)
        .collect();
    let has_required = all.iter().any(|one| one.reported && one.is_priority());
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
            .any(|one| one.kind == kind && one.id == id && (!cases || one.reported))
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
                && with_cases.iter().any(|id| is_line(*kind, id, true))
        })
    });
    (by_topics || by_specialty).then(|| with_cases.len().min(6))
}

/// The category percent of measures that are scored together, of which so many are `required` unless fewer are `enough`;
/// none without available points.
pub fn percent(
    law: &Law,
    all: &[&Scored<'_>],
    beside: &Beside,
    required: usize,
    enough: Option<usize>,
) -> Option<Rational> {
    let mut one_each: BTreeMap<&str, &Scored<'_>> = BTreeMap::new();
    let rank = |one: &Scored<'_>| {
        let bonus = if law.has_bonuses() {
            one.high_priority + one.end_to_end
        } else {
            0
        };
        (one.points.clone(), one.reported, one.complete, bonus)
    };
    for one in all {
        let kept = one_each.entry(one.id).or_insert(one);
        if rank(one) > rank(kept) {
            *kept = one;
        }
    }
    let pool: Vec<&Scored<'_>> = one_each.into_values().collect();
    let suppressed: Vec<&&Scored<'_>> = pool.iter().filter(|one| one.suppressed).collect();
    let places = enough.unwrap_or(required).saturating_sub(suppressed.len());
    let mut rest: Vec<&Scored<'_>> = pool
        .iter()
        .copied()
        .filter(|one| one.points.is_some())
        .collect();
    let has_outcome = rest.iter().any(|one| one.is_outcome());
    let fits = |one: &Scored<'_>| one.is_outcome() || (!has_outcome && one.is_priority());
    // Best first, complete before incomplete; of equally good ones those that may be the required one, without bonus first.
    rest.sort_by_key(|one| {
        (
            Reverse(one.points.clone()),
            Reverse(one.complete),
            !fits(one),
            one.high_priority,
        )
    });
    let any_fits = rest.iter().any(|one| fits(one));
    let excused = !has_outcome
        && (suppressed.iter().any(|one| one.is_outcome())
            || (!any_fits && suppressed.iter().any(|one| one.is_priority())));
    let needs = enough.is_none() && !excused;
    let has_required = !needs || any_fits;
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
    let submitted = pool.iter().filter(|one| one.reported).count();
    // The points stand for the survey's place: where as many measures are enough as were submitted it has none.
    let is_short = beside.fell_short && law.year >= 2019 && submitted <= 5 && submitted < places;
    let tens = i64::try_from(places + beside.added.len()).unwrap() - i64::from(is_short);
    let available = whole(10 * tens.max(0));
    if available == whole(0) {
        return None;
    }
    let counted_points = counted.iter().filter_map(|one| one.points.as_ref());
    let mut points: Rational = counted_points.chain(&beside.added).sum();
    let is_full = has_required
        && counted.len() + usize::from(is_short) >= places
        && counted.iter().all(|one| one.complete);
    let achieved = &points * whole(100) / &available;
    let improved = improvement(law, beside, &achieved, is_full);
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
            .min_by_key(|one| (!counted.iter().any(|it| it.id == one.id), one.high_priority))
            .map(|one| one.id);
        let high: i64 = pool
            .iter()
            .filter(|one| Some(one.id) != required)
            .map(|one| one.high_priority)
            .sum();
        let electronic: i64 = pool.iter().map(|one| one.end_to_end).sum();
        points += whole(high).min(most.clone()) + whole(electronic).min(most);
    }
    if law.year >= 2019 && law.small && all.iter().any(|one| one.reported) {
        points += whole(6);
    }
    Some((points * whole(100) / available + improved).min(whole(100)))
}

/// Measures that are scored together in traditional MIPS.
fn together(
    law: &Law,
    rules: &YearRules,
    set: Vec<&Scored<'_>>,
    beside: &Beside,
) -> Option<Rational> {
    let enough = enough(rules, &set);
    percent(law, &set, beside, 6, enough)
}

/// The category percent of a practice: to 2018 each mechanism by itself, the best one counts.
fn category(
    law: &Law,
    rules: &YearRules,
    lines: &[Line<'_>],
    survey: Option<&Scored<'_>>,
    beside: &Beside,
) -> Option<Rational> {
    let all: Vec<Scored<'_>> = lines.iter().map(|line| score(law, rules, line)).collect();
    if survey.is_none() && beside.added.is_empty() && !all.iter().any(|one| one.reported) {
        return Some(whole(0));
    }
    if law.year >= 2019 {
        return together(law, rules, all.iter().chain(survey).collect(), beside);
    }
    [Claims, Ecqm, Cqm]
        .into_iter()
        .map(|kind| {
            all.iter()
                .filter(|one| one.kind == kind)
                .collect::<Vec<_>>()
        })
        .filter(|set| !set.is_empty())
        .filter_map(|set| {
            let set = set.into_iter().chain(survey).collect();
            together(law, rules, set, beside)
        })
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

/// A line with counts without pattern: nobody eligible, few cases, no rate, all of it, a part not reported.
pub fn line<'r>(
    draw: &mut Draw,
    kind: CollectionType,
    id: &'r str,
    row: &'r QualityMeasure,
) -> Line<'r> {
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
}

/// Answers to some of the survey's measures, one of them at least enough.
pub fn survey_lines<'r>(draw: &mut Draw, rules: &'r YearRules) -> Vec<SurveyLine<'r>> {
    let table = rules.benchmarks().unwrap().of(CollectionType::Cahps);
    let inventory = rules.inventory().unwrap();
    let mut lines = Vec::new();
    for (id, row) in table {
        if row.inverse || !inventory.quality.contains_key(id) || draw.one_in(4) {
            continue;
        }
        let is_first = lines.is_empty();
        lines.push(SurveyLine {
            id,
            rate: ratio(i64::try_from(1 + draw.below(10_000)).unwrap(), 100),
            cases: if !is_first && draw.one_in(5) { 12 } else { 300 },
        });
    }
    lines
}

/// The survey's measures as a practice file has them.
pub fn survey_text(lines: &[SurveyLine<'_>]) -> String {
    lines
        .iter()
        .map(|line| {
            format!(
                "quality.measures.cahps.{} = {{ rate = {}, cases = {} }}\n",
                line.id,
                text(&line.rate, 2),
                line.cases
            )
        })
        .collect()
}

/// Some of the measures that CMS computes, as a practice file has them, with the points that they add.
pub fn computed(
    draw: &mut Draw,
    law: &Law,
    rules: &YearRules,
    ids: &[&str],
) -> (String, Vec<(String, Option<Rational>)>) {
    let (mut file, mut found) = (String::new(), Vec::new());
    for id in ids {
        let Some(benchmark) = rules
            .benchmarks()
            .and_then(|table| table.get(CollectionType::AdminClaims, id))
            .filter(|_| draw.one_in(2))
        else {
            continue;
        };
        // From better than the best bound to worse than the worst, to four decimals.
        let [worst, best] = [benchmark.bounds.first(), benchmark.bounds.last()]
            .map(|bound| decimal(&bound.unwrap().to_string()));
        let share = ratio(i64::try_from(draw.below(1_300)).unwrap() - 150, 1_000);
        let rate = ((&worst + (best - &worst) * share) * whole(10_000)).floor() / whole(10_000);
        let rate = rate.max(whole(0));
        let cases = [10, 19, 24, 60, 150, 199, 200, 450][draw.below(8)];
        let shown = text(&rate, 4);
        file += &format!(
            "quality.measures.admin_claims.{id} = {{ rate = {shown}, cases = {cases} }}\n"
        );
        found.push((
            (*id).to_owned(),
            measure::from_claims(law, rules, id, &rate, cases),
        ));
    }
    (file, found)
}

/// What a practice file of a group says besides quality.
pub fn frame(law: &Law, prior: Option<&Rational>) -> String {
    let clinicians = if law.small { 8 } else { 40 };
    let mut file = format!(
        "performance_year = {}\nimprovement_activities.percent = 50\npromoting_interoperability.percent = 50\n\
         practice.clinicians = {clinicians}\n",
        law.year
    );
    if let Some(prior) = prior {
        file += &format!(
            "prior_year.quality_achievement_percent = {}\n",
            text(prior, 2)
        );
    }
    file
}

#[test]
fn quality_of_random_practices_of_every_year() {
    let mut draw = Draw(0x7175_616c_6974);
    for year in YEARS.filter(|year| *year != 2027) {
        let rules = BOOK.year(year).unwrap();
        for _ in 0..240 {
            let law = Law {
                year,
                small: draw.one_in(2),
                is_app: false,
            };
            let kinds: &[CollectionType] = match (law.small || year <= 2018, draw.one_in(3)) {
                (true, false) => &[Claims, Cqm],
                (true, true) => &[Claims, Cqm, Ecqm],
                (false, false) => &[Cqm],
                (false, true) => &[Cqm, Ecqm],
            };
            let from = usable(&rules, kinds);
            let chosen = drawn(&mut draw, &rules, &from);
            let lines: Vec<Line<'_>> = chosen
                .into_iter()
                .map(|(kind, id, row)| line(&mut draw, kind, id, row))
                .collect();
            if lines.is_empty() {
                continue;
            }
            // A survey, one that had too few patients, or none; and what CMS computes.
            let answers = match draw.below(4) {
                0 => survey_lines(&mut draw, &rules),
                _ => Vec::new(),
            };
            let survey = measure::survey(&law, &rules, &answers);
            let fell_short = survey.is_none() && draw.one_in(8);
            let ids: &[&str] = match year {
                2017..=2020 => &["458"],
                2021 => &["479", "480"],
                2022 => &["479", "480", "484"],
                _ => &["479", "480", "484", "492"],
            };
            let (of_claims, added) = if draw.one_in(3) {
                computed(&mut draw, &law, &rules, ids)
            } else {
                Default::default()
            };
            let prior = draw
                .one_in(3)
                .then(|| ratio(i64::try_from(draw.below(10_001)).unwrap(), 100));
            let mut file = frame(&law, prior.as_ref());
            file += "cost.percent = 50\n";
            file.extend(lines.iter().map(Line::text));
            file += &survey_text(&answers);
            file += &of_claims;
            if fell_short {
                file += "quality.measures.cahps.321 = { cases = 0 }\n";
            }
            let beside = Beside {
                added: added.into_iter().filter_map(|(_, points)| points).collect(),
                prior,
                fell_short,
            };
            let expected = category(&law, &rules, &lines, survey.as_ref(), &beside);
            let card = scored(&file).scorecard;
            assert_eq!(
                card.categories.quality.percent.map(printed),
                expected.as_ref().map(in_four_places),
                "{file}"
            );
        }
    }
}
