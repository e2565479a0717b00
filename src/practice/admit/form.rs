//! What must hold of a practice file in any year: the range of every figure, and what cannot go together.
//!
//! The reader of a document types it, and says where everything is; whether it can be so is said only here, for files
//! that are read and for files that are built in code.

mod bounds;
mod categories;
mod measures;
mod taking_part;

use rust_decimal::Decimal;

use crate::{
    category::Category,
    decimal::{HUNDRED, LARGEST_FIGURE},
    practice::file::{ComplexPatientTable, PracticeFacts, PracticeFile},
    problem::{Code, Problem, Problems},
};

/// More clinicians than any practice has.
pub(crate) const MOST_CLINICIANS: u32 = 1_000_000;

/// More than this is more than any practice is paid; far more than all of Part B is an error of typing.
pub(crate) const MOST_PAID: Decimal = Decimal::from_parts(1_410_065_408, 2, 0, false, 0);

/// No list of a practice file is longer: a year has some hundred activities.
const MOST_ITEMS: usize = 1000;

/// The least standard deviation: nearly nothing would make any bonus of any difference.
const LEAST_DEVIATION: Decimal = Decimal::from_parts(1, 0, 0, false, 4);

/// What is wrong with the form of a practice file. What is out of its range is taken out of the file, so that nothing is
/// computed with it.
pub(crate) fn check(file: &mut PracticeFile) -> Problems {
    let mut form = Form::default();
    form.final_score(file);
    form.facts(&mut file.practice);
    form.states(file);
    form.percents(file);
    form.quality(file.quality.as_mut());
    form.cost(file.cost.as_mut());
    form.activities(file.improvement_activities.as_mut());
    form.interoperability(file.promoting_interoperability.as_mut());
    if let Some(bonus) = &mut file.complex_patient_bonus {
        form.bonus(bonus);
    }
    let prior = &mut file.prior_year;
    form.percent(
        ("prior_year", "quality_achievement_percent"),
        &mut prior.quality_achievement_percent,
    );
    form.percent(("prior_year", "cost_percent"), &mut prior.cost_percent);
    if let Some(facility) = &file.facility_based {
        let mut given = [
            ("quality_percent", Some(facility.quality_percent)),
            ("cost_percent", Some(facility.cost_percent)),
        ];
        for (key, percent) in &mut given {
            form.percent(("facility_based", key), percent);
        }
        if given.iter().any(|(_, percent)| percent.is_none()) {
            file.facility_based = None;
        }
    }
    let payment = &mut file.payment;
    form.figure(("payment", "scaling_factor"), &mut payment.scaling_factor);
    form.figure(
        ("payment", "additional_scaling_factor"),
        &mut payment.additional_scaling_factor,
    );
    if let Some(facts) = file.taking_part.as_deref_mut() {
        form.taking_part(facts);
    }
    form.problems
}

/// The form of a practice file as it is being checked.
#[derive(Default)]
pub(super) struct Form {
    pub problems: Problems,
}

impl Form {
    /// A final score that is known says all that categories could, so none of them may be beside it.
    fn final_score(&mut self, file: &mut PracticeFile) {
        let Some(score) = file.final_score else {
            return;
        };
        if score.is_sign_negative() && !score.is_zero() {
            let message = format!("{score}: a final score cannot be negative");
            self.note(Code::OutOfRange, "final_score", message);
            file.final_score = None;
            return;
        }
        self.figure(("", "final_score"), &mut file.final_score);
        let is_there = [
            file.quality.is_some(),
            file.cost.is_some(),
            file.improvement_activities.is_some(),
            file.promoting_interoperability.is_some(),
        ];
        for (category, _) in Category::ALL
            .into_iter()
            .zip(is_there)
            .filter(|(_, is)| *is)
        {
            let message = "give a known final score or the categories, not both";
            let problem = Problem::new(Code::Contradiction, category.key(), message).on_key();
            self.problems
                .push(problem.help("give final_score, or the categories that make it"));
        }
    }

    fn facts(&mut self, facts: &mut PracticeFacts) {
        self.whole(
            ("practice", "clinicians"),
            &mut facts.clinicians,
            MOST_CLINICIANS,
        );
        let path = "practice.part_b_paid";
        self.amount(("practice", "part_b_paid"), &mut facts.part_b_paid);
        if let Some(paid) = facts.part_b_paid.filter(|paid| *paid > MOST_PAID) {
            let message =
                format!("{paid} dollars is more than Medicare pays to any practice in a year");
            let problem = Problem::new(Code::OutOfRange, path, message);
            self.problems.push(problem.help("give dollars, not cents"));
            facts.part_b_paid = None;
        }
        self.list("practice.special_statuses", &mut facts.special_statuses);
    }

    fn bonus(&mut self, bonus: &mut ComplexPatientTable) {
        let path = "complex_patient_bonus";
        let inputs = bonus.inputs.named();
        let states: Vec<&str> = [
            ("points", bonus.points.is_some()),
            ("raw inputs", inputs.iter().any(|(_, it)| it.is_some())),
            ("unknown", bonus.unknown),
        ]
        .into_iter()
        .filter_map(|(name, there)| there.then_some(name))
        .collect();
        if states.len() > 1 {
            let message = format!("{} cannot go together", states.join(" and "));
            let problem = Problem::new(Code::Contradiction, path, message);
            self.problems.push(problem.on_key());
        }
        self.figure((path, "points"), &mut bonus.points);
        for (key, value) in bonus.inputs.named_mut() {
            let least = if key.ends_with("_sd") {
                LEAST_DEVIATION
            } else {
                Decimal::ZERO
            };
            let most = if key.starts_with("dual") {
                Decimal::ONE
            } else {
                HUNDRED
            };
            self.within((path, key), value, least, most);
        }
    }

    /// A list that is no longer than any list of a practice can be.
    fn list<T>(&mut self, path: &str, items: &mut Vec<T>) {
        if items.len() > MOST_ITEMS {
            let message = format!(
                "the list has {} items; a practice has {MOST_ITEMS} at most",
                items.len()
            );
            let problem = Problem::new(Code::OutOfRange, path, message);
            self.problems.push(problem.on_key());
            items.clear();
        }
    }

    fn note(&mut self, code: Code, path: &str, message: impl Into<String>) {
        self.problems.push(Problem::new(code, path, message));
    }
}
