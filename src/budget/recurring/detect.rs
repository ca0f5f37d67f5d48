//! Commitments found in the transactions.
//!
//! A habit is no commitment: a regular rhythm alone proves nothing. It also takes what a contract looks like: a
//! stable amount, or a category or method of bills and pay (see `nature`). Meals out and cash never are one, unless
//! a direct debit or standing order pays for them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::fit::{Fit, fit, left_over};
use super::payee;
use crate::category::Category;
use crate::identity::Id;
use crate::money::{Amount, Currency};
use crate::order::sort_by;
use crate::transaction::Method;

/// One transaction, as far as detection goes.
#[derive(Debug, Clone)]
pub(crate) struct Sighting<'a> {
    pub(crate) id: Id,
    /// The account's fingerprint.
    pub(crate) account: &'a str,
    pub(crate) date: NaiveDate,
    pub(crate) amount: Amount,
    pub(crate) currency: Currency,
    /// A number that stands for `name`; two numbers may stand for one.
    pub(crate) text: usize,
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
    pub(super) ids: Vec<Id>,
}

/// Rows of one payee beyond this many tell nothing new of its rhythm; the newest are looked at.
const MOST: usize = 150;

type Group<'a> = Vec<Sighting<'a>>;

/// Every series, by payee. The rows come newest first.
pub(super) fn series<'a>(rows: impl Iterator<Item = Sighting<'a>>) -> Vec<Series<'a>> {
    let mut payees = Payees::default();
    for row in rows.filter(|row| !row.amount.is_zero()) {
        let Some(groups) = payees.groups(&row) else { continue };
        let group = groups.entry((row.amount.is_negative(), row.currency)).or_default();
        let enough = group.len() >= MOST && group.last().is_some_and(|last| last.date > row.date);
        if !enough {
            group.push(row);
        }
    }
    let Payees { by_key, mut groups, .. } = payees;
    let mut found = Vec::new();
    for (key, place) in by_key {
        for mut rows in groups.get_mut(place).map(std::mem::take).unwrap_or_default().into_values() {
            sort_by(&mut rows, |a, b| (a.date, a.id).cmp(&(b.date, b.id)));
            rows.drain(..rows.len().saturating_sub(MOST));
            found.extend(of_payee(&key, rows));
        }
    }
    found
}

/// The rows of each payee, apart by direction and currency.
type Groups<'a> = BTreeMap<(bool, Currency), Group<'a>>;

#[derive(Default)]
struct Payees<'a> {
    /// The places in `groups` of the payees, by their keys.
    by_key: BTreeMap<String, usize>,
    /// The same by names and by the numbers of texts, as far as they are known.
    by_name: BTreeMap<&'a str, usize>,
    by_text: Vec<Option<usize>>,
    groups: Vec<Groups<'a>>,
}

impl<'a> Payees<'a> {
    /// The groups of a row's payee.
    fn groups(&mut self, row: &Sighting<'a>) -> Option<&mut Groups<'a>> {
        if self.by_text.len() <= row.text {
            self.by_text.resize(row.text.saturating_add(1), None);
        }
        let next = self.groups.len();
        let known = self.by_text.get_mut(row.text)?;
        let place = *known.get_or_insert_with(|| {
            let by_key = || *self.by_key.entry(payee::key(row.name)).or_insert(next);
            *self.by_name.entry(row.name).or_insert_with(by_key)
        });
        if place == self.groups.len() {
            self.groups.push(Groups::new());
        }
        self.groups.get_mut(place)
    }
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
    sort_by(&mut rows, |a, b| (a.amount.abs(), a.date, a.id).cmp(&(b.amount.abs(), b.date, b.id)));
    let mut groups: Vec<Group<'a>> = Vec::new();
    for row in rows {
        let before = groups.last().and_then(|group| group.last()).map(|last| last.amount.abs());
        match (groups.last_mut(), before) {
            (Some(group), Some(before)) if joined(before, row.amount.abs()) => group.push(row),
            _ => groups.push(vec![row]),
        }
    }
    for group in &mut groups {
        sort_by(group, |a, b| (a.date, a.id).cmp(&(b.date, b.id)));
    }
    groups
}

/// Whether [`commitment`] may find one, by the amounts alone: most rows are of shops, and looking for their rhythm would take
/// longer than all else.
fn may_be_one(rows: &[Sighting<'_>]) -> bool {
    let left_out = left_over(rows.len());
    let mut amounts: Vec<Amount> = rows.iter().map(|row| row.amount).collect();
    sort_by(&mut amounts, Ord::cmp);
    let equal = || amounts.chunk_by(|a, b| a == b).map(<[Amount]>::len);
    let changes = equal().count().saturating_sub(left_out).saturating_sub(1);
    let most = equal().max().unwrap_or_default();
    rows.len() > 1
        && rows.iter().any(|row| match nature(row) {
            Nature::Bill => true,
            Nature::Unknown => changes <= changes_allowed(rows.len()),
            Nature::Habit => most >= 4 && most >= rows.len().saturating_sub(left_out),
            Nature::Never => false,
        })
}

fn commitment<'a>(key: &str, rows: &[Sighting<'a>]) -> Option<Series<'a>> {
    if !may_be_one(rows) {
        return None;
    }
    let dates: Vec<NaiveDate> = rows.iter().map(|row| row.date).collect();
    let fit = fit(&dates)?;
    let members: Vec<&Sighting<'a>> = fit.members.iter().filter_map(|place| rows.get(*place)).collect();
    let last = (*members.last()?).clone();
    let amounts: Vec<Amount> = members.iter().map(|row| row.amount).collect();
    let ids = members.iter().map(|row| row.id).collect();
    let strict = usize::try_from(fit.strayed).is_ok_and(|strayed| strayed <= amounts.len());
    let changes = changes(&amounts);
    let stable = changes <= changes_allowed(amounts.len());
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

/// How often a stable amount may change over so many payments.
fn changes_allowed(payments: usize) -> usize {
    1.max(payments.saturating_sub(1) / 6)
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
