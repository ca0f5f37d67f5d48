//! How a bank behaves beyond its data: the awkward habits of real banks. Each bank has its own (`bank_list`); the control
//! interface can give any habit to any bank.

use std::collections::HashMap;
use std::sync::Mutex;

use serde::Deserialize;

use crate::household::accounts::{BANKS, Bank, SANDBOX};
use crate::state::lock;

/// The habits of one bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Behaviour {
    /// Added to every data call.
    pub(crate) delay_ms: u64,
    /// Data calls are 503 `provider_error`; `/me`, which TrueLayer answers itself, works.
    pub(crate) down: bool,
    /// Transactions are all there are up to `to`, whatever `from` says.
    pub(crate) ignores_from: bool,
    pub(crate) sca: Sca,
    /// A fifth call for an account within 24 hours without `X-PSU-IP` is 429 `provider_request_limit_exceeded`.
    pub(crate) attendance: bool,
    /// The answer to exactly the same URL stays the same for an hour; `update_timestamp` tells its age.
    pub(crate) cache: bool,
    /// Every log-in gives the accounts other ids.
    pub(crate) new_account_ids: bool,
    /// A refresh token that is not used for 30 days dies.
    pub(crate) idle_expiry: bool,
    pub(crate) extend: Extend,
}

/// How a bank answers when a consent is to be extended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Extend {
    /// As the mock users do: `eternal` needs no action, the others another log-in.
    ByUser,
    NoActionNeeded,
    AuthenticationNeeded,
    /// Documented, but not yet done by TrueLayer.
    ReconfirmationNeeded,
    /// 422.
    Refuse,
}

/// What becomes of transactions older than 90 days once the user's log-in is five minutes past.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sca {
    /// They are served like any others.
    Off,
    /// The window is cut to its last 88 days without a word.
    Clamp,
    /// 403 `sca_exceeded`.
    Refuse,
}

impl Behaviour {
    /// A bank without quirks.
    pub(crate) const PLAIN: Self = Self {
        delay_ms: 0,
        down: false,
        ignores_from: false,
        sca: Sca::Off,
        attendance: false,
        cache: false,
        new_account_ids: false,
        idle_expiry: false,
        extend: Extend::ByUser,
    };
}

/// A change asked for by the control interface: what is missing stays.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    /// Without it, every bank.
    provider_id: Option<String>,
    delay_ms: Option<u64>,
    down: Option<bool>,
    ignores_from: Option<bool>,
    sca: Option<Sca>,
    attendance: Option<bool>,
    cache: Option<bool>,
    new_account_ids: Option<bool>,
    idle_expiry: Option<bool>,
    extend: Option<Extend>,
}

/// The habits that were changed, by `provider_id`.
#[derive(Debug, Default)]
pub(crate) struct Behaviours(Mutex<HashMap<&'static str, Behaviour>>);

impl Behaviours {
    pub(crate) fn of(&self, bank: &Bank) -> Behaviour {
        lock(&self.0).get(bank.id).copied().unwrap_or(bank.behaviour)
    }

    /// Fails when there is no such bank.
    pub(crate) fn change(&self, change: &Change) -> Result<(), String> {
        let wanted = |bank: &&Bank| change.provider_id.as_ref().is_none_or(|id| id == bank.id);
        let mut changed = lock(&self.0);
        let mut known = false;
        for bank in BANKS.iter().chain(SANDBOX).filter(wanted) {
            let behaviour = changed.entry(bank.id).or_insert(bank.behaviour);
            change.apply(behaviour);
            known = true;
        }
        known.then_some(()).ok_or_else(|| "provider_id: there is no such bank".to_owned())
    }

    pub(crate) fn reset(&self) {
        lock(&self.0).clear();
    }
}

impl Change {
    fn apply(&self, behaviour: &mut Behaviour) {
        behaviour.delay_ms = self.delay_ms.unwrap_or(behaviour.delay_ms);
        behaviour.down = self.down.unwrap_or(behaviour.down);
        behaviour.ignores_from = self.ignores_from.unwrap_or(behaviour.ignores_from);
        behaviour.sca = self.sca.unwrap_or(behaviour.sca);
        behaviour.attendance = self.attendance.unwrap_or(behaviour.attendance);
        behaviour.cache = self.cache.unwrap_or(behaviour.cache);
        behaviour.new_account_ids = self.new_account_ids.unwrap_or(behaviour.new_account_ids);
        behaviour.idle_expiry = self.idle_expiry.unwrap_or(behaviour.idle_expiry);
        behaviour.extend = self.extend.unwrap_or(behaviour.extend);
    }
}
