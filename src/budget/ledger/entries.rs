//! The ledger's lines, each identified and with what was decided about it: one list an account.

use std::collections::BTreeMap;

use crate::account::AccountKind;
use crate::categorise::{Decision, Decisions, Evidence};
use crate::identity::{self, Id, Key};
use crate::row::Place;
use crate::transaction::{Record, Status};

/// All lines of all accounts.
#[derive(Debug, Clone, Default)]
pub(super) struct Entries {
    lists: Vec<List>,
    /// The places in `lists`, by the account's fingerprint.
    places: BTreeMap<String, usize>,
    decisions: Decisions,
}

/// One account's lines, each id once, as they came.
#[derive(Debug, Clone)]
struct List {
    fingerprint: String,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) id: Id,
    pub(super) source: Source,
    pub(super) record: Record,
    /// Which of the ledger's decisions was made about it. Lines of one decision have one text.
    pub(super) decision: usize,
}

/// Where a line came from, the most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    /// The bank's own interface.
    Feed,
    /// A file with the bank's ids.
    File,
    /// A file without.
    BareFile,
}

impl Entries {
    /// Adds an account's records to those that are here. Of the lines of one id the last one stays, but a less trusted one
    /// replaces none, and a pending one no settled one.
    pub(super) fn take(
        &mut self,
        fingerprint: &str,
        kind: AccountKind,
        records: Vec<Record>,
        source: fn(&Record) -> Source,
    ) {
        let records = settled_first(records);
        let ids = identity::ids(fingerprint, &records);
        let place = self.place(fingerprint);
        let Some(List { entries, .. }) = self.lists.get_mut(place) else { return };
        let here =
            entries.iter().map(|entry| Claim { id: entry.id, source: entry.source, status: entry.record.status });
        let new = ids.iter().zip(&records);
        let new = new.map(|(id, record)| Claim { id: *id, source: source(record), status: record.status });
        let mut stays = stays(&here.chain(new).collect::<Vec<_>>()).into_iter();

        entries.retain(|_| stays.next().unwrap_or(true));
        entries.reserve(records.len());
        for ((id, mut record), _) in ids.into_iter().zip(records).zip(stays).filter(|(_, stays)| *stays) {
            let (source, decision) = (source(&record), self.decisions.about(&Evidence::of(kind, &record)));
            // It has done its work.
            record.stable_id = None;
            entries.push(Entry { id, source, record, decision });
        }
    }

    /// Takes away an account's pending lines.
    pub(super) fn forget_pending(&mut self, fingerprint: &str) {
        let place = self.place(fingerprint);
        if let Some(list) = self.lists.get_mut(place) {
            list.entries.retain(|entry| entry.record.status == Status::Settled);
        }
    }

    /// The place of an account's list.
    fn place(&mut self, fingerprint: &str) -> usize {
        if let Some(place) = self.places.get(fingerprint) {
            return *place;
        }
        let place = self.lists.len();
        self.lists.push(List { fingerprint: fingerprint.to_owned(), entries: Vec::new() });
        self.places.insert(fingerprint.to_owned(), place);
        place
    }

    /// Each account's fingerprint with its lines.
    pub(super) fn lists(&self) -> impl Iterator<Item = (&str, &[Entry])> + Clone {
        self.lists.iter().map(|list| (list.fingerprint.as_str(), list.entries.as_slice()))
    }

    /// The account's fingerprint and the entry of a row.
    pub(super) fn at(&self, place: Place) -> Option<(&str, &Entry)> {
        let list = self.lists.get(usize::try_from(place.account).ok()?)?;
        Some((&list.fingerprint, list.entries.get(usize::try_from(place.entry).ok()?)?))
    }

    /// What was decided about an entry.
    pub(super) fn decision(&self, entry: &Entry) -> Option<&Decision> {
        self.decisions.get(entry.decision)
    }

    /// How many different decisions there are.
    pub(super) fn decisions(&self) -> usize {
        self.decisions.len()
    }

    #[cfg(test)]
    pub(super) fn get<Text: AsRef<str> + ?Sized>(&self, id: &Text) -> Option<&Entry> {
        let id = Id::parse(id.as_ref())?;
        self.lists.iter().flat_map(|list| &list.entries).find(|entry| entry.id == id)
    }
}

fn settled_first(records: Vec<Record>) -> Vec<Record> {
    if records.is_sorted_by_key(|record| record.status) {
        return records;
    }
    let (mut settled, pending): (Vec<_>, Vec<_>) =
        records.into_iter().partition(|record| record.status == Status::Settled);
    settled.extend(pending);
    settled
}

/// What decides which of the lines of one id stays.
struct Claim {
    id: Id,
    source: Source,
    status: Status,
}

/// Which of the lines stay, in the order in which they came.
fn stays(claims: &[Claim]) -> Vec<bool> {
    let mut order: Vec<Key> = (0..).zip(claims).map(|(at, claim)| Key::of(claim.id, at)).collect();
    order.sort_unstable();
    let mut stays = vec![true; claims.len()];
    for of_one in order.chunk_by(Key::is_alike) {
        let mut kept: Option<(usize, &Claim)> = None;
        for new in of_one.iter().filter_map(|key| Some((key.place(), claims.get(key.place())?))) {
            let loser = match kept {
                Some((_, old)) if old.holds_against(new.1) => Some(new.0),
                _ => kept.replace(new).map(|(at, _)| at),
            };
            if let Some(stays) = loser.and_then(|at| stays.get_mut(at)) {
                *stays = false;
            }
        }
    }
    stays
}

impl Claim {
    fn holds_against(&self, new: &Self) -> bool {
        self.source < new.source || (self.status == Status::Settled && new.status == Status::Pending)
    }
}
