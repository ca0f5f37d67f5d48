//! What a bank remembers of earlier calls, where it does: how often it was asked without the user, and what it said.

use std::collections::HashMap;
use std::sync::Mutex;

use axum::body::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::state::lock;

/// Unattended calls for an account within a day.
const ALLOWED: usize = 4;
const DAY: TimeDelta = TimeDelta::hours(24);
/// How long an identical request gets the same answer.
const CACHED: TimeDelta = TimeDelta::hours(1);
/// How many answers are kept; then all are forgotten.
const KEPT: usize = 1_000;

/// A `credentials_id`, and an account id or exact URL.
type Key = (String, String);

/// Earlier calls.
#[derive(Debug, Default)]
pub(crate) struct Visits {
    unattended: Mutex<HashMap<Key, Vec<DateTime<Utc>>>>,
    answers: Mutex<HashMap<Key, (DateTime<Utc>, Bytes)>>,
}

impl Visits {
    /// Counts a call without the user; false when it is one too many.
    pub(super) fn is_allowed_unattended(&self, credentials_id: &str, account_id: &str, now: DateTime<Utc>) -> bool {
        let mut unattended = lock(&self.unattended);
        let calls = unattended.entry((credentials_id.to_owned(), account_id.to_owned())).or_default();
        calls.retain(|at| now < *at + DAY);
        let is_allowed = calls.len() < ALLOWED;
        if is_allowed {
            calls.push(now);
        }
        is_allowed
    }

    /// The answer of the last hour to the same URL.
    pub(super) fn cached(&self, credentials_id: &str, url: &str, now: DateTime<Utc>) -> Option<Bytes> {
        let answers = lock(&self.answers);
        let (at, body) = answers.get(&(credentials_id.to_owned(), url.to_owned()))?;
        (now < *at + CACHED).then(|| body.clone())
    }

    /// Keeps an answer, which from now on tells when it was given.
    pub(super) fn keep(&self, credentials_id: &str, url: &str, now: DateTime<Utc>, body: &Bytes) -> Bytes {
        let body = stamped(body, now);
        let mut answers = lock(&self.answers);
        if answers.len() == KEPT {
            answers.clear();
        }
        answers.insert((credentials_id.to_owned(), url.to_owned()), (now, body.clone()));
        body
    }

    pub(crate) fn clear(&self) {
        lock(&self.unattended).clear();
        lock(&self.answers).clear();
    }
}

/// The answer with every `update_timestamp` set to `now`.
fn stamped(body: &Bytes, now: DateTime<Utc>) -> Bytes {
    let Ok(mut answer) = serde_json::from_slice::<Value>(body) else { return body.clone() };
    let results = answer.get_mut("results").and_then(Value::as_array_mut);
    for stamp in results.into_iter().flatten().filter_map(|result| result.get_mut("update_timestamp")) {
        *stamp = json!(now.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string());
    }
    answer.to_string().into()
}
