//! What a reader of a quality score must know of it.

use crate::problem::counted;

/// Something that a reader of a quality score must know.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// So many measures are enough, by eligible measure applicability.
    FewerEligible(usize),
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
            Self::FewerEligible(enough) => format!(
                "Quality: at most {} {}, because every measure of a clinical topic or small specialty set (or of the \
                 MVP's claims measures) was reported.",
                counted(*enough, "measure"),
                if *enough == 1 { "applies" } else { "apply" }
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
        }
    }
}
