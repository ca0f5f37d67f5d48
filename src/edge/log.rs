//! The Worker's log: one JSON object a line, one line a request and one for each thing that went wrong or that changed who
//! may see what.
//!
//! Methods, route patterns, statuses, codes, request ids, hashed tenants. Never tokens, codes, names, amounts, descriptions,
//! account numbers, or anything of a query.

use serde::{Serialize, Serializer};
use serde_json::Value;
use truelayer::Error;

/// Texts of other parties are cut here: a line stays a line that a person can read.
const LONGEST_TEXT: usize = 300;

/// A line in the making: `log::Entry::of("logged_out").tenant(hash).info()`.
#[must_use = "it is written by `info` or `error`"]
pub struct Entry {
    event: &'static str,
    fields: Vec<(&'static str, Value)>,
}

/// What is known of a call to TrueLayer that failed.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// The answer's status; none where no answer came.
    pub status: Option<u16>,
    /// TrueLayer's id of the call, by which its support finds it.
    pub id: Option<String>,
}

impl Entry {
    /// A line about this event; the names are stable.
    pub fn of(event: &'static str) -> Self {
        Self { event, fields: Vec::new() }
    }

    /// The request in which it happened.
    pub fn request(self, id: &str) -> Self {
        self.text("request_id", id)
    }

    /// The tenant whose it is, by its hash.
    pub fn tenant(self, hash: &str) -> Self {
        self.text("tenant", hash)
    }

    /// Why a call to TrueLayer failed.
    pub fn bank_error(self, error: &Error, trace: &Trace) -> Self {
        let line = self.text("code", error.code.as_str());
        let line = error.upstream.iter().fold(line, |line, upstream| line.text("upstream", upstream));
        let line = trace.status.iter().fold(line, |line, status| line.number("upstream_status", u64::from(*status)));
        trace.id.iter().fold(line, |line, id| line.text("truelayer_id", id))
    }

    /// A field with text.
    pub fn text(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        let value = value.to_string().chars().take(LONGEST_TEXT).collect();
        self.fields.push((name, Value::String(value)));
        self
    }

    /// A field with a number.
    pub fn number(mut self, name: &'static str, value: u64) -> Self {
        self.fields.push((name, value.into()));
        self
    }

    /// Writes it at the level of ordinary events.
    pub fn info(self) {
        let line = self.line("info");
        #[cfg(target_arch = "wasm32")]
        worker::console_log!("{line}");
        #[cfg(not(target_arch = "wasm32"))]
        println!("{line}");
    }

    /// Writes it at the level of errors.
    pub fn error(self) {
        let line = self.line("error");
        #[cfg(target_arch = "wasm32")]
        worker::console_error!("{line}");
        #[cfg(not(target_arch = "wasm32"))]
        eprintln!("{line}");
    }

    fn line(self, level: &str) -> String {
        let head = [("level", level.into()), ("event", self.event.into())];
        let line = Line(head.into_iter().chain(self.fields).collect());
        serde_json::to_string(&line).unwrap_or_default()
    }
}

/// An object whose fields keep their order.
struct Line(Vec<(&'static str, Value)>);

impl Serialize for Line {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// The memory that the Worker's code has taken so far: it never gives any back.
pub fn memory_mib() -> u64 {
    // In pages of 64 KiB.
    #[cfg(target_arch = "wasm32")]
    return core::arch::wasm32::memory_size(0) as u64 / 16;
    #[cfg(not(target_arch = "wasm32"))]
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use truelayer::Code;

    #[test]
    fn a_line_is_one_object_whatever_is_in_it() {
        let entry = Entry::of("tenant_failed").request("r1").number("status", 500).text("reason", "a\n\"b\u{2028}");
        let line = entry.line("error");
        let start = r#"{"level":"error","event":"tenant_failed","request_id":"r1","status":500,"reason":"a\n\"b"#;
        assert!(line.starts_with(start) && !line.contains('\n'), "{line}");
        assert_eq!(Entry::of("e").text("long", "é".repeat(999)).line("info").matches('é').count(), LONGEST_TEXT);
    }

    #[test]
    fn a_failed_call_is_told_by_named_fields() {
        let trace = Trace { status: Some(503), id: Some("made-up".into()) };
        let line = Entry::of("bank_call_failed").bank_error(&Error::new(Code::BankUnavailable), &trace).line("info");
        assert!(
            line.ends_with(r#""code":"bank_unavailable","upstream_status":503,"truelayer_id":"made-up"}"#),
            "{line}"
        );
        let unanswered = Entry::of("e").bank_error(&Error::new(Code::BankTimeout), &Trace::default()).line("info");
        assert_eq!(unanswered, r#"{"level":"info","event":"e","code":"bank_timeout"}"#);
    }
}
