//! Where things are: the checkout, cargo's target folder, the tools' cache; and the environment that children get.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{npm, process, tools};

/// One checkout of this project.
pub(crate) struct Project {
    /// The folder with the workspace's Cargo.toml.
    pub(crate) root: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
    /// Tools that several checkouts share.
    pub(crate) cache: PathBuf,
    /// The wasm-bindgen version in Cargo.lock: the command-line tool must be of exactly this one.
    pub(crate) wasm_bindgen: String,
}

impl Project {
    /// The project that the current folder is in.
    pub(crate) fn find() -> Result<Self> {
        let mut metadata = Command::new("cargo");
        metadata.args(["metadata", "--no-deps", "--format-version=1"]);
        let metadata: serde_json::Value =
            serde_json::from_str(&process::text(&mut metadata)?).context("cannot read cargo's metadata")?;
        let folder = |key: &str| {
            metadata.get(key).and_then(|path| path.as_str()).map(PathBuf::from).context("cargo's metadata lack a path")
        };
        Self::at(folder("workspace_root")?, folder("target_directory")?)
    }

    /// The checkout in `root` that is built into `target`.
    pub(crate) fn at(root: PathBuf, target: PathBuf) -> Result<Self> {
        let lock = std::fs::read_to_string(root.join("Cargo.lock")).context("cannot read Cargo.lock")?;
        let wasm_bindgen = locked_version(&lock, "wasm-bindgen")?;
        Ok(Self { root, target, cache: tools::cache_folder()?, wasm_bindgen })
    }

    /// A command that runs in the checkout with the pinned tools first on PATH.
    pub(crate) fn command(&self, program: &str) -> Result<Command> {
        let mut command = Command::new(program);
        command
            .current_dir(&self.root)
            .env("PATH", self.path()?)
            // Whoever builds another checkout than the one that cargo runs xtask for builds into that one's folder.
            .env("CARGO_TARGET_DIR", &self.target)
            .env("WASM_BINDGEN_BIN", tools::wasm_bindgen(self).binary(self, "wasm-bindgen"))
            .env("WASM_OPT_BIN", self.npm_bin("wasm-opt"))
            .env("ESBUILD_BIN", self.npm_bin("esbuild"))
            // So that a heartbeat can say how far cargo is, also where its output goes to a file.
            .env("CARGO_TERM_PROGRESS_WHEN", "always")
            .env("CARGO_TERM_PROGRESS_WIDTH", "100")
            // wrangler: no look-ups of the machine's location, no usage reports, no store of request URLs
            // (an OAuth callback's URL holds its code), logs with ours.
            .env("CLOUDFLARE_CF_FETCH_ENABLED", "false")
            .env("WRANGLER_SEND_METRICS", "false")
            .env("X_LOCAL_OBSERVABILITY", "false")
            .env("WRANGLER_LOG_PATH", self.build().join("logs/wrangler"));
        Ok(command)
    }

    fn path(&self) -> Result<OsString> {
        let mut folders = npm::node_folders(self);
        folders.push(self.root.join("node_modules/.bin"));
        folders.extend(tools::all(self).iter().map(|tool| tool.folder(self).join("bin")));
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        folders.extend(std::env::split_paths(&inherited));
        std::env::join_paths(folders).context("a folder's name cannot be in PATH")
    }

    /// A program that an npm package brings.
    pub(crate) fn npm_bin(&self, name: &str) -> PathBuf {
        self.root.join("node_modules/.bin").join(name)
    }

    /// The folder of all that is built, apart from what cargo keeps. Not versioned.
    pub(crate) fn build(&self) -> PathBuf {
        self.root.join("build")
    }

    /// The log file of one step.
    pub(crate) fn log(&self, name: &str) -> PathBuf {
        self.build().join("logs").join(format!("{name}.log"))
    }

    /// The commit that is checked out, shortened, for /healthz; `unknown` outside a git checkout.
    pub(crate) fn commit(&self) -> String {
        let mut git = Command::new("git");
        git.current_dir(&self.root).args(["rev-parse", "--short=12", "HEAD"]);
        process::text(&mut git).unwrap_or_else(|_| "unknown".to_owned())
    }
}

/// The version of package `name` in the text of a Cargo.lock.
fn locked_version(lock: &str, name: &str) -> Result<String> {
    let wanted = format!("name = \"{name}\"");
    let mut lines = lock.lines().skip_while(|line| *line != wanted).skip(1);
    let version = lines.next().and_then(|line| line.strip_prefix("version = \"")).and_then(|v| v.strip_suffix('"'));
    match version {
        Some(version) => Ok(version.to_owned()),
        None => bail!("Cargo.lock has no `{name}`: does a crate of the workspace depend on it?"),
    }
}

/// Whether `name` can be found on PATH, and where.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| is_program(file))
}

/// Whether `file` is there and may be run.
pub(crate) fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.1\"\n\n[[package]]\nname = \
                        \"wasm-bindgen\"\nversion = \"0.2.130\"\n";

    #[test]
    fn the_locked_version_is_that_of_the_very_package() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen").ok().as_deref(), Some("0.2.130"));
        assert!(locked_version(LOCK, "wasm").is_err());
    }

    #[test]
    fn a_lock_that_ends_early_is_an_error() {
        assert!(locked_version("name = \"worker\"", "worker").is_err());
    }
}
