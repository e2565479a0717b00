//! `mips measures rank` and its sisters. The figures were worked out apart from this library, from CMS's benchmark file for
//! 2026 (qpp-measures-data v11.1.0): the most points are those of the best rate, the points at the median those of the
//! rate where decile 6 begins, with the highest of equal bounds reached and the cap of 7 where the file says so. Without a
//! benchmark a measure earns what its first years grant: 7 points in the first, 5 in the second, else none.

mod common;
#[path = "common/program.rs"]
mod program;

use common::BOOK;
use mips::{
    Document,
    decimal::plain,
    reference::measures::{Among, Choice, mvp, rank, search, specialties, specialty},
    rules::collection_type::CollectionType,
};

/// `001 ecqm 10 6`: id, collection type, most points, points at the median.
fn ranked(choice: Choice<'_>, file: Option<&Document>) -> Vec<String> {
    let rules = BOOK.year(2026).unwrap();
    let ranked = rank(&BOOK, &rules, choice, file).unwrap();
    let figure = |it: Option<_>| it.map_or_else(|| "-".to_owned(), plain);
    let row = |it: mips::reference::measures::Ranked| {
        format!(
            "{} {} {} {}",
            it.id,
            it.collection_type.key(),
            figure(it.most_points),
            figure(it.median_points)
        )
    };
    ranked.into_iter().map(row).collect()
}

fn of_specialty(name: &str) -> Vec<String> {
    let choice = Choice {
        specialty: Some(name),
        ..Choice::default()
    };
    ranked(choice, None)
}

#[test]
fn dermatology_is_ranked_as_its_benchmarks_are() {
    assert_eq!(
        of_specialty("dermatology"),
        [
            "410 cqm 10 10",
            "485 cqm 10 6",
            "486 cqm 10 6",
            "374 ecqm 10 6",
            "226 ecqm 10 6",
            "317 ecqm 10 6",
            "317 cqm 10 6",
            "440 cqm 10 -",
            "130 cqm 7 7",
            "374 cqm 7 7",
            "226 claims 7 7",
            "226 cqm 7 7",
            "317 claims 7 7",
            "130 ecqm 7 6",
            "176 cqm 7 6",
            "509 cqm 5 -",
            "503 cqm 0 -",
        ]
    );
}

#[test]
fn radiology_is_ranked_as_its_benchmarks_are() {
    assert_eq!(
        of_specialty("radiology"),
        [
            "405 claims 10 6",
            "360 cqm 10 -",
            "364 cqm 10 -",
            "405 cqm 10 -",
            "406 claims 10 -",
            "406 cqm 10 -",
            "145 claims 7 7",
            "145 cqm 7 7",
            "494 ecqm 5 -",
        ]
    );
}

#[test]
fn ophthalmology_is_ranked_as_its_benchmarks_are() {
    assert_eq!(
        of_specialty("ophthalmology"),
        [
            "141 claims 10 10",
            "141 cqm 10 10",
            "191 ecqm 10 6",
            "385 cqm 10 6",
            "019 ecqm 10 6",
            "374 ecqm 10 6",
            "012 ecqm 10 6",
            "117 ecqm 10 6",
            "226 ecqm 10 6",
            "499 cqm 10 6",
            "191 cqm 7 7",
            "130 cqm 7 7",
            "238 cqm 7 7",
            "374 cqm 7 7",
            "117 cqm 7 7",
            "226 claims 7 7",
            "226 cqm 7 7",
            "384 cqm 7 6",
            "130 ecqm 7 6",
            "238 ecqm 7 6",
            "303 cqm 0 -",
            "389 cqm 0 -",
            "304 cqm 0 -",
            "500 cqm 0 -",
            "501 cqm 0 -",
        ]
    );
}

#[test]
fn psychiatry_is_ranked_as_its_benchmarks_are() {
    assert_eq!(
        of_specialty("psychiatry"),
        [
            "383 cqm 10 10",
            "370 ecqm 10 6",
            "305 ecqm 10 6",
            "382 ecqm 10 6",
            "009 ecqm 10 6",
            "134 ecqm 10 6",
            "226 ecqm 10 6",
            "281 ecqm 10 6",
            "317 ecqm 10 6",
            "317 cqm 10 6",
            "366 ecqm 10 6",
            "431 cqm 10 6",
            "130 cqm 7 7",
            "181 claims 7 7",
            "181 cqm 7 7",
            "286 cqm 7 7",
            "288 cqm 7 7",
            "134 claims 7 7",
            "226 claims 7 7",
            "226 cqm 7 7",
            "282 cqm 7 7",
            "317 claims 7 7",
            "130 ecqm 7 6",
            "134 cqm 7 6",
            "370 cqm 0 -",
            "502 cqm 0 -",
            "505 cqm 0 -",
            "468 cqm 0 -",
            "504 cqm 0 -",
        ]
    );
}

#[test]
fn orthopaedics_is_ranked_as_its_benchmarks_are() {
    assert_eq!(
        of_specialty("orthopaedics")[..15],
        [
            "024 claims 10 10",
            "217 cqm 10 6",
            "218 cqm 10 6",
            "219 cqm 10 6",
            "220 cqm 10 6",
            "221 cqm 10 6",
            "222 cqm 10 6",
            "470 cqm 10 6",
            "478 cqm 10 6",
            "318 ecqm 10 6",
            "374 ecqm 10 6",
            "376 ecqm 10 6",
            "134 ecqm 10 6",
            "226 ecqm 10 6",
            "317 ecqm 10 6",
        ]
    );
}

#[test]
fn family_medicine_is_ranked_as_its_benchmarks_are() {
    assert_eq!(
        of_specialty("family medicine")[..15],
        [
            "383 cqm 10 10",
            "024 claims 10 10",
            "001 ecqm 10 6",
            "236 ecqm 10 6",
            "338 cqm 10 6",
            "370 ecqm 10 6",
            "398 cqm 10 6",
            "441 cqm 10 6",
            "065 ecqm 10 6",
            "066 ecqm 10 6",
            "243 cqm 10 6",
            "305 ecqm 10 6",
            "318 ecqm 10 6",
            "331 cqm 10 6",
            "374 ecqm 10 6",
        ]
    );
}

#[test]
fn a_file_is_ranked_by_what_it_earns() {
    // 90 of 100 as an eCQM of 236 in 2026 is past 84.04, where decile 10 begins; 60 of 100 lies between 55.56 and 61.54,
    // 3 + 4.44 / 5.98 = 3.7425 points, and 62 patients reach decile 4: the next point is that of 65.61, 66 patients.
    let text = "performance_year = 2026\n[practice]\nclinicians = 40\n[quality.measures.ecqm]\n\
                236 = { numerator = 60, denominator = 100 }\n";
    let document = Document::read("practice.toml", text.as_bytes()).unwrap();
    let rules = BOOK.year(2026).unwrap();
    let choice = Choice {
        collection_type: Some(CollectionType::Ecqm),
        ..Choice::default()
    };
    let ranked = rank(&BOOK, &rules, choice, Some(&document)).unwrap();
    let [only] = &ranked[..] else {
        panic!("{ranked:?}")
    };
    assert_eq!(only.points.map(plain).as_deref(), Some("3.7425"));
    assert_eq!(only.patients_to_next_point.map(plain).as_deref(), Some("6"));
}

#[test]
fn a_ranking_names_what_is_not_there() {
    let rules = BOOK.year(2026).unwrap();
    let said = |specialty: Option<&str>, mvp: Option<&str>| {
        let choice = Choice {
            specialty,
            mvp,
            collection_type: None,
        };
        rank(&BOOK, &rules, choice, None).unwrap_err().to_string()
    };
    assert_eq!(
        said(Some("dermatolgy"), None),
        "error[E0106]: --specialty: there is no specialty `dermatolgy` in performance year 2026\n  did you mean `dermatology`?"
    );
    assert_eq!(
        said(Some("surgery"), None).lines().last(),
        Some(
            "  it may be general_surgery, orthopedic_surgery, plastic_surgery, thoracic_surgery, vascular_surgery"
        )
    );
    assert_eq!(
        said(None, Some("M0006")).lines().next(),
        Some("error[E0104]: --mvp: there is no MVP `M0006` in performance year 2026")
    );
}

#[test]
fn specialties_and_mvps_go_by_everyday_names() {
    let rules = BOOK.year(2026).unwrap();
    let inventory = rules.inventory().unwrap();
    for (said, key) in [
        ("Psychiatry", "mental_behavioral_health"),
        ("orthopaedics", "orthopedic_surgery"),
        ("Family Medicine", "family_medicine"),
        // As CMS writes the names of its sets.
        ("diagnosticRadiology", "diagnostic_radiology"),
        ("mentalBehavioralHealth", "mental_behavioral_health"),
        ("radiology", "diagnostic_radiology"),
        ("OB/GYN", "obstetrics_gynecology"),
        ("allergy and immunology", "allergy_immunology"),
    ] {
        assert_eq!(specialty(inventory, said).unwrap().key, key, "{said}");
    }
    assert_eq!(
        mvp(inventory, "m1421").unwrap(),
        ("M1421", "Dermatological Care")
    );
    let found = |word: &str| -> Vec<String> {
        let hits = search(&rules, inventory, &[word.to_owned()], Among::default());
        let mvps = hits.into_iter().filter(|hit| hit.kind.key() == "mvp");
        mvps.map(|hit| hit.id).collect()
    };
    for (word, id) in [
        ("dermatology", "M1421"),
        ("psychiatry", "M1369"),
        ("cardiology", "G0055"),
        ("rheumatology", "G0053"),
    ] {
        assert!(found(word).contains(&id.to_owned()), "{word}");
    }
}

#[test]
fn every_set_that_a_measure_names_is_a_specialty() {
    for year in [2017, 2022, 2026] {
        let rules = BOOK.year(year).unwrap();
        let inventory = rules.inventory().unwrap();
        let all = specialties(inventory);
        let listed: usize = all.iter().map(|it| it.measures.len()).sum();
        let named: usize = inventory.quality.values().map(|row| row.sets.len()).sum();
        assert_eq!(listed, named, "{year}");
    }
}

fn printed(args: &[&str]) -> String {
    let output = program::program().args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn json_has_the_members_that_scripts_rely_on() {
    let text = printed(&[
        "measures",
        "rank",
        "--specialty",
        "radiology",
        "--format",
        "json",
    ]);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["schema_version"], 1);
    for member in [
        "id",
        "collection_type",
        "title",
        "inverse",
        "most_points",
        "median_points",
        "points",
        "patients_to_next_point",
        "capped",
        "topped_out",
        "has_benchmark",
        "outcome",
        "high_priority",
    ] {
        assert!(json["measures"][0].get(member).is_some(), "{member}");
    }
}

#[test]
fn a_number_without_its_zeros_is_the_measure_that_has_them() {
    assert_eq!(
        printed(&["measures", "show", "1", "--year", "2026"]),
        printed(&["measures", "show", "001", "--year", "2026"])
    );
}

/// MVPs go by letters and digits that nobody knows by heart: a specialty, or a word of a title, leads to them.
#[test]
fn an_mvp_is_found_by_a_specialty_and_by_a_word_of_its_title() {
    let rules = BOOK.year(2026).unwrap();
    let inventory = rules.inventory().unwrap();
    for (said, meant) in [
        (
            "rheumatology",
            "it may be G0053 (Advancing Rheumatology Patient Care)",
        ),
        (
            "heart",
            "it may be G0055 (Advancing Care for Heart Disease)",
        ),
        ("dermatological", "it may be M1421 (Dermatological Care)"),
    ] {
        let problem = mvp(inventory, said).unwrap_err();
        assert_eq!(problem.help.as_deref(), Some(meant), "{said}");
    }
}
