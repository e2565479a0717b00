//! The sections of a report: their category, their period, and the answers of those that hold no electronic measures.

use super::{element::Element, reader::Reader};
use crate::{
    category::Category,
    exchange::{
        source::{Sited, shown},
        submission::{Measurement, Ratio, Value},
    },
    problem::Code,
};

/// The templates of the sections; quality has one of every report of this category besides CMS's.
const SECTIONS: [(&str, Category); 4] = [
    ("2.16.840.1.113883.10.20.27.2.3", Category::Quality),
    ("2.16.840.1.113883.10.20.27.2.1", Category::Quality),
    (
        "2.16.840.1.113883.10.20.27.2.4",
        Category::ImprovementActivities,
    ),
    (
        "2.16.840.1.113883.10.20.27.2.5",
        Category::PromotingInteroperability,
    ),
];

/// What holds the period.
const PARAMETERS: &str = "2.16.840.1.113883.10.20.17.3.8";
/// An answer with yes or no.
const PERFORMED: &str = "2.16.840.1.113883.10.20.27.3.27";
const NUMERATOR: &str = "2.16.840.1.113883.10.20.27.3.31";
const DENOMINATOR: &str = "2.16.840.1.113883.10.20.27.3.32";

/// A section of a category.
pub struct Section<'a, 't> {
    pub category: Category,
    pub element: Element<'a, 't>,
    pub start: Option<Sited<String>>,
    pub end: Option<Sited<String>>,
}

/// The period of the reporting parameters within a section.
pub fn period<'a, 't>(section: Element<'a, 't>) -> Option<Element<'a, 't>> {
    section
        .at(&["entry", "act"])
        .into_iter()
        .filter(|act| act.has_template(PARAMETERS))
        .find_map(|act| act.first(&["effectiveTime"]))
}

impl Section<'_, '_> {
    /// Takes the ends of a period, where the section has none of its own.
    pub fn set_period(&mut self, time: Element<'_, '_>) {
        let bound = |name: &'static str| time.first(&[name])?.attribute("value");
        if self.start.is_none() && self.end.is_none() {
            self.start = bound("low");
            self.end = bound("high");
        }
    }

    /// How CMS's service calls the way that the report was sent.
    pub fn method(&self) -> Sited<String> {
        Sited {
            value: "electronicHealthRecord".into(),
            span: self.element.name_span(),
        }
    }
}

impl Reader<'_> {
    /// The category and the period of a section; another one is left out by its title.
    pub(super) fn section<'a, 't>(&mut self, element: Element<'a, 't>) -> Option<Section<'a, 't>> {
        let category = SECTIONS
            .iter()
            .find(|(template, _)| element.has_template(template))
            .map(|(_, category)| *category);
        let period = period(element);
        let Some(category) = category else {
            // The reporting parameters may stand in a section of their own.
            if period.is_none() {
                let title = element
                    .first(&["title"])
                    .map_or_else(String::new, Element::text);
                self.left_out.add(
                    format!("section {}", shown(&title)),
                    "it is not a section of quality, promoting interoperability or improvement activities",
                );
            }
            return None;
        };
        let mut section = Section {
            category,
            element,
            start: None,
            end: None,
        };
        if let Some(time) = period {
            section.set_period(time);
        }
        Some(section)
    }

    /// Answers with yes or no, and proportions of promoting interoperability.
    pub(super) fn answers(
        &mut self,
        category: Category,
        section: &Section<'_, '_>,
    ) -> Vec<Measurement> {
        let mut answers = Vec::new();
        let mut is_empty = true;
        for organizer in section.element.at(&["entry", "organizer"]) {
            let source = self.source;
            if source.is_hopeless() || !source.takes_measurement(&organizer.name_span()) {
                break;
            }
            is_empty = false;
            answers.extend(self.answer(category, organizer));
        }
        if is_empty {
            self.empty(section.element, category.title());
        }
        answers
    }

    /// A section that says nothing is a mistake of whatever wrote it.
    pub(super) fn empty(&self, section: Element<'_, '_>, category: &str) {
        let message = format!("the section of {category} has no measures");
        let path = section.path();
        self.source
            .error(Code::MissingKey, &path, message, &section.name_span());
    }

    fn answer(&self, category: Category, organizer: Element<'_, '_>) -> Option<Measurement> {
        let path = organizer.path();
        let id = organizer
            .at(&["reference", "externalDocument", "id"])
            .into_iter()
            .find_map(|id| id.attribute("extension"));
        let Some(id) = id else {
            let message = "it does not say which measure or activity it is".to_owned();
            let path = format!("{path}/reference/externalDocument/id");
            self.source
                .error(Code::MissingKey, &path, message, &organizer.name_span());
            return None;
        };
        let observations = organizer.at(&["component", "observation"]);
        let of = |template: &str| {
            let mut found = observations.iter().filter(|it| it.has_template(template));
            (found.next().copied(), found.next().copied())
        };
        let name = shown(&id.value);
        let (numerator, second_numerator) = of(NUMERATOR);
        let (denominator, second_denominator) = of(DENOMINATOR);
        if let Some(twice) = second_numerator.or(second_denominator) {
            let message = format!("`{name}` has more than one numerator or denominator");
            self.source.error(
                Code::Contradiction,
                &twice.path(),
                message,
                &twice.name_span(),
            );
            return None;
        }
        let value = if numerator.is_some() || denominator.is_some() {
            if category == Category::ImprovementActivities {
                let message = format!("`{name}`: an activity is answered with Y or N");
                self.source
                    .error(Code::WrongType, &path, message, &organizer.name_span());
                return None;
            }
            let counted = |element: Option<Element<'_, '_>>, what: &str| {
                let Some(element) = element else {
                    let message = format!("`{name}`: the {what} is missing");
                    self.source
                        .error(Code::MissingKey, &path, message, &organizer.name_span());
                    return None;
                };
                self.count(element, &format!("{what} of `{name}`"))
            };
            let numerator = counted(numerator, "numerator");
            let denominator = counted(denominator, "denominator");
            Value::Ratio(Box::new(Ratio {
                numerator: Some(numerator?),
                denominator: Some(denominator?),
                ..Ratio::default()
            }))
        } else {
            self.yes_or_no(of(PERFORMED).0, &name, organizer)?
        };
        Some(Measurement {
            span: organizer.name_span(),
            id,
            value,
            path,
        })
    }

    fn yes_or_no(
        &self,
        performed: Option<Element<'_, '_>>,
        name: &str,
        organizer: Element<'_, '_>,
    ) -> Option<Value> {
        let Some(performed) = performed else {
            let message = format!("`{name}` has neither an answer nor a numerator and denominator");
            let path = organizer.path();
            self.source
                .error(Code::MissingKey, &path, message, &organizer.name_span());
            return None;
        };
        if performed
            .attribute("negationInd")
            .is_some_and(|negated| negated.value == "true")
        {
            let message =
                format!("`{name}`: the answer is negated (negationInd); write Y or N instead");
            let path = performed.path();
            self.source
                .error(Code::WrongType, &path, message, &performed.name_span());
            return None;
        }
        let code = performed
            .first(&["value"])
            .and_then(|value| value.attribute("code"));
        match code.as_ref().map(|code| code.value.as_str()) {
            Some("Y") => Some(Value::Answer(true)),
            Some("N") => Some(Value::Answer(false)),
            _ => {
                let said = code.as_ref().map_or("nothing", |code| code.value.as_str());
                let message = format!("`{name}` is answered with Y or N, not with {}", shown(said));
                let span = code
                    .as_ref()
                    .map_or_else(|| performed.name_span(), |code| code.span.clone());
                let path = format!("{}/value", performed.path());
                self.source.error(Code::WrongType, &path, message, &span);
                None
            }
        }
    }
}
