//! The load-test bank: eight current accounts, each with a few dozen rows a month.

use chrono::NaiveDate;

use super::calendar::{day_of_month, days, last_working_day, months};
use super::dice::Dice;
use super::event::{Category, Event, Slot};
use super::income::income;
use super::merchants::Basket;
use super::shopping::{daily, two_coffees};
use super::transfers::transfer;

/// Everything but the bills on the eight accounts from `from` to `to`.
pub(crate) fn events(seed: u64, from: NaiveDate, to: NaiveDate) -> Vec<Event> {
    let monthly = months(from, to).flat_map(|month| {
        let salary = income(Slot::Eight(1), last_working_day(month), 826_300, "LOADTEST LTD SALARY", "BGC");
        (2..=8).flat_map(move |n| share(month, n)).chain([salary])
    });
    let shopping = days(from, to)
        .flat_map(|day| (1..=8).flat_map(move |n| daily(seed, day, Slot::Eight(n), Basket::Mixed, (0, 2))));
    // On the account whose rows have no ids: only their count tells them apart.
    let coffees = months(from, to).flat_map(|month| {
        let first = day_of_month(month, 1);
        two_coffees(&mut Dice::new(seed, "eight coffees", first), Slot::Eight(8), first)
    });
    monthly.chain(coffees).chain(shopping).collect()
}

/// The first account's monthly transfer to the n-th, of an amount that no other has.
fn share(month: NaiveDate, n: u8) -> [Event; 2] {
    let day = day_of_month(month, 1);
    let minor = 85_000 + 1_000 * i64::from(n);
    let text = format!("TRANSFER TO ACCOUNT {n}");
    [
        transfer(Slot::Eight(1), day, -minor, text, "SO", Category::Transfers),
        transfer(Slot::Eight(n), day, minor, "TRANSFER FROM ACCOUNT 1", "TFR", Category::Transfers),
    ]
}
