//! Holds a practice file against one year's rules.

mod data;
mod quality;

use rust_decimal::Decimal;

use super::{
    CategoryData, CategoryInput, CategoryTable, ComplexPatientInput, ComplexPatientTable, Practice,
    PracticeFile,
    words::{ApmKind, Participation, Pathway, Reason, SpecialStatus, Word},
};
use crate::{
    category::{ByCategory, Category, CategorySet},
    problem::{Code, Problem, Problems},
    rulebook::{RuleBook, YearRules},
    rules::{ComplexPatientMethod, Rules, WeightTable},
    score::weights::{self, Standing},
};

/// Makes of a practice file a practice that fits the year, ready to be scored without failing.
///
/// `book` is asked in which other years something exists that this year lacks.
///
/// # Errors
///
/// Everything that the year's rules do not admit, each with its dotted path.
pub fn admit(book: &RuleBook, rules: &YearRules, file: PracticeFile) -> Result<Practice, Problems> {
    let mut admission = Admission {
        book,
        rules,
        problems: Problems::default(),
    };
    let practice = admission.practice(file);
    let Admission { problems, .. } = admission;
    if problems.any_error() {
        return Err(problems);
    }
    Ok(Practice {
        warnings: problems.0,
        ..practice
    })
}

struct Admission<'a> {
    book: &'a RuleBook,
    rules: &'a YearRules,
    problems: Problems,
}

impl Admission<'_> {
    fn practice(&mut self, file: PracticeFile) -> Practice {
        let facts = file.practice;
        let participation = facts.participation.unwrap_or(Participation::Group);
        let pathway = facts.pathway.unwrap_or(Pathway::Traditional);
        let counted = facts
            .clinicians
            .map(|count| count <= self.rules.small_practice.maximum_clinicians);
        let mut practice = Practice {
            name: facts.name,
            participation,
            pathway,
            mvp: facts.mvp,
            clinicians: facts.clinicians,
            small_practice: facts.small_practice.or(counted).unwrap_or(false),
            size_is_stated: facts.small_practice.or(counted).is_some(),
            special_statuses: facts.special_statuses,
            apm_participant: facts.apm_participant.unwrap_or(false),
            apm_kind: facts.apm_kind.unwrap_or(ApmKind::WebInterface),
            clinician_type: facts.clinician_type,
            part_b_paid: facts.part_b_paid,
            categories: ByCategory {
                quality: input(file.quality.as_ref()),
                cost: input(file.cost.as_ref()),
                improvement_activities: input(file.improvement_activities.as_ref()),
                promoting_interoperability: input(file.promoting_interoperability.as_ref()),
            },
            data: CategoryData {
                quality: file
                    .quality
                    .and_then(|table| table.data)
                    .unwrap_or_default(),
                cost: file.cost.and_then(|table| table.data).unwrap_or_default(),
                improvement_activities: file
                    .improvement_activities
                    .and_then(|table| table.data)
                    .unwrap_or_default(),
                promoting_interoperability: file
                    .promoting_interoperability
                    .and_then(|table| table.data)
                    .unwrap_or_default(),
            },
            complex_patient_bonus: ComplexPatientInput::None,
            facility_based: file.facility_based,
            prior_year: file.prior_year,
            payment: file.payment,
            warnings: Vec::new(),
        };
        self.check_size(&practice, facts.clinicians, facts.small_practice);
        self.check_words(&practice);
        let pathway_exists = self.check_pathway(&practice);
        practice.complex_patient_bonus = self.complex_patient(file.complex_patient_bonus);
        self.check_facility(&mut practice);
        self.check_payment(&practice);
        if pathway_exists {
            self.check_reasons(&practice);
            self.check_states(&practice);
            self.check_row(&practice);
            self.check_data(&practice);
        }
        practice
    }

    fn error(&mut self, code: Code, path: &str, message: impl Into<String>) -> &mut Problem {
        self.problems.push(Problem::new(code, path, message));
        self.problems.0.last_mut().expect("one was just pushed")
    }

    /// Something that the year lacks; the help names the years that have it.
    fn not_in_year(&mut self, path: &str, what: &str, exists: impl Fn(&Rules) -> bool) {
        let year = self.rules.performance_year;
        let elsewhere: Vec<u16> = self
            .book
            .years()
            .filter(|other| self.book.year(*other).is_ok_and(|rules| exists(&rules)))
            .collect();
        let help = match spans(&elsewhere) {
            Some(years) => format!("performance years that have it: {years}"),
            None => "no performance year has it".into(),
        };
        self.error(
            Code::NotInYear,
            path,
            format!("{what} in performance year {year}"),
        )
        .help = Some(help);
    }

    fn check_size(
        &mut self,
        practice: &Practice,
        clinicians: Option<u32>,
        designated: Option<bool>,
    ) {
        let most = self.rules.small_practice.maximum_clinicians;
        if let (Some(count), Some(small)) = (clinicians, designated)
            && (count <= most) != small
        {
            let size = if small {
                "a small practice"
            } else {
                "no small practice"
            };
            let message =
                format!("{count} clinicians, but designated {size}: the designation is used");
            self.error(Code::Unlikely, "practice.small_practice", message);
        }
        if clinicians == Some(0) {
            self.error(
                Code::OutOfRange,
                "practice.clinicians",
                "a practice has at least one clinician",
            );
        }
        if practice.participation == Participation::Group && clinicians == Some(1) {
            let message =
                "a group has at least two clinicians; one alone takes part as an individual";
            self.error(Code::Unlikely, "practice.clinicians", message);
        }
    }

    fn check_words(&mut self, practice: &Practice) {
        let kind = practice.participation;
        if !self.rules.participation.kinds.contains(&kind) {
            let what = format!("there is no participation as `{}`", kind.key());
            self.not_in_year("practice.participation", &what, |rules| {
                rules.participation.kinds.contains(&kind)
            });
        }
        for status in &practice.special_statuses {
            if !self.rules.special_statuses.kinds.contains(status) {
                let what = format!("there is no special status `{}`", status.key());
                self.not_in_year("practice.special_statuses", &what, |rules| {
                    rules.special_statuses.kinds.contains(status)
                });
            }
        }
        if let Some(clinician) = practice.clinician_type {
            if !self.rules.clinician_types.kinds.contains(&clinician) {
                let what = format!(
                    "`{}` is no type of MIPS eligible clinician",
                    clinician.key()
                );
                self.not_in_year("practice.clinician_type", &what, |rules| {
                    rules.clinician_types.kinds.contains(&clinician)
                });
            }
            if kind != Participation::Individual {
                let problem = self.error(
                    Code::NoEffect,
                    "practice.clinician_type",
                    "a clinician type counts for individuals only",
                );
                problem.help = Some(
                    "a group whose every clinician is exempt writes promoting_interoperability.reweighted = \
                     \"special_status\""
                        .into(),
                );
            }
        }
        self.check_group_statuses(practice);
    }

    /// Some statuses have no definition for groups: a group holds them only when everyone in it does.
    fn check_group_statuses(&mut self, practice: &Practice) {
        if practice.participation == Participation::Individual {
            return;
        }
        let undefined: Vec<SpecialStatus> = self
            .rules
            .automatic_reweighting
            .values()
            .flat_map(|automatic| automatic.statuses_without_group_definition.iter().copied())
            .filter(|status| practice.special_statuses.contains(status))
            .collect();
        for status in undefined {
            let message = format!(
                "a group is `{}` this year only when every MIPS eligible clinician in it is; taken as so",
                status.key()
            );
            self.error(Code::Unlikely, "practice.special_statuses", message);
        }
    }

    /// Whether the pathway exists this year, for those who take part so.
    fn check_pathway(&mut self, practice: &Practice) -> bool {
        let Practice {
            pathway,
            participation,
            ..
        } = *practice;
        let path = "practice.pathway";
        let rules = self.rules;
        let Some(pathway_rules) = rules.pathways.get(&pathway) else {
            let what = format!("there is no pathway `{}`", pathway.key());
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
                    "the pathway `mvp` needs the id of the MVP",
                )
                .help = Some("for example mvp = \"M0005\"".into());
            }
            (Pathway::Mvp, Some(_)) | (_, None) => {}
            (_, Some(_)) => {
                let message = format!("the pathway is `{}`: the MVP has no effect", pathway.key());
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

    fn complex_patient(&mut self, table: Option<ComplexPatientTable>) -> ComplexPatientInput {
        let path = "complex_patient_bonus";
        let Some(bonus) = &self.rules.complex_patient_bonus else {
            if table.is_some() {
                self.not_in_year(path, "there is no complex patient bonus", |rules| {
                    rules.complex_patient_bonus.is_some()
                });
            }
            return ComplexPatientInput::None;
        };
        let Some(table) = table else {
            return ComplexPatientInput::NotGiven;
        };
        if table.unknown {
            return ComplexPatientInput::Unknown;
        }
        if let Some(points) = table.points {
            let fits = Decimal::ZERO <= points && points <= bonus.maximum;
            if !fits {
                let message = format!(
                    "{points} points: the bonus is between 0 and {}",
                    bonus.maximum
                );
                self.error(Code::OutOfRange, "complex_patient_bonus.points", message);
            }
            return ComplexPatientInput::Points(points);
        }
        let needed: &[&str] = match bonus.method {
            ComplexPatientMethod::HccAndDual { .. } => &["average_hcc", "dual_ratio"],
            ComplexPatientMethod::Standardized { .. } => &[
                "average_hcc",
                "dual_ratio",
                "hcc_mean",
                "hcc_sd",
                "hcc_median",
                "dual_mean",
                "dual_sd",
                "dual_median",
            ],
        };
        if table
            .inputs
            .named()
            .iter()
            .all(|(_, value)| value.is_none())
        {
            if !table.denied {
                let message = "the table does not say what the bonus is";
                let problem = Problem::new(Code::MissingKey, path, message).on_key();
                let help = format!("give points, unknown = true, or {}", needed.join(", "));
                self.problems.push(problem.help(help));
            }
            return ComplexPatientInput::NotGiven;
        }
        let year = self.rules.performance_year;
        let missing: Vec<&str> = table
            .inputs
            .named()
            .iter()
            .filter(|(key, value)| value.is_none() && needed.contains(key))
            .map(|(key, _)| *key)
            .collect();
        if let Some(first) = missing.first() {
            let message = format!(
                "the formula of performance year {year} needs {} too",
                missing.join(", ")
            );
            self.error(Code::MissingKey, &format!("{path}.{first}"), message)
                .help = Some("or give points, or unknown = true".into());
        }
        for (key, value) in table.inputs.named() {
            let path = format!("{path}.{key}");
            match value {
                Some(_) if !needed.contains(&key) => {
                    let message =
                        format!("the formula of performance year {year} does not use this figure");
                    self.error(Code::NoEffect, &path, message);
                }
                _ => {}
            }
        }
        ComplexPatientInput::Raw(table.inputs)
    }

    fn check_facility(&mut self, practice: &mut Practice) {
        if practice.facility_based.is_none() {
            return;
        }
        let path = "facility_based";
        let Some(facility) = &self.rules.facility_based else {
            self.not_in_year(path, "there are no facility-based scores", |rules| {
                rules.facility_based.is_some()
            });
            return;
        };
        if !facility.pathways.contains(&practice.pathway) {
            let open: Vec<&str> = facility.pathways.iter().map(|kind| kind.key()).collect();
            let message = format!(
                "there are no facility-based scores on the pathway `{}`",
                practice.pathway.key()
            );
            self.error(Code::NotInYear, path, message).help =
                Some(format!("they are used on {}", open.join(", ")));
        }
        if !facility.participation.contains(&practice.participation) {
            let open: Vec<&str> = facility
                .participation
                .iter()
                .map(|kind| kind.key())
                .collect();
            let message = format!(
                "`{}` cannot be scored by a facility this year",
                practice.participation.key()
            );
            self.error(Code::NotInYear, path, message).help = Some(format!(
                "facility-based scoring is open to {}",
                open.join(", ")
            ));
        } else if !practice
            .special_statuses
            .contains(&SpecialStatus::FacilityBased)
        {
            let message =
                "facility-based scores without the special status `facility_based`; taken as held";
            self.error(Code::Unlikely, path, message);
        }
    }

    fn check_payment(&mut self, practice: &Practice) {
        let adjustment = &self.rules.adjustment;
        let mut bounded = |key: &str, value: Option<Decimal>, most: Decimal| {
            if let Some(value) = value.filter(|value| !(Decimal::ZERO <= *value && *value <= most))
            {
                let message = format!("{value}: the factor is between 0 and {most}");
                self.problems.push(Problem::new(
                    Code::OutOfRange,
                    format!("payment.{key}"),
                    message,
                ));
            }
        };
        bounded(
            "scaling_factor",
            practice.payment.scaling_factor,
            adjustment.maximum_scaling_factor,
        );
        match &adjustment.additional {
            Some(additional) => bounded(
                "additional_scaling_factor",
                practice.payment.additional_scaling_factor,
                additional.maximum_scaling_factor,
            ),
            None if practice.payment.additional_scaling_factor.is_some() => {
                self.not_in_year(
                    "payment.additional_scaling_factor",
                    "there is no additional adjustment",
                    |rules| rules.adjustment.additional.is_some(),
                );
            }
            None => {}
        }
    }

    fn check_reasons(&mut self, practice: &Practice) {
        let given = |category| match practice.categories[category] {
            CategoryInput::Reweighted(reason) => Some(reason),
            _ => None,
        };
        let out = weights::without_weight(self.rules, practice);
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
            let what = format!(
                "`{}` does not move the weight of {}",
                reason.key(),
                category.title()
            );
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
        } else if reason == Reason::SpecialStatus && !weights::is_exempt(rules, practice, category)
        {
            let message = "nothing in the file exempts the practice: no status, size or type; taken as CMS's word";
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

    fn check_states(&mut self, practice: &Practice) {
        let cost = practice.categories.cost;
        let cost_is_out = weights::without_weight(self.rules, practice).contains(Category::Cost);
        if cost == CategoryInput::NotSubmitted && !cost_is_out {
            let message =
                "cost is not submitted: CMS computes it from claims, and a scored cost is never 0";
            self.error(Code::Contradiction, "cost.not_submitted", message)
                .help = Some(
                "write unknown = true, percent, or reweighted = \"no_applicable_measures\"".into(),
            );
        }
        if cost == CategoryInput::Percent(Decimal::ZERO) {
            let message = "a scored cost is at least 10 percent, one point of ten";
            self.error(Code::Unlikely, "cost.percent", message).help =
                Some("cost that was not scored is reweighted = \"no_applicable_measures\"".into());
        }
        for category in weights::without_weight(self.rules, practice).iter() {
            if matches!(
                practice.categories[category],
                CategoryInput::Percent(_) | CategoryInput::Data(_)
            ) {
                let message = format!(
                    "{} carries no weight here: what is given has no effect",
                    category.title()
                );
                self.error(Code::NoEffect, category.key(), message);
            }
        }
    }

    /// What categories are computed from must exist in the year.
    fn check_data(&mut self, practice: &Practice) {
        self.check_quality(practice);
        let has_data = |category| matches!(practice.categories[category], CategoryInput::Data(_));
        if has_data(Category::Cost) {
            self.check_cost(practice);
        }
        if has_data(Category::ImprovementActivities) {
            self.check_activities(practice);
        }
        if has_data(Category::PromotingInteroperability) {
            self.check_interoperability(practice);
        }
    }

    /// Some tables move the weight of a category nowhere.
    fn check_row(&mut self, practice: &Practice) {
        let rules = self.rules;
        let standings = weights::settle(rules, practice, &weights::given_only(practice));
        let not_scored: CategorySet = Category::ALL
            .into_iter()
            .filter(|category| matches!(standings[*category], Standing::Reweighted { .. }))
            .collect();
        let (name, table): (&str, &WeightTable) = weights::table(rules, practice);
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

fn input<T>(table: Option<&CategoryTable<T>>) -> CategoryInput {
    match table {
        Some(table) if table.data.is_some() => CategoryInput::Data(table.percent),
        Some(CategoryTable {
            percent: Some(percent),
            ..
        }) => CategoryInput::Percent(*percent),
        Some(CategoryTable {
            reweighted: Some(reason),
            ..
        }) => CategoryInput::Reweighted(*reason),
        Some(CategoryTable {
            not_submitted: true,
            ..
        }) => CategoryInput::NotSubmitted,
        Some(CategoryTable { unknown: true, .. }) => CategoryInput::Unknown,
        Some(_) | None => CategoryInput::Absent,
    }
}

/// Years in words: `2019 to 2020, 2023 to 2027`.
pub(crate) fn spans(years: &[u16]) -> Option<String> {
    let mut parts: Vec<(u16, u16)> = Vec::new();
    for year in years {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == *year => *last = *year,
            _ => parts.push((*year, *year)),
        }
    }
    let texts: Vec<String> = parts
        .into_iter()
        .map(|(first, last)| {
            if first == last {
                first.to_string()
            } else {
                format!("{first} to {last}")
            }
        })
        .collect();
    (!texts.is_empty()).then(|| texts.join(", "))
}
