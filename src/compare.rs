//! Several scenarios side by side: every figure that differs, and by how much.

use rust_decimal::Decimal;

use crate::{
    category::Category,
    decimal,
    document::{Document, Value},
    problem::{Code, Problem, Problems},
    report::{
        figures,
        layout::{WIDTH, cut, dollars, signed_dollars, wrap},
        table,
        tree::Tree,
    },
    rulebook::RuleBook,
    rules::diff::{Change, diff},
    setting::{Setting, segments},
    trial::{self, Trial},
};

/// A name, and what is set in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// What is set.
    pub settings: Vec<Setting>,
}

impl Scenario {
    /// Reads `name: path=value, path=value`. A value with a comma in it stands in double quotes.
    ///
    /// # Errors
    ///
    /// A text without a name, or with something that is no setting.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let wrong = |message: &str| {
            Problem::new(Code::BadSetting, "", format!("--scenario {text}: {message}"))
                .help("for example --scenario \"cost at 40: cost.percent=40, practice.small_practice=true\"")
        };
        let (name, rest) = text
            .split_once(':')
            .ok_or_else(|| wrong("there is no `:` after the name"))?;
        let name = name.trim();
        if name.is_empty() || name.contains('=') {
            return Err(wrong("it begins with a name and `:`"));
        }
        let parts = split_outside_quotes(rest).ok_or_else(|| wrong("a quote is left open"))?;
        let mut settings = Vec::new();
        for part in parts.iter().filter(|part| !part.trim().is_empty()) {
            let setting = Setting::parse(part, name)?;
            let unquoted = setting
                .value
                .strip_prefix('"')
                .and_then(|value| value.strip_suffix('"'))
                .map(str::to_owned);
            settings.push(Setting {
                value: unquoted.unwrap_or(setting.value),
                ..setting
            });
        }
        if settings.is_empty() {
            return Err(wrong("nothing is set in it"));
        }
        Ok(Self {
            name: name.to_owned(),
            settings,
        })
    }

    /// Reads a scenario file: `name`, and a table `settings` of dotted paths or nested tables.
    ///
    /// # Errors
    ///
    /// Everything in the file that is none of this.
    pub fn read(document: &Document) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let mut name = document.name().to_owned();
        let mut settings = Vec::new();
        for (key, node) in &document.root().entries {
            match (key.as_str(), &node.value) {
                ("name", Value::Text(text)) => name.clone_from(text),
                ("settings", Value::Table(table)) => {
                    for (key, node) in &table.entries {
                        // A quoted key is a whole path: "cost.percent" = 40.
                        let path = if segments(key).is_some() {
                            key.clone()
                        } else {
                            crate::document::quoted(key)
                        };
                        crate::document::flatten(path, node, &mut settings);
                    }
                }
                _ => problems.push(
                    Problem::new(
                        Code::UnknownKey,
                        key.as_str(),
                        "a scenario file has `name` and `[settings]`",
                    )
                    .on_key(),
                ),
            }
        }
        if settings.is_empty() && problems.is_empty() {
            problems.push(Problem::new(
                Code::MissingKey,
                "settings",
                "nothing is set in the scenario",
            ));
        }
        if !problems.is_empty() {
            document.locate(&mut problems);
            return Err(problems);
        }
        for setting in &mut settings {
            setting.origin.clone_from(&name);
        }
        Ok(Self { name, settings })
    }

    /// Whether a document is a scenario file rather than a practice.
    #[must_use]
    pub fn is_scenario(document: &Document) -> bool {
        document.get("settings").is_some() && document.get("performance_year").is_none()
    }
}

/// Parts between commas that stand outside double quotes and brackets.
fn split_outside_quotes(text: &str) -> Option<Vec<&str>> {
    let (mut quoted, mut depth, mut start) = (false, 0_u32, 0);
    let mut parts = Vec::new();
    for (n, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '[' if !quoted => depth += 1,
            ']' if !quoted => depth = depth.saturating_sub(1),
            ',' if !quoted && depth == 0 => {
                parts.push(&text[start..n]);
                start = n + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    (!quoted).then_some(parts)
}

/// A scenario with its score.
pub struct Scored {
    /// Its name.
    pub name: String,
    /// Its score.
    pub trial: Trial,
}

impl Scored {
    /// Scores a scenario of a practice. `settings` are those of the run, below the scenario's.
    ///
    /// # Errors
    ///
    /// As [`trial::run`].
    pub fn run(
        book: &RuleBook,
        document: &Document,
        settings: &[Setting],
        scenario: &Scenario,
    ) -> Result<Self, Problems> {
        let (mut of_rules, of_practice): (Vec<Setting>, Vec<Setting>) =
            settings.iter().cloned().partition(Setting::is_of_rules);
        let mut document = document.clone();
        document.lay(&of_practice)?;
        of_rules.extend_from_slice(&scenario.settings);
        Ok(Self {
            name: scenario.name.clone(),
            trial: trial::run(book, &document, &of_rules)?,
        })
    }
}

/// How a figure is written and compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Word,
    Points,
    Percent,
    Dollars,
}

/// One figure in every scenario.
pub struct Figure {
    /// Its dotted path in the result.
    pub path: String,
    /// Its title.
    pub title: String,
    unit: Unit,
    /// Its value in each scenario; nothing where it is not known.
    pub values: Vec<Tree>,
}

impl Figure {
    /// By how much each scenario's value is above the first one's, where both are numbers.
    #[must_use]
    pub fn differences(&self) -> Vec<Option<Decimal>> {
        let number = |value: &Tree| match value {
            Tree::Number(text) => decimal::parse(text),
            _ => None,
        };
        let first = self.values.first().and_then(number);
        let values = self.values.iter();
        values.map(|value| Some(number(value)? - first?)).collect()
    }

    fn differs(&self) -> bool {
        let same = |a: &Tree, b: &Tree| match (a, b) {
            (Tree::Number(a), Tree::Number(b)) => decimal::parse(a) == decimal::parse(b),
            (a, b) => a == b,
        };
        self.values.windows(2).any(|pair| !same(&pair[0], &pair[1]))
    }
}

/// Scenarios side by side.
pub struct Comparison {
    /// Their names.
    pub names: Vec<String>,
    /// The figures that differ, with final score and adjustment always among them.
    pub figures: Vec<Figure>,
    /// Which scenarios earn the most: by adjustment, then by final score. None when nothing is known for sure.
    pub best: Vec<usize>,
    /// The changes of the rules behind a difference between years, with the two years.
    pub changes: Vec<(u16, u16, Vec<Change>)>,
}

/// Compares scenarios. The first is what the others are held against.
#[must_use]
pub fn compare(scored: &[Scored]) -> Comparison {
    let trees: Vec<Tree> = scored
        .iter()
        .map(|scored| figures(&scored.trial.rules, &scored.trial.scorecard))
        .collect();
    let has_dollars = scored
        .iter()
        .any(|scored| scored.trial.practice.part_b_paid.is_some());
    let has_ranges = scored
        .iter()
        .any(|scored| scored.trial.scorecard.final_score.is_none());
    let figures = wanted()
        .into_iter()
        .map(|(path, title, unit)| Figure {
            values: trees
                .iter()
                .map(|tree| tree.get(&path).cloned().unwrap_or(Tree::Null))
                .collect(),
            path,
            title,
            unit,
        })
        .filter(|figure| {
            let always = ["final_score", "payment_adjustment.percent"]
                .contains(&figure.path.as_str())
                || (has_dollars && figure.path == "payment_adjustment.dollars");
            always || (figure.differs() && (has_ranges || !figure.path.contains("bounds")))
        })
        .collect();
    Comparison {
        names: scored.iter().map(|scored| scored.name.clone()).collect(),
        figures,
        best: best(scored),
        changes: changes(scored),
    }
}

/// What can differ, in the order of the calculation.
fn wanted() -> Vec<(String, String, Unit)> {
    let mut wanted = vec![(
        "performance_year".to_owned(),
        "performance year".to_owned(),
        Unit::Word,
    )];
    for category in Category::ALL {
        for (key, unit) in [
            ("status", Unit::Word),
            ("reason", Unit::Word),
            ("percent", Unit::Points),
            ("weight", Unit::Points),
            ("points", Unit::Points),
        ] {
            wanted.push((
                format!("categories.{}.{key}", category.key()),
                format!("{} {key}", category.title()),
                unit,
            ));
        }
    }
    for (path, title, unit) in [
        (
            "bonuses.complex_patient",
            "complex patient bonus",
            Unit::Points,
        ),
        (
            "bonuses.small_practice",
            "small practice bonus",
            Unit::Points,
        ),
        ("final_score", "final score", Unit::Points),
        (
            "final_score_bounds.low",
            "final score, lowest",
            Unit::Points,
        ),
        (
            "final_score_bounds.high",
            "final score, highest",
            Unit::Points,
        ),
        (
            "performance_threshold",
            "performance threshold",
            Unit::Points,
        ),
        ("payment_adjustment.class", "class", Unit::Word),
        (
            "payment_adjustment.scaling_factor",
            "scaling factor",
            Unit::Points,
        ),
        (
            "payment_adjustment.percent",
            "payment adjustment",
            Unit::Percent,
        ),
        (
            "payment_adjustment.bounds.low",
            "adjustment, lowest",
            Unit::Percent,
        ),
        (
            "payment_adjustment.bounds.high",
            "adjustment, highest",
            Unit::Percent,
        ),
        ("payment_adjustment.dollars", "in dollars", Unit::Dollars),
        (
            "payment_adjustment.dollars_bounds.low",
            "dollars, lowest",
            Unit::Dollars,
        ),
        (
            "payment_adjustment.dollars_bounds.high",
            "dollars, highest",
            Unit::Dollars,
        ),
    ] {
        wanted.push((path.to_owned(), title.to_owned(), unit));
    }
    wanted
}

/// The scenarios that earn the most. A range counts by its lower end, which is sure.
fn best(scored: &[Scored]) -> Vec<usize> {
    let rank = |scored: &Scored| {
        let card = &scored.trial.scorecard;
        let payment = &card.payment_adjustment;
        let dollars = payment
            .dollars
            .or(payment.dollars_bounds.map(|bounds| bounds.low))
            .unwrap_or_default();
        let percent = payment.percent.unwrap_or(payment.bounds.low);
        (
            dollars,
            percent,
            card.final_score.unwrap_or(card.final_score_bounds.low),
        )
    };
    let most = scored.iter().map(rank).max();
    let best: Vec<usize> = (0..scored.len())
        .filter(|n| Some(rank(&scored[*n])) == most)
        .collect();
    if best.len() == scored.len() {
        Vec::new()
    } else {
        best
    }
}

/// The changes of rules between scenarios of different years, as far as they bear on these practices.
fn changes(scored: &[Scored]) -> Vec<(u16, u16, Vec<Change>)> {
    let mut found = Vec::new();
    for pair in scored.windows(2) {
        let [a, b] = pair else { continue };
        let years = (
            a.trial.rules.performance_year,
            b.trial.rules.performance_year,
        );
        if years.0 == years.1 {
            continue;
        }
        let mut changes = diff(&a.trial.rules, &b.trial.rules);
        changes.retain(|change| bears_on(change, &a.trial) || bears_on(change, &b.trial));
        found.push((years.0, years.1, changes));
    }
    found
}

/// Whether a rule took part in a score.
fn bears_on(change: &Change, trial: &Trial) -> bool {
    let keys: Vec<&str> = change.path.split('.').collect();
    let (weights, _) = crate::score::weights::table(&trial.rules, &trial.practice);
    match keys[..] {
        ["weights", table, ..] => table == weights,
        ["facility_based", ..] => trial.practice.facility_based.is_some(),
        ["pathways", pathway, ..] => pathway == trial.practice.pathway.key(),
        [
            "final_score"
            | "adjustment"
            | "complex_patient_bonus"
            | "never_scored"
            | "automatic_circumstances"
            | "automatic_reweighting",
            ..,
        ] => true,
        ["small_practice_bonus" | "small_practice", ..] => trial.practice.small_practice,
        [category, ..] => Category::from_key(category)
            .is_some_and(|category| !trial.scorecard.categories[category].measures.is_empty()),
        [] => false,
    }
}

impl Comparison {
    fn rows(&self, with_signs: bool) -> Vec<Vec<String>> {
        let rows = self.figures.iter().map(|figure| {
            let cells = figure.values.iter().zip(figure.differences());
            let cells = cells.map(|(value, difference)| {
                let cell = written(value, figure.unit);
                match difference.filter(|difference| with_signs && !difference.is_zero()) {
                    Some(difference) => format!("{cell} ({})", signed(difference, figure.unit)),
                    None => cell,
                }
            });
            std::iter::once(figure.title.clone()).chain(cells).collect()
        });
        rows.collect()
    }

    fn heads(&self) -> Vec<String> {
        let names = self.names.iter().enumerate().map(|(n, name)| {
            if self.best.contains(&n) {
                format!("{name} (best)")
            } else {
                name.clone()
            }
        });
        std::iter::once(String::new()).chain(names).collect()
    }

    /// For reading. More scenarios than fit side by side go below each other.
    #[must_use]
    pub fn text(&self) -> String {
        let (heads, rows) = (self.heads(), self.rows(true));
        let title = rows
            .iter()
            .map(|row| row[0].chars().count())
            .max()
            .unwrap_or(0);
        let width = |column: usize| {
            let cells = rows.iter().map(|row| row[column].chars().count());
            cells
                .chain([heads[column].chars().count().min(28)])
                .max()
                .unwrap_or(0)
        };
        let mut text = String::new();
        let mut column = 1;
        while column < heads.len() {
            // The first scenario stands beside every group: the differences are from it.
            let mut group = vec![1];
            let mut used = title + 2 + width(1);
            column = column.max(2);
            while column < heads.len() && (group.len() == 1 || used + 2 + width(column) <= WIDTH) {
                used += 2 + width(column);
                group.push(column);
                column += 1;
            }
            if !text.is_empty() {
                text.push('\n');
            }
            for row in std::iter::once(&heads).chain(&rows) {
                let mut line = format!("{:<title$}", row[0]);
                for n in &group {
                    let width = width(*n);
                    line.push_str(&format!("  {:>width$}", cut(&row[*n], width)));
                }
                text.push_str(line.trim_end());
                text.push('\n');
            }
        }
        for (from, to, changes) in &self.changes {
            text.push_str(&format!("\nRules that differ from {from} to {to}\n"));
            for change in changes {
                let line = format!(
                    "{}: {} -> {}",
                    change.words,
                    shown(change.before.as_ref()),
                    shown(change.after.as_ref())
                );
                text.push_str(&wrap(&line, "  ", "    "));
                if let Some(cite) = change.cite_after.as_ref().or(change.cite_before.as_ref()) {
                    text.push_str(&wrap(&format!("({})", cite.cite), "    ", "    "));
                }
            }
            if changes.is_empty() {
                text.push_str("  none that bears on these scores\n");
            }
        }
        text
    }

    /// A table to paste.
    #[must_use]
    pub fn markdown(&self) -> String {
        let heads = self.heads();
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut text = table::markdown(&heads, &self.rows(true));
        for (from, to, changes) in &self.changes {
            text.push_str(&format!("\nRules that differ from {from} to {to}:\n\n"));
            let rows: Vec<Vec<String>> = changes.iter().map(change_cells).collect();
            text.push_str(&table::markdown(&CHANGE_COLUMNS, &rows));
        }
        text
    }

    /// One row a figure: its path, its value in each scenario, and the differences from the first.
    #[must_use]
    pub fn csv(&self) -> String {
        let differences = self
            .names
            .iter()
            .skip(1)
            .map(|name| format!("{name} - {}", self.names[0]));
        let heads: Vec<String> = std::iter::once("figure".to_owned())
            .chain(self.names.iter().cloned())
            .chain(differences)
            .collect();
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let rows: Vec<Vec<String>> = self
            .figures
            .iter()
            .map(|figure| {
                let values = figure.values.iter().map(Tree::cell);
                let differences = figure.differences().into_iter().skip(1);
                let differences =
                    differences.map(|it| it.map_or_else(String::new, |it| it.to_string()));
                std::iter::once(figure.path.clone())
                    .chain(values)
                    .chain(differences)
                    .collect()
            })
            .collect();
        table::csv(&heads, &rows)
    }

    /// For programs.
    #[must_use]
    pub fn json(&self) -> Tree {
        let figures = self.figures.iter().map(|figure| {
            let differences = figure.differences().into_iter().map(Tree::from).collect();
            Tree::Object(vec![
                ("path", figure.path.as_str().into()),
                ("title", figure.title.as_str().into()),
                ("values", Tree::List(figure.values.clone())),
                ("differences", Tree::List(differences)),
            ])
        });
        let changes = self.changes.iter().map(|(from, to, changes)| {
            let changes = changes.iter().map(|change| {
                Tree::Object(vec![
                    ("path", change.path.as_str().into()),
                    ("before", change.before.clone().into()),
                    ("after", change.after.clone().into()),
                    (
                        "cite_before",
                        change
                            .cite_before
                            .as_ref()
                            .map(|it| it.cite.as_str())
                            .into(),
                    ),
                    (
                        "cite_after",
                        change.cite_after.as_ref().map(|it| it.cite.as_str()).into(),
                    ),
                ])
            });
            Tree::Object(vec![
                ("from", (*from).into()),
                ("to", (*to).into()),
                ("changes", Tree::List(changes.collect())),
            ])
        });
        let names = self.names.iter().map(|name| name.as_str().into());
        let best = self.best.iter().map(|n| self.names[*n].as_str().into());
        Tree::Object(vec![
            ("schema_version", crate::report::SCHEMA_VERSION.into()),
            ("scenarios", Tree::List(names.collect())),
            ("best", Tree::List(best.collect())),
            ("figures", Tree::List(figures.collect())),
            ("rule_changes", Tree::List(changes.collect())),
        ])
    }
}

const CHANGE_COLUMNS: [&str; 4] = ["rule", "before", "after", "source"];

fn change_cells(change: &Change) -> Vec<String> {
    let cite = change
        .cite_after
        .clone()
        .or_else(|| change.cite_before.clone());
    vec![
        change.words.clone(),
        shown(change.before.as_ref()),
        shown(change.after.as_ref()),
        cite.map(|it| it.cite).unwrap_or_default(),
    ]
}

fn shown(value: Option<&String>) -> String {
    let value = value.filter(|value| !value.is_empty());
    value.map_or_else(|| "none".into(), Clone::clone)
}

fn written(value: &Tree, unit: Unit) -> String {
    match (value, unit) {
        (Tree::Null, _) => "-".into(),
        (Tree::Number(text), Unit::Percent) => format!("{text}%"),
        (Tree::Number(text), Unit::Dollars) => match decimal::parse(text) {
            Some(number) if number.is_sign_negative() => signed_dollars(number),
            Some(number) => dollars(number),
            None => text.clone(),
        },
        (value, _) => value.cell(),
    }
}

fn signed(difference: Decimal, unit: Unit) -> String {
    if unit == Unit::Dollars {
        return signed_dollars(difference);
    }
    let sign = if difference.is_sign_positive() {
        "+"
    } else {
        ""
    };
    format!("{sign}{difference}")
}
