//! Who is in MIPS. Limits are those of 42 CFR 414.1305 (low-volume threshold), written here a second time.

use super::support::{admitted, asked, individual, verdict};

/// Charges, patients, services: more than these.
fn limits(year: u16) -> (u32, u32, Option<u32>) {
    match year {
        2017 => (30_000, 100, None),
        2018 => (90_000, 200, None),
        _ => (90_000, 200, Some(200)),
    }
}

/// Every limit of every year: a cent or one below, at it, and above.
#[test]
fn equality_never_exceeds() {
    for year in 2017..=2027 {
        let (charges, patients, services) = limits(year);
        let partly = if year < 2019 {
            "exempt"
        } else {
            "opt_in_eligible"
        };
        let above = |services: Option<u32>| services.map(|it| it + 1);
        for (text, expected) in [
            (
                individual(&format!("{charges}.01"), patients + 1, above(services)),
                "mips_eligible",
            ),
            (
                individual(&format!("{charges}.00"), patients + 1, above(services)),
                partly,
            ),
            (
                individual(
                    &format!("{}.99", charges - 1),
                    patients + 1,
                    above(services),
                ),
                partly,
            ),
            (
                individual(&format!("{charges}.01"), patients, above(services)),
                partly,
            ),
            (
                individual(&format!("{charges}.01"), patients - 1, above(services)),
                partly,
            ),
            (
                individual(&format!("{charges}"), patients, services),
                "exempt",
            ),
        ] {
            assert_eq!(verdict(year, &text), expected, "{year} {text}");
        }
        if let Some(services) = services {
            let text =
                |services| individual(&format!("{charges}.01"), patients + 1, Some(services));
            assert_eq!(verdict(year, &text(services + 1)), "mips_eligible");
            assert_eq!(verdict(year, &text(services)), "opt_in_eligible");
            assert_eq!(verdict(year, &text(services - 1)), "opt_in_eligible");
        }
    }
}

/// CMS's table of the two segments: eligible only where both are above.
#[test]
fn both_segments_must_be_above() {
    let segment = |number: u8, above: bool| {
        let (charges, count) = if above { (90_001, 201) } else { (1_000, 10) };
        format!(
            "[[eligibility.segment]]\nnumber = {number}\nallowed_charges = {charges}\nbeneficiaries = {count}\ncovered_services = {count}\n"
        )
    };
    for year in 2019..=2027 {
        for (first, second, expected) in [
            (true, true, "mips_eligible"),
            (true, false, "exempt"),
            (false, true, "exempt"),
            (false, false, "exempt"),
        ] {
            let text = format!(
                "[practice]\nparticipation = \"individual\"\n{}{}",
                segment(1, first),
                segment(2, second)
            );
            assert_eq!(verdict(year, &text), expected, "{year} {first} {second}");
        }
        // A practice first seen in segment 2 is judged on it alone.
        let alone = format!(
            "[practice]\nparticipation = \"individual\"\n{}",
            segment(2, true)
        );
        assert_eq!(verdict(year, &alone), "mips_eligible");
    }
}

/// 42 CFR 414.1310: exceeding one of three is opt-in eligible; CMS's code names the other two.
#[test]
fn one_of_three_may_opt_in() {
    let found = asked(2019, &individual("90001", 200, Some(200)));
    assert_eq!(found.verdict.key(), "opt_in_eligible");
    assert_eq!(
        found
            .own
            .reason()
            .map(mips::rules::terms::LowVolumeReason::key),
        Some("BENE/SRVC")
    );
    assert_eq!(
        found.may.iter().map(|it| it.key()).collect::<Vec<_>>(),
        ["opt_in", "voluntary", "nothing"]
    );
    assert_eq!((found.bound, found.may_submit), (Some(false), Some(false)));
    let elected = individual("90001", 200, Some(200))
        .replace("[eligibility]", "[eligibility]\nelection = \"opt_in\"");
    let found = asked(2019, &elected);
    assert_eq!((found.bound, found.may_submit), (Some(true), Some(true)));
    assert!(found.may.is_empty());
}

/// AAO `EyeNet` MIPS Manual 2017: no more than $30,000 is exempt. AAO `EyeNet` 2022: physical therapists since 2019 only,
/// clinical social workers since 2022.
#[test]
fn types_come_with_their_years() {
    assert_eq!(verdict(2017, &individual("30000", 101, None)), "exempt");
    let typed =
        |kind: &str, figures: String| figures.replace("\"physician\"", &format!("\"{kind}\""));
    let therapist = typed("physical_therapist", individual("250000", 900, None));
    assert_eq!(verdict(2018, &therapist), "exempt");
    assert_eq!(
        asked(2018, &therapist)
            .decided_by
            .map(mips::participation::Test::key),
        Some("clinician_type")
    );
    let worker = |year| {
        verdict(
            year,
            &typed(
                "clinical_social_worker",
                individual("120000", 400, Some(2000)),
            ),
        )
    };
    assert_eq!((worker(2021), worker(2022)), ("exempt", "mips_eligible"));
    assert_eq!(
        verdict(2026, &typed("other", individual("120000", 400, Some(2000)))),
        "exempt"
    );
    // The type that stands in `practice` is judged the same way.
    let of_practice =
        "[practice]\nparticipation = \"individual\"\nclinician_type = \"physical_therapist\"\n";
    assert_eq!(verdict(2018, of_practice), "exempt");
}

/// 42 CFR 414.1305: new in Medicare during the year is out for all of it; the year after counts.
#[test]
fn the_first_year_in_medicare_is_out() {
    let enrolled = |day: &str| individual("400000", 900, Some(3000)).replace("2010-01-01", day);
    for (day, expected) in [
        ("2024-12-31", "mips_eligible"),
        ("2024-02-06", "mips_eligible"),
        ("2025-01-01", "exempt"),
        ("2025-12-31", "exempt"),
    ] {
        assert_eq!(verdict(2025, &enrolled(day)), expected, "{day}");
    }
    let Err(problems) = admitted(2025, &enrolled("2026-01-01")) else {
        panic!("a day after the year passes")
    };
    assert_eq!(problems.0[0].path, "eligibility.medicare_enrolled");
}

/// A missing figure never makes anybody exempt: it is named, with how it decides.
#[test]
fn what_is_missing_is_named() {
    let text = "[practice]\nparticipation = \"individual\"\n[[eligibility.segment]]\nallowed_charges = 95000\nbeneficiaries = 240\n";
    let found = asked(2026, text);
    assert_eq!((found.verdict.key(), found.bound), ("unknown", None));
    let paths: Vec<&str> = found.missing.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "eligibility.clinician_type",
            "eligibility.medicare_enrolled",
            "eligibility.segment.1.covered_services"
        ]
    );
    assert_eq!(
        found.missing[2].decides,
        "opt-in eligible unless covered services exceed 200"
    );
    let nothing = asked(2018, "[practice]\nparticipation = \"individual\"\n");
    assert_eq!(nothing.verdict.key(), "unknown");
    // With one limit not exceeded in 2018 the others make no difference.
    let below =
        "[practice]\nparticipation = \"individual\"\n[eligibility]\nallowed_charges = 90000\n";
    assert_eq!(verdict(2018, below), "exempt");
}

/// QPP Eligibility API record of 2018 printed on the page of the R package `provider`: BOTH, eligible through the group.
#[test]
fn cms_own_words_are_taken() {
    let text = "[practice]\nparticipation = \"individual\"\n[eligibility]\nclinician_type = \"physician_assistant\"\nlow_volume_reason = \"BOTH\"\n";
    assert_eq!(verdict(2018, text), "exempt");
    let through_group = format!("{text}[eligibility.group]\nmips_status = \"eligible\"\n");
    assert_eq!(verdict(2018, &through_group), "group_only");
    let both = "[practice]\nparticipation = \"individual\"\n[eligibility]\nmips_status = \"opt_in_eligible\"\n[eligibility.group]\nmips_status = \"eligible\"\n";
    let found = asked(2024, both);
    assert_eq!(found.verdict.key(), "group_only");
    assert!(found.may.iter().any(|it| it.key() == "opt_in"));
}

/// 42 CFR 414.1430: each threshold of each year, met at equality and missed just below.
#[test]
fn qp_thresholds_are_met_at_equality() {
    for year in 2017..=2027 {
        let [qp, qp_patients, partial, partial_patients] = match year {
            2017 | 2018 => [25, 20, 20, 10],
            2025 | 2027 => [75, 50, 50, 35],
            _ => [50, 35, 40, 25],
        };
        for (key, qp, partial) in [
            ("payment_score", qp, partial),
            ("patient_score", qp_patients, partial_patients),
        ] {
            let scored = |score: String| {
                verdict(
                    year,
                    &format!(
                        "[practice]\nparticipation = \"individual\"\n[apm]\nadvanced = true\n{key} = {score}\n[eligibility]\nmips_status = \"eligible\"\n"
                    ),
                )
            };
            assert_eq!(scored(qp.to_string()), "qp", "{year} {key}");
            assert_eq!(
                scored(format!("{}.99999", qp - 1)),
                "partial_qp",
                "{year} {key}"
            );
            assert_eq!(scored(partial.to_string()), "partial_qp", "{year} {key}");
            assert_eq!(
                scored(format!("{}.99999", partial - 1)),
                "mips_eligible",
                "{year} {key}"
            );
        }
    }
}

#[test]
fn the_better_method_and_the_right_level_count() {
    let scored = |year, scores: &str| {
        verdict(
            year,
            &format!(
                "[practice]\nparticipation = \"individual\"\n[eligibility]\nmips_status = \"eligible\"\n[apm]\nadvanced = true\n{scores}"
            ),
        )
    };
    // AHA 2017: 19.99 by payments, 10 by patients.
    assert_eq!(
        scored(2017, "payment_score = 19.99\npatient_score = 10"),
        "partial_qp"
    );
    // Means of Shared Savings ACOs 2023, CMS documents.
    assert_eq!(
        scored(2023, "payment_score = 64.59\npatient_score = 65.72"),
        "qp"
    );
    // 42 CFR 414.1425(c): the entity decides through 2025, for whoever is in one entity.
    let both = "entity_payment_score = 48\npayment_score = 61";
    assert_eq!(scored(2024, both), "partial_qp");
    assert_eq!(scored(2024, &format!("entities = 2\n{both}")), "qp");
    assert_eq!(scored(2026, both), "qp");
    // 42 CFR 414.1430(b): all payers, with the Medicare minimum of the same method.
    assert_eq!(
        scored(2021, "payment_score = 25\nall_payer_payment_score = 50"),
        "qp"
    );
    assert_eq!(
        scored(2021, "payment_score = 24.9\nall_payer_payment_score = 50"),
        "partial_qp"
    );
    assert_eq!(
        scored(2021, "payment_score = 19.9\nall_payer_payment_score = 50"),
        "mips_eligible"
    );
    assert_eq!(
        scored(2021, "patient_score = 25\nall_payer_payment_score = 50"),
        "partial_qp"
    );
    // 7 of 20 is 35; 34,999 of 100,000 is not.
    assert_eq!(
        scored(
            2024,
            "attributed_patients = 7\nattribution_eligible_patients = 20"
        ),
        "qp"
    );
    assert_eq!(
        scored(
            2024,
            "attributed_patients = 34999\nattribution_eligible_patients = 100000"
        ),
        "partial_qp"
    );
}

/// CMS's Partial QP election form: with the election in MIPS, without it out.
#[test]
fn a_partial_qp_chooses() {
    let text = "[practice]\nparticipation = \"individual\"\n[apm]\nqp_status = \"partial_qp\"\n";
    let found = asked(2024, text);
    assert_eq!(
        (found.verdict.key(), found.bound),
        ("partial_qp", Some(false))
    );
    assert_eq!(found.may[0].key(), "elect_mips");
    let elected = asked(2024, &format!("{text}partial_qp_election = \"mips\"\n"));
    assert_eq!(
        (elected.verdict.key(), elected.bound),
        ("partial_qp", Some(true))
    );
}

/// The year tests APM Entities through 2020 (42 CFR 414.1310(b)(1)(iii)(B)), not since (CMS, reproduced by `MediSYS` 2021).
#[test]
fn apm_entities_are_tested_through_2020() {
    let text = "[practice]\nparticipation = \"apm_entity\"\npathway = \"PATHWAY\"\n[eligibility]\nallowed_charges = 1\nbeneficiaries = 1\ncovered_services = 1\n";
    let found = |year, pathway| asked(year, &text.replace("PATHWAY", pathway));
    let tested = found(2020, "apm_scoring_standard");
    assert_eq!(tested.verdict.key(), "exempt");
    assert!(tested.limits().all(|row| row.level.key() == "apm_entity"));
    let untested = found(2021, "traditional");
    assert_eq!(untested.verdict.key(), "unknown");
    assert!(untested.limits().all(|row| row.level.key() == "group"));
}

/// 42 CFR 414.1318(a)(4): a subgroup has the group's result by segment 1; (a)(2): it cannot opt in.
#[test]
fn subgroups_follow_the_first_segment() {
    let text = |second: u32| {
        format!(
            "[practice]\nparticipation = \"subgroup\"\npathway = \"mvp\"\nmvp = \"M0005\"\n[[eligibility.segment]]\nnumber = 1\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n\
         [[eligibility.segment]]\nnumber = 2\nallowed_charges = {second}\nbeneficiaries = 1\ncovered_services = 1\n"
        )
    };
    assert_eq!(verdict(2024, &text(1)), "mips_eligible");
    let elected = format!("{}[eligibility.statuses]\n", text(1)).replacen(
        "[[eligibility.segment]]",
        "[eligibility]\nelection = \"opt_in\"\n[[eligibility.segment]]",
        1,
    );
    let Err(problems) = admitted(2024, &elected) else {
        panic!("a subgroup opts in")
    };
    assert_eq!(problems.0[0].path, "eligibility.election");
}

/// Statements that exclude each other, days out of their year and amounts below nothing, each with its path.
#[test]
#[expect(clippy::too_many_lines, reason = "a table of contradictions")]
fn contradictions_are_errors() {
    let head = "[practice]\nparticipation = \"individual\"\n";
    for (year, text, path) in [
        (
            2024,
            "[eligibility]\nelection = \"opt_in\"\n[apm]\nqp_status = \"qp\"\n",
            "eligibility.election",
        ),
        (
            2018,
            "[eligibility]\nelection = \"opt_in\"\n",
            "eligibility.election",
        ),
        (
            2024,
            "[[eligibility.segment]]\nnumber = 2\n[[eligibility.segment]]\nnumber = 1\n",
            "eligibility.segment.2.number",
        ),
        (
            2024,
            "[[eligibility.segment]]\nnumber = 1\n[[eligibility.segment]]\nnumber = 1\n",
            "eligibility.segment.2.number",
        ),
        (
            2024,
            "[[eligibility.segment]]\nnumber = 3\n",
            "eligibility.segment.1.number",
        ),
        (
            2024,
            "[eligibility]\nallowed_charges = 1\n[[eligibility.segment]]\nnumber = 1\n",
            "eligibility.segment",
        ),
        (
            2024,
            "[eligibility]\nallowed_charges = -1\n",
            "eligibility.allowed_charges",
        ),
        (
            2024,
            "[eligibility]\nbeneficiaries = -1\n",
            "eligibility.beneficiaries",
        ),
        (
            2024,
            "[eligibility]\nallowed_charges = 1\nlow_volume_reason = \"CHRG\"\n",
            "eligibility.low_volume_reason",
        ),
        (
            2024,
            "[eligibility]\nmedicare_enrolled = 2025-01-01\n",
            "eligibility.medicare_enrolled",
        ),
        (
            2024,
            "[eligibility]\njoined = 2025-01-01\n",
            "eligibility.joined",
        ),
        (
            2024,
            "[eligibility]\njoined = 2023-12-31\n",
            "eligibility.joined",
        ),
        (2024, "[eligibility]\nmaqi = true\n", "eligibility.maqi"),
        (
            2024,
            "[apm]\nadvanced = false\nqp_status = \"qp\"\n",
            "apm.qp_status",
        ),
        (
            2024,
            "[apm]\nadvanced = false\npartial_qp_election = \"mips\"\n",
            "apm.partial_qp_election",
        ),
        (
            2024,
            "[apm]\nqp_status = \"none\"\npartial_qp_election = \"mips\"\n",
            "apm.partial_qp_election",
        ),
        (
            2024,
            "[apm]\npayment_score = 50\nattributed_payments = 1\n",
            "apm.payment_score",
        ),
        (
            2024,
            "[apm]\nattributed_payments = 2\nattribution_eligible_payments = 1\n",
            "apm.attributed_payments",
        ),
        (
            2024,
            "[apm]\nattributed_payments = 0\nattribution_eligible_payments = 0\n",
            "apm.attribution_eligible_payments",
        ),
        (
            2018,
            "[apm]\nall_payer_payment_score = 50\n",
            "apm.all_payer_payment_score",
        ),
        (2024, "[apm]\npaid_base_year = -1\n", "apm.paid_base_year"),
        (
            2024,
            "[apm]\nconversion_factor_qp = 33\n",
            "apm.conversion_factor",
        ),
        (
            2024,
            "[apm]\nconversion_factor_qp = 33\nconversion_factor = 34\n",
            "apm.conversion_factor_qp",
        ),
        (
            2024,
            "[cost_of_participation]\ntotal = -1\n",
            "cost_of_participation.total",
        ),
        (
            2024,
            "[cost_of_participation]\ntotal = 1\nclass = \"mean\"\n",
            "cost_of_participation",
        ),
        (
            2024,
            "[cost_of_participation]\nclass = \"solo\"\n",
            "cost_of_participation.class",
        ),
        (
            2024,
            "[cost_of_participation]\nhours = 1\n",
            "cost_of_participation.hourly_cost",
        ),
    ] {
        let Err(problems) = admitted(year, &format!("{head}{text}")) else {
            panic!("{text} passes");
        };
        let paths: Vec<&str> = problems.0.iter().map(|it| it.path.as_str()).collect();
        assert!(paths.contains(&path), "{text}: {paths:?}");
        assert!(
            problems.0.iter().all(mips::Problem::is_error),
            "{text}: {problems}"
        );
    }
}

/// A group's figures are those of its TIN, in whichever of the two tables they stand; standing twice they have to agree.
#[test]
fn a_groups_figures_stand_in_either_table() {
    let figures = "allowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n";
    let group = "[practice]\nparticipation = \"group\"\n";
    assert_eq!(
        verdict(2024, &format!("{group}[eligibility.group]\n{figures}")),
        "mips_eligible"
    );
    assert_eq!(
        verdict(2024, &format!("{group}[eligibility]\n{figures}")),
        "mips_eligible"
    );
    let twice =
        format!("{group}[eligibility]\n{figures}[eligibility.group]\nallowed_charges = 1\n");
    assert!(admitted(2024, &twice).is_err());
}

/// How opt-in is decided over two segments is open, and said wherever it is used; an election without effect is said.
#[test]
fn what_is_open_or_without_effect_is_said() {
    let says = |text: &str, what: &str| asked(2024, text).notes.iter().any(|it| it.contains(what));
    let segments = "[practice]\nparticipation = \"individual\"\n[[eligibility.segment]]\nnumber = 1\nallowed_charges = 1\nbeneficiaries = 201\ncovered_services = 201\n[[eligibility.segment]]\nnumber = 2\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n";
    assert!(says(segments, "open: no source says"));
    let through_group = format!("{segments}[eligibility.group]\nmips_status = \"eligible\"\n");
    assert_eq!(verdict(2024, &through_group), "group_only");
    assert!(says(&through_group, "open: no source says"));
    let stated = "[practice]\nparticipation = \"individual\"\n[eligibility]\nmips_status = \"eligible\"\nelection = \"voluntary\"\n";
    assert!(says(stated, "must take part"));
    let qp = "[practice]\nparticipation = \"individual\"\n[eligibility]\nelection = \"opt_in\"\n[apm]\nadvanced = true\npayment_score = 50\n";
    assert!(says(qp, "a QP is out of MIPS"));
}

/// Every limit of every year, at it, a cent or one below and above, for the group as for the clinician, and in each of two
/// segments: one figure at its limit takes everything away.
#[test]
fn each_figure_decides_alone_at_every_level_and_in_each_segment() {
    for year in 2017..=2027 {
        let (charges, patients, services) = limits(year);
        let keys = ["allowed_charges", "beneficiaries", "covered_services"];
        let limit = [Some(charges), Some(patients), services];
        for level in ["individual", "group"] {
            for segment in [1, 2] {
                for (n, key) in keys.iter().enumerate().filter(|(n, _)| limit[*n].is_some()) {
                    for (is_above, value) in [(true, 1), (false, 0), (false, -1)] {
                        let figure = |at: usize, number: i32| {
                            let is_meant = at == n && number == segment;
                            let shift: i64 = if is_meant { value } else { 1 };
                            let of_limit = i64::from(limit[at].unwrap());
                            // Charges a cent below, at and above; the others one.
                            match (at, shift) {
                                (0, -1) => format!("{}.99", of_limit - 1),
                                (0, shift) => format!("{of_limit}.0{shift}"),
                                _ => (of_limit + shift).to_string(),
                            }
                        };
                        let mut text = format!("[practice]\nparticipation = \"{level}\"\n");
                        for number in [1, 2] {
                            text.push_str(&format!("[[eligibility.segment]]\nnumber = {number}\n"));
                            for (at, key) in keys
                                .iter()
                                .enumerate()
                                .filter(|(at, _)| limit[*at].is_some())
                            {
                                text.push_str(&format!("{key} = {}\n", figure(at, number)));
                            }
                        }
                        let expected = match (is_above, year) {
                            (true, _) => "mips_eligible",
                            (false, 2017 | 2018) => "exempt",
                            (false, _) => "opt_in_eligible",
                        };
                        assert_eq!(verdict(year, &text), expected, "{year} {key}\n{text}");
                    }
                }
            }
        }
    }
}
