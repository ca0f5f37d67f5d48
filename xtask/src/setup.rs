//! Installs what a checkout needs, then lets a command go on with the same count of steps.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::progress::{Did, Progress};
use crate::project::{Project, on_path};
use crate::{npm, process, tools};

const WASM: &str = "wasm32-unknown-unknown";
/// The wasm target and the npm packages; each tool is another step.
const STEPS: u32 = 2;

/// Installs what is missing, then runs `rest`, which counts `more` steps of its own.
pub(crate) fn run(project: &Project, more: u32, rest: impl FnOnce(&Progress) -> Result<()>) -> Result<()> {
    let tools = tools::all(project);
    let count = u32::try_from(tools.len()).unwrap_or_default();
    let progress = Progress::new(STEPS.saturating_add(count).saturating_add(more));
    progress.step("Rust's WebAssembly target", || wasm_target(project))?;
    // First of the downloads: the Node it brings is on PATH for all that follows.
    progress.step("npm packages", || npm::install(project))?;
    for tool in &tools {
        progress.step(&tool.title(), || tool.install(project))?;
    }
    tools::tidy(project)?;
    rest(&progress)
}

fn wasm_target(project: &Project) -> Result<Did> {
    let sysroot = process::text(Command::new("rustc").args(["--print", "sysroot"])).context("rustc is missing")?;
    if Path::new(&sysroot).join("lib/rustlib").join(WASM).is_dir() {
        return Ok(Did::Nothing);
    }
    if on_path("rustup").is_none() {
        bail!("this Rust has no {WASM}: install Rust by rustup, or your distribution's package for that target");
    }
    let mut rustup = project.command("rustup")?;
    process::run_step(rustup.args(["target", "add", WASM]), "rustup target add", &project.log("rustup"))?;
    Ok(Did::Work)
}
