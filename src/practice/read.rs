//! Reads a practice file from its document, noting everything that is wrong with its form.

use std::cell::RefCell;

use super::{
    fields::{Fields, STATUSES},
    file::{
        ComplexPatientInputs, ComplexPatientTable, FacilityScores, PaymentFacts, PracticeFacts,
        PracticeFile, PriorYear,
    },
};
use crate::{
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
        final_score: top.decimal("final_score"),
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
    let year = top.whole("performance_year")?;
    let known = u16::try_from(year).ok();
    if known.is_none() {
        let message = format!("{year} is no year");
        top.note(Problem::new(Code::OutOfRange, "performance_year", message));
    }
    known
}

fn read_facts(table: Fields<'_>) -> PracticeFacts {
    let facts = PracticeFacts {
        name: table.text("name"),
        participation: table.word("participation"),
        pathway: table.word("pathway"),
        mvp: table.text("mvp"),
        clinicians: table.whole("clinicians"),
        small_practice: table.boolean("small_practice"),
        special_statuses: table.words(STATUSES),
        apm_participant: table.boolean("apm_participant"),
        apm_kind: table.word("apm_kind"),
        clinician_type: table.word("clinician_type"),
        part_b_paid: table.decimal("part_b_paid"),
        single_specialty: table.boolean("single_specialty"),
        tin_of_payment_year: table.word("tin_of_payment_year"),
    };
    table.finish();
    facts
}

fn read_complex_patient(table: Fields<'_>) -> ComplexPatientTable {
    let said = table.boolean("unknown");
    let unknown = said == Some(true);
    let points = table.decimal("points");
    let inputs = ComplexPatientInputs {
        average_hcc: table.decimal("average_hcc"),
        dual_ratio: table.decimal("dual_ratio"),
        hcc_mean: table.decimal("hcc_mean"),
        hcc_sd: table.decimal("hcc_sd"),
        hcc_median: table.decimal("hcc_median"),
        dual_mean: table.decimal("dual_mean"),
        dual_sd: table.decimal("dual_sd"),
        dual_median: table.decimal("dual_median"),
    };
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
        quality_achievement_percent: table.decimal("quality_achievement_percent"),
        cost_percent: table.decimal("cost_percent"),
    };
    table.finish();
    prior
}

fn read_facility(table: Fields<'_>) -> Option<FacilityScores> {
    let quality = table.decimal("quality_percent");
    let cost = table.decimal("cost_percent");
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
