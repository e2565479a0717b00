//! Plans: what they promise is what the file scores with their settings, and no smaller set of the offered steps reaches
//! the target. The oracle is brute force: every smaller set of steps, scored from the file.

mod common;
#[path = "common/practices.rs"]
mod practices;

use common::{BOOK, YEARS};
use mips::{
    Category, Document, Setting,
    plan::{self, Plan, Step, Target, Wish},
    rules::terms::{Pathway, Word},
    trial,
};
use practices::{Standing, practice};
use rust_decimal::Decimal;

fn document(text: &str) -> Document {
    Document::read("practice.toml", text.as_bytes()).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The low end of the final score with settings, as they are typed; none where the file is refused.
fn scored(document: &Document, settings: &[&Setting]) -> Option<Decimal> {
    let typed: Vec<Setting> = settings
        .iter()
        .map(|it| Setting::parse(&format!("{}={}", it.path, it.value), "--set").unwrap())
        .collect();
    let trial = trial::run(&BOOK, document, &typed).ok()?;
    Some(trial.scorecard.final_score_bounds.low)
}

fn planned(document: &Document, target: Target) -> Plan {
    let trial = trial::run(&BOOK, document, &[]).unwrap_or_else(|problems| panic!("{problems}"));
    let wish = Wish {
        target,
        ..Wish::default()
    };
    plan::plan(&BOOK, document, &[], &trial, wish)
}

fn share_a_key(one: &Step, other: &Step) -> bool {
    let mut settings = one.settings.iter();
    settings.any(|it| other.settings.iter().any(|other| other.path == it.path))
}

/// Every set of `size` steps that set different keys.
fn sets(steps: &[Step], size: usize) -> Vec<Vec<&Step>> {
    let mut sets: Vec<Vec<(usize, &Step)>> = vec![Vec::new()];
    for _ in 0..size {
        sets = sets
            .into_iter()
            .flat_map(|set| {
                let from = set.last().map_or(0, |(last, _)| last + 1);
                steps
                    .iter()
                    .enumerate()
                    .skip(from)
                    .filter(|(_, step)| set.iter().all(|(_, one)| !share_a_key(one, step)))
                    .map(|(n, step)| {
                        let mut more = set.clone();
                        more.push((n, step));
                        more
                    })
                    .collect::<Vec<_>>()
            })
            .collect();
    }
    sets.into_iter()
        .map(|set| set.into_iter().map(|(_, step)| step).collect())
        .collect()
}

/// What a category alone would have to come to reaches the target, and a hundredth less does not.
fn prove_break_even(document: &Document, plan: &Plan) {
    assert!(!plan.reached || plan.break_even.is_empty());
    for it in &plan.break_even {
        let with = |percent: Decimal| {
            let text = format!("{}.percent={percent}", it.category.key());
            let setting = Setting::parse(&text, "--set").unwrap();
            let trial = trial::run(&BOOK, document, &[setting]).unwrap();
            trial.scorecard.final_score_bounds
        };
        let full = with(Decimal::ONE_HUNDRED);
        let Some(percent) = it.percent else {
            assert!(full.low < plan.target, "{it:?}");
            continue;
        };
        assert!(with(percent).low >= plan.target, "{it:?}");
        assert!(
            percent.is_zero() || with(percent - Decimal::new(1, 2)).low < plan.target,
            "{it:?}"
        );
    }
}

/// What the plan promises holds, and nothing smaller does: every set of up to `most` steps is tried.
fn prove(text: &str, plan: &Plan, most: usize) {
    let document = document(text);
    let now = scored(&document, &[]).unwrap();
    assert_eq!(plan.final_score, now);
    assert_eq!(plan.reached, now >= plan.target, "{text}");
    for step in &plan.steps {
        let settings: Vec<&Setting> = step.settings.iter().collect();
        assert_eq!(
            scored(&document, &settings),
            Some(step.final_score),
            "{text}\n{step:?}"
        );
        assert_eq!(step.final_score - now, step.points);
    }
    let settings: Vec<&Setting> = plan.highest.settings.iter().collect();
    assert_eq!(
        scored(&document, &settings),
        Some(plan.highest.final_score),
        "{text}"
    );
    for set in &plan.sets {
        let settings: Vec<&Setting> = set.settings.iter().collect();
        assert_eq!(
            scored(&document, &settings),
            Some(set.final_score),
            "{text}\n{set:?}"
        );
        assert!(set.final_score >= plan.target);
        assert!(set.final_score <= plan.highest.final_score, "{text}");
        assert_eq!(set.rungs.last(), Some(&set.final_score));
    }
    prove_break_even(&document, plan);
    let Some(least) = plan.sets.first() else {
        assert!(
            plan.reached || plan.highest.final_score < plan.target,
            "{text}"
        );
        return;
    };
    if !least.proved_least {
        return;
    }
    let patients = |set: &[&Step]| set.iter().map(|step| step.effort.patients).sum::<u64>();
    let most = least.steps.len().min(most);
    for size in 1..=most {
        for set in sets(&plan.steps, size) {
            let is_smaller = size < least.steps.len() || patients(&set) < least.patients;
            if !is_smaller {
                continue;
            }
            let settings: Vec<&Setting> = set.iter().flat_map(|step| &step.settings).collect();
            if let Some(score) = scored(&document, &settings) {
                assert!(
                    score < plan.target,
                    "{score} reaches {}:\n{text}\n{set:#?}\n{least:?}",
                    plan.target
                );
            }
        }
    }
}

/// Small practices of each pathway of a year, of both sizes, with a target near or far: the sizes of their least sets.
fn prove_year(year: u16) -> Vec<usize> {
    let rules = BOOK.year(year).unwrap();
    let mut sizes = Vec::new();
    for (n, pathway) in Pathway::ALL.iter().enumerate() {
        for small in [false, true] {
            let seed = (usize::from(year) + n + usize::from(small)) % 4;
            let Some(text) = practice(&BOOK, &rules, *pathway, small, seed, Standing::Low) else {
                continue;
            };
            let document = document(&text);
            let now = scored(&document, &[]).unwrap();
            let far = Decimal::from(if seed < 2 { 6 } else { 20 });
            let target = (now + far).min(Decimal::from(99));
            let plan = planned(&document, Target::Score(target));
            prove(&text, &plan, 2);
            sizes.push(plan.sets.first().map_or(0, |set| set.steps.len()));
        }
    }
    sizes
}

#[test]
fn what_is_promised_is_scored_and_nothing_smaller_reaches_it() {
    let sizes = of_all_years(prove_year);
    let of = |size: usize| sizes.iter().filter(|one| **one == size).count();
    assert!(sizes.len() > 50, "{sizes:?}");
    assert!(of(1) > 10 && of(2) > 5, "{sizes:?}");
}

/// Targets that take three and four steps: no set of fewer steps reaches them, nor one of as many with fewer patients. Says
/// how many steps were proved.
fn prove_several(year: u16) -> Vec<usize> {
    let rules = BOOK.year(year).unwrap();
    let mut proved = Vec::new();
    for (n, pathway) in Pathway::ALL.iter().enumerate() {
        let small = (usize::from(year) + n).is_multiple_of(2);
        let Some(text) = practice(&BOOK, &rules, *pathway, small, n % 2, Standing::High) else {
            continue;
        };
        let document = document(&text);
        let now = scored(&document, &[]).unwrap();
        let highest = planned(&document, Target::Score(now)).highest.final_score;
        let mut sizes = Vec::new();
        for part in [40, 55, 70] {
            let target = now + (highest - now) * Decimal::from(part) / Decimal::ONE_HUNDRED;
            let plan = planned(&document, Target::Score(target));
            let Some(least) = plan.sets.first().filter(|set| set.proved_least) else {
                break;
            };
            let size = least.steps.len();
            // Sets of four are many: one practice of the year is enough.
            let is_known = sizes.contains(&size) || (size == 4 && proved.contains(&4));
            if size >= 3 && !is_known {
                prove(&text, &plan, size);
                sizes.push(size);
            }
        }
        proved.extend(sizes);
    }
    proved
}

#[test]
fn sets_of_three_and_four_steps_are_the_least() {
    let proved = of_all_years(prove_several);
    let of = |size: usize| proved.iter().filter(|one| **one == size).count();
    assert!(of(3) >= 15 && of(4) >= 7, "{proved:?}");
}

/// What is found for each year, two years at once.
fn of_all_years(of: fn(u16) -> Vec<usize>) -> Vec<usize> {
    let years: Vec<u16> = YEARS.collect();
    std::thread::scope(|scope| {
        let halves = years.chunks(years.len().div_ceil(2));
        let running: Vec<_> = halves
            .map(|half| scope.spawn(move || half.iter().flat_map(|year| of(*year)).collect()))
            .collect();
        let done = running.into_iter().map(|half| half.join().unwrap());
        done.flat_map(|sizes: Vec<usize>| sizes).collect()
    })
}

/// Every set of steps that set different keys, scored from the file: none reaches more than the plan says that they reach
/// together. The practice's promoting interoperability is 0 for an answer that is missing, so that most steps add nothing
/// by themselves.
#[test]
fn the_ceiling_is_the_best_of_all_sets() {
    for year in YEARS {
        let rules = BOOK.year(year).unwrap();
        let Some(text) = practice(
            &BOOK,
            &rules,
            Pathway::Traditional,
            year % 2 == 0,
            1,
            Standing::Low,
        ) else {
            continue;
        };
        let text = text
            .split("[quality")
            .next()
            .unwrap()
            .replace("[practice]", "quality.percent = 60\n[practice]")
            .replacen(
                "numerator = 60, denominator = 100",
                "numerator = 9, denominator = 9",
                1,
            );
        let document = document(&text);
        let plan = planned(&document, Target::Maximum);
        let mut best = plan.final_score;
        let mut tried = 0;
        for size in 1..=plan.steps.len() {
            let all = sets(&plan.steps, size);
            if all.is_empty() {
                break;
            }
            for set in all {
                let settings: Vec<&Setting> = set.iter().flat_map(|step| &step.settings).collect();
                best = best.max(scored(&document, &settings).unwrap_or_default());
                tried += 1;
            }
        }
        assert!(tried < 4000, "{year}: {tried} sets are too many to try");
        assert_eq!(plan.highest.final_score, best, "{text}\n{plan:#?}");
        assert!(plan.highest.is_proved, "{year}");
    }
}

/// Electronic case reporting is not answered, so the category is 0 of 100 and every patient more adds nothing; with the
/// answer, 49 of 115 earn 4 of 10 points (4.26, rounded) and 110 of 115 all 10 (9.57): 6 of 100 points of a weight of 25.
#[test]
fn patients_of_a_category_that_is_0_count_once_it_is_mended() {
    let text = "performance_year = 2026\npractice.clinicians = 40\nquality.percent = 60\ncost.percent = 60\n\
                improvement_activities.percent = 100\n[promoting_interoperability]\ndays = 180\n\
                [promoting_interoperability.measures]\nPI_PPHI_1 = true\nPI_PPHI_2 = true\nPI_INFBLO_1 = true\n\
                PI_ONCDIR_1 = true\nPI_EP_1 = { numerator = 49, denominator = 115 }\nPI_EP_2 = true\n\
                PI_HIE_5 = true\nPI_PEA_1 = { numerator = 10, denominator = 10 }\nPI_PHCDRR_1 = true\n";
    let plan = planned(&document(text), Target::Maximum);
    let of = |part: &str| {
        let mut steps = plan.steps.iter();
        steps.find(|step| {
            step.settings[0].path.ends_with(part) && step.description.contains("10 points")
        })
    };
    let step = of("PI_EP_1.numerator").unwrap();
    assert_eq!((step.points, step.effort.patients), (Decimal::ZERO, 61));
    assert!(
        step.description
            .starts_with("once promoting interoperability counts: "),
        "{}",
        step.description
    );
    let document = document(text);
    let answer = Setting::parse(
        "promoting_interoperability.measures.PI_PHCDRR_3=true",
        "--set",
    );
    let answer = answer.unwrap();
    let with = scored(&document, &[&answer]).unwrap();
    let both = scored(&document, &[&answer, &step.settings[0]]).unwrap();
    assert_eq!(both - with, Decimal::new(150, 2));
}

/// 42 CFR 414.1380(c)(2)(i)(C)(9): a small practice that submits nothing has no weight there, without an application; a
/// large one needs the exception.
#[test]
fn a_small_practice_may_leave_promoting_interoperability_out() {
    let text = |clinicians: u32| {
        format!(
            "performance_year = 2026\npractice.clinicians = {clinicians}\nquality.percent = 80\ncost.percent = 60\n\
             improvement_activities.percent = 100\npromoting_interoperability.percent = 20\n"
        )
    };
    for (clinicians, setting) in [
        (4, "promoting_interoperability.not_submitted=true"),
        (40, "promoting_interoperability.reweighted=hardship"),
    ] {
        let plan = planned(&document(&text(clinicians)), Target::Threshold);
        let settings: Vec<String> = plan
            .steps
            .iter()
            .flat_map(|step| &step.settings)
            .map(|it| format!("{}={}", it.path, it.value))
            .filter(|it| it.starts_with("promoting_interoperability."))
            .collect();
        assert_eq!(settings, [setting]);
    }
}

/// 42 CFR 414.1380(b)(1)(iv): the readmission measure is scored for groups; without it the other measures' average counts.
#[test]
fn another_level_is_a_step_where_the_year_offers_it() {
    let text = "performance_year = 2026\npractice = { clinicians = 40 }\ncost.percent = 60\n\
                improvement_activities.percent = 100\npromoting_interoperability.percent = 90\n\
                [quality.measures.admin_claims]\n479 = { rate = 25, cases = 400 }\n\
                [quality.measures.ecqm]\n236 = { numerator = 99, denominator = 100 }\n\
                001 = { numerator = 1, denominator = 100 }\n134 = { numerator = 99, denominator = 100 }\n\
                226 = { numerator = 99, denominator = 100 }\n318 = { numerator = 99, denominator = 100 }\n";
    let document = document(text);
    let plan = planned(&document, Target::Threshold);
    let step = plan
        .steps
        .iter()
        .find(|step| step.settings[0].path == "practice.participation");
    let step = step.unwrap_or_else(|| panic!("{:#?}", plan.steps));
    assert_eq!(step.settings[0].value, "individual");
    let settings: Vec<&Setting> = step.settings.iter().collect();
    assert_eq!(scored(&document, &settings), Some(step.final_score));
}

/// A practice without a quality measure is offered those of its pathway, its MVP or its specialty; each year's plan holds.
#[test]
fn a_practice_that_reports_no_measure_is_offered_some() {
    let mut offered = Vec::new();
    for year in YEARS {
        let rules = BOOK.year(year).unwrap();
        for &pathway in Pathway::ALL {
            let Some(text) = practice(&BOOK, &rules, pathway, true, 0, Standing::High) else {
                continue;
            };
            let head = text.split("[quality").next().unwrap();
            let text = format!("{head}[quality]\nnot_submitted = true\n");
            let document = document(&text);
            let Some(now) = scored(&document, &[]) else {
                continue;
            };
            let plan = planned(&document, Target::Score(now + Decimal::from(3)));
            prove(&text, &plan, 1);
            let is_first = |step: &&Step| step.settings[0].path.starts_with("quality.measures.");
            let first: Vec<&Step> = plan.steps.iter().filter(is_first).collect();
            assert_eq!(
                first.is_empty(),
                rules.benchmarks().is_none(),
                "{text}\n{:#?}",
                plan.steps
            );
            // One measure more adds, and as many as are required are offered.
            let of_more = first.iter().rev();
            assert!(
                of_more.is_sorted_by_key(|step| step.final_score),
                "{first:#?}"
            );
            offered.push(first.len());
        }
    }
    assert!(
        offered.iter().filter(|count| **count >= 4).count() > 20,
        "{offered:?}"
    );
}

/// The sum of six measures at their medians, 60 of 60 x 40, and of the points that it lacks to 75.
#[test]
fn measures_of_a_stated_specialty_and_rate_are_offered() {
    let text = "performance_year = 2026\n[practice]\nclinicians = 1\nparticipation = \"individual\"\n\
                [quality]\nnot_submitted = true\n[cost]\nunknown = true\n\
                [improvement_activities]\npercent = 100\n[promoting_interoperability]\nnot_submitted = true\n";
    let document = document(text);
    let trial = trial::run(&BOOK, &document, &[]).unwrap();
    let wish = Wish {
        target: Target::Score(Decimal::from(55)),
        rate: Some(Decimal::from(90)),
        specialty: Some("mental_behavioral_health"),
    };
    let plan = plan::plan(&BOOK, &document, &[], &trial, wish);
    prove(text, &plan, 1);
    let rules = BOOK.year(2026).unwrap();
    let most = &plan.steps[0];
    assert_eq!(most.effort.measures, 6);
    for setting in &most.settings {
        let Some(path) = setting.path.strip_suffix(".rate") else {
            continue;
        };
        let id = path.rsplit('.').next().unwrap();
        let row = &rules.inventory().unwrap().quality[id];
        assert!(
            row.sets.iter().any(|set| set == "mental_behavioral_health"),
            "{id}"
        );
    }
    // Cost is at 0: quality alone bears 40 and the activities 30 of 100; 25 of 40 are 62.5 percent, and 54.995 is
    // rounded to 55.
    let quality = plan
        .break_even
        .iter()
        .find(|it| it.category == Category::Quality);
    assert_eq!(quality.unwrap().percent, Some(Decimal::new(6249, 2)));
}

#[test]
fn a_file_that_reaches_the_target_needs_nothing() {
    let text = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/examples/family-medicine-2026.toml"
    ))
    .unwrap();
    let plan = planned(&document(&text), Target::Threshold);
    assert!(plan.reached && plan.sets.is_empty());
    let plan = planned(&document(&text), Target::Score(Decimal::from(90)));
    assert!(!plan.reached && !plan.sets.is_empty());
    prove(&text, &plan, 2);
}

/// A practice of 2026 with one eCQM.
fn with_measure(measure: &str) -> String {
    format!(
        "performance_year = 2026\npractice.clinicians = 40\ncost.percent = 60\n\
         improvement_activities.percent = 100\npromoting_interoperability.percent = 80\n\
         [quality.measures.ecqm]\n{measure}\n"
    )
}

/// 31 of 180, with 60 to come: at the same rate, and with all 60 on either side, as scoring those counts finds.
#[test]
fn the_year_ends_between_all_met_and_none_met() {
    let inverse = |numerator: u32, denominator: u32| {
        format!("001 = {{ numerator = {numerator}, denominator = {denominator} }}")
    };
    let direct = |numerator: u32, denominator: u32| {
        format!("236 = {{ numerator = {numerator}, denominator = {denominator} }}")
    };
    let final_score = |text: &str| common::scored(text).scorecard.final_score.unwrap();
    for (name, make) in [
        ("001", &inverse as &dyn Fn(u32, u32) -> String),
        ("236", &direct),
    ] {
        let text = with_measure(&make(60, 180)).replace("180 }", "180, remaining = 60 }");
        let plan = planned(&document(&text), Target::Threshold);
        let end = plan.year_end.unwrap();
        assert_eq!(
            end.as_it_runs,
            final_score(&with_measure(&make(80, 240))),
            "{name}"
        );
        let (all, none) = (
            final_score(&with_measure(&make(120, 240))),
            final_score(&with_measure(&make(60, 240))),
        );
        let (met, unmet) = if name == "001" {
            (none, all)
        } else {
            (all, none)
        };
        assert_eq!((end.all_met, end.none_met), (met, unmet), "{name}");
        // The score itself does not count them, and says so.
        let trial = common::scored(&text);
        assert_eq!(
            trial.scorecard.final_score.unwrap(),
            final_score(&with_measure(&make(60, 180)))
        );
        let notes = mips::report::notes::notes(&trial.rules, &trial.scorecard);
        assert!(
            notes
                .iter()
                .any(|note| note.message.contains("`remaining`"))
        );
    }
    assert_eq!(
        planned(
            &document(&with_measure(&inverse(60, 180))),
            Target::Threshold
        )
        .year_end,
        None
    );
}

/// A rate counts with its cases: 71.5 percent of 180 are 128.7 patients, of 240 with 60 more 78.625 percent where all are
/// met and 53.625 where none is. Of an inverse measure 33.25 percent of 200 are 66.5, of 240 with 40 more 27.708333 percent
/// where all do well and 44.375 where none does.
#[test]
fn the_year_ends_of_rates_are_those_of_their_patients() {
    let final_score = |measure: &str| {
        let trial = common::scored(&with_measure(measure));
        trial.scorecard.final_score.unwrap()
    };
    for (id, rate, cases, remaining, all_met, none_met) in [
        ("236", "71.5", 180, 60, "78.625", "53.625"),
        ("001", "33.25", 200, 40, "27.708333", "44.375"),
    ] {
        let at = |rate: &str| format!("{id} = {{ rate = {rate}, cases = 240 }}");
        let open = format!("{id} = {{ rate = {rate}, cases = {cases}, remaining = {remaining} }}");
        let end = planned(&document(&with_measure(&open)), Target::Threshold)
            .year_end
            .unwrap();
        assert_eq!(end.as_it_runs, final_score(&at(rate)), "{id}");
        assert_eq!(end.all_met, final_score(&at(all_met)), "{id}");
        assert_eq!(end.none_met, final_score(&at(none_met)), "{id}");
        assert!(end.none_met < end.as_it_runs && end.as_it_runs < end.all_met);
    }
}

#[test]
fn where_nothing_reaches_the_target_the_highest_is_said() {
    let text = "performance_year = 2026\npractice.clinicians = 40\nquality.percent = 10\ncost.percent = 20\n\
                improvement_activities.percent = 100\npromoting_interoperability.percent = 30\n";
    let plan = planned(&document(text), Target::Threshold);
    assert!(!plan.reached && plan.sets.is_empty());
    // A hardship exception moves 25 percent to quality: 55 x 10 + 30 x 20 + 15 x 100 = 26.5 of 100.
    assert_eq!(
        plan.highest.final_score,
        plan.final_score.max(Decimal::new(2650, 2))
    );
    assert!(!plan.highest.held_back.is_empty());
}
