//! Refunds and the purchases that they give back (rule 7).
//!
//! A refund belongs to a purchase of the same merchant (of the same text, where no merchant is known) and currency, made on the
//! same day or up to [`DAYS`] days before it, of which at least as much is left. A purchase of exactly that amount comes first,
//! the latest before earlier ones; then the latest of which it is a part. The refund is of the purchase's category.

use std::collections::BTreeMap;

use crate::money::{Amount, Currency};
use crate::transaction::{DecidedBy, Kind, Transaction};

/// How long shops take things back.
const DAYS: i64 = 180;
/// How many of a merchant's purchases are looked at for one refund.
const LOOKED_AT: usize = 200;

/// Links refunds to their purchases. The rows are sorted newest first.
pub(crate) fn link(rows: &mut [Transaction]) {
    let refunds: Vec<usize> = places(rows, Kind::Refund);
    if refunds.is_empty() {
        return;
    }
    let mut purchases: BTreeMap<(Currency, String), Vec<(usize, Amount)>> = BTreeMap::new();
    for at in places(rows, Kind::Spending) {
        let Some(row) = rows.get(at).filter(|row| row.splits.is_empty()) else { continue };
        purchases.entry((row.currency, payee(row))).or_default().push((at, row.amount.abs()));
    }
    // The oldest refund chooses first.
    for whole in [true, false] {
        for &at in refunds.iter().rev() {
            let Some(refund) = rows.get(at).filter(|row| row.refund_of.is_none() && row.splits.is_empty()) else {
                continue;
            };
            let Some(list) = purchases.get_mut(&(refund.currency, payee(refund))) else { continue };
            // Newest first, so the first that fits is the latest.
            let start = list.partition_point(|(place, _)| rows.get(*place).is_some_and(|row| row.date > refund.date));
            let fits = |(place, left): &&mut (usize, Amount)| {
                let bought = rows.get(*place);
                let age = bought.map(|row| refund.date.signed_duration_since(row.date).num_days());
                let amount = refund.amount;
                let enough = if whole {
                    *left == amount && bought.is_some_and(|row| row.amount.abs() == amount)
                } else {
                    *left >= amount
                };
                age.is_some_and(|days| days <= DAYS) && enough
            };
            let Some((place, left)) = list.iter_mut().skip(start).take(LOOKED_AT).find(fits) else { continue };
            *left = *left - refund.amount;
            let place = *place;
            let bought = rows.get(place).map(|row| (row.id.clone(), row.category, row.decided_by, row.confidence));
            if let (Some(refund), Some((id, category, decided_by, confidence))) = (rows.get_mut(at), bought) {
                refund.refund_of = Some(id);
                if refund.decided_by != DecidedBy::Rule && refund.decided_by != DecidedBy::You {
                    (refund.category, refund.decided_by, refund.confidence) = (category, decided_by, confidence);
                }
            }
        }
    }
}

fn places(rows: &[Transaction], kind: Kind) -> Vec<usize> {
    rows.iter().enumerate().filter(|(_, row)| row.kind == kind).map(|(at, _)| at).collect()
}

/// Who was paid, as far as a text tells.
fn payee(row: &Transaction) -> String {
    row.merchant.as_deref().unwrap_or(&row.description).to_lowercase()
}
