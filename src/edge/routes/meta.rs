//! About the Worker itself: whether it runs, and what its API is.

use serde::Serialize;
use worker::js_sys::{Reflect, global};

use crate::call::Call;
use crate::problem::Problem;
use crate::reply::Reply;

/// The API's description.
pub const OPEN_API: &str = include_str!("../../../docs/openapi.json");

#[derive(Serialize)]
struct Health {
    ok: bool,
    version: &'static str,
    commit: String,
    /// The SHA-256 of the very WebAssembly that answers; `None` for a build that did not say.
    wasm_sha256: Option<String>,
}

/// Says that the Worker runs, and which build it is; works without any settings.
pub fn health(call: &Call) -> Result<Reply, Problem> {
    let commit = call.env.var("OPENPURSE_COMMIT").map_or_else(|_| "unknown".to_owned(), |commit| commit.to_string());
    let health = Health { ok: true, version: env!("CARGO_PKG_VERSION"), commit, wasm_sha256: wasm_sha256() };
    Ok(Reply::json(&health)?.cached("no-cache"))
}

/// What the build has put into the module that loads the WebAssembly, which cannot hold its own hash.
fn wasm_sha256() -> Option<String> {
    Reflect::get(&global(), &"OPENPURSE_WASM_SHA256".into()).ok()?.as_string()
}

/// The API's description in OpenAPI 3.1.
pub fn open_api() -> Reply {
    Reply::json_bytes(OPEN_API.as_bytes().to_vec()).cached("public, max-age=300")
}
