//! QRDA category III: a clinical document with the counts of a practice's electronic measures, and its answers to
//! promoting interoperability and improvement activities. What it means is what CMS's own converter makes of it.

mod counts;
mod element;
mod header;
mod quality;
mod reader;
mod section;

use roxmltree::{Document, ParsingOptions};

use super::{
    date,
    notes::LeftOuts,
    options::Options,
    source::Source,
    submission::{MeasurementSet, Submission},
};
use crate::{
    category::Category,
    problem::{Code, Place, Problem, Problems},
    rules::book::RuleBook,
};
use element::Element;
use reader::Reader;

/// The template of CMS's reports, and that of every report of this category.
const TEMPLATES: [&str; 2] = [
    "2.16.840.1.113883.10.20.27.1.2",
    "2.16.840.1.113883.10.20.27.1.1",
];

/// More elements and texts than this no report of the largest size has; as a tree they take half a gigabyte.
const MOST_NODES: u32 = 6_000_000;

/// Reads a report.
///
/// # Errors
///
/// A text that is not XML, or no report of this kind.
pub fn read(
    book: &RuleBook,
    source: &Source<'_>,
    options: &Options,
    left_out: &mut LeftOuts,
) -> Result<Submission, Problems> {
    let parsing = ParsingOptions {
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(source.text, parsing)
        .map_err(|error| Problems::from(unread(source, &error)))?;
    let root = Element::root(&document);
    check_root(source, root)?;
    let mut reader = Reader {
        book,
        source,
        left_out,
    };
    let (header, cehrt_id) = reader.header(root)?;
    let mut sections = Vec::new();
    let mut shared = None;
    for section in root.at(&["component", "structuredBody", "component", "section"]) {
        match reader.section(section) {
            Some(section) => sections.push(section),
            // The reporting parameters may stand in a section of their own, for all others.
            None => shared = shared.or_else(|| section::period(section)),
        }
    }
    if let Some(time) = shared {
        for section in &mut sections {
            section.set_period(time);
        }
    }
    if sections.is_empty() {
        let message =
            "it has no section of quality, promoting interoperability or improvement activities";
        let mut problem = Problem::new(Code::MissingKey, root.path(), message);
        problem.place = Some(Place::clone(&source.place(&root.name_span())));
        return Err(problem.into());
    }
    let year = options.year.or_else(|| year_of(&sections));
    let mut submission = Submission {
        headers: vec![header],
        sets: Vec::new(),
    };
    for section in sections {
        let measurements = match section.category {
            Category::Quality => reader.quality(&section, year),
            category => reader.answers(category, &section),
        };
        let of_interoperability = section.category == Category::PromotingInteroperability;
        submission.sets.push(MeasurementSet {
            category: section.category,
            program: None,
            method: Some(section.method()),
            start: section.start,
            end: section.end,
            cehrt_id: cehrt_id.clone().filter(|_| of_interoperability),
            measurements,
            span: section.element.name_span(),
        });
    }
    reader.left_out.add(
        "supplemental data",
        "sex, race, ethnicity and payer of the patients: nothing is scored by them",
    );
    Ok(submission)
}

/// The year of the quality period, else of any.
fn year_of(sections: &[section::Section<'_, '_>]) -> Option<u16> {
    let quality = sections
        .iter()
        .filter(|it| it.category == Category::Quality);
    let start = quality.chain(sections).find_map(|it| it.start.as_ref())?;
    date::year(&start.value)
}

/// Why a text could not be read as XML, in our words where the parser's own are of no help.
fn unread(source: &Source<'_>, error: &roxmltree::Error) -> Problem {
    let at = error.pos();
    let text = error.to_string();
    let message = match error {
        roxmltree::Error::DtdDetected => {
            "it has a document type definition, which is never followed: take it out".to_owned()
        }
        roxmltree::Error::NodesLimitReached => "it has too many elements".to_owned(),
        _ => {
            let what = text.split(" at ").next().unwrap_or(&text);
            format!(
                "that is not well-formed XML: {}",
                super::source::shown(what)
            )
        }
    };
    let start: usize = source
        .text
        .split_inclusive('\n')
        .take(at.row.saturating_sub(1) as usize)
        .map(str::len)
        .sum();
    let column = at.col.saturating_sub(1) as usize;
    let line = &source.text[start.min(source.text.len())..];
    let before: usize = line.chars().take(column).map(char::len_utf8).sum();
    let mut problem = Problem::new(Code::Syntax, "", message);
    problem.place = Some(source.place_of_break(start + before));
    problem
}

/// Whether the document says that it is such a report.
fn check_root(source: &Source<'_>, root: Element<'_, '_>) -> Result<(), Problems> {
    let message = if !root.is("ClinicalDocument") {
        if root.local_name() == "ClinicalDocument" {
            format!(
                "its namespace is `{}`, not that of clinical documents, `{}`",
                super::source::shown(root.namespace()),
                element::NAMESPACE
            )
        } else {
            "its outermost element is no ClinicalDocument".to_owned()
        }
    } else if !TEMPLATES.iter().any(|template| root.has_template(template)) {
        format!(
            "it is a clinical document, but no QRDA III report: the template {} is missing",
            TEMPLATES[0]
        )
    } else {
        return Ok(());
    };
    let mut problem = Problem::new(Code::Unreadable, root.path(), message);
    problem.place = Some(Place::clone(&source.place(&root.name_span())));
    Err(problem.into())
}
