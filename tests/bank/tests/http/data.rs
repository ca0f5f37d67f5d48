//! The data endpoints: envelopes, rights, windows, ids.

use std::collections::HashSet;

use crate::support::{Bank, TODAY};
use serde_json::{Value, json};

fn account_id(bank: &Bank, list: &str, token: &str) -> String {
    bank.data(list, token).results()[0]["account_id"].as_str().unwrap().to_owned()
}

fn dates(rows: &[Value]) -> Vec<String> {
    rows.iter().map(|row| row["timestamp"].as_str().unwrap().chars().take(10).collect()).collect()
}

#[test]
fn me_tells_the_consent() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    let me = bank.data("/me", &token).results().remove(0);
    assert_eq!(me["provider"], json!({ "display_name": "Monzo", "provider_id": "ob-monzo" }));
    assert_eq!(me["consent_status"], "Authorised");
    let day = |name: &str| {
        let text: String = me[name].as_str().unwrap().chars().take(10).collect();
        text.parse::<chrono::NaiveDate>().unwrap()
    };
    assert_eq!((day("consent_expires_at") - day("consent_created_at")).num_days(), 90);
    assert_eq!(bank.data("/info", &token).results()[0]["full_name"], "John Doe");
}

#[test]
fn every_answer_has_a_correlation_id_and_no_two_the_same() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    let ids: HashSet<_> = ["/accounts", "/cards", "/accounts/nowhere", "/nothing"]
        .map(|path| bank.data(path, &token).header("x-tl-correlation-id").to_owned())
        .into();
    assert_eq!(ids.len(), 4);
    assert!(!ids.contains(""));
}

#[test]
fn errors_are_truelayers() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    let missing = bank.data("/accounts/nowhere/balance", &token);
    assert_eq!(missing.status, 404);
    let body = json!({ "error_description": "account not found", "error": "account_not_found", "error_details": {} });
    assert_eq!(missing.json(), body);
    assert_eq!(bank.data("/accounts", "not-a-token").error(), (401, "unauthorized".into()));
    assert_eq!(bank.data("/nothing", &token).error(), (404, "not_found".into()));
}

#[test]
fn banks_without_accounts_or_cards_say_so() {
    let bank = Bank::today();
    let (card, _) = bank.connect("ob-harbour-card");
    assert_eq!(bank.data("/accounts", &card).error(), (501, "endpoint_not_supported".into()));
    assert_eq!(bank.data("/cards", &card).results().len(), 1);
    for provider_id in ["ob-monzo", "ob-northfield", "mock-eight"] {
        let (token, _) = bank.connect(provider_id);
        assert_eq!(bank.data("/cards", &token).error(), (501, "endpoint_not_supported".into()), "{provider_id}");
    }
    let (eight, _) = bank.connect("mock-eight");
    assert_eq!(bank.data("/accounts", &eight).results().len(), 8);
}

#[test]
fn scopes_are_enforced() {
    let bank = Bank::today();
    let tokens = bank.exchange(&bank.code("ob-monzo", &[("scope", "accounts transactions")]), &[]).json();
    let token = tokens["access_token"].as_str().unwrap();
    let id = account_id(&bank, "/accounts", token);
    assert_eq!(bank.data(&format!("/accounts/{id}/transactions"), token).status, 200);
    assert_eq!(bank.data("/me", token).status, 200);
    for path in ["balance", "standing_orders", "direct_debits"] {
        let denied = bank.data(&format!("/accounts/{id}/{path}"), token);
        assert_eq!(denied.error(), (403, "access_denied".into()), "{path}");
    }
    assert_eq!(bank.data("/info", token).status, 403);
}

#[test]
fn single_resources_are_lists_of_one() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-harbour-card");
    let id = account_id(&bank, "/cards", &token);
    assert_eq!(bank.data(&format!("/cards/{id}"), &token).results(), bank.data("/cards", &token).results());
    let balance = bank.data(&format!("/cards/{id}/balance"), &token).results();
    assert_eq!(balance.len(), 1);
    assert_eq!(balance[0], bank.records("ob-harbour-card")[0]["balance"]);
}

#[test]
fn windows_include_both_ends() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    let id = account_id(&bank, "/accounts", &token);
    let window = |query: &str| bank.data(&format!("/accounts/{id}/transactions{query}"), &token);
    let days: HashSet<_> = dates(&window("?from=2026-11-01&to=2026-11-03").results()).into_iter().collect();
    assert_eq!(days, ["2026-11-01", "2026-11-02", "2026-11-03"].map(str::to_owned).into());
    let default = dates(&window("").results());
    assert_eq!(default.first().unwrap(), TODAY);
    assert_eq!(default.last().unwrap(), "2026-08-27", "88 days back");
    assert!(default.is_sorted_by(|newer, older| newer >= older));
    let whole = dates(&window("?from=2000-01-01").results());
    assert_eq!(whole.last().unwrap(), "2024-11-23", "24 months are kept");
    assert_eq!(window("?to=2026-11-24").error(), (400, "invalid_date_range".into()));
    assert_eq!(window("?from=2026-11-02&to=2026-11-01").error(), (400, "invalid_date_range".into()));
    assert_eq!(window("?from=soon").error(), (400, "validation_error".into()));
}

#[test]
fn transaction_ids_change_and_the_others_do_not() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    let id = account_id(&bank, "/accounts", &token);
    let path = format!("/accounts/{id}/transactions");
    let (first, second) = (bank.data(&path, &token).results(), bank.data(&path, &token).results());
    let ids = |rows: &[Value], name: &str| -> Vec<String> {
        rows.iter().map(|row| row[name].as_str().unwrap().to_owned()).collect()
    };
    for name in ["normalised_provider_transaction_id", "provider_transaction_id"] {
        assert_eq!(ids(&first, name), ids(&second, name));
        assert_eq!(ids(&first, name).into_iter().collect::<HashSet<_>>().len(), first.len(), "{name} is unique");
    }
    let (before, after) = (ids(&first, "transaction_id"), ids(&second, "transaction_id"));
    assert!(before.iter().all(|id| !after.contains(id)));
}

#[test]
fn served_rows_are_those_of_the_records() {
    let bank = Bank::today();
    for (provider_id, list) in [("ob-monzo", "/accounts"), ("ob-harbour-card", "/cards"), ("mock-eight", "/accounts")] {
        let (token, _) = bank.connect(provider_id);
        for truth in bank.records(provider_id) {
            let id = truth["account"]["account_id"].as_str().unwrap();
            for (path, name) in [("transactions?from=2000-01-01", "transactions"), ("transactions/pending", "pending")]
            {
                let mut rows = bank.data(&format!("{list}/{id}/{path}"), &token).results();
                rows.iter_mut().for_each(|row| row["transaction_id"] = json!(""));
                let known = truth[name].as_array().unwrap().iter().map(|row| row["record"].clone());
                assert_eq!(rows, known.collect::<Vec<_>>(), "{provider_id} {name}");
            }
        }
    }
}

#[test]
fn standing_orders_and_direct_debits_are_listed() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    let accounts = bank.data("/accounts", &token).results();
    let list = |index: usize, path: &str| {
        let id = accounts[index]["account_id"].as_str().unwrap();
        bank.data(&format!("/accounts/{id}/{path}"), &token).results()
    };
    let rent = list(1, "standing_orders").into_iter().find(|it| it["payee"] == "Greenfield Lettings").unwrap();
    assert_eq!(rent["frequency"], "IntrvlMnthDay:01:01");
    assert_eq!(rent["next_payment_date"], "2026-12-01T00:00:00+00:00");
    let energy = list(1, "direct_debits").into_iter().find(|it| it["name"] == "OCTOPUS ENERGY").unwrap();
    assert_eq!(energy["previous_payment_timestamp"], "2026-11-09T00:00:00+00:00", "the 8th was a Sunday");
    assert!(list(0, "direct_debits").iter().any(|it| it["name"] == "HARBOUR CREDIT CARD"));
    assert_eq!(list(0, "standing_orders").len(), 2);
}
