//! What is wrong, or odd, with an input: all of it at once, each with its place.

mod code;
mod near;
mod place;
mod several;
mod single;

pub use code::{Code, Severity};
pub use near::closest;
pub use place::Place;
pub use several::{MOST_PROBLEMS, Problems};
pub use single::{Part, Problem};

/// A number with its noun, as grammar has it: `1 error`, `2 errors`.
#[must_use]
pub fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// Texts in a sentence: `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn listed(texts: &[String]) -> String {
    match texts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
