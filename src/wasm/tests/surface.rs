//! The JavaScript surface, called inside a JavaScript engine: Node by default, a browser with
//! `WASM_BINDGEN_USE_BROWSER=1`. On other targets there is nothing to run.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use wasm::{LedgerHandle, categorise};
use wasm_bindgen_test::wasm_bindgen_test;

/// Two accounts and a card: a salary, groceries on the card, a repayment and a transfer to savings.
const FEED: &str = r#"{"ok":true,"accounts":[
  {"connection_id":"c1","kind":"account","account":{"account_id":"cur","display_name":"Current","currency":"GBP",
    "account_number":{"number":"10000000","sort_code":"01-21-31"},"provider":{"provider_id":"mock"}},"balance":null,
   "transactions":[
    {"timestamp":"2026-11-02T00:00:00Z","description":"ACME LTD SALARY","amount":2100.00,"currency":"GBP","transaction_type":"CREDIT","transaction_category":"CREDIT"},
    {"timestamp":"2026-11-03","description":"TO SAVINGS","amount":-300.00,"currency":"GBP","transaction_type":"DEBIT","transaction_category":"TRANSFER"},
    {"timestamp":"2026-11-05","description":"HARBOUR CARD","amount":-45.10,"currency":"GBP","transaction_type":"DEBIT","transaction_category":"DIRECT_DEBIT"},
    {"timestamp":"2017-02-247T17:29:24Z","description":"NO SUCH DAY","amount":-1,"currency":"GBP","transaction_type":"DEBIT"}],
   "pending":[],"standing_orders":[],"direct_debits":[]},
  {"connection_id":"c1","kind":"account","account":{"account_id":"sav","display_name":"Savings","currency":"GBP",
    "account_number":{"number":"20000000","sort_code":"01-21-31"},"provider":{"provider_id":"mock"}},"balance":null,
   "transactions":[{"timestamp":"2026-11-04","description":"FROM J DOE","amount":300.00,"currency":"GBP","transaction_type":"CREDIT","transaction_category":"TRANSFER"}],
   "pending":[],"standing_orders":[],"direct_debits":[]},
  {"connection_id":"c2","kind":"card","account":{"account_id":"card","display_name":"Card","currency":"GBP",
    "partial_card_number":"1000","card_network":"VISA","provider":{"provider_id":"mock"}},"balance":null,
   "transactions":[
    {"timestamp":"2026-11-01","description":"TESCO STORES 3297","amount":45.10,"currency":"GBP","transaction_type":"DEBIT","transaction_category":"PURCHASE"},
    {"timestamp":"2026-11-06","description":"PAYMENT RECEIVED - THANK YOU","amount":-45.10,"currency":"GBP","transaction_type":"CREDIT"}],
   "pending":[],"standing_orders":[],"direct_debits":[]}],"errors":[]}"#;

fn ledger() -> LedgerHandle {
    let options = r#"{"today":"2026-11-15","settings":{"caps":[{"category":"groceries","amount":100}]}}"#;
    LedgerHandle::new(options).unwrap()
}

/// JavaScript's own reading of the JSON, so that the test does not share the core's.
fn field(json: &str, path: &[&str]) -> String {
    let mut value = js_sys::JSON::parse(json).unwrap();
    for name in path {
        value = js_sys::Reflect::get(&value, &(*name).into()).unwrap();
    }
    js_sys::JSON::stringify(&value).unwrap().into()
}

#[wasm_bindgen_test]
fn a_feed_becomes_a_budget() {
    let mut ledger = ledger();
    let loaded = ledger.load(FEED.as_bytes(), None).unwrap();
    assert_eq!(field(&loaded, &["accounts"]), "3");
    assert_eq!(field(&loaded, &["transactions"]), "6");
    assert_eq!(field(&loaded, &["problems", "0", "code"]), r#""bad_timestamp""#);
    assert_eq!(field(&loaded, &["problems", "0", "row"]), "3");

    let report = ledger.budget(None).unwrap();
    assert_eq!(field(&report, &["income"]), "2100");
    assert_eq!(field(&report, &["spent"]), "45.1");
    assert_eq!(field(&report, &["transfers"]), "0");
    assert_eq!(field(&report, &["budgets", "0", "left"]), "54.9");
    assert!(report.contains(r#""spent":45.10"#), "digits are the bank's: {report}");

    let found = ledger.transactions(r#"{"category":"groceries"}"#).unwrap();
    assert_eq!(field(&found, &["length"]), "1");
    assert_eq!(field(&found, &["0", "amount"]), "-45.1");
    assert_eq!(field(&found, &["0", "account_id"]), r#""card""#);
}

#[wasm_bindgen_test]
fn what_comes_back_is_listed() {
    let mut ledger = ledger();
    let row =
        |month: u32| format!(r#"{{"timestamp":"2026-{month:02}-07","description":"NETFLIX.COM","amount":-9.99}}"#);
    let results = format!(r#"{{"results":[{},{},{}]}}"#, row(9), row(10), row(11));
    ledger.load(results.as_bytes(), Some(r#"{"id":"a","kind":"account"}"#.to_owned())).unwrap();
    let found = ledger.recurring().unwrap();
    assert_eq!(field(&found, &["length"]), "1");
    assert_eq!(field(&found, &["0", "every"]), r#""month""#);
    assert_eq!(field(&found, &["0", "next_date"]), r#""2026-12-07""#);
}

#[wasm_bindgen_test]
fn bare_results_belong_to_the_account_that_is_named() {
    let mut ledger = ledger();
    let results = r#"{"results":[{"timestamp":"2026-11-03","description":"TESCO","amount":-12.50}]}"#;
    ledger.load(results.as_bytes(), Some(r#"{"id":"a","kind":"account"}"#.to_owned())).unwrap();
    assert_eq!(field(&ledger.budget(Some("2026-11".to_owned())).unwrap(), &["spent"]), "12.5");
}

#[wasm_bindgen_test]
fn rows_are_categorised_in_their_order() {
    let rows = r#"[{"description":"LNK TESCO FABIAN W","amount":"-20.00"},{"description":"QZX","amount":-1},
        {"description":"LNK TESCO FABIAN W","amount":"-50.00"}]"#;
    let answer = categorise(rows.as_bytes()).unwrap();
    assert_eq!(field(&answer, &["answers", "0", "category"]), r#""cash""#);
    assert_eq!(field(&answer, &["answers", "1", "decided_by"]), r#""none""#);
    assert_eq!(field(&answer, &["rows"]), "[0,1,0]");
}

#[wasm_bindgen_test]
fn failures_are_json_with_a_code_and_leave_the_ledger_as_it_was() {
    let code = |thrown: String| field(&thrown, &["code"]);
    let mut ledger = ledger();
    ledger.load(FEED.as_bytes(), None).unwrap();
    let before = ledger.budget(None).unwrap();
    for broken in ["", "{", "[]", "null", "<html>", r#"{"accounts":[7]}"#, "\u{0}"] {
        assert_eq!(code(ledger.load(broken.as_bytes(), None).unwrap_err()), r#""invalid_input""#, "{broken}");
    }
    assert_eq!(code(ledger.load(&[0xff, 0xfe], None).unwrap_err()), r#""invalid_input""#);
    assert_eq!(code(ledger.set_settings(r#"{"caps":7}"#).unwrap_err()), r#""invalid_settings""#);
    assert_eq!(code(ledger.transactions(r#"{"fro":"2026"}"#).unwrap_err()), r#""invalid_input""#);
    assert_eq!(code(ledger.budget(Some("soon".to_owned())).unwrap_err()), r#""invalid_input""#);
    assert_eq!(code(categorise(br#"[{"description":"X"}]"#).unwrap_err()), r#""invalid_input""#);
    assert!(LedgerHandle::new(r#"{"today":"yesterday"}"#).is_err());
    assert_eq!(ledger.budget(None).unwrap(), before);
}
