//! How long banks are waited for: a request has a deadline, and each call one of its own. Time in which the client does not
//! take what is there for it is nobody's fault and counts for neither.

use std::cell::Cell;
use std::future::Future;
use std::time::Duration;

use futures_util::future::{Either, select};
use worker::Delay;

use crate::clock;

/// The deadline of a request.
pub struct Patience {
    ends_at: u64,
    idle_ms: Cell<u64>,
}

impl Patience {
    /// From now on.
    pub fn of_ms(ms: u64) -> Self {
        Self { ends_at: clock::now_ms().saturating_add(ms), idle_ms: Cell::new(0) }
    }

    /// Milliseconds until the deadline.
    pub fn remaining_ms(&self) -> u64 {
        self.ends_at.saturating_add(self.idle_ms.get()).saturating_sub(clock::now_ms())
    }

    /// Leaves out of account the time since `since_ms`.
    pub fn add_idle(&self, since_ms: u64) {
        let idle = clock::now_ms().saturating_sub(since_ms);
        self.idle_ms.set(self.idle_ms.get().saturating_add(idle));
    }

    /// Waits for `work`, but no longer than `ms`.
    pub async fn at_most<T>(&self, ms: u64, work: impl Future<Output = T>) -> Option<T> {
        let mut work = std::pin::pin!(work);
        let (ends_at, idle_before) = (clock::now_ms().saturating_add(ms), self.idle_ms.get());
        let mut left = ms;
        loop {
            match select(work.as_mut(), Delay::from(Duration::from_millis(left))).await {
                Either::Left((done, _)) => return Some(done),
                Either::Right(_) => {}
            }
            let idle = self.idle_ms.get().saturating_sub(idle_before);
            left = ends_at.saturating_add(idle).saturating_sub(clock::now_ms());
            if left == 0 {
                return None;
            }
        }
    }
}
