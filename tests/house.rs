//! The plan of the house: each room of `src` uses only the rooms below it, and no two files import each other. What a
//! file imports is read from its `use` lines and from the paths in its code.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The rooms from the ground up. A room uses what stands on the floors below it, and nothing of its own floor.
const FLOORS: &[&[&str]] = &[
    &["category", "date", "decimal", "escape", "problem"],
    &["document"],
    &["rules"],
    &["practice"],
    &["score"],
    &["trial"],
    &["report"],
    &["reference"],
    &["batch", "verify"],
    &[
        "compare",
        "exchange",
        "participation",
        "plan",
        "population",
        "sweep",
    ],
];

/// The code of each file of the library, without comments and tests, by the path of its module.
fn modules() -> BTreeMap<Vec<String>, String> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut modules = BTreeMap::new();
    let mut folders: Vec<PathBuf> = vec![src.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let relative = path.strip_prefix(&src).unwrap();
            if path.is_dir() {
                if relative != Path::new("bin") && relative != Path::new("build") {
                    folders.push(path);
                }
                continue;
            }
            let name = relative.with_extension("");
            if path.extension().is_none_or(|it| it != "rs") || name == Path::new("build") {
                continue;
            }
            let module = match name.to_str().unwrap() {
                "lib" => Vec::new(),
                name => name.split(['/', '\\']).map(str::to_owned).collect(),
            };
            modules.insert(module, code(&fs::read_to_string(&path).unwrap()));
        }
    }
    assert!(modules.len() > 100);
    modules
}

fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    let lines = text.lines().map(|line| line.split("//").next().unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

/// Every path of a `use` tree: `a::{b, c::{d}}` holds `a::b` and `a::c::d`.
fn leaves(prefix: &str, tree: &str, found: &mut Vec<String>) {
    let mut depth = 0;
    let mut from = 0;
    let mut parts = Vec::new();
    for (at, letter) in tree.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&tree[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&tree[from..]);
    for part in parts
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
    {
        match part.split_once('{') {
            Some((more, inner)) => {
                let inner = inner.strip_suffix('}').unwrap();
                leaves(&format!("{prefix}{more}"), inner, found);
            }
            None => found.push(format!("{prefix}{}", part.split(" as ").next().unwrap())),
        }
    }
}

/// The paths that a file names: of its `use` lines, and those in its code that begin at a module.
fn paths(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = String::new();
    let mut statements = text.split("use ");
    rest.push_str(statements.next().unwrap());
    for statement in statements {
        let is_use = rest.ends_with('\n')
            || rest.is_empty()
            || rest.ends_with(") ")
            || rest.ends_with("pub ")
            || rest.ends_with("    ");
        match statement.split_once(';') {
            Some((tree, after)) if is_use => {
                leaves("", &tree.replace('\n', " "), &mut found);
                rest.push_str(after);
            }
            _ => rest.push_str(statement),
        }
    }
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
    for word in rest.split(|letter| !is_part(letter)) {
        if word.contains("::") {
            found.push(word.trim_matches(':').to_owned());
        }
    }
    found
}

/// The file that a path leads to, seen from a module: the last module on its way.
fn file_of(
    modules: &BTreeMap<Vec<String>, String>,
    from: &[String],
    path: &str,
) -> Option<Vec<String>> {
    let mut keys = path.split("::").map(str::trim).peekable();
    let mut at = match *keys.peek()? {
        "crate" => {
            keys.next();
            Vec::new()
        }
        "self" => {
            keys.next();
            from.to_vec()
        }
        "super" => {
            let mut at = from.to_vec();
            while keys.next_if_eq(&"super").is_some() {
                at.pop();
            }
            at
        }
        first => {
            let mut child = from.to_vec();
            child.push(first.to_owned());
            if !modules.contains_key(&child) {
                return None;
            }
            from.to_vec()
        }
    };
    for key in keys {
        at.push(key.to_owned());
        if !modules.contains_key(&at) {
            at.pop();
            break;
        }
    }
    (at != from).then_some(at)
}

/// For each file the files that it imports.
fn imports() -> BTreeMap<Vec<String>, BTreeSet<Vec<String>>> {
    let modules = modules();
    modules
        .iter()
        .map(|(module, text)| {
            let paths = paths(text);
            let files = paths
                .iter()
                .filter_map(|path| file_of(&modules, module, path));
            (module.clone(), files.collect())
        })
        .collect()
}

fn floor(module: &[String]) -> Option<usize> {
    let room = module.first()?;
    let floor = FLOORS
        .iter()
        .position(|rooms| rooms.contains(&room.as_str()));
    Some(floor.unwrap_or_else(|| panic!("the room `{room}` stands on no floor")))
}

#[test]
fn each_room_uses_only_the_rooms_below() {
    let mut upwards = Vec::new();
    for (module, files) in imports() {
        let Some(of_module) = floor(&module) else {
            continue;
        };
        for file in files.iter().filter(|file| file.first() != module.first()) {
            if floor(file).is_none_or(|of_file| of_module <= of_file) {
                upwards.push(format!("{} uses {}", module.join("::"), file.join("::")));
            }
        }
    }
    assert!(upwards.is_empty(), "{}", upwards.join("\n"));
}

#[test]
fn no_two_files_import_each_other() {
    let imports = imports();
    let mut circles = Vec::new();
    for (module, files) in imports.iter().filter(|(module, _)| !module.is_empty()) {
        for file in files.iter().filter(|file| module < *file) {
            let pair = (module.join("::"), file.join("::"));
            if imports[file].contains(module) {
                circles.push(format!("{} and {}", pair.0, pair.1));
            }
        }
    }
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

/// A file that no `mod` line names is not compiled: whatever stands in it is dead, and reads as if it held.
#[test]
fn every_file_is_part_of_the_library() {
    let modules = modules();
    let strays: Vec<String> = modules
        .keys()
        .filter_map(|module| {
            let (name, above) = module.split_last()?;
            let line = format!("mod {name};");
            let is_named = modules[above].lines().any(|it| it.ends_with(&line));
            (!is_named).then(|| module.join("::"))
        })
        .collect();
    assert!(strays.is_empty(), "{strays:?}");
}

/// The paths are read from the code as it is written, so that a floor cannot be left unseen.
#[test]
fn imports_are_read_from_use_lines_and_paths() {
    let imports = imports();
    let of = |module: &str| {
        let keys: Vec<String> = module.split("::").map(str::to_owned).collect();
        let files = imports[&keys].iter().map(|file| file.join("::"));
        files.collect::<BTreeSet<String>>()
    };
    let trial = of("trial::run");
    for file in ["document", "practice", "problem", "rules::book"] {
        assert!(trial.contains(file), "{file} of {trial:?}");
    }
    assert!(of("score::final_score").contains("practice::states"));
    assert!(
        of("report::tree").contains("document::setting"),
        "a path in the code"
    );
}

#[test]
fn the_top_level_is_the_list() {
    let list = [
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE",
        "README.md",
        "examples",
        "rules",
        "src",
        "tests",
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut others: Vec<String> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with('.') && name != "target" && !list.contains(&name.as_str()))
        .collect();
    others.sort();
    assert!(others.is_empty(), "{others:?}");
}
