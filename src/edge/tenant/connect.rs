//! Connecting a bank: the code becomes tokens, the tokens are kept at once, and only then is the bank asked who it is.
//!
//! All of it runs inside the Durable Object, which carries on when the browser goes away: a code works once, so an
//! exchange must never be lost half-way.

use std::rc::Rc;

use chrono::{DateTime, Utc};
use futures_util::future::join;
use truelayer::data::{self, Me, Provider};
use truelayer::http::Answer;
use truelayer::{Client, Code, Error, Secret, account, auth};

use super::message::{ConnectError, Refusal};
use super::object::Desk;
use super::record::{Connection, Known, Record, State, Tokens};
use crate::bank::{self, Gather, Gathered, Reading, Resource, Wanted};
use crate::caller::Caller;
use crate::log::Trace;
use crate::query::Window;
use crate::{clock, encoding};

const ID_BYTES: usize = 12;

impl Desk<'_> {
    /// Exchanges the code, keeps the tokens, and answers the secret of a new session in place of the one that asked; none
    /// where a bearer token asked.
    /// `renews` is the connection whose consent the person went to renew.
    /// The `state` of the sign-in, here as a hash, is good for once, whatever comes of it.
    pub async fn connect(
        &self,
        code: &Secret,
        verifier: &Secret,
        renews: Option<&str>,
        state: &str,
    ) -> Result<Option<Secret>, Refusal> {
        self.check_connect(state).await?;
        let asked_at = clock::now();
        let tokens = self.exchange(code, verifier).await?;
        let connection = new_connection(tokens, asked_at)?;
        let (id, access) = (connection.id.clone(), connection.tokens.access.clone());
        let session = self.keep_connection(connection, state).await?;
        self.entry("connected").info();
        // From here on the bank is connected, whatever else fails: only a session that is answered can be used.
        let description = self.describe(&id, access).await;
        // A failure is in the log.
        let _ = self.keep_description(&id, renews, description).await;
        Ok(session)
    }

    /// An existing tenant is joined only by a session that it knows, or by its own bearer token.
    async fn check_connect(&self, state: &str) -> Result<(), Refusal> {
        let _lock = self.lock().await;
        let now = clock::now();
        if let Some(mut record) = self.load().await? {
            if !self.caller.may_join(&record.sessions, now) {
                return Err(Refusal::NoSession);
            }
            if !record.complete(state, now) {
                return Err(Refusal::NotConnected(ConnectError::Used));
            }
        }
        self.begin(state)
    }

    async fn exchange(&self, code: &Secret, verifier: &Secret) -> Result<auth::Tokens, Refusal> {
        let request = auth::exchange_code(&self.config.client, code, verifier);
        let (error, trace) = match self.visit.send(&request).await {
            Ok(received) => match auth::read_tokens(&received.answer()) {
                Ok(tokens) => return Ok(tokens),
                Err(error) => (error, received.trace()),
            },
            Err(error) => (error, Trace::default()),
        };
        self.entry("code_exchange_failed").bank_error(&error, &trace).error();
        Err(Refusal::NotConnected(match error.code {
            Code::BankError | Code::BankUnavailable | Code::BankTimeout | Code::RateLimited => {
                ConnectError::BankUnavailable
            }
            Code::Misconfigured => ConnectError::Misconfigured,
            _ => ConnectError::ExchangeFailed,
        }))
    }

    async fn keep_connection(&self, connection: Connection, state: &str) -> Result<Option<Secret>, Refusal> {
        let _lock = self.lock().await;
        let now = clock::now();
        let mut record = self.load().await?.unwrap_or_else(|| Record::new(now));
        let session = match &self.caller {
            Caller::Session(old) => Some(record.sessions.start(&old.hash, now).ok_or(Refusal::Internal)?),
            Caller::Bearer(_) => None,
        };
        record.bearer = self.caller.is_bearer();
        record.complete(state, now);
        record.connections.push(connection);
        self.save(&mut record).await?;
        Ok(session)
    }

    /// Who the bank is, when the consent ends, which accounts there are. Whatever fails is left for later.
    async fn describe(&self, id: &str, access: Secret) -> Description {
        let client = Rc::new(self.config.client.clone());
        let connection = Rc::new(bank::Connection::unknown(id, access));
        let (me, (known, provider)) = join(self.me(&connection), self.accounts(&client, &connection)).await;
        Description { me: me.ok(), provider, known }
    }

    /// What the bank says of a connection, asked with this token.
    pub(super) async fn me_of(&self, id: &str, access: Secret) -> Result<Me, Error> {
        self.me(&bank::Connection::unknown(id, access)).await
    }

    async fn me(&self, connection: &bank::Connection) -> Result<Me, Error> {
        let client = &self.config.client;
        let _ = self.visit.reserve(1);
        let body = bank::ask(&self.visit, connection, Resource::Me, |caller| data::me(client, caller)).await?;
        data::read_me(&Answer { status: 200, retry_after: None, body: &body })
    }

    /// The accounts, and the bank that the first of them names.
    async fn accounts(&self, client: &Rc<Client>, connection: &Rc<bank::Connection>) -> (Known, Provider) {
        let today = clock::now().date_naive();
        let wanted =
            Wanted { resources: &[], reading: Reading::Whole, window: Window { from: today, to: today }, today };
        let connections = vec![Rc::clone(connection)];
        let mut gather = Gather::new(Rc::clone(&self.visit), Rc::clone(client), connections, wanted);
        let mut provider = None;
        while let Some(gathered) = gather.next().await {
            if let Gathered::Account(answer) = gathered {
                let (named, _) = answer.read(|feed| account::read_provider(feed.account));
                provider = provider.or(Some(named));
            }
        }
        let known = gather.learned().pop().and_then(|(_, learned)| learned.known);
        (known.unwrap_or_default(), provider.unwrap_or_default())
    }

    async fn keep_description(&self, id: &str, renews: Option<&str>, description: Description) -> Result<(), Refusal> {
        let _lock = self.lock().await;
        let Some(mut record) = self.load().await? else { return Ok(()) };
        if let Some(connection) = record.connection_mut(id) {
            description.write_into(connection);
        }
        join_old(&mut record, id, renews);
        self.save_and_publish(&mut record).await
    }
}

struct Description {
    /// Absent where `/me` failed.
    me: Option<Me>,
    provider: Provider,
    known: Known,
}

impl Description {
    fn write_into(self, connection: &mut Connection) {
        connection.name_after(self.provider);
        if let Some(me) = self.me {
            connection.describe(me);
        }
        connection.known = self.known;
    }
}

/// A bank that is connected anew takes the place of its old connection, id and all, so that everything which refers to
/// it stays right. The connection that was to be renewed comes first; else, where two fit, the one with the most
/// accounts in common.
fn join_old(record: &mut Record, id: &str, renews: Option<&str>) {
    let Some(new) = record.connections.iter().position(|connection| connection.id == id) else { return };
    let new = record.connections.remove(new);
    let renewed = record.connections.iter().position(|old| Some(old.id.as_str()) == renews && old.is_renewed_by(&new));
    let twins =
        record.connections.iter().enumerate().filter_map(|(place, old)| Some((old.accounts_apart(&new)?, place)));
    let place = renewed.or_else(|| twins.min().map(|(_, place)| place));
    match place.and_then(|place| record.connections.get_mut(place)) {
        Some(old) => old.replace_by(new),
        None => record.connections.push(new),
    }
}

fn new_connection(tokens: auth::Tokens, asked_at: DateTime<Utc>) -> Result<Connection, Refusal> {
    let scopes = tokens.scope.as_deref().unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    Ok(Connection {
        id: encoding::random_id::<ID_BYTES>().ok_or(Refusal::Internal)?,
        provider_id: String::new(),
        bank_name: "Your bank".to_owned(),
        created_at: asked_at,
        consent_expires_at: None,
        scopes,
        state: State::Active,
        tokens: Tokens::new(tokens, None, asked_at),
        previous_refresh: None,
        known: Known::default(),
        resting_until: None,
        undescribed: true,
    })
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::{at, connection, connection_with, record, secret};
    use super::*;

    #[test]
    fn a_bank_connected_anew_keeps_its_id_and_gets_the_new_tokens() {
        let old = Connection { state: State::Reconnect, ..connection("old") };
        let mut new = Connection { id: "new".into(), created_at: at(500), ..old.clone() };
        new.state = State::Active;
        new.tokens.access = secret("fresh");
        let mut record = record(vec![old, connection("other"), new]);
        join_old(&mut record, "new", None);
        assert_eq!(ids(&record), ["old", "other"]);
        let joined = &record.connections[0];
        assert_eq!((joined.state, joined.created_at), (State::Active, at(0)));
        assert_eq!(joined.tokens.access, secret("fresh"));
    }

    fn ids(record: &Record) -> Vec<&str> {
        record.connections.iter().map(|connection| connection.id.as_str()).collect()
    }

    #[test]
    fn a_joint_account_makes_no_twins_of_two_logins() {
        let (hers, his) = (connection_with("hers", &["joint", "a"]), connection_with("his", &["joint", "b"]));
        let mut record = record(vec![hers, his]);
        join_old(&mut record, "his", None);
        assert_eq!(ids(&record), ["hers", "his"]);
    }

    #[test]
    fn of_two_that_fit_the_nearest_is_replaced() {
        let (wide, same) = (connection_with("wide", &["joint", "a"]), connection_with("same", &["joint"]));
        let mut record = record(vec![wide, same, connection_with("new", &["joint"])]);
        join_old(&mut record, "new", None);
        assert_eq!(ids(&record), ["wide", "same"]);
    }

    #[test]
    fn another_login_at_the_same_bank_stays_apart() {
        let mut record = record(vec![connection("one"), connection("two")]);
        join_old(&mut record, "two", None);
        assert_eq!(record.connections.len(), 2);
    }

    #[test]
    fn a_renewal_keeps_the_connection_even_when_the_bank_says_nothing_about_itself() {
        let mut new = connection("new");
        (new.known, new.provider_id, new.bank_name) = (Known::default(), String::new(), "Your bank".into());
        new.tokens.access = secret("fresh");
        let mut record = record(vec![connection("other"), connection("old"), new]);
        let known = record.connections[1].known.clone();
        join_old(&mut record, "new", Some("old"));
        let ids: Vec<_> = record.connections.iter().map(|connection| connection.id.as_str()).collect();
        assert_eq!(ids, ["other", "old"]);
        let renewed = &record.connections[1];
        assert_eq!(renewed.tokens.access, secret("fresh"));
        assert_eq!((&renewed.known, renewed.bank_name.as_str()), (&known, connection("old").bank_name.as_str()));
    }

    #[test]
    fn a_renewal_that_came_back_with_another_login_is_another_connection() {
        let old = connection("old");
        let mut new = connection("new");
        for account in &mut new.known.accounts {
            account.fingerprint = "somebody-else's".into();
        }
        let mut record = record(vec![old, new]);
        join_old(&mut record, "new", Some("old"));
        assert_eq!(record.connections.len(), 2);
    }
}
