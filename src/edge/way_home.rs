//! The way home of an app on another origin: what a sign-in's `state` says where no cookie can.
//!
//! TrueLayer sends the person to this site's callback, which has nothing of that app's. So the `state` of such a sign-in is
//! itself a sealed text: the app's address, and until when it is good. Nothing else is in it: what completes the sign-in is
//! what the app has kept, with the app's token. The answer goes into the fragment, which no server's log sees.

use chrono::{DateTime, Utc};
use truelayer::Secret;
use truelayer::callback::{Callback, Outcome};
use worker::Url;

use crate::encoding;
use crate::pending::LIFE;
use crate::vault::{self, KeyRing, Purpose, VaultError};

/// It travels twice through TrueLayer's addresses, in a `state` a half longer.
pub const LONGEST: usize = 256;
/// There is no tenant that it is for.
const SUBJECT: &str = "callback";

/// An address of the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayHome(String);

impl WayHome {
    /// The address, if its origin is one of `allowed` and the answer can be put behind it.
    pub fn to(address: &str, allowed: &[String]) -> Option<Self> {
        let plain = address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        let url = Url::parse(address).ok().filter(|_| plain)?;
        let is_bare = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        let is_allowed = allowed.contains(&url.origin().ascii_serialization());
        (is_bare && is_allowed && url.as_str().len() <= LONGEST).then(|| Self(url.into()))
    }

    /// The `state` of a sign-in that begins now. No two are the same, and nobody else can make one.
    pub fn seal(&self, keys: &KeyRing, now: DateTime<Utc>) -> Result<Secret, VaultError> {
        let text = format!("{} {}", now.timestamp().saturating_add(LIFE.num_seconds()), self.0);
        let sealed = vault::seal(keys, Purpose::WayHome, SUBJECT, text.as_bytes())?;
        Ok(Secret::new(encoding::base64url(&sealed)))
    }

    /// What such a `state` says, while it is good and the address is still allowed.
    pub fn open(keys: &KeyRing, state: &str, allowed: &[String], now: DateTime<Utc>) -> Option<Self> {
        let sealed = encoding::from_base64url(state)?;
        let text = vault::open(keys, Purpose::WayHome, SUBJECT, &sealed).ok()?;
        let (expires_at, address) = std::str::from_utf8(&text).ok()?.split_once(' ')?;
        let is_good = expires_at.parse::<i64>().ok()? > now.timestamp();
        Self::to(address, allowed).filter(|_| is_good)
    }

    /// The address with what the callback brought.
    pub fn with(&self, callback: &Callback) -> String {
        let mut fields = form_urlencoded::Serializer::new(String::new());
        match &callback.outcome {
            Outcome::Code(code) => fields.append_pair("code", code.expose()),
            Outcome::Refused(name) => fields.append_pair("error", name),
            Outcome::Neither => fields.append_pair("error", "missing_code"),
        };
        if let Some(state) = &callback.state {
            fields.append_pair("state", state.expose());
        }
        format!("{}#{}", self.0, fields.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    fn keys() -> KeyRing {
        KeyRing::parse(r#"{"current":"k1","keys":{"k1":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}}"#).unwrap()
    }

    fn allowed() -> Vec<String> {
        vec!["https://app.example".into(), "http://localhost:5173".into()]
    }

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000, 0).unwrap()
    }

    fn home() -> WayHome {
        WayHome::to("https://app.example/done?a=b", &allowed()).unwrap()
    }

    #[test]
    fn home_is_an_address_of_an_allowed_origin() {
        for good in
            ["https://app.example", "https://app.example/a?b=c", "http://localhost:5173/a", "https://app.example:443/"]
        {
            assert!(WayHome::to(good, &allowed()).is_some(), "{good}");
            assert_eq!(WayHome::to(good, &[]), None);
        }
        let long = format!("https://app.example/{}", "a".repeat(LONGEST));
        for bad in [
            "",
            "/",
            "//app.example/",
            "app.example",
            "https://evil.example/",
            "http://app.example/",
            "https://app.example:8443/",
            "https://app.example.evil.example/",
            "https://app.example@evil.example/",
            "https://me@app.example/",
            "https://app.example\\@evil.example/",
            "https://app.example/#",
            "https://app.example/#a",
            "https://app.example/a b",
            "javascript:alert(1)//https://app.example",
            long.as_str(),
        ] {
            assert_eq!(WayHome::to(bad, &allowed()), None, "{bad}");
        }
    }

    #[test]
    fn a_state_leads_home_for_ten_minutes() {
        let state = home().seal(&keys(), now()).unwrap();
        let open =
            |state: &str, seconds| WayHome::open(&keys(), state, &allowed(), now() + TimeDelta::seconds(seconds));
        assert_eq!(open(state.expose(), 599), Some(home()));
        assert_eq!(open(state.expose(), 600), None);
        assert_eq!(WayHome::open(&keys(), state.expose(), &[], now()), None);
        assert!(state.expose().len() < 120);
        assert_ne!(home().seal(&keys(), now()).unwrap(), state);
    }

    #[test]
    fn what_was_not_sealed_for_this_is_no_way_home() {
        let text = format!("{} https://app.example/", now().timestamp() + 1);
        let sealed =
            |purpose, subject| encoding::base64url(&vault::seal(&keys(), purpose, subject, text.as_bytes()).unwrap());
        let open = |state: &str| WayHome::open(&keys(), state, &allowed(), now());
        assert!(open(&sealed(Purpose::WayHome, SUBJECT)).is_some());
        for forged in [
            sealed(Purpose::Pending, SUBJECT),
            sealed(Purpose::WayHome, "tenant"),
            encoding::base64url(text.as_bytes()),
        ] {
            assert_eq!(open(&forged), None);
        }
    }

    #[test]
    fn the_answer_is_in_the_fragment() {
        let with = |fields: &[u8]| home().with(&Callback::read(fields));
        assert_eq!(with(b"code=c%2Fd&state=s%26t&scope=x"), "https://app.example/done?a=b#code=c%2Fd&state=s%26t");
        assert_eq!(with(b"error=access_denied&state=s"), "https://app.example/done?a=b#error=access_denied&state=s");
        assert_eq!(with(b"state=s"), "https://app.example/done?a=b#error=missing_code&state=s");
    }
}
