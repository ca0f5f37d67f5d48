//! Every kind of answer, held against TrueLayer's published OpenAPI descriptions.

mod checker;
mod later;
mod validator;

use crate::support::{Bank, REDIRECT, TODAY};
use checker::Checker;
use serde_json::{Value, json};

/// Where an answer comes from, and what its description calls that.
pub(super) fn endpoint(path: &str) -> String {
    let path = path.split('?').next().unwrap();
    let segments: Vec<&str> = path.split('/').collect();
    match segments.as_slice() {
        [_, list, _id, rest @ ..] => {
            format!("get /{list}/{{account_id}}{}", rest.iter().map(|it| format!("/{it}")).collect::<String>())
        }
        _ => format!("get {path}"),
    }
}

/// Every call that can be made of a list of accounts (or cards).
pub(super) fn paths_of(list: &str, accounts: &[Value]) -> Vec<String> {
    let parts = ["", "/balance", "/transactions?from=2026-05-01", "/transactions/pending"];
    let mandates = ["/standing_orders", "/direct_debits"];
    let ids = accounts.iter().map(|account| account["account_id"].as_str().unwrap());
    ids.flat_map(|id| {
        let parts = parts.iter().chain(mandates.iter().filter(|_| list == "/accounts"));
        parts.map(move |part| format!("{list}/{id}{part}")).collect::<Vec<_>>()
    })
    .collect()
}

fn check_everything(checker: &mut Checker, bank: &Bank, provider_id: &str) {
    let (token, _) = bank.connect(provider_id);
    let mut get = |path: &str| {
        let answer = bank.data(path, &token);
        checker.data(&endpoint(path), &answer);
        answer
    };
    get("/me");
    get("/info");
    for list in ["/accounts", "/cards"] {
        let answer = get(list);
        if answer.status == 200 {
            paths_of(list, &answer.results()).iter().for_each(|path| drop(get(path)));
        }
    }
}

#[test]
fn every_answer_is_as_published() {
    let Some(mut checker) = Checker::new() else { return };
    let bank = Bank::today();
    let providers = bank.get(&format!("{}/api/providers", bank.url), "");
    checker.auth("get /api/providers", &providers);
    for provider in providers.json().as_array().unwrap() {
        check_everything(&mut checker, &bank, provider["provider_id"].as_str().unwrap());
    }
    check_everything(&mut checker, &Bank::start(&["--today", TODAY, "--sandbox"]), "mock");
    check_errors(&mut checker, &bank);
    check_special_answers(&mut checker, &bank);
    later::check_tasks(&mut checker, &bank);
    later::check_batches(&mut checker, &bank);
    later::check_webhook(&mut checker, &bank);
    check_auth(&mut checker, &bank);
    check_extensions(&mut checker, &bank);
    let (checked, kinds) = (checker.checked, checker.kinds.len());
    assert!(kinds > 100, "{kinds}");
    checker::tell(&format!("schemas: {checked} answers of {kinds} kinds are as published"));
}

/// Each documented error at each endpoint that can give it.
fn check_errors(checker: &mut Checker, bank: &Bank) {
    let (token, _) = bank.connect("ob-monzo");
    let (card_token, _) = bank.connect("ob-harbour-card");
    for (list, token, parts) in [
        ("/accounts", &token, &["/*/transactions/pending", "/*/standing_orders", "/*/direct_debits"][..]),
        ("/cards", &card_token, &["/*/transactions/pending"][..]),
    ] {
        let common = ["", "/*", "/*/balance", "/*/transactions"].iter().chain(parts);
        let paths = common.map(|part| format!("{list}{part}")).chain(["/me".to_owned(), "/info".to_owned()]);
        for path in paths {
            let endpoint = endpoint(&path);
            let statuses = checker.statuses(&endpoint);
            for (status, error) in ERRORS.iter().filter(|(status, _)| statuses.contains(status)) {
                bank.set("/faults", &json!([{ "path": path, "fault": "error", "error": error }]).to_string());
                let answer = bank.data(&path.replace('*', "a1"), token);
                assert_eq!(answer.error(), (*status, (*error).to_owned()));
                checker.data(&endpoint, &answer);
            }
        }
    }
    bank.set("/faults", "[]");
}

/// Documented errors of the data API.
pub(super) const ERRORS: [(u16, &str); 18] = [
    (400, "validation_error"),
    (400, "invalid_date_range"),
    (400, "deprecated_provider"),
    (401, "unauthorized"),
    (401, "invalid_token"),
    (403, "access_denied"),
    (403, "sca_exceeded"),
    (403, "invalid_credentials_key"),
    (404, "account_not_found"),
    (429, "provider_too_many_requests"),
    (429, "provider_request_limit_exceeded"),
    (500, "internal_server_error"),
    (501, "endpoint_not_supported"),
    (503, "provider_error"),
    (503, "temporarily_unavailable"),
    (503, "connector_overload"),
    (504, "connector_timeout"),
    (504, "provider_timeout"),
];

/// What the bank itself refuses, answers later, answers from memory, or answers at length.
fn check_special_answers(checker: &mut Checker, bank: &Bank) {
    let (token, _) = bank.connect("ob-monzo");
    let accounts = bank.data("/accounts", &token).results();
    let account = format!("/accounts/{}", accounts[0]["account_id"].as_str().unwrap());
    let transactions = format!("{account}/transactions");
    let mut get = |path: &str, status: u16| {
        let answer = bank.data(path, &token);
        assert_eq!(answer.status, status, "{path}");
        checker.data(&endpoint(path), &answer);
    };
    get(&format!("{transactions}?to=2030-01-01"), 400);
    get(&format!("{transactions}?from=never"), 400);
    get("/accounts/nowhere/balance", 404);
    paths_of("/accounts", &accounts[..1]).iter().for_each(|path| {
        let mark = if path.contains('?') { '&' } else { '?' };
        get(&format!("{path}{mark}async=true"), 202);
    });
    bank.set("/behaviour", r#"{"provider_id":"ob-monzo","cache":true,"attendance":true,"sca":"refuse"}"#);
    get("/accounts", 200);
    get("/accounts", 200);
    get(&transactions, 200);
    get(&transactions, 200);
    (1..4).for_each(|n| get(&format!("{transactions}?t={n}"), 200));
    get(&format!("{transactions}?t=4"), 429);
    bank.set("/behaviour", r#"{"provider_id":"ob-monzo","attendance":false}"#);
    bank.set("/volume", r#"{"rows":1000}"#);
    get(&format!("{transactions}?t=5"), 200);
    bank.set("/clock", r#"{"advance_seconds":301}"#);
    get(&format!("{transactions}?from=2025-01-01"), 403);
    bank.set("/clock", r#"{"advance_seconds":3600}"#);
    get("/accounts?t=6", 401);
    bank.reset();
}

fn check_auth(checker: &mut Checker, bank: &Bank) {
    let code = bank.code("ob-monzo", &[]);
    let exchanged = bank.exchange(&code, &[]);
    checker.auth("post /connect/token", &exchanged);
    checker.auth("post /connect/token", &bank.exchange(&code, &[]));
    let tokens = exchanged.json();
    let refresh_token = tokens["refresh_token"].as_str().unwrap();
    let refreshed = bank.refresh(refresh_token);
    checker.auth("post /connect/token", &refreshed);
    let error = |path: &str| json!([{ "path": path, "times": 1, "fault": "error", "error": "internal_server_error" }]);
    bank.set("/faults", &error("/connect/token").to_string());
    checker.auth("post /connect/token", &bank.refresh(refresh_token));
    let reauth = |token: &str| {
        let body = json!({ "response_type": "code", "refresh_token": token, "redirect_uri": REDIRECT });
        bank.post_json("/v1/reauthuri", &body)
    };
    checker.auth("post /v1/reauthuri", &reauth(refresh_token));
    checker.auth("post /v1/reauthuri", &reauth("unknown"));
    let token = refreshed.json()["access_token"].as_str().unwrap().to_owned();
    bank.set("/faults", &error("/api/delete").to_string());
    let debug = |token: &str| json!({ "access_token": token });
    bank.set("/faults", &error("/api/debug").to_string());
    checker.auth("post /api/debug", &bank.post_json("/api/debug", &debug(&token)));
    for token in [&token, "unknown"] {
        checker.auth("post /api/debug", &bank.post_json("/api/debug", &debug(token)));
        checker.auth("delete /api/debug", &bank.delete_json("/api/debug", &debug(token)));
    }
    bank.set("/faults", &error("/api/delete").to_string());
    // A third one is a 401, as seen in the field; the description does not have it.
    (0..2).for_each(|_| checker.auth("delete /api/delete", &bank.revoke(&token)));
    checker.auth("post /api/debug", &bank.post_json("/api/debug", &debug(&token)));
}

fn check_extensions(checker: &mut Checker, bank: &Bank) {
    let mut extend = |password: &str, secret: &str, confirmed: bool, status: u16| {
        let (_, refresh_token) = bank.connect_as("ob-monzo", "john", password);
        let body = json!({
            "user_has_reconfirmed_consent": confirmed,
            "client_id": "simulated-client",
            "client_secret": secret,
            "user": { "name": "John Doe", "phone": "+440000000000" },
            "refresh_token": refresh_token,
            "redirect_uri": REDIRECT,
        });
        let answer = bank.post_json("/data/v1/connections/extend", &body);
        assert_eq!(answer.status, status);
        checker.data("post /connections/extend", &answer);
    };
    extend("eternal", "simulated-secret-not-real", true, 200);
    extend("doe", "simulated-secret-not-real", true, 200);
    extend("doe", "simulated-secret-not-real", false, 400);
    extend("doe", "wrong", true, 401);
    bank.set("/behaviour", r#"{"extend":"reconfirmation_needed"}"#);
    extend("doe", "simulated-secret-not-real", true, 200);
    bank.set("/behaviour", r#"{"extend":"refuse"}"#);
    extend("doe", "simulated-secret-not-real", true, 422);
}
