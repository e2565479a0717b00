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
    /// A rate of 0, which CMS's engine gives no points.
    RateOfZero = "rate_of_zero", "Its rate is 0 (100 where lower is better): it earns what the law says, but CMS's engine gives such a rate no points.";
    /// A rate of 0 without points.
    RateOfZeroWithoutPoints = "rate_of_zero_without_points", "Its rate is 0 (100 where lower is better), which earns nothing.";
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
    NoCases = "no_cases", "It has no eligible case: it earns nothing and fills no place.";
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

    // Promoting interoperability.

    /// An attestation that the category takes.
    Attestation = "attestation", "It is an attestation: the category takes it, and it earns no points.";
    /// An attestation that changes nothing.
    OptionalAttestation = "optional_attestation", "It is an optional attestation: it changes nothing.";
    /// Required, and not reported: the category is 0.
    RequiredNotReported = "required_not_reported", "It is required and was not reported: the category is 0.";
    /// Answered no where yes is required: the category is 0.
    AnsweredNo = "answered_no", "It takes a yes and was answered with no: the category is 0.";
    /// No patient in the numerator: the category is 0.
    NumeratorZero = "numerator_zero", "It takes at least one in the numerator: the category is 0.";
    /// The category is 0 for another reason.
    CategoryZero = "category_zero", "The category is 0 for another reason: its points do not count.";
    /// At least one in the numerator earns the minimum.
    MinimumPoints = "minimum_points", "It earns the least that a measure with at least one in the numerator does.";
    /// An exclusion is claimed.
    Excluded = "excluded", "Its exclusion is claimed.";
    /// Its points move to other measures.
    PointsMoved = "points_moved", "Its points move to other measures.";
    /// Points of excluded measures move to it.
    PointsReceived = "points_received", "Points of excluded measures moved to it.";
    /// The exclusion satisfies the base score.
    BaseExcluded = "base_excluded", "Its exclusion satisfies the base score and earns no performance points.";
    /// A base measure.
    BaseMeasure = "base_measure", "It is part of the base score.";
    /// The other measure set has more points for it.
    OtherMeasureSet = "other_measure_set", "The measure of the other set, which stands for the same, has more points.";
    /// A part of an objective that is all or nothing.
    HalfOfObjective = "half_of_objective", "It shares the points of the objective, which are all or nothing.";
    /// The objective has what it takes without it.
    ObjectiveMet = "objective_met", "The objective has what it takes without it.";
    /// Every answer earns full credit.
    AnyAnswerEarns = "any_answer_earns", "CMS suppressed it this year: every answer earns full credit.";
    /// A bonus.
    Bonus = "bonus", "It earns a bonus.";
    /// A bonus that was given for another measure.
    BonusGivenOnce = "bonus_given_once", "Its bonus is given once, and another measure earned it.";
    /// A bonus that takes a yes.
    NoBonus = "no_bonus", "It earns a bonus only when it is reported with yes, or with at least one in the numerator.";
    /// A second registry for a measure that is not reported.
    FirstRegistryMissing = "first_registry_missing", "It is a second registry for a measure that is not reported with yes.";

    // Improvement activities.

    /// Listed before.
    Duplicate = "duplicate", "It is listed twice, and counts once.";
    /// Only participants of an MVP may attest it.
    MvpOnly = "mvp_only", "Only participants of an MVP may attest it.";
    /// Earns the whole category.
    FullCredit = "full_credit", "It earns the whole category.";
    /// Earns more for a small practice or special status.
    SpecialCredit = "special_credit", "It earns more in a small practice, or with the practice's special status.";
    /// CMS assigns the percent.
    PercentAssigned = "percent_assigned", "CMS assigns the category's percent on this pathway.";

    // Cost.

    /// Costs above the benchmark's first bound.
    AboveScale = "above_scale", "Its cost is above the benchmark's scale: it earns the least there is.";
    /// Not computed for this kind of participant.
    NotForParticipation = "not_for_participation", "CMS does not compute it for this kind of participant.";
}
