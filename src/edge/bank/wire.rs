//! One call over the wire: a deadline that covers the body, a size limit, six at once, and no more than the plan allows.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;
use std::sync::Arc;

use futures_util::StreamExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use truelayer::http::{Answer, Method as WireMethod, Request as WireRequest};
use truelayer::{Code, Error};
use wasm_bindgen::JsValue;
use worker::{Fetch, Headers, Method, Request, RequestInit, RequestRedirect};

use super::body::{Body, LARGEST_IN_ALL, OpenCall, Reading, Rest, Share, timed_out};
use super::patience::Patience;
use crate::config::Limits;
use crate::log::Trace;

/// A Worker may have six connections open at once.
const AT_ONCE: usize = 6;
/// Answers that may be passed on wait, half read, for their turn: never so many that the others have no connection left.
const PASSING_AT_ONCE: usize = 3;

/// Everything that one request's calls share: the deadline, the open connections, the number of calls.
pub struct Visit {
    pub(super) call_ms: u64,
    pub(super) request_ms: u64,
    /// The request's deadline.
    pub patience: Patience,
    gate: Arc<Semaphore>,
    passing: Arc<Semaphore>,
    calls_left: Cell<u32>,
    /// Calls that went out.
    sent: Cell<u64>,
    /// How many bytes may still be read of answers that belong to no connection.
    bytes_left: Rc<Cell<usize>>,
    /// The address of the person who is waiting; absent where nobody is.
    pub psu_ip: Option<String>,
    /// The request's id, which TrueLayer is told too.
    pub request_id: String,
}

/// An answer with its body.
pub struct Received {
    status: u16,
    retry_after: Option<String>,
    body: Body,
    correlation_id: Option<String>,
}

impl Received {
    /// The answer as the readers of the `truelayer` crate take it.
    pub fn answer(&self) -> Answer<'_> {
        Answer { status: self.status, retry_after: self.retry_after.as_deref(), body: &self.body.bytes }
    }

    /// The body alone.
    pub fn into_body(self) -> Body {
        self.body
    }

    /// Status and TrueLayer's id of the call, for the log.
    pub fn trace(&self) -> Trace {
        Trace { status: Some(self.status), id: self.correlation_id.clone() }
    }
}

/// One of the open connections, until it is used.
pub struct Place {
    visit: Rc<Visit>,
    permits: Vec<OwnedSemaphorePermit>,
    reading: Reading,
    bytes_left: Rc<Cell<usize>>,
}

impl Place {
    /// Sends one request, for which a call was reserved, and reads the answer. Redirects are not followed: they come back
    /// as what they are, and no endpoint of TrueLayer redirects.
    pub async fn send(self, request: &WireRequest) -> Result<Received, Error> {
        let visit = Rc::clone(&self.visit);
        let patience = visit.call_ms.min(visit.remaining_ms());
        if patience == 0 {
            return Err(timed_out());
        }
        visit.patience.at_most(patience, self.exchange(request)).await.unwrap_or_else(|| Err(timed_out()))
    }

    async fn exchange(self, request: &WireRequest) -> Result<Received, Error> {
        let broken = |_: worker::Error| Error::new(Code::BankUnavailable);
        let request = prepare(request, &self.visit.request_id).map_err(broken)?;
        let mut call = OpenCall::default();
        let signal = call.signal();
        self.visit.sent.set(self.visit.sent.get().saturating_add(1));
        let mut response = Fetch::Request(request).send_with_signal(&signal).await.map_err(broken)?;
        let header = |name: &str| response.headers().get(name).ok().flatten();
        let retry_after = header("retry-after");
        let correlation_id = header("x-tl-correlation-id").filter(|id| is_id(id));
        let (status, mut body) = (response.status_code(), Body { bytes: Vec::new(), rest: None });
        let received = |body| Received { status, retry_after, body, correlation_id };
        // An answer without a body has no stream.
        let mut share = Share::of(&self.bytes_left);
        if let Ok(mut chunks) = response.stream() {
            while let Some(chunk) = chunks.next().await {
                let chunk = chunk.map_err(broken)?;
                if self.reading == Reading::Whole {
                    share.add(chunk.len())?;
                }
                body.take(&chunk);
                if body.bytes.len() <= self.reading.limit() {
                    continue;
                }
                if self.reading == Reading::Whole {
                    return Err(Error::new(Code::MalformedAnswer));
                }
                body.rest = Some(Rest { chunks, call, visit: self.visit, _places: self.permits });
                return Ok(received(body));
            }
        }
        call.is_over = true;
        share.keep();
        Ok(received(body))
    }
}

impl Visit {
    /// Starts the clock of a request.
    pub fn new(limits: Limits, psu_ip: Option<String>, request_id: String) -> Self {
        let request_ms = u64::from(limits.request_ms);
        Self {
            call_ms: u64::from(limits.call_ms),
            request_ms,
            patience: Patience::of_ms(request_ms),
            gate: Arc::new(Semaphore::new(AT_ONCE)),
            passing: Arc::new(Semaphore::new(PASSING_AT_ONCE)),
            calls_left: Cell::new(limits.calls),
            sent: Cell::new(0),
            bytes_left: Rc::new(Cell::new(LARGEST_IN_ALL)),
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

    /// Counts calls that somebody else has made for this request.
    pub fn count(&self, calls: u64) {
        self.sent.set(self.sent.get().saturating_add(calls));
    }

    /// How many calls have gone out.
    pub fn sent(&self) -> u64 {
        self.sent.get()
    }

    /// Milliseconds until the request must be answered.
    pub fn remaining_ms(&self) -> u64 {
        self.patience.remaining_ms()
    }

    /// Waits for `work`, but not beyond the request's deadline.
    pub async fn within<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        self.patience.at_most(self.remaining_ms(), work).await
    }

    /// Waits for a place among the open connections; the call is made with it. What the call needs, such as a token,
    /// is best looked up after the wait.
    ///
    /// `bytes_left` is how much may still be read of answers that are read whole.
    pub async fn place(self: &Rc<Self>, reading: Reading, bytes_left: &Rc<Cell<usize>>) -> Result<Place, Error> {
        let mut permits = Vec::new();
        if reading == Reading::Passing {
            permits.push(self.permit(&self.passing).await?);
        }
        permits.push(self.permit(&self.gate).await?);
        Ok(Place { visit: Rc::clone(self), permits, reading, bytes_left: Rc::clone(bytes_left) })
    }

    async fn permit(&self, semaphore: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Error> {
        let waited = self.within(Arc::clone(semaphore).acquire_owned()).await.ok_or_else(timed_out)?;
        waited.map_err(|_| Error::new(Code::BankUnavailable))
    }

    /// Waits for a place and sends one request.
    pub async fn send(self: &Rc<Self>, request: &WireRequest) -> Result<Received, Error> {
        self.place(Reading::Whole, &self.bytes_left).await?.send(request).await
    }
}

fn prepare(request: &WireRequest, request_id: &str) -> worker::Result<Request> {
    let headers = Headers::new();
    // Whatever is asked: TrueLayer's support finds a call by it.
    headers.set("x-client-correlation-id", request_id)?;
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
