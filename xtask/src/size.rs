//! How big the Worker and the npm package's core are, as they are and as they travel.

use anyhow::{Context, Result};

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

/// Prints the sizes of what was built.
pub(crate) fn print(project: &Project) -> Result<()> {
    let mut node = project.command("node")?;
    node.arg("--eval").arg(MEASURE).arg("--").args(FILES.map(|(_, file)| file));
    let sizes: Vec<[u64; 3]> = serde_json::from_str(&process::text(&mut node)?).context("cannot measure sizes")?;
    println!("\n{:<22}{:>10}{:>10}{:>10}", "size (KB)", "raw", "gzip", "brotli");
    for ((name, _), [raw, gzip, brotli]) in FILES.iter().zip(sizes) {
        println!("{name:<22}{:>10}{:>10}{:>10}", kilobytes(raw), kilobytes(gzip), kilobytes(brotli));
    }
    Ok(())
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
}
