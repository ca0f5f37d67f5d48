//! The budget of one period, worked out here by the same core that runs in the browser.

use budget::{Period, Settings};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::Serialize;

use super::data::Data;
use crate::bank::Failure;
use crate::call::Call;
use crate::problem::Problem;
use crate::query::Window;
use crate::reply::Reply;

/// 90 days, today included.
const BANKS_ANSWER_FOR: TimeDelta = TimeDelta::days(89);

#[derive(Serialize)]
struct Tail {
    as_of: DateTime<Utc>,
    errors: Vec<Failure>,
}

/// The report, with when it was made and what is missing from it.
pub async fn report(call: &Call) -> Result<Reply, Problem> {
    let query = call.query(&["period"])?;
    let label = query.get("period");
    let data = Data::open(call).await?;
    let not_a_period = |error: budget::Error| Problem::invalid("period", format!("There is no such period: {error}."));
    let empty = budget::Ledger::new(data.settings.clone(), data.today);
    let period = empty.period(label).map_err(not_a_period)?;
    if period.from > data.today {
        return Err(Problem::invalid("period", "Banks have no transactions of the future."));
    }
    let window = Data::with_margin(Window { from: period.from, to: period.to });
    let window = Window { from: window.from.min(history(&data.settings, &period, data.today)), to: window.to };
    let (ledger, errors) = data.load(call, window).await?;
    let report = ledger.budget(label).map_err(not_a_period)?;
    let report = serde_json::to_vec(&report).map_err(Problem::internal)?;
    let tail = serde_json::to_vec(&Tail { as_of: data.now, errors }).map_err(Problem::internal)?;
    Ok(Reply::json_bytes(joined(report, &tail)))
}

/// The first day that the report wants to know of. Habits are worth no more than the 90 days that every bank answers for;
/// rollovers are worth asking for more.
fn history(settings: &Settings, period: &Period, today: NaiveDate) -> NaiveDate {
    let wanted = settings.looks_back_to(period);
    if settings.rolls_over() {
        wanted
    } else {
        today.checked_sub_signed(BANKS_ANSWER_FOR).map_or(wanted, |oldest| wanted.max(oldest))
    }
}

/// Two JSON objects as one. (serde's `flatten` would read exact numbers through its own buffer and lose them.)
fn joined(mut first: Vec<u8>, second: &[u8]) -> Vec<u8> {
    first.pop();
    first.push(b',');
    first.extend(second.iter().skip(1));
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_objects_become_one() {
        assert_eq!(joined(br#"{"a":1.10}"#.to_vec(), br#"{"b":[]}"#), br#"{"a":1.10,"b":[]}"#);
    }
}
