//! Reading an auth link: the one place where its parameters are checked.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::household::accounts::Bank;
use crate::options::Options;
use crate::registry::Link;

/// What an application may ask for.
const SCOPES: &[&str] =
    &["info", "accounts", "balance", "cards", "transactions", "direct_debits", "standing_orders", "offline_access"];

/// Checks the query of an auth link. The error is a sentence for the developer whose link it is.
pub(crate) fn read(
    options: &Options,
    banks: &'static [Bank],
    query: &HashMap<String, String>,
    now: DateTime<Utc>,
) -> Result<Link, String> {
    let get = |name: &str| query.get(name).filter(|value| !value.is_empty());
    let required = |name: &str| get(name).ok_or_else(|| format!("The link has no {name}."));
    if required("response_type")? != "code" {
        return Err("response_type must be code.".to_owned());
    }
    if *required("client_id")? != options.client_id {
        return Err("client_id is not the one this bank was started with.".to_owned());
    }
    let redirect_uri = required("redirect_uri")?;
    if !is_allowed(options, redirect_uri) {
        return Err("redirect_uri is not one of those this bank was started with (or not on localhost).".to_owned());
    }
    let scopes: Vec<_> = required("scope")?.split_whitespace().map(str::to_owned).collect();
    if let Some(unknown) = scopes.iter().find(|scope| !SCOPES.contains(&scope.as_str())) {
        return Err(format!("scope has the unknown value {unknown:?}."));
    }
    Ok(Link {
        query: None,
        redirect_uri: redirect_uri.clone(),
        state: get("state").cloned(),
        scopes,
        providers: get("providers").cloned(),
        form_post: form_post(get("response_mode").map(String::as_str))?,
        code_challenge: code_challenge(get("code_challenge"), get("code_challenge_method").map(String::as_str))?,
        bank: get("provider_id").map(|id| preselected(banks, id, get("providers").map(String::as_str))).transpose()?,
        renews: None,
        opened_at: now,
    })
}

/// An exact entry of the allow-list; without a list, any http(s) URI of this machine.
pub(super) fn is_allowed(options: &Options, uri: &str) -> bool {
    if !options.redirect_uris.is_empty() {
        return options.redirect_uris.iter().any(|allowed| allowed == uri);
    }
    let Some(rest) = uri.strip_prefix("http://").or_else(|| uri.strip_prefix("https://")) else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let (host, port) = authority.split_once(':').unwrap_or((authority, "80"));
    matches!(host, "localhost" | "127.0.0.1") && port.parse::<u16>().is_ok()
}

pub(super) fn form_post(response_mode: Option<&str>) -> Result<bool, String> {
    match response_mode {
        None | Some("query") => Ok(false),
        Some("form_post") => Ok(true),
        Some(_) => Err("response_mode must be query or form_post.".to_owned()),
    }
}

pub(super) fn code_challenge(challenge: Option<&String>, method: Option<&str>) -> Result<Option<String>, String> {
    match (challenge, method) {
        (None, None) => Ok(None),
        (Some(challenge), Some("S256")) if challenge.len() == 43 => Ok(Some(challenge.clone())),
        (Some(_), Some("S256")) => Err("code_challenge must be a SHA-256 in base64url, 43 characters.".to_owned()),
        _ => Err("PKCE needs both a code_challenge and code_challenge_method=S256.".to_owned()),
    }
}

fn preselected(banks: &'static [Bank], id: &str, providers: Option<&str>) -> Result<&'static Bank, String> {
    let bank = banks.iter().find(|bank| bank.id == id).ok_or_else(|| {
        let known: Vec<_> = banks.iter().map(|bank| bank.id).collect();
        format!("provider_id is not one of {}.", known.join(", "))
    })?;
    let offered = bank.is_offered(providers);
    offered.then_some(bank).ok_or_else(|| "provider_id is not covered by providers.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_stay_on_this_machine_or_on_the_list() {
        let mut options = Options::parse(std::iter::empty()).unwrap();
        for uri in ["http://localhost:8787/cb", "https://127.0.0.1/cb?x=1", "http://localhost"] {
            assert!(is_allowed(&options, uri), "{uri}");
        }
        for uri in
            ["http://localhost.evil.example/", "http://a@b/", "http://localhost:x@evil.example/", "ftp://localhost/"]
        {
            assert!(!is_allowed(&options, uri), "{uri}");
        }
        options.redirect_uris.push("http://localhost:1/cb".to_owned());
        assert!(is_allowed(&options, "http://localhost:1/cb") && !is_allowed(&options, "http://localhost:1/cb/"));
    }
}
