//! How inputs are run: so many from a seed, and one that breaks something is printed with it.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// A small generator of numbers: the same seed makes the same inputs everywhere.
pub struct Random(u64);

impl Random {
    /// The generator of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap()
    }

    pub fn one_of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}

/// The number of inputs for which each test's share is written down.
const WHOLE: u64 = 2000;

/// Runs `check` on many inputs: `usual` of them in `cargo test`, and in a long run the test's share, which is the smaller
/// the longer its inputs take. `check` says how many rows, each an input of its own, it has taken beside.
#[expect(clippy::print_stdout, reason = "the input is needed to repeat it")]
pub fn fuzz(
    name: &str,
    usual: u64,
    mut make: impl FnMut(&mut Random) -> Vec<u8>,
    check: impl Fn(&[u8]) -> u64,
) {
    let number = |key: &str| {
        std::env::var(key)
            .ok()
            .and_then(|it| it.parse::<u64>().ok())
    };
    let long = number("MIPS_FUZZ");
    let count = long.map_or(usual, |all| (all * usual).div_ceil(WHOLE));
    let clock = || {
        let now = std::time::SystemTime::now();
        let since = now.duration_since(std::time::UNIX_EPOCH).unwrap();
        u64::try_from(since.as_nanos() % u128::from(u64::MAX)).unwrap()
    };
    let first = number("MIPS_FUZZ_SEED").unwrap_or_else(|| match long {
        Some(_) => clock(),
        None => 2026,
    });
    let mut rows = 0;
    for seed in first..first.saturating_add(count) {
        let input = make(&mut Random(seed.wrapping_mul(0x2545_f491_4f6c_dd1d)));
        match catch_unwind(AssertUnwindSafe(|| check(&input))) {
            Ok(taken) => rows += taken,
            Err(panic) => {
                let shown = String::from_utf8_lossy(&input);
                println!("{name}: MIPS_FUZZ=1 MIPS_FUZZ_SEED={seed}\n{shown}\n");
                resume_unwind(panic);
            }
        }
    }
    if long.is_some() {
        println!("{name}: {count} inputs from seed {first}, and {rows} rows in them");
    }
}
