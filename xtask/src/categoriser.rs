//! The categoriser's dictionary and model: made from the lists, and checked to be what the lists make.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};

use crate::process;
use crate::project::Project;
use crate::summary::Row;

/// OpenStreetMap's brands, and their version.
const BRANDS: &str = "name-suggestion-index";
const BRANDS_VERSION: &str = "8.0.20260918";

const FILES: [&str; 3] = ["dictionary.bin", "names.bin", "model.bin"];

/// Where the core has them.
fn built(project: &Project) -> PathBuf {
    project.root.join("src/budget/categorise/built")
}

/// Makes them, in about a minute.
pub(crate) fn make(project: &Project) -> Result<()> {
    make_in(project, &built(project))
}

/// Reads the brands anew from the npm package. Only when its version changed.
pub(crate) fn brands(project: &Project) -> Result<()> {
    let folder = project.build().join("brands");
    fs::create_dir_all(&folder).context("cannot make a folder for the brands")?;
    let mut npm = project.command("npm")?;
    npm.args(["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"]).arg(&folder);
    npm.arg(format!("{BRANDS}@{BRANDS_VERSION}"));
    process::run_step(&mut npm, "npm install", &project.log("brands-npm"))?;
    let index = folder.join("node_modules").join(BRANDS).join("dist/json/nsi.min.json");
    step(project, &["brands".as_ref(), index.as_os_str(), BRANDS_VERSION.as_ref()])
}

/// How right the categoriser is on files of labelled rows: as it is, with a model that is blind to the published statements, or
/// without the dictionary.
pub(crate) fn report(project: &Project, words: &[&str]) -> Result<()> {
    let (blind, words) = match words {
        ["--blind", rest @ ..] => (true, rest),
        _ => (false, words),
    };
    let folder = if blind { project.build().join("categoriser-blind") } else { built(project) };
    if blind {
        for what in ["dictionary", "blind", "prune"] {
            step(project, &[what.as_ref(), folder.as_os_str()])?;
        }
    }
    let mut all: Vec<&std::ffi::OsStr> = vec!["report".as_ref(), "--built".as_ref(), folder.as_os_str()];
    all.extend(words.iter().map(|word| std::ffi::OsStr::new(*word)));
    step(project, &all)
}

/// Makes them again elsewhere and compares every byte.
pub(crate) fn check(project: &Project, suite: &str) -> Result<Vec<Row>> {
    let started = Instant::now();
    let again = project.build().join("categoriser");
    // What an earlier run made must not be taken for this run's.
    let _ = fs::remove_dir_all(&again);
    make_in(project, &again)?;
    let mut differing = Vec::new();
    for file in FILES {
        let read = |folder: &Path| fs::read(folder.join(file)).with_context(|| format!("cannot read {file}"));
        if read(&again)? != read(&built(project))? {
            differing.push(file);
        }
    }
    let note = if differing.is_empty() {
        String::new()
    } else {
        format!("{} would change: run `cargo xtask categoriser` and commit", differing.join(", "))
    };
    Ok(vec![Row::check(suite, differing.is_empty(), started.elapsed(), &note)])
}

fn make_in(project: &Project, built: &Path) -> Result<()> {
    for what in ["dictionary", "model", "prune"] {
        step(project, &[what.as_ref(), built.as_os_str()])?;
    }
    Ok(())
}

fn step(project: &Project, words: &[&std::ffi::OsStr]) -> Result<()> {
    let mut cargo = project.command("cargo")?;
    cargo.args(["run", "--quiet", "--release", "--package", "training", "--"]).args(words);
    println!("{}", process::text(&mut cargo)?.trim_end());
    Ok(())
}
