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
    PointsGiven = "points_given", "The file gives its points.";
    /// The rate is short of the benchmark's first bound.
    BelowScale = "below_scale", "Worse than the lowest benchmark: the fewest points.";
    /// The same, where that is a reading of CMS's table.
    BelowScaleOpen = "below_scale_open", "Worse than the lowest benchmark: the fewest points, which is one of two readings of CMS's table.";
    /// A rate of 0, which CMS's engine gives no points.
    RateOfZero = "rate_of_zero", "A rate of 0 (100 where lower is better): it earns what the law says, but CMS's engine gives such a rate no points.";
    /// A rate of 0 without points.
    RateOfZeroWithoutPoints = "rate_of_zero_without_points", "A rate of 0 (100 where lower is better) earns nothing.";
    /// Every decile begins at the same rate.
    OneBoundOpen = "one_bound_open", "All deciles begin at the same rate. CMS has scored such a rate both ways, with full points and with the fewest: the fewest are used.";
    /// The benchmark stands in for one that is not published.
    PlaceholderBenchmark = "placeholder_benchmark", "Estimated: CMS has not published this year's benchmark, so a placeholder is used.";
    /// The benchmark's bounds are not deciles.
    QuantileBenchmark = "quantile_benchmark", "Estimated: the published benchmark is not in deciles.";
    /// It is new, and earns at least the floor of new measures.
    NewMeasureFloor = "new_measure_floor", "New measure: it earns at least the points that CMS guarantees new measures.";
    /// It is topped out, and capped.
    ToppedOutCap = "topped_out_cap", "Topped out: CMS caps its points.";
    /// It is topped out, and the pathway is free of the cap.
    CapNotApplied = "cap_not_applied", "Topped out, but this pathway has no cap.";
    /// No benchmark.
    NoBenchmark = "no_benchmark", "No benchmark.";
    /// Fewer cases than the minimum.
    TooFewCases = "too_few_cases", "Too few cases.";
    /// Less data than the data completeness requirement.
    Incomplete = "incomplete", "Too little of its data was reported (data completeness).";
    /// No case at all.
    NoCases = "no_cases", "No eligible patients: it earns nothing and fills no place.";
    /// CMS suppressed it.
    Suppressed = "suppressed", "CMS suppressed it this year: it is left out of the points earned and the points possible.";
    /// Only nine months count.
    Truncated = "truncated", "Only the first nine months of the year count.";
    /// What cannot be scored leaves both sums here.
    NotScored = "not_scored", "CMS cannot score it: it is left out of the points earned and the points possible.";
    /// The group has too few clinicians.
    TooFewClinicians = "too_few_clinicians", "CMS computes it for larger groups only.";
    /// Elected, and not scorable.
    ElectedNotScored = "elected_not_scored", "The MVP report selected it, and CMS cannot score it: 0 points.";
    /// Required, and not reported.
    NotReported = "not_reported", "Required and not reported: 0 points.";
    /// A survey measure.
    PartOfSurvey = "part_of_survey", "Part of the survey, which counts as one measure.";
    /// The mean of the survey measures.
    SurveyMean = "survey_mean", "The average of the survey measures' points.";
    /// Fills the outcome slot.
    OutcomeMeasure = "outcome_measure", "The required outcome measure.";
    /// Fills the outcome slot without being an outcome.
    HighPriorityMeasure = "high_priority_measure", "The required high-priority measure, used because no outcome measure was reported.";
    /// Others have more points.
    NotAmongBest = "not_among_best", "Other measures earn more.";
    /// The same measure has more points in another collection type.
    OtherCollectionType = "other_collection_type", "The same measure counts in another collection type.";
    /// Another set of measures scores higher.
    OtherSet = "other_set", "Another set of measures scores higher.";
    /// Computed by CMS on top.
    AdministrativeClaims = "administrative_claims", "CMS computes it from claims and adds it to the reported measures.";
    /// The best population health measure of an MVP.
    PopulationHealth = "population_health", "The MVP's population health measure.";
    /// Not part of the MVP.
    OutsideMvp = "outside_mvp", "Not part of the MVP.";
    /// Earns the high-priority bonus.
    HighPriorityBonus = "high_priority_bonus", "Earns the high-priority bonus.";
    /// Earns the end-to-end bonus.
    EndToEndBonus = "end_to_end_bonus", "Earns the bonus for end-to-end electronic reporting.";
    /// Earns the complex organization adjustment.
    ComplexOrganization = "complex_organization", "Earns the complex organization adjustment.";

    // Promoting interoperability.

    /// An attestation that the category takes.
    Attestation = "attestation", "Required yes/no statement; no points.";
    /// An attestation that changes nothing.
    OptionalAttestation = "optional_attestation", "Optional yes/no statement; no points.";
    /// Required, and not reported: the category is 0.
    RequiredNotReported = "required_not_reported", "Required and missing: the whole category is 0.";
    /// Answered no where yes is required: the category is 0.
    AnsweredNo = "answered_no", "Answered no where yes is required: the whole category is 0.";
    /// No patient in the numerator: the category is 0.
    NumeratorZero = "numerator_zero", "The numerator is 0, and at least 1 is required: the whole category is 0.";
    /// The category is 0, whatever this one earns: its own line says why.
    CategoryZero = "category_zero", "No points, because the whole category is 0.";
    /// At least one in the numerator earns the minimum.
    MinimumPoints = "minimum_points", "The fewest points for a measure with at least 1 patient in the numerator.";
    /// An exclusion is claimed.
    Excluded = "excluded", "Excluded.";
    /// Its points move to other measures.
    PointsMoved = "points_moved", "Its points move to other measures.";
    /// Points of excluded measures move to it.
    PointsReceived = "points_received", "Takes the points of excluded measures.";
    /// The exclusion satisfies the base score.
    BaseExcluded = "base_excluded", "Excluded: the base score is met, without performance points.";
    /// A base measure.
    BaseMeasure = "base_measure", "Part of the base score.";
    /// The other measure set has more points for it.
    OtherMeasureSet = "other_measure_set", "The same measure of the other measure set earns more.";
    /// A part of an objective that is all or nothing.
    HalfOfObjective = "half_of_objective", "The objective earns all of its points together, or none.";
    /// Not needed: the objective is met without it.
    ObjectiveMet = "objective_met", "Not needed: the objective is met without it.";
    /// Every answer earns full credit.
    AnyAnswerEarns = "any_answer_earns", "CMS suppressed it this year: any answer earns full credit.";
    /// A bonus.
    Bonus = "bonus", "Earns a bonus.";
    /// A bonus that was given for another measure.
    BonusGivenOnce = "bonus_given_once", "No points: another measure already earned this bonus.";
    /// A bonus that takes a yes.
    NoBonus = "no_bonus", "No bonus: it needs a yes, or at least 1 patient in the numerator.";
    /// A second registry for a measure that is not reported.
    FirstRegistryMissing = "first_registry_missing", "No credit: it is a second registry for a measure that was not answered yes.";

    // Improvement activities.

    /// Listed before.
    Duplicate = "duplicate", "Listed twice; it counts once.";
    /// For MVP participants only: no points.
    MvpOnly = "mvp_only", "For MVP participants only: no points.";
    /// Earns the whole category.
    FullCredit = "full_credit", "Earns full credit for the whole category.";
    /// Earns more for a small practice or special status.
    SpecialCredit = "special_credit", "Earns extra points because of the practice's size or special status.";
    /// CMS assigns the percent.
    PercentAssigned = "percent_assigned", "CMS assigns this category's percent on this pathway.";

    // Cost.

    /// Costs above the benchmark's first bound.
    AboveScale = "above_scale", "Costs more than the highest benchmark: the fewest points.";
    /// Not computed for this kind of participant.
    NotForParticipation = "not_for_participation", "CMS does not compute it for this kind of participant.";
}
