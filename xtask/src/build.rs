//! The products: the Worker, the npm package's core, the web app, the simulated bank.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::progress::{Did, Progress};
use crate::project::Project;
use crate::stamp::{self, Stamp};
use crate::{npm, paths, process, tools};

/// How many steps [`all`] has.
pub(crate) const STEPS: u32 = 3;
/// How many of them [`rust`] has.
pub(crate) const RUST_STEPS: u32 = 2;

/// The target of all that is compiled for others' machines.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The files of these steps that are sent somewhere: the same bytes wherever a commit is built.
pub(crate) const RUST_PRODUCTS: [&str; 5] = [
    "build/worker/index_bg.wasm",
    "build/worker/index.js",
    "pkg/openpurse_core_bg.wasm",
    "pkg/openpurse_core.js",
    "pkg/openpurse_core_inline.js",
];

/// What every Rust product depends on besides its sources.
const RUST: [&str; 4] = ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", ".cargo/config.toml"];

/// The generated files of the npm package, in `pkg/`.
const CORE: [&str; 5] = [
    "openpurse_core.js",
    "openpurse_core.d.ts",
    "openpurse_core_bg.wasm",
    "openpurse_core_bg.wasm.d.ts",
    "openpurse_core_inline.js",
];

/// What the compiler may use and what wasm-bindgen adds; the same list as worker-build's. Every browser since 2022 knows
/// them. Not `--all-features`: wasm-opt would then write encodings that engines do not read yet.
const WASM_FEATURES: [&str; 7] = [
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-reference-types",
    "--enable-exception-handling",
];

/// Builds what is deployed: the Worker, the core, the web app.
pub(crate) fn all(project: &Project, progress: &Progress) -> Result<()> {
    rust(project, progress)?;
    progress.step("the web app", || web(project))
}

/// Builds what comes from Rust: the Worker, the core.
pub(crate) fn rust(project: &Project, progress: &Progress) -> Result<()> {
    progress.step("the Worker", || worker(project))?;
    progress.step("the npm package's core", || core(project))
}

/// `build/worker`: what wrangler runs and deploys.
fn worker(project: &Project) -> Result<Did> {
    let inputs = [&RUST[..], &["src/budget", "src/truelayer", "src/edge", "docs/openapi.json"]].concat();
    let stamp = stamp(project, "worker", &inputs, &["build/worker/index.js", "build/worker/index_bg.wasm"])?;
    if stamp.is_fresh() {
        return Ok(Did::Nothing);
    }
    let out = project.build().join("worker");
    let mut command = paths::command(project, "worker-build")?;
    // It builds the crate of its working folder, and gives cargo what stands at the end.
    command.current_dir(project.root.join("src/edge")).args(["--release", "--out-dir"]).arg(&out).arg("--locked");
    process::run_step(&mut command, "building the Worker", &project.log("worker-build"))?;
    tell_hash(&out)?;
    stamp.write()?;
    Ok(Did::Work)
}

/// Lets the Worker know its wasm's hash, for /healthz. A wasm cannot hold its own; in the module beside it, it is true
/// however the two are started or deployed, where a variable may be one of an earlier deployment.
fn tell_hash(worker: &Path) -> Result<()> {
    let hash = stamp::hash_file(&worker.join("index_bg.wasm"))?;
    let mut module =
        OpenOptions::new().append(true).open(worker.join("index.js")).context("the Worker has no index.js")?;
    writeln!(module, "globalThis.OPENPURSE_WASM_SHA256 = \"{hash}\";").context("cannot write the Worker's index.js")
}

/// `pkg/openpurse_core*`: the WebAssembly core and its glue, for every kind of host.
fn core(project: &Project) -> Result<Did> {
    let outputs = CORE.map(|file| format!("pkg/{file}"));
    let outputs: Vec<&str> = outputs.iter().map(String::as_str).collect();
    let inputs = [&RUST[..], &["src/budget", "src/truelayer", "src/wasm", "pkg/pack-inline.js"]].concat();
    let stamp = stamp(project, "core", &inputs, &outputs)?;
    if stamp.is_fresh() {
        return Ok(Did::Nothing);
    }
    let mut cargo = paths::command(project, "cargo")?;
    cargo.args(["build", "--locked", "--package", "wasm", "--lib", "--target", WASM, "--profile", "npm"]);
    process::run_step(&mut cargo, "compiling the core", &project.log("core"))?;

    let out = project.build().join("core");
    let mut bindgen = project.command("wasm-bindgen")?;
    // Where the wasm is, only the entry `web.js` says: bundlers would copy it for the other entries too.
    bindgen
        .args(["--target", "web", "--omit-default-module-path", "--out-name", "openpurse_core", "--out-dir"])
        .arg(&out);
    bindgen.arg(project.target.join(WASM).join("npm/wasm.wasm"));
    process::run_step(&mut bindgen, "wasm-bindgen", &project.log("core-bindgen"))?;

    let wasm = out.join("openpurse_core_bg.wasm");
    let mut optimise = project.command("wasm-opt")?;
    // By name what was compiled for several types lies together, where gzip, which looks back 32 kB, finds it again.
    optimise.args(["-O3", "--reorder-functions-by-name", "--strip-debug"]);
    optimise.args(WASM_FEATURES).arg(&wasm).arg("--output").arg(&wasm);
    process::run_step(&mut optimise, "wasm-opt", &project.log("core-opt"))?;

    let mut pack = project.command("node")?;
    pack.arg("pkg/pack-inline.js").arg(&wasm).arg(out.join("openpurse_core_inline.js"));
    process::run_step(&mut pack, "packing the core as text", &project.log("core-inline"))?;

    for file in CORE {
        fs::copy(out.join(file), project.root.join("pkg").join(file)).with_context(|| format!("cannot copy {file}"))?;
    }
    stamp.write()?;
    Ok(Did::Work)
}

/// `web/dist`: the app, as it is served.
fn web(project: &Project) -> Result<Did> {
    let stamp = stamp(project, "web", &["web", "pkg", "package-lock.json"], &["web/dist"])?;
    if stamp.is_fresh() {
        return Ok(Did::Nothing);
    }
    let mut vite = npm::script(project, "openpurse-web", "build")?;
    process::run_step(&mut vite, "building the web app", &project.log("web"))?;
    stamp.write()?;
    Ok(Did::Work)
}

/// The simulated bank's program. Cargo itself knows whether it is up to date.
pub(crate) fn bank(project: &Project) -> Result<Did> {
    let mut cargo = project.command("cargo")?;
    cargo.args(["build", "--package", "bank"]);
    process::run_step(&mut cargo, "building the simulated bank", &project.log("bank-build"))?;
    Ok(Did::Work)
}

/// Where [`bank`] puts it.
pub(crate) fn bank_program(project: &Project) -> PathBuf {
    project.target.join("debug/bank")
}

fn stamp(project: &Project, product: &str, inputs: &[&str], outputs: &[&str]) -> Result<Stamp> {
    let tools = tools::all(project).map(|tool| tool.title()).join(", ");
    let flags = paths::flags(project)?;
    let settings = format!("{product}; {tools}; npm {}; {}", npm::tool_versions(project)?, flags.display());
    Stamp::of(project, project.build().join("stamps").join(product), inputs, outputs, &settings)
}
