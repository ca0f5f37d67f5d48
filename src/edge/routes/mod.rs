//! The table of addresses: which route an address is, which methods it takes, who may ask, and which file answers.

mod accounts;
mod auth;
mod connections;
mod data;
mod feed;
mod handover;
mod meta;
mod notifications;
mod providers;
mod renewal;
mod scan;
mod settings;
mod transactions;

use worker::Method;

use crate::call::Call;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::{limits, origin};

/// An address of the contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Off to the bank; for DELETE, all connections.
    Start,
    /// Back from the bank.
    Callback,
    /// Who is connected.
    Status,
    /// One connection.
    Connection(String),
    /// Renewal of one connection's consent.
    Renew(String),
    /// The end of a session.
    LogOut,
    /// The banks there are.
    Providers,
    /// Accounts and balances.
    Accounts,
    /// Transactions.
    Transactions,
    /// The banks' own records.
    Feed,
    /// The budget, worked out here.
    Scan,
    /// Budget settings.
    Settings,
    /// Web Push.
    Notifications,
    /// Whether the Worker runs.
    Health,
    /// The API's description.
    OpenApi,
    /// None of these.
    Unknown,
}

/// No address of ours needs more; TrueLayer's codes are far shorter.
const LONGEST_URL: usize = 8 * 1024;

/// What a request's origin must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Guard {
    /// Anyone may ask.
    Open,
    /// Answers with personal data.
    Personal,
}

impl Route {
    /// The route of a path.
    pub fn find(path: &str) -> Self {
        match path {
            "/auth/open-banking" => Self::Start,
            "/auth/open-banking/callback" => Self::Callback,
            "/auth/open-banking/status" => Self::Status,
            "/auth/logout" => Self::LogOut,
            "/api/providers" => Self::Providers,
            "/api/bank-accounts" => Self::Accounts,
            "/api/transactions" => Self::Transactions,
            "/api/feed" => Self::Feed,
            "/api/budget-settings" => Self::Settings,
            "/api/notifications" => Self::Notifications,
            "/budget_scan" => Self::Scan,
            "/healthz" => Self::Health,
            "/openapi.json" => Self::OpenApi,
            _ => Self::of_connection(path).unwrap_or(Self::Unknown),
        }
    }

    fn of_connection(path: &str) -> Option<Self> {
        let rest = path.strip_prefix("/auth/open-banking/connections/")?;
        let (id, renew) = match rest.split_once('/') {
            Some((id, "renew")) => (id, true),
            Some(_) => return None,
            None => (rest, false),
        };
        let plain =
            !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        plain.then(|| if renew { Self::Renew(id.to_owned()) } else { Self::Connection(id.to_owned()) })
    }

    /// The pattern for the log.
    pub fn pattern(&self) -> &'static str {
        match self {
            Self::Start => "/auth/open-banking",
            Self::Callback => "/auth/open-banking/callback",
            Self::Status => "/auth/open-banking/status",
            Self::Connection(_) => "/auth/open-banking/connections/{id}",
            Self::Renew(_) => "/auth/open-banking/connections/{id}/renew",
            Self::LogOut => "/auth/logout",
            Self::Providers => "/api/providers",
            Self::Accounts => "/api/bank-accounts",
            Self::Transactions => "/api/transactions",
            Self::Feed => "/api/feed",
            Self::Scan => "/budget_scan",
            Self::Settings => "/api/budget-settings",
            Self::Notifications => "/api/notifications",
            Self::Health => "/healthz",
            Self::OpenApi => "/openapi.json",
            Self::Unknown => "(unknown)",
        }
    }

    /// The methods it takes, as the `Allow` header lists them; nothing for an unknown address.
    pub fn allow(&self) -> &'static str {
        match self {
            Self::Start => "GET, HEAD, DELETE",
            Self::Callback => "GET, HEAD, POST",
            Self::Connection(_) => "DELETE",
            Self::Renew(_) | Self::LogOut => "POST",
            Self::Settings => "GET, HEAD, PUT",
            Self::Notifications => "GET, HEAD, PUT, DELETE",
            Self::Status
            | Self::Providers
            | Self::Accounts
            | Self::Transactions
            | Self::Feed
            | Self::Scan
            | Self::Health
            | Self::OpenApi => "GET, HEAD",
            Self::Unknown => "",
        }
    }

    fn guard(&self) -> Guard {
        match self {
            // The first two are navigations that TrueLayer's pages cause; `state` is what guards the callback.
            Self::Start | Self::Callback | Self::Providers | Self::Health | Self::OpenApi | Self::Unknown => {
                Guard::Open
            }
            _ => Guard::Personal,
        }
    }
}

/// Answers a request, or says why not. One that went by an outdated copy of the tenant's record is worked out once more.
pub async fn answer(route: &Route, call: &Call) -> Result<Reply, Problem> {
    if call.url.as_str().len() > LONGEST_URL {
        return Err(Problem::invalid("url", format!("Use an address of at most {LONGEST_URL} bytes.")));
    }
    limits::check(route, call).await?;
    match once(route, call).await {
        Err(Problem::Outdated) => {
            call.copy_is_outdated.set(true);
            once(route, call).await
        }
        answered => answered,
    }
}

async fn once(route: &Route, call: &Call) -> Result<Reply, Problem> {
    let allow = route.allow();
    if allow.is_empty() {
        return Err(Problem::NotFound);
    }
    if !allow.split(", ").any(|method| method == call.method.as_ref()) {
        return Err(Problem::MethodNotAllowed { allow });
    }
    let reads = matches!(call.method, Method::Get | Method::Head);
    let is_callback = *route == Route::Callback;
    let has_token = call.bearer_token().is_some();
    if has_token {
        // No browser adds the token by itself, and with it no cookie counts.
    } else if !reads && !is_callback {
        call.check_origin(|from| origin::check_change(from, &call.url))?;
    } else if route.guard() == Guard::Personal {
        call.check_origin(origin::check_read)?;
    }
    match route {
        Route::Start if reads => auth::start(call).await,
        Route::Start => connections::forget(call).await,
        Route::Callback if has_token && !reads => handover::complete(call).await,
        Route::Callback => auth::callback(call).await,
        Route::Status => connections::status(call).await,
        Route::Connection(id) => connections::disconnect(call, id).await,
        Route::Renew(id) => renewal::renew(call, id).await,
        Route::LogOut => connections::log_out(call).await,
        Route::Accounts => accounts::list(call).await,
        Route::Transactions => transactions::list(call).await,
        Route::Providers => providers::list(call).await,
        Route::Feed => feed::stream(call).await,
        Route::Scan => scan::report(call).await,
        Route::Settings if reads => settings::get(call).await,
        Route::Settings => settings::put(call).await,
        Route::Health => meta::health(call),
        Route::OpenApi => Ok(meta::open_api()),
        Route::Notifications if reads => notifications::get(call).await,
        Route::Notifications if call.method == Method::Put => notifications::put(call).await,
        Route::Notifications => notifications::delete(call).await,
        Route::Unknown => Err(Problem::NotFound),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_exactly() {
        assert_eq!(Route::find("/budget_scan"), Route::Scan);
        assert_eq!(Route::find("/auth/open-banking/connections/a-1_B"), Route::Connection("a-1_B".into()));
        assert_eq!(Route::find("/auth/open-banking/connections/a/renew"), Route::Renew("a".into()));
        for path in [
            "/",
            "/api",
            "/api/",
            "/api/feed/",
            "/auth/open-banking/connections/",
            "/auth/open-banking/connections/a/b",
            "/auth/open-banking/connections/%2e",
        ] {
            assert_eq!(Route::find(path), Route::Unknown, "{path}");
        }
    }

    #[test]
    fn every_known_pattern_is_described_in_the_open_api_document() {
        let document: serde_json::Value = serde_json::from_str(meta::OPEN_API).unwrap();
        let paths = document["paths"].as_object().unwrap();
        for (path, item) in paths {
            let route = Route::find(&path.replace("{id}", "x"));
            assert_eq!(route.pattern(), path);
            for method in item.as_object().unwrap().keys().filter(|key| *key != "parameters") {
                assert!(route.allow().contains(&method.to_uppercase()), "{method} {path}");
            }
        }
        assert_eq!(paths.len(), 15);
    }
}
