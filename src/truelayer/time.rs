//! The two readings of a bank's timestamps: as a calendar date (transactions) and as an instant (consents).

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

/// The calendar date as the bank wrote it. Banks send no zone, `Z`, an offset, any number of fraction digits, or the
/// date alone; whatever the zone, the written date is the one on the customer's statement, so nothing is converted
/// and the time of day is not read.
///
/// `None` where the text does not start with a real date on its own: `2017-02-247T…` is not the 24th of February.
#[must_use]
pub fn bank_date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let (date, rest) = text.split_at_checked(10)?;
    let on_its_own = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
    let [y @ .., b'-', m1, m2, b'-', d1, d2] = date.as_bytes() else { return None };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0u32, |number, digit| {
            digit.is_ascii_digit().then(|| number.wrapping_mul(10).wrapping_add(u32::from(digit & 15)))
        })
    };
    let (year, month, day) = (number(y)?, number(&[*m1, *m2])?, number(&[*d1, *d2])?);
    if on_its_own { NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day) } else { None }
}

/// The instant a timestamp names: RFC 3339; without a zone, or with a date alone, read as UTC.
#[must_use]
pub fn instant(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if let Ok(zoned) = DateTime::parse_from_rfc3339(text) {
        return Some(zoned.to_utc());
    }
    let zoneless = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok();
    let date_only = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|date| date.and_time(NaiveTime::MIN));
    zoneless.or_else(date_only).map(|local| local.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bank_date_is_the_date_as_written() {
        let expected = NaiveDate::from_ymd_opt(2025, 3, 9);
        for text in [
            "2025-03-09",
            "2025-03-09T00:00:00",
            "2025-03-09T00:00:00Z",
            "2025-03-09T00:00:00+00:00",
            "2025-03-09T23:30:00-05:00",
            "2025-03-09T00:15:28.798+01:00",
            "2025-03-09T17:28:02.6349989Z",
            "2025-03-09T17:28:21.32Z",
            "2025-03-09T17:28:21.5",
            "2025-03-09T17:28:21.123456789Z",
            "2025-03-09 17:28:21",
            " 2025-03-09 ",
        ] {
            assert_eq!(bank_date(text), expected, "{text}");
        }
    }

    #[test]
    fn garbage_is_no_date() {
        for text in [
            "",
            "2017-02-247T17:29:24.740802Z",
            "2025-02-30T00:00:00Z",
            "2025-13-01",
            "2025-3-9",
            "+2025-03-0",
            "09/03/2025",
            "2025-03-09x",
            "yesterday at noon",
            "2025-03-0\u{e9}T00:00:00",
            "\u{661}025-03-09",
        ] {
            assert_eq!(bank_date(text), None, "{text}");
        }
    }

    #[test]
    fn instants_follow_their_zone_and_default_to_utc() {
        for (text, expected) in [
            ("2026-08-24T14:44:40.077Z", "2026-08-24T14:44:40.077+00:00"),
            ("2026-08-24T14:44:40.077+02:00", "2026-08-24T12:44:40.077+00:00"),
            ("2026-08-24T14:44:40", "2026-08-24T14:44:40+00:00"),
            ("2026-08-24", "2026-08-24T00:00:00+00:00"),
        ] {
            assert_eq!(instant(text), DateTime::parse_from_rfc3339(expected).ok().map(|at| at.to_utc()), "{text}");
        }
        assert_eq!(instant("2026-08-244T14:44:40Z"), None);
        assert_eq!(instant("soon"), None);
    }
}
