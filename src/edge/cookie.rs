//! Reading and writing cookies. Both of ours carry the `__Host-Http-` prefix: the browser keeps them only if they are
//! Secure, HttpOnly, for `/`, and for this host alone.

/// How far a cookie travels with requests that other sites cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SameSite {
    /// Never.
    Strict,
    /// With a top-level navigation: the way back from the bank.
    Lax,
}

/// The value of the cookie of this name in a `Cookie` header.
pub fn get<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    pairs(header).find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// The names of all cookies that begin with `prefix`.
pub fn names_with_prefix<'a>(header: &'a str, prefix: &'a str) -> impl Iterator<Item = &'a str> {
    pairs(header).map(|(name, _)| name).filter(move |name| name.starts_with(prefix))
}

fn pairs(header: &str) -> impl Iterator<Item = (&str, &str)> {
    header.split(';').filter_map(|pair| pair.trim().split_once('='))
}

/// A `Set-Cookie` value. `value` is base64url with dots, which needs no quoting.
pub fn set(name: &str, value: &str, same_site: SameSite, max_age_seconds: i64) -> String {
    let same_site = match same_site {
        SameSite::Strict => "Strict",
        SameSite::Lax => "Lax",
    };
    format!("{name}={value}; Path=/; Max-Age={max_age_seconds}; Secure; HttpOnly; SameSite={same_site}")
}

/// A `Set-Cookie` value that removes the cookie.
pub fn clear(name: &str, same_site: SameSite) -> String {
    set(name, "", same_site, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_by_its_exact_name() {
        let header = "a=1; __Host-Http-openpurse=x.y;ab=2; broken; c==";
        assert_eq!(get(header, "__Host-Http-openpurse"), Some("x.y"));
        assert_eq!(get(header, "a"), Some("1"));
        assert_eq!(get(header, "c"), Some("="));
        assert_eq!(get(header, "broken"), None);
        assert_eq!(names_with_prefix(header, "a").collect::<Vec<_>>(), ["a", "ab"]);
    }

    #[test]
    fn cookies_are_host_only_secure_and_out_of_scripts_reach() {
        assert_eq!(set("n", "v", SameSite::Strict, 60), "n=v; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Strict");
        assert!(clear("n", SameSite::Lax).starts_with("n=; Path=/; Max-Age=0;"));
    }
}
