//! What costs a practice points, each with what it costs: the file as it stands against the file with the mend.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::{
    footing::{Footing, dollars, final_score},
    mends::{self, mend::Mend},
};
use crate::{
    document::{Document, setting::Setting},
    rules::book::RuleBook,
    trial::Trial,
};

/// One thing that costs points, or that is required and missing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cost {
    /// The key that the first setting changes, else the key or table at fault.
    pub path: String,
    /// What is wrong, in one sentence without a final period.
    pub message: String,
    /// What mends it, in the same form.
    pub mend: String,
    /// Points of the final score that the mend adds; none where no setting can say.
    pub points: Option<Decimal>,
    /// Dollars that it adds to the payment adjustment, where the paid amount is given.
    pub dollars: Option<Decimal>,
    /// The mend, as settings; empty where only the practice knows it.
    pub settings: Vec<Setting>,
    /// The final score with the mend.
    pub final_score: Option<Decimal>,
}

/// Everything that costs the practice points, the largest loss first; what has no points comes last. Where something is
/// unknown, all figures are those of the low end.
///
/// `trial` is the document with the settings, as [`crate::trial::run`] scored it.
///
/// ```
/// use mips::{Document, RuleBook, plan::costs, trial};
///
/// let book = RuleBook::built_in();
/// let text = "performance_year = 2025\nquality.percent = 80\ncost.percent = 60\n\
///             promoting_interoperability.percent = 90\n[improvement_activities]\nactivities = [\"IA_EPA_2\"]\n";
/// let document = Document::read("practice.toml", text.as_bytes())?;
/// let trial = trial::run(&book, &document, &[])?;
/// let lost = costs(&book, &document, &[], &trial);
/// // One activity of the two that a practice which is not small needs: half of 15 points.
/// assert_eq!(lost[0].points.unwrap().to_string(), "7.50");
/// # Ok::<(), mips::Problems>(())
/// ```
#[must_use]
pub fn costs(
    book: &RuleBook,
    document: &Document,
    settings: &[Setting],
    trial: &Trial,
) -> Vec<Cost> {
    let footing = Footing {
        book,
        document,
        settings,
        trial,
    };
    let mut found: Vec<Cost> = mends::of(&footing)
        .into_iter()
        .filter_map(|mend| weighed(&footing, mend))
        .collect();
    found.sort_by_key(|cost| Reverse(cost.points));
    found
}

/// What a mend adds; none for one that adds nothing and that nothing requires.
fn weighed(footing: &Footing<'_>, mend: Mend) -> Option<Cost> {
    let mut cost = Cost {
        path: mend
            .settings
            .first()
            .map_or(mend.path, |setting| setting.path.clone()),
        message: mend.message,
        mend: mend.advice,
        points: None,
        dollars: None,
        settings: Vec::new(),
        final_score: None,
    };
    if !mend.settings.is_empty()
        && let Some(after) = footing.ends_with(&mend.settings)
    {
        let before = footing.card();
        let points = after.final_score.low - final_score(before);
        if points > Decimal::ZERO {
            cost.points = Some(points);
            cost.dollars = after
                .dollars()
                .zip(dollars(before))
                .map(|(after, before)| after - before);
            cost.final_score = Some(after.final_score.low);
            cost.settings = mend.settings;
            return Some(cost);
        }
    }
    mend.is_required.then_some(cost)
}
