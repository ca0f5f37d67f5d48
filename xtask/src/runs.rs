//! How each suite of `test` is run and its tests counted. What a run prints goes to `build/logs`; it is shown when it failed.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitStatus};
use std::time::Instant;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::summary::{self, Counts, Row};
use crate::{books as programs, build, chromium, deploy, log, npm, paths, process, size};

/// How much of a failed run's output is shown.
const SHOWN_LINES: usize = 150;
const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];

/// rustfmt.
pub(crate) fn format(project: &Project, suite: &str) -> Result<Vec<Row>> {
    let mut cargo = project.command("cargo")?;
    cargo.args(["fmt", "--all", "--check"]);
    check(project, suite, cargo)
}

/// clippy for this machine.
pub(crate) fn clippy(project: &Project, suite: &str) -> Result<Vec<Row>> {
    let mut cargo = project.command("cargo")?;
    cargo.args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    check(project, suite, cargo)
}

/// clippy for the crates that run as WebAssembly, as they are compiled there.
pub(crate) fn clippy_wasm(project: &Project, suite: &str) -> Result<Vec<Row>> {
    let mut cargo = project.command("cargo")?;
    cargo.args(["clippy", "--package", "edge", "--package", "wasm", "--lib"]).args(WASM).args(["--", "-D", "warnings"]);
    check(project, suite, cargo)
}

/// Tests that run on this machine. The crate `wasm` is tested where it is used: in Node and in a browser.
pub(crate) fn rust(project: &Project, suite: &str) -> Result<Vec<Row>> {
    let mut cargo = project.command("cargo")?;
    cargo.args(["test", "--workspace", "--exclude", "wasm", "--no-fail-fast"]);
    let run = Run::new(project, suite, cargo)?;
    let log = log::read(&run.log)?;
    let crates = summary::cargo_counts(&log);
    let failures_counted = crates.iter().any(|(_, counts)| counts.failed > 0);
    // All crates are compiled and run as one: the time is that of the whole.
    let row = |(name, counts): &(String, Counts)| Row::tests(&format!("{suite}: {name}"), *counts, true, run.took);
    let mut rows: Vec<Row> = crates.iter().map(row).collect();
    let bank = rows.iter_mut().find(|row| row.suite.ends_with(": bank") && row.note.is_empty());
    if let (Some(bank), Some(note)) = (bank, summary::schemas_note(&log)) {
        bank.note = note.to_owned();
    }
    if rows.is_empty() || (!run.success() && !failures_counted) {
        // Did not compile, or a test program died.
        rows.push(Row::tests(suite, Counts::default(), run.success(), run.took));
    }
    run.show_if(rows.iter().any(|row| !row.ok))?;
    Ok(rows)
}

/// What the ledgers of the vectors and others export, read by hledger, beancount and ofxtools.
pub(crate) fn books(project: &Project, suite: &str) -> Result<Vec<Row>> {
    let folder = project.build().join("books");
    // An old export must not be taken for this run's.
    let _ = fs::remove_dir_all(&folder);
    let mut cargo = project.command("cargo")?;
    cargo.args(["run", "--package", "truelayer", "--example", "books", "--"]).arg(&folder);
    process::run_step(&mut cargo, "exporting the ledgers", &project.log("test-books-export"))?;
    let mut python = programs::python(project)?;
    python.args(["-B", "-m", "unittest", "discover", "--verbose", "-s", "tests/books", "-p", "*.py"]);
    python.env("OPENPURSE_BOOKS", &folder);
    let run = Run::new(project, suite, python)?;
    let counts = summary::unittest_counts(&log::read(&run.log)?);
    run.tests(suite, counts)
}

/// The npm package's core in Node.
pub(crate) fn wasm_node(project: &Project, suite: &str) -> Result<Vec<Row>> {
    wasm(project, suite, wasm_tests(project)?)
}

/// The same tests in headless Chromium.
pub(crate) fn wasm_chromium(project: &Project, suite: &str) -> Result<Vec<Row>> {
    let chromium = chromium::find().context("Chromium is gone")?;
    let capabilities = project.build().join("webdriver.json");
    let options = serde_json::json!({ "goog:chromeOptions": { "binary": chromium.browser } });
    fs::write(&capabilities, options.to_string()).context("cannot write the browser's options")?;
    let mut cargo = wasm_tests(project)?;
    cargo
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities)
        .env("CHROMEDRIVER", chromium.driver);
    wasm(project, suite, cargo)
}

fn wasm_tests(project: &Project) -> Result<Command> {
    let mut cargo = project.command("cargo")?;
    cargo.args(["test", "--package", "wasm", "--lib", "--tests"]).args(WASM);
    Ok(cargo)
}

fn wasm(project: &Project, suite: &str, cargo: Command) -> Result<Vec<Row>> {
    let run = Run::new(project, suite, cargo)?;
    let mut counts = Counts::default();
    summary::cargo_counts(&log::read(&run.log)?).into_iter().for_each(|(_, more)| counts.add(more));
    run.tests(suite, counts)
}

/// The products' sizes beside the committed ones.
pub(crate) fn size(project: &Project, suite: &str) -> Result<Vec<Row>> {
    looked_at(suite, || size::compare(project))
}

/// That no folder of this machine is in the products.
pub(crate) fn paths(project: &Project, suite: &str) -> Result<Vec<Row>> {
    looked_at(suite, || paths::check(project))
}

/// The row of a check that xtask makes itself.
fn looked_at(suite: &str, look: impl FnOnce() -> Result<()>) -> Result<Vec<Row>> {
    let started = Instant::now();
    look()?;
    Ok(vec![Row::check(suite, true, started.elapsed(), "")])
}

/// TypeScript's types in the tests and in the app; the package's declarations are checked by both.
pub(crate) fn types(project: &Project, suite: &str) -> Result<Vec<Row>> {
    let mut tsc = project.command("tsc")?;
    tsc.args(["--noEmit", "--project", "tsconfig.json"]);
    let mut rows = check(project, &format!("{suite}: tests"), tsc)?;
    rows.extend(check(project, &format!("{suite}: web"), npm::script(project, "openpurse-web", "check")?)?);
    Ok(rows)
}

/// The packages' own unit tests.
pub(crate) fn npm_packages(project: &Project, suite: &str) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for package in ["openpurse", "openpurse-web"] {
        rows.extend(node(project, &format!("{suite}: {package}"), npm::script(project, package, "test")?)?);
    }
    Ok(rows)
}

/// What Cloudflare would be sent, without sending it.
pub(crate) fn deploy_dry_run(project: &Project, suite: &str) -> Result<Vec<Row>> {
    check(project, suite, deploy::command(project, true)?)
}

/// The Worker on real workerd with the simulated bank.
pub(crate) fn system(project: &Project, suite: &str) -> Result<Vec<Row>> {
    let mut command = with_programs(project, "node")?;
    // One file at a time: some measure how long an answer takes.
    command.args(["--test", "--test-concurrency=1", "tests/system/*.test.ts"]);
    node(project, suite, command)
}

/// The app in a real browser.
pub(crate) fn browser(project: &Project, suite: &str) -> Result<Vec<Row>> {
    let report = project.build().join("logs/browser.json");
    // An old report must not be taken for this run's.
    let _ = fs::remove_file(&report);
    let mut playwright = with_programs(project, "playwright")?;
    playwright.args(["test", "--config", "tests/browser", "--reporter=list,json"]);
    playwright.env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report);
    let run = Run::new(project, suite, playwright)?;
    let counts = fs::read_to_string(&report).ok().and_then(|text| summary::playwright_counts(&text));
    run.tests(suite, counts.unwrap_or_default())
}

/// A command that finds the simulated bank and the browser in its environment.
pub(crate) fn with_programs(project: &Project, program: &str) -> Result<Command> {
    let mut command = project.command(program)?;
    command.env("OPENPURSE_BANK", build::bank_program(project));
    if let Some(chromium) = chromium::find() {
        command.env("OPENPURSE_CHROMIUM", chromium.browser);
    }
    Ok(command)
}

/// A run of Node's own test runner.
pub(crate) fn node(project: &Project, suite: &str, command: Command) -> Result<Vec<Row>> {
    let run = Run::new(project, suite, command)?;
    let counts = summary::node_counts(&log::read(&run.log)?);
    run.tests(suite, counts)
}

/// A run that only succeeds or fails.
pub(crate) fn check(project: &Project, suite: &str, command: Command) -> Result<Vec<Row>> {
    let run = Run::new(project, suite, command)?;
    run.show_if(!run.success())?;
    Ok(vec![Row::check(suite, run.success(), run.took, "")])
}

/// A command that has ended.
struct Run {
    status: ExitStatus,
    log: PathBuf,
    took: std::time::Duration,
}

impl Run {
    fn new(project: &Project, suite: &str, mut command: Command) -> Result<Self> {
        let started = Instant::now();
        let log = project.log(&format!("test-{}", suite.replace(": ", "-")));
        let status = process::run_logged(&mut command, suite, &log)?;
        Ok(Self { status, log, took: started.elapsed() })
    }

    fn success(&self) -> bool {
        self.status.success()
    }

    fn tests(&self, suite: &str, counts: Counts) -> Result<Vec<Row>> {
        let row = Row::tests(suite, counts, self.success(), self.took);
        self.show_if(!row.ok)?;
        Ok(vec![row])
    }

    fn show_if(&self, failed: bool) -> Result<()> {
        if failed {
            println!("{}\n      all of it: {}", log::tail(&self.log, SHOWN_LINES)?, self.log.display());
        }
        Ok(())
    }
}
