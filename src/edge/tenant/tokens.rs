//! Refreshing tokens: once however many ask, new pair kept before anyone uses it, old pair kept until the new one worked.

use chrono::{DateTime, Utc};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use std::collections::HashMap;
use truelayer::{Client, Code, Error, Next, Secret, auth};

use super::message::{NoToken, Rejected};
use super::record::{Connection, Record, State, Tokens};
use crate::bank::Visit;
use crate::{clock, log};

/// After a failed refresh TrueLayer is left alone for so long; requests that wait meanwhile are told at once.
const PAUSE_SECONDS: i64 = 15;

/// The connections whose last refresh failed, when and why. Lives as long as the Durable Object is in memory.
#[derive(Default)]
pub struct FailedRefreshes(HashMap<String, (DateTime<Utc>, NoToken)>);

impl FailedRefreshes {
    fn is_paused(&self, id: &str, now: DateTime<Utc>) -> bool {
        self.0.get(id).is_some_and(|(at, _)| now.signed_duration_since(*at).num_seconds() < PAUSE_SECONDS)
    }

    /// Why the connection has no token.
    pub fn why(&self, id: &str) -> NoToken {
        self.0.get(id).map_or(NoToken::Unavailable, |(_, why)| *why)
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

/// Gets new tokens for every connection whose own have run out, and for the one that the bank rejected. Calls `save`
/// after each, so that no new pair is lost to a slower neighbour. The caller holds the tenant's lock.
///
/// Answers whether anything changed.
pub async fn freshen(
    record: &mut Record,
    failed: &mut FailedRefreshes,
    rejected: Option<&Rejected>,
    with: (&Client, &Visit),
    save: impl AsyncFn(&Record) -> worker::Result<()>,
) -> worker::Result<bool> {
    let now = clock::now();
    let mut under_way: FuturesUnordered<_> = record
        .connections
        .iter_mut()
        .filter_map(|connection| {
            let is_rejected =
                rejected.is_some_and(|it| it.connection == connection.id && it.is(&connection.tokens.access));
            if is_rejected {
                connection.tokens.fresh_until = now;
            }
            let due = connection.state == State::Active && !connection.is_fresh(now);
            (due && !failed.is_paused(&connection.id, now)).then(|| connection.clone())
        })
        .map(|connection| async move {
            let refreshed = refresh(&connection, with.0, with.1).await;
            (connection.id, refreshed)
        })
        .collect();
    let mut changed = false;
    while let Some((id, refreshed)) = under_way.next().await {
        if keep(record, failed, &id, refreshed) {
            save(record).await?;
            changed = true;
        }
    }
    Ok(changed)
}

/// Gets new tokens for one connection that will not be read again, such as one to be revoked. `None` where there are none
/// to be had because the consent has ended.
pub async fn replacement(connection: &Connection, client: &Client, visit: &Visit) -> Result<Option<Secret>, Error> {
    match refresh(connection, client, visit).await {
        Refreshed::New(tokens, _) => Ok(Some(tokens.access)),
        Refreshed::Ended => Ok(None),
        Refreshed::Failed(error) => Err(error),
    }
}

/// Writes the outcome into the record; tells whether it changed.
fn keep(record: &mut Record, failed: &mut FailedRefreshes, id: &str, refreshed: Refreshed) -> bool {
    let Some(connection) = record.connection_mut(id) else { return false };
    match refreshed {
        Refreshed::New(tokens, used) => {
            connection.previous_refresh = Some(used).filter(|used| tokens.refresh.as_ref() != Some(used));
            connection.tokens = tokens;
            failed.0.remove(id);
            true
        }
        Refreshed::Ended => {
            connection.state = State::Reconnect;
            failed.0.remove(id);
            true
        }
        Refreshed::Failed(error) => {
            failed.0.insert(id.to_owned(), (clock::now(), NoToken::because_of(&error)));
            false
        }
    }
}

async fn refresh(connection: &Connection, client: &Client, visit: &Visit) -> Refreshed {
    let Some(current) = &connection.tokens.refresh else { return Refreshed::Ended };
    // The second attempt confirms a refusal, which can be a passing fault; the last one tries the token before.
    let attempts = [Some(current), Some(current), connection.previous_refresh.as_ref()];
    let mut last = Error::new(Code::ReconnectNeeded);
    for token in attempts.into_iter().flatten() {
        let asked_at = clock::now();
        match ask(client, visit, token).await {
            Ok(answer) => return Refreshed::New(Tokens::new(answer, Some(token.clone()), asked_at), token.clone()),
            Err(error) if matches!(error.next, Next::Reconnect | Next::Retry) => last = error,
            Err(error) => return Refreshed::Failed(error),
        }
    }
    if last.code == Code::ReconnectNeeded { Refreshed::Ended } else { Refreshed::Failed(last) }
}

async fn ask(client: &Client, visit: &Visit, token: &Secret) -> Result<auth::Tokens, Error> {
    let result = match visit.send(&auth::refresh(client, token)).await {
        Ok(received) => {
            let read = auth::read_tokens(&received.answer());
            read.map_err(|error| (error, received.trace()))
        }
        Err(error) => Err((error, "no answer".to_owned())),
    };
    result.map_err(|(error, trace)| {
        let upstream = error.upstream.as_deref().unwrap_or("-");
        let (code, id) = (error.code.as_str(), &visit.request_id);
        log::info(&format!("refresh failed: {code} {upstream} {trace} request {id}"));
        error
    })
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::{at, connection, record, secret};
    use super::*;

    fn tokens(refresh: &str) -> Tokens {
        Tokens { access: secret("new-access"), refresh: Some(secret(refresh)), fresh_until: at(9000) }
    }

    #[test]
    fn a_rotated_refresh_token_leaves_the_one_before_in_reserve() {
        let (mut record, mut failed) = (record(vec![connection("c1")]), FailedRefreshes::default());
        let outcome = Refreshed::New(tokens("rotated"), secret("made-up-refresh"));
        assert!(keep(&mut record, &mut failed, "c1", outcome));
        assert_eq!(record.connections[0].tokens.refresh, Some(secret("rotated")));
        assert_eq!(record.connections[0].previous_refresh, Some(secret("made-up-refresh")));
    }

    #[test]
    fn a_static_refresh_token_needs_no_reserve() {
        let (mut record, mut failed) = (record(vec![connection("c1")]), FailedRefreshes::default());
        let outcome = Refreshed::New(tokens("made-up-refresh"), secret("made-up-refresh"));
        assert!(keep(&mut record, &mut failed, "c1", outcome));
        assert_eq!(record.connections[0].previous_refresh, None);
    }

    #[test]
    fn a_failure_keeps_the_pair_and_pauses() {
        let (mut record, mut failed) = (record(vec![connection("c1")]), FailedRefreshes::default());
        let before = record.connections[0].tokens.access.clone();
        let outcome = Refreshed::Failed(Error::new(Code::BankTimeout));
        assert!(!keep(&mut record, &mut failed, "c1", outcome));
        assert_eq!(record.connections[0].tokens.access, before);
        assert_eq!(failed.why("c1"), NoToken::TimedOut);
        let now = clock::now();
        assert!(failed.is_paused("c1", now));
        assert!(!failed.is_paused("c1", now + chrono::TimeDelta::seconds(PAUSE_SECONDS)));
    }

    #[test]
    fn an_ended_consent_is_remembered() {
        let (mut record, mut failed) = (record(vec![connection("c1")]), FailedRefreshes::default());
        assert!(keep(&mut record, &mut failed, "c1", Refreshed::Ended));
        assert_eq!(record.connections[0].state, State::Reconnect);
    }
}
