//! What the feed says did not come: such a list of commitments is not an empty one, although it is written as one.

use budget::{Source, Statement};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::json;

/// An entry of the feed's `errors`. What it does not name, it concerns all of.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Failure<'a> {
    #[serde(borrow)]
    connection_id: Option<&'a RawValue>,
    #[serde(borrow)]
    account_id: Option<&'a RawValue>,
    #[serde(borrow)]
    resource: Option<&'a RawValue>,
}

/// Marks the lists of commitments that failed.
pub(super) fn mark(statements: &mut [Statement], errors: Option<&RawValue>) {
    let entries: Vec<&RawValue> = errors.and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default();
    for failure in entries.into_iter().filter_map(json::object::<Failure<'_>>) {
        let [connection, account, resource] =
            [failure.connection_id, failure.account_id, failure.resource].map(json::borrowed);
        let concerns = |named: &Option<_>, it: &str| named.as_ref().is_none_or(|named| *named == it);
        for statement in &mut *statements {
            let Statement { account: of, unlisted, .. } = statement;
            if !concerns(&connection, &of.connection_id) || !concerns(&account, &of.id) {
                continue;
            }
            for (list, name) in [(Source::StandingOrder, "standing_orders"), (Source::DirectDebit, "direct_debits")] {
                if concerns(&resource, name) && !unlisted.contains(&list) {
                    unlisted.push(list);
                }
            }
        }
    }
}
