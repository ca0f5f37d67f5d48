//! The banks with one current account each: a salary, bills, shopping, and at one of them a savings pot.

use chrono::{Datelike, NaiveDate};

use super::accounts::{BANKS, Bank};
use super::bill_list::{UTILITIES, every};
use super::bills::Bill;
use super::bills::How::{Card, DirectDebit, StandingOrder};
use super::calendar::{day_of_month, days, last_working_day, months};
use super::dice::Dice;
use super::event::{Category, Event, Slot};
use super::income::income;
use super::merchants::Basket;
use super::shopping::{daily, two_coffees};
use super::transfers::transfer;

/// The account that moves money to a pot. Pots are no accounts: only the moves are seen, on one side.
const WITH_POT: Slot = Slot::Single("strict");

/// Every such account.
pub(crate) fn slots() -> impl Iterator<Item = Slot> {
    BANKS.iter().flat_map(Bank::slots).filter(|slot| matches!(slot, Slot::Single(_)))
}

/// What each of them pays regularly.
pub(crate) fn bills(slot: Slot) -> [Bill; 5] {
    [
        every(
            slot,
            StandingOrder,
            1,
            "HILLSIDE LETTINGS RENT",
            "Hillside Lettings",
            Category::Housing,
            &["Home", "Rent"],
            89_500,
            2_500,
            0,
        ),
        every(slot, DirectDebit, 6, "E.ON NEXT LTD", "E.ON Next", Category::Bills, UTILITIES, 9_100, 400, 1_600),
        every(
            slot,
            DirectDebit,
            11,
            "GIFFGAFF LTD",
            "giffgaff",
            Category::Bills,
            &["Bills and Utilities", "Mobile Phone"],
            1_000,
            100,
            0,
        ),
        every(
            slot,
            Card,
            15,
            "SPOTIFY P3D7C1B9A2",
            "Spotify",
            Category::Subscriptions,
            &["Entertainment", "Music"],
            1_099,
            50,
            0,
        ),
        every(slot, DirectDebit, 21, "LV INSURANCE", "LV=", Category::Insurance, &[], 2_740, 180, 0),
    ]
}

/// Everything but the bills from `from` to `to`.
pub(crate) fn events(seed: u64, from: NaiveDate, to: NaiveDate) -> Vec<Event> {
    slots().flat_map(|slot| one(seed, slot, from, to)).collect()
}

fn one(seed: u64, slot: Slot, from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = Event> {
    let label = slot.label();
    let monthly = months(from, to).flat_map(move |month| {
        let first = day_of_month(month, 1);
        let mut dice = Dice::new(seed, &label, month);
        let pay = 268_000 + dice.range(0, 9_000);
        let salary = income(slot, last_working_day(month), pay, "BRIDGEWATER LTD SALARY", "BGC");
        two_coffees(&mut dice, slot, first).into_iter().chain([salary]).chain(pot(slot, month))
    });
    let shopping = days(from, to).flat_map(move |day| daily(seed, day, slot, Basket::Mixed, (0, 2)));
    monthly.chain(shopping)
}

/// Two moves into the pot a month, and one out of it every third month.
fn pot(slot: Slot, month: NaiveDate) -> Vec<Event> {
    if slot != WITH_POT {
        return Vec::new();
    }
    let moved =
        |day, minor, text| transfer(slot, day_of_month(month, day), minor, text, "uk_retail_pot", Category::Savings);
    let mut moves = vec![moved(2, -15_000, "TRANSFER TO POT HOLIDAYS"), moved(16, -2_150, "TRANSFER TO POT HOLIDAYS")];
    moves.extend(month.month().is_multiple_of(3).then(|| moved(20, 30_000, "TRANSFER FROM POT HOLIDAYS")));
    moves
}
