//! Several scenarios side by side: every figure that differs, and by how much.

mod changes;
mod columns;
mod figures;
mod page;
mod printing;
mod readings;
mod scored;

pub use self::{figures::Figure, scored::Scored};
pub use crate::document::scenario::Scenario;
use crate::{
    report::{self, factor, figures, tree::Tree},
    rules::diff::Change,
};

/// Scenarios side by side.
#[non_exhaustive]
pub struct Comparison {
    /// Their names.
    pub names: Vec<String>,
    /// The figures that differ, with final score and adjustment always among them.
    pub figures: Vec<Figure>,
    /// Which scenarios earn the most: by adjustment, then by final score. None when nothing is known for sure.
    pub best: Vec<usize>,
    /// What the gains rest on, a sentence for each scaling factor; none without a gain.
    pub footing: Vec<String>,
    /// The open questions of the law that move a scenario's score, a sentence for each with what the other reading makes of
    /// every scenario that it moves.
    pub open: Vec<String>,
    /// The same of each scenario, as [`report::result`] has them.
    pub readings: Vec<Tree>,
    /// The changes of the rules behind a difference between years, with the two years.
    pub changes: Vec<(u16, u16, Vec<Change>)>,
}

/// Compares scenarios. The first is what the others are held against.
///
/// ```
/// use mips::{Document, RuleBook, compare::{Scenario, Scored, compare}};
///
/// let book = RuleBook::built_in();
/// let text = "performance_year = 2025\nquality.percent = 80\ncost.percent = 60\n\
///             improvement_activities.percent = 100\npromoting_interoperability.percent = 90\n";
/// let document = Document::read("practice.toml", text.as_bytes())?;
/// let mut scored = Vec::new();
/// for text in ["as planned: cost.percent=60", "cost at 40: cost.percent=40"] {
///     scored.push(Scored::run(&book, &document, &[], &Scenario::parse(text)?)?);
/// }
/// let comparison = compare(&scored);
/// let score = comparison.figures.iter().find(|it| it.path == "final_score").unwrap();
/// // 20 percent less of a category that weighs 30 percent.
/// assert_eq!(score.differences()[1].unwrap().to_string(), "-6.00");
/// # Ok::<(), mips::Problems>(())
/// ```
#[must_use]
pub fn compare(scored: &[Scored]) -> Comparison {
    let trees: Vec<Tree> = scored
        .iter()
        .map(|scored| figures(&scored.trial.rules, &scored.trial.scorecard))
        .collect();
    let has_dollars = scored
        .iter()
        .any(|scored| scored.trial.practice.part_b_paid.is_some());
    let has_ranges = scored
        .iter()
        .any(|scored| scored.trial.scorecard.final_score.is_none());
    let figures = figures::wanted()
        .into_iter()
        .map(|(path, title, unit)| Figure {
            values: trees
                .iter()
                .map(|tree| tree.get(&path).cloned().unwrap_or(Tree::Null))
                .collect(),
            path,
            title,
            unit,
        })
        .filter(|figure| {
            if figure.path == "payment_adjustment.dollars" {
                return has_dollars && figure.values.iter().any(|value| *value != Tree::Null);
            }
            let is_unknown = figure.values.iter().all(|value| *value == Tree::Null);
            if figure.is_always_shown() || (has_ranges && figure.is_end_of_range()) {
                return !is_unknown;
            }
            figure.differs() && (has_ranges || !figure.path.contains("bounds"))
        })
        .collect();
    Comparison {
        names: scored.iter().map(|scored| scored.name.clone()).collect(),
        figures,
        best: best(scored),
        footing: footing(scored),
        open: readings::sentences(scored),
        readings: scored
            .iter()
            .map(|scored| report::readings(&scored.trial))
            .collect(),
        changes: changes::changes(scored),
    }
}

/// The scenarios that earn the most. A range counts by its lower end, which is sure.
fn best(scored: &[Scored]) -> Vec<usize> {
    let rank = |scored: &Scored| {
        let card = &scored.trial.scorecard;
        let payment = &card.payment_adjustment;
        let dollars = payment
            .dollars
            .or(payment.dollars_bounds.map(|bounds| bounds.low))
            .unwrap_or_default();
        let percent = payment.percent.unwrap_or(payment.bounds.low);
        (
            dollars,
            percent,
            card.final_score.unwrap_or(card.final_score_bounds.low),
        )
    };
    let most = scored.iter().map(rank).max();
    let best: Vec<usize> = (0..scored.len())
        .filter(|n| Some(rank(&scored[*n])) == most)
        .collect();
    if best.len() == scored.len() {
        Vec::new()
    } else {
        best
    }
}

/// What the gains rest on. A factor of several scenarios is told once, with what its range makes of each.
fn footing(scored: &[Scored]) -> Vec<String> {
    let payment = |scored: &Scored| scored.trial.scorecard.payment_adjustment.clone();
    let mut groups: Vec<Vec<&Scored>> = Vec::new();
    for one in scored.iter().filter(|it| factor::bears_on(&payment(it))) {
        let group = groups
            .iter_mut()
            .find(|group| factor::is_same(&payment(group[0]), &payment(one)));
        match group {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    let is_one = groups.len() == 1;
    let told = groups.iter().map(|group| {
        let words = factor::words(&payment(group[0]));
        let names: Vec<&str> = group.iter().map(|it| it.name.as_str()).collect();
        let mut sentence = if is_one {
            words
        } else {
            format!("{}: {words}", names.join(", "))
        };
        for one in group {
            let range = factor::range(&payment(one));
            if !range.is_empty() && group.len() == 1 && !is_one {
                sentence.push_str(&format!("; {range}"));
            } else if !range.is_empty() {
                sentence.push_str(&format!("; {} {range}", one.name));
            }
        }
        sentence
    });
    told.collect()
}
