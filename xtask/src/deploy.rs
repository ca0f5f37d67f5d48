//! `deploy`: the built Worker and app to the Cloudflare account that wrangler is logged in to.

use std::io::IsTerminal;
use std::process::Stdio;

use anyhow::{Result, bail};

use crate::process;
use crate::project::Project;
use crate::{build, setup};

/// Builds and deploys; `dry_run` does all but the upload and leaves the bundle in `build/deploy`.
pub(crate) fn run(project: &Project, dry_run: bool) -> Result<()> {
    setup::run(project, build::STEPS, |progress| build::all(project, progress))?;
    let mut wrangler = command(project, dry_run)?;
    // wrangler may ask which account to use.
    wrangler.stdin(if std::io::stdin().is_terminal() { Stdio::inherit() } else { Stdio::null() });
    let status = wrangler.status()?;
    process::check_signals()?;
    if !status.success() {
        bail!("wrangler deploy failed ({status})");
    }
    Ok(())
}

/// The command that deploys what is built.
pub(crate) fn command(project: &Project, dry_run: bool) -> Result<std::process::Command> {
    let mut wrangler = project.command("wrangler")?;
    wrangler.args(["deploy", "--var", &format!("OPENPURSE_COMMIT:{}", project.commit())]);
    if dry_run {
        wrangler.arg("--dry-run").arg("--outdir").arg(project.build().join("deploy"));
    }
    Ok(wrangler)
}
