//! The tenant's Durable Object: takes one message a request and does what it says.
//!
//! A lock of its own keeps reading, changing and writing the record together: the platform's gates cover storage only,
//! and a refresh waits for TrueLayer in between. Whoever waited for the lock reads the record anew.

#![allow(missing_docs, reason = "the macro of the Durable Object makes undocumented items")]

use futures_util::lock::{Mutex, MutexGuard};
use worker::{DurableObject, Env, Request, Response, State, durable_object};

use super::message::{Answer, Message, Operation, Refusal, Rejected, View};
use super::record::Record;
use super::store::Store;
use super::tokens::{self, FailedRefreshes};
use crate::bank::Visit;
use crate::config::Config;
use crate::session::TenantId;
use crate::{clock, log};

/// One user's Durable Object.
#[durable_object(fetch)]
pub struct Tenant {
    state: State,
    env: Env,
    lock: Mutex<FailedRefreshes>,
}

impl DurableObject for Tenant {
    fn new(state: State, env: Env) -> Self {
        Self { state, env, lock: Mutex::default() }
    }

    async fn fetch(&self, request: Request) -> worker::Result<Response> {
        Response::from_json(&self.answer(request).await)
    }
}

impl Tenant {
    async fn answer(&self, mut request: Request) -> Result<Answer, Refusal> {
        let text = request.text().await.map_err(Desk::internal)?;
        let message: Message = serde_json::from_str(&text).map_err(Desk::internal)?;
        let look_up = |name: &str| self.env.var(name).ok().map(|value| value.to_string());
        let config = Config::read(look_up).map_err(|_| Desk::internal("the settings are not complete"))?;
        let desk = Desk {
            visit: Visit::new(config.limits, message.psu_ip, message.request_id),
            store: Store::new(&self.state, &self.env, message.tenant.storage_name()),
            tenant: message.tenant,
            session: message.session,
            config,
            lock: &self.lock,
        };
        desk.take(message.operation).await
    }
}

/// Everything that one operation works with.
pub struct Desk<'a> {
    pub(super) tenant: TenantId,
    pub(super) session: Option<String>,
    pub(super) config: Config,
    pub(super) visit: Visit,
    pub(super) store: Store<'a>,
    lock: &'a Mutex<FailedRefreshes>,
}

impl<'a> Desk<'a> {
    async fn take(&self, operation: Operation) -> Result<Answer, Refusal> {
        match operation {
            Operation::Connect { code, verifier } => {
                self.connect(&code, &verifier).await.map(|session| Answer::Connected { session })
            }
            Operation::View { fresh, rejected } => self.view(fresh, rejected.as_ref()).await.map(Answer::View),
            Operation::Remember { connection, accounts } => {
                let remember = |record: &mut Record| {
                    let connection = record.connection_mut(&connection).ok_or(Refusal::NotFound)?;
                    connection.accounts = accounts;
                    Ok(Answer::Done)
                };
                self.change(remember).await
            }
            Operation::PutSettings { settings, if_revision } => {
                self.change(|record| put_settings(record, settings, if_revision)).await
            }
            Operation::LogOut => self.log_out().await,
            Operation::Disconnect { connection } => self.disconnect(&connection).await.map(Answer::Revoked),
            Operation::Forget => self.forget().await.map(Answer::Revoked),
        }
    }

    async fn view(&self, fresh: bool, rejected: Option<&Rejected>) -> Result<View, Refusal> {
        let mut failed = self.lock().await;
        let mut record = self.load_for_session().await?;
        let session = self.session.as_deref().unwrap_or_default();
        let mut changed = record.sessions.touch(session, clock::now());
        if fresh {
            let save = async |record: &Record| {
                let sealed = record.seal(&self.config.keys, &self.tenant).map_err(|_| "the record cannot be sealed")?;
                self.store.save(&sealed).await
            };
            let with = (&self.config.client, &self.visit);
            changed |= tokens::freshen(&mut record, &mut failed, rejected, with, save).await.map_err(Self::internal)?;
        }
        if changed {
            self.save_and_publish(&record).await?;
        }
        Ok(record.view(clock::now(), |id| failed.why(id)))
    }

    /// Reads the record, changes it, writes it: all under the lock.
    async fn change(&self, change: impl FnOnce(&mut Record) -> Result<Answer, Refusal>) -> Result<Answer, Refusal> {
        let _lock = self.lock().await;
        let mut record = self.load_for_session().await?;
        let answer = change(&mut record)?;
        self.save_and_publish(&record).await?;
        Ok(answer)
    }

    async fn log_out(&self) -> Result<Answer, Refusal> {
        let session = self.session.clone().unwrap_or_default();
        let end = |record: &mut Record| {
            record.sessions.end(&session);
            Ok(Answer::Done)
        };
        self.change(end).await
    }

    pub(super) async fn lock(&self) -> MutexGuard<'a, FailedRefreshes> {
        self.lock.lock().await
    }

    /// The record, if the tenant has one.
    pub(super) async fn load(&self) -> Result<Option<Record>, Refusal> {
        let Some(sealed) = self.store.load().await.map_err(Self::internal)? else { return Ok(None) };
        let opened = Record::open(&sealed, &self.config.keys, &self.tenant);
        opened.map(Some).map_err(|error| Self::internal(format!("the record does not open: {error:?}")))
    }

    /// The record, if the session that asks is one of its own.
    pub(super) async fn load_for_session(&self) -> Result<Record, Refusal> {
        let record = self.load().await?.ok_or(Refusal::NoSession)?;
        let live = self.session.as_ref().is_some_and(|session| record.sessions.is_live(session, clock::now()));
        if live { Ok(record) } else { Err(Refusal::NoSession) }
    }

    /// Keeps the record in the Durable Object's storage.
    pub(super) async fn save(&self, record: &Record) -> Result<String, Refusal> {
        let sealed = record.seal(&self.config.keys, &self.tenant);
        let sealed = sealed.map_err(|error| Self::internal(format!("the record cannot be sealed: {error:?}")))?;
        self.store.save(&sealed).await.map_err(Self::internal)?;
        Ok(sealed)
    }

    /// Keeps the record, then puts its copy into KV.
    pub(super) async fn save_and_publish(&self, record: &Record) -> Result<(), Refusal> {
        let sealed = self.save(record).await?;
        self.store.publish(&sealed).await;
        Ok(())
    }

    pub(super) fn internal(what: impl std::fmt::Display) -> Refusal {
        log::error(&format!("tenant: {what}"));
        Refusal::Internal
    }
}

fn put_settings(record: &mut Record, settings: String, if_revision: Option<u64>) -> Result<Answer, Refusal> {
    if if_revision.is_some_and(|revision| revision != record.settings_revision) {
        return Err(Refusal::Stale);
    }
    record.settings = Some(settings);
    record.settings_revision = record.settings_revision.saturating_add(1);
    Ok(Answer::Revision(record.settings_revision))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_another_revision_are_not_overwritten() {
        let mut record = Record::new(clock::now());
        assert!(matches!(put_settings(&mut record, "a".into(), Some(0)), Ok(Answer::Revision(1))));
        assert!(matches!(put_settings(&mut record, "b".into(), Some(0)), Err(Refusal::Stale)));
        assert_eq!(record.settings.as_deref(), Some("a"));
        assert!(matches!(put_settings(&mut record, "c".into(), None), Ok(Answer::Revision(2))));
    }
}
