//! Rows of a table by id, each looked up and typed when it is first asked for.

use std::{collections::BTreeMap, fmt, iter::Enumerate, ops::Index, slice, sync::OnceLock};

use serde::{Deserialize, Deserializer, de::DeserializeOwned};

use super::{
    embedded,
    flat::{Kind, Table, typed},
    in_place::InPlace,
};

/// Rows by id, in the order of the ids.
#[derive(Clone)]
pub struct Rows<T> {
    ids: Ids,
    rows: OnceLock<Box<[Row<T>]>>,
}

/// A row, once it was asked for.
type Row<T> = OnceLock<Box<T>>;

/// The ids, in their order.
#[derive(Clone)]
enum Ids {
    /// Of an embedded table, with the place at which it begins; they are read when all of them are asked for.
    Embedded(usize, OnceLock<Vec<String>>),
    /// Of a user's, all of whose rows are typed.
    Own(Vec<String>),
}

impl Ids {
    fn embedded(place: usize) -> Table<'static> {
        match embedded::value(place).kind() {
            Kind::Table(table) => table,
            other => panic!("a test types every embedded table: {other:?}"),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Embedded(place, _) => Self::embedded(*place).len(),
            Self::Own(ids) => ids.len(),
        }
    }

    fn all(&self) -> &[String] {
        match self {
            Self::Embedded(place, all) => all.get_or_init(|| {
                let table = Self::embedded(*place);
                let id = |n| table.nth(n).0.to_owned();
                (0..table.len()).map(id).collect()
            }),
            Self::Own(all) => all,
        }
    }

    fn position(&self, id: &str) -> Option<usize> {
        match self {
            Self::Embedded(place, _) => Self::embedded(*place).position(id),
            Self::Own(ids) => ids.binary_search_by(|known| known.as_str().cmp(id)).ok(),
        }
    }
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self {
            ids: Ids::Own(Vec::new()),
            rows: OnceLock::new(),
        }
    }
}

impl<T> From<BTreeMap<String, T>> for Rows<T> {
    fn from(rows: BTreeMap<String, T>) -> Self {
        let (ids, rows): (Vec<String>, Vec<Row<T>>) = rows
            .into_iter()
            .map(|(id, row)| (id, OnceLock::from(Box::new(row))))
            .unzip();
        Self {
            ids: Ids::Own(ids),
            rows: OnceLock::from(rows.into_boxed_slice()),
        }
    }
}

impl<T: DeserializeOwned> Rows<T> {
    fn row(&self, n: usize) -> &T {
        let none = || (0..self.len()).map(|_| OnceLock::new()).collect();
        let row = &self.rows.get_or_init(none)[n];
        row.get_or_init(|| match &self.ids {
            Ids::Embedded(place, _) => Box::new(typed(Ids::embedded(*place).nth(n).1)),
            Ids::Own(_) => unreachable!("the rows of a user's table are typed with their ids"),
        })
    }

    /// The row of an id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&T> {
        self.ids.position(id).map(|n| self.row(n))
    }

    /// The row of an id, and the id as the table has it.
    #[must_use]
    pub fn get_key_value(&self, id: &str) -> Option<(&String, &T)> {
        let n = self.ids.position(id)?;
        Some((&self.ids.all()[n], self.row(n)))
    }

    /// Whether there is a row of an id.
    #[must_use]
    pub fn contains_key(&self, id: &str) -> bool {
        self.ids.position(id).is_some()
    }

    /// The ids.
    pub fn keys(&self) -> slice::Iter<'_, String> {
        self.ids.all().iter()
    }

    /// The rows, in the order of their ids.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &T> {
        (0..self.len()).map(|n| self.row(n))
    }

    /// The ids and their rows.
    #[must_use]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter {
            rows: self,
            ids: self.ids.all().iter().enumerate(),
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<T: DeserializeOwned + fmt::Debug> fmt::Debug for Rows<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<T: DeserializeOwned + PartialEq> PartialEq for Rows<T> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other)
    }
}

impl<T: DeserializeOwned> Index<&str> for Rows<T> {
    type Output = T;

    fn index(&self, id: &str) -> &T {
        match self.get(id) {
            Some(row) => row,
            None => panic!("there is no row {id}"),
        }
    }
}

/// The ids and rows of a table, one after the other.
pub struct Iter<'r, T> {
    rows: &'r Rows<T>,
    ids: Enumerate<slice::Iter<'r, String>>,
}

impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Self {
            rows: self.rows,
            ids: self.ids.clone(),
        }
    }
}

impl<'r, T: DeserializeOwned> Iterator for Iter<'r, T> {
    type Item = (&'r String, &'r T);

    fn next(&mut self) -> Option<Self::Item> {
        let (n, id) = self.ids.next()?;
        Some((id, self.rows.row(n)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.ids.size_hint()
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

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Rows<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(
            match InPlace::<BTreeMap<String, T>>::deserialize(deserializer)? {
                InPlace::Place(place) => Self {
                    ids: Ids::Embedded(place, OnceLock::new()),
                    rows: OnceLock::new(),
                },
                InPlace::Whole(rows) => Self::from(rows),
            },
        )
    }
}
