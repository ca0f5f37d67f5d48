//! The tenant's Durable Object: takes one message a request and does what it says.
//!
//! A lock of its own keeps reading, changing and writing the record together; it is never held while a bank is asked.
//! (The platform's own gates cover waits for storage, but not for anything else.) Whoever waited reads the record anew.

#![allow(missing_docs, reason = "the macro of the Durable Object makes undocumented items")]

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_util::lock::{Mutex, MutexGuard};
use truelayer::renewal::WayBack;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

use super::alarm::Alarm;
use super::budget::Budget;
use super::chores::{Chores, Revocation};
use super::message::{Answer, CALLS, ConnectError, Message, Operation, Refusal, Rejected, View};
use super::record::Record;
use super::store::Store;
use super::tokens::Refreshes;
use crate::bank::Visit;
use crate::caller::Caller;
use crate::config::Config;
use crate::vault::VaultError;
use crate::{clock, log};

/// So many sign-ins are remembered beyond what the record keeps.
const MOST_BEGUN: usize = 20;
const HEALING_PAUSE_MS: u64 = 10 * 60 * 1000;

/// One user's Durable Object.
#[durable_object(alarm)]
pub struct Tenant {
    state: State,
    env: Env,
    memory: Memory,
}

/// What lasts from one message to the next while the Durable Object is in memory.
#[derive(Default)]
pub struct Memory {
    record: Mutex<()>,
    refreshes: Refreshes,
    budget: Budget,
    /// Sign-ins that have been begun to complete, by the hash of their `state`.
    begun: RefCell<Vec<String>>,
    /// When the copy in KV was written last.
    published_at: Cell<u64>,
}

impl Memory {
    /// The lock of the record.
    pub async fn lock(&self) -> MutexGuard<'_, ()> {
        self.record.lock().await
    }

    /// Notes that a sign-in is being completed; `false` where it was noted before.
    pub fn begin(&self, state: &str) -> bool {
        let mut begun = self.begun.borrow_mut();
        if begun.iter().any(|known| known == state) {
            return false;
        }
        if begun.len() == MOST_BEGUN {
            begun.remove(0);
        }
        begun.push(state.to_owned());
        true
    }
}

impl DurableObject for Tenant {
    fn new(state: State, env: Env) -> Self {
        Self { state, env, memory: Memory::default() }
    }

    async fn fetch(&self, request: Request) -> worker::Result<Response> {
        let mut calls = 0;
        let answer = self.answer(request, &mut calls).await;
        let mut response = Response::from_json(&answer)?;
        response.headers_mut().set(CALLS, &calls.to_string())?;
        Ok(response)
    }

    async fn alarm(&self) -> worker::Result<Response> {
        if let Some(store) = Store::of_chores(&self.state, &self.env).await? {
            Alarm { config: self.config(), store, memory: &self.memory }.ring().await?;
        }
        Response::empty()
    }
}

impl Tenant {
    /// Answers a message; `calls` is then how many calls to TrueLayer that took.
    async fn answer(&self, mut request: Request, calls: &mut u64) -> Result<Answer, Refusal> {
        let text = request.text().await.map_err(Desk::internal)?;
        let message: Message = serde_json::from_str(&text).map_err(Desk::internal)?;
        let config = self.config().ok_or_else(|| Desk::internal("the settings are not complete"))?;
        let limits = config.limits.no_later_than(message.patience_ms);
        let desk = Desk {
            visit: Rc::new(Visit::new(limits, message.psu_ip, message.request_id)),
            store: Store::new(&self.state, &self.env, message.caller.tenant().storage_name()),
            caller: message.caller,
            config,
            memory: &self.memory,
        };
        desk.within_budget(Budget::message)?;
        let answer = desk.take(message.operation).await;
        *calls = desk.visit.sent();
        answer
    }

    fn config(&self) -> Option<Config> {
        let look_up = |name: &str| self.env.var(name).ok().map(|value| value.to_string());
        Config::read(look_up).ok()
    }
}

/// Everything that one operation works with.
pub struct Desk<'a> {
    pub(super) caller: Caller,
    pub(super) config: Config,
    pub(super) visit: Rc<Visit>,
    pub(super) store: Store<'a>,
    memory: &'a Memory,
}

impl<'a> Desk<'a> {
    async fn take(&self, operation: Operation) -> Result<Answer, Refusal> {
        match operation {
            Operation::Connect { code, verifier, renews, state } => {
                self.within_budget(Budget::operation)?;
                let session = self.connect(&code, &verifier, renews.as_deref(), &state).await?;
                Ok(Answer::Connected { session })
            }
            Operation::Renew { connection, person, state, code_challenge } => {
                self.within_budget(Budget::operation)?;
                let back = WayBack { state: state.expose(), code_challenge: &code_challenge };
                self.renew(&connection, person.as_ref(), back).await.map(Answer::Renewed)
            }
            Operation::Confirm { revision } => {
                let record = self.read_for_session().await?;
                Ok(Answer::Confirmed(record.revision == revision))
            }
            Operation::View { fresh, rejected, heal } => {
                self.view(fresh, rejected.as_ref(), heal).await.map(Answer::View)
            }
            Operation::Learn { connection, learned } => self.learn(&connection, learned).await,
            Operation::PutSettings { settings, if_revision } => {
                self.change(|record| put_settings(record, settings, if_revision)).await
            }
            Operation::Attend { unattended } => {
                let attend = |record: &mut Record| {
                    record.unattended = unattended;
                    Ok(Answer::Done)
                };
                self.change(attend).await
            }
            Operation::LogOut { everywhere } => self.log_out(everywhere).await,
            Operation::Disconnect { connection } => self.disconnect(&connection).await.map(Answer::Revoked),
            Operation::Forget => self.forget().await.map(Answer::Revoked),
        }
    }

    async fn view(&self, fresh: bool, rejected: Option<&Rejected>, heal: bool) -> Result<View, Refusal> {
        let mut record = self.read_for_session().await?;
        if fresh {
            let changed = self.freshen(&record, rejected).await?;
            let _lock = self.lock().await;
            // Anew even if nothing changed here: somebody else may have been quicker with the tokens.
            record = self.load_for_session().await?;
            if self.caller.touch(&mut record.sessions, clock::now()) {
                self.save_and_publish(&mut record).await?;
            } else if changed || (heal && self.may_heal()) {
                self.publish(&record).await?;
            }
        }
        let now = clock::now();
        // What the bank rejected is of no use, however long it would have lasted.
        for connection in
            record.connections.iter_mut().filter(|connection| rejected.is_some_and(|it| it.is_of(connection)))
        {
            connection.tokens.fresh_until = now;
        }
        Ok(record.view(now, |id| self.refreshes().why(id)))
    }

    /// Reads the record, changes it, writes it: all under the lock.
    pub(super) async fn change(
        &self,
        change: impl FnOnce(&mut Record) -> Result<Answer, Refusal>,
    ) -> Result<Answer, Refusal> {
        let _lock = self.lock().await;
        let mut record = self.load_for_session().await?;
        let answer = change(&mut record)?;
        self.save_and_publish(&mut record).await?;
        Ok(answer)
    }

    /// Whether to write the copy in KV for no other reason than that a reader did not find it. Readers far away go on not
    /// finding it for a minute, and KV takes a thousand writes a day on the free plan.
    fn may_heal(&self) -> bool {
        clock::now_ms().saturating_sub(self.memory.published_at.get()) > HEALING_PAUSE_MS
    }

    /// Takes from the tenant's budget, if there is still some.
    pub(super) fn within_budget(&self, take: impl FnOnce(&Budget, u64) -> Result<(), Refusal>) -> Result<(), Refusal> {
        if self.config.limits_off { Ok(()) } else { take(&self.memory.budget, clock::now_ms()) }
    }

    /// A line of the log about this tenant and request.
    pub(super) fn entry(&self, event: &'static str) -> log::Entry {
        log::Entry::of(event).request(&self.visit.request_id).tenant(&self.caller.tenant().log_name())
    }

    pub(super) async fn lock(&self) -> MutexGuard<'a, ()> {
        self.memory.lock().await
    }

    /// Notes that a sign-in is being completed; refuses one that was before.
    pub(super) fn begin(&self, state: &str) -> Result<(), Refusal> {
        if self.memory.begin(state) { Ok(()) } else { Err(Refusal::NotConnected(ConnectError::Used)) }
    }

    pub(super) fn refreshes(&self) -> &Refreshes {
        &self.memory.refreshes
    }

    /// The record, read under the lock.
    pub(super) async fn read_for_session(&self) -> Result<Record, Refusal> {
        let _lock = self.lock().await;
        self.load_for_session().await
    }

    /// The same, whoever asks.
    pub(super) async fn read(&self) -> Result<Option<Record>, Refusal> {
        let _lock = self.lock().await;
        self.load().await
    }

    /// The record, if the tenant has one. One that has been tampered with ends the session: the person can then connect
    /// anew, as a new tenant.
    pub(super) async fn load(&self) -> Result<Option<Record>, Refusal> {
        let Some(sealed) = self.store.load().await.map_err(Self::internal)? else { return Ok(None) };
        match Record::open(&sealed, &self.config.keys, self.caller.tenant()) {
            Ok(record) => Ok(Some(record)),
            Err(error) => {
                self.entry("record_unreadable").text("reason", format!("{error:?}")).error();
                Err(if error == VaultError::UnknownKey { Refusal::KeyGone } else { Refusal::NoSession })
            }
        }
    }

    /// The record, if it is that of whoever asks.
    pub(super) async fn load_for_session(&self) -> Result<Record, Refusal> {
        let record = self.load().await?.ok_or(Refusal::NoSession)?;
        if self.caller.is_known(&record.sessions, clock::now()) { Ok(record) } else { Err(Refusal::NoSession) }
    }

    /// Keeps the record in the Durable Object's storage, under its next revision, and sees to its erasure in time.
    pub(super) async fn save(&self, record: &mut Record) -> Result<(), Refusal> {
        record.revision = record.revision.saturating_add(1);
        self.store.save(&self.seal(record)?).await.map_err(Self::internal)?;
        let erase_at = Some(record.erase_at(clock::now()));
        self.change_chores(|chores| chores.erase_at = erase_at).await
    }

    /// Adds what is to be revoked later.
    pub(super) async fn add_revocations(
        &self,
        revocations: impl IntoIterator<Item = Revocation>,
    ) -> Result<(), Refusal> {
        self.change_chores(|chores| chores.revocations.extend(revocations)).await
    }

    /// Erases the record and its copy. What is still to be revoked stays.
    pub(super) async fn erase(&self) -> Result<(), Refusal> {
        let mut chores = self.store.chores().await.map_err(Self::internal)?.unwrap_or_default();
        chores.erase_at = None;
        self.store.erase(&chores).await.map_err(Self::internal)
    }

    /// Changes what is to be done later, and sets the alarm for it. Under the lock of the record.
    async fn change_chores(&self, change: impl FnOnce(&mut Chores)) -> Result<(), Refusal> {
        let before = self.store.chores().await.map_err(Self::internal)?.unwrap_or_default();
        let mut chores = Chores { name: self.store.name().to_owned(), ..before.clone() };
        change(&mut chores);
        if chores == before {
            return Ok(());
        }
        self.store.keep_chores(&chores).await.map_err(Self::internal)?;
        self.store.set_alarm(&chores).await.map_err(Self::internal)
    }

    /// Puts the record's copy into KV.
    async fn publish(&self, record: &Record) -> Result<(), Refusal> {
        self.store.publish(&self.seal(record)?).await;
        self.memory.published_at.set(clock::now_ms());
        Ok(())
    }

    /// Does both.
    pub(super) async fn save_and_publish(&self, record: &mut Record) -> Result<(), Refusal> {
        self.save(record).await?;
        self.publish(record).await
    }

    fn seal(&self, record: &Record) -> Result<String, Refusal> {
        let sealed = record.seal(&self.config.keys, self.caller.tenant());
        sealed.map_err(|error| Self::internal(format!("the record cannot be sealed: {error:?}")))
    }

    pub(super) fn internal(what: impl std::fmt::Display) -> Refusal {
        log::Entry::of("tenant_failed").text("reason", what).error();
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
