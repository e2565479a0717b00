//! What a reader of a quality score must know of it.

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
    /// Patients who are still to come are no part of the score.
    RemainingIgnored,
}

impl QualityNote {
    /// The note in a sentence or two.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::MeasuresMissing { missing, required } => format!(
                "Quality: {missing} of the {required} required measures {} not reported; each is 0 of 10 points.",
                if *missing == 1 { "was" } else { "were" }
            ),
            Self::OutcomeMissing => "Quality: no outcome measure and no other high-priority measure was reported; the place of the \
                 required one is 0 points."
                .into(),
            Self::FewerEligible(enough) => format!(
                "Quality: no more than {enough} measures apply, since all measures of a clinical topic or of a small \
                 specialty set (or of the MVP's claims measures) were reported."
            ),
            Self::CompletenessAssumed => {
                "Quality: measures that give neither data_completeness nor eligible_population are taken as complete."
                    .into()
            }
            Self::Placeholders => {
                "Quality: benchmarks that CMS has not published yet are stood in for by placeholders: an estimate."
                    .into()
            }
            Self::OutsideMvp => {
                "Quality: measures that do not belong to the MVP are left out.".into()
            }
            Self::LowerSet => {
                "Quality: several sets of measures were submitted; the one with the highest score counts."
                    .into()
            }
            Self::SurveyShortfall => {
                "Quality: the survey had too few patients to sample, so that fewer points are available."
                    .into()
            }
            Self::SurveyMissing => {
                "Quality: the pathway requires the CAHPS survey, which was not done: 0 of 10 points.".into()
            }
            Self::NoImprovement => {
                "Quality: no improvement is counted, since not all required data were reported completely."
                    .into()
            }
            Self::NothingScored => "Quality: none of its measures can be scored.".into(),
            Self::RemainingIgnored => {
                "Quality: patients still to come (`remaining`) are not counted; `mips plan` shows how the year may end."
                    .into()
            }
        }
    }
}
