//! The count of a population.

use rust_decimal::Decimal;

use super::{element::Element, reader::Reader};
use crate::{
    decimal,
    exchange::source::{Sited, shown},
    problem::Code,
};

/// The template of a count.
const COUNT: &str = "2.16.840.1.113883.10.20.27.3.3";

impl Reader<'_> {
    /// The count that is right within an element, not those of the groups of patients beside it.
    pub(super) fn count(&self, of: Element<'_, '_>, what: &str) -> Option<Sited<Decimal>> {
        let counts: Vec<Element<'_, '_>> = of
            .at(&["entryRelationship", "observation"])
            .into_iter()
            .filter(|observation| observation.has_template(COUNT))
            .collect();
        let wrong = |code: Code, message: String, at: Element<'_, '_>| {
            self.source
                .error(code, &at.path(), message, &at.name_span());
            None
        };
        let [count] = counts[..] else {
            return match counts.get(1) {
                None => wrong(Code::MissingKey, format!("the {what} has no count"), of),
                Some(second) => {
                    let message = format!("the {what} has more than one count");
                    wrong(Code::Contradiction, message, *second)
                }
            };
        };
        let value = count.first(&["value"]);
        let Some((value, written)) =
            value.and_then(|value| Some((value, value.attribute("value")?)))
        else {
            let message = format!("the count of the {what} has no value");
            return wrong(Code::MissingKey, message, count);
        };
        let number = decimal::parse(&written.value);
        let is_count = number.is_some_and(|number| {
            number.normalize().scale() == 0 && (number.is_zero() || number.is_sign_positive())
        });
        let Some(number) = number.filter(|_| is_count) else {
            let message = format!(
                "the {what} is `{}`: a whole number of patients, 0 or more, belongs here",
                shown(&written.value)
            );
            self.source
                .error(Code::OutOfRange, &value.path(), message, &written.span);
            return None;
        };
        Some(Sited {
            value: number.normalize(),
            span: written.span,
        })
    }
}
