//! `mips rules list`

use mips::report::{
    self, table,
    tree::Tree,
    years::{COLUMNS, overview},
};

use crate::{
    args::{Format, rules::ListArgs},
    output::Status,
    run, sink,
};

/// Lists the years.
///
/// # Errors
///
/// Invalid rules, or a result that cannot be written.
pub fn run(args: &ListArgs) -> anyhow::Result<Status> {
    let place = &args.place;
    let book = run::rules(place.rules.as_deref(), [], &[place.output.as_deref()])?;
    let years: Vec<Tree> = book
        .years()
        .map(|year| Ok(overview(&*book.year(year)?)))
        .collect::<anyhow::Result<_>>()?;
    let rows = || -> Vec<Vec<String>> {
        years
            .iter()
            .map(|year| {
                let cell =
                    |(key, _): &(&str, &str)| year.get(key).map_or_else(String::new, Tree::cell);
                COLUMNS.iter().map(cell).collect()
            })
            .collect()
    };
    let keys: Vec<&str> = COLUMNS.iter().map(|(key, _)| *key).collect();
    let text = match args.format {
        Format::Text => text(&rows()),
        Format::Json => report::headed("years", Tree::List(years)).pretty() + "\n",
        Format::Csv => table::csv(&keys, &rows()),
        Format::Markdown => table::markdown(&keys, &rows()),
    };
    sink::write(&text, args.place.output.as_deref())?;
    Ok(Status::Ran)
}

/// The columns that fit a screen: all but the last.
fn text(rows: &[Vec<String>]) -> String {
    let shown = COLUMNS.len() - 1;
    let widths: Vec<usize> = (0..shown)
        .map(|column| {
            let cells = rows.iter().map(|row| row[column].chars().count());
            cells.max().unwrap_or(0).max(COLUMNS[column].1.len())
        })
        .collect();
    let mut text = String::new();
    let mut line = |cells: &mut dyn Iterator<Item = &str>| {
        let cells: Vec<String> = cells
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, width))| match COLUMNS[column].0 {
                "status" | "scaling_factor_basis" => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            })
            .collect();
        text.push_str(cells.join(" ").trim_end());
        text.push('\n');
    };
    line(&mut COLUMNS.iter().map(|(_, heading)| *heading));
    for row in rows {
        line(&mut row.iter().map(String::as_str));
    }
    text.push_str(
        "\nThresh, Addl: performance thresholds in points. Max%: before scaling. Weights:\n\
         traditional MIPS. Factor: scales positive adjustments; `assumed` where no result\n\
         is published. More: mips rules show YEAR, mips rules diff YEAR YEAR\n",
    );
    text
}
