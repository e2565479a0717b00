//! Values of rule tables in a flat text: looked up, not parsed. See [`writing`] for its form.

mod merging;
mod misfit;
mod reading;
mod typing;
pub(super) mod writing;

pub(super) use self::{
    merging::merged,
    misfit::Step,
    reading::{Flat, Kind, Table},
    typing::{IN_PLACE, fitting, typed},
};
