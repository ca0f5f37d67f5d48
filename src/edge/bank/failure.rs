//! What could not be had, as the `errors` of an answer list it.

use serde::Serialize;
use truelayer::error::Action;
use truelayer::{Code, Error};

use super::Resource;
use crate::problem::{BankFailure, BankFailureKind, Problem};

/// One thing that did not come, why, and what the person can do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The stable code.
    pub code: &'static str,
    /// A sentence for the person.
    pub message: String,
    /// The connection it concerns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection_id: Option<String>,
    /// The account it concerns; absent where it is the whole connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    /// What was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<&'static str>,
    /// Seconds to wait, where the bank said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// What the person can do.
    pub action: Action,
}

impl Failure {
    /// A failure of a whole connection.
    pub fn of_connection(connection_id: &str, error: &Error) -> Self {
        Self {
            code: error.code.as_str(),
            message: error.message().into_owned(),
            connection_id: Some(connection_id.to_owned()),
            account_id: None,
            resource: None,
            retry_after: error.retry_after,
            action: error.action(),
        }
    }

    /// A failure of one question.
    pub fn of_resource(connection_id: &str, account_id: Option<&str>, resource: Resource, error: &Error) -> Self {
        let account_id = account_id.map(str::to_owned);
        Self { account_id, resource: Some(resource.name()), ..Self::of_connection(connection_id, error) }
    }

    /// A failure of a list that belongs to no connection.
    pub fn of_list(resource: Resource, error: &Error) -> Self {
        Self { connection_id: None, resource: Some(resource.name()), ..Self::of_connection("", error) }
    }

    /// Transactions that broke off after some had been passed on.
    pub fn of_part(connection_id: &str, account_id: &str, error: &Error) -> Self {
        let failure = Self::of_resource(connection_id, Some(account_id), Resource::Transactions, error);
        Self { message: format!("{} Only a part of the transactions came.", failure.message), ..failure }
    }

    /// More accounts than the plan's number of outgoing calls is enough for.
    pub fn too_many_accounts(connection_id: &str, account_id: Option<&str>) -> Self {
        Self {
            code: "too_many_accounts",
            message: "There are more accounts than one request may ask about. Ask for one connection at a time.".into(),
            connection_id: Some(connection_id.to_owned()),
            account_id: account_id.map(str::to_owned),
            resource: None,
            retry_after: None,
            action: Action::None,
        }
    }

    /// A row that could not be read, or only in part.
    pub fn of_row(connection_id: &str, account_id: &str, problem: &budget::Problem) -> Self {
        let place = problem.row.map(|row| format!(" (row {row})")).unwrap_or_default();
        Self {
            code: problem.code,
            message: format!("{}{place}", problem.message),
            connection_id: Some(connection_id.to_owned()),
            account_id: Some(account_id.to_owned()),
            resource: Some(Resource::Transactions.name()),
            retry_after: None,
            action: Action::None,
        }
    }
}

/// The failures of a request, and whether anything came at all.
#[derive(Debug, Default)]
pub struct Failures {
    /// In the order in which they became known.
    pub list: Vec<Failure>,
    /// Whether something of what was asked for came.
    pub came: bool,
}

impl Failures {
    /// Adds the failures of one account. Something came unless `primary`, what the request is for, is among them.
    pub fn add_account(&mut self, failures: Vec<Failure>, primary: Resource) {
        self.came |= !failures.iter().any(|failure| failure.resource == Some(primary.name()));
        failures.into_iter().for_each(|failure| self.add(failure));
    }

    /// Adds a failure. One that must concern the whole connection is listed once for it, however many calls met it.
    pub fn add(&mut self, mut failure: Failure) {
        let whole = [Code::ReconnectNeeded, Code::TooManyRequestsToday, Code::Misconfigured];
        if whole.iter().any(|code| code.as_str() == failure.code) {
            failure.account_id = None;
            failure.resource = None;
            if self.list.contains(&failure) {
                return;
            }
        }
        self.list.push(failure);
    }

    /// Fails the whole request where nothing at all came and something should have.
    pub fn check(self) -> Result<Vec<Failure>, Problem> {
        if self.came || self.list.is_empty() {
            return Ok(self.list);
        }
        let of =
            |codes: &[Code]| self.list.iter().all(|failure| codes.iter().any(|code| code.as_str() == failure.code));
        let kind = if of(&[Code::BankTimeout]) {
            BankFailureKind::Timeout
        } else if of(&[Code::BankTimeout, Code::BankUnavailable, Code::RateLimited, Code::TooManyRequestsToday]) {
            BankFailureKind::Unavailable
        } else {
            BankFailureKind::Error
        };
        let mut messages: Vec<&str> = Vec::new();
        for failure in &self.list {
            if !messages.contains(&failure.message.as_str()) {
                messages.push(&failure.message);
            }
        }
        let detail = messages.join(" ");
        let retry_after = self.list.iter().filter_map(|failure| failure.retry_after).max();
        Err(Problem::Bank(BankFailure { kind, detail, retry_after, errors: self.list }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failures(codes: &[Code]) -> Failures {
        let list = codes.iter().map(|code| Failure::of_connection("c1", &Error::new(*code))).collect();
        Failures { list, came: false }
    }

    fn status(codes: &[Code]) -> u16 {
        failures(codes).check().unwrap_err().status()
    }

    #[test]
    fn the_whole_fails_only_when_nothing_came() {
        let some = Failures { came: true, ..failures(&[Code::BankTimeout]) };
        assert_eq!(some.check().unwrap().len(), 1);
        assert!(Failures::default().check().unwrap().is_empty());
        assert_eq!(status(&[Code::BankTimeout, Code::BankTimeout]), 504);
        assert_eq!(status(&[Code::BankTimeout, Code::BankUnavailable]), 503);
        assert_eq!(status(&[Code::BankUnavailable, Code::MalformedAnswer]), 502);
        assert_eq!(status(&[Code::ReconnectNeeded]), 502);
    }

    #[test]
    fn what_concerns_the_whole_connection_is_listed_once() {
        let mut failures = Failures::default();
        let of = |code| Failure::of_resource("c1", Some("a1"), Resource::Transactions, &Error::new(code));
        failures.add_account(vec![of(Code::ReconnectNeeded), of(Code::ReconnectNeeded)], Resource::Transactions);
        assert_eq!(failures.list, [Failure::of_connection("c1", &Error::new(Code::ReconnectNeeded))]);
        assert!(!failures.came);
        failures.add_account(vec![of(Code::AccessDenied), of(Code::AccessDenied)], Resource::Balance);
        assert_eq!(failures.list.len(), 3);
        assert!(failures.came);
    }

    #[test]
    fn a_row_that_cannot_be_read_does_not_take_its_account_away() {
        let mut failures = Failures::default();
        failures.add_account(Vec::new(), Resource::Transactions);
        let problem = budget::Problem { code: "bad_timestamp", message: "No date.".into(), row: Some(3), file: None };
        failures.add(Failure::of_row("c1", "a1", &problem));
        let list = failures.check().unwrap();
        assert_eq!((list[0].code, list[0].message.as_str()), ("bad_timestamp", "No date. (row 3)"));
    }

    #[test]
    fn an_entry_names_what_it_concerns() {
        let failure = Failure::of_resource("c1", Some("a1"), Resource::Pending, &Error::new(Code::ScaExceeded));
        let shown = serde_json::to_value(failure).unwrap();
        assert_eq!(shown["code"], "sca_exceeded");
        assert_eq!(shown["connection_id"], "c1");
        assert_eq!(shown["account_id"], "a1");
        assert_eq!(shown["resource"], "pending");
        assert_eq!(shown["action"], "reconnect");
        assert!(shown.get("retry_after").is_none());
    }
}
