//! The heap's peak from a feed's bytes to a budget, against the bytes themselves.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "a bench fails by panicking")]

mod volume;

use budget::{Ledger, Settings};
use peak_alloc::PeakAlloc;
use truelayer::feed;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

fn main() {
    for rows in [10_000, 100_000] {
        let bytes = volume::feed(rows);
        let before = HEAP.current_usage();
        HEAP.reset_peak_usage();
        let mut ledger = Ledger::new(Settings::default(), volume::TODAY.parse().unwrap());
        for statement in feed::read(&bytes).unwrap() {
            ledger.load(statement);
        }
        let report = ledger.budget(None).unwrap();
        let percent = (HEAP.peak_usage() - before) * 100 / bytes.len();
        println!("{rows} transactions, {} bytes: peak {percent} % of them beside them", bytes.len());
        drop(report);
    }
}
