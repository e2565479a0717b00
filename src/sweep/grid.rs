//! The points of a grid, and the score at each.

use super::variation::Variation;
use crate::{
    batch,
    document::{Document, setting::Setting},
    problem::{Code, Problem, Problems},
    report::{figures, tree::Tree},
    rules::book::RuleBook,
    score::{Ends, scorecard::Scorecard},
    trial::{Admitted, Laid, Trial},
};

/// A practice and what varies of it.
pub struct Sweep<'a> {
    /// The rules.
    pub book: &'a RuleBook,
    /// The practice.
    pub document: &'a Document,
    /// Settings that are the same at every point.
    pub settings: &'a [Setting],
    /// What varies; the last one turns fastest.
    pub variations: &'a [Variation],
    /// Output paths written beside the usual figures.
    pub columns: &'a [String],
}

/// What all points share.
pub(super) struct Base {
    /// How many points there are.
    pub count: u64,
    /// The practice with the settings that are the same at every point.
    pub document: Document,
    /// The same with the settings of the rules, read.
    laid: Laid,
}

/// One point of the grid.
#[non_exhaustive]
pub struct Point {
    /// The values, in the order of the variations.
    pub values: Vec<String>,
    /// The figures of the output paths that are asked for; null where the point has none.
    pub columns: Vec<Tree>,
    /// The score, or what is wrong with the point.
    pub result: Result<Box<Scorecard>, Problems>,
}

/// What is written of a point.
pub(super) struct Reached {
    /// The values, in the order of the variations.
    pub values: Vec<String>,
    /// The figures of the output paths that are asked for.
    pub columns: Vec<Tree>,
    /// What the point comes to, with the practice where nothing but this was asked; or what is wrong with the point.
    pub result: Result<(Ends, Option<Admitted>), Problems>,
}

impl Sweep<'_> {
    /// How many points there are; `None` for more than can be counted.
    #[must_use]
    pub fn count(&self) -> Option<u64> {
        self.variations.iter().try_fold(1_u64, |count, variation| {
            count.checked_mul(variation.count())
        })
    }

    /// Scores the points one after the other.
    ///
    /// ```
    /// use mips::{Document, RuleBook, sweep::{Sweep, Variation}};
    ///
    /// let text = "performance_year = 2025\nquality.percent = 80\ncost.percent = 60\n\
    ///             improvement_activities.percent = 100\npromoting_interoperability.percent = 90\n";
    /// let document = Document::read("practice.toml", text.as_bytes())?;
    /// let sweep = Sweep {
    ///     book: &RuleBook::built_in(),
    ///     document: &document,
    ///     settings: &[],
    ///     variations: &[Variation::parse("cost.percent=40..60:20")?],
    ///     columns: &[],
    /// };
    /// let scores: Vec<String> = sweep
    ///     .points()?
    ///     .map(|point| Ok(point.result?.final_score.unwrap().to_string()))
    ///     .collect::<Result<_, mips::Problems>>()?;
    /// assert_eq!(scores, ["73.50", "79.50"]);
    /// # Ok::<(), mips::Problems>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Fixed settings that cannot be laid, a grid of more points than can be counted, a key that varies twice,
    /// and an output path that no result has.
    pub fn points(&self) -> Result<impl Iterator<Item = Point> + use<'_>, Problems> {
        let base = self.base()?;
        Ok((0..base.count).map(move |n| self.point(&base, n)))
    }

    /// What all points share, once it is checked.
    pub(super) fn base(&self) -> Result<Base, Problems> {
        let bad = |message: String| Problems::from(Problem::new(Code::BadSetting, "", message));
        let count = self
            .count()
            .ok_or_else(|| bad("the grid has too many points".into()))?;
        for (n, variation) in self.variations.iter().enumerate() {
            if self.variations[..n]
                .iter()
                .any(|other| other.path == variation.path)
            {
                return Err(bad(format!("{} varies twice", variation.path)));
            }
        }
        let no_figures = batch::of_columns(self.columns);
        if !no_figures.is_empty() {
            return Err(no_figures);
        }
        let laid = Laid::of(self.document, self.settings)?;
        Ok(Base {
            count,
            document: laid.document().clone(),
            laid,
        })
    }

    /// Scores one point.
    fn point(&self, base: &Base, n: u64) -> Point {
        let (values, varied) = self.values(n);
        let result = base.laid.over(&varied).and_then(|laid| laid.run(self.book));
        Point {
            values,
            columns: self.shown(result.as_ref().ok()),
            result: result.map(|trial| Box::new(trial.scorecard)),
        }
    }

    /// Finds what is written of one point: nobody asks how it was made, unless output paths are asked for.
    pub(super) fn reached(&self, base: &Base, n: u64) -> Reached {
        if !self.columns.is_empty() {
            let point = self.point(base, n);
            return Reached {
                values: point.values,
                columns: point.columns,
                result: point.result.map(|card| (Ends::of_card(&card), None)),
            };
        }
        let (values, varied) = self.values(n);
        let laid = base.laid.over(&varied);
        let admitted = laid.and_then(|laid| laid.admit(self.book));
        Reached {
            values,
            columns: Vec::new(),
            result: admitted.map(|it| (Ends::of(&it.practice), Some(it))),
        }
    }

    /// The values of a point, and the settings that they are.
    fn values(&self, n: u64) -> (Vec<String>, Vec<Setting>) {
        let mut rest = n;
        let mut values: Vec<String> = self
            .variations
            .iter()
            .rev()
            .map(|variation| {
                let value = variation.value(rest % variation.count());
                rest /= variation.count();
                value
            })
            .collect();
        values.reverse();
        let varied = self
            .variations
            .iter()
            .zip(&values)
            .map(|(variation, value)| Setting::new(&variation.path, value, "--vary"));
        let varied = varied.collect();
        (values, varied)
    }

    /// The figures of the output paths that are asked for.
    fn shown(&self, trial: Option<&Trial>) -> Vec<Tree> {
        let tree = trial
            .filter(|_| !self.columns.is_empty())
            .map(|trial| figures(&trial.rules, &trial.scorecard));
        let figure = |path: &String| tree.as_ref().and_then(|it| it.get(path)).cloned();
        let figures = self.columns.iter().map(figure);
        figures.map(|it| it.unwrap_or(Tree::Null)).collect()
    }
}
