//! What the routes with bank data have in common: whose banks they are, the settings, the date, and asking all of them.

use std::rc::Rc;

use budget::{Ledger, Settings};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use truelayer::feed;

use crate::bank::{Connection, Failure, Failures, Gather, Gathered, Reading, Resource, Visit, Wanted};
use crate::call::Call;
use crate::config::Config;
use crate::problem::Problem;
use crate::query::Window;
use crate::tenant::{self, TenantClient, Token, View};
use crate::{clock, log};

/// Transfers pair with legs up to four days away, which may lie outside of the window that was asked for.
const MARGIN: TimeDelta = TimeDelta::days(4);

/// A request for bank data, with all that is needed to ask for it.
pub struct Data {
    /// When it began: the `as_of` of its answer.
    pub now: DateTime<Utc>,
    /// The date in the time zone of the settings.
    pub today: NaiveDate,
    /// How the person budgets.
    pub settings: Settings,
    config: Config,
    /// The request's dealings with banks.
    pub visit: Rc<Visit>,
    tenant: Rc<TenantClient>,
    view: View,
    /// Whether the view is that of a copy.
    to_confirm: bool,
}

impl Data {
    /// Finds out who asks; 401 where that is nobody.
    pub async fn open(call: &Call) -> Result<Self, Problem> {
        let config = call.config()?;
        let visit = call.visit(&config);
        let caller = call.need_caller(&config, &visit).await?;
        let tenant = Rc::new(call.tenant(&caller, &visit));
        let (view, to_confirm) = if call.copy_is_outdated.get() {
            (tenant.fresh_view(false).await?, false)
        } else {
            tenant::view(&call.env, &config, &caller, &tenant).await?
        };
        let settings = settings(&view)?;
        let now = clock::now();
        // Settings are checked when they are saved; a zone that a later build has no more falls back to UTC.
        let today = clock::today(&settings.timezone, now).unwrap_or_else(|| now.date_naive());
        Ok(Self { now, today, settings, config, visit, tenant, view, to_confirm })
    }

    /// Where a connection stands among the person's connections.
    pub fn place(&self, connection: &str) -> Option<usize> {
        self.view.connections.iter().position(|known| known.id == connection)
    }

    /// The window that must be fetched so that the transactions of `window` can be read right.
    pub fn with_margin(window: Window) -> Window {
        Window {
            from: window.from.checked_sub_signed(MARGIN).unwrap_or(window.from),
            to: window.to.checked_add_signed(MARGIN).unwrap_or(window.to),
        }
    }

    /// Begins to ask the person's banks, or one of them. Those that cannot be asked are failures at once. Returns when the
    /// session is known to be live.
    pub async fn ask(
        &self,
        only: Option<&str>,
        resources: &'static [Resource],
        reading: Reading,
        window: Window,
    ) -> Result<(Gather, Failures), Problem> {
        let mut failures = Failures::default();
        let mut connections = Vec::new();
        for connection in &self.view.connections {
            if only.is_some_and(|id| id != connection.id) {
                continue;
            }
            match &connection.token {
                Token::Access(access) => {
                    let tenant = Rc::clone(&self.tenant);
                    connections.push(Rc::new(Connection::new(connection, access.clone(), tenant)));
                }
                Token::None(why) => failures.add(Failure::of_connection(&connection.id, &why.error(self.now))),
            }
        }
        if only.is_some() && connections.is_empty() && failures.list.is_empty() {
            return Err(if self.to_confirm { Problem::Outdated } else { Problem::NotFound });
        }
        let wanted = Wanted { resources, reading, window: self.possible(window), today: self.now.date_naive() };
        let client = Rc::new(self.config.client.clone());
        let mut gather = Gather::new(Rc::clone(&self.visit), client, connections, wanted);
        if self.to_confirm && !gather.beside(self.tenant.confirm(self.view.revision)).await? {
            return Err(Problem::Outdated);
        }
        Ok((gather, failures))
    }

    /// Banks refuse days of the future, by the date in UTC, whatever the date where the person is.
    fn possible(&self, window: Window) -> Window {
        let to = window.to.min(self.now.date_naive());
        Window { from: window.from.min(to), to }
    }

    /// Waits for all of it and loads it into a ledger.
    pub async fn load(&self, call: &Call, window: Window) -> Result<(Ledger, Vec<Failure>), Problem> {
        const RESOURCES: &[Resource] = &[Resource::Transactions, Resource::Pending];
        let (mut gather, mut failures) = self.ask(None, RESOURCES, Reading::Whole, window).await?;
        let mut ledger = Ledger::new(self.settings.clone(), self.today);
        while let Some(gathered) = gather.next().await {
            match gathered {
                Gathered::Failure(failure) => failures.add(failure),
                Gathered::Account(answer) => {
                    let (statement, failed) = answer.read(feed::statement);
                    failures.add_account(failed, Resource::Transactions);
                    let (id, account) = (&answer.connection.id, answer.account.id.as_str());
                    let rows = statement.problems.iter().map(|problem| Failure::of_row(id, account, problem));
                    rows.for_each(|failure| failures.add(failure));
                    ledger.load(statement);
                }
            }
        }
        self.learn(call, &gather);
        Ok((ledger, failures.check()?))
    }

    /// Tells the tenant what this visit has found out, where that is news; the answer does not wait for it.
    pub fn learn(&self, call: &Call, gather: &Gather) {
        learn(&self.tenant, &call.context, gather);
    }

    /// The parts that a stream needs to do the same at its end.
    pub fn learner(&self, call: &Call) -> impl FnOnce(&Gather) + 'static {
        let (tenant, context) = (Rc::clone(&self.tenant), Rc::clone(&call.context));
        move |gather| learn(&tenant, &context, gather)
    }
}

fn learn(tenant: &Rc<TenantClient>, context: &worker::Context, gather: &Gather) {
    for (connection, learned) in gather.learned() {
        let tenant = Rc::clone(tenant);
        context.wait_until(async move { tenant.learn(connection, learned).await });
    }
}

/// The person's settings, or the default ones.
pub fn settings(view: &View) -> Result<Settings, Problem> {
    let Some(text) = &view.settings else { return Ok(Settings::default()) };
    Settings::from_json(text.as_bytes()).map_err(|error| {
        log::Entry::of("settings_unreadable").text("field", error.field().unwrap_or(".")).error();
        Problem::Internal
    })
}
