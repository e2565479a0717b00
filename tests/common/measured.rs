//! Made rows with measures, as `mips batch` takes them: six quality measures, two cost measures, two activities and twelve
//! promoting interoperability answers, with figures of their own in every row.

use std::fmt::Write as _;

use crate::dice::Dice;

const ATTESTED: [&str; 10] = [
    "PI_PPHI_1",
    "PI_PPHI_2",
    "PI_INFBLO_1",
    "PI_ONCDIR_1",
    "PI_EP_2_EX_1",
    "PI_HIE_5",
    "PI_PHCDRR_1",
    "PI_PHCDRR_1_PROD",
    "PI_PHCDRR_3",
    "PI_PHCDRR_3_PROD",
];

/// The heading, and so many rows.
pub fn rows(count: u64) -> String {
    let mut text = heading();
    let mut dice = Dice(2026);
    for n in 0..count {
        row(&mut dice, n, &mut text);
    }
    text
}

fn heading() -> String {
    let mut text = String::from("id,performance_year,practice.small_practice,practice.part_b_paid");
    let mut columns = |table: &str, ids: &[&str], keys: &[&str]| {
        for id in ids {
            for key in keys {
                let _ = write!(text, ",{table}.measures.{id}.{key}");
            }
        }
    };
    let counts = ["numerator", "denominator"];
    columns("quality", &["ecqm.001", "ecqm.134", "ecqm.236"], &counts);
    let rates = ["rate", "cases", "data_completeness"];
    columns("quality", &["cqm.226", "cqm.326", "cqm.047"], &rates);
    columns("cost", &["TPCC_1", "COST_D_1"], &["cost", "cases"]);
    text.push_str(
        ",improvement_activities.activities,promoting_interoperability.days,promoting_interoperability.cehrt_id",
    );
    for id in ATTESTED {
        let _ = write!(text, ",promoting_interoperability.measures.{id}");
    }
    for id in ["PI_EP_1", "PI_PEA_1"] {
        for key in counts {
            let _ = write!(text, ",promoting_interoperability.measures.{id}.{key}");
        }
    }
    text.push_str(",complex_patient_bonus.points\n");
    text
}

fn counts(dice: &mut Dice, text: &mut String, most: u64) {
    let denominator = 30 + dice.below(most);
    let numerator = 1 + dice.below(denominator);
    let _ = write!(text, ",{numerator},{denominator}");
}

fn row(dice: &mut Dice, n: u64, text: &mut String) {
    let paid = 10_000 + dice.below(900_000);
    let (small, cents) = (dice.below(2) == 0, dice.below(100));
    let _ = write!(text, "{n},2026,{small},{paid}.{cents:02}");
    for _ in 0..3 {
        counts(dice, text, 400);
    }
    let mut interoperability = String::new();
    for _ in 0..2 {
        counts(dice, &mut interoperability, 2000);
    }
    for _ in 0..3 {
        let (rate, rest) = (2 + dice.below(97), dice.below(100));
        let (cases, completeness) = (25 + dice.below(500), 76 + dice.below(24));
        let _ = write!(text, ",{rate}.{rest:02},{cases},{completeness}.5");
    }
    for _ in 0..2 {
        let (dollars, cases) = (800 + dice.below(30_000), 10 + dice.below(500));
        let _ = write!(text, ",{dollars}.25,{cases}");
    }
    let activities = ["IA_EPA_2|IA_PM_16", "IA_BE_4|IA_EPA_2", "IA_BE_1|IA_PM_16"];
    let activities = activities[usize::try_from(n).unwrap_or_default() % activities.len()];
    let yes = ",true".repeat(ATTESTED.len());
    let bonus = dice.below(1000);
    let _ = writeln!(
        text,
        ",{activities},180,0015EABCDEFGHIJ{yes}{interoperability},{}.{:02}",
        bonus / 100,
        bonus % 100
    );
}
