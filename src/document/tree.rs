//! The tree of a document: values that know where they are.

use std::{ops::Range, sync::Arc};

use crate::problem::Place;

/// Where a key or value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Bytes of the document's text.
    Text(Range<usize>),
    /// A setting, by number.
    Setting(usize),
    /// Another text: what was read from a file in another form keeps its place there.
    Elsewhere(Arc<Place>),
}

/// A value with its origin and its key's.
#[derive(Clone, Debug)]
pub struct Node {
    /// The value.
    pub value: Value,
    pub(super) key_origin: Origin,
    pub(super) origin: Origin,
}

impl Node {
    /// Whether a setting put it there, rather than the text.
    #[must_use]
    pub fn is_setting(&self) -> bool {
        matches!(self.origin, Origin::Setting(_))
    }

    /// A value that was read from another text, with its place there.
    pub(crate) fn elsewhere(value: Value, place: Arc<Place>) -> Self {
        Self {
            value,
            key_origin: Origin::Elsewhere(Arc::clone(&place)),
            origin: Origin::Elsewhere(place),
        }
    }

    /// The place in another text, where the value has one.
    pub(crate) fn place_elsewhere(&self) -> Option<&Arc<Place>> {
        match &self.origin {
            Origin::Elsewhere(place) => Some(place),
            Origin::Text(_) | Origin::Setting(_) => None,
        }
    }
}

/// What a document can hold.
#[derive(Clone, Debug)]
pub enum Value {
    /// A text.
    Text(String),
    /// A number, as it was written.
    Number(String),
    /// True or false.
    Boolean(bool),
    /// A list.
    Array(Vec<Node>),
    /// Keys and values.
    Table(Table),
    /// A date or time, which no key takes.
    Moment(String),
}

impl Value {
    /// What it is, with its article.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Number(_) => "a number",
            Self::Boolean(_) => "true or false",
            Self::Array(_) => "a list",
            Self::Table(_) => "a table",
            Self::Moment(_) => "a date or time",
        }
    }
}

/// Keys and values, in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The entries.
    pub entries: Vec<(String, Node)>,
}

impl Table {
    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, node)| node)
    }

    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.entries
            .iter_mut()
            .find(|(name, _)| name == key)
            .map(|(_, node)| node)
    }

    /// The table at a key; a new one that is at `place` where there is none.
    pub(crate) fn inner(&mut self, key: &str, place: &Arc<Place>) -> &mut Self {
        let at = self.entries.iter().position(|(name, _)| name == key);
        let at = at.unwrap_or_else(|| {
            let node = Node::elsewhere(Value::Table(Self::default()), Arc::clone(place));
            self.entries.push((key.to_owned(), node));
            self.entries.len() - 1
        });
        let node = &mut self.entries[at].1;
        if !matches!(node.value, Value::Table(_)) {
            node.value = Value::Table(Self::default());
        }
        match &mut node.value {
            Value::Table(table) => table,
            _ => unreachable!("it was just made a table"),
        }
    }

    pub(super) fn remove(&mut self, key: &str) {
        self.entries.retain(|(name, _)| name != key);
    }

    /// Takes the value at `keys` away, and tables that are left empty by it.
    pub(super) fn prune(&mut self, keys: &[&str]) {
        let Some((key, inner)) = keys.split_first() else {
            return;
        };
        if !inner.is_empty() {
            let Some(Node {
                value: Value::Table(table),
                ..
            }) = self.get_mut(key)
            else {
                return;
            };
            table.prune(inner);
            if !table.entries.is_empty() {
                return;
            }
        }
        self.remove(key);
    }
}

/// Where in a list of tables the one is that a path calls `key`: by its `number`, else by its place from 1.
pub(super) fn numbered(items: &[Node], key: &str) -> Option<usize> {
    let is_called = |item: &Node| match &item.value {
        Value::Table(table) => matches!(
            table.get("number"),
            Some(Node { value: Value::Number(number), .. }) if number == key
        ),
        _ => false,
    };
    items.iter().position(is_called).or_else(|| {
        let index = key.parse::<usize>().ok()?.checked_sub(1)?;
        let has_number = |item: &Node| matches!(&item.value, Value::Table(table) if table.get("number").is_some());
        items.get(index).filter(|item| !has_number(item)).map(|_| index)
    })
}

/// The table of a list that a path calls `number`, made at the list's end where there is none.
pub(super) fn item_table<'t>(
    items: &'t mut Vec<Node>,
    number: &str,
    origin: &Origin,
) -> Option<&'t mut Table> {
    let index = if let Some(index) = numbered(items, number) {
        index
    } else {
        number.parse::<u8>().ok()?;
        let told = |value| Node {
            value,
            key_origin: origin.clone(),
            origin: origin.clone(),
        };
        let entries = vec![("number".to_owned(), told(Value::Number(number.to_owned())))];
        items.push(told(Value::Table(Table { entries })));
        items.len() - 1
    };
    match &mut items[index].value {
        Value::Table(table) => Some(table),
        _ => None,
    }
}
