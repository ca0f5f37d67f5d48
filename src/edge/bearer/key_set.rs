//! The issuer's public keys, as a JSON Web Key Set (RFC 7517). What is in the set but of no use to verify a token with is
//! left out; only a set that is no set at all is refused.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::is_object;
use super::signature::{Algorithm, PublicKey};
use crate::encoding::from_base64url;

/// The most that a set may have.
pub const LARGEST_SET: usize = 64 * 1024;
const MOST_KEYS: usize = 32;

/// Public keys by their ids.
#[derive(Debug, Default)]
pub struct KeySet(Vec<Key>);

#[derive(Debug)]
struct Key {
    id: Option<String>,
    key: PublicKey,
}

/// Why there is no key for a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoKey {
    /// The set has none of that id: a newer one may.
    Unknown,
    /// The key of that id is for another algorithm.
    OfAnotherKind,
    /// Several would do.
    Ambiguous,
}

#[derive(Deserialize)]
struct SetFile<'a> {
    #[serde(borrow)]
    keys: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct KeyFile {
    kty: String,
    kid: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    key_ops: Option<Vec<String>>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

impl KeySet {
    /// Reads a set; the message says why it is none.
    pub fn parse(text: &[u8]) -> Result<Self, &'static str> {
        if text.len() > LARGEST_SET {
            return Err("it is larger than 64 KiB");
        }
        let text =
            Some(text).filter(|text| is_object(text)).and_then(|text| serde_json::from_slice::<SetFile<'_>>(text).ok());
        let keys = text.ok_or("it is not a JSON Web Key Set")?.keys;
        if keys.len() > MOST_KEYS {
            return Err("it has more than 32 keys");
        }
        Ok(Self(keys.into_iter().filter_map(read_key).collect()))
    }

    /// The key that a token names, or, where it names none, the only one that there is for its algorithm.
    pub fn find(&self, id: Option<&str>, algorithm: Algorithm) -> Result<&PublicKey, NoKey> {
        let named = || self.0.iter().filter(|key| id.is_none() || key.id.as_deref() == id);
        let mut fitting = named().map(|key| &key.key).filter(|key| key.algorithm() == algorithm);
        match (fitting.next(), fitting.next()) {
            (Some(key), None) => Ok(key),
            (Some(_), Some(_)) => Err(NoKey::Ambiguous),
            (None, _) if id.is_some() && named().next().is_some() => Err(NoKey::OfAnotherKind),
            (None, _) => Err(NoKey::Unknown),
        }
    }
}

/// A key to verify with; `None` for any other.
fn read_key(text: &RawValue) -> Option<Key> {
    let file: KeyFile =
        Some(text.get()).filter(|text| is_object(text.as_bytes())).and_then(|text| serde_json::from_str(text).ok())?;
    if file.purpose.is_some_and(|purpose| purpose != "sig")
        || file.key_ops.is_some_and(|uses| !uses.iter().any(|one| one == "verify"))
    {
        return None;
    }
    let part = |part: &Option<String>| from_base64url(part.as_deref()?);
    let key = match (file.kty.as_str(), file.crv.as_deref()) {
        ("RSA", _) => PublicKey::rsa(&part(&file.n)?, &part(&file.e)?)?,
        ("EC", Some("P-256")) => PublicKey::p256(&part(&file.x)?, &part(&file.y)?)?,
        ("OKP", Some("Ed25519")) => PublicKey::ed25519(&part(&file.x)?)?,
        _ => return None,
    };
    let is_for = file.alg.is_none_or(|alg| Algorithm::named(&alg) == Some(key.algorithm()));
    is_for.then_some(Key { id: file.kid, key })
}
