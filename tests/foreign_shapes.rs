//! Other people's files as different programs write them: the same facts in other forms read as the same practice.

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use common::BOOK;
use mips::{
    exchange::{self, Imported, Options},
    report::tree::Tree,
};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/exchange")
        .join(name)
}

fn text_of(name: &str) -> String {
    fs::read_to_string(fixture(name)).unwrap()
}

fn read(bytes: &[u8], options: &Options) -> Imported {
    let read = exchange::read(&BOOK, &[("file".into(), bytes.into())], options);
    read.unwrap_or_else(|problems| panic!("{problems}"))
}

fn refusal(text: &str) -> String {
    match exchange::read(&BOOK, &[("file".into(), text.into())], &Options::default()) {
        Ok(read) => panic!("it was read as {}", read.read_as),
        Err(problems) => problems.to_string(),
    }
}

fn practice(text: &str) -> String {
    let imported = read(text.as_bytes(), &Options::default());
    let tree = imported.tree();
    tree.get("practice").map_or_else(String::new, Tree::compact)
}

fn mips(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mips"))
        .args(args)
        .output()
        .expect("the program starts")
}

/// A file of this test, under a name of its own.
fn written(name: &str, bytes: &[u8]) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, bytes).unwrap();
    path.display().to_string()
}

/// Vendors differ in prefixes, in the capitals of identifiers and codes, in templates, in where the period stands.
#[test]
fn a_report_reads_the_same_whoever_wrote_it() {
    let ours = text_of("report-2024.xml");
    let expected = practice(&ours);
    let prefixed = ours
        .replace("</", "\u{1}")
        .replace("<?", "\u{2}")
        .replace('<', "<n1:")
        .replace('\u{1}', "</n1:")
        .replace('\u{2}', "<?")
        .replace("xmlns=", "xmlns:n1=");
    let identifier = "2C928084-83D3-1B44-0183-EB75DC8A03DB";
    let parameters_alone = {
        let start = ours.find("          <entry>\n            <act>").unwrap();
        let end = start + ours[start..].find("</entry>").unwrap() + "</entry>".len();
        let entry = &ours[start..end];
        let section = format!(
            "<structuredBody><component><section><title>Parameters</title>{entry}</section></component>"
        );
        format!("{}{}", &ours[..start], &ours[end..]).replacen("<structuredBody>", &section, 1)
    };
    for (what, theirs) in [
        ("prefixes", prefixed),
        (
            "capitals",
            ours.replace(identifier, &identifier.to_lowercase())
                .replace("\"NUMER\"", "\"numer\"")
                .replace("\"IPP\"", "\"IPOP\"")
                .replace("MIPS_GROUP", "mips_group"),
        ),
        (
            "templates of every report of the category",
            ours.replace("20.27.1.2\"", "20.27.1.1\"")
                .replace("20.27.2.3\"", "20.27.2.1\"")
                .replace("20.27.3.17\"", "20.27.3.1\"")
                .replace("20.27.3.16\"", "20.27.3.5\""),
        ),
        ("the period in a section of its own", parameters_alone),
        (
            "comments",
            ours.replace("<value", "<!-- the count --><value"),
        ),
        (
            "times of the day",
            ours.replace("value=\"20240101\"", "value=\"20240101000000+0500\""),
        ),
        ("line ends of Windows", ours.replace('\n', "\r\n")),
        ("a byte-order mark", format!("\u{feff}{ours}")),
    ] {
        assert_ne!(theirs, ours, "{what}");
        assert_eq!(practice(&theirs), expected, "{what}");
    }
}

/// What is missing or negated is no count and no answer.
#[test]
fn a_report_without_a_value_is_refused_at_its_element() {
    let ours = text_of("report-2024.xml");
    for (from, to, why) in [
        (
            "<value value=\"45\"/>",
            "<value nullFlavor=\"UNK\"/>",
            "the count of the NUMER of measure `001` has no value",
        ),
        (
            "<value code=\"Y\"/>",
            "<value nullFlavor=\"NI\"/>",
            "`PI_PPHI_1` is answered with Y or N, not with nothing",
        ),
        (
            "<observation><templateId root=\"2.16.840.1.113883.10.20.27.3.27\"/>",
            "<observation negationInd=\"true\"><templateId root=\"2.16.840.1.113883.10.20.27.3.27\"/>",
            "`PI_PPHI_1`: the answer is negated (negationInd)",
        ),
        (
            "extension=\"2C928084-83D3-1B44-0183-EB75DC8A03DB\"",
            "nullFlavor=\"NA\"",
            "it does not say which measure it is",
        ),
        (
            "code=\"DENEX\"",
            "code=\"MSRPOPL\"",
            "`MSRPOPL` is not a population of a measure",
        ),
    ] {
        let theirs = ours.replace(from, to);
        assert_ne!(theirs, ours, "{why}");
        let refused = refusal(&theirs);
        assert!(refused.contains(why), "{refused}");
        assert!(refused.contains("/section/entry"), "{refused}");
    }
}

/// Numerator exclusions count as not met, as CMS's converter has it: 45 of 180 either way.
#[test]
fn numerator_exclusions_of_a_report_are_named_and_count_as_not_met() {
    let ours = text_of("report-2024.xml");
    let of_code = |code: &str, count: u32| {
        format!(
            "<component><observation><templateId root=\"2.16.840.1.113883.10.20.27.3.16\"/><value code=\"{code}\"/>\
             <entryRelationship><observation><templateId root=\"2.16.840.1.113883.10.20.27.3.3\"/><value value=\"{count}\"/>\
             </observation></entryRelationship></observation></component></organizer>"
        )
    };
    let theirs = ours.replacen("</organizer>", &of_code("NUMEX", 3), 1);
    assert_eq!(practice(&theirs), practice(&ours));
    let left_out = read(theirs.as_bytes(), &Options::default()).left_out;
    assert!(
        left_out
            .iter()
            .any(|it| it.path == "quality.measures.ecqm.001 NUMEX"),
        "{left_out:?}"
    );
}

/// UTF-16 is read as such; a table or a report with one byte a letter too, where only names have such letters.
#[test]
fn other_encodings_are_read_and_said() {
    let text =
        "Measure ID,Title,Numerator,Denominator,Collection Type\n236,Caf\u{e9},80,100,eCQM\n";
    let options = Options {
        year: Some(2024),
        ..Options::default()
    };
    let expected = read(text.as_bytes(), &options).tree().compact();
    let wide: Vec<u8> = format!("\u{feff}{text}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let western: Vec<u8> = text.chars().map(|it| u8::try_from(it).unwrap()).collect();
    for (bytes, word) in [(wide, "UTF-16"), (western, "Western")] {
        assert!(exchange::is_foreign(&bytes), "{word}");
        let imported = read(&bytes, &options);
        assert_eq!(imported.tree().compact(), expected, "{word}");
        let name = written(&format!("encoding-{word}.csv"), &bytes);
        let said = mips(&["import", &name, "--year", "2024"]).stderr;
        let said = String::from_utf8(said).unwrap();
        assert!(
            said.contains("warning[W0105]") && said.contains(word),
            "{said}"
        );
    }
    // In JSON every figure has its key, and a broken letter may be anywhere.
    let broken = b"{\"category\": \"ia\", \"x\": \"\xe9\", \"measurements\": []}";
    let refused = exchange::read(&BOOK, &[("file".into(), broken.to_vec())], &options);
    assert!(refused.is_err_and(|it| it.to_string().contains("not UTF-8")));
}

/// Files that are no text are named for what they are, whatever command meets them.
#[test]
fn what_is_no_text_is_named() {
    for (bytes, word) in [
        (&b"PAR1\x15\x04"[..], "Parquet"),
        (b"PK\x03\x04....xl/workbook.xml", "workbook"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"%PDF-1.7", "PDF"),
    ] {
        let name = written(&format!("no-text-{word}"), bytes);
        let practice = "examples/group-2025.toml";
        for args in [
            &["score", &name][..],
            &["check", &name],
            &["import", &name],
            &["export", &name, "--format", "qpp-json"],
            &["reconcile", practice, &name],
            &["verify", &name],
            &["batch", &name],
            &["population", &name, "--year", "2024"],
        ] {
            let output = mips(args);
            let said =
                String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
            assert!(said.contains(word), "{args:?}: {said}");
            assert_ne!(output.status.code(), Some(0), "{args:?}");
        }
    }
}

/// One practice sent to several programs is scored for each, and the highest counts: the tree of CMS's scoring engine names it
/// as `pickedProgramName`.
const TWO_PROGRAMS: &str = r#"{ "entityType": "group", "performanceYear": 2022, "measurementSets": [
    { "category": "quality", "submissionMethod": "registry", "programName": "mips", "measurements": [
        { "measureId": "047", "value": { "performanceMet": 90, "performanceNotMet": 30, "eligiblePopulation": 120 } } ] },
    { "category": "ia", "submissionMethod": "registry", "programName": "app1", "measurements": [
        { "measureId": "IA_EPA_1", "value": true } ] },
    { "category": "ia", "submissionMethod": "registry", "programName": "cpcPlus", "measurements": [
        { "measureId": "IA_EPA_1", "value": true } ] } ] }"#;

#[test]
fn of_several_programs_the_highest_score_counts() {
    assert_eq!(
        exchange::programs("file", TWO_PROGRAMS.as_bytes()),
        ["mips", "app1"]
    );
    let name = written("two-programs.json", TWO_PROGRAMS.as_bytes());
    let reweighted = ["--set", "cost.reweighted=no_applicable_measures"];
    let run = |args: &[&str]| {
        let output = mips(&[&["score", &name][..], args].concat());
        (
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let complete = [&["--complete"][..], &reweighted].concat();
    let quiet = [&["-q"][..], &complete].concat();
    let (mips, _) = run(&[&quiet[..], &["--program", "mips"]].concat());
    let (app, _) = run(&[&quiet[..], &["--program", "app1"]].concat());
    assert_ne!(mips, app);
    // The APP has 20 points of improvement activities; one measure of six has less.
    assert!(app.starts_with("20.00 points"), "{app}");
    assert_eq!(run(&quiet), (app, String::new()));
    let (_, said) = run(&complete);
    assert!(said.contains("(app1) counts and is shown"), "{said}");
    // What is open in either may decide it: each is shown.
    let (shown, _) = run(&["-q"]);
    assert_eq!(shown.lines().count(), 2, "{shown}");
    let (_, said) = run(&[]);
    assert!(said.contains("not known yet, so each is shown"), "{said}");
}

/// Whoever reads the JSON of several files must not take one that is wrong for one that was never there.
#[test]
fn a_file_that_is_wrong_stands_among_the_results() {
    let wrong = written(
        "wrong.toml",
        b"performance_year = 2026\nquality.percent = 181\n",
    );
    let args = ["score", "examples/group-2025.toml", &wrong, "--format"];
    let lines = mips(&[&args[..], &["ndjson"]].concat());
    assert_eq!(lines.status.code(), Some(2));
    let lines = String::from_utf8(lines.stdout).unwrap();
    let second: serde_json::Value = serde_json::from_str(lines.lines().nth(1).unwrap()).unwrap();
    assert_eq!(second["file"], wrong.as_str());
    assert_eq!(second["errors"][0]["path"], "quality.percent");
    assert_eq!(second["errors"][0]["line"], 2);
    let whole = mips(&[&args[..], &["json"]].concat()).stdout;
    let whole: serde_json::Value = serde_json::from_slice(&whole).unwrap();
    assert_eq!(whole[1], second);
}

/// Two columns of one name are one too many for whoever reads them.
#[test]
fn names_are_there_once() {
    let rows = written("rows.csv", b"id,final_score\na,80\n");
    let group = "examples/group-2025.toml";
    for (args, why) in [
        (
            &["batch", &rows, "--year", "2025", "--columns", "class,class"][..],
            "--columns class: this column is named twice",
        ),
        (
            &["batch", &rows, "--year", "2025", "--columns", "final_score"],
            "--columns final_score: this column is always there",
        ),
        (
            &[
                "sweep",
                group,
                "--vary",
                "quality.percent=1",
                "--columns",
                "class",
            ],
            "--columns class: this column is always there",
        ),
        (
            &[
                "compare",
                group,
                "--scenario",
                "a: cost.percent=1",
                "--scenario",
                "a: cost.percent=2",
            ],
            "--scenario a: there are two of this name",
        ),
    ] {
        let output = mips(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(why), "{said}");
    }
}

/// One misspelt name of a path is found, a file's or a folder's.
#[test]
fn the_nearest_path_is_told() {
    for (args, near) in [
        (
            ["verify", "tests/cases/2071"],
            "did you mean `tests/cases/2017`?",
        ),
        (
            ["verify", "tests/case/2017/no-quality.toml"],
            "did you mean `tests/cases/2017/no-quality.toml`?",
        ),
        (
            ["score", "examples/group-2052.toml"],
            "did you mean `examples/group-2025.toml`?",
        ),
        (
            ["batch", "examples/whatif.csv"],
            "did you mean `examples/what-if.csv`?",
        ),
    ] {
        let output = mips(&args);
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(near), "{said}");
    }
    let said = mips(&["verify", "nothing/of/the/kind"]).stderr;
    assert!(!String::from_utf8(said).unwrap().contains("did you mean"));
}
