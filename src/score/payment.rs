//! The payment adjustment of a final score, or of both ends of a range.

use rust_decimal::Decimal;

use super::{
    adjustment::{self, Factors, Percents},
    final_score::FinalScore,
    range::FinalScoreRange,
};
use crate::{
    decimal::Exact,
    practice::Practice,
    rules::{Adjustment, FactorBasis, Rules, ScalingFactor},
    score::{
        scorecard::{Bounds, PaymentAdjustment},
        worksheet::{LineName, Subject, Worksheet},
    },
};

/// The scaling factors used, with their ranges.
pub(super) struct YearFactors {
    used: Factors,
    low: Factors,
    high: Factors,
    pub(super) basis: FactorBasis,
    second_basis: FactorBasis,
}

impl YearFactors {
    pub(super) fn of(rules: &Rules, practice: &Practice) -> Self {
        let [low, high] = Factors::ends(rules, practice);
        let basis = |factor: Option<&ScalingFactor>, given: Option<Decimal>| match (given, factor) {
            (Some(_), _) => FactorBasis::User,
            (None, Some(factor)) => factor.basis,
            (None, None) => FactorBasis::Implied,
        };
        let adjustment = &rules.adjustment;
        let additional = adjustment.additional.as_ref();
        Self {
            used: Factors::used(rules, practice),
            low,
            high,
            basis: basis(
                Some(&adjustment.scaling_factor),
                practice.payment.scaling_factor,
            ),
            second_basis: basis(
                additional.map(|additional| &additional.scaling_factor),
                practice.payment.additional_scaling_factor,
            ),
        }
    }
}

/// The adjustment of a range: at the factors used, and at both ends of the factors.
struct Adjusted {
    /// The lowest final score at the factors used: the adjustment, where the final score is known.
    used: Percents,
    /// The highest final score at the factors used.
    used_high: Percents,
    /// The lowest final score at the lowest factors.
    low: Percents,
    /// The highest final score at the highest factors.
    high: Percents,
}

impl Adjusted {
    fn of(rules: &Rules, factors: &YearFactors, range: &FinalScoreRange) -> Self {
        let at = |final_score: &FinalScore, factors| {
            adjustment::percents(
                &rules.adjustment,
                rules.final_score.maximum,
                final_score.exact,
                final_score.rounded,
                factors,
            )
        };
        Self {
            used: at(&range.low, factors.used),
            used_high: at(&range.high, factors.used),
            low: at(&range.low, factors.low),
            high: at(&range.high, factors.high),
        }
    }

    /// Writes the lines of the adjustment, and of both ends where they differ from it.
    fn write(
        &self,
        rules: &Rules,
        factors: &YearFactors,
        paid: Option<Decimal>,
        is_known: bool,
        sheet: &mut Worksheet,
    ) {
        if let Some(paid) = paid {
            sheet.about(None);
            sheet.line(LineName::PartBPaid, paid);
        }
        if is_known {
            write_adjustment(rules, &self.used, factors.used, paid, sheet);
        }
        let ends = [
            ("low", &self.low, factors.low),
            ("high", &self.high, factors.high),
        ];
        if is_known && ends.iter().all(|(_, end, _)| end.total == self.used.total) {
            return;
        }
        for (subject, end, factors) in ends {
            sheet.about(Some(Subject::Borrowed(subject)));
            write_adjustment(rules, end, factors, paid, sheet);
        }
        sheet.about(None);
    }
}

/// Records the adjustment, at both ends where they differ, and hands it back.
pub(super) fn adjust(
    rules: &Rules,
    practice: &Practice,
    factors: &YearFactors,
    range: &FinalScoreRange,
    sheet: &mut Worksheet,
) -> PaymentAdjustment {
    let adjustment = &rules.adjustment;
    let paid = practice.part_b_paid;
    let adjusted = Adjusted::of(rules, factors, range);
    adjusted.write(rules, factors, paid, range.is_known, sheet);
    let Adjusted {
        used,
        used_high,
        low,
        high,
    } = adjusted;
    let known = range.is_known.then_some(&used);
    let rounded = |percent| adjustment.rounding.apply_exact(percent);
    let in_dollars = |percent| paid.map(|paid| adjustment::dollars(adjustment, paid, percent));
    let additional = adjustment.additional.as_ref();
    PaymentAdjustment {
        percent: known.map(|used| used.total),
        base_percent: known.map(|used| rounded(used.base)),
        additional_percent: known.map(|used| rounded(used.additional)),
        class: (low.class == high.class).then_some(low.class),
        scaling_factor: factors.used.base,
        scaling_factor_basis: factors.basis,
        additional_scaling_factor: additional.map(|_| factors.used.additional),
        additional_scaling_factor_basis: additional.map(|_| factors.second_basis),
        bounds: Bounds {
            low: low.total,
            high: high.total,
        },
        scaling_factor_bounds: Bounds {
            low: factors.low.base,
            high: factors.high.base,
        },
        bounds_at_factor: Bounds {
            low: used.total,
            high: used_high.total,
        },
        dollars: known.and_then(|used| in_dollars(used.total)),
        dollars_bounds: in_dollars(low.total)
            .zip(in_dollars(high.total))
            .map(|(low, high)| Bounds { low, high }),
        publicized: publicized(adjustment),
    }
}

/// The adjustments between which CMS says that all of the year lie.
fn publicized(adjustment: &Adjustment) -> Bounds {
    let second = adjustment
        .additional
        .as_ref()
        .map_or(Decimal::ZERO, |additional| additional.last_percent);
    Bounds {
        low: -adjustment.maximum_percent,
        high: adjustment.maximum_percent * adjustment.maximum_scaling_factor + second,
    }
}

fn write_adjustment(
    rules: &Rules,
    percents: &Percents,
    factors: Factors,
    paid: Option<Decimal>,
    sheet: &mut Worksheet,
) {
    if sheet.is_blank() {
        return;
    }
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
    let rounded = adjustment.rounding.apply_exact(percents.base);
    sheet.put(
        LineName::BaseAdjustment,
        Some(branch),
        None,
        rounded,
        percents.base.decimal(),
    );
    let is_exceptional = percents.class == adjustment::Class::Exceptional;
    if is_exceptional {
        sheet.line(LineName::AdditionalScalingFactor, factors.additional);
        let rounded = adjustment.rounding.apply_exact(percents.additional);
        sheet.rounded(
            LineName::AdditionalAdjustment,
            rounded,
            percents.additional.decimal(),
        );
    }
    let branch = if is_exceptional {
        "with_additional"
    } else {
        "base_only"
    };
    let exact = (percents.base + percents.additional).decimal();
    sheet.put(
        LineName::PaymentAdjustment,
        Some(branch),
        None,
        percents.total,
        exact,
    );
    if let Some(paid) = paid {
        let dollars = adjustment::dollars(adjustment, paid, percents.total);
        sheet.rounded(
            LineName::Dollars,
            dollars,
            (Exact::from(paid) * percents.total).hundredth().decimal(),
        );
    }
}
