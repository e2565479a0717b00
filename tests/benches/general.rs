//! How fast rows with measures and the points of a sweep are scored.
//!
//!     cargo bench --bench general

#[path = "../common/dice.rs"]
mod dice;

use std::fmt::Write as _;

use dice::Dice;
use divan::{Bencher, counter::ItemsCount};
use mips::{
    Document, RuleBook,
    batch::{self, Job},
    sweep::{Form, Sweep, Variation},
};

const ROWS: u32 = 20_000;

fn main() {
    divan::main();
}

/// Rows of six quality measures, two cost measures, two activities and twelve promoting interoperability answers, as
/// `mips batch` takes them.
fn rows_with_measures() -> String {
    let mut text = String::from("id,performance_year,practice.small_practice,practice.part_b_paid");
    for id in ["001", "134", "236"] {
        for key in ["numerator", "denominator"] {
            let _ = write!(text, ",quality.measures.ecqm.{id}.{key}");
        }
    }
    for id in ["226", "326", "047"] {
        for key in ["rate", "cases", "data_completeness"] {
            let _ = write!(text, ",quality.measures.cqm.{id}.{key}");
        }
    }
    for id in ["TPCC_1", "COST_D_1"] {
        for key in ["cost", "cases"] {
            let _ = write!(text, ",cost.measures.{id}.{key}");
        }
    }
    text.push_str(
        ",improvement_activities.activities,promoting_interoperability.days,promoting_interoperability.cehrt_id",
    );
    let attested = [
        "PI_PPHI_1",
        "PI_PPHI_2",
        "PI_INFBLO_1",
        "PI_ONCDIR_1",
        "PI_EP_2_EX_1",
        "PI_HIE_5",
        "PI_PHCDRR_1",
        "PI_PHCDRR_1_PROD",
        "PI_PHCDRR_3",
        "PI_PHCDRR_3_PROD",
    ];
    for id in attested {
        let _ = write!(text, ",promoting_interoperability.measures.{id}");
    }
    for id in ["PI_EP_1", "PI_PEA_1"] {
        for key in ["numerator", "denominator"] {
            let _ = write!(text, ",promoting_interoperability.measures.{id}.{key}");
        }
    }
    text.push_str(",complex_patient_bonus.points\n");
    let mut dice = Dice(2026);
    for n in 0..ROWS {
        let paid = 10_000 + dice.below(900_000);
        let _ = write!(
            text,
            "{n},2026,{},{paid}.{:02}",
            dice.below(2) == 0,
            dice.below(100)
        );
        let mut counts = |text: &mut String, most: u64| {
            let denominator = 30 + dice.below(most);
            let numerator = 1 + dice.below(denominator);
            let _ = write!(text, ",{numerator},{denominator}");
        };
        for _ in 0..3 {
            counts(&mut text, 400);
        }
        let mut interoperability = String::new();
        for _ in 0..2 {
            counts(&mut interoperability, 2000);
        }
        for _ in 0..3 {
            let (rate, rest) = (2 + dice.below(97), dice.below(100));
            let (cases, completeness) = (25 + dice.below(500), 76 + dice.below(24));
            let _ = write!(text, ",{rate}.{rest:02},{cases},{completeness}.5");
        }
        for _ in 0..2 {
            let (dollars, cases) = (800 + dice.below(30_000), 10 + dice.below(500));
            let _ = write!(text, ",{dollars}.25,{cases}");
        }
        let activities = ["IA_EPA_2|IA_PM_16", "IA_BE_4|IA_EPA_2", "IA_BE_1|IA_PM_16"];
        let activities = activities[n as usize % activities.len()];
        let yes = ",true".repeat(attested.len());
        let bonus = dice.below(1000);
        let _ = writeln!(
            text,
            ",{activities},180,0015EABCDEFGHIJ{yes}{interoperability},{}.{:02}",
            bonus / 100,
            bonus % 100
        );
    }
    text
}

#[divan::bench(args = [1, 2], sample_count = 5)]
fn measure_rows(bencher: Bencher<'_, '_>, threads: usize) {
    let (book, base, text) = (
        RuleBook::built_in(),
        Document::empty("row"),
        rows_with_measures(),
    );
    let job = Job {
        threads,
        ..Job::new(&book, &base)
    };
    bencher.counter(ItemsCount::new(ROWS)).bench_local(|| {
        let mut out = Vec::with_capacity(2 << 20);
        batch::run(&job, text.as_bytes(), &mut out, &|_| {}).map(|summary| (summary, out))
    });
}

fn sweep(bencher: Bencher<'_, '_>, vary: &[&str], threads: usize) {
    let book = RuleBook::built_in();
    let text = "performance_year = 2024\npractice.part_b_paid = 100000\nquality.percent = 80\ncost.percent = 60\n\
        improvement_activities.percent = 100\npromoting_interoperability.percent = 90\n";
    let document = Document::read("practice.toml", text.as_bytes()).expect("the text is TOML");
    let variations: Vec<Variation> = vary
        .iter()
        .map(|text| Variation::parse(text).expect("it varies"))
        .collect();
    let sweep = Sweep {
        book: &book,
        document: &document,
        settings: &[],
        variations: &variations,
        columns: &[],
    };
    let points = sweep.count().expect("the points can be counted");
    bencher.counter(ItemsCount::new(points)).bench_local(|| {
        let mut out = Vec::with_capacity(1 << 20);
        sweep
            .run(Form::Csv, threads, &mut out)
            .map(|swept| (swept, out))
    });
}

/// A million points of two keys.
#[divan::bench(args = [1, 2], sample_count = 5)]
fn sweep_two_keys(bencher: Bencher<'_, '_>, threads: usize) {
    let vary = ["quality.percent=0.1..100:0.1", "cost.percent=0.1..100:0.1"];
    sweep(bencher, &vary, threads);
}

/// A key of the rules, another value at every point.
#[divan::bench(args = [1, 2], sample_count = 5)]
fn sweep_a_rules_key(bencher: Bencher<'_, '_>, threads: usize) {
    let vary = ["rules.adjustment.performance_threshold=60.001..70:0.001"];
    sweep(bencher, &vary, threads);
}
