//! Every format that a command lists is one that it prints: the lists are read from the program's own help.

#[path = "common/program.rs"]
mod program;

use std::{fs, path::Path, process::Output};

/// A run of each command that has formats, without `--format`.
const RUNS: [&str; 24] = [
    "score examples/group-2025.toml",
    "check examples/group-2025.toml",
    "plan examples/group-2025.toml",
    "import examples/submission-2022.json",
    "export examples/family-medicine-2026.toml",
    "reconcile examples/submission-2022.json examples/score-2022.json --complete --set practice.small_practice=true \
     --set cost.reweighted=no_applicable_measures",
    "compare examples/group-2025.toml examples/hardship-2026.toml",
    "sweep examples/group-2025.toml --vary quality.percent=50,60",
    "batch ROWS",
    "population POPULATION",
    "eligibility examples/eligibility-2026.toml",
    "options examples/group-2025.toml",
    "worth examples/group-2025.toml",
    "calendar --year 2026",
    "measures search blood pressure",
    "measures rank --specialty dermatology",
    "measures specialties",
    "measures mvps",
    "measures show 236",
    "rules list",
    "rules show 2026",
    "rules diff 2025 2026",
    "rules check RULES",
    "verify tests/cases/2026",
];

fn mips(line: &str) -> Output {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("every_format");
    let at = |name: &str| folder.join(name).display().to_string();
    let words = line.split(' ').map(|word| match word {
        "RULES" => at("rules"),
        // The format is that of both the rows and the result.
        "ROWS" if line.ends_with("ndjson") => at("rows.ndjson"),
        "POPULATION" | "ROWS" => at("population.csv"),
        word => word.to_owned(),
    });
    program::program().args(words).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The values of `--format` in a command's help, each with whether something is said of it.
fn formats(command: &str) -> Vec<(String, bool)> {
    let help = text(&mips(&format!("{command} --help")).stdout);
    let Some((_, help)) = help.split_once("--format <") else {
        return Vec::new();
    };
    let lines = help.lines().skip_while(|line| !line.contains("Possible"));
    let values = lines.skip(1).map_while(|line| {
        let line = line.trim();
        (!line.is_empty()).then(|| line.to_owned())
    });
    let values = values.filter_map(|line| {
        let (name, said) = line.strip_prefix("- ")?.split_once(':')?;
        Some((name.to_owned(), !said.trim().is_empty()))
    });
    values.collect()
}

/// Every command and subcommand of the help.
fn commands() -> Vec<String> {
    let names = |line: &str| {
        let help = text(&mips(line).stdout);
        let list = help.split("Commands:\n").nth(1).unwrap_or_default();
        let lines = list.lines().take_while(|line| !line.is_empty());
        let own = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
        own.map(|line| line.split_whitespace().next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let mut all = Vec::new();
    for name in names("--help") {
        let inner = names(&format!("{name} --help"));
        all.extend(inner.iter().map(|it| format!("{name} {it}")));
        all.push(name);
    }
    all
}

fn prepare() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("every_format");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::create_dir_all(folder.join("rules/2026")).unwrap();
    let table = "rules/2026/rules.toml";
    fs::copy(root.join(table), folder.join(table)).unwrap();
    let rows = "performance_year,final_score,practice.part_b_paid\n2025,90,1000\n2025,60,2000\n";
    fs::write(folder.join("population.csv"), rows).unwrap();
    let row = "{\"performance_year\":2025,\"final_score\":90}\n";
    fs::write(folder.join("rows.ndjson"), row).unwrap();
}

/// The name of a practice that would be a formula, an element, a column, and moves the cursor and the reading direction.
const HOSTILE: &str = "=cmd()|<b>Elm</b>\u{1b}[31m\u{202e}\nStreet";

#[test]
fn a_hostile_name_does_no_harm_in_any_format() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    fs::create_dir_all(&folder).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let example = fs::read_to_string(root.join("examples/family-medicine-2026.toml")).unwrap();
    let named = r#""=cmd()|<b>Elm</b>\u001b[31m\u202e\nStreet""#;
    let file = folder.join("practice.toml");
    let text_of_file = example.replace("\"Elm Street Family Medicine\"", named);
    assert_ne!(text_of_file, example);
    fs::write(&file, text_of_file).unwrap();
    for command in [
        "score",
        "score --explain",
        "check",
        "plan",
        "compare",
        "sweep --vary cost.percent=50,60",
        "eligibility",
        "options",
        "worth",
        "export",
    ] {
        let known = command.split(' ').next().unwrap();
        for (format, _) in formats(known) {
            let mut words: Vec<&str> = command.split(' ').collect();
            let path = file.to_str().unwrap();
            words.insert(1, path);
            if known == "compare" {
                words.insert(1, path);
            }
            words.extend(["--format", &format]);
            let found = program::program().args(words).output().unwrap();
            let told = text(&found.stderr);
            assert_ne!(found.status.code(), Some(2), "{command} {format}: {told}");
            let printed = text(&found.stdout);
            for shown in [&printed, &told] {
                let is_harmless = |it: char| !it.is_control() && it != '\u{202e}';
                let harm = shown.chars().find(|it| !is_harmless(*it) && *it != '\n');
                assert_eq!(harm, None, "{command} {format}");
            }
            match &*format {
                "html" => assert!(!printed.contains("<b>"), "{command}"),
                "markdown" => {
                    let bare = printed.replace("\\<", "");
                    assert!(!bare.contains("<b>"), "{command}");
                }
                "csv" => assert!(!printed.contains("\n=cmd"), "{command}"),
                "json" if known == "score" => {
                    let read: serde_json::Value = serde_json::from_str(&printed).unwrap();
                    assert_eq!(read["practice"]["name"], HOSTILE);
                }
                _ => {}
            }
        }
    }
}

#[test]
fn every_listed_format_is_printed() {
    prepare();
    let mut seen = Vec::new();
    for line in RUNS {
        let words: Vec<&str> = line.split(' ').collect();
        let known = commands_of(&words);
        let formats = formats(&known);
        assert!(!formats.is_empty(), "{known} lists no formats");
        for (format, is_described) in formats {
            assert!(is_described, "{known}: nothing is said of {format}");
            let found = mips(&format!("{line} --format {format}"));
            let told = text(&found.stderr);
            assert_eq!(found.status.code(), Some(0), "{line} {format}: {told}");
            // A workflow is told of what is wrong alone, which is nothing here.
            let is_silent = format == "github";
            assert_eq!(found.stdout.is_empty(), is_silent, "{line} {format}");
        }
        seen.push(known);
    }
    for command in commands() {
        let has_formats = !formats(&command).is_empty();
        assert_eq!(has_formats, seen.contains(&command), "{command}");
    }
}

/// The command of a line: two words where the first has subcommands.
fn commands_of(words: &[&str]) -> String {
    match words[0] {
        "measures" | "rules" => words[..2].join(" "),
        name => name.to_owned(),
    }
}

#[test]
fn help_is_printed_by_name_too() {
    for command in ["score", "rules diff", "batch"] {
        let by_name = mips(&format!("help {command}"));
        assert_eq!(by_name.status.code(), Some(0), "{command}");
        assert_eq!(
            text(&by_name.stdout),
            text(&mips(&format!("{command} --help")).stdout)
        );
    }
    assert_eq!(
        text(&mips("help").stdout),
        text(&mips("--help").stdout),
        "the program's own"
    );
    let unknown = mips("help scor");
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("'scor'"));
}
