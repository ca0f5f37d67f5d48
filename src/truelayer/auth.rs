//! TrueLayer's Auth API: the link that a person follows to their bank, and the tokens that come of it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};

use crate::http::{self, Answer, Body, Method, Request};
use crate::{Client, Error, Secret, json};

/// What is asked of the bank: all that a budget needs. `info` (the person's name and addresses) is left out: nothing
/// here uses it, and the consent screen lists whatever is asked for. `offline_access` gives the refresh token.
pub const SCOPES: &str = "accounts balance cards transactions direct_debits standing_orders offline_access";

const UNTOLD_LIFE_SECONDS: u64 = 300;

/// What varies from one auth link to the next.
#[derive(Clone, Copy, Debug)]
pub struct AuthLink<'a> {
    /// Comes back at the callback; unguessable, and tied to the browser that asked.
    pub state: &'a str,
    /// From [`code_challenge`].
    pub code_challenge: &'a str,
    /// The bank to go to directly, if it is known. See [`is_provider_id`].
    pub provider_id: Option<&'a str>,
}

/// The tokens of one connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tokens {
    /// Opens the Data API.
    pub access_token: Secret,
    /// Gets the next access token. Absent from a refresh that leaves the old one in force: keep that one then.
    pub refresh_token: Option<Secret>,
    /// Seconds from the answer until the access token ends.
    pub expires_in: u64,
    /// What was granted, which may be less than what was asked.
    pub scope: Option<String>,
}

/// Whether a text can be one of TrueLayer's provider ids, such as `ob-monzo`.
#[must_use]
pub fn is_provider_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_'))
}

/// A fresh PKCE code verifier (RFC 7636 §4.1) from 32 random bytes.
#[must_use]
pub fn code_verifier(random: &[u8; 32]) -> Secret {
    Secret::new(URL_SAFE_NO_PAD.encode(random))
}

/// The S256 code challenge of a verifier (RFC 7636 §4.2).
#[must_use]
pub fn code_challenge(verifier: &Secret) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.expose().as_bytes()))
}

/// The address to send a person to. It works once.
#[must_use]
pub fn auth_link(client: &Client, link: &AuthLink<'_>) -> String {
    let mut providers = client.environment.providers().to_owned();
    if let Some(id) = link.provider_id {
        // A preselected bank must be on offer too, and the groups may not cover it.
        providers = format!("{providers} {id}");
    }
    let mut pairs = vec![
        ("response_type", "code"),
        ("client_id", &client.client_id),
        ("redirect_uri", &client.redirect_uri),
        ("scope", SCOPES),
        ("state", link.state),
        ("code_challenge", link.code_challenge),
        ("code_challenge_method", "S256"),
        ("providers", &providers),
    ];
    pairs.extend(link.provider_id.map(|id| ("provider_id", id)));
    format!("{}/?{}", client.environment.auth_url(), http::query(&pairs))
}

/// Exchanges the callback's code for tokens. A code lives 5 minutes and works once: never repeat this on its own.
#[must_use]
pub fn exchange_code(client: &Client, code: &Secret, verifier: &Secret) -> Request {
    token_request(
        client,
        &[
            ("grant_type", "authorization_code"),
            ("code", code.expose()),
            ("redirect_uri", &client.redirect_uri),
            ("code_verifier", verifier.expose()),
        ],
    )
}

/// Asks for a new access token. Only the newest one is valid, so one caller at a time may do this for a connection.
#[must_use]
pub fn refresh(client: &Client, refresh_token: &Secret) -> Request {
    token_request(client, &[("grant_type", "refresh_token"), ("refresh_token", refresh_token.expose())])
}

/// Ends the connection at TrueLayer. Success has an empty body; 401 means that it had ended already or that the
/// access token has run out.
#[must_use]
pub fn revoke(client: &Client, access_token: &Secret) -> Request {
    Request {
        method: Method::Delete,
        url: format!("{}/api/delete", client.environment.auth_url()),
        headers: vec![("Authorization", format!("Bearer {}", access_token.expose()))],
        body: None,
    }
}

fn token_request(client: &Client, grant: &[(&str, &str)]) -> Request {
    let mut pairs = vec![("client_id", client.client_id.as_str()), ("client_secret", client.client_secret.expose())];
    pairs.extend_from_slice(grant);
    Request {
        method: Method::Post,
        url: format!("{}/connect/token", client.environment.auth_url()),
        headers: vec![("Accept", "application/json".into())],
        body: Some(Body { content_type: "application/x-www-form-urlencoded", text: Secret::new(http::form(&pairs)) }),
    }
}

/// The token endpoint's answer as it is written.
#[derive(Deserialize)]
struct TokenAnswer<'a> {
    access_token: Secret,
    #[serde(borrow)]
    expires_in: Option<&'a RawValue>,
    refresh_token: Option<Secret>,
    scope: Option<String>,
}

/// The life as a number or a text, without a fraction. By now a code is spent, so nothing here may lose the tokens: a
/// life that is not told is taken to be short.
fn seconds(raw: Option<&RawValue>) -> u64 {
    let text = json::text(raw).unwrap_or_default();
    text.split('.').next().and_then(|whole| whole.parse().ok()).unwrap_or(UNTOLD_LIFE_SECONDS)
}

/// Reads what [`exchange_code`] and [`refresh`] brought.
///
/// # Errors
/// [`crate::Code::ReconnectNeeded`] for a grant that is spent or revoked, [`crate::Code::Misconfigured`] for refused
/// client settings, and whatever else an [`Error`] can be.
pub fn read_tokens(answer: &Answer<'_>) -> Result<Tokens, Error> {
    if !answer.is_success() {
        return Err(Error::of_auth(answer));
    }
    let read: TokenAnswer<'_> =
        json::document(answer.body).map_err(|why| Error::malformed(format!("the token answer: {why}")))?;
    if read.access_token.expose().is_empty() {
        return Err(Error::malformed("the token answer has no access_token"));
    }
    Ok(Tokens {
        access_token: read.access_token,
        refresh_token: read.refresh_token.filter(|token| !token.expose().is_empty()),
        expires_in: seconds(read.expires_in),
        scope: read.scope,
    })
}
