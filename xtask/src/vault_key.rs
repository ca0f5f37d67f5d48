//! Key rings for the secret `VAULT_KEYS`.

use anyhow::{Result, anyhow};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// A ring of one new random 32-byte key, as JSON on one line.
pub(crate) fn generate() -> Result<String> {
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(|error| anyhow!("no randomness from the system: {error}"))?;
    let key = STANDARD.encode(key);
    Ok(serde_json::json!({ "current": "k1", "keys": { "k1": key } }).to_string())
}

/// Prints a new ring alone on standard output, ready for a pipe: `cargo xtask vault-key | cargo xtask wrangler secret put VAULT_KEYS`.
pub(crate) fn print() -> Result<()> {
    println!("{}", generate()?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_has_its_current_key_of_32_bytes_and_no_two_are_alike() -> Result<()> {
        let (ring, other) = (generate()?, generate()?);
        assert_ne!(ring, other);
        let ring: serde_json::Value = serde_json::from_str(&ring)?;
        let current = ring.get("current").and_then(|id| id.as_str()).unwrap_or_default();
        let key = ring.get("keys").and_then(|keys| keys.get(current)).and_then(|key| key.as_str());
        assert_eq!(STANDARD.decode(key.unwrap_or_default())?.len(), 32);
        Ok(())
    }
}
