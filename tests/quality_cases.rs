//! The quality category, figure by figure: published outputs of CMS's scoring engine, CMS's own benchmarks, and the
//! examples of its guides.

#[path = "quality/category.rs"]
mod category;
#[path = "quality/laws.rs"]
mod laws;
#[path = "quality/measures.rs"]
mod measures;
#[path = "quality/requirements.rs"]
mod requirements;
#[path = "quality/scales.rs"]
mod scales;
#[path = "quality/selection.rs"]
mod selection;
#[path = "quality/support.rs"]
mod support;
#[path = "quality/tables.rs"]
mod tables;
