//! `mips explain`

use anyhow::anyhow;
use mips::{Code, problem::Severity, report::layout::wrap};

use crate::{args::help::ExplainArgs, output::Status, sink};

/// Says what the code of an error or warning stands for.
///
/// # Errors
///
/// An unknown code, or a result that cannot be written.
pub fn run(args: &ExplainArgs) -> anyhow::Result<Status> {
    let line = |code: &Code| {
        let first = format!("{}  ", code.as_str());
        wrap(code.about(), &first, &" ".repeat(first.len()))
    };
    let text = match &args.code {
        None => Code::ALL.iter().map(line).collect(),
        Some(text) => {
            let code = Code::ALL
                .iter()
                .find(|code| code.as_str().eq_ignore_ascii_case(text))
                .ok_or_else(|| {
                    let known: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
                    anyhow!("`{text}` is not a code; the codes are {}", known.join(", "))
                })?;
            let kind = match code.severity() {
                Severity::Error => "error: the input cannot be scored",
                Severity::Warning => "warning: valid, but worth a look",
            };
            format!("{}, {kind}\n{}", code.as_str(), wrap(code.about(), "", ""))
        }
    };
    sink::write(&text, None)?;
    Ok(Status::Ran)
}
