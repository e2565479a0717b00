//! `mips verify`

use std::path::Path;

use mips::{
    Code, Document, Problem, Problems, RuleBook, verify,
    verify::printing::{self, Fixture},
};

use crate::{
    args::verify::{VerifyArgs, VerifyFormat},
    clock,
    files::{self, Unread},
    output::{self, Status},
    run::Run,
    sink,
};

/// Compares every fixture with what it expects.
///
/// # Errors
///
/// Invalid settings or rules, a path that cannot be read, or a result that cannot be written.
pub fn run(args: &VerifyArgs) -> anyhow::Result<Status> {
    let mut status = Status::Ran;
    let mut fixtures: Vec<Fixture> = Vec::new();
    let found = files::fixtures(&args.paths)?;
    let run = Run::open(
        &args.input,
        found.iter().map(|(path, _)| path.as_path()),
        &[args.output.to.as_deref()],
    )?;
    let (book, settings) = (run.book, &run.settings);
    let mut times = Vec::new();
    for (path, is_named) in found {
        let start = clock::start();
        let name = files::display_name(&path);
        let outcome = match run.read(&path) {
            // In a folder, practice files that expect nothing are no fixtures.
            Ok(document) if !is_named && !verify::is_fixture(&document) => continue,
            Ok(document) if !verify::is_fixture(&document) => Err(Problem::new(
                Code::MissingKey,
                "expect",
                "no [expect] table, so there is nothing to verify",
            )
            .into()),
            Ok(document) if args.update => match update(&path, book, &document)? {
                Ok(document) => verify::verify(book, &document, settings),
                Err(problems) => Err(problems),
            },
            Ok(document) => verify::verify(book, &document, settings),
            Err(Unread::Invalid(problems)) => Err(problems),
            Err(Unread::System(error)) => {
                output::complain(&error);
                status = Status::Invalid;
                continue;
            }
        };
        fixtures.push((name, outcome));
        times.push(start.elapsed());
    }
    let text = match args.output.format {
        VerifyFormat::Text => printing::text(&fixtures, output::is_quiet()),
        VerifyFormat::Json => printing::json(&fixtures),
        VerifyFormat::Ndjson => printing::ndjson(&fixtures),
        VerifyFormat::Github => printing::github(&fixtures),
        VerifyFormat::Junit => printing::junit(&fixtures, &times),
    };
    // Where nothing was read there is nothing to count.
    if !(fixtures.is_empty() && args.output.format == VerifyFormat::Text) {
        sink::write(&text, args.output.to.as_deref())?;
    }
    if fixtures.is_empty() && status == Status::Ran {
        return Err(anyhow::anyhow!(
            "no fixtures found: a fixture is a practice file with an [expect] table"
        ));
    }
    if !fixtures.iter().all(printing::holds) {
        status = status.max(Status::GateFailed);
    }
    Ok(status)
}

/// Rewrites the fixture where figures differ, and gives what it then says.
///
/// # Errors
///
/// A file that cannot be rewritten as it is.
fn update(
    path: &Path,
    book: &RuleBook,
    document: &Document,
) -> anyhow::Result<Result<Document, Problems>> {
    let text = match verify::updated(book, document) {
        Ok(Some(text)) => text,
        Ok(None) => return Ok(Ok(document.clone())),
        Err(problems) => return Ok(Err(problems)),
    };
    let name = files::display_name(path);
    if path == Path::new("-") || String::from_utf8(files::foreign_bytes(path)?).is_err() {
        anyhow::bail!("{name}: only a UTF-8 file can be updated");
    }
    sink::write(&text, Some(path))?;
    output::tell(&format!("{name}: updated"));
    Ok(Document::read(&name, text.as_bytes()))
}
