//! What went wrong at the bank or at TrueLayer: a stable code of our own, words for the person, and what to do next.
//! The table from TrueLayer's statuses and error names to these is in `table`.

mod table;

use std::borrow::Cow;
use std::fmt;

use crate::http::Answer;

/// A failure, ready to be acted on ([`Error::next`]) and to be shown ([`Error::message`], [`Error::action`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What happened.
    pub code: Code,
    /// What the caller does next. Usually [`Code::next`]; TrueLayer's answer may call for another.
    pub next: Next,
    /// How many seconds the answer asked to wait (`Retry-After`), if it did.
    pub retry_after: Option<u64>,
    /// TrueLayer's own name for the error, for the log: lower-case letters, digits and `_` only.
    pub upstream: Option<String>,
    detail: Option<Cow<'static, str>>,
}

/// What happened, as openpurse's API names it. The texts of [`Code::as_str`] are part of the public contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// The bank or TrueLayer failed without saying more.
    BankError,
    /// The bank or TrueLayer is out of service for now.
    BankUnavailable,
    /// No answer in time.
    BankTimeout,
    /// Old transactions are shown only shortly after signing in at the bank. The connection is alive.
    ScaExceeded,
    /// The bank refuses this one resource, perhaps for ever.
    AccessDenied,
    /// The bank has locked the account.
    AccountLocked,
    /// The consent has ended, was revoked, or the token is no longer valid.
    ReconnectNeeded,
    /// Too many requests at once.
    RateLimited,
    /// The bank's daily number of requests is used up.
    TooManyRequestsToday,
    /// This bank does not have this feature.
    NotSupported,
    /// The bank does not know this account (any more): its id may have changed.
    AccountNotFound,
    /// The bank does not give this span of dates.
    InvalidDateRange,
    /// What came is not what TrueLayer documents.
    MalformedAnswer,
    /// The answers to one request are more than can be held at once.
    TooMuchData,
    /// TrueLayer refused the client's own settings.
    Misconfigured,
}

/// What the caller does about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Refresh the access token, then repeat the request, each once.
    RefreshThenRetry,
    /// Repeat after a pause, a few times, if [`crate::http::Request::may_repeat`].
    Retry,
    /// Repeat once with a window of at most [`crate::data::NARROW_DAYS`] days.
    Narrow,
    /// Leave it; the same request will fail again.
    GiveUp,
    /// Mark the connection as needing a new consent (for a refused refresh: after confirming once).
    Reconnect,
    /// Send nothing more for this connection today.
    StopUntilTomorrow,
    /// Treat the resource as empty: the bank has no such thing.
    FeatureAbsent,
}

/// What the person can do about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Nothing.
    None,
    /// Try again later.
    Wait,
    /// Sign in at the bank again.
    Reconnect,
    /// Talk to the bank.
    ContactBank,
}

impl Code {
    /// The stable text, such as `bank_timeout`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BankError => "bank_error",
            Self::BankUnavailable => "bank_unavailable",
            Self::BankTimeout => "bank_timeout",
            Self::ScaExceeded => "sca_exceeded",
            Self::AccessDenied => "access_denied",
            Self::AccountLocked => "account_locked",
            Self::ReconnectNeeded => "reconnect_needed",
            Self::RateLimited => "rate_limited",
            Self::TooManyRequestsToday => "too_many_requests_today",
            Self::NotSupported => "not_supported",
            Self::AccountNotFound => "account_not_found",
            Self::InvalidDateRange => "invalid_date_range",
            Self::MalformedAnswer => "malformed_answer",
            Self::TooMuchData => "too_much_data",
            Self::Misconfigured => "misconfigured",
        }
    }

    /// What to do about it unless the answer itself calls for something else.
    #[must_use]
    pub fn next(self) -> Next {
        match self {
            Self::BankError | Self::BankUnavailable | Self::BankTimeout | Self::RateLimited => Next::Retry,
            Self::ScaExceeded | Self::InvalidDateRange => Next::Narrow,
            Self::ReconnectNeeded => Next::Reconnect,
            Self::TooManyRequestsToday => Next::StopUntilTomorrow,
            Self::NotSupported => Next::FeatureAbsent,
            Self::AccessDenied
            | Self::AccountLocked
            | Self::AccountNotFound
            | Self::MalformedAnswer
            | Self::TooMuchData
            | Self::Misconfigured => Next::GiveUp,
        }
    }

    /// What the person can do about it.
    #[must_use]
    pub fn action(self) -> Action {
        match self {
            Self::BankError
            | Self::BankUnavailable
            | Self::BankTimeout
            | Self::RateLimited
            | Self::TooManyRequestsToday
            | Self::MalformedAnswer => Action::Wait,
            Self::ScaExceeded | Self::ReconnectNeeded | Self::AccountNotFound => Action::Reconnect,
            Self::AccountLocked => Action::ContactBank,
            Self::AccessDenied
            | Self::NotSupported
            | Self::InvalidDateRange
            | Self::TooMuchData
            | Self::Misconfigured => Action::None,
        }
    }

    /// A sentence or two for the person.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::BankError => "Your bank could not answer. Try again in a few minutes.",
            Self::BankUnavailable => "Your bank is out of service at the moment. Try again later.",
            Self::BankTimeout => "Your bank did not answer in time. Try again in a few minutes.",
            Self::ScaExceeded => {
                "Your bank shows older transactions only for a short time after you sign in to it. Connect it again to see them."
            }
            Self::AccessDenied => {
                "Your bank refused access to this. If it refuses everything else too, connect it again."
            }
            Self::AccountLocked => "Your bank has locked this account. Only the bank can unlock it.",
            Self::ReconnectNeeded => "Your permission for this bank has ended. Connect it again.",
            Self::RateLimited => "Your bank was asked too often. Try again in a minute.",
            Self::TooManyRequestsToday => "Your bank allows no more requests today. Try again tomorrow.",
            Self::NotSupported => "Your bank does not offer this.",
            Self::AccountNotFound => {
                "Your bank no longer knows this account under its old id. If it stays missing, connect the bank again."
            }
            Self::InvalidDateRange => "Your bank does not give transactions for these dates.",
            Self::MalformedAnswer => "Your bank sent an answer that could not be read.",
            Self::TooMuchData => "Your bank sent more than can be worked out at once. Ask about fewer days.",
            Self::Misconfigured => {
                "TrueLayer refused this site's own settings. Whoever runs it needs to check the TRUELAYER_ settings."
            }
        }
    }
}

impl Error {
    /// An error that the caller found on its own, such as a deadline that passed ([`Code::BankTimeout`]) or a
    /// connection that broke ([`Code::BankUnavailable`]).
    #[must_use]
    pub fn new(code: Code) -> Self {
        Self { code, next: code.next(), retry_after: None, upstream: None, detail: None }
    }

    /// An answer of the Data API that is not a success.
    #[must_use]
    pub fn of_data(answer: &Answer<'_>) -> Self {
        table::read(answer, table::data)
    }

    /// An answer of the Auth API that is not a success.
    #[must_use]
    pub fn of_auth(answer: &Answer<'_>) -> Self {
        table::read(answer, table::auth)
    }

    /// An answer that succeeded but cannot be read. `what` says which part, and holds nothing of the answer itself.
    pub(crate) fn malformed(what: impl Into<Cow<'static, str>>) -> Self {
        Self { detail: Some(what.into()), ..Self::new(Code::MalformedAnswer) }
    }

    /// What the person can do about it.
    #[must_use]
    pub fn action(&self) -> Action {
        self.code.action()
    }

    /// A sentence or two for the person, with what could not be read where that is the trouble.
    #[must_use]
    pub fn message(&self) -> Cow<'static, str> {
        match &self.detail {
            None => Cow::Borrowed(self.code.message()),
            Some(detail) => Cow::Owned(format!("{} ({detail})", self.code.message())),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.message())
    }
}

impl std::error::Error for Error {}
