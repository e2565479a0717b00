//! The words that a practice file may use.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $value:ident = $key:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $key)] $value,)+
        }

        impl $name {
            /// The word in files, settings and JSON.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$value => $key,)+ }
            }
        }

        impl Word for $name {
            const ALL: &'static [Self] = &[$(Self::$value,)+];
            fn key(self) -> &'static str {
                self.key()
            }
        }
    };
}

pub(crate) mod taking_part;
mod word;

pub use taking_part::*;
pub use word::Word;

words! {
    /// How a practice takes part (42 CFR 414.1310, 414.1317, 414.1318).
    Participation {
        /// One clinician.
        Individual = "individual",
        /// All clinicians of one TIN.
        Group = "group",
        /// Part of a group.
        Subgroup = "subgroup",
        /// Several small TINs together.
        VirtualGroup = "virtual_group",
        /// The participants of an alternative payment model entity.
        ApmEntity = "apm_entity",
    }
}

impl Participation {
    /// The name in running text.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Individual => "individual",
            Self::Group => "group",
            Self::Subgroup => "subgroup",
            Self::VirtualGroup => "virtual group",
            Self::ApmEntity => "APM Entity",
        }
    }
}

words! {
    /// A reporting pathway.
    Pathway {
        /// Traditional MIPS.
        Traditional = "traditional",
        /// A MIPS Value Pathway, 42 CFR 414.1365.
        Mvp = "mvp",
        /// The APM Performance Pathway, 42 CFR 414.1367.
        App = "app",
        /// The APM Performance Pathway Plus, 42 CFR 414.1367.
        AppPlus = "app_plus",
        /// The APM scoring standard of performance years 2017-2020, 42 CFR 414.1370.
        ApmScoringStandard = "apm_scoring_standard",
    }
}

impl Pathway {
    /// The name in running text.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Traditional => "traditional MIPS",
            Self::Mvp => "MIPS Value Pathway",
            Self::App => "APM Performance Pathway",
            Self::AppPlus => "APM Performance Pathway Plus",
            Self::ApmScoringStandard => "APM scoring standard",
        }
    }
}

words! {
    /// A special status, 42 CFR 414.1305.
    SpecialStatus {
        /// In a rural ZIP code.
        Rural = "rural",
        /// In a health professional shortage area.
        Hpsa = "hpsa",
        /// With few patient-facing encounters.
        NonPatientFacing = "non_patient_facing",
        /// Mostly in a hospital.
        HospitalBased = "hospital_based",
        /// Mostly in an ambulatory surgical center.
        AscBased = "asc_based",
        /// Mostly in a hospital whose value-based purchasing score can stand in.
        FacilityBased = "facility_based",
    }
}

words! {
    /// Why CMS moved a category's weight away, 42 CFR 414.1380(c)(2)(i).
    Reason {
        /// Extreme and uncontrollable circumstances.
        ExtremeAndUncontrollable = "extreme_and_uncontrollable",
        /// A promoting interoperability hardship.
        Hardship = "hardship",
        /// A special status, clinician type or practice size.
        SpecialStatus = "special_status",
        /// No measure applies, or none could be scored.
        NoApplicableMeasures = "no_applicable_measures",
        /// Data compromised outside the practice's control.
        DataIssue = "data_issue",
        /// A decision of CMS for the year.
        CmsAction = "cms_action",
        /// The pathway does not score the category.
        Pathway = "pathway",
    }
}

words! {
    /// The type of an individual clinician, 42 CFR 414.1305.
    ClinicianType {
        /// Physician.
        Physician = "physician",
        /// Physician assistant.
        PhysicianAssistant = "physician_assistant",
        /// Nurse practitioner.
        NursePractitioner = "nurse_practitioner",
        /// Clinical nurse specialist.
        ClinicalNurseSpecialist = "clinical_nurse_specialist",
        /// Certified registered nurse anesthetist.
        Crna = "crna",
        /// Physical therapist.
        PhysicalTherapist = "physical_therapist",
        /// Occupational therapist.
        OccupationalTherapist = "occupational_therapist",
        /// Speech-language pathologist.
        SpeechLanguagePathologist = "speech_language_pathologist",
        /// Audiologist.
        Audiologist = "audiologist",
        /// Clinical psychologist.
        ClinicalPsychologist = "clinical_psychologist",
        /// Registered dietitian or nutrition professional.
        Dietitian = "registered_dietitian_or_nutrition_professional",
        /// Clinical social worker.
        ClinicalSocialWorker = "clinical_social_worker",
        /// Certified nurse midwife.
        CertifiedNurseMidwife = "certified_nurse_midwife",
    }
}

words! {
    /// The kind of APM in the APM scoring standard.
    ApmKind {
        /// Reports through the CMS Web Interface.
        WebInterface = "web_interface",
        /// Any other MIPS APM.
        Other = "other",
    }
}
