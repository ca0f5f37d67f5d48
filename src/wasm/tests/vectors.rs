//! The vectors in tests/vectors, answered by the package's own core inside a JavaScript engine.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use wasm::LedgerHandle;
use wasm_bindgen_test::wasm_bindgen_test;

#[path = "../../../tests/vectors/list.rs"]
mod list;

/// The text of a field: each stands on a line of its own.
fn field<'a>(text: &'a str, name: &str) -> &'a str {
    let start = format!("\"{name}\":");
    text.lines().find_map(|line| line.strip_prefix(&start)).unwrap().trim_end_matches(',')
}

#[wasm_bindgen_test]
fn every_vector_is_answered_byte_for_byte() {
    for (name, text) in list::VECTORS {
        let options = format!(r#"{{"today":{},"settings":{}}}"#, field(text, "today"), field(text, "settings"));
        let mut ledger = LedgerHandle::new(&options).unwrap();
        ledger.load(field(text, "feed").as_bytes(), None).unwrap();
        let period = field(text, "period").trim_matches('"');
        let period = (period != "null").then(|| period.to_owned());
        assert_eq!(ledger.budget(period).unwrap(), field(text, "report"), "the report of {name}");
        assert_eq!(ledger.transactions("{}").unwrap(), field(text, "transactions"), "the transactions of {name}");
    }
}
