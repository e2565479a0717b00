//! What each measure can earn, best first: every figure is the score of a practice that reports the measure alone.

mod own;

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use self::own::{Own, counts};
use super::{
    offers::{Offer, is_percent, offers},
    row::Row,
    specialty::{self, Specialty},
    target::{Target, target},
};
use crate::{
    decimal::{HUNDRED, plain, shown},
    document::{Document, setting::Setting},
    practice::QualityMeasure,
    problem::Problems,
    rules::{
        book::{RuleBook, YearRules},
        collection_type::CollectionType,
        measures::{self, Inventory},
        terms::Pathway,
    },
    trial,
};

/// A measure in one collection type, and what it can earn.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Ranked {
    /// CMS's id.
    pub id: String,
    /// The collection type.
    pub collection_type: CollectionType,
    /// Its title.
    pub title: String,
    /// Lower rates are better.
    pub inverse: bool,
    /// The points of the best rate there is; absent where the measure is not scored.
    pub most_points: Option<Decimal>,
    /// The rate of the middle submitter; absent where the benchmark does not come from the distribution.
    pub median: Option<Decimal>,
    /// The points of that rate.
    pub median_points: Option<Decimal>,
    /// The points at the file's rate.
    pub points: Option<Decimal>,
    /// The patients that the next point takes; absent without counts, or at the most there is.
    pub patients_to_next_point: Option<Decimal>,
    /// The cap on its points, where it applies.
    pub cap: Option<Decimal>,
    /// CMS calls it topped out.
    pub topped_out: bool,
    /// Whether there is a benchmark.
    pub has_benchmark: bool,
    /// It fills the outcome slot.
    pub outcome: bool,
    /// It is a high-priority measure.
    pub high_priority: bool,
    /// Only small practices may report it in this collection type.
    pub small_practices_only: bool,
}

/// Which measures are ranked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choice<'c> {
    /// Those of a specialty.
    pub specialty: Option<&'c str>,
    /// Those of an MVP.
    pub mvp: Option<&'c str>,
    /// Those in one collection type.
    pub collection_type: Option<CollectionType>,
}

/// The measures of a choice, best first: by the most points they can earn, then by the points at the median. With a
/// practice's `file` those that it reports come first, by what they earn there. Without a specialty or an MVP the file's
/// own measures are ranked, in all collection types that they have; without a file, all that the year has.
///
/// ```
/// use mips::{RuleBook, reference::measures::{Choice, rank}};
///
/// let book = RuleBook::built_in();
/// let choice = Choice { specialty: Some("dermatology"), mvp: None, collection_type: None };
/// let ranked = rank(&book, &*book.year(2025)?, choice, None)?;
/// // A measure without a cap can earn all 10 points.
/// assert_eq!(ranked[0].most_points.unwrap().to_string(), "10");
/// # Ok::<(), mips::Problems>(())
/// ```
///
/// # Errors
///
/// An unknown specialty or MVP, and everything that keeps the file from being scored.
pub fn rank(
    book: &RuleBook,
    rules: &YearRules,
    choice: Choice<'_>,
    file: Option<&Document>,
) -> Result<Vec<Ranked>, Problems> {
    let Some(inventory) = rules.inventory() else {
        return Ok(Vec::new());
    };
    let own = match file {
        Some(file) => Some(Own::read(book, file)?),
        None => None,
    };
    let ids = ids(rules, inventory, choice, own.as_ref())?;
    let ground = Ground {
        book,
        rules,
        facts: Facts::of(rules, choice, own.as_ref()),
        own: own.as_ref(),
    };
    let mut ranked = Vec::new();
    for id in ids {
        let Some((id, Row::Quality(row))) = Row::find(inventory, &id) else {
            continue;
        };
        for offer in offers(rules, inventory, id, Row::Quality(row)) {
            let kind = offer.collection_type;
            let is_wanted = match choice.collection_type {
                Some(only) => only == kind,
                None => !kind.is_computed_by_cms(),
            };
            if !is_wanted {
                continue;
            }
            ranked.extend(ground.ranked(&offer, id, row));
        }
    }
    ranked.sort_by(|a, b| order(b).cmp(&order(a)).then_with(|| a.id.cmp(&b.id)));
    Ok(ranked)
}

/// What every measure is ranked by.
struct Ground<'a> {
    book: &'a RuleBook,
    rules: &'a YearRules,
    facts: Facts,
    own: Option<&'a Own>,
}

impl Ground<'_> {
    /// What a measure can earn in a collection type; none where no practice of this kind can report it.
    fn ranked(&self, offer: &Offer, id: &str, row: &measures::QualityMeasure) -> Option<Ranked> {
        let kind = offer.collection_type;
        let scale = offer.scale.as_ref();
        let reached = |rate: Decimal, small| self.facts.points(self.book, kind, id, rate, small);
        let best = best_rate(offer, row);
        // Medicare Part B claims are for small practices alone: where the size is not known, as one of them.
        let most = reached(best, false);
        let small_practices_only = most.is_none() && self.own.is_none();
        let most_points = most.or_else(|| reached(best, true).filter(|_| self.own.is_none()))?;
        let median = scale.and_then(|it| it.median);
        let entry = self.own.and_then(|own| own.entry(kind, id));
        let benchmark = self.rules.benchmarks().and_then(|it| it.get(kind, id));
        let aim = entry.and_then(|entry| {
            let counts = counts(entry).filter(|_| is_percent(row))?;
            Some(target(self.rules, scale?, benchmark?, counts))
        });
        Some(Ranked {
            id: id.to_owned(),
            collection_type: kind,
            title: row.title.clone(),
            inverse: row.inverse,
            most_points,
            median,
            median_points: median
                .and_then(|rate| reached(rate, small_practices_only))
                .flatten(),
            points: self.own.and_then(|own| own.points(kind, id)),
            patients_to_next_point: aim
                .as_ref()
                .and_then(Target::next_point)
                .map(|step| step.patients.abs()),
            cap: scale
                .and_then(|it| it.cap)
                .filter(|cap| most_points == Some(*cap)),
            topped_out: scale.is_some_and(|it| it.topped_out),
            has_benchmark: scale.is_some(),
            outcome: row.measure_type.is_outcome(),
            high_priority: row.is_high_priority(),
            small_practices_only,
        })
    }
}

/// The best rate that a measure can have, or that its benchmark tells apart.
fn best_rate(offer: &Offer, row: &measures::QualityMeasure) -> Decimal {
    let best = offer.scale.as_ref().and_then(|it| it.bounds.last());
    match (is_percent(row), row.inverse, best) {
        (true, true, _) => Decimal::ZERO,
        (true, false, _) => HUNDRED,
        (false, _, Some((_, bound))) => *bound,
        (false, _, None) => Decimal::ONE,
    }
}

/// The higher, the better.
fn order(it: &Ranked) -> impl Ord + use<> {
    (
        it.points,
        it.most_points,
        it.median_points,
        it.outcome,
        it.high_priority,
    )
}

/// The ids that a choice names.
fn ids(
    rules: &YearRules,
    inventory: &Inventory,
    choice: Choice<'_>,
    own: Option<&Own>,
) -> Result<Vec<String>, Problems> {
    let mvp = choice.mvp.map(|id| specialty::mvp(inventory, id));
    if let Some(mvp) = mvp {
        let (id, _) = mvp?;
        return Ok(inventory.mvps[id].quality.clone());
    }
    if let Some(name) = choice.specialty {
        let Specialty { measures, .. } = specialty::specialty(inventory, name)?;
        return Ok(measures);
    }
    if let Some(own) = own {
        let ids: BTreeSet<String> = own.entries.iter().map(|it| it.id.clone()).collect();
        return Ok(ids.into_iter().collect());
    }
    let program = rules.quality.pathways.get(&Pathway::Traditional);
    let is_in = |row: &crate::rules::measures::QualityMeasure| {
        program.is_none_or(|pathway| row.serves(&pathway.program))
    };
    let rows = inventory.quality.iter();
    Ok(rows
        .filter(|(_, row)| is_in(row))
        .map(|(id, _)| id.clone())
        .collect())
}

/// What the measures are tried with: the year, and the practice's facts that bear on what a measure earns.
struct Facts {
    settings: Vec<Setting>,
}

impl Facts {
    fn of(rules: &YearRules, choice: Choice<'_>, own: Option<&Own>) -> Self {
        let setting = |path: &str, value: &str| Setting::new(path, value, "measures rank");
        let mut settings = vec![setting(
            "performance_year",
            &rules.performance_year.to_string(),
        )];
        let practice = own.map(|own| &own.trial.scorecard.practice);
        let mvp = choice.mvp.or(practice.and_then(|it| it.mvp.as_deref()));
        if let Some(practice) = practice {
            settings.push(setting(
                "practice.participation",
                practice.participation.key(),
            ));
            settings.push(setting("practice.pathway", practice.pathway.key()));
        }
        let is_small = practice.is_some_and(|it| it.small_practice);
        settings.push(setting(
            "practice.small_practice",
            if is_small { "true" } else { "false" },
        ));
        if let Some(mvp) = mvp {
            settings.push(setting("practice.pathway", Pathway::Mvp.key()));
            settings.push(setting("practice.mvp", mvp));
        }
        Self { settings }
    }

    /// What a measure earns at a rate, reported for many patients. Absent where it may not be reported; nothing within
    /// where it is not scored.
    fn points(
        &self,
        book: &RuleBook,
        kind: CollectionType,
        id: &str,
        rate: Decimal,
        as_small: bool,
    ) -> Option<Option<Decimal>> {
        let measure = QualityMeasure {
            collection_type: Some(kind),
            id: id.to_owned(),
            ..QualityMeasure::default()
        };
        let path = measure.path();
        let mut settings = self.settings.clone();
        let mut set = |path: String, value: String| {
            settings.push(Setting::new(path, value, "measures rank"));
        };
        set(format!("{path}.rate"), plain(rate));
        set(format!("{path}.cases"), "10000".into());
        set(format!("{path}.data_completeness"), "100".into());
        if as_small {
            set("practice.small_practice".into(), "true".into());
        }
        let trial = trial::run(book, &Document::empty("measures rank"), &settings).ok()?;
        let measures = &trial.scorecard.categories.quality.measures;
        let found = measures
            .iter()
            .find(|it| it.collection_type == Some(kind) && it.id == id);
        Some(found.and_then(|it| it.points).map(shown))
    }
}
