//! `GET /api/providers`: the public list of banks.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::calls::Call;
use crate::faults::{self, Address};
use crate::household::accounts::Bank;
use crate::state::Simulation;

/// All banks that have every scope asked for and are in one of the countries asked for.
pub(crate) async fn list(
    State(simulation): State<Arc<Simulation>>,
    Query(query): Query<HashMap<String, String>>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Response {
    let path = "/api/providers";
    let call = simulation.calls.begin(Call::new("GET", path, raw.as_deref(), &headers));
    let right = || {
        let asked = |name: &str| query.get(name).map(|list| list.split_whitespace().collect::<Vec<_>>());
        let (scopes, countries) = (asked("scopes"), asked("country"));
        let wanted = |bank: &&Bank| {
            let own = bank.scopes();
            scopes.as_ref().is_none_or(|asked| asked.iter().all(|scope| own.contains(scope)))
                && countries.as_ref().is_none_or(|asked| asked.contains(&bank.country))
        };
        let updated_at = simulation.clock.now().format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string();
        let banks = simulation.banks().iter().filter(wanted);
        Json(banks.map(|bank| provider(&simulation, bank, &updated_at)).collect::<Vec<_>>()).into_response()
    };
    faults::answer(&simulation, call, Address::of_auth(path, None), right).await
}

fn provider(simulation: &Simulation, bank: &Bank, updated_at: &str) -> Value {
    let health = if simulation.behaviours.of(bank).down { "unhealthy" } else { "healthy" };
    json!({
        "provider_id": bank.id,
        "display_name": bank.name,
        "country": bank.country,
        "logo_url": format!("https://bank.example/logos/{}.svg", bank.id),
        "scopes": bank.scopes(),
        "availability": { "recommended_status": health, "updated_at": updated_at },
    })
}
