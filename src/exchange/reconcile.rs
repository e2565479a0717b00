//! Our figures beside somebody else's: CMS's score tree, what a fixture expects, a row of a public file, another
//! submission. What differs first is named with its kind; what follows from it is not counted again.

mod claim;
pub mod printing;
mod public_row;
mod score_tree;
mod theirs;

use super::{
    kind::{Kind, recognize},
    options::Options,
    reading::{of_whole, text_of},
};
use crate::{
    document::{Document, setting::Setting},
    problem::{Code, Place, Problem, Problems},
    report::{result, tree::Tree},
    rules::book::RuleBook,
    trial::{self, Trial},
};
use claim::Claim;

pub use claim::Difference;

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
#[non_exhaustive]
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

    /// How many figures both sides have.
    #[must_use]
    pub fn compared(&self) -> usize {
        let both = |row: &&Row| row.ours.is_some() && row.theirs.is_some();
        self.rows.iter().filter(both).count()
    }

    /// The first figure that differs by itself.
    #[must_use]
    pub fn first(&self) -> Option<&Row> {
        self.rows.iter().find(|row| row.differs && !row.follows)
    }
}

/// Compares the score of a practice with the figures of another file. `row` chooses a row of a table, counted from 1.
///
/// ```
/// use mips::{Document, RuleBook, exchange::{Options, reconcile::reconcile}};
///
/// let text = "performance_year = 2025\nquality.percent = 80\ncost.percent = 60\n\
///             improvement_activities.percent = 100\npromoting_interoperability.percent = 90\n";
/// let document = Document::read("practice.toml", text.as_bytes())?;
/// let book = RuleBook::built_in();
/// let other = ("registry.toml", b"[expect]\nfinal_score = 78.00\n".as_slice());
/// let found = reconcile(&book, &document, &[], other, &Options::default(), None)?;
/// let first = found.first().unwrap();
/// assert_eq!(first.path, "final_score");
/// assert_eq!(first.ours.as_deref(), Some("79.50"));
/// # Ok::<(), mips::Problems>(())
/// ```
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
    let read = text_of(bytes).map_err(|message| of_whole(name, Code::Unreadable, message))?;
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
        let mut problem = Problem::new(Code::MissingKey, "", "it has no figure to compare");
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
