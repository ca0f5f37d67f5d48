//! What a route answers, and the headers every answer carries. Kept free of JavaScript types until the very end, so
//! that it is tested natively.

use futures_util::StreamExt;
use futures_util::stream::LocalBoxStream;
use serde::Serialize;
use worker::{Headers, Response, ResponseBuilder};

use crate::cors::Cors;
use crate::problem::Problem;

/// Personal data is never cached, here or on the way.
const NO_STORE: &str = "no-store";

const RESOURCE_POLICY: &str = "cross-origin-resource-policy";

/// On every answer. The static files have the same in web/public/_headers, but for what their pages may load.
const SECURITY_HEADERS: [(&str, &str); 7] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ("strict-transport-security", "max-age=31536000; includeSubDomains"),
    ("cross-origin-opener-policy", "same-origin"),
    (RESOURCE_POLICY, "same-origin"),
    (
        "permissions-policy",
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), \
         gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), \
         picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), storage-access=(), usb=(), \
         xr-spatial-tracking=()",
    ),
];

/// An answer to a request.
pub struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    cookies: Vec<String>,
    cache: &'static str,
    cors: Option<Cors>,
    body: Body,
}

enum Body {
    Empty,
    Bytes(Vec<u8>),
    Stream(LocalBoxStream<'static, Vec<u8>>),
}

impl Reply {
    fn new(status: u16, body: Body) -> Self {
        Self { status, headers: Vec::new(), cookies: Vec::new(), cache: NO_STORE, cors: None, body }
    }

    /// 200 with `value` as JSON.
    pub fn json(value: &impl Serialize) -> Result<Self, Problem> {
        let text = serde_json::to_vec(value).map_err(Problem::internal)?;
        Ok(Self::json_bytes(text))
    }

    /// 200 with JSON that is already written.
    pub fn json_bytes(text: Vec<u8>) -> Self {
        Self::new(200, Body::Bytes(text)).header("content-type", "application/json")
    }

    /// 200 with JSON that is written as it becomes known.
    pub fn json_stream(chunks: LocalBoxStream<'static, Vec<u8>>) -> Self {
        Self::new(200, Body::Stream(chunks)).header("content-type", "application/json")
    }

    /// A redirect; `status` is 302 or 303, which never repeat a body at the new address.
    pub fn redirect(status: u16, location: String) -> Self {
        Self::new(status, Body::Empty).header("location", location)
    }

    /// 204.
    pub fn no_content() -> Self {
        Self::new(204, Body::Empty)
    }

    /// A problem document.
    pub fn problem(problem: &Problem, request_id: &str) -> Self {
        let mut reply = Self::new(problem.status(), Body::Bytes(problem.body(request_id)));
        reply.headers = problem.headers();
        reply.header("content-type", "application/problem+json")
    }

    /// Adds a header.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Adds a `Set-Cookie` header.
    pub fn cookie(mut self, cookie: String) -> Self {
        self.cookies.push(cookie);
        self
    }

    /// Lets caches keep the answer. Only for what is the same for everyone.
    pub fn cached(mut self, policy: &'static str) -> Self {
        self.cache = policy;
        self
    }

    /// Lets a page of another origin read the answer.
    pub fn readable_by(mut self, cors: Option<Cors>) -> Self {
        self.cors = cors;
        self
    }

    /// Drops the body, as HEAD asks.
    pub fn without_body(mut self) -> Self {
        self.body = Body::Empty;
        self
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    fn all_headers(&self, request_id: &str) -> Vec<(&'static str, String)> {
        let resource_policy = if self.cors.is_some() { "cross-origin" } else { "same-origin" };
        let fixed = SECURITY_HEADERS.iter().map(|(name, value)| {
            let value = if *name == RESOURCE_POLICY { resource_policy } else { value };
            (*name, value.to_owned())
        });
        let cookies = self.cookies.iter().map(|cookie| ("set-cookie", cookie.clone()));
        let mut headers: Vec<_> = fixed.chain(self.headers.iter().cloned()).chain(cookies).collect();
        headers.push(("cache-control", self.cache.to_owned()));
        headers.push(("x-request-id", request_id.to_owned()));
        headers.extend(self.cors.iter().flat_map(Cors::headers));
        headers
    }

    /// The answer as the Workers runtime wants it.
    pub fn into_response(self, request_id: &str) -> worker::Result<Response> {
        let headers = Headers::new();
        for (name, value) in self.all_headers(request_id) {
            headers.append(name, &value)?;
        }
        let builder = ResponseBuilder::new().with_status(self.status).with_headers(headers);
        match self.body {
            Body::Empty => Ok(builder.empty()),
            Body::Bytes(bytes) => Ok(builder.fixed(bytes)),
            Body::Stream(chunks) => builder.from_stream(chunks.map(Ok::<_, worker::Error>)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(reply: &Reply, wanted: &str) -> Vec<String> {
        let all = reply.all_headers("r1");
        all.into_iter().filter(|(name, _)| *name == wanted).map(|(_, value)| value).collect()
    }

    #[test]
    fn every_answer_carries_the_security_headers_and_its_id() {
        for reply in
            [Reply::json(&1).unwrap(), Reply::redirect(303, "/".into()), Reply::problem(&Problem::NotFound, "r1")]
        {
            assert_eq!(header(&reply, "x-content-type-options"), ["nosniff"]);
            assert_eq!(header(&reply, "cache-control"), ["no-store"]);
            assert_eq!(header(&reply, "x-request-id"), ["r1"]);
            assert!(header(&reply, "access-control-allow-origin").is_empty());
        }
    }

    /// Name and value of each header of the static files' first block.
    fn of_static_files() -> Vec<(String, String)> {
        let text = include_str!("../../web/public/_headers");
        let block = text.split("\n\n").find_map(|block| block.strip_prefix("/*\n")).unwrap();
        let pairs = block.lines().map(|line| line.trim().split_once(": ").unwrap());
        pairs.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect()
    }

    #[test]
    fn static_files_carry_the_same_headers_but_for_what_a_page_may_load() {
        let files = of_static_files();
        assert_eq!(files.len(), SECURITY_HEADERS.len());
        for (name, value) in SECURITY_HEADERS {
            let of_files = &files.iter().find(|(file_name, _)| file_name == name).unwrap().1;
            if name == "content-security-policy" {
                assert!(of_files.starts_with("default-src 'none'; ") && of_files.ends_with("; frame-ancestors 'none'"));
                assert!(!of_files.contains("'unsafe-") && !of_files.contains('*') && !of_files.contains("http"));
                assert!(of_files.contains("base-uri 'none'; object-src 'none'; form-action 'self'"));
            } else {
                assert_eq!(of_files, value, "{name}");
            }
        }
    }

    #[test]
    fn cookies_stay_separate_headers() {
        let reply = Reply::redirect(303, "/".into()).cookie("a=1".into()).cookie("b=2".into());
        assert_eq!(header(&reply, "set-cookie"), ["a=1", "b=2"]);
    }

    #[test]
    fn a_problem_keeps_its_own_headers() {
        let reply = Reply::problem(&Problem::MethodNotAllowed { allow: "GET, HEAD" }, "r1");
        assert_eq!(reply.status(), 405);
        assert_eq!(header(&reply, "allow"), ["GET, HEAD"]);
        assert_eq!(header(&reply, "content-type"), ["application/problem+json"]);
    }
}
