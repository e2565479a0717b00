//! The only reading of files, and what keeps results from taking their place.

mod apart;
mod listing;
mod opening;
mod practice;
mod rules;

pub use apart::keep_apart;
pub use listing::{fixtures, practices};
pub use opening::{display_name, open};
pub use practice::{Unread, document, foreign_bytes, practice, practice_of, practices_of};
pub use rules::{rule_book, rule_files, rule_inputs, rule_table, source};
