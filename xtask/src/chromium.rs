//! A Chromium and its driver for the tests that need a real browser.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::debian;
use crate::progress::Did;
use crate::project::{Project, is_program, on_path};

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// The browser and its WebDriver.
pub(crate) struct Chromium {
    /// The browser's program.
    pub(crate) browser: PathBuf,
    /// The program `chromedriver`.
    pub(crate) driver: PathBuf,
}

/// What is on this machine: the programs that `OPENPURSE_CHROMIUM` and `CHROMEDRIVER` name, else those on PATH, else a
/// Mac's Chrome.
pub(crate) fn find() -> Option<Chromium> {
    let named = |variable: &str| std::env::var_os(variable).map(PathBuf::from);
    let installed = || BROWSERS.iter().find_map(|name| on_path(name)).unwrap_or_else(|| PathBuf::from(MAC));
    let browser = named("OPENPURSE_CHROMIUM").unwrap_or_else(installed);
    let driver = named("CHROMEDRIVER").or_else(|| on_path("chromedriver"))?;
    (is_program(&browser) && is_program(&driver)).then_some(Chromium { browser, driver })
}

/// Installs Debian's packages when there is no browser and it may; else says which command would.
pub(crate) fn install(project: &Project) -> Result<Did> {
    if find().is_some() {
        return Ok(Did::Nothing);
    }
    if !debian::is_here() {
        bail!(
            "the browser tests need Chromium (or Chrome) and chromedriver on PATH: install both \
             (on macOS: `brew install --cask google-chrome chromedriver`)"
        );
    }
    debian::install(project, "chromium chromium-driver", "the browser tests need Chromium and its driver")?;
    find().context("Chromium was installed but is not on PATH")?;
    Ok(Did::Work)
}
