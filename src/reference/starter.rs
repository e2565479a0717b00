//! A commented practice file to begin with, made of what exists in a performance year. It scores as it is, and invents no
//! figure: what it cannot know is unknown, and what may be said is beside it in remarks.

mod category;
mod measures;
mod others;
mod page;
mod practice;
mod taking_part;
mod wish;

use crate::{
    category::Category,
    problem::{Code, Problem},
    rules::book::YearRules,
};

use page::Page;
pub use taking_part::taking_part;
pub use wish::Wish;

/// The starter of a year.
///
/// ```
/// use mips::{RuleBook, reference::starter::{Wish, starter}, rules::terms::Pathway};
///
/// let wish = Wish { pathway: Pathway::Traditional, small_practice: true, measures: false, specialty: None, mvp: None };
/// let text = starter(&*RuleBook::built_in().year(2025)?, wish)?;
/// assert!(text.contains("performance_year = 2025"));
/// # Ok::<(), mips::Problems>(())
/// ```
///
/// # Errors
///
/// A pathway that the year lacks, with those it has; a specialty or an MVP that it lacks; measures of a year that has none
/// published.
pub fn starter(rules: &YearRules, wish: Wish<'_>) -> Result<String, Problem> {
    let year = rules.performance_year;
    let Some(pathway) = rules.pathways.get(&wish.pathway) else {
        let known: Vec<&str> = rules.pathways.keys().map(|it| it.key()).collect();
        let message = format!(
            "no pathway `{}` in performance year {year}",
            wish.pathway.key()
        );
        let help = format!("pathways of {year}: {}", known.join(", "));
        return Err(Problem::new(Code::NotInYear, "practice.pathway", message).help(help));
    };
    if wish.lists() && rules.inventory().is_none() {
        let message = format!("no measures are published for performance year {year}");
        return Err(Problem::new(Code::NotInYear, "performance_year", message)
            .help("without measures the starter has the categories alone"));
    }
    let choice = measures::Choice::of(rules, wish)?;
    let mut page = Page {
        rules,
        wish,
        choice,
        pathway,
        text: String::new(),
    };
    page.head();
    page.practice();
    for category in Category::ALL {
        page.category(category);
    }
    page.bonus();
    page.facility();
    page.prior_year();
    page.payment();
    Ok(page.text)
}
