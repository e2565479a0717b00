//! What a practice file says of the measures that are ranked.

use rust_decimal::Decimal;

use crate::{
    decimal::{HUNDRED, shown, to_places},
    document::Document,
    practice::{self, QualityMeasure},
    problem::Problems,
    reference::measures::target::Counts,
    rules::{book::RuleBook, collection_type::CollectionType},
    trial,
};

/// What a file says of its quality measures, and what they earn.
pub struct Own {
    pub entries: Vec<QualityMeasure>,
    pub trial: trial::Trial,
}

impl Own {
    pub fn read(book: &RuleBook, file: &Document) -> Result<Self, Problems> {
        let (read, _) = practice::read(file);
        Ok(Self {
            entries: read.quality.and_then(|it| it.data).unwrap_or_default(),
            trial: trial::run(book, file, &[])?,
        })
    }

    pub fn entry(&self, kind: CollectionType, id: &str) -> Option<&QualityMeasure> {
        let is_it = |it: &&QualityMeasure| it.collection_type == Some(kind) && it.id == id;
        self.entries.iter().find(is_it)
    }

    pub fn points(&self, kind: CollectionType, id: &str) -> Option<Decimal> {
        let measures = &self.trial.scorecard.categories.quality.measures;
        let found = measures
            .iter()
            .find(|it| it.collection_type == Some(kind) && it.id == id)?;
        found.points.map(shown)
    }
}

/// Patients met of those eligible, as the entry gives them or as its rate makes them.
pub fn counts(entry: &QualityMeasure) -> Option<Counts> {
    let (numerator, denominator) =
        if let (Some(numerator), Some(denominator)) = (entry.numerator, entry.denominator) {
            (numerator, denominator)
        } else {
            let cases = entry.cases?;
            (to_places(entry.rate? * cases / HUNDRED, 0), cases)
        };
    (denominator > Decimal::ZERO && numerator <= denominator).then_some(Counts {
        numerator,
        denominator,
    })
}
