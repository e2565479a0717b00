//! The ordered tests of who is in MIPS, 42 CFR 414.1305 and 414.1310: the first that fits decides.

use crate::rules::terms::MipsStatus;

/// Whether a clinician or practice is in MIPS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// In MIPS.
    MipsEligible,
    /// In MIPS only if the group reports.
    GroupOnly,
    /// May choose to be in MIPS.
    OptInEligible,
    /// Out of MIPS.
    Exempt,
    /// Out as a qualifying APM participant.
    Qp,
    /// Out as a partial qualifying APM participant, unless MIPS is elected.
    PartialQp,
    /// A figure that decides is missing.
    Unknown,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::MipsEligible,
        Self::GroupOnly,
        Self::OptInEligible,
        Self::Exempt,
        Self::Qp,
        Self::PartialQp,
        Self::Unknown,
    ];

    /// The word in JSON and CSV.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::MipsEligible => "mips_eligible",
            Self::GroupOnly => "group_only",
            Self::OptInEligible => "opt_in_eligible",
            Self::Exempt => "exempt",
            Self::Qp => "qp",
            Self::PartialQp => "partial_qp",
            Self::Unknown => "unknown",
        }
    }

    /// The verdict in CMS's words.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::MipsEligible => "MIPS eligible",
            Self::GroupOnly => "eligible as a group only",
            Self::OptInEligible => "opt-in eligible",
            Self::Exempt => "exempt",
            Self::Qp => "QP",
            Self::PartialQp => "Partial QP",
            Self::Unknown => "not known",
        }
    }
}

/// The test that decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Test {
    /// The clinician's type is not on the year's list.
    ClinicianType,
    /// First enrolled in Medicare during the year.
    NewEnrollment,
    /// A QP.
    Qp,
    /// A Partial QP.
    PartialQp,
    /// In the Medicare Advantage demonstration.
    Maqi,
    /// The low-volume threshold at the file's own level.
    LowVolume,
    /// A member of a virtual group.
    VirtualGroup,
    /// The low-volume threshold of the whole practice.
    GroupLowVolume,
    /// Some criteria are exceeded, not all.
    OptIn,
}

impl Test {
    /// The word in JSON and CSV.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::ClinicianType => "clinician_type",
            Self::NewEnrollment => "new_enrollment",
            Self::Qp => "qp",
            Self::PartialQp => "partial_qp",
            Self::Maqi => "maqi",
            Self::LowVolume => "low_volume",
            Self::VirtualGroup => "virtual_group",
            Self::GroupLowVolume => "group_low_volume",
            Self::OptIn => "opt_in",
        }
    }

    /// The test in running text.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::ClinicianType => "the clinician's type, which the year does not cover",
            Self::NewEnrollment => "enrollment in Medicare during the year",
            Self::Qp => "the threshold of a QP",
            Self::PartialQp => "the thresholds of QP and Partial QP",
            Self::Maqi => "the Medicare Advantage demonstration",
            Self::LowVolume => "the low-volume threshold",
            Self::VirtualGroup => "the virtual group",
            Self::GroupLowVolume => "the low-volume threshold of the practice",
            Self::OptIn => "exceeding some low-volume limits, but not all",
        }
    }

    /// The table of the rules that says so.
    #[must_use]
    pub fn table(self) -> &'static str {
        match self {
            Self::ClinicianType => "clinician_types",
            Self::NewEnrollment => "eligibility.new_enrollment",
            Self::Qp => "eligibility.qp",
            Self::PartialQp => "eligibility.partial_qp",
            Self::Maqi => "eligibility.maqi",
            Self::LowVolume | Self::GroupLowVolume => "eligibility.low_volume",
            Self::VirtualGroup => "virtual_groups",
            Self::OptIn => "eligibility.opt_in",
        }
    }
}

/// The tests on volume, once earlier ones have let a clinician or practice through.
pub(super) fn by_volume(
    own: MipsStatus,
    group: Option<MipsStatus>,
    is_in_virtual_group: bool,
) -> (Verdict, Test) {
    let is = |status| own == status || group == Some(status);
    if own == MipsStatus::Eligible {
        (Verdict::MipsEligible, Test::LowVolume)
    } else if is_in_virtual_group {
        (Verdict::MipsEligible, Test::VirtualGroup)
    } else if group == Some(MipsStatus::Eligible) {
        (Verdict::GroupOnly, Test::GroupLowVolume)
    } else if is(MipsStatus::OptInEligible) {
        (Verdict::OptInEligible, Test::OptIn)
    } else {
        (Verdict::Exempt, Test::LowVolume)
    }
}
