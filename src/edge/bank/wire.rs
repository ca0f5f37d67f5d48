//! One call over the wire: a deadline that covers the body, a size limit, six at once, and no more than the plan allows.

use std::cell::Cell;
use std::future::Future;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::future::{Either, select};
use tokio::sync::{Semaphore, SemaphorePermit};
use truelayer::http::{Answer, Method as WireMethod, Request as WireRequest};
use truelayer::{Code, Error, Next};
use wasm_bindgen::JsValue;
use worker::{AbortController, AbortSignal, Delay, Fetch, Headers, Method, Request, RequestInit, RequestRedirect};

use crate::clock;
use crate::config::Limits;

/// A Worker may have six connections open at once.
const AT_ONCE: usize = 6;
/// Two years of a busy account are about 3 MB.
const LARGEST_BODY: usize = 20 * 1024 * 1024;

/// Everything that one request's calls share: the deadline, the open connections, the number of calls.
pub struct Visit {
    call_ms: u64,
    ends_at: u64,
    gate: Semaphore,
    calls_left: Cell<u32>,
    /// The address of the person who is waiting; absent where nobody is.
    pub psu_ip: Option<String>,
    /// The request's id, which TrueLayer is told too.
    pub request_id: String,
}

/// An answer with its whole body.
pub struct Received {
    status: u16,
    retry_after: Option<String>,
    body: Vec<u8>,
    correlation_id: Option<String>,
}

impl Received {
    /// The answer as the readers of the `truelayer` crate take it.
    pub fn answer(&self) -> Answer<'_> {
        Answer { status: self.status, retry_after: self.retry_after.as_deref(), body: &self.body }
    }

    /// The body alone.
    pub fn into_body(self) -> Vec<u8> {
        self.body
    }

    /// Status and TrueLayer's id of the call, for the log.
    pub fn trace(&self) -> String {
        format!("status {} tl {}", self.status, self.correlation_id.as_deref().unwrap_or("-"))
    }
}

/// One of the open connections, until it is used.
pub struct Place<'a> {
    visit: &'a Visit,
    _permit: SemaphorePermit<'a>,
}

impl Place<'_> {
    /// Sends one request, for which a call was reserved.
    pub async fn send(self, request: &WireRequest) -> Result<Received, Error> {
        self.visit.send_now(request).await
    }
}

impl Visit {
    /// Starts the clock of a request.
    pub fn new(limits: Limits, psu_ip: Option<String>, request_id: String) -> Self {
        Self {
            call_ms: u64::from(limits.call_ms),
            ends_at: clock::now_ms().saturating_add(u64::from(limits.request_ms)),
            gate: Semaphore::new(AT_ONCE),
            calls_left: Cell::new(limits.calls),
            psu_ip,
            request_id,
        }
    }

    /// Sets calls aside; `false` where so many are not left.
    pub fn reserve(&self, calls: u32) -> bool {
        match self.calls_left.get().checked_sub(calls) {
            Some(left) => {
                self.calls_left.set(left);
                true
            }
            None => false,
        }
    }

    /// Milliseconds until the request must be answered.
    pub fn remaining_ms(&self) -> u64 {
        self.ends_at.saturating_sub(clock::now_ms())
    }

    /// Waits for `work`, but not beyond the request's deadline.
    pub async fn within<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        or_after(self.remaining_ms(), work).await
    }

    /// Waits for a place among the open connections; the call is made with it. What the call needs, such as a token,
    /// is best looked up after the wait.
    pub async fn place(&self) -> Result<Place<'_>, Error> {
        let waited = self.within(self.gate.acquire()).await.ok_or_else(timed_out)?;
        let permit = waited.map_err(|_| Error::new(Code::BankUnavailable))?;
        Ok(Place { visit: self, _permit: permit })
    }

    /// Waits for a place and sends one request.
    pub async fn send(&self, request: &WireRequest) -> Result<Received, Error> {
        self.place().await?.send(request).await
    }

    /// Sends one request and reads the whole answer. Redirects are not followed: they come back as what they are, and no
    /// endpoint of TrueLayer redirects.
    async fn send_now(&self, request: &WireRequest) -> Result<Received, Error> {
        let patience = self.call_ms.min(self.remaining_ms());
        if patience == 0 {
            return Err(timed_out());
        }
        let abort = AbortController::default();
        let signal = abort.signal();
        match or_after(patience, exchange(request, &signal)).await {
            Some(result) => {
                // Cancels whatever part of the body was not read: an unread one would hold the connection.
                if result.is_err() {
                    abort.abort();
                }
                result
            }
            None => {
                abort.abort();
                Err(timed_out())
            }
        }
    }
}

/// Not to be retried: waiting once more would cost as much again of the request's time.
fn timed_out() -> Error {
    let mut error = Error::new(Code::BankTimeout);
    error.next = Next::GiveUp;
    error
}

/// Waits for `work`, but no longer than `ms`.
async fn or_after<T>(ms: u64, work: impl Future<Output = T>) -> Option<T> {
    let work = std::pin::pin!(work);
    match select(work, Delay::from(Duration::from_millis(ms))).await {
        Either::Left((done, _)) => Some(done),
        Either::Right(_) => None,
    }
}

async fn exchange(request: &WireRequest, signal: &AbortSignal) -> Result<Received, Error> {
    let broken = |_: worker::Error| Error::new(Code::BankUnavailable);
    let request = prepare(request).map_err(broken)?;
    let mut response = Fetch::Request(request).send_with_signal(signal).await.map_err(broken)?;
    let header = |name: &str| response.headers().get(name).ok().flatten();
    let (retry_after, correlation_id) = (header("retry-after"), header("x-tl-correlation-id").filter(|id| is_id(id)));
    let mut body = Vec::new();
    // An answer without a body has no stream.
    if let Ok(mut chunks) = response.stream() {
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk.map_err(broken)?;
            if body.len().saturating_add(chunk.len()) > LARGEST_BODY {
                return Err(Error::new(Code::MalformedAnswer));
            }
            body.extend_from_slice(&chunk);
        }
    }
    Ok(Received { status: response.status_code(), retry_after, body, correlation_id })
}

fn prepare(request: &WireRequest) -> worker::Result<Request> {
    let headers = Headers::new();
    for (name, value) in &request.headers {
        headers.set(name, value)?;
    }
    let mut init = RequestInit::new();
    init.with_method(match request.method {
        WireMethod::Get => Method::Get,
        WireMethod::Post => Method::Post,
        WireMethod::Delete => Method::Delete,
    });
    if let Some(body) = &request.body {
        headers.set("content-type", body.content_type)?;
        init.with_body(Some(JsValue::from_str(body.text.expose())));
    }
    init.with_headers(headers).with_redirect(RequestRedirect::Manual);
    Request::new_with_init(&request.url, &init)
}

/// Ids go to the log: nothing else may come along.
fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
