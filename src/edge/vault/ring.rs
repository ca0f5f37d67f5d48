//! The ring of master keys, read from `VAULT_KEYS`: `{"current":"k2","keys":{"k1":"<base64 of 32 bytes>","k2":"…"}}`.

use std::collections::BTreeMap;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use zeroize::{Zeroize, Zeroizing};

use crate::encoding;

const KEY_BYTES: usize = 32;
const LONGEST_ID: usize = 64;

/// Master keys by id, one of them current. Its parts are wiped when dropped and never printed.
pub struct KeyRing {
    current: String,
    current_key: Zeroizing<[u8; KEY_BYTES]>,
    keys: BTreeMap<String, Zeroizing<[u8; KEY_BYTES]>>,
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Not even ids: in a ring that was written the wrong way round they are the keys.
        formatter.debug_struct("KeyRing").finish_non_exhaustive()
    }
}

impl KeyRing {
    /// Reads the ring; refuses it whole when anything about it is doubtful. The message holds nothing of the ring, not
    /// even ids: a key that was put in the place of an id looks like one.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: RingFile = serde_json::from_str(text)
            .map_err(|_| r#"is not a key ring of the form {"current":"k1","keys":{"k1":"<base64 of 32 bytes>"}}"#)?;
        let mut keys = BTreeMap::new();
        for (place, (id, encoded)) in (1..).zip(&file.keys.0) {
            check_id(id)?;
            let key = decode_key(encoded)
                .ok_or_else(|| format!("has a key (number {place} of them) that is not the base64 of 32 bytes"))?;
            if keys.values().any(|other: &Zeroizing<[u8; KEY_BYTES]>| **other == *key) {
                return Err(format!("has a key (number {place} of them) that is the same as another one"));
            }
            if keys.insert(id.clone(), key).is_some() {
                return Err(format!("has a key (number {place} of them) whose id is there twice"));
            }
        }
        let current_key =
            keys.get(&file.current).cloned().ok_or("names as `current` an id that none of its keys has")?;
        Ok(Self { current: file.current, current_key, keys })
    }

    pub(super) fn current(&self) -> (&str, &[u8]) {
        (&self.current, self.current_key.as_slice())
    }

    pub(super) fn get(&self, id: &str) -> Option<&[u8]> {
        self.keys.get(id).map(|key| key.as_slice())
    }
}

fn check_id(id: &str) -> Result<(), String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if id.is_empty() || id.len() > LONGEST_ID || !id.bytes().all(plain) {
        return Err("has a key id that is not 1 to 64 letters, digits, '-', '_' or '.'".to_owned());
    }
    Ok(())
}

fn decode_key(encoded: &str) -> Option<Zeroizing<[u8; KEY_BYTES]>> {
    let bytes = Zeroizing::new(encoding::any_base64(encoded)?);
    let key: [u8; KEY_BYTES] = bytes.as_slice().try_into().ok()?;
    Some(Zeroizing::new(key))
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct RingFile {
    current: String,
    keys: Pairs,
}

/// The pairs as written: a map would silently keep the last of two keys with the same id.
struct Pairs(Vec<(String, String)>);

impl Drop for Pairs {
    fn drop(&mut self) {
        self.0.iter_mut().for_each(|(_, key)| key.zeroize());
    }
}

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PairsVisitor)
    }
}

struct PairsVisitor;

impl<'de> Visitor<'de> for PairsVisitor {
    type Value = Pairs;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("an object of key ids and keys")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
        let mut pairs = Pairs(Vec::new());
        while let Some(pair) = map.next_entry()? {
            pairs.0.push(pair);
        }
        if pairs.0.is_empty() { Err(de::Error::custom("no key")) } else { Ok(pairs) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    const B: &str = "__79_Pv6-fj39vX08_Lx8O_u7ezr6uno5-bl5OPi4eA";

    fn ring(keys: &str) -> Result<KeyRing, String> {
        KeyRing::parse(&format!(r#"{{"current":"k1","keys":{{{keys}}}}}"#))
    }

    #[test]
    fn both_alphabets_with_and_without_padding_are_read() {
        assert!(ring(&format!(r#""k1":"{A}","k2":"{B}""#)).is_ok());
        assert!(ring(&format!(r#""k1":"{}""#, A.trim_end_matches('='))).is_ok());
    }

    #[test]
    fn doubtful_rings_are_refused_and_say_why() {
        for (keys, why) in [
            (String::new(), "not a key ring"),
            (format!(r#""k2":"{A}""#), "current"),
            (format!(r#""k1":"{A}","k1":"{B}""#), "twice"),
            (format!(r#""k1":"{A}","k2":"{A}""#), "the same"),
            (r#""k1":"AAEC""#.to_owned(), "32 bytes"),
            (r#""k1":"not base64!""#.to_owned(), "32 bytes"),
            (format!(r#""k 1":"{A}""#), "key id"),
        ] {
            let message = ring(&keys).unwrap_err();
            assert!(message.contains(why), "{keys}: {message}");
            assert!(!message.contains(A) && !message.contains(B));
        }
        for text in ["", "null", "[]", "{}", r#"{"current":"k1"}"#, r#"{"current":"k1","keys":{},"more":1}"#] {
            assert!(KeyRing::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_key_in_the_place_of_an_id_is_not_repeated() {
        for text in [
            format!(r#"{{"current":"k1","keys":{{"{B}":"k1"}}}}"#),
            format!(r#"{{"current":"{B}","keys":{{"k1":"{A}"}}}}"#),
            format!(r#"{{"current":"{B}","keys":{{"{B}":"{B}","k1":"{B}"}}}}"#),
            format!(r#"{{"current":"{B}","keys":{{"{B}":"{A}","{B}":"{B}"}}}}"#),
        ] {
            let message = KeyRing::parse(&text).unwrap_err();
            assert!(!message.contains(B) && !message.contains(A), "{message}");
        }
        let ring = KeyRing::parse(&format!(r#"{{"current":"{B}","keys":{{"{B}":"{A}"}}}}"#)).unwrap();
        assert!(!format!("{ring:?}").contains(B));
    }

    #[test]
    fn debug_shows_no_key() {
        let shown = format!("{:?}", ring(&format!(r#""k1":"{A}""#)).unwrap());
        assert!(!shown.contains("AAEC") && !shown.contains("[0, 1"), "{shown}");
    }
}
