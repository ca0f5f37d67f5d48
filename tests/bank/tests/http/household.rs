//! What the household's money looks like, whatever the day.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex};

use crate::support::{Bank, TODAY};
use chrono::{Days, NaiveDate};
use serde_json::Value;

/// Days that are awkward: firsts, lasts, leap days, weekends, both ends of summer time.
const DAYS: [&str; 8] =
    ["2026-11-23", "2026-11-01", "2026-08-01", "2027-01-01", "2026-10-30", "2028-02-29", "2027-03-28", "2026-12-31"];

/// The whole household on a day, read once for all tests.
fn accounts(today: &str) -> Arc<Vec<Value>> {
    static READ: Mutex<BTreeMap<String, Arc<Vec<Value>>>> = Mutex::new(BTreeMap::new());
    let mut read = READ.lock().unwrap();
    let accounts = read.entry(today.to_owned()).or_insert_with(|| {
        let bank = Bank::start(&["--today", today]);
        Arc::new(bank.control("/records")["accounts"].as_array().unwrap().clone())
    });
    Arc::clone(accounts)
}

fn rows(account: &Value) -> &[Value] {
    account["transactions"].as_array().unwrap()
}

fn date(row: &Value) -> NaiveDate {
    let text: String = row["record"]["timestamp"].as_str().unwrap().chars().take(10).collect();
    text.parse().unwrap()
}

fn kind(row: &Value) -> &str {
    row["truth"]["kind"].as_str().unwrap()
}

/// The amount in pence, from the digits of the JSON number.
fn minor(amount: &Value) -> i64 {
    let text = amount.to_string();
    let (_, digits) = text.split_once('.').unwrap_or_else(|| panic!("{text} has no pence"));
    assert_eq!(digits.len(), 2, "{text}");
    text.replace('.', "").parse().unwrap()
}

#[test]
fn the_same_seed_and_day_give_the_same_bytes() {
    let text = |arguments: &[&str]| {
        let bank = Bank::start(arguments);
        bank.get(&format!("{}/records", bank.control), "").text
    };
    let first = text(&["--today", TODAY, "--seed", "5"]);
    assert!(first == text(&["--today", TODAY, "--seed", "5"]));
    assert!(first != text(&["--today", TODAY, "--seed", "6"]));
}

#[test]
fn yesterday_stays_what_it_was() {
    let without_balance = |account: &Value| -> Vec<Value> {
        let before = |row: &&Value| ("2026-06-01".parse().unwrap().."2026-11-23".parse().unwrap()).contains(&date(row));
        let mut rows: Vec<Value> = rows(account).iter().filter(before).cloned().collect();
        rows.iter_mut().for_each(|row| row["record"]["running_balance"] = Value::Null);
        rows
    };
    let (today, later) = (accounts("2026-11-23"), accounts("2026-12-04"));
    for (today, later) in today.iter().zip(later.iter()) {
        assert_eq!(without_balance(today), without_balance(later));
    }
}

#[test]
fn signs_follow_account_or_card_and_type() {
    for account in accounts(TODAY).iter() {
        let inverse = if account["kind"] == "card" { -1 } else { 1 };
        for row in rows(account).iter().chain(account["pending"].as_array().unwrap()) {
            let out = row["record"]["transaction_type"] == "DEBIT";
            let amount = minor(&row["record"]["amount"]) * inverse;
            assert!(if out { amount < 0 } else { amount > 0 }, "{row}");
            assert!(kind(row) == "transfer" || (kind(row) == "spending") == out, "{row}");
        }
    }
}

#[test]
fn balances_add_up() {
    for account in accounts(TODAY).iter() {
        let own = &account["account"]["currency"];
        let rows = rows(account);
        let current = minor(&account["balance"]["current"]);
        let pending = account["pending"].as_array().unwrap().iter().map(|row| &row["record"]);
        let held: i64 = pending.filter(|row| row["currency"] == *own).map(|row| minor(&row["amount"])).sum();
        let available = minor(&account["balance"]["available"]);
        if account["kind"] == "card" {
            assert_eq!(available + current + held, minor(&account["balance"]["credit_limit"]));
            assert!(current > 0);
            continue;
        }
        assert_eq!(available, current + held + minor(&account["balance"]["overdraft"]));
        let running: Vec<_> = rows.iter().filter(|row| row["record"]["currency"] == *own).collect();
        let balance = |row: &Value| minor(&row["record"]["running_balance"]["amount"]);
        assert_eq!(balance(running[0]), current);
        for pair in running.windows(2) {
            assert_eq!(balance(pair[0]), balance(pair[1]) + minor(&pair[0]["record"]["amount"]));
        }
        assert!(running.iter().all(|row| balance(row) > 0));
    }
}

#[test]
fn every_month_has_plenty_from_its_first_day() {
    for today in DAYS {
        let accounts = accounts(today);
        let today: NaiveDate = today.parse().unwrap();
        for provider_id in ["ob-monzo", "mock-eight"] {
            let all = || accounts.iter().filter(|it| it["provider_id"] == provider_id).flat_map(rows);
            let month = |row: &&Value| date(row).to_string().get(..7) == today.to_string().get(..7);
            let spending = all().filter(month).filter(|row| kind(row) == "spending").count();
            let day = usize::try_from(chrono::Datelike::day(&today)).unwrap();
            let least = if day >= 5 { 15 } else { 5 };
            assert!(spending >= least, "{provider_id} {today}: {spending}");
            let recent = |row: &&Value| date(row) > today - Days::new(31);
            assert!(all().filter(recent).any(|row| kind(row) == "income"), "{provider_id} {today}");
        }
        let euros = |row: &&Value| row["record"]["currency"] == "EUR" && date(row) > today - Days::new(60);
        assert!(accounts.iter().flat_map(rows).filter(euros).count() >= 3, "{today}");
    }
}

#[test]
fn pending_items_are_recent_few_and_not_settled() {
    for today in DAYS {
        for account in accounts(today).iter() {
            let pending = account["pending"].as_array().unwrap();
            assert!(pending.len() <= 4);
            assert!(pending.iter().all(|row| date(row).to_string() == today && kind(row) == "spending"));
            if account["account"]["display_name"] == "Personal Account" {
                assert!(!pending.is_empty());
            }
        }
    }
}

#[test]
fn transfers_have_two_legs_within_four_days() {
    let accounts = accounts(TODAY);
    let transfers = |wanted: i64| {
        accounts.iter().flat_map(move |account| {
            let inverse = if account["kind"] == "card" { -1 } else { 1 };
            // A pot is no account: its moves have one leg only.
            let pot = |row: &&Value| row["record"]["meta"]["provider_transaction_category"] == "uk_retail_pot";
            let legs = rows(account).iter().filter(|row| kind(row) == "transfer").filter(move |row| !pot(row));
            let legs = legs.map(move |row| (date(row), minor(&row["record"]["amount"]) * inverse));
            legs.filter(move |(_, amount)| amount.signum() == wanted)
        })
    };
    let mut arrived: Vec<_> = transfers(1).collect();
    let edge: NaiveDate = "2026-11-19".parse().unwrap();
    let mut pairs = 0;
    for (sent, amount) in transfers(-1) {
        let leg =
            arrived.iter().position(|(date, other)| *other == -amount && (0..=4).contains(&(*date - sent).num_days()));
        match leg {
            Some(index) => drop(arrived.swap_remove(index)),
            None => assert!(sent >= edge, "{sent} {amount} never arrived"),
        }
        pairs += 1;
    }
    let first: NaiveDate = "2024-11-27".parse().unwrap();
    assert!(arrived.iter().all(|(date, _)| *date < first), "{arrived:?} came from nowhere");
    assert!(pairs > 24 * 4);
}

#[test]
fn two_coffees_on_one_day_stay_two() {
    let accounts = accounts(TODAY);
    let twins = |name: &str| {
        let account = accounts.iter().find(|it| it["account"]["display_name"] == name).unwrap();
        let on_the_first = |row: &&Value| date(row).to_string() == "2026-11-01";
        let coffees: Vec<_> = rows(account).iter().filter(on_the_first).map(|row| row["record"].clone()).collect();
        coffees.into_iter().filter(|row| minor(&row["amount"]) == -365).collect::<Vec<_>>()
    };
    let coffees = twins("Personal Account");
    assert_eq!(coffees.len(), 2);
    assert_eq!(coffees[0]["description"], coffees[1]["description"]);
    assert_ne!(coffees[0]["normalised_provider_transaction_id"], coffees[1]["normalised_provider_transaction_id"]);
    let without_ids = twins("Current Account 8");
    assert_eq!(without_ids.len(), 2);
    assert!(without_ids.iter().all(|row| row.get("provider_transaction_id").is_none()));
}

#[test]
fn there_is_something_of_everything() {
    let accounts = accounts(TODAY);
    let categories: HashSet<_> =
        accounts.iter().flat_map(rows).map(|row| row["truth"]["category"].as_str().unwrap().to_owned()).collect();
    assert_eq!(categories.len(), 21, "all but `other`: {categories:?}");
    let refunds = |kind_of: &str| {
        let of_kind = accounts.iter().filter(|it| it["kind"] == kind_of);
        of_kind.flat_map(rows).filter(|row| kind(row) == "refund").count()
    };
    assert!(refunds("account") > 12 && refunds("card") > 12);
    let forms: HashSet<_> =
        accounts.iter().flat_map(rows).map(|row| row["record"]["timestamp"].as_str().unwrap().len()).collect();
    assert!(forms.len() >= 7, "{forms:?}");
}
