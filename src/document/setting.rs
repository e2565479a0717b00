//! A setting, `path = value`: the one way in which inputs are varied, whether on the command line, in a scenario, in a
//! step of a sweep or in a cell of a table.

use std::fmt;

use crate::problem::{Code, Place, Problem};

/// One `path = value` to be laid over a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The dotted path that it sets.
    pub path: String,
    /// The value as it was written; an empty text takes the key away.
    pub value: String,
    /// Where it came from, for messages: `--set`, a column's name.
    pub origin: String,
}

impl Setting {
    /// The setting `path = value` from `origin`.
    pub fn new(
        path: impl Into<String>,
        value: impl Into<String>,
        origin: impl Into<String>,
    ) -> Self {
        Self {
            path: path.into(),
            value: value.into(),
            origin: origin.into(),
        }
    }

    /// Reads `path=value`.
    ///
    /// # Errors
    ///
    /// A text without `=`, or without a dotted path.
    pub fn parse(text: &str, origin: &str) -> Result<Self, Problem> {
        let malformed = |message: &str| {
            let mut problem = Problem::new(Code::BadSetting, "", message)
                .help("write it as path=value, for example quality.percent=82.5");
            problem.place = Some(Place::of_whole(format!("{origin} {text}")));
            problem
        };
        let (path, value) = text
            .split_once('=')
            .ok_or_else(|| malformed("the `=` is missing"))?;
        let path = path.trim();
        if segments(path).is_none() {
            return Err(malformed("this is not a dotted path"));
        }
        Ok(Self::new(path, value.trim(), origin))
    }

    /// Whether it varies the year's rules rather than the practice.
    #[must_use]
    pub fn is_of_rules(&self) -> bool {
        self.path.starts_with("rules.")
    }
}

/// The most keys that a path has; the longest path of a practice file has six.
const MOST_KEYS: usize = 32;

impl fmt::Display for Setting {
    /// As it was typed: `--set quality.percent=820`, `--year 2012`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.origin == "--year" {
            write!(f, "{} {}", self.origin, self.value)
        } else {
            write!(f, "{} {}={}", self.origin, self.path, self.value)
        }
    }
}

/// The keys of a dotted path; a key may stand in double quotes. `None` when a key is empty, a quote is left open, or
/// there are too many.
#[must_use]
pub fn segments(path: &str) -> Option<Vec<&str>> {
    let mut keys = Vec::new();
    let mut rest = path;
    loop {
        let (key, after) = match rest.strip_prefix('"') {
            Some(quoted) => {
                let end = quoted.find('"')?;
                (&quoted[..end], &quoted[end + 1..])
            }
            None => rest.split_at(rest.find('.').unwrap_or(rest.len())),
        };
        if key.is_empty() || key.chars().any(char::is_control) {
            return None;
        }
        keys.push(key);
        if keys.len() > MOST_KEYS {
            return None;
        }
        match after.strip_prefix('.') {
            Some(next) => rest = next,
            None if after.is_empty() => return Some(keys),
            None => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_split_at_dots_outside_quotes() {
        assert_eq!(
            segments("quality.measures.ecqm.001"),
            Some(vec!["quality", "measures", "ecqm", "001"])
        );
        assert_eq!(segments(r#"a."b.c".d"#), Some(vec!["a", "b.c", "d"]));
        for bad in ["", "a.", ".a", "a..b", r#"a."b"#, r#"a."b"c"#] {
            assert_eq!(segments(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_setting_is_split_at_its_first_equals_sign() {
        let setting = Setting::parse("practice.name = a=b", "--set").unwrap();
        assert_eq!(
            (setting.path.as_str(), setting.value.as_str()),
            ("practice.name", "a=b")
        );
        assert!(Setting::parse("quality.percent", "--set").is_err());
        assert!(Setting::parse("=3", "--set").is_err());
    }
}
