//! A scenario: typed, or read from a file.

use crate::{
    document::{
        Document, Value,
        setting::{Setting, segments},
    },
    problem::{Code, Problem, Problems},
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
    /// Reads `name: path=value, path=value`. A value with a comma in it is in double quotes.
    ///
    /// # Errors
    ///
    /// A text without a name, or with something that is not a setting.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let wrong = |message: &str| {
            Problem::new(Code::BadSetting, "", format!("--scenario {text}: {message}"))
                .help("for example --scenario \"cost at 40: cost.percent=40, practice.small_practice=true\"")
        };
        let (name, rest) = text
            .split_once(':')
            .ok_or_else(|| wrong("the `:` after the name is missing"))?;
        let name = name.trim();
        if name.is_empty() || name.contains('=') {
            return Err(wrong("a scenario begins with a name and `:`"));
        }
        let parts = split_outside_quotes(rest).ok_or_else(|| wrong("a quote is never closed"))?;
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
            return Err(wrong("it sets nothing"));
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
    /// Everything else in the file.
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
                "the scenario sets nothing",
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

/// Parts between commas that are outside double quotes and brackets.
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
