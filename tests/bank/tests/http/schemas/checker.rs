//! TrueLayer's published OpenAPI descriptions, and an answer held against them.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::validator::{problems, resolved};
use crate::support::Answer;
use serde_json::{Value, json};

/// The two descriptions, and what was checked against them.
pub(crate) struct Checker {
    data: Value,
    auth: Value,
    /// Endpoints with statuses.
    pub(crate) kinds: BTreeSet<String>,
    pub(crate) checked: usize,
}

/// Where a schema contradicts its own examples (or the answers seen in the field): a pointer, and what is put there.
fn corrections_of_data() -> Vec<(&'static str, Value)> {
    let schemas = [
        // Two scopes that it describes itself are missing.
        ("Me/properties/scopes/items", json!({ "type": "string" })),
        // Every example has numbers.
        ("CardBalance/properties/available", json!({ "type": "number" })),
        ("AccountStandingOrder/properties/next_payment_amount", json!({ "type": "number" })),
        ("AccountStandingOrder/properties/first_payment_amount", json!({ "type": "number" })),
        ("AccountStandingOrder/properties/final_payment_amount", json!({ "type": "number" })),
        // The example has an object of lists.
        ("Problem/properties/errors", json!({ "type": "object" })),
    ];
    schemas.into()
}

/// Likewise for the auth server.
fn corrections_of_auth() -> Vec<(&'static str, Value)> {
    let provider = json!({
        "type": "object",
        "required": ["provider_id", "display_name", "logo_url", "scopes", "country"],
        "properties": {
            "country": { "enum": ["de", "es", "fr", "ie", "it", "lt", "pl", "uk"] },
            "scopes": { "type": "array", "items": { "type": "string" } },
            "availability": { "type": "object", "required": ["recommended_status", "updated_at"] },
        },
    });
    vec![
        // The documentation of errors has more codes.
        ("Error/properties/error", json!({ "type": "string" })),
        // The schema is of one provider; the example is a list of them.
        ("GetProvidersResponse", json!({ "type": "array", "items": provider })),
    ]
}

impl Checker {
    /// None where the descriptions are not at hand, which is said on stderr (past the test runner's capture). A folder
    /// named by `OPENPURSE_SCHEMAS` must have them.
    pub(crate) fn new() -> Option<Self> {
        let named = std::env::var_os("OPENPURSE_SCHEMAS").map(PathBuf::from);
        let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/truelayer");
        let folder = named.clone().unwrap_or_else(beside);
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
        let texts = read("data-api-v1.openapi.json").zip(read("auth-server.openapi.json"));
        let Some((data, auth)) = texts else {
            assert!(named.is_none(), "OPENPURSE_SCHEMAS has no schemas: {}", folder.display());
            tell("schemas not found: answers were not checked against TrueLayer's descriptions");
            tell(&format!("(they were looked for in {})", folder.display()));
            return None;
        };
        let corrected = |text: &str, corrections: Vec<(&str, Value)>| {
            let mut document: Value = serde_json::from_str(text).unwrap();
            for (pointer, schema) in corrections {
                let place = document.pointer_mut(&format!("/components/schemas/{pointer}"));
                *place.unwrap_or_else(|| panic!("no {pointer} to correct")) = schema;
            }
            document
        };
        Some(Self {
            data: corrected(&data, corrections_of_data()),
            auth: corrected(&auth, corrections_of_auth()),
            kinds: BTreeSet::new(),
            checked: 0,
        })
    }

    /// Holds an answer of the data API against the description of its endpoint, such as `get /accounts/{account_id}`.
    pub(crate) fn data(&mut self, endpoint: &str, answer: &Answer) {
        check(&self.data, endpoint, answer);
        self.count(endpoint, answer);
    }

    /// The same for the auth server.
    pub(crate) fn auth(&mut self, endpoint: &str, answer: &Answer) {
        check(&self.auth, endpoint, answer);
        self.count(endpoint, answer);
    }

    /// Holds a webhook against the description of the one that a batch sends.
    pub(crate) fn webhook(&mut self, body: &Value) {
        let schema = "/components/requestBodies/WebhookRequest/content/application~1json/schema";
        let wrong = problems(&self.data, self.data.pointer(schema).unwrap(), body, "");
        assert!(wrong.is_empty(), "the webhook: {wrong:#?}");
        self.kinds.insert("webhook".to_owned());
        self.checked += 1;
    }

    /// The statuses that the description of a data endpoint has.
    pub(crate) fn statuses(&self, endpoint: &str) -> Vec<u16> {
        responses(&self.data, endpoint).as_object().unwrap().keys().map(|status| status.parse().unwrap()).collect()
    }

    fn count(&mut self, endpoint: &str, answer: &Answer) {
        self.kinds.insert(format!("{endpoint} {}", answer.status));
        self.checked += 1;
    }
}

fn check(document: &Value, endpoint: &str, answer: &Answer) {
    let kind = format!("{endpoint} {}", answer.status);
    match schema(document, endpoint, answer) {
        None => assert_eq!(answer.text, "", "{kind} has no body"),
        Some(schema) => {
            let wrong = problems(document, schema, &answer.json(), "");
            assert!(wrong.is_empty(), "{kind}: {:#?}", wrong.iter().take(3).collect::<Vec<_>>());
        }
    }
}

/// The schema of the answer; none when it has no body. A status or media type without description fails.
fn schema<'a>(document: &'a Value, endpoint: &str, answer: &Answer) -> Option<&'a Value> {
    let described = &responses(document, endpoint)[answer.status.to_string()];
    assert!(!described.is_null(), "{endpoint} has no {}: {}", answer.status, answer.text);
    let described = described.get("$ref").map_or(described, |reference| resolved(document, reference));
    let content = described.get("content")?.as_object().unwrap();
    let media_type = answer.header("content-type").split(';').next().unwrap();
    Some(&content.get(media_type).unwrap_or_else(|| panic!("{endpoint} has no {media_type}"))["schema"])
}

/// A line on stderr that the test runner does not keep to itself.
pub(crate) fn tell(line: &str) {
    let mut stderr = std::io::stderr();
    stderr.write_all(format!("{line}\n").as_bytes()).unwrap();
}

fn responses<'a>(document: &'a Value, endpoint: &str) -> &'a Value {
    let (method, path) = endpoint.split_once(' ').unwrap();
    let responses = &document["paths"][path][method]["responses"];
    assert!(!responses.is_null(), "{endpoint} is not described");
    responses
}
