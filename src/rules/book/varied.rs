//! Settings over one table of a year's rules: the others stay as they are, typed and checked already.

use std::sync::Arc;

use super::{typing::typed, year::YearRules};
use crate::{
    document::{
        Document, Table, Value,
        setting::{Setting, segments},
    },
    rules::{Rules, check},
};

/// The rules with settings over one of their tables, whose paths begin with its key. `None` where that is not so, or where
/// something is wrong: to tell what, all of the rules are typed and checked.
///
/// `spare` are rules that nobody needs any more; where the same table was varied of them, only that is replaced.
pub(super) fn one_table(
    base: &Arc<YearRules>,
    document: &Document,
    settings: &[Setting],
    spare: Option<YearRules>,
) -> Option<YearRules> {
    let first = |setting: &Setting| Some(segments(&setting.path)?.first()?.to_string());
    let key = first(settings.first()?)?;
    let is_of_table = |setting: &Setting| {
        let keys = segments(&setting.path).unwrap_or_default();
        keys.len() > 1 && keys[0] == key && !setting.value.is_empty()
    };
    if !settings.iter().all(is_of_table) {
        return None;
    }
    let mut part = document.part(&key);
    part.lay(settings).ok()?;
    let own = part.inner(&key).filter(|own| is_cited(own.root()))?;
    let spare = spare.filter(|spare| spare.varies(base, &key));
    let mut rules = spare.map_or_else(|| base.rules.clone(), |spare| spare.rules);
    rules.replace(&key, &own)?;
    check::holds_with(&rules, &key).then(|| YearRules::varied(base, key, rules, part))
}

/// Whether every citation in a table says something.
fn is_cited(table: &Table) -> bool {
    table.entries.iter().all(|(key, node)| match &node.value {
        Value::Table(inner) => is_cited(inner),
        Value::Text(text) => key != "cite" || !text.trim().is_empty(),
        _ => true,
    })
}

impl Rules {
    /// Replaces a table by what a document holds in its place. `None` where that is no such table, or where it is none
    /// of those that are replaced alone.
    fn replace(&mut self, key: &str, table: &Document) -> Option<()> {
        match key {
            "small_practice" => self.small_practice = typed(table).ok()?,
            "weights" => self.weights = typed(table).ok()?,
            "quality" => self.quality = typed(table).ok()?,
            "final_score" => self.final_score = typed(table).ok()?,
            "complex_patient_bonus" => self.complex_patient_bonus = Some(typed(table).ok()?),
            "small_practice_bonus" => self.small_practice_bonus = Some(typed(table).ok()?),
            "facility_based" => self.facility_based = Some(typed(table).ok()?),
            "promoting_interoperability" => {
                self.promoting_interoperability = typed(table).ok()?;
            }
            "improvement_activities" => self.improvement_activities = typed(table).ok()?,
            "cost" => self.cost = typed(table).ok()?,
            "adjustment" => self.adjustment = typed(table).ok()?,
            _ => return None,
        }
        Some(())
    }
}
