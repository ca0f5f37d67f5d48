//! The simulated bank's time. Codes, tokens and consents live by a clock that the control interface can advance; the
//! household's day follows the machine only, so that advancing the clock does not change the data.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::household::is_summer_time;

/// The machine's clock plus an offset.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    offset_seconds: AtomicI64,
}

impl Clock {
    pub(crate) fn now(&self) -> DateTime<Utc> {
        let offset = TimeDelta::try_seconds(self.offset_seconds.load(Ordering::Relaxed)).unwrap_or_default();
        Utc::now().checked_add_signed(offset).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    pub(crate) fn advance(&self, seconds: i64) {
        self.offset_seconds.fetch_add(seconds, Ordering::Relaxed);
    }

    pub(crate) fn reset(&self) {
        self.offset_seconds.store(0, Ordering::Relaxed);
    }
}

/// The machine's date in London, where the bank is.
pub(crate) fn london_date() -> NaiveDate {
    let utc = Utc::now();
    let hours = i64::from(is_summer_time(utc.date_naive()));
    utc.checked_add_signed(TimeDelta::hours(hours)).unwrap_or(utc).date_naive()
}
