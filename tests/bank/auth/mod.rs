//! TrueLayer's auth server: the dialog (`GET /`, `/bank`, `/login`), the token endpoint, revocation,
//! renewal, debug ids and the list of banks.

mod debug;
mod dialog;
mod link;
mod pages;
mod providers;
mod renewal;
mod token;
pub(crate) mod users;

use std::sync::Arc;

use axum::Router;
use axum::routing::{delete, get, post};

use crate::state::Simulation;

pub(crate) fn routes() -> Router<Arc<Simulation>> {
    Router::new()
        .route("/", get(dialog::start))
        .route("/bank", post(dialog::choose_bank))
        .route("/login", post(dialog::log_in))
        .route("/connect/token", post(token::issue))
        .route("/api/debug", post(debug::create).delete(debug::delete))
        .route("/api/delete", delete(token::revoke))
        .route("/api/providers", get(providers::list))
        .route("/v1/reauthuri", post(renewal::reauth))
        .route("/data/v1/connections/extend", post(renewal::extend))
        .route("/renew", get(renewal::open))
}
