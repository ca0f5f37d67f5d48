//! `start`: the app on this machine, on the runtime that Cloudflare uses, until Ctrl-C.

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::bank::Bank;
use crate::log::Follower;
use crate::process::{self, Running};
use crate::progress::{Did, Progress};
use crate::project::Project;
use crate::{build, log, setup, vars};

const DEFAULT_PORT: u16 = 8787;
/// From wrangler's start to the Worker's first answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Reads `start`'s options.
pub(crate) fn port(options: &[&str]) -> Result<u16> {
    match options {
        [] => Ok(DEFAULT_PORT),
        ["--port", port] => match port.parse() {
            Ok(port) if port > 0 => Ok(port),
            _ => bail!("--port wants a number from 1 to 65535, not `{port}`"),
        },
        _ => bail!("`start` knows one option: --port NUMBER"),
    }
}

/// Installs, builds, runs, and stays until a signal or until a part of it ends by itself.
pub(crate) fn run(project: &Project, port: u16) -> Result<()> {
    check_free(port)?;
    let real = vars::real_environment(project)?;
    // The bank is one step to build and one to start; the Worker is one to start.
    let more = if real.is_some() { 1 } else { 3 };
    setup::run(project, build::STEPS.saturating_add(more), |progress| {
        build::all(project, progress)?;
        serve(project, progress, port, real.as_deref())
    })
}

fn serve(project: &Project, progress: &Progress, port: u16, real: Option<&str>) -> Result<()> {
    // Declared first, ended last: the Worker may be calling it.
    let mut bank = None;
    if real.is_none() {
        progress.step("building the simulated bank", || build::bank(project))?;
        progress.step("starting the simulated bank", || {
            bank = Some(Bank::start(project, &vars::redirect_uri(port))?);
            Ok(Did::Work)
        })?;
    }
    let log = project.log("worker");
    let mut worker = None;
    progress.step("starting the Worker on workerd", || {
        let mut running = start_worker(project, port, bank.as_ref(), &log)?;
        wait_until_ready(&mut running, port, &log)?;
        worker = Some(running);
        Ok(Did::Work)
    })?;
    let (Some(mut worker), mut follower) = (worker, Follower::from_end(&log)?) else { return Ok(()) };
    announce(port, real, &log)?;
    loop {
        process::pause()?;
        let mut out = std::io::stdout();
        out.write_all(&follower.added()?).and_then(|()| out.flush()).context("cannot write to the terminal")?;
        worker.check_alive()?;
        bank.as_mut().map_or(Ok(()), Bank::check_alive)?;
    }
}

fn start_worker(project: &Project, port: u16, bank: Option<&Bank>, log: &Path) -> Result<Running> {
    let mut wrangler = project.command("wrangler")?;
    wrangler.args(["dev", "--local", "--ip", "localhost", "--port", &port.to_string(), "--inspector-port", "0"]);
    wrangler.args(["--show-interactive-dev-session", "false"]);
    // A variable rather than compiled in: a new commit alone is no reason to build.
    wrangler.args(["--var", &format!("OPENPURSE_COMMIT:{}", project.commit())]);
    if let Some(bank) = bank {
        // In place of .dev.vars, and with storage of its own: real tokens and simulated ones never meet.
        wrangler.arg("--env-file").arg(vars::write_simulated(project, port, &bank.url)?);
        wrangler.arg("--persist-to").arg(vars::state_folder(project).join("state"));
    }
    // wrangler ends when its standard input closes, so that it does not outlive an xtask that was killed.
    wrangler.env("NODE_OPTIONS", "--import=./xtask/leash.mjs");
    let file = log::create(log)?;
    wrangler.stdin(Stdio::piped()).stdout(file.try_clone()?).stderr(file);
    Running::start(&mut wrangler, "the Worker (wrangler dev)")
}

fn wait_until_ready(worker: &mut Running, port: u16, log: &Path) -> Result<()> {
    let started = Instant::now();
    while !is_healthy(port) {
        process::pause()?;
        worker
            .check_alive()
            .with_context(|| format!("wrangler said:\n{}\n", log::tail(log, 30).unwrap_or_default()))?;
        if started.elapsed() > PATIENCE {
            bail!("the Worker does not answer after {} s:\n{}", PATIENCE.as_secs(), log::tail(log, 30)?);
        }
    }
    Ok(())
}

/// Whether `GET /healthz` answers 200.
fn is_healthy(port: u16) -> bool {
    let ask = || -> std::io::Result<bool> {
        let patience = Duration::from_secs(5);
        let mut stream = TcpStream::connect(("localhost", port))?;
        stream.set_read_timeout(Some(patience))?;
        stream.set_write_timeout(Some(patience))?;
        write!(stream, "GET /healthz HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n")?;
        let mut status = [0; 12];
        stream.read_exact(&mut status)?;
        Ok(status == *b"HTTP/1.1 200")
    };
    ask().unwrap_or(false)
}

fn announce(port: u16, real: Option<&str>, log: &Path) -> Result<()> {
    let bank = match real {
        Some(environment) => format!("TrueLayer ({environment}, from .dev.vars)"),
        None => "simulated; log in as john with the password doe".to_owned(),
    };
    println!(
        "\n  openpurse   http://localhost:{port}\n  bank        {bank}\n  log         {}\n  stop        Ctrl-C\n",
        log.display()
    );
    std::io::stdout().flush().context("cannot write to the terminal")
}

/// Refuses a port that something else listens on, on either loopback address.
fn check_free(port: u16) -> Result<()> {
    let loopback = [SocketAddr::from((Ipv4Addr::LOCALHOST, port)), SocketAddr::from((Ipv6Addr::LOCALHOST, port))];
    for address in loopback {
        match TcpListener::bind(address) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
                "port {port} is in use: stop what listens there, or choose another port with \
                 `cargo xtask start --port {}`",
                if port == u16::MAX { DEFAULT_PORT } else { port.saturating_add(1) }
            ),
            // A machine without IPv6 cannot bind the second one, and need not.
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_name_a_port_or_nothing() {
        assert_eq!(port(&[]).ok(), Some(8787));
        assert_eq!(port(&["--port", "9000"]).ok(), Some(9000));
        assert!(port(&["--port", "0"]).is_err());
        assert!(port(&["--port", "70000"]).is_err());
        assert!(port(&["--port"]).is_err());
        assert!(port(&["9000"]).is_err());
    }

    #[test]
    fn a_busy_port_is_named_with_a_way_out() -> Result<()> {
        let busy = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = busy.local_addr()?.port();
        let message = check_free(port).map_err(|error| error.to_string()).err().unwrap_or_default();
        assert!(message.contains(&format!("port {port} is in use")) && message.contains("--port"), "{message}");
        drop(busy);
        check_free(port)
    }
}
