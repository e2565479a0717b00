//! The four performance categories, and one value for each of them.

use std::ops::{Index, IndexMut};

use serde::{Deserialize, Serialize};

/// A performance category of MIPS (42 CFR 414.1305). In performance year 2017 promoting interoperability was called
/// advancing care information.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Quality.
    Quality,
    /// Cost.
    Cost,
    /// Improvement activities.
    ImprovementActivities,
    /// Promoting interoperability.
    PromotingInteroperability,
}

impl Category {
    /// All four, in the order in which rules, files and reports name them.
    pub const ALL: [Self; 4] = [
        Self::Quality,
        Self::Cost,
        Self::ImprovementActivities,
        Self::PromotingInteroperability,
    ];

    /// The name that files, paths and JSON use.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Quality => "quality",
            Self::Cost => "cost",
            Self::ImprovementActivities => "improvement_activities",
            Self::PromotingInteroperability => "promoting_interoperability",
        }
    }

    /// The name in running text.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Quality => "quality",
            Self::Cost => "cost",
            Self::ImprovementActivities => "improvement activities",
            Self::PromotingInteroperability => "promoting interoperability",
        }
    }

    /// The name at the beginning of a line.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Quality => "Quality",
            Self::Cost => "Cost",
            Self::ImprovementActivities => "Improvement activities",
            Self::PromotingInteroperability => "Promoting interoperability",
        }
    }

    /// Of two forms of a verb the one that goes with the category's name: improvement activities *are* scored.
    #[must_use]
    pub fn agrees<'v>(self, singular: &'v str, plural: &'v str) -> &'v str {
        match self {
            Self::ImprovementActivities => plural,
            Self::Quality | Self::Cost | Self::PromotingInteroperability => singular,
        }
    }

    /// The category whose [`Category::key`] is `key`.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.key() == key)
    }
}

/// One value for each performance category.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByCategory<T> {
    /// Of quality.
    pub quality: T,
    /// Of cost.
    pub cost: T,
    /// Of improvement activities.
    pub improvement_activities: T,
    /// Of promoting interoperability.
    pub promoting_interoperability: T,
}

impl<T> ByCategory<T> {
    /// Makes each value from its category.
    pub fn from_fn(mut make: impl FnMut(Category) -> T) -> Self {
        Self {
            quality: make(Category::Quality),
            cost: make(Category::Cost),
            improvement_activities: make(Category::ImprovementActivities),
            promoting_interoperability: make(Category::PromotingInteroperability),
        }
    }

    /// The values with their categories, in the order of [`Category::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (Category, &T)> {
        Category::ALL
            .into_iter()
            .map(|category| (category, &self[category]))
    }
}

impl<T> Index<Category> for ByCategory<T> {
    type Output = T;

    fn index(&self, category: Category) -> &T {
        match category {
            Category::Quality => &self.quality,
            Category::Cost => &self.cost,
            Category::ImprovementActivities => &self.improvement_activities,
            Category::PromotingInteroperability => &self.promoting_interoperability,
        }
    }
}

impl<T> IndexMut<Category> for ByCategory<T> {
    fn index_mut(&mut self, category: Category) -> &mut T {
        match category {
            Category::Quality => &mut self.quality,
            Category::Cost => &mut self.cost,
            Category::ImprovementActivities => &mut self.improvement_activities,
            Category::PromotingInteroperability => &mut self.promoting_interoperability,
        }
    }
}

/// A set of categories: the key of a row of weights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CategorySet(u8);

impl CategorySet {
    /// How many different sets there are.
    pub const COUNT: usize = 16;

    /// The set with this one in it too.
    #[must_use]
    pub fn with(self, category: Category) -> Self {
        Self(self.0 | 1 << category as u8)
    }

    /// Whether the category is in the set.
    #[must_use]
    pub fn contains(self, category: Category) -> bool {
        self.0 & 1 << category as u8 != 0
    }

    /// How many categories are in the set.
    #[must_use]
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether no category is in the set.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The number of the set, below [`CategorySet::COUNT`].
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// The categories in the set, in the order of [`Category::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Category> {
        Category::ALL
            .into_iter()
            .filter(move |category| self.contains(*category))
    }

    /// All sets there are.
    pub fn every() -> impl Iterator<Item = Self> {
        (0..16).map(Self)
    }

    /// The set's name in the rule tables: keys joined by `+`, or `none`.
    #[must_use]
    pub fn name(self) -> String {
        if self.is_empty() {
            return "none".into();
        }
        let keys: Vec<&str> = self.iter().map(Category::key).collect();
        keys.join("+")
    }

    /// The set that has this name; `None` for another name or another order.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let set = match name {
            "none" => Self::default(),
            _ => name
                .split('+')
                .map(Category::from_key)
                .collect::<Option<Self>>()?,
        };
        (set.name() == name).then_some(set)
    }
}

impl FromIterator<Category> for CategorySet {
    fn from_iter<I: IntoIterator<Item = Category>>(categories: I) -> Self {
        categories.into_iter().fold(Self::default(), Self::with)
    }
}
