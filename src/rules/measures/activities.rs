//! Improvement activities.

use serde::{Deserialize, Serialize};

use super::programs::mips_alone;

/// An improvement activity of the year.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ImprovementActivity {
    /// As CMS prints it.
    pub title: String,
    /// The subcategory, 42 CFR 414.1355(c); `IA_PCMH` and `IA_MVP` have none.
    pub subcategory: Option<String>,
    /// The weight; none from 2025, when activities are only counted, and never for `IA_PCMH`.
    pub weight: ActivityWeight,
    /// Done with certified technology it earns the bonus in advancing care information or promoting interoperability,
    /// 2017 and 2018.
    #[serde(default)]
    pub cehrt_bonus: bool,
    /// The first performance year of the activity.
    pub first_year: u16,
    /// The programs that use it: `mips`, `app`, `app_plus`, `ssp`. MVPs list their measures themselves.
    #[serde(default = "mips_alone")]
    pub programs: Vec<String>,
}

/// The weight of an improvement activity, 42 CFR 414.1380(b)(3).
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ActivityWeight {
    /// High-weighted.
    High,
    /// Medium-weighted.
    Medium,
    /// Not weighted.
    None,
}
