//! The packaging matrix of `tests/npm`: the tools that people use the npm package with, and the tests that use it with them.

use std::fs;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::stamp::Stamp;
use crate::summary::Row;
use crate::{process, runs};

/// What the tools are installed from: a project of its own, so that an install of the root stays small.
const MANIFEST: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

/// Packs the npm package, uses it in every environment of the matrix, and compares the README's table with what ran.
pub(crate) fn matrix(project: &Project, suite: &str) -> Result<Vec<Row>> {
    install(project)?;
    let mut pack = project.command("node")?;
    process::run_step(pack.arg("tests/npm/pack.ts"), "packing the npm package", &project.log("packages-pack"))?;
    let mut tests = runs::with_programs(project, "node")?;
    tests.args(["--test", "--test-concurrency=2", "tests/npm/*.test.ts"]);
    let mut rows = runs::node(project, suite, tests)?;
    let mut table = project.command("node")?;
    table.arg("tests/npm/table.ts");
    rows.extend(runs::check(project, &format!("{suite}: table"), table)?);
    Ok(rows)
}

/// Installs what the lock file of `tests/npm` names into `build/packages`, unless that was done already. The projects of the
/// tests are below it, where they find the tools.
fn install(project: &Project) -> Result<()> {
    let work = project.build().join("packages");
    let inputs = MANIFEST.map(|file| format!("tests/npm/{file}"));
    let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
    // Within node_modules, so that removing that folder forgets it.
    let stamp = Stamp::of(project, work.join("node_modules/.openpurse"), &inputs, &[], "npm ci")?;
    if stamp.is_fresh() {
        return Ok(());
    }
    fs::create_dir_all(&work).with_context(|| format!("cannot make {}", work.display()))?;
    for file in MANIFEST {
        fs::copy(project.root.join("tests/npm").join(file), work.join(file))
            .with_context(|| format!("cannot copy {file}"))?;
    }
    let mut npm = project.command("npm")?;
    npm.current_dir(&work).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress"]);
    process::run_step(&mut npm, "npm ci for the packaging matrix", &project.log("packages-npm-ci"))?;
    stamp.write()
}
