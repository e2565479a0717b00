//! `mips sweep`

use std::io::Write as _;

use anyhow::{Context, bail};
use mips::{
    Problems,
    report::plot::{curve, curve_svg},
    sweep::{Drawing, FIGURES, Failure, Form, Shown, Sweep, Swept, Variation},
};

use crate::{
    args::sweep::{self, SweepArgs, SweepFormat},
    output::{Status, tell},
    run::{self, Run},
    sink::{self, Sink},
};

/// Scores every point of a grid, and draws the curve when that is asked for.
///
/// # Errors
///
/// Invalid variations, an unreadable file, or a result that cannot be written.
pub fn run(args: &SweepArgs) -> anyhow::Result<Status> {
    let run = Run::open(
        &args.input,
        [args.file.as_path()],
        &[
            args.output.to.as_deref(),
            args.plot.as_ref().and_then(|it| it.as_deref()),
        ],
    )?;
    if args.plot == Some(None) && args.output.format != SweepFormat::Text {
        bail!(
            "--plot draws below a text table only; for other formats name a file with --plot=FILE.svg"
        );
    }
    run::columns(&args.columns, &[&FIGURES[..], &["error"]].concat())?;
    let variations: Vec<Variation> = args
        .variations
        .iter()
        .map(|text| Variation::parse(text))
        .collect::<Result<_, _>>()
        .map_err(Problems::from)?;
    for short in variations.iter().filter_map(Variation::stops_short) {
        tell(&short);
    }
    let document = run.practice(&args.file)?;
    let sweep = Sweep {
        book: run.book,
        document: &document,
        settings: &run.settings,
        variations: &variations,
        columns: &args.columns,
    };
    let shown = match args.show {
        sweep::Shown::Score => Shown::FinalScore,
        sweep::Shown::Adjustment => Shown::Adjustment,
    };
    let mut drawing = match &args.plot {
        Some(_) => Some(Drawing::new(&variations, shown).map_err(Problems::from)?),
        None => None,
    };
    let form = form(args.output.format);
    let mut sink = Sink::create(args.output.to.as_deref())?;
    let swept = match &mut drawing {
        Some(drawing) => drawn(&sweep, form, drawing, &mut sink)?,
        None => match sweep.run(form, super::batch::threads(None), &mut sink) {
            Ok(swept) => swept,
            Err(Failure::Grid(problems)) => return Err(problems.into()),
            Err(Failure::Write(error)) => return Err(error).with_context(|| sink.name()),
        },
    };
    if args.sync {
        sink.sync()?;
    }
    sink.commit()?;
    match (&drawing, &args.plot) {
        (Some(drawing), Some(Some(path))) => {
            sink::write(&curve_svg(&drawing.curve()), Some(path))?;
        }
        (Some(drawing), _) => sink::write(&format!("\n{}", curve(&drawing.curve())), None)?,
        (None, _) => {}
    }
    Ok(told(swept))
}

const fn form(format: SweepFormat) -> Form {
    match format {
        SweepFormat::Text => Form::Text,
        SweepFormat::Csv => Form::Csv,
        SweepFormat::Json => Form::Json,
        SweepFormat::Ndjson => Form::Ndjson,
        SweepFormat::Markdown => Form::Markdown,
    }
}

/// Says how many points could not be scored, and why the first could not.
fn told(swept: Swept) -> Status {
    let Some(problems) = swept.first_problems else {
        return Status::Ran;
    };
    let points = match swept.failed {
        1 => "1 point".to_owned(),
        more => format!("{more} points"),
    };
    tell(&format!(
        "{points} could not be scored; the first: {problems}"
    ));
    Status::GateFailed
}

/// Writes the points one after the other, each into the drawing too.
fn drawn(
    sweep: &Sweep<'_>,
    form: Form,
    drawing: &mut Drawing,
    sink: &mut Sink,
) -> anyhow::Result<Swept> {
    let mut first_problems = None;
    let points = sweep.points()?.inspect(|point| {
        drawing.add(point);
        if let (None, Err(problems)) = (&first_problems, &point.result) {
            first_problems = Some(problems.clone());
        }
    });
    let mut buffer = std::io::BufWriter::new(&mut *sink);
    let written = sweep.write(points, form, &mut buffer);
    let written = written.and_then(|failed| buffer.flush().map(|()| failed));
    drop(buffer);
    let failed = written.with_context(|| sink.name())?;
    Ok(Swept {
        failed,
        first_problems,
    })
}
