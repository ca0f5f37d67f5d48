//! The fuzz targets of bearer tokens, of the seal and of cookies over their corpus and mutations of it.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "../../../fuzz/mutants.rs"]
mod mutants;
#[path = "../../../fuzz/sealed.rs"]
mod sealed;
#[path = "../../../fuzz/tokens.rs"]
mod tokens;

#[test]
fn tokens_and_key_sets() {
    // An unsigned token, and one whose signature is over another hash.
    mutants::run("jwt", 2, tokens::tokens);
}

#[test]
fn envelopes() {
    // Of another version, of a key that is gone, and one that is cut short.
    mutants::run("vault", 3, sealed::envelopes);
}

#[test]
fn cookies() {
    // Those of others, and one that stands under another's name.
    mutants::run("cookies", 2, sealed::cookies);
}
