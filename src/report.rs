//! A scorecard as text, JSON, CSV, Markdown or a page in HTML. Everything comes back as a text; nothing is printed.

pub mod annotation;
pub mod explain;
pub(crate) mod factor;
pub mod html;
mod json;
pub mod layout;
pub(crate) mod makeup;
pub mod markdown;
pub mod markup;
pub mod notes;
pub mod plot;
pub mod problems;
pub mod reasons;
pub mod table;
pub mod text;
pub mod tree;
pub mod years;

pub(crate) use json::readings;
pub use json::{SCHEMA_VERSION, figures, headed, result, tool};
