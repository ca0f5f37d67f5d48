//! The Worker's log. One line a request and one for each failure: methods, route patterns, statuses, request ids.
//! Never tokens, amounts, descriptions, ids of people, or anything of a query.

/// Writes one line at the level of ordinary events.
pub fn info(line: &str) {
    #[cfg(target_arch = "wasm32")]
    worker::console_log!("{line}");
    #[cfg(not(target_arch = "wasm32"))]
    println!("{line}");
}

/// Writes one line at the level of errors.
pub fn error(line: &str) {
    #[cfg(target_arch = "wasm32")]
    worker::console_error!("{line}");
    #[cfg(not(target_arch = "wasm32"))]
    eprintln!("{line}");
}

/// The memory that the Worker's code has taken so far: it never gives any back.
pub fn memory_mib() -> usize {
    // In pages of 64 KiB.
    #[cfg(target_arch = "wasm32")]
    return core::arch::wasm32::memory_size(0) / 16;
    #[cfg(not(target_arch = "wasm32"))]
    0
}
