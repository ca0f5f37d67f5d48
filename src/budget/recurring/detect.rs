//! Commitments found in the transactions.
//!
//! A habit is no commitment: a regular rhythm alone proves nothing. It also takes what a contract looks like: a
//! stable amount, or a category or method of bills and pay (see `nature`). Meals out and cash never are one, unless
//! a direct debit or standing order pays for them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::fit::{Fit, fit};
use super::payee;
use crate::category::Category;
use crate::money::{Amount, Currency};
use crate::transaction::Method;

/// One transaction, as far as detection goes.
#[derive(Debug, Clone)]
pub(crate) struct Sighting<'a> {
    pub(crate) id: &'a str,
    /// The account's fingerprint.
    pub(crate) account: &'a str,
    pub(crate) date: NaiveDate,
    pub(crate) amount: Amount,
    pub(crate) currency: Currency,
    /// Who was paid, for people.
    pub(crate) name: &'a str,
    /// The statement's text.
    pub(crate) description: &'a str,
    pub(crate) category: Category,
    pub(crate) method: Option<Method>,
    /// Whether it moved the person's own money.
    pub(crate) transfer: bool,
}

/// Payments to one payee that follow a rhythm. Never empty.
#[derive(Debug, Clone)]
pub(super) struct Series<'a> {
    pub(super) key: String,
    /// The newest.
    pub(super) last: Sighting<'a>,
    pub(super) fit: Fit,
    /// The amounts, the oldest first.
    pub(super) amounts: Vec<Amount>,
    /// The ids of the payments, in the same order.
    pub(super) ids: Vec<&'a str>,
}

/// Rows of one payee beyond this many tell nothing new of its rhythm; the newest are looked at.
const MOST: usize = 150;

type Group<'a> = Vec<Sighting<'a>>;

/// Every series, by payee. The rows may come in any order.
pub(super) fn series<'a>(rows: impl Iterator<Item = Sighting<'a>>) -> Vec<Series<'a>> {
    let mut groups: BTreeMap<(String, bool, Currency), Group<'a>> = BTreeMap::new();
    for row in rows.filter(|row| !row.amount.is_zero()) {
        groups.entry((payee::key(row.name), row.amount.is_negative(), row.currency)).or_default().push(row);
    }
    let found = groups.into_iter().flat_map(|((key, ..), mut rows)| {
        rows.sort_by(|a, b| (b.date, b.id).cmp(&(a.date, a.id)));
        rows.truncate(MOST);
        rows.reverse();
        of_payee(&key, rows)
    });
    found.collect()
}

/// One commitment of all rows; else one of each band of similar amounts; else one of each exact amount. So neither a
/// purchase at the biller's shop nor a second contract hides a commitment.
fn of_payee<'a>(key: &str, rows: Group<'a>) -> Vec<Series<'a>> {
    if let Some(series) = commitment(key, &rows) {
        return vec![series];
    }
    let in_band = |band: Group<'a>| match commitment(key, &band) {
        Some(series) => vec![series],
        None => split(band, |a, b| a == b).into_iter().filter_map(|rows| commitment(key, &rows)).collect(),
    };
    split(rows, |a, b| b <= a.scaled(5, 4)).into_iter().flat_map(in_band).collect()
}

/// The rows in groups of amounts that are next to each other by size, each group by date again.
fn split<'a>(mut rows: Group<'a>, joined: impl Fn(Amount, Amount) -> bool) -> Vec<Group<'a>> {
    rows.sort_by(|a, b| (a.amount.abs(), a.date, a.id).cmp(&(b.amount.abs(), b.date, b.id)));
    let mut groups: Vec<Group<'a>> = Vec::new();
    for row in rows {
        let before = groups.last().and_then(|group| group.last()).map(|last| last.amount.abs());
        match (groups.last_mut(), before) {
            (Some(group), Some(before)) if joined(before, row.amount.abs()) => group.push(row),
            _ => groups.push(vec![row]),
        }
    }
    for group in &mut groups {
        group.sort_by(|a, b| (a.date, a.id).cmp(&(b.date, b.id)));
    }
    groups
}

fn commitment<'a>(key: &str, rows: &[Sighting<'a>]) -> Option<Series<'a>> {
    let dates: Vec<NaiveDate> = rows.iter().map(|row| row.date).collect();
    let fit = fit(&dates)?;
    let members: Vec<&Sighting<'a>> = fit.members.iter().filter_map(|place| rows.get(*place)).collect();
    let last = (*members.last()?).clone();
    let amounts: Vec<Amount> = members.iter().map(|row| row.amount).collect();
    let ids = members.iter().map(|row| row.id).collect();
    let strict = usize::try_from(fit.strayed).is_ok_and(|strayed| strayed <= amounts.len());
    let (changes, pairs) = (changes(&amounts), amounts.len().saturating_sub(1));
    let stable = changes <= 1.max(pairs / 6);
    let same = changes == 0;
    let lone_pair = amounts.len() < 3;
    let holds = match nature(&last) {
        Nature::Bill => !lone_pair || rows.len() == amounts.len(),
        Nature::Unknown => stable && strict && (!lone_pair || (same && rows.len() == amounts.len())),
        Nature::Habit => same && strict && amounts.len() >= 4,
        Nature::Never => false,
    };
    holds.then(|| Series { key: key.to_owned(), last, fit, amounts, ids })
}

/// How much proof it takes that a payment is a commitment.
enum Nature {
    /// It is one by its kind; its rhythm is enough.
    Bill,
    /// Its amount must be stable.
    Unknown,
    /// People buy there every week: its amount must always be the same.
    Habit,
    /// No rhythm makes it one.
    Never,
}

fn nature(row: &Sighting<'_>) -> Nature {
    if matches!(row.method, Some(Method::DirectDebit | Method::StandingOrder)) {
        return Nature::Bill;
    }
    match row.category {
        Category::Cash | Category::EatingOut => Nature::Never,
        Category::Groceries | Category::Shopping | Category::Transport | Category::Travel => Nature::Habit,
        Category::Housing
        | Category::Bills
        | Category::Subscriptions
        | Category::Insurance
        | Category::TaxGov
        | Category::Income => Nature::Bill,
        _ => Nature::Unknown,
    }
}

/// How often the amount differs from the one before.
fn changes(amounts: &[Amount]) -> usize {
    amounts.iter().zip(amounts.iter().skip(1)).filter(|(a, b)| a != b).count()
}

/// A change of price stays news for this many payments.
const NEWS: usize = 3;

impl Series<'_> {
    /// What the next payment will be: the last amount where it rarely changes, else the average of the last three.
    pub(super) fn expected(&self) -> Amount {
        let recent: Vec<Amount> = self.amounts.iter().rev().take(3).copied().collect();
        if changes(&self.amounts) <= 1.max(self.amounts.len() / 3) {
            return recent.first().copied().unwrap_or_default();
        }
        let count = u32::try_from(recent.len()).unwrap_or(1);
        recent.into_iter().sum::<Amount>().scaled(1, count)
    }

    /// The old and the new price, where a payment that was the same at least twice is another since a short while.
    pub(super) fn changed(&self) -> Option<(Amount, Amount)> {
        let mut newest_first = self.amounts.iter().rev();
        let to = *newest_first.next()?;
        let since = newest_first.clone().take_while(|amount| **amount == to).count();
        let mut before = newest_first.skip(since);
        let from = *before.next()?;
        (since < NEWS && before.next() == Some(&from)).then_some((from, to))
    }
}
