//! The sandbox-compatible mode: what TrueLayer's sandbox is seen to do, right or wrong.

use crate::support::{Bank, TODAY};
use serde_json::{Value, json};

const FIRST_ACCOUNT: &str = "/accounts/56c7b029e0f8ec5a2334fb0ffc2fface";
const FIRST_CARD: &str = "/cards/2cbf9b6063102763ccbe3ea62f1b3e72";

fn sandbox() -> Bank {
    Bank::start(&["--today", TODAY, "--sandbox"])
}

/// Pence, from the digits of the JSON number.
fn minor(amount: &Value) -> i64 {
    let text = amount.to_string();
    let (pounds, pence) = text.split_once('.').unwrap();
    format!("{pounds}{pence:0<2}").parse().unwrap()
}

#[test]
fn there_is_one_provider() {
    let bank = sandbox();
    let list = bank.get(&bank.link(&[("providers", "uk-ob-all uk-cs-mock")]), "");
    assert!(list.text.contains(">Mock</label>") && !list.text.contains("Monzo"));
    assert_eq!(bank.get(&bank.link(&[("provider_id", "ob-monzo")]), "").status, 400);
    bank.set("/sandbox", r#"{"on":false}"#);
    assert!(bank.get(&bank.link(&[]), "").text.contains(">Monzo</label>"));
}

#[test]
fn ids_and_balances_are_those_of_everyone() {
    let bank = sandbox();
    let (token, _) = bank.connect("mock");
    let accounts = bank.data("/accounts", &token).results();
    assert_eq!(accounts.len(), 5);
    assert_eq!(accounts[0]["account_id"], "56c7b029e0f8ec5a2334fb0ffc2fface");
    assert_eq!(accounts[4]["account_number"]["number"], "50000000");
    let balance = bank.data("/accounts/8de2de9eab01b935b21abcbed11adf26/balance", &token);
    assert!(balance.text.contains("\"available\":553.26") && balance.text.contains("\"current\":145.0"));
    assert_eq!(bank.data("/cards", &token).results()[1]["partial_card_number"], "2000");
    let card = bank.data(&format!("{FIRST_CARD}/balance"), &token).results().remove(0);
    assert_eq!((minor(&card["available"]), minor(&card["current"])), (8_100, 3_900));
    assert_eq!(bank.data("/accounts/unknown", &token).status, 404);
}

#[test]
fn one_user_has_an_iban_for_every_account() {
    let bank = sandbox();
    let ibans = |password: &str| -> Vec<Value> {
        let (token, _) = bank.connect_as("mock", "john", password);
        let accounts = bank.data("/accounts", &token).results();
        accounts.iter().map(|account| account["account_number"]["iban"].clone()).collect()
    };
    assert!(ibans("doe").iter().all(|iban| *iban == "GB08CLRB04066800003435"));
    assert!(ibans("iban").windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn running_balances_run_the_wrong_way() {
    let bank = sandbox();
    let (token, _) = bank.connect("mock");
    let rows = bank.data(&format!("{FIRST_ACCOUNT}/transactions"), &token).results();
    assert!((430..450).contains(&rows.len()), "{}", rows.len());
    assert!(rows[0]["timestamp"].as_str().unwrap() > rows[400]["timestamp"].as_str().unwrap());
    let running = |row: &Value| minor(&row["running_balance"]["amount"]);
    assert!(rows.windows(2).all(|pair| running(&pair[1]) == running(&pair[0]) + minor(&pair[1]["amount"])));
}

#[test]
fn cards_show_the_accounts_rows_with_the_type_turned_round() {
    let bank = sandbox();
    let (token, _) = bank.connect("mock");
    let rows = bank.data(&format!("{FIRST_CARD}/transactions"), &token).results();
    let prime = rows.iter().find(|row| row["description"] == "AMAZON PRIME").unwrap();
    assert_eq!((&prime["transaction_type"], minor(&prime["amount"])), (&json!("CREDIT"), -799));
    assert!(rows.iter().all(|row| row["transaction_category"] != "DIRECT_DEBIT"));
}

#[test]
fn mandates_lack_fields() {
    let bank = sandbox();
    let (token, _) = bank.connect("mock");
    let list = |name: &str| bank.data(&format!("{FIRST_ACCOUNT}/{name}"), &token).results();
    let debits = list("direct_debits");
    assert!(debits[0].get("previous_payment_timestamp").is_none() && debits[1].get("currency").is_none());
    assert_eq!(list("standing_orders").len(), 2);
    assert!(list("transactions/pending").is_empty());
}
