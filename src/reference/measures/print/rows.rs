//! Sheets as rows.

use rust_decimal::Decimal;

use super::super::{offers::Offer, sheet::Sheet, target::Target};
use crate::decimal::plain;

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
