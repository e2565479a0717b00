//! The table of one category.

use rust_decimal::Decimal;

use super::{measures, page::Page};
use crate::{
    category::{ByCategory, Category, CategorySet},
    rules::terms::{ApmKind, Reason, Word},
};

impl Page<'_> {
    pub(super) fn category(&mut self, category: Category) {
        let rules = self.rules;
        let (weights, not_scored) = self.weights();
        self.line("");
        if let Some(never) = rules.never_scored.get(&category) {
            self.remark(&format!("{} ({})", never.note, never.cite));
            return;
        }
        if not_scored.contains(category) && !self.is_exempt_by_size(category) {
            self.remark(&format!(
                "{} carries no weight on this pathway and needs no table.",
                category.heading()
            ));
            return;
        }
        if self.is_exempt_by_size(category) {
            self.remark(&format!(
                "{}: a small practice that submits nothing needs no table; the weight moves to the other categories. To \
                 be scored, take the marks off these lines.",
                category.heading()
            ));
            self.line(&format!("# [{}]", category.key()));
            self.line(&format!("# percent = {}", percent(category)));
            return;
        }
        if let Some(assigned) = &self.pathway.assigned
            && category == Category::ImprovementActivities
        {
            self.remark(&format!(
                "Improvement activities need no table: CMS assigns {} percent on this pathway ({}).",
                assigned.improvement_activities, assigned.cite
            ));
            return;
        }
        let weight = weights[category].normalize();
        self.remark(&format!(
            "{}: {weight} percent of the final score.",
            category.heading()
        ));
        self.line(&format!("[{}]", category.key()));
        self.said("unknown = true", "not known yet: the result is a range");
        self.remark("In place of unknown, one of:");
        self.said(
            &format!("# percent = {}", percent(category)),
            "the category's percent score, 0 to 100",
        );
        self.states(category);
        if self.wish.lists()
            && let Some(text) = measures::of(rules, &self.choice, self.wish.pathway, category)
        {
            self.remark(
                "Or what it is computed from; take the marks off the lines that are yours:",
            );
            for line in text.lines() {
                let mark = if line.starts_with('#') { "" } else { "# " };
                self.line(&format!("{mark}{line}"));
            }
        }
    }

    /// What a category may say in place of what it is scored from.
    fn states(&mut self, category: Category) {
        if category != Category::Cost {
            self.said(
                "# not_submitted = true",
                "nothing was submitted: 0 percent, full weight",
            );
        }
        for reason in Reason::ALL {
            let accepted = self
                .rules
                .reweighting_reasons
                .get(reason)
                .is_some_and(|known| known.categories.contains(&category));
            if accepted {
                self.line(&format!("# reweighted = \"{}\"", reason.key()));
            }
        }
    }

    /// The weights of the starter, and the categories that it leaves without one.
    fn weights(&self) -> (ByCategory<Decimal>, CategorySet) {
        let name = self
            .pathway
            .apm_kinds
            .get(ApmKind::WebInterface.key())
            .unwrap_or(if self.wish.small_practice {
                &self.pathway.small_practice_weights
            } else {
                &self.pathway.weights
            });
        let table = &self.rules.weights[name];
        let not_scored: CategorySet = Category::ALL
            .into_iter()
            .filter(|category| {
                table.without.contains(category)
                    || self.rules.never_scored.contains_key(category)
                    || self.is_exempt_by_size(*category)
            })
            .collect();
        let row = table.rows.get(not_scored);
        (
            row.copied()
                .unwrap_or(ByCategory::from_fn(|_| Decimal::ZERO)),
            not_scored,
        )
    }

    fn is_exempt_by_size(&self, category: Category) -> bool {
        self.wish.small_practice
            && self
                .rules
                .automatic_reweighting
                .get(&category)
                .is_some_and(|automatic| automatic.small_practice)
    }
}

fn percent(category: Category) -> u8 {
    match category {
        Category::Quality => 80,
        Category::Cost => 60,
        Category::ImprovementActivities => 100,
        Category::PromotingInteroperability => 90,
    }
}
