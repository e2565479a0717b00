//! A commented practice file to begin with, made of what exists in a performance year. It scores as it is, and invents no
//! figure: what it cannot know is unknown, and what may be said stands beside it in remarks.

mod measures;
mod taking_part;
mod wish;

use rust_decimal::Decimal;

use crate::{
    category::{ByCategory, Category, CategorySet},
    problem::{Code, Problem},
    report::layout::wrap,
    rules::{
        ComplexPatientMethod, PathwayRules,
        book::YearRules,
        terms::{ApmKind, Participation, Reason, Word},
    },
};

pub use taking_part::taking_part;
pub use wish::Wish;

/// The starter of a year.
///
/// ```
/// use mips::{RuleBook, reference::starter::{Wish, starter}, rules::terms::Pathway};
///
/// let wish = Wish { pathway: Pathway::Traditional, small_practice: true, measures: false, specialty: None, mvp: None };
/// let text = starter(&*RuleBook::built_in().year(2025)?, wish)?;
/// assert!(text.contains("performance_year = 2025"));
/// # Ok::<(), mips::Problems>(())
/// ```
///
/// # Errors
///
/// A pathway that the year lacks, with those it has; a specialty or an MVP that it lacks; measures of a year that has none
/// published.
pub fn starter(rules: &YearRules, wish: Wish<'_>) -> Result<String, Problem> {
    let year = rules.performance_year;
    let Some(pathway) = rules.pathways.get(&wish.pathway) else {
        let known: Vec<&str> = rules.pathways.keys().map(|it| it.key()).collect();
        let message = format!(
            "no pathway `{}` in performance year {year}",
            wish.pathway.key()
        );
        let help = format!("pathways of {year}: {}", known.join(", "));
        return Err(Problem::new(Code::NotInYear, "practice.pathway", message).help(help));
    };
    if wish.lists() && rules.inventory().is_none() {
        let message = format!("no measures are published for performance year {year}");
        return Err(Problem::new(Code::NotInYear, "performance_year", message)
            .help("without measures the starter has the categories alone"));
    }
    let choice = measures::Choice::of(rules, wish)?;
    let mut page = Page {
        rules,
        wish,
        choice,
        pathway,
        text: String::new(),
    };
    page.head();
    page.practice();
    for category in Category::ALL {
        page.category(category);
    }
    page.bonus();
    page.facility();
    page.prior_year();
    page.payment();
    Ok(page.text)
}

struct Page<'r> {
    rules: &'r YearRules,
    wish: Wish<'r>,
    choice: measures::Choice,
    pathway: &'r PathwayRules,
    text: String,
}

impl Page<'_> {
    fn remark(&mut self, text: &str) {
        self.text.push_str(&wrap(text, "# ", "# "));
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// A line with a remark beside it.
    fn said(&mut self, line: &str, remark: &str) {
        self.line(&format!("{line:<28} # {remark}"));
    }

    fn head(&mut self) {
        self.line("#:schema ./practice.schema.json");
        let (year, paid) = (self.rules.performance_year, self.rules.payment_year);
        self.remark(&format!(
            "A practice in performance year {year}, whose score moves Medicare's payments of {paid}. Lines that begin \
             with # are remarks. Put your own figures in, save, and run: mips score practice.toml"
        ));
        self.remark("An editor that knows TOML completes the keys when `mips schema practice -o practice.schema.json` was run here.");
        self.line(&format!("performance_year = {year}"));
    }

    fn practice(&mut self) {
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

    fn category(&mut self, category: Category) {
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

    fn bonus(&mut self) {
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

    fn facility(&mut self) {
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

    fn prior_year(&mut self) {
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

    fn payment(&mut self) {
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

fn either<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.collect::<Vec<_>>().join(" | ")
}
