//! A practice over a grid of values: every combination of the varied keys, in decimal-exact steps.

mod drawing;
mod grid;
mod variation;
mod writing;

pub use self::{
    drawing::{Drawing, Shown},
    grid::{Point, Sweep},
    variation::Variation,
    writing::{FIGURES, Form},
};
