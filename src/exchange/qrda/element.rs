//! One element of a clinical document, as this reader walks over it.

use std::ops::Range;

use roxmltree::{Document, Node};

use super::super::source::Sited;

/// The namespace of clinical documents.
pub const NAMESPACE: &str = "urn:hl7-org:v3";

/// One element.
#[derive(Clone, Copy)]
pub struct Element<'a, 't>(Node<'a, 't>);

impl<'a, 't> Element<'a, 't> {
    /// The outermost element.
    pub fn root(document: &'a Document<'t>) -> Self {
        Self(document.root_element())
    }

    /// Whether it has this name, in the namespace of clinical documents.
    pub fn is(self, name: &str) -> bool {
        self.0.tag_name().name() == name && self.0.tag_name().namespace() == Some(NAMESPACE)
    }

    /// Its name without its namespace.
    pub fn local_name(self) -> &'a str {
        self.0.tag_name().name()
    }

    /// Its namespace.
    pub fn namespace(self) -> &'a str {
        self.0.tag_name().namespace().unwrap_or_default()
    }

    /// Its elements of a name.
    pub fn children(self, name: &'static str) -> impl Iterator<Item = Self> {
        self.0
            .children()
            .filter(Node::is_element)
            .map(Self)
            .filter(move |element| element.is(name))
    }

    /// The elements at the end of a path.
    pub fn at(self, path: &[&'static str]) -> Vec<Self> {
        let mut found = vec![self];
        for name in path {
            found = found
                .into_iter()
                .flat_map(|element| element.children(name))
                .collect();
        }
        found
    }

    /// The first element at the end of a path.
    pub fn first(self, path: &[&'static str]) -> Option<Self> {
        self.at(path).into_iter().next()
    }

    /// Every element within it that has a name, however deep.
    pub fn within(self, name: &'static str) -> impl Iterator<Item = Self> {
        self.0
            .descendants()
            .filter(Node::is_element)
            .map(Self)
            .filter(move |element| element.is(name))
    }

    /// Whether it says that it follows a template.
    pub fn has_template(self, root: &str) -> bool {
        self.children("templateId")
            .any(|template| template.0.attribute("root") == Some(root))
    }

    /// An attribute with its place; none when it is absent or empty.
    pub fn attribute(self, name: &str) -> Option<Sited<String>> {
        let attribute = self.0.attribute_node(name)?;
        let value = attribute.value().trim();
        (!value.is_empty()).then(|| Sited {
            value: value.to_owned(),
            span: attribute.range_value(),
        })
    }

    /// The extension of the first id of a kind, however it is nested.
    pub fn id_within(self, root: &str) -> Option<Sited<String>> {
        self.within("id")
            .filter(|id| id.0.attribute("root") == Some(root))
            .find_map(|id| id.attribute("extension"))
    }

    /// Its text.
    pub fn text(self) -> String {
        self.0.text().unwrap_or_default().trim().to_owned()
    }

    /// Where its start tag's name is.
    pub fn name_span(self) -> Range<usize> {
        let start = self.0.range().start;
        start..start + 1 + self.local_name().len()
    }

    /// The way to it from the outermost element: `ClinicalDocument/component/structuredBody/component[2]/section`.
    pub fn path(self) -> String {
        let mut names: Vec<String> = self
            .0
            .ancestors()
            .filter(Node::is_element)
            .map(|node| {
                let name = node.tag_name().name();
                let same =
                    |other: &Node<'_, '_>| other.is_element() && other.tag_name().name() == name;
                let before = node.prev_siblings().skip(1).filter(same).count();
                let after = node.next_siblings().skip(1).any(|other| same(&other));
                if before > 0 || after {
                    format!("{name}[{}]", before + 1)
                } else {
                    name.to_owned()
                }
            })
            .collect();
        names.reverse();
        names.join("/")
    }
}
