//! What a fault does to an answer.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use futures_util::{Stream, StreamExt, stream};

use super::{Address, CloseConnection, Fault, Rule};
use crate::errors::ApiError;
use crate::state::Simulation;
use crate::tasks::Order;
use crate::volume;

/// Does to the right answer what the rule says.
pub(super) async fn broken(simulation: &Simulation, rule: &Rule, address: Address<'_>, right: Response) -> Response {
    match rule.fault {
        Fault::Hang => std::future::pending().await,
        Fault::Reset => {
            let mut response = StatusCode::OK.into_response();
            response.extensions_mut().insert(CloseConnection);
            response
        }
        Fault::Html502 => {
            let page = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";
            (StatusCode::BAD_GATEWAY, Html(page)).into_response()
        }
        Fault::Malformed => json_answer(Body::from(r#"{"results":[{"account_id":"#)),
        Fault::Empty => json_answer(Body::empty()),
        Fault::Error => error(rule),
        Fault::Truncated => half(right, stream::once(break_off())).await,
        Fault::Stalled => half(right, stream::pending()).await,
        Fault::Endless => json_answer(volume::endless(simulation.today())),
        Fault::SlowHeaders => {
            tokio::time::sleep(Duration::from_millis(rule.ms.unwrap_or(0))).await;
            right
        }
        Fault::Accepted => {
            let order = Order::new(simulation, address.owner, address.path, None);
            simulation.tasks.put_aside(simulation, order, right).await
        }
    }
}

fn json_answer(body: Body) -> Response {
    ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], body).into_response()
}

fn error(rule: &Rule) -> Response {
    let code = rule.error.as_deref().unwrap_or("internal_server_error");
    let error = if rule.path.starts_with("/connect/") { ApiError::of_auth(code) } else { ApiError::new(code) };
    let mut response = ApiError { status: rule.status.unwrap_or(error.status), ..error }.into_response();
    if let Some(seconds) = rule.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Announces the whole length, sends half, and goes on with `rest`.
async fn half(right: Response, rest: impl Stream<Item = std::io::Result<Bytes>> + Send + 'static) -> Response {
    let (mut parts, body) = right.into_parts();
    let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let half = whole.slice(..whole.len() / 2);
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(whole.len()));
    let start = stream::iter([Ok::<_, Infallible>(half)]).map(|chunk| chunk.map_err(|never| match never {}));
    Response::from_parts(parts, Body::from_stream(start.chain(rest)))
}

/// Fails the body, upon which the connection closes.
async fn break_off() -> std::io::Result<Bytes> {
    // What was sent before must have left before the failure discards what is still buffered.
    tokio::time::sleep(Duration::from_millis(50)).await;
    Err(std::io::Error::other("truncated on purpose"))
}
