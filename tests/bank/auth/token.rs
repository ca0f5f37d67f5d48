//! `POST /connect/token` and `DELETE /api/delete`.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::bearer;
use crate::calls::Call;
use crate::errors;
use crate::faults::{self, Address};
use crate::registry::{Connection, Grant};
use crate::state::{Knobs, Simulation, lock};

/// An `error` of the token endpoint: status 400, nothing but the code.
type TokenError = &'static str;
type Fields = HashMap<String, String>;

/// Exchanges a code or refreshes a connection. The body may be JSON or a form.
pub(crate) async fn issue(State(simulation): State<Arc<Simulation>>, headers: HeaderMap, body: Bytes) -> Response {
    let path = "/connect/token";
    let call = simulation.calls.begin(Call::new("POST", path, None, &headers));
    let fields = read_fields(&headers, &body);
    let provider_id = fields.as_ref().ok().and_then(|fields| provider_of(&simulation, fields));
    call.change(|call| call.provider_id = provider_id);
    let right = || {
        let answer = fields.and_then(|fields| grant(&simulation, &fields)).map_err(|error| json!({ "error": error }));
        let (status, body) =
            answer.map_or_else(|error| (StatusCode::BAD_REQUEST, error), |tokens| (StatusCode::OK, tokens));
        (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
    };
    faults::answer(&simulation, call, Address::of_auth(path, provider_id), right).await
}

/// Revokes the connection of the bearer token: its tokens are dead from here on.
pub(crate) async fn revoke(State(simulation): State<Arc<Simulation>>, headers: HeaderMap) -> Response {
    let path = "/api/delete";
    let token = bearer(&headers);
    let provider_id = token.and_then(|token| lock(&simulation.registry).by_access_token(token).map(|it| it.bank.id));
    let call = simulation.calls.begin(Call { provider_id, ..Call::new("DELETE", path, None, &headers) });
    let right = || {
        let revoked = token.is_some_and(|token| lock(&simulation.registry).revoke(token));
        if revoked { StatusCode::OK.into_response() } else { errors::unknown_token() }
    };
    faults::answer(&simulation, call, Address::of_auth(path, provider_id), right).await
}

fn read_fields(headers: &HeaderMap, body: &[u8]) -> Result<Fields, TokenError> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match content_type.split(';').next().map(str::trim) {
        Some("application/json") => serde_json::from_slice(body).map_err(|_| "invalid_request"),
        Some("application/x-www-form-urlencoded") => Ok(form_urlencoded::parse(body).into_owned().collect()),
        _ => Err("invalid_request"),
    }
}

fn provider_of(simulation: &Simulation, fields: &Fields) -> Option<&'static str> {
    let mut registry = lock(&simulation.registry);
    let refreshed = fields.get("refresh_token").and_then(|token| registry.by_refresh_token(token)).map(|it| it.bank.id);
    refreshed.or_else(|| fields.get("code").and_then(|code| registry.bank_of_code(code)).map(|bank| bank.id))
}

fn grant(simulation: &Simulation, fields: &Fields) -> Result<Value, TokenError> {
    let field = |name: &str| fields.get(name).map(String::as_str);
    let options = &simulation.options;
    if field("client_id") != Some(&options.client_id) || field("client_secret") != Some(&options.client_secret) {
        return Err("invalid_client");
    }
    match field("grant_type") {
        Some("authorization_code") => {
            let code = field("code").ok_or("invalid_request")?;
            let grant = lock(&simulation.registry).use_code(code).ok_or("invalid_grant")?;
            check(simulation, &grant, field("redirect_uri"), field("code_verifier"))?;
            Ok(connect(simulation, grant))
        }
        Some("refresh_token") => refresh(simulation, field("refresh_token").ok_or("invalid_request")?),
        _ => Err("invalid_request"),
    }
}

fn check(
    simulation: &Simulation,
    grant: &Grant,
    redirect_uri: Option<&str>,
    code_verifier: Option<&str>,
) -> Result<(), TokenError> {
    if grant.is_expired(simulation.clock.now()) {
        return Err("invalid_grant");
    }
    if redirect_uri != Some(&grant.link.redirect_uri) {
        return Err("invalid_redirect_uri");
    }
    let proven = match (&grant.link.code_challenge, code_verifier) {
        (None, None) => true,
        (Some(challenge), Some(verifier)) => {
            BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes())) == *challenge
        }
        // A verifier nobody announced is refused as well: it would hide a link that lost its challenge.
        _ => false,
    };
    proven.then_some(()).ok_or("invalid_grant")
}

/// The first tokens of a new connection.
fn connect(simulation: &Simulation, grant: Grant) -> Value {
    let now = simulation.clock.now();
    let expires_in = lock(&simulation.knobs).expires_in;
    let offline = grant.link.scopes.iter().any(|scope| scope == "offline_access");
    let new_account_ids = simulation.behaviours.of(grant.bank).new_account_ids;
    let connection = Connection {
        bank: grant.bank,
        user: grant.user,
        credentials_id: grant
            .link
            .renews
            .unwrap_or_else(|| BASE64_STANDARD.encode(Sha256::digest(simulation.secret()))),
        id_salt: new_account_ids.then(|| simulation.secret()),
        consented_at: now,
        authenticated_at: now,
        access_token: simulation.credential(),
        access_expires_at: now + TimeDelta::seconds(expires_in),
        earlier_tokens: Vec::new(),
        debug_id: None,
        refresh_token: offline.then(|| simulation.credential()),
        refreshed_at: now,
        scopes: grant.link.scopes,
    };
    let answer = tokens(&connection, expires_in);
    lock(&simulation.registry).connect(connection);
    answer
}

/// A new access token; the one before stops working, unless told otherwise.
fn refresh(simulation: &Simulation, refresh_token: &str) -> Result<Value, TokenError> {
    let now = simulation.clock.now();
    let knobs = *lock(&simulation.knobs);
    let mut registry = lock(&simulation.registry);
    let connection = registry.by_refresh_token(refresh_token).ok_or("invalid_grant")?;
    let is_idle = simulation.behaviours.of(connection.bank).idle_expiry && connection.is_idle(now);
    if is_idle || now > connection.consent_expires_at() {
        return Err("invalid_grant");
    }
    Ok(new_tokens(simulation, connection, knobs))
}

/// Starts the consent again without a log-in; null when the connection was revoked in the meantime.
pub(super) fn renew(simulation: &Simulation, connection: &Connection) -> Value {
    let knobs = *lock(&simulation.knobs);
    let mut registry = lock(&simulation.registry);
    let Some(connection) = registry.by_credentials_id(&connection.credentials_id) else { return Value::Null };
    connection.consented_at = simulation.clock.now();
    new_tokens(simulation, connection, knobs)
}

/// A new access token, and where they rotate a new refresh token.
fn new_tokens(simulation: &Simulation, connection: &mut Connection, knobs: Knobs) -> Value {
    let now = simulation.clock.now();
    connection.refreshed_at = now;
    let token = std::mem::replace(&mut connection.access_token, simulation.credential());
    if knobs.newest_only {
        connection.earlier_tokens.clear();
    } else {
        connection.earlier_tokens.retain(|(_, expires_at)| now <= *expires_at);
        connection.earlier_tokens.push((token, connection.access_expires_at));
    }
    connection.access_expires_at = now + TimeDelta::seconds(knobs.expires_in);
    if knobs.rotate {
        connection.refresh_token = Some(simulation.credential());
    }
    tokens(connection, knobs.expires_in)
}

fn tokens(connection: &Connection, expires_in: i64) -> Value {
    let mut answer = json!({
        "access_token": connection.access_token,
        "expires_in": expires_in,
        "token_type": "Bearer",
        "scope": connection.scopes.join(" "),
    });
    if let (Some(token), Some(fields)) = (&connection.refresh_token, answer.as_object_mut()) {
        fields.insert("refresh_token".to_owned(), json!(token));
    }
    answer
}
