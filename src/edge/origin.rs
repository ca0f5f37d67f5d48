//! Whether a request came from our own pages. The session cookie is SameSite=Strict; this is the second lock.

use worker::Url;

use crate::config::is_loopback;
use crate::problem::Problem;

/// The headers that tell where a request came from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Provenance<'a> {
    /// `Origin`.
    pub origin: Option<&'a str>,
    /// `Sec-Fetch-Site`, which only browsers send and no page can forge.
    pub fetch_site: Option<&'a str>,
    /// `X-Requested-By`, which no other site's page may add without our leave.
    pub requested_by: Option<&'a str>,
}

/// A request that changes something must come from our own origin and say so in a header of its own.
pub fn check_change(from: Provenance<'_>, url: &Url) -> Result<(), Problem> {
    check_read(from)?;
    if from.fetch_site == Some("none") {
        // An address typed in or a bookmark: that only ever reads.
        return Err(Problem::ForbiddenOrigin("Only this site's own pages may change things."));
    }
    if from.requested_by != Some("openpurse") {
        return Err(Problem::ForbiddenOrigin("Send the header X-Requested-By: openpurse."));
    }
    match from.origin {
        Some(origin) if is_same(origin, url) => Ok(()),
        _ => Err(Problem::ForbiddenOrigin("The Origin header must be this site's own.")),
    }
}

/// A request that only reads must not be one that another site's page makes.
pub fn check_read(from: Provenance<'_>) -> Result<(), Problem> {
    match from.fetch_site {
        None | Some("same-origin" | "none") => Ok(()),
        Some(_) => Err(Problem::ForbiddenOrigin("Another site's page may not read this.")),
    }
}

/// Same host and port. The scheme must be https, or http on this machine: a proxy before the Worker, such as the one
/// of local development, may have changed the scheme on either side.
fn is_same(origin: &str, url: &Url) -> bool {
    let Ok(origin) = Url::parse(origin) else { return false };
    let safe = origin.scheme() == "https" || (origin.scheme() == "http" && is_loopback(origin.host_str()));
    safe && origin.host_str() == url.host_str() && origin.port() == url.port()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(origin: Option<&str>, url: &str) -> bool {
        let from = Provenance { origin, fetch_site: None, requested_by: Some("openpurse") };
        check_change(from, &Url::parse(url).unwrap()).is_ok()
    }

    #[test]
    fn only_our_own_origin_may_change_things() {
        assert!(change(Some("https://purse.example"), "https://purse.example/api"));
        assert!(change(Some("http://localhost:8787"), "http://localhost:8787/api"));
        assert!(change(Some("https://localhost:8787"), "http://localhost:8787/api"));
        for origin in [
            None,
            Some("null"),
            Some(""),
            Some("https://evil.example"),
            Some("https://purse.example.evil.example"),
            Some("https://sub.purse.example"),
            Some("https://purse.example:8443"),
            Some("http://purse.example"),
        ] {
            assert!(!change(origin, "https://purse.example/api"), "{origin:?}");
        }
    }

    #[test]
    fn the_header_of_our_own_is_needed_too() {
        let url = Url::parse("https://purse.example/").unwrap();
        for requested_by in [None, Some(""), Some("web")] {
            let from = Provenance { origin: Some("https://purse.example"), fetch_site: None, requested_by };
            assert!(check_change(from, &url).is_err(), "{requested_by:?}");
        }
    }

    #[test]
    fn what_no_page_asked_for_changes_nothing() {
        let url = Url::parse("https://purse.example/").unwrap();
        let change = |fetch_site| {
            let from =
                Provenance { origin: Some("https://purse.example"), fetch_site, requested_by: Some("openpurse") };
            check_change(from, &url).is_ok()
        };
        assert!(change(None) && change(Some("same-origin")));
        assert!(!change(Some("none")) && !change(Some("same-site")) && !change(Some("cross-site")));
    }

    #[test]
    fn reads_that_other_sites_cause_are_refused() {
        let read = |fetch_site| check_read(Provenance { fetch_site, ..Provenance::default() }).is_ok();
        assert!(read(None) && read(Some("same-origin")) && read(Some("none")));
        assert!(!read(Some("cross-site")) && !read(Some("same-site")));
    }
}
