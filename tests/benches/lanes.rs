//! What each lane of `mips batch` costs against the plain one, where rows differ in nothing else: CPU of one thread, in
//! turn, medians of the ratios of each round.
//!
//!     cargo bench --bench lanes
//!     cargo bench --bench lanes -- write FOLDER ROWS     the files of all lanes, to run whole programs on

#![expect(clippy::print_stdout, reason = "a bench says what it measured")]

#[path = "../common/dice.rs"]
mod dice;
#[path = "../common/measured.rs"]
mod measured;

use std::{
    fmt::Write as _,
    fs,
    io::sink,
    path::{Path, PathBuf},
    time::Instant,
};

use dice::Dice;
use mips::{
    Document, RuleBook,
    batch::{self, Form, Job},
};

/// Rows of a measured file.
const ROWS: u64 = 200_000;
/// How often each lane is run.
const ROUNDS: usize = 7;

const HEAD: &str = "id,performance_year,practice.small_practice,quality.percent,cost.percent,cost.reweighted,\
    improvement_activities.percent,promoting_interoperability.percent,promoting_interoperability.reweighted,\
    complex_patient_bonus.points,practice.part_b_paid";

/// The columns that hold a percent, a percent that may be moved away, its reason, and the paid amount.
const PERCENTS: [usize; 4] = [3, 4, 6, 7];
const YEAR: usize = 1;
const COST: usize = 4;
const COST_MOVED: usize = 5;
const PAID: usize = 10;

/// One lane: its name, its rows, and how they are scored.
struct Lane {
    name: &'static str,
    text: String,
    form: Form,
    columns: &'static [&'static str],
    range: bool,
}

impl Dice {
    fn hundredths(&mut self, from: u64, below: u64) -> String {
        let n = from * 100 + self.below((below - from) * 100);
        format!("{}.{:02}", n / 100, n % 100)
    }
}

/// A plain row: a clinician's category percents of 2024, a third of them with cost moved away, a quarter in small
/// practices without promoting interoperability.
fn row(dice: &mut Dice, n: u64) -> Vec<String> {
    let small = dice.below(20) < 9;
    let cost_moved = dice.below(100) < 29;
    let interoperability_moved = dice.below(100) < 24;
    let or = |moved: bool, percent: String, reason: &str| {
        if moved {
            (String::new(), reason.to_owned())
        } else {
            (percent, String::new())
        }
    };
    let quality = dice.hundredths(55, 100);
    let (cost, cost_reason) = or(
        cost_moved,
        dice.hundredths(40, 95),
        "no_applicable_measures",
    );
    let (interoperability, reason) = or(
        interoperability_moved,
        dice.hundredths(70, 100),
        "special_status",
    );
    let activities = if dice.below(10) == 0 {
        "50.00"
    } else {
        "100.00"
    };
    vec![
        (1_000_012_345 + n * 7919).to_string(),
        "2024".into(),
        small.to_string(),
        quality,
        cost,
        cost_reason,
        activities.into(),
        interoperability,
        reason,
        dice.hundredths(0, 5),
        dice.hundredths(1_000, 250_000),
    ]
}

fn csv(head: &str, rows: &[Vec<String>]) -> String {
    let mut text = format!("{head}\n");
    for cells in rows {
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}

/// The rows as JSON, a member for each cell that is not empty: flat, or a table for what stands before the point.
fn ndjson(rows: &[Vec<String>], nested: bool) -> String {
    let mut text = String::new();
    for cells in rows {
        let mut members: Vec<(&str, Vec<String>)> = Vec::new();
        for (path, cell) in HEAD
            .split(',')
            .zip(cells)
            .filter(|(_, cell)| !cell.is_empty())
        {
            let is_word = cell == "true" || cell == "false";
            let is_bare = path != "id" && (is_word || cell.as_bytes()[0].is_ascii_digit());
            let value = if is_bare {
                cell.clone()
            } else {
                format!("\"{cell}\"")
            };
            let (table, key) = match path.split_once('.') {
                Some(parts) if nested => parts,
                _ => ("", path),
            };
            let member = format!("\"{key}\":{value}");
            match members.iter_mut().find(|(name, _)| *name == table) {
                Some((_, of_table)) => of_table.push(member),
                None => members.push((table, vec![member])),
            }
        }
        let members = members.into_iter().map(|(table, of_table)| {
            let of_table = of_table.join(",");
            if table.is_empty() {
                of_table
            } else {
                format!("\"{table}\":{{{of_table}}}")
            }
        });
        let _ = writeln!(text, "{{{}}}", members.collect::<Vec<_>>().join(","));
    }
    text
}

#[expect(clippy::too_many_lines, reason = "a list of lanes")]
fn lanes(count: u64) -> Vec<Lane> {
    let mut dice = Dice(2024);
    let rows: Vec<Vec<String>> = (0..count).map(|n| row(&mut dice, n)).collect();
    let plain = csv(HEAD, &rows);
    let lane = |name, text| Lane {
        name,
        text,
        form: Form::Csv,
        columns: &[],
        range: false,
    };
    let changed = |change: &mut dyn FnMut(&mut Vec<String>)| {
        let mut rows = rows.clone();
        rows.iter_mut().for_each(change);
        csv(HEAD, &rows)
    };
    let mut dice = Dice(7);
    let mut each_percent = |change: &mut dyn FnMut(&mut Dice, &mut String)| {
        changed(&mut |cells| {
            for n in PERCENTS
                .into_iter()
                .filter(|n| !cells[*n].is_empty())
                .collect::<Vec<_>>()
            {
                change(&mut dice, &mut cells[n]);
            }
        })
    };
    let six = each_percent(&mut |dice, cell| {
        if cell != "100.00" {
            let _ = write!(cell, "{:04}", dice.below(10_000));
        }
    });
    let percents = each_percent(&mut |_, cell| cell.push('%'));
    let mut dice = Dice(8);
    let with_names: Vec<Vec<String>> = rows
        .iter()
        .map(|cells| {
            let name = format!("Practice {} LLC", dice.below(1_000_000));
            let more = [name, (1 + dice.below(15_000)).to_string()];
            cells.iter().cloned().chain(more).collect()
        })
        .collect();
    let with_factors: Vec<Vec<String>> = rows
        .iter()
        .map(|cells| {
            let factor = format!("0.{:04}", 1000 + 37 * dice.below(10));
            cells.iter().cloned().chain([factor]).collect()
        })
        .collect();
    vec![
        lane("plain", plain.clone()),
        lane(
            "names and clinicians",
            csv(
                &format!("{HEAD},practice.name,practice.clinicians"),
                &with_names,
            ),
        ),
        Lane {
            columns: &[
                "categories.quality.points",
                "categories.cost.percent",
                "performance_threshold",
            ],
            ..lane("--columns", plain.clone())
        },
        Lane {
            range: true,
            ..lane("--range", plain.clone())
        },
        Lane {
            range: true,
            ..lane(
                "unknown categories",
                changed(&mut |cells| {
                    cells[COST].clear();
                    cells[COST_MOVED].clear();
                }),
            )
        },
        lane("six decimals", six),
        lane(
            "dollars",
            changed(&mut |cells| {
                let (whole, cents) = cells[PAID].split_at(cells[PAID].len() - 3);
                let (thousands, rest) = whole.split_at(whole.len() - 3);
                cells[PAID] = format!("\"${thousands},{rest}{cents}\"");
            }),
        ),
        lane("percent signs", percents),
        lane(
            "quoted",
            changed(&mut |cells| {
                for cell in cells.iter_mut() {
                    *cell = format!("\"{cell}\"");
                }
            }),
        ),
        lane(
            "spaces",
            changed(&mut |cells| {
                for cell in cells.iter_mut() {
                    *cell = format!(" {cell} ");
                }
            }),
        ),
        lane(
            "ten years",
            changed(&mut |cells| cells[YEAR] = (2018 + dice.below(10)).to_string()),
        ),
        lane(
            "ten factors",
            csv(&format!("{HEAD},payment.scaling_factor"), &with_factors),
        ),
        Lane {
            form: Form::Ndjson,
            ..lane("ndjson flat", ndjson(&rows, false))
        },
        Lane {
            form: Form::Ndjson,
            ..lane("ndjson nested", ndjson(&rows, true))
        },
        lane("measures", measured::rows(count)),
    ]
}

/// Nanoseconds on the processor so far; where the system does not tell it, those that passed.
fn clock(start: Instant) -> u128 {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let told = told.and_then(|text| text.split(' ').next()?.parse().ok());
    told.unwrap_or_else(|| start.elapsed().as_nanos())
}

fn run(lane: &Lane, book: &RuleBook, start: Instant) -> u128 {
    let base = Document::empty("row");
    let columns: Vec<String> = lane.columns.iter().map(|it| (*it).to_owned()).collect();
    let job = Job {
        columns: &columns,
        range: lane.range,
        form: lane.form,
        ..Job::new(book, &base)
    };
    let before = clock(start);
    let summary = batch::run(&job, lane.text.as_bytes(), sink(), &|_| {});
    let summary = summary.unwrap_or_else(|failure| panic!("{}: {failure}", lane.name));
    assert_eq!(
        summary.failed, 0,
        "{}: {:?}",
        lane.name, summary.first_failure
    );
    clock(start) - before
}

fn measure() {
    let start = Instant::now();
    let lanes = lanes(ROWS);
    let mut taken: Vec<Vec<u128>> = vec![Vec::new(); lanes.len()];
    for _ in 0..ROUNDS {
        for (lane, taken) in lanes.iter().zip(&mut taken) {
            taken.push(run(lane, &RuleBook::built_in(), start));
        }
    }
    println!("{ROWS} rows, {ROUNDS} rounds");
    println!("{:<22}{:>10}{:>10}  range", "lane", "ns a row", "x plain");
    for (lane, of_lane) in lanes.iter().zip(&taken) {
        let in_order = |mut numbers: Vec<u128>| {
            numbers.sort_unstable();
            numbers
        };
        let hundredths = of_lane.iter().zip(&taken[0]);
        let ratios = in_order(hundredths.map(|(it, plain)| it * 100 / plain).collect());
        let shown = |n: usize| format!("{}.{:02}", ratios[n] / 100, ratios[n] % 100);
        println!(
            "{:<22}{:>10}{:>10}  {}-{}",
            lane.name,
            in_order(of_lane.clone())[ROUNDS / 2] / u128::from(ROWS),
            shown(ROUNDS / 2),
            shown(0),
            shown(ROUNDS - 1),
        );
    }
}

fn write(folder: &Path, rows: u64) {
    fs::create_dir_all(folder).expect("the folder can be made");
    for lane in lanes(rows) {
        let ending = if lane.form == Form::Csv {
            "csv"
        } else {
            "ndjson"
        };
        let path = folder.join(format!("{}.{ending}", lane.name.replace(' ', "-")));
        fs::write(path, lane.text).expect("the file can be written");
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|it| it != "--bench")
        .collect();
    match &arguments[..] {
        [what, folder, rows] if what == "write" => {
            write(
                &PathBuf::from(folder),
                rows.parse().expect("a number of rows"),
            );
        }
        _ => measure(),
    }
}
