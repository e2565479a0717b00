//! Rows of a table by id, each typed when it is first asked for.

use std::{
    collections::{BTreeMap, btree_map},
    ops::Index,
};

use serde::{Deserialize, de::DeserializeOwned};

use super::deferred::Deferred;

/// Rows by id, in the order of the ids.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(transparent, bound = "T: DeserializeOwned")]
pub struct Rows<T: DeserializeOwned>(Deferred<BTreeMap<String, Deferred<T>>>);

impl<T: DeserializeOwned> Default for Rows<T> {
    fn default() -> Self {
        Self(Deferred::from(BTreeMap::new()))
    }
}

impl<T: DeserializeOwned> Rows<T> {
    /// The row of an id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&T> {
        self.0.get(id).map(|row| &**row)
    }

    /// The row of an id, and the id as the table has it.
    #[must_use]
    pub fn get_key_value(&self, id: &str) -> Option<(&String, &T)> {
        self.0.get_key_value(id).map(|(id, row)| (id, &**row))
    }

    /// Whether there is a row of an id.
    #[must_use]
    pub fn contains_key(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    /// The ids.
    pub fn keys(&self) -> btree_map::Keys<'_, String, Deferred<T>> {
        self.0.keys()
    }

    /// The rows.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &T> {
        self.0.values().map(|row| &**row)
    }

    /// The ids and their rows.
    #[must_use]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter(self.0.iter())
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: DeserializeOwned> Index<&str> for Rows<T> {
    type Output = T;

    fn index(&self, id: &str) -> &T {
        &self.0[id]
    }
}

/// The ids and rows of a table, one after the other.
#[derive(Clone)]
pub struct Iter<'r, T>(btree_map::Iter<'r, String, Deferred<T>>);

impl<'r, T: DeserializeOwned> Iterator for Iter<'r, T> {
    type Item = (&'r String, &'r T);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(id, row)| (id, &**row))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<T: DeserializeOwned> ExactSizeIterator for Iter<'_, T> {}

impl<'r, T: DeserializeOwned> IntoIterator for &'r Rows<T> {
    type Item = (&'r String, &'r T);
    type IntoIter = Iter<'r, T>;

    fn into_iter(self) -> Iter<'r, T> {
        self.iter()
    }
}
