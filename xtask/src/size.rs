//! How big the Worker and the npm package's core are, as they are and as they travel, beside the sizes that were committed.

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use crate::process;
use crate::project::Project;

/// Node has gzip and brotli built in; a Rust brotli would take longer to compile than all of xtask.
const MEASURE: &str = "const { readFileSync } = require('node:fs'), zlib = require('node:zlib'); \
     const sizes = process.argv.slice(1).map(file => { const bytes = readFileSync(file); \
     return [bytes.length, zlib.gzipSync(bytes, { level: 9 }).length, zlib.brotliCompressSync(bytes).length]; }); \
     console.log(JSON.stringify(sizes));";

const FILES: [(&str, &str); 4] = [
    ("Worker: wasm", "build/worker/index_bg.wasm"),
    ("Worker: JavaScript", "build/worker/index.js"),
    ("npm core: wasm", "pkg/openpurse_core_bg.wasm"),
    ("npm core: JavaScript", "pkg/openpurse_core.js"),
];

/// The sizes in bytes that a change is measured against.
const COMMITTED: &str = "docs/sizes.json";
const WAYS: [&str; 3] = ["raw", "gzip", "brotli"];
/// How many thousandths a size may grow by before somebody has to say that it is meant.
const SLACK: u64 = 20;

type Sizes = [u64; WAYS.len()];

/// Prints the sizes of what was built and those that were committed.
///
/// # Errors
/// One has grown by more than [`SLACK`], or was never committed.
pub(crate) fn compare(project: &Project) -> Result<()> {
    let sizes = measure(project)?;
    let committed = fs::read_to_string(project.root.join(COMMITTED)).with_context(|| format!("no {COMMITTED}"))?;
    let committed: Value = serde_json::from_str(&committed).with_context(|| format!("{COMMITTED} is no JSON"))?;
    println!("\n{:<22}{:>10}{:>10}{:>10}", "size (KB)", "raw", "gzip", "brotli");
    let mut grown = Vec::new();
    for ((name, file), sizes) in FILES.iter().zip(sizes) {
        line(name, sizes);
        let Some(before) = committed_sizes(&committed, file) else {
            grown.push(format!("{file} has no sizes in {COMMITTED}"));
            continue;
        };
        line("  committed", before);
        grown.extend(growth(file, before, sizes));
    }
    if grown.is_empty() {
        return Ok(());
    }
    bail!("{}; if it is worth that, commit what `cargo xtask size --update` writes", grown.join("; "))
}

/// Writes the sizes of what was built, to be committed.
pub(crate) fn update(project: &Project) -> Result<()> {
    let of_file = |sizes: Sizes| WAYS.iter().zip(sizes).map(|(way, size)| (String::from(*way), json!(size))).collect();
    let files: Map<String, Value> = FILES
        .iter()
        .zip(measure(project)?)
        .map(|((_, file), sizes)| (String::from(*file), Value::Object(of_file(sizes))))
        .collect();
    let text = serde_json::to_string_pretty(&files).context("cannot write sizes as JSON")?;
    fs::write(project.root.join(COMMITTED), text + "\n").with_context(|| format!("cannot write {COMMITTED}"))?;
    compare(project)
}

fn measure(project: &Project) -> Result<Vec<Sizes>> {
    let mut node = project.command("node")?;
    node.arg("--eval").arg(MEASURE).arg("--").args(FILES.map(|(_, file)| file));
    serde_json::from_str(&process::text(&mut node)?).context("cannot measure sizes")
}

fn committed_sizes(committed: &Value, file: &str) -> Option<Sizes> {
    let sizes = committed.get(file)?;
    let [raw, gzip, brotli] = WAYS.map(|way| sizes.get(way).and_then(Value::as_u64));
    Some([raw?, gzip?, brotli?])
}

/// A sentence for each way of travelling in which `file` has grown too much.
fn growth(file: &str, before: Sizes, now: Sizes) -> Vec<String> {
    let ways = WAYS.iter().zip(before.into_iter().zip(now));
    ways.filter(|(_, (before, now))| now.saturating_mul(1000) > before.saturating_mul(1000 + SLACK))
        .map(|(way, (before, now))| {
            format!("{file} is {now} bytes ({way}), more than 2 % above the {before} in {COMMITTED}")
        })
        .collect()
}

fn line(name: &str, [raw, gzip, brotli]: Sizes) {
    println!("{name:<22}{:>10}{:>10}{:>10}", kilobytes(raw), kilobytes(gzip), kilobytes(brotli));
}

/// Thousands of bytes with one decimal, rounded down.
fn kilobytes(bytes: u64) -> String {
    format!("{}.{}", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_in_thousands_of_bytes() {
        assert_eq!(kilobytes(0), "0.0");
        assert_eq!(kilobytes(1_234_567), "1234.5");
        assert_eq!(kilobytes(99), "0.0");
    }

    #[test]
    fn two_per_cent_are_granted_and_no_byte_more() {
        assert!(growth("a", [1000, 500, 100], [1020, 510, 102]).is_empty());
        assert!(growth("a", [1000, 500, 100], [10, 5, 1]).is_empty());
        let grown = growth("a.wasm", [1000, 500, 100], [1021, 510, 103]);
        assert_eq!(grown.len(), 2, "{grown:?}");
        assert!(
            grown.iter().any(|text| text.contains("a.wasm is 1021 bytes (raw)") && text.contains("1000")),
            "{grown:?}"
        );
        assert!(grown.iter().any(|text| text.contains("103 bytes (brotli)")), "{grown:?}");
    }

    #[test]
    fn a_file_without_all_its_sizes_counts_as_never_committed() {
        let committed = json!({"a": {"raw": 3, "gzip": 2, "brotli": 1}, "b": {"raw": 3}});
        assert_eq!(committed_sizes(&committed, "a"), Some([3, 2, 1]));
        assert_eq!(committed_sizes(&committed, "b"), None);
        assert_eq!(committed_sizes(&committed, "c"), None);
    }
}
