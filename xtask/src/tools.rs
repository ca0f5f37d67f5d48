//! Command-line tools that cargo builds from the registry, kept in the user's cache folder by name and version.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::progress::Did;
use crate::project::{Project, is_program};
use crate::{debian, download, process};

const WORKER_BUILD: &str = "0.8.7";

/// Something to install once per machine.
pub(crate) struct Tool {
    package: &'static str,
    version: String,
    /// The programs that are used; the first must answer `--version`.
    binaries: &'static [&'static str],
    /// Whether nothing but the dependency versions of the tool's own lock file will do.
    locked: bool,
    /// Where a prebuilt archive is, for tools that have one.
    archive: Option<fn(&str) -> Option<String>>,
    /// Whether building it needs OpenSSL's development files (it fetches over TLS, which we never let it do).
    openssl: bool,
}

/// The wasm-bindgen tools of the locked version.
pub(crate) fn wasm_bindgen(project: &Project) -> Tool {
    Tool {
        package: "wasm-bindgen-cli",
        version: project.wasm_bindgen.clone(),
        binaries: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        // Its own lock names a release of webpki-roots that cannot always be had; what then differs is how it downloads,
        // unless a dependency that writes wasm has had a release since.
        locked: false,
        archive: Some(download::wasm_bindgen_archive),
        openssl: false,
    }
}

fn worker_build() -> Tool {
    Tool {
        package: "worker-build",
        version: WORKER_BUILD.to_owned(),
        binaries: &["worker-build"],
        locked: true,
        archive: None,
        openssl: true,
    }
}

/// All of them.
pub(crate) fn all(project: &Project) -> [Tool; 2] {
    [wasm_bindgen(project), worker_build()]
}

/// `OPENPURSE_CACHE`, else `openpurse` in the user's cache folder.
pub(crate) fn cache_folder() -> Result<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(own) = folder("OPENPURSE_CACHE") {
        return std::path::absolute(own).context("OPENPURSE_CACHE is no usable path");
    }
    let user = match folder("XDG_CACHE_HOME") {
        Some(folder) => folder,
        None => folder("HOME")
            .context("neither HOME nor OPENPURSE_CACHE is set: set OPENPURSE_CACHE to a folder for tools")?
            .join(if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" }),
    };
    Ok(user.join("openpurse"))
}

impl Tool {
    /// Its name and version, as people and the cache folder know it.
    pub(crate) fn title(&self) -> String {
        format!("{} {}", self.package, self.version)
    }

    /// Where it is, or will be.
    pub(crate) fn folder(&self, project: &Project) -> PathBuf {
        project.cache.join(format!("{}-{}", self.package, self.version))
    }

    /// The path of one of its programs.
    pub(crate) fn binary(&self, project: &Project, name: &str) -> PathBuf {
        self.folder(project).join("bin").join(name)
    }

    /// Installs it unless it is there and runs.
    pub(crate) fn install(&self, project: &Project) -> Result<Did> {
        let folder = self.folder(project);
        if self.works_in(&folder) {
            return Ok(Did::Nothing);
        }
        let _lock = lock(&project.cache)?;
        // Another run may have installed it while this one waited for the lock.
        if self.works_in(&folder) {
            return Ok(Did::Nothing);
        }
        let fresh = project.cache.join(format!("{}-{}.new", self.package, self.version));
        remove(&fresh)?;
        if !self.download_into(&fresh, project)? {
            self.build_into(&fresh, project)?;
        }
        remove(&folder)?;
        fs::rename(&fresh, &folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Did::Work)
    }

    fn works_in(&self, folder: &Path) -> bool {
        let bin = folder.join("bin");
        let answers = |name: &&str| {
            let output = process::output(Command::new(bin.join(name)).arg("--version"));
            output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains(&self.version))
        };
        self.binaries.iter().all(|name| is_program(&bin.join(name))) && self.binaries.first().is_some_and(answers)
    }

    /// Whether a prebuilt archive could be had; anything that goes wrong with it only means that it could not.
    fn download_into(&self, folder: &Path, project: &Project) -> Result<bool> {
        let Some(url) = self.archive.and_then(|archive| archive(&self.version)) else { return Ok(false) };
        println!("      trying a prebuilt archive");
        let fetched = download::unpack(&url, &folder.join("bin"), &project.log("download"));
        process::check_signals()?;
        match fetched {
            Ok(()) if self.works_in(folder) => return Ok(true),
            Ok(()) => println!("      the prebuilt program does not run here"),
            Err(error) => println!("      no prebuilt archive ({error:#})"),
        }
        remove(folder)?;
        Ok(false)
    }

    fn build_into(&self, folder: &Path, project: &Project) -> Result<()> {
        if self.openssl {
            openssl(project)?;
        }
        println!("      building it from the registry: some minutes, once per machine");
        let built = self.cargo_install(folder, project, &["--locked"]);
        process::check_signals()?;
        match built {
            Err(_) if !self.locked => {
                println!("      not with the dependencies of its own lock file: with the newest that fit");
                self.cargo_install(folder, project, &[])?;
            }
            built => built?,
        }
        if !self.works_in(folder) {
            bail!("{} was built but does not run", self.title());
        }
        Ok(())
    }

    fn cargo_install(&self, folder: &Path, project: &Project, options: &[&str]) -> Result<()> {
        let mut cargo = project.command("cargo")?;
        cargo.args(["install", self.package, "--version", &self.version, "--no-track", "--root"]).arg(folder);
        cargo.args(options);
        cargo
            // Kept until all tools are there: they share dependencies.
            .env("CARGO_TARGET_DIR", project.cache.join("build"))
            // They run for a second and are built for minutes: not optimised, they are there in half the time.
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
            // The project's own flags are for the project's own code.
            .env_remove("RUSTFLAGS");
        let log = project.log(&format!("install-{}", self.package));
        process::run_step(&mut cargo, &format!("installing {}", self.title()), &log)
    }
}

/// Sees to OpenSSL's development files on Linux. Elsewhere the system's own TLS is used, and on a Linux that is not
/// Debian's kind the compiler's message says what is missing.
fn openssl(project: &Project) -> Result<()> {
    let named = std::env::var_os("OPENSSL_DIR").is_some();
    let found = || process::output(Command::new("pkg-config").args(["--exists", "openssl"]));
    if !debian::is_here() || named || found().is_ok_and(|output| output.status.success()) {
        return Ok(());
    }
    debian::install(project, "pkg-config libssl-dev", "building worker-build needs OpenSSL's development files")
}

/// Removes what building the tools left behind.
pub(crate) fn tidy(project: &Project) -> Result<()> {
    let leftovers = project.cache.join("build");
    if leftovers.exists() {
        let _lock = lock(&project.cache)?;
        remove(&leftovers)?;
    }
    Ok(())
}

/// Holds the cache folder for this process until the answer is dropped; waits, and says so, while another has it.
pub(crate) fn lock(cache: &Path) -> Result<File> {
    fs::create_dir_all(cache).with_context(|| format!("cannot make {}", cache.display()))?;
    let path = cache.join("lock");
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    let mut told = false;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(error).context("cannot lock the tools' cache folder"),
            Err(TryLockError::WouldBlock) if told => process::pause()?,
            Err(TryLockError::WouldBlock) => {
                println!("      waiting for another set-up that is using {}", cache.display());
                told = true;
            }
        }
    }
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}
