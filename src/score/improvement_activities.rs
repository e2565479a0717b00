//! The improvement activities category from its own data: 42 CFR 414.1380(b)(3) and 414.1365(d)(3)(iii).

pub(in crate::score) mod credit;
pub mod note;

use rust_decimal::Decimal;

pub use note::ActivityNote;

use super::computation::{Computation, unscored};
use crate::{
    category::{Category, CategorySet},
    decimal::Exact,
    practice::{Practice, states::Computed},
    rules::{
        book::YearRules,
        improvement_activities::{ActivityMethod, CreditKind},
        measures::{ActivityWeight, Mvp},
        terms::Pathway,
    },
    score::{
        reason::MeasureReason,
        scorecard::{MeasureScore, Note},
        worksheet::{LineName, Worksheet},
    },
};

/// Computes the category from [`Practice::data`]; data were `submitted` for these categories.
pub(super) fn compute(
    rules: &YearRules,
    practice: &Practice,
    submitted: CategorySet,
    sheet: &mut Worksheet,
) -> Computation {
    let mvp = (practice.pathway == Pathway::Mvp)
        .then(|| rules.inventory()?.mvps.get(practice.mvp.as_ref()?))
        .flatten();
    let mut earning = Earning {
        rules,
        practice,
        submitted,
        mvp,
        sheet,
        measures: Vec::new(),
        notes: Vec::new(),
    };
    if let Some(assigned) = &rules.pathways[&practice.pathway].assigned {
        return earning.assigned(assigned.improvement_activities);
    }
    let total = earning.activities();
    earning.computation(total)
}

/// Computes the category of a practice that attested no activity: an APM participant may be due a part of it all the
/// same.
pub(super) fn without_activities(
    rules: &YearRules,
    practice: &Practice,
    submitted: CategorySet,
    sheet: &mut Worksheet,
) -> Computation {
    // Where CMS assigns the percent, it stands for the credit too.
    if rules.pathways[&practice.pathway].assigned.is_some() {
        return Computation::nothing(practice, Category::ImprovementActivities);
    }
    let earning = Earning {
        rules,
        practice,
        submitted,
        mvp: None,
        sheet,
        measures: Vec::new(),
        notes: Vec::new(),
    };
    if earning.apm_credit(Decimal::ZERO).is_some() {
        earning.computation(Decimal::ZERO)
    } else {
        Computation::nothing(practice, Category::ImprovementActivities)
    }
}

/// A category as it is being computed.
struct Earning<'a> {
    rules: &'a YearRules,
    practice: &'a Practice,
    /// The categories for which data were submitted.
    submitted: CategorySet,
    mvp: Option<&'a Mvp>,
    sheet: &'a mut Worksheet,
    measures: Vec<MeasureScore>,
    notes: Vec<Note>,
}

impl Earning<'_> {
    /// The points of all activities, without a cap.
    fn activities(&mut self) -> Decimal {
        let mut total = Decimal::ZERO;
        let mut outside = Vec::new();
        for (n, id) in self.practice.data.improvement_activities.iter().enumerate() {
            let before = &self.practice.data.improvement_activities[..n];
            let year = &self.rules.improvement_activities;
            let refusal = if before.contains(id) {
                Some(MeasureReason::Duplicate)
            } else if self.is_outside_mvp(id) {
                outside.push(id.clone());
                Some(MeasureReason::OutsideMvp)
            } else if self.practice.pathway != Pathway::Mvp && year.mvp_only.contains(id) {
                Some(MeasureReason::MvpOnly)
            } else {
                None
            };
            if let Some(reason) = refusal {
                self.push(id, None, vec![reason]);
                continue;
            }
            self.sheet.about_id(id);
            let (points, reasons) = self.points(id);
            self.sheet.about(None);
            self.push(id, Some(points), reasons);
            total += points;
        }
        if !outside.is_empty() {
            self.notes
                .push(Note::ImprovementActivities(ActivityNote::OutsideMvp(
                    outside,
                )));
        }
        total
    }

    /// Whether the practice's MVP lacks the activity. A medical home counts in every MVP.
    fn is_outside_mvp(&self, id: &String) -> bool {
        let year = &self.rules.improvement_activities;
        self.mvp.is_some_and(|mvp| {
            !mvp.activities.contains(id)
                && !year.full_credit.contains(id)
                && !year.mvp_only.contains(id)
        })
    }

    /// The points of one activity.
    fn points(&mut self, id: &String) -> (Decimal, Vec<MeasureReason>) {
        let year = &self.rules.improvement_activities;
        if year.full_credit.contains(id) {
            let points = year.maximum;
            self.sheet
                .branch(LineName::ActivityPoints, "full_credit", points);
            return (points, vec![MeasureReason::FullCredit]);
        }
        let in_mvp = year
            .mvp
            .as_ref()
            .filter(|_| self.practice.pathway == Pathway::Mvp);
        let method = in_mvp.map_or(&year.method, |mvp| &mvp.method);
        let special = &year.special_credit;
        let is_special = in_mvp.is_none()
            && ((special.small_practice && self.practice.small_practice)
                || self
                    .practice
                    .special_statuses
                    .iter()
                    .any(|status| special.special_statuses.contains(status)));
        let weight = self
            .rules
            .inventory()
            .and_then(|inventory| inventory.improvement_activities.get(id))
            .map(|activity| activity.weight);
        let (branches, ordinary) = match method {
            ActivityMethod::WeightedActivities(points) => match weight {
                Some(ActivityWeight::High) => (["high", "high_special", "high_mvp"], points.high),
                Some(ActivityWeight::Medium) => {
                    (["medium", "medium_special", "medium_mvp"], points.medium)
                }
                Some(ActivityWeight::None) | None => {
                    (["no_weight", "no_weight", "no_weight"], Decimal::ZERO)
                }
            },
            ActivityMethod::ActivityCount(count) => {
                (["count", "count_special", "count_mvp"], count.points)
            }
        };
        let (branch, points, reasons) = if is_special {
            let points = ordinary * special.factor;
            (branches[1], points, vec![MeasureReason::SpecialCredit])
        } else {
            let branch = branches[usize::from(in_mvp.is_some()) * 2];
            (branch, ordinary, Vec::new())
        };
        let table = match method {
            _ if in_mvp.is_some() => "improvement_activities.mvp",
            ActivityMethod::WeightedActivities(_) => {
                "improvement_activities.method.weighted_activities"
            }
            ActivityMethod::ActivityCount(_) => "improvement_activities.method.activity_count",
        };
        let name = LineName::ActivityPoints;
        self.sheet
            .put(name, Some(branch), Some(table.into()), points, points);
        (points, reasons)
    }

    fn push(&mut self, id: &str, points: Option<Decimal>, reasons: Vec<MeasureReason>) {
        self.measures.push(MeasureScore {
            points,
            available: points.unwrap_or_default(),
            counted: points.is_some(),
            reasons,
            ..unscored(self.rules.inventory(), id, self.sheet)
        });
    }

    /// What the points become with an APM participant's credit, where what the file says makes it due.
    fn apm_credit(&self, earned: Decimal) -> Option<Decimal> {
        let attested = self.measures.iter().any(|measure| measure.counted);
        credit::is_due(self.rules, self.practice, attested, self.submitted)
            .then(|| credit::points(self.rules, earned))
    }

    fn computation(mut self, total: Decimal) -> Computation {
        let year = &self.rules.improvement_activities;
        self.sheet.line(LineName::ActivityTotal, total);
        let credited = self.apm_credit(total);
        let score = credited.unwrap_or(total).min(year.maximum);
        let branch = match (credited, year.apm_participant.credit) {
            (None, _) => "activities",
            (Some(_), CreditKind::Floor) => "apm_floor",
            (Some(_), CreditKind::Added) => "apm_added",
        };
        self.sheet.branch(LineName::ActivityScore, branch, score);
        if total.min(year.maximum) < score {
            let points = year.apm_participant.points;
            self.notes
                .push(Note::ImprovementActivities(ActivityNote::ApmCredit(points)));
        }
        let percent = credit::of_maximum(score, year.maximum);
        self.sheet
            .fraction(LineName::ActivityPercent, None, percent);
        Computation {
            is_on_sheet: true,
            ..self.done(percent)
        }
    }

    /// The percent that CMS assigns on the pathway; activities change nothing.
    fn assigned(mut self, percent: Decimal) -> Computation {
        for id in &self.practice.data.improvement_activities {
            self.push(id, None, vec![MeasureReason::PercentAssigned]);
        }
        self.notes
            .push(Note::Assigned(Category::ImprovementActivities));
        self.done(percent.into())
    }

    fn done(self, percent: Exact) -> Computation {
        Computation {
            computed: Computed::Percent(percent),
            submits: !self.practice.data.improvement_activities.is_empty(),
            is_on_sheet: false,
            measures: self.measures,
            notes: self.notes,
        }
    }
}
