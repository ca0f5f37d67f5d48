//! The Worker: one answer for each request, whatever happens.
//!
//! - `routes`: the table of addresses and one file for each resource; `call`: the request at hand; `reply`: what goes
//!   back; `problem`: the one error type
//! - `config`: settings; `vault`: sealing; `caller`, `session`, `bearer`, `pending`, `cookie`, `origin`: who asks, and from
//!   where
//! - `tenant`: the stored record and its Durable Object; `bank`: asking banks

#![allow(
    unreachable_pub,
    reason = "only a fuzz target depends on this crate, on `bearer`: `pub` says that the rest of it may use an item"
)]

mod bank;
pub mod bearer;
mod call;
mod caller;
mod clock;
mod config;
mod cookie;
mod encoding;
mod log;
mod origin;
mod pending;
mod problem;
mod query;
mod reply;
mod routes;
mod session;
mod tenant;
mod vault;

pub use tenant::Tenant;

use worker::{Context, Env, Method, Request, Response, event};

use call::Call;
use reply::Reply;
use routes::Route;

/// Answers a request and writes its line into the log: never more than the route's pattern, since ids and queries tell
/// about people.
#[event(fetch)]
async fn fetch(request: Request, env: Env, context: Context) -> worker::Result<Response> {
    let started = clock::now_ms();
    let call = Call::new(request, env, context)?;
    let route = Route::find(call.url.path());
    let reply = routes::answer(&route, &call).await.unwrap_or_else(|problem| Reply::problem(&problem, &call.id));
    let reply = if call.method == Method::Head { reply.without_body() } else { reply };
    let (method, pattern, status) = (call.method.as_ref(), route.pattern(), reply.status());
    let ms = clock::now_ms().saturating_sub(started);
    let memory = log::memory_mib();
    log::info(&format!("{method} {pattern} {status} {ms}ms {memory}MiB request {}", call.id));
    reply.into_response(&call.id)
}
