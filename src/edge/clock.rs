//! What time it is: the one place that asks the host. In a Worker the clock stands still between two waits.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

/// Milliseconds since 1970.
pub fn now_ms() -> u64 {
    #[cfg(target_arch = "wasm32")]
    return worker::Date::now().as_millis();
    #[cfg(not(target_arch = "wasm32"))]
    return std::time::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_millis() as u64);
}

/// Now, to the second: what is stored and answered needs no more.
pub fn now() -> DateTime<Utc> {
    let seconds = i64::try_from(now_ms() / 1000).unwrap_or_default();
    DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}

/// The calendar date at `now` in an IANA time zone; `None` for a name that is no zone.
pub fn today(zone: &str, now: DateTime<Utc>) -> Option<NaiveDate> {
    let zone: Tz = zone.parse().ok()?;
    Some(now.with_timezone(&zone).date_naive())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_is_the_persons_date() {
        let summer = "2026-06-30T23:30:00Z".parse().unwrap();
        let date = |zone| today(zone, summer).map(|date| date.to_string());
        assert_eq!(date("UTC").as_deref(), Some("2026-06-30"));
        assert_eq!(date("Europe/London").as_deref(), Some("2026-07-01"));
        assert_eq!(date("Europe/Nowhere"), None);
    }
}
