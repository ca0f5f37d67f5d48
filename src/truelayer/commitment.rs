//! A bank's standing orders and direct debits, from TrueLayer's records to the core's [`Commitment`]s.

use budget::{Commitment, Currency, Problem, Rhythm, Source};
use chrono::{NaiveDate, Weekday};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::feed::FeedAccount;
use crate::{json, record, time};

/// The fields of both kinds of records that are read.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Row<'a> {
    #[serde(borrow)]
    status: Option<&'a RawValue>,
    #[serde(borrow)]
    currency: Option<&'a RawValue>,
    #[serde(borrow)]
    frequency: Option<&'a RawValue>,
    #[serde(borrow)]
    next_payment_date: Option<&'a RawValue>,
    #[serde(borrow)]
    next_payment_amount: Option<&'a RawValue>,
    #[serde(borrow)]
    final_payment_date: Option<&'a RawValue>,
    #[serde(borrow)]
    payee: Option<&'a RawValue>,
    #[serde(borrow)]
    reference: Option<&'a RawValue>,
    #[serde(borrow)]
    name: Option<&'a RawValue>,
    #[serde(borrow)]
    previous_payment_timestamp: Option<&'a RawValue>,
    #[serde(borrow)]
    previous_payment_amount: Option<&'a RawValue>,
}

/// A bank that lists more than this does not list commitments.
const MOST: usize = 1000;

/// What is in force of both lists, and which of them are not there. What cannot be read is a [`Problem`], whose row counts
/// from 0 in each list.
pub(crate) fn read(
    feed: &FeedAccount<'_>,
    currency: Currency,
    problems: &mut Vec<Problem>,
) -> (Vec<Commitment>, Vec<Source>) {
    let (mut commitments, mut unlisted) = (Vec::new(), Vec::new());
    for (list, source) in [(&feed.standing_orders, Source::StandingOrder), (&feed.direct_debits, Source::DirectDebit)] {
        let Some(list) = list else {
            unlisted.push(source);
            continue;
        };
        for (row, raw) in list.iter().take(MOST).enumerate() {
            let mut doubts = Doubts { what: named(source), row, problems };
            commitments.extend(one(raw, source, currency, &mut doubts));
        }
        if list.len() > MOST {
            Doubts { what: named(source), row: MOST, problems }
                .tell("too_many_commitments", "and those after it are more than 1000 and were left out");
        }
    }
    (commitments, unlisted)
}

fn named(source: Source) -> &'static str {
    match source {
        Source::DirectDebit => "A direct debit",
        Source::StandingOrder | Source::Detected => "A standing order",
    }
}

/// Where problems of one record go.
struct Doubts<'a> {
    what: &'static str,
    row: usize,
    problems: &'a mut Vec<Problem>,
}

impl Doubts<'_> {
    fn tell(&mut self, code: &'static str, why: &str) {
        self.problems.push(Problem { code, message: format!("{} {why}.", self.what), row: Some(self.row), file: None });
    }

    /// The day of a field; a bad one is told and left out.
    fn date(&mut self, field: &str, raw: Option<&RawValue>) -> Option<NaiveDate> {
        let text = json::text(raw)?;
        let date = time::bank_date(&text);
        if date.is_none() {
            self.tell("bad_timestamp", &format!("has a `{field}` that does not start with a date; it was left out"));
        }
        date
    }
}

/// One record; `None` when it is not in force or says nothing.
fn one(raw: &RawValue, source: Source, currency: Currency, doubts: &mut Doubts<'_>) -> Option<Commitment> {
    let Some(row) = json::object::<Row<'_>>(raw) else {
        doubts.tell("not_a_record", "is not an object with fields that each come once. It was left out");
        return None;
    };
    if json::text(row.status).is_some_and(|status| !status.eq_ignore_ascii_case("active")) {
        return None;
    }
    let currency = match json::text(row.currency).map(|code| code.parse()) {
        None => currency,
        Some(Ok(code)) => code,
        Some(Err(_)) => {
            doubts.tell("unknown_currency", "has a `currency` that is not a code of three letters. It was left out");
            return None;
        }
    };
    let raw_amount = match source {
        Source::DirectDebit => row.previous_payment_amount,
        Source::StandingOrder | Source::Detected => row.next_payment_amount,
    };
    let amount = match raw_amount.filter(|raw| raw.get() != "null").map(|raw| record::read_amount(Some(raw))) {
        Some(Err(issue)) => {
            doubts.tell(issue.code(), &format!("{issue}; the amount was left out"));
            None
        }
        // Both lists give what is paid without its sign. Zero is how some banks write that they do not know.
        amount => amount.and_then(Result::ok).filter(|amount| !amount.is_zero()).map(|amount| -amount.abs()),
    };
    Some(Commitment {
        source,
        payee: json::text(row.payee).or_else(|| json::text(row.name)),
        reference: json::text(row.reference),
        amount,
        currency,
        rhythm: rhythm(&row, source, doubts),
        next: doubts.date("next_payment_date", row.next_payment_date),
        previous: doubts.date("previous_payment_timestamp", row.previous_payment_timestamp),
        end: doubts.date("final_payment_date", row.final_payment_date),
    })
}

fn rhythm(row: &Row<'_>, source: Source, doubts: &mut Doubts<'_>) -> Option<Rhythm> {
    if source == Source::DirectDebit {
        return None;
    }
    let rhythm = json::text(row.frequency).and_then(|code| frequency(&code));
    if rhythm.is_none() {
        doubts.tell("unknown_frequency", "has no `frequency` that is understood; only its next payment is known");
    }
    rhythm
}

/// TrueLayer's codes: `EvryDay`, `EvryWorkgDay`, `IntrvlDay:XX`, `IntrvlWkDay:XX:YY`, `IntrvlMnthDay:XX:YY`,
/// `WkInMnthDay:XX:YY`, `QtrDay`. Weeks begin on Monday.
fn frequency(code: &str) -> Option<Rhythm> {
    let mut parts = code.split(':').map(str::trim);
    let name = parts.next()?.to_ascii_lowercase();
    let numbers: Vec<Option<u32>> = parts.map(|part| part.parse().ok()).collect();
    match (name.as_str(), numbers.as_slice()) {
        ("evryday", []) => Some(Rhythm::Days(1)),
        ("evryworkgday", []) => Some(Rhythm::WorkingDays),
        ("intrvlday", [Some(days @ 1..=366)]) => Some(Rhythm::Days(*days)),
        ("intrvlwkday", [Some(weeks @ 1..=52), Some(day)]) => {
            weekday(*day)?;
            Some(Rhythm::Days(weeks.saturating_mul(7)))
        }
        ("intrvlmnthday", [Some(every @ 1..=24), Some(day @ 1..=31)]) => {
            Some(Rhythm::Months { every: *every, day: *day })
        }
        ("wkinmnthday", [Some(week @ 1..=5), Some(day)]) => {
            Some(Rhythm::WeekdayOfMonth { week: u8::try_from(*week).ok()?, weekday: weekday(*day)? })
        }
        // Some banks name the country's quarter days behind it; those of England are the usual ones.
        ("qtrday", _) => Some(Rhythm::QuarterDays),
        _ => None,
    }
}

fn weekday(number: u32) -> Option<Weekday> {
    let from_monday = u8::try_from(number.checked_sub(1)?).ok()?;
    Weekday::try_from(from_monday).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_reference_is_understood() {
        for (code, expected) in [
            ("EvryDay", Rhythm::Days(1)),
            ("EvryWorkgDay", Rhythm::WorkingDays),
            ("IntrvlDay:15", Rhythm::Days(15)),
            ("IntrvlWkDay:02:05", Rhythm::Days(14)),
            ("IntrvlMnthDay:01:26", Rhythm::Months { every: 1, day: 26 }),
            ("IntrvlMnthDay:12:31", Rhythm::Months { every: 12, day: 31 }),
            ("WkInMnthDay:02:03", Rhythm::WeekdayOfMonth { week: 2, weekday: Weekday::Wed }),
            ("QtrDay", Rhythm::QuarterDays),
        ] {
            assert_eq!(frequency(code), Some(expected), "{code}");
        }
    }

    #[test]
    fn other_codes_are_not_guessed() {
        for code in [
            "",
            "Monthly",
            "EvryDay:01",
            "IntrvlDay:0",
            "IntrvlDay:x",
            "IntrvlWkDay:01:08",
            "IntrvlWkDay:01",
            "IntrvlMnthDay:00:01",
            "IntrvlMnthDay:01:32",
            "IntrvlMnthDay:01:-1",
            "WkInMnthDay:06:01",
            "IntrvlDay:99999999999999999999",
        ] {
            assert_eq!(frequency(code), None, "{code}");
        }
    }
}
