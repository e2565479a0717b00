//! Sheets as the tree that JSON prints.

use rust_decimal::Decimal;

use super::super::{
    offers::Offer,
    scale::Scale,
    sheet::Sheet,
    target::{Step, Target},
};
use crate::{
    decimal::plain,
    report::{SCHEMA_VERSION, tool, tree::Tree},
};

/// A figure without trailing zeros.
pub(super) fn number(value: Decimal) -> Tree {
    Tree::Number(plain(value))
}

/// A list of texts.
pub(super) fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Tree {
    Tree::List(texts.into_iter().map(Tree::from).collect())
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
        ("schema_version", SCHEMA_VERSION.into()),
        ("tool", tool()),
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
