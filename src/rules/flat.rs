//! Values of rule tables in a flat text: looked up, not parsed. See [`writing`] for its form.

mod reading;
mod typing;
pub(super) mod writing;

pub(super) use self::{
    reading::{Flat, Kind},
    typing::{IN_PLACE, typed},
};
