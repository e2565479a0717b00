//! Small practices of every year and pathway, written from the rule tables, with something left to do.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::fmt::Write as _;

use mips::{
    Document, RuleBook,
    rules::{
        book::YearRules,
        collection_type::CollectionType,
        promoting_interoperability::InteroperabilityMethod,
        terms::{Participation, Pathway},
    },
    trial,
};
use rust_decimal::Decimal;

/// Where the measures of a practice stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In a low decile, so that they have many rungs.
    Low,
    /// One decile short of the top, so that there are few steps, and all sets of several can be tried.
    High,
    /// Ten measures in a low decile, every activity of the year, every answer.
    Full,
}

impl Standing {
    fn measures(self) -> usize {
        match self {
            Self::Low => 3,
            Self::High => 2,
            Self::Full => 10,
        }
    }
}

/// A small practice file of a year and pathway, with something left to do in every category.
#[expect(clippy::too_many_lines, reason = "one small practice of every kind")]
pub fn practice(
    book: &RuleBook,
    rules: &YearRules,
    pathway: Pathway,
    small: bool,
    seed: usize,
    standing: Standing,
) -> Option<String> {
    let year = rules.performance_year;
    let of_pathway = rules.quality.pathways.get(&pathway)?;
    let open = &rules.pathways.get(&pathway)?.participation;
    let kind = [
        Participation::Group,
        Participation::ApmEntity,
        Participation::Individual,
    ]
    .into_iter()
    .find(|kind| open.contains(kind))?;
    let inventory = rules.inventory()?;
    let mut text = format!(
        "performance_year = {year}\n[practice]\nparticipation = \"{}\"\npathway = \"{}\"\nsmall_practice = {small}\n",
        kind.key(),
        pathway.key()
    );
    let mvp = (pathway == Pathway::Mvp)
        .then(|| inventory.mvps.iter().nth(seed % 5))
        .flatten();
    if let Some((id, _)) = mvp {
        let _ = writeln!(text, "mvp = \"{id}\"");
    }
    let own = rules.weights[&rules.pathways[&pathway].weights]
        .without
        .contains(&mips::Category::Cost)
        || rules.never_scored.contains_key(&mips::Category::Cost)
        || kind == Participation::ApmEntity;
    if !own {
        text.push_str("[cost]\npercent = 60\n");
    }
    if rules.pathways[&pathway].assigned.is_none() {
        let all: Vec<&String> = match mvp {
            Some((_, mvp)) => mvp.activities.iter().collect(),
            None => inventory.improvement_activities.keys().collect(),
        };
        let chosen = match (standing, mvp) {
            (Standing::Full, _) => &all[..],
            (_, Some(_)) => all.get(..1)?,
            (_, None) => all.get(3..4)?,
        };
        let ids: Vec<String> = chosen.iter().map(|id| format!("\"{id}\"")).collect();
        let _ = writeln!(
            text,
            "[improvement_activities]\nactivities = [{}]",
            ids.join(", ")
        );
    }
    // One answer is missing, unless all are given.
    let pi = &rules.promoting_interoperability;
    let _ = writeln!(
        text,
        "[promoting_interoperability]\ndays = {}\ncehrt_id = \"0015EABCDEFGHIJ\"\n[promoting_interoperability.measures]",
        pi.period.minimum_days
    );
    for id in pi
        .attestations
        .yes
        .iter()
        .skip(if standing == Standing::Full {
            0
        } else {
            seed % 2
        })
        .chain(&pi.attestations.yes_or_no)
    {
        let _ = writeln!(text, "{id} = true");
    }
    if let InteroperabilityMethod::MeasurePoints(method) = &pi.method {
        let way = &method.exchange.ways[0];
        let elsewhere = method.exchange.ways[1..].iter().flatten();
        let elsewhere: Vec<&String> = elsewhere.filter(|id| !way.contains(id)).collect();
        for id in method.points.keys().filter(|id| !elsewhere.contains(id)) {
            let is_proportion = inventory.promoting_interoperability[id].metric_type
                == mips::rules::measures::PiMetric::Proportion;
            let _ = if is_proportion {
                writeln!(text, "{id} = {{ numerator = 60, denominator = 100 }}")
            } else {
                writeln!(text, "{id} = true")
            };
        }
        for id in method
            .public_health
            .measures
            .iter()
            .take(if standing == Standing::Full {
                9
            } else {
                method.public_health.needed
            })
        {
            let _ = writeln!(text, "{id} = true");
        }
    }
    // A few measures, far from the top or a step short of it.
    let Some(benchmarks) = rules.benchmarks() else {
        text.push_str("[quality]\npercent = 60\n");
        return Some(text);
    };
    let small_only = &rules.quality.collection_types.small_practice_only;
    let mut written = 0;
    for (kind, id, row) in benchmarks.iter() {
        let listed = match mvp {
            Some((_, mvp)) => mvp.quality.iter().any(|one| one == id),
            None => inventory
                .quality
                .get(id)
                .is_some_and(|row| row.serves(&of_pathway.program)),
        };
        let is_open = of_pathway.collection_types.contains(&kind)
            && !matches!(kind, CollectionType::AdminClaims | CollectionType::Cahps)
            && (small || !small_only.contains(&kind))
            && inventory.offers(kind, id);
        let is_percent = inventory.quality.get(id).is_some_and(|row| {
            row.metric_type == mips::rules::measures::MetricType::SinglePerformanceRate
        });
        if !listed || !is_open || !is_percent || row.bounds.len() < 6 || (written + seed) % 3 == 2 {
            written += usize::from(listed && is_open && (written + seed) % 3 == 2);
            continue;
        }
        let place = match standing {
            Standing::Low | Standing::Full => 2,
            Standing::High => row.bounds.len() - 2,
        };
        let bound = row.bounds[place].max(Decimal::ONE).min(Decimal::from(99));
        let numerator =
            mips::decimal::to_places(bound * Decimal::from(40) / Decimal::ONE_HUNDRED, 0);
        let figures = format!(
            "[quality.measures.{}.\"{id}\"]\nnumerator = {numerator}\ndenominator = 40\ndata_completeness = {}\n",
            kind.key(),
            if written == 0 && standing == Standing::Low {
                50
            } else {
                100
            }
        );
        let candidate = format!("{text}{figures}");
        if is_admitted(book, &candidate) {
            text = candidate;
            written += 1;
        }
        if written >= standing.measures() {
            break;
        }
    }
    Some(text)
}

fn is_admitted(book: &RuleBook, text: &str) -> bool {
    let document = Document::read("practice.toml", text.as_bytes());
    document.is_ok_and(|document| trial::run(book, &document, &[]).is_ok())
}
