//! The signatures that tokens may carry. A public key is for one algorithm, so that no token can choose another way to use
//! it.

use p256::ecdsa;
use rsa::BoxedUint;
use rsa::pkcs1v15;
use rsa::signature::Verifier;
use sha2::Sha256;

/// Moduli of fewer bits are not safe any more; larger ones cost time that anybody could make us spend.
const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=4096;
/// Exponents are 65537, or at most a little larger.
const LONGEST_EXPONENT: usize = 4;
const COORDINATE_BYTES: usize = 32;

/// What a token's header may name; everything else is refused, `none` and those with shared secrets first of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// Ed25519.
    EdDsa,
}

impl Algorithm {
    /// The algorithm of that exact name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "RS256" => Some(Self::Rs256),
            "ES256" => Some(Self::Es256),
            "EdDSA" => Some(Self::EdDsa),
            _ => None,
        }
    }
}

/// A key of the issuer.
#[derive(Debug)]
pub enum PublicKey {
    /// For RS256.
    Rsa(Box<pkcs1v15::VerifyingKey<Sha256>>),
    /// For ES256.
    P256(ecdsa::VerifyingKey),
    /// For EdDSA.
    Ed25519(ed25519_dalek::VerifyingKey),
}

impl PublicKey {
    /// Of a modulus and an exponent, both big-endian.
    pub fn rsa(modulus: &[u8], exponent: &[u8]) -> Option<Self> {
        // Before any arithmetic with it.
        if modulus.len() > RSA_BITS.end() / 8 || exponent.len() > LONGEST_EXPONENT {
            return None;
        }
        let (modulus, exponent) =
            (BoxedUint::from_be_slice_vartime(modulus), BoxedUint::from_be_slice_vartime(exponent));
        let key = rsa::PublicKey::new_with_size_limits(modulus, exponent, RSA_BITS).ok()?;
        Some(Self::Rsa(Box::new(pkcs1v15::VerifyingKey::new(key))))
    }

    /// Of a point's coordinates; `None` for what is no point of the curve.
    pub fn p256(x: &[u8], y: &[u8]) -> Option<Self> {
        let coordinate = |bytes: &[u8]| <[u8; COORDINATE_BYTES]>::try_from(bytes).ok();
        let point = p256::Sec1Point::from_affine_coordinates(&coordinate(x)?.into(), &coordinate(y)?.into(), false);
        ecdsa::VerifyingKey::from_sec1_point(&point).ok().map(Self::P256)
    }

    /// Of a compressed point.
    pub fn ed25519(x: &[u8]) -> Option<Self> {
        ed25519_dalek::VerifyingKey::try_from(x).ok().map(Self::Ed25519)
    }

    /// What it is for.
    pub fn algorithm(&self) -> Algorithm {
        match self {
            Self::Rsa(_) => Algorithm::Rs256,
            Self::P256(_) => Algorithm::Es256,
            Self::Ed25519(_) => Algorithm::EdDsa,
        }
    }

    /// Whether the signature is the key's own.
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Rsa(key) => {
                pkcs1v15::Signature::try_from(signature).is_ok_and(|signature| key.verify(message, &signature).is_ok())
            }
            Self::P256(key) => {
                ecdsa::Signature::from_slice(signature).is_ok_and(|signature| key.verify(message, &signature).is_ok())
            }
            // Strictly: not with a weak key, under which one signature is good for every message.
            Self::Ed25519(key) => ed25519_dalek::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify_strict(message, &signature).is_ok()),
        }
    }
}
