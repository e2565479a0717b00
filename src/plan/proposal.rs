//! The plan of a practice: where it stands, what can still change, and the least that reaches the target.

use rust_decimal::Decimal;

use super::{
    break_even::{self, BreakEven},
    ceiling::Ceiling,
    composition::{Change, Ground},
    footing::{Footing, dollars, final_score},
    mends::examples::Choice,
    search::{Found, Search},
    steps::{self, Step},
    year_end::{self, YearEnd},
};
use crate::{
    category::Category,
    decimal::HUNDRED,
    document::{Document, setting::Setting},
    practice::states::PercentSource,
    rules::book::RuleBook,
    score::scorecard::Scorecard,
    trial::Trial,
};

/// The score that a plan is made for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// The performance threshold of the year.
    #[default]
    Threshold,
    /// This final score.
    Score(Decimal),
    /// The highest that can be reached.
    Maximum,
}

/// What a plan is wanted for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish<'a> {
    /// The score to reach.
    pub target: Target,
    /// The rate of measures that are not reported yet, in percent of patients who do well; without it their benchmark's
    /// median.
    pub rate: Option<Decimal>,
    /// The specialty whose measures are offered first, by the key of CMS's set (`mental_behavioral_health`); without it
    /// those in the sets of the reported measures.
    pub specialty: Option<&'a str>,
}

/// Steps that together reach the target.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Set {
    /// The steps, by their place among [`Plan::steps`].
    pub steps: Vec<usize>,
    /// Their settings.
    pub settings: Vec<Setting>,
    /// The final score with the first of them, with the first two, and so on.
    pub rungs: Vec<Decimal>,
    /// The final score with them.
    pub final_score: Decimal,
    /// What they add in dollars, where the paid amount is given.
    pub dollars: Option<Decimal>,
    /// Patients that they take together.
    pub patients: u64,
    /// Whether no smaller set of the offered steps reaches the target, and none of this size with fewer patients.
    pub proved_least: bool,
}

/// The highest final score that the offered steps were found to reach.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Highest {
    /// The score.
    pub final_score: Decimal,
    /// What reaches it.
    pub settings: Vec<Setting>,
    /// Whether no combination of the offered steps reaches more.
    pub is_proved: bool,
    /// The categories that are still short of 100 percent there, with their percents.
    pub held_back: Vec<(Category, Decimal)>,
}

/// The plan of a practice. Of a range all figures are those of the low end.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plan {
    /// The performance year.
    pub performance_year: u16,
    /// The final score as the file stands.
    pub final_score: Decimal,
    /// The payment adjustment in dollars as the file stands, where the paid amount is given.
    pub dollars: Option<Decimal>,
    /// Whether something in the file is unknown, so that the figures are those of the low end.
    pub is_low_end: bool,
    /// The score to reach.
    pub target: Decimal,
    /// Whether the file as it stands reaches it.
    pub reached: bool,
    /// The highest that can be reached.
    pub highest: Highest,
    /// What can still change, the most points first.
    pub steps: Vec<Step>,
    /// The least that reaches the target; empty where it is reached, or where nothing reaches it.
    pub sets: Vec<Set>,
    /// What each category alone would have to come to; empty where the target is reached.
    pub break_even: Vec<BreakEven>,
    /// Whether a category stands as a percent, so that what makes it cannot be planned.
    pub has_percents: bool,
    /// How the year may end, where measures say how many patients are still to come.
    pub year_end: Option<YearEnd>,
}

/// Plans for a practice.
///
/// `trial` is the document with the settings, as [`crate::trial::run`] scored it.
///
/// ```
/// use mips::{Document, RuleBook, plan, trial};
///
/// let text = b"performance_year = 2026\npractice.clinicians = 40\nquality.percent = 70\ncost.percent = 70\n\
///     promoting_interoperability.percent = 90\nimprovement_activities.activities = [\"IA_EPA_2\"]\n";
/// let document = Document::read("practice.toml", text)?;
/// let book = RuleBook::built_in();
/// let trial = trial::run(&book, &document, &[])?;
/// let plan = plan::plan(&book, &document, &[], &trial, plan::Wish::default());
/// assert_eq!(plan.final_score.to_string(), "72.00");
/// assert_eq!(plan.sets[0].final_score.to_string(), "79.50");
/// # Ok::<(), mips::Problems>(())
/// ```
#[must_use]
pub fn plan(
    book: &RuleBook,
    document: &Document,
    settings: &[Setting],
    trial: &Trial,
    wish: Wish<'_>,
) -> Plan {
    let footing = Footing {
        book,
        document,
        settings,
        trial,
    };
    let card = footing.card();
    let now = final_score(card);
    let choice = Choice {
        rate: wish.rate,
        set: wish.specialty,
    };
    let offered = steps::of(&footing, choice);
    let ground = Ground::of(&trial.practice);
    // The required measure earns no bonus: with more points a measure may become it, and lose its own.
    let is_monotone = trial.rules.quality.high_priority_bonus.is_none();
    let mut search = Search::new(&ground, &offered, is_monotone);
    let top = search.ceiling();
    let highest = Highest::of(&footing, &offered, &top, now);
    let target = match wish.target {
        Target::Threshold => trial.rules.adjustment.performance_threshold,
        Target::Score(score) => score,
        Target::Maximum => highest.final_score,
    };
    let reached = now >= target;
    let sets = if reached || highest.final_score < target {
        Vec::new()
    } else {
        let found = search.least(target, &top.steps);
        found
            .into_iter()
            .filter_map(|found| Set::of(&footing, &offered, found))
            .filter(|set| set.final_score >= target)
            .collect()
    };
    Plan {
        performance_year: trial.rules.performance_year,
        final_score: now,
        dollars: dollars(card),
        is_low_end: card.final_score.is_none(),
        target,
        reached,
        highest,
        sets,
        break_even: if reached {
            Vec::new()
        } else {
            break_even::of(&footing, target)
        },
        has_percents: has_percents(card),
        year_end: year_end::of(&footing),
        steps: offered.into_iter().map(|(step, _)| step).collect(),
    }
}

fn settings_of(offered: &[(Step, Change)], steps: &[usize]) -> Vec<Setting> {
    let settings = steps.iter().flat_map(|index| &offered[*index].0.settings);
    settings.cloned().collect()
}

impl Highest {
    /// What the steps reach, scored from the file.
    fn of(footing: &Footing<'_>, offered: &[(Step, Change)], top: &Ceiling, now: Decimal) -> Self {
        // A score cannot rise where every category that is known has all of its weight, and nothing moves weights.
        let is_fixed = offered.iter().all(|(_, change)| !change.changes_footing());
        let settings = settings_of(offered, &top.steps);
        let reached = footing.with(&settings).map(|trial| trial.scorecard);
        match reached.filter(|card| final_score(card) > now) {
            Some(card) => Self {
                final_score: final_score(&card),
                settings,
                is_proved: top.is_proved || (is_fixed && held_back(&card).is_empty()),
                held_back: if final_score(&card) < HUNDRED {
                    held_back(&card)
                } else {
                    Vec::new()
                },
            },
            None => Self {
                final_score: now,
                settings: Vec::new(),
                is_proved: top.is_proved || (is_fixed && held_back(footing.card()).is_empty()),
                held_back: held_back(footing.card()),
            },
        }
    }
}

/// The categories that carry weight and are short of 100 percent.
fn held_back(card: &Scorecard) -> Vec<(Category, Decimal)> {
    card.categories
        .iter()
        .filter(|(_, found)| found.weight.is_none_or(|weight| !weight.is_zero()))
        .filter_map(|(category, found)| Some((category, found.percent?)))
        .filter(|(_, percent)| *percent < HUNDRED)
        .collect()
}

/// Whether a category that the practice reports is given as a percent that is short of 100.
fn has_percents(card: &Scorecard) -> bool {
    held_back(card).iter().any(|(category, _)| {
        *category != Category::Cost
            && card.categories[*category].source == Some(PercentSource::Given)
    })
}

impl Set {
    /// What the steps reach, scored from the file.
    fn of(footing: &Footing<'_>, offered: &[(Step, Change)], found: Found) -> Option<Self> {
        let settings = settings_of(offered, &found.steps);
        let after = footing.with(&settings)?.scorecard;
        let rungs = (1..=found.steps.len())
            .map(|count| {
                let settings = settings_of(offered, &found.steps[..count]);
                let trial = footing.with(&settings)?;
                Some(final_score(&trial.scorecard))
            })
            .collect::<Option<Vec<Decimal>>>()?;
        let patients = found
            .steps
            .iter()
            .map(|index| offered[*index].0.effort.patients);
        Some(Self {
            final_score: final_score(&after),
            dollars: dollars(&after)
                .zip(dollars(footing.card()))
                .map(|(after, before)| after - before),
            patients: patients.sum(),
            rungs,
            proved_least: found.proved_least,
            steps: found.steps,
            settings,
        })
    }
}
