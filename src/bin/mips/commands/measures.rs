//! `mips measures`

use std::path::PathBuf;

use std::sync::Arc;

use anyhow::anyhow;
use mips::{
    Code, Problem, Problems, RuleBook, YearRules,
    decimal::parse,
    reference::measures,
    report::{table, tree::Tree},
    rules::collection_type::CollectionType,
};
use rust_decimal::Decimal;

use crate::{
    args::{
        Format,
        measures::{Common, MeasuresArgs, MeasuresCommand, SearchArgs, ShowArgs},
    },
    files,
    output::Status,
    sink,
};

/// Looks up measures, activities and MVPs.
///
/// # Errors
///
/// An unknown year, id or collection type, or a result that cannot be written.
pub fn run(args: &MeasuresArgs) -> anyhow::Result<Status> {
    match &args.command {
        MeasuresCommand::Search(args) => search(args),
        MeasuresCommand::Show(args) => show(args),
    }
}

fn search(args: &SearchArgs) -> anyhow::Result<Status> {
    files::keep_apart(
        files::rule_inputs(args.common.rules.as_deref())
            .iter()
            .map(PathBuf::as_path),
        &[args.common.output.as_deref()],
    )?;
    let book = files::rule_book(args.common.rules.as_deref())?;
    let rules = year(book, &args.common)?;
    let inventory = rules.inventory().ok_or_else(|| without_measures(&rules))?;
    let hits = measures::search(inventory, &args.words, collection_type(&args.common)?);
    let year = rules.performance_year;
    let trees = || hits.iter().map(|hit| measures::hit_tree(year, hit));
    let rows = || -> Vec<Vec<String>> {
        hits.iter()
            .map(|hit| {
                let kinds: Vec<&str> = hit.collection_types.iter().map(|kind| kind.key()).collect();
                vec![
                    year.to_string(),
                    hit.kind.key().to_owned(),
                    hit.id.clone(),
                    hit.title.clone(),
                    kinds.join("|"),
                ]
            })
            .collect()
    };
    let text = match args.common.format {
        Format::Text => measures::search_text(year, &hits),
        Format::Json => Tree::List(trees().collect()).pretty() + "\n",
        Format::Csv => table::csv(&measures::HIT_COLUMNS, &rows()),
        Format::Markdown => table::markdown(&measures::HIT_COLUMNS, &rows()),
    };
    sink::write(&text, args.common.output.as_deref())?;
    Ok(Status::Ran)
}

fn show(args: &ShowArgs) -> anyhow::Result<Status> {
    files::keep_apart(
        files::rule_inputs(args.common.rules.as_deref())
            .iter()
            .map(PathBuf::as_path),
        &[args.common.output.as_deref()],
    )?;
    let book = files::rule_book(args.common.rules.as_deref())?;
    let rules = year(book, &args.common)?;
    let counts = match (&args.numerator, &args.denominator) {
        (Some(numerator), Some(denominator)) => Some(counts(numerator, denominator)?),
        _ => None,
    };
    let only = collection_type(&args.common)?;
    let sheet = measures::sheet(book, &rules, &args.id, only, counts).map_err(Problems::from)?;
    let text = match args.common.format {
        Format::Text => measures::sheet_text(&sheet),
        Format::Json => measures::sheet_tree(&sheet).pretty() + "\n",
        Format::Csv => table::csv(&measures::OFFER_COLUMNS, &measures::offer_rows(&sheet)),
        Format::Markdown => {
            table::markdown(&measures::OFFER_COLUMNS, &measures::offer_rows(&sheet))
        }
    };
    sink::write(&text, args.common.output.as_deref())?;
    Ok(Status::Ran)
}

fn year(book: &RuleBook, common: &Common) -> anyhow::Result<Arc<YearRules>> {
    if let Some(year) = common.year {
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
