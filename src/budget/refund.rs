//! Refunds and the purchases that they give back (rule 7).
//!
//! A refund belongs to a purchase of the same merchant (of the same text, where no merchant is known) and currency, made on the
//! same day or up to [`DAYS`] days before it, of which at least as much is left. A purchase of exactly that amount comes first,
//! the latest before earlier ones; then the latest of which it is a part. The refund is of the purchase's category.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::money::{Amount, Currency};
use crate::row::Row;
use crate::transaction::{DecidedBy, Kind};

/// How long shops take things back.
const DAYS: i64 = 180;
/// How many of a merchant's purchases are looked at for one refund.
const LOOKED_AT: usize = 200;

/// Links refunds to their purchases. The rows are sorted newest first. `paid` says who was paid, as far as the row's
/// texts tell; their numbers are below `texts`.
pub(crate) fn link<'a>(rows: &mut [Row], texts: usize, paid: impl Fn(&Row) -> Option<&'a str>) {
    let mut payees = Payees { names: BTreeMap::new(), by_text: vec![None; texts] };
    let refunds: Vec<(usize, usize)> =
        places(rows, Kind::Refund).filter_map(|(at, row)| Some((at, payees.add(paid(row)?)))).collect();
    if refunds.is_empty() {
        return;
    }
    let mut purchases: BTreeMap<(Currency, usize), Vec<Purchase>> = BTreeMap::new();
    for (at, row) in places(rows, Kind::Spending).filter(|(_, row)| row.splits.is_empty()) {
        if let Some(payee) = payees.find(row.text, || paid(row)) {
            let cost = row.amount.abs();
            purchases.entry((row.currency, payee)).or_default().push(Purchase { at, date: row.date, cost, left: cost });
        }
    }
    // The oldest refund chooses first.
    for whole in [true, false] {
        for &(at, payee) in refunds.iter().rev() {
            let Some(refund) = rows.get(at).filter(|row| row.other.is_none() && row.splits.is_empty()) else {
                continue;
            };
            let Some(list) = purchases.get_mut(&(refund.currency, payee)) else { continue };
            let Some(place) = take(list, refund, whole) else { continue };
            let bought = rows.get(place).map(|row| (row.id, row.category, row.decided_by, row.confidence));
            if let (Some(refund), Some((id, category, decided_by, confidence))) = (rows.get_mut(at), bought) {
                refund.other = Some(id);
                if refund.decided_by != DecidedBy::Rule && refund.decided_by != DecidedBy::You {
                    (refund.category, refund.decided_by, refund.confidence) = (category, decided_by, confidence);
                }
            }
        }
    }
}

struct Purchase {
    /// Its place among the rows.
    at: usize,
    date: NaiveDate,
    cost: Amount,
    /// What no refund has given back.
    left: Amount,
}

/// Takes a refund off the purchase that it gives back, the whole or a part, and says where that is. The list is of one payee,
/// newest first, so the first that fits is the latest.
fn take(purchases: &mut [Purchase], refund: &Row, whole: bool) -> Option<usize> {
    let start = purchases.partition_point(|purchase| purchase.date > refund.date);
    let young = |purchase: &&mut Purchase| refund.date.signed_duration_since(purchase.date).num_days() <= DAYS;
    let fits = |purchase: &&mut Purchase| {
        if whole {
            purchase.left == refund.amount && purchase.cost == refund.amount
        } else {
            purchase.left >= refund.amount
        }
    };
    let found = purchases.iter_mut().skip(start).take(LOOKED_AT).take_while(young).find(fits)?;
    found.left = found.left - refund.amount;
    Some(found.at)
}

fn places(rows: &[Row], kind: Kind) -> impl Iterator<Item = (usize, &Row)> {
    rows.iter().enumerate().filter(move |(_, row)| row.kind == kind)
}

/// Who gave something back, in small letters, each with a number.
struct Payees {
    names: BTreeMap<String, usize>,
    /// What is known of a text: its payee's number, or that it is none of them.
    by_text: Vec<Option<Option<usize>>>,
}

impl Payees {
    fn add(&mut self, name: &str) -> usize {
        let next = self.names.len();
        *self.names.entry(name.to_lowercase()).or_insert(next)
    }

    fn find<'a>(&mut self, text: usize, name: impl Fn() -> Option<&'a str>) -> Option<usize> {
        let known = self.by_text.get_mut(text)?;
        *known.get_or_insert_with(|| self.names.get(&name()?.to_lowercase()).copied())
    }
}
