//! Debian's packages, for what neither cargo nor npm brings.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::process;
use crate::project::Project;

/// Whether this is Debian or one of its kind.
pub(crate) fn is_here() -> bool {
    Path::new("/etc/debian_version").exists()
}

/// Installs `packages` where that needs no password; else the error says which command does it. `why` starts the error.
pub(crate) fn install(project: &Project, packages: &str, why: &str) -> Result<()> {
    let script = format!("apt-get update && apt-get install -y --no-install-recommends {packages}");
    let mut shell = if process::text(Command::new("id").arg("-u"))? == "0" {
        project.command("sh")?
    } else if process::output(Command::new("sudo").args(["-n", "true"])).is_ok_and(|sudo| sudo.status.success()) {
        let mut sudo = project.command("sudo")?;
        sudo.args(["-n", "sh"]);
        sudo
    } else {
        bail!("{why}: run `sudo sh -c '{script}'`");
    };
    println!("      {script}");
    // Another installation may hold the package system for a while.
    let patient = script.replace("apt-get ", "apt-get -o DPkg::Lock::Timeout=300 ");
    shell.args(["-c", &patient]).env("DEBIAN_FRONTEND", "noninteractive");
    process::run_step(&mut shell, &format!("installing {packages}"), &project.log("apt-get"))
}
