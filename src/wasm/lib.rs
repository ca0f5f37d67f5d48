//! The core's JavaScript surface, and nothing else: JSON text (or bytes) in, JSON text out.
//!
//! The npm package's `api.js` wraps these in the public API; nobody else calls them. JSON text beats object trees at
//! this boundary, and it keeps amounts exact until JavaScript itself reads them. Every failure is thrown as the JSON
//! text `{"code","message","detail"?}`.

mod failure;
mod input;
mod ledger;

use budget::Decisions;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::failure::Failure;
use crate::input::Categorised;

pub use ledger::LedgerHandle;

/// A category for each row of `[{description, amount, …}]`: a JSON list of `{category, decided_by, confidence, merchant}`
/// in the rows' order.
///
/// # Errors
/// `invalid_input`, naming the row and the field.
#[wasm_bindgen]
pub fn categorise(transactions: &[u8]) -> Result<String, String> {
    let run = || {
        let mut decisions = Decisions::default();
        let rows = input::rows(transactions)?;
        let numbers = rows.iter().enumerate().map(|(row, raw)| input::decided(&mut decisions, row, raw));
        let numbers: Vec<usize> = numbers.collect::<Result<_, _>>()?;
        let answers = numbers.into_iter().filter_map(|number| decisions.get(number)).map(Categorised::of);
        failure::json(&answers.collect::<Vec<_>>())
    };
    run().map_err(Failure::into_json)
}
