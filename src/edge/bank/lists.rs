//! A connection's two lists, of accounts and of cards: reading them, and what it means when they fail.

use budget::AccountKind;
use serde_json::value::RawValue;
use truelayer::data::{self, AccountRef};
use truelayer::http::Answer;
use truelayer::{Code, Error, account};

use super::{Failure, Resource};

/// How a list went.
pub(super) enum List {
    /// It came.
    Came,
    /// The bank has no such list.
    Absent,
    /// It did not come, or not whole.
    Failed(Error),
}

/// The accounts of a list, each with its record.
pub(super) type Listed = Vec<(AccountRef, Box<RawValue>)>;

/// The accounts of a list, and the error of a record that could not be read.
pub(super) fn read_list(kind: AccountKind, body: &[u8]) -> Result<(Listed, Option<Error>), Error> {
    let records = data::read_results(&Answer { status: 200, retry_after: None, body })?;
    let mut listed = Vec::new();
    let mut odd = None;
    for record in records {
        match account::read_ref(kind, record) {
            Ok(account) => listed.push((account, record.to_owned())),
            Err(error) => odd = Some(error),
        }
    }
    Ok((listed, odd))
}

/// The failures of a connection's lists. Where the bank refuses every list it has, and no account `came` all the same, it
/// is the consent that has ended.
pub(super) fn list_failures(id: &str, lists: &[(AccountKind, List)], came: bool) -> Vec<Failure> {
    let mut errors = Vec::new();
    for (kind, list) in lists {
        match list {
            List::Failed(error) => errors.push((*kind, error)),
            List::Came | List::Absent => {}
        }
    }
    if !lists.is_empty() && lists.iter().all(|(_, list)| matches!(list, List::Absent)) {
        // One list may well be absent, but a bank without any has nothing to show: that is no household without accounts.
        return vec![Failure::of_connection(id, &Error::new(Code::NotSupported))];
    }
    let came = came || lists.iter().any(|(_, list)| matches!(list, List::Came));
    let refused = !errors.is_empty() && errors.iter().all(|(_, error)| error.code == Code::AccessDenied);
    if refused && !came {
        return vec![Failure::of_connection(id, &Error::new(Code::ReconnectNeeded))];
    }
    errors.into_iter().map(|(kind, error)| Failure::of_resource(id, None, list_of(kind), error)).collect()
}

/// The list in which accounts of this kind are.
pub(super) fn list_of(kind: AccountKind) -> Resource {
    match kind {
        AccountKind::Account => Resource::Accounts,
        AccountKind::Card => Resource::Cards,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failures(accounts: List, cards: List) -> Vec<(String, Option<&'static str>)> {
        let lists = [(AccountKind::Account, accounts), (AccountKind::Card, cards)];
        let failures = list_failures("c1", &lists, false);
        failures.into_iter().map(|failure| (failure.code.to_owned(), failure.resource)).collect()
    }

    fn failed(code: Code) -> List {
        List::Failed(Error::new(code))
    }

    #[test]
    fn each_list_that_failed_is_named() {
        let named = |code: &str, resource| vec![(code.to_owned(), Some(resource))];
        assert_eq!(failures(failed(Code::BankUnavailable), List::Absent), named("bank_unavailable", "accounts"));
        assert_eq!(failures(List::Came, failed(Code::AccessDenied)), named("access_denied", "cards"));
        assert_eq!(failures(failed(Code::BankTimeout), failed(Code::BankError)).len(), 2);
        assert!(failures(List::Came, List::Absent).is_empty());
    }

    #[test]
    fn a_bank_that_refuses_everything_must_be_connected_anew() {
        let whole = [("reconnect_needed".to_owned(), None)];
        assert_eq!(failures(failed(Code::AccessDenied), List::Absent), whole);
        assert_eq!(failures(failed(Code::AccessDenied), failed(Code::AccessDenied)), whole);
        let lists = [(AccountKind::Account, failed(Code::AccessDenied)), (AccountKind::Card, List::Absent)];
        assert_eq!(list_failures("c1", &lists, true)[0].code, "access_denied");
    }

    #[test]
    fn a_record_that_cannot_be_read_hides_no_other() {
        let body = br#"{"results":[{"account_id":"a1"},{"account_id":"../x"},{}]}"#;
        let (listed, odd) = read_list(AccountKind::Account, body).unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!(odd.unwrap().code, Code::MalformedAnswer);
        assert!(read_list(AccountKind::Card, b"<html>").is_err());
    }
}
