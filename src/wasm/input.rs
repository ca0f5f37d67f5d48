//! Reading what JavaScript hands over.

use std::fmt::Display;

use budget::{Category, Confidence, DecidedBy, Decision, Decisions, Evidence};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use truelayer::line;

use crate::failure::Failure;

/// Each answer once, and which one each row has.
#[derive(Serialize)]
pub(crate) struct Categorised<'a> {
    pub(crate) answers: Vec<Answer<'a>>,
    pub(crate) rows: Vec<usize>,
}

/// The answer for one row.
#[derive(Serialize)]
pub(crate) struct Answer<'a> {
    category: Category,
    decided_by: DecidedBy,
    confidence: Confidence,
    merchant: Option<&'a str>,
}

/// The rows of a JSON list.
pub(crate) fn rows(json: &[u8]) -> Result<Vec<&RawValue>, Failure> {
    let wrong = |why: &dyn Display| Failure::input(format!("expected a JSON list of transactions: {why}"));
    let text = std::str::from_utf8(json).map_err(|error| wrong(&error))?;
    serde_json::from_str(text).map_err(|error| wrong(&error))
}

/// Which of the decisions is that about a row.
pub(crate) fn decided(decisions: &mut Decisions, row: usize, raw: &RawValue) -> Result<usize, Failure> {
    let line = line::read(raw).map_err(|problem| Failure::row(row, &problem.to_string()))?;
    Ok(decisions.about(&Evidence {
        kind: line.kind,
        description: &line.description,
        merchant_name: line.merchant_name.as_deref(),
        amount: line.amount,
        hint: &line.hint,
    }))
}

impl<'a> Answer<'a> {
    pub(crate) fn of(decision: &'a Decision) -> Self {
        Self {
            category: decision.category,
            decided_by: decision.decided_by,
            confidence: decision.confidence,
            merchant: decision.merchant.as_deref(),
        }
    }
}

/// A small JSON document, with an error that names what it was meant to be.
pub(crate) fn document<T: DeserializeOwned>(name: &str, json: &str) -> Result<T, Failure> {
    if !json.trim_start().starts_with('{') {
        // serde would read a struct from a list, too.
        return Err(Failure::input(format!("{name}: expected a JSON object")));
    }
    serde_json::from_str(json).map_err(|error| Failure::input(format!("{name}: {error}")))
}
