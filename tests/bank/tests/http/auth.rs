//! The dialog, codes, tokens, revocation.

use crate::support::{ALL_SCOPES, Bank, REDIRECT};
use serde_json::json;

// The pair of RFC 7636's appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

#[test]
fn a_person_chooses_a_bank_and_logs_in() {
    let bank = Bank::today();
    let list = bank.get(&bank.link(&[]), "");
    assert_eq!(list.status, 200);
    assert_eq!(list.header("cache-control"), "no-store");
    assert!(list.header("content-security-policy").contains("frame-ancestors 'none'"));
    for name in ["Monzo", "Harbour Card", "Northfield Savings", "Eight Accounts Bank"] {
        assert!(list.text.contains(&format!(">{name}</label>")), "{name}");
    }
    let session = list.field("session");
    let form = bank.post_form("/bank", &[("session", &session), ("provider", "ob-monzo"), ("action", "continue")]);
    assert!(form.text.contains("Log in to Monzo"));
    let wrong = bank.post_form("/login", &[("session", &session), ("user", "john"), ("password", "smith")]);
    assert_eq!(wrong.status, 200);
    assert!(wrong.text.contains("do not match"));
    let done = bank.post_form("/login", &[("session", &session), ("user", "john"), ("password", "doe")]);
    assert_eq!(done.redirected("state").unwrap(), "s1");
    assert_eq!(done.redirected("scope").unwrap(), ALL_SCOPES);
    let again = bank.post_form("/login", &[("session", &session), ("user", "john"), ("password", "doe")]);
    assert_eq!(again.status, 400, "a link works once");
    assert_eq!(bank.exchange(&done.redirected("code").unwrap(), &[]).status, 200);
}

#[test]
fn cancel_goes_back_without_a_code() {
    let bank = Bank::today();
    for (path, changes) in [("/bank", vec![]), ("/login", vec![("provider_id", "ob-monzo")])] {
        let session = bank.get(&bank.link(&changes), "").field("session");
        let cancelled = bank.post_form(path, &[("session", &session), ("action", "cancel")]);
        assert_eq!(cancelled.redirected("error").unwrap(), "access_denied");
        assert_eq!(cancelled.redirected("state").unwrap(), "s1");
        assert_eq!(cancelled.redirected("code"), None);
        assert_eq!(bank.post_form(path, &[("session", &session), ("action", "cancel")]).status, 400);
    }
}

#[test]
fn a_link_works_until_it_was_used() {
    let bank = Bank::today();
    for end in ["continue", "cancel"] {
        let link = bank.link(&[("provider_id", "ob-monzo")]);
        assert_eq!(bank.get(&link, "").status, 200);
        let session = bank.get(&link, "").field("session");
        let fields = [("session", session.as_str()), ("user", "john"), ("password", "doe"), ("action", end)];
        assert_eq!(bank.post_form("/login", &fields).status, 303);
        let again = bank.get(&link, "");
        assert_eq!(again.status, 400, "{end}");
        assert!(again.text.contains("used already"));
    }
}

#[test]
fn a_bad_link_is_a_page_that_names_the_parameter() {
    let bank = Bank::start(&["--redirect-uri", REDIRECT]);
    let bad = [
        ("response_type", "token"),
        ("client_id", "someone-else"),
        ("redirect_uri", "http://localhost:8787/other"),
        ("scope", "accounts everything"),
        ("scope", ""),
        ("response_mode", "fragment"),
        ("code_challenge", "too-short"),
        ("provider_id", "ob-nowhere"),
    ];
    for (name, value) in bad {
        let page = bank.get(&bank.link(&[(name, value)]), "");
        assert_eq!(page.status, 400, "{name}={value}");
        assert_eq!(page.header("location"), "");
        assert!(page.text.contains(name), "{name}: {}", page.text);
    }
    let uncovered = bank.get(&bank.link(&[("provider_id", "ob-monzo"), ("providers", "uk-cs-mock")]), "");
    assert_eq!(uncovered.status, 400);
}

#[test]
fn only_offered_banks_can_be_chosen() {
    let bank = Bank::today();
    let list = bank.get(&bank.link(&[("providers", "uk-cs-mock")]), "");
    assert!(list.text.contains("Eight Accounts Bank") && !list.text.contains("Monzo"));
    let fields = [("session", &*list.field("session")), ("provider", "ob-monzo")];
    assert!(bank.post_form("/bank", &fields).text.contains("Choose your bank"));
}

#[test]
fn form_post_hands_the_answer_over_in_a_form() {
    let bank = Bank::today();
    let link = bank.link(&[("response_mode", "form_post"), ("provider_id", "ob-monzo"), ("state", "a\"b")]);
    let session = bank.get(&link, "").field("session");
    let page = bank.post_form("/login", &[("session", &session), ("user", "john"), ("password", "doe")]);
    assert_eq!(page.status, 200);
    assert!(page.text.contains(&format!("<form method=\"post\" action=\"{REDIRECT}\">")));
    assert_eq!(page.field("state"), "a&#34;b");
    assert_eq!(bank.exchange(&page.field("code"), &[]).status, 200);
}

#[test]
fn a_code_works_once_for_five_minutes_and_for_its_redirect_uri() {
    let bank = Bank::today();
    let code = bank.code("ob-monzo", &[]);
    let tokens = bank.exchange(&code, &[]).json();
    assert_eq!(tokens["expires_in"], 3600);
    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(tokens["scope"], ALL_SCOPES);
    let again = bank.exchange(&code, &[]);
    assert_eq!((again.status, again.json()), (400, json!({ "error": "invalid_grant" })));

    let late = bank.code("ob-monzo", &[]);
    bank.set("/clock", r#"{"advance_seconds":301}"#);
    assert_eq!(bank.exchange(&late, &[]).error(), (400, "invalid_grant".into()));

    let elsewhere = bank.exchange(&bank.code("ob-monzo", &[]), &[("redirect_uri", "http://localhost/x")]);
    assert_eq!(elsewhere.error(), (400, "invalid_redirect_uri".into()));
}

#[test]
fn the_client_must_prove_itself() {
    let bank = Bank::start(&["--client-id", "me", "--client-secret", "mine"]);
    let code = bank.code("ob-monzo", &[("client_id", "me")]);
    let wrong = bank.exchange(&code, &[("client_id", "me"), ("client_secret", "yours")]);
    assert_eq!(wrong.error(), (400, "invalid_client".into()));
    assert_eq!(bank.exchange(&code, &[("client_id", "me"), ("client_secret", "mine")]).status, 200);
    assert_eq!(bank.token(&[("grant_type", "password")]).error(), (400, "invalid_client".into()));
}

#[test]
fn json_bodies_work_too() {
    let bank = Bank::today();
    let body = json!({
        "grant_type": "authorization_code", "client_id": "simulated-client",
        "client_secret": "simulated-secret-not-real", "redirect_uri": REDIRECT, "code": bank.code("ob-monzo", &[]),
    });
    assert_eq!(bank.post_json("/connect/token", &body).status, 200);
    assert_eq!(bank.post_json("/connect/token", &json!([1])).error(), (400, "invalid_request".into()));
    assert_eq!(bank.token(&[("grant_type", "password")]).error(), (400, "invalid_request".into()));
}

#[test]
fn pkce_is_verified() {
    let bank = Bank::today();
    let pkce = [("code_challenge", CHALLENGE), ("code_challenge_method", "S256")];
    let exchange = |verifier: &[(&str, &str)]| bank.exchange(&bank.code("ob-monzo", &pkce), verifier).status;
    assert_eq!(exchange(&[("code_verifier", VERIFIER)]), 200);
    assert_eq!(exchange(&[("code_verifier", CHALLENGE)]), 400);
    assert_eq!(exchange(&[]), 400);
    assert_eq!(bank.exchange(&bank.code("ob-monzo", &[]), &[("code_verifier", VERIFIER)]).status, 400);
    let plain = [("code_challenge", CHALLENGE), ("code_challenge_method", "plain")];
    assert_eq!(bank.get(&bank.link(&plain), "").status, 400);
}

#[test]
fn a_refresh_ends_the_access_token_before_it() {
    let bank = Bank::today();
    let (first, refresh_token) = bank.connect("ob-monzo");
    let (other, _) = bank.connect("ob-monzo");
    let tokens = bank.refresh(&refresh_token).json();
    assert_eq!(tokens["refresh_token"], *refresh_token, "static unless told otherwise");
    assert_eq!(bank.data("/accounts", &first).error(), (401, "unauthorized".into()));
    assert_eq!(bank.data("/accounts", tokens["access_token"].as_str().unwrap()).status, 200);
    assert_eq!(bank.data("/accounts", &other).status, 200, "connections do not touch each other");
}

#[test]
fn earlier_access_tokens_can_be_let_live() {
    let bank = Bank::today();
    let (first, refresh_token) = bank.connect("ob-monzo");
    bank.set("/tokens", r#"{"newest_only":false}"#);
    bank.set("/clock", r#"{"advance_seconds":1800}"#);
    let second = bank.refresh(&refresh_token).json()["access_token"].as_str().unwrap().to_owned();
    let statuses = || [&first, &second].map(|token| bank.data("/me", token).status);
    assert_eq!(statuses(), [200, 200]);
    bank.set("/clock", r#"{"advance_seconds":1801}"#);
    assert_eq!(bank.data("/me", &first).error(), (401, "invalid_token".into()), "each has its own hour");
    assert_eq!(statuses(), [401, 200]);
    bank.set("/tokens", r#"{"newest_only":true}"#);
    let third = bank.refresh(&refresh_token).json()["access_token"].as_str().unwrap().to_owned();
    assert_eq!(bank.data("/me", &second).error(), (401, "unauthorized".into()));
    assert_eq!(bank.data("/me", &third).status, 200);
}

#[test]
fn refresh_tokens_can_rotate_and_be_revoked() {
    let bank = Bank::today();
    let (_, refresh_token) = bank.connect("ob-monzo");
    bank.set("/tokens", r#"{"rotate":true}"#);
    let rotated = bank.refresh(&refresh_token).json()["refresh_token"].as_str().unwrap().to_owned();
    assert_ne!(rotated, refresh_token);
    assert_eq!(bank.refresh(&refresh_token).json(), json!({ "error": "invalid_grant" }));
    let (_, savings) = bank.connect("ob-northfield");
    bank.set("/tokens", r#"{"revoke_refresh":true,"provider_id":"ob-monzo"}"#);
    assert_eq!(bank.refresh(&rotated).error(), (400, "invalid_grant".into()));
    assert_eq!(bank.refresh(&savings).status, 200);
}

#[test]
fn access_tokens_expire_as_told() {
    let bank = Bank::today();
    let (token, refresh_token) = bank.connect("ob-monzo");
    bank.set("/clock", r#"{"advance_seconds":3601}"#);
    let expired = bank.data("/accounts", &token);
    assert_eq!(expired.error(), (401, "invalid_token".into()));
    let description = expired.json()["error_description"].as_str().unwrap().to_owned();
    assert!(description.starts_with("The token expired at '2") && description.ends_with("Z'"), "{description}");
    assert_eq!(expired.json().get("error_details"), None);
    bank.set("/tokens", r#"{"expires_in":2}"#);
    let tokens = bank.refresh(&refresh_token).json();
    assert_eq!(tokens["expires_in"], 2);
    bank.set("/tokens", r#"{"expire_access":true}"#);
    let newest = tokens["access_token"].as_str().unwrap();
    assert_eq!(bank.data("/accounts", newest).error(), (401, "invalid_token".into()));
}

#[test]
fn without_offline_access_there_is_no_refresh_token() {
    let bank = Bank::today();
    let tokens = bank.exchange(&bank.code("ob-monzo", &[("scope", "accounts")]), &[]).json();
    assert_eq!(tokens.get("refresh_token"), None);
    assert_eq!(tokens["scope"], "accounts");
}

#[test]
fn a_revoked_connection_is_dead() {
    let bank = Bank::today();
    let (token, refresh_token) = bank.connect("ob-monzo");
    let revoked = bank.revoke(&token);
    assert_eq!((revoked.status, revoked.text.as_str()), (200, ""));
    assert_eq!(bank.data("/me", &token).error(), (401, "unauthorized".into()));
    assert_eq!(bank.refresh(&refresh_token).error(), (400, "invalid_grant".into()));
    assert_eq!(bank.revoke(&token).status, 401);
}

#[test]
fn consent_ends_after_90_days() {
    let bank = Bank::today();
    let (_, refresh_token) = bank.connect("ob-monzo");
    bank.set("/clock", &format!(r#"{{"advance_seconds":{}}}"#, 90 * 86_400 - 60));
    let token = bank.refresh(&refresh_token).json()["access_token"].as_str().unwrap().to_owned();
    assert_eq!(bank.data("/accounts", &token).status, 200);
    bank.set("/clock", r#"{"advance_seconds":120}"#);
    assert_eq!(bank.data("/accounts", &token).error(), (403, "access_denied".into()));
    assert_eq!(bank.refresh(&refresh_token).error(), (400, "invalid_grant".into()));
}
