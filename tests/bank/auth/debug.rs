//! `POST` and `DELETE /api/debug`: an id by which TrueLayer's support finds a connection.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use serde_json::json;

use crate::calls::Call;
use crate::faults::{self, Address};
use crate::registry::Connection;
use crate::state::{Simulation, lock};
use crate::{bearer, errors};

const PATH: &str = "/api/debug";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    access_token: String,
}

/// Gives the connection of an access token its debug id. An expired token will do, an expired consent will not.
pub(crate) async fn create(State(simulation): State<Arc<Simulation>>, headers: HeaderMap, body: Bytes) -> Response {
    let token = token_in(&body);
    answer(&simulation, "POST", &headers, token.as_deref(), created).await
}

/// Ends a debug id. How the connection is named is not described: the body of `POST` will do, and a bearer token.
pub(crate) async fn delete(State(simulation): State<Arc<Simulation>>, headers: HeaderMap, body: Bytes) -> Response {
    let token = token_in(&body).or_else(|| bearer(&headers).map(str::to_owned));
    answer(&simulation, "DELETE", &headers, token.as_deref(), deleted).await
}

async fn answer(
    simulation: &Simulation,
    method: &str,
    headers: &HeaderMap,
    token: Option<&str>,
    right: fn(&Simulation, Option<&str>) -> Response,
) -> Response {
    let provider_id = token.and_then(|token| lock(&simulation.registry).by_access_token(token).map(|it| it.bank.id));
    let call = simulation.calls.begin(Call { provider_id, ..Call::new(method, PATH, None, headers) });
    faults::answer(simulation, call, Address::of_auth(PATH, provider_id), || right(simulation, token)).await
}

fn created(simulation: &Simulation, token: Option<&str>) -> Response {
    let now = simulation.clock.now();
    let mut registry = lock(&simulation.registry);
    let is_revoked = token.is_some_and(|token| registry.is_revoked(token));
    match token.and_then(|token| registry.by_access_token(token)) {
        Some(connection) if now <= connection.consent_expires_at() => {
            let id = format!("{}|{}", connection.bank.id, BASE64_STANDARD.encode(&connection.credentials_id));
            let answer = described(connection, &id);
            connection.debug_id = Some(id);
            answer
        }
        None if !is_revoked => errors::unknown_token(),
        _ => {
            let reason = "Consent expired or revoked";
            errors::with_reason(StatusCode::BAD_REQUEST, "invalid_request", "Invalid request", reason)
        }
    }
}

fn deleted(simulation: &Simulation, token: Option<&str>) -> Response {
    let mut registry = lock(&simulation.registry);
    let connection = token.and_then(|token| registry.by_access_token(token));
    let deleted = connection.and_then(|connection| connection.debug_id.take().map(|id| described(connection, &id)));
    deleted.unwrap_or_else(errors::unknown_token)
}

fn described(connection: &Connection, debug_id: &str) -> Response {
    let (credentials_id, provider_id) = (&connection.credentials_id, connection.bank.id);
    Json(json!({ "credentials_id": credentials_id, "debug_id": debug_id, "provider_id": provider_id })).into_response()
}

fn token_in(body: &[u8]) -> Option<String> {
    serde_json::from_slice(body).ok().map(|request: Request| request.access_token)
}
