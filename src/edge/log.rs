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
