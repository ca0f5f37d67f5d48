//! `POST /batch/transactions`: what a connection's accounts and cards say of a window, collected by one task.

use axum::body::Bytes;
use axum::response::Response;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::target::{Part, Target};
use super::window::Window;
use super::{Asked, ask, later, results};
use crate::errors::ApiError;
use crate::registry::Connection;
use crate::state::Simulation;
use crate::tasks::Order;
use crate::webhooks;

#[derive(Debug, Deserialize)]
struct Request {
    from: Option<String>,
    to: Option<String>,
    #[serde(default)]
    pending: bool,
    #[serde(default)]
    balance: bool,
    webhook_uri: Option<String>,
    account_ids_whitelist: Option<Vec<String>>,
}

/// The body of the result.
#[derive(Serialize)]
struct Batch<'a> {
    status: &'static str,
    task_id: &'a str,
    request: &'a Value,
    results: Lists,
}

#[derive(Serialize)]
struct Lists {
    accounts: Vec<Entry>,
    cards: Vec<Entry>,
}

/// What one account or card has: its answers, as they are.
#[derive(Serialize)]
struct Entry {
    account_id: String,
    transactions: Box<RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pending_transactions: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    balance: Option<Box<RawValue>>,
}

/// An answer of the single endpoints.
#[derive(Deserialize)]
struct Answer<T> {
    results: T,
}

#[derive(Deserialize)]
struct Id {
    account_id: String,
}

/// Accepts a batch. The scopes that every batch needs were checked.
pub(super) fn start(
    simulation: &Simulation,
    connection: &Connection,
    asked: Asked<'_>,
    body: &[u8],
) -> Result<Response, ApiError> {
    let request: Request = serde_json::from_slice(body).map_err(|_| ApiError::new("validation_error"))?;
    if request.balance && !connection.has_scope("balance") {
        return Err(ApiError::new("access_denied"));
    }
    let window = Window::read(&request.query(), simulation.today())?;
    let window = json!({ "from": format!("{}T00:00:00", window.from), "to": format!("{}T00:00:00", window.to) });
    let webhook = request.webhook_uri.as_deref().map(webhooks::address).transpose()?;
    let order = Order::new(simulation, Some(&connection.credentials_id), &asked.uri.to_string(), webhook);
    let lists = Collector { simulation, connection, asked, request: &request, query: request.query() }.lists();
    let answer = lists.and_then(|results| {
        let batch = Batch { status: "Succeeded", task_id: &order.id, request: &window, results };
        serde_json::to_vec(&batch).map(Bytes::from).map_err(|_| ApiError::new("internal_server_error"))
    });
    later(simulation, order.of_batch(window), answer)
}

impl Request {
    /// The window as the single endpoints are told it.
    fn query(&self) -> String {
        let ends = [("from", &self.from), ("to", &self.to)];
        let given = ends.iter().filter_map(|(name, date)| Some((name, date.as_ref()?)));
        form_urlencoded::Serializer::new(String::new()).extend_pairs(given).finish()
    }

    fn wants(&self, account_id: &str) -> bool {
        self.account_ids_whitelist.as_ref().is_none_or(|ids| ids.iter().any(|id| id == account_id))
    }
}

/// Asks the single endpoints for what a batch wants.
struct Collector<'a> {
    simulation: &'a Simulation,
    connection: &'a Connection,
    asked: Asked<'a>,
    request: &'a Request,
    query: String,
}

impl Collector<'_> {
    fn lists(&self) -> Result<Lists, ApiError> {
        ask(self.simulation, self.connection, Target::Batch)?;
        let bank = self.connection.bank;
        let entries = |is_there, cards| if is_there { self.entries(cards) } else { Ok(Vec::new()) };
        Ok(Lists {
            accounts: entries(bank.has_accounts(), false)?,
            cards: entries(bank.has_cards() && self.connection.has_scope("cards"), true)?,
        })
    }

    fn entries(&self, cards: bool) -> Result<Vec<Entry>, ApiError> {
        let ids: Vec<Id> = self.results(cards, None, Part::Account)?;
        let ids = ids.into_iter().map(|it| it.account_id).filter(|id| self.request.wants(id));
        ids.map(|id| self.entry(cards, id)).collect()
    }

    fn entry(&self, cards: bool, account_id: String) -> Result<Entry, ApiError> {
        self.asked.attend(self.simulation, self.connection, &account_id)?;
        let id = Some(account_id.as_str());
        let pending = self.request.pending.then(|| self.results(cards, id, Part::Pending)).transpose()?;
        let balance = self.request.balance.then(|| self.results(cards, id, Part::Balance)).transpose()?;
        Ok(Entry {
            transactions: self.results(cards, id, Part::Transactions)?,
            pending_transactions: pending,
            balance: balance.and_then(|balances: Vec<Box<RawValue>>| balances.into_iter().next()),
            account_id,
        })
    }

    fn results<T: DeserializeOwned>(&self, cards: bool, account_id: Option<&str>, part: Part) -> Result<T, ApiError> {
        let target = Target::Held { cards, account_id, part };
        let body = results::of(self.simulation, self.connection, target, &self.query)?.whole();
        let answer: Result<Answer<T>, _> = serde_json::from_slice(&body);
        answer.map(|it| it.results).map_err(|_| ApiError::new("internal_server_error"))
    }
}
