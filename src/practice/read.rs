//! Reads a practice file from its document, noting everything that is wrong with its form.

use std::cell::RefCell;

use rust_decimal::Decimal;

use super::{
    fields::Fields,
    file::{
        ComplexPatientInputs, ComplexPatientTable, FacilityScores, PaymentFacts, PracticeFacts,
        PracticeFile, PriorYear,
    },
};
use crate::{
    category::Category,
    decimal::HUNDRED,
    document::Document,
    problem::{Code, Problem, Problems},
};

mod categories;
mod taking_part;

use categories::{
    read_category, read_cost_measures, read_promoting_interoperability, read_quality_measures,
};
use taking_part::read_taking_part;

/// Reads a practice file, whatever its year. What is wrong with its form comes back beside it.
#[must_use]
pub fn read(document: &Document) -> (PracticeFile, Problems) {
    let problems = RefCell::default();
    let top = Fields::new(document.root(), "", &problems);
    let file = PracticeFile {
        performance_year: read_year(&top),
        final_score: read_final_score(&top),
        practice: top.table("practice").map(read_facts).unwrap_or_default(),
        quality: read_category(&top, "quality", "measures", read_quality_measures),
        cost: read_category(&top, "cost", "measures", read_cost_measures),
        improvement_activities: read_category(
            &top,
            "improvement_activities",
            "activities",
            |table| table.texts("activities"),
        ),
        promoting_interoperability: read_category(
            &top,
            "promoting_interoperability",
            "measures",
            read_promoting_interoperability,
        ),
        complex_patient_bonus: top.table("complex_patient_bonus").map(read_complex_patient),
        prior_year: top
            .table("prior_year")
            .map(read_prior_year)
            .unwrap_or_default(),
        facility_based: top.table("facility_based").and_then(read_facility),
        payment: top.table("payment").map(read_payment).unwrap_or_default(),
        taking_part: read_taking_part(&top),
    };
    // What is expected of the result belongs to fixtures; it is not an input.
    let _ = top.node("expect");
    top.finish();
    (file, problems.into_inner())
}

fn read_year(top: &Fields<'_>) -> Option<u16> {
    if top.node("performance_year").is_none() {
        let problem = Problem::new(
            Code::MissingKey,
            "performance_year",
            "the performance year is missing",
        );
        top.note(problem.help("write for example performance_year = 2026, or give --year 2026"));
        return None;
    }
    top.whole("performance_year", 9999)
        .and_then(|year| u16::try_from(year).ok())
}

/// A final score that is known says all that categories could, so none of them may stand beside it.
fn read_final_score(top: &Fields<'_>) -> Option<Decimal> {
    let score = top.decimal("final_score")?;
    if score.is_sign_negative() && !score.is_zero() {
        let message = format!("{score}: a final score is not negative");
        top.note(Problem::new(Code::OutOfRange, "final_score", message));
        return None;
    }
    for category in Category::ALL {
        if top.node(category.key()).is_some() {
            let message = "a final score that is known stands beside no category";
            let problem = Problem::new(Code::Contradiction, category.key(), message).on_key();
            top.note(problem.help("give final_score, or the categories that make it"));
        }
    }
    Some(score)
}

/// More clinicians than any practice has.
pub(crate) const MOST_CLINICIANS: u32 = 1_000_000;

fn read_facts(table: Fields<'_>) -> PracticeFacts {
    let facts = PracticeFacts {
        name: table.text("name"),
        participation: table.word("participation"),
        pathway: table.word("pathway"),
        mvp: table.text("mvp"),
        clinicians: table.whole("clinicians", MOST_CLINICIANS),
        small_practice: table.boolean("small_practice"),
        special_statuses: table.words("special_statuses"),
        apm_participant: table.boolean("apm_participant"),
        apm_kind: table.word("apm_kind"),
        clinician_type: table.word("clinician_type"),
        part_b_paid: read_paid(&table),
        single_specialty: table.boolean("single_specialty"),
        tin_of_payment_year: table.word("tin_of_payment_year"),
    };
    table.finish();
    facts
}

/// More than this is more than any practice is paid; far more than all of Part B is an error of typing.
pub(crate) const MOST_PAID: Decimal = Decimal::from_parts(1_410_065_408, 2, 0, false, 0);

fn read_paid(table: &Fields<'_>) -> Option<Decimal> {
    let paid = table.amount("part_b_paid")?;
    let path = table.path("part_b_paid");
    if paid > MOST_PAID {
        let message = format!("{paid} dollars is more than Medicare pays any practice in a year");
        table.note(Problem::new(Code::OutOfRange, path, message).help("give dollars, not cents"));
        return None;
    }
    Some(paid)
}

fn read_complex_patient(table: Fields<'_>) -> ComplexPatientTable {
    let said = table.boolean("unknown");
    let unknown = said == Some(true);
    let points = table.decimal("points");
    // A deviation of nearly nothing would make any bonus of any difference.
    let least = Decimal::new(1, 4);
    let score = |key| table.decimal_within(key, Decimal::ZERO, HUNDRED);
    let ratio = |key| table.decimal_within(key, Decimal::ZERO, Decimal::ONE);
    let inputs = ComplexPatientInputs {
        average_hcc: score("average_hcc"),
        dual_ratio: ratio("dual_ratio"),
        hcc_mean: score("hcc_mean"),
        hcc_sd: table.decimal_within("hcc_sd", least, HUNDRED),
        hcc_median: score("hcc_median"),
        dual_mean: ratio("dual_mean"),
        dual_sd: table.decimal_within("dual_sd", least, Decimal::ONE),
        dual_median: ratio("dual_median"),
    };
    let computed = inputs.named().iter().any(|(_, value)| value.is_some());
    let states: Vec<&str> = [
        ("points", points.is_some()),
        ("raw inputs", computed),
        ("unknown", unknown),
    ]
    .into_iter()
    .filter_map(|(name, there)| there.then_some(name))
    .collect();
    if states.len() > 1 {
        let message = format!("{} cannot go together", states.join(" and "));
        table.note(Problem {
            path: "complex_patient_bonus".into(),
            ..Problem::new(Code::Contradiction, "", message).on_key()
        });
    }
    table.finish();
    ComplexPatientTable {
        points,
        unknown,
        denied: said == Some(false),
        inputs,
    }
}

fn read_prior_year(table: Fields<'_>) -> PriorYear {
    let prior = PriorYear {
        quality_achievement_percent: table.decimal_within(
            "quality_achievement_percent",
            Decimal::ZERO,
            HUNDRED,
        ),
        cost_percent: table.decimal_within("cost_percent", Decimal::ZERO, HUNDRED),
    };
    table.finish();
    prior
}

fn read_facility(table: Fields<'_>) -> Option<FacilityScores> {
    let quality = table.decimal_within("quality_percent", Decimal::ZERO, HUNDRED);
    let cost = table.decimal_within("cost_percent", Decimal::ZERO, HUNDRED);
    for key in ["quality_percent", "cost_percent"] {
        if table.node(key).is_none() {
            let message = "a facility-based score needs quality_percent and cost_percent";
            table.note(Problem::new(Code::MissingKey, table.path(key), message).on_key());
        }
    }
    table.finish();
    Some(FacilityScores {
        quality_percent: quality?,
        cost_percent: cost?,
    })
}

fn read_payment(table: Fields<'_>) -> PaymentFacts {
    let payment = PaymentFacts {
        scaling_factor: table.decimal("scaling_factor"),
        additional_scaling_factor: table.decimal("additional_scaling_factor"),
    };
    table.finish();
    payment
}
