//! How fast the categoriser is on rows that are all different, and how long its first answer takes. `cargo xtask bench` runs it.

#![allow(clippy::unwrap_used, missing_docs, reason = "a bench fails by panicking")]

use std::hint::black_box;
use std::time::Instant;

use budget::{AccountKind, BankHint, Evidence, categorise};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const NAMES: [&str; 10] = [
    "TESCO STORES",
    "CARD PAYMENT TO SAINSBURYS STOCKWE",
    "HARBOUR KEBAB HOUSE",
    "AMZNMKTPLACE AMAZO",
    "BILL PAYMENT VIA FASTER PAYMENT TO MISS A SMITH REFERENCE DINNER",
    "WWW.UNHEARDOF.CO.UK",
    "DIRECT DEBIT PAYMENT TO VODAFONE LTD REF",
    "THE ROSE & CROWN LEEDS",
    "LNK TESCO FABIAN W",
    "MILL LANE PHARMACY",
];

fn texts(rows: usize) -> Vec<String> {
    NAMES.iter().cycle().take(rows).zip(1..).map(|(name, number)| format!("{name} {}X{number}", number % 97)).collect()
}

fn decide(text: &str, hint: &BankHint) {
    let amount = "-9.99".parse().unwrap();
    let line = Evidence { kind: AccountKind::Account, description: text, merchant_name: None, amount, hint };
    black_box(categorise(&line));
}

fn all_different(c: &mut Criterion) {
    let hint = BankHint::default();
    let started = Instant::now();
    decide("UNHEARD OF TRADER", &hint);
    println!("the first answer took {} µs", started.elapsed().as_micros());
    let texts = texts(10_000);
    let mut group = c.benchmark_group("categorise");
    group.throughput(Throughput::Elements(texts.len() as u64));
    group.bench_function("rows that are all different", |b| {
        b.iter(|| texts.iter().for_each(|text| decide(text, &hint)));
    });
    group.finish();
}

criterion_group!(benches, all_different);
criterion_main!(benches);
