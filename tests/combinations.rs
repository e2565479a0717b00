//! Every way in which a practice file can state its categories ends in a result that holds together, or in an error that
//! says what and where.

mod common;

use common::{BOOK, YEARS};
use mips::{
    Category, Document, Problems, Scorecard,
    report::{self, explain::explain},
    rules::terms::{Participation, Pathway, Reason, Word},
    score::scorecard::Status,
    trial,
};
use rust_decimal::Decimal;

/// What a file can say of a category.
const STATES: [&str; 12] = [
    "",
    "percent = 82.5",
    "percent = 0",
    "not_submitted = true",
    "unknown = true",
    "reweighted = \"extreme_and_uncontrollable\"",
    "reweighted = \"hardship\"",
    "reweighted = \"special_status\"",
    "reweighted = \"no_applicable_measures\"",
    "reweighted = \"data_issue\"",
    "reweighted = \"cms_action\"",
    "reweighted = \"pathway\"",
];

/// What else moves weights or points.
const ASIDES: [&str; 8] = [
    "",
    "practice.special_statuses = [\"hospital_based\"]\n",
    "practice.special_statuses = [\"non_patient_facing\", \"rural\"]\ncomplex_patient_bonus.unknown = true\n",
    "practice.clinician_type = \"nurse_practitioner\"\npractice.part_b_paid = 250000\n",
    "complex_patient_bonus.points = 4.5\n",
    "complex_patient_bonus = { average_hcc = 1.6, dual_ratio = 0.3 }\n",
    "practice.special_statuses = [\"facility_based\"]\nfacility_based = { quality_percent = 71, cost_percent = 55 }\n",
    "practice.apm_kind = \"other\"\npractice.apm_participant = true\npayment.scaling_factor = 0.5\n",
];

/// Numbers that look random and are the same on every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 16) % limit as u64).unwrap()
    }
}

fn head(year: u16, small: bool, pathway: Pathway, participation: Participation) -> String {
    let mvp = if pathway == Pathway::Mvp {
        "practice.mvp = \"M0005\"\n"
    } else {
        ""
    };
    format!(
        "performance_year = {year}\npractice.small_practice = {small}\npractice.pathway = \"{}\"\n\
         practice.participation = \"{}\"\n{mvp}",
        pathway.key(),
        participation.key()
    )
}

fn states(chosen: [&str; 4]) -> String {
    Category::ALL
        .iter()
        .zip(chosen)
        .filter(|(_, state)| !state.is_empty())
        .fold(String::new(), |text, (category, state)| {
            text + category.key() + "." + state + "\n"
        })
}

fn run(text: &str) -> Result<trial::Trial, Problems> {
    let document = Document::read("practice.toml", text.as_bytes())
        .unwrap_or_else(|problems| panic!("{text}\n{problems}"));
    trial::run(&BOOK, &document, &[])
}

fn assert_says_what_and_where(text: &str, problems: &Problems) {
    assert!(problems.any_error(), "{text}\n{problems}");
    for problem in &problems.0 {
        assert!(!problem.path.is_empty(), "{text}\n{problem}");
        assert!(!problem.message.is_empty(), "{text}\n{problem}");
        let place = problem
            .place
            .as_ref()
            .unwrap_or_else(|| panic!("{text}\n{problem}"));
        assert_eq!(place.name, "practice.toml", "{text}\n{problem}");
        // What the file does not mention has no line.
        let is_mentioned = text.contains(problem.path.split('.').next().unwrap());
        assert_eq!(
            place.line > 0 && place.column > 0,
            is_mentioned,
            "{text}\n{problem}"
        );
    }
}

fn assert_holds_together(text: &str, card: &Scorecard) {
    let hundred = Decimal::ONE_HUNDRED;
    let range = card.final_score_bounds;
    assert!(
        Decimal::ZERO <= range.low && range.low <= range.high && range.high <= hundred,
        "{text}"
    );
    if let Some(score) = card.final_score {
        assert_eq!((range.low, range.high), (score, score), "{text}");
    }
    let weights: Option<Vec<Decimal>> = card.categories.iter().map(|(_, it)| it.weight).collect();
    if let Some(weights) = weights {
        let total: Decimal = weights.iter().sum();
        let may_be_replaced = card.replaced_by_threshold || card.final_score.is_none();
        assert!(
            total == hundred || may_be_replaced && total <= hundred,
            "{text}\nweights total {total}"
        );
    }
    for (category, found) in card.categories.iter() {
        let within =
            |value: Option<Decimal>| value.is_none_or(|it| Decimal::ZERO <= it && it <= hundred);
        assert!(
            within(found.percent) && within(found.weight) && within(found.points),
            "{text}"
        );
        assert_eq!(
            found.status == Status::Reweighted,
            found.reason.is_some(),
            "{text}\n{}",
            category.key()
        );
        // A percent that is not the same at both ends of a range is no one figure.
        let may_differ = card.replaced_by_threshold || card.final_score.is_none();
        let has_percent = matches!(found.status, Status::Scored | Status::NotSubmitted);
        assert!(
            has_percent == found.percent.is_some() || (has_percent && may_differ),
            "{text}\n{}",
            category.key()
        );
    }
    let unknown = card
        .categories
        .iter()
        .any(|(_, it)| it.status == Status::Unknown)
        || card.complex_patient_bonus.is_none();
    assert!(unknown || card.final_score.is_some(), "{text}");
    let payment = &card.payment_adjustment;
    assert!(payment.bounds.low <= payment.bounds.high, "{text}");
    assert!(payment.publicized.low <= payment.bounds.low, "{text}");
    assert!(payment.bounds.high <= payment.publicized.high, "{text}");
    assert_eq!(
        payment.percent.is_some(),
        card.final_score.is_some(),
        "{text}"
    );
    if let Some(percent) = payment.percent {
        assert!(
            payment.bounds.low <= percent && percent <= payment.bounds.high,
            "{text}"
        );
        assert!(payment.class.is_some(), "{text}");
    }
    if let Some(dollars) = payment.dollars_bounds {
        assert!(dollars.low <= dollars.high, "{text}");
    }
}

/// The printed forms of a result: they must come out whatever the result is.
fn assert_prints(text: &str, trial: &trial::Trial) {
    let report = report::text::report(trial, "", true, 80);
    for line in report.lines() {
        assert!(line.chars().count() <= 80, "{text}\n{line}");
    }
    for line in explain(&trial.rules, &trial.scorecard.sheet) {
        assert!(!line.citation.cite.is_empty(), "{text}\n{}", line.name);
    }
    let json = report::result(trial, true).pretty();
    serde_json::from_str::<serde_json::Value>(&json)
        .unwrap_or_else(|error| panic!("{text}\n{error}"));
}

#[test]
fn every_combination_ends_in_a_result_or_an_error_with_its_place() {
    let mut draw = Draw(0x6d69_7073_2027_0001);
    let (mut results, mut errors) = (0_u32, 0_u32);
    for year in YEARS {
        for &pathway in Pathway::ALL {
            for &participation in Participation::ALL {
                for small in [false, true] {
                    let rules = BOOK.year(year).unwrap();
                    let open = rules
                        .pathways
                        .get(&pathway)
                        .is_some_and(|it| it.participation.contains(&participation));
                    for _ in 0..if open { 500 } else { 4 } {
                        let chosen = [(); 4].map(|()| STATES[draw.below(STATES.len())]);
                        let aside = ASIDES[draw.below(ASIDES.len())];
                        let text =
                            head(year, small, pathway, participation) + aside + &states(chosen);
                        match run(&text) {
                            Ok(trial) => {
                                assert!(open, "{text}");
                                assert_holds_together(&text, &trial.scorecard);
                                results += 1;
                                if results.is_multiple_of(16) {
                                    assert_prints(&text, &trial);
                                }
                            }
                            Err(problems) => {
                                assert_says_what_and_where(&text, &problems);
                                errors += 1;
                            }
                        }
                    }
                }
            }
        }
    }
    assert!(
        results > 5_000 && errors > 5_000,
        "{results} results, {errors} errors"
    );
}

/// Each state of each category, one at a time, in every year and on every pathway.
#[test]
fn every_state_of_every_category_alone() {
    for year in YEARS {
        for &pathway in Pathway::ALL {
            for &participation in Participation::ALL {
                for small in [false, true] {
                    for n in 0..4 {
                        for state in STATES {
                            let mut chosen = ["percent = 80"; 4];
                            chosen[n] = state;
                            let text = head(year, small, pathway, participation) + &states(chosen);
                            match run(&text) {
                                Ok(trial) => assert_holds_together(&text, &trial.scorecard),
                                Err(problems) => assert_says_what_and_where(&text, &problems),
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whatever an unknown category turns out to be, the score lies within the range that was printed, and the range is no
/// wider than that.
#[test]
fn a_range_holds_everything_that_can_come_and_is_reached_at_both_ends() {
    for year in YEARS {
        for (pathway, participation) in [
            (Pathway::Traditional, Participation::Group),
            (Pathway::Traditional, Participation::Individual),
            (Pathway::App, Participation::ApmEntity),
            (Pathway::Mvp, Participation::Subgroup),
            (Pathway::ApmScoringStandard, Participation::ApmEntity),
        ] {
            for (n, others) in [
                ("percent = 82.5", "percent = 40"),
                ("percent = 3", "percent = 97"),
            ]
            .into_iter()
            .flat_map(|others| (0..4).map(move |n| (n, others)))
            {
                let with = |state: &str| {
                    let mut chosen = [others.0, others.1, others.0, others.1];
                    chosen[n] = state;
                    let text = head(year, false, pathway, participation) + &states(chosen);
                    run(&text).ok().map(|trial| trial.scorecard)
                };
                let Some(range) = with("unknown = true") else {
                    continue;
                };
                // Where CMS assigns the percent, nothing is unknown.
                if range.categories[Category::ALL[n]].status != Status::Unknown {
                    continue;
                }
                let reasons = Reason::ALL
                    .iter()
                    .map(|reason| format!("reweighted = \"{}\"", reason.key()));
                let percents = ["0", "0.01", "12.5", "50", "99.99", "100"]
                    .iter()
                    .map(|percent| format!("percent = {percent}"));
                let scores: Vec<Decimal> = reasons
                    .chain(percents)
                    .filter_map(|state| with(&state)?.final_score)
                    .collect();
                let bounds = range.final_score_bounds;
                assert_eq!(
                    scores.iter().min(),
                    Some(&bounds.low),
                    "{year} {pathway:?} {n} {others:?}"
                );
                assert_eq!(
                    scores.iter().max(),
                    Some(&bounds.high),
                    "{year} {pathway:?} {n} {others:?}"
                );
                assert_break_even(&range, &with);
            }
        }
    }
}

/// At the printed break-even percent the threshold is met; a hundredth below it is not.
fn assert_break_even(range: &Scorecard, with: &dyn Fn(&str) -> Option<Scorecard>) {
    let Some(break_even) = range.break_even else {
        return;
    };
    let meets = |percent: Decimal| {
        let card = with(&format!("percent = {percent}")).unwrap();
        card.final_score.unwrap() >= card.performance_threshold
    };
    let percent = break_even.percent;
    if percent > Decimal::ONE_HUNDRED {
        assert!(!meets(Decimal::ONE_HUNDRED));
    } else if percent <= Decimal::ZERO {
        assert!(meets(Decimal::ZERO));
    } else {
        assert!(meets(percent), "{percent}");
    }
}
