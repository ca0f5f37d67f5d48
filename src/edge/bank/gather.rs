//! Everything that a request needs of some connections, asked in parallel and handed out account by account.
//!
//! The accounts of the last visit are asked about at once, while the lists of accounts are read anew beside them: one
//! round trip instead of two. What the lists have and memory had not is then asked for; what they no longer have is
//! dropped.

use std::collections::VecDeque;
use std::future::Future;
use std::rc::Rc;

use budget::AccountKind;
use futures_util::StreamExt;
use futures_util::future::{Either, LocalBoxFuture, select};
use futures_util::stream::FuturesUnordered;
use serde_json::value::RawValue;
use truelayer::data::{self, AccountRef, Caller};
use truelayer::{Client, Error, Next};

use super::account::{Answers, Listed};
use super::ask::ask_for;
use super::body::LARGEST_IN_ALL;
use super::lists::{List, list_failures, list_of, read_list};
use super::question::{Question, Wanted};
use super::{AccountAnswer, Body, Connection, Failure, Reading, Resource, Visit};
use crate::tenant::{Known, Learned};

/// What `Gather::next` hands out.
pub enum Gathered {
    /// An account of which all answers are there.
    Account(Box<AccountAnswer>),
    /// Something that did not come.
    Failure(Failure),
}

/// The questions of one request, under way.
pub struct Gather {
    visit: Rc<Visit>,
    client: Rc<Client>,
    wanted: Wanted,
    connections: Vec<Progress>,
    under_way: FuturesUnordered<LocalBoxFuture<'static, Event>>,
    ready: VecDeque<Gathered>,
}

struct Progress {
    connection: Rc<Connection>,
    accounts: Vec<AccountProgress>,
    /// How the lists of accounts and of cards went.
    lists: Vec<(AccountKind, List)>,
    /// Whether the failures of the lists have been told.
    told: bool,
}

impl Progress {
    fn learned(&self) -> Learned {
        let known = self.known_now().filter(|now| !same(&self.connection.known, now));
        Learned { known, over_for_today: self.connection.stopped.get(), undescribed: self.connection.undescribed }
    }

    /// What is known of the accounts now; `None` where a list did not come. A bank without any list is having a bad day,
    /// too: to remember that would be never to ask it again.
    fn known_now(&self) -> Option<Known> {
        let failed = self.lists.iter().any(|(_, list)| matches!(list, List::Failed(_)));
        let came = self.lists.iter().any(|(_, list)| matches!(list, List::Came));
        let there = self.accounts.iter().filter(|account| account.record.is_some());
        let absent = self.lists.iter().filter(|(_, list)| matches!(list, List::Absent));
        (self.lists.len() == KINDS.len() && came && !failed).then(|| Known {
            accounts: there.map(|account| account.account.clone()).collect(),
            absent: absent.map(|(kind, _)| *kind).collect(),
        })
    }

    /// Whether the list of this kind is over and done with, but not there.
    fn is_without_list(&self, kind: AccountKind) -> bool {
        self.lists.iter().any(|(of, list)| *of == kind && !matches!(list, List::Came))
    }
}

struct AccountProgress {
    account: AccountRef,
    /// The record of the list; absent until the list is there.
    record: Option<Box<RawValue>>,
    answers: Answers,
    waiting: usize,
    notes: Vec<Failure>,
    handed_out: bool,
}

struct Event {
    connection: usize,
    about: About,
    outcome: Result<Body, Error>,
    note: Option<Error>,
}

enum About {
    List(AccountKind),
    Account(usize, Resource),
}

const KINDS: [AccountKind; 2] = [AccountKind::Account, AccountKind::Card];

impl Gather {
    /// Plans the questions; they are sent as soon as `next` is awaited.
    pub fn new(visit: Rc<Visit>, client: Rc<Client>, connections: Vec<Rc<Connection>>, wanted: Wanted) -> Self {
        let under_way = FuturesUnordered::new();
        let mut gather = Self { visit, client, wanted, connections: Vec::new(), under_way, ready: VecDeque::new() };
        let part = LARGEST_IN_ALL / connections.len().max(1);
        for connection in connections {
            connection.bytes_left.set(part);
            let absent = connection.known.absent.iter().map(|kind| (*kind, List::Absent));
            let lists: Vec<_> = absent.collect();
            if gather.visit.reserve(u32::try_from(KINDS.len() - lists.len()).unwrap_or_default()) {
                gather.connections.push(Progress { connection, accounts: Vec::new(), lists, told: false });
            } else {
                gather.ready.push_back(Gathered::Failure(Failure::too_many_accounts(&connection.id, None)));
            }
        }
        gather.ask_all_remembered();
        gather
    }

    /// The next account or failure; `None` when everything is known.
    pub async fn next(&mut self) -> Option<Gathered> {
        loop {
            if let Some(gathered) = self.ready.pop_front() {
                return Some(gathered);
            }
            let event = self.under_way.next().await?;
            self.take(event);
        }
    }

    /// Waits for `work` while the questions go on.
    pub async fn beside<T>(&mut self, work: impl Future<Output = T>) -> T {
        let mut work = std::pin::pin!(work);
        loop {
            match select(work.as_mut(), self.under_way.next()).await {
                Either::Left((done, _)) => return done,
                Either::Right((Some(event), _)) => self.take(event),
                Either::Right((None, _)) => return work.await,
            }
        }
    }

    /// Says that the client took until now, from `since_ms` on, to ask for more.
    pub fn add_idle(&self, since_ms: u64) {
        self.visit.patience.add_idle(since_ms);
    }

    /// What has been found out about the connections, of those about which something was.
    pub fn learned(&self) -> Vec<(String, Learned)> {
        let learned = self.connections.iter().map(|progress| (progress.connection.id.clone(), progress.learned()));
        learned.filter(|(_, learned)| learned.is_news()).collect()
    }

    /// The first question about every remembered account, then the lists, then the other questions.
    fn ask_all_remembered(&mut self) {
        let mut accounts = Vec::new();
        for index in 0..self.connections.len() {
            let Some(progress) = self.connections.get(index) else { continue };
            for account in progress.connection.known.accounts.clone() {
                if let Some(place) = self.plan(index, account) {
                    accounts.push((index, place));
                }
            }
        }
        let resources = self.wanted.resources;
        let (first, others) = resources.split_at(resources.len().min(1));
        self.ask_about(&accounts, first);
        for index in 0..self.connections.len() {
            self.ask_lists(index);
        }
        self.ask_about(&accounts, others);
    }

    /// Makes a place for an account and sets its calls aside; `None` where there are not enough left.
    fn plan(&mut self, index: usize, account: AccountRef) -> Option<usize> {
        let waiting = self.wanted.resources.iter().filter(|resource| exists(**resource, account.kind)).count();
        let progress = self.connections.get_mut(index)?;
        let affordable = self.visit.reserve(u32::try_from(waiting).unwrap_or(u32::MAX));
        let mut notes = Vec::new();
        if !affordable {
            notes.push(Failure::too_many_accounts(&progress.connection.id, Some(account.id.as_str())));
        }
        progress.accounts.push(AccountProgress {
            account,
            record: None,
            answers: Answers::default(),
            waiting: if affordable { waiting } else { 0 },
            notes,
            handed_out: false,
        });
        affordable.then_some(progress.accounts.len() - 1)
    }

    fn ask_about(&self, accounts: &[(usize, usize)], resources: &[Resource]) {
        for &resource in resources {
            for &(index, place) in accounts {
                self.ask_account(index, place, resource);
            }
        }
    }

    fn ask_account(&self, index: usize, place: usize, resource: Resource) {
        let Some(progress) = self.connections.get(index) else { return };
        let Some(account) = progress.accounts.get(place).map(|account| account.account.clone()) else { return };
        if !exists(resource, account.kind) {
            return;
        }
        let (visit, client, wanted) = (Rc::clone(&self.visit), Rc::clone(&self.client), self.wanted.clone());
        let connection = Rc::clone(&progress.connection);
        self.under_way.push(Box::pin(async move {
            let question = Question { visit: &visit, client: &client, connection: &connection, account: &account };
            let (outcome, note) = question.ask(resource, &wanted).await;
            Event { connection: index, about: About::Account(place, resource), outcome, note }
        }));
    }

    fn ask_lists(&self, index: usize) {
        let Some(progress) = self.connections.get(index) else { return };
        for kind in KINDS.into_iter().filter(|kind| !progress.connection.known.absent.contains(kind)) {
            let (visit, client) = (Rc::clone(&self.visit), Rc::clone(&self.client));
            let connection = Rc::clone(&progress.connection);
            self.under_way.push(Box::pin(async move {
                let list = |caller: &Caller<'_>| data::list(&client, caller, kind);
                let outcome = ask_for(&visit, &connection, list_of(kind), Reading::Whole, list).await;
                Event { connection: index, about: About::List(kind), outcome, note: None }
            }));
        }
    }

    fn take(&mut self, event: Event) {
        match event.about {
            About::List(kind) => self.take_list(event.connection, kind, event.outcome),
            About::Account(place, resource) => {
                let Some(progress) = self.connections.get_mut(event.connection) else { return };
                let Some(account) = progress.accounts.get_mut(place) else { return };
                if let Some(error) = event.note {
                    let id = Some(account.account.id.as_str());
                    account.notes.push(Failure::of_resource(&progress.connection.id, id, resource, &error));
                }
                account.answers.put(resource, event.outcome);
                account.waiting = account.waiting.saturating_sub(1);
            }
        }
        self.hand_out(event.connection);
        self.tell_of_lists(event.connection);
    }

    /// Tells of the lists that failed, once the connection's other questions are over: what they came to says whether the
    /// bank refuses everything.
    fn tell_of_lists(&mut self, index: usize) {
        let Some(progress) = self.connections.get_mut(index) else { return };
        let waiting = progress.lists.len() < KINDS.len() || progress.accounts.iter().any(|account| account.waiting > 0);
        if waiting || std::mem::replace(&mut progress.told, true) {
            return;
        }
        let came = progress.accounts.iter().any(|account| account.handed_out);
        let failures = list_failures(&progress.connection.id, &progress.lists, came);
        self.ready.extend(failures.into_iter().map(Gathered::Failure));
    }

    fn take_list(&mut self, index: usize, kind: AccountKind, outcome: Result<Body, Error>) {
        let read = outcome.and_then(|body| read_list(kind, &body.bytes));
        let (listed, result) = match read {
            Ok((listed, odd)) => (listed, odd.map_or(List::Came, List::Failed)),
            Err(error) if error.next == Next::FeatureAbsent => (Vec::new(), List::Absent),
            Err(error) => (Vec::new(), List::Failed(error)),
        };
        let mut new = Vec::new();
        for (account, record) in listed {
            let Some(place) = self.place_of(index, &account).or_else(|| {
                let place = self.plan(index, account.clone());
                new.extend(place.map(|place| (index, place)));
                self.place_of(index, &account)
            }) else {
                continue;
            };
            let known = self.connections.get_mut(index).and_then(|progress| progress.accounts.get_mut(place));
            if let Some(known) = known {
                known.account = account;
                known.record = Some(record);
            }
        }
        self.ask_about(&new, self.wanted.resources);
        let Some(progress) = self.connections.get_mut(index) else { return };
        progress.lists.push((kind, result));
    }

    fn place_of(&self, index: usize, account: &AccountRef) -> Option<usize> {
        let accounts = &self.connections.get(index)?.accounts;
        accounts.iter().position(|known| known.account.id == account.id && known.account.kind == account.kind)
    }

    /// Moves accounts of which everything is there to the queue. One that its list does not have any more stays behind
    /// for good; where the list did not come, what came of the account itself is handed out all the same.
    fn hand_out(&mut self, index: usize) {
        let Some(progress) = self.connections.get_mut(index) else { return };
        let missing = KINDS.map(|kind| progress.is_without_list(kind).then_some(kind));
        for account in &mut progress.accounts {
            let is_remembered = missing.contains(&Some(account.account.kind)) && account.answers.any_came();
            let listed = match &account.record {
                _ if account.waiting > 0 || account.handed_out => continue,
                Some(record) => Some(Listed::Record(record.clone())),
                None if is_remembered => Listed::remembered(&account.account),
                None => None,
            };
            let Some(listed) = listed else { continue };
            account.handed_out = true;
            let answers = std::mem::take(&mut account.answers);
            let connection = Rc::clone(&progress.connection);
            let answer = AccountAnswer::new(connection, account.account.clone(), listed, answers);
            self.ready.push_back(Gathered::Account(Box::new(answer)));
            self.ready.extend(account.notes.drain(..).map(Gathered::Failure));
        }
    }
}

/// Cards have neither standing orders nor direct debits.
fn exists(resource: Resource, kind: AccountKind) -> bool {
    kind == AccountKind::Account || !matches!(resource, Resource::StandingOrders | Resource::DirectDebits)
}

/// Whether both know the same, in whatever order.
fn same(one: &Known, other: &Known) -> bool {
    one.accounts.len() == other.accounts.len()
        && one.accounts.iter().all(|account| other.accounts.contains(account))
        && one.absent.len() == other.absent.len()
        && one.absent.iter().all(|kind| other.absent.contains(kind))
}
