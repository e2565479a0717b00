//! What each way of taking part is worth in dollars, with what each figure rests on.

mod break_even;
mod cost;

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{
    admission::as_asked,
    eligibility::{Choice, Eligibility, eligibility},
    money::Apm,
    qp::rank,
    verdict::Verdict,
    way::{Worth, without},
    words::standing,
};
use crate::{
    category::Category,
    decimal::plain,
    document::{Document, setting::Setting},
    practice::Practice,
    problem::Problems,
    report::layout::{dollars, signed_dollars},
    rules::{
        FactorBasis, ScalingFactor,
        book::{RuleBook, YearRules},
        terms::{Participation, QpStatus},
    },
    score::{adjustment::Factors, scorecard::Bounds},
    trial::{self, Trial},
};

pub use break_even::{BreakEven, Span};
use cost::Cost;

/// The ways of taking part side by side.
#[non_exhaustive]
pub struct Worths {
    /// The file's name.
    pub file: String,
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
    /// What was taken for granted; where a key would change it, it stands in front.
    pub assumptions: Vec<String>,
}

/// Compares the ways of taking part of one practice. `target` is a final score of the reader's own.
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
        rules: Arc::clone(&question.planned.rules),
        alternatives,
        best,
        best_is_open,
        break_even,
        assumptions,
        eligibility,
    })
}

struct Question<'a> {
    book: &'a RuleBook,
    document: &'a Document,
    settings: &'a [Setting],
    eligibility: &'a Eligibility,
    cost: Option<Cost>,
    planned: Trial,
}

impl Question<'_> {
    fn rules(&self) -> &YearRules {
        &self.planned.rules
    }

    fn practice(&self) -> &Practice {
        &self.planned.practice
    }

    fn alternatives(&self, target: Option<Decimal>, apm: &Apm<'_>) -> Result<Vec<Worth>, Problems> {
        let mut found = vec![self.do_nothing()?];
        let is_in = self.is_in_mips();
        let may = |choice| self.eligibility.may.contains(&choice);
        let planned = if is_in {
            Some(("as_planned", Some(true)))
        } else if may(Choice::OptIn) {
            Some(("opt_in", Some(true)))
        } else if may(Choice::ElectMips) {
            Some(("elect_mips", Some(true)))
        } else if self.eligibility.verdict == Verdict::Qp {
            // What MIPS would pay stands beside it, so that the two tracks can be compared.
            Some(("as_planned", Some(false)))
        } else if self.eligibility.verdict == Verdict::Unknown {
            Some(("opt_in", None))
        } else {
            None
        };
        let mut avoided = None;
        if let Some((name, available)) = planned {
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

    /// Whether reports move payments: by the verdict, or because what would say otherwise is not given.
    fn is_in_mips(&self) -> bool {
        let it = self.eligibility;
        match it.verdict {
            Verdict::MipsEligible => true,
            Verdict::Unknown => it.bound != Some(false),
            _ => it.bound == Some(true),
        }
    }

    /// Whether the practice has this standing in an Advanced APM; none while the file does not say.
    fn is_available(&self, status: QpStatus) -> Option<bool> {
        let apm = self
            .practice()
            .taking_part
            .as_deref()
            .and_then(|it| it.apm.as_ref())?;
        let standing = &self.eligibility.qp;
        if status == QpStatus::PartialQp && standing.status == Some(status) && self.is_in_mips() {
            // Elected for MIPS, which is final.
            return Some(false);
        }
        match standing.status {
            Some(known) if known == status => Some(true),
            // A score that is missing could still prove the higher standing.
            Some(known) if rank(known) < rank(status) && !standing.missing.is_empty() => None,
            None if apm.advanced != Some(false) => None,
            _ => Some(false),
        }
    }

    /// Whether whoever submits nothing is excused in this year, as CMS excused individuals.
    fn is_excused(&self) -> bool {
        let automatic = self.rules().automatic_circumstances.as_ref();
        automatic.is_some_and(|it| it.participation.contains(&self.practice().participation))
    }

    /// Submitting nothing: a final score of 0 for whoever is in MIPS, the threshold for whoever is excused, and nothing at
    /// all for everybody else.
    fn do_nothing(&self) -> Result<Worth, Problems> {
        if !self.is_in_mips() {
            return Ok(without("do_nothing", Some(true)));
        }
        let score = if self.is_excused() {
            self.rules().adjustment.performance_threshold
        } else {
            Decimal::ZERO
        };
        let mut it = of_trial("do_nothing", &self.scored(score)?);
        it.final_score = None;
        Ok(it)
    }

    /// Reporting without an adjustment.
    fn voluntary(&self) -> Worth {
        self.costly(without("voluntary", Some(true)))
    }

    fn as_planned(&self, name: &'static str) -> Result<Worth, Problems> {
        let mut it = self.costly(of_trial(name, &self.planned));
        let payment = &self.planned.scorecard.payment_adjustment;
        if it.adjustment.is_none() || payment.scaling_factor_basis == FactorBasis::User {
            return Ok(it);
        }
        let at = |end: fn(&ScalingFactor) -> Decimal| -> Result<Option<Bounds>, Problems> {
            let adjustment = &self.rules().adjustment;
            let mut settings = self.settings.to_vec();
            let factor = plain(end(&adjustment.scaling_factor));
            settings.push(Setting::new("payment.scaling_factor", factor, "worth"));
            if let Some(additional) = &adjustment.additional {
                let factor = plain(end(&additional.scaling_factor));
                let path = "payment.additional_scaling_factor";
                settings.push(Setting::new(path, factor, "worth"));
            }
            let trial = trial::run(self.book, self.document, &settings)?;
            Ok(trial.scorecard.payment_adjustment.dollars_bounds)
        };
        it.of_score = at(|factor| factor.value)?;
        // The factor moves only what a score above the threshold gains, so its part is that of the highest score.
        if let (Some(low), Some(high)) = (at(|factor| factor.low)?, at(|factor| factor.high)?) {
            it.of_factor = Some(Bounds {
                low: low.high,
                high: high.high,
            });
        }
        Ok(it)
    }

    /// The same practice with this final score.
    fn at(&self, name: &'static str, score: Decimal) -> Result<Worth, Problems> {
        Ok(self.costly(of_trial(name, &self.scored(score)?)))
    }

    fn scored(&self, score: Decimal) -> Result<Trial, Problems> {
        let replaced = Category::ALL.map(Category::key);
        let others = ["complex_patient_bonus", "facility_based"];
        let mut settings = self.settings.to_vec();
        settings.extend(
            replaced
                .into_iter()
                .chain(others)
                .map(|key| Setting::new(key, "", "worth")),
        );
        settings.push(Setting::new("final_score", plain(score), "worth"));
        trial::run(self.book, self.document, &settings)
    }

    /// The same way less what taking part costs.
    fn costly(&self, mut it: Worth) -> Worth {
        if let Some(cost) = &self.cost {
            it.cost = Some(cost.amount);
            it.lines.push(format!("cost: {}", cost.line));
            it.net = it.net.map(|net| Bounds {
                low: net.low - cost.amount,
                high: net.high - cost.amount,
            });
        }
        it
    }

    /// What is taken for granted of eligibility, payments and the scaling factor.
    fn assumed(&self) -> Vec<String> {
        let it = self.eligibility;
        let mut assumed = Vec::new();
        let facts = self.practice().taking_part.as_deref();
        let says_nothing = facts.is_none_or(|it| it.eligibility.is_none());
        let is_group = self.practice().participation != Participation::Individual;
        if it.verdict == Verdict::Unknown && self.is_in_mips() {
            let why = if says_nothing {
                "eligibility is not given"
            } else {
                "eligibility is not known, mips eligibility names what is missing"
            };
            assumed.push(format!("eligibility.mips_status=eligible: {why}; taken as bound to MIPS, so that doing nothing costs the maximum penalty"));
        } else if it.verdict == Verdict::MipsEligible && is_group && it.bound.is_none() {
            assumed.push("nobody is bound to report as a group: doing nothing is taken to cost the maximum penalty, as it does for clinicians who are eligible themselves".into());
        }
        if self.is_in_mips() && self.is_excused() {
            let citation = self.rules().citation("automatic_circumstances");
            let standing = standing(citation.status).map(|it| format!(", {it}"));
            assumed.push(format!(
                "doing nothing costs nothing this year: CMS excuses individuals who submit nothing ({}{})",
                citation.cite,
                standing.unwrap_or_default()
            ));
        }
        if self.practice().part_b_paid.is_none() {
            assumed.push("practice.part_b_paid is not given: without it there are no dollars of the adjustment".into());
        }
        let payment = &self.planned.scorecard.payment_adjustment;
        let basis = match payment.scaling_factor_basis {
            FactorBasis::Implied => "implied by CMS's published results",
            FactorBasis::Assumed => "assumed: no result of the year is published",
            FactorBasis::User => "given",
        };
        assumed.push(format!(
            "payment.scaling_factor={}: {basis}",
            plain(payment.scaling_factor)
        ));
        let used = Factors::used(self.rules(), self.practice());
        if self.rules().adjustment.additional.is_some() {
            let given = self.practice().payment.additional_scaling_factor.is_some();
            let basis = if given {
                "given"
            } else {
                "implied by CMS's published results"
            };
            assumed.push(format!(
                "payment.additional_scaling_factor={}: {basis}",
                plain(used.additional)
            ));
        }
        assumed
    }
}

/// A way that is scored, with what it does to payments.
fn of_trial(name: &'static str, trial: &Trial) -> Worth {
    let mut it = without(name, Some(true));
    let card = &trial.scorecard;
    let payment = &card.payment_adjustment;
    it.final_score = Some(card.final_score_bounds);
    it.percent = Some(payment.bounds);
    it.adjustment = payment.dollars_bounds;
    it.net = payment.dollars_bounds;
    if let (Some(paid), Some(bounds)) = (trial.practice.part_b_paid, payment.dollars_bounds) {
        for (percent, amount) in [
            (payment.bounds.low, bounds.low),
            (payment.bounds.high, bounds.high),
        ] {
            let line = format!(
                "adjustment: {} x {percent} percent = {}",
                dollars(paid),
                signed_dollars(amount)
            );
            if !it.lines.contains(&line) {
                it.lines.push(line);
            }
        }
    }
    it
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
