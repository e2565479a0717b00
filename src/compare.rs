//! Several scenarios side by side: every figure that differs, and by how much.

mod changes;
mod figures;
mod printing;
mod scenario;

pub use self::{figures::Figure, scenario::Scenario};
use crate::{
    document::Document,
    problem::Problems,
    report::{figures, tree::Tree},
    rulebook::RuleBook,
    rules::diff::Change,
    setting::Setting,
    trial::{self, Trial},
};

/// A scenario with its score.
pub struct Scored {
    /// Its name.
    pub name: String,
    /// Its score.
    pub trial: Trial,
}

impl Scored {
    /// Scores a scenario of a practice. `settings` are those of the run, below the scenario's.
    ///
    /// # Errors
    ///
    /// As [`trial::run`].
    pub fn run(
        book: &RuleBook,
        document: &Document,
        settings: &[Setting],
        scenario: &Scenario,
    ) -> Result<Self, Problems> {
        let (mut of_rules, of_practice): (Vec<Setting>, Vec<Setting>) =
            settings.iter().cloned().partition(Setting::is_of_rules);
        let mut document = document.clone();
        document.lay(&of_practice)?;
        of_rules.extend_from_slice(&scenario.settings);
        Ok(Self {
            name: scenario.name.clone(),
            trial: trial::run(book, &document, &of_rules)?,
        })
    }
}

/// Scenarios side by side.
pub struct Comparison {
    /// Their names.
    pub names: Vec<String>,
    /// The figures that differ, with final score and adjustment always among them.
    pub figures: Vec<Figure>,
    /// Which scenarios earn the most: by adjustment, then by final score. None when nothing is known for sure.
    pub best: Vec<usize>,
    /// The changes of the rules behind a difference between years, with the two years.
    pub changes: Vec<(u16, u16, Vec<Change>)>,
}

/// Compares scenarios. The first is what the others are held against.
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
            let always = ["final_score", "payment_adjustment.percent"]
                .contains(&figure.path.as_str())
                || (has_dollars && figure.path == "payment_adjustment.dollars");
            always || (figure.differs() && (has_ranges || !figure.path.contains("bounds")))
        })
        .collect();
    Comparison {
        names: scored.iter().map(|scored| scored.name.clone()).collect(),
        figures,
        best: best(scored),
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
