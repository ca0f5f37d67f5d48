//! Batches: all accounts and cards in one task.

use crate::support::{Bank, TODAY};
use serde_json::{Value, json};

fn start(bank: &Bank, token: &str, body: &Value) -> Value {
    let accepted = bank.post_data("/batch/transactions", token, body);
    assert_eq!((accepted.status, &accepted.json()["status"]), (202, &json!("Queued")), "{}", accepted.text);
    accepted.json()
}

fn result(bank: &Bank, token: &str, body: &Value) -> Value {
    let accepted = start(bank, token, body);
    let result = bank.get(accepted["results_uri"].as_str().unwrap(), token);
    assert_eq!((result.status, &result.json()["task_id"]), (200, &accepted["task_id"]), "{}", result.text);
    result.json()
}

fn without_ids(rows: &Value) -> Vec<Value> {
    let mut rows = rows.as_array().unwrap().clone();
    rows.iter_mut().for_each(|row| row["transaction_id"] = json!(""));
    rows
}

#[test]
fn a_batch_has_what_the_single_endpoints_have() {
    let bank = Bank::today();
    for (provider_id, list, count) in
        [("ob-monzo", "accounts", 2), ("ob-harbour-card", "cards", 1), ("mock-eight", "accounts", 8)]
    {
        let (token, _) = bank.connect(provider_id);
        let body = json!({ "from": "2026-11-01", "to": "2026-11-20T00:00:00Z", "pending": true, "balance": true });
        let result = result(&bank, &token, &body);
        assert_eq!(result["status"], "Succeeded");
        assert_eq!(result["request"], json!({ "from": "2026-11-01T00:00:00", "to": "2026-11-20T00:00:00" }));
        let entries = result["results"][list].as_array().unwrap();
        let other = if list == "cards" { "accounts" } else { "cards" };
        assert_eq!((entries.len(), &result["results"][other]), (count, &json!([])), "{provider_id}");
        for entry in entries {
            let of = |part: &str| {
                let path = format!("/{list}/{}/{part}", entry["account_id"].as_str().unwrap());
                json!(bank.data(&path, &token).results())
            };
            let settled = of("transactions?from=2026-11-01&to=2026-11-20");
            assert_eq!(without_ids(&entry["transactions"]), without_ids(&settled));
            let pending = of("transactions/pending?from=2026-11-01&to=2026-11-20");
            assert_eq!(without_ids(&entry["pending_transactions"]), without_ids(&pending));
            assert_eq!(entry["balance"], of("balance")[0]);
        }
    }
}

#[test]
fn only_what_is_asked_for_is_there() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    let plain = result(&bank, &token, &json!({}));
    assert_eq!(plain["request"], json!({ "from": "2026-08-27T00:00:00", "to": format!("{TODAY}T00:00:00") }));
    let accounts = plain["results"]["accounts"].as_array().unwrap();
    assert!(accounts.iter().all(|it| it.get("pending_transactions").is_none() && it.get("balance").is_none()));
    let wanted = accounts[1]["account_id"].clone();
    let listed = result(&bank, &token, &json!({ "account_ids_whitelist": [wanted, "nowhere"] }));
    let ids: Vec<_> = listed["results"]["accounts"].as_array().unwrap().iter().map(|it| &it["account_id"]).collect();
    assert_eq!(ids, [&wanted]);
    let none = result(&bank, &token, &json!({ "account_ids_whitelist": [] }));
    assert_eq!(none["results"], json!({ "accounts": [], "cards": [] }));
}

#[test]
fn the_sandbox_has_accounts_and_cards_in_one_batch() {
    let bank = Bank::start(&["--today", TODAY, "--sandbox"]);
    let (token, _) = bank.connect("mock");
    let results = result(&bank, &token, &json!({ "from": "2026-11-20", "to": TODAY }))["results"].clone();
    let [accounts, cards] = ["accounts", "cards"].map(|list| results[list].as_array().unwrap().len());
    assert_eq!((accounts, cards), (5, 2));
    let narrow = bank.exchange(&bank.code("mock", &[("scope", "accounts transactions")]), &[]).json();
    let results = result(&bank, narrow["access_token"].as_str().unwrap(), &json!({}))["results"].clone();
    assert_eq!(
        (results["accounts"].as_array().unwrap().len(), &results["cards"]),
        (5, &json!([])),
        "no scope for cards"
    );
}

#[test]
fn scopes_and_parameters_are_checked() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    for (body, error) in [
        (json!({ "to": "2026-11-24" }), "invalid_date_range"),
        (json!({ "from": "2026-11-02", "to": "2026-11-01" }), "invalid_date_range"),
        (json!({ "from": "soon" }), "validation_error"),
        (json!({ "pending": "yes" }), "validation_error"),
        (json!([]), "validation_error"),
    ] {
        assert_eq!(bank.post_data("/batch/transactions", &token, &body).error(), (400, error.into()), "{body}");
    }
    let asked_with = |scope: &str, body: &Value| {
        let tokens = bank.exchange(&bank.code("ob-monzo", &[("scope", scope)]), &[]).json();
        bank.post_data("/batch/transactions", tokens["access_token"].as_str().unwrap(), body).status
    };
    assert_eq!(asked_with("accounts transactions", &json!({})), 202);
    assert_eq!(asked_with("accounts transactions", &json!({ "balance": true })), 403);
    assert_eq!(asked_with("accounts balance", &json!({})), 403);
    assert_eq!(asked_with("cards transactions", &json!({})), 403);
    assert_eq!(bank.post_data("/batch/transactions", "unknown", &json!({})).error(), (401, "unauthorized".into()));
}

#[test]
fn the_latest_batch_is_also_at_its_own_address() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    let (other, _) = bank.connect("ob-monzo");
    assert_eq!(bank.data("/batch/results", &token).error(), (404, "not_found".into()));
    start(&bank, &token, &json!({}));
    let latest = start(&bank, &token, &json!({ "account_ids_whitelist": [] }));
    bank.data("/accounts?async=true", &token);
    assert_eq!(bank.data("/batch/results", &token).json()["task_id"], latest["task_id"]);
    assert_eq!(bank.data("/batch/results", &other).status, 404);
    assert_eq!(bank.get(latest["results_uri"].as_str().unwrap(), &other).error(), (404, "not_found".into()));
}

#[test]
fn a_batch_goes_on_and_fails_like_any_task() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-strictbank");
    bank.set("/tasks", r#"{"queued":1,"running":1}"#);
    let accepted = start(&bank, &token, &json!({ "from": "2025-01-01" }));
    let poll = |accepted: &Value| bank.get(accepted["results_uri"].as_str().unwrap(), &token).json();
    let early = poll(&accepted);
    assert_eq!((&early["status"], &early["task_id"]), (&json!("Queued"), &accepted["task_id"]));
    assert_eq!(early["results"], json!({ "accounts": [], "cards": [] }));
    assert_eq!(poll(&accepted)["status"], "Running");
    assert_eq!(poll(&accepted)["status"], "Succeeded");
    bank.set("/tasks", r#"{"queued":0,"running":0}"#);
    bank.set("/clock", r#"{"advance_seconds":301}"#);
    let failed = poll(&start(&bank, &token, &json!({ "from": "2025-01-01" })));
    assert_eq!((&failed["status"], &failed["request"]["from"]), (&json!("Failed"), &json!("2025-01-01T00:00:00")));
    assert_eq!(poll(&start(&bank, &token, &json!({})))["status"], "Succeeded", "what is recent needs no new log-in");
    bank.set("/behaviour", r#"{"down":true}"#);
    assert_eq!(poll(&start(&bank, &token, &json!({})))["status"], "Failed");
}

#[test]
fn a_batch_counts_as_a_call_for_each_account() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    bank.set("/behaviour", r#"{"attendance":true}"#);
    let statuses: Vec<_> = (0..5).map(|_| result(&bank, &token, &json!({}))["status"].clone()).collect();
    assert_eq!(statuses, ["Succeeded", "Succeeded", "Succeeded", "Succeeded", "Failed"]);
    let id = bank.records("ob-monzo")[1]["account"]["account_id"].as_str().unwrap().to_owned();
    assert_eq!(bank.data(&format!("/accounts/{id}/balance"), &token).error().1, "provider_request_limit_exceeded");
}

#[test]
fn a_batch_can_be_hit_by_faults_and_is_logged() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    bank.set("/faults", r#"[{"path":"/batch/transactions","times":1,"fault":"error","error":"connector_overload"}]"#);
    let refused = bank.post_data("/batch/transactions", &token, &json!({}));
    assert_eq!(refused.error(), (503, "connector_overload".into()));
    bank.set("/volume", r#"{"rows":1000}"#);
    let large = result(&bank, &token, &json!({}));
    assert_eq!(large["results"]["accounts"][0]["transactions"].as_array().unwrap().len(), 1_000);
    let calls = bank.control("/calls");
    let call =
        |index: usize| (calls[index]["method"].clone(), calls[index]["path"].clone(), calls[index]["status"].clone());
    assert_eq!(call(1), (json!("POST"), json!("/data/v1/batch/transactions"), json!(503)));
    assert_eq!(call(2).2, 202);
    assert_eq!(bank.data("/batch/transactions", &token).status, 405, "it is no GET");
}
