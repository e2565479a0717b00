//! Which program the sets of a submission belong to: one of MIPS, chosen where there are several.

use crate::{
    document::Value,
    exchange::{
        draft::Draft,
        options::Options,
        source::{Sited, Source, shown},
        submission::{Header, MeasurementSet},
    },
    problem::{Code, Place, Problem, Problems},
    rules::terms::Pathway,
};

/// A program of MIPS, or another one.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Program {
    Traditional,
    App,
    AppPlus,
    Mvp(String),
    NotMips(String),
}

impl Program {
    fn of(name: &str) -> Self {
        let lower = name.to_ascii_lowercase();
        let is_mvp = || {
            let mut letters = lower.chars();
            letters.next().is_some_and(|it| it.is_ascii_alphabetic())
                && lower.len() == 5
                && letters.all(|it| it.is_ascii_digit())
        };
        match lower.as_str() {
            "mips" => Self::Traditional,
            "app1" => Self::App,
            "appplus" => Self::AppPlus,
            _ if is_mvp() => Self::Mvp(lower.to_ascii_uppercase()),
            _ => Self::NotMips(name.to_owned()),
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Traditional => "mips",
            Self::App => "app1",
            Self::AppPlus => "appPlus",
            Self::Mvp(name) | Self::NotMips(name) => name,
        }
    }

    fn pathway(&self) -> Pathway {
        match self {
            Self::Traditional | Self::NotMips(_) => Pathway::Traditional,
            Self::App => Pathway::App,
            Self::AppPlus => Pathway::AppPlus,
            Self::Mvp(_) => Pathway::Mvp,
        }
    }
}

/// The names of the programs of MIPS that sets were sent to.
pub fn of_mips(sets: &[MeasurementSet], header: &Header) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for set in sets {
        let (program, _) = named(set, header);
        let name = program.name().to_owned();
        if !matches!(program, Program::NotMips(_)) && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The program of a set, and where it is named; without a name it is traditional MIPS.
fn named(set: &MeasurementSet, header: &Header) -> (Program, Option<Sited<String>>) {
    let name = set.program.as_ref().or(header.program.as_ref());
    let program = name.map_or(Program::Traditional, |name| Program::of(&name.value));
    (program, name.cloned())
}

/// The sets of the one program of MIPS, or of the one that was asked for; the others are left out by name.
pub fn choose(
    source: &Source<'_>,
    sets: Vec<MeasurementSet>,
    header: &Header,
    options: &Options,
    draft: &mut Draft,
) -> Result<Vec<MeasurementSet>, Problems> {
    let mut programs: Vec<(Program, Option<Sited<String>>)> = Vec::new();
    for set in &sets {
        let (program, name) = named(set, header);
        if !programs.iter().any(|(known, _)| *known == program) {
            programs.push((program, name));
        }
    }
    let (chosen, place) = pick(source, &programs, options)?;
    let mut kept = Vec::new();
    for set in sets {
        let (program, _) = named(&set, header);
        if program == chosen {
            kept.push(set);
            continue;
        }
        let reason = match &program {
            Program::NotMips(name) => format!("`{}` is not a program of MIPS", shown(name)),
            other => format!(
                "of the program `{}`, and `{}` is read",
                other.name(),
                chosen.name()
            ),
        };
        let path = format!(
            "measurementSet {} ({})",
            shown(program.name()),
            set.category.key()
        );
        draft.left_out.add(path, reason);
    }
    let place = source.place(&place.map_or(0..0, |name| name.span));
    let pathway = Value::Text(chosen.pathway().key().into());
    draft.put(&["practice", "pathway"], pathway, &place);
    if let Program::Mvp(id) = chosen {
        draft.put(&["practice", "mvp"], Value::Text(id), &place);
    }
    Ok(kept)
}

/// The program to read, and where it is named.
fn pick(
    source: &Source<'_>,
    programs: &[(Program, Option<Sited<String>>)],
    options: &Options,
) -> Result<(Program, Option<Sited<String>>), Problems> {
    let names = || -> String {
        let names: Vec<String> = programs.iter().map(|(it, _)| shown(it.name())).collect();
        names.join(", ")
    };
    let refuse = |code: Code, message: String, help: String, at: &Option<Sited<String>>| {
        let mut problem = Problem::new(code, "programName", message).help(help);
        let span = at.as_ref().map_or(0..0, |name| name.span.clone());
        problem.place = Some(Place::clone(&source.place(&span)));
        Problems::from(problem)
    };
    if let Some(wanted) = &options.program {
        let wanted = Program::of(wanted);
        if matches!(wanted, Program::NotMips(_)) {
            let message = format!("`{}` is not a program of MIPS", shown(wanted.name()));
            let help = format!("the file has {}", names());
            return Err(refuse(Code::NotInYear, message, help, &None));
        }
        let found = programs.iter().find(|(program, _)| *program == wanted);
        return found.cloned().ok_or_else(|| {
            let message = format!("nothing was submitted to `{}`", wanted.name());
            let help = format!("the file has {}", names());
            refuse(Code::UnknownWord, message, help, &None)
        });
    }
    let of_mips = programs
        .iter()
        .filter(|(program, _)| !matches!(program, Program::NotMips(_)));
    let of_mips: Vec<_> = of_mips.collect();
    match of_mips[..] {
        [one] => Ok(one.clone()),
        [] => {
            let message = format!(
                "{}: that is not MIPS, and nothing else is in the file",
                names()
            );
            let help = "the programs of MIPS are mips, app1, appPlus and the MVPs, such as G0053";
            let at = programs.first().and_then(|(_, at)| at.clone());
            Err(refuse(Code::NotInYear, message, help.into(), &at))
        }
        [_, second, ..] => {
            let message = format!("data were submitted to several programs: {}", names());
            let help = "CMS scores each and takes the best: choose one with --program NAME";
            Err(refuse(Code::Contradiction, message, help.into(), &second.1))
        }
    }
}
