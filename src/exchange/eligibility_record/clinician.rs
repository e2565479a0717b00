//! What the record says of the clinician: type, standing in MIPS and in APMs.

use super::{IDENTIFYING, OWN, Record};
use crate::{
    document::Value,
    exchange::{
        json::Object,
        source::{Sited, shown},
    },
    rules::terms::{ClinicianType, Participation, QpStatus},
};

/// Words in CMS's descriptions of specialties and the clinician types that they are. The list of the codes is not public.
const TYPES: [(&str, ClinicianType); 17] = [
    ("physician assistant", ClinicianType::PhysicianAssistant),
    ("nurse practitioner", ClinicianType::NursePractitioner),
    (
        "clinical nurse specialist",
        ClinicianType::ClinicalNurseSpecialist,
    ),
    ("anesthetist", ClinicianType::Crna),
    ("physical therap", ClinicianType::PhysicalTherapist),
    ("occupational therap", ClinicianType::OccupationalTherapist),
    ("speech", ClinicianType::SpeechLanguagePathologist),
    ("audiolog", ClinicianType::Audiologist),
    ("psychologist", ClinicianType::ClinicalPsychologist),
    ("dieti", ClinicianType::Dietitian),
    ("nutrition", ClinicianType::Dietitian),
    ("social worker", ClinicianType::ClinicalSocialWorker),
    ("midwife", ClinicianType::CertifiedNurseMidwife),
    ("doctor of", ClinicianType::Physician),
    ("osteopath", ClinicianType::Physician),
    ("physicians", ClinicianType::Physician),
    ("physician", ClinicianType::Physician),
];

impl Record<'_> {
    /// The facts of the record that belong to no organization.
    pub(super) fn facts(&mut self, clinician: &Object<'_>, level: Participation) {
        for key in OWN {
            if clinician.get(key).is_some() {
                self.draft.left_out.add(key, IDENTIFYING);
            }
        }
        for (key, what) in [
            ("npi", "NPI"),
            ("firstName", "first name"),
            ("lastName", "last name"),
        ] {
            if let Some(value) = clinician.word(key) {
                self.draft.identity.push((what.into(), value.value));
            }
        }
        let place = self
            .source
            .place(&(clinician.span.start..clinician.span.start + 1));
        let word = Value::Text(level.key().into());
        self.draft.put(&["practice", "participation"], word, &place);
        if let Some(maqi) = clinician.boolean("isMaqi") {
            self.put(&["eligibility", "maqi"], Value::Boolean(maqi.value), &maqi);
        }
        if let Some(new) = clinician.boolean("newlyEnrolled") {
            let said = if new.value { "is" } else { "is not" };
            let remark = format!("CMS: the clinician {said} newly enrolled in Medicare.");
            self.draft.remarks.push(remark);
        }
        if let Some(letter) = clinician.text("qpStatus") {
            self.qp_status(&letter);
        }
        let _ = clinician.get("organizations");
        for (key, _) in clinician.rest() {
            let reason = "no key of a practice file holds it";
            self.draft.left_out.add(shown(&key), reason);
        }
    }

    /// Of the letters only three are known for certain.
    fn qp_status(&mut self, letter: &Sited<String>) {
        let status = match letter.value.as_str() {
            "Y" => QpStatus::Qp,
            "P" => QpStatus::PartialQp,
            "N" => QpStatus::None,
            other => {
                let reason = format!(
                    "what `{}` stands for is not published: see the QPP status of the clinician",
                    shown(other)
                );
                self.draft.left_out.add("qpStatus", reason);
                return;
            }
        };
        self.put(
            &["apm", "qp_status"],
            Value::Text(status.key().into()),
            letter,
        );
    }

    /// The clinician's type, by the description of the specialty.
    pub(super) fn clinician_type(&mut self, scenario: &Object<'_>) {
        let Some(specialty) = scenario.object("specialty") else {
            return;
        };
        let texts = [
            "typeDescription",
            "categoryReference",
            "specialtyDescription",
        ]
        .into_iter()
        .filter_map(|key| specialty.text(key))
        .collect::<Vec<_>>();
        let known = texts.iter().find_map(|text| {
            let lower = text.value.to_lowercase();
            let found = TYPES.iter().find(|(word, _)| lower.contains(word));
            found.map(|(_, kind)| (*kind, text))
        });
        if let Some((kind, text)) = known {
            let word = Value::Text(kind.key().into());
            self.put(&["practice", "clinician_type"], word, text);
        } else {
            let reason = "no clinician type of MIPS is recognized in its description";
            self.draft.left_out.add("specialty", reason);
        }
    }

    /// The APMs that the clinician takes part in with this organization.
    pub(super) fn apms(&mut self, organization: &Object<'_>) {
        let apms = organization.list("apms").unwrap_or_default();
        let mut takes_part: Option<Sited<bool>> = None;
        let mut advanced: Option<Sited<bool>> = None;
        for (number, item) in apms.iter().enumerate() {
            let Some(apm) = item.object(&format!("{}[{number}]", organization.path_of("apms")))
            else {
                continue;
            };
            let or = |known: Option<Sited<bool>>, more: Option<Sited<bool>>| match (known, more) {
                (Some(known), Some(more)) if !known.value => Some(more),
                (known, more) => known.or(more),
            };
            takes_part = or(takes_part, apm.boolean("mipsApmFlag"));
            advanced = or(advanced, apm.boolean("advancedApmFlag"));
            self.draft.left_out.add(
                "apms",
                "the figures of the APM Entity: --level apm_entity reads them",
            );
        }
        if let Some(flag) = takes_part {
            let yes = Value::Boolean(flag.value);
            self.put(&["practice", "apm_participant"], yes, &flag);
            if flag.value {
                self.draft.remarks.push(
                    "CMS: in a MIPS APM; the APM Performance Pathway is open (practice.pathway = \"app\")."
                        .into(),
                );
            }
        }
        if let Some(flag) = advanced {
            self.put(&["apm", "advanced"], Value::Boolean(flag.value), &flag);
        }
    }
}
