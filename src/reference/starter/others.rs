//! What comes after the categories: bonus, facility, the year before and the scaling factor.

use super::page::Page;
use crate::rules::ComplexPatientMethod;

impl Page<'_> {
    pub(super) fn bonus(&mut self) {
        let Some(bonus) = &self.rules.complex_patient_bonus else {
            return;
        };
        self.line("");
        self.remark(&format!(
            "Complex patient bonus, 0 to {} points; CMS prints it in its feedback. Without the table it counts as 0.",
            bonus.maximum.normalize()
        ));
        self.line("[complex_patient_bonus]\nunknown = true");
        let inputs = match bonus.method {
            ComplexPatientMethod::HccAndDual { .. } => "average_hcc and dual_ratio (0 to 1)",
            ComplexPatientMethod::Standardized { .. } => {
                "average_hcc, dual_ratio (0 to 1), and the year's hcc_mean, hcc_sd, hcc_median, dual_mean, dual_sd, \
                 dual_median"
            }
        };
        self.remark(&format!(
            "In place of unknown: points = 3.2, or what they are computed from: {inputs}."
        ));
    }

    pub(super) fn facility(&mut self) {
        let Some(facility) = &self.rules.facility_based else {
            return;
        };
        self.line("");
        self.remark(&format!(
            "Facility-based scores, for the special status facility_based ({}):",
            facility.cite
        ));
        self.line("# [facility_based]\n# quality_percent = 75\n# cost_percent = 60");
    }

    pub(super) fn prior_year(&mut self) {
        let quality = self.rules.quality.improvement.is_some();
        let cost = self.rules.cost.improvement.is_some();
        if !quality && !cost {
            return;
        }
        self.line("");
        self.remark(
            "Figures of the year before, from CMS's feedback: improvement on them adds points.",
        );
        self.line("# [prior_year]");
        if quality {
            self.line("# quality_achievement_percent = 60");
        }
        if cost {
            self.line("# cost_percent = 50");
        }
    }

    pub(super) fn payment(&mut self) {
        let adjustment = &self.rules.adjustment;
        let factor = &adjustment.scaling_factor;
        self.line("");
        self.remark(&format!(
            "The scaling factor of positive adjustments is {} ({}); to use another one:",
            factor.value.normalize(),
            factor.basis.key()
        ));
        self.line(&format!(
            "# [payment]\n# scaling_factor = {}",
            factor.value.normalize()
        ));
        if let Some(additional) = &adjustment.additional {
            self.line(&format!(
                "# additional_scaling_factor = {}",
                additional.scaling_factor.value.normalize()
            ));
        }
    }
}
