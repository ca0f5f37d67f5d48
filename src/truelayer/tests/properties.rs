//! Whatever comes, no reader panics; whatever is written, is read back; whatever digits an amount has, it keeps.

use std::borrow::Cow;

use budget::{AccountKind, Currency};
use proptest::prelude::*;
use serde_json::value::RawValue;
use truelayer::callback::Callback;
use truelayer::feed::{self, FeedAccount};
use truelayer::http::Answer;
use truelayer::{account, auth, data, time};

/// Every reader there is, on one input.
fn read_everything(status: u16, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let answer = Answer { status, retry_after: Some(&text), body: bytes };
    let _ = auth::read_tokens(&answer);
    let _ = data::read_me(&answer);
    let _ = Callback::read(bytes);
    let _ = time::bank_date(&text);
    let _ = time::instant(&text);
    let _ = feed::read(bytes);
    for kind in [AccountKind::Account, AccountKind::Card] {
        let _ = feed::read_bare(bytes, &text, kind, Currency::GBP);
        for record in data::read_results(&answer).unwrap_or_default() {
            let _ = account::read_ref(kind, record);
            let _ = account::read_provider(record);
        }
    }
}

/// JSON of any shape, made of the names and values that the readers look for.
fn json() -> impl Strategy<Value = String> {
    let names = prop::sample::select(vec![
        "results",
        "status",
        "error",
        "error_details",
        "accounts",
        "connection_id",
        "kind",
        "account",
        "balance",
        "transactions",
        "pending",
        "timestamp",
        "amount",
        "currency",
        "transaction_type",
        "transaction_classification",
        "meta",
        "account_id",
        "account_number",
        "number",
        "iban",
        "partial_card_number",
        "provider",
        "scopes",
        "access_token",
        "expires_in",
    ]);
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        "-?[0-9]{1,3}(\\.[0-9]{1,12})?(e[0-9]{1,12})?".prop_map(|number| number.replacen("00", "1", 1)),
        prop::sample::select(vec!["DEBIT", "GBP", "account", "card", "2026-11-09T00:00:00Z", "Succeeded", "a1", ""])
            .prop_map(|text| format!("\"{text}\"")),
        any::<String>().prop_map(|text| serde_json::Value::String(text).to_string()),
    ];
    leaf.prop_recursive(6, 64, 8, move |inner| {
        let list = prop::collection::vec(inner.clone(), 0..6).prop_map(|items| format!("[{}]", items.join(",")));
        let field = (names.clone(), inner).prop_map(|(name, value)| format!("\"{name}\":{value}"));
        let object = prop::collection::vec(field, 0..10).prop_map(|fields| format!("{{{}}}", fields.join(",")));
        prop_oneof![list, object]
    })
}

fn row(amount: &str) -> Box<RawValue> {
    let direction = if amount.starts_with('-') { "DEBIT" } else { "CREDIT" };
    RawValue::from_string(format!(
        r#"{{"timestamp":"2026-11-09", "amount" : {amount},"currency":"GBP","transaction_type":"{direction}"}}"#
    ))
    .unwrap_or_default()
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(status: u16, bytes: Vec<u8>) {
        read_everything(status, &bytes);
    }

    #[test]
    fn no_text_makes_a_reader_panic(status: u16, text: String) {
        read_everything(status, text.as_bytes());
    }

    #[test]
    fn no_json_makes_a_reader_panic(json in json()) {
        for document in [json.clone(), format!(r#"{{"results":[{json}]}}"#), format!(r#"{{"accounts":[{json}]}}"#)] {
            read_everything(200, document.as_bytes());
            read_everything(400, document.as_bytes());
        }
    }

    #[test]
    fn no_truncation_makes_a_reader_panic(cut in 0usize..2000) {
        for whole in [
            &include_bytes!("fixtures/transactions_account.json")[..],
            include_bytes!("fixtures/accounts.json"),
            include_bytes!("fixtures/me.json"),
            include_bytes!("fixtures/token.json"),
        ] {
            let part = whole.get(..cut).unwrap_or(whole);
            read_everything(200, part);
            let complete = part.len() + 1 >= whole.len();
            prop_assert_eq!(feed::read_bare(part, "a", AccountKind::Account, Currency::GBP).is_ok(), complete && whole.starts_with(b"{\"results"));
        }
    }

    #[test]
    fn a_written_feed_keeps_every_row_and_digit(amounts in prop::collection::vec("-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,8})?", 0..40)) {
        let rows: Vec<_> = amounts.iter().map(|amount| row(amount)).collect();
        let account = RawValue::from_string(r#"{"account_id":"a1"}"#.into())?;
        let written = FeedAccount {
            connection_id: Cow::Borrowed("c \"quoted\" \u{1f3e6}"),
            bank_name: Cow::Borrowed("Bank"),
            kind: AccountKind::Account,
            account: &account,
            fingerprint: None,
            balance: None,
            transactions: rows.iter().map(|row| &**row).collect(),
            pending: vec![],
            standing_orders: Some(vec![]),
            direct_debits: Some(vec![]),
        };
        let feed = format!(r#"{{"accounts":[{}]}}"#, serde_json::to_string(&written)?);
        for raw in &rows {
            prop_assert!(feed.contains(raw.get()));
        }
        let statements = feed::read(feed.as_bytes())?;
        prop_assert_eq!(&statements[0].account.connection_id, "c \"quoted\" \u{1f3e6}");
        let read: Vec<_> = statements[0].records.iter().map(|record| record.amount.to_string()).collect();
        let without_minus_zero = |amount: &String| match amount.trim_start_matches(['-', '0', '.']) {
            "" => amount.trim_start_matches('-').to_owned(),
            _ => amount.clone(),
        };
        prop_assert_eq!(read, amounts.iter().map(without_minus_zero).collect::<Vec<_>>());
        prop_assert!(statements[0].problems.is_empty());
    }

    #[test]
    fn any_written_date_is_read_whatever_follows(days in 0i32..40_000, time in "(T[0-9:.]{0,20}(Z|[+-][0-9:]{4,5})?)?") {
        let date = chrono::NaiveDate::from_epoch_days(days).unwrap_or_default();
        prop_assert_eq!(time::bank_date(&format!("{date}{time}")), Some(date));
    }
}
