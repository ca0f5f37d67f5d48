//! How often one address and one session may ask, by the Workers rate-limit bindings of wrangler.toml. They count for each
//! edge location and are a brake on abuse, not accounts; what a tenant may cost is counted in its Durable Object.

use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::call::Call;
use crate::problem::Problem;
use crate::routes::Route;
use crate::session::Session;
use crate::{encoding, log};

/// The period of all three bindings: nobody has to wait longer.
const PERIOD_SECONDS: u64 = 60;

/// Whether the Worker counts without its bindings has been logged, in this isolate.
static TOLD: AtomicBool = AtomicBool::new(false);

/// Counts the request; refuses it where there were too many.
pub async fn check(route: &Route, call: &Call) -> Result<(), Problem> {
    if crate::config::limits_are_off(|name| call.var(name)) {
        return Ok(());
    }
    let address = call.header("cf-connecting-ip").map_or_else(|| "unknown".to_owned(), |ip| network(&ip));
    if is_sign_in(route) {
        count(call, "SIGN_IN_LIMIT", address.clone()).await?;
    }
    count(call, "ADDRESS_LIMIT", address).await?;
    match who(call) {
        Some(hash) => count(call, "SESSION_LIMIT", hash).await,
        None => Ok(()),
    }
}

/// Where people come from and go to before there is a session, and what asks TrueLayer without one.
fn is_sign_in(route: &Route) -> bool {
    matches!(route, Route::Start | Route::Callback | Route::Providers)
}

/// The session that the request claims, or the token, by their hash.
fn who(call: &Call) -> Option<String> {
    match call.bearer_token() {
        Some(token) => Some(encoding::sha256_hex(token.as_bytes())),
        None => Session::from_cookies(&call.cookies()).map(|session| session.hash),
    }
}

/// An IPv6 address alone means little: whoever has one has the 2⁶⁴ of its network.
fn network(ip: &str) -> String {
    match ip.parse::<IpAddr>().map(|ip| ip.to_canonical()) {
        Ok(IpAddr::V6(ip)) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(ip) => ip.to_string(),
        Err(_) => "unknown".to_owned(),
    }
}

/// A binding that is missing or fails must not take the site down: that is logged, and the request goes on.
async fn count(call: &Call, binding: &'static str, key: String) -> Result<(), Problem> {
    let counted = match call.env.rate_limiter(binding) {
        Ok(limiter) => limiter.limit(key).await,
        Err(error) => Err(error),
    };
    match counted {
        Ok(outcome) if !outcome.success => Err(Problem::SlowDown { retry_after: PERIOD_SECONDS }),
        Ok(_) => Ok(()),
        Err(error) => {
            if !TOLD.swap(true, Ordering::Relaxed) {
                log::Entry::of("rate_limit_missing").text("binding", binding).text("reason", error).error();
            }
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_count_by_who_could_use_them() {
        assert_eq!(network("192.0.2.7"), "192.0.2.7");
        assert_eq!(network("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("not an address"), "unknown");
    }
}
