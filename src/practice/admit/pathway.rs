//! Whether the year has the pathway for the practice.

use super::Admission;
use crate::{
    practice::admitted::Practice,
    problem::Code,
    rules::terms::{ApmKind, Pathway},
};

impl Admission<'_> {
    /// Whether the pathway exists this year, for those who take part so.
    pub(super) fn check_pathway(&mut self, practice: &Practice) -> bool {
        let Practice {
            pathway,
            participation,
            ..
        } = *practice;
        let path = "practice.pathway";
        let rules = self.rules;
        let Some(pathway_rules) = rules.pathways.get(&pathway) else {
            let what = format!("no pathway `{}`", pathway.key());
            self.not_in_year(path, &what, |rules| rules.pathways.contains_key(&pathway));
            return false;
        };
        if rules.participation.kinds.contains(&participation)
            && !pathway_rules.participation.contains(&participation)
        {
            let open: Vec<&str> = pathway_rules
                .participation
                .iter()
                .map(|kind| kind.key())
                .collect();
            let what = format!(
                "`{}` cannot report on the pathway `{}`",
                participation.key(),
                pathway.key()
            );
            let message = format!("{what} in performance year {}", rules.performance_year);
            self.error(Code::NotInYear, path, message).help =
                Some(format!("the pathway is open to {}", open.join(", ")));
        }
        match (pathway, &practice.mvp) {
            (Pathway::Mvp, None) => {
                self.error(
                    Code::MissingKey,
                    "practice.mvp",
                    "the pathway `mvp` needs the MVP's id",
                )
                .help = Some("for example mvp = \"M0005\"".into());
            }
            (Pathway::Mvp, Some(_)) | (_, None) => {}
            (_, Some(_)) => {
                let message = format!(
                    "the pathway is `{}`, so the MVP has no effect",
                    pathway.key()
                );
                self.error(Code::NoEffect, "practice.mvp", message);
            }
        }
        if practice.apm_kind != ApmKind::WebInterface && pathway_rules.apm_kinds.is_empty() {
            let message = format!(
                "the kind of APM has no effect on the pathway `{}`",
                pathway.key()
            );
            self.error(Code::NoEffect, "practice.apm_kind", message);
        }
        true
    }
}
