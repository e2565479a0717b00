//! CMS's score of a submission: a tree of parts, each with its value and what the engine says of it.

use rust_decimal::Decimal;

use super::claim::{Claim, Stage, number};
use crate::{
    category::Category,
    decimal::HUNDRED,
    exchange::{
        json::{self, Json, Object},
        source::{Source, shown},
    },
    problem::{Code, Place, Problem, Problems},
    report::tree::Tree,
};

/// What a tree claims of our figures. It has no cost, no bonuses of the score and no payment.
pub fn claims(name: &str, text: &str) -> Result<Vec<Claim>, Problems> {
    let source = Source::new(name, text);
    let values = json::values(&source)?;
    let root = values.first().and_then(|value| root(*value, 6));
    let refuse = |message: &str| {
        let mut problem = Problem::new(Code::WrongType, "value", message);
        problem.place = Some(Place::clone(&source.place(&(0..1))));
        Problems::from(problem)
    };
    let root = root.ok_or_else(|| refuse("it has no total score"))?;
    let mut claims = Vec::new();
    for part in parts(&root) {
        if let Some(category) = category(&part) {
            of_category(&part, category, &mut claims);
        }
    }
    match root.get("value") {
        Some(value) if value.is_number() => {
            claims.push(Claim::of("final_score", figure(&root, "value")));
        }
        Some(value) => {
            let message = format!(
                "the total is `{}`, which is not a number",
                shown(value.text())
            );
            return Err(refuse(&message));
        }
        None => return Err(refuse("the total has no value")),
    }
    let problems = source.take_problems();
    if problems.any_error() {
        return Err(problems);
    }
    Ok(claims)
}

/// The node of the total, however it is wrapped.
fn root(value: Json<'_>, depth: usize) -> Option<Object<'_>> {
    let depth = depth.checked_sub(1)?;
    let object = value.object("")?;
    if object.has("parts") {
        return Some(object);
    }
    ["score", "data"]
        .into_iter()
        .find_map(|key| root(object.get(key)?, depth))
}

fn parts<'t>(node: &Object<'t>) -> Vec<Object<'t>> {
    let items = node.list("parts").unwrap_or_default();
    items
        .iter()
        .filter_map(|item| item.object("parts"))
        .collect()
}

fn category(part: &Object<'_>) -> Option<Category> {
    match part.text("name")?.value.as_str() {
        "quality" => Some(Category::Quality),
        "ia" => Some(Category::ImprovementActivities),
        "pi" | "aci" => Some(Category::PromotingInteroperability),
        _ => None,
    }
}

/// A number of a node, as it is written.
fn figure(node: &Object<'_>, key: &'static str) -> Option<Tree> {
    let value = node.get(key)?;
    value
        .is_number()
        .then(|| Tree::Number(value.text().to_owned()))
}

fn decimal(tree: Option<&Tree>) -> Option<Decimal> {
    tree.and_then(number)
}

fn of_category(part: &Object<'_>, category: Category, claims: &mut Vec<Claim>) {
    let key = category.key();
    let path = |name: &str| format!("categories.{key}.{name}");
    let original = part.object("original");
    if let Some(original) = &original {
        let sets = parts(original);
        let picked = |set: &Object<'_>| {
            let metadata = set.object("metadata");
            metadata.is_some_and(|it| {
                it.boolean("measurementSetPicked")
                    .is_some_and(|it| it.value)
            })
        };
        let set = sets.iter().find(|set| picked(set)).or(sets.first());
        if let Some(set) = set {
            of_set(set, category, claims);
        }
        let percent = match category {
            // Improvement activities are points of 40 in a tree.
            Category::ImprovementActivities => {
                let most = set
                    .and_then(|set| set.object("metadata"))
                    .and_then(|it| figure(&it, "maxContribution"));
                decimal(figure(original, "value").as_ref())
                    .zip(decimal(most.as_ref()))
                    .filter(|(_, most)| !most.is_zero())
                    .map(|(points, most)| Tree::from((points * HUNDRED / most).normalize()))
            }
            _ => figure(original, "value"),
        };
        claims.push(Claim::of(&path("percent"), percent));
    }
    let weight = part
        .object("metadata")
        .and_then(|metadata| figure(&metadata, "maxContribution"))
        .or_else(|| weight_of(&part.text("detail")?.value));
    if weight.is_some() {
        claims.push(Claim::of(&path("weight"), weight));
    }
    claims.push(Claim::of(&path("points"), figure(part, "value")));
}

/// The number in "Scoring based on weight of 60%."
fn weight_of(detail: &str) -> Option<Tree> {
    let before = detail.split('%').next()?;
    let number = before.rsplit(' ').next()?;
    crate::decimal::parse(number).map(Tree::from)
}

fn of_set(set: &Object<'_>, category: Category, claims: &mut Vec<Claim>) {
    let key = category.key();
    let metadata = set.object("metadata");
    let listed = metadata.as_ref().and_then(|it| it.list("measuresPicked"));
    let picked: Option<Vec<String>> =
        listed.map(|items| items.iter().map(|item| item.text().to_owned()).collect());
    for measure in parts(set) {
        match category {
            Category::Quality => of_measure(&measure, picked.as_deref(), claims),
            _ => of_answer(&measure, key, claims),
        }
    }
    let Some(metadata) = metadata.filter(|_| category == Category::Quality) else {
        return;
    };
    let high_priority = high_priority_bonus(set);
    if high_priority.is_some() {
        let path = format!("categories.{key}.high_priority_points");
        let name = "high_priority_points";
        claims.push(Claim::line(
            path,
            name,
            Stage::Bonus,
            (key, None),
            high_priority,
        ));
    }
    for (field, path, name, stage) in [
        (
            "denominator",
            "available_points",
            "quality_available_points",
            Stage::Selection,
        ),
        (
            "e2eBonusScore",
            "end_to_end_points",
            "end_to_end_points",
            Stage::Bonus,
        ),
        (
            "smallPracticeBonus",
            "small_practice_points",
            "quality_small_practice_points",
            Stage::Bonus,
        ),
    ] {
        let theirs = figure(&metadata, field);
        if theirs.is_some() {
            let path = format!("categories.{key}.{path}");
            claims.push(Claim::line(path, name, stage, (key, None), theirs));
        }
    }
}

/// The bonus points of all measures of a set for high priority, before their limit.
fn high_priority_bonus(set: &Object<'_>) -> Option<Tree> {
    let fields = ["highPriorityBonus", "outcomeOrPatientExperienceBonus"];
    let points: Vec<Decimal> = parts(set)
        .iter()
        .filter_map(|measure| measure.object("metadata"))
        .flat_map(|metadata| fields.map(|field| decimal(figure(&metadata, field).as_ref())))
        .flatten()
        .collect();
    (!points.is_empty()).then(|| Tree::from(points.iter().sum::<Decimal>()))
}

fn of_measure(measure: &Object<'_>, picked: Option<&[String]>, claims: &mut Vec<Claim>) {
    let key = Category::Quality.key();
    let (Some(id), Some(metadata)) = (measure.text("name"), measure.object("metadata")) else {
        return;
    };
    let id = id.value;
    let path = |name: &str| format!("categories.{key}.measures.{id}.{name}");
    for (field, name) in [
        ("performanceNumerator", "numerator"),
        ("performanceDenominator", "denominator"),
        ("eligiblePopulation", "eligible_population"),
    ] {
        let theirs = figure(&metadata, field);
        if theirs.is_some() {
            let of = (key, Some(id.as_str()));
            claims.push(Claim::line(path(name), name, Stage::Input, of, theirs));
        }
    }
    let rate = figure(&metadata, "performanceRate");
    if rate.is_some() {
        claims.push(Claim::of(&path("performance_rate"), rate));
    }
    let decile = decimal(figure(&metadata, "decile").as_ref());
    if let Some(decile) = decile {
        // -1 is below the scale, or no benchmark.
        let theirs = if decile < Decimal::ONE {
            Tree::Null
        } else {
            Tree::from(decile)
        };
        claims.push(Claim::of(&path("decile"), Some(theirs)));
        let bounds = metadata.list("deciles").unwrap_or_default();
        let position = usize::try_from(decile)
            .ok()
            .and_then(|it| it.checked_sub(2));
        if let Some(bound) = position.and_then(|at| bounds.get(at)) {
            let of = (key, Some(id.as_str()));
            let theirs = Some(Tree::Number(bound.text().to_owned()));
            let claim = Claim::line(
                path("decile_start"),
                "decile_start",
                Stage::Benchmark,
                of,
                theirs,
            );
            claims.push(claim);
        }
    }
    let points = figure(&metadata, "decileScore").or_else(|| figure(measure, "value"));
    claims.push(Claim::of(&path("points"), points));
    let status = metadata
        .text("processingStatus")
        .map(|it| it.value == "PICKED");
    let counted = picked.map(|ids| ids.contains(&id)).or(status);
    if let Some(counted) = counted {
        claims.push(Claim::of(&path("counted"), Some(counted.into())));
    }
}

/// An activity, or a measure of promoting interoperability, which older trees keep a level deeper.
fn of_answer(part: &Object<'_>, key: &'static str, claims: &mut Vec<Claim>) {
    let deeper = parts(part);
    if !deeper.is_empty() {
        for measure in &deeper {
            of_answer(measure, key, claims);
        }
        return;
    }
    let Some(id) = part.text("name").map(|it| it.value) else {
        return;
    };
    if id.starts_with("IA_")
        || id.starts_with("PI_H")
        || id.starts_with("PI_P")
        || id.starts_with("PI_E")
    {
        let path = format!("categories.{key}.measures.{id}.points");
        let mut claim = Claim::of(&path, figure(part, "value"));
        claim.stage = Stage::Points;
        claims.push(claim);
    }
}
