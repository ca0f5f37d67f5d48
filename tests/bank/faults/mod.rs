//! Faults that tests switch on: which calls they hit. What they do to the answer is in `answers`.

mod answers;

use std::sync::Mutex;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::calls::InFlight;
use crate::errors::ApiError;
use crate::state::{Simulation, lock};

/// A fault and the calls that it hits: those that match all that is given.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    /// Below `/data/v1`, or an endpoint of the auth server such as `/connect/token`; `*` stands for one segment.
    pub(crate) path: String,
    pub(crate) account_id: Option<String>,
    pub(crate) provider_id: Option<String>,
    /// How many calls it still hits; without it, all.
    pub(crate) times: Option<u32>,
    pub(crate) fault: Fault,
    /// For `error`: the status, by default the documented one of the code.
    pub(crate) status: Option<u16>,
    /// For `error`: TrueLayer's code.
    pub(crate) error: Option<String>,
    /// For `error`: the header `Retry-After`, in seconds.
    pub(crate) retry_after: Option<u32>,
    /// For `slow_headers`: how long nothing comes, in milliseconds.
    pub(crate) ms: Option<u64>,
}

/// What happens to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Fault {
    /// No answer until the client goes.
    Hang,
    /// The connection is closed without an answer.
    Reset,
    /// A proxy's HTML page with status 502.
    #[serde(rename = "html_502")]
    Html502,
    /// 200 with a body that is no JSON.
    Malformed,
    /// The right answer's headers, half of its body, then the connection closes.
    Truncated,
    /// 200 with no body at all.
    Empty,
    /// 200 and rows that look right, without an end.
    Endless,
    /// The right answer's headers and half of its body, then silence until the client goes.
    Stalled,
    /// The right answer after `ms` milliseconds without a byte.
    SlowHeaders,
    /// 202: the right answer, be it an error, is at `results_uri`, as if `async=true` had been asked.
    Accepted,
    /// An error answer of TrueLayer's.
    Error,
}

impl Fault {
    /// Whether the call is really carried out, so that its answer can be cut, delayed or put aside.
    fn needs_right_answer(self) -> bool {
        matches!(self, Self::Truncated | Self::Stalled | Self::SlowHeaders | Self::Accepted)
    }

    fn is_endless(self) -> bool {
        matches!(self, Self::Endless | Self::Stalled)
    }
}

/// Marks a response that must not be sent: the connection is closed instead.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CloseConnection;

/// The faults switched on at the moment.
#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<Vec<Rule>>);

impl Rule {
    /// What is wrong with the rule, for the author of a test.
    pub(crate) fn check(&self) -> Result<(), String> {
        let known = self.error.as_deref().and_then(ApiError::known).is_some();
        let complete = self.fault != Fault::Error || known || (self.error.is_some() && self.status.is_some());
        if !self.path.starts_with('/') {
            return Err(format!("path {:?} must start with /", self.path));
        }
        if self.fault == Fault::SlowHeaders && self.ms.is_none() {
            return Err("slow_headers needs ms".to_owned());
        }
        complete.then_some(()).ok_or_else(|| "error: give a documented code, or a code and a status".to_owned())
    }

    fn hits(&self, path: &str, provider_id: Option<&str>, account_id: Option<&str>) -> bool {
        let (pattern, path): (Vec<_>, Vec<_>) = (self.path.split('/').collect(), path.split('/').collect());
        let same_path = pattern.len() == path.len()
            && pattern.iter().zip(&path).all(|(pattern, segment)| *pattern == "*" || pattern == segment);
        let wanted = |wanted: &Option<String>, actual| wanted.is_none() || wanted.as_deref() == actual;
        same_path && wanted(&self.provider_id, provider_id) && wanted(&self.account_id, account_id)
    }
}

impl Faults {
    pub(crate) fn replace(&self, rules: Vec<Rule>) {
        *lock(&self.0) = rules;
    }

    /// The first rule that hits the call, counted down.
    pub(crate) fn take(&self, path: &str, provider_id: Option<&str>, account_id: Option<&str>) -> Option<Rule> {
        let mut rules = lock(&self.0);
        let rule = rules.iter_mut().find(|it| it.times != Some(0) && it.hits(path, provider_id, account_id))?;
        rule.times = rule.times.map(|times| times.saturating_sub(1));
        Some(rule.clone())
    }
}

/// A call as the rules see it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Address<'a> {
    /// Below `/data/v1`, or the whole path of the auth server's endpoints.
    pub(crate) path: &'a str,
    pub(crate) provider_id: Option<&'static str>,
    pub(crate) account_id: Option<&'a str>,
    /// The connection's `credentials_id`.
    pub(crate) owner: Option<&'a str>,
}

impl<'a> Address<'a> {
    /// A call of the auth server, which knows no accounts.
    pub(crate) fn of_auth(path: &'a str, provider_id: Option<&'static str>) -> Self {
        Self { path, provider_id, account_id: None, owner: None }
    }
}

/// The answer to a call: `right`, unless a rule hits it. The call's end is noted in the log.
pub(crate) async fn answer(
    simulation: &Simulation,
    call: InFlight,
    address: Address<'_>,
    right: impl FnOnce() -> Response,
) -> Response {
    let Some(rule) = simulation.faults.take(address.path, address.provider_id, address.account_id) else {
        let response = right();
        call.finish(&response);
        return response;
    };
    let right = if rule.fault.needs_right_answer() { right() } else { StatusCode::OK.into_response() };
    let response = answers::broken(simulation, &rule, address, right).await;
    call.finish(&response);
    // A body without an end keeps its call under way: tests see whether the client let go of it.
    if rule.fault.is_endless() { call.until_sent(response) } else { response }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str) -> Rule {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn a_star_is_one_segment() {
        let rule = rule(r#"{"path":"/accounts/*/transactions","fault":"hang"}"#);
        assert!(rule.hits("/accounts/a1/transactions", None, None));
        assert!(!rule.hits("/accounts/a1/transactions/pending", None, None));
        assert!(!rule.hits("/accounts/a1", None, None));
        assert!(!rule.hits("/cards/a1/transactions", None, None));
    }

    #[test]
    fn hits_only_what_it_names_and_as_often_as_it_says() {
        let faults = Faults::default();
        faults.replace(vec![rule(
            r#"{"path":"/accounts","provider_id":"ob-monzo","times":1,"fault":"error","error":"provider_error"}"#,
        )]);
        assert!(faults.take("/accounts", Some("ob-northfield"), None).is_none());
        assert!(faults.take("/accounts", Some("ob-monzo"), None).is_some());
        assert!(faults.take("/accounts", Some("ob-monzo"), None).is_none());
    }

    #[test]
    fn a_rule_that_cannot_work_is_refused() {
        assert!(rule(r#"{"path":"/accounts","fault":"error"}"#).check().is_err());
        assert!(rule(r#"{"path":"/accounts","fault":"error","error":"made_up"}"#).check().is_err());
        assert!(rule(r#"{"path":"/accounts","fault":"error","error":"made_up","status":418}"#).check().is_ok());
        assert!(rule(r#"{"path":"accounts","fault":"hang"}"#).check().is_err());
        assert!(rule(r#"{"path":"/accounts","fault":"slow_headers"}"#).check().is_err());
    }
}
