//! The standing orders and direct debits a bank knows of, as its lists show them on `today`.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::bill_list;
use super::bills::{Bill, How};
use super::calendar::{day_of_month, minus_months, months, plus};
use super::dice::stable_id;
use super::event::Slot;
use super::money::Money;
use super::record::{DirectDebit, StandingOrder};
use super::transfers::{MOVES, Move, Statement};

/// The account's standing orders: bills paid that way and monthly moves to own accounts.
pub(crate) fn standing_orders(seed: u64, slot: Slot, account_id: &str, today: NaiveDate) -> Vec<StandingOrder> {
    let order = |day: u32, payee, reference, amount: &dyn Fn(NaiveDate) -> i64| {
        let next = months(today, plus(today, 40)).map(|month| day_of_month(month, day)).find(|date| *date > today);
        let next = next.unwrap_or(today);
        let first = day_of_month(minus_months(today, 23), day);
        StandingOrder {
            frequency: format!("IntrvlMnthDay:01:{day:02}"),
            status: "Active",
            timestamp: format!("{today}T06:30:00.414+00:00"),
            currency: "GBP",
            meta: BTreeMap::from([("provider_account_id", account_id.to_owned())]),
            next_payment_date: format!("{next}T00:00:00+00:00"),
            next_payment_amount: Money(amount(next)),
            first_payment_date: format!("{first}T00:00:00+00:00"),
            first_payment_amount: Money(amount(first)),
            final_payment_date: "9999-12-31T00:00:00+00:00",
            final_payment_amount: Money(0),
            payee,
            reference,
        }
    };
    let bills = bill_list::all()
        .filter(|bill| bill.slot == slot && bill.how == How::StandingOrder)
        .map(|bill| order(bill.day, bill.name, bill.text, &|month| bill.minor(seed, month)));
    let moves = MOVES
        .iter()
        .filter(|it| it.is_standing_order_of(slot))
        .map(|it: &Move| order(it.day, "JOHN DOE", it.reference(), &|_| it.minor));
    bills.chain(moves).collect()
}

/// The account's direct debits with what each of them took last.
pub(crate) fn direct_debits(
    seed: u64,
    slot: Slot,
    account_id: &str,
    today: NaiveDate,
    statements: &[Statement],
) -> Vec<DirectDebit> {
    let debit = |name: &'static str, previous: Option<(NaiveDate, i64)>| DirectDebit {
        direct_debit_id: stable_id(seed, &["direct debit", account_id, name], 32),
        timestamp: format!("{today}T06:30:00.169Z"),
        name,
        status: "Active",
        previous_payment_timestamp: previous.map(|(date, _)| format!("{date}T00:00:00+00:00")),
        previous_payment_amount: previous.map(|(_, minor)| Money(minor)),
        currency: "GBP",
        meta: BTreeMap::from([
            ("provider_mandate_identification", stable_id(seed, &["mandate", account_id, name], 10)),
            ("provider_account_id", account_id.to_owned()),
        ]),
    };
    let bills = bill_list::all().filter(|bill| bill.slot == slot && bill.how == How::DirectDebit);
    let mut all: Vec<_> = bills.map(|bill| debit(bill.text, last_payment(seed, &bill, today))).collect();
    if slot == Slot::Personal {
        let repaid = statements.iter().rev().find(|statement| statement.due <= today);
        all.push(debit("HARBOUR CREDIT CARD", repaid.map(|statement| (statement.due, statement.balance))));
    }
    all
}

fn last_payment(seed: u64, bill: &Bill, today: NaiveDate) -> Option<(NaiveDate, i64)> {
    let paid =
        months(minus_months(today, 13), today).filter_map(|month| Some((bill.due(month)?, bill.minor(seed, month))));
    paid.filter(|(date, _)| *date <= today).last()
}
