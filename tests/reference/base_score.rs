//! Promoting interoperability of 2017 (advancing care information) and 2018: 42 CFR 414.1380(b)(4)(i). A base of 50, performance by
//! tenths of the rate, bonuses, 100 at most.

use std::fmt::Write;

use crate::{
    Draw,
    common::{
        rational::{Rational, half_away, ratio, whole},
        scored,
    },
    in_four_places, printed,
};

/// Tenths that a rate has begun, once it is rounded to whole percents; above 0 is never nothing.
fn tenths(numerator: usize, denominator: usize) -> i64 {
    let [n, d] = [numerator, denominator].map(|count| i64::try_from(count).unwrap());
    if n == 0 {
        return 0;
    }
    let percent = half_away(&ratio(100 * n, d), 0).max(whole(1));
    let begun: Rational = (percent / whole(10)).ceil();
    i64::try_from(begun.to_integer()).unwrap()
}

/// A practice's answers, as a file has them, and what they come to.
struct Answers {
    prefix: &'static str,
    file: String,
}

impl Answers {
    fn say(&mut self, id: &str, answer: &str) {
        writeln!(self.file, "{}_{id} = {answer}", self.prefix).unwrap();
    }

    fn yes(&mut self, id: &str) {
        self.say(id, "true");
    }

    /// A proportion without pattern: its tenths.
    fn rate(&mut self, draw: &mut Draw, id: &str) -> i64 {
        let denominator = 1 + draw.below(300);
        let numerator = match draw.below(12) {
            0 => 0,
            1 => denominator,
            _ => draw.below(denominator + 1),
        };
        self.say(
            id,
            &format!("{{ numerator = {numerator}, denominator = {denominator} }}"),
        );
        tenths(numerator, denominator)
    }
}

/// Base measures with the points of each tenth, its exclusion, and whether it earns performance points.
const MAIN_BASE: [(&str, i64, Option<&str>); 4] = [
    ("EP_1", 0, Some("LVPP_1")),
    ("PEA_1", 1, None),
    ("HIE_1", 1, Some("LVOTC_1")),
    ("HIE_2", 1, Some("LVITC_1")),
];
const TRANSITION_BASE: [(&str, i64, Option<&str>); 3] = [
    ("TRANS_EP_1", 0, Some("TRANS_LVPP_1")),
    ("TRANS_PEA_1", 2, None),
    ("TRANS_HIE_1", 2, Some("TRANS_LVOTC_1")),
];
/// Ten points each.
const MAIN_PERFORMANCE: [&str; 5] = ["PEA_2", "HIE_3", "CCTPE_1", "CCTPE_2", "CCTPE_3"];
const TRANSITION_PERFORMANCE: [&str; 4] =
    ["TRANS_PEA_2", "TRANS_PSE_1", "TRANS_SM_1", "TRANS_MR_1"];

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "one practice from its parts to its score"
)]
fn base_and_performance_of_random_practices() {
    let mut draw = Draw(0xba5e_5c0e);
    for year in [2017, 2018] {
        for _ in 0..300 {
            let mut answers = Answers {
                prefix: if year == 2017 { "ACI" } else { "PI" },
                file: String::new(),
            };
            let is_transition = draw.one_in(2);
            let mut fails = false;
            for id in ["INFBLO_1", "ONCDIR_1"] {
                if draw.one_in(25) {
                    fails = true;
                } else {
                    answers.yes(id);
                }
            }
            let analysis = if is_transition {
                "TRANS_PPHI_1"
            } else {
                "PPHI_1"
            };
            if draw.one_in(25) {
                fails = true;
                answers.say(analysis, "false");
            } else {
                answers.yes(analysis);
            }
            let (base, performance): (&[_], &[_]) = if is_transition {
                (&TRANSITION_BASE, &TRANSITION_PERFORMANCE)
            } else {
                (&MAIN_BASE, &MAIN_PERFORMANCE)
            };
            let mut earned = 0;
            for (id, points, exclusion) in base {
                match exclusion {
                    Some(exclusion) if draw.one_in(4) => answers.yes(exclusion),
                    _ => {
                        let tenths = answers.rate(&mut draw, id);
                        fails |= tenths == 0;
                        earned += tenths * points;
                    }
                }
            }
            for id in performance {
                if draw.one_in(2) {
                    earned += answers.rate(&mut draw, id);
                }
            }
            // Registries: in 2017 immunization alone earns the 10 points, in 2018 any one does; another one is a bonus of 5.
            let registries: &[&str] = if is_transition {
                &["TRANS_PHCDRR_1", "TRANS_PHCDRR_2", "TRANS_PHCDRR_3"]
            } else {
                &["PHCDRR_1", "PHCDRR_2", "PHCDRR_3", "PHCDRR_4", "PHCDRR_5"]
            };
            let (mut first, mut others) = (false, 0);
            for (n, id) in registries.iter().enumerate() {
                if !draw.one_in(3) {
                    continue;
                }
                answers.yes(id);
                let mut counts = 1;
                if year == 2018 && draw.one_in(3) {
                    answers.yes(&format!("{id}_MULTI"));
                    counts = 2;
                }
                for _ in 0..counts {
                    if !first && (n == 0 || year == 2018) {
                        first = true;
                    } else {
                        others += 1;
                    }
                }
            }
            earned += if first { 10 } else { 0 };
            let mut bonus = if others > 0 { 5 } else { 0 };
            if draw.one_in(3) {
                answers.yes("IACEHRT_1");
                bonus += 10;
            }
            let mut file = format!(
                "performance_year = {year}\nquality.percent = 50\nimprovement_activities.percent = 50\n\
                 cost.percent = 50\npractice.clinicians = 40\n[promoting_interoperability]\ndays = 90\n"
            );
            // 2018: technology of the 2015 Edition alone, which a transition measure forfeits.
            if draw.one_in(3) {
                let edition = ["15E", "15C", "14E"][draw.below(3)];
                writeln!(file, "cehrt_id = \"00{edition}ABCDEFGHIJ\"").unwrap();
                if year == 2018 && !is_transition && edition != "14E" {
                    bonus += 10;
                }
            }
            file += "[promoting_interoperability.measures]\n";
            file += &answers.file;
            let expected = if fails {
                whole(0)
            } else {
                whole(50 + earned.min(90) + bonus).min(whole(100))
            };
            let card = scored(&file).scorecard;
            let found = card.categories.promoting_interoperability.percent.unwrap();
            assert_eq!(printed(found), in_four_places(&expected), "{file}");
        }
    }
}
