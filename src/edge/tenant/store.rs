//! Where the sealed record lies: the Durable Object's own storage, and the copy in Workers KV.

use std::time::Duration;

use worker::kv::KvStore;
use worker::{Delay, Env, State};

use super::chores::Chores;
use crate::log;

/// The KV namespace's binding.
pub const KV_BINDING: &str = "TENANTS";
const RECORD: &str = "record";
const CHORES: &str = "chores";
/// The copy is of use while its access tokens are, about an hour. That it ends by itself bounds how long a copy could
/// outlive a write that failed.
const COPY_LIFE_SECONDS: u64 = 2 * 60 * 60;
/// KV takes one write a second for each key.
const WRITE_PAUSE: Duration = Duration::from_millis(1100);
const WRITES: u32 = 3;

/// The places of one tenant's record.
pub struct Store<'a> {
    state: &'a State,
    env: &'a Env,
    name: String,
}

impl<'a> Store<'a> {
    /// `name` is the opaque name of the tenant.
    pub fn new(state: &'a State, env: &'a Env, name: String) -> Self {
        Self { state, env, name }
    }

    /// The same where nobody says the name: it is among the chores. `None` where there are none.
    pub async fn of_chores(state: &'a State, env: &'a Env) -> worker::Result<Option<Self>> {
        let mut store = Self::new(state, env, String::new());
        let Some(chores) = store.chores().await? else { return Ok(None) };
        store.name = chores.name;
        Ok(Some(store))
    }

    /// The sealed record, if there is one.
    pub async fn load(&self) -> worker::Result<Option<String>> {
        self.state.storage().get(RECORD).await
    }

    /// Keeps the sealed record in the Durable Object.
    pub async fn save(&self, sealed: &str) -> worker::Result<()> {
        self.state.storage().put(RECORD, sealed).await
    }

    /// Puts the copy into KV. A failure is logged and otherwise harmless: readers then ask the tenant.
    pub async fn publish(&self, sealed: &str) {
        for attempt in 1..=WRITES {
            let Err(error) = self.put_copy(sealed).await else { return };
            log::Entry::of("kv_write_failed").number("attempt", u64::from(attempt)).text("reason", error).error();
            if attempt < WRITES {
                Delay::from(WRITE_PAUSE).await;
            }
        }
    }

    async fn put_copy(&self, sealed: &str) -> worker::Result<()> {
        let put = self.kv()?.put(&self.name, sealed)?;
        Ok(put.expiration_ttl(COPY_LIFE_SECONDS).execute().await?)
    }

    /// Erases both. `chores` are what is left to do, without the erasure itself; where that is nothing, nothing stays.
    pub async fn erase(&self, chores: &Chores) -> worker::Result<()> {
        self.state.storage().delete(RECORD).await?;
        self.kv()?.delete(&self.name).await?;
        self.keep_chores(chores).await
    }

    /// What is left to do, if anything is.
    pub async fn chores(&self) -> worker::Result<Option<Chores>> {
        let Some(text) = self.state.storage().get::<String>(CHORES).await? else { return Ok(None) };
        // Only this build or an older one has written it: what does not read is of no more use.
        Ok(serde_json::from_str(&text).ok())
    }

    /// Keeps what is left to do. Where that is nothing and there is no record either, the storage is let go.
    pub async fn keep_chores(&self, chores: &Chores) -> worker::Result<()> {
        let storage = self.state.storage();
        if !chores.is_done() {
            return storage.put(CHORES, serde_json::to_string(chores)?).await;
        }
        storage.delete(CHORES).await?;
        storage.delete_alarm().await?;
        match self.load().await? {
            Some(_) => Ok(()),
            None => storage.delete_all().await,
        }
    }

    /// Sets the alarm for the next chore.
    pub async fn set_alarm(&self, chores: &Chores) -> worker::Result<()> {
        match chores.next_at() {
            Some(at) => self.state.storage().set_alarm(at).await,
            None => Ok(()),
        }
    }

    /// The opaque name of the tenant.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn kv(&self) -> worker::Result<KvStore> {
        self.env.kv(KV_BINDING)
    }
}
