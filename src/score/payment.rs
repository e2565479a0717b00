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
    rules::{FactorBasis, Rules, ScalingFactor},
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

/// Records the adjustment, at both ends where they differ, and hands it back.
pub(super) fn adjust(
    rules: &Rules,
    practice: &Practice,
    factors: &YearFactors,
    range: &FinalScoreRange,
    sheet: &mut Worksheet,
) -> PaymentAdjustment {
    let FinalScoreRange {
        low,
        high,
        is_known,
        ..
    } = range;
    let is_known = *is_known;
    let adjustment = &rules.adjustment;
    let maximum = rules.final_score.maximum;
    let at = |final_score: &FinalScore, factors| {
        adjustment::percents(
            adjustment,
            maximum,
            final_score.exact,
            final_score.rounded,
            factors,
        )
    };
    let used = at(low, factors.used);
    let ends = [at(low, factors.low), at(high, factors.high)];
    let paid = practice.part_b_paid;
    if let Some(paid) = paid {
        sheet.about(None);
        sheet.line(LineName::PartBPaid, paid);
    }
    if is_known {
        write_adjustment(rules, &used, factors.used, paid, sheet);
    }
    let differs = !is_known || ends.iter().any(|end| end.total != used.total);
    if differs {
        for (subject, end, factors) in [
            ("low", &ends[0], factors.low),
            ("high", &ends[1], factors.high),
        ] {
            sheet.about(Some(Subject::Borrowed(subject)));
            write_adjustment(rules, end, factors, paid, sheet);
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
        base_percent: is_known.then(|| adjustment.rounding.apply_exact(used.base)),
        additional_percent: is_known.then(|| adjustment.rounding.apply_exact(used.additional)),
        class: (classes[0] == classes[1]).then_some(classes[0]),
        scaling_factor: factors.used.base,
        scaling_factor_basis: factors.basis,
        additional_scaling_factor: additional.map(|_| factors.used.additional),
        additional_scaling_factor_basis: additional.map(|_| factors.second_basis),
        bounds,
        scaling_factor_bounds: Bounds {
            low: factors.low.base,
            high: factors.high.base,
        },
        bounds_at_factor: Bounds {
            low: used.total,
            high: at(high, factors.used).total,
        },
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
