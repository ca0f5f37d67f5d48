//! One account's answers: the bodies as they came, and the feed account they make.

use std::borrow::Cow;
use std::rc::Rc;

use serde_json::value::RawValue;
use truelayer::data::{self, AccountRef};
use truelayer::feed::FeedAccount;
use truelayer::http::Answer;
use truelayer::{Error, Next};

use super::{Body, Connection, Failure, Passing, Resource};

/// What became of one question: nothing yet, a success's body, or an error.
type Outcome = Option<Result<Body, Error>>;

/// An account or card, with what came of what was asked about it.
pub struct AccountAnswer {
    /// The connection it belongs to.
    pub connection: Rc<Connection>,
    /// Its id, kind and fingerprint.
    pub account: AccountRef,
    record: Listed,
    answers: Answers,
}

/// An account as the bank's list has it.
pub(super) enum Listed {
    /// With its record.
    Record(Box<RawValue>),
    /// Not at all: the list did not come. The account is known from an earlier visit, by this stand-in for its record.
    Remembered(Box<RawValue>),
}

impl Listed {
    /// The stand-in for an account of an earlier visit.
    pub(super) fn remembered(account: &AccountRef) -> Option<Self> {
        let record = serde_json::json!({ "account_id": account.id.as_str() });
        serde_json::value::to_raw_value(&record).ok().map(Self::Remembered)
    }
}

/// The answers about one account.
#[derive(Default)]
pub(super) struct Answers {
    balance: Outcome,
    transactions: Outcome,
    pending: Outcome,
    standing_orders: Outcome,
    direct_debits: Outcome,
}

impl Answers {
    /// Keeps what became of a question.
    pub(super) fn put(&mut self, resource: Resource, outcome: Result<Body, Error>) {
        let place = match resource {
            Resource::Balance => &mut self.balance,
            Resource::Transactions => &mut self.transactions,
            Resource::Pending => &mut self.pending,
            Resource::StandingOrders => &mut self.standing_orders,
            Resource::DirectDebits => &mut self.direct_debits,
            // These are not questions about an account.
            Resource::Me | Resource::Accounts | Resource::Cards | Resource::Providers => return,
        };
        *place = Some(outcome);
    }

    /// Whether any question was answered with something that can be read.
    pub(super) fn any_came(&self) -> bool {
        let all = [&self.balance, &self.transactions, &self.pending, &self.standing_orders, &self.direct_debits];
        let came = |body: &Body| body.is_large() || data::read_results(&success(&body.bytes)).is_ok();
        all.into_iter().any(|outcome| matches!(outcome, Some(Ok(body)) if came(body)))
    }
}

impl AccountAnswer {
    pub(super) fn new(connection: Rc<Connection>, account: AccountRef, record: Listed, answers: Answers) -> Self {
        Self { connection, account, record, answers }
    }

    /// Takes the transactions out where they are too many to be held: they are to be passed on as they come.
    pub fn take_passing(&mut self) -> Option<Passing> {
        let is_large = matches!(&self.answers.transactions, Some(Ok(body)) if body.is_large());
        let taken = if is_large { self.answers.transactions.take() } else { None };
        taken.and_then(Result::ok).and_then(Passing::new)
    }

    /// Gives the account to `read` as the feed carries it, and answers what that makes, with the failures of what did
    /// not come or could not be read.
    pub fn read<T>(&self, read: impl FnOnce(&FeedAccount<'_>) -> T) -> (T, Vec<Failure>) {
        let mut failures = Vec::new();
        let answers = &self.answers;
        let mut records = |resource, outcome| self.records(resource, outcome, &mut failures);
        let (account, fingerprint) = match &self.record {
            Listed::Record(record) => (record, None),
            Listed::Remembered(record) => (record, Some(Cow::Borrowed(self.account.fingerprint.as_str()))),
        };
        let feed = FeedAccount {
            connection_id: Cow::Borrowed(&self.connection.id),
            bank_name: Cow::Borrowed(&self.connection.bank_name),
            kind: self.account.kind,
            account,
            fingerprint,
            balance: records(Resource::Balance, &answers.balance).first().copied(),
            transactions: records(Resource::Transactions, &answers.transactions),
            pending: records(Resource::Pending, &answers.pending),
            standing_orders: Some(records(Resource::StandingOrders, &answers.standing_orders)),
            direct_debits: Some(records(Resource::DirectDebits, &answers.direct_debits)),
        };
        (read(&feed), failures)
    }

    fn records<'a>(&self, resource: Resource, outcome: &'a Outcome, failures: &mut Vec<Failure>) -> Vec<&'a RawValue> {
        let read = match outcome {
            None => return Vec::new(),
            Some(Ok(body)) => data::read_results(&success(&body.bytes)),
            Some(Err(error)) => Err(error.clone()),
        };
        read.unwrap_or_else(|error| {
            if error.next != Next::FeatureAbsent {
                let id = self.account.id.as_str();
                failures.push(Failure::of_resource(&self.connection.id, Some(id), resource, &error));
            }
            Vec::new()
        })
    }
}

fn success(body: &[u8]) -> Answer<'_> {
    Answer { status: 200, retry_after: None, body }
}
