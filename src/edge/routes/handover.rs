//! Sign-ins of bearer tokens' apps that cannot keep our cookie: the app keeps the sealed sign-in itself, and hands over what
//! the bank's page ended with. An app on another origin is told that at its own address.
//!
//! The sealed sign-in never leaves the app that began it, and is good only with a token for the same subject: nobody else's
//! code can be slipped in.

use serde::Serialize;
use truelayer::Code;
use truelayer::callback::{Callback, Outcome};

use super::auth::LARGEST_FORM;
use crate::call::Call;
use crate::caller::Caller;
use crate::config::Config;
use crate::pending::{Pending, StateError};
use crate::problem::{BankFailure, BankFailureKind, Problem};
use crate::query::Query;
use crate::reply::Reply;
use crate::tenant::ConnectFailed;
use crate::vault::VaultError;
use crate::way_home::{self, WayHome};
use crate::{clock, cors};

#[derive(Serialize)]
struct Begun<'a> {
    ok: bool,
    url: &'a str,
    pending: String,
}

#[derive(Serialize)]
struct Done {
    ok: bool,
}

/// Whether the app keeps the sign-in itself.
pub fn is_wanted(call: &Call, caller: &Caller) -> bool {
    caller.is_bearer() && call.wants_json()
}

/// Starts a sign-in that ends where `return_to` says: at a path of this site or, of an app that keeps the sign-in itself, at
/// an address of its own.
pub fn start(call: &Call, query: &Query, caller: Caller, config: &Config) -> Result<Pending, Problem> {
    let elsewhere = |to: &&str| !to.starts_with('/') && is_wanted(call, &caller);
    let Some(address) = query.get("return_to").filter(elsewhere) else {
        return Pending::start(query.return_to()?, caller, clock::now()).ok_or_else(no_randomness);
    };
    let home = WayHome::to(address, &cors::allowed(call)).ok_or_else(|| {
        let wanted = format!(
            "Use a path of this site, or an address without a fragment, of at most {} bytes, whose origin is in {}.",
            way_home::LONGEST,
            cors::SETTING
        );
        Problem::invalid("return_to", wanted)
    })?;
    let mut pending = Pending::start("/".into(), caller, clock::now()).ok_or_else(no_randomness)?;
    pending.state = home.seal(&config.keys, clock::now()).map_err(not_sealed)?;
    Ok(pending)
}

/// Where the app is that waits for what the callback brought, if that is what its `state` says.
pub fn way_home(call: &Call, callback: &Callback, config: &Config) -> Option<String> {
    let state = callback.state.as_ref()?;
    let home = WayHome::open(&config.keys, state.expose(), &cors::allowed(call), clock::now())?;
    Some(home.with(callback))
}

fn no_randomness() -> Problem {
    Problem::internal("no randomness")
}

fn not_sealed(error: VaultError) -> Problem {
    Problem::internal(format!("pending: {error:?}"))
}

/// Where the person must go, and what to keep until they have been there.
pub fn begin(url: &str, pending: &Pending, config: &Config) -> Result<Reply, Problem> {
    Reply::json(&Begun { ok: true, url, pending: seal(pending, config)? })
}

/// What the app keeps.
pub fn seal(pending: &Pending, config: &Config) -> Result<String, Problem> {
    pending.seal(&config.keys).map_err(not_sealed)
}

/// Connects the bank with what the app hands over: `code` and `state` of the callback's address, and `pending`.
pub async fn complete(call: &Call) -> Result<Reply, Problem> {
    call.query(&[])?;
    let config = call.config()?;
    let visit = call.visit(&config);
    let caller = call.need_caller(&config, &visit).await?;
    let form = call.body(LARGEST_FORM, &visit).await?;
    let Callback { state, outcome } = Callback::read(&form);
    let state = state.ok_or_else(|| Problem::invalid("state", "Send that of the callback's address."))?;
    let kept = kept(&form).unwrap_or_default();
    let pending = match Pending::open(&config.keys, &kept, state.expose(), clock::now()) {
        Ok(pending) if pending.caller == caller => pending,
        Err(StateError::Expired) => {
            return Err(Problem::invalid("pending", "It is more than ten minutes old: begin anew."));
        }
        Ok(_) | Err(StateError::Invalid) => {
            let wanted =
                "Send what /auth/open-banking answered to this subject's token, with the state that belongs to it.";
            return Err(Problem::invalid("pending", wanted));
        }
    };
    let Outcome::Code(code) = outcome else {
        return Err(Problem::invalid("code", "Without a code there is nothing to connect: begin anew."));
    };
    let Pending { state, verifier, renews, .. } = pending;
    match call.tenant(&caller, &visit).connect(code, verifier, renews, state.expose()).await {
        Ok(_) => Reply::json(&Done { ok: true }),
        Err(failed) => Err(problem(&failed)),
    }
}

/// The sealed sign-in; absent where it is not there exactly once.
fn kept(form: &[u8]) -> Option<String> {
    let mut values = form_urlencoded::parse(form).filter(|(name, _)| name == "pending");
    let (_, value) = values.next()?;
    values.next().is_none().then(|| value.into_owned())
}

fn problem(failed: &ConnectFailed) -> Problem {
    let ConnectFailed::Because(reason) = failed else { return Problem::KeyGone };
    match *reason {
        "exchange_failed" => Problem::invalid("code", "TrueLayer did not take it: begin anew."),
        "invalid_state" => Problem::invalid("state", "This sign-in has been completed already: begin anew."),
        "bank_unavailable" => Problem::Bank(BankFailure {
            kind: BankFailureKind::Unavailable,
            detail: Code::BankUnavailable.message().to_owned(),
            retry_after: None,
            errors: Vec::new(),
        }),
        other => Problem::internal(format!("a sign-in was not completed: {other}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sealed_sign_in_comes_once_or_not_at_all() {
        assert_eq!(kept(b"code=a&pending=b.c&state=d").as_deref(), Some("b.c"));
        assert_eq!(kept(b"code=a&state=d"), None);
        assert_eq!(kept(b"pending=a&pending=a"), None);
    }
}
