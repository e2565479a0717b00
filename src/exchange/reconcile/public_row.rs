//! A row of CMS's public files on scores: the QPP Experience file and Care Compare, by the names of their columns.

use rust_decimal::Decimal;

use super::claim::Claim;
use crate::{
    decimal::{self, HUNDRED},
    problem::{Code, Place, Problem, Problems},
    report::tree::Tree,
};

/// Headings, in small letters and with blanks, and the figures that they hold.
const COLUMNS: [(&str, &str); 25] = [
    ("quality category score", "categories.quality.percent"),
    ("quality score", "categories.quality.percent"),
    ("quality category weight", "categories.quality.weight"),
    (
        "promoting interoperability (pi) category score",
        "categories.promoting_interoperability.percent",
    ),
    (
        "pi category score",
        "categories.promoting_interoperability.percent",
    ),
    ("pi score", "categories.promoting_interoperability.percent"),
    (
        "aci category score",
        "categories.promoting_interoperability.percent",
    ),
    (
        "promoting interoperability (pi) category weight",
        "categories.promoting_interoperability.weight",
    ),
    (
        "improvement activities (ia) category score",
        "categories.improvement_activities.percent",
    ),
    (
        "ia category score",
        "categories.improvement_activities.percent",
    ),
    ("ia score", "categories.improvement_activities.percent"),
    (
        "improvement activities (ia) category weight",
        "categories.improvement_activities.weight",
    ),
    ("cost score", "categories.cost.percent"),
    ("cost category score", "categories.cost.percent"),
    ("cost category weight", "categories.cost.weight"),
    ("complex patient bonus", "bonuses.complex_patient"),
    ("final score", "final_score"),
    ("final mips score", "final_score"),
    (
        "payment adjustment percentage",
        "payment_adjustment.percent",
    ),
    ("quality_category_score", "categories.quality.percent"),
    (
        "aci_category_score",
        "categories.promoting_interoperability.percent",
    ),
    (
        "pi_category_score",
        "categories.promoting_interoperability.percent",
    ),
    (
        "ia_category_score",
        "categories.improvement_activities.percent",
    ),
    ("cost_category_score", "categories.cost.percent"),
    ("final_mips_score", "final_score"),
];

/// Improvement activities are points of this many in some files, and percents in others.
const ACTIVITY_POINTS: Decimal = Decimal::from_parts(40, 0, 0, false, 0);

fn plain(heading: &str) -> String {
    heading.trim().trim_matches('"').to_lowercase()
}

fn path_of(heading: &str) -> Option<&'static str> {
    let plain = plain(heading);
    COLUMNS
        .iter()
        .find(|(name, _)| *name == plain)
        .map(|(_, path)| *path)
}

/// Whether the first line has the headings of such a file.
pub fn is_table(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    let paths: Vec<&str> = first.split(',').filter_map(path_of).collect();
    paths.contains(&"final_score") && paths.len() > 1
}

/// What a row claims; the row is needed where there are several.
pub fn claims(name: &str, text: &str, row: Option<usize>) -> Result<Vec<Claim>, Problems> {
    let refuse = |message: String| {
        let mut problem = Problem::new(Code::MissingKey, "", message);
        problem.place = Some(Place::of_whole(name));
        Problems::from(problem)
    };
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let headings = reader
        .headers()
        .map_err(|error| refuse(error.to_string()))?
        .clone();
    let mut chosen = None;
    let mut many = 0;
    for record in reader.records() {
        let record = record.map_err(|error| refuse(error.to_string()))?;
        many += 1;
        if row.unwrap_or(1) == many {
            chosen = Some(record);
        }
    }
    if row.is_none() && many > 1 {
        return Err(refuse(format!(
            "the table has {many} rows: choose the practice's with --row N, the first below the headings is 1"
        )));
    }
    let Some(record) = chosen else {
        return Err(refuse(format!(
            "there is no such row: the table has {many}"
        )));
    };
    let cells: Vec<(&str, &str)> = headings.iter().zip(record.iter()).collect();
    let mut claims: Vec<Claim> = Vec::new();
    for (heading, cell) in &cells {
        let Some(path) = path_of(heading) else {
            continue;
        };
        let Some(number) = decimal::parse(cell.trim().trim_end_matches('%')) else {
            continue;
        };
        claims.push(claim(path, number));
    }
    claims.extend(measures(&cells));
    Ok(claims)
}

fn claim(path: &str, number: Decimal) -> Claim {
    let of_forty = path == "categories.improvement_activities.percent"
        && number <= ACTIVITY_POINTS
        && !number.is_zero();
    let number = if of_forty {
        (number * HUNDRED / ACTIVITY_POINTS).normalize()
    } else {
        number
    };
    let mut claim = Claim::of(path, Some(Tree::from(number)));
    if path.ends_with(".percent") && path.starts_with("categories") {
        // Percents are printed with one decimal, cut off or rounded.
        claim.slack = (Decimal::new(5, 2), Decimal::new(1, 1));
    }
    claim
}

/// Ids and points of measures stand in numbered pairs of columns.
fn measures(cells: &[(&str, &str)]) -> Vec<Claim> {
    let value = |heading: &str| {
        let found = cells.iter().find(|(name, _)| plain(name) == heading);
        found
            .map(|(_, cell)| cell.trim())
            .filter(|cell| !cell.is_empty())
    };
    let mut claims = Vec::new();
    for (start, end, category) in [
        ("quality measure id", "quality measure score", "quality"),
        (
            "pi measure id",
            "pi measure score",
            "promoting_interoperability",
        ),
        ("cost measure id", "cost measure achievement points", "cost"),
    ] {
        for number in 1..=24 {
            let Some(id) = value(&format!("{start} {number}")) else {
                continue;
            };
            let points = value(&format!("{end} {number}")).and_then(decimal::parse);
            if let Some(points) = points {
                let path = format!("categories.{category}.measures.{id}.points");
                claims.push(Claim::of(&path, Some(Tree::from(points))));
            }
        }
    }
    claims
}
