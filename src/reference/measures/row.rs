//! The row that an id has in the tables of a year.

use crate::rules::measures::{
    CostMeasure, ImprovementActivity, Inventory, Mvp, PiMeasure, QualityMeasure,
};

/// What an id names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// A quality measure.
    Quality,
    /// A cost measure.
    Cost,
    /// An improvement activity.
    ImprovementActivity,
    /// A measure, attestation or exclusion of promoting interoperability.
    PromotingInteroperability,
    /// A MIPS Value Pathway.
    Mvp,
}

impl Kind {
    /// The word in JSON and CSV.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Quality => "quality",
            Self::Cost => "cost",
            Self::ImprovementActivity => "improvement_activities",
            Self::PromotingInteroperability => "promoting_interoperability",
            Self::Mvp => "mvp",
        }
    }

    /// The name in text.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Quality => "quality measure",
            Self::Cost => "cost measure",
            Self::ImprovementActivity => "improvement activity",
            Self::PromotingInteroperability => "promoting interoperability",
            Self::Mvp => "MIPS Value Pathway",
        }
    }
}

/// The row of an id.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Row<'r> {
    Quality(&'r QualityMeasure),
    Cost(&'r CostMeasure),
    Activity(&'r ImprovementActivity),
    Interoperability(&'r PiMeasure),
    Mvp(&'r Mvp),
}

impl<'r> Row<'r> {
    /// Every row of a year with its id, category by category.
    pub(super) fn all(inventory: &'r Inventory) -> impl Iterator<Item = (&'r str, Self)> {
        let quality = inventory
            .quality
            .iter()
            .map(|(id, row)| (id, Self::Quality(row)));
        let cost = inventory.cost.iter().map(|(id, row)| (id, Self::Cost(row)));
        let activities = inventory.improvement_activities.iter();
        let activities = activities.map(|(id, row)| (id, Self::Activity(row)));
        let interoperability = inventory.promoting_interoperability.iter();
        let interoperability = interoperability.map(|(id, row)| (id, Self::Interoperability(row)));
        let mvps = inventory.mvps.iter().map(|(id, row)| (id, Self::Mvp(row)));
        quality
            .chain(cost)
            .chain(activities)
            .chain(interoperability)
            .chain(mvps)
            .map(|(id, row)| (id.as_str(), row))
    }

    pub(super) fn find(inventory: &'r Inventory, id: &str) -> Option<(&'r str, Self)> {
        // `12` is what people call `012`.
        let padded = format!("{id:0>3}");
        let is_number = !id.is_empty() && id.bytes().all(|it| it.is_ascii_digit());
        let id = if is_number { padded.as_str() } else { id };
        Self::all(inventory).find(|(known, _)| known.eq_ignore_ascii_case(id))
    }

    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Quality(_) => Kind::Quality,
            Self::Cost(_) => Kind::Cost,
            Self::Activity(_) => Kind::ImprovementActivity,
            Self::Interoperability(_) => Kind::PromotingInteroperability,
            Self::Mvp(_) => Kind::Mvp,
        }
    }

    pub(super) fn title(self) -> &'r str {
        match self {
            Self::Quality(row) => &row.title,
            Self::Cost(row) => &row.title,
            Self::Activity(row) => &row.title,
            Self::Interoperability(row) => &row.title,
            Self::Mvp(row) => &row.title,
        }
    }
}

/// A serialized word as running text: `intermediate_outcome` becomes "intermediate outcome".
pub(super) fn spoken(word: impl serde::Serialize) -> String {
    match serde_json::to_value(word) {
        Ok(serde_json::Value::String(text)) => text.replace('_', " "),
        _ => String::new(),
    }
}
