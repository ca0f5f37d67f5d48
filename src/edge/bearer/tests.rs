//! What is taken and what is refused. The keys are made here, but for RSA's, whose tokens come from the fuzz target's corpus.

use p256::ecdsa::signature::Signer;
use serde_json::{Value, json};

use super::Settings;
use super::key_set::{KeySet, NoKey};
use super::signature::Algorithm;
use super::token::{Denied, Token};
use crate::encoding::base64url;

const NOW: i64 = 1_790_000_000;
const KEYS: &[u8] = include_bytes!("../../../fuzz/corpus/jwt/keys.json");
const RS256: &str = include_str!("../../../fuzz/corpus/jwt/rs256.txt");
const RS256_OF_SHA512: &str = include_str!("../../../fuzz/corpus/jwt/rs256_sha512.txt");

fn settings() -> Settings {
    Settings {
        issuer: "https://issuer.example/".into(),
        audience: "openpurse".into(),
        keys_url: "https://issuer.example/keys".into(),
    }
}

fn claims() -> Value {
    json!({ "iss": "https://issuer.example/", "aud": "openpurse", "sub": "somebody", "exp": NOW + 300 })
}

/// With the members of `changes` in place of its own; `null` takes one away.
fn with(base: Value, changes: &Value) -> Value {
    let mut changed = base;
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => drop(changed.as_object_mut().unwrap().remove(name)),
            _ => changed[name] = value.clone(),
        }
    }
    changed
}

fn message(header: &Value, claims: &Value) -> String {
    format!("{}.{}", base64url(header.to_string().as_bytes()), base64url(claims.to_string().as_bytes()))
}

fn p256_key(seed: u8) -> p256::ecdsa::SigningKey {
    p256::ecdsa::SigningKey::from_slice(&[seed; 32]).unwrap()
}

fn ed25519_key(seed: u8) -> ed25519_dalek::SigningKey {
    ed25519_dalek::SigningKey::from_bytes(&[seed; 32])
}

fn es256(header: &Value, claims: &Value) -> String {
    let message = message(header, claims);
    let signature: p256::ecdsa::Signature = p256_key(7).sign(message.as_bytes());
    format!("{message}.{}", base64url(&signature.to_bytes()))
}

fn eddsa(header: &Value, claims: &Value) -> String {
    let message = message(header, claims);
    let signature = ed25519_key(7).sign(message.as_bytes());
    format!("{message}.{}", base64url(&signature.to_bytes()))
}

fn p256_jwk(seed: u8) -> Value {
    let point = p256_key(seed).verifying_key().to_sec1_point(false);
    json!({ "kty": "EC", "crv": "P-256", "x": base64url(point.x().unwrap()), "y": base64url(point.y().unwrap()), "kid": "ec" })
}

fn ed25519_jwk(seed: u8) -> Value {
    let x = base64url(ed25519_key(seed).verifying_key().as_bytes());
    json!({ "kty": "OKP", "crv": "Ed25519", "x": x, "kid": "ed" })
}

fn key_set(keys: &[Value]) -> KeySet {
    KeySet::parse(json!({ "keys": keys }).to_string().as_bytes()).unwrap()
}

fn both() -> KeySet {
    key_set(&[p256_jwk(7), ed25519_jwk(7)])
}

/// The subject, or why there is none.
fn outcome(token: &str, keys: &KeySet, now: i64) -> Result<String, String> {
    let token = Token::read(token, &settings(), now)?;
    token.verify(keys).map(|subject| subject.as_str().to_owned()).map_err(|denied| denied.detail().to_owned())
}

fn is_taken(token: &str, keys: &KeySet) -> bool {
    outcome(token, keys, NOW) == Ok("somebody".to_owned())
}

#[test]
fn a_token_of_each_algorithm_is_taken() {
    assert!(is_taken(&es256(&json!({ "alg": "ES256", "kid": "ec" }), &claims()), &both()));
    assert!(is_taken(&eddsa(&json!({ "alg": "EdDSA", "kid": "ed" }), &claims()), &both()));
    assert!(is_taken(RS256, &KeySet::parse(KEYS).unwrap()));
}

#[test]
fn times_may_have_fractions_and_an_audience_may_be_one_of_several() {
    let claims = with(claims(), &json!({ "aud": ["other", "openpurse"], "exp": 1_790_000_001.5, "nbf": NOW + 60 }));
    assert!(is_taken(&es256(&json!({ "alg": "ES256" }), &claims), &both()));
}

#[test]
fn what_a_token_says_must_be_right() {
    let long = "s".repeat(256);
    for (changes, why) in [
        (json!({ "iss": "https://issuer.example" }), "iss"),
        (json!({ "iss": ["https://issuer.example/"] }), "iss"),
        (json!({ "iss": null }), "iss"),
        (json!({ "aud": "openpurse2" }), "aud"),
        (json!({ "aud": ["Openpurse", 1, null] }), "aud"),
        (json!({ "aud": [] }), "aud"),
        (json!({ "aud": { "openpurse": true } }), "aud"),
        (json!({ "aud": null }), "aud"),
        (json!({ "exp": NOW }), "expired"),
        (json!({ "exp": NOW - 1 }), "expired"),
        (json!({ "exp": -1e300 }), "expired"),
        (json!({ "exp": null }), "exp"),
        (json!({ "exp": "1790000300" }), "exp"),
        (json!({ "exp": true }), "exp"),
        (json!({ "nbf": NOW + 61 }), "not valid yet"),
        (json!({ "iat": NOW + 61 }), "not valid yet"),
        (json!({ "nbf": "now" }), "not valid yet"),
        (json!({ "sub": null }), "sub"),
        (json!({ "sub": "" }), "sub"),
        (json!({ "sub": 7 }), "sub"),
        (json!({ "sub": long }), "sub"),
    ] {
        let refused = outcome(&es256(&json!({ "alg": "ES256", "kid": "ec" }), &with(claims(), &changes)), &both(), NOW);
        assert!(refused.as_ref().is_err_and(|detail| detail.contains(why)), "{changes}: {refused:?}");
    }
    // Of a multiple-byte alphabet, too: characters count.
    let name = "ß".repeat(255);
    let token = es256(&json!({ "alg": "ES256" }), &with(claims(), &json!({ "sub": name })));
    assert_eq!(outcome(&token, &both(), NOW), Ok(name));
}

#[test]
fn a_header_decides_nothing_but_which_key() {
    for (header, why) in [
        (json!({ "alg": "none" }), "RS256, ES256 or EdDSA"),
        (json!({ "alg": "None", "kid": "ec" }), "RS256, ES256 or EdDSA"),
        (json!({ "alg": "HS256", "kid": "ec" }), "RS256, ES256 or EdDSA"),
        (json!({ "alg": "es256", "kid": "ec" }), "RS256, ES256 or EdDSA"),
        (json!({ "alg": "ES256K", "kid": "ec" }), "RS256, ES256 or EdDSA"),
        (json!({ "alg": "ES256", "kid": "ec", "crit": ["b64"], "b64": false }), "crit"),
        (json!({ "alg": "ES256", "kid": "ec", "crit": [] }), "crit"),
        (json!({ "alg": "ES256", "kid": "ed" }), "another algorithm"),
        (json!({ "alg": "RS256", "kid": "ec" }), "another algorithm"),
        (json!({ "alg": "EdDSA", "kid": "ec" }), "another algorithm"),
        (json!({ "alg": "EdDSA", "kid": "ed" }), "signature"),
        (json!({ "alg": "ES256", "kid": "other" }), "does not publish"),
        (json!({ "alg": "RS256" }), "does not publish"),
        (json!({ "kid": "ec" }), "not a signed"),
        (json!({ "alg": ["ES256"] }), "not a signed"),
        (json!({ "alg": "ES256", "kid": 7 }), "not a signed"),
        (json!(["ES256", "ec"]), "not a signed"),
        // Keys and addresses of keys that the token brings along are not looked at.
        (
            json!({ "alg": "ES256", "kid": "mine", "jwk": p256_jwk(7), "jku": "https://evil.example/keys" }),
            "does not publish",
        ),
    ] {
        let refused = outcome(&es256(&header, &claims()), &both(), NOW);
        assert!(refused.as_ref().is_err_and(|detail| detail.contains(why)), "{header}: {refused:?}");
    }
}

#[test]
fn a_signature_must_be_the_issuers_own() {
    let header = || json!({ "alg": "ES256", "kid": "ec" });
    let (token, other) = (es256(&header(), &claims()), es256(&header(), &with(claims(), &json!({ "sub": "else" }))));
    let (said, signature) = token.rsplit_once('.').unwrap();
    let (_, others) = other.rsplit_once('.').unwrap();
    let eddsa = eddsa(&json!({ "alg": "EdDSA", "kid": "ed" }), &claims());
    let (ed_said, _) = eddsa.rsplit_once('.').unwrap();
    for refused in [
        format!("{said}."),
        format!("{said}.{others}"),
        format!("{said}.{}", base64url(&[0; 64])),
        format!("{said}.{}", base64url(&[1; 63])),
        format!("{said}.{signature}A"),
        format!("{said}.{signature}="),
        format!("{said}.{signature}.{signature}"),
        format!("{ed_said}.{signature}"),
        format!("{ed_said}.{}", base64url(&[0; 64])),
        format!(" {token}"),
        format!("{token}\n"),
        said.to_owned(),
        String::new(),
        ".".to_owned(),
        "..".to_owned(),
        "...".to_owned(),
        "é.é.é".to_owned(),
        "a".repeat(8193),
        RS256_OF_SHA512.to_owned(),
    ] {
        assert!(outcome(&refused, &both(), NOW).is_err(), "{refused}");
        assert!(outcome(&refused, &KeySet::parse(KEYS).unwrap(), NOW).is_err(), "{refused}");
    }
    assert!(!is_taken(&token, &key_set(&[p256_jwk(8)])), "another key of the same id");
    // A weak key, under which this is a right signature of every message.
    let weak = json!({ "kty": "OKP", "crv": "Ed25519", "x": base64url(&[&[1][..], &[0; 31]].concat()), "kid": "ed" });
    let trivial = [&[1][..], &[0; 63]].concat();
    assert!(!is_taken(&format!("{ed_said}.{}", base64url(&trivial)), &key_set(&[weak])));
}

#[test]
fn without_an_id_there_must_be_one_key_that_fits() {
    let token = es256(&json!({ "alg": "ES256" }), &claims());
    assert!(is_taken(&token, &both()));
    let two = key_set(&[p256_jwk(7), with(p256_jwk(8), &json!({ "kid": "newer" }))]);
    assert!(outcome(&token, &two, NOW).is_err_and(|detail| detail.contains("which of")));
    assert_eq!(both().find(Some("ed"), Algorithm::Es256).err(), Some(NoKey::OfAnotherKind));
    assert_eq!(both().find(None, Algorithm::Rs256).err(), Some(NoKey::Unknown));
}

#[test]
fn of_a_set_only_keys_to_verify_with_are_kept() {
    let token = es256(&json!({ "alg": "ES256", "kid": "ec" }), &claims());
    for changes in
        [json!({ "use": "sig" }), json!({ "alg": "ES256" }), json!({ "key_ops": ["verify"] }), json!({ "x5c": [] })]
    {
        assert!(is_taken(&token, &key_set(&[with(p256_jwk(7), &changes)])), "{changes}");
    }
    let short = base64url(&[1; 31]);
    for changes in [
        json!({ "use": "enc" }),
        json!({ "alg": "ES384" }),
        json!({ "alg": "RS256" }),
        json!({ "key_ops": ["sign"] }),
        json!({ "kty": "RSA" }),
        json!({ "kty": "oct" }),
        json!({ "crv": "P-384" }),
        json!({ "crv": null }),
        json!({ "y": null }),
        json!({ "y": p256_jwk(8)["y"] }),
        json!({ "x": short }),
        json!({ "x": "not base64!" }),
    ] {
        let keys = key_set(&[json!(null), json!([]), with(p256_jwk(7), &changes), ed25519_jwk(7)]);
        let denied = Token::read(&token, &settings(), NOW).unwrap().verify(&keys).err();
        assert_eq!(denied, Some(Denied::UnknownKey), "{changes}");
        assert!(is_taken(&eddsa(&json!({ "alg": "EdDSA", "kid": "ed" }), &claims()), &keys), "the others stay");
    }
}

#[test]
fn rsa_keys_must_be_strong_and_not_huge() {
    let kept = |bytes: usize, exponent: &[u8]| {
        let key = json!({ "kty": "RSA", "n": base64url(&vec![0xff; bytes]), "e": base64url(exponent), "kid": "r" });
        key_set(&[key]).find(Some("r"), Algorithm::Rs256).is_ok()
    };
    assert!(kept(256, &[1, 0, 1]) && kept(512, &[3]));
    assert!(!kept(255, &[1, 0, 1]) && !kept(513, &[1, 0, 1]) && !kept(128, &[1, 0, 1]));
    assert!(!kept(256, &[]) && !kept(256, &[1]) && !kept(256, &[2]) && !kept(256, &[0xff; 5]));
    assert!(!kept(0, &[1, 0, 1]));
}

#[test]
fn what_is_no_set_is_refused() {
    let many = json!({ "keys": vec![ed25519_jwk(7); 33] }).to_string();
    let large = format!(r#"{{"keys":[{}]}}"#, " ".repeat(64 * 1024));
    let deep = format!(r#"{{"keys":[{}{}]}}"#, "[".repeat(200), "]".repeat(200));
    for text in ["", "null", "[]", "[[]]", "{}", r#"{"keys":{}}"#, r#"{"keys":[]"#, "<html>", &many, &large] {
        assert!(KeySet::parse(text.as_bytes()).is_err(), "{text:.40}");
    }
    assert!(KeySet::parse(deep.as_bytes()).is_ok(), "what is no key is left out, however deep");
    assert!(KeySet::parse(br#" {"keys":[],"more":1}"#).is_ok(), "an issuer may have no keys that are of use here");
}
