//! The data endpoints. Every call is logged, delayed and hit by faults here; then the connection's rights are checked in
//! the order token, consent, scope, what the bank supports, account, dates.

mod target;
mod window;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::json;

use crate::bearer;
use crate::calls::Call;
use crate::errors::ApiError;
use crate::faults::{self, Address};
use crate::household::record::Transaction;
use crate::household::{Holding, Row};
use crate::registry::Connection;
use crate::state::{Simulation, lock};
use crate::volume;
use target::{Part, Target};
use window::Window;

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
            results(&simulation, connection, target, query)
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

fn results(
    simulation: &Simulation,
    connection: &Connection,
    target: Target<'_>,
    query: &str,
) -> Result<Response, ApiError> {
    let household = simulation.household();
    if simulation.behaviours.of(connection.bank).down && target.is_bank_s() {
        return Err(ApiError::new("provider_error"));
    }
    let (cards, account_id, part) = match target {
        Target::Me => return Ok(envelope(&[me(simulation, connection)])),
        Target::Info => {
            let updated = format!("{}T06:30:00Z", household.today);
            return Ok(envelope(&[json!({ "full_name": "John Doe", "update_timestamp": updated })]));
        }
        Target::Results(task_id) => return simulation.tasks.result(task_id),
        Target::Held { cards, account_id, part } => (cards, account_id, part),
    };
    let bank = connection.bank;
    if !(if cards { bank.has_cards() } else { bank.has_accounts() }) {
        return Err(ApiError::new("endpoint_not_supported"));
    }
    let Some(account_id) = account_id else {
        return Ok(envelope(&household.of(bank.id, cards).map(|it| &it.account).collect::<Vec<_>>()));
    };
    let holding = household.of(bank.id, cards).find(|it| it.account_id == account_id);
    let holding = holding.ok_or_else(|| ApiError::new("account_not_found"))?;
    part_of(simulation, connection, holding, part, query)
}

fn part_of(
    simulation: &Simulation,
    connection: &Connection,
    holding: &Holding,
    part: Part,
    query: &str,
) -> Result<Response, ApiError> {
    let window = || {
        let window = Window::read(query, simulation.today())?;
        let logged_in_for = simulation.clock.now() - connection.authenticated_at;
        window.as_served(simulation.behaviours.of(connection.bank), logged_in_for, simulation.today())
    };
    Ok(match part {
        Part::StandingOrders | Part::DirectDebits if !connection.bank.has_mandates() => {
            return Err(ApiError::new("endpoint_not_supported"));
        }
        Part::Account => envelope(&[&holding.account]),
        Part::Balance => envelope(&[&holding.balance]),
        Part::Transactions => {
            let window = window()?;
            let rows = lock(&simulation.volume).rows_of(holding.provider_id, &holding.account_id);
            rows.map_or_else(
                || transactions(simulation, &holding.settled, window),
                |rows| json_body(volume::body(holding.feed(window.from, window.to), rows)),
            )
        }
        Part::Pending => transactions(simulation, &holding.pending, window()?),
        Part::StandingOrders => envelope(&holding.standing_orders),
        Part::DirectDebits => envelope(&holding.direct_debits),
    })
}

/// The rows of a window, under ids that are new with every request.
fn transactions(simulation: &Simulation, rows: &[Row], window: Window) -> Response {
    let nonce: String = simulation.secret().chars().take(24).collect();
    let rows = rows.iter().filter(|row| window.contains(row.date)).enumerate();
    let with_id = |(index, row): (usize, &Row)| Transaction {
        transaction_id: format!("{nonce}{index:08x}"),
        ..row.record.clone()
    };
    envelope(&rows.map(with_id).collect::<Vec<_>>())
}

fn me(simulation: &Simulation, connection: &Connection) -> serde_json::Value {
    let time = |at: DateTime<Utc>| at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string();
    json!({
        "client_id": simulation.options.client_id,
        "credentials_id": connection.credentials_id,
        "consent_status": "Authorised",
        "consent_status_updated_at": time(connection.consented_at),
        "consent_created_at": time(connection.consented_at),
        "consent_expires_at": time(connection.consent_expires_at()),
        "provider": { "display_name": connection.bank.name, "provider_id": connection.bank.id },
        "scopes": connection.scopes,
        "privacy_policy": "Feb2019",
    })
}

#[derive(Serialize)]
struct Envelope<'a, T> {
    results: &'a [T],
    status: &'static str,
}

/// `{"results":[…],"status":"Succeeded"}`: also for single resources.
fn envelope<T: Serialize>(results: &[T]) -> Response {
    match serde_json::to_vec(&Envelope { results, status: "Succeeded" }) {
        Ok(body) => json_body(body.into()),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

fn json_body(body: Body) -> Response {
    ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], body).into_response()
}
