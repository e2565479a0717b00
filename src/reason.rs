//! Why a measure earned what it earned, and why it does or does not count.

macro_rules! reasons {
    ($($(#[doc = $doc:literal])+ $name:ident = $key:literal, $text:literal;)+) => {
        /// Why a measure earned what it earned, and why it does or does not count.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum MeasureReason { $($(#[doc = $doc])+ $name,)+ }

        impl MeasureReason {
            /// Every reason there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The word in JSON.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }

            /// The reason in one sentence.
            #[must_use]
            pub fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }
        }
    };
}

reasons! {
    /// The practice file gives its points.
    PointsGiven = "points_given", "Its points are given.";
    /// The rate is short of the benchmark's first bound.
    BelowScale = "below_scale", "Its rate is below the benchmark's scale: the floor applies.";
    /// The same, where that is a reading of CMS's table.
    BelowScaleOpen = "below_scale_open", "Its rate is below the benchmark's scale: the floor applies, which is one of two readings of CMS's table.";
    /// Every decile begins at the same rate.
    OneBoundOpen = "one_bound_open", "All deciles begin at the same rate, and CMS's engine was seen to give such a rate full points once and the floor once: the floor applies.";
    /// The benchmark stands in for one that is not published.
    PlaceholderBenchmark = "placeholder_benchmark", "Its benchmark is a placeholder: CMS has not published the year's.";
    /// The benchmark's bounds are no deciles.
    QuantileBenchmark = "quantile_benchmark", "Its published benchmark holds other quantiles than deciles: its points are an estimate.";
    /// It is new, and earns at least the floor of new measures.
    NewMeasureFloor = "new_measure_floor", "It is new to the program: the floor of new measures applies.";
    /// It is topped out, and capped.
    ToppedOutCap = "topped_out_cap", "It is topped out: its points are capped.";
    /// It is topped out, and the pathway is free of the cap.
    CapNotApplied = "cap_not_applied", "It is topped out, but the pathway is free of the cap.";
    /// No benchmark.
    NoBenchmark = "no_benchmark", "It has no benchmark.";
    /// Fewer cases than the minimum.
    TooFewCases = "too_few_cases", "It has fewer cases than the minimum.";
    /// Less data than the data completeness requirement.
    Incomplete = "incomplete", "Its data are not complete.";
    /// No case at all.
    NoCases = "no_cases", "It has no eligible case: it counts as not reported.";
    /// CMS suppressed it.
    Suppressed = "suppressed", "CMS suppressed it this year: it leaves both sums.";
    /// Only nine months count.
    Truncated = "truncated", "Only the first nine months of the year count.";
    /// What cannot be scored leaves both sums here.
    NotScored = "not_scored", "It cannot be scored, and leaves both sums.";
    /// The group has too few clinicians.
    TooFewClinicians = "too_few_clinicians", "CMS computes it for larger groups only.";
    /// Elected, and not scorable.
    ElectedNotScored = "elected_not_scored", "It was elected for the MVP and cannot be scored: 0 points.";
    /// Required, and not reported.
    NotReported = "not_reported", "It is required and was not reported: 0 points.";
    /// A survey measure.
    PartOfSurvey = "part_of_survey", "It counts through the survey as a whole.";
    /// The mean of the survey measures.
    SurveyMean = "survey_mean", "Its points are the mean of its survey measures' points.";
    /// Fills the outcome slot.
    OutcomeMeasure = "outcome_measure", "It is the required outcome measure.";
    /// Fills the outcome slot without being an outcome.
    HighPriorityMeasure = "high_priority_measure", "It is the required high-priority measure, in place of an outcome measure.";
    /// Others have more points.
    NotAmongBest = "not_among_best", "Other measures have more points.";
    /// The same measure has more points in another collection type.
    OtherCollectionType = "other_collection_type", "The same measure counts in another collection type.";
    /// Another set of measures has the higher score.
    OtherSet = "other_set", "Another set of measures has the higher score.";
    /// Computed by CMS on top.
    AdministrativeClaims = "administrative_claims", "CMS computes it from claims, on top of what is reported.";
    /// The best population health measure of an MVP.
    PopulationHealth = "population_health", "It is the population health measure of the MVP.";
    /// Not part of the MVP.
    OutsideMvp = "outside_mvp", "It does not belong to the MVP.";
    /// Earns the high-priority bonus.
    HighPriorityBonus = "high_priority_bonus", "It earns the high-priority bonus.";
    /// Earns the end-to-end bonus.
    EndToEndBonus = "end_to_end_bonus", "It earns the bonus for end-to-end electronic reporting.";
    /// Earns the complex organization adjustment.
    ComplexOrganization = "complex_organization", "It earns the complex organization adjustment.";
}
