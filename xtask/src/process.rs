//! Children: started in a process group of their own, watched, and ended together with all that they started.

use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process_group};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use crate::{log, progress};

/// How often a running child is looked at.
const POLL: Duration = Duration::from_millis(40);
/// How often a slow step says that it is still at work.
const HEARTBEAT: Duration = Duration::from_secs(10);
/// No step takes this long, even on a slow machine, unless it hangs.
const LIMIT: Duration = Duration::from_mins(40);
/// What a child gets to end by itself before it is killed. Playwright and wrangler end their own children in it.
const GRACE: Duration = Duration::from_secs(6);

static SIGNALLED: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| Arc::new(AtomicBool::new(false)));

/// The person (or a supervisor) asked xtask to stop.
#[derive(Debug)]
pub(crate) struct Interrupted;

impl std::fmt::Display for Interrupted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("stopped by a signal")
    }
}

impl std::error::Error for Interrupted {}

/// From here on Ctrl-C, SIGTERM and a closed terminal set a flag instead of ending xtask at once.
pub(crate) fn watch_signals() -> Result<()> {
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        signal_hook::flag::register(signal, Arc::clone(&SIGNALLED)).context("cannot watch for signals")?;
    }
    Ok(())
}

/// `Err(Interrupted)` once a signal has come.
pub(crate) fn check_signals() -> Result<()> {
    if SIGNALLED.load(Ordering::Relaxed) { Err(Interrupted.into()) } else { Ok(()) }
}

/// Sleeps one poll interval; `Err(Interrupted)` when a signal has come.
pub(crate) fn pause() -> Result<()> {
    sleep(POLL);
    check_signals()
}

/// A running child and its process group; dropping it ends both.
pub(crate) struct Running {
    child: Child,
    what: String,
}

impl Running {
    /// Starts `command`. Its standard streams are as `command` says; standard input is empty unless it says otherwise.
    pub(crate) fn start(command: &mut Command, what: &str) -> Result<Self> {
        use std::os::unix::process::CommandExt;
        let child = command
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start {what}: `{}`", command.get_program().display()))?;
        Ok(Self { child, what: what.to_owned() })
    }

    /// The standing of a child that is meant to run until it is ended: an error once it has ended by itself.
    pub(crate) fn check_alive(&mut self) -> Result<()> {
        match self.child.try_wait()? {
            None => Ok(()),
            Some(status) => bail!("{} ended by itself ({status})", self.what),
        }
    }

    /// The child's standard streams, to take what was piped.
    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Waits for the end; `tick` is called about every ten seconds with the time that has passed.
    fn wait(mut self, mut tick: impl FnMut(Duration)) -> Result<ExitStatus> {
        let started = Instant::now();
        let mut next = HEARTBEAT;
        while started.elapsed() < LIMIT {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            pause()?;
            if started.elapsed() >= next {
                tick(started.elapsed());
                next += HEARTBEAT;
            }
        }
        bail!("{} is still at work after {} minutes: ended", self.what, LIMIT.as_secs() / 60)
    }

    fn signal(&self, signal: Signal) {
        // A group that is gone already is what was wanted.
        let group = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        let _ = group.map(|group| kill_process_group(group, signal));
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.signal(Signal::TERM);
            let asked = Instant::now();
            while asked.elapsed() < GRACE && matches!(self.child.try_wait(), Ok(None)) {
                sleep(POLL);
            }
        }
        // Also when the leader ended by itself: what it started may have outlived it.
        self.signal(Signal::KILL);
        let _ = self.child.wait();
    }
}

/// Runs `command` with its output in the file `log`, and says every ten seconds how far it is.
/// An unsuccessful end is the answer's status, not an error.
pub(crate) fn run_logged(command: &mut Command, what: &str, log: &Path) -> Result<ExitStatus> {
    let file = log::create(log)?;
    command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
    Running::start(command, what)?.wait(|elapsed| progress::heartbeat(elapsed, log::cargo_progress(log).as_deref()))
}

/// Like [`run_logged`], but an unsuccessful end is an error that shows the end of the log.
pub(crate) fn run_step(command: &mut Command, what: &str, log: &Path) -> Result<()> {
    let status = run_logged(command, what, log)?;
    if !status.success() {
        bail!("{what} failed ({status}); the end of {}:\n{}", log.display(), log::tail(log, 40)?);
    }
    Ok(())
}

/// The output of a short command that is not worth a log or a heartbeat.
pub(crate) fn output(command: &mut Command) -> Result<Output> {
    let name = command.get_program().display().to_string();
    command.stdin(Stdio::null()).output().with_context(|| format!("cannot run `{name}`"))
}

/// The trimmed standard output of a short command that must succeed.
pub(crate) fn text(command: &mut Command) -> Result<String> {
    let name = command.get_program().display().to_string();
    let output = output(command)?;
    if !output.status.success() {
        bail!("`{name}` failed ({}): {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::sync::mpsc;

    use super::*;

    /// Starts `script`, drops the child, and tells whether every process that had its output open is gone.
    fn all_end(script: &str, wait_for_leader: bool) -> Result<bool> {
        let mut shell = Command::new("sh");
        shell.args(["-c", script]).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut running = Running::start(&mut shell, "the shell")?;
        let mut stdout = running.child().stdout.take().context("no output")?;
        // The first byte says that the grandchild has been started.
        stdout.read_exact(&mut [0])?;
        while wait_for_leader && running.check_alive().is_ok() {
            sleep(POLL);
        }
        drop(running);
        let (send, receive) = mpsc::channel();
        std::thread::spawn(move || send.send(stdout.read_to_end(&mut Vec::new()).is_ok()));
        Ok(receive.recv_timeout(Duration::from_secs(20)).unwrap_or(false))
    }

    #[test]
    fn a_child_ends_with_what_it_started() -> Result<()> {
        assert!(all_end("sleep 600 & echo; wait", false)?);
        Ok(())
    }

    #[test]
    fn what_outlives_its_parent_is_ended_too() -> Result<()> {
        assert!(all_end("sleep 600 & echo", true)?);
        Ok(())
    }

    #[test]
    fn one_that_ignores_the_request_is_killed() -> Result<()> {
        assert!(all_end("trap '' TERM; sleep 600 & echo; wait; wait", false)?);
        Ok(())
    }

    #[test]
    fn a_failed_step_shows_what_it_said() -> Result<()> {
        let log = std::env::temp_dir().join(format!("openpurse-step-{}.log", std::process::id()));
        let mut shell = Command::new("sh");
        let failed = run_step(shell.args(["-c", "echo no such luck; exit 3"]), "the step", &log);
        let message = failed.map_err(|error| error.to_string()).err().unwrap_or_default();
        std::fs::remove_file(&log)?;
        assert!(message.contains("the step failed") && message.contains("no such luck"), "{message}");
        Ok(())
    }
}
