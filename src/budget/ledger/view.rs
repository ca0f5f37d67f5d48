//! Every entry in its meaning for the budget: alone first, then with its settled line, the other leg of its transfer, or the
//! purchase it gives back.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::entries::{Entries, Entry};
use super::files;
use crate::account::Account;
use crate::categorise::{Decision, Evidence, Nature};
use crate::category::Category;
use crate::identity::{Id, Key};
use crate::learn::{Learned, Teacher};
use crate::money::Amount;
use crate::order::sort_by;
use crate::refund;
use crate::row::{Place, Row};
use crate::rule::{Ready, Rule, Share, Then};
use crate::settings::Settings;
use crate::settle::{self, Line, Settled};
use crate::transaction::{Confidence, DecidedBy, Kind, Part, Record};
use crate::transfer::{self, Arrivals, Claim, Leg};

/// What the ledger's entries mean by one set of settings.
#[derive(Debug, Clone)]
pub(super) struct View {
    /// Newest first, then by id.
    pub(super) rows: Vec<Row>,
    /// The pending lines that are left out of `rows`, by id.
    pub(super) settled: Vec<Settled>,
}

impl View {
    pub(super) fn read(
        settings: &Settings,
        accounts: &BTreeMap<String, Account>,
        entries: &Entries,
        learned: &Learned,
    ) -> Self {
        let lines = entries.lists().flat_map(|(account, list)| list.iter().map(move |entry| (account, entry)));
        let settled = settle::settled(lines.filter_map(|(account, entry)| {
            Some(Line { id: entry.id, account, record: &entry.record, decision: entries.decision(entry)? })
        }));
        let rules = rules(settings);
        let mut taught = Taught::of(learned, entries);
        let places = counted(entries, &settled);
        let (mut rows, mut natures) = (Vec::with_capacity(places.len()), Vec::with_capacity(places.len()));
        for place in places {
            let Some((account, entry)) = entries.at(place) else { continue };
            let Some((account, decision)) = accounts.get(account).zip(entries.decision(entry)) else { continue };
            let decision = taught.decision(account, entry, decision);
            let (mut row, mut nature) = read_alone(&rules, account, place, entry, &decision);
            if let Some(category) = taught.own(entry.id) {
                apply(&Then { category: Some(category), ..Then::default() }, &mut row);
                row.splits.clear();
                (row.decided_by, row.confidence) = (DecidedBy::You, Confidence::CERTAIN);
                nature = Nature::Trade;
            }
            rows.push(row);
            natures.push(nature);
        }
        pair(&mut rows, &natures, |place| Some(accounts.get(entries.at(place)?.0)?.id.as_str()));
        refund::link(&mut rows, entries.decisions(), |row| {
            let (_, entry) = entries.at(row.place)?;
            Some(entries.decision(entry)?.merchant.as_deref().unwrap_or(&entry.record.description))
        });
        Self { rows, settled }
    }
}

/// What corrections make of decisions, worked out once for all lines that say the same.
struct Taught<'a> {
    learned: &'a Learned,
    teacher: Option<Teacher<'a>>,
    /// By the number of the decision, once it was asked for.
    known: Vec<Option<Option<Decision>>>,
}

impl<'a> Taught<'a> {
    fn of(learned: &'a Learned, entries: &Entries) -> Self {
        let teacher = (!learned.is_empty()).then(|| Teacher::of(learned));
        let known = if teacher.is_some() { vec![None; entries.decisions()] } else { Vec::new() };
        Self { learned, teacher, known }
    }

    fn decision<'d>(&mut self, account: &Account, entry: &Entry, decided: &'d Decision) -> Cow<'d, Decision> {
        let Some((teacher, known)) = self.teacher.as_ref().zip(self.known.get_mut(entry.decision)) else {
            return Cow::Borrowed(decided);
        };
        let decide = || teacher.decide(&Evidence::of(account.kind, &entry.record), decided);
        known.get_or_insert_with(decide).clone().map_or(Cow::Borrowed(decided), Cow::Owned)
    }

    /// What the person said of this very transaction.
    fn own(&self, id: Id) -> Option<Category> {
        self.teacher.as_ref()?;
        self.learned.own(&id.to_string())
    }
}

/// The places of all entries but those that another one stands for, in the order of the rows.
fn counted(entries: &Entries, settled: &[Settled]) -> Vec<Place> {
    let mut left_out = files::repeated(entries);
    left_out.extend(settled.iter().filter_map(|pair| Id::parse(&pair.pending)));
    sort_by(&mut left_out, Ord::cmp);
    let count = entries.lists().map(|(_, list)| list.len()).sum();
    let (mut places, mut order) = (Vec::with_capacity(count), Vec::with_capacity(count));
    for (account, (_, list)) in (0..).zip(entries.lists()) {
        let counting = (0..).zip(list).filter(|(_, entry)| left_out.binary_search(&entry.id).is_err());
        for (at, entry) in counting {
            order.push(Key::of(entry.id, u32::try_from(places.len()).unwrap_or(u32::MAX)).on(entry.record.date));
            places.push(Place { account, entry: at });
        }
    }
    order.sort_unstable();
    order.into_iter().filter_map(|key| places.get(key.place()).copied()).collect()
}

/// Finds the legs of transfers; a person's rule or choice is final, such a row is none. `account` is the account's id of a row.
fn pair<'a>(rows: &mut [Row], natures: &[Nature], account: impl Fn(Place) -> Option<&'a str>) {
    let open = |row: &&Row| !matches!(row.decided_by, DecidedBy::Rule | DecidedBy::You);
    let arrivals = Arrivals::of(rows.iter().filter(open).map(|row| (row.currency, row.amount)));
    let legs: Vec<_> = (0usize..)
        .zip(rows.iter().zip(natures))
        .filter(|(_, (row, _))| open(row) && arrivals.may_pair(row.currency, row.amount))
        .filter_map(|(at, (row, nature))| Some(leg((row.id, at), row, *nature, account(row.place)?)))
        .collect();
    for ((_, at), (other, _)) in transfer::paired(&legs) {
        if let Some(row) = rows.get_mut(at) {
            be_transfer(row, other);
        }
    }
}

/// The person's rules, ready to be matched.
pub(super) fn rules(settings: &Settings) -> Vec<Ready<'_>> {
    settings.rules.iter().map(Rule::ready).collect()
}

/// The first of the person's rules that matches.
pub(super) fn rule_for<'a>(
    rules: &[Ready<'a>],
    account: &Account,
    record: &Record,
    merchant: Option<&str>,
) -> Option<&'a Rule> {
    if rules.is_empty() {
        return None;
    }
    let (description, merchant) = (record.description.to_lowercase(), merchant.map(str::to_lowercase));
    let found = rules.iter().find(|rule| rule.matches(account, record, &description, merchant.as_deref()));
    found.map(|found| found.rule)
}

/// One entry by itself, without its possible partner, and what its text says of the money's way.
fn read_alone(
    rules: &[Ready<'_>],
    account: &Account,
    place: Place,
    Entry { id, record, decision: text, .. }: &Entry,
    decision: &Decision,
) -> (Row, Nature) {
    let mut row = Row {
        id: *id,
        place,
        text: *text,
        date: record.date,
        amount: record.amount,
        currency: record.currency,
        kind: meaning(record.amount.is_negative(), decision.category, decision.nature),
        category: decision.category,
        decided_by: decision.decided_by,
        confidence: decision.confidence,
        other: None,
        splits: Vec::new(),
    };
    let Some(rule) = rule_for(rules, account, record, decision.merchant.as_deref()) else {
        return (row, decision.nature);
    };
    apply(&rule.then, &mut row);
    row.decided_by = DecidedBy::Rule;
    row.confidence = Confidence::CERTAIN;
    (row, Nature::Trade)
}

/// Makes of a row what a person's rule says.
fn apply(then: &Then, row: &mut Row) {
    let out = row.amount.is_negative();
    if let Some(shares) = &then.split {
        let weights: Vec<_> = shares.iter().map(|share| share.percent).collect();
        let amounts = row.amount.split(&weights, row.currency.minor_digits());
        let part = |(share, amount): (&Share, Amount)| Part { category: share.category, amount };
        row.splits = shares.iter().zip(amounts).map(part).collect();
        let largest = shares.iter().rev().max_by_key(|share| share.percent);
        row.category = largest.map_or(Category::Other, |share| share.category);
        row.kind = if out { Kind::Spending } else { Kind::Refund };
    } else if let Some(category) = then.category {
        row.category = category;
        row.kind = match category {
            Category::Transfers => Kind::Transfer,
            _ => meaning(out, category, Nature::Trade),
        };
    } else {
        row.kind = Kind::Excluded;
    }
}

/// What a transaction is for the budget when it is looked at alone (rules 6 and 7).
fn meaning(out: bool, category: Category, nature: Nature) -> Kind {
    match (nature, category) {
        (Nature::Own, _) => Kind::Transfer,
        (_, Category::Income) => Kind::Income,
        _ if out => Kind::Spending,
        (Nature::Trade, _) => Kind::Refund,
        (Nature::Open, _) => Kind::Income,
    }
}

/// A row as a possible leg of a transfer.
fn leg<'a>(id: (Id, usize), row: &Row, nature: Nature, account: &'a str) -> Leg<'a, (Id, usize)> {
    let claim = match nature {
        Nature::Own => Claim::Own,
        Nature::Open => Claim::Open,
        Nature::Trade => Claim::Trade,
    };
    Leg { id, account, date: row.date, amount: row.amount, currency: row.currency, claim }
}

fn be_transfer(row: &mut Row, with: Id) {
    row.kind = Kind::Transfer;
    row.category = if row.category == Category::Savings { Category::Savings } else { Category::Transfers };
    row.decided_by = DecidedBy::Dictionary;
    row.confidence = Confidence::percent(95);
    row.other = Some(with);
}
