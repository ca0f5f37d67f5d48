//! The sandbox's transactions: a short list of lines that comes round again and again, five a day.

use chrono::{Datelike, Months, NaiveDate};
use serde_json::{Value, json};

use super::{merge, money};
use crate::data::window::Window;
use crate::household::hash;

/// Line, pence, type, TrueLayer's category, the bank's code, classification, merchant.
type Line =
    (&'static str, i64, &'static str, &'static str, &'static str, &'static [&'static str], Option<&'static str>);

#[rustfmt::skip]
const LINES: [Line; 22] = [
    ("LNK ATM WITHDRAWAL", -6_000, "DEBIT", "ATM", "CPT", &[], None),
    ("SAVE THE CHANGE", -189, "DEBIT", "BILL_PAYMENT", "BP", &[], None),
    ("THE INSURANCE EMPO", -579, "DEBIT", "DIRECT_DEBIT", "DD", &[], None),
    ("AMAZON PRIME", -799, "DEBIT", "PURCHASE", "DEB", &["Shopping", "General"], Some("Amazon Prime")),
    ("VANQUIS BANK", -2_315, "DEBIT", "PURCHASE", "DEB", &["Business Services", "Financial Services"], Some("Vanquis Bank")),
    ("AA INSURANCE", -1_273, "DEBIT", "DIRECT_DEBIT", "DD", &["Pension and insurances", "Buildings and contents insurance"], Some("Axa")),
    ("WWW.TAILS.COM", -637, "DEBIT", "PURCHASE", "DEB", &["Shopping", "Pets"], Some("Tails.com")),
    ("SAVE THE CHANGE", -189, "DEBIT", "BILL_PAYMENT", "BP", &[], None),
    ("ANNATAR LIMITED", 1_000, "CREDIT", "PURCHASE", "DEB", &[], None),
    ("ANYVAN LTD", 7_000, "CREDIT", "CREDIT", "FPI", &[], None),
    ("MR JOHN SMITH", 10_000, "CREDIT", "TRANSFER", "TFR", &[], None),
    ("INTUIT LIMITED", -359, "DEBIT", "DIRECT_DEBIT", "DD", &["Uncategorized"], Some("Intuit")),
    ("PAYPAL EBAY", 2_500, "CREDIT", "PURCHASE", "DEB", &["Shopping", "General"], None),
    ("RENT", -13_000, "DEBIT", "BILL_PAYMENT", "BP", &[], None),
    ("VIRGIN GAMES", 3_549, "CREDIT", "PURCHASE", "DEB", &["Gambling", "Betting"], None),
    ("GOOGLE PLAY STORE", -299, "DEBIT", "PURCHASE", "DEB", &["Shopping", "Electronics & Software"], None),
    ("EDF ENERGY", -2_450, "DEBIT", "BILL_PAYMENT", "BP", &["Bills and Utilities", "Utilities"], None),
    ("WORKING TAX CREDIT", 2_242, "CREDIT", "CREDIT", "BGC", &[], None),
    ("RETURNED DD", 4_000, "CREDIT", "CREDIT", "DEP", &[], None),
    ("DVLA TAX", -2_056, "DEBIT", "BILL_PAYMENT", "BP", &[], None),
    ("ASDA STORES LTD", -500, "DEBIT", "PURCHASE", "DEB", &["Shopping", "Groceries"], Some("Asda")),
    ("BOOKER LIMITED BLA", -2_431, "DEBIT", "PURCHASE", "DEB", &["Uncategorized", "Cash & ATM"], None),
];

const A_DAY: i32 = 5;
/// How far back there is anything; what the sandbox keeps is not known.
const HISTORY: Months = Months::new(24);

/// The rows of a window, newest first. The balance is added up from the newest row to the oldest, as the sandbox does.
pub(super) fn transactions(cards: bool, index: usize, window: Window) -> Vec<Value> {
    let mut running = 65_487;
    let first = window.to.checked_sub_months(HISTORY).map_or(window.from, |kept| kept.max(window.from));
    let days = first.iter_days().take_while(|day| *day <= window.to).collect::<Vec<_>>();
    let lines = days.into_iter().rev().flat_map(|day| (0..A_DAY).filter_map(move |place| line(index, day, place)));
    lines
        .filter(|(_, _, line)| !cards || line.3 != "DIRECT_DEBIT")
        .map(|(day, place, line)| {
            running += line.1;
            row(cards, index, (day, place), line, running)
        })
        .collect()
}

fn line(index: usize, day: NaiveDate, place: i32) -> Option<(NaiveDate, i32, &'static Line)> {
    let turn = day.num_days_from_ce() * A_DAY + place;
    let turn = usize::try_from(turn).ok()? + index;
    Some((day, place, LINES.get(turn % LINES.len())?))
}

fn row(cards: bool, index: usize, (day, place): (NaiveDate, i32), line: &Line, running: i64) -> Value {
    let (description, minor, transaction_type, category, code, classification, merchant) = *line;
    // A card shows a purchase of the account as a repayment; the amount stays.
    let turned = if transaction_type == "DEBIT" { "CREDIT" } else { "DEBIT" };
    let digits = hash(&["sandbox", &cards.to_string(), &index.to_string(), &day.to_string(), &place.to_string()]);
    let part = |from: usize, length: usize| digits.chars().skip(from).take(length).collect::<String>();
    let mut row = json!({
        "timestamp": format!("{day}T00:00:00Z"),
        "description": description,
        "transaction_type": if cards { turned } else { transaction_type },
        "transaction_category": category,
        "transaction_classification": classification,
        "amount": money(minor),
        "currency": "GBP",
        "transaction_id": part(0, 32),
        "normalised_provider_transaction_id": format!("txn-{}", part(8, 17)),
        "provider_transaction_id": part(32, 18),
        "running_balance": { "amount": money(running), "currency": "GBP" },
        "meta": { "provider_transaction_category": code },
    });
    if let Some(merchant) = merchant {
        merge(&mut row, json!({ "merchant_name": merchant }));
    }
    row
}
