//! What the other side says of one figure, and how that differs from ours.

use rust_decimal::Decimal;

use crate::{decimal, report::tree::Tree};

/// Why two figures differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Difference {
    /// What was submitted.
    Input,
    /// The benchmark of a measure, or that it has one.
    Benchmark,
    /// The points of the same rate on the same benchmark, or what is made of them.
    Points,
    /// Which measures count.
    Selection,
    /// Bonus points.
    Bonus,
    /// The weight of a category.
    Weight,
    /// The last decimal alone.
    Rounding,
}

impl Difference {
    /// The word for it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Benchmark => "benchmark",
            Self::Points => "points",
            Self::Selection => "selection",
            Self::Bonus => "bonus",
            Self::Weight => "weight",
            Self::Rounding => "rounding",
        }
    }
}

/// How far along the calculation a figure is: what differs further on follows from what differs before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    Input,
    Benchmark,
    Points,
    Selection,
    Bonus,
    Percent,
    Weight,
    CategoryPoints,
    Score,
    Payment,
}

/// What the other side says of one figure.
pub(super) struct Claim {
    /// Its dotted path.
    pub(super) path: String,
    /// Where ours is found: a path of the result, or a line of the worksheet.
    pub(super) ours: Ours,
    /// Theirs; `None` where they have none.
    pub(super) theirs: Option<Tree>,
    pub(super) stage: Stage,
    pub(super) category: Option<&'static str>,
    pub(super) measure: Option<String>,
    /// How far theirs may be from the true figure, below and above, by how it was printed.
    pub(super) slack: (Decimal, Decimal),
}

pub(super) enum Ours {
    Figure,
    /// A line of the worksheet, by its name, and the measure where it is one's; 0 where there is no such line.
    Line(&'static str),
}

impl Claim {
    pub(super) fn ours(&self, ours: &Tree) -> Option<Tree> {
        match self.ours {
            Ours::Figure => ours.get(&self.path).cloned(),
            Ours::Line(name) => {
                // A bonus without a line is none.
                let none = || match self.stage {
                    Stage::Bonus => Tree::Number("0".into()),
                    _ => Tree::Null,
                };
                Some(self.found_in(ours, name).unwrap_or_else(none))
            }
        }
    }

    /// A line of the worksheet.
    pub(super) fn found_in(&self, ours: &Tree, name: &str) -> Option<Tree> {
        let Some(Tree::List(lines)) = ours.get("lines") else {
            return None;
        };
        let ends = self.measure.as_ref().map(|id| format!(".{id}"));
        let found = lines.iter().find(|line| {
            let is = |key: &str, wanted: &str| line.get(key) == Some(&Tree::Text(wanted.into()));
            let of = match (&ends, line.get("subject")) {
                (Some(ends), Some(Tree::Text(subject))) => subject.ends_with(ends.as_str()),
                (None, Some(Tree::Null)) => true,
                _ => false,
            };
            is("name", name) && of
        })?;
        found.get("exact").or_else(|| found.get("value")).cloned()
    }

    /// What ours holds as unknown, or has no word for, does not differ; a measure that only one side has does.
    pub(super) fn differs(&self, mine: Option<&Tree>, ours: &Tree) -> bool {
        let mine = mine.filter(|tree| **tree != Tree::Null);
        let theirs = self.theirs.as_ref().filter(|tree| **tree != Tree::Null);
        match (mine, theirs) {
            (Some(mine), Some(theirs)) => {
                // A half that one side rounds up and the other to the even digit is no difference.
                let is_rate = self.path.ends_with(".performance_rate");
                let exact = self.found_in(ours, "performance_rate").filter(|_| is_rate);
                !self.agree(mine, theirs) && !exact.is_some_and(|exact| self.agree(&exact, theirs))
            }
            (None, None) => false,
            (None, Some(_)) => self.is_missing(ours),
            (Some(_), None) => true,
        }
    }

    /// Whether ours has nothing here though the category is known: another measure, or another benchmark.
    fn is_missing(&self, ours: &Tree) -> bool {
        let Some(category) = self.category else {
            return false;
        };
        let status = ours.get(&format!("categories.{category}.status"));
        let is_known =
            matches!(status, Some(Tree::Text(word)) if word == "scored" || word == "not_submitted");
        is_known && self.measure.is_some() && self.stage != Stage::Input
            || is_known && self.stage == Stage::Percent
    }

    fn agree(&self, mine: &Tree, theirs: &Tree) -> bool {
        let (Some(mine), Some(theirs)) = (number(mine), number(theirs)) else {
            return mine.cell() == theirs.cell();
        };
        let (below, above) = self.slack;
        mine == theirs
            || self.is_printed_as(mine, theirs)
            || self.is_printed_as(theirs, mine)
            || (theirs - below <= mine && mine < theirs + above)
    }

    /// Whether one figure is the other as it is printed, by the fewest decimals that such figures are printed with.
    fn is_printed_as(&self, value: Decimal, printed: Decimal) -> bool {
        let places = match self.stage {
            Stage::Benchmark | Stage::Selection | Stage::Bonus | Stage::Weight => return false,
            Stage::Percent => 1,
            _ => 2,
        };
        let half = Decimal::new(5, printed.scale().max(places) + 1);
        (value - printed).abs() <= half
    }

    /// Whether this figure is made of another.
    pub(super) fn follows_from(&self, other: &Self) -> bool {
        if other.stage >= self.stage {
            return false;
        }
        match self.stage {
            Stage::Score | Stage::Payment => true,
            Stage::Weight => false,
            Stage::Percent | Stage::CategoryPoints | Stage::Selection | Stage::Bonus => {
                self.category == other.category
            }
            _ => self.category == other.category && self.measure == other.measure,
        }
    }

    pub(super) fn kind(&self, mine: Option<&Tree>) -> Difference {
        if self.is_last_decimal(mine) && self.stage > Stage::Benchmark {
            return Difference::Rounding;
        }
        match self.stage {
            Stage::Input => Difference::Input,
            Stage::Benchmark => Difference::Benchmark,
            Stage::Points | Stage::Percent => Difference::Points,
            Stage::Selection => Difference::Selection,
            Stage::Bonus | Stage::Score => Difference::Bonus,
            Stage::Weight => Difference::Weight,
            Stage::CategoryPoints | Stage::Payment => Difference::Rounding,
        }
    }

    /// Whether the two are as near as a unit of the last decimal of the shorter one.
    fn is_last_decimal(&self, mine: Option<&Tree>) -> bool {
        let pair = mine
            .and_then(number)
            .zip(self.theirs.as_ref().and_then(number));
        pair.is_some_and(|(mine, theirs)| {
            let places = mine.scale().min(theirs.scale());
            places > 0 && (mine - theirs).abs() <= Decimal::new(1, places)
        })
    }
}

pub(super) fn number(tree: &Tree) -> Option<Decimal> {
    match tree {
        Tree::Number(text) | Tree::Text(text) => decimal::parse(text),
        _ => None,
    }
}
