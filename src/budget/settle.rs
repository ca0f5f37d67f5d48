//! Pending lines whose settled line is here as well (rule 5): such a payment counts once.
//!
//! Banks take a line off the pending list when they book it, and a stable id says that two lines are one; this is for the
//! lists that overlap without ids. A pending line has settled where the same account has a settled line of the same direction
//! and currency, dated on the pending line's day or up to [`DAYS`] days after it, that no other pending line became, and
//!
//! - of the same amount, with a similar text on a later day: that is sure;
//! - of the same amount, with another text: likely;
//! - of up to [`RATE_PERCENT`] % more or less (a rate that moved), with a similar text, on a later day: likely;
//! - in a restaurant, of up to [`TIP_PERCENT`] % more (a tip), with a similar text: likely.
//!
//! Two lines that look exactly alike on one day are two purchases.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::categorise::Decision;
use crate::category::Category;
use crate::identity::Id;
use crate::money::Amount;
use crate::order::sort_by;
use crate::transaction::{Record, Status};

/// How long a bank may take to book a payment.
const DAYS: i64 = 14;
/// How much more than announced a restaurant may book.
const TIP_PERCENT: u32 = 25;
/// How far from what was announced a payment in another currency may come to.
const RATE_PERCENT: u32 = 3;

/// The most settled lines that one pending line is compared with, the nearest in time: more than anybody pays in [`DAYS`].
const MOST_CANDIDATES: usize = 1000;

/// A pending line and the settled line it became.
///
/// ```
/// # use budget::{ImportOptions, Ledger, Record, Settings, Statement, Status, import};
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n03/11/2026,Pret,,CARD,-3.40,96.60\n";
/// # let Statement { account, mut records, .. } = import(csv.as_bytes(), &ImportOptions::default())?.remove(0);
/// # records[0].stable_id = None;
/// let pending = Record { status: Status::Pending, date: "2026-11-01".parse()?, ..records[0].clone() };
/// records.push(pending);
/// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
/// ledger.load(Statement { account, records, commitments: Vec::new(), unlisted: Vec::new(), problems: Vec::new() });
/// // The same payment two days later, booked: that it is one is sure.
/// assert!(ledger.settled().next().is_some_and(|pair| pair.sure));
/// assert_eq!(ledger.budget(None)?.spent.to_string(), "3.40");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Settled {
    /// The id of the pending line, which does not count.
    pub pending: String,
    /// The pending line's amount; money out is negative.
    pub amount: Amount,
    /// The id of the settled line, which does.
    pub settled: String,
    /// Whether it is beyond doubt; else it was only likely.
    pub sure: bool,
}

/// What is looked at of an entry.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    pub(crate) id: Id,
    pub(crate) account: &'a str,
    pub(crate) record: &'a Record,
    pub(crate) decision: &'a Decision,
}

/// A line with the words of its text, which are compared with those of many others.
struct Worded<'a> {
    line: Line<'a>,
    words: Vec<String>,
}

impl<'a> Worded<'a> {
    fn of(line: Line<'a>) -> Self {
        let words = line.record.description.split(|c: char| !c.is_alphanumeric());
        Self { line, words: words.filter(|word| word.chars().count() > 2).map(str::to_uppercase).collect() }
    }
}

/// The pending lines that have settled, by id.
pub(crate) fn settled<'a>(lines: impl Iterator<Item = Line<'a>> + Clone) -> Vec<Settled> {
    let mut pending: Vec<Worded<'_>> = of_status(lines.clone(), Status::Pending).map(Worded::of).collect();
    if pending.is_empty() {
        return Vec::new();
    }
    let mut by_account: BTreeMap<&str, Vec<Worded<'a>>> = BTreeMap::new();
    by_account.extend(pending.iter().map(|pending| (pending.line.account, Vec::new())));
    for line in of_status(lines, Status::Settled) {
        if let Some(booked) = by_account.get_mut(line.account) {
            booked.push(Worded::of(line));
        }
    }
    let place = |worded: &Worded<'_>| (worded.line.record.date, worded.line.id);
    let by_date = |one: &Worded<'_>, other: &Worded<'_>| place(one).cmp(&place(other));
    by_account.values_mut().for_each(|lines| sort_by(lines, by_date));
    sort_by(&mut pending, by_date);

    let mut taken = BTreeSet::new();
    let mut found = Vec::new();
    // What is sure comes first, so that no guess takes its line.
    for sure in [true, false] {
        pending.retain(|pending| {
            let candidates =
                by_account.get(pending.line.account).map_or(&[][..], |booked| window(booked, &pending.line));
            let fitting = candidates.iter().filter(|booked| !taken.contains(&booked.line.id));
            let fitting = fitting.filter(|booked| fit(pending, booked) == Some(sure));
            let Some(Worded { line: booked, .. }) = fitting.min_by_key(|booked| distance(&pending.line, &booked.line))
            else {
                return true;
            };
            taken.insert(booked.id);
            found.push((pending.line.id, booked.id, pending.line.record.amount, sure));
            false
        });
    }
    sort_by(&mut found, Ord::cmp);
    let settled = found.into_iter().map(|(pending, settled, amount, sure)| Settled {
        pending: pending.to_string(),
        amount,
        settled: settled.to_string(),
        sure,
    });
    settled.collect()
}

fn of_status<'a>(lines: impl Iterator<Item = Line<'a>>, status: Status) -> impl Iterator<Item = Line<'a>> {
    lines.filter(move |line| line.record.status == status)
}

/// The settled lines of the days in which the pending one may have been booked.
fn window<'b, 'a>(booked: &'b [Worded<'a>], line: &Line<'_>) -> &'b [Worded<'a>] {
    let after = |other: &Worded<'_>| other.line.record.date.signed_duration_since(line.record.date).num_days();
    let start = booked.partition_point(|other| after(other) < 0);
    let end = booked.partition_point(|other| after(other) <= DAYS);
    booked.get(start..end.min(start.saturating_add(MOST_CANDIDATES))).unwrap_or_default()
}

fn distance(line: &Line<'_>, other: &Line<'_>) -> (i64, i128, Id) {
    let days = other.record.date.signed_duration_since(line.record.date).num_days();
    (days, (other.record.amount - line.record.amount).units().abs(), other.id)
}

/// Whether the one can have become the other, and whether that is sure.
fn fit(line: &Worded<'_>, other: &Worded<'_>) -> Option<bool> {
    let (pending, booked) = (line.line.record, other.line.record);
    if pending.currency != booked.currency || pending.amount.is_negative() != booked.amount.is_negative() {
        return None;
    }
    let (later, alike) = (booked.date > pending.date, are_alike(line, other));
    if pending.amount == booked.amount {
        return match (alike, later) {
            (true, true) => Some(true),
            (_, false) if pending.description == booked.description => None,
            _ => Some(false),
        };
    }
    let (announced, came) = (pending.amount.abs(), booked.amount.abs());
    let within = |least: u32, most: u32| came >= announced.scaled(least, 100) && came <= announced.scaled(most, 100);
    let rate_moved = later && within(100 - RATE_PERCENT, 100 + RATE_PERCENT);
    let tipped = other.line.decision.category == Category::EatingOut && within(100, 100 + TIP_PERCENT);
    (alike && (rate_moved || tipped)).then_some(false)
}

/// Whether both name one merchant, or the first word of one is in the other.
fn are_alike(one: &Worded<'_>, other: &Worded<'_>) -> bool {
    let (ours, theirs) = (&one.line.decision.merchant, &other.line.decision.merchant);
    let names = |first: Option<&String>, words: &[String]| first.is_some_and(|first| words.contains(first));
    ours.is_some() && ours == theirs || names(one.words.first(), &other.words) || names(other.words.first(), &one.words)
}
