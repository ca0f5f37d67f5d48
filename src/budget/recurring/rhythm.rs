//! How often something is paid, and how a date that falls on a weekend or a bank holiday moves.

use std::fmt;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Serialize, Serializer};

use crate::holiday;
use crate::money::Currency;

/// How often something is paid.
///
/// ```
/// use budget::Rhythm;
/// let month_end = Rhythm::Months { every: 1, day: 31 };
/// assert_eq!(month_end.after("2028-01-31".parse()?), "2028-02-29".parse().ok());
/// assert_eq!(month_end.after("2028-02-29".parse()?), "2028-03-31".parse().ok());
/// assert_eq!((month_end.to_string(), Rhythm::Days(28).to_string()), ("month".into(), "four_weeks".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rhythm {
    /// From Monday to Friday.
    WorkingDays,
    /// Every so many days; 0 is read as 1.
    Days(u32),
    /// Every so many months (0 is read as 1), on that day, or on the month's last where it is shorter.
    Months {
        /// How many months lie between two payments.
        every: u32,
        /// The day of the month, from 1.
        day: u32,
    },
    /// Every month on, say, the second Tuesday.
    WeekdayOfMonth {
        /// Which of the month's weeks, from 1; 5 is the last.
        week: u8,
        /// The day of the week.
        weekday: Weekday,
    },
    /// The quarter days of English leases: 25 March, 24 June, 29 September, 25 December.
    QuarterDays,
}

impl Rhythm {
    /// The next payment after one that was due on that day; always later. `None` at the end of the calendar.
    ///
    /// ```
    /// use budget::Rhythm;
    /// // From a Friday to the Monday.
    /// assert_eq!(Rhythm::WorkingDays.after("2026-11-20".parse()?), "2026-11-23".parse().ok());
    /// assert_eq!(Rhythm::QuarterDays.after("2026-11-20".parse()?), "2026-12-25".parse().ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn after(self, date: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::WorkingDays => Shift::Next.of(date.succ_opt()?),
            Self::Days(days) => date.checked_add_days(Days::new(days.max(1).into())),
            Self::Months { every, day } => in_month(month_index(date).checked_add(every.max(1).into())?, day),
            Self::WeekdayOfMonth { week, weekday } => {
                let here = month_index(date);
                (0..=1).filter_map(|n| nth(here.checked_add(n)?, week, weekday)).find(|found| *found > date)
            }
            Self::QuarterDays => {
                const DAYS: [(u32, u32); 4] = [(3, 25), (6, 24), (9, 29), (12, 25)];
                let of_year = |year: i32| DAYS.iter().filter_map(move |(m, d)| NaiveDate::from_ymd_opt(year, *m, *d));
                of_year(date.year()).chain(of_year(date.year().checked_add(1)?)).find(|found| *found > date)
            }
        }
    }

    /// About how many days lie between two payments.
    pub(crate) fn days(self) -> u32 {
        match self {
            Self::WorkingDays => 1,
            Self::Days(days) => days.max(1),
            Self::Months { every, .. } => every.max(1).saturating_mul(30),
            Self::WeekdayOfMonth { .. } => 30,
            Self::QuarterDays => 91,
        }
    }
}

/// `day`, `working_day`, `week`, `fortnight`, `four_weeks`, `month`, `quarter`, `year`; rarer ones as `10_days`,
/// `3_weeks`, `6_months`.
impl fmt::Display for Rhythm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::WorkingDays => f.write_str("working_day"),
            Self::Days(0 | 1) => f.write_str("day"),
            Self::Days(7) => f.write_str("week"),
            Self::Days(14) => f.write_str("fortnight"),
            Self::Days(28) => f.write_str("four_weeks"),
            Self::Days(days) if days.is_multiple_of(7) => write!(f, "{}_weeks", days / 7),
            Self::Days(days) => write!(f, "{days}_days"),
            Self::Months { every: 0 | 1, .. } | Self::WeekdayOfMonth { .. } => f.write_str("month"),
            Self::Months { every: 3, .. } | Self::QuarterDays => f.write_str("quarter"),
            Self::Months { every: 12, .. } => f.write_str("year"),
            Self::Months { every, .. } => write!(f, "{every}_months"),
        }
    }
}

impl Serialize for Rhythm {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Where a payment goes whose day is a Saturday or a Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shift {
    /// It stays.
    Stay,
    /// To the Monday after, as direct debits and standing orders do.
    Next,
    /// To the Friday before, as salaries do.
    Previous,
}

impl Shift {
    pub(crate) fn of(self, date: NaiveDate) -> Option<NaiveDate> {
        let (back, forth) = match date.weekday() {
            Weekday::Sat => (1, 2),
            Weekday::Sun => (2, 1),
            _ => return Some(date),
        };
        match self {
            Self::Stay => Some(date),
            Self::Next => date.checked_add_days(Days::new(forth)),
            Self::Previous => date.checked_sub_days(Days::new(back)),
        }
    }
}

/// How the due days of one payment move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moves {
    shift: Shift,
    /// Whether the bank holidays of England and Wales are no days to be paid on either.
    holidays: bool,
}

impl Moves {
    /// Bank holidays are known for pounds alone. What is paid daily is not moved by them: it would be paid twice on the day
    /// after.
    pub(crate) fn new(shift: Shift, currency: Currency, rhythm: Option<Rhythm>) -> Self {
        let daily = rhythm.is_some_and(|rhythm| rhythm.days() < 7);
        Self { shift, holidays: currency == Currency::GBP && !daily }
    }

    pub(crate) fn of(self, date: NaiveDate) -> Option<NaiveDate> {
        match self.shift {
            Shift::Next if self.holidays => holiday::working_day_after(date),
            Shift::Previous if self.holidays => holiday::working_day_before(date),
            shift => shift.of(date),
        }
    }
}

/// Months counted through the years.
pub(super) fn month_index(date: NaiveDate) -> i64 {
    i64::from(date.year()).saturating_mul(12).saturating_add(date.month0().into())
}

/// That day of the month, or its last.
pub(super) fn in_month(index: i64, day: u32) -> Option<NaiveDate> {
    let year = i32::try_from(index.div_euclid(12)).ok()?;
    let month = u32::try_from(index.rem_euclid(12)).ok()?.checked_add(1)?;
    let day = day.clamp(1, 31);
    (28..=31).rev().find_map(|last| NaiveDate::from_ymd_opt(year, month, day.min(last)))
}

fn nth(index: i64, week: u8, weekday: Weekday) -> Option<NaiveDate> {
    let first = in_month(index, 1)?;
    let nth = |n| NaiveDate::from_weekday_of_month_opt(first.year(), first.month(), weekday, n);
    nth(week.clamp(1, 5)).or_else(|| nth(4))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn after(rhythm: Rhythm, day: &str) -> String {
        rhythm.after(date(day)).unwrap().to_string()
    }

    #[test]
    fn each_rhythm_has_a_next_day() {
        assert_eq!(after(Rhythm::WorkingDays, "2026-11-20"), "2026-11-23");
        assert_eq!(after(Rhythm::Days(14), "2026-11-20"), "2026-12-04");
        assert_eq!(after(Rhythm::Months { every: 12, day: 29 }, "2028-02-29"), "2029-02-28");
        assert_eq!(after(Rhythm::Months { every: 12, day: 29 }, "2031-02-28"), "2032-02-29");
        assert_eq!(after(Rhythm::Months { every: 3, day: 30 }, "2025-11-30"), "2026-02-28");
        let second_tuesday = Rhythm::WeekdayOfMonth { week: 2, weekday: Weekday::Tue };
        assert_eq!(after(second_tuesday, "2026-11-09"), "2026-11-10");
        assert_eq!(after(second_tuesday, "2026-11-10"), "2026-12-08");
        assert_eq!(after(Rhythm::WeekdayOfMonth { week: 5, weekday: Weekday::Tue }, "2026-11-01"), "2026-11-24");
        assert_eq!(after(Rhythm::QuarterDays, "2026-12-25"), "2027-03-25");
    }

    #[test]
    fn weekends_shift_either_way_or_not() {
        let saturday = date("2026-11-28");
        let shifted = [Shift::Stay, Shift::Next, Shift::Previous].map(|shift| shift.of(saturday).unwrap().to_string());
        assert_eq!(shifted, ["2026-11-28", "2026-11-30", "2026-11-27"]);
    }

    proptest! {
        #[test]
        fn the_next_is_always_later(days in 0u32..800, every in 0u32..30, day in 0u32..40, week in 0u8..9, at in 1u32..200_000) {
            let at = NaiveDate::from_num_days_from_ce_opt(700_000 + i32::try_from(at).unwrap()).unwrap();
            for rhythm in [
                Rhythm::WorkingDays,
                Rhythm::Days(days),
                Rhythm::Months { every, day },
                Rhythm::WeekdayOfMonth { week, weekday: Weekday::Fri },
                Rhythm::QuarterDays,
            ] {
                prop_assert!(rhythm.after(at).unwrap() > at, "{rhythm:?}");
            }
        }
    }
}
