//! A Chromium and its driver for the tests that need a real browser.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::progress::Did;
use crate::project::{Project, is_program, on_path};

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const DEBIAN: &str = "apt-get update && apt-get install -y --no-install-recommends chromium chromium-driver";

/// The browser and its WebDriver.
pub(crate) struct Chromium {
    /// The browser's program.
    pub(crate) browser: PathBuf,
    /// The program `chromedriver`.
    pub(crate) driver: PathBuf,
}

/// What is on this machine: the browser of `OPENPURSE_CHROMIUM`, one on PATH, or a Mac's Chrome.
pub(crate) fn find() -> Option<Chromium> {
    let named = std::env::var_os("OPENPURSE_CHROMIUM").map(PathBuf::from);
    let mac = Some(PathBuf::from(MAC));
    let on_path_first = || BROWSERS.iter().find_map(|name| on_path(name));
    let browser = named.or_else(on_path_first).or(mac).filter(|file| is_program(file))?;
    let driver = std::env::var_os("CHROMEDRIVER").map(PathBuf::from).or_else(|| on_path("chromedriver"))?;
    Some(Chromium { browser, driver })
}

/// Installs Debian's packages when there is no browser and it may; else says which command would.
pub(crate) fn install(project: &Project) -> Result<Did> {
    if find().is_some() {
        return Ok(Did::Nothing);
    }
    if !Path::new("/etc/debian_version").exists() {
        bail!(
            "the browser tests need Chromium (or Chrome) and chromedriver on PATH: install both \
             (on macOS: `brew install --cask google-chrome chromedriver`)"
        );
    }
    let root = process::text(Command::new("id").arg("-u"))? == "0";
    let may_sudo = || process::output(Command::new("sudo").args(["-n", "true"])).is_ok_and(|out| out.status.success());
    let mut shell = if root {
        project.command("sh")?
    } else if may_sudo() {
        let mut sudo = project.command("sudo")?;
        sudo.args(["-n", "sh"]);
        sudo
    } else {
        bail!("the browser tests need Chromium: run `sudo sh -c '{DEBIAN}'`");
    };
    println!("      {DEBIAN}");
    // Another installation may hold the package system for a while.
    let patient = DEBIAN.replace("apt-get ", "apt-get -o DPkg::Lock::Timeout=300 ");
    shell.args(["-c", &patient]).env("DEBIAN_FRONTEND", "noninteractive");
    process::run_step(&mut shell, "installing Chromium", &project.log("chromium"))?;
    find().context("Chromium was installed but is not on PATH")?;
    Ok(Did::Work)
}
