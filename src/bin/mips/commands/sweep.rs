//! `mips sweep`

use anyhow::bail;
use mips::{
    Problems,
    report::plot::{curve, curve_svg},
    sweep::{Drawing, Form, Shown, Sweep, Variation},
};

use crate::{
    args::sweep::{self, SweepArgs, SweepFormat},
    output::{Status, tell},
    run::Run,
    sink::{self, Sink},
};

/// Scores every point of a grid, and draws the curve when that is asked for.
///
/// # Errors
///
/// Variations that are none, an unreadable file, a result that cannot be written.
pub fn run(args: &SweepArgs) -> anyhow::Result<Status> {
    let run = Run::open(
        &args.input,
        [args.file.as_path()],
        &[
            args.output.as_deref(),
            args.plot.as_ref().and_then(|it| it.as_deref()),
        ],
    )?;
    if args.plot == Some(None) && args.format != SweepFormat::Text {
        bail!(
            "--plot draws below a text table only; for other formats name a file with --plot=FILE.svg"
        );
    }
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
    let form = match args.format {
        SweepFormat::Text => Form::Text,
        SweepFormat::Csv => Form::Csv,
        SweepFormat::Json => Form::Json,
        SweepFormat::Ndjson => Form::Ndjson,
        SweepFormat::Markdown => Form::Markdown,
    };
    let mut first_problem = None;
    let points = sweep.points()?.inspect(|point| {
        if let Some(drawing) = &mut drawing {
            drawing.add(point);
        }
        if let (None, Err(problems)) = (&first_problem, &point.result) {
            first_problem = Some(problems.to_string());
        }
    });
    let mut sink = Sink::create(args.output.as_deref())?;
    let failed = {
        let mut buffer = std::io::BufWriter::new(&mut sink);
        sweep.write(points, form, &mut buffer)?
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
    match first_problem {
        None => Ok(Status::Ran),
        Some(problem) => {
            tell(&format!(
                "{failed} points could not be scored; the first: {problem}"
            ));
            Ok(Status::GateFailed)
        }
    }
}
