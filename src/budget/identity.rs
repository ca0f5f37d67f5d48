//! Who a transaction is, whatever ids the bank gave it this time (rule 4).

use std::collections::BTreeMap;
use std::fmt;

use chrono::{Datelike, NaiveDate};
use sha2::{Digest, Sha256};

use crate::money::{Amount, Currency};
use crate::transaction::{Record, Status};

/// 128 bits, which are ordered as the text is that they print as: 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Id(u64, u64);

impl Id {
    /// Reads what [`fmt::Display`] writes.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let (high, low) = text.split_at_checked(16).filter(|_| text.len() == 32 && text.bytes().all(is_digit))?;
        Some(Self(u64::from_str_radix(high, 16).ok()?, u64::from_str_radix(low, 16).ok()?))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}{:016x}", self.0, self.1)
    }
}

/// What lines are sorted by: the day, the newest first, then the id, and behind them the line's place in the list that it is of.
/// All in three numbers, so that one sort does for every list of lines, and a fast one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key(u64, u64, u64);

impl Key {
    /// Without a day.
    pub(crate) fn of(Id(high, low): Id, place: u32) -> Self {
        Self(high >> 32, high << 32 | low >> 32, low << 32 | u64::from(place))
    }

    pub(crate) fn on(self, date: NaiveDate) -> Self {
        let days = date.num_days_from_ce().cast_unsigned() ^ 1 << 31;
        Self(u64::from(!days) << 32 | self.0, self.1, self.2)
    }

    pub(crate) fn place(self) -> usize {
        usize::try_from(self.2 & u64::from(u32::MAX)).unwrap_or(usize::MAX)
    }

    /// Whether both are of one day and id.
    pub(crate) fn is_alike(&self, other: &Self) -> bool {
        (self.0, self.1, self.2 >> 32) == (other.0, other.1, other.2 >> 32)
    }
}

/// The ids of one account's records, in their order: settled ones first. The same line has the same id however often it
/// is fetched, also when it was pending before.
///
/// A line is known by the bank's stable id; without one by its date, amount and description plus a count, so that two
/// identical coffees on one day stay two, one of them still pending or not. Banks that give one id to different lines
/// have no ids: those lines are known by their looks. A pending line may differ from the settled one of its id.
pub(crate) fn ids(account_fingerprint: &str, records: &[Record]) -> Vec<Id> {
    let named = |record: &Record| Some(id(&["id", account_fingerprint, record.stable_id.as_deref()?]));
    let mut ids: Vec<Option<Id>> = records.iter().map(named).collect();
    forget_shared(&mut ids, records);
    let mut seen: BTreeMap<Look<'_>, u32> = BTreeMap::new();
    let mut by_look = |record| {
        let occurrence = seen.entry(look(record)).and_modify(|count| *count = count.saturating_add(1)).or_insert(0);
        id(&[
            "look",
            account_fingerprint,
            &record.date.to_string(),
            &record.amount.canonical(),
            record.currency.as_str(),
            &record.description,
            &occurrence.to_string(),
        ])
    };
    ids.into_iter().zip(records).map(|(id, record)| id.unwrap_or_else(|| by_look(record))).collect()
}

type Look<'a> = (NaiveDate, Amount, Currency, &'a str);

fn look(record: &Record) -> Look<'_> {
    (record.date, record.amount, record.currency, &record.description)
}

/// Takes away the ids that the bank gives to lines which differ, among the settled or among the pending ones.
fn forget_shared(ids: &mut [Option<Id>], records: &[Record]) {
    let mut order: Vec<Key> = (0..).zip(&*ids).filter_map(|(at, id)| Some(Key::of((*id)?, at))).collect();
    order.sort_unstable();
    for group in order.chunk_by(Key::is_alike).filter(|group| group.len() > 1) {
        let differ = |status| {
            let lines = group.iter().filter_map(|key| records.get(key.place()));
            let mut looks = lines.filter(|record| record.status == status).map(look);
            looks.next().is_some_and(|first| looks.any(|other| other != first))
        };
        if differ(Status::Settled) || differ(Status::Pending) {
            for key in group {
                if let Some(id) = ids.get_mut(key.place()) {
                    *id = None;
                }
            }
        }
    }
}

/// 128 bits of SHA-256 over the parts, each with its length before it, in hexadecimal.
pub(crate) fn digest(parts: &[&str]) -> String {
    id(parts).to_string()
}

fn id(parts: &[&str]) -> Id {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let bytes = hash.finalize();
    let number = |bytes: &[u8]| bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
    let (high, rest) = bytes.split_at(8);
    Id(number(high), number(rest.get(..8).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::testing::record;

    #[test]
    fn ids_are_read_as_they_are_written_and_ordered_as_their_texts() {
        let ids = [Id(0, 0), Id(0, u64::MAX), Id(1, 0), Id(0xab << 56, 7), Id(u64::MAX, 9)];
        let texts = ids.map(|id| id.to_string());
        assert!(texts.is_sorted() && ids.is_sorted());
        assert_eq!(texts.clone().map(|text| Id::parse(&text).unwrap()), ids);
        let (capitals, signed, long) = (texts[3].to_uppercase(), format!("+{:031x}", 7), format!("é{:030x}", 7));
        for odd in ["", "ab", &capitals, &signed, &long] {
            assert_eq!(Id::parse(odd), None, "{odd}");
        }
    }

    #[test]
    fn lines_are_sorted_by_day_and_id() {
        let key = |day: &str, id, place| Key::of(id, place).on(day.parse().unwrap());
        let (small, large) = (Id(7, u64::MAX), Id(8, 0));
        let sorted = [
            key("2026-11-03", small, 9),
            key("2026-11-03", large, 1),
            key("2026-11-02", small, 4),
            key("2026-11-02", small, 5),
            key("0001-01-01", small, 0),
            key("-0001-01-01", large, 0),
        ];
        assert!(sorted.is_sorted());
        assert_eq!(sorted.map(Key::place), [9, 1, 4, 5, 0, 0]);
        let groups: Vec<_> = sorted.chunk_by(Key::is_alike).map(<[Key]>::len).collect();
        assert_eq!(groups, [1, 1, 2, 1, 1]);
    }

    #[test]
    fn identical_lines_stay_apart_and_keep_their_ids() {
        let coffee = record("2026-11-03", "-3.40", "PRET A MANGER");
        let once = ids("a", std::slice::from_ref(&coffee));
        let twice = ids("a", &[coffee.clone(), coffee.clone()]);
        assert_ne!(twice[0], twice[1]);
        assert_eq!(once[0], twice[0]);
        assert_ne!(ids("b", &[coffee])[0], once[0]);
    }

    #[test]
    fn the_banks_stable_id_outlives_a_changed_description() {
        let mut line = record("2026-11-03", "-3.40", "PRET A MANGER");
        line.stable_id = Some("txn-1".to_owned());
        let before = ids("a", std::slice::from_ref(&line));
        line.description = "Pret".to_owned();
        assert_eq!(ids("a", &[line]), before);
    }

    #[test]
    fn an_id_given_to_different_lines_loses_none_of_them() {
        let line = |date: &str, amount: &str, text: &str| Record {
            stable_id: Some("0".to_owned()),
            ..record(date, amount, text)
        };
        let euros = Record { currency: "EUR".parse().unwrap(), ..line("2026-11-03", "-3.40", "PRET") };
        let found = ids(
            "a",
            &[
                line("2026-11-03", "-3.40", "PRET"),
                line("2026-11-03", "-3.40", "PRET"),
                line("2026-11-03", "-3.40", "GREGGS"),
                line("2026-11-04", "-9.00", "GREGGS"),
                euros,
            ],
        );
        assert_eq!(BTreeSet::from_iter(&found).len(), 5);
    }

    #[test]
    fn a_pending_line_keeps_its_id_when_it_settles() {
        let settled = record("2026-11-03", "-3.40", "PRET");
        let pending = Record { status: Status::Pending, ..settled.clone() };
        let before = ids("a", &[settled.clone(), pending]);
        assert_eq!(before, ids("a", &[settled.clone(), settled]));
    }
}
