//! Makes the categoriser's dictionary and model out of the lists, and measures them on labelled statements.
//!
//! ```text
//! training brands <nsi.min.json> <version>   OpenStreetMap's brands to data/brands.tsv
//! training dictionary [pruned]               the lists to built/dictionary.bin and names.bin
//! training model                             names, traders and statements to built/model.bin
//! training report <rows.jsonl>…              how right the categoriser is, layer by layer
//! ```
//!
//! What comes out depends on nothing but what goes in: made again, it has the same bytes.

mod brands;
mod dictionary;
mod examples;
mod lists;
mod quantise;
mod random;
mod report;
mod train;

use std::path::Path;

use anyhow::{Result, bail};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    match words.as_slice() {
        ["brands", nsi, version] => brands::extract(Path::new(nsi), version, root),
        ["dictionary"] => dictionary::build(root, false),
        ["dictionary", "pruned"] => dictionary::build(root, true),
        ["model"] => train::build(root),
        ["report", files @ ..] if !files.is_empty() => report::print(files),
        _ => bail!("usage: training brands <nsi.min.json> <version> | dictionary | model | report <rows.jsonl>…"),
    }
}
