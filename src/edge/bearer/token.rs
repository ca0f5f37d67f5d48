//! A bearer token: a signed JSON Web Token (RFC 7519) in its compact form. Read first, believed only once its signature is
//! known to be the issuer's.

use serde::Deserialize;
use serde_json::Value;

use super::key_set::{KeySet, NoKey};
use super::signature::Algorithm;
use super::{Settings, is_object};
use crate::encoding::from_base64url;

/// The longest token that is looked at.
const LONGEST: usize = 8 * 1024;
/// Clocks differ by so many seconds. Not for the end of a token: one second later it has ended.
const LEEWAY: i64 = 60;
const LONGEST_SUBJECT: usize = 255;

const NOT_A_TOKEN: &str = "The token is not a signed JSON Web Token.";

/// A token that says the right things and is not verified yet.
pub struct Token<'a> {
    message: &'a str,
    signature: Vec<u8>,
    algorithm: Algorithm,
    key: Option<String>,
    subject: Subject,
}

/// Whom a verified token is for: the issuer's own name of them.
#[derive(Clone, PartialEq, Eq)]
pub struct Subject(String);

impl Subject {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a token is not good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// It is signed with a key that the set does not have.
    UnknownKey,
    /// This is wrong with it.
    Because(&'static str),
}

impl Denied {
    /// For people.
    pub fn detail(self) -> &'static str {
        match self {
            Self::UnknownKey => "The token is signed with a key that its issuer does not publish.",
            Self::Because(detail) => detail,
        }
    }
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<Value>,
}

#[derive(Deserialize)]
struct Claims {
    iss: Option<Value>,
    aud: Option<Value>,
    sub: Option<Value>,
    exp: Option<Value>,
    nbf: Option<Value>,
    iat: Option<Value>,
}

impl<'a> Token<'a> {
    /// Reads a token and checks all that it says, at `now` in seconds since 1970.
    pub fn read(text: &'a str, settings: &Settings, now: i64) -> Result<Self, &'static str> {
        if text.len() > LONGEST {
            return Err("The token is longer than 8192 characters.");
        }
        let (message, signature) = text.rsplit_once('.').ok_or(NOT_A_TOKEN)?;
        let (header, claims) = message.split_once('.').ok_or(NOT_A_TOKEN)?;
        let header: Header = read_json(header)?;
        if header.crit.is_some() {
            return Err("The token's header demands (`crit`) what this site does not know.");
        }
        let algorithm = Algorithm::named(&header.alg).ok_or("The token must be signed by RS256, ES256 or EdDSA.")?;
        let subject = read_json::<Claims>(claims)?.check(settings, now)?;
        let signature = from_base64url(signature).ok_or(NOT_A_TOKEN)?;
        Ok(Self { message, signature, algorithm, key: header.kid, subject })
    }

    /// Whom it is for, if its signature is by one of the issuer's keys.
    pub fn verify(&self, keys: &KeySet) -> Result<&Subject, Denied> {
        let key = keys.find(self.key.as_deref(), self.algorithm).map_err(|why| match why {
            NoKey::Unknown => Denied::UnknownKey,
            NoKey::OfAnotherKind => Denied::Because("The key that the token names is for another algorithm."),
            NoKey::Ambiguous => Denied::Because("The token does not say which of its issuer's keys it is signed with."),
        })?;
        if key.verifies(self.message.as_bytes(), &self.signature) {
            Ok(&self.subject)
        } else {
            Err(Denied::Because("The token's signature is not right."))
        }
    }
}

impl Claims {
    fn check(self, settings: &Settings, now: i64) -> Result<Subject, &'static str> {
        if self.iss.as_ref().and_then(Value::as_str) != Some(&settings.issuer) {
            return Err("The token is not by the issuer (`iss`) that this site trusts.");
        }
        let is_ours = |name: &Value| name.as_str() == Some(&settings.audience);
        let for_us = match &self.aud {
            Some(Value::Array(names)) => names.iter().any(is_ours),
            Some(name) => is_ours(name),
            None => false,
        };
        if !for_us {
            return Err("The token is for another audience (`aud`) than this site.");
        }
        let end = self.exp.as_ref().and_then(seconds).ok_or("The token does not say when it ends (`exp`).")?;
        if end <= now {
            return Err("The token has expired.");
        }
        // What is no time is no time that has come.
        let is_past = |claim: &Option<Value>| {
            claim.as_ref().is_none_or(|at| seconds(at).is_some_and(|at| at <= now.saturating_add(LEEWAY)))
        };
        if !is_past(&self.nbf) || !is_past(&self.iat) {
            return Err("The token is not valid yet (`nbf`, `iat`).");
        }
        match self.sub {
            Some(Value::String(name)) if (1..=LONGEST_SUBJECT).contains(&name.chars().count()) => Ok(Subject(name)),
            _ => Err("The token does not say whom it is for (`sub`, 1 to 255 characters)."),
        }
    }
}

fn read_json<T: for<'a> Deserialize<'a>>(part: &str) -> Result<T, &'static str> {
    let text = from_base64url(part).filter(|text| is_object(text)).ok_or(NOT_A_TOKEN)?;
    serde_json::from_slice(&text).map_err(|_| NOT_A_TOKEN)
}

/// A NumericDate, which may have a fraction.
fn seconds(value: &Value) -> Option<i64> {
    let number = value.as_number()?;
    number.as_i64().or_else(|| number.as_f64().filter(|seconds| seconds.is_finite()).map(|seconds| seconds as i64))
}
