//! CMS's JSON -> tables: excerpts of the published files, and files that no table can be made of.

use std::{collections::BTreeMap, fs, path::PathBuf};

use mips::rules::import::{Facts, Imported, Source, Sources, import};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn excerpt(year: u16, name: &str) -> Option<Source> {
    let path = root().join(format!("tests/data/import/{year}/{name}"));
    fs::read_to_string(path).ok().map(|text| Source {
        name: name.into(),
        text,
    })
}

fn sources(year: u16) -> Sources {
    Sources {
        cite: "CMS, excerpt of qpp-measures-data v11.1.0".into(),
        measures: excerpt(year, "measures-data.json").expect("every excerpt has measures"),
        benchmarks: excerpt(year, "benchmarks.json"),
        mvps: excerpt(year, "mvp.json"),
        clusters: excerpt(year, "clinical-clusters.json"),
        exclusions: excerpt(year, "benchmark-exclusion-reasons.json"),
    }
}

fn run(year: u16, sources: &Sources) -> Result<Imported, Vec<String>> {
    let facts = Facts::built_in().expect("the facts that come with the program");
    import(year, sources, &facts)
        .map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

/// Rows by section and id.
fn rows(toml: &str) -> BTreeMap<(&str, &str), &str> {
    let mut section = "";
    let mut rows = BTreeMap::new();
    for line in toml.lines() {
        if line.starts_with('[') {
            section = line;
        } else if let Some((id, row)) = line.split_once(" = ") {
            rows.insert((section, id), row);
        }
    }
    rows
}

#[test]
fn excerpts_become_the_expected_tables() {
    for year in [2018, 2021, 2026] {
        let done =
            run(year, &sources(year)).unwrap_or_else(|problems| panic!("{year}: {problems:#?}"));
        let expected = |name: &str| {
            excerpt(year, name)
                .unwrap_or_else(|| panic!("{year}/{name}"))
                .text
        };
        assert_eq!(done.measures_toml, expected("measures.toml"), "{year}");
        assert_eq!(
            done.benchmarks_toml,
            Some(expected("benchmarks.toml")),
            "{year}"
        );
    }
}

/// The tables that come with the program are the importer's output: it still makes the same rows.
#[test]
fn excerpts_become_the_rows_of_the_built_in_tables() {
    for year in [2018, 2021, 2026] {
        let done = run(year, &sources(year)).expect("the excerpts can be read");
        let shipped = |name: &str| {
            fs::read_to_string(root().join(format!("rules/{year}/{name}.toml"))).expect(name)
        };
        let (measures, benchmarks) = (shipped("measures"), shipped("benchmarks"));
        let (measures, benchmarks) = (rows(&measures), rows(&benchmarks));
        let own = done.benchmarks_toml.expect("there is a file of benchmarks");
        for (place, row) in rows(&own)
            .into_iter()
            .filter(|((section, _), _)| !section.is_empty())
        {
            assert_eq!(benchmarks.get(&place), Some(&row), "{year} {place:?}");
        }
        // The excerpts shorten lists of other measures, but not in these sections.
        let whole = [
            "[quality]",
            "[improvement_activities]",
            "[cost]",
            "[benchmark_exclusions.ecqm]",
        ];
        for (place, row) in rows(&done.measures_toml)
            .into_iter()
            .filter(|((section, _), _)| whole.contains(section))
        {
            assert_eq!(measures.get(&place), Some(&row), "{year} {place:?}");
        }
    }
}

#[test]
fn remarks_name_what_is_odd() {
    let notes = |year| {
        run(year, &sources(year))
            .expect("the excerpts can be read")
            .notes
    };
    assert_eq!(
        notes(2018),
        ["benchmarks.json: [17]: the bounds of `CAHPS_9` are out of order, and were kept"]
    );
    assert_eq!(notes(2021), Vec::<String>::new());
    assert_eq!(notes(2026), Vec::<String>::new());
}

/// A change to an excerpt, and the problems that it makes.
fn broken(year: u16, change: impl FnOnce(&mut Sources)) -> Vec<String> {
    let mut sources = sources(year);
    change(&mut sources);
    run(year, &sources).expect_err("the change makes a problem")
}

fn replace(source: &mut Source, from: &str, to: &str) {
    assert!(source.text.contains(from), "{} has no {from}", source.name);
    source.text = source.text.replacen(from, to, 1);
}

/// A file of no record makes no year: an empty one would score nothing and say nothing.
#[test]
fn an_empty_file_makes_no_year() {
    let alone = |sources: &mut Sources| {
        (sources.mvps, sources.clusters, sources.exclusions) = (None, None, None);
    };
    let measures = broken(2026, |all| {
        alone(all);
        all.benchmarks = None;
        all.measures.text = "[]".into();
    });
    assert_eq!(
        measures,
        ["measures-data.json: there is no quality measure in it"]
    );
    let benchmarks = broken(2026, |all| {
        alone(all);
        if let Some(source) = &mut all.benchmarks {
            source.text = "[]".into();
        }
    });
    assert_eq!(benchmarks, ["benchmarks.json: there is no benchmark in it"]);
}

#[test]
fn problems_name_file_path_and_expectation() {
    let measures = |from: &str, to: &str| broken(2026, |all| replace(&mut all.measures, from, to));
    let benchmarks = |year, from: &str, to: &str| {
        broken(year, |all| {
            replace(all.benchmarks.as_mut().expect("benchmarks"), from, to);
        })
    };

    assert_eq!(
        measures(r#""isInverse": false"#, r#""isInverse": "no""#),
        [r#"measures-data.json: [7].isInverse: expected true or false, found "no""#]
    );
    assert_eq!(
        measures(
            r#""measureType": "intermediateOutcome""#,
            r#""measureType": "miracle""#
        ),
        ["measures-data.json: [5].measureType: the code `miracle` is not known"]
    );
    assert_eq!(
        measures(
            r#""submissionMethods": ["claims""#,
            r#""submissionMethods": ["fax""#
        ),
        ["measures-data.json: [5].submissionMethods: the submission method `fax` is not known"]
    );
    assert_eq!(
        benchmarks(2018, "[100, 33.33, 23.53,", "[100, 33.33,"),
        ["benchmarks.json: [0].deciles: expected nine values (deciles 2 to 10), or ten, found 8"]
    );
    assert_eq!(
        benchmarks(2018, "[100, 33.33, 23.53,", "[100, 33.33, 30, 23.53,"),
        ["benchmarks.json: [0].deciles: ten values, and no fact says how they are laid out"]
    );
    assert_eq!(
        benchmarks(2026, r#""percentiles": {"1": 1, "#, r#""percentiles": {"#),
        [
            "benchmarks.json: [0].percentiles: expected the percentiles 1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 99"
        ]
    );
    assert_eq!(
        benchmarks(
            2026,
            r#""performanceYear": 2026"#,
            r#""performanceYear": 2025"#
        ),
        ["benchmarks.json: [0].performanceYear: expected 2026"]
    );
    assert_eq!(
        benchmarks(
            2026,
            r#""submissionMethod": "electronicHealthRecord""#,
            r#""submissionMethod": "claims""#
        ),
        ["benchmarks.json: [1].measureId: the pair of `001` and `claims` appears twice"]
    );
}

#[test]
fn a_flag_without_collection_types_needs_a_fact() {
    let problems = broken(2018, |all| {
        replace(
            &mut all.measures,
            r#""isIcdImpacted": false"#,
            r#""isIcdImpacted": true"#,
        );
    });
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(
        problems[0].ends_with(
            "isIcdImpacted: names no collection type, and no fact says which ones are meant"
        ),
        "{problems:?}"
    );
}

#[test]
fn a_cost_measure_needs_its_facts() {
    let problems = broken(2026, |all| {
        replace(&mut all.measures, r#""TPCC_1""#, r#""COST_NEW_1""#);
    });
    let expected = "no fact gives the kind and the case minimum of the cost measure `COST_NEW_1`";
    assert!(
        problems.iter().any(|problem| problem.ends_with(expected)),
        "{problems:?}"
    );
}

#[test]
fn all_problems_are_reported_at_once() {
    let problems = broken(2026, |all| {
        replace(
            &mut all.measures,
            r#""isInverse": false"#,
            r#""isInverse": 1"#,
        );
        replace(
            &mut all.measures,
            r#""firstPerformanceYear": 2017"#,
            r#""firstPerformanceYear": "2017""#,
        );
        all.clusters = Some(Source {
            name: "clusters.json".into(),
            text: "{}".into(),
        });
    });
    assert_eq!(problems.len(), 3, "{problems:?}");
    assert!(
        problems[2].starts_with("clusters.json: expected a JSON array of objects"),
        "{problems:?}"
    );
}

#[test]
fn an_unknown_field_is_remarked() {
    let mut sources = sources(2026);
    replace(
        &mut sources.measures,
        r#""isInverse": false"#,
        r#""isInverse": false, "isPayForReporting": true"#,
    );
    let done = run(2026, &sources).expect("an unknown field is no problem");
    assert_eq!(
        done.notes,
        [
            "measures-data.json: the field `isPayForReporting` is not known and was left out (1 records)"
        ]
    );
}

#[test]
fn numbers_keep_their_decimals() {
    let mut sources = sources(2026);
    let benchmarks = sources.benchmarks.as_mut().expect("benchmarks");
    replace(
        benchmarks,
        r#""10": 12.5,"#,
        r#""10": 12.500000000000000001,"#,
    );
    let done = run(2026, &sources).expect("a long number is a number");
    assert!(
        done.benchmarks_toml
            .expect("benchmarks")
            .contains(", 12.500000000000000001]")
    );
}
