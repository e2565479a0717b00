//! Reads `[eligibility]`, `[apm]` and `[cost_of_participation]`.

use rust_decimal::Decimal;

use super::super::fields::Fields;
use crate::{
    decimal::HUNDRED,
    document::{Node, Value},
    practice::taking_part::{
        ApmFacts, EligibilityFacts, ParticipationCost, Segment, StatedType, StatusFigures,
        TakingPart, ThresholdScores, VirtualGroupFacts, Volume,
    },
    problem::{Code, Problem},
    rules::terms::{ClinicianType, Word},
};

/// Everything of taking part; `None` where the file says nothing of it.
pub(super) fn read_taking_part(top: &Fields<'_>) -> Option<Box<TakingPart>> {
    let taking_part = TakingPart {
        eligibility: top.table("eligibility").map(read_eligibility),
        apm: top.table("apm").map(read_apm),
        cost: top.table("cost_of_participation").map(read_cost),
    };
    (taking_part != TakingPart::default()).then(|| Box::new(taking_part))
}

fn read_eligibility(table: Fields<'_>) -> EligibilityFacts {
    let facts = EligibilityFacts {
        clinician_type: read_type(&table),
        medicare_enrolled: table.date("medicare_enrolled"),
        joined: table.date("joined"),
        election: table.word("election"),
        maqi: table.boolean("maqi"),
        volume: read_volume(&table),
        group: table.table("group").map(|group| {
            let volume = read_volume(&group);
            group.finish();
            volume
        }),
        statuses: table
            .table("statuses")
            .map(read_statuses)
            .unwrap_or_default(),
        virtual_group: table.table("virtual_group").map(read_virtual_group),
    };
    table.finish();
    facts
}

/// A type that no year lists is written `other`.
fn read_type(table: &Fields<'_>) -> Option<StatedType> {
    const OTHER: &str = "other";
    let node = table.node("clinician_type")?;
    match &node.value {
        Value::Text(text) if text == OTHER => Some(StatedType::Other),
        Value::Text(text) => {
            let listed = ClinicianType::from_key(text).map(StatedType::Listed);
            if listed.is_none() {
                let types = ClinicianType::ALL.iter().map(|it| it.key());
                let known: Vec<&str> = types.chain([OTHER]).collect();
                let message = format!("`{text}` is not one of {}", known.join(", "));
                let path = table.path("clinician_type");
                table.note(Problem::new(Code::UnknownWord, path, message).nearest(text, known));
            }
            listed
        }
        _ => table
            .word::<ClinicianType>("clinician_type")
            .map(StatedType::Listed),
    }
}

fn read_volume(table: &Fields<'_>) -> Volume {
    let mut segments = read_segments(table);
    let own = read_figures(table, None);
    let has_own = own != Segment::default();
    if has_own && !segments.is_empty() {
        let message = "some figures name no determination period, and others are in `segment`";
        let problem = Problem::new(Code::Contradiction, table.path("segment"), message).on_key();
        table.note(problem.help("give each figure in its segment, or all of them without"));
    } else if has_own {
        segments.push(own);
    }
    Volume {
        mips_status: table.word("mips_status"),
        low_volume_reason: table.word("low_volume_reason"),
        segments,
    }
}

/// The determination periods: a list of tables, or a table of them by number, as settings and columns write it.
fn read_segments(table: &Fields<'_>) -> Vec<Segment> {
    let Some(node) = table.node("segment") else {
        return Vec::new();
    };
    let named: Vec<(String, &Node)> = match &node.value {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(n, item)| ((n + 1).to_string(), item))
            .collect(),
        Value::Table(by_number) => by_number
            .entries
            .iter()
            .map(|(key, item)| (key.clone(), item))
            .collect(),
        other => {
            let message = format!("expected a list of tables, not {}", other.kind());
            table.note(Problem::new(
                Code::WrongType,
                table.path("segment"),
                message,
            ));
            return Vec::new();
        }
    };
    let mut segments: Vec<Segment> = Vec::new();
    for (key, item) in named {
        let key = format!("segment.{key}");
        let Some(fields) = table.within(&key, item) else {
            continue;
        };
        let number = fields
            .whole("number")
            .map(|it| u8::try_from(it).unwrap_or_default());
        let by_key = key.rsplit('.').next().and_then(|it| it.parse::<u8>().ok());
        let number = number.or(by_key);
        if !matches!(number, Some(1 | 2)) {
            let message = "there are two determination periods, 1 and 2";
            fields.note(Problem::new(
                Code::OutOfRange,
                fields.path("number"),
                message,
            ));
        } else if segments.last().is_some_and(|last| last.number >= number) {
            let message = "give the segments in order, 1 and then 2, each once";
            fields.note(Problem::new(
                Code::Contradiction,
                fields.path("number"),
                message,
            ));
        } else {
            segments.push(read_figures(&fields, number));
        }
        fields.known(&["allowed_charges", "beneficiaries", "covered_services"]);
        fields.finish();
    }
    segments
}

fn read_figures(table: &Fields<'_>, number: Option<u8>) -> Segment {
    Segment {
        number,
        allowed_charges: table.decimal("allowed_charges"),
        beneficiaries: table.decimal("beneficiaries"),
        covered_services: table.decimal("covered_services"),
    }
}

fn read_statuses(table: Fields<'_>) -> StatusFigures {
    let figures = StatusFigures {
        patient_facing_encounters: table.decimal("patient_facing_encounters"),
        non_patient_facing_share: table.decimal("non_patient_facing_share"),
        hospital_share: table.decimal("hospital_share"),
        asc_share: table.decimal("asc_share"),
        facility_share: table.decimal("facility_share"),
        rural_share: table.decimal("rural_share"),
        hpsa_share: table.decimal("hpsa_share"),
    };
    table.finish();
    figures
}

fn read_virtual_group(table: Fields<'_>) -> VirtualGroupFacts {
    let facts = VirtualGroupFacts {
        members: table.whole("members"),
        practices: table.whole("practices"),
    };
    table.finish();
    facts
}

fn read_apm(table: Fields<'_>) -> ApmFacts {
    let payment = read_quotient(
        &table,
        "payment_score",
        ["attributed_payments", "attribution_eligible_payments"],
    );
    let patient = read_quotient(
        &table,
        "patient_score",
        ["attributed_patients", "attribution_eligible_patients"],
    );
    let facts = ApmFacts {
        advanced: table.boolean("advanced"),
        entities: table.whole("entities"),
        on_participation_list: table.boolean("on_participation_list"),
        scores: ThresholdScores { payment, patient },
        entity: ThresholdScores {
            payment: table.decimal("entity_payment_score"),
            patient: table.decimal("entity_patient_score"),
        },
        all_payer: ThresholdScores {
            payment: table.decimal("all_payer_payment_score"),
            patient: table.decimal("all_payer_patient_score"),
        },
        qp_status: table.word("qp_status"),
        partial_qp_election: table.word("partial_qp_election"),
        paid_base_year: table.decimal("paid_base_year"),
        allowed_payment_year: table.decimal("allowed_payment_year"),
        shared_savings: table.decimal("shared_savings"),
        conversion_factor_qp: table.decimal("conversion_factor_qp"),
        conversion_factor: table.decimal("conversion_factor"),
    };
    table.finish();
    facts
}

/// A threshold score, as it is given or as the quotient that it is (42 CFR 414.1435, 414.1440), not rounded.
fn read_quotient(
    table: &Fields<'_>,
    score: &'static str,
    [attributed, eligible]: [&'static str; 2],
) -> Option<Decimal> {
    let given = table.decimal(score);
    let [part, whole] = [attributed, eligible].map(|key| {
        let amount = table.decimal(key)?;
        if amount < Decimal::ZERO {
            let message = format!("{amount}: this cannot be negative");
            table.note(Problem::new(Code::OutOfRange, table.path(key), message));
            return None;
        }
        Some(amount)
    });
    if given.is_some() && (part.is_some() || whole.is_some()) {
        let message = format!("give the score or {attributed}, not both");
        table.note(Problem::new(Code::Contradiction, table.path(score), message).on_key());
        return None;
    }
    if given.is_some() {
        return given;
    }
    let (part, whole) = (part?, whole?);
    if whole.is_zero() {
        let message = "0: without attribution-eligible patients there is no score";
        table.note(Problem::new(
            Code::OutOfRange,
            table.path(eligible),
            message,
        ));
        return None;
    }
    if part > whole {
        let message = format!("{part} is more than {eligible}, {whole}, of which it is a part");
        table.note(Problem::new(
            Code::Contradiction,
            table.path(attributed),
            message,
        ));
        return None;
    }
    part.checked_mul(HUNDRED)?.checked_div(whole)
}

fn read_cost(table: Fields<'_>) -> ParticipationCost {
    let cost = ParticipationCost {
        class: table.text("class"),
        total: table.decimal("total"),
        per_physician: table.decimal("per_physician"),
        hours: table.decimal("hours"),
        hourly_cost: table.decimal("hourly_cost"),
        physicians: table.whole("physicians"),
    };
    table.finish();
    cost
}
