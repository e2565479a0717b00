//! The options as text, JSON and rows.

use super::{
    calendar::Dated,
    hierarchy::in_words,
    options::{Alternative, Clinician, Options},
    words::standing,
};
use crate::{
    decimal::plain,
    report::{
        self, SCHEMA_VERSION,
        layout::{WIDTH, signed_percent, wrap},
        text, tool,
        tree::Tree,
    },
    rules::status::Status,
    score::scorecard::Bounds,
};

fn bounds(bounds: Option<Bounds>) -> Tree {
    bounds.map_or(Tree::Null, |it| {
        Tree::Object(vec![("low", it.low.into()), ("high", it.high.into())])
    })
}

fn index(n: Option<usize>) -> Tree {
    n.map_or(Tree::Null, |n| Tree::Number(n.to_string()))
}

/// The options as JSON prints them, with the next date that matters; with every line of every score when that is asked for.
#[must_use]
pub fn tree(options: &Options, next: Option<&Dated>, with_lines: bool) -> Tree {
    let citation = options.rules.citation("score_hierarchy");
    let alternatives = options
        .alternatives
        .iter()
        .map(|it| alternative(options, it, with_lines));
    Tree::Object(vec![
        ("schema_version", SCHEMA_VERSION.into()),
        ("tool", tool()),
        ("performance_year", options.rules.performance_year.into()),
        ("alternatives", Tree::List(alternatives.collect())),
        (
            "clinicians",
            Tree::List(options.clinicians.iter().map(clinician).collect()),
        ),
        ("rule", in_words(&options.rules.score_hierarchy).into()),
        ("cite", citation.cite.into()),
        ("next", next.map_or(Tree::Null, Dated::tree)),
    ])
}

fn alternative(options: &Options, it: &Alternative, with_lines: bool) -> Tree {
    let final_score = it.trial.as_ref().and_then(|it| it.scorecard.final_score);
    let settings = it
        .settings
        .iter()
        .map(|it| format!("{}={}", it.path, it.value).into());
    let mut members = vec![
        ("file", options.files[it.file].as_str().into()),
        ("level", it.level.key().into()),
        ("pathway", it.pathway.key().into()),
        ("mvp", it.mvp.clone().into()),
        ("final_score", final_score.into()),
        ("final_score_bounds", bounds(it.score())),
        ("adjustment", it.adjustment().into()),
        ("allowed", it.allowed.into()),
        ("why_not", it.why_not.clone().into()),
        ("adjusts", it.adjusts.into()),
        ("as_filed", it.as_filed.into()),
        ("settings", Tree::List(settings.collect())),
    ];
    if let Some(trial) = it.trial.as_ref().filter(|_| with_lines) {
        let lines = report::result(trial, true).get("lines").cloned();
        members.push(("lines", lines.unwrap_or(Tree::Null)));
    }
    Tree::Object(members)
}

fn clinician(it: &Clinician) -> Tree {
    Tree::Object(vec![
        ("name", it.name.clone().into()),
        ("counts", index(it.counts)),
        ("final_score", it.final_score.into()),
        ("final_score_bounds", bounds(it.final_score_bounds)),
        ("adjustment", it.adjustment.into()),
        ("alone", it.alone.into()),
        ("newly_bound", it.newly_bound.into()),
        ("note", it.note.clone().into()),
    ])
}

/// The columns of the alternatives as a table.
pub const COLUMNS: [&str; 10] = [
    "file",
    "level",
    "pathway",
    "mvp",
    "final_score",
    "final_score_low",
    "final_score_high",
    "adjustment",
    "allowed",
    "why_not",
];

/// The alternatives under [`COLUMNS`].
#[must_use]
pub fn rows(options: &Options) -> Vec<Vec<String>> {
    options
        .alternatives
        .iter()
        .map(|it| {
            let tree = alternative(options, it, false);
            let cell = |path: &str| tree.get(path).map_or_else(String::new, Tree::cell);
            [
                "file",
                "level",
                "pathway",
                "mvp",
                "final_score",
                "final_score_bounds.low",
                "final_score_bounds.high",
                "adjustment",
                "allowed",
                "why_not",
            ]
            .map(cell)
            .into()
        })
        .collect()
}

/// The options for reading; with the explanation of every score when that is asked for.
#[must_use]
pub fn text(options: &Options, with_lines: bool) -> String {
    let rules = &options.rules;
    let mut text = format!(
        "Ways to report, performance year {}\n",
        rules.performance_year
    );
    for (n, it) in options.alternatives.iter().enumerate() {
        text.push_str(&wrap(&alternative_line(options, n, it), "  ", "       "));
    }
    text.push_str("\nWhich final score counts\n");
    for it in &options.clinicians {
        text.push_str(&wrap(&clinician_line(options, it), "  ", "    "));
    }
    text.push('\n');
    text.push_str(&wrap(&format!("Rule: {}", rule(options)), "", "  "));
    for (n, it) in options.alternatives.iter().enumerate() {
        if let Some(trial) = it.trial.as_ref().filter(|_| with_lines) {
            text.push_str(&format!("\nNo. {}\n", n + 1));
            text.push_str(&text::report(trial, "", true, WIDTH));
        }
    }
    text
}

/// Which score counts, and who says so.
pub(super) fn rule(options: &Options) -> String {
    let rules = &options.rules;
    let citation = rules.citation("score_hierarchy");
    format!(
        "{} ({}{}).",
        in_words(&rules.score_hierarchy),
        citation.cite,
        standing_of(citation.status)
    )
}

/// How sure a source is, written after it; nothing where it is the regulation or CMS itself.
pub(super) fn standing_of(status: Option<Status>) -> String {
    standing(status)
        .map(|it| format!(", {it}"))
        .unwrap_or_default()
}

pub(super) fn score_in_words(bounds: Bounds) -> String {
    match bounds.point() {
        Some(score) => plain_score(score),
        None => format!(
            "{} to {}",
            plain_score(bounds.low),
            plain_score(bounds.high)
        ),
    }
}

fn plain_score(score: rust_decimal::Decimal) -> String {
    if score.scale() >= 2 {
        score.to_string()
    } else {
        plain(score)
    }
}

/// The level, the pathway, and what else tells a way from the others.
pub(super) fn way(files: &[String], it: &Alternative) -> String {
    let way = match &it.mvp {
        Some(id) => format!("MVP {id}"),
        None => it.pathway.title().to_owned(),
    };
    let mut line = format!("{}, {way}", it.level.title());
    if files.len() > 1 {
        line = format!("{line} ({})", files[it.file]);
    }
    if it.as_filed {
        line.push_str(", as the file says");
    }
    line
}

fn alternative_line(options: &Options, n: usize, it: &Alternative) -> String {
    let mut line = format!("{}. {}", n + 1, way(&options.files, it));
    if let Some(score) = it.score() {
        line = format!("{line}: final score {}", score_in_words(score));
        match (it.adjusts, it.adjustment()) {
            (Some(false), _) => line.push_str(", no adjustment: it is not in MIPS at this level"),
            (_, Some(percent)) => line = format!("{line}, adjustment {}", signed_percent(percent)),
            (None, None) => line.push_str(", whether it adjusts payments is not known"),
            (Some(true), None) => line.push_str(", adjustment not known yet"),
        }
    }
    match (it.allowed, &it.why_not) {
        (Some(false), Some(why)) => format!("{line}: not allowed: {why}"),
        (None, Some(why)) => format!("{line}; not known whether it is allowed: {why}"),
        _ => line,
    }
}

pub(super) fn clinician_line(options: &Options, it: &Clinician) -> String {
    let name = it.name.as_deref().unwrap_or("Each clinician");
    let mut line = match (it.counts, it.final_score_bounds) {
        (Some(n), Some(score)) => {
            let level = options.alternatives[n].level.title();
            format!(
                "{name}: no. {} ({level}), final score {}",
                n + 1,
                score_in_words(score)
            )
        }
        (None, Some(score)) => format!("{name}: a final score of {}", score_in_words(score)),
        _ => format!("{name}: no final score counts"),
    };
    if let Some(percent) = it.adjustment {
        line = format!("{line}, adjustment {}", signed_percent(percent));
        if let Some(alone) = it.alone.filter(|alone| *alone != percent) {
            line = format!("{line} (alone {})", signed_percent(alone));
        }
    }
    if it.newly_bound == Some(true) {
        line.push_str("; bound by this report, and free without it");
    }
    match &it.note {
        Some(note) => format!("{line}; {note}"),
        None => line,
    }
}
