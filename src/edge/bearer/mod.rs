//! Bearer tenants: people who sign in elsewhere, and whose requests carry that issuer's token.
//!
//! - `token`: a token, read and verified; `key_set`: the issuer's public keys; `signature`: what keys are good for
//! - `cache`: when to ask for the keys; `keys`: asking for them
//!
//! All but `keys` is free of the Worker, and public for its fuzz target.

mod cache;
mod key_set;
mod keys;
mod signature;
mod token;

#[cfg(test)]
mod tests;

pub use key_set::KeySet;
pub use keys::subject;
pub use token::{Denied, Subject, Token};

/// Whose tokens are taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Their `iss`.
    pub issuer: String,
    /// What must be among their `aud`.
    pub audience: String,
    /// Where the issuer publishes its keys.
    pub keys_url: String,
}

/// Whether a JSON text is an object's. (serde reads a list as the fields of a struct in their order.)
fn is_object(text: &[u8]) -> bool {
    text.trim_ascii_start().first() == Some(&b'{')
}
