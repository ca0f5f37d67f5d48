//! TrueLayer's auth server: the dialog (`GET /`, `/bank`, `/login`), the token endpoint and revocation.

mod dialog;
mod link;
mod pages;
mod token;

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
        .route("/api/delete", delete(token::revoke))
}
