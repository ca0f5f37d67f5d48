//! Whether the person may be served in their absence, which notifications need: the seal of their record then takes
//! nothing that only their browser has. There is nothing yet that sends them.

use serde::{Deserialize, Serialize};

use super::settings::is_json;
use crate::call::Call;
use crate::problem::Problem;
use crate::reply::Reply;

const LARGEST_BODY: usize = 4 * 1024;

#[derive(Serialize)]
struct Answer {
    ok: bool,
    enabled: bool,
    /// Absent until there is something that sends notifications.
    vapid_public_key: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    enabled: bool,
}

/// What was chosen.
pub async fn get(call: &Call) -> Result<Reply, Problem> {
    call.query(&[])?;
    let config = call.config()?;
    let visit = call.visit(&config);
    let caller = call.need_caller(&config, &visit).await?;
    let view = call.tenant(&caller, &visit).view().await?;
    answer(view.unattended)
}

/// Chooses.
pub async fn put(call: &Call) -> Result<Reply, Problem> {
    call.query(&[])?;
    let config = call.config()?;
    let visit = call.visit(&config);
    let caller = call.need_caller(&config, &visit).await?;
    if !is_json(call.header("content-type").as_deref()) {
        return Err(Problem::UnsupportedMediaType);
    }
    let choice = read(&call.body(LARGEST_BODY, &visit).await?)?;
    call.tenant(&caller, &visit).attend(choice.enabled).await?;
    answer(choice.enabled)
}

/// Chooses not to.
pub async fn delete(call: &Call) -> Result<Reply, Problem> {
    call.query(&[])?;
    let config = call.config()?;
    let visit = call.visit(&config);
    let caller = call.need_caller(&config, &visit).await?;
    call.tenant(&caller, &visit).attend(false).await?;
    answer(false)
}

fn answer(enabled: bool) -> Result<Reply, Problem> {
    Reply::json(&Answer { ok: true, enabled, vapid_public_key: None })
}

fn read(body: &[u8]) -> Result<Choice, Problem> {
    serde_json::from_slice(body)
        .map_err(|_| Problem::invalid("enabled", r#"Send {"enabled":true} or {"enabled":false}."#))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_one_or_the_other() {
        assert!(read(br#"{"enabled":true}"#).is_ok_and(|choice| choice.enabled));
        for body in ["", "{}", "true", r#"{"enabled":1}"#, r#"{"enabled":true,"endpoint":"https://push.example"}"#] {
            assert!(read(body.as_bytes()).is_err(), "{body}");
        }
    }
}
