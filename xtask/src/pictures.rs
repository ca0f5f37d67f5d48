//! The pictures of the app in `docs/screenshots`, made again. The browser tests compare the app with them.

use anyhow::Result;

use crate::project::Project;
use crate::{build, chromium, process, runs, setup};

/// Builds what is pictured, then takes the pictures.
pub(crate) fn take(project: &Project) -> Result<()> {
    setup::run(project, build::STEPS.saturating_add(2), |progress| {
        progress.step("Chromium", || chromium::install(project))?;
        build::all(project, progress)?;
        progress.step("the simulated bank", || build::bank(project))
    })?;
    let mut playwright = runs::with_programs(project, "playwright")?;
    playwright.args(["test", "--config", "tests/browser", "visual", "--update-snapshots=all", "--reporter=list"]);
    process::run_step(&mut playwright, "taking the pictures", &project.log("pictures"))
}
