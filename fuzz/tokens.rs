//! What reads bearer tokens and their issuer's keys, on one input. Apart from the other readers: it takes the Worker's crate.

use edge::bearer::{KeySet, Settings, Token};

/// The public keys of the corpus's tokens; nobody kept the private ones.
const KEYS: &[u8] = include_bytes!("corpus/jwt/keys.json");
const GENUINE: [&str; 3] =
    [include_str!("corpus/jwt/rs256.txt"), include_str!("corpus/jwt/es256.txt"), include_str!("corpus/jwt/eddsa.txt")];
/// Within the life of the corpus's tokens, in seconds.
const NOW: i64 = 1_790_000_000;

/// A set of keys, or a token. No token is accepted but what the issuer has signed.
pub(crate) fn tokens(input: &[u8]) -> bool {
    let settings = Settings {
        issuer: "https://issuer.example/".into(),
        audience: "openpurse".into(),
        keys_url: "https://issuer.example/keys".into(),
    };
    if let Ok(keys) = KeySet::parse(input) {
        for text in GENUINE {
            let _ = Token::read(text, &settings, NOW).map(|token| token.verify(&keys).is_ok());
        }
        return true;
    }
    let Ok(text) = std::str::from_utf8(input) else { return false };
    let (Ok(token), Ok(keys)) = (Token::read(text, &settings, NOW), KeySet::parse(KEYS)) else { return false };
    let Ok(subject) = token.verify(&keys) else { return false };
    assert_eq!(subject.as_str(), "somebody");
    assert!(GENUINE.iter().any(|genuine| is_same_message(text, genuine)), "a token that nobody signed is accepted");
    true
}

/// Whether two tokens say the same: of one message there can be several right signatures.
fn is_same_message(one: &str, other: &str) -> bool {
    let message = |token: &str| token.rsplit_once('.').map(|(message, _)| message.to_owned());
    message(one) == message(other)
}
