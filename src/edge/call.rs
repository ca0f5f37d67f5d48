//! The request at hand: what routes ask of it.

use std::cell::{Cell, RefCell};
use std::net::IpAddr;
use std::rc::Rc;

use futures_util::StreamExt;
use worker::{Context, Env, Method, Request, Url};

use crate::bank::Visit;
use crate::bearer::{self, Token};
use crate::caller::Caller;
use crate::config::Config;
use crate::origin::Provenance;
use crate::problem::Problem;
use crate::query::Query;
use crate::session::{Session, TenantId};
use crate::tenant::TenantClient;
use crate::{clock, encoding, log};

const JSON: &str = "application/json";

/// One request.
pub struct Call {
    /// Its id, for the answer and the log.
    pub id: String,
    /// The method.
    pub method: Method,
    /// The whole address.
    pub url: Url,
    /// The Worker's bindings.
    pub env: Env,
    /// For work that outlives the answer.
    pub context: Rc<Context>,
    /// Whether to ask the tenant instead of going by the copy of its record.
    pub copy_is_outdated: Cell<bool>,
    request: RefCell<Request>,
    visits: RefCell<Vec<Rc<Visit>>>,
    tenant_hash: RefCell<Option<String>>,
}

impl Call {
    /// Takes the request as the runtime gives it.
    pub fn new(request: Request, env: Env, context: Context) -> worker::Result<Self> {
        let id = encoding::random::<16>().map(|bytes| encoding::hex(&bytes)).unwrap_or_default();
        let (method, url) = (request.method(), request.url()?);
        let (context, request) = (Rc::new(context), RefCell::new(request));
        let (copy_is_outdated, visits, tenant_hash) = (Cell::new(false), RefCell::default(), RefCell::default());
        Ok(Self { id, method, url, env, context, copy_is_outdated, request, visits, tenant_hash })
    }

    /// The Worker's settings. What is wrong with them goes to the log, too.
    pub fn config(&self) -> Result<Config, Problem> {
        Config::read(|name| self.var(name)).map_err(|settings| {
            for setting in &settings {
                let line = log::Entry::of("misconfigured").request(&self.id).text("setting", setting.name);
                line.text("reason", &setting.problem).text("command", &setting.command).error();
            }
            Problem::Misconfigured(settings)
        })
    }

    /// One variable or secret of the Worker.
    pub fn var(&self, name: &str) -> Option<String> {
        self.env.var(name).ok().map(|value| value.to_string())
    }

    /// A header's value.
    pub fn header(&self, name: &str) -> Option<String> {
        self.request.borrow().headers().get(name).ok().flatten()
    }

    /// The cookies.
    pub fn cookies(&self) -> String {
        self.header("cookie").unwrap_or_default()
    }

    /// The bearer token, if one was sent. No page of another site can send one that it does not have.
    pub fn bearer_token(&self) -> Option<String> {
        bearer_token(&self.header("authorization")?).map(str::to_owned)
    }

    /// Who asks, if anybody says so: whom the bearer token is for, where there is one; else the session of the cookie.
    pub async fn caller(&self, config: &Config, visit: &Visit) -> Result<Option<Caller>, Problem> {
        let Some(token) = self.bearer_token() else {
            return Ok(Session::from_cookies(&self.cookies()).map(Caller::Session));
        };
        let settings = config.bearer.as_ref().ok_or(Problem::InvalidToken("This site takes no bearer tokens."))?;
        let token = Token::read(&token, settings, clock::now().timestamp()).map_err(Problem::InvalidToken)?;
        let subject = bearer::subject(&token, settings, config.limits, visit).await?;
        Ok(Some(Caller::Bearer(TenantId::of_bearer(&settings.issuer, subject.as_str()))))
    }

    /// The same, for routes that need somebody.
    pub async fn need_caller(&self, config: &Config, visit: &Visit) -> Result<Caller, Problem> {
        self.caller(config, visit).await?.ok_or(Problem::NotConnected)
    }

    /// Whether the client asks for JSON rather than for a page.
    pub fn wants_json(&self) -> bool {
        let accept = self.header("accept").unwrap_or_default();
        accept.split(',').filter_map(|kind| kind.split(';').next()).any(|kind| kind.trim().eq_ignore_ascii_case(JSON))
    }

    /// The query's parameters, of which there may be none but `known`.
    pub fn query(&self, known: &[&'static str]) -> Result<Query, Problem> {
        Query::read(self.url.query().unwrap_or_default(), known)
    }

    /// Starts the request's dealings with banks.
    pub fn visit(&self, config: &Config) -> Rc<Visit> {
        let psu_ip = self.header("cf-connecting-ip").filter(|ip| ip.parse::<IpAddr>().is_ok());
        let visit = Rc::new(Visit::new(config.limits, psu_ip, self.id.clone()));
        self.visits.borrow_mut().push(Rc::clone(&visit));
        visit
    }

    /// How many calls have been made to TrueLayer for the request so far, those of the tenant's Durable Object among them.
    pub fn upstream_calls(&self) -> u64 {
        self.visits.borrow().iter().map(|visit| visit.sent()).sum()
    }

    /// The tenant that the request spoke to, for the log.
    pub fn tenant_hash(&self) -> Option<String> {
        self.tenant_hash.borrow().clone()
    }

    /// The tenant of whoever asks.
    pub fn tenant(&self, caller: &Caller, visit: &Rc<Visit>) -> TenantClient {
        self.tenant_hash.replace(Some(caller.tenant().log_name()));
        TenantClient::new(self.env.clone(), Rc::clone(visit), caller.clone())
    }

    /// Hands the headers that tell where the request came from to `check`.
    pub fn check_origin(&self, check: impl FnOnce(Provenance<'_>) -> Result<(), Problem>) -> Result<(), Problem> {
        let (origin, fetch_site) = (self.header("origin"), self.header("sec-fetch-site"));
        let requested_by = self.header("x-requested-by");
        check(Provenance {
            origin: origin.as_deref(),
            fetch_site: fetch_site.as_deref(),
            requested_by: requested_by.as_deref(),
        })
    }

    /// The body, if it is no larger than `limit_bytes`; of a larger one no more than that is read, and of a
    /// slow one no more than comes before the request's deadline.
    pub async fn body(&self, limit_bytes: usize, visit: &Visit) -> Result<Vec<u8>, Problem> {
        let late = || Problem::invalid("body", "The body did not come in time.");
        visit.within(self.whole_body(limit_bytes)).await.ok_or_else(late)?
    }

    async fn whole_body(&self, limit_bytes: usize) -> Result<Vec<u8>, Problem> {
        let announced = self.header("content-length").and_then(|length| length.parse::<usize>().ok());
        if announced.is_some_and(|length| length > limit_bytes) {
            return Err(Problem::TooLarge { limit_bytes });
        }
        let mut body = Vec::new();
        // A request without a body has no stream.
        let stream = self.request.borrow_mut().stream();
        let Ok(mut chunks) = stream else { return Ok(body) };
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk.map_err(|_| Problem::invalid("body", "The body did not come whole."))?;
            if body.len().saturating_add(chunk.len()) > limit_bytes {
                return Err(Problem::TooLarge { limit_bytes });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }
}

/// What comes after `Bearer` in an `Authorization` header; `None` where it is of another kind.
fn bearer_token(header: &str) -> Option<&str> {
    let (scheme, token) = header.trim().split_once(' ').unwrap_or((header.trim(), ""));
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_bearer_scheme_is_a_bearer_token() {
        assert_eq!(bearer_token("Bearer a.b.c"), Some("a.b.c"));
        assert_eq!(bearer_token("bearer  a.b.c "), Some("a.b.c"));
        // Somebody meant to send one: the cookie must not be taken in its place.
        assert_eq!(bearer_token("Bearer"), Some(""));
        for header in ["", "Basic YTpi", "Bearera.b.c", "a.b.c"] {
            assert_eq!(bearer_token(header), None, "{header}");
        }
    }
}
