//! What a person sees while something slow happens: `[3/8] worker-build 0.8.7 …`, a sign of life, how long it took.

use std::cell::Cell;
use std::time::{Duration, Instant};

use anyhow::Result;

/// Whether a step had anything to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Did {
    /// Everything was there already.
    Nothing,
    /// It was done now.
    Work,
}

/// Counts the steps of one command.
pub(crate) struct Progress {
    total: u32,
    current: Cell<u32>,
}

impl Progress {
    /// A command of `total` steps.
    pub(crate) fn new(total: u32) -> Self {
        Self { total, current: Cell::new(0) }
    }

    /// Runs the next step, named `what`.
    pub(crate) fn step(&self, what: &str, work: impl FnOnce() -> Result<Did>) -> Result<()> {
        self.current.set(self.current.get().saturating_add(1));
        let number = format!("[{}/{}]", self.current.get(), self.total);
        println!("{number} {what} …");
        let started = Instant::now();
        if work()? == Did::Work {
            println!("{number} {what}: done in {} s", started.elapsed().as_secs());
        }
        Ok(())
    }
}

/// One line that says that a step is still at work and, where known, how far it is.
pub(crate) fn heartbeat(elapsed: Duration, far: Option<&str>) {
    let far = far.map(|far| format!(", {far}")).unwrap_or_default();
    println!("      … {} s{far}", elapsed.as_secs());
}
