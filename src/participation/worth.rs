//! What each way of taking part is worth in dollars, with what each figure rests on.

use rust_decimal::Decimal;

use super::{
    admission::admit,
    eligibility::{Choice, Eligibility, eligibility},
    money::Apm,
    verdict::Verdict,
    way::{Worth, point, without},
};
use crate::{
    category::Category,
    decimal::{HUNDRED, plain, round_up, to_places},
    document::{Document, setting::Setting},
    practice::{Practice, taking_part::ParticipationCost},
    problem::Problems,
    report::layout::dollars,
    rules::{
        FactorBasis,
        book::{RuleBook, YearRules},
        terms::Participation,
    },
    score::{
        adjustment::{Factors, percents},
        scorecard::Bounds,
    },
    trial::{self, Trial},
};

/// The ways of taking part side by side.
pub struct Worths {
    /// The file's name.
    pub file: String,
    /// The year's rules.
    pub rules: std::sync::Arc<YearRules>,
    /// Whether the clinician or practice is in MIPS.
    pub eligibility: Eligibility,
    /// Each way.
    pub alternatives: Vec<Worth>,
    /// The one that leaves most; none while no amount is known.
    pub best: Option<&'static str>,
    /// Whether another could be the best within its range.
    pub best_is_open: bool,
    /// The least paid amount at which reporting as planned beats doing nothing.
    pub break_even_paid: Option<Decimal>,
    /// The least final score at which reporting beats doing nothing.
    pub break_even_score: Option<Decimal>,
    /// The MIPS adjustment in percent that equals the QP's gain.
    pub break_even_percent: Option<Decimal>,
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
    let admitted = admit(book, document, settings)?;
    let eligibility = eligibility(&admitted.rules, &admitted.practice);
    let planned = trial::run(book, document, settings)?;
    let mut question = Question {
        book,
        document,
        settings,
        eligibility: &eligibility,
        cost: None,
        assumptions: Vec::new(),
        planned,
    };
    let alternatives = question.alternatives(target)?;
    let (best, best_is_open) = best(&alternatives);
    let nothing = question.nothing_percent();
    let break_even_paid = question.break_even_paid(nothing);
    let break_even_score = question.break_even_score(nothing);
    let break_even_percent = question.break_even_percent(&alternatives);
    Ok(Worths {
        file: name.clone(),
        rules: std::sync::Arc::clone(&question.planned.rules),
        alternatives,
        best,
        best_is_open,
        break_even_paid,
        break_even_score,
        break_even_percent,
        assumptions: question.assumptions,
        eligibility,
    })
}

struct Question<'a> {
    book: &'a RuleBook,
    document: &'a Document,
    settings: &'a [Setting],
    eligibility: &'a Eligibility,
    cost: Option<(Decimal, String)>,
    assumptions: Vec<String>,
    planned: Trial,
}

impl Question<'_> {
    fn rules(&self) -> &YearRules {
        &self.planned.rules
    }

    fn practice(&self) -> &Practice {
        &self.planned.practice
    }

    fn alternatives(&mut self, target: Option<Decimal>) -> Result<Vec<Worth>, Problems> {
        self.cost = self.cost_of_participation();
        self.say_what_is_assumed();
        let mut found = vec![self.do_nothing()];
        let is_in = self.is_in_mips();
        let may_opt_in = self.eligibility.may.contains(&Choice::OptIn);
        let may_elect = self.eligibility.may.contains(&Choice::ElectMips);
        let threshold = self.rules().adjustment.performance_threshold;
        if is_in || may_opt_in || may_elect {
            found.push(self.at("avoid_penalty", threshold)?);
            found.push(self.as_planned(if is_in {
                "as_planned"
            } else if may_opt_in {
                "opt_in"
            } else {
                "elect_mips"
            })?);
            if let Some(target) = target {
                found.push(self.at("target", target)?);
            }
        }
        if matches!(self.eligibility.verdict, Verdict::Qp) {
            // What MIPS would pay stands beside it, so that the two tracks can be compared.
            let mut planned = self.as_planned("as_planned")?;
            planned.available = Some(false);
            found.push(planned);
        }
        if !is_in {
            found.push(self.voluntary());
        }
        let apm = Apm::of(self.rules(), self.practice());
        let qp = apm.qp();
        self.assumptions.extend(apm.assumptions);
        found.push(qp);
        if self
            .practice()
            .taking_part
            .as_deref()
            .is_some_and(|it| it.apm.is_some())
        {
            found.push(without("partial_qp", Some(true)));
        }
        Ok(found)
    }

    /// Whether reports move payments: by the verdict, or because the file says nothing of eligibility.
    fn is_in_mips(&self) -> bool {
        let it = self.eligibility;
        match it.verdict {
            Verdict::MipsEligible | Verdict::Unknown => true,
            _ => it.bound == Some(true),
        }
    }

    /// The adjustment of whoever does nothing, in percent: the law's for a final score of 0 where there is no choice.
    fn nothing_percent(&self) -> Decimal {
        let adjustment = &self.rules().adjustment;
        let automatic = self.rules().automatic_circumstances.as_ref();
        let is_covered =
            automatic.is_some_and(|it| it.participation.contains(&self.practice().participation));
        if self.is_in_mips() && !is_covered {
            adjustment.rounding.apply(-adjustment.maximum_percent)
        } else {
            Decimal::ZERO
        }
    }

    fn do_nothing(&self) -> Worth {
        let percent = self.nothing_percent();
        let mut it = without("do_nothing", Some(true));
        it.percent = Some(point(percent));
        if let Some(paid) = self.practice().part_b_paid {
            let amount = self.round(paid * percent / HUNDRED);
            it.lines.push(format!(
                "adjustment: {} x {percent} percent = {}",
                dollars(paid),
                signed(amount)
            ));
            it.adjustment = Some(point(amount));
            it.net = Some(point(amount));
        } else {
            it.net = percent.is_zero().then(|| point(self.round(Decimal::ZERO)));
        }
        it
    }

    /// Reporting without an adjustment.
    fn voluntary(&self) -> Worth {
        let mut it = without("voluntary", Some(true));
        it.net = Some(point(self.round(Decimal::ZERO)));
        self.take_cost(&mut it);
        it
    }

    fn as_planned(&self, name: &'static str) -> Result<Worth, Problems> {
        let mut it = self.of_trial(name, &self.planned);
        let adjustment = &self.rules().adjustment;
        let basis = self
            .planned
            .scorecard
            .payment_adjustment
            .scaling_factor_basis;
        let factor = &adjustment.scaling_factor;
        if it.adjustment.is_some() && basis != FactorBasis::User {
            let additional = adjustment.additional.as_ref().map(|it| &it.scaling_factor);
            let run = |end: fn(&crate::rules::ScalingFactor) -> Decimal| -> Result<Option<Bounds>, Problems> {
                let mut settings = self.settings.to_vec();
                settings.push(Setting::new("payment.scaling_factor", plain(end(factor)), "worth"));
                if let Some(additional) = additional {
                    let value = plain(end(additional));
                    settings.push(Setting::new("payment.additional_scaling_factor", value, "worth"));
                }
                let trial = trial::run(self.book, self.document, &settings)?;
                Ok(trial.scorecard.payment_adjustment.dollars_bounds)
            };
            it.of_score = run(|factor| factor.value)?;
            let ends = (run(|factor| factor.low)?, run(|factor| factor.high)?);
            if let ((Some(low), Some(high)), Some(_)) = (ends, self.planned.scorecard.final_score) {
                it.of_factor = Some(Bounds {
                    low: low.low,
                    high: high.high,
                });
            }
        }
        Ok(it)
    }

    /// The same practice with this final score.
    fn at(&self, name: &'static str, score: Decimal) -> Result<Worth, Problems> {
        let mut settings = self.settings.to_vec();
        let cleared = Category::ALL.map(Category::key);
        settings.retain(|it| !cleared.contains(&it.path.split('.').next().unwrap_or_default()));
        settings.extend(cleared.map(|key| Setting::new(key, "", "worth")));
        settings.push(Setting::new("complex_patient_bonus", "", "worth"));
        settings.push(Setting::new("facility_based", "", "worth"));
        settings.push(Setting::new("final_score", plain(score), "worth"));
        let trial = trial::run(self.book, self.document, &settings)?;
        Ok(self.of_trial(name, &trial))
    }

    fn of_trial(&self, name: &'static str, trial: &Trial) -> Worth {
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
                    signed(amount)
                );
                if !it.lines.contains(&line) {
                    it.lines.push(line);
                }
            }
        }
        self.take_cost(&mut it);
        it
    }

    fn take_cost(&self, it: &mut Worth) {
        if let Some((cost, line)) = &self.cost {
            it.cost = Some(*cost);
            it.lines.push(format!("cost: {line}"));
            it.net = it.net.map(|net| Bounds {
                low: net.low - cost,
                high: net.high - cost,
            });
        }
    }

    fn round(&self, amount: Decimal) -> Decimal {
        self.rules().adjustment.dollars_rounding.apply(amount)
    }

    /// What taking part costs, with its operands; none while it is not given.
    fn cost_of_participation(&mut self) -> Option<(Decimal, String)> {
        let given = self
            .practice()
            .taking_part
            .as_deref()
            .and_then(|it| it.cost.clone());
        let Some(ParticipationCost {
            class,
            total,
            per_physician,
            hours,
            hourly_cost,
            physicians,
        }) = given
        else {
            self.assumptions.push(
                "cost_of_participation is not given: amounts are before the cost of taking part, and the break-even says what it may be".into(),
            );
            return None;
        };
        if let Some(total) = total {
            return Some((total, format!("{} as given", dollars(total))));
        }
        if let (Some(hours), Some(hourly)) = (hours, hourly_cost) {
            let cost = self.round(hours * hourly);
            return Some((
                cost,
                format!("{hours} hours x {} = {}", dollars(hourly), dollars(cost)),
            ));
        }
        let published = class.and_then(|class| {
            let costs = &self.rules().participation_costs;
            let each = *costs.per_physician.get(&class)?;
            let note = format!(
                "cost_of_participation.class={class}: {} for each physician and year, in dollars of {}, {}; not adjusted for inflation",
                dollars(each), costs.performance_year, costs.cite
            );
            Some((each, note))
        });
        let each = match (per_physician, published) {
            (Some(each), _) => each,
            (None, Some((each, note))) => {
                self.assumptions.push(note);
                each
            }
            (None, None) => return None,
        };
        let count = if let Some(count) = physicians {
            Decimal::from(count)
        } else {
            self.assumptions
                .push("cost_of_participation.physicians=1: not given, taken as one".into());
            Decimal::ONE
        };
        let cost = self.round(each * count);
        Some((
            cost,
            format!("{} x {count} = {}", dollars(each), dollars(cost)),
        ))
    }

    fn say_what_is_assumed(&mut self) {
        let it = self.eligibility;
        let is_group = self.practice().participation != Participation::Individual;
        let says_nothing = self
            .practice()
            .taking_part
            .as_deref()
            .is_none_or(|it| it.eligibility.is_none());
        if it.verdict == Verdict::Unknown && says_nothing {
            self.assumptions.push("eligibility is not given: taken as bound to MIPS, so that doing nothing costs the maximum penalty".into());
        } else if it.verdict == Verdict::Unknown {
            self.assumptions.push("eligibility is not known (mips eligibility names what is missing): taken as bound to MIPS".into());
        } else if it.verdict == Verdict::MipsEligible && is_group && it.bound.is_none() {
            self.assumptions.push("nobody is bound to report as a group: doing nothing is taken to cost the maximum penalty, as it does for clinicians who are eligible themselves".into());
        }
        if self.practice().part_b_paid.is_none() {
            self.assumptions.push("practice.part_b_paid is not given: without it there are no dollars of the adjustment".into());
        }
        let payment = &self.planned.scorecard.payment_adjustment;
        let basis = match payment.scaling_factor_basis {
            FactorBasis::Implied => "implied by CMS's published results",
            FactorBasis::Assumed => "assumed: no result of the year is published",
            FactorBasis::User => "given",
        };
        self.assumptions.push(format!(
            "payment.scaling_factor={}: {basis}",
            plain(payment.scaling_factor)
        ));
    }

    /// The paid amount from which reporting as planned pays: cost over the difference in percent.
    fn break_even_paid(&self, nothing: Decimal) -> Option<Decimal> {
        let (cost, _) = self.cost.as_ref()?;
        let planned = self.planned.scorecard.payment_adjustment.percent?;
        let difference = planned - nothing;
        (difference > Decimal::ZERO).then(|| to_places(HUNDRED * cost / difference, 2))
    }

    /// The least final score, to the hundredth, whose adjustment covers the cost.
    fn break_even_score(&self, nothing: Decimal) -> Option<Decimal> {
        let paid = self.practice().part_b_paid?;
        let cost = self.cost.as_ref().map_or(Decimal::ZERO, |(cost, _)| *cost);
        let rules = self.rules();
        let factors = Factors::used(rules, self.practice());
        let least = self.round(paid * nothing / HUNDRED) + cost;
        let covers = |hundredths: i64| {
            let score = Decimal::new(hundredths, 2);
            let found = percents(
                &rules.adjustment,
                rules.final_score.maximum,
                score,
                score,
                factors,
            );
            self.round(paid * found.total / HUNDRED) >= least
        };
        let most = crate::decimal::scaled(rules.final_score.maximum, 2)?;
        if !covers(most) {
            return None;
        }
        let (mut low, mut high) = (0, most);
        while low < high {
            let middle = i64::midpoint(low, high);
            if covers(middle) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Some(Decimal::new(high, 2))
    }

    /// The adjustment that equals what a QP gains, before the same costs.
    fn break_even_percent(&self, alternatives: &[Worth]) -> Option<Decimal> {
        let paid = self.practice().part_b_paid.filter(|paid| !paid.is_zero())?;
        let qp = alternatives
            .iter()
            .find(|it| it.name == "qp")?
            .net?
            .point()?;
        let cost = self.cost.as_ref().map_or(Decimal::ZERO, |(cost, _)| *cost);
        Some(round_up(HUNDRED * (qp + cost) / paid, 2))
    }
}

fn signed(amount: Decimal) -> String {
    crate::report::layout::signed_dollars(amount)
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
