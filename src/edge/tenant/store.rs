//! Where the sealed record lies: the Durable Object's own storage, and the copy in Workers KV.

use std::time::Duration;

use worker::kv::KvStore;
use worker::{Delay, Env, State};

use crate::log;

/// The KV namespace's binding.
pub const KV_BINDING: &str = "TENANTS";
const KEY: &str = "record";
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

    /// The sealed record, if there is one.
    pub async fn load(&self) -> worker::Result<Option<String>> {
        self.state.storage().get(KEY).await
    }

    /// Keeps the sealed record in the Durable Object.
    pub async fn save(&self, sealed: &str) -> worker::Result<()> {
        self.state.storage().put(KEY, sealed).await
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

    /// Erases both.
    pub async fn erase(&self) -> worker::Result<()> {
        self.state.storage().delete_all().await?;
        Ok(self.kv()?.delete(&self.name).await?)
    }

    fn kv(&self) -> worker::Result<KvStore> {
        self.env.kv(KV_BINDING)
    }
}
