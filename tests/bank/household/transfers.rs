//! Money that only changes its place: between own accounts, and from the current account to the credit card.

use chrono::{Datelike, NaiveDate};

use super::calendar::{day_of_month, months, next_working_day, plus};
use super::dice::Dice;
use super::event::{Category, Event, Kind, Slot};

/// A credit card statement and when it is repaid.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Statement {
    pub(crate) date: NaiveDate,
    pub(crate) balance: i64,
    pub(crate) due: NaiveDate,
}

/// One move of money every month, or in some months.
pub(crate) struct Move {
    from: (Slot, &'static str, &'static str),
    to: (Slot, &'static str),
    pub(crate) day: u32,
    months: &'static [u32],
    /// Pence.
    pub(crate) minor: i64,
    /// The most days between the two legs.
    delay: i64,
    category: Category,
}

pub(crate) const MOVES: &[Move] = &[
    Move {
        from: (Slot::Personal, "TRANSFER TO JOINT ACCOUNT", "SO"),
        to: (Slot::Joint, "TRANSFER FROM JOHN DOE"),
        day: 1,
        months: &[],
        minor: 125_000,
        delay: 0,
        category: Category::Transfers,
    },
    Move {
        from: (Slot::Personal, "TRANSFER TO NORTHFIELD SAVINGS", "SO"),
        to: (Slot::Savings, "SAVINGS DEPOSIT FROM J DOE"),
        day: 2,
        months: &[],
        minor: 30_000,
        delay: 2,
        category: Category::Savings,
    },
    Move {
        from: (Slot::Joint, "TRANSFER TO NORTHFIELD SAVINGS", "TFR"),
        to: (Slot::Savings, "SAVINGS DEPOSIT FROM JOINT ACCOUNT"),
        day: 27,
        months: &[],
        minor: 22_500,
        delay: 2,
        category: Category::Savings,
    },
    Move {
        from: (Slot::Savings, "SAVINGS WITHDRAWAL TO J DOE", "TFR"),
        to: (Slot::Personal, "TRANSFER FROM SAVINGS"),
        day: 10,
        months: &[3, 7, 11],
        minor: 42_000,
        delay: 1,
        category: Category::Savings,
    },
];

/// Both legs of every move between own accounts from `from` to `to`.
pub(crate) fn own(seed: u64, from: NaiveDate, to: NaiveDate) -> Vec<Event> {
    let legs = |month: NaiveDate| {
        let due = MOVES.iter().filter(move |it| it.months.is_empty() || it.months.contains(&month.month()));
        due.flat_map(move |it| it.legs(seed, month))
    };
    months(from, to).flat_map(legs).collect()
}

impl Move {
    pub(crate) fn is_standing_order_of(&self, slot: Slot) -> bool {
        self.from.0 == slot && self.from.2 == "SO"
    }

    /// The sender's own words.
    pub(crate) fn reference(&self) -> &'static str {
        self.from.1
    }

    fn legs(&self, seed: u64, month: NaiveDate) -> [Event; 2] {
        let (slot, text, code) = self.from;
        let sent = day_of_month(month, self.day);
        let mut dice = Dice::new(seed, text, sent);
        let arrived = if self.delay == 0 { sent } else { plus(sent, dice.range(0, self.delay)) };
        let (target, arrival_text) = self.to;
        [
            transfer(slot, sent, -self.minor, text, code, self.category),
            transfer(target, arrived, self.minor, arrival_text, "TFR", self.category),
        ]
    }
}

/// One leg of a transfer.
pub(crate) fn transfer(
    slot: Slot,
    date: NaiveDate,
    minor: i64,
    text: impl Into<String>,
    code: &'static str,
    category: Category,
) -> Event {
    Event::payment(slot, date, minor, text, code, Kind::Transfer, category)
}

/// The statements cut on the 20th of every month over `purchases`, each repaid in full on the 14th of the next month.
pub(crate) fn statements(purchases: &[Event], from: NaiveDate, to: NaiveDate) -> Vec<Statement> {
    let cut = |month| {
        let date = day_of_month(month, 20);
        let previous = day_of_month(plus(day_of_month(month, 1), -1), 20);
        let on_it = purchases
            .iter()
            .filter(|event| event.slot == Slot::Card && event.currency == "GBP")
            .filter(|event| previous < event.date && event.date <= date);
        let balance = -on_it.map(|event| event.minor).sum::<i64>();
        Statement { date, balance, due: next_working_day(day_of_month(plus(date, 20), 14)) }
    };
    months(from, to).map(cut).filter(|statement| statement.date <= to).collect()
}

/// Both legs of every repayment of the card.
pub(crate) fn repayments(seed: u64, statements: &[Statement]) -> Vec<Event> {
    let legs = |statement: &Statement| {
        let arrived = plus(statement.due, Dice::new(seed, "repayment", statement.due).range(0, 2));
        let text = "HARBOUR CREDIT CARD PAYMENT";
        [
            transfer(Slot::Personal, statement.due, -statement.balance, text, "DD", Category::Transfers),
            transfer(Slot::Card, arrived, statement.balance, "PAYMENT RECEIVED THANK YOU", "PMT", Category::Transfers),
        ]
    };
    statements.iter().filter(|statement| statement.balance > 0).flat_map(legs).collect()
}
