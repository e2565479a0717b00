//! The result of a score: plain values, and the worksheet behind them.

use rust_decimal::Decimal;

use crate::{
    category::{ByCategory, Category},
    practice::states::{PercentSource, ReweightingBasis},
    problem::Problem,
    rules::{
        FactorBasis, YearStatus,
        collection_type::CollectionType,
        terms::{Participation, Pathway, Reason},
    },
    score::{
        adjustment::Class, cost::note::CostNote, improvement_activities::note::ActivityNote,
        promoting_interoperability::note::InteroperabilityNote, quality::notes::QualityNote,
        reason::MeasureReason, worksheet::Worksheet,
    },
};

/// A range, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The lower end.
    pub low: Decimal,
    /// The upper end.
    pub high: Decimal,
}

impl Bounds {
    /// Whether both ends are the same.
    #[must_use]
    pub fn is_point(&self) -> bool {
        self.low == self.high
    }

    /// The one figure that both ends are, if they are.
    #[must_use]
    pub fn point(&self) -> Option<Decimal> {
        self.is_point().then_some(self.low)
    }
}

/// Everything that [`crate::score()`] finds.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Scorecard {
    /// The performance year.
    pub performance_year: u16,
    /// The year whose payments are adjusted.
    pub payment_year: u16,
    /// Whether the year's rules are final.
    pub rules_status: YearStatus,
    /// Files and settings that replace built-in rules.
    pub overrides: Vec<String>,
    /// Who was scored.
    pub practice: Identity,
    /// Each category.
    pub categories: ByCategory<CategoryScore>,
    /// The complex patient bonus in points; absent while unknown.
    pub complex_patient_bonus: Option<Decimal>,
    /// The small practice bonus on the final score, in points; absent where the final score was given.
    pub small_practice_bonus: Option<Decimal>,
    /// The final score, 0 to 100; absent while a category is unknown.
    pub final_score: Option<Decimal>,
    /// What the final score can be.
    pub final_score_bounds: Bounds,
    /// Whether the final score was given, so that nothing is known of what makes it.
    pub final_score_is_given: bool,
    /// Whether fewer than two categories are scored, so that the threshold takes the score's place.
    pub replaced_by_threshold: bool,
    /// The performance threshold.
    pub performance_threshold: Decimal,
    /// The additional performance threshold, in years that have one.
    pub additional_performance_threshold: Option<Decimal>,
    /// Where the one unknown category meets the threshold.
    pub break_even: Option<BreakEven>,
    /// The payment adjustment.
    pub payment_adjustment: PaymentAdjustment,
    /// What was reweighted, assumed or is provisional, in the order of the rules.
    pub notes: Vec<Note>,
    /// What is valid but odd in the input.
    pub warnings: Vec<Problem>,
    /// Every figure, as it was computed.
    pub sheet: Worksheet,
}

impl Scorecard {
    /// Whether the score rests on benchmarks that stand in for ones that are not there: it is an estimate.
    #[must_use]
    pub fn is_estimate(&self) -> bool {
        let weighs = |category| {
            self.categories[category]
                .weight
                .is_none_or(|weight| !weight.is_zero())
        };
        self.notes.iter().any(|note| match note {
            Note::Quality(QualityNote::Placeholders) => weighs(Category::Quality),
            Note::Cost(CostNote::Placeholder | CostNote::Quantiles) => weighs(Category::Cost),
            _ => false,
        })
    }
}

/// Who was scored.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Identity {
    /// The practice's name.
    pub name: Option<String>,
    /// How it takes part.
    pub participation: Participation,
    /// How it reports.
    pub pathway: Pathway,
    /// The MIPS Value Pathway's id.
    pub mvp: Option<String>,
    /// Whether it is a small practice.
    pub small_practice: bool,
}

/// The status of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// It has a percent.
    Scored,
    /// Nothing was submitted.
    NotSubmitted,
    /// Its weight moved away.
    Reweighted,
    /// Not known yet.
    Unknown,
}

impl Status {
    /// The word in JSON.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Scored => "scored",
            Self::NotSubmitted => "not_submitted",
            Self::Reweighted => "reweighted",
            Self::Unknown => "unknown",
        }
    }
}

/// The result of one category.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CategoryScore {
    /// Its status.
    pub status: Status,
    /// Why it is not scored.
    pub reason: Option<Reason>,
    /// Where its percent comes from.
    pub source: Option<PercentSource>,
    /// Its percent, 0 to 100.
    pub percent: Option<Decimal>,
    /// Its weight in percent; absent while it depends on what is unknown.
    pub weight: Option<Decimal>,
    /// What it adds to the final score; absent while unknown.
    pub points: Option<Decimal>,
    /// Its measures or activities, where it was computed from them.
    pub measures: Vec<MeasureScore>,
}

impl CategoryScore {
    /// A category of which nothing is known.
    pub(super) fn unknown() -> Self {
        Self {
            status: Status::Unknown,
            reason: None,
            source: None,
            percent: None,
            weight: None,
            points: None,
            measures: Vec::new(),
        }
    }
}

/// The result of one measure or activity.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MeasureScore {
    /// CMS's id.
    pub id: String,
    /// The collection type of a quality measure.
    pub collection_type: Option<CollectionType>,
    /// Its title.
    pub title: String,
    /// The performance rate, in percent or in the measure's own unit; a cost in dollars.
    pub performance_rate: Option<Decimal>,
    /// The decile of its benchmark that the rate falls in.
    pub decile: Option<u8>,
    /// Points; absent when it is not scored.
    pub points: Option<Decimal>,
    /// The most points it could earn, which is what it adds to the denominator when it counts.
    pub available: Decimal,
    /// Whether it counts towards the category.
    pub counted: bool,
    /// Why it earned what it earned, and why it does or does not count.
    pub reasons: Vec<MeasureReason>,
}

/// Where the one unknown category meets the threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BreakEven {
    /// The category.
    pub category: Category,
    /// The least percent with which the threshold is met; below 0 it always is, above 100 never.
    pub percent: Decimal,
}

/// The payment adjustment.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PaymentAdjustment {
    /// In percent; absent while a category is unknown.
    pub percent: Option<Decimal>,
    /// The part below or above the threshold.
    pub base_percent: Option<Decimal>,
    /// The additional part for exceptional performance.
    pub additional_percent: Option<Decimal>,
    /// The class; absent while it depends on what is unknown.
    pub class: Option<Class>,
    /// The scaling factor used.
    pub scaling_factor: Decimal,
    /// What it rests on.
    pub scaling_factor_basis: FactorBasis,
    /// The additional scaling factor used, in years that have one.
    pub additional_scaling_factor: Option<Decimal>,
    /// What that rests on.
    pub additional_scaling_factor_basis: Option<FactorBasis>,
    /// What the percent can be, over unknown categories and the range of the scaling factors.
    pub bounds: Bounds,
    /// The scaling factors at the two ends.
    pub scaling_factor_bounds: Bounds,
    /// What the percent can be over unknown categories alone, with the scaling factor used.
    pub bounds_at_factor: Bounds,
    /// In dollars, when the paid amount is known.
    pub dollars: Option<Decimal>,
    /// What the dollars can be.
    pub dollars_bounds: Option<Bounds>,
    /// What was publicized before the year: the largest loss, and the largest gain at the highest factors.
    pub publicized: Bounds,
}

/// Something that a reader of the score must know: what was moved, assumed, or may change.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// A category's weight moved to the others.
    Reweighted(Category, Reason, ReweightingBasis),
    /// Data were submitted although the law would have moved the weight away: they restore it.
    Restored(Category),
    /// CMS assigns the percent.
    Assigned(Category),
    /// A category is not known.
    Unknown(Category),
    /// The final score was given.
    FinalScoreGiven,
    /// Fewer categories are scored than a final score takes.
    ReplacedByThreshold,
    /// The practice's size is assumed; and what the final score of a small practice would be, where that was asked.
    SizeAssumed(Option<Bounds>),
    /// So few clinicians make the APM Entity a small practice; and what its final score would be if it were not one.
    EntitySize(u32, Bounds),
    /// The complex patient bonus is not given, and could add up to this many points.
    BonusNotGiven(Decimal),
    /// The complex patient bonus is not known.
    BonusUnknown,
    /// A bonus is not due, since no data were submitted.
    BonusWithoutData,
    /// Facility-based scores are used.
    FacilityUsed,
    /// Facility-based scores are used at one end of the range, `low` or `high`.
    FacilityUsedAt(&'static str),
    /// Facility-based scores are not used, since quality carries no weight here.
    FacilityWithoutQuality,
    /// The practice's own scores are used: they are higher than the facility's.
    FacilityNotHigher,
    /// A group without improvement activities or promoting interoperability data takes no part in facility-based scoring.
    FacilityNeedsSubmission,
    /// Something about the quality category.
    Quality(QualityNote),
    /// The scaling factor is assumed.
    FactorAssumed,
    /// The scaling factor is implied by published results.
    FactorImplied,
    /// The user gave the scaling factor.
    FactorGiven,
    /// The user gave the additional scaling factor.
    AdditionalFactorGiven,
    /// Something about the promoting interoperability category.
    PromotingInteroperability(InteroperabilityNote),
    /// Something about the improvement activities category.
    ImprovementActivities(ActivityNote),
    /// Something about the cost category.
    Cost(CostNote),
    /// A sentence that belongs to every result of the year, by number.
    OfTheYear(usize),
    /// A sentence that belongs to every result of the pathway, by number.
    OfThePathway(usize),
}

impl Note {
    /// What there is to say of a scaling factor with this basis.
    pub(super) fn of_factor(basis: FactorBasis) -> Self {
        match basis {
            FactorBasis::Assumed => Self::FactorAssumed,
            FactorBasis::Implied => Self::FactorImplied,
            FactorBasis::User => Self::FactorGiven,
        }
    }
}
