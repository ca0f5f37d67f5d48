//! The fuzz targets' readers over their corpus and mutations of it.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "../../../fuzz/mutants.rs"]
mod mutants;
#[path = "../../../fuzz/readers.rs"]
mod readers;

use mutants::run;

#[test]
fn answers() {
    // An error, a page of a proxy and a callback are no data.
    run("answers", 3, readers::answers);
}

#[test]
fn feeds() {
    // A feed without accounts has nothing to understand.
    run("feed", 1, readers::feed);
}

#[test]
fn settings() {
    run("settings", 0, readers::settings);
}

#[test]
fn imports() {
    run("import", 0, readers::import);
}

#[test]
fn texts() {
    run("texts", 0, readers::texts);
}

#[test]
fn what_was_learned() {
    run("learned", 0, readers::learned);
}
