//! A row with all that belongs to it, for whoever asks for its texts.

use super::entries::Entry;
use super::{Filter, Ledger, view};
use crate::account::Account;
use crate::categorise::{self, Decision, Evidence};
use crate::explain;
use crate::reason::Reason;
use crate::recurring::Sighting;
use crate::row::Row;
use crate::rule::Rule;
use crate::transaction::{DecidedBy, Kind, Transaction};

/// One row of a view.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) row: &'a Row,
    pub(super) account: &'a Account,
    pub(super) entry: &'a Entry,
    pub(super) decision: &'a Decision,
}

impl Ledger {
    pub(super) fn see<'a>(&'a self, row: &'a Row) -> Option<Seen<'a>> {
        let (account, entry) = self.entries.at(row.place)?;
        Some(Seen { row, account: self.accounts.get(account)?, entry, decision: self.entries.decision(entry)? })
    }

    /// Whether the person said what this very row is: by a rule, or by correcting it.
    pub(super) fn is_of_its_own(&self, seen: Seen<'_>) -> bool {
        self.rule(seen).is_some() || self.learned.own_since(&seen.row.id.to_string()).is_some()
    }

    /// Why a row has its category.
    pub(super) fn reason(&self, seen: Seen<'_>) -> Reason {
        let Seen { row, entry, decision, .. } = seen;
        let line = Evidence::of(seen.account.kind, &entry.record);
        let corrected = |on| Reason::Correction { on, category: row.category };
        let known = match row.decided_by {
            DecidedBy::You => self.learned.own_since(&row.id.to_string()).map(corrected),
            DecidedBy::Learned => self.learned.merchant_since(&line).map(corrected),
            DecidedBy::Dictionary | DecidedBy::Model => categorise::reason(&line, decision),
            DecidedBy::Rule | DecidedBy::Bank | DecidedBy::None => None,
        };
        let merchant = decision.merchant.as_deref();
        known.unwrap_or_else(|| explain::decision(row, merchant, self.rule(seen), &entry.record.hint))
    }

    fn rule(&self, seen: Seen<'_>) -> Option<&Rule> {
        let merchant = seen.decision.merchant.as_deref();
        view::rule_for(&view::rules(&self.settings), seen.account, &seen.entry.record, merchant)
    }

    /// A row as a payment that may come back.
    pub(super) fn sighting<'a>(&'a self, row: &'a Row) -> Option<Sighting<'a>> {
        let (account, entry) = self.entries.at(row.place)?;
        let description = entry.record.description.as_str();
        Some(Sighting {
            id: row.id,
            account,
            date: row.date,
            amount: row.amount,
            currency: row.currency,
            text: row.text,
            name: self.entries.decision(entry)?.merchant.as_deref().unwrap_or(description),
            description,
            category: row.category,
            method: entry.record.hint.method,
            transfer: row.kind == Kind::Transfer,
        })
    }
}

impl Seen<'_> {
    /// The row as people see it.
    pub(super) fn transaction(&self) -> Transaction {
        let Self { row, account, entry, decision } = self;
        let other = |kind| row.other.filter(|_| row.kind == kind).map(|id| id.to_string());
        Transaction {
            id: row.id.to_string(),
            account_id: account.id.clone(),
            date: row.date,
            description: entry.record.description.clone(),
            merchant: decision.merchant.clone(),
            amount: row.amount,
            currency: row.currency,
            status: entry.record.status,
            kind: row.kind,
            category: row.category,
            decided_by: row.decided_by,
            confidence: row.confidence,
            transfer_with: other(Kind::Transfer),
            refund_of: other(Kind::Refund),
            splits: row.splits.clone(),
        }
    }

    /// Whether it passes all but the dates. `text` is [`Filter::text`] in small letters.
    pub(super) fn passes(&self, filter: &Filter, text: Option<&str>) -> bool {
        let says = |text: &str, wanted: &str| text.to_lowercase().contains(wanted);
        filter.category.is_none_or(|category| self.row.parts().any(|part| part.category == category))
            && filter.account.as_ref().is_none_or(|account| self.account.id == *account)
            && text.is_none_or(|wanted| {
                says(&self.entry.record.description, wanted)
                    || self.decision.merchant.as_ref().is_some_and(|name| says(name, wanted))
            })
    }
}
