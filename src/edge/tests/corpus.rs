//! The fuzz target of bearer tokens over its corpus and mutations of it.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "../../../fuzz/mutants.rs"]
mod mutants;
#[path = "../../../fuzz/tokens.rs"]
mod tokens;

#[test]
fn tokens_and_key_sets() {
    // An unsigned token, and one whose signature is over another hash.
    mutants::run("jwt", 2, tokens::tokens);
}
