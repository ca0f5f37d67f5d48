//! The control interface for tests, on a port of its own: delays, faults, tokens, tasks, the clock, the logs,
//! the truth.

use std::sync::Arc;

use axum::extract::rejection::JsonRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::behaviour::Change;
use crate::calls::{Call, Count};
use crate::faults::Rule;
use crate::given::Given;
use crate::household::record::{Account, Balance, Transaction};
use crate::household::{Holding, Row, Truth};
use crate::state::{Simulation, lock};
use crate::volume::Volume;
use crate::webhooks::Webhook;

type Shared = State<Arc<Simulation>>;
type Body<T> = Result<Json<T>, JsonRejection>;

pub(crate) fn routes() -> Router<Arc<Simulation>> {
    Router::new()
        .route("/reset", post(reset))
        .route("/delay", put(delay))
        .route("/faults", put(faults))
        .route("/tokens", put(tokens).get(accepted))
        .route("/clock", put(clock))
        .route("/sandbox", put(sandbox))
        .route("/volume", put(volume))
        .route("/given", put(given))
        .route("/tasks", put(tasks))
        .route("/webhooks", get(webhooks))
        .route("/behaviour", put(behaviour))
        .route("/calls", get(calls))
        .route("/calls/count", get(count))
        .route("/issued", get(issued))
        .route("/records", get(records))
}

/// Every code, token and session that the bank has issued since its start.
async fn issued(State(simulation): Shared) -> Json<Vec<String>> {
    Json(lock(&simulation.issued).clone())
}

async fn reset(State(simulation): Shared) -> Json<Value> {
    simulation.reset();
    done()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Delay {
    ms: u64,
}

async fn delay(State(simulation): Shared, body: Body<Delay>) -> Result<Json<Value>, Refused> {
    let delay_ms = read(body)?.ms;
    simulation.change_knobs(|knobs| knobs.delay_ms = delay_ms);
    Ok(done())
}

async fn faults(State(simulation): Shared, body: Body<Vec<Rule>>) -> Result<Json<Value>, Refused> {
    let rules = read(body)?;
    rules.iter().try_for_each(Rule::check).map_err(Refused)?;
    simulation.faults.replace(rules);
    Ok(done())
}

/// All fields are optional; `provider_id` limits `expire_access` and `revoke_refresh` to one bank's connections.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tokens {
    /// Life of the access tokens issued from now on, in seconds.
    expires_in: Option<i64>,
    /// Whether a refresh gives a new refresh token and ends the old one.
    rotate: Option<bool>,
    /// Whether a refresh ends the access token before it.
    newest_only: Option<bool>,
    #[serde(default)]
    expire_access: bool,
    #[serde(default)]
    revoke_refresh: bool,
    provider_id: Option<String>,
}

async fn tokens(State(simulation): Shared, body: Body<Tokens>) -> Result<Json<Value>, Refused> {
    let change = read(body)?;
    simulation.change_knobs(|knobs| {
        knobs.expires_in = change.expires_in.unwrap_or(knobs.expires_in);
        knobs.rotate = change.rotate.unwrap_or(knobs.rotate);
        knobs.newest_only = change.newest_only.unwrap_or(knobs.newest_only);
    });
    let past = simulation.clock.now() - TimeDelta::seconds(1);
    for connection in lock(&simulation.registry).connections_of(change.provider_id.as_deref()) {
        if change.expire_access {
            connection.access_expires_at = past;
            connection.earlier_tokens.clear();
        }
        if change.revoke_refresh {
            connection.refresh_token = None;
        }
    }
    Ok(done())
}

/// The refresh tokens that are accepted now.
async fn accepted(State(simulation): Shared) -> Json<Vec<String>> {
    Json(lock(&simulation.registry).connections_of(None).filter_map(|it| it.refresh_token.clone()).collect())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance_seconds: i64,
}

async fn clock(State(simulation): Shared, body: Body<Advance>) -> Result<Json<Value>, Refused> {
    simulation.clock.advance(read(body)?.advance_seconds);
    Ok(done())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sandbox {
    on: bool,
}

async fn sandbox(State(simulation): Shared, body: Body<Sandbox>) -> Result<Json<Value>, Refused> {
    let sandbox = read(body)?.on;
    simulation.change_knobs(|knobs| knobs.sandbox = sandbox);
    Ok(done())
}

async fn volume(State(simulation): Shared, body: Body<Volume>) -> Result<Json<Value>, Refused> {
    *lock(&simulation.volume) = read(body)?;
    Ok(done())
}

async fn given(State(simulation): Shared, body: Body<Given>) -> Result<Json<Value>, Refused> {
    simulation.give(read(body)?);
    Ok(done())
}

/// All fields are optional.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pacing {
    /// How many polls see a task queued, and how many after those see it running; of the tasks accepted from now on.
    queued: Option<u32>,
    running: Option<u32>,
    /// Whether they fail.
    fail: Option<bool>,
    /// Ends those that are under way.
    #[serde(default)]
    finish: bool,
}

async fn tasks(State(simulation): Shared, body: Body<Pacing>) -> Result<Json<Value>, Refused> {
    let change = read(body)?;
    simulation.change_knobs(|knobs| {
        let pace = &mut knobs.pace;
        pace.queued = change.queued.unwrap_or(pace.queued);
        pace.running = change.running.unwrap_or(pace.running);
        pace.fail = change.fail.unwrap_or(pace.fail);
    });
    if change.finish {
        simulation.tasks.finish(&simulation);
    }
    Ok(done())
}

async fn webhooks(State(simulation): Shared) -> Json<Vec<Webhook>> {
    Json(simulation.webhooks.all())
}

async fn behaviour(State(simulation): Shared, body: Body<Change>) -> Result<Json<Value>, Refused> {
    simulation.behaviours.change(&read(body)?).map_err(Refused)?;
    Ok(done())
}

async fn calls(State(simulation): Shared) -> Json<Vec<Call>> {
    Json(simulation.calls.all())
}

async fn count(State(simulation): Shared) -> Json<Count> {
    Json(simulation.calls.count())
}

#[derive(Deserialize)]
struct RecordsQuery {
    provider_id: Option<String>,
}

/// The truth, all 24 months of it.
#[derive(Serialize)]
struct Records<'a> {
    today: NaiveDate,
    accounts: Vec<AccountRecords<'a>>,
}

#[derive(Serialize)]
struct AccountRecords<'a> {
    provider_id: &'a str,
    kind: &'static str,
    account: &'a Account,
    balance: &'a Balance,
    transactions: Vec<Labelled<'a>>,
    pending: Vec<Labelled<'a>>,
}

/// A record and what it really is. Its `transaction_id` is empty here: it differs with every request.
#[derive(Serialize)]
struct Labelled<'a> {
    record: &'a Transaction,
    truth: Truth,
}

async fn records(State(simulation): Shared, Query(query): Query<RecordsQuery>) -> Response {
    let household = simulation.household();
    let wanted = |it: &&Holding| query.provider_id.as_ref().is_none_or(|id| id == it.provider_id);
    let accounts = household.holdings.iter().filter(wanted).map(account_records).collect();
    Json(Records { today: household.today, accounts }).into_response()
}

fn account_records(holding: &Holding) -> AccountRecords<'_> {
    AccountRecords {
        provider_id: holding.provider_id,
        kind: if holding.is_card { "card" } else { "account" },
        account: &holding.account,
        balance: &holding.balance,
        transactions: labelled(&holding.settled),
        pending: labelled(&holding.pending),
    }
}

fn labelled(rows: &[Row]) -> Vec<Labelled<'_>> {
    rows.iter().map(|row| Labelled { record: &row.record, truth: row.truth }).collect()
}

fn read<T>(body: Body<T>) -> Result<T, Refused> {
    body.map(|Json(value)| value).map_err(|rejection| Refused(rejection.body_text()))
}

/// A mistake in a test: 400, with what is wrong.
struct Refused(String);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (StatusCode::BAD_REQUEST, Json(json!({ "error": self.0 }))).into_response()
    }
}

fn done() -> Json<Value> {
    Json(json!({ "ok": true }))
}
