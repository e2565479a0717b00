//! Writes every rule table of `rules/` into one flat text that the library embeds: what a run needs of it is looked up
//! there, not parsed. A table that is no TOML fails the build with its file and line.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

#[path = "build/linking.rs"]
mod linking;
#[path = "rules/flat/writing.rs"]
#[allow(dead_code, reason = "the library reads what is written here")]
mod writing;

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=src/rules/flat/writing.rs");
    println!("cargo:rerun-if-changed=src/build/linking.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    linking::statically(&out);
    let root =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"))
            .join("rules");

    let mut years: Vec<u16> = fs::read_dir(&root)?
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .collect();
    years.sort_unstable();

    let mut flat = String::new();
    let mut index = String::from("pub(super) static YEARS: &[EmbeddedYear] = &[\n");
    for year in years {
        let mut row = format!("    EmbeddedYear {{ year: {year}");
        for table in ["rules", "benchmarks", "measures"] {
            let toml = root.join(year.to_string()).join(format!("{table}.toml"));
            if toml.exists() {
                let place = flat.len();
                flat.push_str(&as_flat(&toml)?);
                let toml = toml.display().to_string();
                let _ = write!(
                    row,
                    ", {table}: Some(EmbeddedTable {{ toml: include_str!({toml:?}), place: {place} }})"
                );
            } else {
                let _ = write!(row, ", {table}: None");
            }
        }
        let _ = writeln!(index, "{row} }},");
    }
    let lines = flat.len();
    flat.push_str(&as_flat(&root.join("lines.toml"))?);
    let text = out.join("rules.flat").display().to_string();
    let _ = write!(
        index,
        "];\nconst LINES: usize = {lines};\nstatic FLAT: &str = include_str!({text:?});\n"
    );
    fs::write(out.join("rules.flat"), flat)?;
    fs::write(out.join("embedded.rs"), index)
}

fn as_flat(path: &Path) -> io::Result<String> {
    let text = fs::read_to_string(path)?;
    let table: toml::Table = toml::from_str(&text)
        .map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
    Ok(of_value(&toml::Value::Table(table)))
}

fn of_value(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => writing::text(text),
        toml::Value::Integer(number) => writing::number(&number.to_string()),
        // The shortest text that means the number: what the file says, to the 15 digits that a test holds it to.
        toml::Value::Float(number) => writing::number(&number.to_string()),
        toml::Value::Boolean(yes) => writing::truth(*yes),
        toml::Value::Datetime(moment) => writing::text(&moment.to_string()),
        toml::Value::Array(items) => writing::list(items.iter().map(of_value)),
        toml::Value::Table(table) => {
            let entries = table.iter();
            writing::table(entries.map(|(key, value)| (key.as_str(), of_value(value))))
        }
    }
}
