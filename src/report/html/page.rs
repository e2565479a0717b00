//! The shell of a page: head, style, heading, sections, foot.

use crate::report::{
    layout::cut,
    markup::{Markup, escaped},
};

/// A page that needs nothing else: its style is in it, and it has no script.
#[derive(Clone, Debug)]
pub struct Page {
    title: String,
    subtitle: String,
    body: Markup,
    foot: Markup,
}

/// The longest title that browsers show in a tab and a list of results.
const TITLE: usize = 70;

impl Page {
    /// A page with nothing in it but its heading and a line below.
    #[must_use]
    pub fn new(title: &str, subtitle: &str) -> Self {
        Self {
            title: title.to_owned(),
            subtitle: subtitle.to_owned(),
            body: Markup::default(),
            foot: Markup::default(),
        }
    }

    /// Puts a section, or anything else, at the end of the page.
    pub fn push(&mut self, more: Markup) {
        self.body.push(more);
    }

    /// Puts a sentence into the foot of the page: what it rests on.
    pub fn foot(&mut self, sentence: &str) {
        self.foot.push(Markup::paragraph(sentence));
    }

    /// The page as a text.
    #[must_use]
    pub fn html(self) -> String {
        let title = escaped(&cut(&self.title, TITLE));
        let (heading, subtitle) = (escaped(&self.title), escaped(&self.subtitle));
        let (body, foot) = (self.body.as_str(), self.foot.as_str());
        let style = include_str!("page.css");
        let version = env!("CARGO_PKG_VERSION");
        // The pattern of what is possible but not sure, for every picture of the page.
        let pattern = "<svg class=\"patterns\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>\
             <pattern id=\"possible\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#ffffff\"/>\
             <rect width=\"2\" height=\"6\" fill=\"#1d4e79\"/></pattern></defs></svg>";
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"generator\" content=\"mips {version}\">\n\
             <title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{pattern}\n\
             <header>\n<h1>{heading}</h1>\n<p>{subtitle}</p>\n</header>\n\
             <main>\n{body}</main>\n\
             <footer>\n{foot}<p>Computed by mips {version}, offline, from the file and the rules named here. It is not a \
             determination by CMS.</p>\n</footer>\n</body>\n</html>\n"
        )
    }
}

/// A section with its heading, `h2` for level 2. Nothing without content.
#[must_use]
pub fn section(level: u8, heading: &str, content: Markup) -> Markup {
    if content.is_empty() {
        return content;
    }
    let level = level.clamp(2, 6);
    let heading = escaped(heading);
    Markup::trusted(format!(
        "<section>\n<h{level}>{heading}</h{level}>\n{}</section>\n",
        content.as_str()
    ))
}
