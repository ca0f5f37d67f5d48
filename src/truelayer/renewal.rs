//! Giving a consent another term without starting over. TrueLayer must have allowed the client to do either: where it has
//! not, or where the bank cannot, a new auth link with the bank's `provider_id` does the same for the person.
//!
//! Sources: TrueLayer's reference of `POST /connections/extend` and `POST /v1/reauthuri`.

use serde::{Deserialize, Serialize};

use crate::auth::{self, Tokens};
use crate::http::{Answer, Body, Method, Request};
use crate::{Client, Code, Environment, Error, Secret, json};

/// The person who has just said once more, on our own page, that we may read their accounts. TrueLayer asks for a name and
/// for an e-mail address or a telephone number.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The full name.
    pub name: Secret,
    /// An e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<Secret>,
    /// A telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Secret>,
}

/// How the person comes back, if they must go to the bank for it: as from an auth link.
#[derive(Clone, Copy, Debug)]
pub struct WayBack<'a> {
    /// Comes back at the callback; unguessable, and tied to the browser that asked.
    pub state: &'a str,
    /// From [`auth::code_challenge`].
    pub code_challenge: &'a str,
}

/// What came of an extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extension {
    /// The consent has been renewed; the old tokens are void.
    Done(Tokens),
    /// The person must sign in at the bank, here; the callback's code is exchanged as usual.
    SignIn(String),
}

#[derive(Serialize)]
struct ExtendBody<'a> {
    user_has_reconfirmed_consent: bool,
    client_id: &'a str,
    client_secret: &'a Secret,
    user: &'a Person,
    refresh_token: &'a Secret,
    redirect_uri: &'a str,
    state: &'a str,
    code_challenge: &'a str,
}

#[derive(Serialize)]
struct ReauthBody<'a> {
    response_type: &'static str,
    refresh_token: &'a Secret,
    redirect_uri: &'a str,
    state: &'a str,
    code_challenge: &'a str,
    code_challenge_method: &'static str,
}

/// Asks TrueLayer to extend a connection. Only to be sent when `person` has reconfirmed their consent. Read with
/// [`read_extension`].
///
/// # Errors
/// None that can happen: the body is plain JSON.
pub fn extend(client: &Client, refresh: &Secret, person: &Person, back: WayBack<'_>) -> Result<Request, Error> {
    let body = ExtendBody {
        user_has_reconfirmed_consent: true,
        client_id: &client.client_id,
        client_secret: &client.client_secret,
        user: person,
        refresh_token: refresh,
        redirect_uri: &client.redirect_uri,
        state: back.state,
        code_challenge: back.code_challenge,
    };
    post(format!("{}/connections/extend", client.environment.api_url()), &body)
}

/// Asks for a link with which the person renews a connection at their bank; British banks only. Read with
/// [`read_reauth_link`].
///
/// # Errors
/// None that can happen: the body is plain JSON.
pub fn reauth_link(client: &Client, refresh: &Secret, back: WayBack<'_>) -> Result<Request, Error> {
    let body = ReauthBody {
        response_type: "code",
        refresh_token: refresh,
        redirect_uri: &client.redirect_uri,
        state: back.state,
        code_challenge: back.code_challenge,
        code_challenge_method: "S256",
    };
    post(format!("{}/v1/reauthuri", client.environment.auth_url()), &body)
}

fn post(url: String, body: &impl Serialize) -> Result<Request, Error> {
    let text = serde_json::to_string(body).map_err(|_| Error::malformed("the request"))?;
    let body = Some(Body { content_type: "application/json", text: Secret::new(text) });
    Ok(Request { method: Method::Post, url, headers: vec![("Accept", "application/json".into())], body })
}

#[derive(Deserialize)]
struct ExtensionAnswer {
    action_needed: String,
    user_input_link: Option<String>,
}

/// Reads what [`extend`] brought.
///
/// # Errors
/// Whatever an [`Error`] can be; [`Code::ReconnectNeeded`] where TrueLayer wants its own page to ask for the consent, which
/// it documents as not supported.
pub fn read_extension(client: &Client, answer: &Answer<'_>) -> Result<Extension, Error> {
    if !answer.is_success() {
        return Err(Error::of_auth(answer));
    }
    let read: ExtensionAnswer =
        json::document(answer.body).map_err(|why| Error::malformed(format!("the extension: {why}")))?;
    match (read.action_needed.as_str(), read.user_input_link) {
        ("no_action_needed", _) => auth::read_tokens(answer).map(Extension::Done),
        ("authentication_needed", Some(link)) => checked(client, link).map(Extension::SignIn),
        _ => Err(Error::new(Code::ReconnectNeeded)),
    }
}

#[derive(Deserialize)]
struct ReauthAnswer {
    result: String,
}

/// Reads what [`reauth_link`] brought.
///
/// # Errors
/// Whatever an [`Error`] can be.
pub fn read_reauth_link(client: &Client, answer: &Answer<'_>) -> Result<String, Error> {
    if !answer.is_success() {
        return Err(Error::of_auth(answer));
    }
    let read: ReauthAnswer =
        json::document(answer.body).map_err(|why| Error::malformed(format!("the renewal's link: {why}")))?;
    checked(client, read.result)
}

/// A browser is sent there: nothing but a safe address, or one of the simulation.
fn checked(client: &Client, link: String) -> Result<String, Error> {
    let simulated = matches!(client.environment, Environment::Simulated { .. });
    let is_safe = link.starts_with("https://")
        || (simulated && link.strip_prefix(client.environment.auth_url()).is_some_and(|rest| rest.starts_with('/')));
    let is_plain = link.bytes().all(|byte| byte.is_ascii_graphic());
    if is_safe && is_plain { Ok(link) } else { Err(Error::malformed("the renewal's link is not an https address")) }
}
