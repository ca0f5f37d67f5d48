//! Own transfers (rule 6): money that only moved between a person's accounts and cards.
//!
//! Legs can only pair where they are opposite amounts of one currency, close in time. What is left are small groups of legs
//! that may fit one another in several ways; each is solved as a whole: the most pairs, of these the fewest with a shop or
//! biller in them, of these the fewest days apart. Between answers that are equally good the order of dates and ids decides,
//! never that of the input.

mod crowd;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

use crate::money::{Amount, Currency};
use crate::order::sort_by;

/// The two legs lie at most this many days apart: a weekend and a slow bank.
pub(crate) const DAYS_APART: i64 = 4;
/// A group with more legs than this on its larger side is a crowd: the exact answer costs the cube of it.
const CROWD: usize = 32;

/// What pairing needs to know of a transaction. Whatever its id is, it is told apart by it, and of legs that are equal
/// otherwise the first by id comes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leg<'a, Id = &'a str> {
    pub(crate) id: Id,
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

/// The amounts that came in: what went out and is none of them did not come in anywhere else.
pub(crate) struct Arrivals(Vec<(Currency, i128)>);

impl Arrivals {
    pub(crate) fn of(amounts: impl Iterator<Item = (Currency, Amount)>) -> Self {
        let arrived = amounts.filter(|(_, amount)| !amount.is_negative() && !amount.is_zero());
        let mut all: Vec<_> = arrived.map(|(currency, amount)| (currency, amount.units())).collect();
        sort_by(&mut all, Ord::cmp);
        all.dedup();
        Self(all)
    }

    /// Whether money of that amount may have been one leg of a transfer.
    pub(crate) fn may_pair(&self, currency: Currency, amount: Amount) -> bool {
        !amount.is_negative() || self.0.binary_search(&(currency, amount.abs().units())).is_ok()
    }
}

/// Each leg that found a partner, by id, with the partner's id.
pub(crate) fn paired<Id: Copy + Ord>(legs: &[Leg<'_, Id>]) -> BTreeMap<Id, Id> {
    let mut sorted: Vec<&Leg<'_, Id>> = legs.iter().filter(|leg| !leg.amount.is_zero()).collect();
    let key = |leg: &Leg<'_, Id>| (leg.currency, leg.amount.abs(), leg.date, leg.id);
    sort_by(&mut sorted, |one, other| key(one).cmp(&key(other)));
    let mut partners = BTreeMap::new();
    for group in sorted.chunk_by(|one, next| may_touch(one, next)) {
        let (out, into): (Vec<_>, Vec<_>) = group.iter().copied().partition(|leg| leg.amount.is_negative());
        let pairs = match out.len().max(into.len()) {
            _ if out.is_empty() || into.is_empty() => continue,
            1..=CROWD => best(&out, &into),
            _ => crowd::pairs(&out, &into),
        };
        for (out, into) in pairs {
            partners.insert(out, into);
            partners.insert(into, out);
        }
    }
    partners
}

/// Whether two legs that are neighbours by currency, amount and date can be of one group.
fn may_touch<Id>(one: &Leg<'_, Id>, next: &Leg<'_, Id>) -> bool {
    let apart = next.date.signed_duration_since(one.date).num_days();
    one.currency == next.currency && one.amount.abs() == next.amount.abs() && apart <= DAYS_APART
}

/// The best way to pair the legs out with the legs in, as ids.
fn best<Id: Copy>(out: &[&Leg<'_, Id>], into: &[&Leg<'_, Id>]) -> Vec<(Id, Id)> {
    if out.len() > into.len() {
        return best(into, out).into_iter().map(|(into, out)| (out, into)).collect();
    }
    let Ok(worths) = Matrix::from_rows(out.iter().map(|one| into.iter().map(|other| worth(one, other)))) else {
        return Vec::new();
    };
    let (_, columns) = kuhn_munkres(&worths);
    let chosen = out.iter().zip(columns).filter_map(|(one, column)| Some((one, into.get(column)?)));
    chosen.filter(|(one, other)| worth(one, other) > 0).map(|(one, other)| (one.id, other.id)).collect()
}

/// What a pair is worth; 0 where it is none. One more pair outweighs everything else about a group, and one shop or biller
/// less outweighs all its days.
fn worth<Id>(one: &Leg<'_, Id>, other: &Leg<'_, Id>) -> i64 {
    let days = one.date.signed_duration_since(other.date).num_days().abs();
    if one.account == other.account || days > DAYS_APART || !claims_fit(one.claim, other.claim) {
        return 0;
    }
    let trade = one.claim == Claim::Trade || other.claim == Claim::Trade;
    1_000_000 - if trade { 1_000 } else { 0 } - days
}

fn claims_fit(one: Claim, other: Claim) -> bool {
    one == Claim::Own || other == Claim::Own || (one == Claim::Open && other == Claim::Open)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
        paired(legs).into_keys().map(str::to_owned).collect()
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

    /// The nearest partner of the first leg is the only one of the second.
    #[test]
    fn no_leg_takes_the_only_partner_of_another() {
        let legs = [
            leg("a", "current", 10, "-50", Claim::Open),
            leg("b", "savings", 10, "-50", Claim::Open),
            leg("c", "savings", 12, "50", Claim::Open),
            leg("d", "current", 10, "50", Claim::Open),
        ];
        let partners = paired(&legs);
        assert_eq!((partners["a"], partners["b"]), ("c", "d"));
    }

    fn any_legs() -> impl Strategy<Value = Vec<(u32, bool, usize, usize)>> {
        prop::collection::vec((1u32..9, any::<bool>(), 0usize..3, 0usize..3), 0..9)
    }

    fn made(parts: &[(u32, bool, usize, usize)], ids: &'static [&'static str]) -> Vec<Leg<'static>> {
        let legs = parts.iter().zip(ids).map(|(&(day, out, account, claim), id)| {
            let claim = [Claim::Own, Claim::Open, Claim::Trade][claim];
            leg(id, ["current", "savings", "card"][account], day, if out { "-50" } else { "50" }, claim)
        });
        legs.collect()
    }

    /// The greatest worth of any choice of pairs, by trying all of them.
    fn best_by_trying(out: &[&Leg<'_>], into: &[&Leg<'_>]) -> i64 {
        let Some((first, rest)) = out.split_first() else { return 0 };
        let without = best_by_trying(rest, into);
        let with = (0..into.len()).filter(|&at| worth(first, into[at]) > 0).map(|at| {
            let others: Vec<_> =
                into.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, leg)| *leg).collect();
            worth(first, into[at]) + best_by_trying(rest, &others)
        });
        with.max().unwrap_or(0).max(without)
    }

    proptest! {
        #[test]
        fn no_other_choice_of_pairs_is_better(parts in any_legs()) {
            let legs = made(&parts, &["a", "b", "c", "d", "e", "f", "g", "h", "i"]);
            let (out, into): (Vec<_>, Vec<_>) = legs.iter().partition(|leg| leg.amount.is_negative());
            let partners = paired(&legs);
            let by_id = |id: &str| legs.iter().find(|leg| leg.id == id).unwrap();
            for (one, other) in &partners {
                prop_assert_eq!(partners[other], *one);
                prop_assert!(worth(by_id(one), by_id(other)) > 0);
            }
            let found: i64 = partners.iter().map(|(one, other)| worth(by_id(one), by_id(other))).sum();
            prop_assert_eq!(found / 2, best_by_trying(&out, &into));
            let backwards: Vec<_> = legs.iter().rev().cloned().collect();
            prop_assert_eq!(paired(&backwards), partners);
        }
    }
}
