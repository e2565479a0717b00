//! Every figure of a score, recorded once, where it is computed.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::decimal::Exact;

macro_rules! lines {
    ($($(#[doc = $doc:literal])+ $name:ident = $key:literal,)+) => {
        /// The name of a figure. Its title, formula and governing table stand in `rules/lines.toml`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum LineName { $($(#[doc = $doc])+ $name,)+ }

        impl LineName {
            /// Every name there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The name in `rules/lines.toml` and in JSON.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }
        }
    };
}

lines! {
    /// Quality percent.
    QualityPercent = "quality_percent",
    /// Cost percent.
    CostPercent = "cost_percent",
    /// Improvement activities percent.
    ImprovementActivitiesPercent = "improvement_activities_percent",
    /// Promoting interoperability percent.
    PromotingInteroperabilityPercent = "promoting_interoperability_percent",
    /// Weight of quality, in percent.
    QualityWeight = "quality_weight",
    /// Weight of cost, in percent.
    CostWeight = "cost_weight",
    /// Weight of improvement activities, in percent.
    ImprovementActivitiesWeight = "improvement_activities_weight",
    /// Weight of promoting interoperability, in percent.
    PromotingInteroperabilityWeight = "promoting_interoperability_weight",
    /// What quality adds to the final score.
    QualityPoints = "quality_points",
    /// What cost adds to the final score.
    CostPoints = "cost_points",
    /// What improvement activities add to the final score.
    ImprovementActivitiesPoints = "improvement_activities_points",
    /// What promoting interoperability adds to the final score.
    PromotingInteroperabilityPoints = "promoting_interoperability_points",
    /// Average HCC risk score.
    AverageHcc = "average_hcc",
    /// Mean HCC risk score over clinicians.
    HccMean = "hcc_mean",
    /// Its standard deviation.
    HccSd = "hcc_sd",
    /// Its median.
    HccMedian = "hcc_median",
    /// Dual ratio.
    DualRatio = "dual_ratio",
    /// Mean dual ratio over clinicians.
    DualMean = "dual_mean",
    /// Its standard deviation.
    DualSd = "dual_sd",
    /// Its median.
    DualMedian = "dual_median",
    /// The complex patient bonus from its raw inputs, before floor and cap.
    ComplexPatientFormula = "complex_patient_formula",
    /// The complex patient bonus.
    ComplexPatientBonus = "complex_patient_bonus",
    /// The small practice bonus on the final score.
    SmallPracticeBonus = "small_practice_bonus",
    /// Category points and bonuses together.
    TotalPoints = "total_points",
    /// The final score.
    FinalScore = "final_score",
    /// How far the final score is above the performance threshold.
    Margin = "margin",
    /// A quarter of the performance threshold.
    QuarterThreshold = "quarter_threshold",
    /// The scaling factor.
    ScalingFactor = "scaling_factor",
    /// The additional scaling factor.
    AdditionalScalingFactor = "additional_scaling_factor",
    /// The payment adjustment before the additional one, in percent.
    BaseAdjustment = "base_adjustment",
    /// The additional adjustment, in percent.
    AdditionalAdjustment = "additional_adjustment",
    /// The payment adjustment, in percent.
    PaymentAdjustment = "payment_adjustment",
    /// Dollars that Medicare pays for covered professional services.
    PartBPaid = "part_b_paid",
    /// The payment adjustment in dollars.
    Dollars = "dollars",
    /// Performance met, of a measure.
    Numerator = "numerator",
    /// Performance met and not met.
    Denominator = "denominator",
    /// The performance rate, in percent or in the measure's own unit.
    PerformanceRate = "performance_rate",
    /// Patients of whom something was reported: performance met, not met, exclusions and exceptions.
    PatientsReported = "patients_reported",
    /// All who are eligible for a measure.
    EligiblePopulation = "eligible_population",
    /// The number of cases.
    Cases = "cases",
    /// Data completeness, in percent.
    DataCompleteness = "data_completeness",
    /// The decile of the benchmark that the rate lies in.
    Decile = "decile",
    /// Where that decile begins.
    DecileStart = "decile_start",
    /// Where the next decile begins.
    NextDecileStart = "next_decile_start",
    /// The points of the rate on its benchmark, before floors of new measures and caps.
    BenchmarkPoints = "benchmark_points",
    /// The floor of a new measure.
    NewMeasureFloor = "new_measure_floor",
    /// The cap of a topped-out measure.
    MeasureCap = "measure_cap",
    /// The points of a measure.
    MeasurePoints = "measure_points",
    /// Achievement points of the measures that count.
    QualityAchievementPoints = "quality_achievement_points",
    /// The number of measures that count, required ones that were not reported among them.
    QualityMeasuresCounted = "quality_measures_counted",
    /// What a survey sample that was too small takes off the available points.
    QualityPointsOff = "quality_points_off",
    /// The points that the counted measures could earn.
    QualityAvailablePoints = "quality_available_points",
    /// High-priority bonus points before their limit.
    HighPriorityPoints = "high_priority_points",
    /// The high-priority bonus.
    HighPriorityBonus = "high_priority_bonus",
    /// End-to-end bonus points before their limit.
    EndToEndPoints = "end_to_end_points",
    /// The bonus for end-to-end electronic reporting.
    EndToEndBonus = "end_to_end_bonus",
    /// Points of the complex organization adjustment before their limit.
    ComplexOrganizationPoints = "complex_organization_points",
    /// The complex organization adjustment.
    ComplexOrganizationAdjustment = "complex_organization_adjustment",
    /// The points of small practices within quality.
    QualitySmallPracticePoints = "quality_small_practice_points",
    /// The achievement percent: without bonuses and improvement.
    QualityAchievementPercent = "quality_achievement_percent",
    /// The achievement percent of the year before, as it counts.
    QualityPriorPercent = "quality_prior_percent",
    /// The improvement, in percentage points.
    QualityImprovement = "quality_improvement",
    /// The quality percent from its measures.
    QualityScore = "quality_score",
    /// Half of the last decimal place of a final score.
    HalfPlace = "half_place",
    /// The fewest points that round to the performance threshold.
    LowestNeutral = "lowest_neutral",
    /// Points without the unknown category.
    PointsWithout = "points_without",
    /// The weight of the unknown category.
    UnknownWeight = "unknown_weight",
    /// The percent of the unknown category at which the threshold is met.
    BreakEven = "break_even",
    /// Numerator of a promoting interoperability measure.
    PiNumerator = "pi_numerator",
    /// Denominator of a promoting interoperability measure.
    PiDenominator = "pi_denominator",
    /// Points that a promoting interoperability measure has by itself.
    PiOwnPoints = "pi_own_points",
    /// Points of excluded measures that moved to it.
    PiReceivedPoints = "pi_received_points",
    /// The most points it can earn.
    PiAvailable = "pi_available",
    /// The decile of its rate, an incomplete one counted.
    PiDecile = "pi_decile",
    /// What it earns.
    PiMeasurePoints = "pi_measure_points",
    /// Measures that share the points of the public health objective.
    PiPublicHealthShares = "pi_public_health_shares",
    /// The base score.
    PiBaseScore = "pi_base_score",
    /// The points of all its measures, bonuses apart.
    PiMeasureTotal = "pi_measure_total",
    /// The performance score.
    PiPerformanceScore = "pi_performance_score",
    /// The bonuses.
    PiBonus = "pi_bonus",
    /// The score of promoting interoperability.
    PiScore = "pi_score",
    /// What an improvement activity earns.
    ActivityPoints = "activity_points",
    /// The points of all activities.
    ActivityTotal = "activity_total",
    /// The improvement activities points that count.
    ActivityScore = "activity_score",
    /// Improvement activities points in percent of the most there are.
    ActivityPercent = "activity_percent",
    /// Risk-adjusted cost of an episode or beneficiary, in dollars.
    CostAmount = "cost_amount",
    /// The decile of the benchmark that a cost lies in.
    CostDecile = "cost_decile",
    /// Where that decile begins, in dollars.
    CostDecileStart = "cost_decile_start",
    /// Where the next decile begins, in dollars.
    CostDecileEnd = "cost_decile_end",
    /// What a cost measure earns.
    CostMeasurePoints = "cost_measure_points",
    /// The points of all scored cost measures.
    CostMeasureTotal = "cost_measure_total",
    /// How many cost measures are scored.
    CostMeasureCount = "cost_measure_count",
    /// Cost points in percent of the most there are.
    CostAchievement = "cost_achievement",
    /// The cost percent of the year before.
    PriorCostPercent = "prior_cost_percent",
    /// The cost improvement score, in percentage points.
    CostImprovement = "cost_improvement",
    /// The score of cost.
    CostScore = "cost_score",
}

/// Which of several alike figures a line is: of the low or the high end of a range, of a measure.
pub type Subject = Cow<'static, str>;

/// One figure.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Line {
    /// Which figure.
    pub name: LineName,
    /// Of what, where there are several.
    pub subject: Option<Subject>,
    /// Which of its formulas made it, where it has several.
    pub branch: Option<&'static str>,
    /// The table of the rules that governs it, where that depends on the practice.
    pub table: Option<Subject>,
    /// The figure as it is used and shown.
    pub value: Decimal,
    /// The figure before it was rounded.
    pub exact: Decimal,
}

/// The figures of one score, in the order in which they were computed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Worksheet {
    lines: Vec<Line>,
    subject: Option<Subject>,
    is_blank: bool,
}

impl Worksheet {
    /// An empty worksheet with room for `lines` lines.
    #[must_use]
    pub fn with_capacity(lines: usize) -> Self {
        Self {
            lines: Vec::with_capacity(lines),
            ..Self::default()
        }
    }

    /// A worksheet that stays blank: nobody asks how the score was made, only what it is.
    #[must_use]
    pub fn blank() -> Self {
        Self {
            is_blank: true,
            ..Self::default()
        }
    }

    /// Whether nothing is recorded.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.is_blank
    }

    /// The lines.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The line of this name and subject, or else the one of this name without a subject.
    #[must_use]
    pub fn find(&self, name: &str, subject: Option<&str>) -> Option<&Line> {
        let of = |wanted: Option<&str>| {
            self.lines
                .iter()
                .find(|line| line.name.key() == name && line.subject.as_deref() == wanted)
        };
        of(subject).or_else(|| of(None))
    }

    /// What the lines from here on are about.
    pub fn about(&mut self, subject: Option<Subject>) {
        self.subject = subject;
    }

    /// The lines from here on are about the measure or activity with this id.
    pub fn about_id(&mut self, id: &str) {
        if !self.is_blank {
            self.subject = Some(id.to_owned().into());
        }
    }

    /// Records a fraction as the decimal that it is or comes nearest to, and hands the fraction back.
    pub fn fraction(
        &mut self,
        name: LineName,
        branch: Option<&'static str>,
        value: Exact,
    ) -> Exact {
        if !self.is_blank {
            let decimal = value.decimal();
            self.put(name, branch, None, decimal, decimal);
        }
        value
    }

    /// Records a figure that is not rounded, and hands it back.
    pub fn line(&mut self, name: LineName, value: Decimal) -> Decimal {
        self.put(name, None, None, value, value)
    }

    /// Records a figure that one of several formulas made.
    pub fn branch(&mut self, name: LineName, branch: &'static str, value: Decimal) -> Decimal {
        self.put(name, Some(branch), None, value, value)
    }

    /// Records a figure that was rounded from `exact`.
    pub fn rounded(&mut self, name: LineName, value: Decimal, exact: Decimal) -> Decimal {
        self.put(name, None, None, value, exact)
    }

    /// Records a figure with everything there is to say of it.
    pub fn put(
        &mut self,
        name: LineName,
        branch: Option<&'static str>,
        table: Option<Subject>,
        value: Decimal,
        exact: Decimal,
    ) -> Decimal {
        if self.is_blank {
            return value;
        }
        self.lines.push(Line {
            name,
            subject: self.subject.clone(),
            branch,
            table,
            value,
            exact,
        });
        value
    }
}
