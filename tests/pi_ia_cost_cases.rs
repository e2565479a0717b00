//! Promoting interoperability, improvement activities and cost from single answers, activities and costs, each with its
//! exact figure. Arithmetic is worked by hand on the cited text; the PY2018, PY2019, PY2022 and PY2023 figures are those
//! of CMS's own submission documentation (scoring engine outputs) and public use file.

use std::sync::LazyLock;

use mips::{
    Category, Document, RuleBook,
    scorecard::{CategoryScore, Note, Scorecard},
    setting::Setting,
    trial,
};
use rust_decimal::Decimal;

static BOOK: LazyLock<RuleBook> = LazyLock::new(RuleBook::built_in);

/// Scores a practice whose other categories are unknown.
fn scored(year: u16, text: &str) -> Scorecard {
    let text = format!("performance_year = {year}\n{text}");
    let document = Document::read("case.toml", text.as_bytes()).unwrap();
    match trial::run(&BOOK, &document, &[]) {
        Ok(trial) => trial.scorecard,
        Err(problems) => panic!("{text}\n{problems}"),
    }
}

fn problems(year: u16, text: &str) -> String {
    let text = format!("performance_year = {year}\n{text}");
    let document = Document::read("case.toml", text.as_bytes()).unwrap();
    let run = trial::run(&BOOK, &document, &[]);
    run.err()
        .unwrap_or_else(|| panic!("no problem was found in\n{text}"))
        .to_string()
}

fn percent(card: &Scorecard, category: Category) -> Option<String> {
    card.categories[category]
        .percent
        .map(|percent| percent.normalize().to_string())
}

fn pi(year: u16, answers: &str) -> Scorecard {
    let days = if year < 2024 { 90 } else { 180 };
    scored(
        year,
        &format!(
            "[practice]\nclinicians = 20\n[promoting_interoperability]\ndays = {days}\n\
             cehrt_id = \"0015EABCDEFGHIJ\"\n[promoting_interoperability.measures]\n{answers}"
        ),
    )
}

fn pi_percent(year: u16, answers: &str) -> String {
    percent(&pi(year, answers), Category::PromotingInteroperability).unwrap()
}

fn points(score: &CategoryScore, id: &str) -> Decimal {
    let measure = score.measures.iter().find(|measure| measure.id == id);
    let points = measure.and_then(|measure| measure.points);
    points.unwrap_or_else(|| panic!("{id} has no points"))
}

/// What is attested for no points.
fn attested(year: u16) -> &'static str {
    match year {
        2017 => "ACI_PPHI_1 = true\nACI_INFBLO_1 = true\nACI_ONCDIR_1 = true\n",
        2018..=2021 => "PI_PPHI_1 = true\nPI_INFBLO_1 = true\nPI_ONCDIR_1 = true\n",
        _ => "PI_PPHI_1 = true\nPI_PPHI_2 = true\nPI_INFBLO_1 = true\nPI_ONCDIR_1 = true\n",
    }
}

fn rate(id: &str, numerator: u32, denominator: u32) -> String {
    format!("{id} = {{ numerator = {numerator}, denominator = {denominator} }}\n")
}

fn yes(ids: &[&str]) -> String {
    ids.iter().map(|id| format!("{id} = true\n")).collect()
}

mod promoting_interoperability {
    use super::*;

    fn transition(risk_analysis: bool) -> String {
        format!("ACI_TRANS_PPHI_1 = {risk_analysis}\nACI_INFBLO_1 = true\nACI_ONCDIR_1 = true\n")
            + &rate("ACI_TRANS_EP_1", 90, 100)
            + &rate("ACI_TRANS_PEA_1", 88, 110)
            + &rate("ACI_TRANS_HIE_1", 2, 100)
            + &rate("ACI_TRANS_PEA_2", 45, 120)
            + &rate("ACI_TRANS_MR_1", 70, 100)
    }

    /// 42 CFR 414.1380(b)(4)(i): 50 + 16 + 2 + 4 + 7.
    #[test]
    fn the_transition_set_of_2017() {
        assert_eq!(pi_percent(2017, &transition(true)), "79");
    }

    #[test]
    fn without_its_base_2017_is_zero() {
        let card = pi(2017, &transition(false));
        let category = &card.categories.promoting_interoperability;
        assert_eq!(category.percent, Some(Decimal::ZERO));
        assert_eq!(points(category, "ACI_TRANS_PEA_1"), Decimal::from(16));
        assert!(category.measures.iter().all(|measure| !measure.counted));
        let notes: Vec<String> = card
            .notes
            .iter()
            .filter_map(|note| match note {
                Note::PromotingInteroperability(note) => Some(note.to_string()),
                _ => None,
            })
            .collect();
        let expected = "Promoting interoperability is 0: ACI_TRANS_PPHI_1 takes a yes and was answered with no";
        assert_eq!(notes, [expected]);
    }

    /// The base alone earns what patient access performs: 51, and 52 with the transition set.
    #[test]
    fn the_base_alone_of_2017() {
        let base = attested(2017).to_owned()
            + &rate("ACI_PEA_1", 1, 100)
            + &yes(&["ACI_LVPP_1", "ACI_LVOTC_1", "ACI_LVITC_1"]);
        assert_eq!(pi_percent(2017, &base), "51");
        let transition = "ACI_TRANS_PPHI_1 = true\nACI_INFBLO_1 = true\nACI_ONCDIR_1 = true\n"
            .to_owned()
            + &rate("ACI_TRANS_PEA_1", 1, 100)
            + &yes(&["ACI_TRANS_LVPP_1", "ACI_TRANS_LVOTC_1"]);
        assert_eq!(pi_percent(2017, &transition), "52");
    }

    /// A measure and its stand-in: the better side counts, once.
    #[test]
    fn both_sets_are_not_added_up() {
        let answers = attested(2017).to_owned()
            + &rate("ACI_EP_1", 1, 1)
            + &rate("ACI_PEA_1", 100, 100)
            + &rate("ACI_HIE_1", 40, 100)
            + &rate("ACI_HIE_2", 40, 100)
            + &rate("ACI_TRANS_HIE_1", 50, 100);
        let card = pi(2017, &answers);
        // 50 + 10 for patient access + 10 of the transition measure, against 4 + 4.
        assert_eq!(
            percent(&card, Category::PromotingInteroperability).unwrap(),
            "70"
        );
    }

    fn documentation() -> String {
        attested(2018).to_owned()
            + &rate("PI_EP_1", 100, 100)
            + &rate("PI_PEA_1", 110, 110)
            + &rate("PI_HIE_1", 150, 150)
            + &rate("PI_HIE_2", 130, 130)
            + &rate("PI_HIE_3", 100, 100)
            + "PI_IACEHRT_1 = true\n"
    }

    /// CMS, QPP submissions documentation: 50 + 4 x 10 + 10 without a CEHRT id.
    #[test]
    fn the_documented_submission_of_2018() {
        let text = format!(
            "[practice]\nclinicians = 20\n[promoting_interoperability]\ndays = 90\n\
             [promoting_interoperability.measures]\n{}",
            documentation()
        );
        let card = scored(2018, &text);
        assert_eq!(
            percent(&card, Category::PromotingInteroperability).unwrap(),
            "100"
        );
        assert_eq!(
            card.sheet.find("pi_bonus", None).unwrap().value,
            Decimal::TEN
        );
    }

    /// 50 + 70 + 5 + 10 + 10 = 145, of which 100 count.
    #[test]
    fn the_cap_of_2018() {
        let answers = documentation()
            + &rate("PI_CCTPE_1", 100, 100)
            + &rate("PI_CCTPE_2", 100, 100)
            + &yes(&["PI_PHCDRR_1", "PI_PHCDRR_2"]);
        let card = pi(2018, &answers);
        let line = |name: &str| card.sheet.find(name, None).unwrap().value;
        assert_eq!(line("pi_performance_score"), Decimal::from(70));
        assert_eq!(line("pi_bonus"), Decimal::from(25));
        assert_eq!(line("pi_score"), Decimal::from(100));
    }

    /// The registry that earned performance points, or the same in the other set, earns no bonus.
    #[test]
    fn a_further_registry_of_2018_is_another_one() {
        let bonus = |ids: &[&str]| {
            let card = pi(2018, &(documentation() + &yes(ids)));
            card.sheet.find("pi_bonus", None).unwrap().value
        };
        assert_eq!(bonus(&["PI_PHCDRR_1"]), Decimal::from(20));
        assert_eq!(
            bonus(&["PI_PHCDRR_1", "PI_TRANS_PHCDRR_1"]),
            Decimal::from(10)
        );
        assert_eq!(
            bonus(&["PI_PHCDRR_1", "PI_PHCDRR_1_MULTI"]),
            Decimal::from(25)
        );
        assert_eq!(
            bonus(&["PI_PHCDRR_1", "PI_PHCDRR_4", "PI_PHCDRR_5"]),
            Decimal::from(25)
        );
    }

    /// CMS, scoring engine output: 49/115 of 10 is 4, 1123/1951 of 20 is 12, 923/951 of 20 is 19, 861/1809 of 40 is 19.
    #[test]
    fn the_engine_of_2019_rounds_each_measure() {
        for year in [2019, 2020, 2021] {
            let card = pi(
                year,
                &(attested(year).to_owned()
                    + &rate("PI_EP_1", 49, 115)
                    + &rate("PI_HIE_1", 1123, 1951)
                    + &rate("PI_HIE_4", 923, 951)
                    + &rate("PI_PEA_1", 861, 1809)
                    + &yes(&["PI_PHCDRR_1", "PI_PHCDRR_1_MULTI"])),
            );
            let category = &card.categories.promoting_interoperability;
            for (id, expected) in [
                ("PI_EP_1", 4),
                ("PI_HIE_1", 12),
                ("PI_HIE_4", 19),
                ("PI_PEA_1", 19),
            ] {
                assert_eq!(points(category, id), Decimal::from(expected), "{year} {id}");
            }
            assert_eq!(category.percent, Some(Decimal::from(64)), "{year}");
        }
    }

    /// E-prescribing and receive excluded: send can earn 20 + 5 + 20 + 5 = 50. 36 + 28 + 10.
    #[test]
    fn two_exclusions_of_2020_chain() {
        let answers = attested(2020).to_owned()
            + &rate("PI_HIE_1", 135, 185)
            + &rate("PI_PEA_1", 350, 500)
            + &yes(&["PI_LVPP_1", "PI_LVITC_2", "PI_PHCDRR_1", "PI_PHCDRR_2"]);
        let card = pi(2020, &answers);
        let category = &card.categories.promoting_interoperability;
        assert_eq!(points(category, "PI_HIE_1"), Decimal::from(36));
        assert_eq!(points(category, "PI_PEA_1"), Decimal::from(28));
        assert_eq!(category.percent, Some(Decimal::from(74)));
    }

    /// 9 + 40 + 37.5 rounded half up + 0 + 10.
    #[test]
    fn public_health_excluded_in_2021() {
        let answers = attested(2021).to_owned()
            + &rate("PI_EP_1", 180, 200)
            + &rate("PI_PEA_1", 450, 600)
            + &yes(&[
                "PI_HIE_5",
                "PI_EP_2",
                "PI_PHCDRR_1_EX_1",
                "PI_PHCDRR_3_EX_1",
            ]);
        assert_eq!(pi_percent(2021, &answers), "97");
    }

    /// CMS public use file, PY2022: 40 + 39 + 10 + 5 + 5 and a bonus of 5 make 104, capped.
    #[test]
    fn the_public_row_of_2022() {
        let answers = attested(2022).to_owned()
            + &rate("PI_EP_1", 100, 100)
            + &rate("PI_PEA_1", 975, 1000)
            + &yes(&["PI_HIE_5", "PI_PHCDRR_1", "PI_PHCDRR_3", "PI_PHCDRR_4"]);
        let card = pi(2022, &answers);
        let category = &card.categories.promoting_interoperability;
        for (id, expected) in [
            ("PI_HIE_5", 40),
            ("PI_PEA_1", 39),
            ("PI_EP_1", 10),
            ("PI_PHCDRR_1", 5),
            ("PI_PHCDRR_4", 5),
        ] {
            assert_eq!(points(category, id), Decimal::from(expected), "{id}");
        }
        assert_eq!(category.percent, Some(Decimal::from(100)));
    }

    /// CMS public use file, PY2023: the halves of public health are 12.5 each, not 12.
    #[test]
    fn the_public_row_of_2023() {
        let answers = attested(2023).to_owned()
            + &rate("PI_EP_1", 100, 100)
            + &rate("PI_PEA_1", 100, 100)
            + &yes(&["PI_EP_2", "PI_HIE_5", "PI_PHCDRR_1", "PI_PHCDRR_3"]);
        assert_eq!(pi_percent(2023, &answers), "100");
    }

    #[test]
    fn exclusions_of_2023_and_2024() {
        let health = yes(&["PI_PHCDRR_1", "PI_PHCDRR_3"]);
        let patients = rate("PI_PEA_1", 700, 1000);
        let exchange = rate("PI_HIE_1", 60, 150) + &rate("PI_HIE_4", 80, 100);
        let both = yes(&["PI_LVPP_1", "PI_EP_2_EX_1"]);
        // Send and receive can earn 25 each: 10 + 20 + 17.5 rounded up + 25.
        let answers = attested(2023).to_owned() + &both + &exchange + &patients + &health;
        assert_eq!(pi_percent(2023, &answers), "73");
        // The bidirectional exchange can earn 50: 50 + 18 + 25.
        let answers = attested(2024).to_owned() + &both + "PI_HIE_5 = true\n" + &patients + &health;
        assert_eq!(pi_percent(2024, &answers), "93");
        // The query's points go to e-prescribing: 7.5 rounded up + 6 + 12 + 18 + 25.
        let answers = attested(2024).to_owned()
            + &rate("PI_EP_1", 150, 400)
            + "PI_EP_2_EX_1 = true\n"
            + &exchange
            + &patients
            + &health;
        assert_eq!(pi_percent(2024, &answers), "69");
        // Everything that can be excluded is: patient access can earn 100.
        let answers = attested(2024).to_owned()
            + &both
            + &yes(&[
                "PI_LVOTC_1",
                "PI_LVITC_2",
                "PI_PHCDRR_1_EX_1",
                "PI_PHCDRR_3_EX_1",
            ])
            + &rate("PI_PEA_1", 861, 1809);
        assert_eq!(pi_percent(2024, &answers), "48");
    }

    fn least(receive: u32) -> String {
        attested(2024).to_owned()
            + &rate("PI_EP_1", 1, 1000)
            + &rate("PI_HIE_1", 1, 1000)
            + &rate("PI_HIE_4", receive, 1000)
            + &rate("PI_PEA_1", 1, 1000)
            + &yes(&["PI_EP_2", "PI_PHCDRR_1", "PI_PHCDRR_3"])
    }

    /// One point at least for a numerator of at least one; nothing at all without.
    #[test]
    fn the_least_that_a_measure_earns() {
        assert_eq!(pi_percent(2024, &least(1)), "39");
        let card = pi(2024, &least(0));
        let category = &card.categories.promoting_interoperability;
        assert_eq!(category.percent, Some(Decimal::ZERO));
        assert_eq!(points(category, "PI_EP_2"), Decimal::TEN);
    }

    /// The SAFER guides may be answered with no until 2023, and must be answered.
    #[test]
    fn the_safer_guides() {
        let rest = rate("PI_EP_1", 1, 2)
            + &rate("PI_PEA_1", 1, 2)
            + &yes(&[
                "PI_PPHI_1",
                "PI_INFBLO_1",
                "PI_ONCDIR_1",
                "PI_HIE_5",
                "PI_PHCDRR_1",
                "PI_PHCDRR_3",
            ]);
        let query = "PI_EP_2 = true\n";
        for (year, query, no, silence) in [
            (2022, "", "75", "0"),
            (2023, query, "83", "0"),
            (2024, query, "0", "0"),
            (2026, query, "0", "0"),
        ] {
            let with = |guides: &str| pi_percent(year, &format!("{rest}{query}{guides}"));
            assert_eq!(with("PI_PPHI_2 = false\n"), no, "{year}");
            assert_eq!(with(""), silence, "{year}");
        }
    }

    fn full(year: u16, case_reporting: &str) -> String {
        attested(year).to_owned()
            + &rate("PI_EP_1", 380, 400)
            + &rate("PI_PEA_1", 990, 1000)
            + &yes(&["PI_EP_2", "PI_HIE_5", "PI_PHCDRR_1"])
            + case_reporting
    }

    /// CMS suppressed electronic case reporting in 2025: every answer earns full credit, and one must be given.
    #[test]
    fn case_reporting_of_2025() {
        for (year, answer, expected) in [
            (2024, "PI_PHCDRR_3 = false\n", "0"),
            (2025, "PI_PHCDRR_3 = false\n", "100"),
            (2025, "PI_PHCDRR_3 = true\n", "100"),
            (2025, "PI_PHCDRR_3_EX_1 = true\n", "100"),
            (2025, "", "0"),
            (2026, "PI_PHCDRR_3 = false\n", "0"),
            (2026, "PI_PHCDRR_3_EX_1 = true\n", "100"),
        ] {
            assert_eq!(
                pi_percent(year, &full(year, answer)),
                expected,
                "{year} {answer}"
            );
        }
    }

    /// Both public health measures excluded in 2025: the points stay; in other years they move to patient access.
    #[test]
    fn both_public_health_measures_excluded() {
        let answers = |year| {
            attested(year).to_owned()
                + &rate("PI_EP_1", 400, 400)
                + &rate("PI_PEA_1", 10, 100)
                + &yes(&[
                    "PI_EP_2",
                    "PI_HIE_5",
                    "PI_PHCDRR_1_EX_1",
                    "PI_PHCDRR_3_EX_1",
                ])
        };
        // 10 + 10 + 30 + 2.5 rounded up + 25.
        assert_eq!(pi_percent(2025, &answers(2025)), "78");
        // 10 + 10 + 30 + 10 % of 50.
        assert_eq!(pi_percent(2026, &answers(2026)), "55");
    }

    /// Five bonus points however many registries: 10 + 10 + 30 + 22.5 rounded up + 25 + 5, capped.
    #[test]
    fn the_bonus_of_2026_is_given_once() {
        let answers = |numerator| {
            attested(2026).to_owned()
                + &rate("PI_EP_1", 380, 400)
                + &rate("PI_PEA_1", numerator, 1000)
                + &yes(&[
                    "PI_EP_2",
                    "PI_HIE_6",
                    "PI_PHCDRR_1",
                    "PI_PHCDRR_3",
                    "PI_PHCDRR_5",
                    "PI_PHCDRR_6",
                ])
        };
        assert_eq!(pi_percent(2026, &answers(900)), "100");
        assert_eq!(pi_percent(2026, &answers(500)), "93");
    }

    /// A bonus survives the exclusion of both required public health measures.
    #[test]
    fn the_bonus_beside_excluded_measures() {
        let answers = attested(2024).to_owned()
            + &rate("PI_EP_1", 1, 1)
            + &rate("PI_PEA_1", 1, 2)
            + &yes(&[
                "PI_EP_2",
                "PI_HIE_5",
                "PI_PHCDRR_1_EX_1",
                "PI_PHCDRR_3_EX_1",
                "PI_PHCDRR_2",
            ]);
        // 10 + 10 + 30 + 25 of 50 + 5.
        assert_eq!(pi_percent(2024, &answers), "80");
    }

    /// Two bonuses in 2019, for the query and the treatment agreement.
    #[test]
    fn the_bonuses_of_2019() {
        let answers = attested(2019).to_owned()
            + &rate("PI_EP_1", 1, 2)
            + &rate("PI_EP_3", 1, 50)
            + &rate("PI_HIE_1", 1, 2)
            + &rate("PI_PEA_1", 1, 2)
            + &yes(&["PI_EP_2", "PI_CUITC_1", "PI_PHCDRR_4", "PI_PHCDRR_5_EX_2"]);
        // 5 + 20 of 40 + 20 of 40 + 10 + 5 + 5.
        assert_eq!(pi_percent(2019, &answers), "65");
    }

    /// A period below the minimum, or a CEHRT id of an edition that is not taken.
    #[test]
    fn short_periods_and_old_technology() {
        let with = |year, days: u32, cehrt: &str| {
            let answers = if year == 2017 {
                attested(2017).to_owned()
                    + &rate("ACI_PEA_1", 1, 1)
                    + &yes(&["ACI_LVPP_1", "ACI_LVOTC_1", "ACI_LVITC_1"])
            } else {
                full(year, "PI_PHCDRR_3 = true\n")
                    .replace(if year < 2023 { "PI_EP_2 = true\n" } else { "-" }, "")
            };
            let text = format!(
                "[practice]\nclinicians = 20\n[promoting_interoperability]\ndays = {days}\ncehrt_id = \"{cehrt}\"\n\
                 [promoting_interoperability.measures]\n{answers}"
            );
            percent(&scored(year, &text), Category::PromotingInteroperability).unwrap()
        };
        let (new, old) = ("0015EABCDEFGHIJ", "0014EABCDEFGHIJ");
        for (year, days, cehrt, expected) in [
            (2017, 89, new, "0"),
            (2017, 90, old, "60"),
            (2023, 89, new, "0"),
            (2023, 90, new, "100"),
            (2023, 90, old, "0"),
            (2024, 150, new, "0"),
            (2024, 180, new, "100"),
            (2026, 180, "0015ABCDEFGHIJK", "100"),
            (2027, 179, new, "0"),
            (2027, 180, new, "100"),
        ] {
            assert_eq!(with(year, days, cehrt), expected, "{year} {days} {cehrt}");
        }
    }

    #[test]
    fn what_does_not_go_together_is_an_error() {
        let wrong = |year, answers: &str| {
            problems(
                year,
                &format!(
                    "[promoting_interoperability.measures]\n{}{answers}",
                    attested(year)
                ),
            )
        };
        let exclusion = rate("PI_EP_1", 1, 2) + "PI_LVPP_1 = true\n";
        for (year, answers, expected) in [
            (2026, exclusion.as_str(), "error[E0109]"),
            (
                2026,
                "PI_HIE_5 = true\nPI_HIE_6 = true\n",
                "exchange is reported in one way",
            ),
            (2026, "PI_EP_1 = true\n", "`PI_EP_1` is a proportion"),
            (
                2026,
                "PI_EP_2 = { numerator = 1, denominator = 2 }\n",
                "answered with yes or no",
            ),
            (
                2026,
                "PI_EP_1 = { numerator = 3, denominator = 2 }\n",
                "3 is more than the denominator, 2",
            ),
            (
                2026,
                "PI_EP_1 = { numerator = 0, denominator = 0 }\n",
                "claim the measure's exclusion",
            ),
            (
                2026,
                "PI_EP_3 = true\n",
                "performance years that have it: 2019",
            ),
            (2026, "PI_HIE_7 = true\n", "did you mean `PI_HIE_1`"),
            (
                2018,
                "ACI_EP_1 = true\n",
                "performance years that have it: 2017",
            ),
        ] {
            let found = wrong(year, answers);
            assert!(found.contains(expected), "{year} {answers}\n{found}");
        }
    }
}

mod improvement_activities {
    use super::*;

    fn ia(year: u16, practice: &str, activities: &str) -> String {
        let card = scored(
            year,
            &format!(
                "[practice]\n{practice}\n[improvement_activities]\nactivities = [{activities}]\n"
            ),
        );
        percent(&card, Category::ImprovementActivities).unwrap()
    }

    /// 42 CFR 414.1380(b)(3), 414.1365(d)(3)(iii); the PY2022 and PY2023 rows are of the CMS public use file.
    #[test]
    fn worked_percents() {
        let large = "clinicians = 20";
        let small = "clinicians = 8";
        let rural = "clinicians = 20\nspecial_statuses = [\"rural\", \"hpsa\"]";
        let mvp = "clinicians = 20\npathway = \"mvp\"\nmvp = \"M0005\"";
        let small_mvp =
            "clinicians = 8\npathway = \"mvp\"\nmvp = \"M0005\"\nspecial_statuses = [\"rural\"]";
        let apm = "clinicians = 20\napm_participant = true";
        for (year, practice, activities, expected) in [
            (
                2017,
                large,
                r#""IA_AHE_1", "IA_BE_1", "IA_BE_3", "IA_BE_4""#,
                "100",
            ),
            // High and medium: 30 of 40.
            (2019, large, r#""IA_AHE_1", "IA_BE_4""#, "75"),
            (2022, small, r#""IA_AHE_1", "IA_BE_4""#, "100"),
            (2023, small, r#""IA_BE_4", "IA_EPA_3""#, "100"),
            (2023, large, r#""IA_BE_4", "IA_EPA_3""#, "50"),
            // Two statuses double once.
            (2023, rural, r#""IA_BE_4""#, "50"),
            // An MVP's points are not doubled again.
            (2023, mvp, r#""IA_BE_4""#, "50"),
            (2023, small_mvp, r#""IA_BE_4""#, "50"),
            (2024, large, r#""IA_PCMH""#, "100"),
            (2024, mvp, r#""IA_PCMH""#, "100"),
            // `IA_MVP` is high-weighted, for participants of an MVP alone.
            (2024, mvp, r#""IA_MVP""#, "100"),
            (2024, large, r#""IA_MVP""#, "0"),
            (2025, large, r#""IA_BE_4""#, "50"),
            (2025, rural, r#""IA_BE_4""#, "100"),
            (2025, mvp, r#""IA_BE_4""#, "100"),
            (2026, large, r#""IA_BE_4", "IA_BE_4""#, "50"),
            (2027, large, r#""IA_BE_4", "IA_EPA_7""#, "100"),
            // At least half for an APM participant.
            (2021, apm, r#""IA_BE_4""#, "50"),
            (2021, apm, r#""IA_AHE_1", "IA_BE_4""#, "75"),
            (2025, apm, r#""IA_BE_4""#, "50"),
            // CMS assigns the percent under the APP.
            (
                2025,
                "clinicians = 20\npathway = \"app\"",
                r#""IA_BE_4""#,
                "100",
            ),
        ] {
            assert_eq!(
                ia(year, practice, activities),
                expected,
                "{year} {practice} {activities}"
            );
        }
    }

    /// The weights of some activities changed between years.
    #[test]
    fn weights_are_those_of_the_year() {
        for (id, year, expected) in [
            ("IA_AHE_3", 2017, "25"),
            ("IA_AHE_3", 2018, "50"),
            ("IA_CC_4", 2017, "50"),
            ("IA_CC_4", 2018, "25"),
            ("IA_CC_14", 2021, "25"),
            ("IA_CC_14", 2022, "50"),
        ] {
            assert_eq!(
                ia(year, "clinicians = 20", &format!("\"{id}\"")),
                expected,
                "{id} {year}"
            );
        }
    }

    /// From 2024 an APM participant with quality and promoting interoperability data needs no activity.
    #[test]
    fn an_apm_participant_without_activities() {
        let text = "quality.percent = 50\ncost.percent = 50\npromoting_interoperability.percent = 50\n\
                    improvement_activities.not_submitted = true\n[practice]\nclinicians = 20\napm_participant = true\n";
        assert_eq!(
            percent(&scored(2024, text), Category::ImprovementActivities).unwrap(),
            "50"
        );
        assert_eq!(
            percent(&scored(2023, text), Category::ImprovementActivities).unwrap(),
            "0"
        );
    }

    /// The rules can say that the credit comes on top.
    #[test]
    fn the_credit_can_be_added() {
        let text = "performance_year = 2021\n[practice]\nclinicians = 20\napm_participant = true\n\
                    [improvement_activities]\nactivities = [\"IA_BE_4\"]\n";
        let document = Document::read("case.toml", text.as_bytes()).unwrap();
        let added = Setting::new(
            "rules.improvement_activities.apm_participant.credit",
            "added",
            "--set",
        );
        let trial = trial::run(&BOOK, &document, &[added]).unwrap();
        assert_eq!(
            percent(&trial.scorecard, Category::ImprovementActivities).unwrap(),
            "75"
        );
    }
}

mod cost {
    use super::*;

    fn cost(year: u16, measures: &str) -> Option<String> {
        let text = format!("[practice]\nclinicians = 20\n[cost.measures]\n{measures}");
        percent(&scored(year, &text), Category::Cost)
    }

    fn case(id: &str, cost: &str) -> String {
        format!("{id} = {{ cost = {cost}, cases = 100 }}\n")
    }

    fn rounded(percent: Option<String>, places: u32) -> String {
        let percent: Decimal = percent.unwrap().parse().unwrap();
        percent.round_dp(places).to_string()
    }

    /// 42 CFR 414.1380(b)(2) on CMS's published bounds.
    #[test]
    fn points_between_bounds() {
        // 5 + 447.8 / 735.6.
        assert_eq!(rounded(cost(2018, &case("TPCC_1", "13000")), 3), "56.088");
        // 6 + 460.95 / 542.85.
        assert_eq!(rounded(cost(2022, &case("MSPB_1", "24000")), 3), "68.491");
        // The median earns a tenth of the threshold.
        assert_eq!(rounded(cost(2024, &case("MSPB_1", "24457.85")), 4), "75");
        let two = case("MSPB_1", "24000") + &case("TPCC_1", "1900");
        assert_eq!(rounded(cost(2024, &two), 4), "66.3226");
        for (dollars, expected) in [
            ("20861.63", "100"),
            ("21500", "94.675"),
            ("30700", "15.855"),
            ("33000", "10"),
        ] {
            assert_eq!(
                rounded(cost(2024, &case("MSPB_1", dollars)), 3),
                expected,
                "{dollars}"
            );
        }
    }

    /// 42 CFR 414.1380(b)(2)(iv)(C)-(E): 57.6377 + 7.6377 / 50; nothing for a fall; nothing before PY2023.
    #[test]
    fn improvement() {
        for (year, points, prior, expected) in [
            (2023, "5.76377", 50, "57.790454"),
            (2023, "5.5", 60, "55"),
            (2025, "9", 30, "91"),
            (2022, "5.76377", 50, "57.6377"),
        ] {
            let text = format!(
                "[practice]\nclinicians = 20\n[cost.measures]\nTPCC_1 = {{ points = {points} }}\n\
                 [prior_year]\ncost_percent = {prior}\n"
            );
            let card = scored(year, &text);
            assert_eq!(
                percent(&card, Category::Cost).as_deref(),
                Some(expected),
                "{year} {prior}"
            );
        }
    }

    /// No scored measure is no score, which is not 0.
    #[test]
    fn what_is_not_scored() {
        let below = "COST_CRR_1 = { cost = 25000, cases = 15 }\nMSPB_1 = { cost = 24000, cases = 34 }\n\
                     TPCC_1 = { cost = 1300, cases = 19 }\n";
        assert_eq!(cost(2022, below), None);
        assert_eq!(cost(2025, &case("COST_AKID_1", "20000")), None);
        for year in [2020, 2021] {
            assert_eq!(cost(year, &case("TPCC_1", "1300")), None);
        }
        let individual = "[practice]\nparticipation = \"individual\"\n[cost.measures]\nCOST_LGH_1 = { cost = 9000, cases = 40 }\n";
        assert_eq!(percent(&scored(2024, individual), Category::Cost), None);
    }

    /// At the case minimum a measure counts: 10 for procedures, 20 for the resection, 35 for MSPB, 20 for TPCC.
    #[test]
    fn case_minimums() {
        for (id, cases) in [
            ("COST_KA_1", 10),
            ("COST_CRR_1", 20),
            ("MSPB_1", 35),
            ("TPCC_1", 20),
            ("COST_S_1", 20),
            ("COST_D_1", 20),
        ] {
            let at = |cases: u32| cost(2024, &format!("{id} = {{ cost = 10, cases = {cases} }}\n"));
            assert_eq!(at(cases).as_deref(), Some("100"), "{id}");
            assert_eq!(at(cases - 1), None, "{id}");
        }
    }

    /// In an MVP only its own cost measures count.
    #[test]
    fn the_measures_of_an_mvp() {
        let text = "[practice]\nclinicians = 20\npathway = \"mvp\"\nmvp = \"M0005\"\n[cost.measures]\n\
                    TPCC_1 = { points = 6 }\nCOST_KA_1 = { points = 10 }\n";
        let card = scored(2024, text);
        assert_eq!(percent(&card, Category::Cost).as_deref(), Some("60"));
        assert!(card.notes.iter().any(|note| matches!(note, Note::Cost(_))));
    }

    #[test]
    fn what_is_missing_is_an_error() {
        let cases = [
            (
                2026,
                "TPCC_1 = { cost = 1300 }\n",
                "cost.measures.TPCC_1.cases",
            ),
            (
                2027,
                "TPCC_1 = { cost = 1300, cases = 40 }\n",
                "no cost benchmarks for performance year 2027",
            ),
            (
                2026,
                "COST_SPH_1 = { cost = 1300, cases = 40 }\n",
                "performance years that have it: 2019 to 2023",
            ),
            (
                2026,
                "TPCC_2 = { cost = 1300, cases = 40 }\n",
                "did you mean `TPCC_1`",
            ),
        ];
        for (year, measures, expected) in cases {
            let found = problems(year, &format!("[cost.measures]\n{measures}"));
            assert!(found.contains(expected), "{found}");
        }
        assert_eq!(
            cost(2027, "TPCC_1 = { points = 6 }\n").as_deref(),
            Some("60")
        );
    }
}

mod every_id {
    use std::collections::BTreeSet;

    use mips::{
        YearRules,
        rules::{
            collection_type::CollectionType,
            improvement_activities::ActivityMethod,
            measures::{ActivityWeight, PiMetric},
            promoting_interoperability::InteroperabilityMethod,
        },
    };

    use super::*;

    fn years() -> impl Iterator<Item = (u16, std::sync::Arc<YearRules>)> {
        BOOK.years().map(|year| (year, BOOK.year(year).unwrap()))
    }

    /// Every id of a kind, in any year, is admitted in the years that have it, and refused in all others by name.
    fn admitted_where_known(
        kind: &str,
        ids: impl Fn(&YearRules) -> BTreeSet<String>,
        text: impl Fn(&YearRules, &[&String]) -> String,
    ) {
        let all: BTreeSet<String> = years().flat_map(|(_, rules)| ids(&rules)).collect();
        for (year, rules) in years() {
            let here = ids(&rules);
            let absent: Vec<&String> = all.difference(&here).collect();
            for id in &here {
                scored(year, &text(&rules, &[id]));
            }
            let found = problems(year, &text(&rules, &absent));
            for id in absent {
                let wanted = format!("there is no {kind} `{id}` in performance year {year}");
                assert!(found.contains(&wanted), "{wanted}\n{found}");
            }
            let named = found.matches("performance years that have it").count();
            assert_eq!(named, all.len() - here.len(), "{year}");
        }
    }

    #[test]
    fn of_activities() {
        admitted_where_known(
            "improvement activity",
            |rules| {
                rules
                    .inventory()
                    .unwrap()
                    .improvement_activities
                    .keys()
                    .cloned()
                    .collect()
            },
            |_, ids| format!("[improvement_activities]\nactivities = {ids:?}\n"),
        );
    }

    #[test]
    fn of_interoperability() {
        admitted_where_known(
            "promoting interoperability measure",
            |rules| {
                rules
                    .inventory()
                    .unwrap()
                    .promoting_interoperability
                    .keys()
                    .cloned()
                    .collect()
            },
            |rules, ids| {
                let table = &rules.inventory().unwrap().promoting_interoperability;
                let answers: String = ids
                    .iter()
                    .map(
                        |id| match table.get(*id).map(|measure| measure.metric_type) {
                            Some(PiMetric::Proportion) => rate(id, 1, 2),
                            _ => yes(&[id]),
                        },
                    )
                    .collect();
                format!("[promoting_interoperability.measures]\n{answers}")
            },
        );
    }

    #[test]
    fn of_cost_measures() {
        admitted_where_known(
            "cost measure",
            |rules| rules.inventory().unwrap().cost.keys().cloned().collect(),
            |_, ids| {
                let entries: String = ids
                    .iter()
                    .map(|id| format!("{id} = {{ points = 5 }}\n"))
                    .collect();
                format!("[cost.measures]\n{entries}")
            },
        );
    }

    /// The rules name every promoting interoperability id of the year, and no other.
    #[test]
    fn of_the_rules() {
        for (year, rules) in years() {
            let interoperability = &rules.promoting_interoperability;
            let attestations = &interoperability.attestations;
            let mut named: BTreeSet<&String> = attestations
                .yes
                .iter()
                .chain(&attestations.yes_or_no)
                .chain(&attestations.optional)
                .collect();
            match &interoperability.method {
                InteroperabilityMethod::BasePerformanceBonus(method) => {
                    named.extend(method.base.iter());
                    named.extend(method.transition.keys());
                    named.extend(method.exclusions.keys());
                    named.extend(method.performance.points.keys());
                    named.extend(&method.registry.measures);
                    named.extend(method.bonuses.values().flat_map(|bonus| &bonus.measures));
                }
                InteroperabilityMethod::MeasurePoints(method) => {
                    named.extend(method.points.keys());
                    named.extend(method.exclusions.of.keys());
                    named.extend(&method.public_health.measures);
                    named.extend(method.public_health.second_registry.keys());
                    named.extend(method.bonuses.values().flat_map(|bonus| &bonus.measures));
                }
            }
            let inventory = rules.inventory().unwrap();
            let table = &inventory.promoting_interoperability;
            named.extend(table.values().flat_map(|measure| &measure.preprod));
            let known: BTreeSet<&String> = table.keys().collect();
            assert_eq!(named, known, "{year}");
        }
    }

    /// Points that CMS's file gives (2017-2019) are those of the rules; so are the exclusions and stand-ins it names.
    #[test]
    fn of_the_rules_agree_with_the_inventory() {
        for (year, rules) in years() {
            let table = &rules.inventory().unwrap().promoting_interoperability;
            let (points, exclusions) = match &rules.promoting_interoperability.method {
                InteroperabilityMethod::BasePerformanceBonus(method) => {
                    for (id, main) in &method.transition {
                        let substitutes = &table[id].substitutes;
                        let stands = main.iter().all(|main| substitutes.contains(main));
                        assert!(stands, "{year} {id}");
                    }
                    (&method.performance.points, &method.exclusions)
                }
                InteroperabilityMethod::MeasurePoints(method) => {
                    (&method.points, &method.exclusions.of)
                }
            };
            for (id, points) in points {
                let published = table[id].weight.unwrap_or(*points);
                assert_eq!(published, *points, "{year} {id}");
            }
            for (id, measure) in table {
                for exclusion in &measure.exclusions {
                    let second = id.trim_end_matches("_MULTI");
                    assert_eq!(exclusions[exclusion], second, "{year} {id}");
                }
            }
        }
    }

    /// The year's method can score every activity of the year.
    #[test]
    fn of_activities_has_points() {
        for (year, rules) in years() {
            let activities = &rules.improvement_activities;
            let is_weighted = matches!(activities.method, ActivityMethod::WeightedActivities(_));
            for (id, activity) in &rules.inventory().unwrap().improvement_activities {
                let has_weight = activity.weight != ActivityWeight::None;
                let expected = is_weighted && !activities.full_credit.contains(id);
                assert_eq!(has_weight, expected, "{year} {id}");
            }
        }
    }

    /// On every cost benchmark a lower cost never earns less, from one point to ten.
    #[test]
    fn of_cost_benchmarks_is_monotone() {
        for (year, rules) in years() {
            let Some(benchmarks) = rules.benchmarks() else {
                continue;
            };
            let costs = &rules.inventory().unwrap().cost;
            if rules.never_scored.contains_key(&Category::Cost) {
                continue;
            }
            for id in costs.keys() {
                let Some(benchmark) = benchmarks.get(CollectionType::AdminClaims, id) else {
                    continue;
                };
                assert!(benchmark.inverse, "{year} {id}");
                let bounds = &benchmark.bounds;
                let between = bounds
                    .windows(2)
                    .map(|ends| (ends[0] + ends[1]) / Decimal::TWO);
                let mut dollars: Vec<Decimal> = bounds.iter().copied().chain(between).collect();
                dollars.push(bounds[0] + Decimal::ONE);
                dollars.sort_unstable_by(|a, b| b.cmp(a));
                let mut last = Decimal::ZERO;
                for dollars in dollars {
                    let measures = format!("{id} = {{ cost = {dollars}, cases = 100 }}\n");
                    let text = format!("[practice]\nclinicians = 20\n[cost.measures]\n{measures}");
                    let earned: Decimal = percent(&scored(year, &text), Category::Cost)
                        .unwrap()
                        .parse()
                        .unwrap();
                    assert!(
                        last <= earned && Decimal::TEN <= earned,
                        "{year} {id} {dollars}"
                    );
                    last = earned;
                }
                assert_eq!(last, Decimal::ONE_HUNDRED, "{year} {id}");
            }
        }
    }
}
