//! Rankings, specialties and MVPs: for reading, as rows, and as the tree that JSON prints.

use rust_decimal::Decimal;

use super::trees::{number, texts};
use crate::{
    decimal::plain,
    reference::measures::{rank::Ranked, specialty::Specialty},
    report::{
        SCHEMA_VERSION,
        layout::{WIDTH, cut, wrap},
        tree::Tree,
    },
    rules::measures::Inventory,
};

/// The columns of a ranking.
pub const RANK_COLUMNS: [&str; 14] = [
    "id",
    "collection_type",
    "title",
    "inverse",
    "most_points",
    "median",
    "median_points",
    "points",
    "patients_to_next_point",
    "capped",
    "topped_out",
    "has_benchmark",
    "outcome",
    "high_priority",
];

/// A ranking as rows under [`RANK_COLUMNS`].
#[must_use]
pub fn rank_rows(ranked: &[Ranked]) -> Vec<Vec<String>> {
    let cell = |value: Option<Decimal>| value.map(plain).unwrap_or_default();
    let row = |it: &Ranked| {
        vec![
            it.id.clone(),
            it.collection_type.key().to_owned(),
            it.title.clone(),
            it.inverse.to_string(),
            cell(it.most_points),
            cell(it.median),
            cell(it.median_points),
            cell(it.points),
            cell(it.patients_to_next_point),
            it.cap.is_some().to_string(),
            it.topped_out.to_string(),
            it.has_benchmark.to_string(),
            it.outcome.to_string(),
            it.high_priority.to_string(),
        ]
    };
    ranked.iter().map(row).collect()
}

/// A ranking as JSON.
#[must_use]
pub fn rank_tree(year: u16, ranked: &[Ranked]) -> Tree {
    let figure = |value: Option<Decimal>| Tree::from(value.map(number));
    let measure = |it: &Ranked| {
        Tree::Object(vec![
            ("id", it.id.as_str().into()),
            ("collection_type", it.collection_type.key().into()),
            ("title", it.title.as_str().into()),
            ("inverse", it.inverse.into()),
            ("most_points", figure(it.most_points)),
            ("median", figure(it.median)),
            ("median_points", figure(it.median_points)),
            ("points", figure(it.points)),
            ("patients_to_next_point", figure(it.patients_to_next_point)),
            ("capped", it.cap.is_some().into()),
            ("cap", figure(it.cap)),
            ("topped_out", it.topped_out.into()),
            ("has_benchmark", it.has_benchmark.into()),
            ("outcome", it.outcome.into()),
            ("high_priority", it.high_priority.into()),
            ("small_practices_only", it.small_practices_only.into()),
        ])
    };
    Tree::Object(vec![
        ("schema_version", SCHEMA_VERSION.into()),
        ("tool", tool()),
        ("performance_year", year.into()),
        ("measures", Tree::List(ranked.iter().map(measure).collect())),
    ])
}

fn tool() -> Tree {
    Tree::Object(vec![
        ("name", "mips".into()),
        ("version", env!("CARGO_PKG_VERSION").into()),
    ])
}

/// A ranking for reading. The file's own points are in it where any measure has some.
#[must_use]
pub fn rank_text(year: u16, ranked: &[Ranked]) -> String {
    if ranked.is_empty() {
        return format!("No measure of performance year {year} is in this choice.\n");
    }
    let has_own = ranked.iter().any(|it| it.points.is_some());
    let dash = |value: Option<Decimal>| value.map_or_else(|| "-".into(), plain);
    let mut text = format!(
        "{:<22}{:>8}{:>10}{:>10}",
        format!("Measures, {year}"),
        "most",
        "median",
        "at median"
    );
    if has_own {
        text.push_str(&format!("{:>10}{:>14}", "yours", "next point"));
    }
    text.push('\n');
    for it in ranked {
        let mut line = format!(
            "{:<22}{:>8}{:>10}{:>10}",
            cut(&format!("{} {}", it.id, it.collection_type.key()), 21),
            dash(it.most_points),
            dash(it.median),
            dash(it.median_points)
        );
        if has_own {
            let patients = it
                .patients_to_next_point
                .map_or_else(String::new, |number| {
                    let patients = if number == Decimal::ONE {
                        "patient"
                    } else {
                        "patients"
                    };
                    format!("{} {patients}", plain(number))
                });
            line.push_str(&format!("{:>10}{patients:>14}", dash(it.points)));
        }
        text.push_str(line.trim_end());
        text.push('\n');
        text.push_str(&format!("  {}\n", cut(&it.title, WIDTH - 2)));
        let remarks = remarks(it);
        if !remarks.is_empty() {
            text.push_str(&wrap(&remarks.join("; "), "  - ", "    "));
        }
    }
    text.push('\n');
    text.push_str(&wrap(
        "most: the points of the best rate; median: the rate of the middle submitter, and its points. Every figure is the \
         score of a practice that reports the measure alone.",
        "",
        "",
    ));
    text
}

fn remarks(it: &Ranked) -> Vec<String> {
    let mut remarks = Vec::new();
    if it.inverse {
        remarks.push("lower is better".into());
    }
    if it.outcome {
        remarks.push("outcome".into());
    } else if it.high_priority {
        remarks.push("high priority".into());
    }
    if !it.has_benchmark {
        remarks.push("no benchmark".into());
    }
    if it.topped_out {
        remarks.push("topped out".into());
    }
    remarks.extend(it.cap.map(|cap| format!("capped at {} points", plain(cap))));
    if it.small_practices_only {
        remarks.push("small practices only".into());
    }
    remarks
}

/// The columns of the specialties.
pub const SPECIALTY_COLUMNS: [&str; 3] = ["specialty", "measures", "mvps"];

/// Specialties as rows under [`SPECIALTY_COLUMNS`].
#[must_use]
pub fn specialty_rows(specialties: &[Specialty]) -> Vec<Vec<String>> {
    let row = |it: &Specialty| {
        vec![
            it.key.clone(),
            it.measures.len().to_string(),
            it.mvps.join("|"),
        ]
    };
    specialties.iter().map(row).collect()
}

/// Specialties as JSON.
#[must_use]
pub fn specialties_tree(year: u16, specialties: &[Specialty]) -> Tree {
    let specialty = |it: &Specialty| {
        Tree::Object(vec![
            ("specialty", it.key.as_str().into()),
            ("measures", texts(it.measures.iter().map(String::as_str))),
            ("mvps", texts(it.mvps.iter().map(String::as_str))),
        ])
    };
    Tree::Object(vec![
        ("schema_version", SCHEMA_VERSION.into()),
        ("tool", tool()),
        ("performance_year", year.into()),
        (
            "specialties",
            Tree::List(specialties.iter().map(specialty).collect()),
        ),
    ])
}

/// Specialties for reading, with how many measures each has and the MVPs that it mostly covers.
#[must_use]
pub fn specialties_text(year: u16, specialties: &[Specialty]) -> String {
    let width = specialties
        .iter()
        .map(|it| it.key.len())
        .max()
        .unwrap_or(0)
        .max(20);
    let mut text = format!(
        "{:<width$}  measures  MVPs\n",
        format!("Specialties, {year}")
    );
    for it in specialties {
        let line = format!(
            "{:<width$}  {:>8}  {}",
            it.key,
            it.measures.len(),
            it.mvps.join(" ")
        );
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The columns of the MVPs.
pub const MVP_COLUMNS: [&str; 5] = ["id", "title", "quality", "improvement_activities", "cost"];

/// MVPs as rows under [`MVP_COLUMNS`].
#[must_use]
pub fn mvp_rows(inventory: &Inventory) -> Vec<Vec<String>> {
    let mvps = inventory.mvps.iter();
    mvps.map(|(id, mvp)| {
        vec![
            id.clone(),
            mvp.title.clone(),
            mvp.quality.len().to_string(),
            mvp.activities.len().to_string(),
            mvp.cost.len().to_string(),
        ]
    })
    .collect()
}

/// MVPs as JSON.
#[must_use]
pub fn mvps_tree(inventory: &Inventory) -> Tree {
    let mvps = inventory.mvps.iter().map(|(id, mvp)| {
        let ids = |ids: &[String]| texts(ids.iter().map(String::as_str));
        Tree::Object(vec![
            ("id", id.as_str().into()),
            ("title", mvp.title.as_str().into()),
            ("quality", ids(&mvp.quality)),
            ("improvement_activities", ids(&mvp.activities)),
            ("cost", ids(&mvp.cost)),
        ])
    });
    Tree::Object(vec![
        ("schema_version", SCHEMA_VERSION.into()),
        ("tool", tool()),
        ("performance_year", inventory.performance_year.into()),
        ("mvps", Tree::List(mvps.collect())),
    ])
}

/// MVPs for reading.
#[must_use]
pub fn mvps_text(inventory: &Inventory) -> String {
    let year = inventory.performance_year;
    if inventory.mvps.is_empty() {
        return format!("Performance year {year} has no MVPs.\n");
    }
    let mut text = format!("MIPS Value Pathways, {year}\n");
    for (id, mvp) in &inventory.mvps {
        text.push_str(&format!("{id:<6}  {}\n", cut(&mvp.title, WIDTH - 8)));
    }
    text
}
