//! The core's JavaScript surface, and nothing else: JSON text (or bytes) in, JSON text out.
//!
//! The npm package's `api.js` wraps these in the public API; nobody else calls them. JSON text beats object trees at
//! this boundary, and it keeps amounts exact until JavaScript itself reads them. Every failure is thrown as the JSON
//! text `{"code","message","detail"?}`.

mod failure;
mod input;
mod ledger;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::failure::Failure;

pub use ledger::LedgerHandle;

/// A category for each row of `[{description, amount, …}]`: a JSON list of `{category, decided_by, confidence, merchant}`
/// in the rows' order.
///
/// # Errors
/// `invalid_input`, naming the row and the field.
#[wasm_bindgen]
pub fn categorise(transactions: &[u8]) -> Result<String, String> {
    input::rows(transactions)
        .and_then(|rows| {
            let answers = rows.iter().enumerate().map(|(row, raw)| input::categorised(row, raw));
            failure::json(&answers.collect::<Result<Vec<_>, _>>()?)
        })
        .map_err(Failure::into_json)
}
