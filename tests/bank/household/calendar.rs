//! Dates as British banks keep them: working days, month ends, summer time. Bank holidays are left out on purpose:
//! the simulated bank works on every weekday.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// Every day from `from` to `to`, both included.
pub(crate) fn days(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    from.iter_days().take_while(move |day| *day <= to)
}

/// The first day of every month that has a day from `from` to `to`.
pub(crate) fn months(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let first = day_of_month(from, 1);
    (0..).map_while(move |n| first.checked_add_months(Months::new(n))).take_while(move |month| *month <= to)
}

/// The given day of `month`'s month, or the month's last day when it is shorter.
pub(crate) fn day_of_month(month: NaiveDate, day: u32) -> NaiveDate {
    (1..=day).rev().find_map(|day| month.with_day(day)).unwrap_or(month)
}

pub(crate) fn is_working_day(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The date itself if it is a working day, else the next one: when direct debits are taken.
pub(crate) fn next_working_day(date: NaiveDate) -> NaiveDate {
    date.iter_days().take(7).find(|day| is_working_day(*day)).unwrap_or(date)
}

/// When salaries are paid.
pub(crate) fn last_working_day(month: NaiveDate) -> NaiveDate {
    let last = day_of_month(month, 31);
    (0..7).filter_map(|n| last.checked_sub_days(Days::new(n))).find(|day| is_working_day(*day)).unwrap_or(last)
}

pub(crate) fn plus(date: NaiveDate, days: i64) -> NaiveDate {
    date.checked_add_signed(chrono::TimeDelta::days(days)).unwrap_or(date)
}

pub(crate) fn minus_months(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_sub_months(Months::new(months)).unwrap_or(date)
}

/// Whether British Summer Time holds on the day (from the last Sunday of March to the last Sunday of October).
pub(crate) fn is_summer_time(date: NaiveDate) -> bool {
    let last_sunday = |month| {
        let last = NaiveDate::from_ymd_opt(date.year(), month, 31)?;
        last.checked_sub_days(Days::new(u64::from(last.weekday().num_days_from_sunday())))
    };
    last_sunday(3).is_some_and(|start| date >= start) && last_sunday(10).is_some_and(|end| date < end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn salaries_and_direct_debits_avoid_weekends() {
        assert_eq!(last_working_day(date("2026-10-01")), date("2026-10-30"));
        assert_eq!(last_working_day(date("2026-02-01")), date("2026-02-27"));
        assert_eq!(next_working_day(date("2026-11-01")), date("2026-11-02"));
    }

    #[test]
    fn months_are_clamped_and_listed() {
        assert_eq!(day_of_month(date("2026-02-03"), 31), date("2026-02-28"));
        assert_eq!(months(date("2025-12-31"), date("2026-02-01")).count(), 3);
    }

    #[test]
    fn summer_time_starts_and_ends_on_last_sundays() {
        assert!(!is_summer_time(date("2026-03-28")) && is_summer_time(date("2026-03-29")));
        assert!(is_summer_time(date("2026-10-24")) && !is_summer_time(date("2026-10-25")));
    }
}
