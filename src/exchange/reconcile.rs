//! Our figures beside somebody else's: CMS's score tree, what a fixture expects, a row of a public file, another
//! submission. What differs first is named with its kind; what follows from it is not counted again.

pub mod printing;
mod public_row;
mod score_tree;
mod theirs;

use rust_decimal::Decimal;

use super::{Kind, Options, recognize, text_of};
use crate::{
    decimal,
    document::{Document, setting::Setting},
    problem::{Code, Place, Problem, Problems},
    report::{result, tree::Tree},
    rules::book::RuleBook,
    trial::{self, Trial},
};

/// Why two figures differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

/// How far along the calculation a figure stands: what differs further on follows from what differs before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
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
struct Claim {
    /// Its dotted path.
    path: String,
    /// Where ours is found: a path of the result, or a line of the worksheet.
    ours: Ours,
    /// Theirs; nothing where they say that there is none.
    theirs: Option<Tree>,
    stage: Stage,
    category: Option<&'static str>,
    measure: Option<String>,
    /// How far theirs may be from the true figure, below and above, by how it was printed.
    slack: (Decimal, Decimal),
}

enum Ours {
    Figure,
    /// A line of the worksheet, by its name, and the measure where it is one's; 0 where there is no such line.
    Line(&'static str),
}

/// One figure, ours and theirs.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its dotted path.
    pub path: String,
    /// Ours; absent where we have none, or do not know it.
    pub ours: Option<String>,
    /// Theirs; absent where they have none.
    pub theirs: Option<String>,
    /// Whether they differ.
    pub differs: bool,
    /// Whether it differs because something before it does.
    pub follows: bool,
    /// Why it differs, where it does.
    pub kind: Option<Difference>,
}

/// All figures that both sides speak of.
#[derive(Clone, Debug)]
pub struct Reconciliation {
    /// What the other side is, for a sentence.
    pub theirs: String,
    /// The figures, in the order of the calculation.
    pub rows: Vec<Row>,
}

impl Reconciliation {
    /// Whether nothing differs.
    #[must_use]
    pub fn agrees(&self) -> bool {
        !self.rows.iter().any(|row| row.differs)
    }

    /// The first figure that differs by itself.
    #[must_use]
    pub fn first(&self) -> Option<&Row> {
        self.rows.iter().find(|row| row.differs && !row.follows)
    }
}

/// Compares the score of a practice with the figures of another file. `row` chooses a row of a table, counted from 1.
///
/// # Errors
///
/// A practice that cannot be scored, or a file that has no figures to compare.
pub fn reconcile(
    book: &RuleBook,
    document: &Document,
    settings: &[Setting],
    other: (&str, &[u8]),
    options: &Options,
    row: Option<usize>,
) -> Result<Reconciliation, Problems> {
    let trial = trial::run(book, document, settings)?;
    let (name, bytes) = other;
    let read =
        text_of(bytes).map_err(|message| super::of_whole(name, Code::Unreadable, message))?;
    let text = read.text.as_ref();
    let (theirs, claims) = match recognize(text) {
        Some(Kind::ScoreTree) => (
            "CMS's score tree".to_owned(),
            score_tree::claims(name, text)?,
        ),
        Some(_) => {
            let options = Options {
                year: Some(trial.rules.performance_year),
                ..options.clone()
            };
            let files = [(name.to_owned(), bytes.to_vec())];
            let imported = super::read(book, &files, &options)?;
            let other = trial::run(book, &imported.document, &[])?;
            let what = format!("the score of {}", imported.read_as);
            (what, theirs::of_score(&other))
        }
        None if public_row::is_table(text) => (
            "a row of a public file".to_owned(),
            public_row::claims(name, text, row)?,
        ),
        None => {
            let document = Document::read(name, bytes)?;
            if crate::verify::is_fixture(&document) {
                (
                    "what is expected".to_owned(),
                    theirs::of_expectations(&document),
                )
            } else {
                let other = trial::run(book, &document, &[])?;
                (
                    "the score of the other file".to_owned(),
                    theirs::of_score(&other),
                )
            }
        }
    };
    if claims.is_empty() {
        let mut problem = Problem::new(Code::MissingKey, "", "there is no figure to compare in it");
        problem.place = Some(Place::of_whole(name));
        return Err(problem.into());
    }
    Ok(Reconciliation {
        theirs,
        rows: compare(&trial, claims),
    })
}

fn compare(trial: &Trial, mut claims: Vec<Claim>) -> Vec<Row> {
    // The measures of a category before the category, the categories before the score.
    let place = |claim: &Claim| {
        let category = claim.category.map_or(usize::MAX, |key| {
            crate::category::Category::ALL
                .iter()
                .position(|category| category.key() == key)
                .unwrap_or(usize::MAX)
        });
        (category, claim.measure.is_none())
    };
    claims.sort_by_key(place);
    let ours = result(trial, true);
    let mut rows: Vec<Row> = Vec::new();
    let mut differing: Vec<usize> = Vec::new();
    for (number, claim) in claims.iter().enumerate() {
        let mine = claim.ours(&ours);
        let differs = claim.differs(mine.as_ref(), &ours);
        let follows = differs
            && differing
                .iter()
                .any(|before| claim.follows_from(&claims[*before]));
        if differs {
            differing.push(number);
        }
        let text = |tree: Option<&Tree>| {
            tree.filter(|tree| **tree != Tree::Null)
                .map(super::super::report::tree::Tree::cell)
        };
        rows.push(Row {
            path: claim.path.clone(),
            ours: text(mine.as_ref()),
            theirs: text(claim.theirs.as_ref()),
            differs,
            follows,
            kind: differs.then(|| claim.kind(mine.as_ref())),
        });
    }
    rows
}

impl Claim {
    fn ours(&self, ours: &Tree) -> Option<Tree> {
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
    fn found_in(&self, ours: &Tree, name: &str) -> Option<Tree> {
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
    fn differs(&self, mine: Option<&Tree>, ours: &Tree) -> bool {
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
    fn follows_from(&self, other: &Self) -> bool {
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

    fn kind(&self, mine: Option<&Tree>) -> Difference {
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

fn number(tree: &Tree) -> Option<Decimal> {
    match tree {
        Tree::Number(text) | Tree::Text(text) => decimal::parse(text),
        _ => None,
    }
}
