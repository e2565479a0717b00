//! The words of taking part: eligibility, elections and the Advanced APM track.

use serde::{Deserialize, Serialize};

use super::word::Word;

words! {
    /// What is elected for the year, 42 CFR 414.1310(b)(1)(iii) and (b)(2).
    Election {
        /// Nothing.
        None = "none",
        /// To take part in MIPS, for good or ill; it cannot be taken back.
        OptIn = "opt_in",
        /// To report without a payment adjustment.
        Voluntary = "voluntary",
    }
}

words! {
    /// CMS's own determination at one level, as its participation status tool shows it.
    MipsStatus {
        /// All low-volume criteria are exceeded.
        Eligible = "eligible",
        /// Some of them are.
        OptInEligible = "opt_in_eligible",
        /// Out of MIPS.
        Exempt = "exempt",
    }
}

words! {
    /// CMS's codes for the low-volume criteria that are not exceeded. What they stand for is inferred from their names,
    /// except `BOTH`, which CMS describes.
    LowVolumeReason {
        /// Charges.
        Charges = "CHRG",
        /// Beneficiaries.
        Beneficiaries = "BENE",
        /// Services.
        Services = "SRVC",
        /// Charges and beneficiaries.
        Both = "BOTH",
        /// Charges and services.
        ChargesServices = "CHRG/SRVC",
        /// Beneficiaries and services.
        BeneficiariesServices = "BENE/SRVC",
        /// All three.
        All = "ALL",
    }
}

words! {
    /// Standing in an Advanced APM, 42 CFR 414.1425.
    QpStatus {
        /// Qualifying APM participant.
        Qp = "qp",
        /// Partial qualifying APM participant.
        PartialQp = "partial_qp",
        /// Neither.
        None = "none",
    }
}

words! {
    /// What a Partial QP elects.
    PartialQpElection {
        /// Nothing: out of MIPS.
        None = "none",
        /// To take part in MIPS.
        Mips = "mips",
    }
}

words! {
    /// The practice (TIN) that bills in the payment year.
    TinOfPaymentYear {
        /// That of the performance year.
        Same = "same",
        /// Another one.
        New = "new",
    }
}
