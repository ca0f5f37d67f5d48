//! Refreshing tokens: once however many ask, the new pair kept before anyone uses it, the old refresh token kept until
//! the new one has worked.
//!
//! Each connection has a gate of its own for this, so that one bank that does not answer delays neither the others nor
//! what else is to be done with the record.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use chrono::{DateTime, Utc};
use futures_util::future::join_all;
use futures_util::lock::Mutex;
use truelayer::{Client, Error, Next, Secret, auth};

use super::budget::Budget;
use super::chores::Grant;
use super::message::{NoToken, Refusal, Rejected};
use super::object::Desk;
use super::record::{Connection, Record, State, Tokens};
use crate::bank::Visit;
use crate::clock;
use crate::log::{self, Trace};

/// After a failed refresh TrueLayer is left alone for so long; whoever asks meanwhile is told at once.
const PAUSE_SECONDS: i64 = 15;
/// So many refusals of the token in force end a connection.
const REFUSALS: u32 = 2;

/// What the Durable Object remembers of refreshes while it is in memory, by connection.
#[derive(Default)]
pub struct Refreshes(RefCell<HashMap<String, Entry>>);

#[derive(Default)]
struct Entry {
    gate: Rc<Mutex<()>>,
    failed: Option<(DateTime<Utc>, NoToken)>,
}

impl Refreshes {
    /// The gate of a connection's tokens: who holds it is alone in replacing or revoking them.
    pub fn gate(&self, id: &str) -> Rc<Mutex<()>> {
        Rc::clone(&self.0.borrow_mut().entry(id.to_owned()).or_default().gate)
    }

    /// Why the connection has no token.
    pub fn why(&self, id: &str) -> NoToken {
        let entries = self.0.borrow();
        entries.get(id).and_then(|entry| entry.failed).map_or(NoToken::Unavailable, |(_, why)| why)
    }

    fn note(&self, id: &str, failed: Option<NoToken>) {
        let failed = failed.map(|why| (clock::now(), why));
        self.0.borrow_mut().entry(id.to_owned()).or_default().failed = failed;
    }

    fn is_paused(&self, id: &str, now: DateTime<Utc>) -> bool {
        let entries = self.0.borrow();
        let failed = entries.get(id).and_then(|entry| entry.failed);
        failed.is_some_and(|(at, _)| now.signed_duration_since(at).num_seconds() < PAUSE_SECONDS)
    }
}

/// What a refresh came to.
enum Refreshed {
    /// New tokens, and the refresh token that got them.
    New(Tokens, Secret),
    /// The consent has ended.
    Ended,
    /// Nobody knows: try again later.
    Failed(Error),
}

impl Desk<'_> {
    /// Gets new tokens for the connections whose own have run out, and for the one that the bank rejected. Answers
    /// whether any changed.
    pub(super) async fn freshen(&self, record: &Record, rejected: Option<&Rejected>) -> Result<bool, Refusal> {
        let now = clock::now();
        let due = record.connections.iter().filter(|connection| is_due(connection, rejected, now));
        let done = join_all(due.map(|connection| self.freshen_one(&connection.id, rejected))).await;
        done.into_iter().try_fold(false, |any, changed| Ok(any | changed?))
    }

    async fn freshen_one(&self, id: &str, rejected: Option<&Rejected>) -> Result<bool, Refusal> {
        let gate = self.refreshes().gate(id);
        let _gate = gate.lock().await;
        // Whoever held the gate before may have done it already.
        let now = clock::now();
        let connection = self.read().await?.and_then(|mut record| record.connection_mut(id).cloned());
        let due = connection.filter(|connection| is_due(connection, rejected, now));
        let Some(before) = due.filter(|_| !self.refreshes().is_paused(id, now)) else { return Ok(false) };
        self.within_budget(Budget::operation)?;
        let refreshed = refresh(&Grant::of(&before), &self.config.client, &self.visit).await;
        let failed = match &refreshed {
            Refreshed::Failed(error) => Some(NoToken::because_of(error)),
            Refreshed::New(..) | Refreshed::Ended => None,
        };
        self.refreshes().note(id, failed);
        match &refreshed {
            Refreshed::New(..) => self.entry("tokens_refreshed").info(),
            Refreshed::Ended => self.entry("consent_ended").info(),
            // Each attempt has its own line.
            Refreshed::Failed(_) => {}
        }
        let _lock = self.lock().await;
        let Some(mut record) = self.load().await? else { return Ok(false) };
        let changed = keep(&mut record, &before, refreshed);
        if changed {
            self.save(&mut record).await?;
        }
        Ok(changed)
    }
}

fn is_due(connection: &Connection, rejected: Option<&Rejected>, now: DateTime<Utc>) -> bool {
    let is_rejected = rejected.is_some_and(|rejected| rejected.is_of(connection));
    connection.state == State::Active && (is_rejected || !connection.is_fresh(now))
}

/// Writes the outcome into the record, unless the bank was connected anew or disconnected meanwhile; tells whether the
/// record changed.
fn keep(record: &mut Record, before: &Connection, refreshed: Refreshed) -> bool {
    let now = record.connection_mut(&before.id);
    let Some(connection) = now.filter(|now| now.tokens.access == before.tokens.access) else { return false };
    match refreshed {
        Refreshed::New(tokens, used) => {
            connection.previous_refresh = Some(used).filter(|used| tokens.refresh.as_ref() != Some(used));
            connection.tokens = tokens;
            true
        }
        Refreshed::Ended => {
            connection.state = State::Reconnect;
            true
        }
        Refreshed::Failed(_) => false,
    }
}

/// Gets tokens to revoke a connection with. `None` where there are none to be had because the consent has ended.
pub async fn replacement(grant: &Grant, client: &Client, visit: &Rc<Visit>) -> Result<Option<Grant>, Error> {
    match refresh(grant, client, visit).await {
        Refreshed::New(tokens, used) => Ok(Some(Grant { tokens, previous_refresh: Some(used) })),
        Refreshed::Ended => Ok(None),
        Refreshed::Failed(error) => Err(error),
    }
}

async fn refresh(grant: &Grant, client: &Client, visit: &Rc<Visit>) -> Refreshed {
    refresh_by(grant, async |token| ask(client, visit, token).await).await
}

async fn refresh_by(grant: &Grant, ask: impl AsyncFn(&Secret) -> Result<auth::Tokens, Error>) -> Refreshed {
    let Some(current) = &grant.tokens.refresh else { return Refreshed::Ended };
    let attempt = async |token: &Secret| {
        let asked_at = clock::now();
        let answer = ask(token).await?;
        Ok::<_, Error>(Refreshed::New(Tokens::new(answer, Some(token.clone()), asked_at), token.clone()))
    };
    // One refusal can be a passing fault; so can one failure.
    let (mut refusals, mut failures) = (0, 0);
    while refusals < REFUSALS {
        match attempt(current).await {
            Ok(refreshed) => return refreshed,
            Err(error) if error.next == Next::Reconnect => refusals += 1,
            Err(error) if error.next == Next::Retry && failures == 0 => failures += 1,
            Err(error) => return Refreshed::Failed(error),
        }
    }
    let Some(previous) = &grant.previous_refresh else { return Refreshed::Ended };
    match attempt(previous).await {
        Ok(refreshed) => refreshed,
        Err(error) if error.next == Next::Reconnect => Refreshed::Ended,
        Err(error) => Refreshed::Failed(error),
    }
}

async fn ask(client: &Client, visit: &Rc<Visit>, token: &Secret) -> Result<auth::Tokens, Error> {
    let result = match visit.send(&auth::refresh(client, token)).await {
        Ok(received) => {
            let read = auth::read_tokens(&received.answer());
            read.map_err(|error| (error, received.trace()))
        }
        Err(error) => Err((error, Trace::default())),
    };
    result.map_err(|(error, trace)| {
        log::Entry::of("refresh_failed").request(&visit.request_id).bank_error(&error, &trace).info();
        error
    })
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;
    use truelayer::Code;

    use super::super::record::tests::{at, connection, record, secret};
    use super::*;

    fn tokens(refresh: &str) -> Tokens {
        Tokens { access: secret("new-access"), refresh: Some(secret(refresh)), fresh_until: at(9000) }
    }

    fn kept(refreshed: Refreshed) -> (bool, Connection) {
        let mut record = record(vec![connection("c1")]);
        let changed = keep(&mut record, &connection("c1"), refreshed);
        (changed, record.connections.remove(0))
    }

    #[test]
    fn a_rotated_refresh_token_leaves_the_one_before_in_reserve() {
        let (changed, connection) = kept(Refreshed::New(tokens("rotated"), secret("made-up-refresh")));
        assert!(changed);
        assert_eq!(connection.tokens.refresh, Some(secret("rotated")));
        assert_eq!(connection.previous_refresh, Some(secret("made-up-refresh")));
    }

    #[test]
    fn a_static_refresh_token_needs_no_reserve() {
        let (changed, connection) = kept(Refreshed::New(tokens("made-up-refresh"), secret("made-up-refresh")));
        assert!(changed);
        assert_eq!(connection.previous_refresh, None);
    }

    #[test]
    fn a_failure_changes_nothing_and_an_end_is_remembered() {
        let (changed, failed) = kept(Refreshed::Failed(Error::new(Code::BankTimeout)));
        assert!(!changed);
        assert_eq!((failed.state, failed.tokens.access), (State::Active, secret("made-up-access")));
        let (changed, ended) = kept(Refreshed::Ended);
        assert!(changed);
        assert_eq!(ended.state, State::Reconnect);
    }

    #[test]
    fn tokens_of_a_bank_that_was_connected_anew_meanwhile_stay() {
        let mut anew = connection("c1");
        anew.tokens.access = secret("anew");
        let mut record = record(vec![anew]);
        assert!(!keep(&mut record, &connection("c1"), Refreshed::Ended));
        assert_eq!(record.connections[0].state, State::Active);
    }

    /// What a refresh comes to when TrueLayer answers so, one after the other, and whether all were asked for.
    fn outcome(answers: &[Code]) -> (&'static str, usize) {
        let asked = std::cell::Cell::new(0);
        let grant = Grant::of(&connection("c1"));
        let refreshed = refresh_by(&grant, async |_| {
            let place = asked.replace(asked.get() + 1);
            Err(Error::new(answers.get(place).copied().unwrap_or(Code::Misconfigured)))
        });
        let name = match refreshed.now_or_never().unwrap() {
            Refreshed::New(..) => "new",
            Refreshed::Ended => "ended",
            Refreshed::Failed(_) => "failed",
        };
        (name, asked.get())
    }

    #[test]
    fn only_two_refusals_end_a_connection() {
        let (refused, down) = (Code::ReconnectNeeded, Code::BankUnavailable);
        assert_eq!(outcome(&[refused, refused]), ("ended", 2));
        assert_eq!(outcome(&[down, refused, refused]), ("ended", 3));
        assert_eq!(outcome(&[refused, down, refused]), ("ended", 3));
        assert_eq!(outcome(&[down, refused, down]), ("failed", 3));
        assert_eq!(outcome(&[down, down]), ("failed", 2));
    }

    #[test]
    fn a_failed_refresh_pauses_the_next() {
        let refreshes = Refreshes::default();
        refreshes.note("c1", Some(NoToken::TimedOut));
        let now = clock::now();
        assert_eq!(refreshes.why("c1"), NoToken::TimedOut);
        assert!(refreshes.is_paused("c1", now) && !refreshes.is_paused("c2", now));
        assert!(!refreshes.is_paused("c1", now + chrono::TimeDelta::seconds(PAUSE_SECONDS + 1)));
        refreshes.note("c1", None);
        assert!(!refreshes.is_paused("c1", now));
    }

    #[test]
    fn due_are_the_ones_that_ran_out_and_the_rejected_one() {
        let connection = connection("c1");
        let rejected = Rejected::new("c1", &connection.tokens.access);
        let older = Rejected::new("c1", &secret("older"));
        let other = Rejected::new("c2", &connection.tokens.access);
        assert!(!is_due(&connection, None, at(0)));
        assert!(is_due(&connection, None, at(3540)));
        assert!(is_due(&connection, Some(&rejected), at(0)));
        assert!(!is_due(&connection, Some(&older), at(0)) && !is_due(&connection, Some(&other), at(0)));
        let ended = Connection { state: State::Reconnect, ..connection };
        assert!(!is_due(&ended, Some(&rejected), at(9999)));
    }
}
