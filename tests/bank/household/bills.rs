//! What is paid on a day of the month whatever else happens: rent, direct debits, subscriptions, fees.

use chrono::{Datelike, NaiveDate};

use super::bill_list;
use super::calendar::{day_of_month, months, next_working_day};
use super::dice::Dice;
use super::event::{Category, Event, Kind, Slot};

/// How a bill is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// Taken by the payee; at a weekend, on the next working day.
    DirectDebit,
    /// Sent by the bank on the day itself.
    StandingOrder,
    /// Taken from the card on file.
    Card,
    /// Charged by the bank.
    Charge,
}

/// Something paid every month, or in some months, on the same day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bill {
    pub(super) slot: Slot,
    pub(super) how: How,
    pub(super) day: u32,
    /// The months in which it is paid; empty for every month.
    pub(super) months: &'static [u32],
    /// As the bank writes it.
    pub(super) text: &'static str,
    /// As a person would.
    pub(super) name: &'static str,
    pub(super) category: Category,
    pub(super) classification: &'static [&'static str],
    /// Pence, in 2024.
    pub(super) base: i64,
    /// Pence added every January.
    pub(super) rise: i64,
    /// Pence by which it differs from month to month, at most.
    pub(super) wobble: i64,
}

impl Bill {
    /// When it is paid in this month; none when it isn't.
    pub(crate) fn due(&self, month: NaiveDate) -> Option<NaiveDate> {
        let day = day_of_month(month, self.day);
        let paid = if self.how == How::DirectDebit { next_working_day(day) } else { day };
        (self.months.is_empty() || self.months.contains(&month.month())).then_some(paid)
    }

    /// What is paid in this month, in pence.
    pub(crate) fn minor(&self, seed: u64, month: NaiveDate) -> i64 {
        let years = i64::from(month.year() - 2024).max(0);
        self.base + self.rise * years + Dice::new(seed, self.text, day_of_month(month, 1)).range(0, self.wobble)
    }

    fn event(&self, seed: u64, month: NaiveDate) -> Option<Event> {
        let code = match self.how {
            How::DirectDebit => "DD",
            How::StandingOrder => "SO",
            How::Card => "DEB",
            How::Charge => "CHG",
        };
        let minor = -self.minor(seed, month);
        let event = Event::payment(self.slot, self.due(month)?, minor, self.text, code, Kind::Spending, self.category);
        Some(Event {
            merchant: (self.how != How::Charge && self.slot != Slot::Card).then_some(self.name),
            category: if self.how == How::Card { "PURCHASE" } else { event.category },
            classification: self.classification,
            ..event
        })
    }
}

/// Every bill paid from `from` to `to`.
pub(crate) fn events(seed: u64, from: NaiveDate, to: NaiveDate) -> Vec<Event> {
    months(from, to).flat_map(|month| bill_list::all().filter_map(move |bill| bill.event(seed, month))).collect()
}
