//! Money that may have moved between own accounts of two currencies. It is suggested, never paired: the amounts differ, and
//! the rate is the person's.

use chrono::NaiveDate;
use serde::Serialize;

use crate::identity::Id;
use crate::money::{Amount, Currency};
use crate::order::sort_by;
use crate::settings::Settings;
use crate::transfer::DAYS_APART;

/// What came may differ from what went by this many hundredths, at the rate of the settings.
const TOLERANCE: i128 = 3;
/// Of what came in, no more than so many are weighed for each that went out, the nearest first: many equal amounts fit each other
/// all.
const MOST_WEIGHED: usize = 50;

/// Two transactions that may be one move of money.
///
/// ```
/// # use budget::{ImportOptions, Ledger, Settings};
/// let settings = Settings::from_json(br#"{"rates":[{"currency":"EUR","rate":0.85}]}"#)?;
/// # let mut ledger = Ledger::new(settings, "2026-11-23".parse()?);
/// let rows = [("GBP", "2026-11-03,To euros,-86.00\n"), ("EUR", "2026-11-04,From pounds,100.00\n")];
/// for (currency, row) in rows {
///     let columns = r#"{"date":"1","description":"2","amount":"3","no_header":true}"#;
///     let options: ImportOptions =
///         serde_json::from_str(&format!(r#"{{"bank":"A bank","currency":"{currency}","mapping":{columns}}}"#))?;
///     ledger.import(row.as_bytes(), &options)?;
/// }
/// // 100 euros are 85.00 by the settings: near enough to 86.00.
/// assert_eq!(ledger.suggested_transfers().len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exchange {
    /// The id of the one that went out.
    pub out: String,
    /// The id of the one that came in.
    #[serde(rename = "in")]
    pub into: String,
}

/// What is known of a transaction that may be one of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Side<'a> {
    pub(crate) id: Id,
    pub(crate) account: &'a str,
    pub(crate) date: NaiveDate,
    pub(crate) amount: Amount,
    pub(crate) currency: Currency,
}

/// The pairs that fit, each transaction in one at most: those that differ least come first, then those fewer days apart, then
/// by date and id.
pub(crate) fn suggested(settings: &Settings, sides: &[Side<'_>]) -> Vec<Exchange> {
    let valued = sides.iter().filter_map(|side| Some((side, worth(settings, side)?)));
    let (outs, mut ins): (Vec<_>, Vec<_>) = valued.partition(|(side, _)| side.amount.is_negative());
    ins.retain(|(side, _)| !side.amount.is_zero());
    sort_by(&mut ins, |one, other| one.0.date.cmp(&other.0.date));
    let days_apart = |one: NaiveDate, other: NaiveDate| one.signed_duration_since(other).num_days();
    let mut fits = Vec::new();
    for (out, went) in outs {
        let mut fitting = Vec::new();
        let start = ins.partition_point(|(side, _)| days_apart(out.date, side.date) > DAYS_APART);
        let close = ins.iter().skip(start).take_while(|(side, _)| days_apart(side.date, out.date) <= DAYS_APART);
        for (into, came) in close {
            let off = went.saturating_sub(*came).abs();
            let near = off.saturating_mul(100) <= went.max(*came).saturating_mul(TOLERANCE);
            if near && out.currency != into.currency && out.account != into.account {
                fitting.push((off, days_apart(into.date, out.date).abs(), out.date, out.id, into.id));
            }
        }
        if fitting.len() > MOST_WEIGHED {
            fitting.select_nth_unstable(MOST_WEIGHED);
            fitting.truncate(MOST_WEIGHED);
        }
        fits.extend(fitting);
    }
    sort_by(&mut fits, Ord::cmp);
    let mut taken = std::collections::BTreeSet::new();
    let mut all = Vec::new();
    for (.., out, into) in fits {
        if !taken.contains(&out) && !taken.contains(&into) {
            taken.extend([out, into]);
            all.push(Exchange { out: out.to_string(), into: into.to_string() });
        }
    }
    all
}

/// The amount without its sign in the settings' currency, in the smallest units; `None` without a rate.
fn worth(settings: &Settings, side: &Side<'_>) -> Option<i128> {
    let amount = side.amount.abs();
    if side.currency == settings.currency {
        return Some(amount.units());
    }
    let rate = settings.rates.iter().find(|rate| rate.currency == side.currency)?;
    Some(amount.at_rate(rate.rate).units())
}

#[cfg(test)]
mod tests {
    use crate::category::Category;
    use crate::ledger::{Filter, Ledger};
    use crate::settings::Settings;
    use crate::testing::{account, record};
    use crate::transaction::{Kind, Record, Statement};

    fn ledger(settings: &str, pounds: &[(&str, &str)], euros: &[(&str, &str)]) -> Ledger {
        let mut ledger = Ledger::new(Settings::from_json(settings.as_bytes()).unwrap(), "2026-11-23".parse().unwrap());
        for (id, code, rows) in [("pounds", "GBP", pounds), ("euros", "EUR", euros)] {
            let currency = code.parse().unwrap();
            let line = |(date, amount): &(&str, &str)| Record { currency, ..record(date, amount, "QZX") };
            let account = crate::account::Account { currency, ..account(id, crate::account::AccountKind::Account) };
            let records = rows.iter().map(line).collect();
            ledger.load(Statement {
                account,
                records,
                commitments: Vec::new(),
                unlisted: Vec::new(),
                problems: Vec::new(),
            });
        }
        ledger
    }

    const RATE: &str = r#"{"rates":[{"currency":"EUR","rate":0.85}]}"#;

    fn suggested(ledger: &Ledger) -> Vec<String> {
        let rows = ledger.transactions(&Filter::default());
        let amount = |id: &str| rows.iter().find(|row| row.id == id).unwrap().amount;
        let pair = |pair: super::Exchange| format!("{} {}", amount(&pair.out), amount(&pair.into));
        ledger.suggested_transfers().into_iter().map(pair).collect()
    }

    #[test]
    fn legs_within_three_hundredths_are_suggested_and_not_paired() {
        let found = ledger(RATE, &[("2026-11-03", "-100.00")], &[("2026-11-05", "115.00")]);
        assert_eq!(suggested(&found), ["-100.00 115.00"]);
        assert!(found.transactions(&Filter::default()).iter().all(|row| row.kind != Kind::Transfer));
        for euros in [("2026-11-05", "113.00"), ("2026-11-08", "117.65"), ("2026-11-05", "-117.65")] {
            assert!(suggested(&ledger(RATE, &[("2026-11-03", "-100.00")], &[euros])).is_empty(), "{euros:?}");
        }
        let unknown = ledger("{}", &[("2026-11-03", "-100.00")], &[("2026-11-05", "115.00")]);
        assert!(suggested(&unknown).is_empty(), "without a rate nothing can be said");
    }

    #[test]
    fn each_leg_is_in_one_pair_and_the_nearest_fits_first() {
        let pounds = [("2026-11-03", "-100.00"), ("2026-11-03", "-101.00")];
        let found = ledger(RATE, &pounds, &[("2026-11-04", "118.82")]);
        assert_eq!(suggested(&found), ["-101.00 118.82"]);
    }

    #[test]
    fn what_the_person_decided_is_no_longer_suggested() {
        let mut found = ledger(RATE, &[("2026-11-03", "-100.00")], &[("2026-11-05", "115.00")]);
        for row in found.transactions(&Filter::default()) {
            found.correct(&row.id, Category::Transfers, false).unwrap();
        }
        assert!(suggested(&found).is_empty());
        assert!(found.transactions(&Filter::default()).iter().all(|row| row.kind == Kind::Transfer));
    }

    /// Each that went out fits each that came in.
    #[test]
    fn of_many_equal_ones_some_are_suggested_and_each_once() {
        let (out, into) = (vec![("2026-11-03", "-85.00"); 300], vec![("2026-11-03", "100.00"); 300]);
        let found = ledger(RATE, &out, &into).suggested_transfers();
        let ids: std::collections::BTreeSet<_> = found.iter().flat_map(|pair| [&pair.out, &pair.into]).collect();
        assert_eq!((found.len(), ids.len()), (super::MOST_WEIGHED, 2 * super::MOST_WEIGHED));
    }
}
