//! Lines that a GitHub workflow shows beside the file they are about.

use crate::problem::{Place, Problem};

/// A problem as an annotation; `name` is the file's, where the problem has no place of its own.
#[must_use]
pub fn problem(name: &str, problem: &Problem) -> String {
    let level = if problem.is_error() {
        "error"
    } else {
        "warning"
    };
    let mut message = format!("{}: ", problem.code.as_str());
    if !problem.path.is_empty() {
        message.push_str(&format!("{}: ", problem.path));
    }
    message.push_str(&problem.message);
    if let Some(help) = &problem.help {
        message.push_str(&format!("\n{help}"));
    }
    annotation(level, name, problem.place.as_ref(), &message)
}

/// One line: `level` is `error`, `warning` or `notice`. A place within another text than the file (a setting) has no
/// line in it.
#[must_use]
pub fn annotation(level: &str, name: &str, place: Option<&Place>, message: &str) -> String {
    let place = place.filter(|place| place.line > 0);
    let file = place.map_or(name, |place| place.name.as_str());
    let mut line = format!("::{level} file={}", escaped(file, true));
    if let Some(place) = place {
        line.push_str(&format!(",line={},col={}", place.line, place.column));
    }
    format!("{line}::{}\n", escaped(message, false))
}

/// What would end the line, or within a property the property, as the workflow's reader takes it.
fn escaped(text: &str, in_property: bool) -> String {
    let text = text
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A");
    if in_property {
        text.replace(':', "%3A").replace(',', "%2C")
    } else {
        text
    }
}
