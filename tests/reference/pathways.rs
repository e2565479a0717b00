//! Quality on the other pathways: the APP and APP Plus, 42 CFR 414.1367(c)(1), where every measure of the set counts, and
//! MVPs, 414.1365(c)(1) and (d)(3)(i), where the best four do.

use std::cmp::Reverse;

use mips::rules::{
    collection_type::CollectionType::{Claims, Cqm, Ecqm, MedicareCqm},
    measures::MetricType,
};

use crate::{
    Draw,
    common::{
        BOOK,
        rational::{Rational, ratio, whole},
        scored,
    },
    in_four_places,
    measure::{self, Law, Line, Scored, score},
    printed,
    quality::{self, Beside},
};

/// The measures that must be reported, and those that CMS computes: quality.md 2.4.
fn set(year: u16, is_plus: bool) -> (&'static [&'static str], &'static [&'static str]) {
    match (year, is_plus) {
        (2021, _) => (&["001", "134", "236"], &["479", "MCC1"]),
        (2025, true) => (&["001", "112", "134", "236"], &["479"]),
        (2026, true) => (&["001", "112", "113", "134", "236"], &["479", "484"]),
        _ => (&["001", "134", "236"], &["479", "484"]),
    }
}

/// What of a set was reported and earned.
struct Reported<'a> {
    /// For each required measure what was submitted of it, in any collection type.
    measures: Vec<Vec<Scored<'a>>>,
    survey: Option<Scored<'a>>,
    is_survey_required: bool,
    is_entity: bool,
}

/// The category percent of a set; none without available points.
fn of_set(law: &Law, reported: &Reported<'_>, beside: &Beside) -> Option<Rational> {
    // Of a measure in several collection types the better, then the complete one, then the one with the larger bonus.
    let best: Vec<Option<&Scored<'_>>> = reported
        .measures
        .iter()
        .map(|lines| {
            let rank = |one: &Scored<'_>| {
                let bonus = if law.has_bonuses() {
                    one.high_priority + one.end_to_end
                } else {
                    0
                };
                (one.points.clone(), one.reported, one.complete, bonus)
            };
            let mut lines = lines.iter();
            let first = lines.next()?;
            Some(lines.fold(
                first,
                |best, one| if rank(one) > rank(best) { one } else { best },
            ))
        })
        .collect();
    // One that was not reported is 0 of 10; one that cannot be scored leaves both sums.
    let mut tens = best
        .iter()
        .filter(|one| one.is_none_or(|one| one.points.is_some()))
        .count();
    tens += usize::from(reported.survey.is_some() || reported.is_survey_required);
    tens += beside.added.len();
    if tens == 0 {
        return None;
    }
    let available = whole(10 * i64::try_from(tens).unwrap());
    let counted: Vec<&Scored<'_>> = best
        .iter()
        .flatten()
        .copied()
        .chain(&reported.survey)
        .collect();
    let mut points: Rational = counted
        .iter()
        .filter_map(|one| one.points.as_ref())
        .chain(&beside.added)
        .sum();
    let is_full = best.iter().all(Option::is_some)
        && (reported.survey.is_some() || !reported.is_survey_required)
        && counted
            .iter()
            .all(|one| one.complete || one.points.is_none());
    let achieved = &points * whole(100) / &available;
    let improved = quality::improvement(law, beside, &achieved, is_full);
    let most = &available / whole(10);
    if law.has_bonuses() {
        // The best outcome measure stands for the required one: all count, so of equally good ones that with the smallest bonus.
        let required = counted
            .iter()
            .filter(|one| one.points.is_some() && one.is_priority())
            .min_by_key(|one| {
                (
                    !one.is_outcome(),
                    Reverse(one.points.clone()),
                    one.high_priority,
                )
            })
            .map(|one| one.id);
        let high: i64 = counted
            .iter()
            .filter(|one| Some(one.id) != required)
            .map(|one| one.high_priority)
            .sum();
        let electronic: i64 = counted.iter().map(|one| one.end_to_end).sum();
        points += whole(high).min(most.clone()) + whole(electronic).min(most.clone());
    }
    let any = |fits: &dyn Fn(&Scored<'_>) -> bool| {
        reported
            .measures
            .iter()
            .flatten()
            .chain(&reported.survey)
            .any(fits)
    };
    if law.small && any(&|one| one.reported) {
        points += whole(6);
    }
    if law.year >= 2025 && reported.is_entity {
        // A point for each eCQM with its cases and complete, with which it reaches 10 at most.
        let adjustment: Rational = reported
            .measures
            .iter()
            .flatten()
            .filter(|one| one.kind == Ecqm && one.reported && one.complete && one.has_cases)
            .map(|one| {
                let room = whole(10) - one.points.clone().unwrap_or_else(|| whole(0));
                room.min(whole(1))
            })
            .sum();
        points += adjustment.min(most);
    }
    Some((points * whole(100) / available + improved).min(whole(100)))
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "one practice from its parts to its score"
)]
fn app_sets_of_random_practices() {
    let mut draw = Draw(0x0a99_71b5);
    for (year, is_plus) in [
        (2021, false),
        (2022, false),
        (2023, false),
        (2024, false),
        (2025, false),
        (2025, true),
        (2026, false),
        (2026, true),
    ] {
        let rules = BOOK.year(year).unwrap();
        let inventory = rules.inventory().unwrap();
        let (required, computed) = set(year, is_plus);
        for _ in 0..120 {
            let participation = ["group", "individual", "apm_entity"][draw.below(3)];
            let law = Law {
                year,
                small: participation != "apm_entity" && draw.one_in(3),
                is_app: true,
            };
            let mut kinds = vec![Cqm, Ecqm];
            if law.small && !is_plus {
                kinds.push(Claims);
            }
            if participation == "apm_entity" && (year == 2024 || is_plus) {
                kinds.push(MedicareCqm);
            }
            let pathway = if is_plus { "app_plus" } else { "app" };
            let mut file = String::new();
            let mut measures = Vec::new();
            for id in required {
                let mut lines = Vec::new();
                for kind in &kinds {
                    let name = if *kind == MedicareCqm {
                        format!("{id}SSP")
                    } else {
                        (*id).to_owned()
                    };
                    let Some((id, row)) = inventory.quality.get_key_value(&name) else {
                        continue;
                    };
                    if !row.via.contains(kind) || !draw.one_in(kinds.len()) {
                        continue;
                    }
                    let line = quality::line(&mut draw, *kind, id, row);
                    file += &line.text();
                    lines.push(score(&law, &rules, &line));
                }
                measures.push(lines);
            }
            let answers = match draw.below(3) {
                0 if participation != "individual" => quality::survey_lines(&mut draw, &rules),
                _ => Vec::new(),
            };
            let survey = measure::survey(&law, &rules, &answers);
            let is_one = participation == "individual";
            let fell_short = !is_one && survey.is_none() && draw.one_in(5);
            let (of_claims, added) = if is_one {
                Default::default()
            } else {
                quality::computed(&mut draw, &law, &rules, computed)
            };
            let prior = draw
                .one_in(3)
                .then(|| ratio(i64::try_from(draw.below(10_001)).unwrap(), 100));
            file += &quality::survey_text(&answers);
            file += &of_claims;
            if fell_short {
                file += "quality.measures.cahps.321 = { cases = 0 }\n";
            }
            if file.is_empty() {
                continue;
            }
            let file = format!(
                "{}practice.participation = \"{participation}\"\npractice.pathway = \"{pathway}\"\n{file}",
                quality::frame(&law, prior.as_ref())
            );
            let nothing = measures.iter().flatten().all(|one| !one.reported)
                && survey.is_none()
                && added.is_empty();
            let beside = Beside {
                added: added.into_iter().filter_map(|(_, points)| points).collect(),
                prior,
                fell_short,
            };
            let reported = Reported {
                measures,
                survey,
                is_survey_required: !is_one && !fell_short,
                is_entity: participation == "apm_entity",
            };
            // Of an individual with nothing submitted the category is reweighted in 2021: CMS's automatic circumstances.
            let expected = if nothing {
                (!is_one || year != 2021).then(|| whole(0))
            } else {
                of_set(&law, &reported, &beside)
            };
            let card = scored(&file).scorecard;
            assert_eq!(
                card.categories.quality.percent.map(printed),
                expected.as_ref().map(in_four_places),
                "{file}"
            );
        }
    }
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "one practice from its parts to its score"
)]
fn mvps_of_random_practices() {
    let mut draw = Draw(0x06d7_9195);
    for year in [2023, 2024, 2025, 2026] {
        let rules = BOOK.year(year).unwrap();
        let inventory = rules.inventory().unwrap();
        let mvps: Vec<_> = inventory.mvps.iter().collect();
        for _ in 0..200 {
            let law = Law {
                year,
                small: draw.one_in(2),
                is_app: false,
            };
            let (name, mvp) = mvps[draw.below(mvps.len())];
            let kinds: &[_] = if law.small {
                &[Claims, Cqm, Ecqm]
            } else {
                &[Cqm, Ecqm]
            };
            let mut lines: Vec<Line<'_>> = Vec::new();
            // Claims measures together at times: all of an MVP's few are enough for a small practice.
            let only_claims = law.small && draw.one_in(3);
            for id in &mvp.quality {
                let Some((id, row)) = inventory.quality.get_key_value(id) else {
                    continue;
                };
                let is_plain = row.metric_type == MetricType::SinglePerformanceRate
                    && row.case_minimum.is_none()
                    && row.registration_types.is_empty()
                    && row.algorithm.is_none();
                for kind in kinds {
                    let is_wanted = if only_claims {
                        *kind == Claims && !draw.one_in(8)
                    } else {
                        draw.one_in(3)
                    };
                    if is_plain && row.via.contains(kind) && is_wanted {
                        lines.push(quality::line(&mut draw, *kind, id, row));
                    }
                }
            }
            let has_survey = mvp.quality.iter().any(|id| id == "321");
            let answers = if has_survey && draw.one_in(3) {
                quality::survey_lines(&mut draw, &rules)
            } else {
                Vec::new()
            };
            let survey = measure::survey(&law, &rules, &answers);
            let foundation: Vec<&str> = mvp.foundation.iter().map(String::as_str).collect();
            let (of_population, population) =
                quality::computed(&mut draw, &law, &rules, &foundation);
            let elected: Vec<&str> = mvp.admin_claims.iter().map(String::as_str).collect();
            let (of_elected, elected) = quality::computed(&mut draw, &law, &rules, &elected);
            let prior = draw
                .one_in(3)
                .then(|| ratio(i64::try_from(draw.below(10_001)).unwrap(), 100));
            if lines.is_empty() && survey.is_none() {
                continue;
            }
            let mut file = quality::frame(&law, prior.as_ref());
            file += &format!(
                "cost.percent = 50\npractice.pathway = \"mvp\"\npractice.mvp = \"{name}\"\n"
            );
            file.extend(lines.iter().map(Line::text));
            file += &quality::survey_text(&answers);
            file += &of_population;
            file += &of_elected;
            let mut all: Vec<Scored<'_>> =
                lines.iter().map(|line| score(&law, &rules, line)).collect();
            let any = survey.is_some()
                || !population.is_empty()
                || !elected.is_empty()
                || all.iter().any(|one| one.reported);
            all.extend(survey);
            // All claims measures of an MVP with fewer than four are enough for a small practice: 414.1365(c)(1).
            let by_claims: Vec<&String> = mvp
                .quality
                .iter()
                .filter(|id| {
                    inventory
                        .quality
                        .get(id)
                        .is_some_and(|row| row.via.contains(&Claims))
                })
                .collect();
            let is_enough = law.small
                && !by_claims.is_empty()
                && by_claims.len() + elected.len() < 4
                && all
                    .iter()
                    .all(|one| by_claims.iter().any(|id| *id == one.id))
                && by_claims
                    .iter()
                    .all(|id| all.iter().any(|one| one.kind == Claims && one.id == **id));
            let enough = is_enough.then_some(by_claims.len() + elected.len());
            // An elected measure that cannot be scored stays, with 0 points.
            for (id, points) in &elected {
                let (id, row) = inventory.quality.get_key_value(id).unwrap();
                all.push(Scored {
                    kind: mips::rules::collection_type::CollectionType::AdminClaims,
                    id,
                    row,
                    points: Some(points.clone().unwrap_or_else(|| whole(0))),
                    suppressed: false,
                    reported: false,
                    complete: true,
                    has_cases: true,
                    high_priority: 0,
                    end_to_end: 0,
                });
            }
            // Of the population health measures the better one is added.
            let best = population
                .into_iter()
                .filter_map(|(_, points)| points)
                .max();
            let beside = Beside {
                added: best.into_iter().collect(),
                prior,
                fell_short: false,
            };
            let expected = if any {
                quality::percent(&law, &all.iter().collect::<Vec<_>>(), &beside, 4, enough)
            } else {
                Some(whole(0))
            };
            let card = scored(&file).scorecard;
            assert_eq!(
                card.categories.quality.percent.map(printed),
                expected.as_ref().map(in_four_places),
                "{file}"
            );
        }
    }
}
