//! Whether the categoriser is as often right as it says: the expected calibration error over bins of as many rows each.

use budget::{BankHint, Category, Confidence, DecidedBy, categorise};

use crate::report::Row;

const BINS: usize = 10;

pub(crate) fn print(rows: &[&Row]) {
    let hint = BankHint::default();
    let decided = rows.iter().filter_map(|row| Some((*row, categorise(&row.evidence(&hint)?))));
    let answered: Vec<_> = decided.filter(|(_, decision)| decision.category != Category::Other).collect();
    let of = |wanted: &dyn Fn(DecidedBy) -> bool| {
        let some = answered.iter().filter(|(_, decision)| wanted(decision.decided_by));
        some.map(|(row, decision)| (decision.confidence, row.accepts(decision.category))).collect()
    };
    error("all answers", of(&|_| true));
    error("the model's answers", of(&|by| by == DecidedBy::Model));
}

/// Rows of the same confidence stay together in one bin, so that the order of the file decides nothing: what falls on a
/// border is shared in its proportion.
fn error(what: &str, mut rows: Vec<(Confidence, bool)>) {
    rows.sort_by_key(|(sure, _)| *sure);
    let mut even = Vec::with_capacity(rows.len());
    for same in rows.chunk_by(|a, b| a.0 == b.0) {
        let right = same.iter().filter(|(_, right)| *right).count() as f64 / same.len() as f64;
        even.extend(same.iter().map(|(sure, _)| (f64::from(sure.hundredths()) / 100.0, right)));
    }
    let mean = |bin: &[(f64, f64)], part: fn(&(f64, f64)) -> f64| bin.iter().map(part).sum::<f64>() / bin.len() as f64;
    let mut error = 0.0;
    for at in 0..BINS {
        let bin = &even[even.len() * at / BINS..even.len() * (at + 1) / BINS];
        if !bin.is_empty() {
            error += (mean(bin, |row| row.0) - mean(bin, |row| row.1)).abs() * bin.len() as f64 / even.len() as f64;
        }
    }
    let average = if even.is_empty() { (0.0, 0.0) } else { (mean(&even, |row| row.0), mean(&even, |row| row.1)) };
    println!(
        "calibration error of {what}: {error:.3} ({} rows; says {:.3}, is {:.3})",
        even.len(),
        average.0,
        average.1
    );
}
