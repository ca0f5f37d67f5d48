//! What time it is: the one place that asks the host. In a Worker the clock stands still between two waits.

use chrono::{DateTime, NaiveDate, Utc};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use worker::js_sys::{Date, JSON};

#[wasm_bindgen]
extern "C" {
    /// The host knows every IANA time zone as it is today; tables of our own would be half of the Worker's size.
    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;

    /// Throws where the options name no time zone.
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locale: &str, options: &JsValue) -> Result<DateTimeFormat, JsValue>;

    #[wasm_bindgen(method)]
    fn format(this: &DateTimeFormat, date: &Date) -> String;
}

/// Milliseconds since 1970.
pub fn now_ms() -> u64 {
    #[cfg(target_arch = "wasm32")]
    return worker::Date::now().as_millis();
    #[cfg(not(target_arch = "wasm32"))]
    return std::time::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_millis() as u64);
}

/// Now, to the second: what is stored and answered needs no more.
pub fn now() -> DateTime<Utc> {
    let seconds = i64::try_from(now_ms() / 1000).unwrap_or_default();
    DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}

/// The calendar date at `now` in an IANA time zone; `None` for a name that is no zone. Only in a Worker.
pub fn today(zone: &str, now: DateTime<Utc>) -> Option<NaiveDate> {
    let zone = serde_json::to_string(zone).ok()?;
    let options = format!(r#"{{"timeZone":{zone},"year":"numeric","month":"2-digit","day":"2-digit"}}"#);
    // Sweden writes dates as ISO 8601 does.
    let format = DateTimeFormat::new("sv-SE", &JSON::parse(&options).ok()?).ok()?;
    let now = Date::new(&JsValue::from_str(&now.to_rfc3339()));
    format.format(&now).parse().ok()
}
