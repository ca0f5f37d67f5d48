//! Reading single fields out of records whose every field may be absent, `null`, blank, or of another type than
//! documented. Fields stay raw until they are asked for, so that an odd one spoils nothing but itself.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::error::Category;
use serde_json::value::RawValue;

/// A whole document as a struct.
///
/// # Errors
/// What is wrong with it, without quoting any of it.
pub(crate) fn document<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, Cow<'static, str>> {
    if is_list(bytes) {
        return Err("it is JSON of another shape".into());
    }
    // From texts alone: serde_json's readers of bytes would be compiled beside those of texts.
    let text = std::str::from_utf8(bytes).map_err(|error| match error.error_len() {
        None => "it ends too early",
        Some(_) => "it is not JSON in UTF-8",
    })?;
    serde_json::from_str(text).map_err(|error| why(&error).into())
}

/// A record as a struct of raw fields; `None` where it is not an object.
pub(crate) fn object<'a, T: Deserialize<'a>>(raw: &'a RawValue) -> Option<T> {
    text_object(raw.get())
}

/// The same of a text, which spares checking its UTF-8 again.
pub(crate) fn text_object<'a, T: Deserialize<'a>>(text: &'a str) -> Option<T> {
    if is_list(text.as_bytes()) { None } else { serde_json::from_str(text).ok() }
}

/// A struct that is read from an object alone: serde would read it from a list, too.
pub(crate) struct Object<T>(pub(crate) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<T> {
            type Value = Object<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Object)
            }
        }

        deserializer.deserialize_map(Fields(PhantomData))
    }
}

/// The same of a whole text.
fn is_list(bytes: &[u8]) -> bool {
    bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[')
}

/// The field's text without blanks around it; a number counts as its digits. `None` for a blank one, too.
pub(crate) fn text(raw: Option<&RawValue>) -> Option<String> {
    borrowed(raw).map(Cow::into_owned)
}

/// The same, borrowed where it is written without escapes, as nearly all are.
pub(crate) fn borrowed(raw: Option<&RawValue>) -> Option<Cow<'_, str>> {
    let raw = raw?.get();
    let text = match raw.as_bytes().first()? {
        b'"' => match raw.strip_prefix('"')?.strip_suffix('"')? {
            // Not `contains`: on texts this short its search takes longer to set up than to find nothing.
            escaped if escaped.bytes().any(|byte| byte == b'\\') => {
                let text = serde_json::from_str::<String>(raw).ok()?;
                let text = text.trim();
                return (!text.is_empty()).then(|| Cow::Owned(text.to_owned()));
            }
            plain => plain,
        },
        b'-' | b'0'..=b'9' => raw,
        _ => return None,
    };
    let text = text.trim();
    (!text.is_empty()).then_some(Cow::Borrowed(text))
}

/// The texts of a list, without blank ones and whatever is no text; a lone text counts as a list of one.
pub(crate) fn texts(raw: Option<&RawValue>) -> Vec<String> {
    let items: Vec<&RawValue> = raw.and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default();
    if items.is_empty() {
        return text(raw).into_iter().collect();
    }
    items.into_iter().filter_map(|item| text(Some(item))).collect()
}

fn why(error: &serde_json::Error) -> String {
    let what = match error.classify() {
        Category::Eof => "it ends too early",
        Category::Data => "it is JSON of another shape",
        Category::Syntax | Category::Io => "it is not JSON",
    };
    format!("{what}, at line {} column {}", error.line(), error.column())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(json: &str) -> &RawValue {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn texts_are_trimmed_and_blank_ones_are_absent() {
        for (json, expected) in [
            (r#""plain""#, Some("plain")),
            (r#""  Jos\u00e9 \n""#, Some("Jos\u{e9}")),
            (r#""""#, None),
            (r#"" \t ""#, None),
            ("10000000", Some("10000000")),
            ("-1.50e2", Some("-1.50e2")),
            ("true", None),
            ("null", None),
            ("{}", None),
            (r#""\ud800""#, None),
        ] {
            assert_eq!(text(Some(raw(json))).as_deref(), expected, "{json}");
        }
        assert_eq!(text(None), None);
    }

    #[test]
    fn lists_of_texts_leave_out_what_is_none() {
        assert_eq!(texts(Some(raw(r#"["a", " ", null, ["x"], "b"]"#))), ["a", "b"]);
        assert_eq!(texts(Some(raw(r#""alone""#))), ["alone"]);
        assert!(texts(Some(raw("[]"))).is_empty());
        assert!(texts(Some(raw("{}"))).is_empty());
    }
}
