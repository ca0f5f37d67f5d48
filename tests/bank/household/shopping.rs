//! What is bought day by day: groceries, lunches, fares, the two identical coffees, refunds, cash, trips abroad.

use chrono::{Datelike, NaiveDate};

use super::calendar::{days, plus};
use super::dice::Dice;
use super::event::{Category, Event, Kind, Slot};
use super::merchants::{
    AMAZON, ARGOS, BOOKING, Basket, EUROSTAR, JOHN_LEWIS, LIDL, MCDONALDS, Merchant, PRET, STARBUCKS, TESCO, TFL, pick,
};

/// Everything bought in the household's three purses from `from` to `to`.
pub(crate) fn events(seed: u64, from: NaiveDate, to: NaiveDate) -> Vec<Event> {
    days(from, to)
        .flat_map(|day| {
            let mut all = first_of_month(seed, day);
            all.extend(cash(seed, day));
            all.extend(returned(seed, day));
            all.extend(trip(seed, day));
            // These come last: the pending items are the last purchases of today.
            all.extend(daily(seed, day, Slot::Personal, Basket::Personal, (2, 3)));
            all.extend(daily(seed, day, Slot::Joint, Basket::Joint, (1, 2)));
            all.extend(daily(seed, day, Slot::Card, Basket::Card, (0, 2)));
            all
        })
        .collect()
}

/// Between `count.0` and `count.1` purchases on one day.
pub(crate) fn daily(seed: u64, day: NaiveDate, slot: Slot, basket: Basket, count: (i64, i64)) -> Vec<Event> {
    let mut dice = Dice::new(seed, &format!("daily {}", slot.label()), day);
    (0..dice.range(count.0, count.1))
        .map(|_| {
            let merchant = pick(&mut dice, basket);
            buy(&mut dice, slot, day, merchant)
        })
        .collect()
}

fn buy(dice: &mut Dice, slot: Slot, day: NaiveDate, merchant: &Merchant) -> Event {
    let price = merchant.roll_price(dice);
    Event::purchase(dice, slot, day, merchant, price)
}

/// On the 1st: a fare, two identical coffees, the week's groceries, a lunch. A month is never empty, however young.
fn first_of_month(seed: u64, day: NaiveDate) -> Vec<Event> {
    if day.day() != 1 {
        return Vec::new();
    }
    let mut dice = Dice::new(seed, "first of month", day);
    let [coffee, same_again] = two_coffees(&mut dice, Slot::Personal, day);
    vec![
        buy(&mut dice, Slot::Personal, day, &TFL),
        coffee,
        same_again,
        buy(&mut dice, Slot::Joint, day, &TESCO),
        buy(&mut dice, Slot::Personal, day, &MCDONALDS),
    ]
}

/// Two purchases that differ in nothing but their ids.
pub(crate) fn two_coffees(dice: &mut Dice, slot: Slot, day: NaiveDate) -> [Event; 2] {
    let coffee = Event::purchase(dice, slot, day, &PRET, 365);
    [coffee.clone(), coffee]
}

/// On the 6th, 9th and 18th something is bought that goes back, in whole or in half, five to nine days later.
fn returned(seed: u64, day: NaiveDate) -> Vec<Event> {
    let (slot, merchants) = match day.day() {
        6 => (Slot::Card, [JOHN_LEWIS, ARGOS]),
        9 => (Slot::Personal, [AMAZON, ARGOS]),
        18 => (Slot::Card, [AMAZON, JOHN_LEWIS]),
        _ => return Vec::new(),
    };
    let mut dice = Dice::new(seed, "returned", day);
    let merchant = dice.pick(merchants);
    let bought = buy(&mut dice, slot, day, &merchant);
    let price = bought.minor.saturating_neg();
    let back = if dice.one_in(3) { price / 2 } else { price };
    let refund = bought.refund(plus(day, dice.range(5, 9)), back);
    vec![bought, refund]
}

fn cash(seed: u64, day: NaiveDate) -> Option<Event> {
    (day.day() % 13 == 4).then(|| {
        let notes = Dice::new(seed, "cash", day).pick([2_000, 3_000, 4_000]);
        let text = "LNK CASH MACHINE HIGH ST CROYDON";
        Event::payment(Slot::Personal, day, -notes, text, "CPT", Kind::Spending, Category::Cash)
    })
}

/// Every eighth week a long weekend abroad, paid in euros: some of it is always within the last 60 days.
fn trip(seed: u64, day: NaiveDate) -> Vec<Event> {
    // Day 1 of the common era was a Monday, so a Friday has the remainder 5 in any cycle of whole weeks.
    let bought: &[(Slot, Merchant)] = match day.num_days_from_ce() % 56 {
        5 => &[(Slot::Card, BOOKING), (Slot::Personal, STARBUCKS)],
        6 => &[(Slot::Personal, LIDL), (Slot::Card, MCDONALDS)],
        7 => &[(Slot::Personal, STARBUCKS)],
        _ => return around_trip(seed, day),
    };
    let mut dice = Dice::new(seed, "trip", day);
    bought.iter().map(|(slot, merchant)| buy(&mut dice, *slot, day, merchant).in_euros()).collect()
}

/// The train is booked some weeks before; the card's fee for paying abroad comes the day after.
fn around_trip(seed: u64, day: NaiveDate) -> Vec<Event> {
    match day.num_days_from_ce() % 56 {
        40 => vec![buy(&mut Dice::new(seed, "train", day), Slot::Card, day, &EUROSTAR)],
        8 => vec![foreign_fee(day)],
        _ => Vec::new(),
    }
}

fn foreign_fee(day: NaiveDate) -> Event {
    Event::payment(Slot::Card, day, -299, "NON-STERLING TRANSACTION FEE", "CHG", Kind::Spending, Category::Fees)
}
