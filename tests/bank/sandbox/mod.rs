//! TrueLayer's sandbox as it answers, oddities included: its one provider `mock`, ids that are the same for everyone, a
//! running balance that runs the wrong way, cards that show the accounts' rows with the type turned round. What an
//! application learns about signs and balances here is wrong at real banks.

mod rows;

use chrono::{Datelike, NaiveDate};
use serde_json::{Number, Value, json};

use crate::data::target::{Part, Target};
use crate::data::window::Window;
use crate::errors::ApiError;
use crate::household::sandbox_iban;

/// Account id, type, name, number.
const ACCOUNTS: [(&str, &str, &str, &str); 5] = [
    ("56c7b029e0f8ec5a2334fb0ffc2fface", "TRANSACTION", "TRANSACTION ACCOUNT 1", "10000000"),
    ("3c6edb9484ecd581dc1cedde8bedb1f1", "SAVINGS", "SAVINGS ACCOUNT 1", "20000000"),
    ("89c3139784a055b9b47998f9dce9122e", "TRANSACTION", "TRANSACTION ACCOUNT 2", "30000000"),
    ("328df3a40b828340fa4c3100e17de121", "SAVINGS", "SAVINGS ACCOUNT 2", "40000000"),
    ("8de2de9eab01b935b21abcbed11adf26", "TRANSACTION", "TRANSACTION ACCOUNT 3", "50000000"),
];

/// Account id, name, network, last digits.
const CARDS: [(&str, &str, &str, &str); 2] = [
    ("2cbf9b6063102763ccbe3ea62f1b3e72", "CREDIT CARD 1", "MASTERCARD", "1000"),
    ("328f557c68aebd532cbbd05ce5bcb6c8", "CREDIT CARD 2", "VISA", "2000"),
];

/// The results of a call to the provider `mock`. With `own_ibans` every account has an IBAN of its own.
pub(crate) fn results(
    target: Target<'_>,
    query: &str,
    today: NaiveDate,
    own_ibans: bool,
) -> Result<Vec<Value>, ApiError> {
    let (cards, account_id, part) = match target {
        Target::Held { cards, account_id, part } => (cards, account_id, part),
        Target::Info => return Ok(vec![json!({ "full_name": "John Doe", "update_timestamp": stamp(today) })]),
        Target::Me | Target::Results(_) | Target::Batch | Target::BatchResults => return Err(ApiError::not_found()),
    };
    let account = |index| if cards { card(index, today) } else { account(index, today, own_ibans) };
    let ids: Vec<&str> = if cards { CARDS.map(|it| it.0).into() } else { ACCOUNTS.map(|it| it.0).into() };
    let Some(account_id) = account_id else { return Ok((0..ids.len()).map(account).collect()) };
    let index = ids.iter().position(|id| *id == account_id).ok_or_else(|| ApiError::new("account_not_found"))?;
    Ok(match part {
        Part::Account => vec![account(index)],
        Part::Balance if cards => vec![card_balance(index, today)],
        Part::Balance => vec![balance(index, today)],
        Part::Transactions => rows::transactions(cards, index, Window::read(query, today)?),
        // What the sandbox has pending is not known.
        Part::Pending => Window::read(query, today).map(|_| Vec::new())?,
        Part::StandingOrders => standing_orders(today),
        Part::DirectDebits => direct_debits(index, today),
    })
}

fn account(index: usize, today: NaiveDate, own_iban: bool) -> Value {
    let Some((id, account_type, name, number)) = ACCOUNTS.get(index) else { return Value::Null };
    let iban = if own_iban { sandbox_iban(number) } else { "GB08CLRB04066800003435".to_owned() };
    json!({
        "update_timestamp": stamp(today),
        "account_id": id,
        "account_type": account_type,
        "display_name": name,
        "currency": "GBP",
        "account_number": { "iban": iban, "number": number, "sort_code": "01-21-31", "swift_bic": "CPBKGB00" },
        "provider": provider(),
    })
}

fn card(index: usize, today: NaiveDate) -> Value {
    let Some((id, name, network, digits)) = CARDS.get(index) else { return Value::Null };
    json!({
        "account_id": id,
        "card_network": network,
        "card_type": "CREDIT",
        "currency": "GBP",
        "display_name": name,
        "partial_card_number": digits,
        "name_on_card": "John Doe ",
        "update_timestamp": stamp(today),
        "provider": provider(),
    })
}

fn provider() -> Value {
    let logo = "https://truelayer-client-logos.s3-eu-west-1.amazonaws.com/banks/banks-icons/mock-icon.svg";
    json!({ "display_name": "Not A Real Bank", "provider_id": "mock", "logo_uri": logo })
}

/// 29 and an overdraft of 100 on the first account, twice that on the second, and so on.
fn balance(index: usize, today: NaiveDate) -> Value {
    let place = i64::try_from(index).unwrap_or(0) + 1;
    let (current, overdraft) = (2_900 * place, 10_000 * place);
    json!({
        "currency": "GBP",
        "available": money(current + overdraft - 9_174),
        "current": money(current),
        "overdraft": money(overdraft),
        "update_timestamp": stamp(today),
    })
}

fn card_balance(index: usize, today: NaiveDate) -> Value {
    let (current, statement, due) = if index == 0 { (3_900, 700, 800) } else { (6_800, 1_400, 1_600) };
    let limit = if index == 0 { 12_000 } else { 24_000 };
    let month = today.with_day(1).unwrap_or(today);
    json!({
        "currency": "GBP",
        "available": money(limit - current),
        "current": money(current),
        "credit_limit": money(limit),
        "last_statement_balance": money(statement),
        "last_statement_date": format!("{month}T00:00:00Z"),
        "payment_due": money(due),
        "payment_due_date": format!("{:04}-{:02}-25T00:00:00Z", today.year(), today.month()),
        "update_timestamp": stamp(today),
    })
}

/// Three, each without some of what the documentation promises.
fn direct_debits(index: usize, today: NaiveDate) -> Vec<Value> {
    let before = today.with_day(1).unwrap_or(today);
    let debit = |place: usize, name: &str| {
        let account = format!("{}000000000000000002", index + 1);
        json!({
            "direct_debit_id": format!("{:032x}", (index + 1) * 1_000 + place),
            "timestamp": stamp(today),
            "name": name,
            "meta": { "provider_account_id": account, "provider_mandate_identification": (place + 5).to_string() },
        })
    };
    let [mut phone, mut payments, mut internet] = [debit(1, "EE"), debit(2, "PAYPAL"), debit(3, "BT INTERNET")];
    merge(&mut phone, json!({ "status": "Active", "previous_payment_amount": money(2_550), "currency": "GBP" }));
    merge(&mut payments, json!({ "status": "Active", "previous_payment_timestamp": stamp(before) }));
    let paid = json!({ "previous_payment_timestamp": stamp(before), "previous_payment_amount": money(1_699) });
    merge(&mut internet, paid);
    vec![phone, payments, internet]
}

fn standing_orders(today: NaiveDate) -> Vec<Value> {
    let order = |day: u32, minor: i64| {
        let next = today.iter_days().skip(1).find(|date| date.day() == day).unwrap_or(today);
        json!({
            "frequency": format!("IntrvlMnthDay:01:{day:02}"),
            "status": "Active",
            "timestamp": stamp(today),
            "currency": "GBP",
            "meta": { "provider_account_id": "1000000000000000002" },
            "next_payment_date": stamp(next),
            "next_payment_amount": money(minor),
            "first_payment_date": "2020-12-05T03:04:21.32Z",
            "first_payment_amount": money(minor),
            "final_payment_date": "9999-12-31T00:00:00Z",
            "final_payment_amount": money(minor),
        })
    };
    let [mut savings, mut other] = [order(26, 50_000), order(28, 150_000)];
    merge(&mut savings, json!({ "reference": "Savings" }));
    merge(&mut other, json!({ "payee": "JOHN DOE", "reference": "MONZO" }));
    vec![savings, other]
}

fn merge(target: &mut Value, more: Value) {
    if let (Some(fields), Value::Object(more)) = (target.as_object_mut(), more) {
        fields.extend(more);
    }
}

fn stamp(date: NaiveDate) -> String {
    format!("{date}T03:04:21.319Z")
}

/// Pence as the sandbox writes them: `-60.0`, `579.2`, `4.99`.
fn money(minor: i64) -> Value {
    let sign = if minor < 0 { "-" } else { "" };
    let (whole, pence) = (minor.unsigned_abs() / 100, minor.unsigned_abs() % 100);
    let pence = if pence % 10 == 0 { (pence / 10).to_string() } else { format!("{pence:02}") };
    format!("{sign}{whole}.{pence}").parse::<Number>().map_or(Value::Null, Value::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_has_as_few_digits_as_it_can() {
        let texts = [-6_000, 57_920, -189, 5, 0].map(|minor| money(minor).to_string());
        assert_eq!(texts, ["-60.0", "579.2", "-1.89", "0.05", "0.0"]);
    }
}
