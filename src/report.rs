//! A scorecard as text, JSON, CSV or Markdown. Everything comes back as a text; nothing is printed.

pub mod explain;
pub(crate) mod factor;
mod json;
pub mod layout;
pub mod notes;
pub mod plot;
pub mod problems;
pub mod table;
pub mod text;
pub mod tree;
pub mod verification;

pub use json::{SCHEMA_VERSION, figures, result, tool};
