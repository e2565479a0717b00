//! Turns every rule table of `rules/` into JSON text that the library embeds: JSON is typed several times faster than
//! TOML at start-up, and a table that is no TOML fails the build with its file and line.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=rules");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let root =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"))
            .join("rules");

    let mut years: Vec<u16> = fs::read_dir(&root)?
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .collect();
    years.sort_unstable();

    let mut index = String::from("&[\n");
    for year in years {
        let mut row = format!("    EmbeddedYear {{ year: {year}");
        for table in ["rules", "benchmarks", "measures"] {
            let toml = root.join(year.to_string()).join(format!("{table}.toml"));
            if toml.exists() {
                let json = out.join(format!("{year}-{table}.json"));
                let deferred: &[&str] = if table == "rules" { &DEFERRED } else { &[] };
                fs::write(&json, as_json(&toml, deferred)?)?;
                let (toml, json) = (toml.display().to_string(), json.display().to_string());
                let _ = write!(
                    row,
                    ", {table}: Some(EmbeddedTable {{ toml: include_str!({toml:?}), json: include_str!({json:?}) }})"
                );
            } else {
                let _ = write!(row, ", {table}: None");
            }
        }
        let _ = writeln!(index, "{row} }},");
    }
    index.push(']');
    fs::write(out.join("embedded.rs"), index)?;
    fs::write(
        out.join("lines.json"),
        as_json(&root.join("lines.toml"), &[])?,
    )
}

/// Tables of `rules.toml` that stay text until they are asked for: see `src/rules/deferred.rs`.
const DEFERRED: [&str; 11] = [
    "quality",
    "promoting_interoperability",
    "improvement_activities",
    "cost",
    "eligibility",
    "special_status_thresholds",
    "virtual_groups",
    "score_hierarchy",
    "advanced_apm",
    "participation_costs",
    "calendar",
];

fn as_json(path: &Path, deferred: &[&str]) -> io::Result<String> {
    let text = fs::read_to_string(path)?;
    let mut table: toml::Table = toml::from_str(&text)
        .map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
    for key in deferred {
        if let Some(value) = table.get_mut(*key) {
            *value = serde_json::to_string(value)?.into();
        }
    }
    Ok(serde_json::to_string(&table)?)
}
