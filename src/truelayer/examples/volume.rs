//! Writes the benches' feed of so many transactions to standard output: `cargo run --example volume 10000 > feed.json`.

#[path = "../benches/volume/mod.rs"]
mod volume;

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    let rows = std::env::args().nth(1).and_then(|rows| rows.parse().ok()).unwrap_or(10_000);
    std::io::stdout().write_all(&volume::feed(rows))
}
