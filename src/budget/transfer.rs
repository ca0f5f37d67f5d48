//! Own transfers (rule 6): money that only moved between a person's accounts and cards.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
/// Each leg out, by date and id, takes the free leg in that claims the most, then the nearest in time, then the first
/// by id; so the answer does not depend on the order of the input.
pub(crate) fn paired<'a>(legs: &[Leg<'a>]) -> BTreeSet<&'a str> {
    let mut incoming: BTreeMap<(Currency, Amount), Vec<&Leg<'a>>> = BTreeMap::new();
    let mut outgoing: Vec<&Leg<'a>> = Vec::new();
    for leg in legs.iter().filter(|leg| !leg.amount.is_zero()) {
        match leg.amount.is_negative() {
            true => outgoing.push(leg),
            false => incoming.entry((leg.currency, leg.amount)).or_default().push(leg),
        }
    }
    outgoing.sort_by_key(|leg| (leg.date, leg.id));

    let mut found = BTreeSet::new();
    for out in outgoing {
        let Some(candidates) = incoming.get(&(out.currency, -out.amount)) else { continue };
        let partner = candidates
            .iter()
            .filter(|leg| leg.account != out.account && !found.contains(leg.id) && claims_fit(out.claim, leg.claim))
            .map(|leg| (leg.claim == Claim::Trade, days_apart(out.date, leg.date), leg.id))
            .filter(|(_, days, _)| *days <= DAYS_APART)
            .min();
        if let Some((_, _, partner)) = partner {
            found.insert(out.id);
            found.insert(partner);
        }
    }
    found
}

fn claims_fit(one: Claim, other: Claim) -> bool {
    one == Claim::Own || other == Claim::Own || (one == Claim::Open && other == Claim::Open)
}

fn days_apart(one: NaiveDate, other: NaiveDate) -> i64 {
    one.signed_duration_since(other).num_days().abs()
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
}
