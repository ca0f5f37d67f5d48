//! Speaking to a tenant's Durable Object from a request.

use std::rc::Rc;

use truelayer::renewal::Person;
use truelayer::{Code, Error, Secret};
use wasm_bindgen::JsValue;
use worker::{Env, Method, Request, RequestInit};

use super::message::{Answer, CALLS, ConnectError, Message, Operation, Refusal, Rejected, Renewed, Token, View};
use super::record::Learned;
use crate::bank::Visit;
use crate::caller::Caller;
use crate::problem::{BankFailure, BankFailureKind, Problem};
use crate::{clock, encoding, log};

const BINDING: &str = "TENANT";
/// Durable Objects are addressed by their stub; the address in the request means nothing.
const ADDRESS: &str = "https://tenant/";
const ATTEMPTS: u32 = 2;
/// This part of the remaining time is kept back, so that the tenant gives up on a bank, and keeps and answers what it has,
/// before the request gives up on the tenant.
const MARGIN_PART: u64 = 10;

/// A tenant, as a session or a bearer token of it reaches it.
#[derive(Clone)]
pub struct TenantClient {
    env: Env,
    pub(super) visit: Rc<Visit>,
    caller: Caller,
}

/// Why a message brought no answer of the kind that it asks for.
pub enum Failed {
    /// The tenant refused.
    Refused(Refusal),
    /// The request's deadline passed first.
    TimedOut,
}

impl From<Failed> for Problem {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Refused(refusal) => refusal.into(),
            Failed::TimedOut => Self::Bank(BankFailure {
                kind: BankFailureKind::Timeout,
                detail: Code::BankTimeout.message().to_owned(),
                retry_after: None,
                errors: Vec::new(),
            }),
        }
    }
}

impl Failed {
    /// Whether the session is unknown or has ended.
    pub fn is_no_session(&self) -> bool {
        matches!(self, Self::Refused(Refusal::NoSession))
    }

    /// Whether the record cannot be opened for want of its master key.
    pub fn is_key_gone(&self) -> bool {
        matches!(self, Self::Refused(Refusal::KeyGone))
    }
}

/// Why a bank was not connected.
pub enum ConnectFailed {
    /// The session that should be joined has ended; the code is still unused.
    NoSession,
    /// The reason, as the app is told.
    Because(&'static str),
}

impl ConnectFailed {
    /// The reason, as the app is told.
    pub fn reason(self) -> &'static str {
        match self {
            Self::NoSession => "internal",
            Self::Because(reason) => reason,
        }
    }
}

impl TenantClient {
    /// The tenant of whoever asks.
    pub fn new(env: Env, visit: Rc<Visit>, caller: Caller) -> Self {
        Self { env, visit, caller }
    }

    /// The record as it is.
    pub async fn view(&self) -> Result<View, Failed> {
        self.viewed(Operation::View { fresh: false, rejected: None, heal: false }).await
    }

    /// The same with tokens to use; `heal` where the copy was of no use.
    pub async fn fresh_view(&self, heal: bool) -> Result<View, Failed> {
        self.viewed(Operation::View { fresh: true, rejected: None, heal }).await
    }

    async fn viewed(&self, operation: Operation) -> Result<View, Failed> {
        match self.send(operation).await? {
            Answer::View(view) => Ok(view),
            _ => Err(mismatch()),
        }
    }

    /// Whether the session is live and a copy of this revision is that of the record as it is.
    pub async fn confirm(&self, revision: u64) -> Result<bool, Failed> {
        match self.send(Operation::Confirm { revision }).await? {
            Answer::Confirmed(same) => Ok(same),
            _ => Err(mismatch()),
        }
    }

    /// Lets the tenant be served in their absence, or no more.
    pub async fn attend(&self, unattended: bool) -> Result<(), Failed> {
        self.send(Operation::Attend { unattended }).await.map(|_| ())
    }

    /// A token in place of one that the bank refused.
    pub async fn replace(&self, rejected: Rejected) -> Result<Secret, Error> {
        let id = rejected.connection.clone();
        let operation = Operation::View { fresh: true, rejected: Some(rejected), heal: false };
        let view = match self.send(operation).await {
            Ok(Answer::View(view)) => view,
            Ok(_) | Err(Failed::Refused(Refusal::Internal)) => return Err(Error::new(Code::BankUnavailable)),
            Err(Failed::TimedOut) => return Err(Error::new(Code::BankTimeout)),
            Err(Failed::Refused(Refusal::SlowDown { retry_after })) => {
                let mut error = Error::new(Code::RateLimited);
                error.retry_after = Some(retry_after);
                return Err(error);
            }
            Err(Failed::Refused(_)) => return Err(Error::new(Code::ReconnectNeeded)),
        };
        match view.connections.into_iter().find(|connection| connection.id == id).map(|found| found.token) {
            Some(Token::Access(token)) => Ok(token),
            Some(Token::None(why)) => Err(why.error(clock::now())),
            None => Err(Error::new(Code::ReconnectNeeded)),
        }
    }

    /// Connects a bank; answers the secret of the new session, where a session asked.
    pub async fn connect(
        &self,
        code: Secret,
        verifier: Secret,
        renews: Option<String>,
        state: &str,
    ) -> Result<Option<Secret>, ConnectFailed> {
        let state = encoding::sha256_hex(state.as_bytes());
        match self.send(Operation::Connect { code, verifier, renews, state }).await {
            Ok(Answer::Connected { session }) => Ok(session),
            Err(Failed::Refused(Refusal::NoSession | Refusal::KeyGone)) => Err(ConnectFailed::NoSession),
            Err(Failed::Refused(Refusal::NotConnected(error))) => Err(ConnectFailed::Because(error.code())),
            Err(Failed::Refused(Refusal::SlowDown { .. })) => Err(ConnectFailed::Because("slow_down")),
            Err(Failed::TimedOut) => Err(ConnectFailed::Because(ConnectError::BankUnavailable.code())),
            Ok(_) | Err(Failed::Refused(_)) => Err(ConnectFailed::Because("internal")),
        }
    }

    /// Renews a connection's consent; a sign-in that may come of it has this `state` and `code_challenge`.
    pub async fn renew(
        &self,
        connection: String,
        person: Option<Person>,
        state: Secret,
        code_challenge: String,
    ) -> Result<Renewed, Failed> {
        match self.send(Operation::Renew { connection, person, state, code_challenge }).await? {
            Answer::Renewed(renewed) => Ok(renewed),
            _ => Err(mismatch()),
        }
    }

    /// Keeps what this visit has found out about a connection, for the next one. Best effort.
    pub async fn learn(&self, connection: String, learned: Learned) {
        // A failure costs the next visit a round trip, and is in the log.
        let _ = self.send(Operation::Learn { connection, learned }).await;
    }

    /// Saves the settings; answers their new revision.
    pub async fn put_settings(&self, settings: String, if_revision: Option<u64>) -> Result<u64, Failed> {
        match self.send(Operation::PutSettings { settings, if_revision }).await? {
            Answer::Revision(revision) => Ok(revision),
            _ => Err(mismatch()),
        }
    }

    /// Ends the session, or all of the tenant's.
    pub async fn log_out(&self, everywhere: bool) -> Result<(), Failed> {
        self.send(Operation::LogOut { everywhere }).await.map(|_| ())
    }

    /// Disconnects one bank; answers whether TrueLayer confirmed.
    pub async fn disconnect(&self, connection: String) -> Result<bool, Failed> {
        self.revoked(Operation::Disconnect { connection }).await
    }

    /// Disconnects every bank and erases the tenant; answers whether TrueLayer confirmed.
    pub async fn forget(&self) -> Result<bool, Failed> {
        self.revoked(Operation::Forget).await
    }

    async fn revoked(&self, operation: Operation) -> Result<bool, Failed> {
        match self.send(operation).await? {
            Answer::Revoked(revoked) => Ok(revoked),
            _ => Err(mismatch()),
        }
    }

    async fn send(&self, operation: Operation) -> Result<Answer, Failed> {
        let attempts = if operation.may_repeat() { ATTEMPTS } else { 1 };
        let remaining = self.visit.remaining_ms();
        let patience = remaining.saturating_sub(remaining / MARGIN_PART);
        let message = Message {
            caller: self.caller.clone(),
            request_id: self.visit.request_id.clone(),
            psu_ip: self.visit.psu_ip.clone(),
            patience_ms: u32::try_from(patience).unwrap_or(u32::MAX),
            operation,
        };
        let text = serde_json::to_string(&message).map_err(|_| Failed::Refused(Refusal::Internal))?;
        for _ in 0..attempts {
            match self.visit.within(self.once(&text)).await {
                Some(Ok(answer)) => return answer.map_err(Failed::Refused),
                Some(Err(error)) => {
                    let line = log::Entry::of("tenant_out_of_reach").request(&self.visit.request_id);
                    line.tenant(&self.caller.tenant().log_name()).text("reason", error).error();
                }
                None => return Err(Failed::TimedOut),
            }
        }
        Err(Failed::Refused(Refusal::Internal))
    }

    /// A stub that threw is of no more use, so each attempt makes its own.
    async fn once(&self, text: &str) -> worker::Result<Result<Answer, Refusal>> {
        let mut init = RequestInit::new();
        init.with_method(Method::Post).with_body(Some(JsValue::from_str(text)));
        let request = Request::new_with_init(ADDRESS, &init)?;
        let stub = self.env.durable_object(BINDING)?.get_by_name(&self.caller.tenant().storage_name())?;
        let mut response = stub.fetch_with_request(request).await?;
        let calls = response.headers().get(CALLS)?.and_then(|calls| calls.parse().ok());
        self.visit.count(calls.unwrap_or_default());
        response.json().await
    }
}

fn mismatch() -> Failed {
    log::Entry::of("tenant_failed").text("reason", "the answer is of another kind than was asked for").error();
    Failed::Refused(Refusal::Internal)
}
