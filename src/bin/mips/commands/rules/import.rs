//! `mips rules import`

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use mips::rules::{
    book::TableName,
    import::{Facts, Source, Sources, import},
    repeated,
};

use crate::{
    args::rules::ImportArgs,
    files,
    output::{self, Status},
    sink,
};

/// Makes the tables of a year, and says what a reader should know of the files.
///
/// # Errors
///
/// A file that cannot be read, everything in it that does not fit, or tables that cannot be written.
pub fn run(args: &ImportArgs) -> anyhow::Result<Status> {
    let optional = |path: &Option<_>| path.as_deref().map(source).transpose();
    let sources = Sources {
        cite: args.cite.clone(),
        measures: source(&args.measures)?,
        benchmarks: optional(&args.benchmarks)?,
        mvps: optional(&args.mvps)?,
        clusters: optional(&args.clusters)?,
        exclusions: optional(&args.exclusions)?,
    };
    let facts: Facts = match &args.facts {
        Some(path) => {
            let given = source(path)?;
            Facts::parse(&given.text).with_context(|| given.name)?
        }
        None => Facts::built_in()?,
    };
    let imported = import(args.year, &sources, &facts).map_err(|problems| {
        let texts = repeated::counted(problems.iter().map(ToString::to_string).collect());
        anyhow!("{}", texts.join("\nerror: "))
    })?;
    let directory = args.output.join(args.year.to_string());
    let read = [&args.measures].into_iter().chain(
        [
            &args.benchmarks,
            &args.mvps,
            &args.clusters,
            &args.exclusions,
            &args.facts,
        ]
        .into_iter()
        .flatten(),
    );
    let written = TableName::ALL.map(|table| directory.join(table.file_name()));
    files::keep_apart(
        read.map(PathBuf::as_path),
        &written.each_ref().map(|it| Some(it.as_path())),
    )?;
    std::fs::create_dir_all(&directory)
        .with_context(|| format!("{}: cannot be created", directory.display()))?;
    let tables = [
        (TableName::Measures, Some(&imported.measures_toml)),
        (TableName::Benchmarks, imported.benchmarks_toml.as_ref()),
    ];
    for (table, text) in tables {
        if let Some(text) = text {
            let path = directory.join(table.file_name());
            sink::write(text, Some(&path))?;
            output::tell(&format!("{}: written", path.display()));
        }
    }
    for note in &imported.notes {
        output::tell(&format!("note: {note}"));
    }
    Ok(Status::Ran)
}

fn source(path: &Path) -> anyhow::Result<Source> {
    let name = path.display().to_string();
    let text = String::from_utf8(files::source(path)?)
        .map_err(|_| anyhow!("{name}: cannot be read: the text is not UTF-8"))?;
    // Some of CMS's files begin with a byte-order mark.
    let text = text.trim_start_matches('\u{feff}').to_owned();
    Ok(Source { name, text })
}
