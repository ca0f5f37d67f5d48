//! `cargo xtask <command>`: everything one does with this project, from a fresh clone to a deployment.
//!
//! This file reads the command line and nothing else. `setup` brings the tools (tools, download, npm, chromium,
//! books, debian), `build` makes the products and remembers what they were made from (stamp), in the same bytes wherever
//! that is (paths; `verify` tries it), `start` and `suites` use them, and `process` sees to it that whatever was started
//! ends with xtask.

#[cfg(not(unix))]
compile_error!("xtask ends its children by process group: use Linux, macOS or WSL");

mod bank;
mod bench;
mod books;
mod build;
mod categoriser;
mod chromium;
mod debian;
mod deploy;
mod download;
mod log;
mod npm;
mod packages;
mod paths;
mod pictures;
mod process;
mod progress;
mod project;
mod runs;
mod setup;
mod size;
mod stamp;
mod start;
mod suites;
mod summary;
mod tools;
mod vars;
mod vault_key;
mod verify;

use std::process::ExitCode;

use anyhow::{Result, bail};

use project::Project;

const USAGE: &str = "\
Usage: cargo xtask <command>

  start [--port 8787]   install what is missing, build, and run the app with a simulated bank (or with .dev.vars)
  test [suite…]         every check and test, or only the suites whose names contain one of the words
  check                 formatting and clippy only
  build                 the Worker, the npm package's core, the web app
  bench                 build, then time the core natively and in Node, beside JSON.parse
  categoriser           make the categoriser's dictionary and model again from their lists
  brands                read OpenStreetMap's brands anew for the dictionary
  report [--blind] [--no-dictionary] file…
                        how right the categoriser is on labelled rows; with a model blind to the published ones
  size [--update]       build, then compare the sizes of the Worker and of the core with docs/sizes.json, or rewrite it
  pictures              build, then take the pictures in docs/screenshots again
  verify [published]    build the commit again elsewhere and compare: with openpurse-x.y.z.tgz, with a SHA-256 (/healthz
                        tells the Worker's), or without either with this checkout's own build
  deploy [--dry-run]    build, then deploy the Worker to your Cloudflare account
  wrangler …            the pinned wrangler, to log in and to set secrets
  vault-key             print a new key ring for the secret VAULT_KEYS
  setup                 install what is missing and stop";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match process::watch_signals().and_then(|()| run(&arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is::<process::Interrupted>() => {
            eprintln!("Stopped.");
            ExitCode::from(130)
        }
        // The table is the last thing printed.
        Err(error) if error.is::<suites::Failed>() => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["start", options @ ..] => start::run(&Project::find()?, start::port(options)?),
        ["test", filters @ ..] => suites::run(&Project::find()?, filters),
        ["check"] => suites::run(&Project::find()?, &["format", "clippy"]),
        ["build"] => {
            let project = Project::find()?;
            setup::run(&project, build::STEPS, |progress| build::all(&project, progress))
        }
        ["size", options @ ..] => {
            let report = match options {
                [] => size::compare,
                ["--update"] => size::update,
                _ => bail!("`size` knows one option: --update"),
            };
            let project = Project::find()?;
            setup::run(&project, build::RUST_STEPS, |progress| build::rust(&project, progress))?;
            report(&project)
        }
        ["verify", arguments @ ..] => {
            let published = verify::published(arguments)?;
            verify::run(&Project::find()?, &published)
        }
        ["bench"] => {
            let project = Project::find()?;
            setup::run(&project, build::STEPS, |progress| build::all(&project, progress))?;
            bench::run(&project)
        }
        ["pictures"] => pictures::take(&Project::find()?),
        ["categoriser"] => categoriser::make(&Project::find()?),
        ["brands"] => categoriser::brands(&Project::find()?),
        ["report", files @ ..] => categoriser::report(&Project::find()?, files),
        ["deploy"] => deploy::run(&Project::find()?, false),
        ["deploy", "--dry-run"] => deploy::run(&Project::find()?, true),
        ["wrangler", arguments @ ..] => deploy::wrangler(&Project::find()?, arguments),
        ["vault-key"] => vault_key::print(),
        ["setup"] => setup::run(&Project::find()?, 0, |_| Ok(())),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => bail!("unknown command `{}`\n\n{USAGE}", words.join(" ")),
    }
}
