//! Drawings as SVG: one self-contained element, without scripts, fonts or other files.

mod canvas;
mod curve;
mod histogram;

pub use curve::curve_svg;
pub use histogram::histogram_svg;
