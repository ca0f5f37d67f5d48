//! The data endpoints. Every call is logged, delayed and hit by faults here; then the connection's rights are checked in
//! the order token, consent, scope, what the bank supports, account, dates.

mod batch;
mod results;
pub(crate) mod target;
pub(crate) mod visits;
pub(crate) mod window;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::auth::users::User;
use crate::calls::Call;
use crate::errors::ApiError;
use crate::faults::{self, Address};
use crate::registry::Connection;
use crate::state::{Simulation, lock};
use crate::tasks::Order;
use crate::{bearer, webhooks};
use results::Content;
use target::Target;

const BASE: &str = "/data/v1";

pub(crate) fn routes() -> Router<Arc<Simulation>> {
    Router::new().route("/data/v1/{*path}", get(answer)).route("/data/v1/batch/transactions", post(answer))
}

/// What was called, and whether the user is there.
#[derive(Clone, Copy)]
struct Asked<'a> {
    uri: &'a Uri,
    attended: bool,
}

async fn answer(
    State(simulation): State<Arc<Simulation>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = uri.path().strip_prefix(BASE).unwrap_or_default();
    let target = Target::parse(path);
    let account_id = target.and_then(Target::account_id);
    let token = bearer(&headers);
    let connection = token.and_then(|token| lock(&simulation.registry).by_access_token(token).cloned());
    let provider_id = connection.as_ref().map(|it| it.bank.id);
    let call = simulation.calls.begin(Call {
        provider_id,
        account_id: account_id.map(str::to_owned),
        ..Call::new(method.as_str(), uri.path(), uri.query(), &headers)
    });
    let own_delay = connection.as_ref().map_or(0, |it| simulation.behaviours.of(it.bank).delay_ms);
    let delay = own_delay.saturating_add(lock(&simulation.knobs).delay_ms);
    tokio::time::sleep(Duration::from_millis(delay)).await;
    let asked = Asked { uri: &uri, attended: headers.contains_key("x-psu-ip") };
    let right = || {
        let right = target.ok_or_else(ApiError::not_found).and_then(|target| {
            let connection = authorise(&simulation, connection.as_ref(), token, target)?;
            authorised(&simulation, connection, target, asked, &body)
        });
        right.unwrap_or_else(IntoResponse::into_response)
    };
    let owner = connection.as_ref().map(|it| it.credentials_id.as_str());
    let mut response = faults::answer(&simulation, call, Address { path, provider_id, account_id, owner }, right).await;
    let correlation_id = HeaderValue::from_str(&simulation.secret());
    if let Ok(id) = correlation_id {
        response.headers_mut().insert("x-tl-correlation-id", id);
    }
    response
}

/// The connection of the call, if its token is good for the target.
fn authorise<'a>(
    simulation: &Simulation,
    connection: Option<&'a Connection>,
    token: Option<&str>,
    target: Target<'_>,
) -> Result<&'a Connection, ApiError> {
    let now = simulation.clock.now();
    let connection = connection.ok_or_else(|| ApiError::new("unauthorized"))?;
    let expires_at = token.and_then(|token| connection.expiry_of(token)).unwrap_or(connection.access_expires_at);
    if now > expires_at {
        return Err(ApiError::token_expired(expires_at));
    }
    if now > connection.consent_expires_at() || target.scopes().iter().any(|scope| !connection.has_scope(scope)) {
        return Err(ApiError::new("access_denied"));
    }
    Ok(connection)
}

/// The answer to a call whose rights were checked: now, or later where that was asked for.
fn authorised(
    simulation: &Simulation,
    connection: &Connection,
    target: Target<'_>,
    asked: Asked<'_>,
    body: &[u8],
) -> Result<Response, ApiError> {
    let owner = &connection.credentials_id;
    match target {
        Target::Results(task_id) => return simulation.tasks.result(simulation, task_id, owner),
        Target::BatchResults => return simulation.tasks.batch_result(simulation, owner),
        Target::Batch => return batch::start(simulation, connection, asked, body),
        Target::Me | Target::Info | Target::Held { .. } => {}
    }
    let webhook = asked.parameter("webhook_uri").map(|uri| webhooks::address(&uri)).transpose()?;
    let is_async = webhook.is_some() || asked.parameter("async").is_some_and(|value| value == "true");
    let right = remembered(simulation, connection, target, asked);
    if !is_async {
        return right.map(IntoResponse::into_response);
    }
    let order = Order::new(simulation, Some(owner), &asked.uri.to_string(), webhook);
    later(simulation, order, right.map(Content::whole))
}

/// Makes a task of a call. What can be told without the bank is refused at once; what the bank refuses fails the task.
fn later(simulation: &Simulation, order: Order, right: Result<Bytes, ApiError>) -> Result<Response, ApiError> {
    let answer = match right {
        Err(error) if matches!(error.status, 400 | 404 | 501) => return Err(error),
        right => right.ok().map(|body| (StatusCode::OK, body)),
    };
    Ok(simulation.tasks.accept(simulation, order, answer))
}

/// The answer as a bank gives it that may be down, tired of us, or lazy.
fn remembered(
    simulation: &Simulation,
    connection: &Connection,
    target: Target<'_>,
    asked: Asked<'_>,
) -> Result<Content, ApiError> {
    ask(simulation, connection, target)?;
    let (behaviour, now, id) =
        (simulation.behaviours.of(connection.bank), simulation.clock.now(), &connection.credentials_id);
    let url = asked.uri.to_string();
    if let Some(body) = simulation.visits.cached(id, &url, now).filter(|_| behaviour.cache) {
        return Ok(Content::Whole(body));
    }
    if let Some(account_id) = target.account_id() {
        asked.attend(simulation, connection, account_id)?;
    }
    let content = results::of(simulation, connection, target, asked.uri.query().unwrap_or_default())?;
    Ok(match content {
        Content::Whole(body) if behaviour.cache && target.is_bank_s() => {
            Content::Whole(simulation.visits.keep(id, &url, now, &body))
        }
        content => content,
    })
}

/// Fails where there is nobody to ask: the user is one whose calls fail, or the bank is down.
fn ask(simulation: &Simulation, connection: &Connection, target: Target<'_>) -> Result<(), ApiError> {
    match connection.user {
        User::Failing(code) => Err(ApiError::new(code)),
        _ if target.is_bank_s() && simulation.behaviours.of(connection.bank).down => {
            Err(ApiError::new("provider_error"))
        }
        User::Usual | User::Iban | User::Eternal => Ok(()),
    }
}

impl Asked<'_> {
    fn parameter(&self, name: &str) -> Option<String> {
        let mut query = form_urlencoded::parse(self.uri.query().unwrap_or_default().as_bytes());
        query.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    /// Counts a call for an account without the user, where the bank counts them.
    fn attend(&self, simulation: &Simulation, connection: &Connection, account_id: &str) -> Result<(), ApiError> {
        let is_counted = simulation.behaviours.of(connection.bank).attendance && !self.attended;
        let (id, now) = (&connection.credentials_id, simulation.clock.now());
        if is_counted && !simulation.visits.is_allowed_unattended(id, account_id, now) {
            return Err(ApiError::new("provider_request_limit_exceeded"));
        }
        Ok(())
    }
}
