//! The `from` and `to` of a transactions call: dates (a time after them is ignored), both included.

use chrono::{Days, NaiveDate};

use crate::errors::ApiError;

/// How far back a call goes that names no start.
const DEFAULT_DAYS: Days = Days::new(88);

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
