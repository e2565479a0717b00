//! Other people's files: what becomes of each field, what is refused and why, and what is never shown.

mod common;

use std::{fs, path::Path};

use common::BOOK;
use mips::{
    Document, Problems, Setting,
    exchange::{
        self, Denominator, Imported, Options,
        export::{Form, export},
        reconcile::{Reconciliation, reconcile},
    },
    report::tree::Tree,
    trial,
};
use proptest::prelude::*;

fn text_of(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/exchange")
        .join(name);
    fs::read_to_string(path).unwrap()
}

fn import(text: &str) -> Result<Imported, Problems> {
    import_with(text, &Options::default())
}

fn import_with(text: &str, options: &Options) -> Result<Imported, Problems> {
    exchange::read(&BOOK, &[("a.json".into(), text.into())], options)
}

fn at(imported: &Imported, path: &str) -> String {
    let tree = imported.tree();
    let found = tree.get(&format!("practice.{path}"));
    found.map_or_else(|| "absent".into(), Tree::compact)
}

fn refusal(text: &str) -> String {
    match import(text) {
        Ok(imported) => panic!("it was read as {}", imported.read_as),
        Err(problems) => problems.to_string(),
    }
}

#[test]
fn each_field_of_a_submission_has_its_place_or_is_named() {
    let imported = import(&text_of("group-app-2021.json")).unwrap();
    for (path, value) in [
        ("performance_year", "2021"),
        ("practice.participation", "\"group\""),
        ("practice.pathway", "\"app\""),
        ("quality.measures.cqm.001.numerator", "30"),
        // Met and not met, not the eligible population.
        ("quality.measures.cqm.001.denominator", "150"),
        ("quality.measures.cqm.001.eligible_population", "160"),
        ("quality.measures.cqm.001.exceptions", "4"),
        ("quality.measures.cqm.001.exclusions", "absent"),
        ("quality.measures.cqm.236.denominator", "70"),
        ("improvement_activities.activities", "[\"IA_AHE_1\"]"),
        // From March 1 to May 29, both included.
        ("promoting_interoperability.days", "90"),
        ("promoting_interoperability.cehrt_id", "\"0015EABCDEFGHIJ\""),
        ("promoting_interoperability.measures.PI_ONCDIR_1", "false"),
        (
            "promoting_interoperability.measures.PI_EP_1.numerator",
            "120",
        ),
        ("cost.unknown", "true"),
    ] {
        assert_eq!(at(&imported, path), value, "{path}");
    }
    assert_eq!(imported.unknown, ["cost"]);
    let left_out: Vec<&str> = imported
        .left_out
        .iter()
        .map(|it| it.path.as_str())
        .collect();
    assert_eq!(
        left_out,
        [
            "TIN",
            "value.performanceRate",
            "improvement_activities.IA_AHE_7"
        ]
    );
    let warnings: Vec<String> = trial::run(&BOOK, &imported.document, &[])
        .unwrap()
        .scorecard
        .warnings
        .iter()
        .filter_map(|it| Some(format!("{}: {}", it.place.as_ref()?.line, it.message)))
        .collect();
    assert!(
        warnings
            .contains(&"21: `001`: 30 of 150 is 20 percent, and performanceRate says 25".into()),
        "{warnings:#?}"
    );
    assert!(
        warnings.contains(&"25: `236`: performanceNotMet is not given, and taken as 0".into()),
        "{warnings:#?}"
    );
}

#[test]
fn the_practice_file_scores_as_the_submission_does() {
    let imported = import(&text_of("group-app-2021.json")).unwrap();
    let read_again = mips::Document::read("practice.toml", imported.toml().as_bytes()).unwrap();
    let [first, second] = [&imported.document, &read_again].map(|document| {
        let card = trial::run(&BOOK, document, &[]).unwrap().scorecard;
        (card.final_score_bounds, card.payment_adjustment)
    });
    assert_eq!(first, second);
}

#[test]
fn what_is_not_mips_is_refused_by_name() {
    let text = text_of("group-app-2021.json");
    let refused = refusal(&text.replace("app1", "pcf"));
    assert!(refused.contains("pcf: that is not MIPS"), "{refused}");
    let refused = refusal(&text.replace("2021", "2016"));
    assert!(
        refused.contains("no rules for performance year 2016"),
        "{refused}"
    );
    let refused = refusal(&text.replacen("app1", "mips", 1));
    assert!(
        refused.contains("several programs: mips, app1"),
        "{refused}"
    );
}

#[test]
fn numbers_that_say_whose_data_these_are_are_never_written() {
    let text = text_of("group-app-2021.json");
    let imported = import(&text).unwrap();
    for written in [imported.toml(), imported.tree().pretty()] {
        assert!(!written.contains("000200200"), "{written}");
    }
    let options = Options {
        keep_identifiers: true,
        ..Options::default()
    };
    let kept = import_with(&text, &options).unwrap();
    assert!(kept.toml().contains("# TIN: 000200200\n"));
    // On one line the whole file would be the excerpt.
    let line = text
        .replace('\n', " ")
        .replace("\"IA_AHE_1\"", "\"IA_NONE_1\"");
    let told = match import(&line) {
        Ok(imported) => trial::run(&BOOK, &imported.document, &[]).err().unwrap(),
        Err(problems) => problems,
    };
    assert!(!told.to_string().contains("000200200"), "{told}");
}

fn read_all(names: &[&str], options: &Options) -> Result<Imported, Problems> {
    let files: Vec<(String, Vec<u8>)> = names
        .iter()
        .map(|name| ((*name).to_owned(), text_of(name).into()))
        .collect();
    exchange::read(&BOOK, &files, options)
}

#[test]
fn a_report_is_read_by_the_identifiers_of_its_year() {
    let imported = read_all(&["report-2024.xml"], &Options::default()).unwrap();
    for (path, value) in [
        ("performance_year", "2024"),
        ("practice.participation", "\"group\""),
        ("quality.measures.ecqm.001.numerator", "45"),
        // 200 in the denominator, less 20 exclusions; the groups of patients within it count for nothing.
        ("quality.measures.ecqm.001.denominator", "180"),
        ("quality.measures.ecqm.001.eligible_population", "200"),
        ("quality.measures.ecqm.001.exclusions", "20"),
        (
            "quality.measures.ecqm.370.strata.adolescents.denominator",
            "60",
        ),
        // One set of populations stands for both strata.
        ("quality.measures.ecqm.370.strata.adults.denominator", "0"),
        // From February 1 to July 31, 2024, both included.
        ("promoting_interoperability.days", "182"),
        ("promoting_interoperability.cehrt_id", "\"0015CABCDEFGHIJ\""),
        ("promoting_interoperability.measures.PI_PPHI_1", "true"),
        (
            "promoting_interoperability.measures.PI_EP_1.denominator",
            "80",
        ),
    ] {
        assert_eq!(at(&imported, path), value, "{path}");
    }
    assert_eq!(imported.unknown, ["cost", "improvement_activities"]);
}

#[test]
fn what_is_wrong_with_a_report_is_said_with_its_element() {
    let text = text_of("report-2024.xml");
    let told = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        refusal(&text.replace(from, to))
    };
    for (from, to, message) in [
        (
            "<value value=\"45\"/>",
            "<value value=\"-45\"/>",
            "a whole number of patients, 0 or more",
        ),
        (
            "<value value=\"45\"/>",
            "<value value=\"4.5\"/>",
            "a whole number of patients, 0 or more",
        ),
        (
            "<value value=\"45\"/>",
            "<value nullFlavor=\"NA\"/>",
            "has no value",
        ),
        (
            "<value value=\"45\"/>",
            "<value value=\"190\"/>",
            "are more than the denominator, 200",
        ),
        (
            "<value value=\"220\"/>",
            "<value value=\"100\"/>",
            "is above the initial population, 100",
        ),
        (
            "2C928084-83D3",
            "2C928084-0000",
            "no electronic measure of any year has the identifier",
        ),
        (
            "8A5DE292-E5E6",
            "8A5DE292-0000",
            "has an identifier that none of its rates has",
        ),
        (
            "code=\"Y\"",
            "code=\"MAYBE\"",
            "`PI_PPHI_1` is answered with Y or N, not with MAYBE",
        ),
        ("MIPS_GROUP", "PCF", "PCF: that is not MIPS"),
        (
            "urn:hl7-org:v3",
            "urn:hl7-org:v2",
            "not that of clinical documents",
        ),
        ("27.1.2\"", "27.1.9\"", "no QRDA III report: the template"),
        (
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
            "<!DOCTYPE a [<!ENTITY b \"c\">]>",
            "document type definition",
        ),
        ("</ClinicalDocument>", "", "not well-formed XML"),
    ] {
        let told = told(from, to);
        assert!(told.contains(message), "{to}: {told}");
    }
    let told = told("<value value=\"45\"/>", "<value value=\"-45\"/>");
    assert!(
        told.starts_with(
            "a.json:62:114: error[E0105]: ClinicalDocument/component/structuredBody/component[1]/section/entry[2]/organizer"
        ),
        "{told}"
    );
}

#[test]
fn an_eligibility_record_adds_what_a_submission_cannot_say() {
    let imported = read_all(
        &["eligibility.json", "report-2024.xml"],
        &Options::default(),
    )
    .unwrap();
    for (path, value) in [
        ("practice.participation", "\"group\""),
        ("practice.small_practice", "true"),
        ("practice.special_statuses", "[\"rural\"]"),
        ("practice.clinician_type", "absent"),
        (
            "improvement_activities.reweighted",
            "\"extreme_and_uncontrollable\"",
        ),
        // Data were submitted, which restore the weight.
        ("promoting_interoperability.reweighted", "absent"),
        ("eligibility.mips_status", "\"eligible\""),
        ("apm.qp_status", "\"none\""),
    ] {
        assert_eq!(at(&imported, path), value, "{path}");
    }
    assert_eq!(imported.unknown, ["cost"]);
    let options = Options {
        year: Some(2024),
        level: Some("individual".into()),
        ..Options::default()
    };
    let alone = read_all(&["eligibility.json"], &options).unwrap();
    assert_eq!(
        at(&alone, "practice.clinician_type"),
        "\"nurse_practitioner\""
    );
    assert_eq!(at(&alone, "eligibility.mips_status"), "\"exempt\"");
    let told = read_all(&["eligibility.json"], &Options::default())
        .err()
        .unwrap();
    assert!(told.to_string().contains("--year YEAR"), "{told}");
}

const TABLE: &str = "Quality report\n\nQuality ID,Measure Title,Collection Type,Numerator,Denominator,Exclusions,Exceptions,Performance Rate\n\
     1,Diabetes,eCQM,45,200,15,5,25.0%\nMIPS 236,Blood pressure,EHR,\"1,200\",\"1,600\",0,0,75%\n#047,Care plan,MIPS CQM,30,40,,,75%\n";

/// Opting in began in 2019 (42 CFR 414.1310(b)(1)(iii)): before, the flags of CMS's record say nothing.
#[test]
fn a_record_of_a_year_without_opting_in_leaves_it_out() {
    let text = text_of("eligibility.json").replace(
        "\"isOptInEligible\": false",
        "\"isOptInEligible\": true, \"isOptedIn\": true",
    );
    let of_year = |year| {
        let options = Options {
            year: Some(year),
            level: Some("individual".into()),
            ..Options::default()
        };
        import_with(&text, &options).unwrap()
    };
    let (before, after) = (of_year(2018), of_year(2019));
    assert_eq!(at(&before, "eligibility.election"), "absent");
    assert_eq!(at(&before, "eligibility.mips_status"), "\"exempt\"");
    assert!(before.left_out.iter().any(|it| it.path == "opting in"));
    assert_eq!(at(&after, "eligibility.election"), "\"opt_in\"");
    assert_eq!(at(&after, "eligibility.mips_status"), "\"opt_in_eligible\"");
    for record in [before, after] {
        trial::admit(&BOOK, &record.document, &[]).unwrap();
    }
}

/// CMS's record has the flags of every year: what the year asked for does not have is left out with its reason, and the
/// rest is a practice of that year.
#[test]
fn a_record_is_of_every_year_and_level() {
    let entity =
        r#""apms": [{ "entityName": "Elm ACO", "apmId": "22", "complexPatientScore": 2.5 }],"#;
    let text = text_of("eligibility.json")
        .replace("\"apms\": [],", entity)
        .replace("\"newlyEnrolled\"", "\"isMaqi\": true, \"newlyEnrolled\"");
    for year in BOOK.years() {
        for level in ["individual", "group", "apm_entity"] {
            let options = Options {
                year: Some(year),
                level: Some(level.into()),
                ..Options::default()
            };
            let record = import_with(&text, &options).unwrap();
            let practice = trial::admit(&BOOK, &record.document, &[]);
            practice.unwrap_or_else(|problems| panic!("{year} {level}: {problems}"));
            let is_left_out = |path: &str| record.left_out.iter().any(|it| it.path == path);
            let has_maqi = (2018..=2022).contains(&year);
            let maqi = if has_maqi { "true" } else { "absent" };
            assert_eq!(at(&record, "eligibility.maqi"), maqi, "{year} {level}");
            assert_eq!(is_left_out("eligibility.maqi"), !has_maqi, "{year} {level}");
            if level == "apm_entity" {
                // The bonus began in 2018 (42 CFR 414.1380(c)(3)).
                let bonus = if year > 2017 { "2.5" } else { "absent" };
                let path = "complex_patient_bonus.points";
                assert_eq!(at(&record, path), bonus, "{year}");
                assert_eq!(is_left_out("complex_patient_bonus"), year == 2017);
                // The APM scoring standard was what APM Entities were scored by until the APP of 2021.
                let standard = if year < 2021 {
                    "\"apm_scoring_standard\""
                } else {
                    "absent"
                };
                assert_eq!(at(&record, "practice.pathway"), standard, "{year}");
            }
        }
    }
}

fn table(text: &str, denominator: Option<Denominator>) -> Result<Imported, Problems> {
    let options = Options {
        year: Some(2024),
        denominator,
        ..Options::default()
    };
    import_with(text, &options)
}

#[test]
fn the_rates_of_a_table_tell_what_its_denominators_are() {
    // 45 of 180 is 25 percent: exclusions and exceptions are still in the 200.
    let imported = table(TABLE, None).unwrap();
    for (path, value) in [
        ("quality.measures.ecqm.001.denominator", "180"),
        ("quality.measures.ecqm.001.eligible_population", "200"),
        ("quality.measures.ecqm.236.numerator", "1200"),
        ("quality.measures.cqm.047.denominator", "40"),
    ] {
        assert_eq!(at(&imported, path), value, "{path}");
    }
    let without = TABLE.replace("25.0%", "").replace("75%", "");
    let told = table(&without, None).err().unwrap().to_string();
    assert!(
        told.contains("--denominator before, or --denominator after"),
        "{told}"
    );
    let after = table(&without, Some(Denominator::After)).unwrap();
    assert_eq!(at(&after, "quality.measures.ecqm.001.denominator"), "200");
    let told = table(&TABLE.replace("eCQM", "by hand"), None)
        .err()
        .unwrap()
        .to_string();
    assert!(
        told.contains("`by hand` is not a collection type"),
        "{told}"
    );
}

#[test]
fn files_that_contradict_each_other_are_refused_with_both_places() {
    let text = TABLE.replace("45,200", "46,200").replace("25.0%", "25.56%");
    let files = [
        ("report.xml".to_owned(), text_of("report-2024.xml").into()),
        ("table.csv".to_owned(), text.into()),
    ];
    let told = exchange::read(&BOOK, &files, &Options::default())
        .err()
        .unwrap()
        .to_string();
    assert!(
        told.contains("table.csv:4:17: error[E0109]: quality.measures.ecqm.001.numerator: 46 here, but 45 at report.xml:62:114"),
        "{told}"
    );
}

fn card(document: &Document) -> String {
    let card = trial::run(&BOOK, document, &[]).unwrap().scorecard;
    format!(
        "{:?} {:?}",
        card.final_score_bounds, card.payment_adjustment
    )
}

fn exported(document: &Document, form: Form) -> String {
    let admitted = trial::admit(&BOOK, document, &[]).unwrap();
    export(&admitted.rules, &admitted.practice, form).text
}

#[test]
fn what_is_exported_reads_as_what_it_was() {
    for name in [
        "group-app-2021.json",
        "report-2024.xml",
        "one-measure-2022.json",
    ] {
        let first = read_all(&[name], &Options::default()).unwrap();
        let again = import(&exported(&first.document, Form::QppJson)).unwrap();
        assert_eq!(card(&first.document), card(&again.document), "{name}");
        for path in [
            "quality.measures",
            "promoting_interoperability.measures",
            "improvement_activities",
        ] {
            assert_eq!(at(&first, path), at(&again, path), "{name}: {path}");
        }
        let options = Options {
            year: at(&first, "performance_year").parse().ok(),
            ..Options::default()
        };
        let csv = import_with(&exported(&first.document, Form::MeasuresCsv), &options).unwrap();
        for path in [
            "quality.measures",
            "promoting_interoperability.measures",
            "improvement_activities",
        ] {
            assert_eq!(at(&first, path), at(&csv, path), "{name}: {path}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_practices_come_back(
        measures in proptest::collection::btree_map(0..6_usize, (0..400_u32, 0..400_u32, 0..60_u32, 0..60_u32, 0..50_u32), 1..6),
        year in 2022..=2025_u16,
    ) {
        let ids = ["001", "236", "134", "130", "317", "226"];
        let mut text = format!("performance_year = {year}\n[cost]\nunknown = true\n[improvement_activities]\nunknown = true\n\
             [promoting_interoperability]\nunknown = true\n[practice]\npathway = \"traditional\"\n[quality.measures.ecqm]\n");
        for (number, (met, not_met, exclusions, exceptions, silent)) in &measures {
            let id = ids[*number];
            let denominator = met + not_met;
            let eligible = denominator + exclusions + exceptions + silent;
            let counts = format!(
                "numerator = {met}, denominator = {denominator}, eligible_population = {eligible}, exclusions = {exclusions}, exceptions = {exceptions}"
            );
            let named = ["screened", "overall", "combinedPopulations"];
            let names = match (id, year) {
                ("226", 2023) => &named[..],
                ("226", 2024..) => &["reporting", "performance", "combinedPopulations"],
                ("226", _) => &["screenedForUse", "overall", "tobacco"],
                _ => &[],
            };
            if names.is_empty() {
                text.push_str(&format!("{id} = {{ {counts} }}\n"));
            } else {
                let strata: Vec<String> = names.iter().map(|name| format!("{name} = {{ {counts} }}")).collect();
                text.push_str(&format!("{id} = {{ strata = {{ {} }} }}\n", strata.join(", ")));
            }
        }
        let document = Document::read("practice.toml", text.as_bytes()).unwrap();
        let json = import(&exported(&document, Form::QppJson)).unwrap();
        prop_assert_eq!(card(&document), card(&json.document));
        let options = Options { year: Some(year), ..Options::default() };
        let csv = import_with(&exported(&document, Form::MeasuresCsv), &options).unwrap();
        prop_assert_eq!(card(&document), card(&csv.document));
    }
}

fn reconciled(settings: &[(&str, &str)]) -> Reconciliation {
    let options = Options {
        complete: true,
        ..Options::default()
    };
    let ours = read_all(&["one-measure-2022.json"], &options).unwrap();
    let settings: Vec<Setting> = settings
        .iter()
        .map(|(path, value)| Setting::new(*path, *value, "--set"))
        .collect();
    let theirs = text_of("score-2022.json");
    let other = ("score.json", theirs.as_bytes());
    reconcile(&BOOK, &ours.document, &settings, other, &options, None).unwrap()
}

#[test]
fn the_first_figure_that_differs_is_named_with_its_kind() {
    // The tree is a small practice's, whose other categories are reweighted or not submitted.
    let found = reconciled(&[]);
    let first = found.first().unwrap();
    assert_eq!(first.path, "categories.quality.measures.047.points");
    // 75 is in decile 5, from 72.06 to 85.28: 5 + 2.94 / 13.22 = 5.2224, not 5.28.
    assert_eq!(first.ours.as_deref(), Some("5.2224"));
    assert_eq!(
        first.kind.map(mips::exchange::reconcile::Difference::key),
        Some("points")
    );
    let small = reconciled(&[
        ("practice.small_practice", "true"),
        ("cost.reweighted", "no_applicable_measures"),
    ]);
    let differing: Vec<(&str, bool)> = small
        .rows
        .iter()
        .filter(|row| row.differs)
        .map(|row| (row.path.as_str(), row.follows))
        .collect();
    // (5.2224 + 6 of 60) is 18.704 and theirs 18.8: what follows is not counted again, the weight agrees.
    assert_eq!(
        differing,
        [
            ("categories.quality.measures.047.points", false),
            ("categories.quality.percent", true),
            ("categories.quality.points", true),
            ("final_score", true),
        ]
    );
}

#[test]
fn nothing_that_was_cut_off_or_changed_makes_it_panic_or_tells_whose_data_these_are() {
    let table = TABLE.to_owned();
    let texts = [
        text_of("group-app-2021.json"),
        text_of("eligibility.json"),
        text_of("score-2022.json"),
        text_of("report-2024.xml"),
        table,
    ];
    let options = Options {
        year: Some(2024),
        ..Options::default()
    };
    let who = [
        "000200200",
        "000300300",
        "1999999984",
        "1999999992",
        "Quillfeather",
    ];
    let check = |bytes: Vec<u8>| {
        let files = [("a".to_owned(), bytes)];
        let told = match exchange::read(&BOOK, &files, &options) {
            Ok(imported) => imported.toml() + &imported.tree().compact() + &imported.read_as,
            Err(problems) => problems.to_string(),
        };
        for one in who {
            assert!(!told.contains(one), "{one}: {told}");
        }
    };
    for text in texts {
        let bytes = text.as_bytes();
        // Every prefix of a short text, and those of a long one at a step that meets every kind of place.
        let step = (bytes.len() / 900).max(1);
        for end in (0..bytes.len()).step_by(step) {
            check(bytes[..end].to_vec());
        }
        for at in (0..bytes.len()).step_by(step) {
            for byte in [b'0', b'"', b'}', b'<', 0xff] {
                let mut changed = bytes.to_vec();
                changed[at] = byte;
                check(changed);
            }
        }
    }
}
