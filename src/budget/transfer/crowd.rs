//! Pairing where many legs of one amount lie close together, without looking at every two of them.
//!
//! Each leg out, by date and id, takes a free leg in: one that is no trade before one that is, then the nearest in time, then
//! the first by id. That is near the best answer; the exact one would take minutes for thousands of legs.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};

use super::{Claim, DAYS_APART, Leg, claims_fit};
use crate::order::sort_by;

/// The ids of the legs that pair; both lists are of one amount and currency.
pub(super) fn pairs<Id: Copy + Ord>(out: &[&Leg<'_, Id>], into: &[&Leg<'_, Id>]) -> Vec<(Id, Id)> {
    let mut outgoing = out.to_vec();
    sort_by(&mut outgoing, |one, other| (one.date, one.id).cmp(&(other.date, other.id)));
    let mut incoming = Incoming::of(into);
    outgoing.into_iter().filter_map(|leg| Some((leg.id, incoming.take_partner(leg)?))).collect()
}

/// The free legs in, each list sorted by id. Kept apart by all that decides, so that a partner is found without
/// looking at the legs that cannot be it: thousands of equal amounts on one day are no trouble.
struct Incoming<'a, Id>(BTreeMap<Key, ByAccount<'a, Id>>);

type Key = (Claim, NaiveDate);
/// Ids of legs, by the id of their account.
type ByAccount<'a, Id> = BTreeMap<&'a str, BTreeSet<Id>>;

impl<'a, Id: Copy + Ord> Incoming<'a, Id> {
    fn of(legs: &[&Leg<'a, Id>]) -> Self {
        let mut lists: BTreeMap<Key, ByAccount<'a, Id>> = BTreeMap::new();
        for leg in legs {
            let by_account = lists.entry((leg.claim, leg.date)).or_default();
            by_account.entry(leg.account).or_default().insert(leg.id);
        }
        Self(lists)
    }

    fn take_partner(&mut self, out: &Leg<'_, Id>) -> Option<Id> {
        for claims in [&[Claim::Own, Claim::Open][..], &[Claim::Trade]] {
            let fitting: Vec<Claim> = claims.iter().copied().filter(|claim| claims_fit(out.claim, *claim)).collect();
            for days in 0..=DAYS_APART {
                if let Some(partner) = self.take_at(out, &fitting, TimeDelta::days(days)) {
                    return Some(partner);
                }
            }
        }
        None
    }

    /// The first by id of the legs that lie exactly so far from `out`, before or after.
    fn take_at(&mut self, out: &Leg<'_, Id>, claims: &[Claim], apart: TimeDelta) -> Option<Id> {
        let dates = [out.date.checked_sub_signed(apart), out.date.checked_add_signed(apart)];
        let keys = dates.into_iter().flatten().flat_map(|date| claims.iter().map(move |claim| (*claim, date)));
        let first = |(claim, date): (Claim, NaiveDate)| {
            let key = (claim, date);
            let others = self.0.get(&key)?.iter().filter(|(account, _)| **account != out.account);
            others.filter_map(|(account, ids)| Some((*ids.first()?, *account, key))).min()
        };
        let (id, account, key) = keys.filter_map(first).min()?;
        self.0.get_mut(&key)?.get_mut(account)?.remove(&id);
        Some(id)
    }
}
