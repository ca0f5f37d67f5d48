//! The Data API v1: what to ask, and the envelope of what comes back. The records inside are left as the bank wrote
//! them; [`crate::feed`] reads them.

use std::net::IpAddr;

use budget::AccountKind;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use crate::http::{Answer, Method, Request};
use crate::{Client, Error, Secret, json, time};

/// How many days back every bank answers, however long ago the person signed in there. Older transactions may need a
/// fresh sign-in (`sca_exceeded`).
pub const NARROW_DAYS: u32 = 90;

/// On whose behalf a request is made.
#[derive(Clone, Copy, Debug)]
pub struct Caller<'a> {
    /// Opens the connection that is asked about.
    pub access_token: &'a Secret,
    /// The address of the person who is there and waiting, if one is. It lifts the banks' limit of 4 visits a day, so it
    /// must never be sent by a scheduled run. Left out where it is not an IP address.
    pub psu_ip: Option<&'a str>,
    /// Our own name for the request, for TrueLayer's support.
    pub correlation_id: &'a str,
}

/// An account's id as TrueLayer gives it: safe to put into a path, because it holds ASCII letters, digits, `-` and `_`
/// alone, 1 to 128 of them. TrueLayer may change it on a reconnect.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct AccountId(String);

impl AccountId {
    /// `None` for a text that no account id looks like.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=128).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        fits.then(|| Self(text.to_owned()))
    }

    /// The id as a text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for AccountId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not an account id"))
    }
}

/// Enough to ask about one account or card, and to know it again after a reconnect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountRef {
    /// Its id in paths.
    pub id: AccountId,
    /// Whether it is under `/accounts` or `/cards`.
    pub kind: AccountKind,
    /// Who it is, whatever its id: see [`crate::account::fingerprint`].
    pub fingerprint: String,
}

/// The bank behind a connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provider {
    /// Such as `ob-monzo`.
    pub id: Option<String>,
    /// Such as `Monzo`.
    pub name: Option<String>,
}

/// What `/me` says about a connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Me {
    /// The bank.
    pub provider: Provider,
    /// When the person consented.
    pub consent_created_at: Option<DateTime<Utc>>,
    /// When that consent ends.
    pub consent_expires_at: Option<DateTime<Utc>>,
    /// What was granted.
    pub scopes: Vec<String>,
}

/// The connection itself: bank, consent dates, scopes. Read with [`read_me`].
#[must_use]
pub fn me(client: &Client, caller: &Caller<'_>) -> Request {
    get(client, caller, "/me")
}

/// The connection's accounts or its cards: two lists, either of which a bank may not have.
#[must_use]
pub fn list(client: &Client, caller: &Caller<'_>, kind: AccountKind) -> Request {
    get(client, caller, collection(kind))
}

/// The balance of one account or card.
#[must_use]
pub fn balance(client: &Client, caller: &Caller<'_>, account: &AccountRef) -> Request {
    of_account(client, caller, account, "balance")
}

/// The settled transactions of the days `from` to `to`, both included. `to` must not be in the future.
#[must_use]
pub fn transactions(
    client: &Client,
    caller: &Caller<'_>,
    account: &AccountRef,
    from: NaiveDate,
    to: NaiveDate,
) -> Request {
    of_account(client, caller, account, &format!("transactions?from={from}&to={to}"))
}

/// All pending transactions there are now.
#[must_use]
pub fn pending(client: &Client, caller: &Caller<'_>, account: &AccountRef) -> Request {
    of_account(client, caller, account, "transactions/pending")
}

/// The standing orders of an account; cards have none.
#[must_use]
pub fn standing_orders(client: &Client, caller: &Caller<'_>, account: &AccountRef) -> Request {
    of_account(client, caller, account, "standing_orders")
}

/// The direct debits of an account; cards have none.
#[must_use]
pub fn direct_debits(client: &Client, caller: &Caller<'_>, account: &AccountRef) -> Request {
    of_account(client, caller, account, "direct_debits")
}

fn collection(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Account => "/accounts",
        AccountKind::Card => "/cards",
    }
}

fn of_account(client: &Client, caller: &Caller<'_>, account: &AccountRef, rest: &str) -> Request {
    get(client, caller, &format!("{}/{}/{rest}", collection(account.kind), account.id.as_str()))
}

fn get(client: &Client, caller: &Caller<'_>, path: &str) -> Request {
    let mut headers = vec![
        ("Authorization", format!("Bearer {}", caller.access_token.expose())),
        ("Accept", "application/json".into()),
        ("X-Client-Correlation-Id", caller.correlation_id.to_owned()),
    ];
    let psu_ip = caller.psu_ip.filter(|ip| ip.parse::<IpAddr>().is_ok());
    headers.extend(psu_ip.map(|ip| ("X-PSU-IP", ip.to_owned())));
    Request { method: Method::Get, url: format!("{}{path}", client.environment.api_url()), headers, body: None }
}

/// The envelope around every list of the Data API. `status` is sent by some endpoints only.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    results: Option<&'a RawValue>,
    status: Option<String>,
}

/// The records of an answer, each in the bank's own bytes.
///
/// # Errors
/// What [`Error::of_data`] makes of a failure; [`crate::Code::MalformedAnswer`] for anything that is not an envelope
/// around a list; [`crate::Code::BankUnavailable`] where the envelope says that the bank's work is not finished.
pub fn read_results<'a>(answer: &Answer<'a>) -> Result<Vec<&'a RawValue>, Error> {
    if !answer.is_success() {
        return Err(Error::of_data(answer));
    }
    envelope(answer.body)
}

/// The records in the body of a successful answer.
pub(crate) fn envelope(body: &[u8]) -> Result<Vec<&RawValue>, Error> {
    let envelope: Envelope<'_> = json::document(body).map_err(Error::malformed)?;
    match envelope.status.as_deref() {
        None => {}
        Some(status) if status.eq_ignore_ascii_case("succeeded") => {}
        Some(status) if status.eq_ignore_ascii_case("failed") => return Err(Error::new(crate::Code::BankError)),
        Some(_) => return Err(Error::new(crate::Code::BankUnavailable)),
    }
    let results = envelope.results.ok_or_else(|| Error::malformed("the answer has no `results`"))?;
    serde_json::from_str(results.get()).map_err(|_| Error::malformed("`results` is not a list"))
}

/// `/me`'s only record. No field of it is sure to be there.
#[derive(Default, Deserialize)]
#[serde(default)]
struct MeRecord<'a> {
    #[serde(borrow)]
    provider: Option<&'a RawValue>,
    #[serde(borrow)]
    consent_created_at: Option<&'a RawValue>,
    #[serde(borrow)]
    consent_expires_at: Option<&'a RawValue>,
    #[serde(borrow)]
    scopes: Option<&'a RawValue>,
}

/// Reads what [`me`] brought.
///
/// # Errors
/// Those of [`read_results`], and [`crate::Code::MalformedAnswer`] where the list is empty or holds no object.
pub fn read_me(answer: &Answer<'_>) -> Result<Me, Error> {
    let results = read_results(answer)?;
    let first = results.first().ok_or_else(|| Error::malformed("`results` is empty"))?;
    let record: MeRecord<'_> =
        json::object(first).ok_or_else(|| Error::malformed("the record in `results` is not an object"))?;
    let at = |raw: Option<&RawValue>| json::text(raw).and_then(|text| time::instant(&text));
    Ok(Me {
        provider: read_provider(record.provider),
        consent_created_at: at(record.consent_created_at),
        consent_expires_at: at(record.consent_expires_at),
        scopes: json::texts(record.scopes),
    })
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ProviderRecord<'a> {
    #[serde(borrow)]
    provider_id: Option<&'a RawValue>,
    #[serde(borrow)]
    display_name: Option<&'a RawValue>,
}

/// The `provider` object of `/me`, accounts and cards.
pub(crate) fn read_provider(raw: Option<&RawValue>) -> Provider {
    let record: ProviderRecord<'_> = raw.and_then(json::object).unwrap_or_default();
    Provider { id: json::text(record.provider_id), name: json::text(record.display_name) }
}
