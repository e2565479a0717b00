//! Sheets for reading, as rows, and as the tree that JSON prints. Figures have no trailing zeros.

use rust_decimal::Decimal;

pub(super) mod hits;
pub(super) mod ranking;
pub(super) mod rows;
pub(super) mod trees;

use super::{offers::Offer, sheet::Sheet, target::Target};
use crate::{
    decimal::plain,
    report::layout::{WIDTH, cut, wrap},
};

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
                "patient earns"
            } else {
                "patients earn"
            };
            format!(
                "{} {more} {patients} the next point: {} earns {} points.",
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
