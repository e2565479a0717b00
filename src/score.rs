//! The whole calculation, in the order of the regulation: categories, weights, bonuses, final score, adjustment.

use rust_decimal::Decimal;

pub mod adjustment;
mod bonuses;
mod categories;
pub mod cost;
mod final_score;
pub(crate) mod frame;
pub mod improvement_activities;
pub mod measure_points;
pub mod promoting_interoperability;
pub mod quality;
pub mod weights;

use adjustment::{Factors, Percents};
use categories::has_data;
use final_score::{Case, Outcome};
use weights::{Source, Standing};

use crate::{
    category::{ByCategory, Category, CategorySet},
    decimal::{HUNDRED, round_up},
    practice::{CategoryInput, ComplexPatientInput, Practice, words::Reason},
    rulebook::YearRules,
    rules::{FactorBasis, Rules, ScalingFactor},
    scorecard::{
        Bounds, BreakEven, CategoryScore, Identity, Note, PaymentAdjustment, Scorecard, Status,
    },
    worksheet::{LineName, Subject, Worksheet},
};

/// Scores a practice that was admitted to these rules. It cannot fail.
///
/// # Panics
///
/// For a practice that was admitted to other rules than these.
#[must_use]
pub fn score(rules: &YearRules, practice: &Practice) -> Scorecard {
    let mut sheet = Worksheet::with_capacity(48);
    let mut computations = categories::compute(rules, practice, &mut sheet);
    let computed = ByCategory::from_fn(|category| computations[category].computed);
    let standings = weights::settle(rules, practice, &computed);
    let bonus = bonuses::complex_patient(rules, practice, &mut sheet);

    // What is unknown takes each of its ends in turn; without an unknown there is one case, and both ends are it.
    let cases = cases(rules, practice, &standings, [bonus.low, bonus.high]);
    let mut ends: Option<(Outcome, Outcome)> = None;
    for case in &cases {
        let outcome = final_score::evaluate(rules, practice, case);
        ends = Some(match ends {
            None => (outcome, outcome),
            Some((low, high)) => (
                if outcome.exact < low.exact {
                    outcome
                } else {
                    low
                },
                if high.exact < outcome.exact {
                    outcome
                } else {
                    high
                },
            ),
        });
    }
    let (low, high) = ends.expect("admission makes sure of a row of weights, and so of a case");
    let is_known = cases.len() == 1;

    let factors = YearFactors::of(rules, practice);
    let payment = if is_known {
        final_score::record(rules, practice, &low, &mut sheet);
        record_adjustments(rules, practice, &factors, &low, &low, true, &mut sheet)
    } else {
        for (subject, end) in [("low", &low), ("high", &high)] {
            sheet.about(Some(Subject::Borrowed(subject)));
            final_score::record(rules, practice, end, &mut sheet);
        }
        record_adjustments(rules, practice, &factors, &low, &high, false, &mut sheet)
    };
    sheet.about(None);
    let break_even = break_even(rules, practice, &standings, &cases, &mut sheet);

    Scorecard {
        performance_year: rules.performance_year,
        payment_year: rules.payment_year,
        rules_status: rules.status,
        overrides: rules.overrides.clone(),
        practice: Identity {
            name: practice.name.clone(),
            participation: practice.participation,
            pathway: practice.pathway,
            mvp: practice.mvp.clone(),
            small_practice: practice.small_practice,
        },
        categories: ByCategory::from_fn(|category| CategoryScore {
            measures: std::mem::take(&mut computations[category].measures),
            ..category_score(category, &standings, &low, &high, is_known)
        }),
        complex_patient_bonus: (low.complex_patient == high.complex_patient)
            .then_some(low.complex_patient),
        small_practice_bonus: low.small_practice,
        final_score: is_known.then_some(low.score),
        final_score_bounds: Bounds {
            low: low.score,
            high: high.score,
        },
        replaced_by_threshold: is_known && low.replaced,
        performance_threshold: rules.adjustment.performance_threshold,
        additional_performance_threshold: rules
            .adjustment
            .additional
            .as_ref()
            .map(|additional| additional.performance_threshold),
        break_even,
        payment_adjustment: payment,
        notes: {
            let of_categories = computations
                .iter()
                .flat_map(|(_, computation)| computation.notes.iter().cloned());
            let mut notes = notes(rules, practice, &standings, &cases, &low, &factors);
            notes.extend(of_categories);
            notes
        },
        warnings: practice.warnings.clone(),
        sheet,
    }
}

/// Every way in which what is unknown can come out, at the ends of what it can be.
fn cases(
    rules: &Rules,
    practice: &Practice,
    standings: &ByCategory<Standing>,
    bonus: [Decimal; 2],
) -> Vec<Case> {
    let own_quality = matches!(
        practice.categories.quality,
        CategoryInput::Percent(_) | CategoryInput::Data(_) | CategoryInput::Unknown
    );
    let stood_in = practice.facility_based.is_some() && !own_quality;
    let options = ByCategory::from_fn(|category| match standings[category] {
        Standing::Scored { percent, .. } => vec![Some(percent)],
        Standing::NotSubmitted => vec![Some(Decimal::ZERO)],
        Standing::Reweighted { .. } => vec![None],
        // A hospital's scores stand in for a quality and cost that nobody else gave.
        Standing::Unknown if stood_in && is_absent(practice, category) => vec![Some(Decimal::ZERO)],
        Standing::Unknown if can_be_reweighted(rules, practice, category) => {
            vec![Some(Decimal::ZERO), Some(HUNDRED), None]
        }
        Standing::Unknown => vec![Some(Decimal::ZERO), Some(HUNDRED)],
    });
    let bonuses = if bonus[0] == bonus[1] {
        &bonus[..1]
    } else {
        &bonus[..]
    };
    let (_, table) = weights::table(rules, practice);
    let mut cases = Vec::with_capacity(1);
    for quality in &options.quality {
        for cost in &options.cost {
            for improvement_activities in &options.improvement_activities {
                for promoting_interoperability in &options.promoting_interoperability {
                    let percents = ByCategory {
                        quality: *quality,
                        cost: *cost,
                        improvement_activities: *improvement_activities,
                        promoting_interoperability: *promoting_interoperability,
                    };
                    let not_scored: CategorySet = Category::ALL
                        .into_iter()
                        .filter(|category| percents[*category].is_none())
                        .collect();
                    let left = Category::ALL.len() - not_scored.len();
                    if left >= rules.final_score.minimum_categories
                        && table.rows.get(not_scored).is_none()
                    {
                        // The law has no row for this, so it cannot come out so.
                        continue;
                    }
                    let has_data = has_data(standings, &percents);
                    cases.extend(bonuses.iter().map(|bonus| Case {
                        percents,
                        has_data,
                        own_quality,
                        complex_patient: *bonus,
                    }));
                }
            }
        }
    }
    cases
}

fn is_absent(practice: &Practice, category: Category) -> bool {
    matches!(category, Category::Quality | Category::Cost)
        && practice.categories[category] == CategoryInput::Absent
}

/// Whether the law knows a reason for which an unknown category could still end up not scored.
fn can_be_reweighted(rules: &Rules, practice: &Practice, category: Category) -> bool {
    let applicable = rules.pathways[&practice.pathway].quality_always_applicable;
    rules.reweighting_reasons.iter().any(|(reason, known)| {
        known.categories.contains(&category)
            && !(applicable
                && category == Category::Quality
                && *reason == Reason::NoApplicableMeasures)
    })
}

/// The scaling factors used, with their ranges.
struct YearFactors {
    used: Factors,
    low: Factors,
    high: Factors,
    basis: FactorBasis,
}

impl YearFactors {
    fn of(rules: &Rules, practice: &Practice) -> Self {
        let range = |factor: Option<&ScalingFactor>, user: Option<Decimal>| match (user, factor) {
            (Some(user), _) => [user; 2],
            (None, Some(factor)) => [factor.low, factor.high],
            (None, None) => [Decimal::ZERO; 2],
        };
        let base_rules = &rules.adjustment.scaling_factor;
        let base = range(Some(base_rules), practice.payment.scaling_factor);
        let additional = rules
            .adjustment
            .additional
            .as_ref()
            .map(|additional| &additional.scaling_factor);
        let additional = range(additional, practice.payment.additional_scaling_factor);
        let at = |n: usize| Factors {
            base: base[n],
            additional: additional[n],
        };
        let basis = if practice.payment.scaling_factor.is_some() {
            FactorBasis::User
        } else {
            base_rules.basis
        };
        Self {
            used: Factors::used(rules, practice),
            low: at(0),
            high: at(1),
            basis,
        }
    }
}

fn record_adjustments(
    rules: &Rules,
    practice: &Practice,
    factors: &YearFactors,
    low: &Outcome,
    high: &Outcome,
    is_known: bool,
    sheet: &mut Worksheet,
) -> PaymentAdjustment {
    let adjustment = &rules.adjustment;
    let maximum = rules.final_score.maximum;
    let at = |outcome: &Outcome, factors| {
        adjustment::percents(adjustment, maximum, outcome.exact, outcome.score, factors)
    };
    let used = at(low, factors.used);
    let ends = [at(low, factors.low), at(high, factors.high)];
    let paid = practice.part_b_paid;
    if let Some(paid) = paid {
        sheet.about(None);
        sheet.line(LineName::PartBPaid, paid);
    }
    if is_known {
        record_adjustment(rules, &used, factors.used, paid, sheet);
    }
    let differs = !is_known || ends.iter().any(|end| end.total != used.total);
    if differs {
        for (subject, end, factors) in [
            ("low", &ends[0], factors.low),
            ("high", &ends[1], factors.high),
        ] {
            sheet.about(Some(Subject::Borrowed(subject)));
            record_adjustment(rules, end, factors, paid, sheet);
        }
        sheet.about(None);
    }
    let bounds = Bounds {
        low: ends[0].total,
        high: ends[1].total,
    };
    let in_dollars = |percent| paid.map(|paid| adjustment::dollars(adjustment, paid, percent));
    let additional = adjustment.additional.as_ref();
    let most = adjustment.maximum_percent * adjustment.maximum_scaling_factor
        + additional.map_or(Decimal::ZERO, |additional| additional.last_percent);
    let classes = [ends[0].class, ends[1].class];
    PaymentAdjustment {
        percent: is_known.then_some(used.total),
        base_percent: is_known.then(|| adjustment.rounding.apply(used.base)),
        additional_percent: is_known.then(|| adjustment.rounding.apply(used.additional)),
        class: (classes[0] == classes[1]).then_some(classes[0]),
        scaling_factor: factors.used.base,
        scaling_factor_basis: factors.basis,
        additional_scaling_factor: additional.map(|_| factors.used.additional),
        bounds,
        dollars: if is_known {
            in_dollars(used.total)
        } else {
            None
        },
        dollars_bounds: in_dollars(bounds.low)
            .zip(in_dollars(bounds.high))
            .map(|(low, high)| Bounds { low, high }),
        publicized: Bounds {
            low: -adjustment.maximum_percent,
            high: most,
        },
    }
}

fn record_adjustment(
    rules: &Rules,
    percents: &Percents,
    factors: Factors,
    paid: Option<Decimal>,
    sheet: &mut Worksheet,
) {
    let adjustment = &rules.adjustment;
    sheet.line(
        LineName::QuarterThreshold,
        adjustment.performance_threshold / Decimal::from(4),
    );
    let is_positive = matches!(
        percents.class,
        adjustment::Class::Positive | adjustment::Class::Exceptional
    );
    if is_positive {
        sheet.line(LineName::ScalingFactor, factors.base);
    }
    let branch = if is_positive {
        "positive"
    } else {
        percents.class.key()
    };
    let rounded = adjustment.rounding.apply(percents.base);
    sheet.put(
        LineName::BaseAdjustment,
        Some(branch),
        None,
        rounded,
        percents.base,
    );
    let is_exceptional = percents.class == adjustment::Class::Exceptional;
    if is_exceptional {
        sheet.line(LineName::AdditionalScalingFactor, factors.additional);
        let rounded = adjustment.rounding.apply(percents.additional);
        sheet.rounded(LineName::AdditionalAdjustment, rounded, percents.additional);
    }
    let branch = if is_exceptional {
        "with_additional"
    } else {
        "base_only"
    };
    let exact = percents.base + percents.additional;
    sheet.put(
        LineName::PaymentAdjustment,
        Some(branch),
        None,
        percents.total,
        exact,
    );
    if let Some(paid) = paid {
        let dollars = adjustment::dollars(adjustment, paid, percents.total);
        sheet.rounded(LineName::Dollars, dollars, paid * percents.total / HUNDRED);
    }
}

/// The percent of the one unknown category at which the threshold is met, when all else is known.
fn break_even(
    rules: &Rules,
    practice: &Practice,
    standings: &ByCategory<Standing>,
    cases: &[Case],
    sheet: &mut Worksheet,
) -> Option<BreakEven> {
    let mut unknown = Category::ALL
        .into_iter()
        .filter(|category| standings[*category] == Standing::Unknown);
    let category = unknown.next()?;
    let bonus_is_known = practice.complex_patient_bonus != ComplexPatientInput::Unknown;
    if unknown.next().is_some() || !bonus_is_known || practice.facility_based.is_some() {
        return None;
    }
    let at_zero = cases
        .iter()
        .find(|case| case.percents[category] == Some(Decimal::ZERO))?;
    let outcome = final_score::evaluate(rules, practice, at_zero);
    let weight = outcome.weights[category];
    if weight.is_zero() || outcome.replaced {
        return None;
    }
    let without = sheet.line(LineName::PointsWithout, outcome.total);
    let (name, _) = weights::table(rules, practice);
    sheet.put(
        LineName::UnknownWeight,
        None,
        Some(format!("weights.{name}").into()),
        weight,
        weight,
    );
    let exact = (rules.adjustment.performance_threshold - without) * HUNDRED / weight;
    let percent = round_up(exact, 2);
    sheet.rounded(LineName::BreakEven, percent, exact);
    Some(BreakEven { category, percent })
}

fn category_score(
    category: Category,
    standings: &ByCategory<Standing>,
    low: &Outcome,
    high: &Outcome,
    is_known: bool,
) -> CategoryScore {
    let from_facility = is_known
        && low.facility_based
        && matches!(category, Category::Quality | Category::Cost)
        && low.percents[category].is_some();
    let weight = (low.weights[category] == high.weights[category]).then_some(low.weights[category]);
    let scored = |percent: Decimal, source| CategoryScore {
        status: Status::Scored,
        reason: None,
        source: Some(source),
        percent: Some(percent),
        weight,
        points: weight.map(|weight| percent * weight / HUNDRED),
        measures: Vec::new(),
    };
    if from_facility {
        return scored(
            low.percents[category].unwrap_or_default(),
            Source::FacilityBased,
        );
    }
    match standings[category] {
        Standing::Scored { percent, source } => scored(percent, source),
        Standing::NotSubmitted => CategoryScore {
            status: Status::NotSubmitted,
            reason: None,
            source: None,
            percent: Some(Decimal::ZERO),
            weight,
            points: Some(Decimal::ZERO),
            measures: Vec::new(),
        },
        Standing::Reweighted { reason, .. } => CategoryScore {
            status: Status::Reweighted,
            reason: Some(reason),
            source: None,
            percent: None,
            weight: Some(Decimal::ZERO),
            points: Some(Decimal::ZERO),
            measures: Vec::new(),
        },
        Standing::Unknown => CategoryScore {
            status: Status::Unknown,
            reason: None,
            source: None,
            percent: None,
            weight,
            points: None,
            measures: Vec::new(),
        },
    }
}

fn notes(
    rules: &Rules,
    practice: &Practice,
    standings: &ByCategory<Standing>,
    cases: &[Case],
    outcome: &Outcome,
    factors: &YearFactors,
) -> Vec<Note> {
    let mut notes: Vec<Note> = (0..rules.notes.len()).map(Note::OfTheYear).collect();
    for (category, standing) in standings.iter() {
        match *standing {
            Standing::Reweighted { reason, ground } => {
                notes.push(Note::Reweighted(category, reason, ground));
            }
            Standing::Unknown => notes.push(Note::Unknown(category)),
            Standing::Scored {
                source: Source::Assigned,
                ..
            } => notes.push(Note::Assigned(category)),
            Standing::Scored { .. } if weights::is_exempt(rules, practice, category) => {
                notes.push(Note::Restored(category));
            }
            Standing::Scored { .. } | Standing::NotSubmitted => {}
        }
    }
    let is_known = cases.len() == 1;
    if is_known && outcome.replaced {
        notes.push(Note::ReplacedByThreshold);
    }
    if practice.facility_based.is_some() && rules.facility_based.is_some() {
        let takes_part = cases
            .iter()
            .any(|case| final_score::usable_facility(rules, practice, case).is_some());
        if !takes_part {
            notes.push(Note::FacilityNeedsSubmission);
        } else if is_known {
            notes.push(if outcome.facility_based {
                Note::FacilityUsed
            } else {
                Note::FacilityNotHigher
            });
        }
    }
    if !practice.size_is_stated && size_matters(rules, practice) {
        notes.push(Note::SizeAssumed);
    }
    notes.extend(bonus_note(rules, practice, cases));
    notes.push(match factors.basis {
        FactorBasis::Assumed => Note::FactorAssumed,
        FactorBasis::Implied => Note::FactorImplied,
        FactorBasis::User => Note::FactorGiven,
    });
    notes
}

/// Whether the practice's size moves anything this year.
fn size_matters(rules: &Rules, practice: &Practice) -> bool {
    let pathway = &rules.pathways[&practice.pathway];
    pathway.weights != pathway.small_practice_weights
        || rules.small_practice_bonus.is_some()
        || rules
            .automatic_reweighting
            .values()
            .any(|automatic| automatic.small_practice)
}

fn bonus_note(rules: &Rules, practice: &Practice, cases: &[Case]) -> Option<Note> {
    let bonus = rules.complex_patient_bonus.as_ref()?;
    match practice.complex_patient_bonus {
        ComplexPatientInput::NotGiven => Some(Note::BonusNotGiven(bonus.maximum)),
        ComplexPatientInput::Unknown => Some(Note::BonusUnknown),
        ComplexPatientInput::Points(points) if points.is_zero() => None,
        ComplexPatientInput::Points(_) | ComplexPatientInput::Raw(_) => cases
            .iter()
            .all(|case| !case.has_data)
            .then_some(Note::BonusWithoutData),
        ComplexPatientInput::None => None,
    }
}
