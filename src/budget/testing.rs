//! Short ways to make accounts and records in this crate's tests.

use crate::account::{Account, AccountKind};
use crate::money::Currency;
use crate::transaction::{BankHint, Record, Statement, Status};

pub(crate) fn record(date: &str, amount: &str, description: &str) -> Record {
    Record {
        stable_id: None,
        date: date.parse().unwrap(),
        amount: amount.parse().unwrap(),
        currency: Currency::GBP,
        description: description.to_owned(),
        merchant_name: None,
        hint: BankHint::default(),
        status: Status::Settled,
    }
}

pub(crate) fn account(id: &str, kind: AccountKind) -> Account {
    Account {
        id: id.to_owned(),
        connection_id: "c1".to_owned(),
        kind,
        display_name: id.to_owned(),
        bank_name: "Test bank".to_owned(),
        account_type: "TRANSACTION".to_owned(),
        currency: Currency::GBP,
        balance: None,
        fingerprint: format!("print-{id}"),
    }
}

pub(crate) fn statement(id: &str, records: Vec<Record>) -> Statement {
    Statement {
        account: account(id, AccountKind::Account),
        records,
        commitments: Vec::new(),
        unlisted: Vec::new(),
        problems: Vec::new(),
    }
}
