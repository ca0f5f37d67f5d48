//! The tenant's alarm: does the chores whose time has come, and sets itself for the next.

use std::rc::Rc;

use super::chores::Revocation;
use super::object::Memory;
use super::revoke::revoke;
use super::store::Store;
use crate::bank::Visit;
use crate::config::Config;
use crate::{clock, encoding, log, session};

/// What an alarm works with. Nobody is there: there is no session, and no address to tell the bank.
pub struct Alarm<'a> {
    /// Absent where the settings are not complete.
    pub config: Option<Config>,
    /// Where the chores are.
    pub store: Store<'a>,
    /// The lock of the record.
    pub memory: &'a Memory,
}

impl Alarm<'_> {
    /// Does what is due. What fails is put off; only the storage's own errors come back, for the platform to repeat it.
    pub async fn ring(&self) -> worker::Result<()> {
        let Some(due) = self.erase_if_due().await? else { return Ok(()) };
        for revocation in due {
            let (id, settled) = (revocation.id.clone(), self.attempt(revocation).await);
            let _lock = self.memory.lock().await;
            let Some(mut chores) = self.store.chores().await? else { return Ok(()) };
            chores.settle(&id, settled);
            self.store.keep_chores(&chores).await?;
        }
        let _lock = self.memory.lock().await;
        match self.store.chores().await? {
            Some(chores) => self.store.set_alarm(&chores).await,
            None => Ok(()),
        }
    }

    /// Erases the record if nobody can use it any more; answers what else is due, `None` where nothing is left at all.
    async fn erase_if_due(&self) -> worker::Result<Option<Vec<Revocation>>> {
        let _lock = self.memory.lock().await;
        let Some(mut chores) = self.store.chores().await? else { return Ok(None) };
        let now = clock::now();
        if chores.erase_at.is_some_and(|at| at <= now) {
            chores.erase_at = None;
            self.store.erase(&chores).await?;
            self.entry("erased").text("reason", "nobody could use it any more").info();
        }
        Ok(Some(chores.due(now)))
    }

    fn entry(&self, event: &'static str) -> log::Entry {
        log::Entry::of(event).tenant(&session::log_name(self.store.name()))
    }

    /// What is left of a revocation after another attempt: nothing where the consent is gone.
    async fn attempt(&self, mut revocation: Revocation) -> Option<Revocation> {
        let now = clock::now();
        let name = self.store.name();
        let opened = self.config.as_ref().map(|config| (config, revocation.open(&config.keys, name)));
        let Some((config, Ok(grant))) = opened else {
            self.entry("revocation_waits").text("reason", "the Worker's settings, or a key, are missing").error();
            revocation.wait_for_mending(now);
            return Some(revocation);
        };
        let request_id = encoding::random::<16>().map(|bytes| encoding::hex(&bytes)).unwrap_or_default();
        let visit = Rc::new(Visit::new(config.limits, None, request_id));
        let Err(grant) = revoke(grant, &config.client, &visit).await else {
            self.entry("revoked").info();
            return None;
        };
        self.entry("revocation_failed").request(&visit.request_id).number("tries", revocation.tries.into()).error();
        if revocation.put_off(&config.keys, name, &grant, clock::now()).is_err() {
            revocation.wait_for_mending(now);
        }
        Some(revocation)
    }
}
