//! The sources of a score's figures, each told once and numbered, with the figures that rest on it.

use crate::{
    report::{
        explain::{Explained, explain},
        markup::{Markup, escaped},
    },
    rules::status::Status,
    trial::Trial,
};

/// The figures of a score with their numbered sources.
pub(super) struct Sources {
    lines: Vec<Explained>,
    /// Each source, and the titles of its figures.
    cited: Vec<(String, Vec<String>)>,
    /// What tells the numbers of one score from those of another on the same page.
    mark: String,
}

impl Sources {
    /// The sources in the order of the calculation. `number` is the score's among those of the page.
    pub(super) fn of(trial: &Trial, number: usize) -> Self {
        let lines = explain(&trial.rules, &trial.scorecard.sheet);
        let mut sources: Vec<(String, Vec<String>)> = Vec::new();
        for line in &lines {
            let cite = cited(line);
            match sources.iter_mut().find(|(known, _)| *known == cite) {
                _ if cite.is_empty() => {}
                Some((_, titles)) if titles.contains(&line.title) => {}
                Some((_, titles)) => titles.push(line.title.clone()),
                None => sources.push((cite, vec![line.title.clone()])),
            }
        }
        let mark = format!("source-{number}");
        Self {
            lines,
            cited: sources,
            mark,
        }
    }

    /// The numbered list.
    pub(super) fn list(&self) -> Markup {
        let items = self
            .cited
            .iter()
            .enumerate()
            .map(|(n, (cite, titles))| {
                format!(
                    "<li id=\"{}-{}\">{}: {}</li>\n",
                    self.mark,
                    n + 1,
                    escaped(cite),
                    escaped(&titles.join("; "))
                )
            })
            .collect::<String>();
        if items.is_empty() {
            return Markup::default();
        }
        Markup::trusted(format!("<ol class=\"citations\">\n{items}</ol>\n"))
    }

    /// Every figure with its arithmetic and the number of its source.
    pub(super) fn derivation(&self) -> Markup {
        let items = self.lines.iter().map(|line| self.figure(line));
        Markup::trusted(format!(
            "<dl class=\"derivation\">\n{}</dl>\n",
            items.collect::<String>()
        ))
    }

    fn figure(&self, line: &Explained) -> String {
        let subject = line
            .subject
            .as_ref()
            .map(|subject| format!(" ({subject})"))
            .unwrap_or_default();
        let name = escaped(&format!("{}{subject}", line.title));
        let formula = line
            .formula
            .as_ref()
            .map(|formula| format!(" = {}", escaped(formula)))
            .unwrap_or_default();
        let cite = cited(line);
        let source = self.cited.iter().position(|(known, _)| *known == cite);
        let source = source.map_or_else(String::new, |n| {
            let n = n + 1;
            format!(" <a href=\"#{}-{n}\">[{n}]</a>", self.mark)
        });
        format!(
            "<dt>{name}</dt><dd><strong>{}</strong>{formula}{source}</dd>\n",
            line.value
        )
    }
}

/// A figure's source with its standing.
fn cited(line: &Explained) -> String {
    let standing = match line.citation.status {
        None => "",
        Some(Status::Secondary) => " [secondary source]",
        Some(Status::Unverified) => " [unverified]",
        Some(Status::Provisional) => " [provisional]",
    };
    format!("{}{standing}", line.citation.cite)
}
