//! What must hold of a year's inventory.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use super::{Inventory, MeasureSets, MetricType, QualityMeasure};
use crate::rules::{collection_type::CollectionType, rows::Rows};

impl Inventory {
    /// What is wrong with the inventory, a sentence for each row and rule.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (id, row) in &self.quality {
            found.extend(
                row.problems(self.performance_year)
                    .into_iter()
                    .map(|text| format!("quality.{id}: {text}")),
            );
            missing(
                &mut found,
                &format!("quality.{id}.companions"),
                &row.companions,
                &self.quality,
            );
        }
        self.check_electronic(&mut found);
        self.check_interoperability(&mut found);
        self.check_mvps(&mut found);
        self.check_sets(&mut found, "clusters", &self.clusters);
        self.check_sets(&mut found, "specialty_sets", &self.specialty_sets);
        self.check_exclusions(&mut found);
        found
    }

    /// An identifier stands for an eCQM of the year, and for one alone.
    fn check_electronic(&self, found: &mut Vec<String>) {
        let mut known = BTreeMap::new();
        for (id, row) in &self.electronic {
            if !self.offers(CollectionType::Ecqm, id) {
                found.push(format!("electronic.{id}: no eCQM of the year"));
            }
            if let Some(other) = known.insert(row.uuid.to_lowercase(), id) {
                found.push(format!("electronic.{id}: it has the identifier of {other}"));
            }
        }
    }

    fn check_interoperability(&self, found: &mut Vec<String>) {
        let table = &self.promoting_interoperability;
        for (id, row) in table {
            let place = format!("promoting_interoperability.{id}");
            for (key, ids) in [
                ("substitutes", &row.substitutes),
                ("exclusions", &row.exclusions),
                ("preprod", &row.preprod),
            ] {
                missing(found, &format!("{place}.{key}"), ids, table);
            }
        }
    }

    fn check_mvps(&self, found: &mut Vec<String>) {
        for (id, mvp) in &self.mvps {
            missing(
                found,
                &format!("mvps.{id}.quality"),
                &mvp.quality,
                &self.quality,
            );
            missing(
                found,
                &format!("mvps.{id}.foundation"),
                &mvp.foundation,
                &self.quality,
            );
            missing(
                found,
                &format!("mvps.{id}.admin_claims"),
                &mvp.admin_claims,
                &self.quality,
            );
            missing(
                found,
                &format!("mvps.{id}.activities"),
                &mvp.activities,
                &self.improvement_activities,
            );
            missing(found, &format!("mvps.{id}.cost"), &mvp.cost, &self.cost);
            for (key, ids) in [
                ("quality", &mvp.quality),
                ("foundation", &mvp.foundation),
                ("activities", &mvp.activities),
            ] {
                if ids.is_empty() {
                    found.push(format!("mvps.{id}.{key}: is empty"));
                }
            }
        }
    }

    fn check_sets(&self, found: &mut Vec<String>, section: &str, sets: &MeasureSets) {
        for (kind, names) in sets {
            for (name, sets) in names {
                let place = format!("{section}.{}.{name}", kind.key());
                if sets.is_empty() || sets.iter().any(|set| set.measures.is_empty()) {
                    found.push(format!("{place}: has no measure"));
                }
                for set in sets {
                    missing(found, &place, &set.measures, &self.quality);
                    missing(found, &place, &set.listed_for, &self.quality);
                }
            }
        }
    }

    fn check_exclusions(&self, found: &mut Vec<String>) {
        for (kind, rows) in &*self.benchmark_exclusions {
            for (id, codes) in rows {
                let place = format!("benchmark_exclusions.{}.{id}", kind.key());
                if !self.offers(*kind, id) {
                    found.push(format!("{place}: no measure `{id}` is offered as {kind}"));
                }
                missing(found, &place, codes, &self.exclusion_reasons);
            }
        }
    }
}

impl QualityMeasure {
    fn problems(&self, year: u16) -> Vec<String> {
        let mut found = Vec::new();
        if self.via.is_empty() {
            found.push("`via` is empty: it cannot be reported".into());
        }
        let lists = [
            ("cap_removed", &self.cap_removed),
            ("suppressed", &self.suppressed),
            ("truncated", &self.truncated),
            ("benchmark_removed", &self.benchmark_removed),
        ];
        for (key, list) in lists {
            let foreign = list.iter().filter(|kind| !self.via.contains(kind));
            found.extend(
                foreign
                    .map(|kind| format!("`{key}` names `{}`, which is not in `via`", kind.key())),
            );
        }
        let multi = self.metric_type == MetricType::MultiPerformanceRate;
        if multi != self.algorithm.is_some() || multi == self.strata.is_empty() {
            found.push(
                "a multi-rate measure has an `algorithm` and `strata`, and no other has".into(),
            );
        }
        if self.first_year > year {
            found.push(format!(
                "`first_year` is {}, after the performance year",
                self.first_year
            ));
        }
        let qcdr = self.via.contains(&CollectionType::Qcdr);
        if qcdr && self.via.len() > 1 {
            found.push("a QCDR measure is reported as that alone".into());
        }
        found
    }
}

/// Notes every id that a table does not hold.
fn missing<T: DeserializeOwned>(
    found: &mut Vec<String>,
    place: &str,
    ids: &[String],
    table: &Rows<T>,
) {
    let unknown = ids.iter().filter(|id| !table.contains_key(id));
    found.extend(unknown.map(|id| format!("{place}: `{id}` is not known")));
}
