//! The programs that read what a ledger exports: Debian's hledger; beancount and ofxtools in a Python environment of their own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::progress::Did;
use crate::project::{Project, is_program, on_path};
use crate::{debian, process, tools};

/// What they depend on is whatever pip finds compatible.
const BEANCOUNT: &str = "3.2.3";
const OFXTOOLS: &str = "1.1.1";

/// Debian's own Python is tried as well: another one on PATH may lack what makes environments.
const PYTHONS: [&str; 2] = ["python3", "/usr/bin/python3"];

/// Installs what is missing; an error names the program that cannot be had.
pub(crate) fn install(project: &Project) -> Result<Did> {
    let hledger = hledger(project)?;
    let environment = environment(project)?;
    Ok(if (hledger, environment) == (Did::Nothing, Did::Nothing) { Did::Nothing } else { Did::Work })
}

/// A command of the environment's Python that finds all of the programs.
pub(crate) fn python(project: &Project) -> Result<Command> {
    let bin = folder(project).join("bin");
    let mut command = project.command(&bin.join("python").display().to_string())?;
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let path = std::iter::once(bin).chain(std::env::split_paths(&inherited));
    command.env("PATH", std::env::join_paths(path).context("a folder's name cannot be in PATH")?);
    Ok(command)
}

fn hledger(project: &Project) -> Result<Did> {
    if on_path("hledger").is_some() {
        return Ok(Did::Nothing);
    }
    let why = "the journals' check needs hledger";
    if !debian::is_here() {
        bail!("{why} on PATH: install it (on macOS: `brew install hledger`)");
    }
    debian::install(project, "hledger", why)?;
    on_path("hledger").context("hledger was installed but is not on PATH")?;
    Ok(Did::Work)
}

/// Where the environment is, or will be. It cannot be moved: its programs know its path.
fn folder(project: &Project) -> PathBuf {
    project.cache.join(format!("beancount-{BEANCOUNT}-ofxtools-{OFXTOOLS}"))
}

fn environment(project: &Project) -> Result<Did> {
    let folder = folder(project);
    if works_in(&folder) {
        return Ok(Did::Nothing);
    }
    let _lock = tools::lock(&project.cache)?;
    // Another run may have made it while this one waited for the lock.
    if works_in(&folder) {
        return Ok(Did::Nothing);
    }
    let log = project.log("install-beancount");
    let mut venv = project.command(&base(project)?)?;
    venv.args(["-m", "venv", "--clear"]).arg(&folder);
    process::run_step(&mut venv, "making a Python environment for beancount and ofxtools", &log)?;
    let mut pip = project.command(&folder.join("bin/python").display().to_string())?;
    pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--prefer-binary"]);
    pip.arg(format!("beancount=={BEANCOUNT}")).arg(format!("ofxtools=={OFXTOOLS}"));
    process::run_step(&mut pip, "installing beancount and ofxtools by pip", &log)?;
    if !works_in(&folder) {
        bail!("beancount and ofxtools were installed but do not run: see {}", folder.display());
    }
    Ok(Did::Work)
}

/// Whether both are there as pinned. One whose installation was cut short is not.
fn works_in(folder: &Path) -> bool {
    let says = |command: &mut Command, version: &str| {
        process::output(command).is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains(version))
    };
    let bin = folder.join("bin");
    let version = "import importlib.metadata as data, ofxtools; print(data.version('ofxtools'))";
    is_program(&bin.join("bean-check"))
        && says(Command::new(bin.join("bean-check")).arg("--version"), BEANCOUNT)
        && says(Command::new(bin.join("python")).args(["-c", version]), OFXTOOLS)
}

/// A Python that makes environments with pip in them.
fn base(project: &Project) -> Result<String> {
    let able = |name: &&&str| {
        let output = process::output(Command::new(name).args(["-c", "import venv, ensurepip"]));
        output.is_ok_and(|output| output.status.success())
    };
    if let Some(python) = PYTHONS.iter().find(able) {
        return Ok((*python).to_owned());
    }
    let why = "beancount and ofxtools need Python 3 with venv and pip";
    if !debian::is_here() {
        bail!("{why}: install it (on macOS: `brew install python3`)");
    }
    debian::install(project, "python3 python3-venv", why)?;
    let python = PYTHONS.iter().find(able).context("Python was installed but still makes no environments")?;
    Ok((*python).to_owned())
}
