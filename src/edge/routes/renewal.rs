//! Renewing a bank's consent before or after it has ended.

use serde::{Deserialize, Serialize};
use truelayer::auth::{self, AuthLink};
use truelayer::renewal::Person;

use super::auth::with_pending;
use super::handover;
use crate::call::Call;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::tenant::Renewed;

/// A name, an e-mail address, a telephone number.
const LARGEST_BODY: usize = 4 * 1024;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reconfirmed {
    user: Option<Person>,
}

#[derive(Serialize)]
struct Answer<'a> {
    ok: bool,
    action: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    /// For an app that keeps the sign-in itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pending: Option<String>,
}

/// Renews in place where that is possible, else answers the address at which the person gives the consent anew; they come
/// back through the callback, and the connection stays what it is.
pub async fn renew(call: &Call, id: &str) -> Result<Reply, Problem> {
    let query = call.query(&["return_to"])?;
    let config = call.config()?;
    let visit = call.visit(&config);
    let caller = call.need_caller(&config, &visit).await?;
    let mut pending = handover::start(call, &query, caller.clone(), &config)?;
    let person = read(&call.body(LARGEST_BODY, &visit).await?)?.user;
    let tenant = call.tenant(&caller, &visit);
    pending.renews = Some(id.to_owned());
    let challenge = auth::code_challenge(&pending.verifier);
    let url = match tenant.renew(id.to_owned(), person, pending.state.clone(), challenge.clone()).await? {
        Renewed::Done => return Reply::json(&Answer { ok: true, action: "none", url: None, pending: None }),
        Renewed::SignIn(url) => url,
        Renewed::Anew { provider_id } => {
            let provider_id = Some(provider_id.as_str()).filter(|id| auth::is_provider_id(id));
            let link = AuthLink { state: pending.state.expose(), code_challenge: &challenge, provider_id };
            auth::auth_link(&config.client, &link)
        }
    };
    let answer = |kept| Reply::json(&Answer { ok: true, action: "redirect", url: Some(&url), pending: kept });
    if handover::is_wanted(call, &pending.caller) {
        return answer(Some(handover::seal(&pending, &config)?));
    }
    with_pending(answer(None)?, &pending, &config, &call.cookies())
}

/// Who has reconfirmed the consent; nobody where there is no body.
fn read(body: &[u8]) -> Result<Reconfirmed, Problem> {
    if body.trim_ascii().is_empty() {
        return Ok(Reconfirmed::default());
    }
    let wanted = r#"Send nothing, or {"user":{"name":"…","email":"…"}} of the person who has reconfirmed the consent."#;
    serde_json::from_slice(body).map_err(|_| Problem::invalid("user", wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_named_whole_or_not_at_all() {
        assert!(read(b"").unwrap().user.is_none());
        assert!(read(b" {} ").unwrap().user.is_none());
        assert!(read(br#"{"user":{"name":"A. Nobody","email":"nobody@example.com"}}"#).unwrap().user.is_some());
        for body in ["[", r#"{"user":{}}"#, r#"{"user":{"name":"A. Nobody","age":1}}"#, r#"{"person":{}}"#] {
            assert!(read(body.as_bytes()).is_err(), "{body}");
        }
    }
}
