//! Faults that tests switch on: which calls they hit, and what they do to the answer.

use std::convert::Infallible;
use std::sync::Mutex;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use futures_util::{StreamExt, stream};
use serde::Deserialize;

use crate::errors::ApiError;
use crate::state::lock;

/// A fault and the calls that it hits: those that match all that is given.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    /// Below `/data/v1`, or `/connect/token`; `*` stands for one segment.
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
    /// An error answer of TrueLayer's.
    Error,
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
        complete.then_some(()).ok_or_else(|| "error: give a documented code, or a code and a status".to_owned())
    }

    /// Whether the call is really carried out, so that its answer can be cut.
    pub(crate) fn wants_right_answer(&self) -> bool {
        self.fault == Fault::Truncated
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

/// Does to the right answer what the rule says.
pub(crate) async fn apply(rule: &Rule, right: Response) -> Response {
    match rule.fault {
        Fault::Hang => std::future::pending().await,
        Fault::Reset => {
            let mut response = StatusCode::OK.into_response();
            response.extensions_mut().insert(CloseConnection);
            response
        }
        Fault::Html502 => {
            let page = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";
            (StatusCode::BAD_GATEWAY, Html(page)).into_response()
        }
        Fault::Malformed => json_answer(Body::from(r#"{"results":[{"account_id":"#)),
        Fault::Empty => json_answer(Body::empty()),
        Fault::Error => {
            let code = rule.error.as_deref().unwrap_or("internal_server_error");
            let error = ApiError::new(code);
            ApiError { status: rule.status.unwrap_or(error.status), ..error }.into_response()
        }
        Fault::Truncated => truncated(right).await,
    }
}

fn json_answer(body: Body) -> Response {
    ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], body).into_response()
}

/// Announces the whole length, sends half, and then fails the body, upon which the connection closes.
async fn truncated(right: Response) -> Response {
    let (mut parts, body) = right.into_parts();
    let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let half = whole.slice(..whole.len() / 2);
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(whole.len()));
    let end = stream::once(async {
        // The first half must have left before the failure discards what is still buffered.
        tokio::time::sleep(Duration::from_millis(50)).await;
        Err::<Bytes, _>(std::io::Error::other("truncated on purpose"))
    });
    let start = stream::iter([Ok::<_, Infallible>(half)]).map(|chunk| chunk.map_err(|never| match never {}));
    Response::from_parts(parts, Body::from_stream(start.chain(end)))
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
    }
}
