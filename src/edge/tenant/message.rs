//! What requests and the tenant's Durable Object say to each other. Secrets travel in bodies only: addresses and headers
//! end up in logs.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use truelayer::renewal::Person;
use truelayer::{Code, Error, Secret};

use super::record::{Connection, Known, Learned, State};
use crate::caller::Caller;
use crate::encoding;
use crate::problem::Problem;

/// The header of an answer with the number of calls to TrueLayer that it took, for the log.
pub const CALLS: &str = "x-upstream-calls";

/// A message to the tenant.
#[derive(Serialize, Deserialize)]
pub struct Message {
    /// Who asks; the tenant's id, too, without which its record cannot be opened.
    pub caller: Caller,
    /// The request's id, for the log.
    pub request_id: String,
    /// The person's address, for the bank.
    pub psu_ip: Option<String>,
    /// How long the request can still wait for the answer.
    pub patience_ms: u32,
    /// What to do.
    pub operation: Operation,
}

/// What a tenant can be asked to do. Each needs a live session, `Connect` one that may join; or a bearer token, and then, but
/// for `Connect`, a record.
#[derive(Serialize, Deserialize)]
pub enum Operation {
    /// Exchange the callback's code, keep the tokens, start a new session in place of the one that asked, if one did.
    Connect {
        /// The callback's code.
        code: Secret,
        /// PKCE's verifier.
        verifier: Secret,
        /// The connection whose consent this renews.
        renews: Option<String>,
        /// SHA-256 of the sign-in's `state`, in hex: each is good for once.
        state: String,
    },
    /// Renew a connection's consent, or say where the person must go for it.
    Renew {
        /// The connection.
        connection: String,
        /// Who has reconfirmed the consent, if somebody has.
        person: Option<Person>,
        /// The `state` of a sign-in that may come of it.
        state: Secret,
        /// PKCE's challenge of that sign-in.
        code_challenge: String,
    },
    /// Say whether the record still has this revision.
    Confirm {
        /// The revision of the copy that a request goes by.
        revision: u64,
    },
    /// Show the record; with `fresh`, get new tokens for those that have run out or that the bank `rejected`.
    View {
        /// Whether the tokens will be used.
        fresh: bool,
        /// A token that the bank refused.
        rejected: Option<Rejected>,
        /// Whether the copy in KV is missing or of no use.
        heal: bool,
    },
    /// Keep what a visit has found out about a connection.
    Learn {
        /// The connection.
        connection: String,
        /// What that is.
        learned: Learned,
    },
    /// Save the budget settings.
    PutSettings {
        /// Their JSON text, already checked.
        settings: String,
        /// Only if this is the revision in force.
        if_revision: Option<u64>,
    },
    /// Serve the tenant in their absence, or no more.
    Attend {
        /// Whether to.
        unattended: bool,
    },
    /// End this session, or with `everywhere` all of them.
    LogOut {
        /// All of them.
        everywhere: bool,
    },
    /// Revoke and erase one connection.
    Disconnect {
        /// The connection.
        connection: String,
    },
    /// Revoke and erase everything, all sessions too.
    Forget,
}

impl Operation {
    /// Whether sending it twice does no harm. A code works once only.
    pub fn may_repeat(&self) -> bool {
        !matches!(self, Self::Connect { .. } | Self::Renew { .. } | Self::PutSettings { .. })
    }
}

/// A token that the bank refused, by its hash: the tenant replaces it unless it did so already.
#[derive(Clone, Serialize, Deserialize)]
pub struct Rejected {
    /// The connection.
    pub connection: String,
    /// SHA-256 of the token, in hex.
    pub hash: String,
}

impl Rejected {
    /// Names a refused token.
    pub fn new(connection: &str, token: &Secret) -> Self {
        Self { connection: connection.to_owned(), hash: encoding::sha256_hex(token.expose().as_bytes()) }
    }

    /// Whether it is the token that this connection has now.
    pub fn is_of(&self, connection: &Connection) -> bool {
        let hash = encoding::sha256_hex(connection.tokens.access.expose().as_bytes());
        self.connection == connection.id && self.hash == hash
    }
}

/// The tenant's answer.
#[derive(Serialize, Deserialize)]
pub enum Answer {
    /// To `Connect`.
    Connected {
        /// The secret of the new session, for the cookie, where a session asked.
        session: Option<Secret>,
    },
    /// To `Renew`.
    Renewed(Renewed),
    /// To `Confirm`: whether the revision is the one in force.
    Confirmed(bool),
    /// To `View`.
    View(View),
    /// To `PutSettings`: the new revision.
    Revision(u64),
    /// To `Disconnect` and `Forget`: whether every bank's consent was revoked at TrueLayer.
    Revoked(bool),
    /// To the others.
    Done,
}

/// What came of a renewal.
#[derive(Serialize, Deserialize)]
pub enum Renewed {
    /// The consent has been renewed.
    Done,
    /// The person must sign in at the bank, at this address.
    SignIn(String),
    /// It takes a new consent.
    Anew {
        /// The bank's id at TrueLayer; empty where it is not known.
        provider_id: String,
    },
}

/// Why the tenant did not do it.
#[derive(Debug, Serialize, Deserialize)]
pub enum Refusal {
    /// There is no such session (any more).
    NoSession,
    /// The record is sealed with a master key that the ring does not have.
    KeyGone,
    /// There is no such connection.
    NotFound,
    /// The settings have another revision.
    Stale,
    /// The bank was not connected.
    NotConnected(ConnectError),
    /// The tenant's budget is used up for now.
    SlowDown {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// Ours to mend; the log says what.
    Internal,
}

/// Why a bank could not be connected; the name goes back to the app as `connect_error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConnectError {
    /// TrueLayer refused the code.
    ExchangeFailed,
    /// TrueLayer could not be reached, or not in time.
    BankUnavailable,
    /// TrueLayer refused the Worker's own settings.
    Misconfigured,
    /// The sign-in has been completed already.
    Used,
}

impl ConnectError {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::ExchangeFailed => "exchange_failed",
            Self::BankUnavailable => "bank_unavailable",
            Self::Misconfigured => "misconfigured",
            Self::Used => "invalid_state",
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NoSession => Self::NotConnected,
            Refusal::KeyGone => Self::KeyGone,
            Refusal::NotFound => Self::NotFound,
            Refusal::Stale => Self::StaleSettings,
            Refusal::SlowDown { retry_after } => Self::SlowDown { retry_after },
            Refusal::NotConnected(_) | Refusal::Internal => Self::Internal,
        }
    }
}

/// What a request needs of the record.
#[derive(Debug, Serialize, Deserialize)]
pub struct View {
    /// The banks.
    pub connections: Vec<ViewConnection>,
    /// The budget settings' JSON text, once saved.
    pub settings: Option<String>,
    /// Their revision; 0 before the first save.
    pub settings_revision: u64,
    /// The revision of the whole.
    pub revision: u64,
    /// Whether the tenant is served in their absence.
    pub unattended: bool,
}

/// A bank, as a request sees it.
#[derive(Debug, Serialize, Deserialize)]
pub struct ViewConnection {
    /// Our id of it.
    pub id: String,
    /// TrueLayer's name of the bank.
    pub provider_id: String,
    /// The bank's name for people.
    pub bank_name: String,
    /// When it was first connected.
    pub created_at: DateTime<Utc>,
    /// When the consent ends, where known.
    pub consent_expires_at: Option<DateTime<Utc>>,
    /// What was granted.
    pub scopes: Vec<String>,
    /// Whether it works.
    pub state: State,
    /// Its access token.
    pub token: Token,
    /// Its accounts when last seen.
    pub known: Known,
    /// Whether `/me` is still to be asked.
    pub undescribed: bool,
}

/// An access token, or why there is none.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Token {
    /// To be used now.
    Access(Secret),
    /// None.
    None(NoToken),
}

/// Why there is no token to use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoToken {
    /// The consent has ended.
    Ended,
    /// TrueLayer cannot be reached.
    Unavailable,
    /// TrueLayer did not answer in time.
    TimedOut,
    /// TrueLayer refused the Worker's own settings.
    Misconfigured,
    /// The bank wants no more calls before then.
    OverForToday(DateTime<Utc>),
}

impl NoToken {
    /// What an attempt to get a token came to that did not end the consent: whatever the error is called, it may pass, and
    /// nobody is sent to the bank for it.
    pub fn because_of(error: &Error) -> Self {
        match error.code {
            Code::BankTimeout => Self::TimedOut,
            Code::Misconfigured => Self::Misconfigured,
            _ => Self::Unavailable,
        }
    }

    /// The error that a request at `now` lists.
    pub fn error(self, now: DateTime<Utc>) -> Error {
        let mut error = Error::new(match self {
            Self::Ended => Code::ReconnectNeeded,
            Self::Unavailable => Code::BankUnavailable,
            Self::TimedOut => Code::BankTimeout,
            Self::Misconfigured => Code::Misconfigured,
            Self::OverForToday(_) => Code::TooManyRequestsToday,
        });
        if let Self::OverForToday(until) = self {
            error.retry_after = u64::try_from(until.signed_duration_since(now).num_seconds()).ok();
        }
        error
    }
}
