//! The session cookie: which tenant, and a secret that proves it. The tenant's record keeps only the secret's hash.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use truelayer::Secret;

use crate::cookie::{self, SameSite};
use crate::encoding;

const COOKIE: &str = "__Host-Http-openpurse";
const NAME_PREFIX: &str = "tenant:";
const TENANT_BYTES: usize = 16;
const SECRET_BYTES: usize = 32;
/// Begins the id of a bearer token's tenant.
const BEARER: &str = "bearer.";

/// A session that was not used for this long has ended.
const IDLE: TimeDelta = TimeDelta::days(30);
/// A session ends after this long however much it is used: as long as a bank's consent.
const ABSOLUTE: TimeDelta = TimeDelta::days(90);
/// How stale `last_seen` may grow before a reader tells the tenant.
const SEEN_EVERY: TimeDelta = TimeDelta::days(1);
/// A session that a new one took the place of may still bring in a sign-in that it had begun, for as long as one lasts.
const JOINABLE: TimeDelta = TimeDelta::minutes(10);
/// The newest sessions a tenant keeps; a person has few browsers.
const KEPT: usize = 20;

/// A tenant's id: 128 random bits, part of the session secret; or what a bearer token's issuer and subject make. Whoever
/// stores things sees only its hash.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenantId(String);

impl TenantId {
    /// A new tenant; `None` where the host has no randomness.
    pub fn new() -> Option<Self> {
        encoding::random_id::<TENANT_BYTES>().map(Self)
    }

    /// The tenant that a token's issuer calls `subject`. Not a secret, and never the id that a cookie can hold: that has no
    /// dot.
    pub fn of_bearer(issuer: &str, subject: &str) -> Self {
        let mut hash = Sha256::new();
        for part in [issuer, subject] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        Self(format!("{BEARER}{}", encoding::hex(&hash.finalize())))
    }

    /// The id in a cookie.
    fn parse(text: &str) -> Option<Self> {
        (encoding::from_base64url(text)?.len() == TENANT_BYTES).then(|| Self(text.to_owned()))
    }

    /// The id itself: for the vault's key derivation and the cookie.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The opaque name under which the tenant is stored, in Workers KV and as a Durable Object.
    pub fn storage_name(&self) -> String {
        format!("{NAME_PREFIX}{}", encoding::sha256_hex(self.0.as_bytes()))
    }

    /// The tenant in the log: enough of the hash to tell tenants apart.
    pub fn log_name(&self) -> String {
        log_name(&self.storage_name())
    }
}

/// The same, from the name under which the tenant is stored.
pub fn log_name(storage_name: &str) -> String {
    storage_name.trim_start_matches(NAME_PREFIX).chars().take(16).collect()
}

impl std::fmt::Debug for TenantId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("[tenant]")
    }
}

/// A session as a request presents it: not yet checked against the tenant's record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The tenant it is for.
    pub tenant: TenantId,
    /// SHA-256 of the secret, in hex.
    pub hash: String,
}

impl Session {
    /// A session of a new tenant, before there is a record that knows it. Sign-ins that a browser begins beside each
    /// other share one, and so end up with the same tenant. `None` where the host has no randomness.
    pub fn of_new_tenant() -> Option<Self> {
        Some(Self { tenant: TenantId::new()?, hash: hash(&encoding::random_id::<SECRET_BYTES>()?) })
    }

    /// Reads the session cookie. A malformed one is no session.
    pub fn from_cookies(header: &str) -> Option<Self> {
        let (tenant, secret) = cookie::get(header, COOKIE)?.split_once('.')?;
        let well_formed = encoding::from_base64url(secret)?.len() == SECRET_BYTES;
        if !well_formed {
            return None;
        }
        Some(Self { tenant: TenantId::parse(tenant)?, hash: hash(secret) })
    }
}

fn hash(secret: &str) -> String {
    encoding::sha256_hex(secret.as_bytes())
}

/// The cookie of a new session.
pub fn cookie(tenant: &TenantId, secret: &Secret) -> String {
    let value = format!("{}.{}", tenant.as_str(), secret.expose());
    cookie::set(COOKIE, &value, SameSite::Strict, ABSOLUTE.num_seconds())
}

/// Removes the session cookie.
pub fn clear_cookie() -> String {
    cookie::clear(COOKIE, SameSite::Strict)
}

/// The sessions of a tenant's record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sessions(Vec<Kept>);

/// One session as the record keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    hash: String,
    created_at: DateTime<Utc>,
    last_seen: DateTime<Utc>,
    /// When a new session took its place; it is good for nothing but joining since.
    replaced_at: Option<DateTime<Utc>>,
}

impl Kept {
    fn is_live(&self, now: DateTime<Utc>) -> bool {
        let within = |since: DateTime<Utc>, limit| now.signed_duration_since(since) < limit;
        self.replaced_at.is_none() && within(self.last_seen, IDLE) && within(self.created_at, ABSOLUTE)
    }

    /// When it ends if it is not used any more.
    fn end(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let after = |since: DateTime<Utc>, limit| since.checked_add_signed(limit).unwrap_or(now);
        after(self.last_seen, IDLE).min(after(self.created_at, ABSOLUTE))
    }

    fn may_join(&self, now: DateTime<Utc>) -> bool {
        self.is_live(now) || self.replaced_at.is_some_and(|at| now.signed_duration_since(at) < JOINABLE)
    }

    fn has_hash(&self, hash: &str) -> bool {
        self.hash.as_bytes().ct_eq(hash.as_bytes()).into()
    }
}

impl Sessions {
    /// Starts a session in place of `old` and answers its secret; forgets those that are good for nothing any more and,
    /// beyond the limit, the oldest. `None` where the host has no randomness.
    pub fn start(&mut self, old: &str, now: DateTime<Utc>) -> Option<Secret> {
        let secret = encoding::random_id::<SECRET_BYTES>()?;
        let replaced_at = self.find(old).and_then(|kept| kept.replaced_at).or(Some(now));
        self.0.retain(|kept| kept.may_join(now) && !kept.has_hash(old));
        let excess = (self.0.len() + 2).saturating_sub(KEPT);
        self.0.drain(..excess);
        self.0.push(Kept { hash: old.to_owned(), created_at: now, last_seen: now, replaced_at });
        self.0.push(Kept { hash: hash(&secret), created_at: now, last_seen: now, replaced_at: None });
        Some(Secret::new(secret))
    }

    /// Whether a sign-in that this session began may add its bank.
    pub fn may_join(&self, hash: &str, now: DateTime<Utc>) -> bool {
        self.find(hash).is_some_and(|kept| kept.may_join(now))
    }

    /// Whether the session is there and has not ended.
    pub fn is_live(&self, hash: &str, now: DateTime<Utc>) -> bool {
        self.find(hash).is_some_and(|kept| kept.is_live(now))
    }

    /// Whether `last_seen` should be written anew.
    pub fn is_due(&self, hash: &str, now: DateTime<Utc>) -> bool {
        self.find(hash).is_some_and(|kept| now.signed_duration_since(kept.last_seen) >= SEEN_EVERY)
    }

    /// Writes `last_seen` if it is due; tells whether it did.
    pub fn touch(&mut self, hash: &str, now: DateTime<Utc>) -> bool {
        let due = self.is_due(hash, now);
        if due && let Some(kept) = self.0.iter_mut().find(|kept| kept.has_hash(hash)) {
            kept.last_seen = now;
        }
        due
    }

    /// When the last of them has ended, if none is used any more; `now` where none is live.
    pub fn end_of_all(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.0.iter().filter(|kept| kept.is_live(now)).map(|kept| kept.end(now)).max().unwrap_or(now)
    }

    /// Whether a browser has a way in.
    pub fn any_live(&self, now: DateTime<Utc>) -> bool {
        self.0.iter().any(|kept| kept.is_live(now))
    }

    /// Ends all sessions.
    pub fn end_all(&mut self) {
        self.0.clear();
    }

    /// Ends the session.
    pub fn end(&mut self, hash: &str) {
        self.0.retain(|kept| !kept.has_hash(hash));
    }

    fn find(&self, hash: &str) -> Option<&Kept> {
        self.0.iter().find(|kept| kept.has_hash(hash))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(days: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000, 0).unwrap() + TimeDelta::days(days)
    }

    fn presented(tenant: &TenantId, secret: &Secret) -> Session {
        let set_cookie = cookie(tenant, secret);
        Session::from_cookies(set_cookie.split(';').next().unwrap()).unwrap()
    }

    #[test]
    fn a_started_session_is_recognised_by_its_cookie() {
        let tenant = TenantId::new().unwrap();
        let mut sessions = Sessions::default();
        let secret = sessions.start("before", at(0)).unwrap();
        let session = presented(&tenant, &secret);
        assert_eq!(session.tenant, tenant);
        assert!(sessions.is_live(&session.hash, at(0)));
        assert!(!serde_json::to_string(&sessions).unwrap().contains(secret.expose()));
        sessions.end(&session.hash);
        assert!(!sessions.is_live(&session.hash, at(0)));
    }

    #[test]
    fn idle_and_absolute_limits_end_it() {
        let mut sessions = Sessions::default();
        let hash = hash(sessions.start("before", at(0)).unwrap().expose());
        assert!(sessions.is_live(&hash, at(29)));
        assert!(!sessions.is_live(&hash, at(30)));
        for day in (20..=80).step_by(20) {
            assert!(sessions.touch(&hash, at(day)));
            assert!(!sessions.touch(&hash, at(day)), "only once a day");
        }
        assert!(sessions.is_live(&hash, at(89)));
        assert!(!sessions.is_live(&hash, at(90)));
    }

    #[test]
    fn a_replaced_session_may_join_for_ten_minutes_and_nothing_else() {
        let mut sessions = Sessions::default();
        let one = hash(sessions.start("new tenant", at(0)).unwrap().expose());
        let two = hash(sessions.start(&one, at(0)).unwrap().expose());
        let later = |minutes| at(0) + TimeDelta::minutes(minutes);
        for replaced in ["new tenant", &one] {
            assert!(!sessions.is_live(replaced, at(0)));
            assert!(sessions.may_join(replaced, later(9)));
            assert!(!sessions.may_join(replaced, later(10)));
        }
        assert!(sessions.is_live(&two, at(0)));
        sessions.start("new tenant", later(9)).unwrap();
        assert!(!sessions.may_join("new tenant", later(10)), "joining does not prolong it");
        assert!(!sessions.may_join("unknown", at(0)));
    }

    #[test]
    fn only_the_newest_are_kept() {
        let mut sessions = Sessions::default();
        let first = hash(sessions.start("before", at(0)).unwrap().expose());
        for _ in 0..KEPT {
            sessions.start("before", at(1)).unwrap();
        }
        assert_eq!(sessions.0.len(), KEPT);
        assert!(!sessions.is_live(&first, at(1)));
    }

    #[test]
    fn malformed_cookies_are_no_session() {
        for value in
            ["", ".", "a.b", "AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAA.", "AAAAAAAAAAAAAAAAAAAAAA.AAAA", "%.%"]
        {
            assert_eq!(Session::from_cookies(&format!("{COOKIE}={value}")), None, "{value}");
        }
    }

    #[test]
    fn a_bearer_tokens_tenant_is_one_of_issuer_and_subject_and_no_cookie_names_it() {
        let id = |issuer, subject| TenantId::of_bearer(issuer, subject);
        assert_eq!(id("a", "bc"), id("a", "bc"));
        assert_ne!(id("a", "bc"), id("ab", "c"));
        assert_ne!(id("a", "bc"), id("a", "bd"));
        let tenant = id("a", "bc");
        assert_eq!(TenantId::parse(tenant.as_str()), None);
        let header = format!("{COOKIE}={}.{}", tenant.as_str(), "A".repeat(43));
        assert_eq!(Session::from_cookies(&header), None);
        // Without its prefix it is none either.
        let header = format!("{COOKIE}={}.{}", tenant.as_str().trim_start_matches(BEARER), "A".repeat(43));
        assert_eq!(Session::from_cookies(&header), None);
    }

    #[test]
    fn nothing_stored_names_the_tenant() {
        let tenant = TenantId::new().unwrap();
        assert!(!tenant.storage_name().contains(tenant.as_str()));
        assert!(!format!("{tenant:?}").contains(tenant.as_str()));
    }
}
