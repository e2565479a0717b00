//! A practice as a submission: one set for each category and method.

mod counts;

use rust_decimal::Decimal;

use crate::{
    category::Category,
    date::Date,
    decimal::{HUNDRED, to_places},
    exchange::{mapping::header::ENTITIES, notes::LeftOuts},
    practice::{Answer, Practice, QualityMeasure, Stratum},
    report::tree::Tree,
    rules::{
        book::YearRules,
        collection_type::CollectionType,
        measures::MetricType,
        terms::{Participation, Pathway},
    },
};
use counts::{Counts, counts_of, number, path_of, worked_out};

/// The methods of quality measures, and the collection types that are sent by each.
const METHODS: [(&str, &[CollectionType]); 5] = [
    ("electronicHealthRecord", &[CollectionType::Ecqm]),
    (
        "registry",
        &[
            CollectionType::Cqm,
            CollectionType::Qcdr,
            CollectionType::MedicareCqm,
        ],
    ),
    ("claims", &[CollectionType::Claims]),
    ("cmsWebInterface", &[CollectionType::WebInterface]),
    ("certifiedSurveyVendor", &[CollectionType::Cahps]),
];

/// How answers are sent that no measurement method has a meaning for.
const ATTESTED: &str = "webAttestation";

pub fn write(rules: &YearRules, practice: &Practice, left_out: &mut LeftOuts) -> String {
    let year = rules.performance_year;
    let mut sets = Vec::new();
    if practice.has_measures(Category::Quality) {
        let before = sets.len();
        for (method, kinds) in METHODS {
            let measures = practice.data.quality.iter();
            let of_method =
                measures.filter(|it| it.collection_type.is_some_and(|kind| kinds.contains(&kind)));
            let measurements: Vec<Tree> = of_method
                .filter_map(|it| quality(rules, it, left_out))
                .collect();
            if !measurements.is_empty() {
                sets.push(set(
                    practice,
                    "quality",
                    method,
                    Some(whole_year(year)),
                    None,
                    measurements,
                ));
            }
        }
        for measure in &practice.data.quality {
            if measure.collection_type == Some(CollectionType::AdminClaims) {
                let reason = "CMS computes it from claims: nothing is submitted";
                left_out.add(path_of(measure), reason);
            }
        }
        if sets.len() == before {
            sets.push(set(
                practice,
                "quality",
                "registry",
                Some(whole_year(year)),
                None,
                Vec::new(),
            ));
        }
    }
    if practice.has_measures(Category::ImprovementActivities) {
        let activities = practice.data.improvement_activities.iter();
        let activities = activities.map(|id| measurement(id, true.into())).collect();
        sets.push(set(
            practice,
            "ia",
            ATTESTED,
            Some(whole_year(year)),
            None,
            activities,
        ));
    }
    if practice.has_measures(Category::PromotingInteroperability) {
        sets.push(interoperability(rules, practice, left_out));
    }
    let is_told = practice.participation == Participation::ApmEntity;
    if practice.pathway == Pathway::ApmScoringStandard && !is_told {
        let reason =
            "a submission of a practice does not say that the APM scoring standard applies";
        left_out.add("practice.pathway", reason);
    }
    let entity = ENTITIES
        .iter()
        .find(|(_, participation)| *participation == practice.participation)
        .map_or("group", |(name, _)| name);
    let submission = Tree::Object(vec![
        ("entityType", entity.into()),
        ("performanceYear", year.into()),
        ("measurementSets", Tree::List(sets)),
    ]);
    submission.pretty() + "\n"
}

fn whole_year(year: u16) -> [String; 2] {
    [format!("{year}-01-01"), format!("{year}-12-31")]
}

fn set(
    practice: &Practice,
    category: &'static str,
    method: &str,
    period: Option<[String; 2]>,
    cehrt_id: Option<&str>,
    measurements: Vec<Tree>,
) -> Tree {
    let program = match (practice.pathway, &practice.mvp) {
        (Pathway::App, _) => "app1",
        (Pathway::AppPlus, _) => "appPlus",
        (Pathway::Mvp, Some(id)) => id,
        _ => "mips",
    };
    let mut members = vec![
        ("category", category.into()),
        ("submissionMethod", method.into()),
        ("programName", program.into()),
    ];
    if let Some([start, end]) = period {
        members.push(("performanceStart", start.into()));
        members.push(("performanceEnd", end.into()));
    }
    if let Some(id) = cehrt_id {
        members.push(("cehrtId", id.into()));
    }
    members.push(("measurements", Tree::List(measurements)));
    Tree::Object(members)
}

fn measurement(id: &str, value: Tree) -> Tree {
    Tree::Object(vec![("measureId", id.into()), ("value", value)])
}

fn interoperability(rules: &YearRules, practice: &Practice, left_out: &mut LeftOuts) -> Tree {
    let data = &practice.data.promoting_interoperability;
    let answers = data.measures.iter().map(|(id, answer)| {
        let value = match answer {
            Answer::Attested(yes) => (*yes).into(),
            Answer::Proportion {
                numerator,
                denominator,
            } => Tree::Object(vec![
                ("numerator", number(*numerator)),
                ("denominator", number(*denominator)),
            ]),
        };
        measurement(id, value)
    });
    let year = rules.performance_year;
    let minimum = rules.promoting_interoperability.period.minimum_days;
    let length = Date::new(year, 12, 31)
        .zip(Date::new(year, 1, 1))
        .map(|(last, first)| last.days() - first.days() + 1);
    let period = match data.days.map(i64::from) {
        Some(days) if Some(days) == length => Some(whole_year(year)),
        // Which days they were is not known. Where it does not matter, no dates are made up.
        Some(days) if days < i64::from(minimum) => {
            left_out.add(
                "promoting_interoperability.days",
                "the dates are made up: so many days at the end of the year",
            );
            Date::new(year, 12, 31)
                .and_then(|last| Some([Date::from_days(last.days() - days + 1)?, last]))
                .filter(|_| days > 0)
                .map(|dates| dates.map(|date| date.to_string()))
        }
        Some(_) => {
            left_out.add(
                "promoting_interoperability.days",
                "which days they were is not known: the set has no dates",
            );
            None
        }
        None => None,
    };
    let id = data.cehrt_id.as_deref();
    set(practice, "pi", ATTESTED, period, id, answers.collect())
}

/// The value of a quality measure; none, and named, where nothing can be written of it.
fn quality(rules: &YearRules, measure: &QualityMeasure, left_out: &mut LeftOuts) -> Option<Tree> {
    let kind = measure.collection_type?;
    let row = rules
        .inventory()
        .and_then(|inventory| inventory.quality.get(&measure.id));
    let metric = row.map_or_else(MetricType::default, |row| row.metric_type);
    let is_end_to_end = measure.end_to_end.unwrap_or(kind == CollectionType::Ecqm);
    let mut members = if kind == CollectionType::Cahps {
        let Some(rate) = measure.rate else {
            left_out.add(path_of(measure), "a survey measure is sent with its score");
            return None;
        };
        return Some(measurement(
            &measure.id,
            Tree::Object(vec![("score", number(rate))]),
        ));
    } else if !measure.strata.is_empty() {
        let strata = measure.strata.iter().map(stratum);
        vec![("strata", Tree::List(strata.collect()))]
    } else if metric == MetricType::NonProportion {
        ratio(measure, left_out)?
    } else if let Some(counts) = counts_of(measure) {
        counts.members()
    } else if kind == CollectionType::Qcdr {
        worked_out(measure, left_out)?
    } else {
        let reason = if measure.rate.is_some() {
            "a rate without its counts cannot be sent"
        } else {
            "points are not counts"
        };
        left_out.add(path_of(measure), reason);
        return None;
    };
    if let Some(rate) = measure
        .rate
        .filter(|_| kind == CollectionType::Qcdr && metric != MetricType::NonProportion)
    {
        members.push(("performanceRate", number(rate)));
    }
    members.push(("isEndToEndReported", is_end_to_end.into()));
    Some(measurement(&measure.id, Tree::Object(members)))
}

/// A measure in its own unit.
fn ratio(measure: &QualityMeasure, left_out: &mut LeftOuts) -> Option<Vec<(&'static str, Tree)>> {
    let (Some(rate), Some(cases)) = (measure.rate, measure.cases) else {
        left_out.add(path_of(measure), "its rate or its cases are not known");
        return None;
    };
    let exclusions = measure.exclusions.unwrap_or_default();
    let exceptions = measure.exceptions.unwrap_or_default();
    let mut members = vec![("numerator", number(rate)), ("denominator", number(cases))];
    if !exclusions.is_zero() {
        members.push(("numeratorExclusion", number(exclusions)));
    }
    if !exceptions.is_zero() {
        members.push(("denominatorException", number(exceptions)));
    }
    if let Some(percent) = measure.data_completeness {
        let reported = to_places(percent * cases / HUNDRED, 6);
        members.push((
            "observationInstances",
            number((reported - exclusions - exceptions).max(Decimal::ZERO)),
        ));
    }
    Some(members)
}

fn stratum(stratum: &Stratum) -> Tree {
    let exclusions = stratum.exclusions.unwrap_or_default();
    let exceptions = stratum.exceptions.unwrap_or_default();
    let denominator = stratum.denominator.unwrap_or_default();
    let counts = Counts {
        numerator: stratum.numerator.unwrap_or_default(),
        denominator,
        eligible: stratum
            .eligible_population
            .unwrap_or(denominator + exclusions + exceptions),
        exclusions,
        exceptions,
    };
    let mut members = counts.members();
    members.push(("stratum", stratum.name.as_str().into()));
    Tree::Object(members)
}
