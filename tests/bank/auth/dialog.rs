//! The auth dialog: link, choice of a bank, log-in or cancel, and the way back to the application.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Form;
use axum::extract::{Query, RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::pages::LINK_USED;
use super::users::User;
use super::{link, pages};
use crate::registry::{Grant, Link};
use crate::state::{Simulation, lock};

/// The fields of both forms.
#[derive(Deserialize)]
pub(crate) struct Answers {
    session: String,
    /// `cancel`, or whatever goes on.
    action: Option<String>,
    provider: Option<String>,
    user: Option<String>,
    password: Option<String>,
}

impl Answers {
    fn is_cancelled(&self) -> bool {
        self.action.as_deref() == Some("cancel")
    }
}

/// `GET /`: opens the dialog of an auth link, as often as it takes until it has led to a code or was cancelled.
pub(crate) async fn start(
    State(simulation): State<Arc<Simulation>>,
    Query(query): Query<HashMap<String, String>>,
    RawQuery(raw): RawQuery,
) -> Response {
    if raw.as_deref().is_some_and(|raw| lock(&simulation.registry).is_used(raw)) {
        return pages::mistake(LINK_USED);
    }
    let link = match link::read(&simulation.options, simulation.banks(), &query, simulation.clock.now()) {
        Ok(link) => Link { query: raw, ..link },
        Err(message) => return pages::mistake(&message),
    };
    let session = simulation.credential();
    let list = || pages::bank_list(&session, &link, simulation.banks());
    let page = link.bank.map_or_else(list, |bank| pages::log_in(&session, bank, false));
    lock(&simulation.registry).open_link(session, link);
    page
}

/// `POST /bank`: the bank is chosen.
pub(crate) async fn choose_bank(State(simulation): State<Arc<Simulation>>, Form(answers): Form<Answers>) -> Response {
    let banks = simulation.banks();
    let mut registry = lock(&simulation.registry);
    let session = answers.session.as_str();
    if answers.is_cancelled() {
        return registry.close_link(session).map_or_else(|| pages::mistake(LINK_USED), |link| cancel(&link));
    }
    let Some(link) = registry.link(session) else { return pages::mistake(LINK_USED) };
    let chosen = banks.iter().find(|bank| answers.provider.as_deref() == Some(bank.id));
    link.bank = chosen.filter(|bank| bank.is_offered(link.providers.as_deref()));
    link.bank.map_or_else(|| pages::bank_list(session, link, banks), |bank| pages::log_in(session, bank, false))
}

/// `POST /login`: the user consents by logging in.
pub(crate) async fn log_in(State(simulation): State<Arc<Simulation>>, Form(answers): Form<Answers>) -> Response {
    let mut registry = lock(&simulation.registry);
    let session = answers.session.as_str();
    if answers.is_cancelled() {
        return registry.close_link(session).map_or_else(|| pages::mistake(LINK_USED), |link| cancel(&link));
    }
    let Some((link, bank)) = registry.link(session).and_then(|link| Some((link.clone(), link.bank?))) else {
        return pages::mistake(LINK_USED);
    };
    let user = answers.user.as_deref().zip(answers.password.as_deref());
    let Some(user) = user.and_then(|(user, password)| User::log_in(user, password)) else {
        return pages::log_in(session, bank, true);
    };
    registry.close_link(session);
    let code = simulation.credential();
    let response = go_back(&link, &[("code", &code), ("scope", &link.scopes.join(" "))]);
    registry.issue_code(code, Grant { link, bank, user, issued_at: simulation.clock.now() });
    response
}

fn cancel(link: &Link) -> Response {
    go_back(link, &[("error", "access_denied")])
}

/// Hands `fields` and the link's `state` to the application in the way it asked for.
fn go_back(link: &Link, fields: &[(&str, &str)]) -> Response {
    let fields: Vec<_> = fields.iter().copied().chain(link.state.as_deref().map(|state| ("state", state))).collect();
    if link.form_post {
        return pages::return_by_form(&link.redirect_uri, &fields);
    }
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let mark = if link.redirect_uri.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{}{mark}{query}", link.redirect_uri)).into_response()
}
