//! Who a transaction is, whatever ids the bank gave it this time (rule 4).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::money::{Amount, Currency};
use crate::transaction::{Record, Status};

/// The ids of one account's records, in their order: settled ones first. The same line has the same id however often it
/// is fetched, also when it was pending before.
///
/// A line is known by the bank's stable id; without one by its date, amount and description plus a count, so that two
/// identical coffees on one day stay two, one of them still pending or not. Banks that give one id to different lines
/// have no ids: those lines are known by their looks. A pending line may differ from the settled one of its id.
pub(crate) fn ids(account_fingerprint: &str, records: &[Record]) -> Vec<String> {
    let shared = shared_ids(records);
    let mut seen: BTreeMap<Look<'_>, u32> = BTreeMap::new();
    records
        .iter()
        .map(|record| {
            if let Some(id) = record.stable_id.as_deref().filter(|id| !shared.contains(id)) {
                return digest(&["id", account_fingerprint, id]);
            }
            let occurrence = seen.entry(look(record)).and_modify(|count| *count = count.saturating_add(1)).or_insert(0);
            digest(&[
                "look",
                account_fingerprint,
                &record.date.to_string(),
                &record.amount.canonical(),
                record.currency.as_str(),
                &record.description,
                &occurrence.to_string(),
            ])
        })
        .collect()
}

type Look<'a> = (NaiveDate, Amount, Currency, &'a str);

fn look(record: &Record) -> Look<'_> {
    (record.date, record.amount, record.currency, &record.description)
}

/// The ids that the bank gives to lines which differ, among the settled or among the pending ones.
fn shared_ids(records: &[Record]) -> BTreeSet<&str> {
    let mut lines: BTreeMap<(&str, Status), Look<'_>> = BTreeMap::new();
    let named = records.iter().filter_map(|record| Some((record.stable_id.as_deref()?, record)));
    named
        .filter(|(id, record)| *lines.entry((id, record.status)).or_insert_with(|| look(record)) != look(record))
        .map(|(id, _)| id)
        .collect()
}

/// 128 bits of SHA-256 over the parts, each with its length before it, in hexadecimal.
pub(crate) fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let nibbles = hash.finalize().into_iter().take(16).flat_map(|byte| [byte >> 4, byte & 15]);
    nibbles.filter_map(|nibble| char::from_digit(nibble.into(), 16)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::record;

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
