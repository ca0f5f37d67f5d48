//! What TrueLayer's sandbox does unlike any bank, in rows of the same make: it must load without a single problem.

use std::borrow::Cow;
use std::collections::HashSet;

use budget::{AccountKind, Statement};
use serde_json::value::RawValue;
use truelayer::feed::{self, FeedAccount};

fn raw(json: String) -> Box<RawValue> {
    RawValue::from_string(json).unwrap_or_default()
}

/// All five accounts share IBAN and sort code.
fn account(number: u32) -> Box<RawValue> {
    raw(format!(
        r#"{{"account_id":"{number:032x}","account_type":"TRANSACTION","display_name":"TRANSACTION ACCOUNT 1","currency":"GBP",
            "account_number":{{"swift_bic":"CPBKGB00","number":"{number}","sort_code":"01-21-31","iban":"GB00CLRB00000000000000"}},
            "provider":{{"display_name":"MOCK","provider_id":"mock"}}}}"#
    ))
}

/// No validity dates, a trailing blank in the name.
fn card(number: u32) -> Box<RawValue> {
    raw(format!(
        r#"{{"account_id":"{number:032x}","card_network":"VISA","card_type":"CREDIT","currency":"GBP","display_name":"CREDIT CARD 2",
            "partial_card_number":"{number}","name_on_card":"John Doe ","provider":{{"provider_id":"mock"}}}}"#
    ))
}

fn transaction(description: &str, amount: &str, direction: &str) -> Box<RawValue> {
    raw(format!(
        r#"{{"timestamp":"2026-11-02T00:00:00Z","description":"{description}","transaction_type":"{direction}",
            "transaction_category":"PURCHASE","transaction_classification":["Uncategorized"],"amount":{amount},"currency":"GBP",
            "transaction_id":"0","running_balance":{{"currency":"GBP","amount":1.5}},"meta":{{"provider_transaction_category":"DEB"}}}}"#
    ))
}

fn load(kind: AccountKind, account: &RawValue, rows: &[Box<RawValue>]) -> Statement {
    feed::statement(&FeedAccount {
        connection_id: Cow::Borrowed("c"),
        bank_name: Cow::Borrowed(""),
        kind,
        account,
        fingerprint: None,
        balance: None,
        transactions: rows.iter().map(|row| &**row).collect(),
        pending: vec![],
        standing_orders: Some(vec![]),
        direct_debits: Some(vec![]),
    })
}

#[test]
fn accounts_with_one_iban_stay_apart() {
    let numbers = [10_000_000, 20_000_000, 30_000_000, 40_000_000, 50_000_000];
    let accounts = numbers.map(|number| load(AccountKind::Account, &account(number), &[]).account.fingerprint);
    let cards = [1000, 2000].map(|number| load(AccountKind::Card, &card(number), &[]).account.fingerprint);
    assert_eq!(accounts.iter().chain(&cards).collect::<HashSet<_>>().len(), 7);
}

#[test]
fn cards_repeat_the_accounts_rows_with_the_other_direction() {
    let on = |kind, account: &RawValue, direction| {
        let statement = load(kind, account, &[transaction("AMAZON PRIME", "-7.99", direction)]);
        assert!(statement.problems.is_empty(), "{:?}", statement.problems);
        statement.records[0].amount.to_string()
    };
    assert_eq!(on(AccountKind::Account, &account(1), "DEBIT"), "-7.99");
    // Nonsense for a purchase, but it is what the card's row says: a repayment.
    assert_eq!(on(AccountKind::Card, &card(1), "CREDIT"), "7.99");
}

#[test]
fn refunds_are_purchases_that_come_in() {
    let statement = load(AccountKind::Account, &account(1), &[transaction("PAYPAL EBAY", "25.0", "CREDIT")]);
    assert_eq!(statement.records[0].amount.to_string(), "25.0");
    assert!(statement.problems.is_empty());
}

#[test]
fn equal_rows_all_stay() {
    let rows = [(); 3].map(|()| transaction("SAVE THE CHANGE", "-1.89", "DEBIT"));
    assert_eq!(load(AccountKind::Account, &account(1), &rows).records.len(), 3);
}

#[test]
fn the_bank_is_named_by_its_record_where_the_connection_has_no_name() {
    assert_eq!(load(AccountKind::Account, &account(1), &[]).account.bank_name, "MOCK");
    assert_eq!(load(AccountKind::Card, &card(1), &[]).account.bank_name, "mock");
}
