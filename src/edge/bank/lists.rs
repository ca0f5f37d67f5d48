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

/// The failures of a connection's lists; one of the whole connection where all lists that the bank has failed alike.
pub(super) fn list_failures(id: &str, lists: &[(AccountKind, List)]) -> Vec<Failure> {
    let mut errors = Vec::new();
    for (kind, list) in lists {
        match list {
            List::Failed(error) => errors.push((*kind, error)),
            List::Came | List::Absent => {}
        }
    }
    let came = lists.iter().any(|(_, list)| matches!(list, List::Came));
    match errors.first() {
        Some((_, first)) if !came && errors.iter().all(|(_, error)| error.code == first.code) => {
            // Refused everywhere, it is the consent that has ended.
            let ended = first.code == Code::AccessDenied;
            let whole = if ended { Error::new(Code::ReconnectNeeded) } else { (*first).clone() };
            vec![Failure::of_connection(id, &whole)]
        }
        _ => errors.iter().map(|(kind, error)| Failure::of_resource(id, None, list_of(*kind), error)).collect(),
    }
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
        let failures = list_failures("c1", &lists);
        failures.into_iter().map(|failure| (failure.code.to_owned(), failure.resource)).collect()
    }

    fn failed(code: Code) -> List {
        List::Failed(Error::new(code))
    }

    #[test]
    fn what_all_lists_have_in_common_concerns_the_connection() {
        let whole = |code: &str| vec![(code.to_owned(), None)];
        assert_eq!(failures(failed(Code::BankUnavailable), List::Absent), whole("bank_unavailable"));
        assert_eq!(failures(failed(Code::BankTimeout), failed(Code::BankTimeout)), whole("bank_timeout"));
        assert_eq!(failures(failed(Code::AccessDenied), List::Absent), whole("reconnect_needed"));
        assert_eq!(failures(List::Came, failed(Code::AccessDenied)), [("access_denied".to_owned(), Some("cards"))]);
        assert_eq!(failures(failed(Code::BankTimeout), failed(Code::BankError)).len(), 2);
        assert!(failures(List::Came, List::Absent).is_empty());
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
