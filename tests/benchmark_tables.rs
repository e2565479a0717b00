//! The tables of benchmarks and measures that come with the library: every row of every year is read and checked.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use mips::rules::{
    benchmarks::{Basis, BenchmarkTable, Place, Shape},
    collection_type::CollectionType,
    measures::Inventory,
    status::Status,
};
use rust_decimal::Decimal;

const YEARS: std::ops::RangeInclusive<u16> = 2017..=2026;

fn text(year: u16, table: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("rules/{year}/{table}.toml"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn benchmarks(year: u16) -> BenchmarkTable {
    toml::from_str(&text(year, "benchmarks")).unwrap_or_else(|error| panic!("{year}: {error}"))
}

fn inventory(year: u16) -> Inventory {
    toml::from_str(&text(year, "measures")).unwrap_or_else(|error| panic!("{year}: {error}"))
}

fn decimals(texts: &[&str]) -> Vec<Decimal> {
    texts
        .iter()
        .map(|text| text.parse().expect("a decimal"))
        .collect()
}

#[test]
fn no_year_has_a_problem() {
    for year in YEARS {
        let (table, inventory) = (benchmarks(year), inventory(year));
        assert_eq!(
            (table.performance_year, inventory.performance_year),
            (year, year)
        );
        assert_eq!(inventory.problems(), Vec::<String>::new(), "{year}");
        assert_eq!(table.problems(&inventory), Vec::<String>::new(), "{year}");
    }
}

/// The library embeds the tables as a flat text; it says what the files say.
#[test]
fn what_is_embedded_is_what_the_files_say() {
    let book = mips::RuleBook::built_in();
    for year in YEARS {
        let embedded = book.year(year).expect("the year is known");
        let (table, of_file) = (
            embedded.benchmarks().expect("it is there"),
            benchmarks(year),
        );
        let tops = |table: &BenchmarkTable| {
            (
                table.performance_year,
                table.benchmark_year,
                table.provenance.clone(),
                table.additions.clone(),
            )
        };
        assert_eq!(tops(table), tops(&of_file));
        assert!(table.iter().eq(of_file.iter()), "{year}");
        assert_eq!(embedded.inventory(), Some(&inventory(year)));
    }
}

/// Counts of CMS's files, qpp-measures-data v11.1.0, `benchmarks/<year>.json`.
#[test]
fn benchmarks_are_as_many_as_cms_published() {
    // claims, eCQM, MIPS CQM, QCDR, Medicare CQM, Web Interface, CAHPS, administrative claims
    const PUBLISHED: [(u16, [usize; 8]); 10] = [
        (2017, [78, 55, 237, 176, 0, 11, 12, 3]),
        (2018, [58, 51, 189, 154, 0, 10, 15, 3]),
        (2019, [55, 47, 176, 140, 0, 5, 15, 11]),
        (2020, [45, 44, 157, 125, 0, 7, 8, 0]),
        (2021, [39, 41, 143, 127, 0, 7, 8, 3]),
        (2022, [28, 36, 129, 135, 0, 8, 9, 27]),
        (2023, [26, 41, 131, 142, 0, 8, 9, 28]),
        (2024, [22, 38, 123, 123, 3, 8, 9, 32]),
        (2025, [21, 40, 129, 140, 4, 0, 9, 37]),
        (2026, [18, 36, 105, 81, 5, 0, 9, 39]),
    ];
    for (year, published) in PUBLISHED {
        let table = benchmarks(year);
        assert_eq!(
            CollectionType::ALL.map(|kind| table.of(kind).len()),
            published,
            "{year}"
        );
        assert_eq!(
            table.iter().count(),
            published.iter().sum::<usize>(),
            "{year}"
        );
    }
}

/// The same files: `isToppedOut`, `isToppedOutByProgram` (and the six measures of 2018), `isInverse`.
#[test]
fn flags_are_as_many_as_cms_published() {
    const PUBLISHED: [(u16, [usize; 3]); 10] = [
        (2017, [0, 0, 92]),
        (2018, [119, 8, 84]),
        (2019, [149, 82, 87]),
        (2020, [111, 97, 65]),
        (2021, [95, 73, 62]),
        (2022, [87, 63, 83]),
        (2023, [95, 71, 83]),
        (2024, [98, 73, 75]),
        (2025, [106, 64, 80]),
        (2026, [104, 58, 66]),
    ];
    for (year, published) in PUBLISHED {
        let table = benchmarks(year);
        let topped_out = table.iter().filter(|(.., row)| row.topped_out).count();
        let capped = table
            .iter()
            .filter(|(.., row)| row.cap == Some(Decimal::from(7)))
            .count();
        let inverse = table.iter().filter(|(.., row)| row.inverse).count();
        assert_eq!([topped_out, capped, inverse], published, "{year}");
    }
}

/// The same release, `measures/<year>/measures-data.json` and `mvp/<year>/mvp.json`.
#[test]
fn measures_are_as_many_as_cms_published() {
    // quality, improvement activities, promoting interoperability, cost, MVPs, benchmark exclusions
    const PUBLISHED: [(u16, [usize; 6]); 10] = [
        (2017, [894, 93, 35, 2, 0, 0]),
        (2018, [996, 113, 43, 2, 0, 0]),
        (2019, [813, 118, 39, 10, 0, 0]),
        (2020, [652, 106, 37, 20, 0, 0]),
        (2021, [585, 105, 38, 20, 0, 0]),
        (2022, [516, 105, 26, 25, 0, 0]),
        (2023, [471, 103, 39, 25, 12, 172]),
        (2024, [413, 106, 38, 29, 16, 139]),
        (2025, [435, 104, 38, 35, 21, 137]),
        (2026, [405, 95, 39, 35, 27, 196]),
    ];
    for (year, published) in PUBLISHED {
        let table = inventory(year);
        let counts = [
            table.quality.len(),
            table.improvement_activities.len(),
            table.promoting_interoperability.len(),
            table.cost.len(),
            table.mvps.len(),
            table.benchmark_exclusions.values().map(BTreeMap::len).sum(),
        ];
        assert_eq!(counts, published, "{year}");
    }
}

/// Sets of eligible measure applicability, `clinical-clusters/<year>/clinical-clusters.json`.
#[test]
fn sets_are_as_many_as_cms_published() {
    const PUBLISHED: [(u16, usize); 10] = [
        (2017, 76),
        (2018, 79),
        (2019, 67),
        (2020, 42),
        (2021, 41),
        (2022, 45),
        (2023, 59),
        (2024, 58),
        (2025, 68),
        (2026, 68),
    ];
    for (year, published) in PUBLISHED {
        let table = inventory(year);
        let sections = [&table.clusters, &table.specialty_sets];
        let names = sections
            .into_iter()
            .flat_map(|section| section.values())
            .flat_map(|names| names.values());
        assert_eq!(names.map(Vec::len).sum::<usize>(), published, "{year}");
    }
}

/// The rows that CMS printed out of order, and the benchmarks of measures that the year's own file does not offer.
#[test]
fn only_known_rows_are_odd() {
    let odd = |pick: fn(&mips::rules::benchmarks::Benchmark) -> bool| -> Vec<(u16, String)> {
        YEARS
            .flat_map(|year| {
                let table = benchmarks(year);
                let rows = table.iter().filter(|(.., row)| pick(row));
                rows.map(|(kind, id, _)| (year, format!("{id}.{}", kind.key())))
                    .collect::<Vec<_>>()
            })
            .collect()
    };
    let unordered = odd(|row| row.unordered);
    assert_eq!(
        unordered,
        [(2017, "AQI18.qcdr".into()), (2018, "CAHPS_9.cahps".into())]
    );
    let unlisted = odd(|row| row.unlisted);
    assert_eq!(unlisted.len(), 24);
    assert_eq!(
        unlisted
            .iter()
            .filter(|(year, _)| *year != 2017)
            .collect::<Vec<_>>(),
        [&(2019, "185.claims".into())]
    );
}

#[test]
fn ids_are_unique() {
    for year in YEARS {
        for table in ["benchmarks", "measures"] {
            let text = text(year, table);
            let mut seen = BTreeSet::new();
            let mut section = "";
            for line in text.lines() {
                if line.starts_with('[') {
                    section = line;
                } else if let Some((id, _)) = line.split_once(" = ") {
                    assert!(seen.insert((section, id)), "{year} {table} {section} {id}");
                }
            }
        }
    }
}

#[test]
fn the_basis_follows_from_the_years() {
    for year in YEARS {
        let table = benchmarks(year);
        let before = if year == 2021 { 2019 } else { year - 2 };
        assert_eq!(table.benchmark_year, before);
        for (kind, id, row) in table.iter() {
            let expected = match row.basis {
                Basis::Historical => before,
                _ => year,
            };
            assert_eq!(row.from, expected, "{year} {id} {kind}");
            assert_eq!(
                row.basis == Basis::Placeholder,
                row.status == Some(Status::Provisional),
                "{year} {id} {kind}"
            );
        }
        let placeholders = table
            .iter()
            .filter(|(.., row)| row.basis == Basis::Placeholder)
            .count();
        assert_eq!(placeholders, if year == 2026 { 39 } else { 0 });
    }
}

/// CMS's own decile columns and published spreadsheets, a row of each layout.
#[test]
fn layouts_become_bounds_from_worst_to_best() {
    let row = |year, kind, id: &str| {
        benchmarks(year)
            .get(kind, id)
            .cloned()
            .expect("a published benchmark")
    };

    let deciles = row(2017, CollectionType::Claims, "001");
    assert_eq!((deciles.first, deciles.inverse), (3, true));
    assert_eq!(
        deciles.bounds.to_vec(),
        decimals(&["35", "25.71", "20.31", "16.22", "13.04", "10", "7.41", "4"])
    );

    let percentiles = row(2026, CollectionType::Ecqm, "001");
    assert_eq!(percentiles.first, 1);
    let bounds = [
        "99.49", "93.98", "71.68", "49.53", "36.72", "29.525", "24.85", "20.86", "17.18", "12.5",
    ];
    assert_eq!(percentiles.bounds.to_vec(), decimals(&bounds));

    let composite = row(2021, CollectionType::AdminClaims, "MCC1");
    assert_eq!(composite.first, 1);
    let with_best = row(2021, CollectionType::AdminClaims, "479");
    assert_eq!((with_best.first, with_best.bounds.len()), (2, 9));
    assert_eq!(
        row(2019, CollectionType::AdminClaims, "TPCC_1").shape,
        Shape::Quantiles
    );
    assert_eq!(
        row(2025, CollectionType::AdminClaims, "TPCC_1").shape,
        Shape::SdBased
    );
    assert_eq!(
        row(2026, CollectionType::Claims, "406").shape,
        Shape::DefinedToppedOut
    );
    assert_eq!(row(2026, CollectionType::Cqm, "236").shape, Shape::Flat);
}

#[test]
fn the_web_interface_has_a_floor_below_the_30th_percentile() {
    for year in 2018..=2022 {
        for (id, row) in benchmarks(year).of(CollectionType::WebInterface) {
            if id == "dmComposite" {
                continue;
            }
            assert_eq!(
                (row.first, row.below_first),
                (4, Some(Status::Unverified)),
                "{year} {id}"
            );
            let worst = Decimal::from(if row.inverse { 100 } else { 0 });
            assert_eq!(row.place(worst), Place::Below, "{year} {id}");
        }
    }
}

/// Rates and deciles of the worked examples in CMS's and the regulation's terms: a rate on a bound is in the higher
/// decile, equal bounds leave the lower one empty.
#[test]
fn a_rate_lies_in_the_highest_decile_that_it_reaches() {
    use CollectionType::{Cqm, Ecqm};

    let decile = |year, kind, id: &str, rate: &str| {
        let table = benchmarks(year);
        table
            .get(kind, id)
            .expect("a published benchmark")
            .decile(rate.parse().expect("a rate"))
    };
    assert_eq!(decile(2026, Ecqm, "236", "70"), Some(6));
    assert_eq!(decile(2026, Ecqm, "236", "3"), None);
    assert_eq!(decile(2026, Ecqm, "236", "84.04"), Some(10));
    assert_eq!(decile(2026, Ecqm, "236", "84.03"), Some(9));
    assert_eq!(decile(2026, Ecqm, "001", "22"), Some(7));
    assert_eq!(decile(2026, Cqm, "226", "100"), Some(10));
    assert_eq!(decile(2026, Cqm, "226", "99.9"), Some(5));
    assert_eq!(decile(2023, Cqm, "322", "5"), Some(1));
    assert_eq!(decile(2023, Cqm, "322", "0"), Some(10));
    assert_eq!(decile(2021, Ecqm, "236", "50"), None);
    assert_eq!(decile(2017, Cqm, "317", "90.03"), Some(9));
}

#[test]
fn facts_beside_cms_files_are_there() {
    let table = inventory(2026);
    assert_eq!(table.cost["COST_CRR_1"].case_minimum, 20);
    assert_eq!(table.cost["MSPB_1"].case_minimum, 35);
    let readmission = &table.quality["479"];
    assert_eq!(
        (readmission.case_minimum, readmission.minimum_clinicians),
        (Some(200), Some(16))
    );
    assert_eq!(readmission.status, Some(Status::Unverified));

    let suppressed = inventory(2019);
    for id in ["069", "110", "450"] {
        assert_eq!(
            suppressed.quality[id].suppressed, suppressed.quality[id].via,
            "{id}"
        );
    }
    let truncated = inventory(2018);
    for id in ["137", "138", "224", "440"] {
        assert_eq!(
            truncated.quality[id].truncated, truncated.quality[id].via,
            "{id}"
        );
    }
    // Six measures, in the collection types whose benchmark is topped out.
    let capped: BTreeSet<String> = benchmarks(2018)
        .iter()
        .filter(|(.., row)| row.cap.is_some())
        .map(|(_, id, _)| id.into())
        .collect();
    assert_eq!(
        capped,
        ["021", "023", "052", "224", "262"].map(String::from).into()
    );
}

#[test]
fn a_wrong_table_is_told_what_is_wrong() {
    let table: BenchmarkTable = toml::from_str(
        r#"
        performance_year = 2026
        benchmark_year = 2024
        first = 1
        cite = "made up"
        [cqm]
        001 = { inverse = true, d = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100] }
        236 = { d = [10, 20, 30], cap = 70 }
        999 = { first = 10, from = 2026, placeholder = true, d = [10] }
        "#,
    )
    .expect("the shape is right");
    assert_eq!(
        table.problems(&inventory(2026)),
        [
            "cqm.001: `d` does not descend",
            "cqm.236: `d` has 3 bounds, but deciles 1 to 10 need 10",
            "cqm.236: `cap` is 70, not 1 to 10 points",
            "cqm.236: has a `cap`, but is not `topped_out`",
            "cqm.999: is a `placeholder`, so it is provisional and `from` the performance year",
            "cqm.999: no measure `999` is offered as MIPS CQM in 2026",
        ]
    );

    let mut wrong: toml::Table = toml::from_str(&text(2026, "measures")).expect("it is TOML");
    let activities = wrong["mvps"]["M0005"]["activities"].as_array_mut();
    activities
        .expect("a MVP of 2026 has activities")
        .push("IA_NONE".into());
    wrong["quality"]["001"]["via"] = toml::Value::Array(Vec::new());
    let wrong: Inventory = wrong.try_into().expect("the shape is right");
    let problems = wrong.problems();
    assert!(
        problems.contains(&"quality.001: `via` is empty: it cannot be reported".into()),
        "{problems:?}"
    );
    assert!(
        problems.contains(&"mvps.M0005.activities: `IA_NONE` is not known".into()),
        "{problems:?}"
    );

    let misspelt = text(2026, "benchmarks").replacen("topped_out = true", "toped_out = true", 1);
    assert!(toml::from_str::<BenchmarkTable>(&misspelt).is_err());
}
