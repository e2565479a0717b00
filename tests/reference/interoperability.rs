//! Promoting interoperability from performance year 2019: 42 CFR 414.1380(b)(4)(ii). Each measure to whole points, one at
//! least; all or nothing.

use std::fmt::Write;

use crate::{
    Draw,
    common::{
        BOOK,
        rational::{Rational, half_away, ratio, whole},
        scored,
    },
    in_four_places, printed,
};

/// The most points of e-prescribing, send, receive, patient access and public health.
fn most(year: u16) -> [i64; 5] {
    match year {
        2019..=2022 => [10, 20, 20, 40, 10],
        _ => [10, 15, 15, 25, 25],
    }
}

fn rounded(share: &Rational, most: &Rational) -> Rational {
    half_away(&(share * most), 0).max(whole(1))
}

#[test]
fn promoting_interoperability_of_random_practices() {
    let mut draw = Draw(0x7072_6f6d_6f74);
    for year in [2019, 2020, 2021, 2023, 2024, 2025, 2026] {
        let rules = BOOK.year(year).unwrap();
        let attestations = &rules.promoting_interoperability.attestations;
        for _ in 0..60 {
            let mut file = format!(
                "performance_year = {year}\nquality.percent = 50\ncost.percent = 50\nimprovement_activities.percent = 50\n\
                 practice.clinicians = 40\n[promoting_interoperability.measures]\n"
            );
            for id in attestations.yes.iter().chain(&attestations.yes_or_no) {
                writeln!(file, "{id} = true").unwrap();
            }
            for id in ["PI_PHCDRR_1", "PI_PHCDRR_3"] {
                writeln!(file, "{id} = true").unwrap();
                if year >= 2023 {
                    writeln!(file, "{id}_PROD = true").unwrap();
                }
            }
            // The query of the prescription drug monitoring program is required, 10 points.
            let query = if year >= 2023 {
                file += "PI_EP_2 = true\n";
                whole(10)
            } else {
                whole(0)
            };
            let [prescribing, send, receive, access, public_health] = most(year).map(whole);
            let mut total = public_health + query;
            let mut fails = false;
            let is_excluded = draw.one_in(3);
            let more = if is_excluded {
                file += "PI_LVPP_1 = true\n";
                // The points go to send and receive in equal parts.
                &prescribing / whole(2)
            } else {
                whole(0)
            };
            let mut measures = vec![
                ("PI_HIE_1", send + &more),
                ("PI_HIE_4", receive + &more),
                ("PI_PEA_1", access),
            ];
            if !is_excluded {
                measures.push(("PI_EP_1", prescribing));
            }
            for (id, most) in measures {
                let denominator = 1 + draw.below(300);
                let numerator = draw.below(denominator + 1);
                writeln!(
                    file,
                    "{id} = {{ numerator = {numerator}, denominator = {denominator} }}"
                )
                .unwrap();
                fails |= numerator == 0;
                let [n, d] = [numerator, denominator].map(|count| i64::try_from(count).unwrap());
                total += rounded(&ratio(n, d), &most);
            }
            let expected = if fails {
                whole(0)
            } else {
                total.min(whole(100))
            };
            let card = scored(&file).scorecard;
            let found = card.categories.promoting_interoperability.percent.unwrap();
            assert_eq!(printed(found), in_four_places(&expected), "{file}");
        }
    }
}
