//! Working days, and the bank holidays of England and Wales, computed by rule.
//!
//! The rules are those of the Banking and Financial Dealings Act 1971 and the proclamations under it, as <https://www.gov.uk/bank-holidays>
//! lists them: New Year's Day, Good Friday, Easter Monday, the first and the last Monday in May, the last Monday in August,
//! Christmas Day and Boxing Day; those that fall on a weekend are kept on the next working days. The days that a proclamation
//! moved or added are listed by date. What a future proclamation adds is not known here.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// By the rules a bank holiday, but moved by proclamation.
const MOVED_AWAY: [(i32, u32, u32); 5] = [(1995, 5, 1), (2002, 5, 27), (2012, 5, 28), (2020, 5, 4), (2022, 5, 30)];
/// Where they were moved to, and those that were added.
const PROCLAIMED: [(i32, u32, u32); 12] = [
    (1995, 5, 8),
    (1999, 12, 31),
    (2002, 6, 3),
    (2002, 6, 4),
    (2011, 4, 29),
    (2012, 6, 4),
    (2012, 6, 5),
    (2020, 5, 8),
    (2022, 6, 2),
    (2022, 6, 3),
    (2022, 9, 19),
    (2023, 5, 8),
];

/// Whether banks in England and Wales work on that day.
pub(crate) fn is_working_day(date: NaiveDate) -> bool {
    !is_weekend(date) && !is_bank_holiday(date)
}

/// The day itself if it is a working day, else the nearest one before it.
pub(crate) fn working_day_before(date: NaiveDate) -> Option<NaiveDate> {
    // The longest run without one is Christmas with two substitute days: five days.
    (0..10).filter_map(|days| date.checked_sub_days(Days::new(days))).find(|day| is_working_day(*day))
}

/// The day itself if it is a working day, else the nearest one after it.
pub(crate) fn working_day_after(date: NaiveDate) -> Option<NaiveDate> {
    (0..10).filter_map(|days| date.checked_add_days(Days::new(days))).find(|day| is_working_day(*day))
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

fn is_bank_holiday(date: NaiveDate) -> bool {
    let parts = (date.year(), date.month(), date.day());
    if PROCLAIMED.contains(&parts) || MOVED_AWAY.contains(&parts) {
        return PROCLAIMED.contains(&parts);
    }
    let monday = date.weekday() == Weekday::Mon;
    match (date.month(), date.day()) {
        (1, 1..=3) => is_kept_on(date, 1, 1),
        (5, 1..=7 | 25..=31) | (8, 25..=31) => monday,
        // Christmas Day first, then Boxing Day, on the first two days from the 25th that are no weekend.
        (12, 25..=28) => !is_weekend(date) && weekdays_since(date, 25) < 2,
        (3 | 4, _) => easter(date.year()).is_some_and(|easter| {
            date.checked_add_days(Days::new(2)) == Some(easter) || date.checked_sub_days(Days::new(1)) == Some(easter)
        }),
        _ => false,
    }
}

/// Whether the holiday of that day and month is kept on `date`: on the day itself, or on the Monday after its weekend.
fn is_kept_on(date: NaiveDate, month: u32, day: u32) -> bool {
    let Some(actual) = NaiveDate::from_ymd_opt(date.year(), month, day) else { return false };
    match actual.weekday() {
        Weekday::Sat => actual.checked_add_days(Days::new(2)) == Some(date),
        Weekday::Sun => actual.checked_add_days(Days::new(1)) == Some(date),
        _ => actual == date,
    }
}

/// How many days before `date`, from that day of its month on, are no weekend.
fn weekdays_since(date: NaiveDate, day: u32) -> usize {
    let earlier = (day..date.day()).filter_map(|day| NaiveDate::from_ymd_opt(date.year(), date.month(), day));
    earlier.filter(|earlier| !is_weekend(*earlier)).count()
}

/// Easter Sunday of the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher.
fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b.div_euclid(4), b.rem_euclid(4));
    let f = (b + 8).div_euclid(25);
    let g = (b - f + 1).div_euclid(3);
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c.div_euclid(4), c.rem_euclid(4));
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l).div_euclid(451);
    let n = h + l - 7 * m + 114;
    let (month, day) = (u32::try_from(n.div_euclid(31)).ok()?, u32::try_from(n.rem_euclid(31) + 1).ok()?);
    NaiveDate::from_ymd_opt(year, month, day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Written out by hand, and the same as the weekdays that the Python package `holidays` 0.109 has for England.
    const WRITTEN_OUT: [(i32, &str); 11] = [
        (2018, "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26"),
        (2019, "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26"),
        (2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
        (2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
        (2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
        (2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
        (2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"),
        (2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"),
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
        (2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
    ];

    #[test]
    fn the_bank_holidays_of_eleven_years() {
        for (year, expected) in WRITTEN_OUT {
            let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
            let days = first.iter_days().take_while(|day| day.year() == year).filter(|day| is_bank_holiday(*day));
            let found: Vec<_> = days.map(|day| day.format("%m-%d").to_string()).collect();
            assert_eq!(found.join(" "), expected, "{year}");
        }
    }

    proptest! {
        #[test]
        fn a_working_day_is_never_far(year in 1971i32..2200, day in 1u32..366) {
            let date = NaiveDate::from_yo_opt(year, day).unwrap();
            let (before, after) = (working_day_before(date).unwrap(), working_day_after(date).unwrap());
            prop_assert!(is_working_day(before) && is_working_day(after));
            prop_assert!(before <= date && date <= after && (after - before).num_days() <= 6);
            prop_assert_eq!(is_working_day(date), before == after);
        }
    }
}
