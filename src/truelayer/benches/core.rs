//! How fast the core is from a feed's bytes to a budget, and how that grows. `cargo xtask bench` runs it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "a bench fails by panicking")]

mod volume;

use std::hint::black_box;

use budget::{Filter, Ledger, Settings};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use truelayer::feed;

const SETTINGS: &str = r#"{"caps":[{"category":"groceries","amount":400},{"category":"eating_out","amount":150}]}"#;

fn empty() -> Ledger {
    Ledger::new(Settings::from_json(SETTINGS.as_bytes()).unwrap(), volume::TODAY.parse().unwrap())
}

fn loaded(bytes: &[u8]) -> Ledger {
    let mut ledger = empty();
    for statement in feed::read(bytes).unwrap() {
        ledger.load(statement);
    }
    ledger
}

fn from_bytes_to_report(c: &mut Criterion) {
    let mut group = c.benchmark_group("bytes_to_report");
    group.sample_size(10);
    for rows in [10_000, 100_000, 1_000_000] {
        let bytes = volume::feed(rows);
        group.throughput(Throughput::Elements(rows as u64));
        group.bench_function(rows.to_string(), |b| b.iter(|| black_box(loaded(&bytes).budget(None).unwrap())));
    }
    group.finish();
}

fn on_a_loaded_ledger(c: &mut Criterion) {
    let ledger = loaded(&volume::feed(10_000));
    let mut group = c.benchmark_group("loaded_10000");
    group.bench_function("report of another period", |b| b.iter(|| ledger.budget(Some("2026-08")).unwrap()));
    group.bench_function("transactions of a month", |b| {
        let month = Filter { from: "2026-08-01".parse().ok(), to: "2026-08-31".parse().ok(), ..Filter::default() };
        b.iter(|| ledger.transactions(&month));
    });
    group.bench_function("other settings, then a report", |b| {
        b.iter_batched(
            || ledger.clone(),
            |mut ledger| {
                ledger.set_settings(Settings::default());
                ledger.budget(None).unwrap()
            },
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

criterion_group!(benches, from_bytes_to_report, on_a_loaded_ledger);
criterion_main!(benches);
