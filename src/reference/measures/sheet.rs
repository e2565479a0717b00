//! All that a year says of one id.

use rust_decimal::Decimal;

use super::{
    Kind, Row, changes, spoken,
    target::{Counts, Target, target},
};
use crate::{
    decimal::HUNDRED,
    practice::spans,
    problem::{Code, Problem, closest},
    rules::{
        benchmarks::{Basis, Benchmark, Shape},
        book::{RuleBook, YearRules},
        collection_type::CollectionType,
        measures::{ActivityWeight, Inventory, MetricType, Mvp, QualityMeasure},
        quality::PathwayMethod,
        terms::Pathway,
    },
    score::measure_points::{self, PointScale},
};

/// All that a year says of one id.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The performance year.
    pub year: u16,
    /// What it is.
    pub kind: Kind,
    /// CMS's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What its row says, in words.
    pub facts: Vec<String>,
    /// The first performance year, where the row has one.
    pub first_year: Option<u16>,
    /// The collection types it can be reported in, or is computed in, with their benchmarks.
    pub offers: Vec<Offer>,
    /// The pathways that take it.
    pub pathways: Vec<Pathway>,
    /// The MVPs that it belongs to, with their titles.
    pub mvps: Vec<(String, String)>,
    /// What an MVP is made of: ids and titles, by part.
    pub parts: Vec<(&'static str, Vec<(String, String)>)>,
    /// The year that `changes` compares with; absent when that year has no tables.
    pub compared_with: Option<u16>,
    /// What changed since the year before, in words.
    pub changes: Vec<String>,
}

/// One collection type of a measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The collection type.
    pub collection_type: CollectionType,
    /// Its benchmark.
    pub scale: Option<Scale>,
    /// What else is to know of it: why it has no benchmark, suppression, truncation.
    pub remarks: Vec<String>,
    /// Where the given counts stand.
    pub target: Option<Target>,
}

/// A benchmark, and what it is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// Where each decile begins, worst to best.
    pub bounds: Vec<(u8, Decimal)>,
    /// The rate of the middle submitter; absent where the bounds do not come from the distribution.
    pub median: Option<Decimal>,
    /// CMS calls it topped out.
    pub topped_out: bool,
    /// The cap on its points, where the cap applies.
    pub cap: Option<Decimal>,
    /// The most points that a rate can earn.
    pub highest: Decimal,
    /// The least points of a scored rate.
    pub floor: Decimal,
    /// Whether lower rates are better.
    pub inverse: bool,
    /// Where the bounds come from, in words.
    pub source: String,
    is_cost: bool,
}

impl Scale {
    fn of(
        rules: &YearRules,
        row: &Benchmark,
        kind: CollectionType,
        is_cost: bool,
        best: Option<Decimal>,
    ) -> Self {
        let exempt = rules
            .quality
            .topped_out
            .as_ref()
            .is_some_and(|rule| rule.exempt_collection_types.contains(&kind));
        let deciles = (row.first..).zip(row.bounds.iter().copied());
        let middle = |low: u8, high: u8| Some((row.bound(low)? + row.bound(high)?) / Decimal::TWO);
        let mut scale = Self {
            bounds: deciles.collect(),
            median: match row.shape {
                // Decile 6 begins at the 50th percentile.
                Shape::Empirical | Shape::Quantiles => row.bound(6),
                // Decile 7 spans one standard deviation around the median.
                Shape::SdBased => middle(7, 8),
                Shape::Flat | Shape::DefinedToppedOut => None,
            },
            topped_out: row.topped_out,
            cap: row.cap.filter(|_| !exempt),
            highest: Decimal::ZERO,
            floor: if is_cost {
                rules.cost.minimum_points
            } else {
                rules.quality.achievement.floor
            },
            inverse: row.inverse,
            source: source(row),
            is_cost,
        };
        let best = best.or(row.bounds.last().copied()).unwrap_or_default();
        scale.highest = scale.points(rules, row, best);
        scale
    }

    /// The points of a rate, capped.
    pub(super) fn points(&self, rules: &YearRules, row: &Benchmark, rate: Decimal) -> Decimal {
        let scale = if self.is_cost {
            PointScale {
                floor: rules.cost.minimum_points,
                maximum: rules.cost.maximum_points,
                partial: None,
            }
        } else {
            PointScale {
                floor: rules.quality.achievement.floor,
                maximum: rules.quality.achievement.maximum,
                partial: Some(&rules.quality.partial_points_rounding),
            }
        };
        let points = measure_points::points(row, rate, scale).points;
        self.cap.map_or(points, |cap| points.min(cap))
    }
}

fn source(row: &Benchmark) -> String {
    let basis = match row.basis {
        Basis::Historical => format!("data of {}", row.from),
        Basis::Performance => format!("data of {}, the performance year itself", row.from),
        Basis::Placeholder => "a placeholder until CMS publishes this year's".into(),
    };
    let shape = match row.shape {
        Shape::Empirical => "",
        Shape::Flat => "flat percentages, ",
        Shape::DefinedToppedOut => "the fixed scale for topped-out measures,  ",
        Shape::SdBased => "median and standard deviations, ",
        Shape::Quantiles => "quantiles, not deciles, so an estimate,  ",
    };
    let status = row
        .status
        .map_or_else(String::new, |status| format!("; {}", spoken(status)));
    format!("{shape}{basis}{status}")
}

/// All that a year says of an id. `only` leaves one collection type, and `counts` are placed on its benchmark.
///
/// # Errors
///
/// An id that the year lacks, with the years that have it and the nearest id; a collection type that the measure lacks;
/// counts for what is no proportion.
pub fn sheet(
    book: &RuleBook,
    rules: &YearRules,
    id: &str,
    only: Option<CollectionType>,
    counts: Option<Counts>,
) -> Result<Sheet, Problem> {
    let year = rules.performance_year;
    let found = rules
        .inventory()
        .and_then(|inventory| Some((inventory, Row::find(inventory, id)?)));
    let Some((inventory, (id, row))) = found else {
        return Err(unknown(book, rules, id));
    };
    let mut sheet = Sheet {
        year,
        kind: row.kind(),
        id: id.to_owned(),
        title: row.title().to_owned(),
        facts: facts(row),
        first_year: first_year(row),
        offers: offers(rules, inventory, id, row),
        pathways: Vec::new(),
        mvps: mvps(inventory, id),
        parts: match row {
            Row::Mvp(mvp) => parts(inventory, mvp),
            _ => Vec::new(),
        },
        compared_with: None,
        changes: Vec::new(),
    };
    sheet.pathways = pathways(rules, id, row, !sheet.mvps.is_empty());
    if let Some(before) = year
        .checked_sub(1)
        .and_then(|before| book.year(before).ok())
        && before
            .inventory()
            .is_some_and(|inventory| !inventory.quality.is_empty())
    {
        sheet.compared_with = Some(before.performance_year);
        sheet.changes = changes::since(&before, rules, id);
    }
    if let Some(kind) = only {
        if !sheet
            .offers
            .iter()
            .any(|offer| offer.collection_type == kind)
        {
            let open: Vec<&str> = sheet
                .offers
                .iter()
                .map(|offer| offer.collection_type.key())
                .collect();
            let message = format!(
                "`{id}` has no collection type `{}` in performance year {year}",
                kind.key()
            );
            let help = if open.is_empty() {
                format!("a {} has none", sheet.kind.title())
            } else {
                format!("it has {}", open.join(", "))
            };
            return Err(Problem::new(Code::UnknownId, id, message).help(help));
        }
        sheet.offers.retain(|offer| offer.collection_type == kind);
    }
    if let Some(counts) = counts {
        place(rules, &mut sheet, row, counts)?;
    }
    Ok(sheet)
}

fn place(
    rules: &YearRules,
    sheet: &mut Sheet,
    row: Row<'_>,
    counts: Counts,
) -> Result<(), Problem> {
    let is_proportion = matches!(row, Row::Quality(row) if is_percent(row));
    if !is_proportion {
        let message = format!(
            "`{}` is not a proportion, so it has no numerator and denominator",
            sheet.id
        );
        return Err(Problem::new(
            Code::Contradiction,
            sheet.id.as_str(),
            message,
        ));
    }
    for offer in &mut sheet.offers {
        let benchmark = rules
            .benchmarks()
            .and_then(|table| table.get(offer.collection_type, &sheet.id));
        if let (Some(scale), Some(benchmark)) = (&offer.scale, benchmark) {
            offer.target = Some(target(rules, scale, benchmark, counts));
        }
    }
    Ok(())
}

fn unknown(book: &RuleBook, rules: &YearRules, id: &str) -> Problem {
    let elsewhere: Vec<u16> = book
        .years()
        .filter(|year| {
            let rules = book.year(*year);
            rules.is_ok_and(|rules| {
                rules
                    .inventory()
                    .is_some_and(|inventory| Row::find(inventory, id).is_some())
            })
        })
        .collect();
    let inventory = rules.inventory();
    let known = inventory.into_iter().flat_map(Row::all).map(|(id, _)| id);
    let years = spans(&elsewhere).map(|years| format!("performance years that have it: {years}"));
    let code = if years.is_some() {
        Code::NotInYear
    } else {
        Code::UnknownId
    };
    let message = format!(
        "no measure, activity or MVP `{id}` in performance year {}",
        rules.performance_year
    );
    let near = || closest(id, known).map(|near| format!("did you mean `{near}`?"));
    let help = years.or_else(near);
    Problem::new(code, "", message).help(
        help.unwrap_or_else(|| "search by words of its title: mips measures search WORDS".into()),
    )
}

fn is_percent(row: &QualityMeasure) -> bool {
    matches!(
        row.metric_type,
        MetricType::SinglePerformanceRate | MetricType::MultiPerformanceRate
    )
}

fn offers(rules: &YearRules, inventory: &Inventory, id: &str, row: Row<'_>) -> Vec<Offer> {
    let (kinds, best, is_cost): (Vec<CollectionType>, Option<Decimal>, bool) = match row {
        Row::Quality(row) if is_percent(row) => {
            let best = if row.inverse { Decimal::ZERO } else { HUNDRED };
            (row.via.clone(), Some(best), false)
        }
        Row::Quality(row) => (row.via.clone(), None, false),
        Row::Cost(_) => (vec![CollectionType::AdminClaims], None, true),
        _ => return Vec::new(),
    };
    let offer = |kind: CollectionType| {
        let benchmark = rules.benchmarks().and_then(|table| table.get(kind, id));
        let mut remarks = Vec::new();
        if benchmark.is_none() {
            let reasons: Vec<&str> = inventory
                .exclusion(kind, id)
                .iter()
                .map(|code| {
                    inventory
                        .exclusion_reasons
                        .get(code)
                        .unwrap_or(code)
                        .as_str()
                })
                .collect();
            remarks.push(if reasons.is_empty() {
                "no benchmark".into()
            } else {
                format!("no benchmark: {}", reasons.join("; "))
            });
        }
        if let Row::Quality(row) = row {
            if row.suppressed.contains(&kind) {
                remarks.push(
                    "CMS suppressed it this year: it is left out of the points earned and the points possible".into(),
                );
            }
            if row.truncated.contains(&kind) {
                remarks.push("only the first nine months of the year count".into());
            }
            if row.cap_removed.contains(&kind) {
                remarks.push("no cap, although topped out".into());
            }
        }
        Offer {
            collection_type: kind,
            scale: benchmark.map(|row| Scale::of(rules, row, kind, is_cost, best)),
            remarks,
            target: None,
        }
    };
    kinds.into_iter().map(offer).collect()
}

fn facts(row: Row<'_>) -> Vec<String> {
    let mut facts = Vec::new();
    match row {
        Row::Quality(row) => {
            facts.push(spoken(row.measure_type));
            if row.is_high_priority() {
                facts.push("high priority".into());
            }
            if row.inverse {
                facts.push("lower is better".into());
            }
            if row.metric_type != MetricType::SinglePerformanceRate {
                facts.push(spoken(row.metric_type));
            }
            facts.extend(row.algorithm.map(spoken));
            facts.extend(row.cms_id.iter().map(|id| format!("eCQM {id}")));
            facts.extend(
                row.case_minimum
                    .map(|cases| format!("at least {cases} cases")),
            );
            facts.extend(
                row.minimum_clinicians
                    .map(|number| format!("groups of {number} or more clinicians")),
            );
        }
        Row::Cost(row) => {
            facts.push(spoken(row.kind));
            facts.push("lower is better".into());
            facts.push(format!("at least {} cases", row.case_minimum));
        }
        Row::Activity(row) => {
            facts.extend(row.subcategory.iter().map(|text| text.replace('_', " ")));
            if row.weight != ActivityWeight::None {
                facts.push(format!("{} weight", spoken(row.weight)));
            }
        }
        Row::Interoperability(row) => {
            facts.extend(row.objective.iter().map(|text| text.replace('_', " ")));
            facts.extend(row.category.map(spoken));
            facts.push(spoken(row.metric_type));
            if !row.exclusions.is_empty() {
                facts.push(format!("exclusions {}", row.exclusions.join(", ")));
            }
            if !row.substitutes.is_empty() {
                facts.push(format!("in place of {}", row.substitutes.join(", ")));
            }
        }
        Row::Mvp(_) => {}
    }
    facts
}

fn first_year(row: Row<'_>) -> Option<u16> {
    match row {
        Row::Quality(row) => Some(row.first_year),
        Row::Cost(row) => Some(row.first_year),
        Row::Activity(row) => Some(row.first_year),
        Row::Interoperability(row) => Some(row.first_year),
        Row::Mvp(_) => None,
    }
}

fn pathways(rules: &YearRules, id: &str, row: Row<'_>, in_mvp: bool) -> Vec<Pathway> {
    let takes = |pathway: Pathway| match (row, pathway) {
        (Row::Mvp(_), pathway) => pathway == Pathway::Mvp,
        (Row::Interoperability(_), _) => true,
        (_, Pathway::Mvp) => in_mvp,
        (Row::Quality(row), pathway) => rules.quality.pathways.get(&pathway).is_some_and(|of| {
            let listed = match &of.method {
                PathwayMethod::FixedSet(set) => {
                    set.measures
                        .iter()
                        .chain(&set.administrative_claims)
                        .any(|known| known == id)
                        || set.survey == id
                }
                _ => false,
            };
            listed
                || (row.serves(&of.program)
                    && row
                        .via
                        .iter()
                        .any(|kind| of.collection_types.contains(kind)))
        }),
        (Row::Cost(row), pathway) => {
            row.programs.iter().any(|program| program == "mips") && pathway == Pathway::Traditional
        }
        (Row::Activity(row), Pathway::Traditional) => {
            row.programs.iter().any(|program| program == "mips")
        }
        (Row::Activity(row), pathway) => {
            row.programs.iter().any(|program| program == pathway.key())
        }
    };
    rules
        .pathways
        .keys()
        .copied()
        .filter(|pathway| takes(*pathway))
        .collect()
}

fn mvps(inventory: &Inventory, id: &str) -> Vec<(String, String)> {
    inventory
        .mvps
        .iter()
        .filter(|(_, mvp)| {
            [
                &mvp.quality,
                &mvp.foundation,
                &mvp.admin_claims,
                &mvp.activities,
                &mvp.cost,
            ]
            .into_iter()
            .flatten()
            .any(|member| member == id)
        })
        .map(|(id, mvp)| (id.clone(), mvp.title.clone()))
        .collect()
}

fn parts(inventory: &Inventory, mvp: &Mvp) -> Vec<(&'static str, Vec<(String, String)>)> {
    let named = |ids: &[String]| {
        ids.iter()
            .map(|id| {
                (
                    id.clone(),
                    inventory.title(id).unwrap_or_default().to_owned(),
                )
            })
            .collect::<Vec<_>>()
    };
    [
        ("quality", &mvp.quality),
        ("population_health", &mvp.foundation),
        ("administrative_claims", &mvp.admin_claims),
        ("cost", &mvp.cost),
        ("improvement_activities", &mvp.activities),
    ]
    .into_iter()
    .filter(|(_, ids)| !ids.is_empty())
    .map(|(part, ids)| (part, named(ids)))
    .collect()
}
