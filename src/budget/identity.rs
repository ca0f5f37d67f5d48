//! Who a transaction is, whatever ids the bank gave it this time (rule 4).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::money::{Amount, Currency};
use crate::transaction::Record;

/// The ids of one account's records, in their order. The same line has the same id however often it is fetched.
///
/// A line is known by the bank's stable id; without one by its date, amount and description plus a count, so that two
/// identical coffees on one day stay two. A stable id that the bank gives to two different lines is not trusted for
/// the second, or that line would be lost.
pub(crate) fn ids(account_fingerprint: &str, records: &[Record]) -> Vec<String> {
    let mut named: BTreeMap<&str, (NaiveDate, Amount)> = BTreeMap::new();
    let mut seen: BTreeMap<(NaiveDate, Amount, Currency, &str), u32> = BTreeMap::new();
    records
        .iter()
        .map(|record| {
            if let Some(id) = &record.stable_id {
                let line = (record.date, record.amount);
                if *named.entry(id).or_insert(line) == line {
                    return digest(&["id", account_fingerprint, id]);
                }
            }
            let look = (record.date, record.amount, record.currency, record.description.as_str());
            let occurrence = seen.entry(look).and_modify(|count| *count = count.saturating_add(1)).or_insert(0);
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

/// 128 bits of SHA-256 over the parts, each with its length before it, in hexadecimal.
fn digest(parts: &[&str]) -> String {
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
    fn a_stable_id_given_twice_loses_no_line() {
        let mut first = record("2026-11-03", "-3.40", "PRET");
        first.stable_id = Some("1".to_owned());
        let mut second = record("2026-11-04", "-9.00", "GREGGS");
        second.stable_id = Some("1".to_owned());
        let found = ids("a", &[first, second]);
        assert_ne!(found[0], found[1]);
    }
}
