//! Which other origins' pages may read answers: those that `ALLOWED_ORIGINS` names, and only with a bearer token. Cookies
//! never count across origins, so credentials are never allowed.

use worker::{Method, Url};

use crate::call::Call;
use crate::config::is_loopback;

/// The setting.
pub const SETTING: &str = "ALLOWED_ORIGINS";

const ALLOWED_HEADERS: &str = "authorization, content-type, if-match, x-requested-by";
const EXPOSED_HEADERS: &str = "etag, retry-after, x-request-id";
/// How long a browser may remember a preflight's answer.
const MAX_AGE_SECONDS: &str = "600";

/// An origin that may read the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cors {
    origin: String,
    /// The route's methods, where the request is a preflight.
    preflight: Option<&'static str>,
}

impl Cors {
    /// What this request's origin may do; `methods` are the route's.
    pub fn of(call: &Call, methods: &'static str) -> Option<Self> {
        let origin = call.header("origin")?;
        let asked = call.header("access-control-request-headers").unwrap_or_default();
        let is_preflight = call.method == Method::Options
            && call.header("access-control-request-method").is_some()
            && asked.split(',').any(|name| name.trim().eq_ignore_ascii_case("authorization"));
        if methods.is_empty() || !(is_preflight || call.bearer_token().is_some()) {
            return None;
        }
        allowed(call).contains(&origin).then(|| Self { origin, preflight: is_preflight.then_some(methods) })
    }

    /// Whether the browser asks on the page's behalf.
    pub fn is_preflight(&self) -> bool {
        self.preflight.is_some()
    }

    /// The headers that say so.
    pub fn headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = vec![
            ("access-control-allow-origin", self.origin.clone()),
            ("access-control-expose-headers", EXPOSED_HEADERS.to_owned()),
            ("vary", "Origin".to_owned()),
        ];
        if let Some(methods) = self.preflight {
            headers.push(("access-control-allow-methods", methods.to_owned()));
            headers.push(("access-control-allow-headers", ALLOWED_HEADERS.to_owned()));
            headers.push(("access-control-max-age", MAX_AGE_SECONDS.to_owned()));
        }
        headers
    }
}

/// The origins that are allowed.
pub fn allowed(call: &Call) -> Vec<String> {
    call.var(SETTING).and_then(|text| origins(&text)).unwrap_or_default()
}

/// The origins of the setting: exact ones, https or on this machine http. `None` if any is not of that form.
pub fn origins(text: &str) -> Option<Vec<String>> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| is_origin(part).then(|| part.to_owned())).collect()
}

/// Exactly as a browser writes it in `Origin`: no path, no upper case, no default port.
fn is_origin(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else { return false };
    let safe = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url.host_str()));
    // A star is a letter like others to a parser; whoever writes one expects a pattern.
    safe && !text.contains('*') && url.origin().ascii_serialization() == text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_exact_and_safe() {
        let two = origins("https://purse.example, http://localhost:5173").unwrap();
        assert_eq!(two, ["https://purse.example", "http://localhost:5173"]);
        assert_eq!(origins(" , "), Some(Vec::new()));
        for bad in [
            "*",
            "null",
            "purse.example",
            "https://purse.example/",
            "https://purse.example:443",
            "https://Purse.example",
            "https://*.purse.example",
            "https://user@purse.example",
            "http://purse.example",
            "https://purse.example https://other.example",
            "https://purse.example,*",
        ] {
            assert_eq!(origins(bad), None, "{bad}");
        }
    }

    #[test]
    fn an_answer_names_the_origin_and_never_credentials() {
        let cors = Cors { origin: "https://purse.example".into(), preflight: None };
        assert_eq!(cors.headers().len(), 3);
        let preflight = Cors { preflight: Some("GET, HEAD"), ..cors };
        assert!(preflight.headers().contains(&("access-control-allow-methods", "GET, HEAD".to_owned())));
        assert!(preflight.headers().iter().all(|(name, value)| !name.contains("credentials") && value != "*"));
    }
}
