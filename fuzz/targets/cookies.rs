//! See ../sealed.rs.

#![no_main]

#[path = "../sealed.rs"]
#[allow(dead_code, reason = "each target runs one of the readers")]
mod sealed;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    sealed::cookies(data);
});
