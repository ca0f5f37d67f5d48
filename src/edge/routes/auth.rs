//! Connecting a bank: off to TrueLayer, and back.

use truelayer::Secret;
use truelayer::auth::{self, AuthLink};
use truelayer::callback::{Callback, Outcome};
use worker::Method;

use super::handover;
use crate::call::Call;
use crate::caller::Caller;
use crate::config::{CALLBACK_PATH, Config};
use crate::pending::{self, Pending, StateError};
use crate::problem::Problem;
use crate::reply::Reply;
use crate::session::{self, Session};
use crate::tenant::ConnectFailed;
use crate::{clock, log};

/// A form that TrueLayer sends back holds a code, a state and a few scopes.
pub(super) const LARGEST_FORM: usize = 16 * 1024;

/// Sends the browser to TrueLayer, with a sealed cookie that recognises it when it comes back; or, for a bearer token's app
/// that wants JSON, says where to send it.
pub async fn start(call: &Call) -> Result<Reply, Problem> {
    let query = call.query(&["provider_id", "return_to"])?;
    let provider_id = query.get("provider_id");
    if provider_id.is_some_and(|id| !auth::is_provider_id(id)) {
        return Err(Problem::invalid("provider_id", "Use one of TrueLayer's provider ids, such as ob-monzo."));
    }
    let config = call.config()?;
    let cookies = call.cookies();
    let caller = call.caller(&config, &call.visit(&config)).await?.or_else(|| {
        // A browser that is not signed in gets a tenant at the callback, the same for all of its sign-ins under way.
        let session = Pending::session_under_way(&config.keys, &cookies).or_else(Session::of_new_tenant);
        session.map(Caller::Session)
    });
    let caller = caller.ok_or_else(|| Problem::internal("no randomness"))?;
    let pending = handover::start(call, &query, caller, &config)?;
    let challenge = auth::code_challenge(&pending.verifier);
    let link = AuthLink { state: pending.state.expose(), code_challenge: &challenge, provider_id };
    let url = auth::auth_link(&config.client, &link);
    if handover::is_wanted(call, &pending.caller) {
        return handover::begin(&url, &pending, &config);
    }
    with_pending(Reply::redirect(302, url), &pending, &config, &cookies)
}

/// Adds the cookie that recognises the browser when it comes back.
pub(super) fn with_pending(reply: Reply, pending: &Pending, config: &Config, cookies: &str) -> Result<Reply, Problem> {
    let cookie = pending.cookie(&config.keys).map_err(|error| Problem::internal(format!("pending: {error:?}")))?;
    let cleared = pending::clear_excess(cookies);
    Ok(cleared.into_iter().fold(reply, Reply::cookie).cookie(cookie))
}

/// Takes the browser back: with a good state and a code into the app with a new session, else to the app's start page
/// with the reason. The browser of an app that keeps the sign-in itself goes on to the app, with what came.
pub async fn callback(call: &Call) -> Result<Reply, Problem> {
    let config = call.config()?;
    let fields = match call.method {
        Method::Post => call.body(LARGEST_FORM, &call.visit(&config)).await?,
        _ => call.url.query().unwrap_or_default().as_bytes().to_vec(),
    };
    let callback = Callback::read(&fields);
    let cookies = call.cookies();
    let state = callback.state.as_ref().map(Secret::expose).unwrap_or_default();
    let found = Pending::find(&config.keys, &cookies, state, clock::now());
    if found.is_err() && is_form_of_another_site(call) {
        return Ok(Reply::redirect(303, as_navigation(&callback)));
    }
    if found.is_err()
        && let Some(address) = handover::way_home(call, &callback, &config)
    {
        return Ok(Reply::redirect(303, address));
    }
    let reply = match sort_out(callback.outcome, found) {
        Ok((code, pending)) => connect(call, &config, code, &pending).await,
        Err(reason) => Err(reason),
    };
    let reply = reply.unwrap_or_else(|reason| {
        log::Entry::of("sign_in_refused").request(&call.id).text("reason", reason).info();
        Reply::redirect(303, format!("/?connect_error={reason}"))
    });
    Ok(if state.is_empty() { reply } else { reply.cookie(pending::clear_cookie(state)) })
}

/// Browsers keep Lax cookies back from a form that another site posts, but not from the navigation after it.
fn is_form_of_another_site(call: &Call) -> bool {
    call.method == Method::Post && call.header("sec-fetch-site").as_deref() == Some("cross-site")
}

/// The callback's fields as a query of our own.
fn as_navigation(callback: &Callback) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if let Some(state) = &callback.state {
        query.append_pair("state", state.expose());
    }
    match &callback.outcome {
        Outcome::Code(code) => query.append_pair("code", code.expose()),
        Outcome::Refused(name) => query.append_pair("error", name),
        Outcome::Neither => &mut query,
    };
    format!("{CALLBACK_PATH}?{}", query.finish())
}

/// What to exchange, or the reason why there is nothing to. Nothing is believed before the state is known to be ours.
fn sort_out(outcome: Outcome, found: Result<Pending, StateError>) -> Result<(Secret, Pending), &'static str> {
    match (outcome, found) {
        (Outcome::Neither, _) => Err("missing_code"),
        (_, Err(StateError::Invalid)) => Err("invalid_state"),
        (_, Err(StateError::Expired)) => Err("expired_state"),
        (Outcome::Refused(name), Ok(_)) if name == "access_denied" => Err("access_denied"),
        (Outcome::Refused(name), Ok(_)) => {
            log::Entry::of("sign_in_failed_at_truelayer").text("upstream", name).info();
            Err("bank_refused")
        }
        (Outcome::Code(code), Ok(pending)) => Ok((code, pending)),
    }
}

async fn connect(call: &Call, config: &Config, code: Secret, pending: &Pending) -> Result<Reply, &'static str> {
    let visit = call.visit(config);
    let connect = async |caller: &Caller| {
        let secret = call
            .tenant(caller, &visit)
            .connect(code.clone(), pending.verifier.clone(), pending.renews.clone(), pending.state.expose())
            .await?;
        let reply = Reply::redirect(303, pending.return_to.clone());
        Ok::<_, ConnectFailed>(match secret {
            Some(secret) => reply.cookie(session::cookie(caller.tenant(), &secret)),
            None => reply,
        })
    };
    match connect(&pending.caller).await {
        // The session ended while the person was at the bank. The code is still unused.
        Err(ConnectFailed::NoSession) if !pending.caller.is_bearer() => {
            let new = Session::of_new_tenant().ok_or("internal")?;
            connect(&Caller::Session(new)).await.map_err(ConnectFailed::reason)
        }
        other => other.map_err(ConnectFailed::reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pending() -> Result<Pending, StateError> {
        Ok(Pending::start("/".into(), Caller::Session(Session::of_new_tenant().unwrap()), clock::now()).unwrap())
    }

    fn code() -> Outcome {
        Outcome::Code(Secret::new("made-up".into()))
    }

    #[test]
    fn each_way_back_has_its_reason() {
        let reason = |outcome, found| sort_out(outcome, found).err();
        assert_eq!(reason(code(), pending()), None);
        assert_eq!(reason(code(), Err(StateError::Invalid)), Some("invalid_state"));
        assert_eq!(reason(code(), Err(StateError::Expired)), Some("expired_state"));
        assert_eq!(reason(Outcome::Neither, pending()), Some("missing_code"));
        assert_eq!(reason(Outcome::Neither, Err(StateError::Invalid)), Some("missing_code"));
        assert_eq!(reason(Outcome::Refused("access_denied".into()), pending()), Some("access_denied"));
        assert_eq!(reason(Outcome::Refused("access_denied".into()), Err(StateError::Invalid)), Some("invalid_state"));
        assert_eq!(reason(Outcome::Refused("server_error".into()), pending()), Some("bank_refused"));
    }

    #[test]
    fn a_form_becomes_a_navigation_with_nothing_else_in_it() {
        let callback = Callback::read(b"state=s%26t&code=c%2Fd&scope=x&evil=1");
        assert_eq!(as_navigation(&callback), "/auth/open-banking/callback?state=s%26t&code=c%2Fd");
    }
}
