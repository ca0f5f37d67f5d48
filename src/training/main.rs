//! Makes the categoriser's dictionary and model out of the lists, and measures them on labelled statements.
//!
//! ```text
//! training brands <nsi.min.json> <version>   OpenStreetMap's brands to data/brands.tsv
//! training dictionary <built>                the lists to dictionary.bin and names.bin in that folder
//! training model <built>                     names, traders and statements to model.bin
//! training blind <built>                     the same without the published statements, to be measured on those
//! training prune <built>                     leaves out of the dictionary what the model knows
//! training report <rows.jsonl>…              how right the categoriser is, layer by layer; before the files
//!                                            `--built <built>` and `--no-dictionary` measure another
//! ```
//!
//! `dictionary`, `model` and `prune` are `cargo xtask categoriser`. What comes out depends on nothing but what goes in: made again, it has the
//! same bytes.

mod brands;
mod calibration;
mod dictionary;
mod examples;
mod learning;
mod lists;
mod quantise;
mod random;
mod report;
mod speed;
mod train;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use budget::categoriser::{Built, use_built};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    match words.as_slice() {
        ["brands", nsi, version] => brands::extract(Path::new(nsi), version, root),
        ["dictionary", built] => dictionary::build(root, Path::new(built)),
        ["model", built] => train::build(root, Path::new(built), false),
        ["blind", built] => train::build(root, Path::new(built), true),
        ["prune", built] => dictionary::prune(root, Path::new(built)),
        ["report", options @ ..] => report(root, options),
        _ => bail!(
            "usage: training brands <nsi.min.json> <version> | dictionary <built> | model <built> | blind <built> | prune <built> | report [--built <built>] [--no-dictionary] <rows.jsonl>…"
        ),
    }
}

fn report(root: &Path, words: &[&str]) -> Result<()> {
    let (built, words) = match words {
        ["--built", built, rest @ ..] => (PathBuf::from(built), rest),
        _ => (lists::curated(root).join("../built"), words),
    };
    let made = made(&built)?;
    let (made, files) = match words {
        ["--no-dictionary", files @ ..] => (Built { dictionary: &[], names: &[], ..made }, files),
        files => (made, files),
    };
    ensure!(!files.is_empty(), "report: name one or more files of labelled rows");
    use_built(made);
    report::print(files)
}

/// Uses what an earlier step made, instead of what is in this program.
fn use_made(built: &Path) -> Result<()> {
    use_built(made(built)?);
    Ok(())
}

fn made(built: &Path) -> Result<Built> {
    let read = |name: &str| -> Result<&'static [u8]> {
        let path = built.join(name);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Vec::leak(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(&[]),
            Err(error) => Err(error).with_context(|| path.display().to_string()),
        }
    };
    Ok(Built { dictionary: read("dictionary.bin")?, names: read("names.bin")?, model: read("model.bin")? })
}
