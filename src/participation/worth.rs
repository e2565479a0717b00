//! What each way of taking part is worth in dollars, with what each figure rests on.

mod assumed;
mod break_even;
mod cost;
mod question;
mod scored;

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{
    admission::as_asked,
    eligibility::{Choice, Eligibility, eligibility},
    money::Apm,
    verdict::Verdict,
    way::{Worth, without},
};
use crate::{
    document::{Document, setting::Setting},
    problem::Problems,
    rules::{
        book::{RuleBook, YearRules},
        terms::QpStatus,
    },
    score::scorecard::Bounds,
    trial,
};

pub use break_even::{BreakEven, Span};
use question::Question;

/// The ways of taking part side by side.
#[non_exhaustive]
pub struct Worths {
    /// The file's name.
    pub file: String,
    /// The practice's name, where the file gives it.
    pub practice: Option<String>,
    /// The year's rules.
    pub rules: Arc<YearRules>,
    /// Whether the clinician or practice is in MIPS.
    pub eligibility: Eligibility,
    /// Each way.
    pub alternatives: Vec<Worth>,
    /// The one that leaves most; none while no amount is known.
    pub best: Option<&'static str>,
    /// Whether another could be the best within its range.
    pub best_is_open: bool,
    /// Where reporting, and the tracks, weigh the same.
    pub break_even: BreakEven,
    /// What was taken for granted; where a key would change it, it is in front.
    pub assumptions: Vec<String>,
}

/// Compares the ways of taking part of one practice. `target` is a final score of the reader's own.
///
/// ```
/// use mips::{Document, RuleBook, Setting, participation};
///
/// let text = "performance_year = 2025\nquality.percent = 80\ncost.percent = 60\n\
///             improvement_activities.percent = 100\npromoting_interoperability.percent = 90\n";
/// let document = Document::read("practice.toml", text.as_bytes())?;
/// let paid = Setting::new("practice.part_b_paid", "100000", "example");
/// let file = ("practice.toml".to_owned(), document);
/// let found = participation::worth(&RuleBook::built_in(), &file, &[paid], None)?;
/// let nothing = &found.alternatives[0];
/// assert_eq!(nothing.name, "do_nothing");
/// // Without data the penalty is the largest, 9 percent of what Medicare pays.
/// assert_eq!(nothing.net.unwrap().low.to_string(), "-9000.00");
/// # Ok::<(), mips::Problems>(())
/// ```
///
/// # Errors
///
/// As [`trial::run`].
pub fn worth(
    book: &RuleBook,
    (name, document): &(String, Document),
    settings: &[Setting],
    target: Option<Decimal>,
) -> Result<Worths, Problems> {
    let (document, of_rules) = as_asked(book, document, settings)?;
    let planned = trial::run(book, &document, &of_rules)?;
    let eligibility = eligibility(&planned.rules, &planned.practice);
    let practice = planned.practice.name.clone();
    let (cost, mut assumptions) = cost::of(&planned);
    let question = Question {
        book,
        document: &document,
        settings: &of_rules,
        eligibility: &eligibility,
        cost,
        planned,
    };
    assumptions.extend(question.assumed());
    let apm = Apm::of(question.rules(), question.practice());
    assumptions.extend(apm.assumptions.iter().cloned());
    let alternatives = question.alternatives(target, &apm)?;
    let (best, best_is_open) = best(&alternatives);
    let break_even = break_even::find(
        &question.planned,
        question.cost.as_ref().map(|it| it.amount),
        &alternatives,
    );
    Ok(Worths {
        file: name.clone(),
        practice,
        rules: Arc::clone(&question.planned.rules),
        alternatives,
        best,
        best_is_open,
        break_even,
        assumptions,
        eligibility,
    })
}

impl Question<'_> {
    fn alternatives(&self, target: Option<Decimal>, apm: &Apm<'_>) -> Result<Vec<Worth>, Problems> {
        let mut found = vec![self.do_nothing()?];
        let is_in = self.is_in_mips();
        let mut avoided = None;
        if let Some((name, available)) = self.reporting() {
            let threshold = self.rules().adjustment.performance_threshold;
            let mut planned = self.as_planned(name)?;
            avoided = planned.adjustment;
            planned.available = available;
            if available == Some(true) {
                found.push(self.at("avoid_penalty", threshold)?);
            }
            found.push(planned);
            if let Some(target) = target.filter(|_| available == Some(true)) {
                found.push(self.at("target", target)?);
            }
        }
        if !is_in {
            found.push(self.voluntary());
        }
        let qp = Worth {
            available: self.is_available(QpStatus::Qp),
            mips_avoided: avoided,
            ..apm.qp()
        };
        found.push(qp);
        if apm.is_given() {
            found.push(Worth {
                mips_avoided: avoided,
                ..without("partial_qp", self.is_available(QpStatus::PartialQp))
            });
        }
        Ok(found.into_iter().map(Worth::summed).collect())
    }

    /// The way in which reports move payments, and whether it is open.
    fn reporting(&self) -> Option<(&'static str, Option<bool>)> {
        let may = |choice| self.eligibility.may.contains(&choice);
        if self.is_in_mips() {
            return Some(("as_planned", Some(true)));
        }
        if may(Choice::OptIn) {
            return Some(("opt_in", Some(true)));
        }
        if may(Choice::ElectMips) {
            return Some(("elect_mips", Some(true)));
        }
        match self.eligibility.verdict {
            // What MIPS would pay is beside it, so that the two tracks can be compared.
            Verdict::Qp => Some(("as_planned", Some(false))),
            Verdict::Unknown => Some(("opt_in", None)),
            _ => None,
        }
    }
}

/// The way that leaves most at its low end, among those that are open; and whether another may leave more.
fn best(alternatives: &[Worth]) -> (Option<&'static str>, bool) {
    let open: Vec<(&'static str, Bounds)> = alternatives
        .iter()
        .filter(|it| it.available == Some(true))
        .filter_map(|it| Some((it.name, it.net?)))
        .collect();
    let all_known = alternatives
        .iter()
        .all(|it| it.available != Some(true) || it.net.is_some());
    let mut best: Option<(&'static str, Bounds)> = None;
    for (name, net) in &open {
        if best.is_none_or(|(_, so_far)| (net.low, net.high) > (so_far.low, so_far.high)) {
            best = Some((name, *net));
        }
    }
    match best.filter(|_| all_known) {
        Some((name, net)) => {
            let is_open = open
                .iter()
                .any(|(other, it)| *other != name && it.high > net.low);
            (Some(name), is_open)
        }
        None => (None, false),
    }
}
