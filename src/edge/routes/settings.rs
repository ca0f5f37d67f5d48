//! Budget settings: read and replaced as a whole, with a revision against lost updates.

use std::collections::BTreeMap;

use budget::Settings;
use serde_json::value::RawValue;

use super::data;
use crate::call::Call;
use crate::clock;
use crate::problem::Problem;
use crate::reply::Reply;

const LARGEST_BODY: usize = 64 * 1024;

/// The settings in force, with their revision as the `ETag`; the default ones before the first save.
pub async fn get(call: &Call) -> Result<Reply, Problem> {
    call.query(&[])?;
    let config = call.config()?;
    let visit = call.visit(&config);
    let caller = call.need_caller(&config, &visit).await?;
    let view = call.tenant(&caller, &visit).view().await?;
    reply(&data::settings(&view)?, view.settings_revision)
}

/// Replaces the settings. With `If-Match` only if nobody else did so since.
pub async fn put(call: &Call) -> Result<Reply, Problem> {
    call.query(&[])?;
    let config = call.config()?;
    let visit = call.visit(&config);
    let caller = call.need_caller(&config, &visit).await?;
    if !is_json(call.header("content-type").as_deref()) {
        return Err(Problem::UnsupportedMediaType);
    }
    let is_zone = |zone: &str| clock::today(zone, clock::now()).is_some();
    let settings = read(&call.body(LARGEST_BODY, &visit).await?, is_zone)?;
    let if_revision = call.header("if-match").map_or(Ok(None), |tag| revision(&tag))?;
    let text = serde_json::to_string(&settings).map_err(Problem::internal)?;
    let revision = call.tenant(&caller, &visit).put_settings(text, if_revision).await?;
    reply(&settings, revision)
}

fn reply(settings: &Settings, revision: u64) -> Result<Reply, Problem> {
    let text = serde_json::to_string(settings).map_err(Problem::internal)?;
    let rest = text.strip_prefix('{').unwrap_or_default();
    Ok(Reply::json_bytes(format!(r#"{{"ok":true,{rest}"#).into_bytes()).header("etag", format!("\"{revision}\"")))
}

/// Whether a `Content-Type` says that the body is JSON.
pub(super) fn is_json(content_type: Option<&str>) -> bool {
    let essence = content_type.and_then(|value| value.split(';').next()).unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/json")
}

fn read(body: &[u8], is_zone: impl FnOnce(&str) -> bool) -> Result<Settings, Problem> {
    // A list would be read as the fields in their order, and an empty one as the default settings.
    if body.trim_ascii_start().first() != Some(&b'{') {
        return Err(Problem::invalid("body", "Send a JSON object."));
    }
    let settings = Settings::from_json(&without_ok(body)).map_err(|error| {
        let field = error.field().unwrap_or(".").to_owned();
        Problem::invalid(field, error.message().to_owned())
    })?;
    if is_zone(&settings.timezone) {
        Ok(settings)
    } else {
        Err(Problem::invalid("timezone", "Use an IANA time zone, such as Europe/London."))
    }
}

/// What GET answered can be sent back as it is: `ok` belongs to the answer, not to the settings.
fn without_ok(body: &[u8]) -> Vec<u8> {
    let fields: Option<BTreeMap<String, Box<RawValue>>> = serde_json::from_slice(body).ok();
    let Some(mut fields) = fields.filter(|fields| fields.contains_key("ok")) else { return body.to_vec() };
    fields.remove("ok");
    serde_json::to_vec(&fields).unwrap_or_default()
}

/// The revision that `If-Match` names; `None` for `*`, which any revision matches.
fn revision(tag: &str) -> Result<Option<u64>, Problem> {
    let tag = tag.trim();
    if tag == "*" {
        return Ok(None);
    }
    let tag = tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"');
    // Not one of our tags, so not the revision in force.
    tag.parse().map(Some).map_err(|_| Problem::StaleSettings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &[u8]) -> Result<Settings, Problem> {
        super::read(body, |zone| zone != "Europe/Nowhere")
    }

    #[test]
    fn what_was_answered_can_be_sent_back() {
        let answered = br#"{"ok":true,"timezone":"Europe/Paris","caps":[{"category":"groceries","amount":400.10}]}"#;
        let settings = read(answered).unwrap();
        assert_eq!(settings.timezone, "Europe/Paris");
        assert_eq!(settings.caps.len(), 1);
    }

    #[test]
    fn mistakes_are_named() {
        for (body, wrong) in [
            (r#"{"timezone":"Europe/Nowhere"}"#, "timezone"),
            (r#"{"caps":[{"category":"groceries","amount":-1}]}"#, "caps[0].amount"),
        ] {
            let Problem::InvalidRequest { field, .. } = read(body.as_bytes()).unwrap_err() else { panic!() };
            assert_eq!(field, wrong);
        }
        assert!(read(b"not json").is_err() && read(b"").is_err() && read(b"[]").is_err());
        assert!(read("[".repeat(100_000).as_bytes()).is_err());
    }

    #[test]
    fn revisions_are_read_from_if_match() {
        assert_eq!(revision("\"7\"").unwrap(), Some(7));
        assert_eq!(revision("W/\"7\"").unwrap(), Some(7));
        assert_eq!(revision("*").unwrap(), None);
        assert!(matches!(revision("\"abc\""), Err(Problem::StaleSettings)));
    }

    #[test]
    fn only_json_is_taken() {
        assert!(is_json(Some("application/json; charset=utf-8")) && is_json(Some("Application/JSON")));
        assert!(!is_json(None) && !is_json(Some("text/plain")));
    }
}
