//! The simulated bank as a child of xtask.

use std::io::{BufRead, BufReader};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process::{self, Running};
use crate::project::Project;
use crate::{build, log};

/// What a call takes: long enough to see the app wait, as it does for a real bank.
const DELAY_MS: &str = "300";
/// From its start to its first line.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running simulated bank.
pub(crate) struct Bank {
    /// Its address, `http://127.0.0.1:…`.
    pub(crate) url: String,
    running: Running,
    /// The bank ends when this closes, so that it does not outlive an xtask that was killed.
    _leash: Option<ChildStdin>,
}

impl Bank {
    /// Starts it; it sends browsers back to `redirect_uri` only.
    pub(crate) fn start(project: &Project, redirect_uri: &str) -> Result<Self> {
        let mut command = Command::new(build::bank_program(project));
        command.args(["--port", "0", "--control-port", "0", "--exit-with-stdin", "--delay-ms", DELAY_MS]);
        command.args(["--redirect-uri", redirect_uri]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(log::create(&project.log("bank"))?);
        let mut running = Running::start(&mut command, "the simulated bank")?;
        let child = running.child();
        let leash = child.stdin.take();
        let stdout = child.stdout.take().context("the simulated bank has no output")?;

        let (send, receive) = mpsc::channel();
        std::thread::spawn(move || {
            let mut lines = BufReader::new(stdout).lines();
            let _ = send.send(lines.next());
            // The pipe stays open for as long as the bank may write to it.
            lines.for_each(drop);
        });
        let started = Instant::now();
        let line = loop {
            match receive.try_recv() {
                Ok(Some(line)) => break line?,
                Ok(None) => bail!("the simulated bank did not start:\n{}", log::tail(&project.log("bank"), 20)?),
                Err(_) if started.elapsed() > PATIENCE => bail!("the simulated bank says nothing"),
                Err(_) => process::pause()?,
            }
        };
        let url =
            address(&line).with_context(|| format!("the simulated bank's first line is not understood: {line}"))?;
        Ok(Self { url, running, _leash: leash })
    }

    /// An error once the bank has ended by itself.
    pub(crate) fn check_alive(&mut self) -> Result<()> {
        self.running.check_alive()
    }
}

fn address(line: &str) -> Option<String> {
    let addresses: serde_json::Value = serde_json::from_str(line).ok()?;
    Some(addresses.get("bank")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_tells_the_address() {
        let line = r#"{"bank":"http://127.0.0.1:1234","control":"http://127.0.0.1:1235"}"#;
        assert_eq!(address(line).as_deref(), Some("http://127.0.0.1:1234"));
        assert_eq!(address("panicked"), None);
    }
}
