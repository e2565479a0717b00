//! Which final score counts. The order is written here a second time, by year, as CMS and the regulation state it.

use mips::{
    Document, RuleBook,
    participation::{Candidate, Counting, options, which_counts},
    rules::terms::{Participation, Word},
    score::scorecard::Bounds,
};
use rust_decimal::Decimal;

/// The level whose score counts, of those that have one: 2017 CMS as reproduced by CIPROMS; 2018-2020 42 CFR
/// 414.1315(a)(2) and 414.1370(f)(2); 2021-2022 CMS, individual or group participation; from 2023 with subgroups.
fn by_law(year: u16, scores: &[(&str, u32)]) -> Option<String> {
    let of = |level: &str| {
        scores
            .iter()
            .find(|(it, _)| *it == level)
            .map(|(_, score)| *score)
    };
    let even_if_lower: &[&str] = match year {
        2017 => &["apm_entity"],
        2018..=2020 => &["apm_entity", "virtual_group"],
        _ => &["virtual_group"],
    };
    for level in even_if_lower {
        if of(level).is_some() {
            return Some((*level).to_owned());
        }
    }
    let highest: &[&str] = match year {
        2017..=2020 => &["group", "individual"],
        2021..=2022 => &["apm_entity", "group", "individual"],
        _ => &["apm_entity", "subgroup", "group", "individual"],
    };
    let best = highest
        .iter()
        .filter_map(|level| Some((of(level)?, *level)))
        .max_by_key(|(score, _)| *score);
    best.map(|(_, level)| level.to_owned())
}

/// Every combination of the levels that a year allows, with every order of their scores.
#[test]
fn every_combination_counts_as_the_law_says() {
    let book = RuleBook::built_in();
    let mut asked = 0;
    for year in 2017..=2027 {
        let rules = book.year(year).unwrap();
        let levels: Vec<Participation> = rules.participation.kinds.clone();
        for set in 0_u32..1 << levels.len() {
            for turn in 0..levels.len() {
                for reversed in [false, true] {
                    let chosen: Vec<(usize, Participation)> = levels
                        .iter()
                        .copied()
                        .enumerate()
                        .filter(|(n, _)| set & 1 << n != 0)
                        .collect();
                    let score = |n: usize| {
                        let place = (n + turn) % levels.len();
                        let place = if reversed {
                            levels.len() - place
                        } else {
                            place + 1
                        };
                        u32::try_from(place * 10).unwrap()
                    };
                    let candidates: Vec<Candidate> = chosen
                        .iter()
                        .map(|(n, level)| {
                            let score = Decimal::from(score(*n));
                            Candidate {
                                level: *level,
                                score: Bounds {
                                    low: score,
                                    high: score,
                                },
                            }
                        })
                        .collect();
                    let named: Vec<(&str, u32)> = chosen
                        .iter()
                        .map(|(n, level)| (level.key(), score(*n)))
                        .collect();
                    let found = match which_counts(&rules.score_hierarchy, &candidates) {
                        Counting::One(n) => Some(candidates[n].level.key().to_owned()),
                        Counting::Nothing => None,
                        Counting::Open(_) => panic!("known scores leave nothing open"),
                    };
                    assert_eq!(found, by_law(year, &named), "{year} {named:?}");
                    asked += 1;
                }
            }
        }
    }
    assert!(asked > 2000, "{asked}");
}

/// Where a score is a range the answer is open, unless no end of it matters.
#[test]
fn a_range_decides_only_where_it_cannot_matter() {
    let rules = RuleBook::built_in().year(2024).unwrap();
    let candidate = |level: &str, low: u32, high: u32| Candidate {
        level: Participation::from_key(level).unwrap(),
        score: Bounds {
            low: low.into(),
            high: high.into(),
        },
    };
    let asked = |candidates: &[Candidate]| which_counts(&rules.score_hierarchy, candidates);
    assert_eq!(
        asked(&[candidate("group", 60, 80), candidate("individual", 70, 70)]),
        Counting::Open(Bounds {
            low: 70.into(),
            high: 80.into()
        })
    );
    assert_eq!(
        asked(&[candidate("group", 75, 80), candidate("individual", 70, 70)]),
        Counting::One(0)
    );
    assert_eq!(
        asked(&[
            candidate("virtual_group", 10, 90),
            candidate("individual", 70, 70)
        ]),
        Counting::One(0)
    );
}

fn file(year: u16, level: &str, score: &str, more: &str) -> (String, Document) {
    let (practice, tables) = more.split_once("---\n").unwrap_or((more, ""));
    let pathway = if level == "subgroup" {
        "pathway = \"mvp\"\nmvp = \"M0005\"\n"
    } else {
        ""
    };
    let text = format!(
        "performance_year = {year}\nfinal_score = {score}\n[practice]\nparticipation = \"{level}\"\n{pathway}{practice}\n{tables}"
    );
    (
        level.to_owned(),
        Document::read(level, text.as_bytes()).unwrap(),
    )
}

/// CMS's examples by level; the scores are ours.
#[test]
fn the_score_that_counts_is_found() {
    let book = RuleBook::built_in();
    let counted = |files: &[(String, Document)]| {
        let found = options(&book, files, &[]).unwrap_or_else(|problems| panic!("{problems}"));
        let clinician = &found.clinicians[0];
        let level = clinician.counts.map(|n| found.alternatives[n].level.key());
        (level, clinician.final_score.map(|it| it.to_string()))
    };
    let is = |level: &'static str, score: &str| (Some(level), Some(score.to_owned()));
    let apm = "pathway = \"apm_scoring_standard\"\n";
    assert_eq!(
        counted(&[
            file(2017, "apm_entity", "62.5", apm),
            file(2017, "individual", "91", "")
        ]),
        is("apm_entity", "62.50")
    );
    assert_eq!(
        counted(&[
            file(2018, "virtual_group", "90", ""),
            file(2018, "apm_entity", "70", apm)
        ]),
        is("apm_entity", "70.00")
    );
    assert_eq!(
        counted(&[
            file(2021, "individual", "66", ""),
            file(2021, "group", "71", ""),
            file(2021, "apm_entity", "58", "")
        ]),
        is("group", "71.00")
    );
    assert_eq!(
        counted(&[
            file(2024, "subgroup", "83", ""),
            file(2024, "group", "79", ""),
            file(2024, "individual", "75", "")
        ]),
        is("subgroup", "83.00")
    );
    // CMS's Dr. Delta: the score follows the clinician to another practice.
    assert_eq!(
        counted(&[file(
            2017,
            "individual",
            "72",
            "tin_of_payment_year = \"new\"\n"
        )]),
        is("individual", "72.00")
    );
}

#[test]
fn who_is_bound_and_whom_no_score_moves() {
    let book = RuleBook::built_in();
    let one =
        |files: &[(String, Document)]| options(&book, files, &[]).unwrap().clinicians[0].clone();
    let free = "---\n[eligibility]\nmips_status = \"exempt\"\n[eligibility.group]\nmips_status = \"eligible\"\n";
    // Alone nobody in MIPS only through the group is adjusted (ASTRO, QPP participation options).
    let alone = one(&[file(2024, "individual", "99", free)]);
    assert_eq!(
        (alone.counts, alone.adjustment, alone.newly_bound),
        (None, None, Some(false))
    );
    // With the group's report the clinician is bound by its score.
    let bound = one(&[
        file(2024, "individual", "99", free),
        file(2024, "group", "60", ""),
    ]);
    assert_eq!((bound.counts, bound.newly_bound), (Some(1), Some(true)));
    assert_eq!(
        bound.adjustment.map(|it| it.to_string()).as_deref(),
        Some("-1.80")
    );
    // A QP and whoever reports voluntarily are not adjusted, 42 CFR 414.1310(b).
    let qp = one(&[
        file(2024, "individual", "99", "---\n[apm]\nqp_status = \"qp\"\n"),
        file(2024, "group", "60", ""),
    ]);
    assert_eq!((qp.counts, qp.adjustment), (None, None));
    let voluntary = one(&[file(
        2024,
        "individual",
        "99",
        "---\n[eligibility]\nmips_status = \"exempt\"\nelection = \"voluntary\"\n",
    )]);
    assert_eq!(voluntary.adjustment, None);
}

/// From 2026 a multispecialty group reports an MVP as a group only as a small practice (AAFP, FPM 2026).
#[test]
fn multispecialty_groups_and_mvps() {
    let book = RuleBook::built_in();
    let allowed = |year: u16, more: &str| {
        let more = format!("pathway = \"mvp\"\nmvp = \"M0005\"\n{more}");
        let found = options(&book, &[file(year, "group", "80", &more)], &[]).unwrap();
        found.alternatives[0].allowed
    };
    assert_eq!(
        allowed(2026, "single_specialty = false\nclinicians = 15\n"),
        Some(true)
    );
    assert_eq!(
        allowed(2026, "single_specialty = false\nclinicians = 16\n"),
        Some(false)
    );
    assert_eq!(
        allowed(2026, "single_specialty = true\nclinicians = 16\n"),
        Some(true)
    );
    assert_eq!(allowed(2026, "clinicians = 16\n"), None);
    assert_eq!(
        allowed(2025, "single_specialty = false\nclinicians = 16\n"),
        Some(true)
    );
}

/// 42 CFR 414.1380(c)(2)(i)(A)(3): whoever joins in the last three months gets the performance threshold where the practice
/// does not report as a group, and the group's score where it does. The rule begins with 2019.
#[test]
fn joining_at_the_years_end_counts_apart() {
    let book = RuleBook::built_in();
    let one = |year: u16, day: &str, group: bool| {
        let more =
            format!("---\n[eligibility]\nmips_status = \"eligible\"\njoined = {year}-{day}\n");
        let mut files = vec![file(year, "individual", "20", &more)];
        if group {
            files.push(file(year, "group", "90", ""));
        }
        let found = options(&book, &files, &[]).unwrap_or_else(|problems| panic!("{problems}"));
        let it = &found.clinicians[0];
        (
            it.counts,
            it.final_score.map(|it| it.normalize().to_string()),
            it.adjustment.map(|it| it.to_string()),
        )
    };
    let text = |text: &str| Some(text.to_owned());
    for day in ["10-01", "12-31"] {
        assert_eq!(
            one(2024, day, false),
            (None, text("75"), text("0.00")),
            "{day}"
        );
        assert_eq!(one(2024, day, true).1, text("90"), "{day}");
        assert_eq!(one(2019, day, false).1, text("30"), "{day}");
        assert_eq!(one(2018, day, false).1, text("20"), "{day}");
    }
    assert_eq!(
        one(2024, "09-30", false),
        (Some(0), text("20"), text("-6.60"))
    );
}

/// What a level cannot be, and a pathway that is not a level's.
#[test]
fn ways_that_are_closed_say_why() {
    let book = RuleBook::built_in();
    let ways = |file: (String, Document)| {
        let found = options(&book, &[file], &[]).unwrap_or_else(|problems| panic!("{problems}"));
        found
            .alternatives
            .into_iter()
            .map(|it| (it.pathway.key(), it.allowed, it.why_not.unwrap_or_default()))
            .collect::<Vec<_>>()
    };
    // 42 CFR 414.1318(c): a subgroup takes two clinicians.
    let alone = ways(file(2024, "subgroup", "80", "clinicians = 1\n"));
    assert_eq!(alone[0].1, Some(false));
    assert!(
        alone[0].2.contains("at least 2 clinicians"),
        "{}",
        alone[0].2
    );
    assert_eq!(
        ways(file(2024, "subgroup", "80", "clinicians = 2\n"))[0].1,
        Some(true)
    );
    // 42 CFR 414.1370: the APM scoring standard scored APM Entities; a group's measures are not tried under it.
    let text = "performance_year = 2020\n[practice]\nparticipation = \"group\"\n[quality.measures.ecqm]\n001 = { numerator = 31, denominator = 180 }\n";
    let document = Document::read("group", text.as_bytes()).unwrap();
    let found = ways(("group".into(), document));
    let standard = found
        .iter()
        .find(|it| it.0 == "apm_scoring_standard")
        .unwrap();
    assert_eq!(standard.1, Some(false), "{}", standard.2);
}

/// CMS, APP requirements of performance year 2022: individuals, groups and APM Entities. Scoring and options say the same.
#[test]
fn the_app_is_closed_to_subgroups_and_virtual_groups() {
    let book = RuleBook::built_in();
    for year in 2021..=2027 {
        let rules = book.year(year).unwrap();
        for (pathway, open) in &rules.pathways {
            if !pathway.key().starts_with("app") {
                continue;
            }
            for level in &rules.participation.kinds {
                let text = format!(
                    "performance_year = {year}\nfinal_score = 80\n[practice]\nparticipation = \"{}\"\npathway = \"{}\"\n",
                    level.key(),
                    pathway.key()
                );
                let document = Document::read("practice.toml", text.as_bytes()).unwrap();
                let scored = mips::trial::run(&book, &document, &[]).is_ok();
                let is_open = matches!(level.key(), "individual" | "group" | "apm_entity");
                assert_eq!(scored, is_open, "{year} {} {}", pathway.key(), level.key());
                assert_eq!(open.participation.contains(level), is_open);
            }
        }
    }
}
