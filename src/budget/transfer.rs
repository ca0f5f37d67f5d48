//! Own transfers (rule 6): money that only moved between a person's accounts and cards.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};

use crate::money::{Amount, Currency};

/// The two legs lie at most this many days apart: a weekend and a slow bank.
pub(crate) const DAYS_APART: i64 = 4;

/// What pairing needs to know of a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leg<'a> {
    pub(crate) id: &'a str,
    pub(crate) account: &'a str,
    pub(crate) date: NaiveDate,
    pub(crate) amount: Amount,
    pub(crate) currency: Currency,
    pub(crate) claim: Claim,
}

/// What the leg's own text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Claim {
    /// It is to or from own money.
    Own,
    /// It may be.
    Open,
    /// It is a purchase, a bill or earnings. Such a leg pairs only with one that says it is own money.
    Trade,
}

/// The ids of all legs that found a partner: opposite amounts of one currency, on two accounts, at most
/// [`DAYS_APART`] days apart, each leg used once.
///
/// Each leg out, by date and id, takes a free leg in: one that is no trade before one that is, then the nearest in
/// time, then the first by id; so the answer does not depend on the order of the input.
pub(crate) fn paired<'a>(legs: &[Leg<'a>]) -> BTreeSet<&'a str> {
    let mut outgoing: Vec<&Leg<'a>> = legs.iter().filter(|leg| leg.amount.is_negative()).collect();
    outgoing.sort_by_key(|leg| (leg.date, leg.id));
    let mut incoming = Incoming::of(legs);
    let mut found = BTreeSet::new();
    for out in outgoing {
        if let Some(partner) = incoming.take_partner(out) {
            found.insert(out.id);
            found.insert(partner);
        }
    }
    found
}

/// The free legs in, each list sorted by id. Kept apart by all that decides, so that a partner is found without
/// looking at the legs that cannot be it: thousands of equal amounts on one day are no trouble.
struct Incoming<'a>(BTreeMap<Key, ByAccount<'a>>);

type Key = (Currency, Amount, Claim, NaiveDate);
/// Ids of legs, by the id of their account.
type ByAccount<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

impl<'a> Incoming<'a> {
    fn of(legs: &[Leg<'a>]) -> Self {
        let mut lists: BTreeMap<Key, ByAccount<'a>> = BTreeMap::new();
        for leg in legs.iter().filter(|leg| !leg.amount.is_negative() && !leg.amount.is_zero()) {
            let by_account = lists.entry((leg.currency, leg.amount, leg.claim, leg.date)).or_default();
            by_account.entry(leg.account).or_default().insert(leg.id);
        }
        Self(lists)
    }

    fn take_partner(&mut self, out: &Leg<'a>) -> Option<&'a str> {
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
    fn take_at(&mut self, out: &Leg<'a>, claims: &[Claim], apart: TimeDelta) -> Option<&'a str> {
        let dates = [out.date.checked_sub_signed(apart), out.date.checked_add_signed(apart)];
        let keys = dates.into_iter().flatten().flat_map(|date| claims.iter().map(move |claim| (*claim, date)));
        let first = |(claim, date): (Claim, NaiveDate)| {
            let key = (out.currency, -out.amount, claim, date);
            let others = self.0.get(&key)?.iter().filter(|(account, _)| **account != out.account);
            others.filter_map(|(account, ids)| Some((*ids.first()?, *account, key))).min()
        };
        let (id, account, key) = keys.filter_map(first).min()?;
        self.0.get_mut(&key)?.get_mut(account)?.remove(id);
        Some(id)
    }
}

fn claims_fit(one: Claim, other: Claim) -> bool {
    one == Claim::Own || other == Claim::Own || (one == Claim::Open && other == Claim::Open)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leg<'a>(id: &'a str, account: &'a str, day: u32, amount: &str, claim: Claim) -> Leg<'a> {
        Leg {
            id,
            account,
            date: NaiveDate::from_ymd_opt(2026, 11, day).unwrap(),
            amount: amount.parse().unwrap(),
            currency: Currency::GBP,
            claim,
        }
    }

    fn ids(legs: &[Leg<'_>]) -> Vec<String> {
        paired(legs).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn opposite_amounts_on_two_accounts_within_four_days() {
        let out = leg("a", "current", 10, "-50.00", Claim::Open);
        assert_eq!(ids(&[out.clone(), leg("b", "savings", 14, "50", Claim::Open)]), ["a", "b"]);
        for stranger in [
            leg("b", "savings", 15, "50.00", Claim::Open),
            leg("b", "current", 10, "50.00", Claim::Open),
            leg("b", "savings", 10, "50.01", Claim::Open),
            leg("b", "savings", 10, "50.00", Claim::Trade),
            Leg { currency: "EUR".parse().unwrap(), ..leg("b", "savings", 10, "50.00", Claim::Open) },
        ] {
            assert!(paired(&[out.clone(), stranger]).is_empty());
        }
    }

    #[test]
    fn each_leg_is_used_once_and_the_nearest_wins() {
        let legs = [
            leg("far", "savings", 13, "50", Claim::Open),
            leg("near", "savings", 11, "50", Claim::Open),
            leg("out", "current", 10, "-50", Claim::Open),
        ];
        assert_eq!(ids(&legs), ["near", "out"]);
        let reversed: Vec<_> = legs.into_iter().rev().collect();
        assert_eq!(ids(&reversed), ["near", "out"]);
    }

    #[test]
    fn a_card_repayment_pairs_with_the_direct_debit_that_paid_it() {
        let bill = leg("debit", "current", 10, "-312.40", Claim::Trade);
        assert_eq!(ids(&[bill, leg("card", "card", 11, "312.40", Claim::Own)]), ["card", "debit"]);
    }

    /// 20,000 legs that all fit one another: a search that looks at every candidate would take minutes.
    #[test]
    fn thousands_of_equal_amounts_pair_off() {
        let ids: Vec<String> = (0..10_000).map(|n| n.to_string()).collect();
        let others: Vec<String> = (10_000..20_000).map(|n| n.to_string()).collect();
        let out = ids.iter().map(|id| leg(id, "current", 10, "-50", Claim::Open));
        let all: Vec<_> = out.chain(others.iter().map(|id| leg(id, "savings", 11, "50", Claim::Open))).collect();
        assert_eq!(paired(&all).len(), 20_000);
    }
}
