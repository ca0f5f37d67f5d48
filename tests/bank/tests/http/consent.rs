//! A consent's life: idle and lapsed, renewed by link or by extension; and what a bank remembers of its callers.

use crate::support::{Answer, Bank, REDIRECT};
use serde_json::{Value, json};

const DAY: i64 = 86_400;

fn advance(bank: &Bank, seconds: i64) {
    bank.set("/clock", &json!({ "advance_seconds": seconds }).to_string());
}

fn me(bank: &Bank, token: &str) -> Value {
    bank.data("/me", token).results().remove(0)
}

fn reauth(bank: &Bank, refresh_token: &str) -> Answer {
    let body =
        json!({ "response_type": "code", "refresh_token": refresh_token, "redirect_uri": REDIRECT, "state": "s2" });
    bank.post_json("/v1/reauthuri", &body)
}

fn extend(bank: &Bank, refresh_token: &str, changes: &Value) -> Answer {
    let mut body = json!({
        "user_has_reconfirmed_consent": true,
        "client_id": "simulated-client",
        "client_secret": "simulated-secret-not-real",
        "user": { "name": "John Doe", "email": "john@example.com" },
        "refresh_token": refresh_token,
        "redirect_uri": REDIRECT,
    });
    body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    bank.post_json("/data/v1/connections/extend", &body)
}

#[test]
fn a_refresh_token_dies_of_30_idle_days_where_the_bank_says_so() {
    let bank = Bank::today();
    let (_, strict) = bank.connect("ob-strictbank");
    let (_, monzo) = bank.connect("ob-monzo");
    advance(&bank, 29 * DAY);
    assert_eq!(bank.refresh(&strict).status, 200, "which starts the 30 days again");
    advance(&bank, 29 * DAY);
    assert_eq!(bank.refresh(&strict).status, 200);
    advance(&bank, 30 * DAY + 1);
    assert_eq!(bank.refresh(&strict).json(), json!({ "error": "invalid_grant" }));
    assert_eq!(bank.refresh(&monzo).status, 200, "idle for 88 days");
}

#[test]
fn a_lapsed_connection_is_renewed_by_its_link_and_stays_the_same() {
    let bank = Bank::today();
    let (token, refresh_token) = bank.connect("ob-monzo");
    let before = me(&bank, &token);
    advance(&bank, 91 * DAY);
    assert_eq!(bank.refresh(&refresh_token).error(), (400, "invalid_grant".into()));
    let answer = reauth(&bank, &refresh_token).json();
    assert_eq!(answer["success"], true);
    let link = answer["result"].as_str().unwrap();
    let session = bank.get(link, "").field("session");
    let done = bank.post_form("/login", &[("session", &session), ("user", "john"), ("password", "doe")]);
    assert_eq!(done.redirected("state").unwrap(), "s2");
    let (token, renewed) = bank.tokens(&done.redirected("code").unwrap());
    let after = me(&bank, &token);
    assert_eq!(after["credentials_id"], before["credentials_id"]);
    assert_ne!(after["consent_expires_at"], before["consent_expires_at"]);
    assert_eq!(bank.refresh(&renewed).status, 200);
    assert_eq!(bank.get(link, "").status, 400, "a link works once");
}

#[test]
fn what_cannot_be_renewed_by_link_is_refused() {
    let bank = Bank::today();
    let (_, euro) = bank.connect("xs2a-eurobank");
    let (_, monzo) = bank.connect("ob-monzo");
    for answer in [reauth(&bank, &euro), reauth(&bank, "unknown")] {
        assert_eq!(answer.error(), (401, "invalid_request".into()));
        assert_eq!(answer.json()["error_details"]["reason"], "Invalid refresh_token");
    }
    advance(&bank, 181 * DAY);
    assert_eq!(reauth(&bank, &monzo).status, 401, "90 days after its end at the latest");
}

#[test]
fn the_eternal_user_s_consent_is_extended_at_once() {
    let bank = Bank::today();
    let (token, refresh_token) = bank.connect_as("ob-monzo", "john", "eternal");
    let before = me(&bank, &token);
    advance(&bank, 80 * DAY);
    let answer = extend(&bank, &refresh_token, &json!({})).json();
    assert_eq!(answer["action_needed"], "no_action_needed");
    assert_eq!((&answer["expires_in"], &answer["token_type"]), (&json!(3600), &json!("Bearer")));
    let after = me(&bank, answer["access_token"].as_str().unwrap());
    assert_eq!(after["credentials_id"], before["credentials_id"]);
    advance(&bank, 89 * DAY);
    assert_eq!(bank.refresh(answer["refresh_token"].as_str().unwrap()).status, 200);
}

#[test]
fn other_users_extend_by_logging_in() {
    let bank = Bank::today();
    let (token, refresh_token) = bank.connect("ob-monzo");
    let before = me(&bank, &token);
    advance(&bank, 80 * DAY);
    let answer = extend(&bank, &refresh_token, &json!({})).json();
    assert_eq!(answer["action_needed"], "authentication_needed");
    let code = bank.log_in(answer["user_input_link"].as_str().unwrap(), "john", "doe");
    let after = me(&bank, &bank.tokens(&code).0);
    assert_eq!(after["credentials_id"], before["credentials_id"]);
    assert_ne!(after["consent_expires_at"], before["consent_expires_at"]);
}

#[test]
fn an_extension_can_need_the_consent_again() {
    let bank = Bank::today();
    let (token, refresh_token) = bank.connect("ob-monzo");
    let before = me(&bank, &token);
    bank.set("/behaviour", r#"{"provider_id":"ob-monzo","extend":"reconfirmation_needed"}"#);
    let answer = extend(&bank, &refresh_token, &json!({})).json();
    assert_eq!(answer["action_needed"], "reconfirmation_of_consent_needed");
    let code = bank.log_in(answer["user_input_link"].as_str().unwrap(), "john", "doe");
    assert_eq!(me(&bank, &bank.tokens(&code).0)["credentials_id"], before["credentials_id"]);
}

#[test]
fn extensions_are_refused_as_problems() {
    let bank = Bank::today();
    let (_, refresh_token) = bank.connect("ob-monzo");
    let refused = |changes: Value| {
        let answer = extend(&bank, &refresh_token, &changes);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.json()["status"], answer.status);
        (answer.status, answer.json())
    };
    let (status, problem) = refused(json!({ "user_has_reconfirmed_consent": false, "user": { "name": "John Doe" } }));
    assert_eq!(status, 400);
    assert!(problem["errors"].get("UserHasReconfirmedConsent").is_some() && problem["errors"].get("User").is_some());
    assert_eq!(refused(json!({ "refresh_token": "unknown" })).0, 401);
    assert_eq!(refused(json!({ "client_secret": "wrong" })).0, 401);
    assert_eq!(refused(json!({ "redirect_uri": "https://elsewhere.example" })).0, 400);
    bank.set("/behaviour", r#"{"provider_id":"ob-monzo","extend":"refuse"}"#);
    assert_eq!(refused(json!({})).0, 422);
    bank.set("/faults", r#"[{"path":"/connections/extend","fault":"html_502"}]"#);
    assert_eq!(extend(&bank, &refresh_token, &json!({})).status, 502);
}

#[test]
fn account_ids_change_on_reconnect_where_told() {
    let bank = Bank::today();
    bank.set("/behaviour", r#"{"provider_id":"ob-monzo","new_account_ids":true}"#);
    let accounts = |token: &str| bank.data("/accounts", token).results();
    let (token, refresh_token) = bank.connect("ob-monzo");
    let before = accounts(&token);
    assert_eq!(accounts(&token), before, "within a connection they stay");
    let link = reauth(&bank, &refresh_token).json();
    let (token, _) = bank.tokens(&bank.log_in(link["result"].as_str().unwrap(), "john", "doe"));
    let after = accounts(&token);
    for (before, after) in before.iter().zip(&after) {
        assert_ne!(before["account_id"], after["account_id"]);
        assert_eq!(before["account_number"], after["account_number"]);
        let path = |account: &Value| format!("/accounts/{}/balance", account["account_id"].as_str().unwrap());
        assert_eq!(bank.data(&path(before), &token).error(), (404, "account_not_found".into()));
        assert_eq!(bank.data(&path(after), &token).status, 200);
    }
}

#[test]
fn a_fifth_call_without_the_user_is_refused() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    let ids: Vec<String> =
        bank.data("/accounts", &token).results().iter().map(|it| it["account_id"].as_str().unwrap().into()).collect();
    let balance = |id: &str| bank.data(&format!("/accounts/{id}/balance"), &token);
    bank.set("/behaviour", r#"{"attendance":true}"#);
    assert!((0..4).all(|_| balance(&ids[0]).status == 200));
    assert_eq!(balance(&ids[0]).error(), (429, "provider_request_limit_exceeded".into()));
    assert_eq!(balance(&ids[1]).status, 200, "each account has its own four");
    let attended = bank.data_with(&format!("/accounts/{}/balance", ids[0]), &token, ("x-psu-ip", "203.0.113.7"));
    assert_eq!(attended.status, 200);
    bank.set("/tokens", &json!({ "expires_in": 200_000 }).to_string());
    let (token, _) = bank.connect("ob-monzo");
    let path = format!("/accounts/{}/balance", ids[0]);
    assert!((0..5).map(|_| bank.data(&path, &token).status).eq([200, 200, 200, 200, 429]));
    advance(&bank, DAY);
    assert_eq!(bank.data(&path, &token).status, 200);
}

#[test]
fn identical_requests_get_the_same_answer_for_an_hour() {
    let bank = Bank::today();
    bank.set("/tokens", r#"{"expires_in":10000}"#);
    bank.set("/behaviour", r#"{"provider_id":"ob-monzo","cache":true}"#);
    let (token, _) = bank.connect("ob-monzo");
    let accounts = bank.data("/accounts", &token).text;
    let id = bank.data("/accounts", &token).results()[0]["account_id"].as_str().unwrap().to_owned();
    let transactions = |more: &str| bank.data(&format!("/accounts/{id}/transactions{more}"), &token).text;
    let first = transactions("");
    advance(&bank, 3_599);
    assert_eq!(bank.data("/accounts", &token).text, accounts, "update_timestamp included");
    assert_eq!(transactions(""), first, "transaction_id included");
    assert_ne!(transactions("?t=1"), first);
    advance(&bank, 1);
    assert_ne!(bank.data("/accounts", &token).text, accounts);
    assert_ne!(transactions(""), first);
}

#[test]
fn error_users_log_in_and_then_fail() {
    let bank = Bank::today();
    for (user, status) in [
        ("error.account_permanently_locked", 403),
        ("error.account_temporarily_locked", 403),
        ("error.internal_error", 500),
        ("error.provider_error", 503),
        ("error.user_input_required", 403),
        ("error.wrong_credentials", 401),
    ] {
        let (token, _) = bank.connect_as("ob-monzo", user, "error");
        let code = user.strip_prefix("error.").unwrap().to_owned();
        assert_eq!(bank.data("/accounts", &token).error(), (status, code));
    }
}

#[test]
fn the_list_of_providers_can_be_narrowed() {
    let bank = Bank::today();
    let ids = |query: &str| -> Vec<String> {
        let list = bank.get(&format!("{}/api/providers{query}", bank.url), "").json();
        list.as_array().unwrap().iter().map(|it| it["provider_id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids("").len(), 11);
    assert_eq!(ids("?country=ie%20fr"), ["xs2a-eurobank"]);
    assert_eq!(ids("?scopes=cards%20transactions"), ["ob-harbour-card"]);
    assert!(ids("?scopes=accounts%20cards").is_empty(), "all scopes together hide card issuers");
    let list = bank.get(&format!("{}/api/providers?clientId=simulated-client", bank.url), "").json();
    assert_eq!(list[0]["country"], "uk");
}

#[test]
fn calls_tell_what_was_sent() {
    let bank = Bank::today();
    let (token, refresh_token) = bank.connect("ob-monzo");
    bank.data_with("/accounts", &token, ("x-client-correlation-id", "c-1"));
    reauth(&bank, &refresh_token);
    let calls = bank.control("/calls");
    assert_eq!((&calls[1]["correlation_id"], &calls[1]["has_correlation_id"]), (&json!("c-1"), &json!(true)));
    assert_eq!((&calls[1]["psu_ip"], &calls[0]["correlation_id"]), (&Value::Null, &Value::Null));
    assert_eq!((&calls[2]["path"], &calls[2]["provider_id"]), (&json!("/v1/reauthuri"), &json!("ob-monzo")));
    assert!(!calls.to_string().contains(&refresh_token));
}
