//! What was looked up, as text, rows and the tree that JSON prints. Figures have no trailing zeros.

use rust_decimal::Decimal;

use super::{Hit, Kind, Offer, Scale, Sheet, Step, Target};
use crate::{
    decimal::plain,
    report::{
        layout::{WIDTH, cut, wrap},
        tree::Tree,
    },
};

/// The columns of a search.
pub const HIT_COLUMNS: [&str; 5] = [
    "performance_year",
    "kind",
    "id",
    "title",
    "collection_types",
];

/// The columns of a sheet: one row a collection type. `d1` to `d10` are where the deciles begin.
pub const OFFER_COLUMNS: [&str; 24] = [
    "performance_year",
    "kind",
    "id",
    "title",
    "collection_type",
    "topped_out",
    "cap",
    "median",
    "highest_points",
    "d1",
    "d2",
    "d3",
    "d4",
    "d5",
    "d6",
    "d7",
    "d8",
    "d9",
    "d10",
    "first_year",
    "pathways",
    "points",
    "next_points",
    "next_patients",
];

fn number(value: Decimal) -> Tree {
    Tree::Number(plain(value))
}

fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Tree {
    Tree::List(texts.into_iter().map(Tree::from).collect())
}

/// A hit as JSON.
#[must_use]
pub fn hit_tree(year: u16, hit: &Hit) -> Tree {
    Tree::Object(vec![
        ("performance_year", year.into()),
        ("kind", hit.kind.key().into()),
        ("id", hit.id.as_str().into()),
        ("title", hit.title.as_str().into()),
        (
            "collection_types",
            texts(hit.collection_types.iter().map(|kind| kind.key())),
        ),
    ])
}

/// Hits in lines of a screen's width.
#[must_use]
pub fn search_text(year: u16, hits: &[Hit]) -> String {
    if hits.is_empty() {
        return format!(
            "No measure, activity or MVP of performance year {year} has all these words.\n"
        );
    }
    let id = hits
        .iter()
        .map(|hit| hit.id.chars().count())
        .max()
        .unwrap_or(0);
    let indent = " ".repeat(id + 2);
    let mut text = String::new();
    let mut kind: Option<Kind> = None;
    let mut sorted: Vec<&Hit> = hits.iter().collect();
    sorted.sort_by_key(|hit| hit.kind);
    for hit in sorted {
        if kind != Some(hit.kind) {
            if kind.is_some() {
                text.push('\n');
            }
            let heading = hit.kind.title();
            text.push_str(&format!(
                "{}{}, {year}\n",
                heading[..1].to_uppercase(),
                &heading[1..]
            ));
            kind = Some(hit.kind);
        }
        text.push_str(&format!(
            "{:<id$}  {}\n",
            hit.id,
            cut(&hit.title, WIDTH - id - 2)
        ));
        if !hit.collection_types.is_empty() {
            let kinds: Vec<&str> = hit.collection_types.iter().map(|kind| kind.key()).collect();
            text.push_str(&wrap(&kinds.join(", "), &indent, &indent));
        }
    }
    text
}

/// A sheet as JSON.
#[must_use]
pub fn sheet_tree(sheet: &Sheet) -> Tree {
    let named = |list: &[(String, String)]| {
        Tree::List(
            list.iter()
                .map(|(id, title)| {
                    Tree::Object(vec![
                        ("id", id.as_str().into()),
                        ("title", title.as_str().into()),
                    ])
                })
                .collect(),
        )
    };
    let mut members = vec![
        ("performance_year", sheet.year.into()),
        ("kind", sheet.kind.key().into()),
        ("id", sheet.id.as_str().into()),
        ("title", sheet.title.as_str().into()),
        ("facts", texts(sheet.facts.iter().map(String::as_str))),
        ("first_year", sheet.first_year.into()),
        (
            "pathways",
            texts(sheet.pathways.iter().map(|pathway| pathway.key())),
        ),
        ("mvps", named(&sheet.mvps)),
        (
            "collection_types",
            Tree::List(sheet.offers.iter().map(offer_tree).collect()),
        ),
        ("compared_with", sheet.compared_with.into()),
        ("changes", texts(sheet.changes.iter().map(String::as_str))),
    ];
    if !sheet.parts.is_empty() {
        let parts = sheet
            .parts
            .iter()
            .map(|(part, list)| (*part, named(list)))
            .collect();
        members.push(("parts", Tree::Object(parts)));
    }
    Tree::Object(members)
}

fn offer_tree(offer: &Offer) -> Tree {
    Tree::Object(vec![
        ("collection_type", offer.collection_type.key().into()),
        ("benchmark", offer.scale.as_ref().map(scale_tree).into()),
        ("remarks", texts(offer.remarks.iter().map(String::as_str))),
        ("target", offer.target.as_ref().map(target_tree).into()),
    ])
}

fn scale_tree(scale: &Scale) -> Tree {
    let bounds = scale.bounds.iter().map(|(decile, bound)| {
        Tree::Object(vec![
            ("decile", u16::from(*decile).into()),
            ("from", number(*bound)),
        ])
    });
    Tree::Object(vec![
        ("source", scale.source.as_str().into()),
        ("inverse", scale.inverse.into()),
        ("topped_out", scale.topped_out.into()),
        ("cap", scale.cap.map(number).into()),
        ("floor", number(scale.floor)),
        ("highest_points", number(scale.highest)),
        ("median", scale.median.map(number).into()),
        ("deciles", Tree::List(bounds.collect())),
    ])
}

fn target_tree(target: &Target) -> Tree {
    let step = |step: &Step| {
        Tree::Object(vec![
            ("points", number(step.points)),
            ("patients", number(step.patients)),
            ("rate", number(step.rate)),
        ])
    };
    Tree::Object(vec![
        ("numerator", number(target.counts.numerator)),
        ("denominator", number(target.counts.denominator)),
        ("rate", number(target.rate)),
        ("points", number(target.points)),
        ("next_point", target.next_point().map(step).into()),
        ("steps", Tree::List(target.steps.iter().map(step).collect())),
    ])
}

/// A sheet in rows under [`OFFER_COLUMNS`]; one row when it has no collection types.
#[must_use]
pub fn offer_rows(sheet: &Sheet) -> Vec<Vec<String>> {
    let row = |offer: Option<&Offer>| {
        let scale = offer.and_then(|offer| offer.scale.as_ref());
        let target = offer.and_then(|offer| offer.target.as_ref());
        let cell = |value: Option<Decimal>| value.map(plain).unwrap_or_default();
        let pathways: Vec<&str> = sheet.pathways.iter().map(|pathway| pathway.key()).collect();
        let mut row = vec![
            sheet.year.to_string(),
            sheet.kind.key().to_owned(),
            sheet.id.clone(),
            sheet.title.clone(),
            offer
                .map(|offer| offer.collection_type.key().to_owned())
                .unwrap_or_default(),
            scale
                .map(|scale| scale.topped_out.to_string())
                .unwrap_or_default(),
            cell(scale.and_then(|scale| scale.cap)),
            cell(scale.and_then(|scale| scale.median)),
            cell(scale.map(|scale| scale.highest)),
        ];
        row.extend((1..=10).map(|decile| {
            let bounds = scale
                .map(|scale| scale.bounds.as_slice())
                .unwrap_or_default();
            cell(
                bounds
                    .iter()
                    .find(|(of, _)| *of == decile)
                    .map(|(_, bound)| *bound),
            )
        }));
        let next = target.and_then(Target::next_point);
        row.extend([
            sheet
                .first_year
                .map(|year| year.to_string())
                .unwrap_or_default(),
            pathways.join("|"),
            cell(target.map(|target| target.points)),
            cell(next.map(|step| step.points)),
            cell(next.map(|step| step.patients)),
        ]);
        row
    };
    if sheet.offers.is_empty() {
        return vec![row(None)];
    }
    sheet.offers.iter().map(|offer| row(Some(offer))).collect()
}

/// A sheet for reading.
#[must_use]
pub fn sheet_text(sheet: &Sheet) -> String {
    let mut text = wrap(&sheet.title, &format!("{}  ", sheet.id), "  ");
    let mut facts = vec![
        format!("Performance year {}", sheet.year),
        sheet.kind.title().to_owned(),
    ];
    facts.extend(sheet.facts.iter().cloned());
    facts.extend(sheet.first_year.map(|year| format!("since {year}")));
    text.push_str(&wrap(&facts.join("; "), "", "  "));
    if !sheet.pathways.is_empty() {
        let keys: Vec<&str> = sheet.pathways.iter().map(|pathway| pathway.key()).collect();
        text.push_str(&wrap(&keys.join(", "), "Pathways: ", "  "));
    }
    if let Some(year) = sheet.compared_with {
        let changes = if sheet.changes.is_empty() {
            "nothing".into()
        } else {
            sheet.changes.join("; ")
        };
        text.push_str(&wrap(&changes, &format!("Changed since {year}: "), "  "));
    }
    for offer in &sheet.offers {
        text.push('\n');
        offer_text(&mut text, offer);
    }
    for (part, list) in &sheet.parts {
        let heading = part.replace('_', " ");
        text.push_str(&format!(
            "\n{}{}\n",
            heading[..1].to_uppercase(),
            &heading[1..]
        ));
        list_text(&mut text, list);
    }
    if !sheet.mvps.is_empty() {
        text.push_str("\nMVPs\n");
        list_text(&mut text, &sheet.mvps);
    }
    text
}

fn list_text(text: &mut String, list: &[(String, String)]) {
    let width = list
        .iter()
        .map(|(id, _)| id.chars().count())
        .max()
        .unwrap_or(0);
    for (id, title) in list {
        text.push_str(&format!(
            "  {id:<width$}  {}\n",
            cut(title, WIDTH - width - 4)
        ));
    }
}

fn offer_text(text: &mut String, offer: &Offer) {
    let mut states = Vec::new();
    if let Some(scale) = &offer.scale {
        states.push(format!("benchmark of {}", scale.source));
        if scale.topped_out {
            states.push("topped out".into());
        }
        states.extend(
            scale
                .cap
                .map(|cap| format!("capped at {} points", plain(cap))),
        );
    }
    states.extend(offer.remarks.iter().cloned());
    text.push_str(&wrap(
        &format!("{}: {}", offer.collection_type.title(), states.join("; ")),
        "",
        "  ",
    ));
    let Some(scale) = &offer.scale else {
        return;
    };
    let mut worth = vec![format!(
        "Most points {}, least {}",
        plain(scale.highest),
        plain(scale.floor)
    )];
    worth.extend(
        scale
            .median
            .map(|median| format!("median {}", plain(median))),
    );
    text.push_str(&wrap(&worth.join("; "), "  ", "  "));
    let cells: Vec<String> = scale
        .bounds
        .iter()
        .map(|(_, bound)| plain(*bound))
        .collect();
    let width = cells.iter().map(String::len).max().unwrap_or(0).max(3) + 1;
    let sign = if scale.inverse {
        "at most "
    } else {
        "at least"
    };
    // All in one line, or in two halves.
    let columns = if cells.len() * width <= WIDTH - 12 {
        cells.len()
    } else {
        cells.len().div_ceil(2)
    };
    for (deciles, cells) in scale.bounds.chunks(columns).zip(cells.chunks(columns)) {
        let row = |cells: &mut dyn Iterator<Item = String>| {
            cells.fold(String::new(), |row, cell| row + &format!("{cell:>width$}"))
        };
        let points = row(&mut deciles.iter().map(|(decile, _)| decile.to_string()));
        let bounds = row(&mut cells.iter().cloned());
        text.push_str(&format!("  Points    {points}\n  {sign}  {bounds}\n"));
    }
    if let Some(target) = &offer.target {
        target_text(text, target);
    }
}

fn target_text(text: &mut String, target: &Target) {
    let counts = &target.counts;
    let now = format!(
        "{} of {} is {}: {} points.",
        plain(counts.numerator),
        plain(counts.denominator),
        plain(target.rate),
        plain(target.points)
    );
    let next = match target.next_point() {
        None => "This is the most points.".into(),
        Some(step) => {
            let more = if step.patients.is_sign_negative() {
                "fewer"
            } else {
                "more"
            };
            let number = step.patients.abs();
            let patients = if number == Decimal::ONE {
                "patient"
            } else {
                "patients"
            };
            format!(
                "The next point costs {} {more} {patients}: {} earns {} points.",
                plain(number),
                plain(step.rate),
                plain(step.points)
            )
        }
    };
    text.push_str(&wrap(&format!("{now} {next}"), "  ", "  "));
    if target.steps.len() > 1 {
        text.push_str("    Patients      Rate   Points\n");
        for step in &target.steps {
            let sign = if step.patients.is_sign_negative() {
                ""
            } else {
                "+"
            };
            let patients = format!("{sign}{}", plain(step.patients));
            text.push_str(&format!(
                "  {patients:>10} {:>9} {:>8}\n",
                plain(step.rate),
                plain(step.points)
            ));
        }
    }
}
