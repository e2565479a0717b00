//! What was reported, and what has come of it so far.

use rust_decimal::Decimal;

use super::{
    super::computation::unscored,
    note::{Missing, Shortfall},
    terms::Terms,
};
use crate::{
    decimal::HUNDRED,
    practice::{Answer, PromotingInteroperabilityData},
    rules::{measures::Inventory, promoting_interoperability::Bonus},
    score::{
        reason::MeasureReason,
        scorecard::MeasureScore,
        worksheet::{LineName, Worksheet},
    },
};

/// What was reported.
#[derive(Clone, Copy)]
pub(super) struct Answers<'p>(pub &'p PromotingInteroperabilityData);

impl Answers<'_> {
    /// The answer to a measure, attestation or exclusion.
    pub(super) fn answer(self, id: &str) -> Option<Answer> {
        self.place(id).map(|(_, answer)| answer)
    }

    /// The same, and which of the answers it is.
    pub(super) fn place(self, id: &str) -> Option<(usize, Answer)> {
        let mut answers = self.0.measures.iter().enumerate();
        answers
            .find(|(_, (of, _))| of == id)
            .map(|(place, (_, answer))| (place, *answer))
    }

    /// How the answer falls short of a yes, or of one in the numerator; none when it does not.
    pub(super) fn missing(self, id: &str) -> Option<Missing> {
        match self.answer(id) {
            None => Some(Missing::NotReported),
            Some(Answer::Attested(false)) => Some(Missing::AnsweredNo),
            Some(Answer::Proportion { numerator, .. }) if numerator < Decimal::ONE => {
                Some(Missing::NumeratorZero)
            }
            Some(_) => None,
        }
    }

    /// Whether it is answered with yes, or with at least one in the numerator.
    pub(super) fn has(self, id: &str) -> bool {
        self.missing(id).is_none()
    }

    /// The first of these ids that is reported.
    pub(super) fn first<'i>(self, ids: impl IntoIterator<Item = &'i String>) -> Option<&'i String> {
        ids.into_iter().find(|id| self.has(id))
    }
}

/// What has come of it so far.
pub(super) struct ScoredMeasures<'a> {
    inventory: Option<&'a Inventory>,
    /// Where figures are recorded.
    pub sheet: &'a mut Worksheet,
    /// The measures, in the order in which they were scored.
    pub measures: Vec<MeasureScore>,
    /// What makes the category 0.
    pub shortfalls: Vec<Shortfall>,
    /// What the points are made of.
    pub terms: Terms,
}

impl<'a> ScoredMeasures<'a> {
    pub(super) fn new(inventory: Option<&'a Inventory>, sheet: &'a mut Worksheet) -> Self {
        Self {
            inventory,
            sheet,
            measures: Vec::new(),
            shortfalls: Vec::new(),
            terms: Terms::default(),
        }
    }

    pub(super) fn fall_short(&mut self, shortfall: Shortfall) {
        self.shortfalls.push(shortfall);
    }

    /// Adds a measure, and turns the worksheet to it.
    pub(super) fn measure(&mut self, id: &str, answer: Option<Answer>) -> &mut MeasureScore {
        self.sheet.about_id(id);
        let answer = if self.sheet.is_blank() {
            // Nobody asks for those before, nor for a rate.
            self.measures.clear();
            None
        } else {
            answer
        };
        let performance_rate = match answer {
            Some(Answer::Proportion {
                numerator,
                denominator,
            }) => {
                self.sheet.line(LineName::PiNumerator, numerator);
                self.sheet.line(LineName::PiDenominator, denominator);
                (numerator * HUNDRED).checked_div(denominator)
            }
            _ => None,
        };
        self.measures.push(MeasureScore {
            performance_rate,
            ..unscored(self.inventory, id, self.sheet)
        });
        self.measures.last_mut().expect("one was just pushed")
    }

    /// Adds a measure that earns no points whatever was answered.
    pub(super) fn unscored(&mut self, id: &str, reason: MeasureReason) {
        self.measure(id, None).reasons.push(reason);
        self.sheet.about(None);
    }

    /// Adds a measure that earned these points, with the formula and the part of the method that made them.
    pub(super) fn earned(
        &mut self,
        id: &str,
        (branch, table): (&'static str, &'static str),
        points: Decimal,
        reasons: &[MeasureReason],
    ) -> Decimal {
        let measure = self.measure(id, None);
        measure.points = Some(points);
        measure.counted = true;
        measure.reasons.extend(reasons);
        let table = Some(table.into());
        self.sheet.put(
            LineName::PiMeasurePoints,
            Some(branch),
            table,
            points,
            points,
        );
        self.sheet.about(None);
        points
    }

    /// Gives a bonus for the first of its measures that is reported, `apart` from those that earned something else.
    pub(super) fn bonus(
        &mut self,
        bonus: &Bonus,
        table: &'static str,
        answers: Answers<'_>,
        apart: &[&String],
    ) -> Decimal {
        let mut given = Decimal::ZERO;
        let measures = bonus.measures.iter().filter(|id| !apart.contains(id));
        for id in measures {
            let first = bonus.second_registry.get(id);
            if answers.has(id) && first.is_some_and(|first| !answers.has(first)) {
                self.unscored(id, MeasureReason::FirstRegistryMissing);
            } else if !answers.has(id) {
                if answers.answer(id).is_some() {
                    self.unscored(id, MeasureReason::NoBonus);
                }
            } else if given.is_zero() {
                let formula = ("bonus", table);
                given = self.earned(id, formula, bonus.points, &[MeasureReason::Bonus]);
            } else {
                self.unscored(id, MeasureReason::BonusGivenOnce);
            }
        }
        given
    }
}
