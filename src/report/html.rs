//! Results as pages to show and to hand over: each one file that needs nothing else, no script and no network, and that
//! can be read on a phone, on paper and without color.

mod citations;
mod page;
mod picture;
mod points;
mod practice;
mod scale;
mod table;
mod verdict;

pub use self::practice::{Subject, page};
pub(crate) use self::{
    page::{Page, section},
    picture::{Bar, Mark, bars},
    table::{Cell, Table},
};
