//! The banks that TrueLayer offers to a client: public, and the same for everyone.
//!
//! Source: TrueLayer's reference of `GET /api/providers`.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::auth::is_provider_id;
use crate::http::{Answer, Method, Request};
use crate::{Client, Error, json};

/// One bank of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// What an auth link names it by ([`crate::auth::AuthLink::provider_id`]).
    pub provider_id: String,
    /// Its name for people.
    pub display_name: String,
    /// Two lower-case letters, the United Kingdom's being `uk`; empty where TrueLayer does not say.
    pub country: String,
    /// The address of its logo, at TrueLayer.
    pub logo_url: Option<String>,
    /// What it can be asked for.
    pub scopes: Vec<String>,
    /// What TrueLayer thinks of its state, such as `healthy` or `unhealthy`.
    pub status: Option<String>,
}

/// Asks for the list. Read with [`read`]. Neither scopes nor a country narrow it: TrueLayer would leave out the card
/// issuers, which have no `accounts`, or everything.
#[must_use]
pub fn list(client: &Client) -> Request {
    let id = form_urlencoded::byte_serialize(client.client_id.as_bytes()).collect::<String>();
    Request {
        method: Method::Get,
        url: format!("{}/api/providers?clientId={id}", client.environment.auth_url()),
        headers: vec![("Accept", "application/json".into())],
        body: None,
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Record<'a> {
    #[serde(borrow)]
    provider_id: Option<&'a RawValue>,
    #[serde(borrow)]
    display_name: Option<&'a RawValue>,
    #[serde(borrow)]
    country: Option<&'a RawValue>,
    #[serde(borrow)]
    logo_url: Option<&'a RawValue>,
    #[serde(borrow)]
    scopes: Option<&'a RawValue>,
    #[serde(borrow)]
    availability: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Availability<'a> {
    #[serde(borrow)]
    recommended_status: Option<&'a RawValue>,
}

/// Reads what [`list`] brought, in TrueLayer's order. A record without a usable id is left out.
///
/// # Errors
/// What [`Error::of_auth`] makes of a failure; [`crate::Code::MalformedAnswer`] for anything that is not a list.
pub fn read(answer: &Answer<'_>) -> Result<Vec<Listed>, Error> {
    if !answer.is_success() {
        return Err(Error::of_auth(answer));
    }
    let records: Vec<&RawValue> =
        serde_json::from_slice(answer.body).map_err(|_| Error::malformed("the list of banks is not a list"))?;
    Ok(records.into_iter().filter_map(read_one).collect())
}

fn read_one(raw: &RawValue) -> Option<Listed> {
    let record: Record<'_> = json::object(raw)?;
    let availability: Availability<'_> = record.availability.and_then(json::object).unwrap_or_default();
    let provider_id = json::text(record.provider_id).filter(|id| is_provider_id(id))?;
    Some(Listed {
        display_name: json::text(record.display_name).unwrap_or_else(|| provider_id.clone()),
        country: json::text(record.country).unwrap_or_default(),
        logo_url: json::text(record.logo_url).filter(|url| url.starts_with("https://")),
        scopes: json::texts(record.scopes),
        status: json::text(availability.recommended_status),
        provider_id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Code;
    use crate::client::test_client;

    fn read(status: u16, body: &[u8]) -> Result<Vec<Listed>, Error> {
        super::read(&Answer { status, retry_after: None, body })
    }

    #[test]
    fn the_list_is_asked_for_with_nothing_secret() {
        let request = list(&test_client());
        assert_eq!(request.url, "http://127.0.0.1:4010/api/providers?clientId=made-up-client");
        assert!(request.may_repeat() && request.headers.iter().all(|(name, _)| *name == "Accept"));
    }

    #[test]
    fn what_is_known_of_each_bank_is_kept_and_odd_records_are_left_out() {
        let body = br#"[{"provider_id":"ob-made-up","display_name":"Made-up Bank","country":"uk",
            "logo_url":"https://example.com/logo.svg","scopes":["accounts","balance"],
            "availability":{"recommended_status":"healthy","updated_at":"2026-11-01T00:00:00Z"}},
            {"provider_id":"ob-bare","logo_url":"javascript:x","scopes":null},
            {"provider_id":"../evil"}, {}, 7]"#;
        let banks = read(200, body).unwrap();
        let seen: Vec<_> = banks.iter().map(|bank| (bank.display_name.as_str(), bank.status.as_deref())).collect();
        assert_eq!(seen, [("Made-up Bank", Some("healthy")), ("ob-bare", None)]);
        assert_eq!(banks[0].scopes, ["accounts", "balance"]);
        assert_eq!(banks[1].logo_url, None);
    }

    #[test]
    fn anything_but_a_list_is_an_error() {
        for (status, body, code) in [
            (200, &b"{}"[..], Code::MalformedAnswer),
            (200, b"", Code::MalformedAnswer),
            (200, b"<html>", Code::MalformedAnswer),
            (503, b"<html>", Code::BankUnavailable),
        ] {
            assert_eq!(read(status, body).unwrap_err().code, code);
        }
    }
}
