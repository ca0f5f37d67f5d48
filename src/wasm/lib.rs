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
use crate::input::{Answer, Categorised};

pub use ledger::LedgerHandle;

/// A category for each row of `[{description, amount, …}]`: `{"answers":[{category, decided_by, confidence, merchant}],
/// "rows":[…]}`, the number of each row's answer in the rows' order. Most rows say what an earlier one said, and to write and
/// read the same answer again would take longer than all else.
///
/// # Errors
/// `invalid_input`, naming the row and the field.
#[wasm_bindgen]
pub fn categorise(transactions: &[u8]) -> Result<String, String> {
    let run = || {
        let mut decisions = Decisions::default();
        let rows = input::rows(transactions)?;
        let numbers = rows.iter().enumerate().map(|(row, raw)| input::decided(&mut decisions, row, raw));
        let rows = numbers.collect::<Result<_, _>>()?;
        failure::json(&Categorised { answers: decisions.all().iter().map(Answer::of).collect(), rows })
    };
    run().map_err(Failure::into_json)
}
