//! The tree of a document: values that know where they stand.

use std::ops::Range;

/// Where a key or value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Bytes of the document's text.
    Text(Range<usize>),
    /// A setting, by number.
    Setting(usize),
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

    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.entries
            .iter_mut()
            .find(|(name, _)| name == key)
            .map(|(_, node)| node)
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

/// Where in a list of tables the one stands that a path calls `key`: by its `number`, else by its place from 1.
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
    let index = match numbered(items, number) {
        Some(index) => index,
        None => {
            number.parse::<u8>().ok()?;
            let told = |value| Node {
                value,
                key_origin: origin.clone(),
                origin: origin.clone(),
            };
            let entries = vec![("number".to_owned(), told(Value::Number(number.to_owned())))];
            items.push(told(Value::Table(Table { entries })));
            items.len() - 1
        }
    };
    match &mut items[index].value {
        Value::Table(table) => Some(table),
        _ => None,
    }
}
