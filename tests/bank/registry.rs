//! What the dialog and the token endpoint remember: open links, unused codes, live connections.

use std::collections::{HashMap, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};

use crate::auth::users::User;
use crate::household::accounts::Bank;

/// How long a code can be exchanged.
const CODE_LIFE: TimeDelta = TimeDelta::minutes(5);
/// How long the dialog stays open.
const LINK_LIFE: TimeDelta = TimeDelta::minutes(30);

/// A refresh token that is not used for so long dies, where banks keep to that.
const IDLE_LIFE: TimeDelta = TimeDelta::days(30);
/// How long after its end a consent can be renewed by its refresh token.
const RENEWAL_LIFE: TimeDelta = TimeDelta::days(90);

/// How many used links and revoked tokens are remembered.
const KEPT: usize = 1_000;

/// The parameters of an auth link, checked.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    /// All of it as it came; none for a renewal.
    pub(crate) query: Option<String>,
    pub(crate) redirect_uri: String,
    pub(crate) state: Option<String>,
    pub(crate) scopes: Vec<String>,
    pub(crate) providers: Option<String>,
    /// Answer by a form POST rather than in the query.
    pub(crate) form_post: bool,
    /// PKCE, always S256.
    pub(crate) code_challenge: Option<String>,
    /// Chosen by the link or by the user.
    pub(crate) bank: Option<&'static Bank>,
    /// The `credentials_id` of the connection that this renews.
    pub(crate) renews: Option<String>,
    pub(crate) opened_at: DateTime<Utc>,
}

/// A code that was not exchanged yet.
#[derive(Debug)]
pub(crate) struct Grant {
    pub(crate) link: Link,
    pub(crate) bank: &'static Bank,
    pub(crate) user: User,
    pub(crate) issued_at: DateTime<Utc>,
}

/// One user's consent at one bank, with its tokens.
#[derive(Debug, Clone)]
pub(crate) struct Connection {
    pub(crate) bank: &'static Bank,
    pub(crate) user: User,
    pub(crate) scopes: Vec<String>,
    pub(crate) credentials_id: String,
    /// Where account ids change with every log-in, what they are made of beside the lasting ones.
    pub(crate) id_salt: Option<String>,
    pub(crate) consented_at: DateTime<Utc>,
    /// When the user last logged in at the bank.
    pub(crate) authenticated_at: DateTime<Utc>,
    /// The newest access token, the only one that works unless told otherwise.
    pub(crate) access_token: String,
    pub(crate) access_expires_at: DateTime<Utc>,
    /// Where older ones work, too, they and their ends.
    pub(crate) earlier_tokens: Vec<(String, DateTime<Utc>)>,
    pub(crate) refresh_token: Option<String>,
    pub(crate) refreshed_at: DateTime<Utc>,
    /// Where TrueLayer's support was given an id for it.
    pub(crate) debug_id: Option<String>,
}

/// All links, codes and connections.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    links: HashMap<String, Link>,
    grants: HashMap<String, Grant>,
    connections: Vec<Connection>,
    /// Queries of links that led to a code or were cancelled, the latest last.
    used_links: VecDeque<String>,
    /// Access tokens of connections that were revoked, the latest last.
    revoked: VecDeque<String>,
}

impl Grant {
    pub(crate) fn is_expired(&self, now: DateTime<Utc>) -> bool {
        now > self.issued_at + CODE_LIFE
    }
}

impl Connection {
    pub(crate) fn consent_expires_at(&self) -> DateTime<Utc> {
        self.consented_at + TimeDelta::days(self.bank.consent_days)
    }

    /// When this access token of it ends; none for any other.
    pub(crate) fn expiry_of(&self, token: &str) -> Option<DateTime<Utc>> {
        if self.access_token == token {
            return Some(self.access_expires_at);
        }
        self.earlier_tokens.iter().find(|(earlier, _)| earlier == token).map(|(_, expires_at)| *expires_at)
    }

    pub(crate) fn is_idle(&self, now: DateTime<Utc>) -> bool {
        now > self.refreshed_at + IDLE_LIFE
    }

    pub(crate) fn can_be_renewed(&self, now: DateTime<Utc>) -> bool {
        now <= self.consent_expires_at() + RENEWAL_LIFE
    }

    pub(crate) fn has_scope(&self, scope: &str) -> bool {
        self.scopes.iter().any(|granted| granted == scope)
    }
}

fn remember(list: &mut VecDeque<String>, text: String) {
    if list.len() == KEPT {
        list.pop_front();
    }
    list.push_back(text);
}

impl Registry {
    /// Opens the dialog, and forgets those that were left open.
    pub(crate) fn open_link(&mut self, session: String, link: Link) {
        self.links.retain(|_, other| link.opened_at <= other.opened_at + LINK_LIFE);
        self.links.insert(session, link);
    }

    pub(crate) fn link(&mut self, session: &str) -> Option<&mut Link> {
        self.links.get_mut(session)
    }

    /// Ends the link: it cannot be used again.
    pub(crate) fn close_link(&mut self, session: &str) -> Option<Link> {
        let link = self.links.remove(session)?;
        if let Some(query) = link.query.clone() {
            remember(&mut self.used_links, query);
        }
        Some(link)
    }

    /// Whether exactly this link was used before.
    pub(crate) fn is_used(&self, query: &str) -> bool {
        self.used_links.iter().any(|used| used == query)
    }

    pub(crate) fn issue_code(&mut self, code: String, grant: Grant) {
        self.grants.retain(|_, other| !other.is_expired(grant.issued_at));
        self.grants.insert(code, grant);
    }

    /// The grant of a code, which is used up by this whatever comes of it.
    pub(crate) fn use_code(&mut self, code: &str) -> Option<Grant> {
        self.grants.remove(code)
    }

    pub(crate) fn bank_of_code(&self, code: &str) -> Option<&'static Bank> {
        self.grants.get(code).map(|grant| grant.bank)
    }

    /// Adds a connection; a renewed one takes the place of what it was.
    pub(crate) fn connect(&mut self, connection: Connection) {
        self.connections.retain(|other| other.credentials_id != connection.credentials_id);
        self.connections.push(connection);
    }

    pub(crate) fn by_access_token(&mut self, token: &str) -> Option<&mut Connection> {
        self.connections.iter_mut().find(|connection| connection.expiry_of(token).is_some())
    }

    pub(crate) fn by_refresh_token(&mut self, token: &str) -> Option<&mut Connection> {
        self.connections.iter_mut().find(|connection| connection.refresh_token.as_deref() == Some(token))
    }

    pub(crate) fn by_credentials_id(&mut self, id: &str) -> Option<&mut Connection> {
        self.connections.iter_mut().find(|connection| connection.credentials_id == id)
    }

    /// Forgets the connection; false when no connection has this token.
    pub(crate) fn revoke(&mut self, access_token: &str) -> bool {
        let place = self.connections.iter().position(|connection| connection.expiry_of(access_token).is_some());
        if let Some(place) = place {
            remember(&mut self.revoked, self.connections.remove(place).access_token);
        }
        place.is_some()
    }

    /// Whether this was the newest token of a connection when it was revoked.
    pub(crate) fn is_revoked(&self, access_token: &str) -> bool {
        self.revoked.iter().any(|token| token == access_token)
    }

    /// The connections of one bank, or all.
    pub(crate) fn connections_of<'a>(
        &'a mut self,
        provider_id: Option<&'a str>,
    ) -> impl Iterator<Item = &'a mut Connection> {
        self.connections.iter_mut().filter(move |it| provider_id.is_none_or(|id| it.bank.id == id))
    }
}
