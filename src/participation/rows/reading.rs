//! The rows of a file as they are read: what each sets, or what is wrong with its form.

use csv::ByteRecord;

use crate::{
    batch::Form,
    document::{Document, flatten, setting::Setting, written},
    problem::Problems,
};

/// A row's name and what it sets, or what is wrong with its form.
pub(super) type Row = (String, Result<Vec<Setting>, String>);

/// The form of a file that holds many rows, by how it begins; none where it holds one practice or something else.
#[must_use]
pub fn form_of(head: &[u8]) -> Option<Form> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let first = lines.find(|line| !line.is_empty())?;
    if first.starts_with(b"{") {
        let more = lines.find(|line| !line.is_empty());
        let is_object = first.ends_with(b"}") && more.is_some_and(|line| line.starts_with(b"{"));
        return is_object.then_some(Form::Ndjson);
    }
    let is_toml = matches!(first.first()?, b'#' | b'[' | b'<') || first.contains(&b'=');
    let has_columns = first.iter().any(|byte| matches!(byte, b',' | b';' | b'\t'));
    (!is_toml && has_columns).then_some(Form::Csv)
}

pub(super) fn of_cells(paths: &[String], record: &ByteRecord) -> Row {
    let mut id = String::new();
    let mut settings = Vec::new();
    let mut wrong = Vec::new();
    if record.len() != paths.len() {
        wrong.push(format!(
            "cells under headings: {} under {}",
            record.len(),
            paths.len()
        ));
    }
    for (n, (path, cell)) in paths.iter().zip(record).enumerate() {
        let Ok(text) = std::str::from_utf8(cell) else {
            wrong.push(format!(
                "column {} ({path}): the cell is not UTF-8 text",
                n + 1
            ));
            continue;
        };
        if path == "id" {
            text.clone_into(&mut id);
        } else if !path.is_empty() && !text.is_empty() {
            settings.push(Setting::new(path.as_str(), text, "column"));
        }
    }
    let settings = if wrong.is_empty() {
        Ok(settings)
    } else {
        Err(wrong.join("; "))
    };
    (id, settings)
}

pub(super) fn of_json(line: &[u8]) -> Row {
    if !line.trim_ascii_start().starts_with(b"{") {
        return (String::new(), Err("the line is no JSON object".into()));
    }
    let document = match Document::read("line", line) {
        Ok(document) => document,
        Err(problems) => return (String::new(), Err(in_one_line(&problems))),
    };
    let (mut id, mut settings) = (String::new(), Vec::new());
    for (key, node) in &document.root().entries {
        if key == "id" {
            id = written(node, true);
        } else {
            // Keys are nested, or dotted paths.
            flatten(key.clone(), node, &mut settings);
        }
    }
    (id, Ok(settings))
}

pub(super) fn in_one_line(problems: &Problems) -> String {
    let errors = problems.0.iter().filter(|it| it.is_error());
    let texts = errors.map(|it| {
        let help = it
            .help
            .as_ref()
            .map(|help| format!(" ({help})"))
            .unwrap_or_default();
        match it.path.as_str() {
            "" => format!("{}{help}", it.message),
            path => format!("{path}: {}{help}", it.message),
        }
    });
    texts.collect::<Vec<_>>().join("; ")
}
