//! Markup whose text is escaped by its type: a name from a file cannot become an element of a page or of a drawing.

use std::fmt::Write;

/// A piece of markup. Text gets into it through [`Markup::text`] alone, which escapes it; only this crate's own
/// elements are markup from the start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// Text, escaped for elements and for attributes in double quotes. Control
    /// characters other than line ends and tabs are left out: neither HTML nor XML can hold them.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self(escaped(text))
    }

    /// Markup that the caller vouches for: what is put into it from elsewhere must be escaped.
    pub(crate) fn trusted(markup: String) -> Self {
        Self(markup)
    }

    /// An element with its content, `<p>...</p>`.
    #[must_use]
    pub fn element(name: &'static str, content: Self) -> Self {
        Self(format!("<{name}>{}</{name}>\n", content.0))
    }

    /// An element of a class of the page's style sheet.
    #[must_use]
    pub fn of_class(name: &'static str, class: &'static str, content: Self) -> Self {
        Self(format!(
            "<{name} class=\"{class}\">{}</{name}>\n",
            content.0
        ))
    }

    /// Text that stands out.
    #[must_use]
    pub fn strong(text: &str) -> Self {
        Self(format!("<strong>{}</strong>", escaped(text)))
    }

    /// A paragraph of text.
    #[must_use]
    pub fn paragraph(text: &str) -> Self {
        Self::element("p", Self::text(text))
    }

    /// A list of texts; nothing without any.
    #[must_use]
    pub fn list<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let items: Self = texts
            .into_iter()
            .map(|text| Self::element("li", Self::text(text)))
            .collect();
        if items.is_empty() {
            items
        } else {
            Self::element("ul", items)
        }
    }

    /// Puts more markup behind it.
    pub fn push(&mut self, more: Self) {
        self.0.push_str(&more.0);
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The markup as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromIterator<Markup> for Markup {
    fn from_iter<I: IntoIterator<Item = Self>>(parts: I) -> Self {
        parts.into_iter().fold(Self::default(), |mut all, part| {
            all.push(part);
            all
        })
    }
}

/// Text in the form that HTML and XML take in elements and in attributes with double quotes.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' | '\t' => safe.push(c),
            // Neither form can hold other control characters, nor noncharacters.
            c if c.is_control() || matches!(u32::from(c) & 0xFFFF, 0xFFFE | 0xFFFF) => {}
            c if ('\u{FDD0}'..='\u{FDEF}').contains(&c) => {}
            // Characters that turn the direction of what follows are written as their numbers.
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                let _ = write!(safe, "[U+{:04X}]", u32::from(c));
            }
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_an_element_or_leave_an_attribute() {
        let text = Markup::text("<script>alert(\"A & B\")</script>\u{0}\u{202E}\n");
        assert_eq!(
            text.as_str(),
            "&lt;script&gt;alert(&quot;A &amp; B&quot;)&lt;/script&gt;[U+202E]\n"
        );
    }

    #[test]
    fn a_list_of_nothing_is_nothing() {
        assert!(Markup::list([]).is_empty());
        assert_eq!(Markup::list(["a"]).as_str(), "<ul><li>a</li>\n</ul>\n");
    }
}
