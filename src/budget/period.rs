//! Budget periods: which dates belong together, and what the stretch is called.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Serialize;

use crate::error::{Error, ErrorKind};
use crate::holiday;

/// How a person divides the year.
///
/// ```
/// use budget::PeriodKind;
/// let four_weeks = PeriodKind::Days { length: 28, anchor: "2026-11-02".parse()? };
/// let before = four_weeks.labelled("2026-10-05")?;
/// assert_eq!((before.days(), before.to.to_string()), (28, "2026-11-01".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodKind {
    /// Monthly from this day of the month (1..=31; in a shorter month from its last day).
    Month {
        /// The first day.
        start_day: u32,
    },
    /// Weekly.
    Week {
        /// The first day.
        starts: Weekday,
    },
    /// Every so many days, counted from an anchor in both directions: 14 (a fortnight) or 28 (four weeks).
    Days {
        /// The length in days, at least 1.
        length: u32,
        /// The first day of one such period.
        anchor: NaiveDate,
    },
    /// From one payday to the day before the next; what the payday means in each month is said by [`Payday`].
    Payday(Payday),
}

/// The day of each month on which a person is paid. Working days are Mondays to Fridays without the bank holidays of England
/// and Wales.
///
/// ```
/// use budget::{Payday, PeriodKind};
/// // The last day of January 2026 is a Saturday.
/// let period = PeriodKind::Payday(Payday::LastWorkingDay).labelled("2026-02-10")?;
/// assert_eq!((period.label.as_str(), period.to.to_string()), ("2026-01-30", "2026-02-26".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payday {
    /// This day of the month (1..=31; in a shorter month its last day), moved to a working day if it is none.
    Day {
        /// The day of the month.
        day: u32,
        /// Which way it is moved.
        shift: Shift,
    },
    /// The last working day of the month.
    LastWorkingDay,
}

/// To which working day a payday is moved that is none.
///
/// ```
/// use budget::{Payday, PeriodKind, Shift};
/// // The 28th of November 2026 is a Saturday.
/// let starts = |shift| PeriodKind::Payday(Payday::Day { day: 28, shift }).labelled("2026-12-05").map(|period| period.label);
/// assert_eq!((starts(Shift::Previous)?.as_str(), starts(Shift::Next)?.as_str()), ("2026-11-27", "2026-11-30"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// The one before.
    Previous,
    /// The one after.
    Next,
}

impl Payday {
    /// When it is in that month. It may lie in a neighbouring month: the 1st moved back, the 31st moved on.
    fn of_month(self, year: i32, month: u32) -> Option<NaiveDate> {
        match self {
            Self::Day { day, shift: Shift::Previous } => holiday::working_day_before(month_start(year, month, day)?),
            Self::Day { day, shift: Shift::Next } => holiday::working_day_after(month_start(year, month, day)?),
            Self::LastWorkingDay => holiday::working_day_before(month_start(year, month, 31)?),
        }
    }

    /// The last payday on or before the date, and the next one after it.
    fn around(self, date: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let paydays = (-2..=2).filter_map(|step| {
            let (year, month) = month_away(date.year(), date.month(), step)?;
            self.of_month(year, month)
        });
        // In order, since a payday moves less than the month is long.
        let paydays: Vec<NaiveDate> = paydays.collect();
        let from = paydays.iter().rev().find(|day| **day <= date)?;
        Some((*from, *paydays.iter().find(|day| **day > date)?))
    }
}

/// A stretch of days. Both ends belong to it.
///
/// ```
/// let november = budget::PeriodKind::Month { start_day: 1 }.labelled("2026-11")?;
/// assert_eq!(serde_json::to_string(&november)?, r#"{"label":"2026-11","from":"2026-11-01","to":"2026-11-30"}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Period {
    /// What it is called: `2026-11` (the month in which it starts) for months, else its first day.
    pub label: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

/// Monthly periods are called `YYYY-MM`.
fn not_a_month() -> Error {
    Error::new(ErrorKind::Period, "expected a month, such as 2026-11")
}

/// Other periods are called by their first day.
pub(crate) fn not_a_date() -> Error {
    Error::new(ErrorKind::Period, "expected a date, such as 2026-11-23")
}

/// Labels outside of these years are refused, which keeps all date arithmetic inside the calendar.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

impl PeriodKind {
    /// The period that `date` lies in. `None` only outside of the years 1900 to 2200.
    ///
    /// ```
    /// use budget::PeriodKind;
    /// // From the last day of each month: the 28th of February is the first day of its period.
    /// let period = PeriodKind::Month { start_day: 31 }.containing("2026-02-28".parse()?);
    /// assert_eq!(period.map(|period| (period.label, period.to.to_string())), Some(("2026-02".into(), "2026-03-30".into())));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn containing(self, date: NaiveDate) -> Option<Period> {
        if !YEARS.contains(&date.year()) {
            return None;
        }
        let (from, next) = match self {
            Self::Month { start_day } => {
                let here = month_start(date.year(), date.month(), start_day)?;
                let from = if here <= date { here } else { neighbour(date.year(), date.month(), start_day, -1)? };
                (from, neighbour(from.year(), from.month(), start_day, 1)?)
            }
            Self::Week { starts } => {
                let from = date.checked_sub_days(Days::new(date.weekday().days_since(starts).into()))?;
                (from, from.checked_add_days(Days::new(7))?)
            }
            Self::Days { length, anchor } => {
                let length = i64::from(length.max(1));
                let into = date.signed_duration_since(anchor).num_days().rem_euclid(length);
                let from = date.checked_sub_days(Days::new(into.unsigned_abs()))?;
                (from, from.checked_add_days(Days::new(length.unsigned_abs()))?)
            }
            Self::Payday(payday) => payday.around(date)?,
        };
        Some(Period { label: self.label(from), from, to: next.pred_opt()? })
    }

    /// The period of that name. A date that is not a first day names the period it lies in.
    ///
    /// # Errors
    /// When the text is not such a label.
    ///
    /// ```
    /// use budget::PeriodKind;
    /// let month = PeriodKind::Month { start_day: 25 }.labelled("2026-11")?;
    /// assert_eq!((month.from.to_string(), month.to.to_string()), ("2026-11-25".into(), "2026-12-24".into()));
    /// # Ok::<(), budget::Error>(())
    /// ```
    pub fn labelled(self, label: &str) -> Result<Period, Error> {
        match self {
            Self::Month { start_day } => {
                let first =
                    has_form(label, "0000-00").then(|| format!("{label}-01").parse::<NaiveDate>().ok()).flatten();
                let first = first.filter(|day| YEARS.contains(&day.year())).ok_or_else(not_a_month)?;
                let from = month_start(first.year(), first.month(), start_day).ok_or_else(not_a_month)?;
                self.containing(from).ok_or_else(not_a_month)
            }
            Self::Week { .. } | Self::Days { .. } | Self::Payday(_) => {
                let date = has_form(label, "0000-00-00").then(|| label.parse::<NaiveDate>().ok()).flatten();
                date.and_then(|date| self.containing(date)).ok_or_else(not_a_date)
            }
        }
    }

    fn label(self, from: NaiveDate) -> String {
        match self {
            Self::Month { .. } => format!("{:04}-{:02}", from.year(), from.month()),
            Self::Week { .. } | Self::Days { .. } | Self::Payday(_) => from.to_string(),
        }
    }
}

impl Period {
    /// Whether the day belongs to it.
    ///
    /// ```
    /// let november = budget::PeriodKind::Month { start_day: 1 }.labelled("2026-11")?;
    /// assert!(november.contains("2026-11-30".parse()?) && !november.contains("2026-12-01".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn contains(&self, date: NaiveDate) -> bool {
        self.from <= date && date <= self.to
    }

    /// Its length in days.
    ///
    /// ```
    /// assert_eq!(budget::PeriodKind::Month { start_day: 1 }.labelled("2028-02")?.days(), 29);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn days(&self) -> u32 {
        days_between(self.from, self.to)
    }

    /// How many of its days have begun on `today`: 0 before it, all after it.
    ///
    /// ```
    /// let november = budget::PeriodKind::Month { start_day: 1 }.labelled("2026-11")?;
    /// // Today is one of them.
    /// assert_eq!(november.days_begun("2026-11-23".parse()?), 23);
    /// assert_eq!(november.days_begun("2026-12-24".parse()?), 30);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn days_begun(&self, today: NaiveDate) -> u32 {
        if today < self.from { 0 } else { days_between(self.from, today.min(self.to)) }
    }
}

fn days_between(from: NaiveDate, to: NaiveDate) -> u32 {
    u32::try_from(to.signed_duration_since(from).num_days().saturating_add(1)).unwrap_or(0)
}

/// Whether the text has digits and dashes where the form has them.
fn has_form(text: &str, form: &str) -> bool {
    let fits = |(byte, wanted): (u8, u8)| if wanted == b'0' { byte.is_ascii_digit() } else { byte == wanted };
    text.len() == form.len() && text.bytes().zip(form.bytes()).all(fits)
}

/// The day of that month on which a period starts; the month's last day where it is too short.
fn month_start(year: i32, month: u32, start_day: u32) -> Option<NaiveDate> {
    (28..=31)
        .rev()
        .find_map(|last| NaiveDate::from_ymd_opt(year, month, start_day.min(last)))
        .filter(|_| (1..=31).contains(&start_day))
}

fn neighbour(year: i32, month: u32, start_day: u32, step: i32) -> Option<NaiveDate> {
    let (year, month) = month_away(year, month, step)?;
    month_start(year, month, start_day)
}

/// The year and month so many months later, or earlier where `step` is negative.
fn month_away(year: i32, month: u32, step: i32) -> Option<(i32, u32)> {
    let months = year.checked_mul(12)?.checked_add(i32::try_from(month).ok()?)?.checked_add(step)?.checked_sub(1)?;
    Some((months.div_euclid(12), u32::try_from(months.rem_euclid(12)).ok()?.checked_add(1)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn bounds(kind: PeriodKind, day: &str) -> String {
        let period = kind.containing(date(day)).unwrap();
        format!("{} {}..{}", period.label, period.from, period.to)
    }

    #[test]
    fn calendar_months() {
        let month = PeriodKind::Month { start_day: 1 };
        assert_eq!(bounds(month, "2026-11-23"), "2026-11 2026-11-01..2026-11-30");
        assert_eq!(bounds(month, "2028-02-29"), "2028-02 2028-02-01..2028-02-29");
        assert_eq!(month.labelled("2026-12").unwrap().to, date("2026-12-31"));
    }

    #[test]
    fn months_from_a_day_that_some_months_lack() {
        let month = PeriodKind::Month { start_day: 31 };
        assert_eq!(bounds(month, "2026-02-27"), "2026-01 2026-01-31..2026-02-27");
        assert_eq!(bounds(month, "2026-02-28"), "2026-02 2026-02-28..2026-03-30");
        assert_eq!(bounds(month, "2026-04-30"), "2026-04 2026-04-30..2026-05-30");
    }

    #[test]
    fn weeks_and_fixed_lengths() {
        assert_eq!(
            bounds(PeriodKind::Week { starts: Weekday::Mon }, "2026-11-22"),
            "2026-11-16 2026-11-16..2026-11-22"
        );
        let fortnight = PeriodKind::Days { length: 14, anchor: date("2026-01-05") };
        assert_eq!(bounds(fortnight, "2026-01-18"), "2026-01-05 2026-01-05..2026-01-18");
        assert_eq!(bounds(fortnight, "2026-01-04"), "2025-12-22 2025-12-22..2026-01-04");
    }

    #[test]
    fn paydays_on_working_days() {
        let on = |day, shift| PeriodKind::Payday(Payday::Day { day, shift });
        // The 25th of July 2026 is a Saturday; Christmas Day 2026 a Friday, with Boxing Day kept on Monday.
        assert_eq!(bounds(on(25, Shift::Previous), "2026-07-30"), "2026-07-24 2026-07-24..2026-08-24");
        assert_eq!(bounds(on(25, Shift::Next), "2026-07-26"), "2026-06-25 2026-06-25..2026-07-26");
        assert_eq!(bounds(on(25, Shift::Next), "2026-12-28"), "2026-11-25 2026-11-25..2026-12-28");
        assert_eq!(bounds(on(25, Shift::Previous), "2026-12-24"), "2026-12-24 2026-12-24..2027-01-24");
        // The 1st of November 2026 is a Sunday, and the payday moves into October.
        assert_eq!(bounds(on(1, Shift::Previous), "2026-10-31"), "2026-10-30 2026-10-30..2026-11-30");
        // The last days of January and February 2026 are Saturdays.
        assert_eq!(bounds(on(31, Shift::Next), "2026-03-01"), "2026-02-02 2026-02-02..2026-03-01");
        let last = PeriodKind::Payday(Payday::LastWorkingDay);
        assert_eq!(bounds(last, "2026-11-23"), "2026-10-30 2026-10-30..2026-11-29");
        assert_eq!(bounds(last, "2026-11-30"), "2026-11-30 2026-11-30..2026-12-30");
        assert_eq!(last.labelled("2026-11-30").unwrap(), last.labelled("2026-12-05").unwrap());
    }

    #[test]
    fn labels_of_another_kind_are_refused() {
        let month = PeriodKind::Month { start_day: 1 };
        for label in
            ["", "2026", "2026-13", "2026-11-01", "november", "0000-01", "9999-12", "+202-11", "2026- 1", "+2026-1"]
        {
            assert!(month.labelled(label).unwrap_err().to_string().contains("a month"), "{label}");
        }
        let week = PeriodKind::Week { starts: Weekday::Sun };
        assert!(week.labelled("2026-11").unwrap_err().to_string().contains("a date"));
    }

    fn kinds() -> impl Strategy<Value = PeriodKind> {
        let anchor = (1950i32..2100, 1u32..366).prop_map(|(y, d)| NaiveDate::from_yo_opt(y, d).unwrap());
        prop_oneof![
            (1u32..=31).prop_map(|start_day| PeriodKind::Month { start_day }),
            (0u8..7).prop_map(|n| PeriodKind::Week { starts: Weekday::try_from(n).unwrap() }),
            (prop_oneof![Just(14u32), Just(28)], anchor)
                .prop_map(|(length, anchor)| PeriodKind::Days { length, anchor }),
            (1u32..=31, any::<bool>()).prop_map(|(day, next)| {
                PeriodKind::Payday(Payday::Day { day, shift: if next { Shift::Next } else { Shift::Previous } })
            }),
            Just(PeriodKind::Payday(Payday::LastWorkingDay)),
        ]
    }

    proptest! {
        #[test]
        fn periods_tile_the_calendar(kind in kinds(), year in 1901i32..2199, day in 1u32..366) {
            let date = NaiveDate::from_yo_opt(year, day).unwrap();
            let period = kind.containing(date).unwrap();
            prop_assert!(period.contains(date));
            prop_assert_eq!(&kind.labelled(&period.label).unwrap(), &period);
            let next = kind.containing(period.to.succ_opt().unwrap()).unwrap();
            prop_assert_eq!(next.from, period.to.succ_opt().unwrap());
        }
    }
}
