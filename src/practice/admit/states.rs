//! What is said of the categories, and for what reason their weight moved, against the year's rules.

use rust_decimal::Decimal;

use super::Admission;
use crate::{
    category::{Category, CategorySet},
    practice::{
        CategoryInput, Practice,
        states::{self, CategoryState},
    },
    problem::Code,
    rules::{
        Rules, WeightTable,
        terms::{Participation, Reason, Word},
    },
};

impl Admission<'_> {
    pub(super) fn check_reasons(&mut self, practice: &Practice) {
        let given = |category| match practice.categories[category] {
            CategoryInput::Reweighted(reason) => Some(reason),
            _ => None,
        };
        let out = states::without_weight(self.rules, practice);
        for category in Category::ALL {
            let Some(reason) = given(category) else {
                continue;
            };
            let everywhere = Category::ALL
                .into_iter()
                .all(|other| given(other) == Some(reason) || out.contains(other));
            self.check_reason(
                practice,
                category,
                reason,
                everywhere,
                out.contains(category),
            );
        }
    }

    /// A reason must be the law's in this year and category. What carries no weight anyway takes any reason that is not
    /// another category's alone.
    fn check_reason(
        &mut self,
        practice: &Practice,
        category: Category,
        reason: Reason,
        everywhere: bool,
        is_out: bool,
    ) {
        let rules = self.rules;
        let path = format!("{}.reweighted", category.key());
        let accepted = |rules: &Rules| {
            rules.reweighting_reasons.get(&reason).is_some_and(|known| {
                known.categories.contains(&category) || (known.together && everywhere)
            })
        };
        let pathway_rules = &rules.pathways[&practice.pathway];
        if is_out && !matches!(reason, Reason::Hardship | Reason::SpecialStatus) {
            return;
        }
        if reason == Reason::Pathway {
            let message = format!(
                "the pathway `{}` scores {} in performance year {}",
                practice.pathway.key(),
                category.title(),
                rules.performance_year
            );
            self.error(Code::NotInYear, &path, message);
        } else if !accepted(rules) {
            let what = format!("`{}` does not reweight {}", reason.key(), category.title());
            self.not_in_year(&path, &what, accepted);
            self.name_reasons(category);
        } else if category == Category::Quality
            && reason == Reason::NoApplicableMeasures
            && pathway_rules.quality_always_applicable
        {
            let message =
                "quality cannot be reweighted for lack of applicable measures on this pathway";
            self.error(Code::NotInYear, &path, message).help =
                Some(format!("see {}", pathway_rules.cite));
        } else if practice.participation == Participation::ApmEntity
            && rules.reweighting_reasons[&reason].apm_entity_together
            && !everywhere
        {
            let message = format!(
                "an APM Entity has `{}` in all four categories or in none",
                reason.key()
            );
            self.error(Code::Contradiction, &path, message).help =
                Some(format!("see {}", rules.reweighting_reasons[&reason].cite));
        } else if reason == Reason::SpecialStatus && !states::is_exempt(rules, practice, category) {
            let message = "nothing in the file (status, size or type) exempts the practice; we assume CMS has said so";
            self.error(Code::Unlikely, &path, message);
        }
    }

    /// Adds to the last problem which reasons the category has this year.
    fn name_reasons(&mut self, category: Category) {
        let valid: Vec<&str> = Reason::ALL
            .iter()
            .filter(|reason| {
                let known = self.rules.reweighting_reasons.get(reason);
                known.is_some_and(|known| known.categories.contains(&category))
            })
            .map(|reason| reason.key())
            .collect();
        let list = if valid.is_empty() {
            "none".into()
        } else {
            valid.join(", ")
        };
        let problem = self.problems.0.last_mut();
        if let Some(help) = problem.and_then(|problem| problem.help.as_mut()) {
            help.push_str(&format!(
                "; reasons for {} this year: {list}",
                category.title()
            ));
        }
    }

    pub(super) fn check_states(&mut self, practice: &Practice) {
        let cost = practice.categories.cost;
        let cost_is_out = states::without_weight(self.rules, practice).contains(Category::Cost);
        if cost == CategoryInput::NotSubmitted && !cost_is_out {
            let message =
                "cost is not submitted: CMS computes it from claims, and a scored cost is never 0";
            self.error(Code::Contradiction, "cost.not_submitted", message)
                .help = Some(
                "write unknown = true, percent, or reweighted = \"no_applicable_measures\"".into(),
            );
        }
        if cost == CategoryInput::Percent(Decimal::ZERO) {
            let message = "a scored cost is at least 10 percent (1 point of 10)";
            self.error(Code::Unlikely, "cost.percent", message).help = Some(
                "if cost was not scored, write reweighted = \"no_applicable_measures\"".into(),
            );
        }
        for category in states::without_weight(self.rules, practice).iter() {
            if matches!(
                practice.categories[category],
                CategoryInput::Percent(_) | CategoryInput::Measures { .. }
            ) {
                let message = format!(
                    "{} has no weight here, so what is given has no effect",
                    category.title()
                );
                self.error(Code::NoEffect, category.key(), message);
            }
        }
    }

    /// Some tables move the weight of a category nowhere.
    pub(super) fn check_row(&mut self, practice: &Practice) {
        let rules = self.rules;
        let settled = states::settle(rules, practice, &states::given_only(practice));
        let not_scored: CategorySet = Category::ALL
            .into_iter()
            .filter(|category| matches!(settled[*category], CategoryState::Reweighted { .. }))
            .collect();
        let (name, table): (&str, &WeightTable) = states::weight_table(rules, practice);
        let left = Category::ALL.len() - not_scored.len();
        if left >= rules.final_score.minimum_categories && table.rows.get(not_scored).is_none() {
            let category = table
                .no_row
                .iter()
                .find(|category| not_scored.contains(**category));
            let category = category.copied().unwrap_or(Category::Quality);
            let message = format!(
                "no row of `weights.{name}` moves the weight of {} ({})",
                category.title(),
                table.cite
            );
            self.error(Code::NoWeights, category.key(), message);
        }
    }
}
