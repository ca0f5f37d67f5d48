//! What every request sees: the options, the household of the day, the connections, and what the control interface set.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::behaviour::Behaviours;
use crate::calls::Calls;
use crate::clock::{Clock, london_date};
use crate::data::visits::Visits;
use crate::faults::Faults;
use crate::given::Given;
use crate::household::accounts::{BANKS, Bank, SANDBOX};
use crate::household::{Household, hex};
use crate::options::Options;
use crate::registry::Registry;
use crate::tasks::{Pace, Tasks};
use crate::volume::Volume;
use crate::webhooks::Webhooks;

/// One running simulation.
#[derive(Debug)]
pub(crate) struct Simulation {
    pub(crate) options: Options,
    /// Where it listens: `http://127.0.0.1:1234`.
    pub(crate) address: String,
    pub(crate) clock: Clock,
    pub(crate) registry: Mutex<Registry>,
    pub(crate) faults: Faults,
    pub(crate) calls: Calls,
    pub(crate) tasks: Tasks,
    pub(crate) webhooks: Webhooks,
    pub(crate) behaviours: Behaviours,
    pub(crate) visits: Visits,
    pub(crate) knobs: Mutex<Knobs>,
    pub(crate) volume: Mutex<Volume>,
    given: Mutex<Option<Arc<Given>>>,
    household: Mutex<Arc<Household>>,
    /// Random; every secret is a hash of it and of a counter.
    secret_key: [u8; 32],
    secrets_given: AtomicU64,
    /// Every code, token and session so far.
    pub(crate) issued: Mutex<Vec<String>>,
}

/// What the control interface can change.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Knobs {
    /// Added to every data call.
    pub(crate) delay_ms: u64,
    /// Life of the access tokens issued from now on, in seconds.
    pub(crate) expires_in: i64,
    /// Whether TrueLayer's sandbox is played instead of the banks.
    pub(crate) sandbox: bool,
    /// Whether a refresh replaces the refresh token.
    pub(crate) rotate: bool,
    /// Whether a refresh ends the access tokens before it.
    pub(crate) newest_only: bool,
    /// How asynchronous calls go.
    pub(crate) pace: Pace,
}

impl Knobs {
    pub(crate) fn initial(options: &Options) -> Self {
        Self {
            delay_ms: options.delay_ms,
            expires_in: 3_600,
            rotate: false,
            newest_only: true,
            pace: Pace::default(),
            sandbox: options.sandbox,
        }
    }
}

impl Simulation {
    /// Generates the household; fails when the machine gives no randomness for tokens.
    pub(crate) fn new(options: Options, address: String) -> Result<Self, getrandom::Error> {
        let mut secret_key = [0; 32];
        getrandom::fill(&mut secret_key)?;
        let today = options.today.unwrap_or_else(london_date);
        Ok(Self {
            clock: Clock::default(),
            registry: Mutex::default(),
            faults: Faults::default(),
            calls: Calls::default(),
            tasks: Tasks::default(),
            webhooks: Webhooks::default(),
            behaviours: Behaviours::default(),
            visits: Visits::default(),
            knobs: Mutex::new(Knobs::initial(&options)),
            volume: Mutex::default(),
            given: Mutex::default(),
            household: Mutex::new(Arc::new(Household::generate(options.seed, today))),
            secret_key,
            secrets_given: AtomicU64::new(0),
            issued: Mutex::default(),
            options,
            address,
        })
    }

    /// The bank's today: that of what a test gave it, or pinned by `--today`, else London's, so that a bank left running over
    /// night goes on.
    pub(crate) fn today(&self) -> NaiveDate {
        let given = self.given().map(|given| given.today);
        given.or(self.options.today).unwrap_or_else(london_date)
    }

    /// What a test gave the banks to answer with.
    pub(crate) fn given(&self) -> Option<Arc<Given>> {
        lock(&self.given).clone()
    }

    /// Has the banks answer with this from now on.
    pub(crate) fn give(&self, given: Given) {
        *lock(&self.given) = Some(Arc::new(given));
    }

    /// The household as of today.
    pub(crate) fn household(&self) -> Arc<Household> {
        let today = self.today();
        let mut household = lock(&self.household);
        if household.today != today {
            *household = Arc::new(Household::generate(self.options.seed, today));
        }
        Arc::clone(&household)
    }

    /// What the control interface asks for. No other lock is taken while this one is held.
    pub(crate) fn change_knobs(&self, change: impl FnOnce(&mut Knobs)) {
        change(&mut lock(&self.knobs));
    }

    /// The banks that can be chosen.
    pub(crate) fn banks(&self) -> &'static [Bank] {
        if lock(&self.knobs).sandbox { SANDBOX } else { BANKS }
    }

    /// A new unguessable text of 64 hexadecimal digits: codes, tokens, sessions.
    pub(crate) fn secret(&self) -> String {
        let count = self.secrets_given.fetch_add(1, Ordering::Relaxed);
        hex(&Sha256::new().chain_update(self.secret_key).chain_update(count.to_le_bytes()).finalize())
    }

    /// A secret that opens something: kept, for tests that look for it where it must not be.
    pub(crate) fn credential(&self) -> String {
        let credential = self.secret();
        lock(&self.issued).push(credential.clone());
        credential
    }

    /// Back to the state of the start, except for what was issued: connections go on working. Tasks are gone.
    pub(crate) fn reset(&self) {
        self.clock.reset();
        self.faults.replace(Vec::new());
        self.calls.clear();
        *lock(&self.knobs) = Knobs::initial(&self.options);
        self.behaviours.reset();
        self.visits.clear();
        self.tasks.clear();
        self.webhooks.clear();
        *lock(&self.volume) = Volume::default();
        *lock(&self.given) = None;
    }
}

/// Locks a mutex whose data is never left half-changed, so that a panic elsewhere does not matter.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
