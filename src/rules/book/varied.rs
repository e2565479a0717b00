//! Settings over one table of a year's rules: the others stay as they are, typed and checked already.

use std::sync::Arc;

use super::{bounds, typing::flat_table, year::YearRules};
use crate::{
    document::{
        Document, Value, is_alone,
        setting::{Setting, segments},
    },
    rules::{
        Rules, check,
        flat::{Flat, Kind, fitting, merged},
    },
};

/// The rules with settings over one of their tables, whose paths begin with its key. `None` where that is not so, where a
/// setting does more than to replace or add a value in a table that is there, or where something is wrong: to tell what,
/// all of the rules are typed and checked.
///
/// `spare` are rules that nobody needs any more; where the same table was varied of them, only that is replaced.
pub(super) fn one_table(
    base: &Arc<YearRules>,
    settings: &[Setting],
    spare: Option<YearRules>,
) -> Option<YearRules> {
    let key = *segments(&settings.first()?.path)?.first()?;
    let root = base.root();
    if !settings.iter().all(|setting| is_plain(root, key, setting)) {
        return None;
    }
    let mut changes = Document::empty("");
    changes.lay(settings).ok()?;
    let Value::Table(changes) = &changes.root().get(key)?.value else {
        return None;
    };
    if !bounds::hold(changes) {
        return None;
    }
    let changes = flat_table(changes);
    let table = merged(root.get(key)?, Flat::at(&changes, 0));
    let spare = spare.filter(|spare| spare.varies(base, key));
    let mut rules = spare.map_or_else(|| base.rules.clone(), |spare| spare.rules);
    rules.replace(key, Flat::at(&table, 0))?;
    check::holds_with(&rules, key)
        .then(|| YearRules::varied(base, key.to_owned(), rules, table.into_owned()))
}

/// Whether a setting gives a key of a table that is there a value that is no table, and does nothing else.
fn is_plain(root: Flat<'_>, first: &str, setting: &Setting) -> bool {
    let keys = segments(&setting.path).unwrap_or_default();
    let Some((last, tables)) = keys.split_last() else {
        return false;
    };
    let mut tables = tables.iter();
    let table = tables.try_fold(root, |table, key| table.get(key));
    keys.len() > 1
        && keys[0] == first
        && *last != "cite"
        && is_alone(&keys)
        && !setting.value.is_empty()
        && !setting.value.contains('{')
        && table.is_some_and(|table| matches!(table.kind(), Kind::Table(_)))
}

impl Rules {
    /// Replaces a table. `None` where that is no such table, or where it is none of those that are replaced alone.
    fn replace(&mut self, key: &str, table: Flat<'_>) -> Option<()> {
        match key {
            "small_practice" => self.small_practice = fitting(table).ok()?,
            "pathways" => self.pathways = fitting(table).ok()?,
            "apm_entity" => self.apm_entity = Some(fitting(table).ok()?),
            "weights" => self.weights = fitting(table).ok()?,
            "automatic_circumstances" => self.automatic_circumstances = Some(fitting(table).ok()?),
            "quality" => self.quality = fitting(table).ok()?,
            "final_score" => self.final_score = fitting(table).ok()?,
            "complex_patient_bonus" => self.complex_patient_bonus = Some(fitting(table).ok()?),
            "small_practice_bonus" => self.small_practice_bonus = Some(fitting(table).ok()?),
            "facility_based" => self.facility_based = Some(fitting(table).ok()?),
            "promoting_interoperability" => {
                self.promoting_interoperability = fitting(table).ok()?;
            }
            "improvement_activities" => self.improvement_activities = fitting(table).ok()?,
            "cost" => self.cost = fitting(table).ok()?,
            "adjustment" => self.adjustment = fitting(table).ok()?,
            _ => return None,
        }
        Some(())
    }
}
