//! The right answer to a call whose rights were checked.

use axum::body::{Body, Bytes, to_bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use futures_util::FutureExt;
use serde::Serialize;
use serde_json::{Value, json};

use super::target::{Part, Target};
use super::window::Window;
use crate::auth::users::User;
use crate::errors::ApiError;
use crate::household::record::Transaction;
use crate::household::{Holding, Row};
use crate::registry::Connection;
use crate::sandbox;
use crate::state::{Simulation, lock};
use crate::volume;

/// The body of a 200.
pub(super) enum Content {
    Whole(Bytes),
    /// Written while it is sent.
    Streamed(Body),
}

impl Content {
    /// All of it at once. What is written while it is sent never waits for anything.
    pub(super) fn whole(self) -> Bytes {
        match self {
            Self::Whole(bytes) => bytes,
            Self::Streamed(body) => to_bytes(body, usize::MAX).now_or_never().and_then(Result::ok).unwrap_or_default(),
        }
    }
}

impl IntoResponse for Content {
    fn into_response(self) -> Response {
        let body = match self {
            Self::Whole(bytes) => Body::from(bytes),
            Self::Streamed(body) => body,
        };
        ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], body).into_response()
    }
}

/// What the bank, or TrueLayer for it, knows of the target.
pub(super) fn of(
    simulation: &Simulation,
    connection: &Connection,
    target: Target<'_>,
    query: &str,
) -> Result<Content, ApiError> {
    let household = simulation.household();
    let (cards, account_id, part) = match target {
        Target::Me => return envelope(&[me(simulation, connection)]),
        _ if connection.bank.is_sandbox() => {
            let own_ibans = connection.user == User::Iban;
            return envelope(&sandbox::results(target, query, simulation.today(), own_ibans)?);
        }
        Target::Info => {
            let updated = format!("{}T06:30:00Z", household.today);
            return envelope(&[json!({ "full_name": "John Doe", "update_timestamp": updated })]);
        }
        Target::Results(_) | Target::Batch | Target::BatchResults => return Err(ApiError::not_found()),
        Target::Held { cards, account_id, part } => (cards, account_id, part),
    };
    let bank = connection.bank;
    if !(if cards { bank.has_cards() } else { bank.has_accounts() }) {
        return Err(ApiError::new("endpoint_not_supported"));
    }
    if matches!(part, Part::StandingOrders | Part::DirectDebits) && !bank.has_mandates() {
        return Err(ApiError::new("endpoint_not_supported"));
    }
    if let Some(given) = simulation.given() {
        return envelope(&given.results(cards, account_id, part, || window(simulation, connection, query))?);
    }
    let Some(account_id) = account_id else {
        let holdings = household.of(bank.id, cards);
        return envelope(&holdings.map(|it| it.account.under(shown_id(connection, it))).collect::<Vec<_>>());
    };
    let holding = household.of(bank.id, cards).find(|it| shown_id(connection, it) == account_id);
    let holding = holding.ok_or_else(|| ApiError::new("account_not_found"))?;
    part_of(simulation, connection, holding, part, query)
}

/// The id under which this connection knows the account.
fn shown_id(connection: &Connection, holding: &Holding) -> String {
    connection.id_salt.as_ref().map_or_else(|| holding.account_id.clone(), |salt| holding.id_with(salt))
}

fn part_of(
    simulation: &Simulation,
    connection: &Connection,
    holding: &Holding,
    part: Part,
    query: &str,
) -> Result<Content, ApiError> {
    match part {
        Part::Account => envelope(&[holding.account.under(shown_id(connection, holding))]),
        Part::Balance => envelope(&[&holding.balance]),
        Part::Transactions => {
            let window = window(simulation, connection, query)?;
            let volume = lock(&simulation.volume).rows_of(holding.provider_id, &shown_id(connection, holding));
            match volume {
                None => transactions(simulation, &holding.settled, window),
                Some(rows) => Ok(Content::Streamed(volume::body(holding.feed(window.from, window.to), rows))),
            }
        }
        Part::Pending => transactions(simulation, &holding.pending, window(simulation, connection, query)?),
        Part::StandingOrders => envelope(&holding.standing_orders),
        Part::DirectDebits => envelope(&holding.direct_debits),
    }
}

/// The window of a call as the bank serves it.
fn window(simulation: &Simulation, connection: &Connection, query: &str) -> Result<Window, ApiError> {
    let window = Window::read(query, simulation.today())?;
    let logged_in_for = simulation.clock.now() - connection.authenticated_at;
    window.as_served(simulation.behaviours.of(connection.bank), logged_in_for, simulation.today())
}

/// The rows of a window, under ids that are new with every request.
fn transactions(simulation: &Simulation, rows: &[Row], window: Window) -> Result<Content, ApiError> {
    let nonce: String = simulation.secret().chars().take(24).collect();
    let rows = rows.iter().filter(|row| window.contains(row.date)).enumerate();
    let with_id = |(index, row): (usize, &Row)| Transaction {
        transaction_id: format!("{nonce}{index:08x}"),
        ..row.record.clone()
    };
    envelope(&rows.map(with_id).collect::<Vec<_>>())
}

fn me(simulation: &Simulation, connection: &Connection) -> Value {
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
fn envelope<T: Serialize>(results: &[T]) -> Result<Content, ApiError> {
    let body = serde_json::to_vec(&Envelope { results, status: "Succeeded" });
    body.map(|bytes| Content::Whole(bytes.into())).map_err(|_| ApiError::new("internal_server_error"))
}
