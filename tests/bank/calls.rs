//! The log of calls that tests look at: what was asked, when, how many at once. It holds no tokens.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::Utc;
use futures_util::StreamExt;
use serde::Serialize;

use crate::faults::CloseConnection;
use crate::state::lock;

/// One call of the data or token endpoints.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Call {
    #[serde(skip)]
    pub(crate) id: u64,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: Option<String>,
    /// Missing while the call is under way, and for good when it was never answered.
    pub(crate) status: Option<u16>,
    pub(crate) provider_id: Option<&'static str>,
    pub(crate) account_id: Option<String>,
    /// Milliseconds since 1970 at which it came in.
    pub(crate) at_ms: i64,
    pub(crate) psu_ip: Option<String>,
    /// What the client sent as `X-Client-Correlation-Id`.
    pub(crate) correlation_id: Option<String>,
    pub(crate) has_correlation_id: bool,
    /// The most calls under way at any moment of this one, itself included.
    pub(crate) in_flight_max: usize,
}

/// The shared log.
#[derive(Debug, Clone, Default)]
pub(crate) struct Calls(Arc<Mutex<Log>>);

#[derive(Debug, Default)]
struct Log {
    last_id: u64,
    /// How many calls came in since the last reset.
    count: usize,
    /// The latest of them, by ascending id.
    calls: VecDeque<Call>,
    in_flight: Vec<u64>,
}

/// How many calls are kept: enough for any test, and no leak in a bank that runs for weeks.
const KEPT: usize = 20_000;

impl Log {
    fn call(&mut self, id: u64) -> Option<&mut Call> {
        let index = self.calls.binary_search_by_key(&id, |call| call.id).ok()?;
        self.calls.get_mut(index)
    }
}

/// How many calls there were.
#[derive(Debug, Serialize)]
pub(crate) struct Count {
    pub(crate) count: usize,
    pub(crate) in_flight: usize,
    pub(crate) in_flight_max: usize,
}

/// A call under way; dropping it ends the call, answered or not.
#[derive(Debug)]
pub(crate) struct InFlight {
    log: Calls,
    id: u64,
}

impl Call {
    /// A call that just came in.
    pub(crate) fn new(method: &str, path: &str, query: Option<&str>, headers: &HeaderMap) -> Self {
        let header = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        Self {
            id: 0,
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.map(str::to_owned),
            status: None,
            provider_id: None,
            account_id: None,
            at_ms: Utc::now().timestamp_millis(),
            psu_ip: header("x-psu-ip"),
            correlation_id: header("x-client-correlation-id"),
            has_correlation_id: headers.contains_key("x-client-correlation-id"),
            in_flight_max: 0,
        }
    }
}

impl Calls {
    /// Enters a call; its `id` and `in_flight_max` are set here.
    pub(crate) fn begin(&self, call: Call) -> InFlight {
        let mut log = lock(&self.0);
        log.last_id += 1;
        log.count += 1;
        let id = log.last_id;
        if log.calls.len() == KEPT {
            log.calls.pop_front();
        }
        log.calls.push_back(Call { id, ..call });
        log.in_flight.push(id);
        let in_flight = log.in_flight.clone();
        for id in &in_flight {
            if let Some(call) = log.call(*id) {
                call.in_flight_max = call.in_flight_max.max(in_flight.len());
            }
        }
        InFlight { log: self.clone(), id }
    }

    pub(crate) fn all(&self) -> Vec<Call> {
        lock(&self.0).calls.iter().cloned().collect()
    }

    pub(crate) fn count(&self) -> Count {
        let log = lock(&self.0);
        let in_flight_max = log.calls.iter().map(|call| call.in_flight_max).max().unwrap_or(0);
        Count { count: log.count, in_flight: log.in_flight.len(), in_flight_max }
    }

    /// Forgets all calls. Those under way still count towards the others' `in_flight_max`.
    pub(crate) fn clear(&self) {
        let mut log = lock(&self.0);
        log.calls.clear();
        log.count = 0;
    }
}

impl InFlight {
    /// Notes the answer, unless the connection is closed instead of it.
    pub(crate) fn finish(&self, response: &Response) {
        let sent = response.extensions().get::<CloseConnection>().is_none();
        self.change(|call| call.status = sent.then(|| response.status().as_u16()));
    }

    /// The call is under way until the body was sent or the client let go of it.
    pub(crate) fn until_sent(self, response: Response) -> Response {
        response.map(|body| {
            let chunks = body.into_data_stream();
            Body::from_stream(chunks.inspect(move |_| {
                let _under_way = &self;
            }))
        })
    }

    pub(crate) fn change(&self, change: impl FnOnce(&mut Call)) {
        let mut log = lock(&self.log.0);
        if let Some(call) = log.call(self.id) {
            change(call);
        }
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        lock(&self.log.0).in_flight.retain(|id| *id != self.id);
    }
}
