//! Promoting interoperability from performance year 2019: 42 CFR 414.1380(b)(4)(ii). Each measure to whole points, one at
//! least; the points of excluded measures move on; all or nothing.

use std::fmt::Write;

use crate::{
    Draw,
    common::{
        rational::{Rational, half_away, ratio, whole},
        scored,
    },
    in_four_places, printed,
};

/// The points of e-prescribing, send, receive, patient access and public health, before any move.
fn most(year: u16) -> [i64; 5] {
    match year {
        2019..=2022 => [10, 20, 20, 40, 10],
        _ => [10, 15, 15, 25, 25],
    }
}

/// A practice's answers, as a file has them, and what they come to.
#[derive(Default)]
struct Answers {
    file: String,
    total: Rational,
    fails: bool,
}

impl Answers {
    fn say(&mut self, id: &str, answer: &str) {
        writeln!(self.file, "PI_{id} = {answer}").unwrap();
    }

    fn yes(&mut self, id: &str) {
        self.say(id, "true");
    }

    /// A required yes, which is seldom missing.
    fn required(&mut self, draw: &mut Draw, id: &str) {
        match draw.below(60) {
            0 => self.fails = true,
            1 => {
                self.fails = true;
                self.say(id, "false");
            }
            _ => self.yes(id),
        }
    }

    /// A required proportion with its points: the nearest whole number, one at least; a numerator of 0 is not reported.
    fn rate(&mut self, draw: &mut Draw, id: &str, most: &Rational) {
        let denominator = 1 + draw.below(300);
        let numerator = match draw.below(30) {
            0 => 0,
            1..=3 => denominator,
            _ => 1 + draw.below(denominator),
        };
        self.say(
            id,
            &format!("{{ numerator = {numerator}, denominator = {denominator} }}"),
        );
        self.fails |= numerator == 0;
        let [n, d] = [numerator, denominator].map(|count| i64::try_from(count).unwrap());
        self.total += half_away(&(ratio(n, d) * most), 0).max(whole(1));
    }

    /// What must be attested: pi-ia-cost.md A.4. The SAFER guides are answered either way in 2022 and 2023.
    fn attest(&mut self, draw: &mut Draw, year: u16) {
        for id in ["PPHI_1", "INFBLO_1", "ONCDIR_1"] {
            self.required(draw, id);
        }
        match year {
            2022..=2023 if draw.one_in(2) => self.say("PPHI_2", "false"),
            2022..=2023 => self.yes("PPHI_2"),
            2024.. => self.required(draw, "PPHI_2"),
            _ => {}
        }
    }

    /// The points of patient access that public health leaves it, having added its own.
    fn public_health(&mut self, draw: &mut Draw, year: u16, most: &Rational) -> Rational {
        let is_pair = year >= 2022;
        let (first, second) = if is_pair {
            ("PHCDRR_1", "PHCDRR_3")
        } else {
            // Any two of the five, or one of them twice.
            let first = ["PHCDRR_1", "PHCDRR_2"][draw.below(2)];
            let second = ["PHCDRR_4", "PHCDRR_5"][draw.below(2)];
            if draw.one_in(4) {
                self.yes(first);
                self.yes(&format!("{first}_MULTI"));
                self.total += most;
                return whole(0);
            }
            (first, second)
        };
        let mut excluded = 0;
        for id in [first, second] {
            match draw.below(10) {
                0 => {
                    self.say(id, "false");
                    // Electronic case reporting was suppressed in 2025: any answer earns full credit.
                    self.fails |= !(year == 2025 && id == "PHCDRR_3");
                }
                1 => self.fails = true,
                2..=4 => {
                    excluded += 1;
                    self.yes(&format!("{id}_EX_1"));
                }
                _ => {
                    self.yes(id);
                    if year >= 2023 {
                        self.yes(&format!("{id}_PROD"));
                    }
                }
            }
        }
        if excluded == 2 && year != 2025 {
            return most.clone();
        }
        self.total += most;
        whole(0)
    }

    /// Exchange in one of its ways, with what came from e-prescribing; what it leaves to patient access.
    fn exchange(
        &mut self,
        draw: &mut Draw,
        year: u16,
        most: [Rational; 2],
        more: Rational,
    ) -> Rational {
        let whole_ways: &[&str] = match year {
            2019..=2020 => &[],
            2021..=2022 => &["HIE_5"],
            _ => &["HIE_5", "HIE_6"],
        };
        let [send, receive] = most;
        if !whole_ways.is_empty() && draw.one_in(2) {
            self.yes(whole_ways[draw.below(whole_ways.len())]);
            self.total += send + receive + more;
            return whole(0);
        }
        let half = more / whole(2);
        let (mut send, mut receive) = (send + &half, receive + half);
        let no_receive = draw.one_in(3);
        if no_receive {
            self.yes("LVITC_2");
            send += receive;
            receive = whole(0);
        }
        let mut left = whole(0);
        if draw.one_in(3) {
            self.yes("LVOTC_1");
            left = send;
        } else {
            self.rate(draw, "HIE_1", &send);
        }
        if !no_receive {
            self.rate(draw, "HIE_4", &receive);
        }
        left
    }
}

#[test]
fn promoting_interoperability_of_random_practices() {
    let mut draw = Draw(0x7072_6f6d_6f74);
    for year in 2019..=2026 {
        for _ in 0..300 {
            let mut answers = Answers::default();
            answers.attest(&mut draw, year);
            let [mut prescribing, send, receive, access, public_health] = most(year).map(whole);
            let mut bonus = 0;
            // The query of the prescription drug monitoring program: a bonus to 2022, then required.
            if year < 2023 {
                if draw.one_in(2) {
                    answers.yes("EP_2");
                    bonus += if year <= 2020 { 5 } else { 10 };
                }
            } else if draw.one_in(3) {
                answers.yes("EP_2_EX_1");
                prescribing += whole(10);
            } else {
                answers.required(&mut draw, "EP_2");
                answers.total += whole(10);
            }
            if year == 2019 && draw.one_in(3) {
                answers.say("EP_3", "{ numerator = 1, denominator = 9 }");
                bonus += 5;
            }
            let moved = if draw.one_in(3) {
                answers.yes("LVPP_1");
                prescribing
            } else {
                answers.rate(&mut draw, "EP_1", &prescribing);
                whole(0)
            };
            let left = answers.exchange(&mut draw, year, [send, receive], moved);
            let more = answers.public_health(&mut draw, year, &public_health);
            answers.rate(&mut draw, "PEA_1", &(access + left + more));
            // Further registries: 5 points together.
            let further: &[&str] = match year {
                2019..=2021 => &[],
                2026 => &["PHCDRR_2", "PHCDRR_4", "PHCDRR_5", "PHCDRR_6"],
                _ => &["PHCDRR_2", "PHCDRR_4", "PHCDRR_5"],
            };
            let mut has_further = false;
            for id in further {
                if draw.one_in(4) {
                    answers.yes(id);
                    has_further = true;
                }
            }
            bonus += if has_further { 5 } else { 0 };
            let expected = if answers.fails {
                whole(0)
            } else {
                (answers.total + whole(bonus)).min(whole(100))
            };
            let file = format!(
                "performance_year = {year}\nquality.percent = 50\ncost.percent = 50\nimprovement_activities.percent = 50\n\
                 practice.clinicians = 40\n[promoting_interoperability]\ndays = 180\n[promoting_interoperability.measures]\n{}",
                answers.file
            );
            let card = scored(&file).scorecard;
            let found = card.categories.promoting_interoperability.percent.unwrap();
            assert_eq!(printed(found), in_four_places(&expected), "{file}");
        }
    }
}
