//! How fast the categoriser is on real texts: each once, and as a household sees them, over and over.

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::Instant;

use budget::{AccountKind, Amount, BankHint, Decisions, Evidence, categorise};

use crate::report::Row;

/// How many rows one run goes through at least, and of how many runs the median counts.
const LEAST: usize = 50_000;
const RUNS: usize = 7;

/// The first answer of this program, which finds nothing prepared.
pub(crate) fn print_first() {
    let hint = BankHint::default();
    let line = Evidence {
        kind: AccountKind::Account,
        description: "UNHEARD OF TRADER",
        merchant_name: None,
        amount: Amount::ZERO,
        hint: &hint,
    };
    let started = Instant::now();
    black_box(categorise(&line));
    println!("the first answer took {} µs", started.elapsed().as_micros());
}

pub(crate) fn print(rows: &[&Row]) {
    let hint = BankHint::default();
    let lines: Vec<Evidence<'_>> = rows.iter().filter_map(|row| row.evidence(&hint)).collect();
    let mut seen = BTreeSet::new();
    let different: Vec<_> = lines.iter().filter(|line| seen.insert(line.description)).copied().collect();
    let times = LEAST.div_ceil(different.len().max(1));
    let apart = median(different.len() * times, || {
        for line in (0..times).flat_map(|_| &different) {
            black_box(categorise(line));
        }
    });
    let times = LEAST.div_ceil(lines.len().max(1));
    let repeated = median(lines.len() * times, || {
        let mut decisions = Decisions::default();
        for line in (0..times).flat_map(|_| &lines) {
            black_box(decisions.about(line));
        }
    });
    println!(
        "rows a second: {apart:.0} of {} different texts; {repeated:.0} where each comes {:.0} times",
        different.len(),
        (lines.len() * times) as f64 / different.len().max(1) as f64
    );
}

fn median(rows: usize, work: impl Fn()) -> f64 {
    let mut speeds: Vec<f64> = (0..RUNS)
        .map(|_| {
            let started = Instant::now();
            work();
            rows as f64 / started.elapsed().as_secs_f64()
        })
        .collect();
    speeds.sort_by(f64::total_cmp);
    speeds[RUNS / 2]
}
