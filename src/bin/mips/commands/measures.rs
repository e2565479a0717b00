//! `mips measures`

use std::{path::Path, sync::Arc};

use anyhow::anyhow;
use mips::{
    Code, Document, Problem, Problems, RuleBook, Setting, YearRules,
    decimal::parse,
    reference::measures,
    report::{self, table, tree::Tree},
    rules::{collection_type::CollectionType, measures::Inventory},
};
use rust_decimal::Decimal;

use crate::{
    args::{
        Format,
        measures::{
            Common, ListArgs, Listing, MeasureSet, MeasuresArgs, MeasuresCommand, RankArgs,
            SearchArgs, ShowArgs,
        },
    },
    output::Status,
    run, sink,
};

/// Looks up measures, activities and MVPs.
///
/// # Errors
///
/// An unknown year, id or collection type, or a result that cannot be written.
pub fn run(args: &MeasuresArgs) -> anyhow::Result<Status> {
    match &args.command {
        MeasuresCommand::Search(args) => search(args),
        MeasuresCommand::Rank(args) => rank(args),
        MeasuresCommand::Specialties(args) => specialties(args),
        MeasuresCommand::Mvps(args) => mvps(args),
        MeasuresCommand::Show(args) => show(args),
    }
}

fn search(args: &SearchArgs) -> anyhow::Result<Status> {
    let (_, rules) = opened(&args.common.listing, None)?;
    let inventory = rules.inventory().ok_or_else(|| without_measures(&rules))?;
    let ids = ids(inventory, &args.set)?;
    let among = measures::Among {
        collection_type: collection_type(&args.common)?,
        ids: ids.as_deref(),
    };
    let hits = measures::search(&rules, inventory, &args.words, among);
    let year = rules.performance_year;
    let trees = || hits.iter().map(|hit| measures::hit_tree(year, hit));
    let text = match args.common.listing.output.format {
        Format::Text => measures::search_text(year, &hits),
        Format::Json => report::headed("hits", Tree::List(trees().collect())).pretty() + "\n",
        Format::Csv => table::csv(&measures::HIT_COLUMNS, &measures::hit_rows(year, &hits)),
        Format::Markdown => {
            table::markdown(&measures::HIT_COLUMNS, &measures::hit_rows(year, &hits))
        }
    };
    sink::write(&text, args.common.listing.output.to.as_deref())?;
    Ok(Status::Ran)
}

fn rank(args: &RankArgs) -> anyhow::Result<Status> {
    let listing = &args.common.listing;
    let (book, rules) = opened(listing, args.file.as_deref())?;
    let document = match &args.file {
        Some(path) => Some(file(path, listing)?),
        None => None,
    };
    let rules = match (&document, listing.year) {
        (Some(document), None) => of_file(book, document).unwrap_or(rules),
        _ => rules,
    };
    rules.inventory().ok_or_else(|| without_measures(&rules))?;
    let choice = measures::Choice {
        specialty: args.set.specialty.as_deref(),
        mvp: args.set.mvp.as_deref(),
        collection_type: collection_type(&args.common)?,
    };
    let ranked = measures::rank(book, &rules, choice, document.as_ref())?;
    let year = rules.performance_year;
    let rows = || measures::rank_rows(&ranked);
    let text = match listing.output.format {
        Format::Text => measures::rank_text(year, &ranked),
        Format::Json => measures::rank_tree(year, &ranked).pretty() + "\n",
        Format::Csv => table::csv(&measures::RANK_COLUMNS, &rows()),
        Format::Markdown => table::markdown(&measures::RANK_COLUMNS, &rows()),
    };
    sink::write(&text, listing.output.to.as_deref())?;
    Ok(Status::Ran)
}

fn specialties(args: &ListArgs) -> anyhow::Result<Status> {
    let (_, rules) = opened(&args.listing, None)?;
    let inventory = rules.inventory().ok_or_else(|| without_measures(&rules))?;
    let (year, all) = (rules.performance_year, measures::specialties(inventory));
    let rows = || measures::specialty_rows(&all);
    let text = match args.listing.output.format {
        Format::Text => measures::specialties_text(year, &all),
        Format::Json => measures::specialties_tree(year, &all).pretty() + "\n",
        Format::Csv => table::csv(&measures::SPECIALTY_COLUMNS, &rows()),
        Format::Markdown => table::markdown(&measures::SPECIALTY_COLUMNS, &rows()),
    };
    sink::write(&text, args.listing.output.to.as_deref())?;
    Ok(Status::Ran)
}

fn mvps(args: &ListArgs) -> anyhow::Result<Status> {
    let (_, rules) = opened(&args.listing, None)?;
    let inventory = rules.inventory().ok_or_else(|| without_measures(&rules))?;
    let text = match args.listing.output.format {
        Format::Text => measures::mvps_text(inventory),
        Format::Json => measures::mvps_tree(inventory).pretty() + "\n",
        Format::Csv => table::csv(&measures::MVP_COLUMNS, &measures::mvp_rows(inventory)),
        Format::Markdown => table::markdown(&measures::MVP_COLUMNS, &measures::mvp_rows(inventory)),
    };
    sink::write(&text, args.listing.output.to.as_deref())?;
    Ok(Status::Ran)
}

/// The rules of the year that was asked for. The result is not written over anything that is read.
fn opened(
    listing: &Listing,
    input: Option<&Path>,
) -> anyhow::Result<(&'static RuleBook, Arc<YearRules>)> {
    let book = run::rules(
        listing.rules.as_deref(),
        input,
        &[listing.output.to.as_deref()],
    )?;
    Ok((book, year(book, listing)?))
}

/// The practice file, in the year that was asked for.
fn file(path: &Path, listing: &Listing) -> anyhow::Result<Document> {
    let mut document = run::document(path)?;
    if let Some(year) = listing.year {
        let year = Setting::new("performance_year", year.to_string(), "--year");
        document.lay(&[year])?;
    }
    Ok(document)
}

fn of_file(book: &RuleBook, document: &Document) -> Option<Arc<YearRules>> {
    let (file, _) = mips::practice::read(document);
    book.year(file.performance_year?).ok()
}

/// The ids of a specialty's or an MVP's measures; none when neither was asked for.
fn ids(inventory: &Inventory, set: &MeasureSet) -> anyhow::Result<Option<Vec<String>>> {
    if let Some(name) = &set.specialty {
        let found = measures::specialty(inventory, name).map_err(Problems::from)?;
        return Ok(Some(found.measures));
    }
    let Some(id) = &set.mvp else {
        return Ok(None);
    };
    let (id, _) = measures::mvp(inventory, id).map_err(Problems::from)?;
    let mvp = &inventory.mvps[id];
    let parts = [&mvp.quality, &mvp.activities, &mvp.cost, &mvp.foundation];
    Ok(Some(parts.into_iter().flatten().cloned().collect()))
}

fn show(args: &ShowArgs) -> anyhow::Result<Status> {
    let (book, rules) = opened(&args.common.listing, None)?;
    let counts = match (&args.numerator, &args.denominator) {
        (Some(numerator), Some(denominator)) => Some(counts(numerator, denominator)?),
        _ => None,
    };
    let only = collection_type(&args.common)?;
    let sheet = measures::sheet(book, &rules, &args.id, only, counts).map_err(Problems::from)?;
    let text = match args.common.listing.output.format {
        Format::Text => measures::sheet_text(&sheet),
        Format::Json => measures::sheet_tree(&sheet).pretty() + "\n",
        Format::Csv => table::csv(&measures::OFFER_COLUMNS, &measures::offer_rows(&sheet)),
        Format::Markdown => {
            table::markdown(&measures::OFFER_COLUMNS, &measures::offer_rows(&sheet))
        }
    };
    sink::write(&text, args.common.listing.output.to.as_deref())?;
    Ok(Status::Ran)
}

fn year(book: &RuleBook, listing: &Listing) -> anyhow::Result<Arc<YearRules>> {
    if let Some(year) = listing.year {
        return Ok(book.year(year)?);
    }
    let mut years: Vec<u16> = book.years().collect();
    years.reverse();
    for year in years {
        let rules = book.year(year)?;
        if rules.benchmarks().is_some() && rules.inventory().is_some() {
            return Ok(rules);
        }
    }
    Err(anyhow!("no year has published measures; give --year"))
}

fn without_measures(rules: &YearRules) -> anyhow::Error {
    anyhow!(
        "no measures are published for performance year {}",
        rules.performance_year
    )
}

fn collection_type(common: &Common) -> anyhow::Result<Option<CollectionType>> {
    let Some(text) = &common.collection_type else {
        return Ok(None);
    };
    text.parse().map(Some).map_err(|()| {
        let known: Vec<&str> = CollectionType::ALL.iter().map(|kind| kind.key()).collect();
        let message = format!(
            "`{text}` is not a collection type; the collection types are {}",
            known.join(", ")
        );
        let problem = Problem::new(Code::UnknownWord, "--collection-type", message);
        Problems::from(problem.nearest(text, known)).into()
    })
}

fn counts(numerator: &str, denominator: &str) -> anyhow::Result<measures::Counts> {
    let number = |option: &str, text: &str| {
        parse(text)
            .filter(|number| Decimal::ZERO <= *number && *number <= Decimal::from(1_000_000_000))
            .ok_or_else(|| anyhow!("{option} {text}: expected a number of patients"))
    };
    let counts = measures::Counts {
        numerator: number("--numerator", numerator)?,
        denominator: number("--denominator", denominator)?,
    };
    if counts.denominator.is_zero() || counts.numerator > counts.denominator {
        return Err(anyhow!(
            "--numerator {numerator} --denominator {denominator}: the numerator must be between 0 and the denominator, and the denominator above 0"
        ));
    }
    Ok(counts)
}
