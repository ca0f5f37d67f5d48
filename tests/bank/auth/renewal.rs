//! Giving a consent another 90 days: `POST /v1/reauthuri`, a link for the user, and `POST /data/v1/connections/extend`,
//! which may do without the user.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{link, pages, token, users::User};
use crate::behaviour::Extend;
use crate::calls::Call;
use crate::errors;
use crate::faults::{self, Address};
use crate::registry::{Connection, Link};
use crate::state::{Simulation, lock};

/// What both requests say about the way back; fields of either that are not used here are ignored.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Request {
    response_type: Option<String>,
    user_has_reconfirmed_consent: Option<bool>,
    client_id: Option<String>,
    client_secret: Option<String>,
    user: Option<Person>,
    refresh_token: Option<String>,
    redirect_uri: Option<String>,
    state: Option<String>,
    code_challenge: Option<String>,
    code_challenge_method: Option<String>,
    response_mode: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Person {
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
}

/// `POST /v1/reauthuri`: a link with which the user renews the connection at its bank. British banks only.
pub(crate) async fn reauth(State(simulation): State<Arc<Simulation>>, headers: HeaderMap, body: Bytes) -> Response {
    answer(&simulation, "/v1/reauthuri", "/v1/reauthuri", &headers, &body, reauth_answer).await
}

/// `POST /data/v1/connections/extend`.
pub(crate) async fn extend(State(simulation): State<Arc<Simulation>>, headers: HeaderMap, body: Bytes) -> Response {
    let path = "/connections/extend";
    answer(&simulation, "/data/v1/connections/extend", path, &headers, &body, extend_answer).await
}

#[derive(Deserialize)]
pub(crate) struct Opened {
    session: String,
}

/// `GET /renew`: the log-in form behind a renewal's link.
pub(crate) async fn open(State(simulation): State<Arc<Simulation>>, Query(query): Query<Opened>) -> Response {
    let bank = lock(&simulation.registry).link(&query.session).and_then(|link| link.bank);
    bank.map_or_else(|| pages::mistake(pages::LINK_USED), |bank| pages::log_in(&query.session, bank, false))
}

async fn answer(
    simulation: &Simulation,
    logged_path: &str,
    path: &str,
    headers: &HeaderMap,
    body: &[u8],
    right: fn(&Simulation, &Request) -> Response,
) -> Response {
    let request: Request = serde_json::from_slice(body).unwrap_or_default();
    let provider_id = connection(simulation, &request).map(|it| it.bank.id);
    let call = simulation.calls.begin(Call { provider_id, ..Call::new("POST", logged_path, None, headers) });
    faults::answer(simulation, call, Address::of_auth(path, provider_id), || right(simulation, &request)).await
}

/// The connection of the request's refresh token, unless its consent ended too long ago.
fn connection(simulation: &Simulation, request: &Request) -> Option<Connection> {
    let mut registry = lock(&simulation.registry);
    let connection = registry.by_refresh_token(request.refresh_token.as_deref()?)?;
    connection.can_be_renewed(simulation.clock.now()).then(|| connection.clone())
}

fn reauth_answer(simulation: &Simulation, request: &Request) -> Response {
    let link = connection(simulation, request)
        .filter(|it| it.bank.country == "uk" && request.response_type.as_deref() == Some("code"))
        .and_then(|connection| link_for(simulation, request, &connection));
    let Some(link) = link else {
        let reason = "Invalid refresh_token";
        return errors::with_reason(StatusCode::UNAUTHORIZED, "invalid_request", "Invalid request", reason);
    };
    Json(json!({ "result": link, "success": true })).into_response()
}

fn extend_answer(simulation: &Simulation, request: &Request) -> Response {
    let missing = request.missing();
    if !missing.is_empty() {
        let wrong = json!({ "errors": missing });
        return problem(simulation, StatusCode::BAD_REQUEST, "One or more validation errors occurred.", wrong);
    }
    let (id, secret) = (request.client_id.as_deref(), request.client_secret.as_deref());
    let is_client = (id, secret) == (Some(&*simulation.options.client_id), Some(&*simulation.options.client_secret));
    let Some(connection) = connection(simulation, request).filter(|_| is_client) else {
        let detail = json!({ "detail": "Refresh token missing or invalid." });
        return problem(simulation, StatusCode::UNAUTHORIZED, "Unauthorized", detail);
    };
    let by_user = if connection.user == User::Eternal { Extend::NoActionNeeded } else { Extend::AuthenticationNeeded };
    let outcome = match simulation.behaviours.of(connection.bank).extend {
        Extend::ByUser => by_user,
        told => told,
    };
    match outcome {
        Extend::NoActionNeeded => Json(extended(simulation, &connection)).into_response(),
        Extend::Refuse => {
            let detail = json!({ "detail": "This connection cannot be extended" });
            problem(simulation, StatusCode::UNPROCESSABLE_ENTITY, "No way to extend this connection", detail)
        }
        by_user => match link_for(simulation, request, &connection) {
            Some(link) => {
                let is_consent = by_user == Extend::ReconfirmationNeeded;
                let action = if is_consent { "reconfirmation_of_consent_needed" } else { "authentication_needed" };
                Json(json!({ "action_needed": action, "user_input_link": link })).into_response()
            }
            None => {
                let wrong = json!({ "errors": { "RedirectUri": ["The RedirectUri or PKCE field is invalid."] } });
                problem(simulation, StatusCode::BAD_REQUEST, "One or more validation errors occurred.", wrong)
            }
        },
    }
}

impl Request {
    /// What `extend` cannot do without, each with the sentence about it.
    fn missing(&self) -> BTreeMap<&'static str, [String; 1]> {
        let user =
            self.user.as_ref().and_then(|user| user.name.as_ref().and(user.email.as_ref().or(user.phone.as_ref())));
        let fields = [
            ("UserHasReconfirmedConsent", self.user_has_reconfirmed_consent == Some(true)),
            ("ClientId", self.client_id.is_some()),
            ("ClientSecret", self.client_secret.is_some()),
            ("User", user.is_some()),
            ("RefreshToken", self.refresh_token.is_some()),
            ("RedirectUri", self.redirect_uri.is_some()),
        ];
        let missing = fields.into_iter().filter(|(_, given)| !given);
        missing.map(|(name, _)| (name, [format!("The {name} field is required.")])).collect()
    }
}

/// A link to the bank's log-in form that renews the connection; none when the request asks for what cannot be done.
fn link_for(simulation: &Simulation, request: &Request, connection: &Connection) -> Option<String> {
    let redirect_uri = request.redirect_uri.clone().filter(|uri| link::is_allowed(&simulation.options, uri))?;
    // Only reauthuri sends the method: where there is a challenge it is S256.
    let method = request.code_challenge.as_ref().map(|_| request.code_challenge_method.as_deref().unwrap_or("S256"));
    let session = simulation.credential();
    let address = format!("{}/renew?session={session}", simulation.address);
    let link = Link {
        query: None,
        redirect_uri,
        state: request.state.clone(),
        scopes: connection.scopes.clone(),
        providers: Some(connection.bank.id.to_owned()),
        form_post: link::form_post(request.response_mode.as_deref()).ok()?,
        code_challenge: link::code_challenge(request.code_challenge.as_ref(), method).ok()?,
        bank: Some(connection.bank),
        renews: Some(connection.credentials_id.clone()),
        opened_at: simulation.clock.now(),
    };
    lock(&simulation.registry).open_link(session, link);
    Some(address)
}

/// The consent starts again, with a new access token.
fn extended(simulation: &Simulation, connection: &Connection) -> Value {
    let tokens = token::renew(simulation, connection);
    let mut answer = json!({ "action_needed": "no_action_needed" });
    for name in ["access_token", "expires_in", "refresh_token", "token_type"] {
        if let (Some(value), Some(fields)) = (tokens.get(name), answer.as_object_mut()) {
            fields.insert(name.to_owned(), value.clone());
        }
    }
    answer
}

/// A problem document; `more` are its further members.
fn problem(simulation: &Simulation, status: StatusCode, title: &str, more: Value) -> Response {
    let mut body = json!({
        "type": "https://docs.truelayer.com/#connection-api-errors",
        "title": title,
        "status": status.as_u16(),
        "instance": "/connections/extend",
        "trace_id": simulation.secret().chars().take(32).collect::<String>(),
    });
    if let (Some(fields), Value::Object(more)) = (body.as_object_mut(), more) {
        fields.extend(more);
    }
    (status, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
}
