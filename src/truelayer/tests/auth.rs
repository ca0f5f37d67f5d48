//! The Auth API: links, token requests and answers, revocation.

use std::collections::HashMap;

use truelayer::auth::{self, AuthLink};
use truelayer::http::{Answer, Method, Request};
use truelayer::{Client, Code, Environment, Next, Secret};

fn client(environment: Environment) -> Client {
    Client {
        environment,
        client_id: "made-up-client".into(),
        client_secret: Secret::new("made-up secret&+".into()),
        redirect_uri: "https://purse.example/auth/open-banking/callback".into(),
    }
}

fn fields(text: &str) -> HashMap<String, String> {
    form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

fn body(request: &Request) -> HashMap<String, String> {
    request.body.as_ref().map(|body| fields(body.text.expose())).unwrap_or_default()
}

fn answer(status: u16, body: &[u8]) -> Answer<'_> {
    Answer { status, retry_after: None, body }
}

#[test]
fn a_link_carries_state_pkce_scopes_and_the_environments_banks() {
    let link = AuthLink { state: "state-1", code_challenge: "challenge-1", provider_id: None };
    let url = auth::auth_link(&client(Environment::Live), &link);
    let (address, query) = url.split_once('?').unwrap();
    assert_eq!(address, "https://auth.truelayer.com/");
    assert!(!query.contains('+'), "spaces are written as %20: {query}");
    let fields = fields(query);
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", "made-up-client"),
        ("redirect_uri", "https://purse.example/auth/open-banking/callback"),
        ("scope", "accounts balance cards transactions direct_debits standing_orders offline_access"),
        ("state", "state-1"),
        ("code_challenge", "challenge-1"),
        ("code_challenge_method", "S256"),
        ("providers", "uk-ob-all uk-oauth-all"),
    ] {
        assert_eq!(fields.get(name).map(String::as_str), Some(value), "{name}");
    }
    assert!(!fields.contains_key("provider_id"));
}

#[test]
fn a_preselected_bank_is_on_offer_too() {
    let link = AuthLink { state: "s", code_challenge: "c", provider_id: Some("fr-somebank") };
    let url = auth::auth_link(&client(Environment::Sandbox), &link);
    assert!(url.starts_with("https://auth.truelayer-sandbox.com/?"), "{url}");
    let fields = fields(url.split_once('?').unwrap().1);
    assert_eq!(fields["providers"], "uk-cs-mock fr-somebank");
    assert_eq!(fields["provider_id"], "fr-somebank");
}

#[test]
fn provider_ids_are_held_to_a_charset() {
    for id in ["mock", "ob-monzo", "xs2a-bank_2"] {
        assert!(auth::is_provider_id(id), "{id}");
    }
    for id in ["", "Ob-Monzo", "ob monzo", "ob-monzo&x=1", "ob/monzo", &"a".repeat(65)] {
        assert!(!auth::is_provider_id(id), "{id}");
    }
}

#[test]
fn pkce_follows_the_rfc() {
    // RFC 7636, appendix B.
    let bytes = [
        116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37, 77, 105, 214, 191,
        240, 91, 88, 5, 88, 83, 132, 141, 121,
    ];
    let verifier = auth::code_verifier(&bytes);
    assert_eq!(verifier.expose(), "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    assert_eq!(auth::code_challenge(&verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

#[test]
fn the_code_is_exchanged_by_a_form_that_is_never_repeated() {
    let request =
        auth::exchange_code(&client(Environment::Live), &Secret::new("code+1".into()), &Secret::new("verifier".into()));
    assert_eq!((request.method, request.url.as_str()), (Method::Post, "https://auth.truelayer.com/connect/token"));
    assert!(!request.may_repeat());
    let expected = [
        ("client_id", "made-up-client"),
        ("client_secret", "made-up secret&+"),
        ("code", "code+1"),
        ("code_verifier", "verifier"),
        ("grant_type", "authorization_code"),
        ("redirect_uri", "https://purse.example/auth/open-banking/callback"),
    ];
    assert_eq!(body(&request), expected.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
    assert!(!format!("{request:?}").contains("made-up secret"));
}

#[test]
fn a_refresh_sends_the_refresh_token_alone() {
    let request = auth::refresh(&client(Environment::Sandbox), &Secret::new("refresh-1".into()));
    let body = body(&request);
    assert_eq!((body["grant_type"].as_str(), body["refresh_token"].as_str()), ("refresh_token", "refresh-1"));
    assert_eq!(body.len(), 4);
}

#[test]
fn a_revocation_goes_to_the_auth_host() {
    let request = auth::revoke(&client(Environment::Live), &Secret::new("access-1".into()));
    assert_eq!((request.method, request.url.as_str()), (Method::Delete, "https://auth.truelayer.com/api/delete"));
    assert_eq!(request.headers, [("Authorization", "Bearer access-1".to_owned())]);
}

#[test]
fn token_answers_are_read() {
    let tokens = auth::read_tokens(&answer(200, include_bytes!("fixtures/token.json"))).unwrap();
    assert_eq!(tokens.access_token.expose(), "made-up.access.token");
    assert_eq!(tokens.refresh_token.map(|token| token.expose().to_owned()).as_deref(), Some("MADEUPREFRESH"));
    assert_eq!(tokens.expires_in, 3600);
    assert_eq!(tokens.scope.as_deref(), Some("accounts balance offline_access"));
}

#[test]
fn a_refresh_may_bring_no_refresh_token() {
    for body in [
        &br#"{"access_token":"a","expires_in":600,"token_type":"Bearer"}"#[..],
        br#"{"access_token":"a","expires_in":600,"token_type":"Bearer","refresh_token":null}"#,
        br#"{"access_token":"a","expires_in":600,"token_type":"Bearer","refresh_token":""}"#,
    ] {
        assert_eq!(auth::read_tokens(&answer(200, body)).unwrap().refresh_token, None);
    }
}

#[test]
fn a_life_that_is_oddly_written_loses_no_tokens() {
    for (life, seconds) in [
        ("3600", 3600),
        (r#""3600""#, 3600),
        ("3600.0", 3600),
        (r#""59.9""#, 59),
        ("null", 300),
        (r#""canary""#, 300),
        ("-1", 300),
        ("[]", 300),
    ] {
        let body = format!(r#"{{"access_token":"a","expires_in":{life}}}"#);
        assert_eq!(auth::read_tokens(&answer(200, body.as_bytes())).unwrap().expires_in, seconds, "{life}");
    }
    assert_eq!(auth::read_tokens(&answer(200, br#"{"access_token":"a"}"#)).unwrap().expires_in, 300);
}

#[test]
fn unreadable_token_answers_name_the_trouble_and_no_token() {
    for body in [
        &b""[..],
        b"<html>canary</html>",
        br#"{"access_token":"canary","expires_in":"#,
        br#"{"access_token":["canary"],"expires_in":1}"#,
        br#"{"access_token":"","expires_in":1}"#,
        br#"["canary",3600,null,null]"#,
    ] {
        let error = auth::read_tokens(&answer(200, body)).unwrap_err();
        assert_eq!(error.code, Code::MalformedAnswer);
        assert!(!format!("{error} {error:?}").contains("canary"), "{error:?}");
    }
}

#[test]
fn refused_grants_need_a_new_consent_and_refused_clients_a_new_setting() {
    for (status, body, code, next) in [
        (400, r#"{"error":"invalid_grant"}"#, Code::ReconnectNeeded, Next::Reconnect),
        (400, r#"{"error":"invalid_authorization_code"}"#, Code::ReconnectNeeded, Next::Reconnect),
        (
            401,
            r#"{"error":"invalid_request","error_details":{"reason":"Invalid refresh_token"}}"#,
            Code::ReconnectNeeded,
            Next::Reconnect,
        ),
        (401, r#"{"error":"unauthorized","error_details":{}}"#, Code::ReconnectNeeded, Next::RefreshThenRetry),
        (400, r#"{"error":"invalid_client"}"#, Code::Misconfigured, Next::GiveUp),
        (401, r#"{"error":"unauthorized_client","error_description":"…"}"#, Code::Misconfigured, Next::GiveUp),
        (400, r#"{"error":"invalid_redirect_uri"}"#, Code::Misconfigured, Next::GiveUp),
        (400, r#"{"error":"invalid_request"}"#, Code::Misconfigured, Next::GiveUp),
        (500, r#"{"error":"internal_server_error","error_details":{}}"#, Code::BankError, Next::Retry),
        (502, "<html>Bad gateway</html>", Code::BankUnavailable, Next::Retry),
        (302, "", Code::BankError, Next::GiveUp),
    ] {
        let error = auth::read_tokens(&answer(status, body.as_bytes())).unwrap_err();
        assert_eq!((error.code, error.next), (code, next), "{status} {body}");
    }
}
