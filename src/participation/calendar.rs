//! The year's dates: past, running and to come, each with its source.

use super::words::standing;
use crate::{
    date::Date,
    report::{SCHEMA_VERSION, layout::wrap, tool, tree::Tree},
    rules::{Rules, diff, eligibility::DeterminationPeriod, status::Status},
};

/// One date or span, with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Dated {
    /// Its name in the rules.
    pub name: String,
    /// What it is.
    pub title: String,
    /// The first day, where there is one.
    pub from: Option<Date>,
    /// The last day; none where it is not known.
    pub to: Option<Date>,
    /// Who says so.
    pub source: String,
    /// How sure the source is.
    pub status: Option<Status>,
    /// How sure the source of the first day is, where it is another than that of the last.
    pub from_status: Option<Status>,
    /// A sentence about it.
    pub note: Option<String>,
}

impl Dated {
    /// Whether it is over on this day.
    #[must_use]
    pub fn is_past(&self, today: Date) -> bool {
        self.to.is_some_and(|to| to < today)
    }

    /// The days in words.
    #[must_use]
    pub fn days(&self) -> String {
        let from = self.from.map(|from| {
            let standing = standing(self.from_status).map(|it| format!(" ({it})"));
            format!("{}{}", from.in_words(), standing.unwrap_or_default())
        });
        match (from, self.to) {
            (Some(from), Some(to)) => format!("{from} to {}", to.in_words()),
            (Some(from), None) => format!("from {from}"),
            (None, Some(to)) => to.in_words(),
            (None, None) => "no date known".into(),
        }
    }

    /// How sure the source is, where it is not the regulation or CMS itself.
    #[must_use]
    pub fn standing(&self) -> Option<&'static str> {
        standing(self.status)
    }

    /// The date as the next one that matters.
    #[must_use]
    pub fn sentence(&self) -> String {
        let standing = self.standing().map(|it| format!(" ({it})"));
        format!(
            "Next date: {}, {}{}",
            self.title,
            self.days(),
            standing.unwrap_or_default()
        )
    }

    /// The date as JSON prints it.
    #[must_use]
    pub fn tree(&self) -> Tree {
        let day = |day: Option<Date>| Tree::from(day.map(|day| day.to_string()));
        Tree::Object(vec![
            ("name", self.name.as_str().into()),
            ("title", self.title.as_str().into()),
            ("from", day(self.from)),
            ("to", day(self.to)),
            ("source", self.source.as_str().into()),
            ("status", self.standing().into()),
            ("from_status", standing(self.from_status).into()),
            ("note", self.note.clone().into()),
        ])
    }
}

/// All dates of a year, determination periods included, in their order; those without a known day come last.
///
/// ```
/// use mips::{RuleBook, participation::calendar::calendar};
///
/// let dates = calendar(&RuleBook::built_in().year(2026)?.rules);
/// let registration = dates.iter().find(|it| it.name == "mvp_registration").unwrap();
/// assert_eq!(registration.to.unwrap().to_string(), "2026-11-30");
/// # Ok::<(), mips::Problems>(())
/// ```
#[must_use]
pub fn calendar(rules: &Rules) -> Vec<Dated> {
    let title = |name: &str| diff::words(&format!("calendar.{name}"));
    let mut dates: Vec<Dated> = rules
        .calendar
        .iter()
        .map(|(name, entry)| Dated {
            name: name.clone(),
            title: title(name),
            from: entry.from,
            to: entry.to,
            source: entry.cite.clone(),
            status: entry.status,
            from_status: entry.from_status,
            note: entry.note.clone(),
        })
        .collect();
    let segment = |name: &str, period: &DeterminationPeriod| Dated {
        name: name.to_owned(),
        title: diff::words(&format!("eligibility.{name}")),
        from: Some(period.from),
        to: Some(period.to),
        source: period.cite.clone(),
        status: period.status,
        from_status: None,
        note: None,
    };
    dates.push(segment("segment_1", &rules.eligibility.segment_1));
    dates.push(segment("segment_2", &rules.eligibility.segment_2));
    dates.sort_by_key(|it| (it.to.is_none(), it.from.or(it.to), it.to));
    dates
}

/// The next of the named dates that is not over; the first to end.
#[must_use]
pub fn next(rules: &Rules, today: Date, names: &[&str]) -> Option<Dated> {
    calendar(rules)
        .into_iter()
        .filter(|it| names.contains(&it.name.as_str()) && it.to.is_some_and(|to| to >= today))
        .min_by_key(|it| it.to)
}

/// The calendar as JSON prints it.
#[must_use]
pub fn tree(rules: &Rules, today: Date) -> Tree {
    let next = next_of_all(rules, today);
    Tree::Object(vec![
        ("schema_version", SCHEMA_VERSION.into()),
        ("tool", tool()),
        ("performance_year", rules.performance_year.into()),
        ("payment_year", rules.payment_year.into()),
        ("today", today.to_string().into()),
        ("next", next.map_or(Tree::Null, |it| it.tree())),
        (
            "dates",
            Tree::List(calendar(rules).iter().map(Dated::tree).collect()),
        ),
    ])
}

fn next_of_all(rules: &Rules, today: Date) -> Option<Dated> {
    let names: Vec<String> = calendar(rules).into_iter().map(|it| it.name).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    next(rules, today, &names)
}

/// The columns of the calendar as a table.
pub const COLUMNS: [&str; 9] = [
    "performance_year",
    "name",
    "title",
    "from",
    "to",
    "status",
    "source",
    "note",
    "from_status",
];

/// The dates under [`COLUMNS`].
#[must_use]
pub fn rows(rules: &Rules) -> Vec<Vec<String>> {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    calendar(rules)
        .into_iter()
        .map(|it| {
            let status = it.standing().unwrap_or_default().to_owned();
            let from_status = standing(it.from_status).unwrap_or_default().to_owned();
            vec![
                rules.performance_year.to_string(),
                it.name,
                it.title,
                day(it.from),
                day(it.to),
                status,
                it.source,
                it.note.unwrap_or_default(),
                from_status,
            ]
        })
        .collect()
}

/// The calendar for reading.
#[must_use]
pub fn text(rules: &Rules, today: Date) -> String {
    let mut text = format!(
        "Performance year {}, payment year {}; today is {}\n",
        rules.performance_year,
        rules.payment_year,
        today.in_words()
    );
    if let Some(next) = next_of_all(rules, today) {
        text.push_str(&wrap(
            &format!(
                "Next: {}, {}{}",
                next.title,
                next.days(),
                away(&next, today)
            ),
            "",
            "  ",
        ));
    }
    for date in calendar(rules) {
        let mark = match date.to {
            None => "?",
            Some(_) if date.is_past(today) => "past",
            Some(_) if date.from.is_some_and(|from| from <= today) => "now",
            Some(_) => "",
        };
        text.push('\n');
        let head = format!("{}: {}", date.title, date.days());
        text.push_str(&wrap(&head, &format!("{mark:<5}"), "     "));
        let standing = date
            .standing()
            .map(|it| format!("{it}: "))
            .unwrap_or_default();
        text.push_str(&wrap(
            &format!("{standing}{}", date.source),
            "     ",
            "     ",
        ));
        if let Some(note) = &date.note {
            text.push_str(&wrap(note, "     ", "     "));
        }
    }
    text
}

/// How far off the day is that comes next.
fn away(date: &Dated, today: Date) -> String {
    let days = |day: Date| day.days() - today.days();
    let counted = |days: i64| match days {
        0 => "today".to_owned(),
        1 => "in 1 day".to_owned(),
        more => format!("in {more} days"),
    };
    match (date.from, date.to) {
        (Some(from), _) if from > today => format!(" (begins {})", counted(days(from))),
        (_, Some(to)) => format!(" (ends {})", counted(days(to))),
        _ => String::new(),
    }
}
