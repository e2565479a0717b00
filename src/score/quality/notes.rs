//! What a reader of a quality score must know of it.

use rust_decimal::Decimal;

pub use super::eligible::{Fewer, Short};
use crate::{
    decimal::{plain, shown},
    problem::{counted, listed},
};

/// Something that a reader of a quality score must know.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum QualityNote {
    /// So many required measures were not reported, of so many required.
    MeasuresMissing {
        /// Missing.
        missing: usize,
        /// Required.
        required: usize,
    },
    /// No outcome measure and no high-priority measure was reported.
    OutcomeMissing,
    /// Fewer measures are enough, by eligible measure applicability.
    FewerEligible(Fewer),
    /// What is missing for fewer measures to be enough, and the percent that the category would have.
    ShortOfEligible(Short, Decimal),
    /// These measures have a rate of 0, which CMS's engine gives no points.
    RateOfZero(Vec<String>),
    /// Measures without a word on data completeness are taken as complete.
    CompletenessAssumed,
    /// Placeholder benchmarks were used.
    Placeholders,
    /// Measures outside the MVP are left out.
    OutsideMvp,
    /// Another set of measures was submitted and has the lower score.
    LowerSet,
    /// The survey had too few patients to sample, so that fewer points are available.
    SurveyShortfall,
    /// The APP's survey was not done.
    SurveyMissing,
    /// The achievement percent of the year before has no effect: the practice does not participate fully.
    NoImprovement,
    /// Nothing that was reported can be scored.
    NothingScored,
    /// Patients who are still to come do not count yet.
    RemainingIgnored,
}

impl QualityNote {
    /// The note in a sentence or two.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::MeasuresMissing { missing, required } => format!(
                "Quality: {missing} of the {required} required measures {} missing; each missing measure earns 0 of 10 \
                 points.",
                if *missing == 1 { "is" } else { "are" }
            ),
            Self::OutcomeMissing => "Quality: no outcome measure and no high-priority measure was reported: the required one earns 0 points."
                .into(),
            Self::FewerEligible(fewer) => fewer_text(fewer),
            Self::ShortOfEligible(short, percent) => short_text(short, *percent),
            Self::RateOfZero(ids) => format!(
                "Quality: {} {} a rate of 0 (100 where lower is better) and {} the points of the law; CMS's engine gives \
                 such a rate none (\"Contributing 0 points for 0% performance rate\").",
                listed(ids),
                if ids.len() == 1 { "has" } else { "have" },
                if ids.len() == 1 { "gets" } else { "get" }
            ),
            Self::CompletenessAssumed => {
                "Quality: we assume complete data for measures that give neither data_completeness nor eligible_population."
                    .into()
            }
            Self::Placeholders => {
                "Quality is an estimate: CMS has not published all of this year's benchmarks, so placeholders are used."
                    .into()
            }
            Self::OutsideMvp => {
                "Quality: measures outside the MVP do not count.".into()
            }
            Self::LowerSet => {
                "Quality: more than one set of measures was submitted; the set with the highest score counts."
                    .into()
            }
            Self::SurveyShortfall => {
                "Quality: the survey had too few patients to sample, so fewer points are possible."
                    .into()
            }
            Self::SurveyMissing => {
                "Quality: this pathway requires the CAHPS survey, which was not done: 0 of 10 points.".into()
            }
            Self::NoImprovement => {
                "Quality: no credit for improvement, because required measures or data are missing."
                    .into()
            }
            Self::NothingScored => "Quality: CMS can score none of the measures.".into(),
            Self::RemainingIgnored => {
                "Quality: patients still to come (`remaining`) are not counted; `mips plan` shows how the year may end."
                    .into()
            }
        }
    }
}

fn fewer_text(fewer: &Fewer) -> String {
    let Fewer {
        enough,
        sets,
        outside,
    } = fewer;
    let measures = format!(
        "{} {} enough",
        counted(*enough, "measure"),
        if *enough == 1 { "is" } else { "are" }
    );
    if sets.is_empty() {
        return format!("Quality: {measures}: the MVP has no more claims measures.");
    }
    let mut text = format!(
        "Quality: {measures}, because all measures of {} were reported.",
        listed(sets)
    );
    if !outside.is_empty() {
        text.push_str(&format!(
            " {} {} to no clinical topic; registries advise against such measures beside a complete topic, and CMS may \
             then require the full number.",
            listed(outside),
            if outside.len() == 1 { "belongs" } else { "belong" }
        ));
    }
    text
}

fn short_text(short: &Short, percent: Decimal) -> String {
    let Short {
        enough,
        sets,
        missing,
    } = short;
    format!(
        "Quality: of the measures of {}, {} {} missing. If nobody is eligible for {} and the file says so (0 of 0), {} \
         would be enough and quality would be {} percent.",
        listed(sets),
        listed(missing),
        if missing.len() == 1 { "is" } else { "are" },
        if missing.len() == 1 { "it" } else { "them" },
        counted(*enough, "measure"),
        plain(shown(percent))
    )
}
