//! Settings laid over a year's rules.

use std::sync::Arc;

use super::{
    RuleBook, Year,
    lookup::Lookup,
    typing::{checked, flat_table, typed},
    varied,
    year::YearRules,
};
use crate::{
    document::{Document, setting::Setting},
    problem::Problems,
    rules::Rules,
};

impl RuleBook {
    /// The rules of a year with settings laid over them, whose paths begin with `rules.`.
    ///
    /// # Errors
    ///
    /// As [`RuleBook::year`]; and settings that lead nowhere or that leave the rules inconsistent.
    pub fn year_with(&self, year: u16, settings: &[Setting]) -> Result<Arc<YearRules>, Problems> {
        if settings.is_empty() {
            return self.year(year);
        }
        let entry = self.entry(year)?;
        if let Some(known) = entry.varied.of(settings) {
            return Ok(known);
        }
        let base = self.year(year)?;
        let mut made = made_with(entry, year, &base, settings)?;
        let said = |setting: &Setting| format!("{}={}", setting.path, setting.value);
        made.overrides.clone_from(&base.overrides);
        made.overrides.extend(settings.iter().map(said));
        let made = Arc::new(made);
        entry.varied.keep(settings, Arc::clone(&made));
        Ok(made)
    }
}

/// The rules of a year with settings laid over them: over one of its tables, or else over all.
fn made_with(
    entry: &Year,
    year: u16,
    base: &Arc<YearRules>,
    settings: &[Setting],
) -> Result<YearRules, Problems> {
    let inner = |setting: &Setting| {
        let path = setting.path.strip_prefix("rules.");
        let path = path.unwrap_or(&setting.path);
        Setting::new(path, setting.value.as_str(), setting.origin.as_str())
    };
    let inner: Vec<Setting> = settings.iter().map(inner).collect();
    if let Some(made) = varied::one_table(base, &inner, entry.varied.spare()) {
        return Ok(made);
    }
    // To whoever typed the setting the path begins with `rules.`.
    let as_typed = |mut problems: Problems| {
        for problem in &mut problems.0 {
            problem.path = format!("rules.{}", problem.path);
            if let Some(place) = problem.place.as_mut().filter(|place| place.line == 0) {
                place.name = place.name.replacen("--set ", "--set rules.", 1);
            }
        }
        problems
    };
    let whole = entry.document(year)?;
    let mut document = whole.clone();
    document.lay(&inner).map_err(as_typed)?;
    document.lay(&cites_of_new(whole, &inner))?;
    let rules: Rules = typed(&document).map_err(as_typed)?;
    checked(&rules, year, &document).map_err(as_typed)?;
    let measures = Arc::clone(&base.measures);
    let lookup = Lookup::of(flat_table(document.root()));
    Ok(YearRules::new(rules, lookup, Vec::new(), measures))
}

/// What a table is cited by that the year does not have and a setting brings in.
fn cites_of_new(before: &Document, settings: &[Setting]) -> Vec<Setting> {
    let mut cites: Vec<Setting> = Vec::new();
    for setting in settings {
        let Some((table, key)) = setting.path.rsplit_once('.') else {
            continue;
        };
        let path = format!("{table}.cite");
        let is_new = before.get(table).is_none() && key != "cite";
        let is_given = |of: &[Setting]| of.iter().any(|it| it.path == path);
        if is_new && !setting.value.is_empty() && !is_given(settings) && !is_given(&cites) {
            cites.push(Setting::new(path, "what-if", setting.origin.as_str()));
        }
    }
    cites
}
