//! What goes over the wire, without the wire: a request to send and the answer that came.

use std::fmt;

use crate::Secret;

/// The HTTP methods that TrueLayer's endpoints need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads; may be repeated.
    Get,
    /// Asks for tokens; never repeated on its own, because a code works once.
    Post,
    /// Revokes a connection.
    Delete,
}

impl Method {
    /// The method's name as HTTP writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Delete => "DELETE",
        }
    }
}

/// A request body. The text holds credentials, so it is a [`Secret`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The `Content-Type` to send.
    pub content_type: &'static str,
    /// The text to send.
    pub text: Secret,
}

/// A request for the caller to send. Redirects must not be followed: none of the endpoints redirects.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The absolute address, already percent-encoded. Never holds a secret.
    pub url: String,
    /// Headers besides `Content-Type`; `Authorization` may be among them, so never log these.
    pub headers: Vec<(&'static str, String)>,
    /// The body, with its content type.
    pub body: Option<Body>,
}

impl Request {
    /// Whether the caller may send it again after a failure: true of GETs only.
    #[must_use]
    pub fn may_repeat(&self) -> bool {
        self.method == Method::Get
    }
}

/// Header values and bodies are left out: they hold tokens and people's addresses.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| *name).collect();
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("url", &self.url)
            .field("header_names", &names)
            .field("body", &self.body)
            .finish()
    }
}

/// An answer as it came. The caller has bounded its size and has not followed any redirect.
#[derive(Clone, Copy)]
pub struct Answer<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The `Retry-After` header, if any.
    pub retry_after: Option<&'a str>,
    /// The whole body.
    pub body: &'a [u8],
}

impl Answer<'_> {
    /// Whether the status says that the request was done (2xx).
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// Bodies are people's money or tokens: only their size is shown.
impl fmt::Debug for Answer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("status", &self.status).field("body_bytes", &self.body.len()).finish()
    }
}

/// `key=value&…` with everything percent-encoded. Spaces become `%20`, as TrueLayer's documents write them.
pub(crate) fn query(pairs: &[(&str, &str)]) -> String {
    // A literal plus is already `%2B` here, so each remaining `+` is a space.
    form(pairs).replace('+', "%20")
}

/// The body of an HTML form (`application/x-www-form-urlencoded`).
pub(crate) fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_neither_header_values_nor_bodies() {
        let request = Request {
            method: Method::Post,
            url: "https://auth.example/connect/token".into(),
            headers: vec![("Authorization", "Bearer canary-1".into())],
            body: Some(Body { content_type: "text/plain", text: Secret::new("canary-2".into()) }),
        };
        let answer = Answer { status: 200, retry_after: None, body: b"canary-3" };
        let shown = format!("{request:?} {answer:?}");
        assert!(!shown.contains("canary"), "{shown}");
        assert!(shown.contains("Authorization") && shown.contains("body_bytes: 8"), "{shown}");
    }

    #[test]
    fn queries_are_percent_encoded() {
        assert_eq!(query(&[("a", "x y+z&="), ("b", "é")]), "a=x%20y%2Bz%26%3D&b=%C3%A9");
    }

    #[test]
    fn only_gets_may_repeat() {
        for (method, expected) in [(Method::Get, true), (Method::Post, false), (Method::Delete, false)] {
            let request = Request { method, url: String::new(), headers: vec![], body: None };
            assert_eq!(request.may_repeat(), expected, "{}", method.as_str());
        }
    }
}
