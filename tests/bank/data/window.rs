//! The `from` and `to` of a transactions call: dates (a time after them is ignored), both included.

use chrono::{Days, Months, NaiveDate, TimeDelta};

use crate::behaviour::{Behaviour, Sca};
use crate::errors::ApiError;

/// How far back a call goes that names no start.
const DEFAULT_DAYS: Days = Days::new(88);

/// How long after a log-in a bank that is strict about it serves old transactions.
const SCA_LIFE: TimeDelta = TimeDelta::minutes(5);
/// How far back a bank goes that ignores the start of a window: all there is.
const KEPT: Months = Months::new(24);
/// Transactions older than this are old.
const RECENT_DAYS: Days = Days::new(90);

/// Both ends are included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) from: NaiveDate,
    pub(crate) to: NaiveDate,
}

impl Window {
    /// Reads a raw query string; a reversed window or a future end is refused.
    pub(crate) fn read(query: &str, today: NaiveDate) -> Result<Self, ApiError> {
        let date = |name: &str| {
            let value = form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value);
            value.map(|text| date(&text).ok_or_else(|| ApiError::new("validation_error"))).transpose()
        };
        let to = date("to")?.unwrap_or(today);
        let from = date("from")?.or_else(|| to.checked_sub_days(DEFAULT_DAYS)).unwrap_or(to);
        if to > today || from > to {
            return Err(ApiError::new("invalid_date_range"));
        }
        Ok(Self { from, to })
    }

    /// What a bank makes of the window, `logged_in_for` after its user's last log-in.
    pub(crate) fn as_served(
        mut self,
        behaviour: Behaviour,
        logged_in_for: TimeDelta,
        today: NaiveDate,
    ) -> Result<Self, ApiError> {
        let days_ago = |days| today.checked_sub_days(days).unwrap_or(today);
        let is_late = logged_in_for > SCA_LIFE && self.from < days_ago(RECENT_DAYS);
        match behaviour.sca {
            Sca::Refuse if is_late => return Err(ApiError::new("sca_exceeded")),
            Sca::Clamp if is_late => self.from = days_ago(DEFAULT_DAYS),
            Sca::Off | Sca::Clamp | Sca::Refuse => {}
        }
        if behaviour.ignores_from {
            self.from = today.checked_sub_months(KEPT).unwrap_or(today);
        }
        Ok(self)
    }

    pub(crate) fn contains(&self, date: NaiveDate) -> bool {
        self.from <= date && date <= self.to
    }
}

fn date(text: &str) -> Option<NaiveDate> {
    let (date, _time) = text.split_once('T').unwrap_or((text, ""));
    (date.len() == 10).then(|| date.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<(String, String), String> {
        let window = Window::read(query, NaiveDate::from_ymd_opt(2026, 11, 23).unwrap());
        window.map(|it| (it.from.to_string(), it.to.to_string())).map_err(|it| it.error)
    }

    #[test]
    fn defaults_to_88_days() {
        assert_eq!(read("").unwrap(), ("2026-08-27".into(), "2026-11-23".into()));
        assert_eq!(read("to=2026-10-01").unwrap().0, "2026-07-05");
        assert_eq!(read("from=2026-11-01T00%3A00%3A00Z&t=1").unwrap(), ("2026-11-01".into(), "2026-11-23".into()));
    }

    #[test]
    fn refuses_the_future_the_reversed_and_the_unreadable() {
        assert_eq!(read("to=2026-11-24").unwrap_err(), "invalid_date_range");
        assert_eq!(read("from=2026-11-02&to=2026-11-01").unwrap_err(), "invalid_date_range");
        assert_eq!(read("from=2026-02-30").unwrap_err(), "validation_error");
        assert_eq!(read("from=yesterday").unwrap_err(), "validation_error");
    }
}
