//! All that a year says of one id.

use super::{
    changes,
    facts::{facts, first_year, mvps, parts, pathways},
    offers::{Offer, is_percent, offers},
    row::{Kind, Row},
    target::{Counts, target},
};
use crate::{
    practice::spans,
    problem::{Code, Problem, closest},
    rules::{
        book::{RuleBook, YearRules},
        collection_type::CollectionType,
        terms::Pathway,
    },
};

/// All that a year says of one id.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Sheet {
    /// The performance year.
    pub year: u16,
    /// What it is.
    pub kind: Kind,
    /// CMS's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What its row says, in words.
    pub facts: Vec<String>,
    /// The first performance year, where the row has one.
    pub first_year: Option<u16>,
    /// The collection types it can be reported in, or is computed in, with their benchmarks.
    pub offers: Vec<Offer>,
    /// The pathways that take it.
    pub pathways: Vec<Pathway>,
    /// The MVPs that it belongs to, with their titles.
    pub mvps: Vec<(String, String)>,
    /// What an MVP is made of: ids and titles, by part.
    pub parts: Vec<(&'static str, Vec<(String, String)>)>,
    /// The year that `changes` compares with; absent when that year has no tables.
    pub compared_with: Option<u16>,
    /// What changed since the year before, in words.
    pub changes: Vec<String>,
}

/// All that a year says of an id. `only` leaves one collection type, and `counts` are placed on its benchmark.
///
/// ```
/// use mips::{RuleBook, reference::measures::sheet};
///
/// let book = RuleBook::built_in();
/// let found = sheet(&book, &*book.year(2025)?, "236", None, None)?;
/// assert_eq!(found.title, "Controlling High Blood Pressure");
/// # Ok::<(), mips::Problems>(())
/// ```
///
/// # Errors
///
/// An id that the year lacks, with the years that have it and the nearest id; a collection type that the measure lacks;
/// counts for what is not a proportion.
pub fn sheet(
    book: &RuleBook,
    rules: &YearRules,
    id: &str,
    only: Option<CollectionType>,
    counts: Option<Counts>,
) -> Result<Sheet, Problem> {
    let year = rules.performance_year;
    let found = rules
        .inventory()
        .and_then(|inventory| Some((inventory, Row::find(inventory, id)?)));
    let Some((inventory, (id, row))) = found else {
        return Err(unknown(book, rules, id));
    };
    let mut sheet = Sheet {
        year,
        kind: row.kind(),
        id: id.to_owned(),
        title: row.title().to_owned(),
        facts: facts(row),
        first_year: first_year(row),
        offers: offers(rules, inventory, id, row),
        pathways: Vec::new(),
        mvps: mvps(inventory, id),
        parts: match row {
            Row::Mvp(mvp) => parts(inventory, mvp),
            _ => Vec::new(),
        },
        compared_with: None,
        changes: Vec::new(),
    };
    sheet.pathways = pathways(rules, id, row, !sheet.mvps.is_empty());
    if let Some(before) = year
        .checked_sub(1)
        .and_then(|before| book.year(before).ok())
        && before
            .inventory()
            .is_some_and(|inventory| !inventory.quality.is_empty())
    {
        sheet.compared_with = Some(before.performance_year);
        sheet.changes = changes::since(&before, rules, id);
    }
    if let Some(kind) = only {
        if !sheet
            .offers
            .iter()
            .any(|offer| offer.collection_type == kind)
        {
            let open: Vec<&str> = sheet
                .offers
                .iter()
                .map(|offer| offer.collection_type.key())
                .collect();
            let message = format!(
                "`{id}` has no collection type `{}` in performance year {year}",
                kind.key()
            );
            let help = if open.is_empty() {
                format!("a {} has none", sheet.kind.title())
            } else {
                format!("it has {}", open.join(", "))
            };
            return Err(Problem::new(Code::UnknownId, id, message).help(help));
        }
        sheet.offers.retain(|offer| offer.collection_type == kind);
    }
    if let Some(counts) = counts {
        place(rules, &mut sheet, row, counts)?;
    }
    Ok(sheet)
}

fn place(
    rules: &YearRules,
    sheet: &mut Sheet,
    row: Row<'_>,
    counts: Counts,
) -> Result<(), Problem> {
    let is_proportion = matches!(row, Row::Quality(row) if is_percent(row));
    if !is_proportion {
        let message = format!(
            "`{}` is not a proportion, so it has no numerator and denominator",
            sheet.id
        );
        return Err(Problem::new(
            Code::Contradiction,
            sheet.id.as_str(),
            message,
        ));
    }
    for offer in &mut sheet.offers {
        let benchmark = rules
            .benchmarks()
            .and_then(|table| table.get(offer.collection_type, &sheet.id));
        if let (Some(scale), Some(benchmark)) = (&offer.scale, benchmark) {
            offer.target = Some(target(rules, scale, benchmark, counts));
        }
    }
    Ok(())
}

fn unknown(book: &RuleBook, rules: &YearRules, id: &str) -> Problem {
    let elsewhere: Vec<u16> = book
        .years()
        .filter(|year| {
            let rules = book.year(*year);
            rules.is_ok_and(|rules| {
                rules
                    .inventory()
                    .is_some_and(|inventory| Row::find(inventory, id).is_some())
            })
        })
        .collect();
    let inventory = rules.inventory();
    let known = inventory.into_iter().flat_map(Row::all).map(|(id, _)| id);
    let years = spans(&elsewhere).map(|years| format!("performance years that have it: {years}"));
    let code = if years.is_some() {
        Code::NotInYear
    } else {
        Code::UnknownId
    };
    let message = format!(
        "no measure, activity or MVP `{id}` in performance year {}",
        rules.performance_year
    );
    let near = || closest(id, known).map(|near| format!("did you mean `{near}`?"));
    let help = years.or_else(near);
    Problem::new(code, "", message).help(
        help.unwrap_or_else(|| "search by words of its title: mips measures search WORDS".into()),
    )
}
