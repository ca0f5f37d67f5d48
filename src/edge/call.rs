//! The request at hand: what routes ask of it.

use std::cell::{Cell, RefCell};
use std::net::IpAddr;
use std::rc::Rc;

use futures_util::StreamExt;
use worker::{Context, Env, Method, Request, Url};

use crate::bank::Visit;
use crate::config::Config;
use crate::cors::is_bearer;
use crate::origin::Provenance;
use crate::problem::Problem;
use crate::query::Query;
use crate::session::Session;
use crate::tenant::TenantClient;
use crate::{encoding, log};

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

    /// The session that the request claims to be of. A bearer token and a cookie never count together: where there is a
    /// token, nothing has checked that the request is our own page's.
    pub fn session(&self) -> Option<Session> {
        if is_bearer(self) { None } else { Session::from_cookies(&self.cookies()) }
    }

    /// The same, for routes that need one.
    pub fn need_session(&self) -> Result<Session, Problem> {
        self.session().ok_or(Problem::NotConnected)
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

    /// How many calls the request has made to TrueLayer so far, without those of the tenant's Durable Object.
    pub fn upstream_calls(&self) -> u64 {
        self.visits.borrow().iter().map(|visit| visit.sent()).sum()
    }

    /// The tenant that the request spoke to, for the log.
    pub fn tenant_hash(&self) -> Option<String> {
        self.tenant_hash.borrow().clone()
    }

    /// The tenant of a session.
    pub fn tenant(&self, session: &Session, visit: &Rc<Visit>) -> TenantClient {
        self.tenant_hash.replace(Some(session.tenant.log_name()));
        TenantClient::new(self.env.clone(), Rc::clone(visit), session.clone())
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
