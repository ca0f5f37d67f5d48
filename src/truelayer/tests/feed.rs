//! The feed, from the banks' answers to the core's statements: every kind of record.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests may panic, too")]

use std::borrow::Cow;

use budget::{AccountKind, Currency, Method, Record, Statement, Status};
use serde_json::value::RawValue;
use truelayer::feed::{self, FeedAccount};
use truelayer::http::Answer;
use truelayer::{Code, data};

fn records(body: &'static [u8]) -> Vec<&'static RawValue> {
    data::read_results(&Answer { status: 200, retry_after: None, body }).unwrap_or_default()
}

macro_rules! fixture {
    ($name:literal) => {
        records(include_bytes!(concat!("fixtures/", $name, ".json")))
    };
}

fn current_account() -> FeedAccount<'static> {
    FeedAccount {
        connection_id: Cow::Borrowed("connection-1"),
        bank_name: Cow::Borrowed("Bank of Nowhere"),
        kind: AccountKind::Account,
        account: fixture!("accounts")[0],
        fingerprint: None,
        balance: fixture!("balance_account").first().copied(),
        transactions: fixture!("transactions_account"),
        pending: fixture!("pending"),
        standing_orders: Some(fixture!("standing_orders")),
        direct_debits: Some(fixture!("direct_debits")),
    }
}

fn credit_card() -> FeedAccount<'static> {
    FeedAccount {
        kind: AccountKind::Card,
        account: fixture!("cards")[0],
        fingerprint: None,
        balance: fixture!("balance_card").first().copied(),
        transactions: fixture!("transactions_card"),
        pending: vec![],
        standing_orders: Some(vec![]),
        direct_debits: Some(vec![]),
        ..current_account()
    }
}

/// Date, amount and id of each record.
fn lines(statement: &Statement) -> Vec<(String, String, Option<&str>)> {
    let line = |record: &Record| (record.date.to_string(), record.amount.to_string());
    statement
        .records
        .iter()
        .map(|record| (line(record), record))
        .map(|((d, a), r)| (d, a, r.stable_id.as_deref()))
        .collect()
}

fn line(date: &str, amount: &str, id: Option<&'static str>) -> (String, String, Option<&'static str>) {
    (date.into(), amount.into(), id)
}

#[test]
fn an_accounts_lines_keep_their_dates_digits_and_ids() {
    let statement = feed::statement(&current_account());
    assert_eq!(
        lines(&statement),
        [
            line("2026-11-06", "-2.990", Some("txn-0001")),
            line("2026-11-05", "1800.00", Some("p-2")),
            line("2026-11-04", "-3.5", Some("s-3")),
            line("2026-11-03", "-20", Some("m-4")),
            line("2026-11-02", "-81.07", None),
            line("2026-11-08", "-1.75", None),
        ]
    );
    assert!(statement.problems.is_empty(), "{:?}", statement.problems);
    let statuses: Vec<_> = statement.records.iter().map(|record| record.status).collect();
    assert_eq!(statuses.iter().filter(|status| **status == Status::Pending).count(), 1);
    assert_eq!(statuses.last(), Some(&Status::Pending));

    let first = &statement.records[0];
    assert_eq!((first.description.as_str(), first.merchant_name.as_deref()), ("STREAMCO LTD", Some("Streamco")));
    assert_eq!(
        (first.hint.method, &*first.hint.classification),
        (Some(Method::Purchase), &["Entertainment", "Games"].map(String::from)[..])
    );
    assert_eq!(statement.records[4].currency, "EUR".parse().unwrap());
    assert_eq!(statement.records[4].hint.method, None);
}

#[test]
fn an_account_is_described() {
    let account = feed::statement(&current_account()).account;
    assert_eq!(account.id, "a0c1e2f3a4b5968778695a4b3c2d1e0f");
    assert_eq!((account.connection_id.as_str(), account.bank_name.as_str()), ("connection-1", "Bank of Nowhere"));
    assert_eq!((account.display_name.as_str(), account.account_type.as_str()), ("Everyday", "TRANSACTION"));
    assert_eq!((account.kind, account.currency), (AccountKind::Account, Currency::GBP));
    let balance = account.balance.unwrap();
    assert_eq!(
        (balance.current.to_string(), balance.available.unwrap().to_string()),
        ("1161.20".into(), "2150.80".into())
    );
}

#[test]
fn a_cards_purchases_are_money_out_and_its_balance_is_what_is_owed() {
    let statement = feed::statement(&credit_card());
    assert_eq!(
        lines(&statement),
        [line("2026-11-07", "-24.25", Some("txn-0006")), line("2026-11-01", "100.00", Some("txn-0007"))]
    );
    assert!(statement.problems.is_empty(), "{:?}", statement.problems);
    assert_eq!(
        (statement.account.display_name.as_str(), statement.account.account_type.as_str()),
        ("Points Card", "CREDIT")
    );
    let balance = statement.account.balance.unwrap();
    assert_eq!(
        (balance.current.to_string(), balance.available.unwrap().to_string()),
        ("20.90".into(), "3279.10".into())
    );
}

#[test]
fn what_is_written_is_the_contracts_shape_and_the_banks_own_bytes() {
    let written = serde_json::to_string(&credit_card()).unwrap();
    let keys = [
        "connection_id",
        "bank_name",
        "kind",
        "account",
        "balance",
        "transactions",
        "pending",
        "standing_orders",
        "direct_debits",
    ];
    let places: Vec<_> = keys.iter().map(|key| written.find(&format!("\"{key}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(
        written
            .starts_with(r#"{"connection_id":"connection-1","bank_name":"Bank of Nowhere","kind":"card","account":{"#)
    );
    for record in credit_card().transactions {
        assert!(written.contains(record.get()), "{}", record.get());
    }
}

#[test]
fn a_feed_that_was_written_is_read_as_the_same_statements() {
    let accounts = [current_account(), credit_card()];
    let written = serde_json::to_string(&accounts).unwrap();
    let feed = format!(r#"{{"ok":true,"accounts":{written},"as_of":"2026-11-23T12:00:00Z","errors":[]}}"#);
    let expected: Vec<_> = accounts.iter().map(feed::statement).collect();
    assert_eq!(feed::read(feed.as_bytes()).unwrap(), expected);
}

#[test]
fn a_feed_of_another_shape_is_an_error_that_names_the_place() {
    for (feed, what) in [
        ("", "the feed: it ends too early"),
        ("<html>", "the feed: it is not JSON"),
        ("[]", "the feed: it is JSON of another shape"),
        (r#"{"ok":false}"#, "the feed: it is JSON of another shape"),
        (r#"{"accounts":{}}"#, "the feed: it is JSON of another shape"),
        (r#"{"accounts":[7]}"#, "`accounts[0]`"),
        (
            r#"{"accounts":[{"connection_id":"c","kind":"loan","account":{},"balance":null,"transactions":[]}]}"#,
            "`accounts[0]`",
        ),
    ] {
        let error = feed::read(feed.as_bytes()).unwrap_err();
        assert_eq!(error.code, Code::MalformedAnswer, "{feed}");
        assert!(error.message().contains(what), "{feed}: {error}");
    }
    assert_eq!(feed::read(br#"{"accounts":[]}"#).unwrap(), []);
}

#[test]
fn a_bare_list_belongs_to_the_account_that_is_named() {
    let statement = feed::read_bare(
        include_bytes!("fixtures/transactions_card.json"),
        "my card #1",
        AccountKind::Card,
        Currency::GBP,
    )
    .unwrap();
    assert_eq!((statement.account.id.as_str(), statement.account.kind), ("my card #1", AccountKind::Card));
    assert_eq!(statement.account.display_name, "Card");
    assert_eq!(statement.account.currency, Currency::GBP);
    assert_eq!(lines(&statement).len(), 2);
    let other = feed::read_bare(br#"{"results":[]}"#, "my card #2", AccountKind::Card, Currency::GBP).unwrap();
    assert_ne!(other.account.fingerprint, statement.account.fingerprint);
    assert_eq!(feed::read_bare(b"[]", "a", AccountKind::Card, Currency::GBP).unwrap_err().code, Code::MalformedAnswer);
}

#[test]
fn an_account_of_which_nothing_is_known_is_still_read() {
    let nothing = serde_json::from_str("{}").unwrap();
    let feed =
        FeedAccount { account: nothing, bank_name: Cow::Borrowed(" "), balance: Some(nothing), ..current_account() };
    let Statement { account, records, problems, .. } = feed::statement(&feed);
    assert_eq!(account.id, account.fingerprint);
    assert_eq!((account.display_name.as_str(), account.bank_name.as_str(), account.balance), ("Account", "", None));
    assert_eq!((account.currency, records.len()), (Currency::GBP, 6));
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["bad_balance"]);
}

#[test]
fn a_line_without_a_currency_is_in_its_accounts() {
    let lines =
        [RawValue::from_string(r#"{"timestamp":"2026-11-09","amount":-5,"transaction_type":"DEBIT"}"#.into()).unwrap()];
    let euro = FeedAccount {
        account: fixture!("accounts")[1],
        transactions: lines.iter().map(|line| &**line).collect(),
        ..current_account()
    };
    assert_eq!(feed::statement(&euro).records[0].currency, "EUR".parse().unwrap());
    let unknown = FeedAccount { account: fixture!("accounts")[2], balance: None, ..euro };
    assert_eq!(feed::statement(&unknown).problems[0].code, "missing_currency");
}

#[test]
fn standing_orders_and_direct_debits_are_read() {
    let read = feed::statement(&current_account()).commitments;
    let brief = |it: &budget::Commitment| {
        let amount = it.amount.map(|amount| amount.to_string()).unwrap_or_default();
        format!("{} {amount} {:?} {:?}", it.name(), it.next, it.previous)
    };
    assert_eq!(
        read.iter().map(brief).collect::<Vec<_>>(),
        ["Savings -500.0 Some(2026-11-26) None", "PHONECO -25 None Some(2026-10-17)", "BROADBANDCO  None None"]
    );
    assert_eq!(read[0].rhythm, Some(budget::Rhythm::Months { every: 1, day: 26 }));
}

#[test]
fn a_bad_standing_order_hides_nothing() {
    let raw = |json: &'static str| serde_json::from_str::<&RawValue>(json).unwrap();
    let feed = FeedAccount {
        standing_orders: Some(vec![
            raw("7"),
            raw(
                r#"{"frequency":"Sometimes","payee":"A","next_payment_date":"2026-12-01","next_payment_amount":"12.50"}"#,
            ),
            raw(r#"{"frequency":"EvryDay","payee":"B","status":"Inactive"}"#),
            raw(r#"{"frequency":"EvryDay","payee":"C","next_payment_date":"soon","next_payment_amount":{}}"#),
        ]),
        ..current_account()
    };
    let Statement { commitments, problems, .. } = feed::statement(&feed);
    let told: Vec<_> = problems.iter().map(|problem| (problem.code, problem.row)).collect();
    assert_eq!(
        told,
        [
            ("not_a_record", Some(0)),
            ("unknown_frequency", Some(1)),
            ("bad_amount", Some(3)),
            ("bad_timestamp", Some(3))
        ]
    );
    let first = &commitments[0];
    assert_eq!((first.rhythm, first.next.map(|day| day.to_string())), (None, Some("2026-12-01".to_owned())));
    assert_eq!(
        commitments.iter().map(budget::Commitment::name).collect::<Vec<_>>(),
        ["A", "C", "PHONECO", "BROADBANDCO"]
    );
}

#[test]
fn a_list_that_did_not_come_leaves_what_was_known_of_it() {
    let account = |lists: &str| {
        format!(r#"{{"connection_id":"c1","kind":"account","account":{{"account_id":"a1"}},"transactions":[]{lists}}}"#)
    };
    let order = r#"{"frequency":"IntrvlMnthDay:01:05","payee":"Landlord","next_payment_date":"2026-12-07","next_payment_amount":900}"#;
    let debit = r#"{"name":"Gym","previous_payment_timestamp":"2026-11-20","previous_payment_amount":30}"#;
    let full = account(&format!(r#","standing_orders":[{order}],"direct_debits":[{debit}]"#));
    let empty = account(r#","standing_orders":[],"direct_debits":[]"#);
    let failed = |who: &str| format!(r#"[{{"code":"bank_unavailable","message":"Later."{who}}}]"#);
    for (again, errors, kept) in [
        (&empty, "[]".to_owned(), 0),
        (&empty, failed(r#","connection_id":"c1","account_id":"a1","resource":"standing_orders""#), 1),
        (&empty, failed(r#","connection_id":"c1","account_id":"a1","resource":"direct_debits""#), 0),
        (&empty, failed(r#","connection_id":"c1","account_id":"a2","resource":"standing_orders""#), 0),
        (&empty, failed(r#","connection_id":"c2","account_id":"a1","resource":"standing_orders""#), 0),
        (&empty, failed(r#","connection_id":"c1","account_id":"a1","resource":"transactions""#), 0),
        (&empty, failed(r#","connection_id":"c1""#), 1),
        (&empty, r#"{"standing_orders":[7]}"#.to_owned(), 0),
        (&full, failed(r#","connection_id":"c1""#), 1),
        (&account(""), "[]".to_owned(), 1),
        (&account(r#","standing_orders":null"#), "[]".to_owned(), 1),
    ] {
        let mut ledger = budget::Ledger::new(budget::Settings::default(), "2026-11-23".parse().unwrap());
        for (account, errors) in [(&full, "[]"), (again, errors.as_str())] {
            let document = format!(r#"{{"accounts":[{account}],"errors":{errors}}}"#);
            for statement in feed::read(document.as_bytes()).unwrap() {
                ledger.load(statement);
            }
        }
        let names: Vec<_> = ledger.recurring().into_iter().map(|payment| payment.name).collect();
        assert_eq!(names, vec!["Landlord"; kept], "{again} {errors}");
    }
}
