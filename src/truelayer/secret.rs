//! A text that must not be printed, compared in variable time, or left behind in memory: tokens, keys, codes.

use std::fmt;

use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// A secret text. `Debug` shows `[redacted]`, there is no `Display`, `==` takes the same time wherever the texts
/// differ (their lengths are not hidden), and the memory is wiped on drop.
///
/// It can be serialised, because sealed records hold tokens: only ever serialise it into something that is then
/// encrypted.
#[derive(Clone, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Takes ownership of the text, so that no unwiped copy stays with the caller.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text itself, for the one place that must send or hash it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for Secret {}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_never_shows_the_text() {
        let secret = Secret::new("canary-token".into());
        assert_eq!(format!("{secret:?} {:?}", Some(&secret)), "[redacted] Some([redacted])");
    }

    #[test]
    fn equality_compares_the_whole_text() {
        let secret = Secret::new("abc".into());
        assert_eq!(secret, Secret::new("abc".into()));
        assert_ne!(secret, Secret::new("abd".into()));
        assert_ne!(secret, Secret::new("ab".into()));
    }

    #[test]
    fn round_trips_as_a_plain_json_string() {
        let json = serde_json::to_string(&Secret::new("a\"b".into())).unwrap();
        assert_eq!(json, r#""a\"b""#);
        assert_eq!(serde_json::from_str::<Secret>(&json).unwrap().expose(), "a\"b");
    }
}
