//! Writes a made-up national file for `mips batch` to standard output: so many rows of category percents, bonuses and
//! paid amounts, the same in every run. Nothing in it is real.
//!
//!     cargo run --release --example generate_clinicians -- 1000000 > clinicians.csv

use std::io::{self, BufWriter, Write};

/// A generator of numbers by multiplication: quick, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % n
    }

    /// The best of `tries` hundredths of a percent from `from` on: most clinicians score high.
    fn percent(&mut self, from: u64, tries: u32) -> String {
        let best = (0..tries)
            .map(|_| self.below(10_001 - from))
            .max()
            .unwrap_or(0);
        hundredths(from + best)
    }
}

fn hundredths(number: u64) -> String {
    format!("{}.{:02}", number / 100, number % 100)
}

fn row(dice: &mut Dice, n: u64, out: &mut impl Write) -> io::Result<()> {
    let is_small = dice.below(100) < 45;
    let is_silent = dice.below(1000) < 35;
    let no_cost = dice.below(100) < if is_small { 38 } else { 22 };
    let exempt = dice.below(100) < if is_small { 42 } else { 9 };
    let moved = |moves: bool, reason: &'static str| if moves { reason } else { "" };
    let quality = if is_silent {
        "0".into()
    } else {
        dice.percent(4000, 3)
    };
    let cost = if no_cost {
        String::new()
    } else {
        dice.percent(3000, 2)
    };
    let activities = if is_silent {
        "0"
    } else {
        ["100", "100", "100", "50"][usize::try_from(dice.below(4)).unwrap_or(0)]
    };
    let interoperability = match (exempt, is_silent) {
        (true, _) => String::new(),
        (false, true) => "0".into(),
        (false, false) => dice.percent(5000, 3),
    };
    let bonus = dice.below(1001) * u64::from(dice.below(10) < 6);
    let paid = (15_000 + dice.below(15_000)) << dice.below(14);
    writeln!(
        out,
        "{},2024,{is_small},{quality},{cost},{},{activities},{interoperability},{},{},{}",
        1_000_000_000 + n,
        moved(no_cost, "no_applicable_measures"),
        moved(exempt, "special_status"),
        hundredths(bonus),
        hundredths(paid)
    )
}

fn main() -> io::Result<()> {
    let rows = std::env::args()
        .nth(1)
        .map_or(Ok(1_000_000), |text| text.parse());
    let rows: u64 = rows.map_err(io::Error::other)?;
    let mut out = BufWriter::new(io::stdout().lock());
    writeln!(
        out,
        "id,performance_year,practice.small_practice,quality.percent,cost.percent,cost.reweighted,\
         improvement_activities.percent,promoting_interoperability.percent,promoting_interoperability.reweighted,\
         complex_patient_bonus.points,practice.part_b_paid"
    )?;
    let mut dice = Dice(2024);
    for n in 0..rows {
        row(&mut dice, n, &mut out)?;
    }
    out.flush()
}
