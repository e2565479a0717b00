//! The options as a page.

use rust_decimal::Decimal;

use super::{
    calendar::Dated,
    options::{Alternative, Clinician, Options},
    options_report::{clinician_line, rule, score_in_words, standing_of, way},
    words::{page_name, without_identifiers},
};
use crate::{
    decimal::{HUNDRED, plain},
    report::{
        explain::{Explained, explain},
        html::{Bar, Cell, Mark, Page, Table, bars, section},
        layout::signed_percent,
        markup::Markup,
    },
};

/// The ways of reporting as one page: what counts, scores as bars, and the rule with its source; with every figure of every
/// score when that is asked for.
#[must_use]
pub fn page(options: &Options, next: Option<&Dated>, with_lines: bool) -> String {
    let files: Vec<String> = options
        .files
        .iter()
        .enumerate()
        .map(|(n, file)| page_name(options.practice(n), file, n))
        .collect();
    let mut page = Page::new(
        "Ways to report",
        &format!(
            "{}, performance year {}",
            files.join(", "),
            options.rules.performance_year
        ),
    );
    let line = |(n, it): (usize, &Clinician)| {
        let name = it.name.as_deref();
        let shown = name.map(|name| without_identifiers(name, "clinician", n));
        clinician_line(
            options,
            &Clinician {
                name: shown,
                ..it.clone()
            },
        )
    };
    let lines: Vec<String> = options.clinicians.iter().enumerate().map(line).collect();
    let counts = Markup::list(lines.iter().map(String::as_str));
    page.push(section(2, "Which final score counts", counts));
    page.push(section(2, "Final scores", scores(options, &files)));
    page.push(section(2, "Every way", ways(options, &files)));
    if with_lines {
        for (n, it) in options.alternatives.iter().enumerate() {
            if let Some(trial) = &it.trial {
                let content = figures(n, &explain(&trial.rules, &trial.scorecard.sheet));
                page.push(section(
                    2,
                    &format!("No. {} in every figure", n + 1),
                    content,
                ));
            }
        }
    }
    let mut law = Markup::paragraph(&rule(options));
    if let Some(next) = next {
        let sentence = format!("{} ({}).", next.sentence(), next.source);
        law.push(Markup::paragraph(&sentence));
    }
    page.push(section(2, "The rule", law));
    let sources = sources(options);
    let sources = Markup::list(sources.iter().map(String::as_str));
    page.push(section(2, "Where the scores come from", sources));
    page.foot(
        "Every score is what scoring the file at that level and pathway gives. What is not known is a range, or open.",
    );
    page.html()
}

/// The scores below each other, with the performance threshold.
fn scores(options: &Options, files: &[String]) -> Markup {
    let rows: Vec<Bar> = options
        .alternatives
        .iter()
        .enumerate()
        .filter_map(|(n, it)| {
            let score = it.score()?;
            Some(Bar {
                label: format!("{}. {}", n + 1, way(files, it)),
                value: score_in_words(score),
                from: Decimal::ZERO,
                to: score.low,
                possible: score.high,
                limit: score.high,
                is_total: false,
            })
        })
        .collect();
    if rows.is_empty() {
        return Markup::default();
    }
    let threshold = options.rules.adjustment.performance_threshold;
    let mark = Mark {
        at: threshold,
        label: format!("threshold {}", plain(threshold)),
    };
    bars(
        &rows,
        HUNDRED,
        &[mark],
        "Final score of each way, of 100 points. Striped is what is not known.",
    )
}

fn ways(options: &Options, files: &[String]) -> Markup {
    let heads = [
        ("Way", false),
        ("Final score", true),
        ("Adjustment", true),
        ("Allowed", false),
    ];
    let mut table = Table::new("Each way of reporting and what it gives", &heads);
    for (n, it) in options.alternatives.iter().enumerate() {
        let below = it.why_not.as_deref().map(Markup::paragraph);
        table.row_with(
            [
                Cell::Words(format!("{}. {}", n + 1, way(files, it))),
                Cell::Figure(it.score().map_or_else(|| "none".into(), score_in_words)),
                Cell::Figure(adjustment(it)),
                Cell::Words(
                    match it.allowed {
                        Some(true) => "yes",
                        Some(false) => "no",
                        None => "not known",
                    }
                    .into(),
                ),
            ],
            below.unwrap_or_default(),
        );
    }
    table.markup()
}

fn adjustment(it: &Alternative) -> String {
    match (it.adjusts, it.adjustment()) {
        _ if it.trial.is_none() => String::new(),
        (Some(false), _) => "none".into(),
        (_, Some(percent)) => signed_percent(percent),
        _ => "not known".into(),
    }
}

fn figures(n: usize, lines: &[Explained]) -> Markup {
    let heads = [("Figure", false), ("Value", true), ("Arithmetic", false)];
    let mut table = Table::new(&format!("Figures of no. {}", n + 1), &heads);
    for line in lines {
        let subject = line.subject.as_ref().map(|it| format!(" ({it})"));
        table.row([
            Cell::Words(format!("{}{}", line.title, subject.unwrap_or_default())),
            Cell::Figure(line.value.clone()),
            Cell::Words(line.formula.clone().unwrap_or_default()),
        ]);
    }
    table.markup()
}

/// The sources of all scores, each once, in the order of the calculation.
fn sources(options: &Options) -> Vec<String> {
    let mut sources: Vec<String> = Vec::new();
    for trial in options
        .alternatives
        .iter()
        .filter_map(|it| it.trial.as_ref())
    {
        for line in explain(&trial.rules, &trial.scorecard.sheet) {
            let cite = line.citation.cite.clone() + &standing_of(line.citation.status);
            if !cite.is_empty() && !sources.contains(&cite) {
                sources.push(cite);
            }
        }
    }
    sources
}
