//! The Worker: one answer for each request, whatever happens.
//!
//! - `routes`: the table of addresses and one file for each resource; `call`: the request at hand; `reply`: what goes
//!   back; `problem`: the one error type
//! - `config`: settings; `vault`: sealing; `caller`, `session`, `bearer`, `pending`, `way_home`, `cookie`, `origin`, `cors`: who asks,
//!   and from where; `limits`: how often; `log`: what is written about it
//! - `tenant`: the stored record and its Durable Object; `bank`: asking banks

#![allow(
    unreachable_pub,
    reason = "only fuzz targets depend on this crate: elsewhere `pub` says that the rest of it may use an item"
)]

mod bank;
pub mod bearer;
mod call;
mod caller;
mod clock;
mod config;
pub mod cookie;
mod cors;
mod encoding;
mod limits;
mod log;
mod origin;
pub mod pending;
mod problem;
mod query;
mod reply;
mod routes;
pub mod session;
mod tenant;
pub mod vault;
pub mod way_home;

pub use tenant::Tenant;

use worker::{Context, Env, Method, Request, Response, event};

use call::Call;
use cors::Cors;
use reply::Reply;
use routes::Route;

/// Answers a request and writes its line into the log: never more than the route's pattern, since ids and queries tell
/// about people.
#[event(fetch)]
async fn fetch(request: Request, env: Env, context: Context) -> worker::Result<Response> {
    let started = clock::now_ms();
    let call = Call::new(request, env, context)?;
    let route = Route::find(call.url.path());
    let cors = Cors::of(&call, route.allow());
    let reply = match &cors {
        Some(cors) if cors.is_preflight() => Ok(Reply::no_content()),
        _ => routes::answer(&route, &call).await,
    };
    let reply = reply.unwrap_or_else(|problem| Reply::problem(&problem, &call.id)).readable_by(cors);
    let reply = if call.method == Method::Head { reply.without_body() } else { reply };
    let line = log::Entry::of("request").request(&call.id).text("route", route.pattern());
    let line = line.text("method", call.method.as_ref()).number("status", u64::from(reply.status()));
    let line =
        line.number("ms", clock::now_ms().saturating_sub(started)).number("upstream_calls", call.upstream_calls());
    let line = call.tenant_hash().iter().fold(line, |line, hash| line.tenant(hash));
    line.number("memory_mib", log::memory_mib()).info();
    reply.into_response(&call.id)
}
