//! `deploy`: the built Worker and app to the Cloudflare account that wrangler is logged in to; and `wrangler` itself, to
//! log in and to set secrets.

use std::io::IsTerminal;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::process;
use crate::project::Project;
use crate::{build, setup};

/// Builds and deploys; `dry_run` does all but the upload and leaves the bundle in `build/deploy`.
pub(crate) fn run(project: &Project, dry_run: bool) -> Result<()> {
    setup::run(project, build::STEPS, |progress| build::all(project, progress))?;
    let mut wrangler = command(project, dry_run)?;
    // wrangler may ask which account to use, if somebody is there to answer.
    wrangler.stdin(if std::io::stdin().is_terminal() { Stdio::inherit() } else { Stdio::null() });
    finish(wrangler, "wrangler deploy")
}

/// The pinned wrangler on the pinned Node, as it is: the system's Node may be too old for it. A secret may be piped in.
pub(crate) fn wrangler(project: &Project, arguments: &[&str]) -> Result<()> {
    setup::run(project, 0, |_| Ok(()))?;
    let mut wrangler = project.command("wrangler")?;
    wrangler.args(arguments);
    finish(wrangler, "wrangler")
}

fn finish(mut command: Command, what: &str) -> Result<()> {
    let status = command.status()?;
    process::check_signals()?;
    if !status.success() {
        bail!("{what} failed ({status})");
    }
    Ok(())
}

/// The command that deploys what is built.
pub(crate) fn command(project: &Project, dry_run: bool) -> Result<Command> {
    let mut wrangler = project.command("wrangler")?;
    wrangler.args(["deploy", "--var", &format!("OPENPURSE_COMMIT:{}", project.commit())]);
    if dry_run {
        wrangler.arg("--dry-run").arg("--outdir").arg(project.build().join("deploy"));
    }
    Ok(wrangler)
}
