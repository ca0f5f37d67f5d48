//! Reading single fields out of records whose every field may be absent, `null`, blank, or of another type than
//! documented. Fields stay raw until they are asked for, so that an odd one spoils nothing but itself.

use serde::Deserialize;
use serde_json::value::RawValue;

/// The record as a struct of raw fields; `None` where it is not an object.
pub(crate) fn object<'a, T: Deserialize<'a>>(raw: &'a RawValue) -> Option<T> {
    // A struct would be read from a list, too.
    raw.get().starts_with('{').then(|| serde_json::from_str(raw.get()).ok()).flatten()
}

/// The field's text without blanks around it; a number counts as its digits. `None` for a blank one, too.
pub(crate) fn text(raw: Option<&RawValue>) -> Option<String> {
    let raw = raw?.get();
    let text = match raw.as_bytes().first()? {
        b'"' => serde_json::from_str::<String>(raw).ok()?,
        b'-' | b'0'..=b'9' => raw.to_owned(),
        _ => return None,
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The texts of a list, without blank ones and whatever is no text; a lone text counts as a list of one.
pub(crate) fn texts(raw: Option<&RawValue>) -> Vec<String> {
    let items: Vec<&RawValue> = raw.and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default();
    if items.is_empty() {
        return text(raw).into_iter().collect();
    }
    items.into_iter().filter_map(|item| text(Some(item))).collect()
}

/// What is wrong with a JSON text, without quoting any of it.
pub(crate) fn why(error: &serde_json::Error) -> String {
    let what = match error.classify() {
        serde_json::error::Category::Eof => "it ends too early",
        serde_json::error::Category::Data => "it is JSON of another shape",
        serde_json::error::Category::Syntax | serde_json::error::Category::Io => "it is not JSON",
    };
    format!("{what}, at line {} column {}", error.line(), error.column())
}
