//! `mips --version`

use mips::{
    RuleBook,
    rules::{YearStatus, book::TableName},
};

/// The version, how sure the newest year's rules are, and which release of CMS's measure data is built in.
pub fn version() -> String {
    let book = RuleBook::built_in();
    let mut text = format!("mips {}\n", env!("CARGO_PKG_VERSION"));
    let newest = book.years().max();
    if let Some(rules) = newest.and_then(|year| book.year(year).ok()) {
        let status = match rules.status {
            YearStatus::Final => "final",
            _ => "provisional",
        };
        text.push_str(&format!(
            "newest performance year: {}, {status}\n",
            rules.performance_year
        ));
    }
    let tables = newest.and_then(|year| book.text(year, TableName::Measures));
    let mut lines = tables.iter().flat_map(|table| table.lines());
    if let Some(cite) = lines.find_map(|line| line.strip_prefix("cite = ")) {
        text.push_str(&format!("measure data: {}\n", cite.trim_matches('"')));
    }
    text
}
