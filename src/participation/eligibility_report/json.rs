//! Answers as JSON prints them.

use super::answer::Answer;
use crate::{
    decimal::shown,
    participation::{
        calendar::Dated, eligibility::Eligibility, low_volume::LimitRow, verdict::Test,
    },
    report::{SCHEMA_VERSION, tool, tree::Tree},
    rules::terms::{LowVolumeReason, QpStatus},
};

/// All answers as JSON prints them.
#[must_use]
pub fn tree(answers: &[Answer]) -> Tree {
    let mut years: Vec<u16> = answers
        .iter()
        .map(|it| it.rules().performance_year)
        .collect();
    years.dedup();
    let year = match years[..] {
        [year] => Some(year),
        _ => None,
    };
    Tree::Object(vec![
        ("schema_version", SCHEMA_VERSION.into()),
        ("tool", tool()),
        ("performance_year", year.into()),
        ("files", Tree::List(answers.iter().map(of_file).collect())),
    ])
}

/// One answer as JSON prints it.
#[must_use]
pub fn of_file(answer: &Answer) -> Tree {
    let it = &answer.eligibility;
    let texts = |texts: Vec<&str>| Tree::List(texts.into_iter().map(Tree::from).collect());
    let decides = it.missing.iter().map(|missing| {
        Tree::Object(vec![
            ("path", missing.path.as_str().into()),
            ("message", missing.decides.as_str().into()),
        ])
    });
    Tree::Object(vec![
        ("file", answer.file.as_str().into()),
        ("performance_year", answer.rules().performance_year.into()),
        ("level", it.level.key().into()),
        ("verdict", it.verdict.key().into()),
        ("bound", it.bound.into()),
        ("decided_by", it.decided_by.map(Test::key).into()),
        ("may", texts(it.may.iter().map(|it| it.key()).collect())),
        ("may_submit", it.may_submit.into()),
        (
            "missing",
            texts(it.missing.iter().map(|it| it.path.as_str()).collect()),
        ),
        ("decides", Tree::List(decides.collect())),
        (
            "low_volume_reason",
            it.own.reason().map(LowVolumeReason::key).into(),
        ),
        ("limits", Tree::List(it.limits().map(limit).collect())),
        (
            "special_statuses",
            texts(
                answer
                    .admitted
                    .practice
                    .special_statuses
                    .iter()
                    .map(|it| it.key())
                    .collect(),
            ),
        ),
        ("qp", qp(it)),
        (
            "notes",
            texts(it.notes.iter().map(String::as_str).collect()),
        ),
        ("cite", answer.cite().into()),
        ("cite_status", answer.cite_status().into()),
        ("next", answer.next.as_ref().map_or(Tree::Null, Dated::tree)),
    ])
}

fn limit(row: &LimitRow) -> Tree {
    Tree::Object(vec![
        ("name", row.criterion.key().into()),
        ("level", row.level.key().into()),
        ("segment", row.segment.map(u16::from).into()),
        ("value", row.value.into()),
        ("limit", row.limit.figure().into()),
        ("exceeded", row.exceeded.into()),
    ])
}

fn qp(it: &Eligibility) -> Tree {
    let scores = it.qp.rows.iter().map(|row| {
        Tree::Object(vec![
            ("name", row.key.trim_start_matches("apm.").into()),
            ("value", shown(row.value).into()),
            ("qp", row.qp.figure().into()),
            ("partial_qp", row.partial_qp.figure().into()),
        ])
    });
    Tree::Object(vec![
        ("status", it.qp.status.map(QpStatus::key).into()),
        ("by", it.qp.by.into()),
        ("scores", Tree::List(scores.collect())),
    ])
}
