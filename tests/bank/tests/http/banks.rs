//! The awkward banks, and their habits given to others.

use std::time::{Duration, Instant};

use crate::support::{Answer, Bank};
use chrono::NaiveDate;
use serde_json::{Value, json};

/// The path of the bank's first account.
fn first_account(bank: &Bank, provider_id: &str) -> String {
    format!("/accounts/{}", bank.records(provider_id)[0]["account"]["account_id"].as_str().unwrap())
}

fn day(text: &str) -> NaiveDate {
    text[..10].parse().unwrap()
}

fn oldest(answer: &Answer) -> NaiveDate {
    day(answer.results().last().unwrap()["timestamp"].as_str().unwrap())
}

#[test]
fn every_bank_can_be_chosen_and_connected() {
    let bank = Bank::today();
    for (provider_id, name) in [
        ("ob-plainbank", "Plain Bank"),
        ("ob-strictbank", "Strict Bank"),
        ("ob-slowbank", "Slow Bank"),
        ("ob-downbank", "Down Bank"),
        ("ob-nofrom", "Everything Bank"),
        ("ob-noids", "Nameless Bank"),
        ("xs2a-eurobank", "Eurobank"),
    ] {
        assert!(bank.get(&bank.link(&[]), "").text.contains(&format!(">{name}</label>")), "{name}");
        let (token, _) = bank.connect(provider_id);
        assert_eq!(bank.data("/me", &token).results()[0]["provider"]["display_name"], name);
        assert_eq!(bank.data("/cards", &token).status, if provider_id == "ob-downbank" { 503 } else { 501 });
        let rows = bank.records(provider_id)[0]["transactions"].as_array().unwrap().len();
        assert!((500..4_000).contains(&rows), "{name}: {rows} rows");
    }
}

#[test]
fn the_slow_bank_is_slow() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-slowbank");
    let start = Instant::now();
    assert_eq!(bank.data("/accounts", &token).results().len(), 1);
    assert!(start.elapsed() >= Duration::from_millis(800));
}

#[test]
fn the_down_bank_answers_nothing_but_me() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-downbank");
    for path in ["/info".to_owned(), "/accounts".to_owned(), format!("{}/balance", first_account(&bank, "ob-downbank"))]
    {
        assert_eq!(bank.data(&path, &token).error(), (503, "provider_error".into()));
    }
    assert_eq!(bank.data("/me", &token).status, 200);
    bank.set("/behaviour", r#"{"provider_id":"ob-downbank","down":false}"#);
    assert_eq!(bank.data("/accounts", &token).status, 200);
    bank.reset();
    assert_eq!(bank.data("/accounts", &token).status, 503);
}

#[test]
fn one_bank_ignores_from() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-nofrom");
    let path = format!("{}/transactions?from=2026-11-01&to=2026-11-10", first_account(&bank, "ob-nofrom"));
    let answer = bank.data(&path, &token);
    assert!(oldest(&answer) < day("2024-12-01"));
    let newest = day(answer.results()[0]["timestamp"].as_str().unwrap());
    assert!(newest <= day("2026-11-10"), "{newest}");
}

#[test]
fn one_bank_has_no_stable_ids() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-noids");
    let rows = bank.data(&format!("{}/transactions", first_account(&bank, "ob-noids")), &token).results();
    for name in ["normalised_provider_transaction_id", "provider_transaction_id"] {
        assert!(rows.iter().all(|row| row.get(name).is_none()));
    }
    assert!(rows.iter().all(|row| row["meta"].get("bank_transaction_id").is_none()));
}

#[test]
fn the_euro_bank_is_of_another_country() {
    let bank = Bank::today();
    let (token, _) = bank.connect("xs2a-eurobank");
    let account = bank.data("/accounts", &token).results().remove(0);
    assert_eq!(account["currency"], "EUR");
    let number = account["account_number"].as_object().unwrap();
    assert!(number.contains_key("iban") && !number.contains_key("number") && !number.contains_key("sort_code"));
    let path = first_account(&bank, "xs2a-eurobank");
    let rows = bank.data(&format!("{path}/transactions"), &token).results();
    assert!(rows.iter().all(|row| row["currency"] == "EUR"));
    let said = |start: &str| rows.iter().any(|row| row["description"].as_str().unwrap().starts_with(start));
    assert!(said("PRLV SEPA") && said("VIR SEPA") && said("CARTE ") && said("D/D "));
    assert_eq!(bank.data(&format!("{path}/balance"), &token).results()[0]["currency"], "EUR");
    assert_eq!(bank.data(&format!("{path}/direct_debits"), &token).error(), (501, "endpoint_not_supported".into()));
    let me = bank.data("/me", &token).results().remove(0);
    let of = |name: &str| day(me[name].as_str().unwrap());
    assert_eq!((of("consent_expires_at") - of("consent_created_at")).num_days(), 180);
}

#[test]
fn the_strict_bank_serves_old_rows_for_five_minutes() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-strictbank");
    let path = format!("{}/transactions", first_account(&bank, "ob-strictbank"));
    let old = format!("{path}?from=2024-11-23");
    assert!(oldest(&bank.data(&old, &token)) < day("2024-12-01"));
    bank.set("/clock", r#"{"advance_seconds":301}"#);
    assert_eq!(bank.data(&old, &token).error(), (403, "sca_exceeded".into()));
    assert_eq!(bank.data(&format!("{path}?from=2026-08-25"), &token).status, 200);
    assert_eq!(bank.data(&path, &token).status, 200);
    bank.set("/behaviour", r#"{"provider_id":"ob-strictbank","sca":"clamp"}"#);
    assert!(oldest(&bank.data(&old, &token)) >= day("2026-08-27"));
}

#[test]
fn the_other_banks_are_not_strict_until_told() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    let old = format!("{}/transactions?from=2024-11-23", first_account(&bank, "ob-monzo"));
    bank.set("/clock", r#"{"advance_seconds":301}"#);
    assert!(oldest(&bank.data(&old, &token)) < day("2024-12-01"));
    bank.set("/behaviour", r#"{"sca":"refuse"}"#);
    assert_eq!(bank.data(&old, &token).error(), (403, "sca_exceeded".into()));
}

#[test]
fn pot_moves_are_transfers_without_another_side() {
    let bank = Bank::today();
    let account = bank.records("ob-strictbank").remove(0);
    let is_pot = |row: &&Value| row["record"]["meta"]["provider_transaction_category"] == "uk_retail_pot";
    let moves: Vec<_> = account["transactions"].as_array().unwrap().iter().filter(is_pot).collect();
    assert!(moves.len() >= 48);
    assert!(moves.iter().all(|row| row["truth"] == json!({ "kind": "transfer", "category": "savings" })));
    assert!(moves.iter().all(|row| row["record"]["transaction_category"] == "TRANSFER"));
}

#[test]
fn an_unknown_bank_or_habit_is_a_mistake() {
    let bank = Bank::today();
    for body in [r#"{"provider_id":"ob-nowhere","down":true}"#, r#"{"sca":"maybe"}"#, r#"{"slow":true}"#] {
        assert!((400..500).contains(&bank.try_set("/behaviour", body).status), "{body}");
    }
}
