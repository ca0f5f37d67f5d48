//! The vault: seals what may be stored, so that neither Workers KV nor a Durable Object ever holds readable text.
//!
//! AES-256-GCM under a key of its own for each tenant and purpose, derived by HKDF-SHA256 from a master key of the ring
//! (salt: the tenant id; info: `openpurse/v1/<purpose>`). The associated data names version, purpose, tenant and key, so
//! that a sealed record cannot be moved to another tenant, another use or another key. Envelope:
//!
//! ```text
//! version (1 byte, 1) | length of the key id (1 byte) | key id | nonce (12 bytes) | ciphertext and tag
//! ```
//!
//! Sealing uses the ring's current key, opening any key of the ring: a new master key is added, made current, and the
//! old one is dropped once every record was written anew.

mod ring;

pub use ring::KeyRing;

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

const VERSION: u8 = 1;
const NONCE_BYTES: usize = 12;
const TAG_BYTES: usize = 16;

/// What a sealed text is for; each use has keys of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A tenant's record: connections, tokens, sessions, settings. Of a tenant id that only cookies hold, so that the
    /// master keys alone open none of these.
    Record,
    /// The same of a tenant who is served in their absence, or who signs in with bearer tokens: of the tenant's name in the
    /// storage, so that the master keys alone open it.
    Unattended,
    /// Tokens of a connection that is erased here and still has to be revoked at TrueLayer; of the tenant's name, too.
    Revocation,
    /// A sign-in that is under way at the bank, kept in a cookie.
    Pending,
    /// Where the app is that began one: a sign-in's `state`, of nobody in particular.
    WayHome,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Unattended => "unattended",
            Self::Revocation => "revocation",
            Self::Pending => "pending",
            Self::WayHome => "way_home",
        }
    }
}

/// Why a sealed text could not be sealed or opened. Never says more than the reader may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VaultError {
    /// Too short to be an envelope, or of a version this build does not know.
    NotAnEnvelope,
    /// Sealed under a master key that is not in the ring.
    UnknownKey,
    /// Changed, or sealed for another tenant or purpose.
    Tampered,
    /// The host gave no randomness, or the text is too long to seal.
    CannotSeal,
}

/// Seals `plain` for `tenant` under the ring's current key with a fresh random nonce.
pub fn seal(ring: &KeyRing, purpose: Purpose, tenant: &str, plain: &[u8]) -> Result<Vec<u8>, VaultError> {
    let mut nonce = [0; NONCE_BYTES];
    getrandom::fill(&mut nonce).map_err(|_| VaultError::CannotSeal)?;
    seal_with_nonce(ring, purpose, tenant, plain, nonce)
}

fn seal_with_nonce(
    ring: &KeyRing,
    purpose: Purpose,
    tenant: &str,
    plain: &[u8],
    nonce: [u8; NONCE_BYTES],
) -> Result<Vec<u8>, VaultError> {
    let (key_id, master) = ring.current();
    let id_length = u8::try_from(key_id.len()).map_err(|_| VaultError::CannotSeal)?;
    let associated = associated_data(purpose, tenant, key_id);
    let sealed = cipher(master, purpose, tenant)?
        .encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: &associated })
        .map_err(|_| VaultError::CannotSeal)?;
    let mut envelope = vec![VERSION, id_length];
    envelope.extend_from_slice(key_id.as_bytes());
    envelope.extend_from_slice(&nonce);
    envelope.extend_from_slice(&sealed);
    Ok(envelope)
}

/// Opens an envelope that was sealed for this tenant and purpose. The plain text is wiped when dropped.
pub fn open(ring: &KeyRing, purpose: Purpose, tenant: &str, envelope: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let (key_id, nonce, sealed) = split(envelope).ok_or(VaultError::NotAnEnvelope)?;
    let master = ring.get(key_id).ok_or(VaultError::UnknownKey)?;
    let associated = associated_data(purpose, tenant, key_id);
    cipher(master, purpose, tenant)?
        .decrypt(&Nonce::from(nonce), Payload { msg: sealed, aad: &associated })
        .map(Zeroizing::new)
        .map_err(|_| VaultError::Tampered)
}

fn split(envelope: &[u8]) -> Option<(&str, [u8; NONCE_BYTES], &[u8])> {
    let (&version, rest) = envelope.split_first()?;
    if version != VERSION {
        return None;
    }
    let (&id_length, rest) = rest.split_first()?;
    let (key_id, rest) = rest.split_at_checked(usize::from(id_length))?;
    let (nonce, sealed) = rest.split_first_chunk::<NONCE_BYTES>()?;
    if sealed.len() < TAG_BYTES {
        return None;
    }
    Some((std::str::from_utf8(key_id).ok()?, *nonce, sealed))
}

fn cipher(master: &[u8], purpose: Purpose, tenant: &str) -> Result<Aes256Gcm, VaultError> {
    let mut key = Zeroizing::new([0; 32]);
    let info = format!("openpurse/v1/{}", purpose.name());
    Hkdf::<Sha256>::new(Some(tenant.as_bytes()), master)
        .expand(info.as_bytes(), key.as_mut())
        .map_err(|_| VaultError::CannotSeal)?;
    Aes256Gcm::new_from_slice(key.as_ref()).map_err(|_| VaultError::CannotSeal)
}

/// Each part with its length before it, so that no two different sets of parts read the same.
fn associated_data(purpose: Purpose, tenant: &str, key_id: &str) -> Vec<u8> {
    let mut data = vec![VERSION];
    for part in [purpose.name(), tenant, key_id] {
        data.extend_from_slice(&(part.len() as u64).to_be_bytes());
        data.extend_from_slice(part.as_bytes());
    }
    data
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::hex;

    fn ring(current: &str) -> KeyRing {
        let one = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
        let two = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";
        let text = format!(r#"{{"current":"{current}","keys":{{"k1":"{one}","k2":"{two}"}}}}"#);
        KeyRing::parse(&text).unwrap()
    }

    #[test]
    fn the_persisted_format_is_pinned() {
        // Every stored record has this shape: a change needs a new version byte and a way to read the old one.
        let sealed = seal_with_nonce(&ring("k1"), Purpose::Record, "tenant-a", b"{}", [7; 12]).unwrap();
        // Worked out by another implementation of HKDF and AES-GCM, from the description above.
        let expected = "01026b31070707070707070707070707168b776ed8779f115a49c15857da9c01d3a0";
        assert_eq!(hex(&sealed), expected);
        assert_eq!(open(&ring("k2"), Purpose::Record, "tenant-a", &sealed).unwrap().as_slice(), b"{}");
    }

    #[test]
    fn what_is_sealed_opens_again_under_any_key_of_the_ring() {
        let sealed = seal(&ring("k1"), Purpose::Pending, "t", b"hello").unwrap();
        assert_eq!(open(&ring("k2"), Purpose::Pending, "t", &sealed).unwrap().as_slice(), b"hello");
        assert!(!sealed.windows(5).any(|window| window == b"hello"));
    }

    #[test]
    fn two_seals_of_one_text_differ() {
        let ring = ring("k1");
        assert_ne!(seal(&ring, Purpose::Record, "t", b"x"), seal(&ring, Purpose::Record, "t", b"x"));
    }

    #[test]
    fn another_tenant_or_purpose_cannot_open_it() {
        let ring = ring("k1");
        let sealed = seal(&ring, Purpose::Record, "t", b"x").unwrap();
        assert_eq!(open(&ring, Purpose::Record, "u", &sealed).unwrap_err(), VaultError::Tampered);
        assert_eq!(open(&ring, Purpose::Pending, "t", &sealed).unwrap_err(), VaultError::Tampered);
    }

    #[test]
    fn a_change_of_any_byte_is_noticed() {
        let ring = ring("k1");
        let sealed = seal(&ring, Purpose::Record, "t", b"x").unwrap();
        for index in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[index] ^= 1;
            assert!(open(&ring, Purpose::Record, "t", &changed).is_err(), "byte {index}");
        }
    }

    #[test]
    fn a_cut_envelope_is_refused() {
        let ring = ring("k1");
        let sealed = seal(&ring, Purpose::Record, "t", b"x").unwrap();
        for length in 0..sealed.len() {
            assert!(open(&ring, Purpose::Record, "t", &sealed[..length]).is_err(), "length {length}");
        }
    }

    #[test]
    fn a_key_that_left_the_ring_is_named_as_such() {
        let sealed = seal(&ring("k1"), Purpose::Record, "t", b"x").unwrap();
        let only_two =
            KeyRing::parse(r#"{"current":"k2","keys":{"k2":"ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="}}"#).unwrap();
        assert_eq!(open(&only_two, Purpose::Record, "t", &sealed).unwrap_err(), VaultError::UnknownKey);
    }
}
