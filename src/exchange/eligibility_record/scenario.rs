//! The flags of one level: size, statuses, reweighting, and the low-volume threshold.

use std::sync::Arc;

use super::Record;
use crate::{
    category::Category,
    document::{Node, Value},
    exchange::{
        json::Object,
        source::{Sited, shown},
    },
    rules::terms::{LowVolumeReason, MipsStatus, Participation, Reason, SpecialStatus, Word},
};

/// CMS's flags and the special statuses that they are.
const STATUSES: [(&str, SpecialStatus); 6] = [
    ("ruralClinician", SpecialStatus::Rural),
    ("hpsaClinician", SpecialStatus::Hpsa),
    ("nonPatientFacing", SpecialStatus::NonPatientFacing),
    ("hospitalBasedClinician", SpecialStatus::HospitalBased),
    ("ambulatorySurgicalCenter", SpecialStatus::AscBased),
    ("isFacilityBased", SpecialStatus::FacilityBased),
];

/// How the record calls the categories. Promoting interoperability has its first name in every year.
const CATEGORIES: [(&str, Category); 4] = [
    ("quality", Category::Quality),
    ("improvementActivities", Category::ImprovementActivities),
    ("aci", Category::PromotingInteroperability),
    ("cost", Category::Cost),
];

impl Record<'_> {
    /// A scenario of an individual or a group.
    pub(super) fn scenario(&mut self, scenario: &Object<'_>, level: Participation) {
        if level == Participation::Individual {
            self.clinician_type(scenario);
        }
        self.flags(scenario);
        self.volume(scenario, &["eligibility"]);
        if let Some(opted) = scenario.boolean("isOptedIn")
            && opted.value
            && self.opting_in()
        {
            let word = Value::Text("opt_in".into());
            self.put(&["eligibility", "election"], word, &opted);
        }
        if let Some(eligible) = scenario.object("isEligible") {
            let said: Vec<String> = ["individual", "group", "mipsApm", "virtualGroup"]
                .into_iter()
                .filter_map(|key| {
                    let raw = eligible.get(key)?;
                    Some(format!("{key} {}", shown(raw.text())))
                })
                .collect();
            let remark = format!("CMS: MIPS eligible: {}.", said.join(", "));
            self.draft.remarks.push(remark);
        }
        self.rest(scenario);
    }

    /// A virtual group: its flags are apart from its volume.
    pub(super) fn virtual_group(&mut self, group: &Object<'_>) {
        if let Some(scenario) = group.object("specialScenario") {
            self.flags(&scenario);
            self.rest(&scenario);
        }
        self.status(group, "isFacilityBased", SpecialStatus::FacilityBased);
        self.volume(group, &["eligibility"]);
        self.rest(group);
    }

    /// An APM Entity: circumstances, and the complex patient bonus.
    pub(super) fn apm_entity(&mut self, entity: &Object<'_>) {
        self.hardship(entity);
        if let Some(flag) = entity.boolean("advancedApmFlag") {
            self.put(&["apm", "advanced"], Value::Boolean(flag.value), &flag);
        }
        if let Some(points) = entity.number("complexPatientScore") {
            let number = Value::Number(points.value.normalize().to_string());
            self.put(&["complex_patient_bonus", "points"], number, &points);
        }
        for key in [
            "entityName",
            "apmId",
            "subdivisionId",
            "providerRelationshipCode",
        ] {
            if entity.get(key).is_some() {
                self.draft
                    .left_out
                    .add(format!("apm.{key}"), super::IDENTIFYING);
            }
        }
        self.rest(entity);
    }

    fn rest(&mut self, object: &Object<'_>) {
        for (key, _) in object.rest() {
            let reason = match key.as_str() {
                "hospitalVbpScore" => "the hospital's score is not yet the percent of MIPS",
                "hospitalVbpName" | "virtualGroupIdentifier" => super::IDENTIFYING,
                _ => "no key of a practice file holds it",
            };
            self.draft
                .left_out
                .add(format!("record.{}", shown(&key)), reason);
        }
    }

    /// Size, statuses, and what CMS moved the weight of away.
    fn flags(&mut self, scenario: &Object<'_>) {
        if let Some(small) = scenario.boolean("smallGroupPractitioner") {
            let yes = Value::Boolean(small.value);
            self.put(&["practice", "small_practice"], yes, &small);
        }
        for (key, status) in STATUSES {
            self.status(scenario, key, status);
        }
        // What holds without an application goes first.
        for (key, reason) in [
            ("aciReweighting", Reason::SpecialStatus),
            ("aciHardship", Reason::Hardship),
        ] {
            if let Some(flag) = scenario.boolean(key)
                && flag.value
            {
                self.reweighted(Category::PromotingInteroperability, reason, &flag);
            }
        }
        self.hardship(scenario);
        if let Some(study) = scenario.boolean("iaStudy")
            && study.value
        {
            self.draft.remarks.push(
                "CMS: in the study of burdens of reporting, which gave full credit for improvement activities until 2019."
                    .into(),
            );
        }
    }

    fn status(&mut self, scenario: &Object<'_>, key: &'static str, status: SpecialStatus) {
        let Some(flag) = scenario.boolean(key).filter(|flag| flag.value) else {
            return;
        };
        let place = self.source.place(&flag.span);
        let item = Node::elsewhere(Value::Text(status.key().into()), Arc::clone(&place));
        let keys = ["practice", "special_statuses"];
        self.draft.put(&keys, Value::Array(vec![item]), &place);
    }

    /// Extreme and uncontrollable circumstances, category by category.
    fn hardship(&mut self, object: &Object<'_>) {
        let granted = object.boolean("extremeHardship");
        let reasons = object.object("extremeHardshipReasons");
        let sources = object.list("extremeHardshipSources").unwrap_or_default();
        let _ = object.get("extremeHardshipEventType");
        let Some(reasons) = reasons.filter(|_| granted.is_some_and(|it| it.value)) else {
            return;
        };
        let mut any = false;
        for (key, category) in CATEGORIES {
            if let Some(flag) = reasons.boolean(key)
                && flag.value
            {
                any = true;
                self.reweighted(category, Reason::ExtremeAndUncontrollable, &flag);
            }
        }
        if any && !sources.is_empty() {
            let sources: Vec<String> = sources.iter().map(|it| shown(it.text())).collect();
            let remark = format!(
                "CMS: extreme and uncontrollable circumstances by {}.",
                sources.join(", ")
            );
            self.draft.remarks.push(remark);
        }
    }

    fn reweighted(&mut self, category: Category, reason: Reason, at: &Sited<bool>) {
        let place = self.source.place(&at.span);
        self.draft.reweighted.push((category, reason, place));
    }

    /// Whether the year has opting in; that it has none is told.
    fn opting_in(&mut self) -> bool {
        if !self.has_opt_in {
            let reason = "the performance year has no opting in";
            self.draft.left_out.add("opting in", reason);
        }
        self.has_opt_in
    }

    /// Where the clinician or practice is against the low-volume threshold.
    pub(super) fn volume(&mut self, scenario: &Object<'_>, table: &[&str]) {
        let below = scenario.boolean("lowVolumeSwitch");
        let may_opt_in = scenario.boolean("isOptInEligible");
        let may_opt_in = may_opt_in.filter(|flag| !flag.value || self.opting_in());
        let status = match (&below, &may_opt_in) {
            (Some(below), _) if !below.value => Some((MipsStatus::Eligible, below)),
            (Some(_), Some(opt)) if opt.value => Some((MipsStatus::OptInEligible, opt)),
            (Some(below), _) => Some((MipsStatus::Exempt, below)),
            (None, _) => None,
        };
        let mut keys = table.to_vec();
        if let Some((status, at)) = status {
            keys.push("mips_status");
            self.put(&keys, Value::Text(status.key().into()), at);
            keys.pop();
        }
        let _ = scenario.get("mipsEligibleSwitch");
        let reasons = scenario.list("lowVolumeStatusReasons").unwrap_or_default();
        for (number, reason) in reasons.iter().enumerate() {
            let path = format!("{}[{number}]", scenario.path_of("lowVolumeStatusReasons"));
            let code = reason
                .object(&path)
                .and_then(|it| it.text("lowVolStusRsnCd"));
            let Some(code) = code else { continue };
            if let Some(known) = LowVolumeReason::from_key(code.value.trim()) {
                keys.push("low_volume_reason");
                self.put(&keys, Value::Text(known.key().into()), &code);
                keys.pop();
            } else {
                let reason = format!("`{}` is not a known reason", shown(&code.value));
                self.draft.left_out.add("lowVolumeStatusReasons", reason);
            }
        }
        for key in ["lowVolumeServices", "beneficiaryCount", "allowedCharges"] {
            if scenario.get(key).is_some() {
                let reason = "CMS's code of the reason stands for the figures";
                self.draft.left_out.add(format!("record.{key}"), reason);
            }
        }
    }
}
