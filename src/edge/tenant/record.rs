//! The tenant's record: what is stored, and its sealed form. `docs/storage-schema.md` shows an example.

use std::collections::BTreeSet;

use budget::AccountKind;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use truelayer::data::{AccountRef, Me, Provider};
use truelayer::{Secret, auth};

use super::message::{NoToken, Token, View, ViewConnection};
use crate::session::{Sessions, TenantId};
use crate::vault::{self, KeyRing, Purpose, VaultError};
use crate::{encoding, pending};

const VERSION: u32 = 1;
/// A token is replaced this long before it ends; a short-lived one, halfway.
const MARGIN_SECONDS: u64 = 60;
const LONGEST_LIFE_SECONDS: u64 = 90 * 24 * 60 * 60;
/// Marks a stored record that the master keys alone open.
const UNATTENDED_MARK: &str = "m.";
/// A consent of which nobody said when it ends: none lasts longer.
const LONGEST_CONSENT: TimeDelta = TimeDelta::days(180);
/// What has been no use for so long is erased.
const KEPT_AFTER_CONSENT: TimeDelta = TimeDelta::days(90);

/// All that is kept of one user.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    version: u32,
    /// Counts the changes: tells an older copy from a newer one.
    #[serde(default)]
    pub revision: u64,
    /// Whether the tenant is served in their absence: the seal then takes nothing that only their browser has.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unattended: bool,
    /// Whether the tenant is a bearer token's, who never has a browser's session.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bearer: bool,
    /// Sign-ins that have been completed, each good for once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub completed: Vec<Completed>,
    /// When the first bank was connected.
    pub created_at: DateTime<Utc>,
    /// The browsers that are signed in.
    pub sessions: Sessions,
    /// The banks.
    pub connections: Vec<Connection>,
    /// The budget settings, once saved: their JSON text.
    pub settings: Option<String>,
    /// Counts the changes of the settings; 0 before the first.
    pub settings_revision: u64,
}

/// A sign-in that was completed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Completed {
    /// SHA-256 of its `state`, in hex.
    pub state: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// One connected bank.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Connection {
    /// Our own id of it; stays when the bank is connected anew.
    pub id: String,
    /// TrueLayer's name of the bank, such as `ob-monzo`; empty where `/me` did not say.
    pub provider_id: String,
    /// The bank's name for people.
    pub bank_name: String,
    /// When it was first connected.
    pub created_at: DateTime<Utc>,
    /// When the person's consent ends, as `/me` says.
    pub consent_expires_at: Option<DateTime<Utc>>,
    /// What was granted.
    pub scopes: Vec<String>,
    /// Whether its tokens are any good.
    pub state: State,
    /// The tokens in force.
    pub tokens: Tokens,
    /// The refresh token before, which got the one in force; kept until that one has worked.
    pub previous_refresh: Option<Secret>,
    /// What is known of its accounts.
    pub known: Known,
    /// Until when the bank wants no more calls, where it has said that it has had enough for the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resting_until: Option<DateTime<Utc>>,
    /// Whether `/me` has not said yet which bank it is and until when the consent lasts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undescribed: bool,
}

/// What a visit has found out about a connection.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Learned {
    /// What is known of its accounts now, where that has changed.
    pub known: Option<Known>,
    /// Whether the bank wants no more calls today.
    pub over_for_today: bool,
    /// Whether `/me` is still to be asked.
    pub undescribed: bool,
}

impl Learned {
    /// Whether there is anything to tell the tenant.
    pub fn is_news(&self) -> bool {
        self.known.is_some() || self.over_for_today || self.undescribed
    }
}

/// What is known of a connection's accounts, so that the next visit can ask for everything at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Accounts and cards when last seen: ids, kinds and fingerprints.
    pub accounts: Vec<AccountRef>,
    /// The lists that this bank does not have.
    pub absent: Vec<AccountKind>,
}

/// Whether a connection works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It does.
    Active,
    /// The consent has ended: the person must connect the bank anew.
    Reconnect,
}

/// The tokens in force.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Tokens {
    /// Opens the Data API.
    pub access: Secret,
    /// Gets the next access token; absent where the bank grants none.
    pub refresh: Option<Secret>,
    /// Until when the access token may be used without asking for another.
    pub fresh_until: DateTime<Utc>,
}

impl Tokens {
    /// Tokens as they were answered to a request that was sent at `asked_at`. A refresh that names no new refresh token
    /// leaves `old_refresh` in force.
    pub fn new(answer: auth::Tokens, old_refresh: Option<Secret>, asked_at: DateTime<Utc>) -> Self {
        let life = answer.expires_in.min(LONGEST_LIFE_SECONDS);
        let usable = life.saturating_sub(MARGIN_SECONDS.min(life / 2));
        let usable = TimeDelta::seconds(i64::try_from(usable).unwrap_or_default());
        Self {
            access: answer.access_token,
            refresh: answer.refresh_token.or(old_refresh),
            fresh_until: asked_at.checked_add_signed(usable).unwrap_or(asked_at),
        }
    }
}

impl Connection {
    /// Takes over what `/me` says.
    pub fn describe(&mut self, me: Me) {
        self.name_after(me.provider);
        self.consent_expires_at = me.consent_expires_at;
        if !me.scopes.is_empty() {
            self.scopes = me.scopes;
        }
        self.undescribed = false;
    }

    /// Takes over what is known of the bank. One that has an id but no name is called by its id.
    pub fn name_after(&mut self, provider: Provider) {
        let name = provider.name.or_else(|| provider.id.clone());
        self.provider_id = provider.id.unwrap_or_else(|| std::mem::take(&mut self.provider_id));
        self.bank_name = name.unwrap_or_else(|| std::mem::take(&mut self.bank_name));
    }

    /// Leaves the bank alone until tomorrow: the bank's day is not known, so it is UTC's.
    pub fn rest_until_tomorrow(&mut self, now: DateTime<Utc>) {
        let tomorrow = now.date_naive().succ_opt().and_then(|day| day.and_hms_opt(0, 0, 0));
        self.resting_until = tomorrow.map(|midnight| midnight.and_utc());
    }

    fn token(&self, now: DateTime<Utc>, why_stale: impl Fn(&str) -> NoToken) -> Token {
        match (self.state, self.resting_until) {
            (State::Reconnect, _) => Token::None(NoToken::Ended),
            (State::Active, Some(until)) if now < until => Token::None(NoToken::OverForToday(until)),
            (State::Active, _) if self.is_fresh(now) => Token::Access(self.tokens.access.clone()),
            (State::Active, _) => Token::None(why_stale(&self.id)),
        }
    }

    /// Whether the access token may be used now.
    pub fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        now < self.tokens.fresh_until
    }

    /// How many accounts only one of the two has, if both are the same login at the same bank; `None` where they are
    /// not. Of one login, one time can show fewer accounts than the other, but an account in common is not enough: a
    /// joint account is there in the logins of two people.
    pub fn accounts_apart(&self, other: &Self) -> Option<usize> {
        let (one, two) = (self.fingerprints(), other.fingerprints());
        let same_bank = self.provider_id == other.provider_id;
        let one_login = !one.is_empty() && !two.is_empty() && (one.is_subset(&two) || two.is_subset(&one));
        (same_bank && one_login).then(|| one.len().abs_diff(two.len()))
    }

    fn fingerprints(&self) -> BTreeSet<&str> {
        self.known.accounts.iter().map(|account| account.fingerprint.as_str()).collect()
    }

    /// Whether `new`, which was connected to renew this one, does so: not if it shows another login's accounts. Banks
    /// change their ids at TrueLayer, and may have shown nothing yet.
    pub fn is_renewed_by(&self, new: &Self) -> bool {
        new.known.accounts.is_empty() || self.shares_an_account_with(new)
    }

    fn shares_an_account_with(&self, other: &Self) -> bool {
        let others = &other.known.accounts;
        self.known.accounts.iter().any(|account| others.iter().any(|known| known.fingerprint == account.fingerprint))
    }

    /// Goes on with the tokens and all else of `new`, as the same connection. What `new` could not find out stays as it
    /// was.
    pub fn replace_by(&mut self, new: Self) {
        let old = std::mem::replace(self, new);
        (self.id, self.created_at) = (old.id, old.created_at);
        if self.known.accounts.is_empty() {
            self.known = old.known;
        }
        if self.provider_id.is_empty() {
            (self.provider_id, self.bank_name) = (old.provider_id, old.bank_name);
        }
    }
}

impl Record {
    /// A record with nothing in it yet.
    pub fn new(now: DateTime<Utc>) -> Self {
        Self {
            version: VERSION,
            revision: 0,
            unattended: false,
            bearer: false,
            completed: Vec::new(),
            created_at: now,
            sessions: Sessions::default(),
            connections: Vec::new(),
            settings: None,
            settings_revision: 0,
        }
    }

    /// The sealed record as it is stored: base64url of the vault's envelope.
    pub fn seal(&self, keys: &KeyRing, tenant: &TenantId) -> Result<String, VaultError> {
        let text = zeroize::Zeroizing::new(serde_json::to_vec(self).map_err(|_| VaultError::CannotSeal)?);
        let (mark, purpose, of) = if self.opens_alone() {
            (UNATTENDED_MARK, Purpose::Unattended, tenant.storage_name())
        } else {
            ("", Purpose::Record, tenant.as_str().to_owned())
        };
        let sealed = vault::seal(keys, purpose, &of, &text)?;
        Ok(format!("{mark}{}", encoding::base64url(&sealed)))
    }

    /// Opens what `seal` made.
    pub fn open(sealed: &str, keys: &KeyRing, tenant: &TenantId) -> Result<Self, VaultError> {
        let (purpose, of, encoded) = match sealed.strip_prefix(UNATTENDED_MARK) {
            Some(encoded) => (Purpose::Unattended, tenant.storage_name(), encoded),
            None => (Purpose::Record, tenant.as_str().to_owned(), sealed),
        };
        let envelope = encoding::from_base64url(encoded).ok_or(VaultError::NotAnEnvelope)?;
        let text = vault::open(keys, purpose, &of, &envelope)?;
        let record: Self = serde_json::from_slice(&text).map_err(|_| VaultError::NotAnEnvelope)?;
        if record.version == VERSION { Ok(record) } else { Err(VaultError::NotAnEnvelope) }
    }

    /// Whether the master keys open it, with nothing that only a browser has.
    fn opens_alone(&self) -> bool {
        self.unattended || self.bearer
    }

    /// When nobody can have any use of it any more: 90 days after the last consent has ended, or as soon as no browser has
    /// a way in and nothing else opens it.
    pub fn erase_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let ends = |connection: &Connection| {
            let untold = connection.created_at.checked_add_signed(LONGEST_CONSENT);
            connection.consent_expires_at.or(untold).unwrap_or(now)
        };
        let last = self.connections.iter().map(ends).max().unwrap_or(now).max(now);
        let useless = last.checked_add_signed(KEPT_AFTER_CONSENT).unwrap_or(last);
        if self.opens_alone() { useless } else { useless.min(self.sessions.end_of_all(now)) }
    }

    /// Notes that a sign-in was completed; `false` where it had been before.
    pub fn complete(&mut self, state: &str, now: DateTime<Utc>) -> bool {
        let is_recent = |completed: &Completed| now.signed_duration_since(completed.at) < pending::LIFE;
        self.completed.retain(is_recent);
        if self.completed.iter().any(|completed| completed.state == state) {
            return false;
        }
        self.completed.push(Completed { state: state.to_owned(), at: now });
        true
    }

    /// The connection of that id.
    pub fn connection_mut(&mut self, id: &str) -> Option<&mut Connection> {
        self.connections.iter_mut().find(|connection| connection.id == id)
    }

    /// What a request needs of it. `why_stale` tells why a connection's token is not fresh.
    pub fn view(&self, now: DateTime<Utc>, why_stale: impl Fn(&str) -> NoToken) -> View {
        let one = |connection: &Connection| ViewConnection {
            id: connection.id.clone(),
            provider_id: connection.provider_id.clone(),
            bank_name: connection.bank_name.clone(),
            created_at: connection.created_at,
            consent_expires_at: connection.consent_expires_at,
            scopes: connection.scopes.clone(),
            state: connection.state,
            token: connection.token(now, &why_stale),
            known: connection.known.clone(),
            undescribed: connection.undescribed,
        };
        View {
            connections: self.connections.iter().map(one).collect(),
            settings: self.settings.clone(),
            settings_revision: self.settings_revision,
            revision: self.revision,
            unattended: self.unattended,
        }
    }
}

#[cfg(test)]
pub(super) mod tests;
