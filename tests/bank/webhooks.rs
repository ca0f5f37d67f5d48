//! Webhooks: a POST that tells a program on this machine that a task is done. No other machine is ever called.

use std::collections::VecDeque;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, Uri, header};
use chrono::Utc;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use serde::Serialize;
use serde_json::Value;
use tokio::net::TcpStream;

use crate::errors::ApiError;
use crate::state::lock;

/// How often one is sent that is not answered with a 2xx.
const ATTEMPTS: usize = 3;
/// How long one attempt may take.
const TIMEOUT: Duration = Duration::from_secs(2);
/// Between two attempts.
const PAUSE: Duration = Duration::from_millis(200);
/// How many are kept for the control interface.
const KEPT: usize = 1_000;

/// One webhook and what became of it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Webhook {
    #[serde(skip)]
    id: u64,
    webhook_uri: String,
    body: Value,
    attempts: Vec<Attempt>,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    UnderWay,
    /// Answered with a 2xx.
    Delivered,
    GivenUp,
}

#[derive(Debug, Clone, Serialize)]
struct Attempt {
    /// Milliseconds since 1970 at which it ended.
    at_ms: i64,
    /// What was answered; missing when nothing was.
    status: Option<u16>,
    error: Option<String>,
}

/// The shared log.
#[derive(Debug, Clone, Default)]
pub(crate) struct Webhooks(Arc<Mutex<Log>>);

#[derive(Debug, Default)]
struct Log {
    last_id: u64,
    webhooks: VecDeque<Webhook>,
}

/// Reads a `webhook_uri`: http, to this machine.
pub(crate) fn address(text: &str) -> Result<Uri, ApiError> {
    let uri = text.parse::<Uri>().ok().filter(|uri| uri.scheme_str() == Some("http") && !sockets(uri).is_empty());
    uri.ok_or_else(|| ApiError::new("validation_error"))
}

/// Where the host of an address listens; nowhere when it is not this machine. No name is looked up.
fn sockets(uri: &Uri) -> Vec<SocketAddr> {
    let has_user = uri.authority().is_some_and(|authority| authority.as_str().contains('@'));
    let host = uri.host().filter(|_| !has_user).unwrap_or_default();
    let addresses = match host.trim_start_matches('[').trim_end_matches(']') {
        "localhost" => vec![IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)],
        host => host.parse().ok().filter(IpAddr::is_loopback).into_iter().collect(),
    };
    let port = uri.port_u16().unwrap_or(80);
    addresses.into_iter().map(|address| SocketAddr::new(address, port)).collect()
}

impl Webhooks {
    /// Sends one, a few times if it must be, while the caller goes on.
    pub(crate) fn send(&self, uri: Uri, body: &Value) {
        let mut log = lock(&self.0);
        log.last_id += 1;
        let id = log.last_id;
        if log.webhooks.len() == KEPT {
            log.webhooks.pop_front();
        }
        let webhook = Webhook {
            id,
            webhook_uri: uri.to_string(),
            body: body.clone(),
            attempts: Vec::new(),
            state: State::UnderWay,
        };
        log.webhooks.push_back(webhook);
        tokio::spawn(self.clone().deliver(id, uri, body.to_string()));
    }

    pub(crate) fn all(&self) -> Vec<Webhook> {
        lock(&self.0).webhooks.iter().cloned().collect()
    }

    /// Forgets all of them. One that was not delivered yet is given up.
    pub(crate) fn clear(&self) {
        lock(&self.0).webhooks.clear();
    }

    async fn deliver(self, id: u64, uri: Uri, body: String) {
        loop {
            let answer = tokio::time::timeout(TIMEOUT, post(&uri, body.clone())).await;
            let answer = answer.unwrap_or_else(|_| Err("no answer in time".to_owned()));
            if !self.is_to_go_on(id, &answer) {
                return;
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Notes an attempt, and tells whether there is to be another one. A webhook that was forgotten is not tried again.
    fn is_to_go_on(&self, id: u64, answer: &Result<u16, String>) -> bool {
        let mut log = lock(&self.0);
        let Some(webhook) = log.webhooks.iter_mut().find(|it| it.id == id) else { return false };
        let (status, error) = (answer.as_ref().ok().copied(), answer.as_ref().err().cloned());
        webhook.attempts.push(Attempt { at_ms: Utc::now().timestamp_millis(), status, error });
        webhook.state = match status {
            Some(200..300) => State::Delivered,
            _ if webhook.attempts.len() >= ATTEMPTS => State::GivenUp,
            _ => State::UnderWay,
        };
        webhook.state == State::UnderWay
    }
}

/// The status of the answer. The rest of it is not read, and a redirect is not followed.
async fn post(uri: &Uri, body: String) -> Result<u16, String> {
    let path = uri.path_and_query().map_or("/", |it| it.as_str());
    let host = uri.authority().map_or("localhost", |it| it.as_str());
    let request = Request::post(path)
        .header(header::HOST, host)
        .header(header::CONTENT_TYPE, "application/json; charset=utf-8")
        .body(Body::from(body))
        .map_err(|error| error.to_string())?;
    let stream = TcpStream::connect(&sockets(uri)[..]).await.map_err(|error| error.to_string())?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(|error| error.to_string())?;
    let mut answer = pin!(sender.send_request(request));
    let answer = tokio::select! {
        biased;
        answer = &mut answer => answer,
        // The answer may have come with the end of the connection.
        _ = connection => answer.await,
    };
    answer.map(|answer| answer.status().as_u16()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn only_this_machine_is_called() {
        for text in ["http://127.0.0.1:9/a?b=c", "http://localhost/", "http://[::1]:8080", "http://127.0.0.2"] {
            assert!(address(text).is_ok(), "{text}");
        }
        for text in [
            "https://127.0.0.1/",
            "http://192.0.2.1/",
            "http://hooks.example/",
            "http://localhost.hooks.example/",
            "http://localhost@hooks.example/",
            "http://a@localhost/",
            "/hook",
            "localhost:80",
            "",
        ] {
            assert_eq!(address(text).unwrap_err().error, "validation_error", "{text}");
        }
    }
}
