//! Where the values of a document are.

use std::ops::Range;

use super::{
    Document,
    identity::{names_somebody, tells_who},
    setting::{Setting, segments},
    tree::{Node, Origin, Value},
    written::quoted,
};
use crate::{
    escape,
    problem::{Part, Place, Problems},
};

/// The most characters of a line that a message shows.
pub(super) const LONGEST_EXCERPT: usize = 160;

pub(super) fn setting_place(setting: &Setting) -> Place {
    Place::of_whole(setting.to_string())
}

impl Document {
    /// Gives each problem the place of its path: of the entry itself, or of the nearest table around it that is there.
    pub fn locate(&self, problems: &mut Problems) {
        for problem in &mut problems.0 {
            if problem.place.is_none() {
                problem.place = Some(self.place_of_path(&problem.path, problem.part));
            }
        }
        problems.sort();
    }

    fn place_of_path(&self, path: &str, part: Part) -> Place {
        let mut keys = segments(path).unwrap_or_default();
        let mut part = part;
        while !keys.is_empty() {
            let joined: Vec<String> = keys.iter().map(|key| quoted(key)).collect();
            if let Some(node) = self.get(&joined.join(".")) {
                let origin = match (part, &node.value) {
                    (Part::Key, _) => &node.key_origin,
                    (Part::Item(number), Value::Array(items)) if number < items.len() => {
                        &items[number].origin
                    }
                    (Part::Item(_) | Part::Value, _) => &node.origin,
                };
                return self.place_of_origin(origin);
            }
            keys.pop();
            part = Part::Key;
        }
        Place::of_whole(self.name.clone())
    }

    /// Where a value of this document is.
    pub(crate) fn place_of_node(&self, node: &Node) -> Place {
        self.place_of_origin(&node.origin)
    }

    fn place_of_origin(&self, origin: &Origin) -> Place {
        match origin {
            Origin::Text(span) => self.place_of(span),
            Origin::Setting(number) => setting_place(&self.settings[*number]),
            Origin::Elsewhere(place) => Place::clone(place),
        }
    }

    pub(super) fn place_of(&self, span: &Range<usize>) -> Place {
        // The parser may point into a letter that the text ends within.
        let start = self.text.floor_char_boundary(span.start);
        let end = self.text.ceil_char_boundary(span.end);
        let line_start = self.text[..start].rfind('\n').map_or(0, |n| n + 1);
        let line_end = self.text[start..]
            .find('\n')
            .map_or(self.text.len(), |n| start + n);
        let line = self.text[line_start..line_end].trim_end_matches('\r');
        let column = self.text[line_start..start].chars().count();
        let shown = line_start + line.len();
        let width = self.text[start.min(shown)..end.clamp(start, shown.max(start))]
            .chars()
            .count();
        // Of a long line, only what is around the column.
        let length = line.chars().count();
        let first = if length <= LONGEST_EXCERPT {
            0
        } else {
            column
                .saturating_sub(LONGEST_EXCERPT / 2)
                .min(length - LONGEST_EXCERPT)
        };
        let (excerpt, first) = if names_somebody(line) {
            // Another program's file, and a line that is nobody's business: the value alone is shown.
            let value = self
                .text
                .get(start.min(shown)..span.end.clamp(start, shown.max(start)));
            let value = value.filter(|value| !tells_who(value)).unwrap_or_default();
            (value.chars().take(LONGEST_EXCERPT).collect(), column)
        } else {
            let excerpt: String = line.chars().skip(first).take(LONGEST_EXCERPT).collect();
            (excerpt, first)
        };
        let excerpt = escape::aligned(&excerpt).into_owned();
        Place {
            name: self.name.clone(),
            line: 1 + self.text[..start].matches('\n').count(),
            column: column + 1,
            width: width.min((first + excerpt.chars().count()).saturating_sub(column)),
            excerpt,
            excerpt_column: first + 1,
        }
    }
}
