//! Every entry in its meaning for the budget: alone first, then with its settled line, the other leg of its transfer, or the
//! purchase it gives back.

use std::collections::BTreeMap;

use super::{Entry, files};
use crate::account::Account;
use crate::categorise::Nature;
use crate::category::Category;
use crate::money::Amount;
use crate::refund;
use crate::rule::{Rule, Share, Then};
use crate::settings::Settings;
use crate::settle::{self, Line, Settled};
use crate::transaction::{Confidence, DecidedBy, Kind, Part, Record, Transaction};
use crate::transfer::{self, Claim, Leg};

/// What the ledger's entries mean by one set of settings.
#[derive(Debug, Clone)]
pub(super) struct View {
    /// Newest first, then by id.
    pub(super) rows: Vec<Transaction>,
    /// The pending lines that are left out of `rows`, by id.
    pub(super) settled: Vec<Settled>,
}

impl View {
    pub(super) fn read(
        settings: &Settings,
        accounts: &BTreeMap<String, Account>,
        entries: &BTreeMap<String, Entry>,
    ) -> Self {
        let settled = settle::settled(entries.iter().map(|(id, entry)| Line {
            id,
            account: &entry.fingerprint,
            record: &entry.record,
            decision: &entry.decision,
        }));
        let repeated = files::repeated(entries);
        let counts = |id: &str| {
            settled.binary_search_by(|pair| pair.pending.as_str().cmp(id)).is_err() && !repeated.contains(id)
        };
        let read: Vec<_> = entries
            .iter()
            .filter(|(id, _)| counts(id))
            .filter_map(|(id, entry)| Some(read_alone(settings, accounts.get(&entry.fingerprint)?, id, entry)))
            .collect();
        let legs: Vec<_> = read.iter().filter_map(|(row, nature)| leg(row, *nature)).collect();
        let partners = transfer::paired(&legs);
        let with: Vec<_> =
            read.iter().map(|(row, _)| partners.get(row.id.as_str()).map(|id| (*id).to_owned())).collect();
        let paired = read.into_iter().zip(with);
        let mut rows: Vec<_> =
            paired.map(|((row, _), with)| if with.is_some() { as_transfer(row, with) } else { row }).collect();
        rows.sort_unstable_by(|a, b| b.date.cmp(&a.date).then_with(|| a.id.cmp(&b.id)));
        refund::link(&mut rows);
        Self { rows, settled }
    }
}

/// The first of the person's rules that matches.
pub(super) fn rule_for<'a>(
    settings: &'a Settings,
    account: &Account,
    record: &Record,
    merchant: Option<&str>,
) -> Option<&'a Rule> {
    if settings.rules.is_empty() {
        return None;
    }
    let (description, merchant) = (record.description.to_lowercase(), merchant.map(str::to_lowercase));
    settings.rules.iter().find(|rule| rule.matches(account, record, &description, merchant.as_deref()))
}

/// One entry by itself, without its possible partner, and what its text says of the money's way.
fn read_alone(settings: &Settings, account: &Account, id: &str, entry: &Entry) -> (Transaction, Nature) {
    let Entry { record, decision, .. } = entry;
    let mut row = Transaction {
        id: id.to_owned(),
        account_id: account.id.clone(),
        date: record.date,
        description: record.description.clone(),
        merchant: decision.merchant.clone(),
        amount: record.amount,
        currency: record.currency,
        status: record.status,
        kind: meaning(record.amount.is_negative(), decision.category, decision.nature),
        category: decision.category,
        decided_by: decision.decided_by,
        confidence: decision.confidence,
        transfer_with: None,
        refund_of: None,
        splits: Vec::new(),
    };
    let Some(rule) = rule_for(settings, account, record, row.merchant.as_deref()) else {
        return (row, decision.nature);
    };
    apply(&rule.then, &mut row);
    row.decided_by = DecidedBy::Rule;
    row.confidence = Confidence::CERTAIN;
    (row, Nature::Trade)
}

/// Makes of a row what a person's rule says.
fn apply(then: &Then, row: &mut Transaction) {
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

/// A row as a possible leg of a transfer; a person's rule is final, such a row is none.
fn leg(row: &Transaction, nature: Nature) -> Option<Leg<'_>> {
    let claim = match nature {
        _ if row.decided_by == DecidedBy::Rule => return None,
        Nature::Own => Claim::Own,
        Nature::Open => Claim::Open,
        Nature::Trade => Claim::Trade,
    };
    Some(Leg {
        id: &row.id,
        account: &row.account_id,
        date: row.date,
        amount: row.amount,
        currency: row.currency,
        claim,
    })
}

fn as_transfer(row: Transaction, with: Option<String>) -> Transaction {
    let category = if row.category == Category::Savings { Category::Savings } else { Category::Transfers };
    Transaction {
        kind: Kind::Transfer,
        category,
        decided_by: DecidedBy::Dictionary,
        confidence: Confidence::percent(95),
        transfer_with: with,
        ..row
    }
}
