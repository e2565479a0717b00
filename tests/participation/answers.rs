//! Whole answers about eligibility: the verdict, who is bound, what may be chosen, what is missing and how it would decide,
//! and what is taken for granted. Limits and order of the tests are those of 42 CFR 414.1305, 414.1310, 414.1315, 414.1318
//! and 414.1430; each answer was worked out from them by hand.

use mips::participation::{self, Choice, Test};

use super::support::admitted;

/// The answer in lines: what decides, whether it binds and whether data may be submitted, what may be chosen; then what
/// is missing and what is noted.
fn answer(year: u16, level: &str, tables: &str) -> String {
    let text = format!("[practice]\nparticipation = \"{level}\"\n{tables}");
    let found = match admitted(year, &text) {
        Ok(it) => participation::eligibility(&it.rules, &it.practice),
        Err(problems) => return problems.0[0].message.clone(),
    };
    let or_open = |truth: Option<bool>| truth.map_or("open", |it| if it { "yes" } else { "no" });
    let by = found.decided_by.map_or("nothing yet", Test::key);
    let may: Vec<&str> = found.may.iter().copied().map(Choice::key).collect();
    let mut lines = vec![format!(
        "{} by {by}; bound {}, may submit {}; may {}",
        found.verdict.key(),
        or_open(found.bound),
        or_open(found.may_submit),
        if may.is_empty() {
            "choose nothing".into()
        } else {
            may.join(", ")
        }
    )];
    let missing = found.missing.iter();
    lines.extend(missing.map(|it| format!("missing {}: {}", it.path, it.decides)));
    lines.extend(found.notes.iter().map(|it| format!("note: {it}")));
    lines.join("\n")
}

const KNOWN: &str =
    "[eligibility]\nclinician_type = \"physician\"\nmedicare_enrolled = 2010-01-01\n";

const CASES: &[(&str, u16, &str, &str, &str)] = &[
    (
        "Nothing is known of a clinician",
        2026,
        "individual",
        "",
        "unknown by nothing yet; bound open, may submit open; may choose nothing\n\
         missing eligibility.clinician_type: taken as a type that MIPS covers in 2026; any other is exempt\n\
         missing eligibility.medicare_enrolled: taken as before 2026; whoever first enrolled in 2026 is exempt\n\
         missing eligibility.segment.1.allowed_charges: if allowed charges exceed $90,000: opt-in eligible or MIPS eligible; if not: exempt or opt-in eligible\n\
         missing eligibility.segment.1.beneficiaries: if Part B patients exceed 200: opt-in eligible or MIPS eligible; if not: exempt or opt-in eligible\n\
         missing eligibility.segment.1.covered_services: if covered services exceed 200: opt-in eligible or MIPS eligible; if not: exempt or opt-in eligible",
    ),
    (
        "Only charges are known, above the limit",
        2026,
        "individual",
        "KNOWN\nallowed_charges = 90001\n",
        "unknown by nothing yet; bound open, may submit open; may choose nothing\n\
         missing eligibility.beneficiaries: if Part B patients exceed 200: opt-in eligible or MIPS eligible; if not: opt-in eligible\n\
         missing eligibility.covered_services: if covered services exceed 200: opt-in eligible or MIPS eligible; if not: opt-in eligible\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "Only charges are known, below it, in a year without opting in",
        2018,
        "individual",
        "KNOWN\nallowed_charges = 90000\n",
        "exempt by low_volume; bound no, may submit yes; may voluntary, nothing\n\
         missing eligibility.group: eligible as a group only, if the practice exceeds all limits and reports as a group\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "Above everything alone, in segment 1 alone",
        2024,
        "individual",
        "KNOWN\n[[eligibility.segment]]\nnumber = 1\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n",
        "mips_eligible by low_volume; bound yes, may submit yes; may choose nothing\n\
         note: the figures of segment 1 stand for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "First seen in segment 2",
        2024,
        "individual",
        "KNOWN\n[[eligibility.segment]]\nnumber = 2\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n",
        "mips_eligible by low_volume; bound yes, may submit yes; may choose nothing\n\
         note: segment 2 decides alone, as for a practice first seen in it",
    ),
    (
        "Below alone, above through the group",
        2024,
        "individual",
        "KNOWN\nallowed_charges = 1\nbeneficiaries = 1\ncovered_services = 1\n[eligibility.group]\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n",
        "group_only by group_low_volume; bound no, may submit yes; may voluntary, nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "May opt in alone, above through the group",
        2024,
        "individual",
        "KNOWN\nallowed_charges = 90001\nbeneficiaries = 200\ncovered_services = 200\n[eligibility.group]\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n",
        "group_only by group_low_volume; bound no, may submit yes; may opt_in, voluntary, nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "May opt in alone, below through the group",
        2024,
        "individual",
        "KNOWN\nallowed_charges = 90001\nbeneficiaries = 200\ncovered_services = 200\n[eligibility.group]\nallowed_charges = 1\nbeneficiaries = 1\ncovered_services = 1\n",
        "opt_in_eligible by opt_in; bound no, may submit no; may opt_in, voluntary, nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "May opt in alone, and the group is not known",
        2024,
        "individual",
        "KNOWN\nallowed_charges = 90001\nbeneficiaries = 200\ncovered_services = 200\n",
        "opt_in_eligible by opt_in; bound no, may submit no; may opt_in, voluntary, nothing\n\
         missing eligibility.group: eligible as a group only, if the practice exceeds all limits and reports as a group\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "May opt in alone, one figure of the group is not known",
        2024,
        "individual",
        "KNOWN\nallowed_charges = 90001\nbeneficiaries = 200\ncovered_services = 200\n[eligibility.group]\nallowed_charges = 90001\nbeneficiaries = 201\n",
        "unknown by nothing yet; bound no, may submit open; may choose nothing\n\
         missing eligibility.group.covered_services: opt-in eligible unless covered services exceed 200\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "Elected to opt in, with the group above",
        2024,
        "individual",
        "KNOWN\nelection = \"opt_in\"\nallowed_charges = 90001\nbeneficiaries = 200\ncovered_services = 200\n[eligibility.group]\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n",
        "group_only by group_low_volume; bound yes, may submit yes; may choose nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "Elected to report voluntarily, though bound",
        2024,
        "individual",
        "KNOWN\nelection = \"voluntary\"\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n",
        "mips_eligible by low_volume; bound yes, may submit yes; may choose nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out\n\
         note: the election to report voluntarily has no effect: whoever exceeds all limits must take part, and is adjusted",
    ),
    (
        "Elected to opt in, though below everything",
        2024,
        "individual",
        "KNOWN\nelection = \"opt_in\"\nallowed_charges = 1\nbeneficiaries = 1\ncovered_services = 1\n[eligibility.group]\nallowed_charges = 1\nbeneficiaries = 1\ncovered_services = 1\n",
        "exempt by low_volume; bound no, may submit yes; may choose nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out\n\
         note: the election to opt in has no effect: at least one limit must be exceeded to opt in",
    ),
    (
        "A group above everything",
        2024,
        "group",
        "[eligibility]\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n",
        "mips_eligible by low_volume; bound open, may submit yes; may choose nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out\n\
         note: no clinician has to report as a group; one who exceeds all limits alone must report one way or the other",
    ),
    (
        "A group's figures in both tables",
        2024,
        "group",
        "[eligibility]\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n[eligibility.group]\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n",
        "mips_eligible by low_volume; bound open, may submit yes; may choose nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out\n\
         note: no clinician has to report as a group; one who exceeds all limits alone must report one way or the other",
    ),
    (
        "A group's figures in the table of groups",
        2024,
        "group",
        "[eligibility.group]\nallowed_charges = 90001\nbeneficiaries = 201\n",
        "unknown by nothing yet; bound open, may submit open; may choose nothing\n\
         missing eligibility.group.covered_services: opt-in eligible unless covered services exceed 200",
    ),
    (
        "A group that may opt in over two segments",
        2024,
        "group",
        "[[eligibility.segment]]\nnumber = 1\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n[[eligibility.segment]]\nnumber = 2\nallowed_charges = 90001\nbeneficiaries = 200\ncovered_services = 200\n",
        "opt_in_eligible by opt_in; bound no, may submit no; may opt_in, voluntary, nothing\n\
         note: open: no source says how opt-in is decided over two segments. This reading is taken: a criterion counts as exceeded only where it is exceeded in each segment that applies.",
    ),
    (
        "A group of which nothing is known",
        2024,
        "group",
        "",
        "unknown by nothing yet; bound open, may submit open; may choose nothing\n\
         missing eligibility.segment.1.allowed_charges: if allowed charges exceed $90,000: opt-in eligible or MIPS eligible; if not: exempt or opt-in eligible\n\
         missing eligibility.segment.1.beneficiaries: if Part B patients exceed 200: opt-in eligible or MIPS eligible; if not: exempt or opt-in eligible\n\
         missing eligibility.segment.1.covered_services: if covered services exceed 200: opt-in eligible or MIPS eligible; if not: exempt or opt-in eligible",
    ),
    (
        "CMS's word for a group",
        2024,
        "group",
        "[eligibility]\nmips_status = \"eligible\"\n",
        "mips_eligible by low_volume; bound open, may submit yes; may choose nothing\n\
         note: no clinician has to report as a group; one who exceeds all limits alone must report one way or the other",
    ),
    (
        "A subgroup follows its group's first segment",
        2024,
        "subgroup",
        "pathway = \"mvp\"\nmvp = \"M0005\"\n[[eligibility.group.segment]]\nnumber = 1\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n[[eligibility.group.segment]]\nnumber = 2\nallowed_charges = 1\nbeneficiaries = 1\ncovered_services = 1\n",
        "mips_eligible by low_volume; bound open, may submit yes; may choose nothing\n\
         note: a subgroup has the eligibility of its group, by segment 1 alone; at least one of its clinicians must be eligible as an individual",
    ),
    (
        "A group that opts in has no subgroups",
        2024,
        "subgroup",
        "pathway = \"mvp\"\nmvp = \"M0005\"\n[eligibility.group]\nallowed_charges = 90001\nbeneficiaries = 200\ncovered_services = 200\n",
        "exempt by opt_in; bound no, may submit yes; may voluntary, nothing\n\
         note: a subgroup has the eligibility of its group, by segment 1 alone; at least one of its clinicians must be eligible as an individual",
    ),
    (
        "An APM Entity is tested itself through 2020",
        2020,
        "apm_entity",
        "pathway = \"apm_scoring_standard\"\n[eligibility]\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n",
        "mips_eligible by low_volume; bound open, may submit yes; may choose nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "From 2021 its practices are",
        2021,
        "apm_entity",
        "[eligibility]\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n",
        "unknown by nothing yet; bound open, may submit open; may choose nothing\n\
         missing eligibility.group.segment.1.allowed_charges: if allowed charges exceed $90,000: opt-in eligible or MIPS eligible; if not: exempt or opt-in eligible\n\
         missing eligibility.group.segment.1.beneficiaries: if Part B patients exceed 200: opt-in eligible or MIPS eligible; if not: exempt or opt-in eligible\n\
         missing eligibility.group.segment.1.covered_services: if covered services exceed 200: opt-in eligible or MIPS eligible; if not: exempt or opt-in eligible\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out\n\
         note: this year the low-volume threshold is tested for the APM Entity's clinicians and practices (eligibility.group), not for the entity",
    ),
    (
        "From 2021 with the practice's figures",
        2021,
        "apm_entity",
        "[eligibility]\nallowed_charges = 1\nbeneficiaries = 1\ncovered_services = 1\n[eligibility.group]\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n",
        "mips_eligible by low_volume; bound open, may submit yes; may choose nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out\n\
         note: this year the low-volume threshold is tested for the APM Entity's clinicians and practices (eligibility.group), not for the entity",
    ),
    (
        "A virtual group",
        2024,
        "virtual_group",
        "[eligibility]\nallowed_charges = 1\nbeneficiaries = 1\ncovered_services = 1\n",
        "mips_eligible by virtual_group; bound yes, may submit yes; may choose nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "A clinician in a virtual group",
        2024,
        "individual",
        "KNOWN\nallowed_charges = 1\nbeneficiaries = 1\ncovered_services = 1\n[eligibility.virtual_group]\npractices = 2\nmembers = 20\n",
        "mips_eligible by virtual_group; bound yes, may submit yes; may choose nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "A Partial QP who elected nothing",
        2024,
        "individual",
        "KNOWN\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n[apm]\nqp_status = \"partial_qp\"\n",
        "partial_qp by partial_qp; bound no, may submit yes; may elect_mips, voluntary, nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "A Partial QP who elects MIPS, above everything",
        2024,
        "individual",
        "KNOWN\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n[apm]\nqp_status = \"partial_qp\"\npartial_qp_election = \"mips\"\n",
        "mips_eligible by low_volume; bound yes, may submit yes; may choose nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "A Partial QP who elects MIPS, below everything",
        2024,
        "individual",
        "KNOWN\nallowed_charges = 1\nbeneficiaries = 1\ncovered_services = 1\n[apm]\nqp_status = \"partial_qp\"\npartial_qp_election = \"mips\"\n",
        "exempt by low_volume; bound no, may submit yes; may voluntary, nothing\n\
         missing eligibility.group: eligible as a group only, if the practice exceeds all limits and reports as a group\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "A Partial QP who elects MIPS, with nothing known of the volume",
        2024,
        "individual",
        "KNOWN\n[apm]\nqp_status = \"partial_qp\"\npartial_qp_election = \"mips\"\n",
        "partial_qp by partial_qp; bound yes, may submit yes; may choose nothing\n\
         note: with this election a Partial QP is in MIPS, if otherwise eligible; an APM Entity elects for all its Partial QPs",
    ),
    (
        "A Partial QP who elects MIPS, of whose volume the group alone is known",
        2024,
        "individual",
        "KNOWN\n[eligibility.group]\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n[apm]\nqp_status = \"partial_qp\"\npartial_qp_election = \"mips\"\n",
        "unknown by nothing yet; bound open, may submit open; may choose nothing\n\
         missing eligibility.segment.1.allowed_charges: if allowed charges exceed $90,000: eligible as a group only or MIPS eligible; if not: eligible as a group only\n\
         missing eligibility.segment.1.beneficiaries: if Part B patients exceed 200: eligible as a group only or MIPS eligible; if not: eligible as a group only\n\
         missing eligibility.segment.1.covered_services: if covered services exceed 200: eligible as a group only or MIPS eligible; if not: eligible as a group only",
    ),
    (
        "A Partial QP by payments, whose patients are not known",
        2024,
        "individual",
        "KNOWN\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n[apm]\nadvanced = true\npayment_score = 40\n",
        "partial_qp by partial_qp; bound no, may submit yes; may elect_mips, voluntary, nothing\n\
         missing apm.patient_score: the better of the two methods counts: it could make a QP of a Partial QP\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "A QP by payments",
        2024,
        "individual",
        "KNOWN\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n[apm]\nadvanced = true\npayment_score = 50\n",
        "qp by qp; bound no, may submit yes; may voluntary, nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "A QP through the APM Entity, with scores of one's own",
        2024,
        "individual",
        "KNOWN\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n[apm]\nentity_payment_score = 50\nentity_patient_score = 10\npayment_score = 10\npatient_score = 10\n",
        "qp by qp; bound no, may submit yes; may voluntary, nothing\n\
         note: apm.advanced is not given: the APM is taken as an Advanced APM, since only its participants have threshold scores\n\
         note: the APM Entity's scores decide this year: scores of one's own count only for clinicians in several APM Entities\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "A QP who elected to opt in",
        2024,
        "individual",
        "KNOWN\nelection = \"opt_in\"\nallowed_charges = 90001\nbeneficiaries = 200\ncovered_services = 200\n[apm]\nqp_status = \"qp\"\n",
        "a QP is out of MIPS and cannot opt in",
    ),
    (
        "An Advanced APM without scores",
        2024,
        "individual",
        "KNOWN\nallowed_charges = 1\nbeneficiaries = 1\ncovered_services = 1\n[eligibility.group]\nallowed_charges = 1\nbeneficiaries = 1\ncovered_services = 1\n[apm]\nadvanced = true\n",
        "unknown by nothing yet; bound no, may submit open; may choose nothing\n\
         missing apm.payment_score: the better of the two methods counts: it could prove a QP or a Partial QP\n\
         missing apm.patient_score: the better of the two methods counts: it could prove a QP or a Partial QP\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "An APM that is no Advanced APM",
        2024,
        "individual",
        "KNOWN\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n[apm]\nadvanced = false\n",
        "mips_eligible by low_volume; bound yes, may submit yes; may choose nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "Scores below both thresholds",
        2024,
        "individual",
        "KNOWN\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n[apm]\nadvanced = true\npayment_score = 39.99\npatient_score = 24.99\n",
        "mips_eligible by low_volume; bound yes, may submit yes; may choose nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "The demonstration exempts clinicians",
        2019,
        "individual",
        "KNOWN\nmaqi = true\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n",
        "exempt by maqi; bound no, may submit yes; may voluntary, nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out\n\
         note: the demonstration's exemption, and its years, are not confirmed",
    ),
    (
        "It does not exempt groups",
        2019,
        "group",
        "[eligibility]\nmaqi = true\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n",
        "mips_eligible by low_volume; bound open, may submit yes; may choose nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out\n\
         note: no clinician has to report as a group; one who exceeds all limits alone must report one way or the other\n\
         note: the demonstration's exemption, and its years, are not confirmed",
    ),
    (
        "It is not there any more",
        2024,
        "individual",
        "KNOWN\nmaqi = true\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n",
        "there is no Medicare Advantage demonstration (MAQI) in performance year 2024",
    ),
    (
        "Joined at the year's end",
        2024,
        "individual",
        "KNOWN\njoined = 2024-10-01\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n",
        "mips_eligible by low_volume; bound yes, may submit yes; may choose nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out\n\
         note: joined the practice on October 1, 2024: unless it reports as a group, the final score is the performance threshold, without an adjustment (42 CFR 414.1380(c)(2)(i)(A)(3))",
    ),
    (
        "Joined the day before",
        2024,
        "individual",
        "KNOWN\njoined = 2024-09-30\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n",
        "mips_eligible by low_volume; bound yes, may submit yes; may choose nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "New in Medicare",
        2024,
        "individual",
        "[eligibility]\nclinician_type = \"physician\"\nmedicare_enrolled = 2024-01-01\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n",
        "exempt by new_enrollment; bound no, may submit yes; may voluntary, nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "A type that MIPS does not cover",
        2024,
        "individual",
        "[eligibility]\nclinician_type = \"other\"\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n",
        "exempt by clinician_type; bound no, may submit yes; may voluntary, nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "CMS's code for a clinician",
        2024,
        "individual",
        "KNOWN\nlow_volume_reason = \"BOTH\"\n",
        "opt_in_eligible by opt_in; bound no, may submit no; may opt_in, voluntary, nothing\n\
         missing eligibility.group: eligible as a group only, if the practice exceeds all limits and reports as a group",
    ),
    (
        "A QP who was below everything",
        2024,
        "individual",
        "KNOWN\nallowed_charges = 1\nbeneficiaries = 1\ncovered_services = 1\n[apm]\nqp_status = \"qp\"\n",
        "qp by qp; bound no, may submit yes; may voluntary, nothing\n\
         note: one set of figures stands for both segments; being below a limit in either of them is enough to be out",
    ),
    (
        "A subgroup below its group's first segment",
        2024,
        "subgroup",
        "pathway = \"mvp\"\nmvp = \"M0005\"\n[[eligibility.group.segment]]\nnumber = 1\nallowed_charges = 1\nbeneficiaries = 1\ncovered_services = 1\n[[eligibility.group.segment]]\nnumber = 2\nallowed_charges = 90001\nbeneficiaries = 201\ncovered_services = 201\n",
        "exempt by low_volume; bound no, may submit yes; may voluntary, nothing\n\
         note: a subgroup has the eligibility of its group, by segment 1 alone; at least one of its clinicians must be eligible as an individual",
    ),
];

#[test]
fn each_answer_is_whole() {
    let mut wrong = Vec::new();
    for (why, year, level, tables, expected) in CASES {
        let found = answer(*year, level, &tables.replace("KNOWN", KNOWN.trim_end()));
        if found != *expected {
            wrong.push(format!("{why}, {year} {level}:\n{found}\n"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
