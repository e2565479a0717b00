//! What a draft says in the terms of its performance year: a record of CMS has the flags of every year.

use super::draft::Draft;
use crate::{
    document::{Node, Value},
    rules::{
        book::{RuleBook, YearRules},
        terms::{Participation, Pathway, SpecialStatus, Word},
    },
};

/// Leaves out what the year does not have, and takes the year's pathway for an APM Entity.
pub(super) fn settle(book: &RuleBook, draft: &mut Draft) {
    let Some(Value::Number(year)) = draft.get(&["performance_year"]).map(|node| &node.value) else {
        return;
    };
    let Some(rules) = year.parse().ok().and_then(|year| book.year(year).ok()) else {
        return;
    };
    statuses(&rules, draft);
    demonstration(&rules, draft);
    complex_patients(&rules, draft);
    scoring_standard(&rules, draft);
}

fn leave_out(rules: &YearRules, draft: &mut Draft, path: &str, what: &str) {
    let reason = format!("performance year {} has no {what}", rules.performance_year);
    draft.left_out.add(path, reason);
}

fn statuses(rules: &YearRules, draft: &mut Draft) {
    let keys = ["practice", "special_statuses"];
    let Some(Value::Array(statuses)) = draft.get(&keys).map(|node| node.value.clone()) else {
        return;
    };
    let exists = |value: &Value| match value {
        Value::Text(word) => SpecialStatus::from_key(word)
            .is_none_or(|status| rules.special_statuses.kinds.contains(&status)),
        _ => true,
    };
    let (kept, gone): (Vec<_>, Vec<_>) = statuses.into_iter().partition(|it| exists(&it.value));
    for node in gone {
        if let Value::Text(word) = &node.value {
            leave_out(rules, draft, word, "such status");
        }
    }
    draft.set(&keys, Value::Array(kept));
}

/// The Medicare Advantage demonstration exempts in some years.
fn demonstration(rules: &YearRules, draft: &mut Draft) {
    let keys = ["eligibility", "maqi"];
    let says_so = draft
        .get(&keys)
        .is_some_and(|node| matches!(node.value, Value::Boolean(true)));
    if says_so && rules.eligibility.maqi.is_none() {
        draft.take(&keys);
        let what = "exemption of the Medicare Advantage demonstration";
        leave_out(rules, draft, "eligibility.maqi", what);
    }
}

fn complex_patients(rules: &YearRules, draft: &mut Draft) {
    let keys = ["complex_patient_bonus"];
    if draft.has(&keys) && rules.complex_patient_bonus.is_none() {
        draft.take(&keys);
        leave_out(rules, draft, keys[0], "complex patient bonus");
    }
}

/// Before the APM Performance Pathway, an APM Entity under MIPS was scored by the APM scoring standard.
fn scoring_standard(rules: &YearRules, draft: &mut Draft) {
    const KEYS: [&str; 2] = ["practice", "pathway"];
    let word = |keys: &[&str]| match draft.get(keys).map(|node| &node.value) {
        Some(Value::Text(word)) => Some(word.clone()),
        _ => None,
    };
    let takes = |pathway: Pathway| {
        let open = rules.pathways.get(&pathway);
        open.is_some_and(|open| open.participation.contains(&Participation::ApmEntity))
    };
    let participation = word(&["practice", "participation"]);
    let is_entity = participation.as_deref() == Some(Participation::ApmEntity.key());
    // A file that names no pathway is of the traditional one.
    let is_traditional = word(&KEYS).is_none_or(|it| it == Pathway::Traditional.key());
    let standard = Pathway::ApmScoringStandard;
    if is_entity && is_traditional && !takes(Pathway::Traditional) && takes(standard) {
        let value = Value::Text(standard.key().into());
        let node = draft.get(&["practice", "participation"]);
        match node.and_then(Node::place_elsewhere).cloned() {
            Some(place) if !draft.has(&KEYS) => draft.put(&KEYS, value, &place),
            _ => draft.set(&KEYS, value),
        }
        let remark =
            "An APM Entity: the APM scoring standard is its pathway under MIPS in this year.";
        draft.remarks.push(remark.into());
    }
}
