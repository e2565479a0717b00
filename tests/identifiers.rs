//! Whose data these are: numbers of taxpayers and providers and persons' names stand in other people's files, and in nothing
//! that any command prints, draws or leaves behind, whatever its form.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// What the fixtures say of persons: taxpayer and provider numbers, a clinician's and a practice's name.
const SECRETS: [&str; 5] = [
    "000300300",
    "000200200",
    "1999999984",
    "1999999992",
    "Quillfeather",
];

/// A folder of this test, with one for temporary files in it.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("temporary")).unwrap();
    folder
}

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/exchange")
        .join(name);
    fs::read_to_string(path).unwrap()
}

fn mips(inside: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mips"))
        .args(args)
        .current_dir(inside)
        .env("TMPDIR", inside.join("temporary"))
        .output()
        .expect("the program starts")
}

/// Runs a command, and looks at all that it printed.
fn says_nothing(inside: &Path, args: &[&str]) -> Output {
    let output = mips(inside, args);
    for text in [&output.stdout, &output.stderr] {
        let text = String::from_utf8_lossy(text);
        for secret in SECRETS {
            assert!(!text.contains(secret), "{args:?} says {secret}:\n{text}");
        }
    }
    output
}

/// Looks at every file that commands wrote: those whose name begins with `result`, and what lies among the temporary ones.
fn left_behind(inside: &Path) -> usize {
    let mut looked = 0;
    for folder in [inside.to_owned(), inside.join("temporary")] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let is_input = path.parent() == Some(inside) && !name.starts_with("result");
            if is_input || path.is_dir() {
                continue;
            }
            let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
            for secret in SECRETS {
                assert!(!text.contains(secret), "{name} says {secret}:\n{text}");
            }
            looked += 1;
        }
    }
    looked
}

/// Every command that takes other people's files, with every form that it has.
const COMMANDS: [(&str, &[&str], &[&str]); 12] = [
    (
        "score",
        &[],
        &["text", "json", "ndjson", "csv", "markdown", "html"],
    ),
    ("check", &[], &["text", "json", "ndjson", "github"]),
    (
        "compare",
        &["--scenario", "other: cost.percent=40, cost.unknown="],
        &["text", "json", "ndjson", "csv", "markdown", "html"],
    ),
    ("plan", &[], &["text", "json", "ndjson", "html"]),
    (
        "sweep",
        &[
            "--set",
            "cost.unknown=",
            "--vary",
            "cost.percent=40,60",
            "--plot=result.svg",
        ],
        &["text", "json", "ndjson", "csv", "markdown"],
    ),
    ("options", &[], &["text", "json", "csv", "markdown", "html"]),
    ("worth", &[], &["text", "json", "csv", "markdown", "html"]),
    ("eligibility", &[], &["text", "json", "ndjson", "csv"]),
    (
        "verify",
        &[],
        &["text", "json", "ndjson", "github", "junit"],
    ),
    ("import", &[], &["toml", "json"]),
    ("export", &[], &["qpp-json", "measures-csv"]),
    ("reconcile", &["score-2022.json"], &["text", "json"]),
];

#[test]
fn no_command_says_whose_data_these_are() {
    let inside = folder("identifiers");
    let mut names = Vec::new();
    let mut write = |name: &str, text: &str| {
        fs::write(inside.join(name), text).unwrap();
        names.push(name.to_owned());
    };
    for name in [
        "group-app-2021.json",
        "one-measure-2022.json",
        "report-2024.xml",
        "eligibility.json",
    ] {
        let text = fixture(name);
        assert!(SECRETS.iter().any(|secret| text.contains(secret)), "{name}");
        write(name, &text);
    }
    // Wrong files show the line at fault: here it is the whole file, or a line with a number in it.
    let line = |name: &str| fixture(name).replace('\n', " ");
    write(
        "one-line.json",
        &line("group-app-2021.json").replace("\"IA_AHE_1\"", "\"IA_NONE_1\""),
    );
    write(
        "broken.json",
        &line("group-app-2021.json").replace("\"pi\"", "\"pi"),
    );
    write(
        "one-line.xml",
        &line("report-2024.xml").replace("value=\"45\"", "value=\"4500\""),
    );
    write("cut.xml", &fixture("report-2024.xml")[..1400]);
    write(
        "record.json",
        &line("eligibility.json")
            .replace("\"groupScenario\"", "\"scenario\": 1, \"groupScenario\""),
    );
    write(
        "wrong-type.json",
        &line("one-measure-2022.json").replace("\"000300300\"", "[\"000300300\"]"),
    );
    write(
        "measures.csv",
        "Practice,TIN,NPI,Measure ID,Numerator,Denominator,Collection Type\n\
         Quillfeather Family Medicine,000300300,1999999984,236,80,100,eCQM\n",
    );
    write(
        "wrong.csv",
        "Practice,TIN,NPI,Measure ID,Numerator,Denominator,Collection Type\n\
         Quillfeather Family Medicine,000300300,1999999984,000300300,many,100,eCQM\n",
    );
    fs::write(inside.join("score-2022.json"), fixture("score-2022.json")).unwrap();
    let mut scored = 0;
    for name in &names {
        // A table and a record do not say their year.
        let year: &[&str] = match name.as_str() {
            "measures.csv" | "wrong.csv" => &["--year", "2024"],
            "eligibility.json" | "record.json" => &["--year", "2021"],
            _ => &[],
        };
        for (command, more, forms) in COMMANDS {
            // Of a wrong file there is little to print, and its problems stand on standard error in every form.
            let mut is_wrong = false;
            for form in forms {
                let args = [
                    &[command, name.as_str()][..],
                    more,
                    year,
                    &["--format", form],
                ]
                .concat();
                let output = says_nothing(&inside, &args);
                if !output.status.success() && is_wrong {
                    break;
                }
                is_wrong = !output.status.success();
                scored += usize::from(output.status.success());
            }
            let to_file = [
                &[command, name.as_str()][..],
                more,
                year,
                &["--output", "result.out"],
            ];
            let to_file = [&to_file.concat()[..], &["--format", forms[forms.len() - 1]]].concat();
            says_nothing(&inside, &to_file);
            left_behind(&inside);
        }
        says_nothing(&inside, &["measures", "rank", name]);
        says_nothing(&inside, &["score", name, "--explain"]);
    }
    assert!(scored > 100, "{scored}");
    assert!(
        left_behind(&inside) > 1,
        "a page and a picture were written"
    );
    // Asked for, they are kept.
    let kept = mips(
        &inside,
        &["import", "group-app-2021.json", "--keep-identifiers"],
    );
    assert!(String::from_utf8_lossy(&kept.stdout).contains("000200200"));
}

/// Rows have columns of such numbers: they are copied where `--keep` names them, and nowhere else.
#[test]
fn a_batch_copies_numbers_only_where_it_is_told_to() {
    let inside = folder("identifiers-batch");
    let rows = "Practice,TIN,NPI,final_score,practice.part_b_paid\n\
                Quillfeather Family Medicine,000300300,1999999984,80,1000\n\
                Quillfeather Family Medicine,000300300,1999999992,many,1000\n\
                Quillfeather Family Medicine,000300300,1999999992,40,1000\n";
    fs::write(inside.join("rows.csv"), rows).unwrap();
    let row = "{\"TIN\": \"000300300\", \"NPI\": 1999999984, \"final_score\": 80}\n{\"TIN\": \"000300300\", \"final_score\": [1]}\n{\"TIN\": \"000300300\"\n";
    fs::write(inside.join("rows.ndjson"), row).unwrap();
    for name in ["rows.csv", "rows.ndjson"] {
        for more in [
            &[][..],
            &["--ignore-unknown"],
            &["--ignore-unknown", "--range"],
            &["--map", "care-compare"],
            &[
                "--ignore-unknown",
                "--scenario",
                "a: practice.part_b_paid=5",
            ],
        ] {
            let args = [&["batch", name, "--year", "2024"][..], more].concat();
            says_nothing(&inside, &args);
            let to_file = [&args[..], &["--output", "result.csv"]].concat();
            says_nothing(&inside, &to_file);
            left_behind(&inside);
        }
        let args = [
            "population",
            name,
            "--year",
            "2024",
            "--ignore-unknown",
            "--each",
            "result.each",
        ];
        says_nothing(&inside, &args);
        left_behind(&inside);
    }
    let kept = mips(
        &inside,
        &[
            "batch",
            "rows.csv",
            "--year",
            "2024",
            "--keep",
            "TIN",
            "--ignore-unknown",
        ],
    );
    assert!(String::from_utf8_lossy(&kept.stdout).contains("000300300"));
}
