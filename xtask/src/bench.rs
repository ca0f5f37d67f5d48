//! How fast the core is: natively by its criterion benches, as WebAssembly in Node beside JSON.parse of the same bytes, and
//! from nothing to its first answer in Node and Chromium.

use std::fs;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::{chromium, process};

/// The transactions of the feed that Node is given.
const ROWS: &str = "10000";

/// Prints all of it. The core must have been built.
pub(crate) fn run(project: &Project) -> Result<()> {
    let feed = project.build().join("bench-feed.json");
    let mut volume = project.command("cargo")?;
    volume.args(["run", "--quiet", "--package", "truelayer", "--example", "volume", "--", ROWS]);
    fs::write(&feed, process::output(&mut volume)?.stdout).context("cannot write the feed")?;
    for bench in ["pkg/bench/feed.mjs", "pkg/bench/categorise.mjs", "pkg/bench/start.mjs"] {
        let mut node = project.command("node")?;
        node.arg(bench).arg(&feed);
        if let Some(chromium) = chromium::find() {
            node.env("OPENPURSE_CHROMIUM", chromium.browser);
        }
        println!("{}", process::text(&mut node)?.trim_end());
    }
    for bench in ["memory", "categorise", "core"] {
        let mut cargo = project.command("cargo")?;
        cargo.args(["bench", "--package", "truelayer", "--bench", bench]);
        println!("{}", process::text(&mut cargo)?.trim_end());
    }
    Ok(())
}
