//! A sign-in that is under way at the bank, kept by the browser in a sealed cookie of its own for ten minutes.
//!
//! The cookie's name is made from `state`, so that sign-ins in several tabs do not overwrite each other; it is
//! SameSite=Lax, because the way back from the bank is a navigation that another site causes.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use truelayer::Secret;

use crate::caller::Caller;
use crate::cookie::{self, SameSite};
use crate::encoding;
use crate::session::Session;
use crate::vault::{self, KeyRing, Purpose, VaultError};

const PREFIX: &str = "__Host-Http-openpurse-pending-";
/// How long a person may take at the bank.
pub const LIFE: TimeDelta = TimeDelta::minutes(10);
const SECRET_BYTES: usize = 32;
/// More sign-ins under way than this in one browser, and the older ones are dropped: request headers are limited.
const MOST: usize = 5;

/// What must be known when the browser comes back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pending {
    /// The value TrueLayer echoes; also the defence against forged callbacks.
    pub state: Secret,
    /// PKCE's verifier.
    pub verifier: Secret,
    /// The path to go back to in the app.
    pub return_to: String,
    /// Whose tenant the bank joins.
    pub caller: Caller,
    /// The connection whose consent the person goes to renew, if that is what it is for.
    pub renews: Option<String>,
    created_at: DateTime<Utc>,
}

/// Why a callback's `state` is not good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateError {
    /// Missing, wrong, or already used.
    Invalid,
    /// More than ten minutes old.
    Expired,
}

impl Pending {
    /// Starts a sign-in; `None` where the host has no randomness.
    pub fn start(return_to: String, caller: Caller, now: DateTime<Utc>) -> Option<Self> {
        Some(Self {
            state: Secret::new(encoding::random_id::<SECRET_BYTES>()?),
            verifier: Secret::new(encoding::random_id::<SECRET_BYTES>()?),
            return_to,
            caller,
            renews: None,
            created_at: now,
        })
    }

    /// The cookie that holds it.
    pub fn cookie(&self, keys: &KeyRing) -> Result<String, VaultError> {
        let name = format!("{PREFIX}{}", label(self.state.expose()));
        Ok(cookie::set(&name, &self.seal(keys)?, SameSite::Lax, LIFE.num_seconds()))
    }

    /// The cookie's value alone, for an app that keeps it itself.
    pub fn seal(&self, keys: &KeyRing) -> Result<String, VaultError> {
        let text = serde_json::to_vec(self).map_err(|_| VaultError::CannotSeal)?;
        let sealed = vault::seal(keys, Purpose::Pending, &label(self.state.expose()), &text)?;
        Ok(encoding::base64url(&sealed))
    }

    /// The session of a sign-in that this browser has under way already.
    pub fn session_under_way(keys: &KeyRing, cookies: &str) -> Option<Session> {
        // Only a token brings a bank to a bearer token's tenant.
        let read = |name: &str| Self::read(keys, cookies, name.strip_prefix(PREFIX)?).ok()?.caller.session().cloned();
        cookie::names_with_prefix(cookies, PREFIX).find_map(read)
    }

    /// Finds the sign-in that a callback's `state` belongs to.
    pub fn find(keys: &KeyRing, cookies: &str, state: &str, now: DateTime<Utc>) -> Result<Self, StateError> {
        Self::read(keys, cookies, &label(state))?.check(state, now)
    }

    /// The same of a sign-in that the app has kept itself, as `seal` made it.
    pub fn open(keys: &KeyRing, sealed: &str, state: &str, now: DateTime<Utc>) -> Result<Self, StateError> {
        Self::unseal(keys, sealed, &label(state))?.check(state, now)
    }

    fn check(self, state: &str, now: DateTime<Utc>) -> Result<Self, StateError> {
        if !bool::from(self.state.expose().as_bytes().ct_eq(state.as_bytes())) {
            return Err(StateError::Invalid);
        }
        let age = now.signed_duration_since(self.created_at);
        if age < TimeDelta::zero() || age >= LIFE { Err(StateError::Expired) } else { Ok(self) }
    }

    fn read(keys: &KeyRing, cookies: &str, label: &str) -> Result<Self, StateError> {
        let value = cookie::get(cookies, &format!("{PREFIX}{label}")).ok_or(StateError::Invalid)?;
        Self::unseal(keys, value, label)
    }

    fn unseal(keys: &KeyRing, value: &str, label: &str) -> Result<Self, StateError> {
        let sealed = encoding::from_base64url(value).ok_or(StateError::Invalid)?;
        let text = vault::open(keys, Purpose::Pending, label, &sealed).map_err(|_| StateError::Invalid)?;
        serde_json::from_slice(&text).map_err(|_| StateError::Invalid)
    }
}

/// Removes the cookie of this `state`.
pub fn clear_cookie(state: &str) -> String {
    cookie::clear(&format!("{PREFIX}{}", label(state)), SameSite::Lax)
}

/// Removes all of the browser's pending cookies when there are too many of them.
pub fn clear_excess(cookies: &str) -> Vec<String> {
    let names: Vec<_> = cookie::names_with_prefix(cookies, PREFIX).collect();
    if names.len() < MOST {
        return Vec::new();
    }
    names.into_iter().map(|name| cookie::clear(name, SameSite::Lax)).collect()
}

/// Sixteen hex digits of the state's hash: enough to tell a browser's tabs apart, and says nothing of the state.
fn label(state: &str) -> String {
    encoding::sha256_hex(state.as_bytes()).chars().take(16).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::TenantId;

    fn keys() -> KeyRing {
        KeyRing::parse(r#"{"current":"k1","keys":{"k1":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}}"#).unwrap()
    }

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000, 0).unwrap()
    }

    fn started() -> (Pending, String) {
        let caller = Caller::Session(Session::of_new_tenant().unwrap());
        let pending = Pending::start("/a".into(), caller, now()).unwrap();
        let header = pending.cookie(&keys()).unwrap().split(';').next().unwrap().to_owned();
        (pending, header)
    }

    #[test]
    fn the_callback_finds_the_sign_in_it_belongs_to() {
        let (one, cookie_one) = started();
        let (two, cookie_two) = started();
        let cookies = format!("{cookie_one}; {cookie_two}");
        for pending in [one, two] {
            let found = Pending::find(&keys(), &cookies, pending.state.expose(), now()).unwrap();
            assert_eq!(found.verifier, pending.verifier);
            assert_eq!(found.return_to, "/a");
        }
    }

    #[test]
    fn sign_ins_beside_each_other_find_each_others_session() {
        let (pending, cookies) = started();
        assert_eq!(Pending::session_under_way(&keys(), &format!("a=b; {cookies}")), pending.caller.session().cloned());
        assert_eq!(Pending::session_under_way(&keys(), "a=b"), None);
        assert_eq!(Pending::session_under_way(&keys(), &cookies.replace('=', "=A")), None);
    }

    #[test]
    fn a_bearer_tokens_sign_in_is_not_joined_by_a_browsers() {
        let caller = Caller::Bearer(TenantId::of_bearer("https://issuer.example", "somebody"));
        let pending = Pending::start("/".into(), caller, now()).unwrap();
        let cookies = pending.cookie(&keys()).unwrap();
        assert!(Pending::find(&keys(), &cookies, pending.state.expose(), now()).is_ok());
        assert_eq!(Pending::session_under_way(&keys(), &cookies), None);
    }

    #[test]
    fn an_app_may_keep_the_sealed_sign_in_itself() {
        let (pending, _) = started();
        let (other, _) = started();
        let sealed = pending.seal(&keys()).unwrap();
        let open = |sealed: &str, state: &Secret| Pending::open(&keys(), sealed, state.expose(), now());
        assert_eq!(open(&sealed, &pending.state).unwrap().caller, pending.caller);
        assert_eq!(open(&sealed, &other.state).unwrap_err(), StateError::Invalid);
        assert_eq!(open("", &pending.state).unwrap_err(), StateError::Invalid);
        let later = Pending::open(&keys(), &sealed, pending.state.expose(), now() + LIFE);
        assert_eq!(later.unwrap_err(), StateError::Expired);
    }

    #[test]
    fn wrong_and_missing_states_are_invalid() {
        let (pending, cookies) = started();
        let find = |cookies: &str, state: &str| Pending::find(&keys(), cookies, state, now()).unwrap_err();
        assert_eq!(find(&cookies, "other"), StateError::Invalid);
        assert_eq!(find(&cookies, ""), StateError::Invalid);
        assert_eq!(find("", pending.state.expose()), StateError::Invalid);
        assert_eq!(find(&cookies.replace('=', "=A"), pending.state.expose()), StateError::Invalid);
    }

    #[test]
    fn one_states_cookie_is_no_good_under_anothers_name() {
        let (one, cookie_one) = started();
        let (two, _) = started();
        let moved = cookie_one.replace(&label(one.state.expose()), &label(two.state.expose()));
        assert_eq!(Pending::find(&keys(), &moved, two.state.expose(), now()).unwrap_err(), StateError::Invalid);
    }

    #[test]
    fn ten_minutes_later_it_has_expired() {
        let (pending, cookies) = started();
        let later =
            |seconds| Pending::find(&keys(), &cookies, pending.state.expose(), now() + TimeDelta::seconds(seconds));
        assert!(later(599).is_ok());
        assert_eq!(later(600).unwrap_err(), StateError::Expired);
    }

    #[test]
    fn the_cookie_is_lax_sealed_and_short_lived() {
        let (pending, _) = started();
        let cookie = pending.cookie(&keys()).unwrap();
        assert!(cookie.contains("SameSite=Lax") && cookie.contains("Max-Age=600"), "{cookie}");
        assert!(!cookie.contains(pending.verifier.expose()) && !cookie.contains(pending.state.expose()));
    }

    #[test]
    fn too_many_are_dropped() {
        let few: Vec<_> = (0..4).map(|n| format!("{PREFIX}{n}=x")).collect();
        let many: Vec<_> = (0..5).map(|n| format!("{PREFIX}{n}=x")).collect();
        assert!(clear_excess(&few.join("; ")).is_empty());
        assert_eq!(clear_excess(&many.join("; ")).len(), 5);
    }
}
