//! Rows with measures on the fast path. Their figures are put into the practice file of the shape's first row, which is then
//! checked and scored like any other.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{
    columns::{BONUS, FACTOR, Numbers, PAID, SLOT_PLACES},
    figures,
    job::Job,
    measures::Measures,
    table::{EXACT_PLACES, PRINTED_PLACES, Point, Range},
};
use crate::{
    category::Category,
    decimal::{Exact, scaled},
    document::Document,
    practice::{self, Practice, PracticeFile},
    problem::{Code, Problem, Problems},
    rules::book::YearRules,
    trial::Admitted,
};

/// What all rows of a shape share if categories are computed from measures.
pub(super) struct Measured {
    /// The practice file without the measures that have columns.
    file: PracticeFile,
    /// Warnings from reading the file.
    warnings: Vec<(Code, String)>,
    pub mask: u16,
}

/// The result of a row.
pub(super) struct Row<'s> {
    pub range: Range,
    /// Warnings that it shares with other rows.
    pub constant: &'s [(Code, String)],
    /// Its other warnings.
    pub own: Vec<Problem>,
}

impl Measured {
    /// What the shape's rows share, learned from one of them. `None` if this row has a warning that others of the shape need
    /// not have: another row may do. `Some(None)` if no row of the shape can take the fast path.
    pub(super) fn of(
        document: &Document,
        row: &Admitted,
        mask: u16,
        measures: Measures,
    ) -> Option<Option<Self>> {
        let (file, Problems(found)) = practice::read(document);
        let of_category = |problem: &Problem| {
            Category::ALL.into_iter().any(|category| {
                let rest = problem.path.strip_prefix(category.key());
                rest.is_some_and(|rest| rest.starts_with('.'))
            })
        };
        if found.iter().any(of_category) {
            return None;
        }
        if row.practice.final_score.is_some() {
            return Some(None);
        }
        let warnings = found.into_iter().map(|it| (it.code, it.path));
        let mut made = Self {
            file: file.clone(),
            warnings: warnings.collect(),
            mask,
        };
        Some(made.take_out(&measures).and_then(|()| {
            // Apart from the columns, the file that is kept must have all that the row has.
            let mut own = made.file.clone();
            made.put_in(&mut own, measures)?;
            (shown(file) == shown(own)).then_some(made)
        }))
    }

    /// Removes from the file the measures that have columns.
    fn take_out(&mut self, measures: &Measures) -> Option<()> {
        if self.mask & figures::QUALITY != 0 {
            self.file.quality.as_mut()?.data.as_mut()?.clear();
        }
        if self.mask & figures::COST != 0 {
            self.file.cost.as_mut()?.data.as_mut()?.clear();
        }
        if self.mask & figures::INTEROPERABILITY != 0 {
            let table = self.file.promoting_interoperability.as_mut()?;
            let is_figure = |id: &String| measures.interoperability.iter().any(|(of, _)| of == id);
            let kept = &mut table.data.as_mut()?.measures;
            kept.retain(|(id, _)| !is_figure(id));
        }
        if self.mask & figures::ACTIVITIES != 0 {
            let table = self.file.improvement_activities.as_mut()?;
            table.data.as_mut()?.clear();
        }
        Some(())
    }

    /// Puts a row's measures into a file.
    fn put_in(&self, file: &mut PracticeFile, measures: Measures) -> Option<()> {
        if self.mask & figures::QUALITY != 0 {
            file.quality.as_mut()?.data = Some(measures.quality);
        }
        if self.mask & figures::COST != 0 {
            file.cost.as_mut()?.data = Some(measures.cost);
        }
        if self.mask & figures::INTEROPERABILITY != 0 {
            let table = file.promoting_interoperability.as_mut()?;
            let data = table.data.as_mut()?;
            data.measures.extend(measures.interoperability);
        }
        if self.mask & figures::ACTIVITIES != 0 {
            file.improvement_activities.as_mut()?.data = Some(measures.activities);
        }
        Some(())
    }

    /// Puts a row's numbers into a file.
    fn number(&self, file: &mut PracticeFile, numbers: &Numbers) -> Option<()> {
        let number = |slot: usize| {
            (self.mask & 1 << slot != 0).then(|| Decimal::new(numbers[slot], SLOT_PLACES[slot]))
        };
        if let Some(percent) = number(0) {
            file.quality.as_mut()?.percent = Some(percent);
        }
        if let Some(percent) = number(1) {
            file.cost.as_mut()?.percent = Some(percent);
        }
        if let Some(percent) = number(2) {
            file.improvement_activities.as_mut()?.percent = Some(percent);
        }
        if let Some(percent) = number(3) {
            file.promoting_interoperability.as_mut()?.percent = Some(percent);
        }
        if let Some(points) = number(BONUS) {
            file.complex_patient_bonus.as_mut()?.points = Some(points);
        }
        if let Some(paid) = number(PAID) {
            file.practice.part_b_paid = Some(paid);
        }
        if let Some(factor) = number(FACTOR) {
            file.payment.scaling_factor = Some(factor);
        }
        Some(())
    }

    /// The warnings that reading any row's file gives.
    pub(super) fn warnings(&self) -> &[(Code, String)] {
        &self.warnings
    }

    /// Admits a row; `None` if it needs the full path.
    pub(super) fn admit(
        &self,
        (job, rules): (&Job<'_>, &Arc<YearRules>),
        numbers: &Numbers,
        clinicians: Option<u32>,
        measures: Measures,
    ) -> Option<Practice> {
        let mut file = self.file.clone();
        self.put_in(&mut file, measures)?;
        self.number(&mut file, numbers)?;
        if clinicians.is_some() {
            file.practice.clinicians = clinicians;
        }
        practice::admit(job.book, rules, file).ok()
    }
}

/// The range of a score that was computed.
pub(super) fn range((low, high): (End, End)) -> Option<Range> {
    Some(Range {
        is_known: low.0 == high.0,
        low: point(low)?,
        high: point(high)?,
    })
}

/// A score before and after rounding.
type End = (Exact, Decimal);

fn point((exact, rounded): End) -> Option<Point> {
    Some(Point {
        exact: exact.units(EXACT_PLACES)?,
        score: scaled(rounded, PRINTED_PLACES)?,
        fraction: Some(exact),
    })
}

/// The file as text, with its answers sorted by id: their order makes no difference.
fn shown(mut file: PracticeFile) -> String {
    let table = file.promoting_interoperability.as_mut();
    if let Some(data) = table.and_then(|table| table.data.as_mut()) {
        data.measures.sort_by(|one, other| one.0.cmp(&other.0));
    }
    format!("{file:?}")
}
