//! A practice over a grid of values: every combination of the varied keys, in decimal-exact steps.

mod drawing;
mod grid;
mod run;
mod short;
mod variation;
mod writing;

pub use self::{
    drawing::{Drawing, Shown},
    grid::{Point, Sweep},
    run::{Failure, Swept},
    variation::Variation,
    writing::{FIGURES, Form},
};
