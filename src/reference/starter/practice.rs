//! The head of a starter, and its practice.

use super::page::Page;
use crate::rules::terms::{ApmKind, Participation, Word};

impl Page<'_> {
    pub(super) fn head(&mut self) {
        self.line("#:schema ./practice.schema.json");
        let (year, paid) = (self.rules.performance_year, self.rules.payment_year);
        self.remark(&format!(
            "A practice in performance year {year}, whose score moves Medicare's payments of {paid}. Lines that begin \
             with # are remarks. Put your own figures in, save, and run: mips score practice.toml"
        ));
        self.remark("An editor that knows TOML completes the keys when `mips schema practice -o practice.schema.json` was run here.");
        self.line(&format!("performance_year = {year}"));
    }

    pub(super) fn practice(&mut self) {
        let most = self.rules.small_practice.maximum_clinicians;
        let open = &self.pathway.participation;
        let kind = if open.contains(&Participation::Group) {
            Participation::Group
        } else {
            open[0]
        };
        self.line("\n[practice]");
        self.said("name = \"Our practice\"", "only printed");
        self.said(
            &format!("participation = \"{}\"", kind.key()),
            &either(open.iter().map(|it| it.key())),
        );
        self.said(
            &format!("pathway = \"{}\"", self.wish.pathway.key()),
            &either(self.rules.pathways.keys().map(|it| it.key())),
        );
        if let Some((id, title)) = &self.choice.mvp {
            let (line, title) = (format!("mvp = \"{id}\""), title.clone());
            self.said(&line, &title);
        }
        if !self.pathway.apm_kinds.is_empty() {
            self.said(
                &format!("apm_kind = \"{}\"", ApmKind::WebInterface.key()),
                &either(ApmKind::ALL.iter().map(|it| it.key())),
            );
        }
        if self.wish.small_practice {
            self.said("small_practice = true", "as CMS designates it");
        } else {
            self.remark(&format!(
                "The size, as a number or as CMS designates it: {most} or fewer clinicians make a small practice."
            ));
            self.line("# clinicians = 24\n# small_practice = true");
        }
        self.remark(&format!(
            "Dollars that Medicare pays for covered professional services in {}; with them the result is in dollars too.",
            self.rules.payment_year
        ));
        self.line("# part_b_paid = 400000.00");
        let statuses: Vec<&str> = self
            .rules
            .special_statuses
            .kinds
            .iter()
            .map(|it| it.key())
            .collect();
        self.remark(&format!(
            "Special statuses, as CMS's QPP participation tool shows them: {}.",
            statuses.join(", ")
        ));
        self.line(&format!("# special_statuses = [\"{}\"]", statuses[0]));
        if let Some(first) = self.rules.clinician_types.kinds.first() {
            self.remark("Of an individual, the type of clinician: some types need not submit every category.");
            self.line(&format!("# clinician_type = \"{}\"", first.key()));
        }
    }
}

fn either<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.collect::<Vec<_>>().join(" | ")
}
