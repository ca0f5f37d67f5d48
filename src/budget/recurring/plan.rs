//! The bank's commitments and the detected series as one list of plans: when each is due next, and how it goes on.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::commitment::Commitment;
use super::detect::{Series, Sighting, series};
use super::rhythm::{Moves, Rhythm, Shift};
use super::{AmountChange, RecurringPayment, payee};
use crate::account::Account;
use crate::categorise::{Evidence, Nature, categorise};
use crate::category::Category;
use crate::expected::Source;
use crate::identity::Id;
use crate::money::Amount;
use crate::order::sort_by;
use crate::transaction::{BankHint, Method};

/// A recurring payment with all that tells its further days.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) payment: RecurringPayment,
    pub(crate) rhythm: Option<Rhythm>,
    pub(crate) moves: Moves,
    /// The due day behind the next date, before a weekend or a bank holiday moved it.
    pub(crate) due: NaiveDate,
    /// It is not paid after this day.
    pub(crate) end: Option<NaiveDate>,
    /// The ids of the transactions that were its payments.
    pub(crate) paid: Vec<Id>,
}

/// A commitment and whose it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held<'a> {
    pub(crate) account: &'a Account,
    pub(crate) commitment: &'a Commitment,
}

/// Every plan that goes on, by its next date. `accounts` are by fingerprint, `rows` newest first.
pub(crate) fn plans<'a>(
    accounts: &BTreeMap<String, Account>,
    mut held: Vec<Held<'a>>,
    rows: impl Iterator<Item = Sighting<'a>>,
    today: NaiveDate,
) -> Vec<Plan> {
    fn place<'b>(it: &'b Held<'_>) -> (&'b str, Source, &'b str, Option<NaiveDate>, Option<Amount>) {
        let Held { account, commitment } = it;
        (&account.fingerprint, commitment.source, commitment.name(), commitment.next, commitment.amount)
    }
    sort_by(&mut held, |a, b| place(a).cmp(&place(b)));
    let mut index = Index::of(series(rows));
    // Whoever matches by day and amount comes before whoever matches by name alone.
    let exact: Vec<Option<usize>> = held.iter().map(|it| index.take_exact(it)).collect();
    let matched: Vec<_> =
        held.iter().zip(exact).map(|(it, exact)| (it, exact.or_else(|| index.take_named(it)))).collect();
    let listed = matched.into_iter().filter_map(|(it, place)| {
        let series = place.and_then(|place| index.series.get(place));
        of_bank(it, series, today)
    });
    let mut plans: Vec<Plan> = listed.collect();
    plans.extend(index.left().filter_map(|series| of_series(accounts.get(series.last.account)?, series, today)));
    sort_by(&mut plans, |a, b| order(a).cmp(&order(b)));
    plans
}

fn order(plan: &Plan) -> (NaiveDate, &str, Amount, &str) {
    let it = &plan.payment;
    (it.next_date, &it.name, it.amount, &it.account_id)
}

/// The series that the bank may know of, by what they are found with. Each is taken once.
struct Index<'a> {
    series: Vec<Series<'a>>,
    free: Vec<bool>,
    by_amount: BTreeMap<(&'a str, Amount), Vec<usize>>,
    by_word: BTreeMap<(&'a str, String), Vec<usize>>,
}

/// Of the series that look alike, only so many are tried.
const TRIED: usize = 50;
/// Days between the bank's date and the one that the transactions show.
const APART: u64 = 5;

impl<'a> Index<'a> {
    fn of(series: Vec<Series<'a>>) -> Self {
        let free = vec![true; series.len()];
        let mut index = Self { series, free, by_amount: BTreeMap::new(), by_word: BTreeMap::new() };
        for (place, series) in index.series.iter().enumerate() {
            let last = &series.last;
            if !last.amount.is_negative() {
                continue;
            }
            index.by_amount.entry((last.account, last.amount)).or_default().push(place);
            for word in series.names().iter().filter_map(|name| first_word(name)) {
                let places = index.by_word.entry((last.account, word)).or_default();
                // Both of its names may begin alike.
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
        index
    }

    /// A series of the same account and amount that was paid when the bank says, or is due when it says.
    fn take_exact(&mut self, it: &Held<'a>) -> Option<usize> {
        let places = self.by_amount.get(&(it.account.fingerprint.as_str(), it.commitment.amount?))?;
        let near = |a: NaiveDate, b: NaiveDate| a.signed_duration_since(b).num_days().unsigned_abs() <= APART;
        let fits = |series: &Series<'_>| {
            let due = series.fit.rhythm.after(series.fit.last_due);
            let paid = it.commitment.previous.is_some_and(|previous| near(previous, series.last.date));
            paid || it.commitment.next.zip(due).is_some_and(|(next, due)| near(next, due))
        };
        let found = self.first_free(places, it, fits)?;
        self.take(found)
    }

    /// A series of the same account and payee.
    fn take_named(&mut self, it: &Held<'a>) -> Option<usize> {
        let names = keys([it.commitment.payee.as_deref(), it.commitment.reference.as_deref()]);
        let alike = |series: &Series<'_>| {
            let theirs = series.names();
            names.iter().any(|name| theirs.iter().any(|other| payee::alike(name, other)))
        };
        let found = names.iter().filter_map(|name| first_word(name)).find_map(|word| {
            let places = self.by_word.get(&(it.account.fingerprint.as_str(), word))?;
            self.first_free(places, it, alike)
        })?;
        self.take(found)
    }

    fn take(&mut self, place: usize) -> Option<usize> {
        *self.free.get_mut(place)? = false;
        Some(place)
    }

    fn first_free(&self, places: &[usize], it: &Held<'a>, fits: impl Fn(&Series<'_>) -> bool) -> Option<usize> {
        let free = places.iter().copied().filter(|place| self.free.get(*place) == Some(&true)).take(TRIED);
        let found = free.filter_map(|place| Some((place, self.series.get(place)?)));
        let mut found = found.filter(|(_, series)| series.last.currency == it.commitment.currency && fits(series));
        found.next().map(|(place, _)| place)
    }

    fn left(&self) -> impl Iterator<Item = &Series<'a>> {
        self.series.iter().zip(&self.free).filter(|(_, free)| **free).map(|(series, _)| series)
    }
}

fn first_word(key: &str) -> Option<String> {
    key.split(' ').next().filter(|word| !word.is_empty()).map(str::to_owned)
}

fn keys<const N: usize>(names: [Option<&str>; N]) -> Vec<String> {
    names.into_iter().flatten().map(payee::key).filter(|key| !key.is_empty()).collect()
}

impl Series<'_> {
    fn names(&self) -> Vec<String> {
        [self.key.clone()].into_iter().chain(keys([Some(self.last.description)])).collect()
    }
}

/// When a series is due next and on which day it was missed; `None` when it has ended.
fn going_on(series: &Series<'_>, moves: Moves, today: NaiveDate) -> Option<(NaiveDate, Option<NaiveDate>)> {
    let late = today.checked_sub_days(Days::new(grace(series.fit.rhythm)))?;
    let due = series.fit.rhythm.after(series.fit.last_due)?;
    if moves.of(due)? >= late {
        return Some((due, None));
    }
    let following = series.fit.rhythm.after(due)?;
    (moves.of(following)? >= late).then_some((following, moves.of(due)))
}

/// The days that a payment may be late before it is missed.
fn grace(rhythm: Rhythm) -> u64 {
    match rhythm.days() {
        0..=10 => 3,
        11..=60 => 5,
        _ => 14,
    }
}

/// Direct debits and standing orders move to the next working day, unless one was seen on a weekend.
fn shift(series: Option<&Series<'_>>, source: Source) -> Shift {
    match series {
        Some(series) if source == Source::Detected || weekend(series.last.date) => series.fit.shift,
        _ => Shift::Next,
    }
}

fn weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

fn of_series(account: &Account, series: &Series<'_>, today: NaiveDate) -> Option<Plan> {
    let last = &series.last;
    if last.transfer && !last.amount.is_negative() {
        return None;
    }
    let by_debit = last.method == Some(Method::DirectDebit) && series.fit.shift == Shift::Stay && !weekend(last.date);
    let shift = if by_debit { Shift::Next } else { shift(Some(series), Source::Detected) };
    let moves = Moves::new(shift, last.currency, Some(series.fit.rhythm));
    let (due, missed) = going_on(series, moves, today)?;
    let amount = series.expected();
    Some(Plan {
        payment: RecurringPayment {
            name: last.name.to_owned(),
            category: last.category,
            amount,
            currency: last.currency,
            every: series.fit.rhythm.to_string(),
            next_date: moves.of(due)?.max(today),
            last_date: Some(last.date),
            source: Source::Detected,
            account_id: account.id.clone(),
            transfer: last.transfer,
            changed: series.changed().map(|(from, to)| AmountChange { from, to }),
            missed,
        },
        rhythm: Some(series.fit.rhythm),
        moves,
        due,
        end: None,
        paid: series.ids.clone(),
    })
}

/// What the bank lists, completed by the series it belongs to. The bank's own next date and amount come first.
fn of_bank(it: &Held<'_>, series: Option<&Series<'_>>, today: NaiveDate) -> Option<Plan> {
    let Held { account, commitment } = it;
    let rhythm = commitment.rhythm.or_else(|| series.map(|series| series.fit.rhythm));
    let moves = Moves::new(shift(series, commitment.source), commitment.currency, rhythm);
    let seen = series.map(|series| going_on(series, moves, today));
    let (due, missed) = match commitment.next {
        Some(next) => {
            let paid_until = series.map(|series| series.fit.last_due);
            (still_to_come(next, rhythm, paid_until, today)?, seen.flatten().and_then(|(_, missed)| missed))
        }
        None => seen.flatten()?,
    };
    if commitment.end.is_some_and(|end| due > end) {
        return None;
    }
    let known = series.map(|series| series.last.amount);
    let stated = commitment.amount.filter(|_| commitment.source == Source::StandingOrder);
    let amount = stated.or_else(|| series.map(Series::expected)).or(commitment.amount)?;
    let rise = stated.zip(known).filter(|(to, from)| to != from).map(|(to, from)| (from, to));
    let (category, transfer) = match series {
        Some(series) => (series.last.category, series.last.transfer),
        None => unseen(account, commitment, amount),
    };
    Some(Plan {
        payment: RecurringPayment {
            name: series.map_or_else(|| commitment.name(), |series| series.last.name).to_owned(),
            category,
            amount,
            currency: commitment.currency,
            every: rhythm.map_or_else(|| "unknown".to_owned(), |rhythm| rhythm.to_string()),
            next_date: moves.of(due)?.max(today),
            last_date: series.map(|series| series.last.date).or(commitment.previous),
            source: commitment.source,
            account_id: account.id.clone(),
            transfer,
            changed: rise.or_else(|| series?.changed()).map(|(from, to)| AmountChange { from, to }),
            missed,
        },
        rhythm,
        moves,
        due,
        end: commitment.end,
        paid: series.map(|series| series.ids.clone()).unwrap_or_default(),
    })
}

/// A bank's list may be old: further turns are taken until one is neither paid nor long past. Bounded: a list that is
/// older than this many turns says nothing.
fn still_to_come(
    next: NaiveDate,
    rhythm: Option<Rhythm>,
    paid_until: Option<NaiveDate>,
    today: NaiveDate,
) -> Option<NaiveDate> {
    const TURNS: usize = 400;
    let late = today.checked_sub_days(Days::new(rhythm.map_or(0, grace)))?;
    let open = |due: &NaiveDate| *due >= late && paid_until.is_none_or(|paid| *due > paid);
    std::iter::successors(Some(next), |due| rhythm?.after(*due)).take(TURNS).find(open)
}

/// The category of a commitment that no transaction shows yet, and whether it moves own money.
fn unseen(account: &Account, commitment: &Commitment, amount: Amount) -> (Category, bool) {
    let method = match commitment.source {
        Source::StandingOrder => Method::StandingOrder,
        Source::DirectDebit | Source::Detected => Method::DirectDebit,
    };
    let decision = categorise(&Evidence {
        kind: account.kind,
        description: commitment.reference.as_deref().unwrap_or_default(),
        merchant_name: commitment.payee.as_deref(),
        amount,
        hint: &BankHint { method: Some(method), classification: Vec::new() },
    });
    (decision.category, decision.nature == Nature::Own)
}
