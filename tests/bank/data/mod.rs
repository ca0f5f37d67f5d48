//! The data endpoints. Every call is logged, delayed and hit by faults here; then the connection's rights are checked in
//! the order token, consent, scope, what the bank supports, account, dates.

mod results;
pub(crate) mod target;
pub(crate) mod visits;
pub(crate) mod window;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, Uri};
use axum::response::{IntoResponse, Response};

use crate::auth::users::User;
use crate::bearer;
use crate::calls::Call;
use crate::errors::ApiError;
use crate::faults::{self, Address};
use crate::registry::Connection;
use crate::state::{Simulation, lock};
use results::Content;
use target::Target;

const BASE: &str = "/data/v1";

pub(crate) fn routes() -> Router<Arc<Simulation>> {
    Router::new().route("/data/v1/{*path}", axum::routing::get(answer))
}

async fn answer(State(simulation): State<Arc<Simulation>>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().strip_prefix(BASE).unwrap_or_default();
    let target = Target::parse(path);
    let account_id = target.and_then(Target::account_id);
    let connection = bearer(&headers).and_then(|token| lock(&simulation.registry).by_access_token(token).cloned());
    let provider_id = connection.as_ref().map(|it| it.bank.id);
    let call = simulation.calls.begin(Call {
        provider_id,
        account_id: account_id.map(str::to_owned),
        ..Call::new(method.as_str(), uri.path(), uri.query(), &headers)
    });
    let own_delay = connection.as_ref().map_or(0, |it| simulation.behaviours.of(it.bank).delay_ms);
    let delay = own_delay.saturating_add(lock(&simulation.knobs).delay_ms);
    tokio::time::sleep(Duration::from_millis(delay)).await;
    let query = uri.query().unwrap_or_default();
    let right = || {
        let right = target.ok_or_else(ApiError::not_found).and_then(|target| {
            let connection = authorise(&simulation, connection.as_ref(), target)?;
            if let Target::Results(task_id) = target {
                return simulation.tasks.result(task_id);
            }
            remembered(&simulation, connection, target, &uri, headers.contains_key("x-psu-ip"))
        });
        right.unwrap_or_else(IntoResponse::into_response)
    };
    let is_async = is_async(query) && !matches!(target, Some(Target::Results(_)));
    let address = Address { path, provider_id, account_id, is_async };
    let mut response = faults::answer(&simulation, call, address, right).await;
    let correlation_id = HeaderValue::from_str(&simulation.secret());
    if let Ok(id) = correlation_id {
        response.headers_mut().insert("x-tl-correlation-id", id);
    }
    response
}

fn is_async(query: &str) -> bool {
    form_urlencoded::parse(query.as_bytes()).any(|(name, value)| name == "async" && value == "true")
}

/// The connection of the call, if its token is good for the target.
fn authorise<'a>(
    simulation: &Simulation,
    connection: Option<&'a Connection>,
    target: Target<'_>,
) -> Result<&'a Connection, ApiError> {
    let now = simulation.clock.now();
    let connection = connection.ok_or_else(|| ApiError::new("unauthorized"))?;
    if now > connection.access_expires_at {
        return Err(ApiError::token_expired(connection.access_expires_at));
    }
    if now > connection.consent_expires_at() || target.scopes().iter().any(|scope| !connection.has_scope(scope)) {
        return Err(ApiError::new("access_denied"));
    }
    Ok(connection)
}

/// The answer as a bank gives it that may be down, tired of us, or lazy.
fn remembered(
    simulation: &Simulation,
    connection: &Connection,
    target: Target<'_>,
    uri: &Uri,
    attended: bool,
) -> Result<Response, ApiError> {
    let (behaviour, now, id) =
        (simulation.behaviours.of(connection.bank), simulation.clock.now(), &connection.credentials_id);
    if let User::Failing(code) = connection.user {
        return Err(ApiError::new(code));
    }
    if behaviour.down && target.is_bank_s() {
        return Err(ApiError::new("provider_error"));
    }
    let url = uri.to_string();
    if let Some(body) = simulation.visits.cached(id, &url, now).filter(|_| behaviour.cache) {
        return Ok(Content::Whole(body).into_response());
    }
    let account_id = target.account_id().filter(|_| behaviour.attendance && !attended);
    if account_id.is_some_and(|account_id| !simulation.visits.is_allowed_unattended(id, account_id, now)) {
        return Err(ApiError::new("provider_request_limit_exceeded"));
    }
    let content = results::of(simulation, connection, target, uri.query().unwrap_or_default())?;
    Ok(match content {
        Content::Whole(body) if behaviour.cache && target.is_bank_s() => {
            Content::Whole(simulation.visits.keep(id, &url, now, &body))
        }
        content => content,
    }
    .into_response())
}
