//! See ../readers.rs.

#![no_main]

#[path = "../readers.rs"]
#[allow(dead_code, reason = "each target runs one of the readers")]
mod readers;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    readers::texts(data);
});
