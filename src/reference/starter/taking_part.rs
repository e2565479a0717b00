//! The tables of taking part for a starter file, all of them as remarks.

use crate::rules::book::YearRules;

/// `[eligibility]`, `[apm]` and `[cost_of_participation]`, each line a remark: nothing of them counts until it is written in.
#[must_use]
pub fn taking_part(rules: &YearRules) -> String {
    let year = rules.performance_year;
    let mut text = String::from(
        "\n# Taking part: mips eligibility, options and worth read these tables. Take the # away where you know the figure;\n# what is absent is unknown, and the answer names what would decide.\n",
    );
    let mut line = |key: &str, about: &str| {
        text.push_str(&match about {
            "" => format!("# {key}\n"),
            about => format!("# {key:<35} # {about}\n"),
        });
    };
    line("[eligibility]", "");
    line("clinician_type = \"physician\"", "of an individual");
    line(
        "medicare_enrolled = 2015-03-01",
        &format!("during {year}: exempt for the year"),
    );
    if let Some(late) = &rules.score_hierarchy.joined_late {
        line(
            &format!("joined = {}", late.from),
            "the day of joining the practice: these last months count apart",
        );
    }
    if rules.eligibility.opt_in.is_some() {
        line("election = \"none\"", "none, opt_in, voluntary");
    }
    for (number, period) in [
        (1, &rules.eligibility.segment_1),
        (2, &rules.eligibility.segment_2),
    ] {
        line(
            "[[eligibility.segment]]",
            &format!("{} to {}", period.from, period.to),
        );
        line(&format!("number = {number}"), "");
        for (criterion, limit) in rules.eligibility.low_volume.limits.named() {
            let shown = criterion.shown(limit.figure());
            line(
                &format!("{} = 0", criterion.key()),
                &format!("must exceed {shown}"),
            );
        }
    }
    line("[apm]", "");
    line("advanced = true", "an Advanced APM");
    let medicare = &rules.advanced_apm.medicare;
    line("payment_score = 0", &format!("QP: {}", medicare.qp_payment));
    line("patient_score = 0", &format!("QP: {}", medicare.qp_patient));
    let base = rules.advanced_apm.incentive.base_year;
    line(
        "paid_base_year = 0",
        &format!("dollars paid in {base}, base of the lump sum"),
    );
    line("[cost_of_participation]", "");
    let classes: Vec<&str> = rules
        .participation_costs
        .per_physician
        .keys()
        .map(String::as_str)
        .collect();
    line(
        "total = 0",
        "or class and physicians, or hours and hourly_cost",
    );
    text.push_str(&crate::report::layout::wrap(
        &format!("classes: {}", classes.join(", ")),
        "#   ",
        "#   ",
    ));
    text
}
