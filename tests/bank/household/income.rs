//! Money that comes in: two salaries, child benefit, interest on the savings.

use chrono::{Datelike, NaiveDate};

use super::calendar::{day_of_month, days, last_working_day, months};
use super::dice::Dice;
use super::event::{Category, Event, Kind, Slot};

/// Every income from `from` to `to`.
pub(crate) fn events(seed: u64, from: NaiveDate, to: NaiveDate) -> Vec<Event> {
    let monthly = months(from, to).flat_map(|month| monthly(seed, month));
    let benefit = days(from, to)
        .filter(|day| day.num_days_from_ce() % 28 == 1)
        .map(|day| income(Slot::Joint, day, 10_420, "HMRC CHILD BENEFIT", "BGC"));
    monthly.chain(benefit).collect()
}

fn monthly(seed: u64, month: NaiveDate) -> [Event; 3] {
    let mut dice = Dice::new(seed, "income", month);
    let payday = last_working_day(month);
    let rise = i64::from(month.year() - 2024).max(0);
    [
        income(Slot::Personal, payday, 432_000 + rise * 9_150 + dice.range(0, 900), "HARTLEY DESIGN LTD SALARY", "BGC"),
        income(Slot::Joint, payday, 240_000 + rise * 4_800 + dice.range(0, 400), "ST MARYS SCHOOL SALARY", "BGC"),
        income(Slot::Savings, day_of_month(month, 31), dice.range(2_100, 3_900), "INTEREST PAID", "INT"),
    ]
}

/// A payment that counts as income.
pub(crate) fn income(slot: Slot, date: NaiveDate, minor: i64, text: &str, code: &'static str) -> Event {
    Event::payment(slot, date, minor, text, code, Kind::Income, Category::Income)
}
